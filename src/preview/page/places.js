// From the page to the source: what stands under the pointer, and where it was written.
import { RUN } from './drawing.js';
import { pointOf, putOver, views } from './pages.js';
import { hideCallout, showCallout } from './callout.js';
import { placeOf } from './problems.js';
import { say, words } from './words.js';

const NEAR = 24 * 1024; // a click beside the words of a cell means the cell
let shown = 0; // the version that the pages are of

export function setShown(version) {
  shown = version;
}

function edgesOf([, x, y, size, , turned, , , , advance]) {
  return turned ? [x - size * 0.88, y - advance, x + size * 0.12, y] : [x, y - size * 0.88, x + advance, y + size * 0.12];
}

// The run nearest to a point: { run, area }, or null.
function findRun(page, [x, y]) {
  let best = null, least = NEAR, number = -1;
  for (const item of page.items) {
    if (item[0] !== RUN) continue;
    number++;
    const [left, top, right, bottom] = edgesOf(item);
    const distance = Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
    if (distance >= least) continue;
    least = distance;
    best = { run: number, area: [left, top, right - left, bottom - top] };
  }
  return best;
}

function showSpot(page, area) {
  document.querySelector('.spot')?.remove();
  putOver(Object.assign(document.createElement('div'), { className: 'spot' }), [page, ...area]);
}

export async function openPlace(body) {
  if (!words.editor) return true;
  return (await fetch('open', { method: 'POST', body })).ok;
}

export function openProblem(problem) {
  return openPlace(`problem/${problem.version}/${problem.number}`);
}

export async function onClick(event) {
  const view = views[event.target.closest('.page')?.dataset.page];
  if (!view?.drawn || event.target.closest('.mark') || String(getSelection())) return;
  const point = pointOf(view, event), found = findRun(view.drawn.page, point);
  hideCallout();
  document.querySelector('.spot')?.remove();
  if (!found) return;
  const place = [shown, view.number, found.run, ...point.map(Math.round)].join('/');
  showSpot(view.number, found.area);
  const answer = await fetch(`place/${place}`);
  if (answer.status !== 200) {
    showCallout(event, '', say('made'));
    return;
  }
  showCallout(event, '', placeOf(await answer.json()), words.editor ? '' : say('no-editor'));
  if (!await openPlace(place)) showCallout(event, 'error', say('editor-failed'));
}
