#include "press/sheets.h"

/* GW-07: black alone. As light as the colour: the weights of ITU-R BT.709, which add up to 10,000. */
static void blacken(struct frame_colour *colour)
{
  int light = (2126 * colour->red + 7152 * colour->green + 722 * colour->blue + 5000) / 10000;
  colour->red = colour->green = colour->blue = (uint8_t)light;
}

void inks_blacken(struct frame_item *item)
{
  switch (item->kind) {
  case FRAME_RUN:
    blacken(&item->as.run.colour);
    return;
  case FRAME_RULE:
    blacken(&item->as.rule.colour);
    return;
  case FRAME_RECT:
    blacken(&item->as.rect.colour);
    return;
  case FRAME_PATH:
    blacken(&item->as.path.colour);
    return;
  case FRAME_IMAGE: /* is left to the printer, who can see it; README says so */
  case FRAME_LINK:
  case FRAME_TAG_BEGIN:
  case FRAME_TAG_END:
  case FRAME_ARTIFACT_BEGIN:
  case FRAME_ARTIFACT_END:
    return;
  }
}
