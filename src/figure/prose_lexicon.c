/* The words that mean something in a paragraph: of the form, and of grammar. */
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "figure/prose.h"

struct word {
  const uint32_t *codes;
  size_t length;
  uint32_t second;          /* the second character, by which most words are told apart; 0 if it has one */
  struct prose_token token; /* kind and meaning */
};

struct word_list {
  struct word *items;
  size_t count, capacity;
};

struct prose_lexicon {
  struct arena *arena;
  GHashTable *lists; /* first character → word_list, the longest first */
};

/* Words of grammar. What is of several kinds stands in the first of them. */
static const struct {
  enum prose_kind kind;
  const char *words;
} grammar[] = {
    {PROSE_AMONG, "其中 当中 申请中 件中 案件中"},
    {PROSE_NOT, "未 无 没有 未曾 从未 未有 不存在 没 零"},
    {PROSE_ALL, "均 全部 都 全都 均已 均为 均被 均获 全部为 全部被 全部已 已全部 都已 都是 皆"},
    {PROSE_LIMIT, "通过 经由 累计至 上半年 下半年 季度 月份 截至目前 部分 主要 本级 市直 区直 县直 "
                  "逾期 超期 提前 提前办结 当场 首次 自主 历年 近年 近年来 五年 三年 年均 每年 月均 平均 "
                  "最高 最多 最少 仅 单 日均 人均 户均 生均 车均 亩均 十四五 十三五 十五五 转交 移交 转送 移送 涉及到 "
                  "协查 会办 协办 补正 延期 指导 协助 代 "
                  "督促"},
    {PROSE_FOR, "针对 关于 就 由 对于 有关于 涉及 涉"},
    {PROSE_EARLIER, "上年 上年度 去年 去年同期 上年同期 上一年 上一年度 前年 同期 往年 上年度同期 上一年同期"},
    {PROSE_NOW, "本年 本年度 今年 今年以来 年内 全年 报告期内 报告年度 报告期 期间 全年度 年度 统计期内 统计期限内"},
    {PROSE_AGAINST, "同比 比 较 相比 相较 对比 环比 相较于 比较 较之 同比去年"},
    {PROSE_UP, "增长 增加 上升 提高 增 多 增幅 增长率 上涨 增多 新增了 增加了 增长了 上升了 提升 涨幅"},
    {PROSE_DOWN, "下降 减少 降低 减 少 降幅 下降率 减幅 回落 减少了 下降了 降低了 下滑"},
    {PROSE_SHARE, "占 占比 所占比例 占比为 比例为 占比达 占总数比例"},
    {PROSE_APART,
     "无关 与信息公开无关 与政府信息公开无关 与政府信息公开工作无关 不属于政府信息公开 非信息公开类 未计入"},
    {PROSE_WHOLE,
     "总数 总量 总 总件数 全部申请 申请总数 申请总量 办结总数 总申请量 办理总数 受理总数 收件总数 新收总数"},
    {PROSE_EACH, "分别 依次 各"},
    {PROSE_AND, "和 及 与 以及 或 或者 并 且 而 并且"},
    {PROSE_OF, "的 之"},
    {PROSE_ABOUT, "约 近 大约 将近 约为 接近 几近"},
    {PROSE_BOUND, "超 超过 逾 突破 不足 不到 不少于 多达 至少 若干 高于 低于"},
    {PROSE_OVER, "大于 多于"},
    {PROSE_UNDER, "小于 少于"},
    {PROSE_EVEN, "持平 一致 相等 等于"},
    {PROSE_SUM, "共 共计 合计 总计 总共 一共 累计 共有 总体 小计 计 总的"},
    {PROSE_FILL,
     "期内 统计 据统计 经统计 坚持 落实 依法 依规 依法依规 按时 按期 及时 如期 按规定 按要求 严格 规范 积极 认真 妥善 "
     "稳妥 "
     "切实 已 已经 为 是 有 了 到 于 "
     "在 被 因 对 经 来 给 另 另外 还 又 同时 以 将 予 予以 给予 发生 产生 引发 提起 作出 做出 作 出现 提出 提交 各类 "
     "各种 "
     "各级 新 件 数 量 数额 金额 人 依照 依据 根据 截至 截止 底 年底 年末 末 止 起 自 从 至 由于 含 包括 包含 其 该 此 "
     "以来 继续 办理 办 共同 类型 类别 进行 实施 完成 实际 达 达到 实现 属于 属 “ ” ‘ ’ 「 」 【 】 · 分为 分 来看 "
     "按照 "
     "无正当理由 就业 理由 自由 中国 行政机关 机构 部门 各部门 各单位 单位 各级各部门 按 各级行政机关 情形 原因 期限 "
     "加上 连同 现已 现 不断 持续 全面 深入 高质量 高效 圆满 有序 顺利 规范化 主动 "},
};

