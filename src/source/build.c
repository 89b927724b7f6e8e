/* libyaml's events into the tree. Nothing here calls itself: open collections stand on a stack of LIMIT_DEPTH. */
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "source/reading.h"

#define WIDE_COLON "："

struct level {
  enum node_kind kind;
  bool flow;
  uint32_t begin;
  size_t first; /* index of its first value on the stack of values */
};

struct builder {
  struct reading *reading;
  struct arena *scratch;
  yaml_parser_t parser;
  struct level levels[LIMIT_DEPTH];
  size_t depth;
  const struct node **values; /* finished nodes whose collection is still open */
  size_t count, capacity;
  size_t nodes;
  size_t documents;
  const struct node *root;
};

enum step { STEP_ON, STEP_END, STEP_STOP };

static struct span mark_span(const struct builder *builder, const yaml_event_t *event)
{
  return source_span_of(builder->reading, source_offset(builder->reading, event->start_mark.index),
                        source_offset(builder->reading, event->end_mark.index));
}

static struct diags *diags_of(const struct builder *builder)
{
  return builder->reading->diags;
}

/* Refused things that begin with one sign: the caret goes under the word that the sign begins. */
static struct span word_span(const struct builder *builder, uint32_t begin)
{
  const struct file *file = builder->reading->file;
  uint32_t end = begin;
  while (end < file->size && strchr(" \t\r\n,[]{}", file->bytes[end]) == NULL)
    ++end;
  return source_span_of(builder->reading, begin, end);
}

static enum step refuse_feature(struct builder *builder, uint32_t begin, const char *message, const char *hint)
{
  struct diag *diag = diag_add(diags_of(builder), DIAG_YAML_FEATURE, word_span(builder, begin), "%s", message);
  diag_hint(diags_of(builder), diag, "%s", hint);
  return STEP_STOP;
}

static enum step refuse_anchor_or_tag(struct builder *builder, const yaml_event_t *event)
{
  uint32_t begin = source_offset(builder->reading, event->start_mark.index);
  if (builder->reading->file->bytes[begin] == '!')
    return refuse_feature(builder, begin, _("Tags (words that begin with “!”) are not allowed in a source."),
                          _("Delete the tag. If the text itself begins with “!”, put it in quotation marks."));
  return refuse_feature(builder, begin, _("Anchors (words that begin with “&”) are not allowed in a source."),
                        _("Write the value out wherever it is needed. If the text itself begins with “&”, put it in "
                          "quotation marks."));
}

static enum step refuse_alias(struct builder *builder, const yaml_event_t *event)
{
  return refuse_feature(builder, source_offset(builder->reading, event->start_mark.index),
                        _("Aliases (words that begin with “*”) are not allowed in a source."),
                        _("Write the value out here. If the text itself begins with “*”, put it in quotation marks."));
}

static enum step begin_document(struct builder *builder, const yaml_event_t *event)
{
  uint32_t begin = source_offset(builder->reading, event->start_mark.index);
  if (builder->documents++ > 0)
    return refuse_feature(builder, begin, _("A second document begins here; a source is one document."),
                          _("Delete the line “---” or “...”, or keep the second part in a file of its own."));
  if (event->data.document_start.version_directive != NULL ||
      event->data.document_start.tag_directives.start != event->data.document_start.tag_directives.end)
    return refuse_feature(builder, begin, _("Directives (lines that begin with “%”) are not allowed in a source."),
                          _("Delete the line."));
  return STEP_ON;
}

static enum step limit_reached(struct builder *builder, enum diag_code code, struct span span, const char *message)
{
  diag_add(diags_of(builder), code, span, "%s", message);
  return STEP_STOP;
}

/* Counts one more node; false when there are too many. */
static bool count_node(struct builder *builder, struct span span)
{
  if (builder->nodes++ < LIMIT_NODES)
    return true;
  diag_add(diags_of(builder), DIAG_LIMIT_NODES, span, _("This source has more than %u values, the most allowed."),
           LIMIT_NODES);
  return false;
}

static bool at_key(const struct builder *builder)
{
  if (builder->depth == 0)
    return false;
  const struct level *level = &builder->levels[builder->depth - 1];
  return level->kind == NODE_MAP && (builder->count - level->first) % 2 == 0;
}

static void push_value(struct builder *builder, const struct node *node)
{
  if (builder->depth == 0)
    builder->root = node;
  else
    *ARENA_APPEND(builder->scratch, builder->values, builder->count, builder->capacity) = node;
}

