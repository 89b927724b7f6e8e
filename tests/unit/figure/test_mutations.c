/* One wrong figure gives the findings that follow from it, and nothing else. Three right reports – the form of 2021, of
 * 2019, a city's – are written out with every total; then each figure in turn, of this year and of last year, is made
 * greater by 1. Which findings must come follows from the equations of the form: one for each equation that the figure
 * stands in, with the figure among its places. */
#include "sources.h"

#include "figure/figures.h"

#define CELLS_MAX    1000
#define FINDINGS_MAX 20

/* A report written out: its text, and where each cell stands in it. */
struct written {
  GString *text;
  struct {
    struct form_cell cell;
    size_t begin;
  } cells[CELLS_MAX];
  size_t count;
};

/* The figures of a report, changed where last year's must be others. */
struct figures {
  const struct form *form;
  struct fact_table *tables;
};

static struct folder folder;

static struct fact *cell_of(const struct figures *figures, struct form_cell cell)
{
  return fact_at(&figures->tables[cell.table], cell.row, cell.column);
}

/* --- a right report, and a right one of the year before --- */

static struct figures figures_copy(struct arena *arena, const struct facts *facts)
{
  struct figures copy = {facts->form, tables_new(arena, facts->form)};
  for (size_t t = 0; t < facts->count; t++)
    memcpy(copy.tables[t].cells, facts->tables[t].cells,
           facts->form->tables[t].row_count * facts->tables[t].stride * sizeof(struct fact));
  return copy;
}

static struct fact *named(const struct figures *figures, const char *name)
{
  struct form_cell cell;
  if (!form_cell(figures->form, name, &cell))
    return NULL;
  return cell_of(figures, cell);
}

/* name := a + b − c, cells by name; does nothing where the form has none of that name. */
static void set_cell(const struct figures *out, const char *name, const struct fact *a, const struct fact *b,
                     const struct fact *c)
{
  struct fact *cell = named(out, name);
  dec sum = a ? a->value : (dec){0, 0};
  if (!cell)
    return;
  if (b)
    assert_true(dec_add(sum, b->value, &sum));
  if (c)
    assert_true(dec_sub(sum, c->value, &sum));
  cell->value = sum;
}

static void set_last_year(struct arena *arena, const struct figures *this, const struct figures *last)
{
  static const char *const columns[] = {"自然人",       "商业企业", "科研机构", "社会公益组织",
                                        "法律服务机构", "其他",     "总计"};
  static const char *const documents[] = {"规章", "行政规范性文件", "规范性文件"};
  static const char *const projects[] = {"行政许可", "其他对外管理服务事项", "行政处罚", "行政强制", "行政事业性收费"};
#define NAME(format, word) arena_printf(arena, format, word)
  for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) {
    const struct fact *carried = named(this, NAME("申请.上年结转.%s", columns[i]));
    set_cell(last, NAME("申请.结转下年度.%s", columns[i]), carried, NULL, NULL);
    set_cell(last, NAME("申请.上年结转.%s", columns[i]), NULL, NULL, NULL);
    set_cell(last, NAME("申请.新收.%s", columns[i]), named(this, NAME("申请.总计.%s", columns[i])), carried, NULL);
  }
  for (size_t i = 0; i < G_N_ELEMENTS(documents); i++) {
    set_cell(last, NAME("主动公开.%s.现行有效", documents[i]), named(this, NAME("主动公开.%s.现行有效", documents[i])),
             named(this, NAME("主动公开.%s.废止", documents[i])), named(this, NAME("主动公开.%s.制发", documents[i])));
    set_cell(last, NAME("主动公开.%s.对外公开", documents[i]), named(this, NAME("主动公开.%s.对外公开", documents[i])),
             NULL, named(this, NAME("主动公开.%s.新公开", documents[i])));
  }
  for (size_t i = 0; i < G_N_ELEMENTS(projects); i++)
    set_cell(last, NAME("主动公开.%s.增减", projects[i]), NULL, NULL, NULL);
#undef NAME
}

/* --- writing it out --- */