static void lists_free(void *list)
{
  free(((struct word_list *)list)->items);
  free(list);
}

/* {year+1}, {year} and {year-1} in a word of the form. */
static const char *with_year(struct arena *arena, const char *word, int year)
{
  static const char *const marks[] = {"{year-1}", "{year}", "{year+1}"};
  for (int i = 0; i < 3; i++) {
    const char *at = strstr(word, marks[i]);
    if (at)
      return arena_printf(arena, "%.*s%d%s", (int)(at - word), word, year + i - 1, at + strlen(marks[i]));
  }
  return word;
}

static struct word_list *list_of(struct prose_lexicon *lexicon, uint32_t first)
{
  struct word_list *list = g_hash_table_lookup(lexicon->lists, GUINT_TO_POINTER(first));
  if (list)
    return list;
  list = calloc(1, sizeof *list);
  if (!list)
    g_error("out of memory");
  g_hash_table_insert(lexicon->lists, GUINT_TO_POINTER(first), list);
  return list;
}

static void list_add(struct word_list *list, const struct word *word)
{
  if (list->count == list->capacity) {
    list->capacity = list->capacity ? 2 * list->capacity : 8;
    list->items = g_realloc_n(list->items, list->capacity, sizeof *list->items);
  }
  list->items[list->count++] = *word;
}

static void add_word(struct prose_lexicon *lexicon, const char *bytes, size_t length, const struct prose_token *token)
{
  uint32_t *codes = ARENA_ARRAY(lexicon->arena, length, uint32_t);
  struct word word = {codes, 0, 0, *token};
  for (size_t at = 0; at < length;)
    codes[word.length++] = utf8_next(bytes, &at);
  word.second = word.length > 1 ? codes[1] : 0;
  if (word.length)
    list_add(list_of(lexicon, codes[0]), &word);
}

static void add_words(struct prose_lexicon *lexicon, const struct prose_words *words, int year,
                      const struct prose_token *token)
{
  for (size_t i = 0; i < words->count; i++) {
    const char *word = with_year(lexicon->arena, words->items[i], year);
    add_word(lexicon, word, strlen(word), token);
  }
}

static bool has_topic(const struct prose_subject *subject, const char *word)
{
  for (size_t i = 0; i < subject->topics.count; i++)
    if (strstr(word, subject->topics.items[i]))
      return true;
  return false;
}

static void add_names(struct prose_lexicon *lexicon, const struct prose_name *names, size_t count, int year)
{
  for (size_t i = 0; i < count; i++) {
    struct prose_token token = {.kind = names[i].is_column ? PROSE_COLUMN : PROSE_ROW, .as.name = &names[i]};
    for (size_t w = 0; w < names[i].words.count; w++) {
      token.topical = has_topic(names[i].subject, names[i].words.items[w]);
      add_words(lexicon, &(struct prose_words){&names[i].words.items[w], 1}, year, &token);
    }
  }
}

/* The names of the form come before those of the source. */
static void add_lines(struct prose_lexicon *lexicon, const struct facts *facts)
{
  const struct form_prose *prose = facts->form->prose;
  for (size_t i = 0; i < prose->subject_count; i++) {
    struct prose_name *names = NULL;
    size_t count = prose_ledger_names(lexicon->arena, facts, &prose->subjects[i], &names);
    add_names(lexicon, names, count, facts->report->year);
  }
}

static void add_form(struct prose_lexicon *lexicon, const struct form_prose *prose, int year)
{
  for (size_t i = 0; i < prose->subject_count; i++) {
    const struct prose_subject *subject = &prose->subjects[i];
    add_names(lexicon, subject->rows, subject->row_count, year);
    add_names(lexicon, subject->columns, subject->column_count, year);
    add_words(lexicon, &subject->topics, year, &(struct prose_token){.kind = PROSE_TOPIC, .as.subject = subject});
  }
  for (size_t i = 0; i < prose->rate_count; i++)
    add_words(lexicon, &prose->rates[i].words, year,
              &(struct prose_token){.kind = PROSE_RATE, .as.rate = &prose->rates[i]});
  for (size_t i = 0; i < prose->kind_count; i++)
    add_words(lexicon, &prose->kinds[i], year, &(struct prose_token){.kind = PROSE_PART, .as.part = i});
  add_words(lexicon, &prose->others, year, &(struct prose_token){.kind = PROSE_OTHER});
  add_words(lexicon, &prose->fees, year,
            &(struct prose_token){.kind = PROSE_OTHER}); /* not 处理 with something behind */
  add_words(lexicon, &prose->plans, year, &(struct prose_token){.kind = PROSE_PLAN});
  add_words(lexicon, &prose->drafts, year, &(struct prose_token){.kind = PROSE_DRAFT});
  add_words(lexicon, &prose->actuals, year, &(struct prose_token){.kind = PROSE_ACTUAL});
  add_words(lexicon, &prose->fillers, year, &(struct prose_token){.kind = PROSE_FILL});
}

