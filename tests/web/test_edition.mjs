// The web edition: right HTML (html-validate), accessible (axe-core in Chromium), and it fetches nothing.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { build, openBrowser, reports } from './lib.mjs';

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
