/* Marks for the printer: where a sheet is cut, and where it is folded. They stand beside the bleed and never in it, so
 * that none is left on the paper. */
#include "press/sheets.h"

#define HAIRLINE (LEN_PT / 4)
#define DASHES   3

static void put_stroke(const struct printing *printing, struct frame_page *page, struct frame_point from, len dx,
                       len dy)
{
  struct frame_item *item = frame_add_item(printing->arena, page, FRAME_RULE, from.x, from.y);
  item->as.rule.dx = dx;
  item->as.rule.dy = dy;
  item->as.rule.width = HAIRLINE;
}

static void begin(const struct printing *printing, struct frame_page *page)
{
  frame_add_item(printing->arena, page, FRAME_ARTIFACT_BEGIN, 0, 0)->as.artifact = FRAME_ARTIFACT_PAGE;
}

static void end(const struct printing *printing, struct frame_page *page)
{
  frame_add_item(printing->arena, page, FRAME_ARTIFACT_END, 0, 0)->as.artifact = FRAME_ARTIFACT_PAGE;
}

/* Two at each corner, in line with the cuts, from the edge of the page inwards. */
void marks_put_crop(const struct printing *printing, struct frame_page *page)
{
  const struct frame_extent *trim = &page->trim;
  const len x[] = {trim->left, trim->right}, y[] = {trim->top, trim->bottom};
  len length = len_from_mm(STYLE_MARK_LENGTH_MM, 1);
  begin(printing, page);
  for (int i = 0; i < 2; i++) {
    for (int k = 0; k < 2; k++) {
      put_stroke(printing, page, (struct frame_point){k == 0 ? 0 : page->width - length, y[i]}, length, 0);
      put_stroke(printing, page, (struct frame_point){x[i], k == 0 ? 0 : page->height - length}, 0, length);
    }
  }
  end(printing, page);
}

/* Dashed, so that nobody cuts there: as many dashes as gaps between them and one more. */
void marks_put_fold(const struct printing *printing, struct frame_page *page)
{
  len length = len_from_mm(STYLE_MARK_LENGTH_MM, 1), parts = 2 * DASHES - 1;
  begin(printing, page);
  for (int k = 0; k < 2; k++) {
    len top = k == 0 ? 0 : page->height - length;
    for (int i = 0; i < DASHES; i++)
      put_stroke(printing, page, (struct frame_point){page->width / 2, top + len_part(length, 2 * i, parts)}, 0,
                 len_part(length, 1, parts));
  }
  end(printing, page);
}
