/* The bodies whose figures a district adds up: found by name or pattern, read one after another, kept as bare figures.
 * What is wrong in a body is that body's business; here it is one warning, and the body is left out. */
#include <glib.h>
#include <string.h>

#include "base/folder.h"
#include "base/limits.h"
#include "base/tr.h"
#include "figure/figures.h"

struct bodies_reader {
  const struct figures_context *context;
  const struct report *report;
  const struct form *form;
  struct bodies bodies;
  GHashTable *agencies; /* name of the body → its source */
  size_t bytes;
};

/* --- which sources --- */

static bool pattern_check(const struct figures_context *context, const struct node *item)
{
  struct diag *diag;
  if (item->kind != NODE_SCALAR || node_is_null(item)) {
    diag = diag_add(context->diags, DIAG_VALUE_KIND, item->span, _("This is no name of a file, but %s."),
                    node_kind_name(item->kind));
    diag_hint(context->diags, diag, _("Write names or patterns such as “dept/*.yaml”, one a line."));
    return false;
  }
  if (folder_holds(item->as.scalar.text))
    return true;
  diag = diag_add(context->diags, DIAG_VALUE_BAD, item->span, _("“%s” leads out of the folder of this source."),
                  figure_quote(context->arena, item->as.scalar.text));
  diag_hint(context->diags, diag, _("Put the sources of the bodies into a folder below it."));
  return false;
}

static bool is_pattern(const char *text)
{
  return strpbrk(text, "*?[") != NULL;
}

/* A pattern takes in the source itself, which is no body of its own; a plain name is what the drafter means. */
static size_t names_drop_itself(struct folder_names *names, const char *source)
{
  const char *slash = strrchr(source, '/'), *own = slash ? slash + 1 : source;
  size_t kept = 0;
  for (size_t i = 0; i < names->count; i++)
    if (strcmp(names->items[i], own) != 0)
      names->items[kept++] = names->items[i];
  return names->count = kept;
}

static void warn(struct bodies_reader *reader, struct span place, const char *message, const char *hint)
{
  struct diag *diag = diag_add(reader->context->diags, DIAG_SUM_BODY, place, "%s", message);
  diag_hint(reader->context->diags, diag, "%s", hint);
  reader->bodies.incomplete = true;
}

static void match_check(struct bodies_reader *reader, const struct node *item, const struct folder_names *found)
{
  struct arena *arena = reader->context->arena;
  const char *text = figure_quote(arena, item->as.scalar.text);
  if (found->unreadable > 0)
    warn(reader, item->span,
         arena_printf(arena, _("The names of some files that “%s” takes in are not UTF-8; they are not in the sum."),
                      text),
         _("Rename these files; such names come from archives packed under Windows."));
  else if (found->count == 0)
    warn(reader, item->span, arena_printf(arena, _("No file fits “%s”, so the sum is incomplete."), text),
         _("Check the folder and the name, or take the entry out."));
}

static void names_add(struct arena *arena, struct folder_names *out, const struct folder_names *more)
{
  for (size_t i = 0; i < more->count; i++)
    *ARENA_PUSH(arena, out) = more->items[i];
}

