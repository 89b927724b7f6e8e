// Pages as drawing orders, by digest: fetched once, forgotten when many others have come since.
import { needOutlines } from './glyphs.js';
import { needPictures } from './pictures.js';

const KEPT = 80;
const pages = new Map(); // digest → page, the longest unused first
const coming = new Map(); // digest → promise

export function keepPage(digest, page) {
  pages.delete(digest);
  pages.set(digest, page);
  if (pages.size > KEPT) pages.delete(pages.keys().next().value);
}

// null if all that a page is drawn with is here; else a promise of it.
function needAll(page) {
  const needs = [needOutlines(page), needPictures(page)].filter(Boolean);
  return needs.length ? Promise.all(needs) : null;
}

async function fetchPage(digest) {
  const answer = await fetch(`page/${digest}`);
  if (answer.status !== 200) return null; // a newer version is on its way
  keepPage(digest, await answer.json());
  return pages.get(digest);
}

// The page with its outlines: at once where they are here, else a promise; null where the page is gone.
export function getPage(digest) {
  const page = pages.get(digest);
  if (page) {
    keepPage(digest, page);
    const needs = needAll(page);
    return needs ? needs.then(() => page) : page;
  }
  if (!coming.has(digest)) {
    coming.set(digest, fetchPage(digest).then(async (found) => {
      if (found) await needAll(found);
      return found;
    }).finally(() => coming.delete(digest)));
  }
  return coming.get(digest);
}
