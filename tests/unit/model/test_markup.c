/* Markup: a row is a text, what becomes of it, and the codes of what is said about it. Runs are written as <b> <i> <c>
 * and, with the number of the line under them, <u1> <w2> around their words, expressions as {…}, links as <a=ADDRESS>,
 * breaks as |, footnote marks as ^N. */
#include <glib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "model/report.h"

struct row {
  const char *text, *words, *codes;
};

struct fixture {
  struct arena *arena;
  struct files files;
  struct diags diags;
  struct report report;
  struct markups blocks;
};

static void open_fixture(struct fixture *f)
{
  *f = (struct fixture){.arena = arena_new()};
  files_init(&f->files, f->arena);
  diags_init(&f->diags, f->arena);
}

/* The text as a literal block of a source. */
static const struct node *scalar_of(struct fixture *f, const char *text)
{
  char **lines = g_strsplit(text, "\n", -1);
  char *body = g_strjoinv("\n  ", lines), *source = g_strdup_printf("text: |\n  %s\n", body);
  const struct node *root =
      source_parse(f->arena, &f->files, files_add(&f->files, "row.yaml", source, strlen(source)), &f->diags);
  assert_non_null(root);
  assert_int_equal(f->diags.count, 0);
  g_free(source);
  g_free(body);
  g_strfreev(lines);
  return node_get(root, "text");
}

static void write_run(GString *out, const struct inline_run *run)
{
  if (run->link)
    g_string_append_printf(out, "<a=%s>", run->link);
  g_string_append(out, run->marks & INLINE_STRONG ? "<b>" : "");
  g_string_append(out, run->marks & INLINE_EMPHASIS ? "<i>" : "");
  g_string_append(out, run->marks & INLINE_CODE ? "<c>" : "");
  if (run->line)
    g_string_append_printf(out, "<%c%u>", run->marks & INLINE_NAME ? 'u' : 'w', run->line);
  switch (run->kind) {
  case INLINE_TEXT:
    g_string_append(out, run->text);
    break;
  case INLINE_EXPR:
    g_string_append_printf(out, "{%s}", run->text);
    break;
  case INLINE_BREAK:
    g_string_append_c(out, '|');
    break;
  case INLINE_NOTE_REF:
    g_string_append_printf(out, "^%u", run->note);
    break;
  }
  g_string_append(out, run->marks || run->link ? "</>" : "");
  g_string_append(out, run->divides ? "/" : "");
}

static void write_blocks(GString *out, const struct markups *blocks);

static void write_block(GString *out, const struct markup *block)
{
  if (block->kind == MARKUP_HEADING)
    g_string_append_printf(out, "h%d:", block->level);
  if (block->kind != MARKUP_LIST) {
    for (size_t i = 0; i < block->inlines.count; ++i)
      write_run(out, &block->inlines.items[i]);
    g_string_append_c(out, ';');
    return;
  }
  g_string_append_printf(out, "%s%d(", block->list->ordered ? "ol" : "ul", block->list->start);
  for (size_t i = 0; i < block->list->count; ++i) {
    g_string_append(out, i > 0 ? "/" : "");
    write_blocks(out, &block->list->items[i]);
  }
  g_string_append_c(out, ')');
}

static void write_blocks(GString *out, const struct markups *blocks)
{
  for (size_t i = 0; i < blocks->count; ++i)
    write_block(out, &blocks->items[i]);
}

/* Errors as their code, warnings with a ?. */
static char *codes_of(const struct diags *diags)
{
  GString *out = g_string_new(NULL);
  for (size_t i = 0; i < diags->count; ++i)
    g_string_append_printf(out, "%s%s%s", i > 0 ? " " : "", diag_code_name(diags->items[i]->code),
                           diags->items[i]->severity == DIAG_WARNING ? "?" : "");
  return g_string_free(out, FALSE);
}

static void check_row(const struct row *row)
{
  struct fixture f;
  open_fixture(&f);
  markup_read(f.arena, &f.files, scalar_of(&f, row->text), &f.report, &f.blocks, &f.diags);
  GString *words = g_string_new(NULL);
  write_blocks(words, &f.blocks);
  char *codes = codes_of(&f.diags);
  if (strcmp(words->str, row->words) != 0 || strcmp(codes, row->codes) != 0)
    print_error("row: %s\n", row->text);
  assert_string_equal(words->str, row->words);
  assert_string_equal(codes, row->codes);
  g_free(codes);
  g_string_free(words, TRUE);
  arena_free(f.arena);
}

