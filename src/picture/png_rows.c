/* The deflated rows of a stripped PNG file: whether they hold the pixels and nothing else. A PDF takes them over as
 * they are, and libpng passes over what is behind the last row: another picture, or gigabytes of nothing. */
#include <string.h>
#include <zlib.h>

#include "picture/reading.h"

struct counting {
  z_stream stream;
  int status;
  uint64_t left; /* bytes that rows still need */
  bool exact;
};

static void count_chunk(struct counting *counting, const unsigned char *data, uint32_t length)
{
  unsigned char part[16384];
  counting->stream.next_in = (Bytef *)(uintptr_t)data;
  counting->stream.avail_in = length;
  do {
    counting->stream.next_out = part;
    counting->stream.avail_out = sizeof part;
    counting->status = inflate(&counting->stream, Z_NO_FLUSH);
    size_t got = sizeof part - counting->stream.avail_out;
    counting->exact = got <= counting->left;
    counting->left -= counting->exact ? got : 0;
  } while (counting->exact && counting->status == Z_OK && counting->stream.avail_out == 0);
  counting->exact = counting->exact && counting->stream.avail_in == 0;
}

bool png_is_exact(struct picture_bytes file, const struct picture *picture)
{
  uint64_t row = (uint64_t)picture->width * (picture->gray ? 1 : 3) + 1;
  struct counting counting = {.left = row * picture->height, .exact = true};
  if (inflateInit(&counting.stream) != Z_OK)
    return false;
  const unsigned char *data = file.data;
  for (size_t at = PNG_FIRST_CHUNK; at < file.size && counting.exact; at += bytes_32(data + at) + PNG_CHUNK_AROUND)
    if (memcmp(data + at + 4, "IDAT", 4) == 0 && bytes_32(data + at) > 0)
      count_chunk(&counting, data + at + 8, bytes_32(data + at));
  inflateEnd(&counting.stream);
  return counting.exact && counting.left == 0 && counting.status == Z_STREAM_END;
}