static int name_order(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Drops what stands twice, and what stands in `others`, too. */
static void names_settle(struct folder_names *names, const struct folder_names *others)
{
  size_t kept = 0;
  if (names->count)
    qsort(names->items, names->count, sizeof *names->items, name_order);
  for (size_t i = 0; i < names->count; i++) {
    bool twice = kept > 0 && strcmp(names->items[i], names->items[kept - 1]) == 0;
    for (size_t k = 0; k < others->count; k++)
      twice |= strcmp(names->items[i], others->items[k]) == 0;
    if (!twice)
      names->items[kept++] = names->items[i];
  }
  names->count = kept;
}

static struct folder_names names_match(struct bodies_reader *reader, const struct node *list)
{
  const struct figures_context *context = reader->context;
  const char *folder = folder_of(context->arena, context->source);
  struct folder_names names = {0};
  for (uint32_t i = 0; list && i < list->as.list.count; i++) {
    const struct node *item = list->as.list.items[i];
    struct folder_names found = {0};
    if (!pattern_check(context, item))
      continue;
    folder_match(context->files, folder, item->as.scalar.text, LIMIT_BODIES, &found);
    if (is_pattern(item->as.scalar.text))
      names_drop_itself(&found, context->source);
    match_check(reader, item, &found);
    names_add(context->arena, &names, &found);
  }
  return names;
}

/* --- reading them --- */

static const struct fact_table *tables_keep(struct arena *arena, const struct form *form,
                                            const struct fact_table *tables)
{
  struct fact_table *kept = tables_new(arena, form);
  for (size_t t = 0; t < form->table_count; t++)
    for (size_t i = 0; i < form->tables[t].row_count * kept[t].stride; i++) {
      const struct fact *fact = &tables[t].cells[i];
      kept[t].cells[i] = (struct fact){.kind = fact->kind, .value = fact->value, .text = "", .span = fact->span};
    }
  return kept;
}

/* Why the body cannot be added: a whole sentence, or NULL. */
static const char *body_refusal(const struct bodies_reader *reader, const char *name, enum other_refusal refusal,
                                const struct other_source *other)
{
  struct arena *arena = reader->context->arena;
  const struct report *report = other->report;
  if (refusal == OTHER_CIRCLE)
    return arena_printf(arena, _("“%s” is left out of the sum: it is this source itself, or one that asks for it."),
                        name);
  if (refusal == OTHER_TOO_DEEP)
    return arena_printf(arena, _("“%s” is left out of the sum: too many sources build on one another."), name);
  if (refusal == OTHER_UNREAD)
    return arena_printf(arena, _("“%1$s” is missing from the sum. %2$s"), name, other_error(&other->diags)->message);
  if (!report->form || strcmp(report->form, reader->form->name) != 0)
    return arena_printf(arena, _("“%1$s” is left out of the sum: it does not follow the form %2$s."), name,
                        reader->form->name);
  if (reader->report->year && report->year != reader->report->year)
    return arena_printf(arena, _("“%1$s” is left out of the sum: it is not a report on %2$d."), name,
                        reader->report->year);
  if (other->diags.errors > 0)
    return arena_printf(arena, _("“%1$s” is left out of the sum: its figures have errors (%2$zu)."), name,
                        other->diags.errors);
  return NULL;
}

static struct span refusal_place(const struct other_source *other)
{
  const struct diag *first = other_error(&other->diags);
  if (first && span_known(first->span))
    return first->span;
  return other->report && span_known(other->report->year_span) ? other->report->year_span : SPAN_NONE;
}

static void body_refuse(struct bodies_reader *reader, const struct other_source *other, const char *message)
{
  struct diags *diags = reader->context->diags;
  struct diag *diag = diag_add(diags, DIAG_SUM_BODY, reader->bodies.span, "%s", message);
  struct span place = refusal_place(other);
  const struct diag *first = other_error(&other->diags);
  diag_hint(diags, diag,
            _("Until it is put right, the sum is incomplete. What is part of another body, name under “except”."));
  if (span_known(place))
    diag_relate(diags, diag, place, "%s", first ? first->message : _("the year of that report"));
  reader->bodies.incomplete = true;
}

/* A copy of a file beside it is the commonest way to count a body twice. */
static void body_check_twice(struct bodies_reader *reader, const char *name, const char *agency)
{
  if (!agency)
    return;
  const char *before = g_hash_table_lookup(reader->agencies, agency);
  if (!before) {
    g_hash_table_insert(reader->agencies, (gpointer)(uintptr_t)agency, (gpointer)(uintptr_t)name);
    return;
  }
  struct diags *diags = reader->context->diags;
  struct diag *diag = diag_add(diags, DIAG_SUM_BODY, reader->bodies.span,
                               _("“%1$s” and “%2$s” are both reports of “%3$s”, whose figures are now added twice."),
                               before, name, figure_quote(reader->context->arena, agency));
  diag_hint(diags, diag, _("Take one of the files away, or name it under “except”."));
}

/* The body's own tree and words are needed no longer than it is read. */
static void body_read(struct bodies_reader *reader, const char *name)
{
  const struct figures_context *context = reader->context;
  struct arena *scratch = arena_new();
  struct other_source other;
  enum other_refusal refusal = other_read(context, scratch, name, &other);
  const char *message = body_refusal(reader, name, refusal, &other);
  if (other.file)
    reader->bytes += files_get(context->files, other.file)->size;
  if (message) {
    body_refuse(reader, &other, message);
  } else {
    const char *agency = other.report->agency ? arena_strdup(context->arena, other.report->agency) : NULL;
    struct body *body = ARENA_PUSH(context->arena, &reader->bodies);
    *body = (struct body){name, agency ? agency : name, tables_keep(context->arena, reader->form, other.facts->tables)};
    body_check_twice(reader, name, agency);
    if (other.facts->incomplete)
      warn(reader, reader->bodies.span,
           arena_printf(context->arena, _("The figures of “%s” are a sum that is incomplete itself."), name),
           _("Run “nianbao check” on it: it says which of its bodies are missing."));
  }
  arena_free(scratch);
}

static bool limit_reached(struct bodies_reader *reader, size_t count)
{
  struct diags *diags = reader->context->diags;
  if (count > LIMIT_BODIES)
    diag_add(diags, DIAG_LIMIT_SIZE, reader->bodies.span, _("At most %u sources can be added up."), LIMIT_BODIES);
  else if (reader->bytes > LIMIT_BODIES_BYTES)
    diag_add(diags, DIAG_LIMIT_SIZE, reader->bodies.span,
             _("The sources to be added up are larger than %u bytes together, the most allowed."), LIMIT_BODIES_BYTES);
  else
    return false;
  return reader->bodies.incomplete = true;
}

static void own_read(struct bodies_reader *reader)
{
  const struct figures_context *context = reader->context;
  if (!reader->report->own)
    return;
  struct fact_table *tables = tables_new(context->arena, reader->form);
  figures_read_own(context, reader->form, reader->report->own, tables);
  *ARENA_PUSH(context->arena, &reader->bodies) = (struct body){NULL, _("“own”"), tables};
}

static void bodies_read(struct bodies_reader *reader)
{
  const struct report *report = reader->report;
  struct folder_names names = names_match(reader, report->sum_of), others = names_match(reader, report->except);
  names_settle(&names, &others);
  own_read(reader);
  for (size_t i = 0; i < names.count && !limit_reached(reader, names.count); i++)
    body_read(reader, names.items[i]);
}

/* --- */

static void complain_without(const struct figures_context *context, const struct node *node, const char *key)
{
  if (!node)
    return;
  struct diag *diag =
      diag_add(context->diags, DIAG_VALUE_BAD, node->span, _("“%s” has a meaning only beside “sum_of”."), key);
  diag_hint(context->diags, diag, _("Name the sources of the bodies under “sum_of”, or take this entry out."));
}

/* Tables whose rows each body gives for itself are not added up; nobody shall take them for sums. */
static void say_not_summed(const struct figures_context *context, const struct facts *facts, struct span place)
{
  GString *names = g_string_new(NULL);
  for (size_t i = 0; i < facts->form->table_count; i++) {
    if (facts->form->tables[i].ledger)
      g_string_append_printf(names, "%s%s", names->len ? "、" : "", facts->form->tables[i].key);
  }
  if (names->len) {
    struct diag *diag = diag_add(context->diags, DIAG_SUM_BODY, place,
                                 _("These tables are not added up over the bodies: %s."), names->str);
    diag_hint(context->diags, diag, _("Their figures are those written here; compare them with the bodies' by hand."));
  }
  g_string_free(names, TRUE);
}

void bodies_add(const struct figures_context *context, struct facts *facts)
{
  const struct report *report = facts->report;
  if (!report->sum_of) {
    complain_without(context, report->own, "own");
    complain_without(context, report->except, "except");
    return;
  }
  struct bodies_reader reader = {.context = context, .report = report, .form = facts->form};
  reader.bodies.span = report->sum_of->span;
  reader.agencies = g_hash_table_new(g_str_hash, g_str_equal);
  bodies_read(&reader);
  g_hash_table_destroy(reader.agencies);
  say_not_summed(context, facts, reader.bodies.span);
  facts->incomplete = reader.bodies.incomplete;
  bodies_sum(context, &reader.bodies, facts);
}
