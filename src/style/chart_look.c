/* `chart:` of a layout. */
#include "base/tr.h"
#include "style/read.h"

static const struct field chart_fields[] = {
    {"rule", FIELD_TEXT, false, 0, 0, "thickness of axes and outlines"},
    {"height", FIELD_TEXT, false, 0, 0, "height of charts that say none"},
};

void style_read_chart(struct style_reader *reader, const struct node *map)
{
  struct sheet *sheet = reader->sheet;
  len line = sheet_line_top(sheet, 1);
  sheet->chart.rule = len_from_mm(1, 4);
  sheet->chart.height = len_min(8 * line, sheet->area_height / 2);
  if (!map)
    return;
  schema_check(map, STYLE_FIELDS(chart_fields), _("“chart”"), reader->diags);
  style_read_length(reader, schema_get(map, STYLE_FIELDS(chart_fields), "rule"), "rule", LEN_PT / 16, 4 * LEN_PT,
                    &sheet->chart.rule);
  style_read_length(reader, schema_get(map, STYLE_FIELDS(chart_fields), "height"), "height", 2 * line,
                    sheet->area_height / 4 * 3, &sheet->chart.height);
}
