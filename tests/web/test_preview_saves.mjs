// What the preview follows, and what it makes of the ways in which files are saved.
import assert from 'node:assert/strict';
import { appendFileSync, closeSync, mkdirSync, openSync, readFileSync, renameSync, unlinkSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openBrowser, root } from './lib.mjs';
import { pause, showPreview } from './preview.mjs';

const report = readFileSync(join(root, 'data/minhang-hrss-2025.yaml'), 'utf-8');
const district = readFileSync(join(root, 'data/district/2025.yaml'), 'utf-8');
let browser;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser.close(); });

const show = (t, text = report, more = {}) => showPreview(t, browser, text, more);
const replaced = (text, from, to) => {
  assert.ok(text.includes(from), from);
  return text.replace(from, to);
};

const body = (agency, count) => replaced(replaced(report, /agency: .*/.exec(report)[0], `agency: ${agency}`), '1333', String(count));
const summing = (list) => replaced(district.slice(0, district.indexOf('\n# 也可以在 figures')), 'sum_of: [dept/*.yaml]\nexcept: [dept/bangongshi.yaml]',
  `sum_of: ${list}`).replace('previous: 2024.yaml\n', '') + '\nsections:\n  - title: 合计\n    text: 许可共${主动公开.行政许可}件。\n';

test('bodies that are added up are followed: missing, there, one more, changed, gone', async (t) => {
  const { own, sees } = await show(t, summing('[one.yaml, dept/*.yaml]'));
  await sees('许可共0件');
  writeFileSync(join(own, 'one.yaml'), body('甲局', 1001));
  await sees('许可共1001件');
  mkdirSync(join(own, 'dept'));
  writeFileSync(join(own, 'dept/two.yaml'), body('乙局', 200));
  await sees('许可共1201件');
  writeFileSync(join(own, 'dept/.three.yaml'), body('丙局', 30)); // written beside and renamed
  renameSync(join(own, 'dept/.three.yaml'), join(own, 'dept/three.yaml'));
  await sees('许可共1231件');
  writeFileSync(join(own, 'dept/two.yaml'), body('乙局', 300));
  await sees('许可共1331件');
  unlinkSync(join(own, 'dept/three.yaml'));
  await sees('许可共1301件');
  unlinkSync(join(own, 'one.yaml'));
  await sees('许可共300件');
});

// Pieces of a file that is written anew, each of them seen by the program before the next one comes.
async function saveInPieces({ file, page, version }, text, size) {
  for (let at = 0; at < text.length; at += size) {
    const before = await version();
    (at ? appendFileSync : writeFileSync)(file, text.slice(at, at + size));
    await page.waitForFunction((v) => Number(document.documentElement.dataset.version) > v, before, { timeout: 20000 });
  }
}

// What has flashed, as the numbers of the pages.
const watchFlashes = (page) => page.evaluate(() => {
  globalThis.flashes = [];
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) if (node.className === 'flash') globalThis.flashes.push(Number(node.closest('.page').dataset.page) + 1);
    }
  }).observe(document.getElementById('sheet'), { childList: true, subtree: true });
});

test('a file that comes in pieces: the place is kept, and what lights up is the edit', async (t) => {
  const shown = await show(t);
  const { page, goTo, sees, scrolled, settled } = shown;
  await goTo(4);
  await sees('1333');
  await settled();
  const before = await scrolled();
  await watchFlashes(page);
  await saveInPieces(shown, replaced(report, '1333', '1334'), 3000);
  await sees('1334');
  await settled();
  assert.equal(await scrolled(), before);
  assert.deepEqual([...new Set(await page.evaluate(() => globalThis.flashes))], [4]);
  const again = await shown.version();
  shown.save(replaced(report, '1333', '1335')); // and then as ever
  await page.waitForFunction((v) => Number(document.documentElement.dataset.version) > v, again, { timeout: 20000 });
  await page.waitForFunction(() => globalThis.flashes.length > 1, null, { timeout: 20000 });
  assert.deepEqual([...new Set(await page.evaluate(() => globalThis.flashes))], [4]);
});

test('a file that is written slowly and not closed is not shown in between', async (t) => {
  const { file, page, sees, goTo, pages } = await show(t);
  await goTo(4);
  await sees('1333');
  const count = await pages();
  await page.evaluate((n) => {
    globalThis.fewest = n;
    new MutationObserver(() => { globalThis.fewest = Math.min(globalThis.fewest, document.querySelectorAll('.page').length); })
      .observe(document.getElementById('sheet'), { childList: true });
  }, count);
  const bytes = Buffer.from(replaced(report, '1333', '1336')), fd = openSync(file, 'w');
  let longest = 0, last = performance.now();
  for (let at = 0; at < bytes.length; at += 4096) {
    writeSync(fd, bytes, at, Math.min(4096, bytes.length - at));
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
    await pause(20);
  }
  closeSync(fd);
  await sees('1336');
  if (longest < 200) assert.equal(await page.evaluate(() => globalThis.fewest), count); // else it was slower than is waited for
});

test('a section that is cut off on purpose is no piece: the next edit lights up where it is', async (t) => {
  const end = report.lastIndexOf('  - title:');
  const { page, save, version, goTo, sees } = await show(t);
  const before = await version();
  save(report.slice(0, end));
  await page.waitForFunction((v) => Number(document.documentElement.dataset.version) > v, before, { timeout: 20000 });
  await goTo(4);
  await sees('1333');
  await watchFlashes(page);
  save(replaced(report.slice(0, end), '1333', '1337'));
  await page.waitForFunction(() => globalThis.flashes.length, null, { timeout: 20000 });
  assert.deepEqual([...new Set(await page.evaluate(() => globalThis.flashes))], [4]);
});
