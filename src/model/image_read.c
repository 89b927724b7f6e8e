/* `image:` of a section into a typed picture. */
#include <glib.h>
#include <string.h>

#include "base/folder.h"
#include "base/tr.h"
#include "model/image.h"
#include "model/keys.h"
#include "source/schema.h"

enum { FIELD_ALT = 1 };

static const struct field image_fields[] = {
    {"file", FIELD_TEXT, true, 0, 0, N_("a PNG or JPEG file beside this one or below it")},
    [FIELD_ALT] = {"alt", FIELD_TEXT, true, 0, 0, N_("what the picture shows, in words, for those who cannot see it")},
    {"caption", FIELD_TEXT, false, 0, 0, N_("the words below the picture, without a number")},
    {"note", FIELD_TEXT, false, 0, 0, N_("a note below the caption")},
    {"width", FIELD_TEXT, false, 0, 0, N_("its width: a share of the text's (60%), or 80mm")},
};

struct keys keys_of_image(void)
{
  return (struct keys){image_fields, G_N_ELEMENTS(image_fields)};
}

static const struct node *get(const struct node *map, const char *name)
{
  return schema_get(map, image_fields, G_N_ELEMENTS(image_fields), name);
}

struct image_reader {
  struct arena *arena;
  const struct files *files;
  struct report *report;
  struct diags *diags;
};

static void read_line(const struct image_reader *r, const struct node *scalar, struct inlines *out)
{
  if (scalar)
    markup_read_line(r->arena, r->files, scalar, 0, scalar->as.scalar.length, r->report, out, r->diags);
}

static void read_alt(const struct image_reader *r, const struct node *scalar, struct inlines *out)
{
  read_line(r, scalar, out);
  for (size_t i = 0; i < out->count; i++) {
    if (out->items[i].kind != INLINE_NOTE_REF)
      continue;
    struct diag *diag = diag_add(r->diags, DIAG_VALUE_BAD, out->items[i].span,
                                 _("A footnote cannot be marked in the words that stand for a picture."));
    diag_hint(r->diags, diag, _("Mark it in the caption."));
    out->count = i;
  }
}

/* The key is asked for by what it is good for, which “alt” does not say. */
static bool check_keys(const struct image_reader *r, const struct node *map)
{
  struct field fields[G_N_ELEMENTS(image_fields)];
  memcpy(fields, image_fields, sizeof fields);
  fields[FIELD_ALT].required = false;
  bool good = schema_check(map, fields, G_N_ELEMENTS(fields), _("a picture"), r->diags);
  if (node_pair(map, "alt"))
    return good;
  struct diag *diag =
      diag_add(r->diags, DIAG_KEY_MISSING, map->as.map.count ? map->as.map.pairs[0].key->span : map->span,
               _("This picture says nothing to those who cannot see it: “alt” is missing."));
  diag_hint(r->diags, diag,
            _("Write in a sentence what it shows, for example “alt: 服务大厅内群众正在窗口办理业务”. It is read out "
              "and not printed."));
  return false;
}

static const char *read_file(const struct image_reader *r, const struct node *scalar)
{
  if (!scalar)
    return NULL; /* reported with the keys */
  const char *path = scalar->as.scalar.text;
  if (folder_holds(path))
    return path;
  struct diag *diag =
      diag_add(r->diags, DIAG_VALUE_BAD, scalar->span, _("“%s” leads out of the folder of this source."),
               diag_quote(r->diags, path, scalar->as.scalar.length));
  diag_hint(r->diags, diag, _("Put the file beside this one and write its bare name."));
  return NULL;
}

struct image *image_read(struct arena *arena, const struct files *files, const struct node *node, struct report *report,
                         struct part *part, struct diags *diags)
{
  struct image_reader r = {arena, files, report, diags};
  if (node->kind != NODE_MAP) {
    struct diag *diag =
        diag_add(diags, DIAG_VALUE_KIND, node->span, _("A picture is its file, and words that say what it shows."));
    diag_hint(diags, diag, _("Write “image: {file: photo.jpg, alt: 服务大厅内群众正在窗口办理业务}”."));
    return NULL;
  }
  bool good = check_keys(&r, node);
  struct image *image = ARENA_NEW(arena, struct image);
  const struct node *file = get(node, "file");
  image->span = node->span;
  image->file = read_file(&r, file);
  image->file_span = file ? file->span : node->span;
  image->width = get(node, "width");
  read_alt(&r, get(node, "alt"), &image->alt);
  read_line(&r, get(node, "caption"), &part->caption);
  read_line(&r, get(node, "note"), &part->note);
  return good && image->file ? image : NULL;
}

void image_dump(FILE *out, const struct image *image, int level)
{
  fprintf(out, "%*sfile %s\n%*salt", 2 * level, "", image->file, 2 * level, "");
  for (size_t i = 0; i < image->alt.count; i++)
    fprintf(out, image->alt.items[i].kind == INLINE_EXPR ? " ${%s}" : " %s", image->alt.items[i].text);
  if (image->width)
    fprintf(out, "\n%*swidth %s", 2 * level, "", image->width->as.scalar.text);
  putc('\n', out);
}
