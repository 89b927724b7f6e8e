// The findings: listed beside the pages, and marked on them.
import { putOver, reveal } from './pages.js';
import { hideCallout, showCallout } from './callout.js';
import { openProblem } from './places.js';
import { say } from './words.js';

const list = document.getElementById('problems-list');
const head = document.getElementById('problems-head');
let problems = [];
let chosen = -1;

function part(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}

export function placeOf({ file, line }) {
  if (!file) return '';
  const name = file.slice(file.lastIndexOf('/') + 1);
  return line ? `${name}:${line}` : name;
}

function entryOf(problem, i) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = `problem ${problem.severity}`;
  const where = part('span', 'where', placeOf(problem));
  where.prepend(part('b', '', `${say(problem.severity)} ${problem.code}`));
  button.append(where, part('span', 'message', problem.message));
  if (problem.hint) button.append(part('span', 'hint', problem.hint));
  if (problem.excerpt && !problem.marks.length) button.append(part('pre', '', problem.excerpt.join('\n')));
  button.onclick = () => choose(i, true);
  const item = document.createElement('li');
  item.append(button);
  return item;
}

function markOf(problem, i, area) {
  const mark = document.createElement('button');
  mark.type = 'button';
  mark.tabIndex = -1;
  mark.className = `mark ${problem.severity}`;
  mark.dataset.problem = i;
  mark.setAttribute('aria-label', problem.message);
  mark.onmouseenter = mark.onfocus = () => showCallout(mark, problem.severity, problem.message, problem.hint);
  mark.onmouseleave = mark.onblur = hideCallout;
  putOver(mark, area);
}

function putMarks() {
  hideCallout();
  for (const mark of document.querySelectorAll('.page .mark')) mark.remove();
  problems.forEach((problem, i) => {
    for (const area of problem.marks) markOf(problem, i, area);
  });
}

function showRelated(problem) {
  for (const old of document.querySelectorAll('.mark.related')) old.remove();
  for (const { marks } of problem?.related ?? []) {
    for (const area of marks) putOver(Object.assign(document.createElement('div'), { className: 'mark related' }), area);
  }
}

// Scrolls to a finding and marks it; with `open`, in the editor, too, where it is nowhere on the pages.
export function choose(number, open = false) {
  const problem = problems[number];
  chosen = problem ? number : -1;
  for (const old of document.querySelectorAll('.problem.chosen, .mark.chosen')) old.classList.remove('chosen');
  showRelated(problem);
  if (!problem) return;
  const entry = list.children[number].firstChild;
  entry.classList.add('chosen');
  entry.scrollIntoView({ block: 'nearest' });
  const marks = document.querySelectorAll(`.mark[data-problem="${number}"]`);
  for (const mark of marks) mark.classList.add('chosen');
  if (!marks.length) {
    if (open) openProblem(problem);
    return;
  }
  reveal(problem.marks[0]);
  showCallout(marks[0], problem.severity, problem.message, problem.hint);
}

export function chooseNext(step) {
  if (problems.length) choose(((chosen < 0 && step < 0 ? 0 : chosen) + step + problems.length) % problems.length);
}

export function chosenProblem() {
  return problems[chosen];
}

// The same finding is still chosen, if it is still there.
export function setProblems(news) {
  const before = problems[chosen];
  problems = news.problems.map((problem) => ({ ...problem, version: news.version }));
  head.textContent = say('count').replace('{errors}', news.errors).replace('{warnings}', news.warnings);
  list.replaceChildren(...problems.map(entryOf));
  const more = news.errors + news.warnings - problems.length;
  if (more > 0) list.append(part('li', 'more', say('more').replace('{count}', more)));
  putMarks();
  chosen = problems.findIndex((p) => before && p.code === before.code && p.message === before.message);
  if (chosen >= 0) list.children[chosen].firstChild.classList.add('chosen');
  return new Set(problems.filter((p) => p.severity === 'error').flatMap((p) => p.marks.map(([page]) => page)));
}