static void check_rows(const struct row *rows, size_t count)
{
  for (size_t i = 0; i < count; ++i)
    check_row(&rows[i]);
}

static void test_emphasis(void **state)
{
  (void)state;
  static const struct row rows[] = {
      {"**“你好”**世界", "<b>“你好”</>世界;", ""},
      {"对**（一）**的", "对<b>（一）</>的;", ""},
      {"**注意：**本年度", "<b>注意：</>本年度;", ""},
      {"是*《条例》*，是***《规定》***的", "是<i>《条例》</>，是<b><i>《规定》</>的;", ""},
      {"对**\"引号\"**的", "对<b>\"引号\"</>的;", "markup?"},
      {"对**(一)**的", "对<b>(一)</>的;", ""},
      {"**a**（二）**b**", "<b>a</>（二）<b>b</>;", ""},
      {"“**重点**”的", "“<b>重点</>”的;", ""},
      {"（**重点**）**其次**的", "（<b>重点</>）<b>其次</>的;", ""},
      {"**_嵌套_**", "<b><i>嵌套</>;", ""},
      {"共**${a}**件", "共<b>{a}</>件;", ""},
      {"共**“${a}”**件", "共<b>“</><b>{a}</><b>”</>件;", ""},
      {"**[网站](https://a.cn)**的", "<a=https://a.cn><b>网站</>的;", ""},
      {"[**“网”**站](https://a.cn/**“b”**)", "", NULL},
      {"5*3，A * B，user_name，____", "5*3，A * B，user_name，____;", ""},
      {"3*5、4*6米，A*B类*重*", "3*5、4*6米，A*B类<i>重</>;", ""},
      {"*注：星号", "*注：星号;", ""},
      {"\\*\\*不是\\*\\*，a\\_b，\\\\n", "**不是**，a_b，\\n;", ""},
      {"`代码\\*`", "<c>代码\\*</>;", "markup?"},
      {"&lt;&amp;&#42;&copy;&ThickSpace;x", "<&*©\xe2\x81\x9f\xe2\x80\x8ax;", ""},
      {"A&B&不是", "A&B&不是;", ""},
      {"张**、李**", "张**、李**;", "markup"},
      {"** 空格 **", "** 空格 **;", "markup"},
      {"****", "****;", NULL},
      {"身份证310**********1234", "身份证310**********1234;", "markup"},
      {"没有**结束", "没有**结束;", "markup"},
      {"_重点_内容", "_重点_内容;", "markup"},
      {"对__重点__的", "对__重点__的;", "markup"},
      {"一个`记号", "一个`记号;", "markup"},
      {"~~删除~~", "~~删除~~;", "markup"},
      {"＊＊全角＊＊", "＊＊全角＊＊;", "markup"},
      {"约~5件，＊注", "约~5件，＊注;", ""},
      {"甲* 乙*", "甲* 乙*;", "markup"},
      {"见\\[1](237项)", "见[1](237项);", ""},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); ++i) {
    if (rows[i].codes)
      check_row(&rows[i]);
  }
}

/* CL-19: lines under names and titles. */
static void test_name_lines(void **state)
{
  (void)state;
  static const struct row rows[] = {
      {"<u>上海</u>的<cite>条例</cite>", "<u1>上海</>的<w2>条例</>;", ""},
      {"<u>上海</u><u>闵行</u>", "<u1>上海</><u2>闵行</>;", ""},
      {"<U>上海</U>", "<u1>上海</>;", ""},
      {"<u>上${a}海</u>，<cite>a\nb</cite>", "<u1>上</><u1>{a}</><u1>海</>，<w2>a b</>;", ""},
      {"<u>上\n海</u>\n<u>闵行</u>", "<u1>上海</><u2>闵行</>;", ""},
      {"对**<u>上海</u>**的*<cite>条例</cite>*", "对<b><u1>上海</>的<i><w2>条例</>;", ""},
      {"<u>上**海**市</u>[<u>网</u>](https://a.cn)", "<u1>上</><b><u1>海</><u1>市</><a=https://a.cn><u2>网</>;", ""},
      {"## <u>上海</u>工作\n<u>甲</u>", "h2:<u1>上海</>工作;<u1>甲</>;", ""},
      {"- <u>甲</u>\n- <cite>乙</cite>", "ul0(<u1>甲</>;/<w1>乙</>;)", ""},
      {"\\<u>上海\\</u>", "<u>上海</u>;", ""},
      {"<u>上海", "<u1>上海</>;", "markup"},
      {"<u>上海\n\n闵行</u>", "<u1>上海</>;闵行;", "markup markup"},
      {"上海</u>", "上海;", "markup"},
      {"<u></u>上海", "上海;", "markup"},
      {"<u>上海</cite>市</u>", "<u1>上海市</>;", "markup"},
      {"<u>上<cite>海</cite>市</u>区", "<u1>上海市</>区;", "markup"},
      {"<u>上<u>海</u>市</u>区", "<u1>上海市</>区;", "markup"},
      {"<u>上**海</u>市**", "<u1>上</><b><u1>海</><b>市</>;", "markup"},
      {"<u class=\"x\">上海</u>", "上海;", "markup markup"},
      {"<b>上海</b>", "上海;", "markup markup"},
  };
  check_rows(rows, G_N_ELEMENTS(rows));
}

