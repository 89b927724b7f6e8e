/* A source that was edited inside one text only, or in the digits of one figure: the tree is that of the run before,
 * with its places moved, and nothing is parsed again. Whatever is not plainly so is left to the parser. */
#include <glib.h>
#include <string.h>

#include "base/ends.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "source/reading.h"

struct source_kept {
  struct arena *arena; /* of the tree; or NULL */
  const struct node *root;
  char *bytes; /* what it was read from */
  size_t size;
};

/* What differs: bytes [begin, old_end) of the file before have become [begin, new_end). */
struct edit {
  const char *old, *new;
  size_t old_size;
  uint32_t begin, old_end, new_end;
};

/* --- copies of trees --- */

struct moving {
  struct arena *arena;
  uint32_t file;
  uint32_t from; /* what stands here or behind has moved */
  int64_t by;
  const struct node *edited; /* this text is `text` now; or NULL */
  const char *text;
  uint32_t length;
};

static struct span move_span(const struct moving *moving, struct span span)
{
  struct span out = {moving->file, span.begin, span.end};
  if (span.begin >= moving->from)
    out.begin = (uint32_t)(span.begin + moving->by);
  if (span.end >= moving->from)
    out.end = (uint32_t)(span.end + moving->by);
  return out;
}

static const struct node *copy_node(const struct moving *moving, const struct node *from);

static void copy_scalar(const struct moving *moving, const struct node *from, struct node *out)
{
  bool edited = from == moving->edited;
  out->as.scalar.length = edited ? moving->length : from->as.scalar.length;
  out->as.scalar.text =
      arena_strndup(moving->arena, edited ? moving->text : from->as.scalar.text, out->as.scalar.length);
}

static void copy_list(const struct moving *moving, const struct node *from, struct node *out)
{
  out->as.list.items = ARENA_ARRAY(moving->arena, from->as.list.count, const struct node *);
  for (uint32_t i = 0; i < from->as.list.count; ++i)
    out->as.list.items[i] = copy_node(moving, from->as.list.items[i]);
}

static void copy_map(const struct moving *moving, const struct node *from, struct node *out)
{
  out->as.map.pairs = ARENA_ARRAY(moving->arena, from->as.map.count, struct pair);
  for (uint32_t i = 0; i < from->as.map.count; ++i)
    out->as.map.pairs[i] =
        (struct pair){copy_node(moving, from->as.map.pairs[i].key), copy_node(moving, from->as.map.pairs[i].value)};
}

/* Calls itself no deeper than LIMIT_DEPTH, which every tree keeps. */
static const struct node *copy_node(const struct moving *moving, const struct node *from)
{
  struct node *out = ARENA_NEW(moving->arena, struct node);
  *out = *from;
  out->span = move_span(moving, from->span);
  switch (from->kind) {
  case NODE_SCALAR:
    copy_scalar(moving, from, out);
    break;
  case NODE_LIST:
    copy_list(moving, from, out);
    break;
  case NODE_MAP:
    copy_map(moving, from, out);
    break;
  }
  return out;
}

/* --- what is kept --- */

struct source_kept *source_kept_new(void)
{
  return g_new0(struct source_kept, 1);
}

static void forget(struct source_kept *kept)
{
  arena_free(kept->arena);
  g_free(kept->bytes);
  *kept = (struct source_kept){0};
}

void source_kept_free(struct source_kept *kept)
{
  if (!kept)
    return;
  forget(kept);
  g_free(kept);
}

static void keep(struct source_kept *kept, const struct file *file, const struct node *root)
{
  forget(kept);
  kept->arena = arena_new();
  kept->bytes = g_memdup2(file->bytes, file->size);
  kept->size = file->size;
  kept->root = copy_node(&(struct moving){.arena = kept->arena, .from = UINT32_MAX}, root);
}

/* --- what differs --- */

static struct edit find_edit(const struct source_kept *kept, const struct file *file)
{
  struct ends ends = ends_find(kept->bytes, kept->size, file->bytes, file->size);
  return (struct edit){.old = kept->bytes,
                       .new = file->bytes,
                       .old_size = kept->size,
                       .begin = (uint32_t)ends.same,
                       .old_end = (uint32_t)(kept->size - ends.rest),
                       .new_end = (uint32_t)(file->size - ends.rest)};
}

/* The edit widened to whole lines, without the break of the last. */
static struct edit whole_lines(struct edit edit)
{
  while (edit.begin > 0 && edit.old[edit.begin - 1] != '\n')
    --edit.begin;
  while (edit.old_end < edit.old_size && edit.old[edit.old_end] != '\n') {
    ++edit.old_end;
    ++edit.new_end;
  }
  return edit;
}

/* The value, not a key, that holds [begin, end) of the old file; or NULL. */
static const struct node *find_scalar(const struct node *node, uint32_t begin, uint32_t end)
{
  while (node && node->kind != NODE_SCALAR) {
    const struct node *inner = NULL;
    uint32_t count = node->kind == NODE_LIST ? node->as.list.count : node->as.map.count;
    for (uint32_t i = 0; i < count && !inner; ++i) {
      const struct node *item = node->kind == NODE_LIST ? node->as.list.items[i] : node->as.map.pairs[i].value;
      inner = item->span.begin <= begin && end <= item->span.end ? item : NULL;
    }
    node = inner;
  }
  return node;
}

/* --- a figure --- */

static bool all_digits(const char *bytes, size_t length)
{
  for (size_t i = 0; i < length; ++i)
    if (!g_ascii_isdigit(bytes[i]))
      return false;
  return length > 0;
}

