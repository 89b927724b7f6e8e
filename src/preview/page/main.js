// The preview: what comes is shown, what is pressed is done.
import { addOutlines } from './glyphs.js';
import { hideCallout, moveCallout } from './callout.js';
import { currentPage, forgetPlace, goToPage, goToPlace, layout, onScroll, placeNow, putOver, reveal, setFit, setMarked, setPages, setTwo, views, zoomBy, zoomTo } from './pages.js';
import { choose, chooseNext, placeOf, setProblems } from './problems.js';
import { findAgain, openFind, startFind } from './find.js';
import { keepPage } from './store.js';
import { listen } from './live.js';
import { markThumb, redrawThumbs, setThumbs } from './thumbs.js';
import { onClick, setShown } from './places.js';
import { putWords, say, words } from './words.js';

const at = (id) => document.getElementById(id);
const scroller = at('pages');
let known = 0; // the version that is shown
let place = null; // where a reload is to go back to, until there are pages

// --- what comes ---

function flash(areas) {
  for (const old of document.querySelectorAll('.flash')) old.remove();
  for (const area of areas) {
    const light = document.createElement('div');
    light.className = 'flash';
    putOver(light, area, 3 * 1024);
    light.onanimationend = () => light.remove();
    setTimeout(() => light.remove(), 2500);
  }
}

function showState(news) {
  const kind = news.stale ? 'stale' : news.errors ? 'draft' : 'good';
  at('state').className = kind;
  at('state').textContent = say(kind);
  document.body.classList.toggle('stale', news.stale);
  document.body.classList.remove('ended');
  document.body.classList.toggle('waiting', !news.pages.length);
  const first = news.problems.find((p) => p.severity === 'error');
  at('banner').className = '';
  at('banner').hidden = !news.stale;
  const where = first ? placeOf(first) : '';
  at('banner').replaceChildren(Object.assign(document.createElement('b'),
    { textContent: say(news.pages.length ? 'stale-long' : 'none-long') }), first ? `${where}${where ? ': ' : ''}${first.message}` : '');
  at('waiting').textContent = ''; // the banner says it
  at('problems-count').textContent = news.errors + news.warnings;
  at('problems-button').setAttribute('aria-label', `${say('problems')} ${news.errors + news.warnings}`);
  at('problems-button').classList.toggle('error', news.errors > 0);
  at('problems-button').classList.toggle('warning', !news.errors && news.warnings > 0);
  document.title = `${news.title ?? words.name} · ${say(kind)}`;
}

async function onNews(news) {
  const before = known;
  addOutlines(news.glyphs.from, news.glyphs.outlines);
  for (const [digest, page] of Object.entries(news.drawn ?? {})) keepPage(digest, page);
  known = news.version;
  setShown(news.shown);
  const drawn = setPages(news.pages);
  if (place && views.length) goToPlace(place);
  if (views.length) place = null;
  showState(news);
  if (before && news.edit.length) reveal(news.edit[0]);
  await drawn;
  if (before) flash(news.edit);
  setThumbs(setProblems(news));
  findAgain();
  showPlace();
  document.documentElement.dataset.version = news.version;
}

function onLost() {
  document.body.classList.add('ended');
  at('state').className = 'ended';
  at('state').textContent = say('ended');
  at('banner').className = 'lost';
  at('banner').textContent = say('ended-long');
  at('banner').hidden = false;
}

// --- where one is ---

function showPlace() {
  const now = currentPage();
  if (document.activeElement !== at('page-number')) at('page-number').value = Math.min(now + 1, views.length);
  at('page-count').textContent = `/ ${views.length}`;
  markThumb(now);
}

function showZoom() {
  moveCallout();
  at('zoom').textContent = `${Math.round(layout.zoom * 100)} %`;
  at('width-button').setAttribute('aria-pressed', layout.fit === 'width');
  at('whole-button').setAttribute('aria-pressed', layout.fit === 'whole');
  at('two-button').setAttribute('aria-pressed', layout.two);
  at('since-button').setAttribute('aria-pressed', layout.marked);
  remember();
}

function toggle(panel) {
  const hidden = at(panel).hidden = !at(panel).hidden;
  at(`${panel}-button`).setAttribute('aria-pressed', !hidden);
  remember();
}