static void write_row(struct arena *arena, struct written *out, const struct figures *figures, size_t table, size_t row)
{
  const struct form_table *form = &figures->form->tables[table];
  size_t columns = form->column_sets[form->rows[row].columns].count;
  g_string_append_c(out->text, '[');
  for (size_t c = 0; c < columns; c++) {
    struct form_cell cell = {table, row, c};
    g_string_append(out->text, c ? ", " : "");
    assert_true(out->count < CELLS_MAX);
    out->cells[out->count].cell = cell;
    out->cells[out->count++].begin = out->text->len;
    g_string_append(out->text, dec_format(arena, cell_of(figures, cell)->value));
  }
  g_string_append(out->text, "]");
}

/* Rows of one group follow one another; each is written by its full path, a level a line. */
static void write_table(struct arena *arena, struct written *out, const struct figures *figures, size_t table)
{
  const struct form_table *form = &figures->form->tables[table];
  const char *group = "";
  g_string_append_printf(out->text, "  %s:\n", form->key);
  for (size_t r = 0; r < form->row_count; r++) {
    const char *path = form->rows[r].path, *dot = strchr(path, '.');
    const char *above = dot ? arena_strndup(arena, path, (size_t)(dot - path)) : "";
    if (dot && strcmp(above, group) != 0)
      g_string_append_printf(out->text, "    %s:\n", above);
    group = above;
    g_string_append_printf(out->text, dot ? "      %s: " : "    %s: ", dot ? dot + 1 : path);
    write_row(arena, out, figures, table, r);
    g_string_append_c(out->text, '\n');
  }
}

static void write_report(struct arena *arena, struct written *out, const struct figures *figures, int year,
                         const char *previous)
{
  out->text = g_string_new(NULL);
  out->count = 0;
  g_string_append_printf(out->text, "form: %s\nagency: 某局\nyear: %d\n%stitle: 报告\nfigures:\n", figures->form->name,
                         year, previous);
  for (size_t t = 0; t < figures->form->table_count; t++)
    write_table(arena, out, figures, t);
  g_string_append(out->text, "sections:\n");
  for (size_t s = 0; s < figures->form->section_count; s++) {
    const struct form_section *section = &figures->form->sections[s];
    g_string_append_printf(out->text, "  - title: %s\n    %s: %s\n", section->title, section->table ? "table" : "text",
                           section->table ? section->table : "略");
  }
}

/* The text with one cell greater by 1. */
static char *mutate(struct arena *arena, const struct written *written, const struct figures *figures, size_t index)
{
  size_t begin = written->cells[index].begin;
  const struct fact *fact = cell_of(figures, written->cells[index].cell);
  dec greater;
  assert_true(dec_add(fact->value, dec_from_int(1), &greater));
  size_t length = strlen(dec_format(arena, fact->value));
  return g_strdup_printf("%.*s%s%s", (int)begin, written->text->str, dec_format(arena, greater),
                         written->text->str + begin + length);
}

/* --- what must be found --- */

struct wanted {
  struct {
    enum diag_code code;
    char place[200]; /* words of the message: “申请”, column “自然人” */
  } items[FINDINGS_MAX];
  size_t count;
};

static void want(struct wanted *wanted, enum diag_code code, const struct form_table *table, enum rule_scope scope,
                 size_t columns, size_t index)
{
  assert_true(wanted->count < FINDINGS_MAX);
  wanted->items[wanted->count].code = code;
  const char *kind = scope == RULE_EACH_COLUMN ? "column" : "row";
  const char *name =
      scope == RULE_EACH_COLUMN ? table->column_sets[columns].items[index].name : table->rows[index].name;
  snprintf(wanted->items[wanted->count++].place, sizeof wanted->items[0].place, "In “%s”, %s “%s”,", table->key, kind,
           name);
}

static bool terms_have(const size_t *terms, size_t count, size_t term)
{
  for (size_t i = 0; i < count; i++)
    if (terms[i] == term)
      return true;
  return false;
}

