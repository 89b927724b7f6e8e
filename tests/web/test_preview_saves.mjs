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
