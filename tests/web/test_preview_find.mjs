// Words are found on all pages, also on those that are far from the window.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openBrowser, root } from './lib.mjs';
import { showPreview } from './preview.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf-8');
const report = readFileSync(join(root, 'data/minhang-hrss-2025.yaml'), 'utf-8');
let browser;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser.close(); });

const show = (t, text = report, more = {}) => showPreview(t, browser, text, more);
const says = (page, words) => page.waitForFunction((w) => document.getElementById('find-count').textContent === w, words, { timeout: 20000 });

// The words that lie below the marks of the place that is shown; they come a moment after the drawing.
const marked = (page, words) => page.waitForFunction((w) => {
  const marks = [...document.querySelectorAll('.hit.now')].map((e) => e.getBoundingClientRect());
  const text = marks.map((r) => {
    const y = (r.top + r.bottom) / 2;
    let out = '';
    for (const span of document.querySelectorAll('.words span')) {
      const own = span.getBoundingClientRect();
      if (own.top > y || own.bottom < y || own.right < r.left || own.left > r.right || !span.firstChild) continue;
      const range = document.createRange(), size = own.width / span.firstChild.length;
      for (let i = 0; i < span.firstChild.length; i++) {
        range.setStart(span.firstChild, i);
        range.setEnd(span.firstChild, i + 1);
        const middle = own.left + (i + 0.5) * size;
        if (middle > r.left && middle < r.right) out += range.toString();
      }
    }
    return out;
  }).join('');
  return text === w;
}, words, { timeout: 20000 });

test('Ctrl-F finds what stands on the last page from the first, and leads there', async (t) => {
  const { page, scrolled, settled } = await show(t);
  await page.keyboard.press('Control+f');
  await page.keyboard.type('1333');
  await says(page, '1 of 2');
  await marked(page, '1333');
  const first = await scrolled();
  assert.ok(first < 1000);
  await page.keyboard.press('Enter');
  await says(page, '2 of 2');
  await settled();
  assert.ok(await scrolled() > first + 2000);
  await marked(page, '1333');
  await page.keyboard.press('Shift+Enter');
  await says(page, '1 of 2');
  await page.keyboard.press('Shift+Enter');
  await says(page, '2 of 2');
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('#find').isVisible(), false);
  assert.equal(await page.locator('.hit').count(), 0);
  await page.keyboard.press('Home'); // the keys of the pages are again theirs
  await page.waitForFunction(() => document.getElementById('page-number').value === '1');
});

test('a word over the end of a line is one, two cells side by side are not', async (t) => {
  const { page, preview } = await show(t);
  const ask = (words) => page.evaluate(async (body) => {
    const answer = await fetch('find', { method: 'POST', body });
    return answer.ok ? answer.json() : answer.status;
  }, words);
  const over = await ask('《上海市政府信息公开规定》');
  assert.equal(over.count, 3);
  assert.equal(over.places[0].length, 2, 'an area on each line');
  assert.ok(over.places[0][0][2] < over.places[0][1][2] || over.places[0][0][1] > over.places[0][1][1]);
  assert.equal((await ask('900000')).count, 0, 'cells of a row');
  assert.equal((await ask('  ')).count, 0);
  assert.equal((await ask('')).count, 0);
  assert.equal((await ask('政 府 信 息')).count, (await ask('政府信息')).count);
  assert.ok((await ask('0')).places.length <= 500);
  for (const data of [Buffer.from('x'.repeat(401)), Buffer.from([0xff, 0xfe])]) {
    const answer = await page.request.post(`${preview.url}find`, { data, headers: { Origin: new URL(preview.url).origin } });
    assert.equal(answer.status(), 400);
  }
});

test('labels of charts are found one by one, and capital letters as small ones', async (t) => {
  const { page } = await show(t, `agency: 甲局
year: 2025
title: 甲局报告
sections:
  - title: 总体情况
    content:
      - text: 全年用电 1200 kWh。
      - chart: {kind: 柱, labels: [一月, 二月], series: [{name: 件数, values: [123, 456]}]}
`);
  const count = (words) => page.evaluate(async (body) => (await (await fetch('find', { method: 'POST', body })).json()).count, words);
  assert.equal(await count('KWH'), 1);
  assert.equal(await count('123456'), 0);
  assert.equal(await count('456'), 1);
});

test('what is found follows the edits', async (t) => {
  const { page, save } = await show(t, report, { environment: { LC_ALL: 'zh_CN.UTF-8' } });
  await page.locator('#find-button').click();
  await page.keyboard.type('1333');
  await says(page, '第 1 处，共 2 处');
  save(report.replace('1333', '1444'));
  await page.waitForFunction(() => !/共 2 处/.test(document.getElementById('find-count').textContent), null, { timeout: 20000 });
  await page.locator('#find-words').fill('没有这样的话');
  await says(page, '没有找到');
});

test('axe-core finds nothing at the box', async (t) => {
  const { page } = await show(t, report, { options: { bypassCSP: true, viewport: { width: 600, height: 800 } } });
  await page.keyboard.press('/');
  await page.keyboard.type('1333');
  await says(page, '1 of 2');
  await page.addScriptTag({ content: axe });
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.help} (${v.nodes[0].html.slice(0, 200)})`), []);
});