static enum node_style style_of(yaml_scalar_style_t style)
{
  switch (style) {
  case YAML_SINGLE_QUOTED_SCALAR_STYLE:
  case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
    return NODE_QUOTED;
  case YAML_LITERAL_SCALAR_STYLE:
    return NODE_LITERAL;
  case YAML_FOLDED_SCALAR_STYLE:
    return NODE_FOLDED;
  case YAML_ANY_SCALAR_STYLE:
  case YAML_PLAIN_SCALAR_STYLE:
    break;
  }
  return NODE_PLAIN;
}

/* An escape such as "\u202E" or "\0" must not bring in what the gate keeps out. */
static void refuse_escaped(struct builder *builder, struct node *node)
{
  struct reading *reading = builder->reading;
  char *text = arena_strndup(reading->arena, node->as.scalar.text, node->as.scalar.length);
  struct source_cursor cursor = source_cursor(reading->files, node);
  for (size_t at = 0; at < node->as.scalar.length;) {
    size_t begin = at;
    uint32_t code = utf8_next(text, &at);
    if (code == '\t' || code == '\n' || code == '\r')
      continue;
    if (code >= 0x20 && code < 0x7F)
      continue;
    if (source_refuse(reading, code, source_span(&cursor, (uint32_t)begin, (uint32_t)at)) && code == 0)
      text[begin] = ' '; /* the text of a node holds no NUL */
  }
  node->as.scalar.text = text;
}

static struct node *scalar_new(struct builder *builder, const yaml_event_t *event)
{
  const struct reading *reading = builder->reading;
  struct node *node = ARENA_NEW(reading->arena, struct node);
  node->kind = NODE_SCALAR;
  node->span = mark_span(builder, event);
  node->as.scalar.text =
      arena_strndup(reading->arena, (const char *)event->data.scalar.value, event->data.scalar.length);
  node->as.scalar.length = (uint32_t)event->data.scalar.length;
  node->as.scalar.style = style_of(event->data.scalar.style);
  /* libyaml lets a block scalar end where the next thing begins. */
  while (node->span.end > node->span.begin && strchr(" \t\r\n", reading->file->bytes[node->span.end - 1]) != NULL)
    --node->span.end;
  return node;
}

static bool is_merge_key(const struct node *node)
{
  return node->as.scalar.style == NODE_PLAIN && node_is(node, "<<");
}

static enum step add_scalar(struct builder *builder, const yaml_event_t *event)
{
  if (event->data.scalar.anchor != NULL || event->data.scalar.tag != NULL)
    return refuse_anchor_or_tag(builder, event);
  struct span span = mark_span(builder, event);
  if (event->data.scalar.length > LIMIT_SCALAR_BYTES)
    return limit_reached(builder, DIAG_LIMIT_SIZE, span, _("This text is longer than one mebibyte, the most allowed."));
  if (!count_node(builder, span))
    return STEP_STOP;
  struct node *node = scalar_new(builder, event);
  if (event->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE)
    refuse_escaped(builder, node);
  if (at_key(builder) && is_merge_key(node))
    return refuse_feature(builder, node->span.begin, _("The merge key “<<” is not allowed in a source."),
                          _("Write the values out."));
  push_value(builder, node);
  builder->reading->last = node;
  return STEP_ON;
}

static enum step open_collection(struct builder *builder, const yaml_event_t *event, enum node_kind kind, bool marked,
                                 bool flow)
{
  if (marked)
    return refuse_anchor_or_tag(builder, event);
  struct span span = mark_span(builder, event);
  if (builder->depth == LIMIT_DEPTH) {
    diag_add(diags_of(builder), DIAG_LIMIT_DEPTH, span,
             _("Lists and keys are nested deeper than %u here, the most allowed."), LIMIT_DEPTH);
    return STEP_STOP;
  }
  if (!count_node(builder, span))
    return STEP_STOP;
  builder->levels[builder->depth++] = (struct level){kind, flow, span.begin, builder->count};
  return STEP_ON;
}

static struct node *close_level(struct builder *builder, const yaml_event_t *event)
{
  const struct level *level = &builder->levels[--builder->depth];
  struct node *node = ARENA_NEW(builder->reading->arena, struct node);
  node->kind = level->kind;
  uint32_t end = level->begin;
  if (level->flow)
    end = source_offset(builder->reading, event->end_mark.index);
  else if (builder->count > level->first)
    end = builder->values[builder->count - 1]->span.end; /* libyaml's own mark stands at the next line */
  node->span = source_span_of(builder->reading, level->begin, end);
  return node;
}