/* Digits in place of digits make no other value of what stands beside them. */
static bool edit_figure(const struct edit *edit, const struct node *scalar, struct moving *moving)
{
  struct span span = scalar->span;
  uint32_t length = span.end - span.begin + edit->new_end - edit->old_end;
  if (scalar->as.scalar.style != NODE_PLAIN || !all_digits(edit->old + span.begin, span.end - span.begin) ||
      !all_digits(edit->new + span.begin, length))
    return false;
  moving->text = arena_strndup(moving->arena, edit->new + span.begin, length);
  moving->length = length;
  return true;
}

/* --- a literal text --- */

static const char *line_end(const char *line, const char *end)
{
  const char *found = memchr(line, '\n', (size_t)(end - line));
  return found ? found : end;
}

static uint32_t indentation(const char *line, const char *end)
{
  const char *at = line;
  while (at < end && *at == ' ')
    ++at;
  return (uint32_t)(at - line);
}

/* Where the lines begin that follow a plain “|”, “|-” or “|+”; NULL behind any other. */
static const char *find_block(const char *header, const char *end)
{
  const char *at = header + 1;
  at += *at == '-' || *at == '+';
  return at < end && *at == '\n' ? at + 1 : NULL;
}

/* The first line that is not blank says how far all of them are indented. */
static uint32_t first_indentation(const char *block, const char *end)
{
  while (block < end && *block == '\n')
    ++block;
  return indentation(block, end);
}

/* Lines that are empty, or as far in as the others and of characters that may stand there. */
static bool lines_are_sound(const char *line, const char *end, uint32_t indent)
{
  size_t size = (size_t)(end - line);
  if (utf8_first_bad(line, size) < size)
    return false;
  for (const char *next; line < end; line = next + 1) {
    next = line_end(line, end);
    uint32_t spaces = indentation(line, next);
    if (next > line && (spaces < indent || line + spaces == next))
      return false;
    for (size_t at = 0; line + at < next;)
      if (!source_admits(utf8_next(line, &at)))
        return false;
  }
  return true;
}

/* The text of the lines [block, end), with so many line breaks at its end. */
static const char *text_of(struct arena *arena, const char *block, const char *end, uint32_t indent, size_t breaks,
                           uint32_t *length)
{
  char *text = arena_alloc(arena, (size_t)(end - block) + breaks + 1), *out = text;
  for (const char *line = block, *next; line < end; line = next + 1) {
    next = line_end(line, end);
    line += MIN(indentation(line, next), indent);
    memcpy(out, line, (size_t)(next - line));
    out += next - line;
    if (next < end)
      *out++ = '\n';
  }
  memset(out, '\n', breaks);
  *length = (uint32_t)(out - text + (ptrdiff_t)breaks);
  return text;
}

static size_t breaks_at_end(const struct node *scalar)
{
  size_t count = 0, length = scalar->as.scalar.length;
  while (count < length && scalar->as.scalar.text[length - 1 - count] == '\n')
    ++count;
  return count;
}

static bool ends_in_blank(const struct edit *edit)
{
  char last = edit->new_end > edit->begin ? edit->new[edit->new_end - 1] : '\n';
  return last == ' ' || last == '\t' || last == '\n';
}

/* The way the text is made is tried on the old lines first: if it gives the old text, it gives the new one. */
static bool edit_literal(const struct edit *edit, const struct node *scalar, struct moving *moving)
{
  struct span span = scalar->span;
  const char *old_end = edit->old + span.end, *new_end = edit->new + span.end + edit->new_end - edit->old_end;
  const char *block = find_block(edit->old + span.begin, old_end);
  if (scalar->as.scalar.style != NODE_LITERAL || !block || edit->old + edit->begin < block ||
      (edit->old_end == span.end && ends_in_blank(edit)))
    return false;
  const char *new_block = edit->new + (block - edit->old);
  uint32_t indent = first_indentation(block, old_end), length;
  if (indent == 0 || first_indentation(new_block, new_end) != indent ||
      !lines_are_sound(edit->new + edit->begin, edit->new + edit->new_end, indent))
    return false;
  size_t breaks = breaks_at_end(scalar);
  const char *text = text_of(moving->arena, block, old_end, indent, breaks, &length);
  if (length != scalar->as.scalar.length || memcmp(text, scalar->as.scalar.text, length) != 0)
    return false;
  moving->text = text_of(moving->arena, new_block, new_end, indent, breaks, &moving->length);
  return moving->length <= LIMIT_SCALAR_BYTES;
}

/* --- the whole --- */

static const struct node *read_edited(const struct source_kept *kept, struct arena *arena, const struct file *file,
                                      uint32_t index)
{
  if (!kept->root || file->size > LIMIT_SOURCE_BYTES)
    return NULL;
  struct edit edit = find_edit(kept, file), lines = whole_lines(edit);
  struct moving moving = {.arena = arena, .file = index, .by = (int64_t)edit.new_end - edit.old_end};
  const struct node *figure = find_scalar(kept->root, edit.begin, edit.old_end);
  const struct node *literal = find_scalar(kept->root, lines.begin, lines.old_end);
  if (figure && edit_figure(&edit, figure, &moving))
    moving.edited = figure;
  else if (literal && edit_literal(&lines, literal, &moving))
    moving.edited = literal;
  else
    return NULL;
  moving.from = moving.edited->span.end; /* nothing else lies inside it */
  return copy_node(&moving, kept->root);
}

const struct node *source_parse_kept(struct arena *arena, struct files *files, uint32_t file, struct source_kept *kept,
                                     struct diags *diags)
{
  size_t said = diags->count;
  const struct node *root = read_edited(kept, arena, files_get(files, file), file);
  if (!root)
    root = source_parse_tree(arena, files, file, diags);
  if (root && diags->count == said)
    keep(kept, files_get(files, file), root);
  else
    forget(kept);
  if (root)
    source_report_unfilled(files, root, diags);
  return root;
}