static void test_breaks(void **state)
{
  (void)state;
  static const struct row rows[] = {
      {"一行\n两行", "一行两行;", ""},
      {"一行，\n“两行”", "一行，“两行”;", ""},
      {"two\nwords", "two words;", ""},
      {"Latin\n中文\nLatin", "Latin中文Latin;", ""},
      {"共\n${a}\n件", "共{a}件;", ""},
      {"a ${a}\n${b}\nb", "a {a} {b} b;", ""},
      {"**一**\n*two*\nthree", "<b>一</><i>two</> three;", ""},
      {"一行\\\n两行  \n三行", "一行|两行|三行;", ""},
      {"末尾\\", "末尾\\;", ""},
      {"一段\n\n两段", "一段;两段;", ""},
      {"`a\nb`", "<c>a b</>;", "markup?"},
      {"　　一段，\n接着\n　　两段\n　\n 　三段　中", "一段，接着;两段;三段　中;", ""},
      {"1. 甲\n\n　　段", "ol1(甲;)段;", ""},
  };
  check_rows(rows, G_N_ELEMENTS(rows));
}

static void test_expressions(void **state)
{
  (void)state;
  static const struct row rows[] = {
      {"${ a.b + c | .1 }件", "{a.b + c | .1}件;", ""},
      {"${a +\n  b}", "{a +   b};", ""},
      {"$${a}与$$${b}，\\${c}，$5，$", "${a}与$${b}，${c}，$5，$;", ""},
      {"`${a}`", "<c>{a}</>;", "markup?"},
      {"${a", "${a;", "expr-syntax"},
      {"${a\n\n}", "${a;};", "expr-syntax"},
      {"${a${b}", "${a{b};", "expr-syntax"},
      {"${a｝", "${a｝;", "expr-syntax"},
      {"${ }x", "x;", "expr-syntax"},
      {"$｛a｝＄{b}＄｛c｝＄", "$｛a｝＄{b}＄｛c｝＄;", "expr-syntax expr-syntax expr-syntax"},
      {"[x](https://a.cn/${a})", "x;", "markup"},
      {"&#xF0000;&#0;&#x202E;x", "x;", "text-character text-character text-character"},
  };
  check_rows(rows, G_N_ELEMENTS(rows));
}

