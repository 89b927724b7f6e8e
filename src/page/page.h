/* Page: boxes onto pages. Text stands on the grid of the sheet; tables stand where they come and break between rows;
 * headings stay with what follows; folios, tags and the outline are added. The result is the frame document that
 * backends show. */
#ifndef NIANBAO_PAGE_PAGE_H
#define NIANBAO_PAGE_PAGE_H

#include "base/arena.h"
#include "base/diag.h"
#include "box/box.h"
#include "frame/frame.h"
#include "style/style.h"

struct page_meta {
  const char *title, *author, *subject, *lang;
  int year, month, day;
  int report_year; /* the year reported on, for running heads; 0: not known */
  bool draft;      /* each page is marked 草稿, and wrong cells are shown */
};

/* NULL only beyond LIMIT_PAGES (limit-pages). */
struct frame_document *pages_build(struct arena *arena, const struct boxes *boxes, const struct sheet *sheet,
                                   const struct page_meta *meta, struct diags *diags);

#endif
