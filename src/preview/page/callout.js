// A few words beside something.
const callout = document.getElementById('callout');
const pages = document.getElementById('pages');
let of = null; // what it stands beside: an element, or an event

function place() {
  const target = of;
  const at = target instanceof Element ? target.getBoundingClientRect() :
    { left: target.clientX, right: target.clientX, top: target.clientY - 8, bottom: target.clientY + 8 };
  const own = callout.getBoundingClientRect();
  const below = at.bottom + 8 + own.height <= innerHeight;
  callout.style.left = `${Math.max(8, Math.min(innerWidth - own.width - 8, at.left))}px`;
  callout.style.top = `${below ? at.bottom + 8 : Math.max(8, at.top - own.height - 8)}px`;
}

export function showCallout(target, kind, message, note) {
  of = target;
  callout.className = kind;
  callout.replaceChildren(message);
  if (note) callout.append(Object.assign(document.createElement('small'), { textContent: note }));
  callout.hidden = false;
  place();
}

// The pages have been scrolled: it goes along with its element, while that is in sight.
export function moveCallout() {
  if (callout.hidden) return;
  const at = of instanceof Element && of.isConnected && of.getBoundingClientRect(), seen = pages.getBoundingClientRect();
  if (at && at.bottom > seen.top && at.top < seen.bottom) place();
  else hideCallout();
}

export function hideCallout() {
  callout.hidden = true;
}
