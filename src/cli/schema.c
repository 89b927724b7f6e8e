/* nianbao schema: what a source may hold, for editors. */
#include "cli/schema.h"
#include "base/tr.h"
#include "cli/made.h"

struct form_list {
  const struct form **items;
  size_t count, capacity;
};

/* The form that was asked for, or all that can be used. False after errors. */
static bool load_forms(struct arena *arena, const struct options *options, struct files *files, struct diags *diags,
                       struct form_list *out)
{
  struct names asked = {0};
  if (options->form)
    *ARENA_PUSH(arena, &asked) = options->form;
  else
    asked = place_list(arena, arena_printf(arena, "%s/forms", options->layouts));
  for (size_t i = 0; i < asked.count; i++) {
    const struct form *form = form_load(arena, files, options->layouts, asked.items[i], SPAN_NONE, diags);
    if (form)
      *ARENA_PUSH(arena, out) = form;
  }
  return !diags_have_error(diags);
}

static void write_schema(GString *out, const struct schema_scope *scope)
{
  struct json json = {.out = out, .first = true};
  json_object(&json, NULL);
  json_text(&json, "$schema", "https://json-schema.org/draft/2020-12/schema");
  json_text(&json, "title",
            scope->one_form && scope->forms ? scope->forms[0]->title : tr_chinese(N_("Source of an annual report")));
  schema_write_report(&json, scope);
  schema_write_cells(&json);
  for (size_t i = 0; i < scope->form_count; i++)
    schema_write_figures(&json, scope->arena, scope->forms[i]);
  json_end_object(&json);
  json_end_object(&json);
  g_string_append_c(out, '\n');
}

enum exit_status command_schema(const struct options *options)
{
  struct arena *arena = arena_new();
  struct files files;
  struct diags diags;
  struct form_list forms = {0};
  files_init(&files, arena);
  diags_init(&diags, arena);
  if (load_forms(arena, options, &files, &diags, &forms)) {
    struct schema_scope scope = {arena, forms.items, forms.count, options->form != NULL,
                                 place_list(arena, options->layouts)};
    GString *text = g_string_new(NULL);
    write_schema(text, &scope);
    made_write(options, made_path(arena, options, SCHEMA_FILE_NAME), text, &diags);
    g_string_free(text, TRUE);
  }
  message_findings(stderr, options, &diags, &files);
  enum exit_status status = diags_exit_status(&diags);
  arena_free(arena);
  return status;
}
