/* Tables in files of their own: comma-separated values as spreadsheets save them (RFC 4180). Read into the same nodes
 * as YAML, so that whatever reads rows of cells reads them, too, and messages point into the file. */
#ifndef NIANBAO_SOURCE_CSV_H
#define NIANBAO_SOURCE_CSV_H

#include "source/source.h"

/* Reads a file below `folder` (base/folder.h) into a list of records, each a list of scalars; records without any
 * content are left out. Cells are trimmed unless they are quoted. NULL after a diagnostic: io-read, limit-…,
 * text-encoding, csv-syntax. Characters that may not stand in a source are reported, and reading goes on. */
const struct node *csv_read(struct arena *arena, struct files *files, const char *folder, const char *path,
                            struct diags *diags);
/* The same for a file that is already in the table. */
const struct node *csv_parse(struct arena *arena, struct files *files, uint32_t file, struct diags *diags);

/* The path in {csv: path}; NULL for any other node. What stands beside it – but for the key `also`, if not NULL –, or
 * is no path, is reported (then *good is false). */
const char *csv_path(const struct node *node, const char *also, struct diags *diags, bool *good);

#endif
