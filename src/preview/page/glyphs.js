// Outlines of glyphs by number. The program gives numbers in the order in which it first needs them, and never others
// while it runs: what is missing is always the end of the row, and each outline is fetched once.
const outlines = [];
const paths = [];
let asked = 0; // outlines before this number are here or on their way
let coming = Promise.resolve(); // until all of them are here
let here = 0; // outlines before this number are here

function advance() {
  while (outlines[here] !== undefined) here++;
  asked = Math.max(asked, here);
}

export function addOutlines(from, list) {
  for (let i = 0; i < list.length; i++) outlines[from + i] ??= list[i];
  advance();
}

// Made from text when first drawn: most of a yearbook's glyphs never are.
export function pathOf(number) {
  return paths[number] ??= new Path2D(outlines[number]);
}

function endOf(page) {
  let end = 0;
  for (const item of [...page.items, ...page.marks]) {
    if (item[0] !== 0) continue;
    for (let i = 0; i < item[7].length; i += 3) end = Math.max(end, item[7][i] + 1);
  }
  return end;
}

async function fetchRange(from, to) {
  try {
    addOutlines(from, await (await fetch(`glyphs/${from}/${to}`)).json());
  } catch (error) {
    asked = here; // to be asked for again
    coming = Promise.resolve();
    throw error;
  }
}

// null if all glyphs of a page are here; else a promise of them.
export function needOutlines(page) {
  const end = page.end ??= endOf(page);
  if (end <= here) return null;
  if (end > asked) {
    const answer = fetchRange(asked, end);
    asked = end;
    coming = Promise.all([coming, answer]);
  }
  return coming;
}
