#include "emit/carried.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <qpdf/qpdf-c.h>
#include <zlib.h>

#include <glib.h>

#include "base/limits.h"
#include "base/tr.h"
#include "emit/embed.h"

#define TREE_DEPTH 16    /* of the tree of names */
#define NODES_MAX  20000 /* of it, and names in them: a tree may lead back into itself */

struct reading {
  struct arena *arena;
  qpdf_data pdf;
  const struct file *file;
  struct frame_attachments *out;
  size_t bytes, nodes;
  struct diags *diags;
};

static bool refuse(struct reading *reading, enum diag_code code, const char *words, const char *hint)
{
  struct diag *diag = diag_add(reading->diags, code, SPAN_NONE, "%s", words);
  diag->file = reading->file->name;
  diag_hint(reading->diags, diag, "%s", hint);
  return false;
}

static bool refuse_broken(struct reading *reading)
{
  return refuse(reading, DIAG_PDF_BAD, _("The PDF is damaged and cannot be read."),
                _("Take another copy of it, or build it again from its source with --attach."));
}

static bool refuse_encrypted(struct reading *reading)
{
  return refuse(reading, DIAG_PDF_BAD, _("The PDF is encrypted."),
                _("Take a copy that opens without a password and may be changed."));
}

static bool refuse_large(struct reading *reading)
{
  return refuse(reading, DIAG_LIMIT_SIZE, _("The files in this PDF are more, or larger, than a report can have."),
                _("It was not made by this program; ask for the source itself."));
}

/* --- bytes --- */

/* Unpacks no more than a file may have. */
static bool inflate_bytes(struct reading *reading, const unsigned char *packed, size_t size, GByteArray *out)
{
  z_stream stream = {.next_in = (Bytef *)(uintptr_t)packed, .avail_in = (uInt)size};
  unsigned char part[16384];
  int status = inflateInit(&stream);
  while (status == Z_OK) {
    stream.next_out = part;
    stream.avail_out = sizeof part;
    status = inflate(&stream, Z_NO_FLUSH);
    g_byte_array_append(out, part, (guint)(sizeof part - stream.avail_out));
    if (out->len > LIMIT_CARRIED_BYTES)
      break;
  }
  inflateEnd(&stream);
  if (out->len > LIMIT_CARRIED_BYTES)
    return refuse_large(reading);
  return status == Z_STREAM_END || refuse_broken(reading);
}

/* Flate, or nothing: what else there is, we did not write. */
static bool unpack(struct reading *reading, qpdf_oh stream, const unsigned char *raw, size_t size, GByteArray *out)
{
  qpdf_oh dictionary = qpdf_oh_get_dict(reading->pdf, stream);
  qpdf_oh filter = qpdf_oh_get_key(reading->pdf, dictionary, "/Filter");
  if (qpdf_oh_is_array(reading->pdf, filter) && qpdf_oh_get_array_n_items(reading->pdf, filter) == 1)
    filter = qpdf_oh_get_array_item(reading->pdf, filter, 0);
  if (qpdf_oh_is_name_and_equals(reading->pdf, filter, "/FlateDecode"))
    return inflate_bytes(reading, raw, size, out);
  if (!qpdf_oh_is_null(reading->pdf, filter))
    return refuse_broken(reading);
  if (size > LIMIT_CARRIED_BYTES)
    return refuse_large(reading);
  g_byte_array_append(out, raw, (guint)size);
  return true;
}

static bool read_stream(struct reading *reading, qpdf_oh stream, struct frame_attachment *to)
{
  QPDF_BOOL filtered;
  unsigned char *raw = NULL;
  size_t size = 0;
  if (!qpdf_oh_is_stream(reading->pdf, stream))
    return refuse_broken(reading);
  qpdf_oh_get_stream_data(reading->pdf, stream, qpdf_dl_none, &filtered, &raw, &size);
  if (qpdf_has_error(reading->pdf) || size > LIMIT_PDF_BYTES) {
    free(raw);
    return refuse_broken(reading);
  }
  GByteArray *bytes = g_byte_array_new();
  bool good = unpack(reading, stream, raw, size, bytes);
  free(raw);
  reading->bytes += bytes->len;
  if (good && reading->bytes > LIMIT_CARRIED_ALL_BYTES)
    good = refuse_large(reading);
  if (good) {
    to->size = bytes->len;
    to->bytes = arena_strndup(reading->arena, (const char *)bytes->data, bytes->len);
  }
  g_byte_array_unref(bytes);
  return good;
}

/* --- the tree of names --- */

static bool relation_of(struct reading *reading, qpdf_oh specification, enum frame_relation *out)
{
  qpdf_oh name = qpdf_oh_get_key(reading->pdf, specification, "/AFRelationship");
  for (int i = 0; i <= FRAME_RELATION_SUPPLEMENT; i++) {
    if (!qpdf_oh_is_name_and_equals(reading->pdf, name, emit_relation_name((enum frame_relation)i)))
      continue;
    *out = (enum frame_relation)i;
    return true;
  }
  return false;
}

/* What is attached for another reason than ours is left alone. */
static bool read_file(struct reading *reading, qpdf_oh key, qpdf_oh specification)
{
  enum frame_relation relation;
  if (!qpdf_oh_is_string(reading->pdf, key) || !qpdf_oh_is_dictionary(reading->pdf, specification) ||
      !relation_of(reading, specification, &relation))
    return true;
  if (reading->out->count == LIMIT_CARRIED_FILES)
    return refuse_large(reading);
  struct frame_attachment *file = ARENA_PUSH(reading->arena, reading->out);
  file->name = arena_strdup(reading->arena, qpdf_oh_get_utf8_value(reading->pdf, key));
  file->relation = relation;
  qpdf_oh streams = qpdf_oh_get_key(reading->pdf, specification, "/EF");
  if (!qpdf_oh_is_dictionary(reading->pdf, streams))
    return refuse_broken(reading);
  return read_stream(reading, qpdf_oh_get_key(reading->pdf, streams, "/F"), file);
}

