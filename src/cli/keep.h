/* Keep: what one run over a source leaves for the next: its tree (source_parse_kept), its words as they were read
 * (model/markup_cache.h) and checked (figure/prose_cache.h), the boxes of its blocks (box/cache.h), its pictures
 * (picture/cache.h), and the form, the layout and the fonts, which cost as much to read as the source itself and hardly
 * ever change. Each of these is read anew when its file has changed or another is asked for.
 *
 * Spans in them name files by number, so their files have numbers of their own in every run: the first KEEP_FILES, for
 * a form or a layout may be made from others. A
 * run holds what it uses, also when the next one reads it anew: a run may be shown while the next is made. */
#ifndef NIANBAO_CLI_KEEP_H
#define NIANBAO_CLI_KEEP_H

#include "box/box.h"
#include "cli/cli.h"
#include "figure/facts.h"
#include "style/style.h"
#include "text/fonts.h"

enum keep_slot { KEEP_FORM, KEEP_SHEET, KEEP_FONTS, KEEP_SLOTS };

#define KEEP_LINE  (LIMIT_FROM + 1) /* files of each at most */
#define KEEP_FILES (KEEP_SLOTS * KEEP_LINE)

struct keep; /* used by one run at a time */
struct kept;

struct keep *keep_new(void);
void keep_free(struct keep *keep); /* runs may go on using what they hold */

/* Gives the files of a run their places; to be called before it reads any. */
void keep_reserve(struct files *files);

/* What a run works with. */
struct keep_user {
  struct arena *arena;
  struct files *files;
  struct diags *diags;
  struct kept *held[KEEP_SLOTS];
};

/* As form_load, sheet_load and fonts_open. */
const struct form *keep_form(struct keep *keep, struct keep_user *user, const char *layouts, const char *name,
                             struct span place);
const struct sheet *keep_sheet(struct keep *keep, struct keep_user *user, const char *layouts, const char *name,
                               struct span place);
struct fonts *keep_fonts(struct keep *keep, struct keep_user *user, const char *folder);

/* For boxes_build_cached; NULL where the layout or the fonts were not kept. */
struct box_cache *keep_boxes(const struct keep *keep, const struct keep_user *user);

/* For source_parse_kept. */
struct source_kept *keep_source(const struct keep *keep);

/* For report_read_cached. */
struct markup_cache *keep_words(const struct keep *keep);

/* For facts_resolve_cached. The second is NULL where the form was not kept. */
struct picture_cache *keep_pictures(const struct keep *keep);
struct prose_cache *keep_prose(const struct keep *keep, const struct keep_user *user);

/* The run is over. May be called from another thread than that of the runs. */
void keep_release(struct keep_user *user);

#endif
