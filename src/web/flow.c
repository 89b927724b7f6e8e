/* The blocks in their order: headings, paragraphs, lists, tables, charts, contents, footnotes, the signature. */
#include <string.h>

#include "web/writer.h"

/* Lists that are open around a block, from the outermost. */
#define LIST_DEPTH_MAX 8

struct flow {
  struct web_writer *writer;
  uint32_t list[LIST_DEPTH_MAX], item[LIST_DEPTH_MAX];
  int depth;
  bool contents; /* a nav is open */
  bool notes;    /* a list of footnotes is open */
};

static void close_lists(struct flow *flow, int depth)
{
  for (; flow->depth > depth; flow->depth--)
    g_string_append(flow->writer->out, "</li>\n</ul>\n");
}

/* Closes and opens what lies between the last paragraph of a list and this one. */
static void enter_list(struct flow *flow, const struct block *block)
{
  GString *out = flow->writer->out;
  int level = MIN(block->list_depth, LIST_DEPTH_MAX) - 1;
  close_lists(flow, level + 1);
  if (flow->depth == level + 1 && flow->list[level] != block->list)
    close_lists(flow, level);
  if (flow->depth == level + 1) {
    if (flow->item[level] == block->item)
      return;
    g_string_append(out, "</li>\n<li>");
  }
  while (flow->depth <= level) {
    g_string_append(out, "<ul class=\"list\">\n<li>");
    flow->list[flow->depth++] = block->list;
  }
  flow->item[level] = block->item;
}

static void open_notes(struct flow *flow)
{
  if (!flow->notes)
    g_string_append(flow->writer->out, "<ol class=\"notes\">\n");
  flow->notes = true;
}

static void close_around(struct flow *flow)
{
  close_lists(flow, 0);
  if (flow->contents)
    g_string_append(flow->writer->out, "</ul>\n</nav>\n");
  if (flow->notes)
    g_string_append(flow->writer->out, "</li>\n</ol>\n");
  flow->contents = flow->notes = false;
}

static void write_label(struct web_writer *writer, const struct block *block)
{
  if (block->label.count == 0)
    return;
  g_string_append(writer->out, "<span class=\"label\">");
  web_words(writer, &block->label);
  g_string_append(writer->out, "</span>");
}

static void write_back(struct web_writer *writer, uint32_t note)
{
  g_string_append_printf(
      writer->out, "<a class=\"back\" href=\"#mark-%u\" role=\"doc-backlink\" aria-label=\"返回正文\">↩</a>", note);
}

/* A paragraph of a footnote: the first one carries the number. */
static void write_note(struct flow *flow, const struct block *block)
{
  struct web_writer *writer = flow->writer;
  bool first = !writer->placed[block->note - 1];
  if (first) {
    if (flow->notes)
      g_string_append(writer->out, "</li>\n");
    open_notes(flow);
    g_string_append_printf(writer->out, "<li id=\"note-%u\">", block->note);
    writer->placed[block->note - 1] = true;
  }
  g_string_append(writer->out, "<p>");
  if (first)
    g_string_append_printf(writer->out, "<span class=\"label\">%s</span>", web_note_number(writer, block->note));
  web_words(writer, &block->text);
  if (first && writer->marked[block->note - 1])
    write_back(writer, block->note);
  g_string_append(writer->out, "</p>\n");
}

static int heading_level(const struct block *block)
{
  return block->style >= STYLE_H1 && block->style <= STYLE_H4 ? 2 + (int)(block->style - STYLE_H1) : 2;
}

static void write_heading(struct web_writer *writer, size_t index)
{
  const struct block *block = &writer->blocks->items[index];
  int level = block->style == STYLE_TITLE ? 1 : heading_level(block);
  g_string_append_printf(writer->out, "<h%d id=\"b%zu\">", level, index);
  write_label(writer, block);
  web_words(writer, &block->text);
  g_string_append_printf(writer->out, "</h%d>\n", level);
}

static void write_entry(struct flow *flow, const struct block *block)
{
  struct web_writer *writer = flow->writer;
  if (!flow->contents)
    g_string_append(writer->out, "<nav aria-label=\"目录\">\n<ul class=\"contents\">\n");
  flow->contents = true;
  g_string_append_printf(writer->out, "<li class=\"level%d\"><a href=\"#b%u\">",
                         (int)(block->style - STYLE_CONTENTS_1) + 1, block->entry_of);
  write_label(writer, block);
  web_words(writer, &block->text);
  g_string_append(writer->out, "</a></li>\n");
}

static const char *paragraph_class(const struct block *block)
{
  if (block->signature != SIGNATURE_NONE)
    return "signature";
  if (block->table_note || block->style == STYLE_TABLE_NOTE)
    return "tablenote";
  return block->list_depth ? "item" : NULL;
}

static void write_paragraph(struct web_writer *writer, const struct block *block)
{
  const char *name = paragraph_class(block);
  g_string_append(writer->out, "<p");
  if (name)
    web_attribute(writer->out, "class", name);
  g_string_append_c(writer->out, '>');
  write_label(writer, block);
  web_words(writer, &block->text);
  g_string_append(writer->out, "</p>\n");
}

/* A table's caption stands before it, a chart's or picture's behind it; both are inside its element. */
static void write_block(struct flow *flow, size_t index)
{
  struct web_writer *writer = flow->writer;
  const struct block *items = writer->blocks->items, *block = &items[index];
  const struct block *before = index > 0 ? block - 1 : NULL;
  const struct block *behind = index + 1 < writer->blocks->count ? block + 1 : NULL;
  switch (block->kind) {
  case BLOCK_HEADING:
    write_heading(writer, index);
    break;
  case BLOCK_TABLE:
    web_table(writer, block->table, before && before->caption_next ? &before->text : NULL);
    break;
  case BLOCK_CHART:
    web_chart(writer, block->chart, behind && behind->chart_caption ? behind : NULL);
    break;
  case BLOCK_IMAGE:
    web_image(writer, block->image, behind && behind->chart_caption ? behind : NULL);
    break;
  case BLOCK_PARAGRAPH:
    if (!block->caption_next && !block->chart_caption)
      write_paragraph(writer, block);
    break;
  }
}

static void flow_block(struct flow *flow, size_t index)
{
  const struct block *block = &flow->writer->blocks->items[index];
  bool contents = block->entry_of != 0, note = block->note != 0;
  if (contents != flow->contents || note != flow->notes)
    close_around(flow);
  if (contents) {
    write_entry(flow, block);
    return;
  }
  if (note) {
    write_note(flow, block);
    return;
  }
  if (block->list_depth)
    enter_list(flow, block);
  else
    close_lists(flow, 0);
  write_block(flow, index);
}

/* Footnotes that stand at the foot of their pages in print stand together at the end. */
static void flow_page_notes(struct flow *flow)
{
  const struct blocks *blocks = flow->writer->blocks;
  if (blocks->note_block_count == 0)
    return;
  g_string_append(flow->writer->out, "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"注释\">\n");
  for (size_t i = 0; i < blocks->note_block_count; i++)
    write_note(flow, &blocks->note_blocks[i]);
  close_around(flow);
  g_string_append(flow->writer->out, "</section>\n");
}

void web_flow(struct web_writer *writer)
{
  struct flow flow = {.writer = writer};
  for (size_t i = 0; i < writer->blocks->count; i++)
    flow_block(&flow, i);
  close_around(&flow);
  flow_page_notes(&flow);
}
