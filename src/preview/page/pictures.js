// Pictures by digest: fetched once, decoded, forgotten when many others have come since.
const KEPT = 40;
const pictures = new Map(); // digest → an image that is ready to be drawn, the longest unused first
const coming = new Map(); // digest → promise

function keep(digest, picture) {
  pictures.delete(digest);
  pictures.set(digest, picture);
  if (pictures.size > KEPT) pictures.delete(pictures.keys().next().value);
}

async function fetchPicture(digest) {
  const picture = new Image();
  picture.src = `picture/${digest}`;
  try {
    await picture.decode();
    keep(digest, picture);
  } catch { // gone with its version: a newer one is on its way
  }
}

function needOne(digest) {
  if (!coming.has(digest)) coming.set(digest, fetchPicture(digest).finally(() => coming.delete(digest)));
  return coming.get(digest);
}

// Undefined where it has not come.
export function pictureOf(digest) {
  const picture = pictures.get(digest);
  if (picture) keep(digest, picture);
  return picture;
}

// null if all pictures of a page are here; else a promise of them.
export function needPictures(page) {
  page.pictures ??= page.items.filter((item) => item[0] === 4).map((item) => item[5]);
  const missing = page.pictures.filter((digest) => !pictures.has(digest));
  return missing.length ? Promise.all(missing.map(needOne)) : null;
}