static void test_blocks(void **state)
{
  (void)state;
  static const struct row rows[] = {
      {"## 一\n### 二\n#### 三\n## 四", "h2:一;h3:二;h4:三;h2:四;", ""},
      {"1. 甲\n2. 乙\n   - 丙\n\n     又\n   - 丁", "ol1(甲;/乙;ul0(丙;又;/丁;))", ""},
      {"3. 甲\n4. 乙", "ol3(甲;/乙;)", ""},
      {"1. 甲\n1. 乙\n1. 丙", "ol1(甲;/乙;/丙;)", ""},
      {"1. 甲\n3. 乙\n5. 丙", "ol1(甲;/乙;/丙;)", "markup?"},
      {"甲[^1]乙[^b]丙[^1]\n\n[^b]: 二\n\n[^1]: 一", "甲^0乙^1丙^0;", ""},
      {"[甲](https://a.cn) <https://b.cn> [丙][r] [丁](MAILTO:a@b.cn)\n\n[r]: tel:110 \"t\"",
       "<a=https://a.cn>甲</> <a=https://b.cn>https://b.cn</> <a=tel:110>丙</> <a=MAILTO:a@b.cn>丁</>;", ""},
      {"# 一", "h2:一;", "markup"},
      {"### 三", "h3:三;", "markup"},
      {"## 一\n##### 五", "h2:一;h4:五;", "markup"},
      {"## （一）甲\n### 1. 乙\n### 3.5万\n## ${a}", "h2:（一）甲;h3:1. 乙;h3:3.5万;h2:{a};", "markup? markup?"},
      {"##", "", "markup"},
      {"##甲\n\n＃ 乙\n\n#1机组", "##甲;＃ 乙;#1机组;", "markup markup"},
      {"甲\n---", "h2:甲;", "markup"},
      {"甲\n\n---\n\n乙", "甲;乙;", "markup"},
      {"> 甲", "", "markup"},
      {"甲\n\n    乙\n\n```\n丙\n```", "甲;", "markup markup"},
      {"<div>\n</div>", "", "markup"},
      {"甲<br>乙<人社动态>", "甲乙<人社动态>;", "markup"},
      {"甲![*图*](a.png)乙", "甲乙;", "markup"},
      {"|a|b|\n|---|---|\n|1|2|", "|a|b| |---|---| |1|2|;", "markup"},
      {"|序号|条数|\n|1|32|\n|2|15|", "|序号|条数| |1|32| |2|15|;", "markup"},
      {"序号\t栏目\t条数\n1\t招生\t32", "序号\t栏目\t条数1\t招生\t32;", "markup"},
      {"|甲| 和 |乙|的绝对值；联系人：\t张三", "|甲| 和 |乙|的绝对值；联系人：\t张三;", ""},
      {"微信\"静安教育\"和\"WHO\"，\"好\"", "微信\"静安教育\"和\"WHO\"，\"好\";", "markup? markup?"},
      {"（一）主动公开情况\n\n正文。", "（一）主动公开情况;正文。;", "markup?"},
      {"\u00A0\u00A0\u3000一、主动公开\n\u00A0正文", "一、主动公开;正文;", "markup?"},
      {"（一）公开了目录。\n\n（一）公开：\n\n1.公开\n\n一是公开", "（一）公开了目录。;（一）公开：;1.公开;一是公开;",
       ""},
      {"- （一）主动公开", "ul0(（一）主动公开;)", ""},
      {"`甲`与``乙``", "<c>甲</>与<c>乙</>;", "markup? markup?"},
      {"内容：\na. 甲\nb. 乙\nc. 丙", "内容：a. 甲b. 乙c. 丙;", "markup? markup?"},
      {"（A）甲\n（B）乙", "（A）甲（B）乙;", "markup?"},
      {"Ａ、甲\nＢ、乙", "Ａ、甲Ｂ、乙;", "markup?"},
      {"A.甲\nC.丙", "A.甲C.丙;", ""},
      {"方案a\nb与c", "方案a b与c;", ""},
      {"- 甲\n-\n- ## 乙", "ul0(甲;//h2:乙;)", "markup markup"},
      {"缺[^9]的", "缺[^9]的;", "markup"},
      {"甲\n\n[^9]: 没有", "甲;", "markup"},
      {"甲[^9]\n\n[^9]: 有\n\n[^9]: 又有", "甲^0;", "markup"},
      {"[备注]: 数据", "", "markup"},
      {"[备注]: 数据 如下", "[备注]: 数据 如下;", ""},
      {"甲\n[备注]: 数据", "甲[备注]: 数据;", ""},
      {"[甲](http://a b)，[乙]（http://a）", "[甲](http://a b)，[乙]（http://a）;", "markup markup"},
      {"见[2025]（3号）[附件]（一）", "见[2025]（3号）[附件]（一）;", "markup"},
      {"[甲](file:///a) [](http://a.cn) [乙](http://中.cn)", "甲  乙;", "markup markup markup"},
      {"1.甲；\n2.乙；", "1.甲；2.乙；;", "markup?"},
      {"（一）甲\n（二）乙", "（一）甲（二）乙;", "markup?"},
      {"如下：\n2. 乙", "如下：2. 乙;", "markup?"},
      {"（一）主动公开\n全年88条。\n（二）依申请公开\n2件。", "（一）主动公开全年88条。（二）依申请公开2件。;",
       "markup? markup?"},
      {"全年88条。\n二、依申请公开", "全年88条。二、依申请公开;", "markup?"},
      {"（一）主动公开\n（二）依申请公开", "（一）主动公开（二）依申请公开;", "markup?"},
      {"按照《条例》第\n三、四条规定\n公开。", "按照《条例》第三、四条规定公开。;", ""},
      {"（一）学习文件，提高\n认识。", "（一）学习文件，提高认识。;", ""},
      {"（一）主动公开全年88条。\n其中动态3条。", "（一）主动公开全年88条。其中动态3条。;", ""},
      {"比例\n3.5万元", "比例3.5万元;", ""},
      {"①甲\n②乙", "①甲②乙;", "markup?"},
  };
  check_rows(rows, G_N_ELEMENTS(rows));
}