// For a reload of this page; another preview has another address.
function remember() {
  const state = { zoom: layout.zoom, fit: layout.fit, two: layout.two, marked: layout.marked, thumbs: !at('thumbs').hidden,
    problems: !at('problems').hidden, place: placeNow() ?? place };
  sessionStorage.setItem('preview', JSON.stringify(state));
}

function recall() {
  const state = JSON.parse(sessionStorage.getItem('preview') ??
    `{"fit":"width","thumbs":${innerWidth > 1000},"problems":${innerWidth > 1200}}`);
  ({ place } = state);
  if (state.thumbs) toggle('thumbs');
  if (state.problems) toggle('problems');
  if (state.two) setTwo(true);
  if (state.marked === false) setMarked(false);
  if (state.fit) setFit(state.fit);
  else zoomTo(state.zoom);
}

// --- what is pressed ---

function toggleMarks() {
  if (!words.since) return;
  setMarked(!layout.marked);
  redrawThumbs();
}

const actions = {
  'thumbs-button': () => toggle('thumbs'),
  'problems-button': () => toggle('problems'),
  'before-button': () => goToPage(currentPage() - 1),
  'after-button': () => goToPage(currentPage() + 1),
  'smaller-button': () => zoomBy(-1),
  'larger-button': () => zoomBy(1),
  'width-button': () => setFit('width'),
  'whole-button': () => setFit('whole'),
  'two-button': () => setTwo(!layout.two),
  'since-button': toggleMarks,
  'help-button': () => at('help').showModal(),
};

const keys = {
  '+': () => zoomBy(1), '=': () => zoomBy(1), '-': () => zoomBy(-1), 0: () => zoomTo(1),
  w: () => setFit('width'), p: () => setFit('whole'), d: () => setTwo(!layout.two), c: toggleMarks,
  t: () => toggle('thumbs'), e: () => toggle('problems'), g: () => at('page-number').select(),
  n: () => chooseNext(1), N: () => chooseNext(-1),
  j: () => goToPage(currentPage() + 1), k: () => goToPage(currentPage() - 1),
  Home: () => goToPage(0), End: () => goToPage(views.length - 1),
  '/': openFind, '?': () => at('help').showModal(), Escape: () => { hideCallout(); choose(-1); document.querySelector('.spot')?.remove(); },
};

function onKey(event) {
  if (event.key === 'f' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && !at('help').open) {
    event.preventDefault();
    openFind();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || at('help').open) return;
  if (event.target instanceof HTMLInputElement) {
    if (event.key === 'Enter') goToPage(Number(event.target.value) - 1);
    if (event.key === 'Enter' || event.key === 'Escape') scroller.focus();
    return;
  }
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

function onWheel(event) {
  if (!event.ctrlKey) return;
  event.preventDefault();
  const rect = scroller.getBoundingClientRect();
  zoomBy(-Math.max(-3, Math.min(3, event.deltaY / 60)), event.clientX - rect.left, event.clientY - rect.top);
}

function start() {
  putWords();
  at('name').textContent = words.name;
  at('name').title = words.source;
  at('since-button').hidden = !words.since;
  at('waiting').textContent = say('waiting');
  layout.onZoom = showZoom;
  recall();
  for (const [id, act] of Object.entries(actions)) at(id).onclick = act;
  document.addEventListener('keydown', onKey);
  at('page-number').onfocus = (event) => event.target.select();
  scroller.addEventListener('wheel', onWheel, { passive: false });
  scroller.addEventListener('scroll', () => { moveCallout(); showPlace(); onScroll(); }, { passive: true });
  for (const kind of ['wheel', 'pointerdown', 'keydown']) scroller.addEventListener(kind, forgetPlace, { passive: true });
  scroller.addEventListener('click', onClick);
  at('problems-list').addEventListener('dblclick', (event) => event.preventDefault());
  scroller.addEventListener('click', (event) => {
    const mark = event.target.closest('.mark');
    if (!mark) return;
    if (at('problems').hidden) toggle('problems');
    choose(Number(mark.dataset.problem));
  });
  addEventListener('pagehide', remember);
  startFind();
  scroller.focus();
  listen({ onNews, onLost });
}

start();
