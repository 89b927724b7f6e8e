/* The text of a new source. It is Chinese in every locale, as the reports are. */
#include <string.h>

#include "cli/new.h"

static const char how_to[] =
    "#\n"
    "# 填写说明（以“#”开头的都是说明，不会印出来，填完可以删去）\n"
    "#\n"
    "#   一、凡写着【待填】的地方，都换成实际内容，方头括号一并去掉。填好以后检查：\n"
    "#           nianbao check 本文件名\n"
    "#       哪里还没有填、哪些数字对不上，都会逐处指出；没有错误了，再生成 PDF：\n"
    "#           nianbao build 本文件名\n"
    "#   二、名称后面的冒号用半角“:”，冒号后面空一格。每行开头的空格表示从属关系，不要增减，也不要用 Tab 键。\n"
    "#   三、数字只用半角的 0 到 9，不写千分位逗号，不写“件”“万元”等单位。\n"
    "#           0      数量是零，或者没有发生\n"
    "#           ~      这一格空着不印\n"
    "#           \"-\"    不适用，照样印出一短横（引号要写）；\"/\" 同样\n"
    "#       空白、“-”和 0 意思不同，不能互相代替。\n"
    "#   四、合计不用填，由程序计算；填了，程序就逐格核对。\n"
    "#   五、正文里凡是表中有的数字，都写成 ${…}，排版时自动取表中的数，正文和表就不会对不上。\n"
    "#   六、标题序号“一、”“（一）”“1.”由程序编排，不用写。正文中的小标题前面写“## ”，下一级写“### "
    "”；段落之间空一行。\n"
    "\n";

static void write_head(GString *out, const struct new_source *source)
{
  const struct form *form = source->form;
  g_string_append_printf(out,
                         "# 报告采用的表样，不要改动\n"
                         "form: %s\n"
                         "# 报告单位的全称\n"
                         "agency: %s\n"
                         "# 报告年度\n"
                         "year: %d\n"
                         "# 标题：一行印一行；${year}、${agency} 自动换成上面的年度和单位\n"
                         "title: |\n"
                         "  ${year}年${agency}\n"
                         "  %s\n"
                         "# 上一年的源文件，与本文件放在一起；有的话去掉下一行开头的“# ”，写上文件名\n"
                         "# previous: 上年报告.yaml\n"
                         "# 落款；需要的话去掉下一行开头的“# ”，写上单位和日期\n"
                         "# signed: {by: 单位全称, date: %d-01-20}\n"
                         "\n",
                         form->name, source->agency ? source->agency : "【待填：报告单位的全称】", source->year,
                         form->title ? form->title : "年度报告", source->year + 1);
}

/* A row that has a figure of its own: a single cell, or a total. */
static bool is_figure(const struct form_table *table, const struct form_row *row)
{
  const struct form_columns *columns = &table->column_sets[row->columns];
  return columns->count == 1 || columns->total != SIZE_MAX;
}

/* The first such row of each table, as an example of ${…}. */
static void write_examples(GString *out, const struct form *form)
{
  GString *examples = g_string_new(NULL);
  for (size_t t = 0; t < form->table_count; t++) {
    const struct form_table *table = &form->tables[t];
    size_t r = 0;
    while (r < table->row_count && !is_figure(table, &table->rows[r]))
      r++;
    if (r < table->row_count)
      g_string_append_printf(examples, "%s${%s.%s}", examples->len ? "、" : "", table->key, table->rows[r].path);
  }
  if (examples->len)
    g_string_append_printf(out, "# 正文里取表中的数，例如 %s。\n", examples->str);
  g_string_free(examples, TRUE);
}

static bool has_section(const struct form *form, const struct form_table *table)
{
  for (size_t s = 0; s < form->section_count; s++)
    if (form->sections[s].table && strcmp(form->sections[s].table, table->key) == 0)
      return true;
  return false;
}

/* The tables that belong to no other section. */
static void write_tables(GString *out, const struct form *form)
{
  g_string_append(out, "    content:\n");
  for (size_t t = 0; t < form->table_count; t++)
    if (!form->tables[t].optional && !has_section(form, &form->tables[t]))
      g_string_append_printf(out, "      - table: %s\n", form->tables[t].key);
  g_string_append_c(out, '\n');
}

static void write_section(GString *out, const struct form *form, const struct form_section *section)
{
  g_string_append_printf(out, "  - title: %s\n", section->title);
  if (section->tables)
    write_tables(out, form);
  else if (section->table)
    g_string_append_printf(out, "    table: %s\n\n", section->table);
  else
    g_string_append_printf(out, "    text: |\n      【待填：%s】\n\n", section->title);
}

static void write_sections(GString *out, const struct form *form)
{
  g_string_append(out,
                  "# 正文各部分，依次排列。只有表格的部分已经写好；表下需要说明的，在 table 下面加一行 note: 说明。\n");
  write_examples(out, form);
  g_string_append(out, "sections:\n");
  for (size_t s = 0; s < form->section_count; s++)
    write_section(out, form, &form->sections[s]);
  if (form->section_count == 0)
    g_string_append(out, "  - title: 【待填：标题】\n    text: |\n      【待填：正文】\n\n");
  g_string_truncate(out, out->len - 1);
}

static bool has_figures(const struct form *form)
{
  for (size_t t = 0; t < form->table_count; t++)
    if (!form->tables[t].optional)
      return true;
  return false;
}

void new_write(GString *out, const struct new_source *source)
{
  if (source->schema)
    g_string_append_printf(out, "# yaml-language-server: $schema=%s\n", source->schema);
  g_string_append_printf(out, "# %s%d年%s（待填）\n", source->agency ? source->agency : "", source->year,
                         source->form->title ? source->form->title : "年度报告");
  g_string_append(out, how_to);
  write_head(out, source);
  if (has_figures(source->form)) {
    g_string_append(out, "# 统计数字\nfigures:\n");
    new_write_figures(out, source->form);
    g_string_append_c(out, '\n');
  } else if (source->form->table_count > 0) {
    g_string_append(out,
                    "# 统计数字：这个表样的表都可以不填；要填的，按表样写在 figures 下，并放进正文。\nfigures: {}\n\n");
  }
  write_sections(out, source->form);
}