static bool read_names(struct reading *reading, qpdf_oh names)
{
  int count = qpdf_oh_is_array(reading->pdf, names) ? qpdf_oh_get_array_n_items(reading->pdf, names) : 0;
  for (int i = 0; i + 1 < count; i += 2) {
    qpdf_oh key = qpdf_oh_get_array_item(reading->pdf, names, i);
    qpdf_oh value = qpdf_oh_get_array_item(reading->pdf, names, i + 1);
    if (++reading->nodes > NODES_MAX)
      return refuse_large(reading);
    if (!read_file(reading, key, value))
      return false;
    qpdf_oh_release(reading->pdf, key);
    qpdf_oh_release(reading->pdf, value);
  }
  return true;
}

/* Programs that wrote the file again may have divided the tree. */
static bool read_tree(struct reading *reading, qpdf_oh tree, int depth)
{
  if (!qpdf_oh_is_dictionary(reading->pdf, tree) || depth > TREE_DEPTH || ++reading->nodes > NODES_MAX)
    return depth == 0 || refuse_broken(reading);
  if (!read_names(reading, qpdf_oh_get_key(reading->pdf, tree, "/Names")))
    return false;
  qpdf_oh kids = qpdf_oh_get_key(reading->pdf, tree, "/Kids");
  int count = qpdf_oh_is_array(reading->pdf, kids) ? qpdf_oh_get_array_n_items(reading->pdf, kids) : 0;
  for (int i = 0; i < count; i++)
    if (!read_tree(reading, qpdf_oh_get_array_item(reading->pdf, kids, i), depth + 1))
      return false;
  return true;
}

/* --- the file --- */

static bool has_source(const struct frame_attachments *files)
{
  size_t sources = 0;
  for (size_t i = 0; i < files->count; i++)
    sources += files->items[i].relation == FRAME_RELATION_SOURCE;
  return sources == 1;
}

static bool read_catalog(struct reading *reading)
{
  if (qpdf_is_encrypted(reading->pdf))
    return refuse_encrypted(reading);
  qpdf_oh names = qpdf_oh_get_key(reading->pdf, qpdf_get_root(reading->pdf), "/Names");
  bool named = qpdf_oh_is_dictionary(reading->pdf, names);
  if (named && !read_tree(reading, qpdf_oh_get_key(reading->pdf, names, "/EmbeddedFiles"), 0))
    return false;
  if (qpdf_has_error(reading->pdf))
    return refuse_broken(reading);
  return has_source(reading->out) ||
         refuse(reading, DIAG_PDF_BARE, _("This PDF does not carry the source it was made from."),
                _("A PDF carries its source when it is built with: nianbao build --attach"));
}

bool emit_is_pdf(const struct file *file)
{
  return file->size >= 5 && memcmp(file->bytes, "%PDF-", 5) == 0;
}

bool emit_may_carry(const struct file *file)
{
  static const char mark[] = "<pdfaid:part>3</pdfaid:part>";
  return emit_is_pdf(file) && memmem(file->bytes, file->size, mark, sizeof mark - 1) != NULL;
}

/* libqpdf unpacks the tables and objects of a PDF by itself, however large they become. Without memory for that it says
 * that the PDF is damaged. */
static struct rlimit limit_memory(void)
{
  struct rlimit before;
  getrlimit(RLIMIT_AS, &before);
#ifndef __SANITIZE_ADDRESS__ /* which takes nearly all addresses for itself */
  unsigned long long pages = 0;
  FILE *own = fopen("/proc/self/statm", "r");
  bool known = own != NULL && fscanf(own, "%llu", &pages) == 1;
  if (own != NULL)
    fclose(own);
  rlim_t wanted = pages * (rlim_t)sysconf(_SC_PAGESIZE) + LIMIT_PDF_MEMORY;
  struct rlimit now = {.rlim_cur = MIN(before.rlim_cur, wanted), .rlim_max = before.rlim_max};
  if (known)
    setrlimit(RLIMIT_AS, &now);
#endif
  return before;
}

static bool open_pdf(struct reading *reading)
{
  reading->pdf = qpdf_init();
  qpdf_silence_errors(reading->pdf);
  qpdf_set_suppress_warnings(reading->pdf, QPDF_TRUE);
  qpdf_set_attempt_recovery(reading->pdf, QPDF_FALSE);
  QPDF_ERROR_CODE code = qpdf_read_memory(reading->pdf, "pdf", reading->file->bytes, reading->file->size, NULL);
  if (!(code & QPDF_ERRORS))
    return true;
  bool locked = qpdf_get_error_code(reading->pdf, qpdf_get_error(reading->pdf)) == qpdf_e_password;
  return locked ? refuse_encrypted(reading) : refuse_broken(reading);
}

bool emit_read_attachments(struct arena *arena, const struct file *file, struct frame_attachments *out,
                           struct diags *diags)
{
  struct reading reading = {.arena = arena, .file = file, .out = out, .diags = diags};
  if (!emit_is_pdf(file))
    return refuse(&reading, DIAG_PDF_BAD, _("This is not a PDF."), _("Name the PDF of a report."));
  struct rlimit before = limit_memory();
  bool good = open_pdf(&reading) && read_catalog(&reading);
  setrlimit(RLIMIT_AS, &before);
  if (qpdf_has_error(reading.pdf))
    qpdf_get_error(reading.pdf); /* else cleanup prints what has been said */
  qpdf_cleanup(&reading.pdf);
  return good;
}
