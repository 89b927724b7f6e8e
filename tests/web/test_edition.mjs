// The web edition: right HTML (html-validate), accessible (axe-core in Chromium), and it fetches nothing.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { build, buildSource, folder, openBrowser, reports, root } from './lib.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf-8');
const validator = new HtmlValidate({ extends: ['html-validate:recommended', 'html-validate:a11y'] });
let browser;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser.close(); });

for (const name of reports) {
  test(`${name}: html-validate finds nothing`, async () => {
    const report = await validator.validateFile(build(name, 'html'));
    const found = report.results.flatMap((r) => r.messages.map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`));
    assert.deepEqual(found, []);
  });

  test(`${name}: axe-core finds nothing`, async () => {
    const context = await browser.newContext({ bypassCSP: true });
    const page = await context.newPage();
    const fetched = [];
    page.on('request', (request) => fetched.push(request.url()));
    await page.goto(`file://${build(name, 'html')}`);
    await page.addScriptTag({ content: axe });
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    assert.deepEqual(violations.map((v) => `${v.id}: ${v.help} (${v.nodes[0].html})`), []);
    assert.equal(fetched.length, 1, `nothing but the page itself: ${fetched}`);
    await context.close();
  });

  // A table that does not fit a telephone is scrolled by itself; the words are not.
  test(`${name}: on a narrow screen the page does not scroll sideways`, async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 700 } });
    await page.goto(`file://${build(name, 'html')}`);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 360));
    await page.close();
  });
}

test('a picture is shown, as wide in the text as in print, with its words; right HTML', async () => {
  const source = join(folder, 'picture.yaml');
  cpSync(join(root, 'tests/bad/pictures/good.jpg'), join(folder, 'photo.jpg'));
  writeFileSync(source, `agency: 甲区乙局
year: 2025
title: 甲区乙局工作报告
sections:
  - title: 总体情况
    image: {file: photo.jpg, alt: 田野上的太阳, width: 40%, caption: 外景}
`);
  const file = buildSource(source, 'html');
  const report = await validator.validateFile(file);
  assert.deepEqual(report.results.flatMap((r) => r.messages.map((m) => `${m.ruleId}: ${m.message}`)), []);
  const page = await browser.newPage({ viewport: { width: 1200, height: 700 } });
  await page.goto(`file://${file}`);
  const picture = page.getByRole('img', { name: '田野上的太阳' });
  assert.ok(await picture.evaluate((e) => e.complete && e.naturalWidth === 480));
  const [own, whole] = [await picture.boundingBox(), await page.locator('figure').boundingBox()];
  assert.ok(Math.abs(own.width / whole.width - 0.4) < 0.01);
  assert.ok(Math.abs(own.width / own.height - 1.5) < 0.01);
  assert.equal(await page.locator('figure figcaption').innerText(), '图1　外景');
  await page.setViewportSize({ width: 360, height: 700 });
  assert.ok((await picture.boundingBox()).width > 300, 'on a telephone it fills the width');
  await page.close();
});
