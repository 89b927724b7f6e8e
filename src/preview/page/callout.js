// A few words beside something.
const callout = document.getElementById('callout');
const pages = document.getElementById('pages');
let of = null; // what it stands beside: an element, or an event

const WIDEST = 360, AWAY = 8; // pixels between the callout and what it must not touch

// By how much the callout would hide of what is marked, if its upper left corner stood there.
function hides(left, top, { width, height }, marked) {
  let sum = 0;
  for (const r of marked) {
    const across = Math.min(left + width, r.right) - Math.max(left, r.left), down = Math.min(top + height, r.bottom) - Math.max(top, r.top);
    if (across > 0 && down > 0) sum += across * down;
  }
  return sum;
}

// Below its element or above; where that would hide other places that belong to it, below or above all of these.
function place() {
  const at = of instanceof Element ? of.getBoundingClientRect() :
    { left: of.clientX, right: of.clientX, top: of.clientY - AWAY, bottom: of.clientY + AWAY };
  const seen = pages.getBoundingClientRect();
  callout.style.maxWidth = `${Math.min(WIDEST, seen.width - 2 * AWAY)}px`;
  const own = callout.getBoundingClientRect();
  const marked = [...pages.querySelectorAll('.mark.chosen, .mark.related')].map((mark) => mark.getBoundingClientRect())
    .filter((r) => r.bottom > seen.top && r.top < seen.bottom);
  const left = Math.max(seen.left + AWAY, Math.min(seen.right - own.width - AWAY, at.left));
  const tops = [at.bottom + AWAY, at.top - own.height - AWAY, Math.max(at.bottom, ...marked.map((r) => r.bottom)) + AWAY,
    Math.min(at.top, ...marked.map((r) => r.top)) - own.height - AWAY];
  const fitting = tops.filter((top) => top >= AWAY && top + own.height + AWAY <= innerHeight);
  const costs = fitting.map((top) => hides(left, top, own, marked));
  callout.style.left = `${Math.max(AWAY, Math.min(innerWidth - own.width - AWAY, left))}px`;
  callout.style.top = `${fitting[costs.indexOf(Math.min(...costs))] ?? AWAY}px`;
}

export function showCallout(target, kind, message, note) {
  of = target;
  callout.className = kind;
  callout.replaceChildren(message);
  if (note) callout.append(Object.assign(document.createElement('small'), { textContent: note }));
  callout.hidden = false;
  place();
}

// The pages have been moved: it goes along with its element, while that is in sight.
export function moveCallout() {
  if (callout.hidden) return;
  const at = of instanceof Element && of.isConnected && of.getBoundingClientRect(), seen = pages.getBoundingClientRect();
  if (at && at.bottom > seen.top && at.top < seen.bottom && at.right > seen.left && at.left < seen.right) place();
  else hideCallout();
}

export function hideCallout() {
  callout.hidden = true;
}
