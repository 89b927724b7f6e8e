// How the preview looks and where it stands: in small windows, with marks, callouts, long lists, after a reload.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openBrowser, root } from './lib.mjs';
import { showPreview } from './preview.mjs';

const report = readFileSync(join(root, 'data/minhang-hrss-2025.yaml'), 'utf-8');
const wrongTotal = report.replace('    新收: [9, 0, 0, 0, 0, 0]', '    新收: [8, 0, 0, 0, 0, 0]');
assert.notEqual(wrongTotal, report);
let browser;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser.close(); });

const show = (t, text = report, more = {}) => showPreview(t, browser, text, more);
const sizes = [[1400, 900, 1], [1000, 700, 1.5], [600, 800, 2]];
const windowOf = ([width, height, ratio]) => ({ options: { viewport: { width, height }, deviceScaleFactor: ratio } });

test('the bar is one line in windows of any size, in both languages', async (t) => {
  for (const size of sizes) {
    for (const environment of [{}, { LC_ALL: 'zh_CN.UTF-8' }]) {
      const { page } = await show(t, wrongTotal, { ...windowOf(size), environment });
      await page.waitForSelector('#state.draft', { state: 'attached', timeout: 20000 }); // a small window does not say it in words
      const found = await page.evaluate(() => {
        const shown = [...document.querySelectorAll('header button, header h1, header output, header .number, header svg')]
          .filter((e) => e.getClientRects().length).map((e) => ({ id: e.id || e.tagName, r: e.getBoundingClientRect() }));
        const out = shown.filter(({ r }) => r.left < 0 || r.right > innerWidth || r.top < 0 || r.bottom > 45 || r.height > 32);
        const thin = shown.filter(({ id, r }) => id === 'svg' && r.width < 15.9);
        const groups = [...document.querySelectorAll('header .group')].map((e) => e.getBoundingClientRect());
        const over = groups.filter((g, i) => i && g.left < groups[i - 1].right);
        return { out, thin, over, wide: document.documentElement.scrollWidth > innerWidth };
      });
      assert.deepEqual(found, { out: [], thin: [], over: [], wide: false }, size.join('×'));
    }
  }
});

test('the callout hides neither the cell nor those it disagrees with, and stays in the window', async (t) => {
  for (const size of sizes) {
    const { page, settled } = await show(t, wrongTotal, windowOf(size));
    await page.keyboard.press('n');
    await page.locator('.mark.error.chosen').first().waitFor();
    await settled();
    const found = await page.evaluate(() => {
      const own = document.getElementById('callout').getBoundingClientRect(), seen = document.getElementById('pages').getBoundingClientRect();
      const marks = [...document.querySelectorAll('.mark.chosen, .mark.related')].map((e) => e.getBoundingClientRect());
      return { marks: marks.length, inside: own.left >= seen.left && own.right <= seen.right && own.top >= 0 && own.bottom <= innerHeight,
        hidden: marks.filter((r) => r.left < own.right && own.left < r.right && r.top < own.bottom && own.top < r.bottom).length };
    });
    assert.ok(found.marks > 2, JSON.stringify(found));
    assert.deepEqual([found.inside, found.hidden], [true, 0], size.join('×'));
  }
});

test('zooming keeps what was chosen in sight, and the callout at its side', async (t) => {
  const { page, settled } = await show(t, wrongTotal);
  await page.keyboard.press('n');
  await page.locator('.mark.error.chosen').first().waitFor();
  await settled();
  const look = () => page.evaluate(() => {
    const mark = document.querySelector('.mark.chosen').getBoundingClientRect(), seen = document.getElementById('pages').getBoundingClientRect();
    const own = document.getElementById('callout').getBoundingClientRect();
    return { seen: mark.left >= seen.left && mark.right <= seen.right && mark.top >= seen.top && mark.bottom <= seen.bottom,
      gap: Math.max(own.top - mark.bottom, mark.top - own.bottom) };
  });
  for (const key of ['+', '+', '+', '+', '+', '+', '-', '-', '-', '-', '-', '-', '-', '-', '-', '-', '-']) {
    await page.keyboard.press(key);
    const { seen, gap } = await look();
    assert.ok(seen && gap >= 0, `${await page.locator('#zoom').textContent()} ${gap}`);
  }
});

test('it begins at the top of the first page, and a reload goes back to where one was', async (t) => {
  const { page, scrolled, goTo, sees, settled } = await show(t);
  assert.equal(await scrolled(), 0);
  await goTo(4);
  await page.mouse.move(600, 400);
  await page.mouse.wheel(0, 210);
  await sees('1333');
  await settled();
  const before = await scrolled();
  assert.ok(before > 3000, String(before));
  await page.reload();
  await sees('1333');
  await settled();
  assert.ok(Math.abs(await scrolled() - before) <= 2, `${await scrolled()} ${before}`);
});

test('a list of problems that is too long says how many more there are', async (t) => {
  const sections = Array.from({ length: 230 }, (_, i) => `  - title: 第${i}节\n    text: 共\${没有${i}}件${'a'.repeat(300)}。\n`).join('');
  const { page, state } = await show(t, `agency: 甲局\nyear: 2025\ntitle: 甲局报告\nsections:\n${sections}`);
  await state('draft');
  await page.waitForSelector('.more');
  assert.equal(await page.locator('.problem').count(), 200);
  const all = Number(await page.locator('#problems-count').textContent());
  assert.ok(all > 200);
  assert.match(await page.locator('.more').textContent(), new RegExp(`\\b${all - 200}\\b`));
  assert.ok(await page.evaluate(() => document.getElementById('problems').scrollWidth <= document.getElementById('problems').clientWidth));
});
