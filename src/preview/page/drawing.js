// Draws a page from its orders; what each number of an order means stands in version.h. Lengths are 1/1024 pt.
import { pathOf } from './glyphs.js';
import { pictureOf } from './pictures.js';

export const RUN = 0, RULE = 1, RECT = 2, PATH = 3, IMAGE = 4;

// Whole pixels, so that rules are as crisp on the screen as on paper.
function span(begin, length) {
  const from = Math.round(Math.min(begin, begin + length));
  return [from, Math.max(1, Math.round(Math.max(begin, begin + length)) - from)];
}

function stroke(middle, width) {
  const pixels = Math.max(1, Math.round(width));
  return [Math.round(middle - pixels / 2), pixels];
}

function colourOf(number) {
  return `#${number.toString(16).padStart(6, '0')}`;
}

function drawRun(to, [, x, y, size, upem, turned, , glyphs], scale) {
  const s = scale * size / upem;
  for (let i = 0; i < glyphs.length; i += 3) {
    const path = pathOf(glyphs[i]), gx = glyphs[i + 1], gy = glyphs[i + 2];
    if (turned) to.setTransform(0, -s, s, 0, (x + gy) * scale - to.left, (y - gx) * scale - to.top);
    else to.setTransform(s, 0, 0, s, (x + gx) * scale - to.left, (y + gy) * scale - to.top);
    to.fill(path);
  }
}

function drawRule(to, [, x, y, dx, dy, width], scale) {
  const [left, across] = dx ? span(x * scale, dx * scale) : stroke(x * scale, width * scale);
  const [top, down] = dx ? stroke(y * scale, width * scale) : span(y * scale, dy * scale);
  to.setTransform(1, 0, 0, 1, -to.left, -to.top);
  to.globalAlpha = Math.min(1, Math.max(0.25, width * scale)); // thinner than a pixel: lighter, not thicker
  to.fillRect(left, top, across, down);
  to.globalAlpha = 1;
}

function drawRect(to, [, x, y, width, height], scale) {
  const [left, across] = span(x * scale, width * scale), [top, down] = span(y * scale, height * scale);
  to.setTransform(1, 0, 0, 1, -to.left, -to.top);
  to.fillRect(left, top, across, down);
}

function drawPath(to, [, x, y, width, , data], scale) {
  to.setTransform(scale, 0, 0, scale, x * scale - to.left, y * scale - to.top);
  const path = new Path2D(data);
  if (!width) {
    to.fill(path);
    return;
  }
  to.lineWidth = width;
  to.stroke(path);
}

function drawImage(to, [, x, y, width, height, digest], scale) {
  const picture = pictureOf(digest);
  to.setTransform(1, 0, 0, 1, -to.left, -to.top);
  to.imageSmoothingQuality = 'high';
  if (picture) to.drawImage(picture, x * scale, y * scale, width * scale, height * scale);
}

const MARKS = '#c2255c'; // black on paper, here in a colour that nothing of a report has
const colours = [6, 6, 5, 4]; // where the colour stands in each kind of order
const draw = [drawRun, drawRule, drawRect, drawPath, drawImage];

// The box an item's ink lies in, generously: [left, top, right, bottom] in the page's lengths.
export function boxOf(item) {
  const [kind, x, y, a, b] = item;
  if (kind === RUN) {
    const size = a, advance = item[9];
    return item[5] ? [x - size * 1.2, y - advance - size, x + size * 0.6, y + size] :
      [x - size, y - size * 1.2, x + advance + size, y + size * 0.6];
  }
  if (kind === RULE) {
    const half = item[5] / 2 + 1024;
    return [Math.min(x, x + a) - half, Math.min(y, y + b) - half, Math.max(x, x + a) + half, Math.max(y, y + b) + half];
  }
  if (kind === RECT || kind === IMAGE) return [x - 1024, y - 1024, x + a + 1024, y + b + 1024];
  return [-Infinity, -Infinity, Infinity, Infinity];
}

function meets(box, area) {
  return box[0] < area[2] && area[0] < box[2] && box[1] < area[3] && area[1] < box[3];
}

// Draws what of a page lies in `area` (its lengths; null: all) into `to`, a 2d context whose upper left corner is at
// (to.left, to.top) of the page in pixels; `scale` is pixels a length; `marked`: with the marks of what has changed.
export function drawPage(to, page, scale, area, marked) {
  to.save();
  to.setTransform(1, 0, 0, 1, -to.left, -to.top);
  if (area) {
    const [left, across] = span(area[0] * scale, (area[2] - area[0]) * scale);
    const [top, down] = span(area[1] * scale, (area[3] - area[1]) * scale);
    to.beginPath();
    to.rect(left, top, across, down);
    to.clip();
  }
  to.fillStyle = '#fff';
  to.fillRect(0, 0, page.width * scale + 1, page.height * scale + 1);
  const seen = (item) => !area || meets(boxOf(item), area);
  for (const item of page.items.filter(seen)) {
    if (item[0] !== IMAGE) to.fillStyle = to.strokeStyle = colourOf(item[colours[item[0]]]);
    draw[item[0]](to, item, scale);
  }
  to.fillStyle = to.strokeStyle = MARKS;
  if (marked) for (const item of page.marks.filter(seen)) draw[item[0]](to, item, scale);
  to.restore();
}

// What differs between two pages of one size: the area around it, or null where all may differ.
export function differenceOf(before, after) {
  if (!before || before.width !== after.width || before.height !== after.height) return null;
  const old = [...before.items, ...before.marks], fresh = [...after.items, ...after.marks];
  const was = old.map(String), is = fresh.map(String);
  let same = 0, rest = 0;
  const least = Math.min(was.length, is.length);
  while (same < least && was[same] === is[same]) same++;
  while (rest < least - same && was[was.length - 1 - rest] === is[is.length - 1 - rest]) rest++;
  const area = [Infinity, Infinity, -Infinity, -Infinity];
  for (const items of [old.slice(same, was.length - rest), fresh.slice(same, is.length - rest)]) {
    for (const item of items) {
      const box = boxOf(item);
      area[0] = Math.min(area[0], box[0]);
      area[1] = Math.min(area[1], box[1]);
      area[2] = Math.max(area[2], box[2]);
      area[3] = Math.max(area[3], box[3]);
    }
  }
  return area;
}