static void test_notes(void **state)
{
  (void)state;
  struct fixture f;
  open_fixture(&f);
  const struct node *scalar = scalar_of(&f, "甲[^1]\n\n[^1]: 第一\n\n    又一段");
  markup_read(f.arena, &f.files, scalar, &f.report, &f.blocks, &f.diags);
  markup_read(f.arena, &f.files, scalar, &f.report, &f.blocks, &f.diags);
  assert_int_equal(f.diags.count, 0);
  assert_int_equal(f.report.note_count, 2);
  assert_int_equal(f.report.notes[1].count, 2);
  assert_int_equal(f.blocks.items[1].inlines.items[1].note, 1);
  arena_free(f.arena);
}

static void test_depth(void **state)
{
  (void)state;
  GString *text = g_string_new(NULL);
  for (int i = 0; i < 40; ++i)
    g_string_append(text, "- ");
  g_string_append(text, "甲");
  struct fixture f;
  open_fixture(&f);
  markup_read(f.arena, &f.files, scalar_of(&f, text->str), &f.report, &f.blocks, &f.diags);
  assert_int_equal(f.diags.count, 1);
  assert_int_equal(f.diags.items[0]->code, DIAG_LIMIT_DEPTH);
  g_string_free(text, TRUE);
  arena_free(f.arena);
}

static void test_too_many_expressions(void **state)
{
  (void)state;
  GString *text = g_string_new(NULL);
  for (int i = 0; i < 65536; ++i)
    g_string_append(text, "${a}");
  struct fixture f;
  open_fixture(&f);
  markup_read(f.arena, &f.files, scalar_of(&f, text->str), &f.report, &f.blocks, &f.diags);
  assert_int_equal(f.blocks.items[0].inlines.count, 65534);
  assert_int_equal(f.diags.count, 2);
  assert_int_equal(f.diags.items[0]->code, DIAG_LIMIT_SIZE);
  g_string_free(text, TRUE);
  arena_free(f.arena);
}

/* Half a megabyte of what makes careless readers quadratic; the test's time limit is the assertion. */
static void test_long_rows(void **state)
{
  (void)state;
  static const char *const pieces[] = {"[^", "*a_",       "**“", "[a](", "`a", "${",   "a**b", "&amp;",
                                       "\\", "[a]:b\n\n", "_a ", "甲\n", "<a", "<u>a", "</u>a"};
  for (size_t i = 0; i < G_N_ELEMENTS(pieces); ++i) {
    GString *text = g_string_new("甲");
    while (text->len < 100000)
      g_string_append(text, pieces[i]);
    struct fixture f;
    open_fixture(&f);
    gint64 start = g_get_monotonic_time();
    markup_read(f.arena, &f.files, scalar_of(&f, text->str), &f.report, &f.blocks, &f.diags);
    print_message("%s: %d ms\n", pieces[i], (int)((g_get_monotonic_time() - start) / 1000));
    assert_true(f.blocks.count > 0);
    g_string_free(text, TRUE);
    arena_free(f.arena);
  }
}

typedef void read_line(struct arena *arena, const struct files *files, const struct node *scalar, uint32_t begin,
                       uint32_t end, struct report *report, struct inlines *out, struct diags *diags);

static void check_lines(const struct row *rows, size_t count, read_line *read)
{
  for (size_t i = 0; i < count; ++i) {
    struct fixture f;
    open_fixture(&f);
    const struct node *scalar = scalar_of(&f, rows[i].text);
    struct markup block = {.kind = MARKUP_PARAGRAPH};
    read(f.arena, &f.files, scalar, 0, scalar->as.scalar.length, NULL, &block.inlines, &f.diags);
    GString *words = g_string_new(NULL);
    write_block(words, &block);
    char *codes = codes_of(&f.diags);
    assert_string_equal(words->str, rows[i].words);
    assert_string_equal(codes, rows[i].codes);
    g_free(codes);
    g_string_free(words, TRUE);
    arena_free(f.arena);
  }
}

