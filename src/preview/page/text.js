// The words of a page, invisible over its drawing: to be selected, copied, searched for and read aloud.
import { RUN } from './drawing.js';

const LATE_MS = 250; // after the last change: drawing comes first
const due = new Map();

function spanOf(item) {
  const [, x, y, size, , turned, , , words, advance] = item;
  const span = document.createElement('span');
  const px = (length) => `${(length * 96 / 72 / 1024).toFixed(2)}px`;
  span.textContent = words;
  span.style.fontSize = px(size);
  span.style.width = px(advance);
  span.style.left = px(turned ? x - size * 0.88 : x);
  span.style.top = px(turned ? y : y - size * 0.88);
  if (turned) span.className = 'turned';
  return span;
}

export function fillWords(view, page) {
  clearTimeout(due.get(view));
  due.set(view, setTimeout(() => {
    due.delete(view);
    if (view.drawn?.page === page) view.words.replaceChildren(...page.items.filter((item) => item[0] === RUN).map(spanOf));
  }, LATE_MS));
}
