// The pages on their sheet: their size and place on the screen, and which of them are drawn.
import { differenceOf, drawPage } from './drawing.js';
import { getPage } from './store.js';
import { fillWords } from './text.js';

const UNIT = 96 / 72 / 1024; // CSS pixels a length at 100 %
const PIXELS_MOST = 16e6; // of one page; of a larger one only what is near the window is drawn
const ZOOM_LEAST = 0.1, ZOOM_MOST = 8, STEP = 1.2;

const scroller = document.getElementById('pages');
const sheet = document.getElementById('sheet');
export const views = []; // of each page, in order
export const layout = { zoom: 1, fit: 'width', two: false, marked: true, onZoom: () => {} };

class View {
  constructor(number) {
    this.number = number;
    this.element = document.createElement('div');
    this.element.className = 'page';
    this.element.dataset.page = number;
    this.canvas = document.createElement('canvas');
    this.canvas.width = this.canvas.height = 0; // until it is near
    this.canvas.setAttribute('aria-hidden', 'true');
    this.words = document.createElement('div');
    this.words.className = 'words';
    this.marks = document.createElement('div');
    this.element.append(this.canvas, this.words, this.marks);
    this.near = false;
    this.drawn = null; // { page, scale, left, top, right, bottom }
  }

  change([digest, width, height, label]) {
    const resized = width !== this.width || height !== this.height;
    Object.assign(this, { digest, width, height, label });
    if (resized) this.place();
  }

  place() {
    this.element.style.width = `${Math.round(this.width * UNIT * layout.zoom)}px`;
    this.element.style.height = `${Math.round(this.height * UNIT * layout.zoom)}px`;
    this.words.style.transform = `scale(${layout.zoom})`;
  }

  // What is to be drawn, in pixels of the screen.
  area(scale) {
    const right = Math.round(this.width * scale), bottom = Math.round(this.height * scale);
    if (right * bottom <= PIXELS_MOST) return { left: 0, top: 0, right, bottom };
    const own = this.element.getBoundingClientRect(), seen = scroller.getBoundingClientRect(), ratio = devicePixelRatio;
    const spare = [seen.width / 2, seen.height / 2];
    return {
      left: Math.max(0, Math.floor((seen.left - own.left - spare[0]) * ratio)),
      top: Math.max(0, Math.floor((seen.top - own.top - spare[1]) * ratio)),
      right: Math.min(right, Math.ceil((seen.right - own.left + spare[0]) * ratio)),
      bottom: Math.min(bottom, Math.ceil((seen.bottom - own.top + spare[1]) * ratio)),
    };
  }

  covers(area) {
    const d = this.drawn;
    return d.left <= area.left && d.top <= area.top && d.right >= area.right && d.bottom >= area.bottom;
  }

  // Nothing is awaited where the page and its outlines are here: an edit is drawn in the turn that brings it.
  draw() {
    if (!this.near || !this.digest) return null;
    const page = getPage(this.digest);
    if (!(page instanceof Promise)) return this.drawNow(page);
    const { digest } = this;
    return page.then((found) => found && this.near && digest === this.digest && this.drawNow(found));
  }

  drawNow(page) {
    const scale = UNIT * layout.zoom * devicePixelRatio, area = this.area(scale), before = this.drawn;
    if (area.right <= area.left || area.bottom <= area.top) return;
    const same = before && before.scale === scale && this.covers(area);
    if (same && before.page === page) return;
    if (same) {
      const changed = differenceOf(before.page, page);
      drawPage(this.context, page, scale, changed, layout.marked);
      this.drawn.page = page;
    } else {
      this.resize(area);
      drawPage(this.context, page, scale, null, layout.marked);
      this.drawn = { page, scale, ...area };
    }
    fillWords(this, page);
  }

  resize({ left, top, right, bottom }) {
    const ratio = devicePixelRatio;
    this.canvas.width = right - left;
    this.canvas.height = bottom - top;
    Object.assign(this.canvas.style, { left: `${left / ratio}px`, top: `${top / ratio}px`,
      width: `${(right - left) / ratio}px`, height: `${(bottom - top) / ratio}px` });
    this.context = this.canvas.getContext('2d', { alpha: false });
    this.context.left = left;
    this.context.top = top;
  }

  forget() {
    this.drawn = null;
    this.canvas.width = this.canvas.height = 0;
    this.words.replaceChildren();
  }
}

const observer = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    const view = views[target.dataset.page];
    if (!view || view.element !== target) continue;
    view.near = isIntersecting;
    if (isIntersecting) view.draw();
    else view.forget();
  }
}, { root: scroller, rootMargin: '80% 0px' });

// Where the window was before pages were taken away, as a file that is caught half written has fewer: it goes back there
// when they come again, unless it has been moved since.
let wanted = null;

export function forgetPlace() {
  wanted = null;
}

function keepPlace(was) {
  const most = scroller.scrollHeight - scroller.clientHeight;
  wanted = was > most ? was : null;
  scroller.scrollTop = Math.min(was, most);
}

// Takes over the pages of a version; gives what must be awaited until those in sight are drawn.
export function setPages(pages) {
  const before = views.length, was = wanted ?? scroller.scrollTop;
  while (views.length > pages.length) {
    const { element } = views.pop();
    observer.unobserve(element);
    element.remove();
  }
  pages.forEach((page, i) => {
    if (i === views.length) {
      const view = new View(i);
      views.push(view);
      view.change(page);
      sheet.append(view.element);
      observer.observe(view.element);
    } else {
      views[i].change(page);
    }
  });
  if (layout.fit) fit();
  if (!before) scroller.scrollTop = 0;
  else if (before !== views.length) keepPlace(was);
  return Promise.all(views.filter((view) => view.near).map((view) => view.draw()));
}