static enum step close_list(struct builder *builder, const yaml_event_t *event)
{
  struct node *node = close_level(builder, event);
  size_t first = builder->levels[builder->depth].first;
  size_t count = builder->count - first;
  const struct node **items = ARENA_ARRAY(builder->reading->arena, count, const struct node *);
  for (size_t i = 0; i < count; ++i)
    items[i] = builder->values[first + i];
  node->as.list.items = items;
  node->as.list.count = (uint32_t)count;
  builder->count = first;
  push_value(builder, node);
  return STEP_ON;
}

/* Whether the key was written without its own colon, as libyaml allows between braces. */
static bool colon_is_missing(const struct builder *builder, const struct pair *pair)
{
  const struct file *file = builder->reading->file;
  size_t at = pair->key->span.end;
  while (at < file->size && strchr(" \t\r\n", file->bytes[at]) != NULL)
    ++at;
  return pair->key->as.scalar.style == NODE_PLAIN && pair->value->kind == NODE_SCALAR &&
         pair->value->as.scalar.style == NODE_PLAIN && pair->value->as.scalar.length == 0 &&
         (at >= file->size || file->bytes[at] != ':');
}

static const struct node *part_of(struct builder *builder, const struct node *node, size_t begin, size_t end)
{
  const char *text = node->as.scalar.text;
  while (begin < end && text[begin] == ' ')
    ++begin;
  struct node *part = ARENA_NEW(builder->reading->arena, struct node);
  part->kind = NODE_SCALAR;
  part->span = source_span_of(builder->reading, node->span.begin + (uint32_t)begin, node->span.begin + (uint32_t)end);
  part->as.scalar.text = arena_strndup(builder->reading->arena, text + begin, end - begin);
  part->as.scalar.length = (uint32_t)(end - begin);
  part->as.scalar.style = NODE_PLAIN;
  return part;
}

/* {制发：5} and {制发:5} are keys without a value to YAML. They are reported, and read as they were meant, so that the
 * row is not missed as well. */
static void mend_pair(struct builder *builder, struct pair *pair)
{
  const struct node *key = pair->key;
  if (!colon_is_missing(builder, pair) || key->span.end - key->span.begin != key->as.scalar.length)
    return;
  const char *text = key->as.scalar.text;
  const char *wide = strstr(text, WIDE_COLON);
  const char *narrow = strchr(text, ':');
  const char *colon = wide != NULL ? wide : narrow;
  if (colon == NULL || colon == text)
    return;
  size_t at = (size_t)(colon - text);
  size_t size = wide != NULL ? strlen(WIDE_COLON) : 1;
  struct span span =
      source_span_of(builder->reading, key->span.begin + (uint32_t)at, key->span.begin + (uint32_t)(at + size));
  struct diag *diag =
      wide != NULL
          ? diag_add(diags_of(builder), DIAG_YAML_SYNTAX, span, _("A full-width colon “：” does not end a key."))
          : diag_add(diags_of(builder), DIAG_YAML_SYNTAX, span, _("There is no space behind the colon."));
  const char *name = diag_quote(diags_of(builder), text, at);
  diag_hint(diags_of(builder), diag, _("Write “%s: ” with a half-width colon and a space."), name);
  pair->value = part_of(builder, key, at + size, key->as.scalar.length);
  pair->key = part_of(builder, key, 0, at);
}

static bool key_is_usable(struct builder *builder, const struct node *key)
{
  if (key->kind != NODE_SCALAR) {
    struct diag *diag = diag_add(diags_of(builder), DIAG_YAML_SYNTAX, key->span,
                                 _("A key must be a plain word, not a list or a group in brackets."));
    diag_hint(diags_of(builder), diag, _("If the brackets belong to the text, put the text in quotation marks."));
    return false;
  }
  if (key->as.scalar.length == 0) {
    diag_add(diags_of(builder), DIAG_YAML_SYNTAX, key->span, _("There is no key before the colon."));
    return false;
  }
  return true;
}

static int compare_pairs(const void *left, const void *right)
{
  const struct pair *const *a = left;
  const struct pair *const *b = right;
  int order = strcmp((*a)->key->as.scalar.text, (*b)->key->as.scalar.text);
  if (order != 0)
    return order;
  return (*a > *b) - (*a < *b); /* both in one array: the order written */
}

/* Reports keys that stand twice and drops all but the first. Sorts rather than hashes: no choice of keys can make it
 * slow. */
