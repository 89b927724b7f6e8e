// A preview under test: started, its address read, looked at in Chromium, ended.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder, program } from './lib.mjs';

export const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

// With `opens` it starts a browser by itself.
export async function startPreview(program, args, environment = {}, opens = false) {
  const child = spawn(program, ['preview', ...(opens ? [] : ['--no-browser']), ...args],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } });
  let said = '', complained = '';
  const ended = new Promise((resolve) => { child.on('exit', (code, signal) => resolve({ code, signal })); });
  child.stderr.on('data', (data) => { complained += data; });
  const url = await new Promise((resolve, reject) => {
    child.stdout.on('data', (data) => {
      said += data;
      const found = /http:\S+\n/.exec(said);
      if (found) resolve(found[0].trim());
    });
    ended.then(({ code }) => reject(new Error(`it has ended with ${code}: ${complained}`)));
  });
  return {
    url, port: Number(new URL(url).port), token: new URL(url).pathname.split('/')[1], process: child,
    said: () => said, complained: () => complained,
    stop: async (signal = 'SIGTERM') => { child.kill(signal); return ended; },
  };
}

// A preview of a source of its own and a page that shows it: { file, page, preview, save, shown, words, … }.
export async function showPreview(t, browser, text, { args = [], environment = {}, options = {}, beside = {} } = {}) {
  const own = mkdtempSync(join(folder, 'preview-'));
  const file = join(own, 'report.yaml');
  for (const [name, words] of Object.entries(beside)) writeFileSync(join(own, name), words);
  writeFileSync(file, text);
  const preview = await startPreview(program, [...args, file], environment);
  const context = await browser.newContext({ viewport: { width: 1300, height: 850 }, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(error.stack));
  page.on('console', (message) => message.type() === 'error' && !/ERR_CONNECTION_REFUSED|WebSocket/.test(message.text()) && faults.push(message.text()));
  t.after(async () => {
    await context.close();
    if (!preview.ended) {
      const { code } = await preview.stop();
      assert.equal(code, 0, preview.complained());
    }
    assert.deepEqual(faults, []);
    assert.doesNotMatch(preview.complained(), /CRITICAL|WARNING|ERROR: Addr|runtime error/);
  });
  await page.goto(preview.url);
  await page.waitForFunction(() => document.documentElement.dataset.version, null, { timeout: 30000 });
  return {
    own, file, preview, context, page,
    save: (now) => writeFileSync(file, now),
    state: (kind) => page.waitForSelector(`#state.${kind}`, { timeout: 20000 }),
    // The words of the pages in sight come a moment after their drawing.
    sees: (words) => page.waitForFunction((w) => [...document.querySelectorAll('.words')].some((e) => e.textContent.includes(w)),
      words, { timeout: 20000 }),
    version: () => page.evaluate(() => Number(document.documentElement.dataset.version)),
    pages: () => page.evaluate(() => document.querySelectorAll('.page').length),
    goTo: (number) => page.evaluate((n) => document.querySelectorAll('.page')[n - 1].scrollIntoView(), number),
    scrolled: () => page.evaluate(() => document.getElementById('pages').scrollTop),
    // Scrolling goes on after what has asked for it: until the pages have stood still for as long as a person would notice.
    settled: () => page.evaluate(() => new Promise((resolve) => {
      const view = document.getElementById('pages');
      let at = NaN, since = performance.now();
      const look = () => {
        if (view.scrollTop !== at) [at, since] = [view.scrollTop, performance.now()];
        if (performance.now() - since > 250) resolve();
        else requestAnimationFrame(look);
      };
      look();
    })),
  };
}