// --- zoom: a point of the window stays where it is: under the pointer; what was chosen, where it is in sight; the middle ---

function middleOf() {
  const seen = scroller.getBoundingClientRect(), chosen = sheet.querySelector('.mark.chosen, .spot')?.getBoundingClientRect();
  const x = chosen && (chosen.left + chosen.right) / 2 - seen.left, y = chosen && (chosen.top + chosen.bottom) / 2 - seen.top;
  return x > 0 && x < seen.width && y > 0 && y < seen.height ? [x, y] : [scroller.clientWidth / 2, scroller.clientHeight / 2];
}

function setZoom(zoom, x, y) {
  zoom = Math.min(ZOOM_MOST, Math.max(ZOOM_LEAST, zoom));
  if (zoom === layout.zoom) return;
  forgetPlace();
  if (x === undefined) [x, y] = middleOf();
  const rect = scroller.getBoundingClientRect();
  const view = viewAt(rect.top + y);
  const before = view?.element.getBoundingClientRect();
  layout.zoom = zoom;
  for (const each of views) each.place();
  if (view) {
    const after = view.element.getBoundingClientRect();
    const fx = (rect.left + x - before.left) / before.width, fy = (rect.top + y - before.top) / before.height;
    scroller.scrollLeft += after.left + fx * after.width - rect.left - x;
    scroller.scrollTop += after.top + fy * after.height - rect.top - y;
  }
  for (const each of views) if (each.near) each.draw();
  layout.onZoom();
}

export function zoomBy(steps, x, y) {
  layout.fit = null;
  setZoom(layout.zoom * STEP ** steps, x, y);
  layout.onZoom();
}

export function zoomTo(zoom) {
  layout.fit = null;
  setZoom(zoom);
  layout.onZoom();
}

function fit() {
  const view = views[currentPage()] ?? views[0];
  if (!view) return;
  const columns = layout.two ? 2 : 1;
  const width = (scroller.clientWidth - 32 - 4 * (columns - 1)) / (view.width * UNIT * columns);
  const height = (scroller.clientHeight - 32) / (view.height * UNIT);
  setZoom(layout.fit === 'width' ? width : Math.min(width, height));
}

export function setFit(mode) {
  layout.fit = mode;
  fit();
  layout.onZoom();
}

export function setTwo(two) {
  layout.two = two;
  const now = currentPage();
  sheet.classList.toggle('two', two);
  if (layout.fit) fit();
  goToPage(now);
  layout.onZoom();
}

export function setMarked(marked) {
  layout.marked = marked;
  for (const view of views) {
    view.drawn = null;
    view.draw();
  }
  layout.onZoom();
}

new ResizeObserver(() => layout.fit && fit()).observe(scroller);

// --- where one is ---

function viewAt(y) {
  return views.find((view) => view.element.getBoundingClientRect().bottom > y) ?? views.at(-1);
}

// From 0: the page that holds the line a third down the window.
export function currentPage() {
  const rect = scroller.getBoundingClientRect();
  return viewAt(rect.top + rect.height / 3)?.number ?? 0;
}

// What stands at the upper edge of the window: [page, share of its height].
export function placeNow() {
  const { top } = scroller.getBoundingClientRect(), view = viewAt(top);
  if (!view) return null;
  const own = view.element.getBoundingClientRect();
  return [view.number, (top - own.top) / own.height];
}

export function goToPlace([number, share]) {
  const view = views[Math.min(number, views.length - 1)];
  if (!view) return;
  const own = view.element.getBoundingClientRect();
  scroller.scrollTop += own.top + share * own.height - scroller.getBoundingClientRect().top;
}

export function goToPage(number) {
  forgetPlace();
  const view = views[Math.max(0, Math.min(views.length - 1, number))];
  if (view) scroller.scrollTop += view.element.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 12;
}

// Makes an area [page, x, y, width, height] visible, scrolling only if it is not.
export function reveal([page, x, y, width, height]) {
  const view = views[page];
  if (!view) return;
  forgetPlace();
  const own = view.element.getBoundingClientRect(), seen = scroller.getBoundingClientRect(), k = UNIT * layout.zoom;
  const top = own.top + y * k, bottom = top + height * k, left = own.left + x * k, right = left + width * k;
  if (top < seen.top || bottom > seen.bottom) scroller.scrollTop += (top + bottom) / 2 - (seen.top + seen.bottom) / 2;
  if (left < seen.left || right > seen.right) scroller.scrollLeft += (left + right) / 2 - (seen.left + seen.right) / 2;
}

// Puts an element over an area, whatever the zoom.
export function putOver(element, [page, x, y, width, height], spare = 1024) {
  const view = views[page];
  if (!view) return false;
  const share = (length, whole) => `${100 * length / whole}%`;
  Object.assign(element.style, { left: share(x - spare, view.width), top: share(y - spare, view.height),
    width: share(width + 2 * spare, view.width), height: share(height + 2 * spare, view.height) });
  view.marks.append(element);
  return true;
}

// The point of a page under the pointer, in its lengths.
export function pointOf(view, event) {
  const own = view.element.getBoundingClientRect(), k = UNIT * layout.zoom;
  return [(event.clientX - own.left) / k, (event.clientY - own.top) / k];
}

export function onScroll() {
  for (const view of views) if (view.near && view.drawn) view.draw();
}