/* The equations within the report that the cell stands in. */
static void want_rules(struct wanted *wanted, const struct form *form, struct form_cell cell)
{
  const struct form_table *table = &form->tables[cell.table];
  for (size_t i = 0; i < table->rule_count; i++) {
    const struct form_rule *rule = &table->rules[i];
    bool columns = rule->scope == RULE_EACH_COLUMN;
    size_t term = columns ? cell.row : cell.column;
    if (table->rows[cell.row].columns == rule->columns &&
        (terms_have(rule->left, rule->left_count, term) || terms_have(rule->right, rule->right_count, term)))
      want(wanted, rule->code, table, rule->scope, rule->columns, columns ? cell.column : cell.row);
  }
}

/* The equations with last year that the cell stands in, as this year's or as last year's. */
static void want_year_rules(struct wanted *wanted, const struct form *form, struct form_cell cell, bool previous)
{
  const struct form_table *table = &form->tables[cell.table];
  const struct form_row *row = &table->rows[cell.row];
  for (size_t i = 0; i < form->year_rule_count; i++) {
    const struct form_year_rule *rule = &form->year_rules[i];
    bool columns = rule->scope == RULE_EACH_COLUMN;
    if (rule->table != cell.table || rule->columns != row->columns)
      continue;
    const char *key = columns ? row->path : table->column_sets[row->columns].items[cell.column].key;
    for (size_t k = 0; k < rule->term_count; k++)
      if (rule->terms[k].previous == previous && strcmp(rule->terms[k].key, key) == 0)
        want(wanted, rule->code, table, rule->scope, rule->columns, columns ? cell.column : cell.row);
  }
}

/* --- what is found --- */

static bool diag_shows(const struct diag *diag, uint32_t file, size_t begin)
{
  bool shows = diag->span.file == file && diag->span.begin == begin;
  for (size_t i = 0; i < diag->related_count; i++)
    shows |= diag->related[i].span.file == file && diag->related[i].span.begin == begin;
  return shows;
}

/* All that is wanted is found, each once, and shows the cell; nothing else is found. */
static void check_found(const struct made *made, const struct wanted *wanted, uint32_t file, size_t begin,
                        const char *cell)
{
  char *findings = made_findings(made);
  if (made->diags.count != wanted->count)
    fail_msg("%s: %zu findings are wanted, not\n%s", cell, wanted->count, findings);
  for (size_t w = 0; w < wanted->count; w++) {
    size_t times = 0;
    for (size_t i = 0; i < made->diags.count; i++) {
      const struct diag *diag = made->diags.items[i];
      if (diag->code != wanted->items[w].code || !strstr(diag->message, wanted->items[w].place))
        continue;
      times++;
      if (!diag_shows(diag, file, begin))
        fail_msg("%s: the finding does not show the cell: %s", cell, diag->message);
    }
    if (times != 1)
      fail_msg("%s: %s %s is found %zu times in\n%s", cell, diag_code_name(wanted->items[w].code),
               wanted->items[w].place, times, findings);
  }
  g_free(findings);
}

static void resolve(struct made *made, const struct form *form, const char *text)
{
  char *name = g_build_filename(folder.path, "this.yaml", NULL);
  made_init(made);
  const struct node *root = make_tree(made, name, text);
  assert_non_null(root);
  made->form = form;
  made->report = report_read(made->arena, &made->files, root, &made->diags);
  made->facts = facts_resolve(made->arena, &made->files, made->report, form, &made->diags);
  g_free(name);
}

static const char *cell_words(struct arena *arena, const struct form *form, struct form_cell cell)
{
  const struct form_table *table = &form->tables[cell.table];
  struct figure_place place = {table->key, &table->rows[cell.row],
                               &table->column_sets[table->rows[cell.row].columns].items[cell.column]};
  return figure_place_name(arena, place);
}

