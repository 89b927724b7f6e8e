#include "source/source.h"

#include <glib.h>
#include <string.h>

#include "base/limits.h"
#include "base/tr.h"
#include "source/reading.h"

#define FURTHER_MOST  20           /* slips told of one source */
#define FURTHER_BYTES (512 * 1024) /* of a source: a longer one is no report, and would be read too often */

/* A first line "%YAML …" or "%TAG …"; libyaml would complain of some only, and elsewhere. */
static bool refuse_directive(struct reading *reading)
{
  const struct file *file = reading->file;
  for (size_t line = 0; line < file->line_count; ++line) {
    size_t begin = line == 0 ? reading->start : file->line_starts[line];
    size_t at = begin;
    while (at < file->size && (file->bytes[at] == ' ' || file->bytes[at] == '\t' || file->bytes[at] == '\r'))
      ++at;
    if (at < file->size && (file->bytes[at] == '#' || file->bytes[at] == '\n'))
      continue;
    if (begin >= file->size || file->bytes[begin] != '%')
      return false;
    size_t end = begin;
    while (end < file->size && file->bytes[end] != '\n' && file->bytes[end] != '\r')
      ++end;
    struct diag *diag =
        diag_add(reading->diags, DIAG_YAML_FEATURE, source_span_of(reading, (uint32_t)begin, (uint32_t)end),
                 _("Directives (lines that begin with “%%”) are not allowed in a source."));
    diag_hint(reading->diags, diag, _("Delete the line."));
    return true;
  }
  return false;
}

static bool is_empty(const struct node *root)
{
  return root == NULL || (root->kind == NODE_SCALAR && root->as.scalar.length == 0);
}

/* A whole source that is one text: "标题：一" and nothing else. */
static bool refuse_colon(struct reading *reading, const struct node *root)
{
  if (root->kind != NODE_SCALAR || !source_looks_like_key(root))
    return false;
  struct diag *diag =
      diag_add(reading->diags, DIAG_YAML_SYNTAX, root->span, _("This is not of the form “key: value”."));
  source_hint_colon(reading->diags, diag, root);
  return true;
}

static void refuse_empty(struct reading *reading)
{
  struct diag *diag =
      diag_add(reading->diags, DIAG_TEXT_EMPTY, source_span_of(reading, 0, 0), _("This source is empty."));
  diag_hint(reading->diags, diag, _("A source holds lines such as “agency: …”, “year: 2025” and “title: …”."));
}

/* Where libyaml gives up nothing more is read. A full-width mark is as long as the half-width one with two spaces, so
 * that a copy can be mended and read again, with all places as they are: whoever types one such mark types it often. */
static void report_further(const struct reading *first)
{
  if (first->mend == 0 || first->file->size > FURTHER_BYTES)
    return;
  char *bytes = arena_strndup(first->arena, first->file->bytes, first->file->size);
  struct file mended = *first->file;
  struct reading next = *first;
  mended.bytes = bytes;
  for (int i = 0; next.mend > 0 && i < FURTHER_MOST; ++i) {
    bool colon = memcmp(bytes + next.mend, "：", 3) == 0;
    memcpy(bytes + next.mend, colon ? ":  " : ",  ", 3);
    next = (struct reading){first->arena, first->files, first->diags, first->file_index, .file = &mended};
    if (!source_gate(&next))
      return;
    source_build(&next); /* what it repeats is taken out where findings are merged */
  }
}

const struct node *source_parse_tree(struct arena *arena, struct files *files, uint32_t file, struct diags *diags)
{
  struct reading reading = {
      .arena = arena, .files = files, .diags = diags, .file_index = file, .file = files_get(files, file)};
  if (!source_gate(&reading) || refuse_directive(&reading))
    return NULL;
  size_t errors = diags->errors;
  const struct node *root = source_build(&reading);
  report_further(&reading);
  if (is_empty(root)) {
    if (diags->errors == errors && !reading.misled)
      refuse_empty(&reading);
    return NULL;
  }
  return refuse_colon(&reading, root) ? NULL : root;
}

const struct node *source_parse(struct arena *arena, struct files *files, uint32_t file, struct diags *diags)
{
  const struct node *root = source_parse_tree(arena, files, file, diags);
  if (root)
    source_report_unfilled(files, root, diags);
  return root;
}

const struct node *source_read(struct arena *arena, struct files *files, const char *path, struct diags *diags)
{
  uint32_t file = files_read(files, path, LIMIT_SOURCE_BYTES, diags);
  return file == 0 ? NULL : source_parse(arena, files, file, diags);
}

const struct pair *node_pair(const struct node *map, const char *key)
{
  if (map == NULL || map->kind != NODE_MAP)
    return NULL;
  for (uint32_t i = 0; i < map->as.map.count; ++i) {
    if (node_is(map->as.map.pairs[i].key, key))
      return &map->as.map.pairs[i];
  }
  return NULL;
}

const struct node *node_get(const struct node *map, const char *key)
{
  const struct pair *pair = node_pair(map, key);
  return pair == NULL ? NULL : pair->value;
}

bool node_is(const struct node *scalar, const char *text)
{
  return scalar != NULL && scalar->kind == NODE_SCALAR && strcmp(scalar->as.scalar.text, text) == 0;
}

static bool is_plain(const struct node *node)
{
  return node != NULL && node->kind == NODE_SCALAR && node->as.scalar.style == NODE_PLAIN;
}

bool node_is_null(const struct node *node)
{
  return is_plain(node) && (node_is(node, "") || node_is(node, "~") || node_is(node, "null"));
}

bool node_int(const struct node *scalar, int64_t *out)
{
  if (!is_plain(scalar))
    return false;
  const char *text = scalar->as.scalar.text;
  const char *digits = text + (text[0] == '-');
  /* 0777 is octal to some readers of YAML and decimal to others. */
  if (!g_ascii_isdigit(digits[0]) || (digits[0] == '0' && digits[1] != '\0'))
    return false;
  return g_ascii_string_to_signed(text, 10, INT64_MIN, INT64_MAX, out, NULL);
}

const char *node_kind_name(enum node_kind kind)
{
  switch (kind) {
  case NODE_SCALAR:
    return _("a single value");
  case NODE_LIST:
    return _("a list");
  case NODE_MAP:
    return _("a group of keys");
  }
  g_assert_not_reached();
}
