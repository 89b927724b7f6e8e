/* Follow: says when a file that the report is made of has changed.
 *
 * By inotify on the folders, so that files that are replaced, moved away and made anew are still followed; and, since
 * network drives and mounted folders of other systems say nothing to inotify, by a look at each file every second.
 * GIO's monitors would do the first, but hold events back for up to a tenth of a second, which is longer than all the
 * rest takes.
 *
 * A file that was closed after writing or moved into its place is new at once. One that is being written, was removed
 * or made gets a moment to become whole: editors save in pieces, and by removing and renaming. */
#ifndef NIANBAO_PREVIEW_FOLLOW_H
#define NIANBAO_PREVIEW_FOLLOW_H

#include <glib.h>

struct follow;

/* Calls changed(data) from the main loop. */
struct follow *follow_new(void (*changed)(void *data), void *data);
void follow_free(struct follow *follow); /* NULL is allowed */

/* A folder in which every *.yaml and *.conf counts, known or not. */
void follow_add_folder(struct follow *follow, const char *folder);
/* The files to follow from now on, whether they are there or not: paths, copied; one whose last step has “*”, “?” or
 * “[” in it stands for all that fit. Those that were not followed before were read at `since` (µs of the clock) or
 * later: what has changed after it counts. */
void follow_set_files(struct follow *follow, const GPtrArray *paths, gint64 since);

#endif
