#include "emit/faces.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cairo-ft.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <glib.h>

#include "base/limits.h"
#include "base/tr.h"
#include "emit/reason.h"
#include "emit/stand_in.h"

/* What a Cairo face stands on. Cairo keeps scaled fonts, and with them the face, in a cache of its own after the last
 * page is drawn: only Cairo knows when all this may go. Hence a library to each face: FT_Done_FreeType frees the memory
 * manager even while FT_Reference_Library holds the library. */
struct backing {
  FT_Library library;
  FT_Face face;
  hb_blob_t *file;
};

static void backing_free(void *data)
{
  struct backing *backing = data;
  if (backing->face != NULL)
    FT_Done_Face(backing->face);
  FT_Done_FreeType(backing->library);
  hb_blob_destroy(backing->file);
  g_free(backing);
}

static void add_glyphs(hb_set_t **used, const struct frame_page *page)
{
  for (size_t i = 0; i < page->count; i++) {
    const struct frame_item *item = &page->items[i];
    if (item->kind != FRAME_RUN)
      continue;
    hb_set_t *set = used[item->as.run.face];
    for (uint32_t g = 0; g < item->as.run.glyph_count; g++)
      hb_set_add(set, item->as.run.glyphs[g].id);
  }
}

static void release_mapping(void *data)
{
  g_mapped_file_unref(data);
}

/* Opened without blocking, so that a FIFO in the font folder cannot hang us. Sets *error to 0 if it is no file we read.
 */
static hb_blob_t *map_file(const char *path, int *error)
{
  struct stat status;
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  GMappedFile *mapping = NULL;
  *error = fd < 0 ? errno : 0;
  if (fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size <= LIMIT_FONT_BYTES)
    mapping = g_mapped_file_new_from_fd(fd, FALSE, NULL);
  if (fd >= 0)
    close(fd);
  if (mapping == NULL)
    return NULL;
  return hb_blob_create_or_fail(g_mapped_file_get_contents(mapping), (unsigned)g_mapped_file_get_length(mapping),
                                HB_MEMORY_MODE_READONLY, mapping, release_mapping);
}

static void report_unusable(const struct frame_face *face, struct diags *diags)
{
  struct diag *diag = diag_add(diags, DIAG_FONT_BAD, SPAN_NONE,
                               _("The file “%s” is not a font that can be used, or it is damaged."), face->file);
  diag_hint(diags, diag, _("Install the font again, or name another one for its role in fonts/fonts.yaml."));
}

static hb_blob_t *read_file(const struct frame_face *face, struct diags *diags)
{
  int error;
  hb_blob_t *file = map_file(face->file, &error);
  if (file == NULL && error != 0) {
    struct diag *diag = diag_add(diags, DIAG_FONT_BAD, SPAN_NONE, _("The font file “%s” cannot be opened: %s."),
                                 face->file, emit_reason(error));
    diag_hint(diags, diag, _("Install the font again, or name another one for its role in fonts/fonts.yaml."));
  } else if (file == NULL) {
    report_unusable(face, diags);
  }
  return file;
}

/* Cairo's face takes the bytes over. NULL if FreeType cannot read them. */
static cairo_font_face_t *make_cairo_face(hb_blob_t *file, uint32_t index)
{
  static const cairo_user_data_key_t key;
  unsigned size;
  const char *bytes = hb_blob_get_data(file, &size);
  struct backing *backing = g_new0(struct backing, 1);
  backing->file = file;
  FT_Error error = FT_Init_FreeType(&backing->library);
  g_assert(error == 0);
  if (FT_New_Memory_Face(backing->library, (const FT_Byte *)bytes, size, (FT_Long)index, &backing->face) != 0 ||
      !FT_IS_SCALABLE(backing->face)) {
    backing_free(backing);
    return NULL;
  }
  cairo_font_face_t *cairo =
      cairo_ft_font_face_create_for_ft_face(backing->face, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP);
  cairo_status_t status = cairo_font_face_set_user_data(cairo, &key, backing, backing_free);
  g_assert(status == CAIRO_STATUS_SUCCESS);
  return cairo;
}

/* A frame made with another version of the font may name glyphs that this one lacks. */
static bool check_glyphs(hb_blob_t *file, const struct frame_face *face, const hb_set_t *used, struct diags *diags)
{
  hb_face_t *whole = hb_face_create(file, face->index);
  bool there = face->index < hb_face_count(file) && hb_set_get_max(used) < hb_face_get_glyph_count(whole);
  hb_face_destroy(whole);
  if (!there)
    report_unusable(face, diags);
  return there;
}

/* Takes the file over. */
static void cut_face(struct emit_face *face, hb_blob_t *file, uint32_t index, const hb_set_t *used)
{
  hb_face_t *whole = hb_face_create(file, index);
  face->program = emit_program_cut(whole, used);
  face->cairo = face->program == NULL ? NULL : make_cairo_face(emit_stand_in_file(), 0);
  hb_face_destroy(whole);
  hb_blob_destroy(file);
}

static bool open_face(struct emit_face *face, const struct frame_face *from, const hb_set_t *used,
                      enum emit_faces_form form, struct diags *diags)
{
  hb_blob_t *file = read_file(from, diags);
  if (file == NULL)
    return false;
  if (!check_glyphs(file, from, used, diags)) {
    hb_blob_destroy(file);
    return false;
  }
  if (form == EMIT_FACES_CUT)
    cut_face(face, file, from->index, used);
  else
    face->cairo = make_cairo_face(file, from->index);
  if (face->cairo == NULL)
    report_unusable(from, diags);
  return face->cairo != NULL;
}

static hb_set_t **collect_glyphs(const struct frame_document *document, size_t first, size_t count)
{
  hb_set_t **used = g_new0(hb_set_t *, document->face_count);
  for (size_t i = 0; i < document->face_count; i++)
    used[i] = hb_set_create();
  for (size_t i = first; i < first + count; i++)
    add_glyphs(used, &document->pages[i]);
  return used;
}

bool emit_faces_open(struct emit_faces *faces, const struct frame_document *document, size_t first, size_t count,
                     enum emit_faces_form form, struct diags *diags)
{
  bool good = true;
  hb_set_t **used = collect_glyphs(document, first, count);
  faces->count = document->face_count;
  faces->items = g_new0(struct emit_face, faces->count);
  for (size_t i = 0; i < faces->count; i++) {
    if (!hb_set_is_empty(used[i]))
      good = open_face(&faces->items[i], &document->faces[i], used[i], form, diags) && good;
    hb_set_destroy(used[i]);
  }
  g_free(used);
  return good;
}

void emit_faces_done(struct emit_faces *faces)
{
  for (size_t i = 0; i < faces->count; i++) {
    cairo_font_face_destroy(faces->items[i].cairo);
    emit_program_free(faces->items[i].program);
  }
  g_free(faces->items);
  *faces = (struct emit_faces){0};
}

uint32_t emit_faces_glyph(const struct emit_face *face, uint32_t glyph)
{
  const struct emit_program *program = face->program;
  if (program == NULL)
    return glyph;
  return emit_stand_in_for(emit_program_advance_em(program, emit_program_glyph(program, glyph))).glyph;
}