static void drop_duplicates(struct builder *builder, struct node *map)
{
  size_t count = map->as.map.count;
  struct pair *pairs = map->as.map.pairs;
  struct pair **sorted = ARENA_ARRAY(builder->scratch, count, struct pair *);
  for (size_t i = 0; i < count; ++i)
    sorted[i] = &pairs[i];
  qsort(sorted, count, sizeof(struct pair *), compare_pairs);
  for (size_t i = 1, first = 0; i < count; ++i) {
    if (strcmp(sorted[i]->key->as.scalar.text, sorted[first]->key->as.scalar.text) != 0) {
      first = i;
      continue;
    }
    const struct node *key = sorted[i]->key;
    const char *name = diag_quote(diags_of(builder), key->as.scalar.text, key->as.scalar.length);
    struct diag *diag =
        diag_add(diags_of(builder), DIAG_YAML_DUPLICATE, key->span, _("The key “%s” stands here twice."), name);
    diag_relate(diags_of(builder), diag, sorted[first]->key->span, _("“%s” stands here first."), name);
    diag_hint(diags_of(builder), diag, _("Keep one of the two."));
    sorted[i]->value = NULL; /* marks it for the sweep below; the first keeps its key for comparison */
  }
  size_t kept = 0;
  for (size_t i = 0; i < count; ++i) {
    if (pairs[i].value != NULL)
      pairs[kept++] = pairs[i];
  }
  map->as.map.count = (uint32_t)kept;
}

static enum step close_map(struct builder *builder, const yaml_event_t *event)
{
  struct node *node = close_level(builder, event);
  size_t first = builder->levels[builder->depth].first;
  size_t count = (builder->count - first) / 2;
  struct pair *pairs = ARENA_ARRAY(builder->reading->arena, count, struct pair);
  size_t kept = 0;
  for (size_t i = 0; i < count; ++i) {
    struct pair pair = {builder->values[first + 2 * i], builder->values[first + 2 * i + 1]};
    if (!key_is_usable(builder, pair.key))
      continue;
    mend_pair(builder, &pair);
    pairs[kept++] = pair;
  }
  node->as.map.pairs = pairs;
  node->as.map.count = (uint32_t)kept;
  drop_duplicates(builder, node);
  builder->count = first;
  push_value(builder, node);
  return STEP_ON;
}

static enum step take_event(struct builder *builder, const yaml_event_t *event)
{
  switch (event->type) {
  case YAML_NO_EVENT:
  case YAML_STREAM_START_EVENT:
  case YAML_DOCUMENT_END_EVENT:
    return STEP_ON;
  case YAML_STREAM_END_EVENT:
    return STEP_END;
  case YAML_DOCUMENT_START_EVENT:
    return begin_document(builder, event);
  case YAML_ALIAS_EVENT:
    return refuse_alias(builder, event);
  case YAML_SCALAR_EVENT:
    return add_scalar(builder, event);
  case YAML_SEQUENCE_START_EVENT:
    return open_collection(builder, event, NODE_LIST,
                           event->data.sequence_start.anchor != NULL || event->data.sequence_start.tag != NULL,
                           event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE);
  case YAML_SEQUENCE_END_EVENT:
    return close_list(builder, event);
  case YAML_MAPPING_START_EVENT:
    return open_collection(builder, event, NODE_MAP,
                           event->data.mapping_start.anchor != NULL || event->data.mapping_start.tag != NULL,
                           event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE);
  case YAML_MAPPING_END_EVENT:
    return close_map(builder, event);
  }
  return STEP_STOP;
}

static enum step next_step(struct builder *builder)
{
  yaml_event_t event;
  if (!yaml_parser_parse(&builder->parser, &event)) {
    if (!builder->reading->misled) /* else the gate has said what is wrong */
      source_slip(builder->reading, &builder->parser);
    return STEP_STOP;
  }
  enum step step = take_event(builder, &event);
  yaml_event_delete(&event);
  return step;
}

const struct node *source_build(struct reading *reading)
{
  struct builder builder = {.reading = reading, .scratch = arena_new()};
  if (!yaml_parser_initialize(&builder.parser))
    g_error("libyaml: out of memory");
  yaml_parser_set_encoding(&builder.parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&builder.parser, (const unsigned char *)reading->file->bytes + reading->start,
                               reading->file->size - reading->start);
  enum step step = STEP_ON;
  while (step == STEP_ON)
    step = next_step(&builder);
  yaml_parser_delete(&builder.parser);
  arena_free(builder.scratch);
  return step == STEP_END ? builder.root : NULL;
}
