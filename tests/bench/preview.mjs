// From the save of an edit to the painted page, in Chromium: median and 95th percentile. Measures, never fails.
//   node tests/bench/preview.mjs [PROGRAM [EDITS]]      build/release/nianbao, 200
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBrowser } from '../web/lib.mjs';
import { startPreview } from '../web/preview.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = process.argv[2] ?? join(root, 'build/release/nianbao');
const edits = Number(process.argv[3] ?? 200);
const folder = mkdtempSync(join(tmpdir(), 'nianbao-bench-'));
const report = readFileSync(join(root, 'data/minhang-hrss-2025.yaml'), 'utf-8');

// The same report with the prose of its first section again and again, until it has some 200 pages.
function lengthen(text, times) {
  const lines = text.split('\n');
  const from = lines.indexOf('    text: |') + 1;
  const to = lines.findIndex((line, i) => i > from && line && !line.startsWith('      '));
  return [...lines.slice(0, to), ...Array(times).fill(lines.slice(from, to)).flat(), ...lines.slice(to)].join('\n');
}

// When the page has been painted after the version that comes next.
const painted = (page) => page.evaluate(() => new Promise((resolve) => {
  const before = document.documentElement.dataset.version;
  const look = new MutationObserver(() => {
    if (document.documentElement.dataset.version === before) return;
    look.disconnect();
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
      channel.port2.postMessage(null);
    });
  });
  look.observe(document.documentElement, { attributes: true });
}));

function quantile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1);
}

async function measure(browser, name, text) {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, text);
  const preview = await startPreview(program, [file]);
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await page.goto(preview.url);
  await page.waitForFunction(() => document.documentElement.dataset.version, null, { timeout: 60000 });
  await page.waitForTimeout(1500);
  const pages = await page.evaluate(() => document.querySelectorAll('.page').length);
  const took = [];
  for (let i = 0; i < edits; i++) {
    const wait = painted(page);
    await page.waitForTimeout(20 + 7 * (i % 10));
    const begin = performance.timeOrigin + performance.now();
    writeFileSync(file, text.replace('为指导', `为指导第${i % 97}稿`));
    took.push(await wait - begin);
  }
  took.sort((a, b) => a - b);
  console.log(`${name}: ${pages} pages, ${edits} edits: median ${quantile(took, 0.5)} ms, 95 % ${quantile(took, 0.95)} ms, ` +
    `${(readFileSync(`/proc/${preview.process.pid}/status`, 'utf-8').match(/VmHWM:\s*(\d+)/)[1] / 1024).toFixed(0)} MB`);
  await page.close();
  await preview.stop();
}

const browser = await openBrowser();
try {
  await measure(browser, 'report', report);
  await measure(browser, 'long', lengthen(report, 64));
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
