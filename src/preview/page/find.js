// Words on all pages: asked of the program, since only what is near the window has its words here.
import { currentPage, putOver, reveal } from './pages.js';
import { say } from './words.js';

const at = (id) => document.getElementById(id);
const form = at('find'), input = at('find-words');
let places = []; // of each place its areas
let now = -1; // the place that is shown
let count = 0; // of all; there may be more than are listed
let asked = 0; // the last question

function clear() {
  for (const old of document.querySelectorAll('.hit')) old.remove();
}

function show(scroll) {
  clear();
  places.forEach((areas, i) => {
    for (const area of areas) putOver(Object.assign(document.createElement('div'), { className: i === now ? 'hit now' : 'hit' }), area);
  });
  const found = say('found').replace('{number}', now + 1).replace('{count}', count);
  at('find-count').textContent = count ? found : input.value.trim() ? say('found-none') : '';
  if (scroll && places[now]) reveal(places[now][0]);
}

// The first place from the page on that is looked at; after an edit, the one that was shown.
async function ask(again) {
  const question = ++asked;
  const answer = await fetch('find', { method: 'POST', body: input.value });
  if (question !== asked || form.hidden) return;
  ({ places, count } = answer.ok ? await answer.json() : { places: [], count: 0 });
  const from = currentPage(), first = places.findIndex(([[page]]) => page >= from);
  now = again && now >= 0 ? Math.min(now, places.length - 1) : places.length ? Math.max(0, first) : -1;
  show(!again);
}

function step(by) {
  if (!places.length) return;
  now = (now + by + places.length) % places.length;
  show(true);
}

export function openFind() {
  form.hidden = false;
  input.select();
  input.focus();
  if (input.value) ask(false);
}

function close() {
  form.hidden = true;
  asked++;
  clear();
  at('pages').focus();
}

// Pages have changed.
export function findAgain() {
  if (!form.hidden && input.value) ask(true);
}

export function startFind() {
  at('find-button').onclick = openFind;
  at('find-before').onclick = () => step(-1);
  at('find-close').onclick = close;
  input.oninput = () => ask(false);
  form.onsubmit = (event) => {
    event.preventDefault();
    step(1);
  };
  form.onkeydown = (event) => {
    event.stopPropagation(); // none of the keys of the pages
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && event.shiftKey) {
      event.preventDefault();
      step(-1);
    }
  };
}