static void test_lines(void **state)
{
  (void)state;
  static const struct row rows[] = {
      {"${year}年**报告**\n  第二行", "{year}年**报告**第二行;", "markup?"},
      {"a\\*b & c_d_ &amp; `", "a\\*b & c_d_ &amp; `;", ""},
      {"two\nlines $${x}", "two lines ${x};", ""},
      {"${x", "${x;", "expr-syntax"},
      {"张**、李**；***；**", "张**、李**；***；**;", ""},
      {"甲|乙\\|丙", "甲|乙\\|丙;", ""},
      {"<u>甲</u>与<cite>", "<u>甲</u>与<cite>;", "markup? markup?"},
  };
  check_lines(rows, G_N_ELEMENTS(rows), markup_read_line);
}

/* CL-88: where the drafter lets a title be divided, written as /. */
static void test_title_lines(void **state)
{
  (void)state;
  static const struct row rows[] = {
      {"${year}年${agency}|工作报告", "{year}年{agency}/工作报告;", ""},
      {"甲|${year | 汉字}|乙", "甲/{year | 汉字}/乙;", ""},
      {"甲\\|乙|丙", "甲|乙/丙;", ""},
      {"|甲||乙|", "甲/乙/;", ""},
      {"甲乙", "甲乙;", ""},
      {"甲|<u>乙</u>", "甲/<u>乙</u>;", "markup?"},
  };
  check_lines(rows, G_N_ELEMENTS(rows), markup_read_title);
}

/* What stands in the file under a run's span is the run's text. */
static void check_spans(const struct files *files, const struct markups *blocks)
{
  for (size_t i = 0; i < blocks->count; ++i) {
    const struct markup *block = &blocks->items[i];
    for (size_t j = 0; j < block->inlines.count; ++j) {
      const struct inline_run *run = &block->inlines.items[j];
      if (run->kind != INLINE_TEXT)
        continue;
      if (run->span.end - run->span.begin != run->length)
        print_error("run “%s” at %u\n", run->text, run->span.begin);
      assert_int_equal(run->span.end - run->span.begin, run->length);
      assert_memory_equal(files_get(files, run->span.file)->bytes + run->span.begin, run->text, run->length);
    }
    for (size_t j = 0; block->list && j < block->list->count; ++j)
      check_spans(files, &block->list->items[j]);
  }
}

static void test_spans(void **state)
{
  (void)state;
  static const char *const rows[] = {
      "对**（一）**的*二*，`三` [四](https://a.cn/4 \"四\")五",
      "## 标题 **粗** ##\n\n1. 甲**乙**\n   - 丙*丁*\n\n     戊`己`\n\n庚\\\n辛**壬**",
      "[r]: https://a.cn\n[甲][r]乙**丙**丁",
      "甲[^1]**乙**\n\n[^1]: 丙*丁*\n\n    戊*己*",
      "对**<u>甲</u>**乙<cite>丙</cite>\n丁<u>戊</u>",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); ++i) {
    struct fixture f;
    open_fixture(&f);
    markup_read(f.arena, &f.files, scalar_of(&f, rows[i]), &f.report, &f.blocks, &f.diags);
    check_spans(&f.files, &f.blocks);
    for (size_t j = 0; j < f.report.note_count; ++j)
      check_spans(&f.files, &f.report.notes[j]);
    arena_free(f.arena);
  }
}

/* The report that comes with the program is read without a word, and every run points at its place. */
static void test_example(void **state)
{
  (void)state;
  struct fixture f;
  open_fixture(&f);
  const struct node *root = source_read(f.arena, &f.files, NIANBAO_ROOT "/data/minhang-hrss-2025.yaml", &f.diags);
  assert_non_null(root);
  struct report *report = report_read(f.arena, &f.files, root, &f.diags);
  assert_non_null(report);
  assert_int_equal(f.diags.count, 0);
  assert_int_equal(report->count, 6);
  assert_int_equal(report->title_count, 2);
  assert_int_equal(report->sections[0].parts[0].text.items[2].list->count, 10);
  for (size_t i = 0; i < report->count; ++i)
    check_spans(&f.files, &report->sections[i].parts[0].text);
  arena_free(f.arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_emphasis),    cmocka_unit_test(test_name_lines),
      cmocka_unit_test(test_breaks),      cmocka_unit_test(test_expressions),
      cmocka_unit_test(test_blocks),      cmocka_unit_test(test_notes),
      cmocka_unit_test(test_depth),       cmocka_unit_test(test_too_many_expressions),
      cmocka_unit_test(test_long_rows),   cmocka_unit_test(test_lines),
      cmocka_unit_test(test_title_lines), cmocka_unit_test(test_spans),
      cmocka_unit_test(test_example),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