static void add_grammar(struct prose_lexicon *lexicon)
{
  for (size_t i = 0; i < G_N_ELEMENTS(grammar); i++) {
    struct prose_token token = {.kind = grammar[i].kind};
    for (const char *at = grammar[i].words; *at;) {
      size_t length = strcspn(at, " ");
      add_word(lexicon, at, length, &token);
      at += length + strspn(at + length, " ");
    }
  }
}

static void add_with_heads(struct prose_lexicon *lexicon, const char *body, enum prose_kind kind)
{
  static const char *const heads[] = {"我", "本", "全"};
  for (size_t h = 0; h < G_N_ELEMENTS(heads); h++) {
    const char *word = arena_printf(lexicon->arena, "%s%s", heads[h], body);
    if (strcmp(word, "全部") != 0)
      add_word(lexicon, word, strlen(word), &(struct prose_token){.kind = kind});
  }
}

/* 全区 is the report's own in that of 某区人民政府, and more than that in a bureau's or in that of its 办公室. */
static bool governs(const char *agency, const char *place)
{
  static const char *const ends[] = {"人民政府", "政府", "办事处", "管理委员会", "管委会", "行政公署"};
  bool own = false;
  for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
    char *words = g_strconcat(place, ends[i], NULL);
    const char *at = strstr(agency, words);
    own |= at && !g_str_has_prefix(at + strlen(words), "办公");
    g_free(words);
  }
  return own;
}

/* Each 我, 本 or 全 with each kind of body: 我局, 本机关, 全区. */
static void add_self(struct prose_lexicon *lexicon, const char *agency)
{
  static const char *const bodies[] = {"局",   "委",   "办",   "厅",   "院",       "处",   "所",   "校",   "署",
                                       "部",   "司",   "队",   "中心", "单位",     "机关", "会",   "系统", "行",
                                       "行业", "部门", "集团", "支队", "行政机关", "大队", "学院", "站",   "办事处"};
  static const char *const places[] = {"省", "市", "区", "县", "州", "盟", "旗", "镇", "乡", "街道", "自治区", "地区"};
  for (size_t b = 0; b < G_N_ELEMENTS(bodies); b++)
    add_with_heads(lexicon, bodies[b], PROSE_SELF);
  for (size_t p = 0; p < G_N_ELEMENTS(places); p++)
    add_with_heads(lexicon, places[p], !agency || governs(agency, places[p]) ? PROSE_SELF : PROSE_UNKNOWN);
  if (agency)
    add_word(lexicon, agency, strlen(agency), &(struct prose_token){.kind = PROSE_SELF});
}

/* The longest first; of equally long ones the one that was added first, which is the form's. */
static int longer_first(const void *a, const void *b, void *unused)
{
  (void)unused;
  size_t left = ((const struct word *)a)->length, right = ((const struct word *)b)->length;
  return (left < right) - (left > right);
}

static void sort_list(void *first, void *list, void *unused)
{
  (void)first;
  (void)unused;
  struct word_list *words = list;
  /* Unlike qsort it is stable. */
  g_qsort_with_data(words->items, (int)words->count, sizeof *words->items, longer_first, NULL);
}

struct prose_lexicon *prose_lexicon_new(struct arena *arena, const struct facts *facts)
{
  struct prose_lexicon *lexicon = ARENA_NEW(arena, struct prose_lexicon);
  lexicon->arena = arena;
  lexicon->lists = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, lists_free);
  add_form(lexicon, facts->form->prose, facts->report->year);
  add_lines(lexicon, facts);
  add_self(lexicon, facts->report->agency);
  add_grammar(lexicon);
  g_hash_table_foreach(lexicon->lists, sort_list, NULL);
  return lexicon;
}

void prose_lexicon_free(struct prose_lexicon *lexicon)
{
  g_hash_table_destroy(lexicon->lists);
}

/* Its first two characters do. */
static bool word_stands(const struct word *word, const struct prose_text *text, size_t at)
{
  if (text->count - at < word->length)
    return false;
  for (size_t i = 2; i < word->length; i++)
    if (text->items[at + i].code != word->codes[i])
      return false;
  return true;
}

size_t prose_lexicon_match(const struct prose_lexicon *lexicon, const struct prose_text *text, size_t at,
                           struct prose_token *out)
{
  const struct word_list *list = g_hash_table_lookup(lexicon->lists, GUINT_TO_POINTER(text->items[at].code));
  uint32_t second = at + 1 < text->count ? text->items[at + 1].code : 0;
  for (size_t i = 0; list && i < list->count; i++) {
    const struct word *word = &list->items[i];
    if ((word->second && word->second != second) || !word_stands(word, text, at))
      continue;
    *out = word->token;
    return word->length;
  }
  return 0;
}