/* Gives the number of figures that some finding speaks of. */
static size_t check_this_year(struct arena *arena, const struct figures *figures, const struct written *this)
{
  size_t seen = 0;
  for (size_t i = 0; i < this->count; i++) {
    struct wanted wanted = {.count = 0};
    struct made made;
    char *text = mutate(arena, this, figures, i);
    want_rules(&wanted, figures->form, this->cells[i].cell);
    want_year_rules(&wanted, figures->form, this->cells[i].cell, false);
    resolve(&made, figures->form, text);
    check_found(&made, &wanted, made.report->span.file, this->cells[i].begin,
                cell_words(arena, figures->form, this->cells[i].cell));
    seen += wanted.count > 0;
    made_done(&made);
    g_free(text);
  }
  return seen;
}

static void check_last_year(struct arena *arena, const struct figures *figures, const struct written *this,
                            const struct written *last)
{
  for (size_t i = 0; i < last->count; i++) {
    struct wanted wanted = {.count = 0}, own = {.count = 0};
    struct made made;
    char *text = mutate(arena, last, figures, i);
    want_year_rules(&wanted, figures->form, last->cells[i].cell, true);
    want_rules(&own, figures->form, last->cells[i].cell);
    folder_write(&folder, "last.yaml", text);
    resolve(&made, figures->form, this->text->str);
    if (own.count > 0) { /* last year's own mistakes are one warning, in front */
      char *count = g_strdup_printf("has errors itself (%zu)", own.count);
      if (made.diags.count == 0 || made.diags.items[0]->code != DIAG_PREVIOUS ||
          !strstr(made.diags.items[0]->message, count))
        fail_msg("%s: last year's mistakes are not told", cell_words(arena, figures->form, last->cells[i].cell));
      g_free(count);
      made.diags.items++;
      made.diags.count--;
    }
    uint32_t file = made.facts->previous->report->span.file;
    check_found(&made, &wanted, file, last->cells[i].begin, cell_words(arena, figures->form, last->cells[i].cell));
    made_done(&made);
    g_free(text);
  }
}

static void check_report(const char *golden, int year, const char *const changes[][2], size_t blind)
{
  char *source = read_golden_source(golden);
  for (size_t i = 0; changes && changes[i][0]; i++) {
    char *next = text_change(source, changes[i][0], changes[i][1]);
    g_free(source);
    source = next;
  }
  struct made made, right;
  make_facts(&made, source);
  struct figures this_figures = figures_copy(made.arena, made.facts),
                 last_figures = figures_copy(made.arena, made.facts);
  struct written this, last;
  set_last_year(made.arena, &this_figures, &last_figures);
  write_report(made.arena, &this, &this_figures, year, "previous: last.yaml\n");
  write_report(made.arena, &last, &last_figures, year - 1, "");
  folder_write(&folder, "last.yaml", last.text->str);
  resolve(&right, made.form, this.text->str);
  check_findings(&right, "the right report", "", NULL);
  made_done(&right);
  size_t seen = check_this_year(made.arena, &this_figures, &this);
  assert_int_equal(this.count - seen, blind);
  check_last_year(made.arena, &last_figures, &this, &last);
  g_string_free(this.text, TRUE);
  g_string_free(last.text, TRUE);
  made_done(&made);
  g_free(source);
}

/* No equation speaks of 行政许可, 行政处罚, 行政强制 and the fees: four figures of the form of 2021. */
static void test_2021(void **state)
{
  (void)state;
  check_report("figure/whole.yaml", 2025, NULL, 4);
}

static void test_city(void **state)
{
  (void)state;
  check_report("figure/city.yaml", 2025, NULL, 4);
}

/* Of the form of 2019: 新制作 of two rows, 增减 of five (next year's report sees them), 处理决定 of four, and
 * 政府集中采购. */
static void test_2019(void **state)
{
  static const char *const changes[][2] = {{"year: 2021", "year: 2020"}, {"减4", "-4"}, {NULL, NULL}};
  (void)state;
  check_report("figure/trial2019.yaml", 2020, changes, 13);
}

static int open_folder(void **state)
{
  (void)state;
  folder_make(&folder);
  return 0;
}

static int close_folder(void **state)
{
  (void)state;
  folder_done(&folder);
  return 0;
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_2021), cmocka_unit_test(test_city),
                                     cmocka_unit_test(test_2019)};
  return cmocka_run_group_tests(tests, open_folder, close_folder);
}
