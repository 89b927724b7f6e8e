// The pages as thumbnails, drawn when there is time.
import { drawPage } from './drawing.js';
import { getPage } from './store.js';
import { goToPage, layout, views } from './pages.js';

const WIDTH = 104;
const panel = document.getElementById('thumbs');
const thumbs = [];

function drawThumb(thumb) {
  const view = views[thumb.dataset.page];
  if (!view || !thumb.near || thumb.digest === view.digest && thumb.marked === layout.marked) return;
  const { digest } = view, { marked } = layout;
  requestIdleCallback(async () => {
    const page = await getPage(digest);
    if (!page || !thumb.near || view.digest !== digest) return;
    const canvas = thumb.firstChild, ratio = devicePixelRatio, scale = WIDTH * ratio / page.width;
    canvas.width = WIDTH * ratio;
    canvas.height = Math.round(page.height * scale);
    canvas.style.width = `${WIDTH}px`;
    const context = canvas.getContext('2d', { alpha: false });
    context.left = context.top = 0;
    drawPage(context, page, scale, null, marked);
    Object.assign(thumb, { digest, marked });
  });
}

const observer = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    target.near = isIntersecting;
    if (isIntersecting) drawThumb(target);
  }
}, { root: panel, rootMargin: '50% 0px' });

function makeThumb(number) {
  const thumb = document.createElement('button');
  thumb.type = 'button';
  thumb.className = 'thumb';
  thumb.dataset.page = number;
  thumb.append(document.createElement('canvas'), document.createElement('span'));
  thumb.onclick = () => goToPage(number);
  return thumb;
}

export function setThumbs(wrong) {
  while (thumbs.length > views.length) {
    const thumb = thumbs.pop();
    observer.unobserve(thumb);
    thumb.remove();
  }
  views.forEach((view, i) => {
    if (i === thumbs.length) {
      thumbs.push(makeThumb(i));
      panel.append(thumbs[i]);
      thumbs[i].firstChild.style.height = `${Math.round(WIDTH * view.height / view.width)}px`;
      thumbs[i].firstChild.style.width = `${WIDTH}px`;
      observer.observe(thumbs[i]);
    }
    const label = view.label || String(i + 1);
    if (thumbs[i].lastChild.textContent !== label) thumbs[i].lastChild.textContent = label;
    thumbs[i].classList.toggle('wrong', wrong.has(i));
    drawThumb(thumbs[i]);
  });
}

export function redrawThumbs() {
  thumbs.forEach(drawThumb);
}

export function markThumb(number) {
  const old = panel.querySelector('.now');
  if (old === thumbs[number]) return;
  old?.classList.remove('now');
  old?.removeAttribute('aria-current');
  thumbs[number]?.classList.add('now');
  thumbs[number]?.setAttribute('aria-current', 'page');
  if (!panel.hidden) thumbs[number]?.scrollIntoView({ block: 'nearest' });
}
