/* A chart: its drawing, and its figures as a table for those who read better than they see. */
#include "web/writer.h"

static void put_head(struct web_writer *writer, const struct block_runs *words)
{
  g_string_append(writer->out, "<th scope=\"col\">");
  web_words(writer, words);
  g_string_append(writer->out, "</th>");
}

static void put_head_row(struct web_writer *writer, const struct block_chart *chart)
{
  static const char *const value = "数值";
  g_string_append(writer->out, "<thead>\n<tr><td></td>");
  for (size_t s = 0; s < chart->series_count; s++) {
    if (chart->series[s].name.count)
      put_head(writer, &chart->series[s].name);
    else if (chart->unit.count)
      put_head(writer, &chart->unit);
    else
      g_string_append_printf(writer->out, "<th scope=\"col\">%s</th>", value);
  }
  g_string_append(writer->out, "</tr>\n</thead>\n");
}

static void put_figures(struct web_writer *writer, const struct block_chart *chart)
{
  GString *out = writer->out;
  g_string_append(out, "<details>\n<summary>图中数据</summary>\n<table>\n");
  put_head_row(writer, chart);
  g_string_append(out, "<tbody>\n");
  for (size_t i = 0; i < chart->label_count; i++) {
    g_string_append(out, "<tr><th scope=\"row\">");
    web_words(writer, &chart->labels[i]);
    g_string_append(out, "</th>");
    for (size_t s = 0; s < chart->series_count; s++) {
      g_string_append(out, "<td>");
      web_words(writer, &chart->series[s].figures[i]);
      g_string_append(out, "</td>");
    }
    g_string_append(out, "</tr>\n");
  }
  g_string_append(out, "</tbody>\n</table>\n</details>\n");
}

void web_caption(struct web_writer *writer, const struct block *caption)
{
  if (!caption)
    return;
  g_string_append(writer->out, "<figcaption>");
  web_words(writer, &caption->label);
  web_words(writer, &caption->text);
  g_string_append(writer->out, "</figcaption>\n");
}

void web_chart(struct web_writer *writer, const struct block_chart *chart, const struct block *caption)
{
  g_string_append(writer->out, "<figure>\n");
  web_drawing(writer, writer->charts++, chart->alt);
  put_figures(writer, chart);
  web_caption(writer, caption);
  g_string_append(writer->out, "</figure>\n");
}
