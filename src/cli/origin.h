/* Where a report comes from: its source, or a PDF that carries it. */
#ifndef NIANBAO_CLI_ORIGIN_H
#define NIANBAO_CLI_ORIGIN_H

#include "cli/pipeline.h"

/* Runs the pipeline, which is new, over `path`. Of a PDF the source, layout and forms that it carries are used, and its
 * files are called “REPORT.pdf → NAME” in messages. They lie in a folder of the user's own among the temporary ones
 * meanwhile, which is gone afterwards, also where the run is interrupted. What is wrong is in pipeline->diags. */
void origin_run(struct pipeline *pipeline, const struct options *options, const char *path);

/* The same for a PDF that has been read: `pdf` lives at least as long as the pipeline. False where it carries nothing
 * that can be used; pipeline->diags then says why. */
bool origin_run_pdf(struct pipeline *pipeline, const struct options *options, const struct file *pdf);

#endif
