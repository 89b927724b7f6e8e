// How the browser is led to the preview: the token is for this user only.
import assert from 'node:assert/strict';
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { folder, openBrowser, program, root } from './lib.mjs';
import { pause, startPreview } from './preview.mjs';

let browser;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser.close(); });

// A preview that opens a browser, which is a script that says what it was started with.
async function start(t, opener, { session = true, args = [] } = {}) {
  const own = mkdtempSync(join(folder, 'door-')), source = join(own, 'report.yaml'), said = join(own, 'said');
  copyFileSync(join(root, 'data/minhang-hrss-2025.yaml'), source);
  if (opener) {
    writeFileSync(join(own, 'xdg-open'), `#!/bin/sh\nprintf '%s\\n' "$@" > '${said}.part'\nmv '${said}.part' '${said}'\n`);
    chmodSync(join(own, 'xdg-open'), 0o755);
  }
  const runtime = mkdtempSync(join(folder, 'run-'));
  const preview = await startPreview(program, [...args, source], { PATH: opener ? `${own}:${process.env.PATH}` : own, TMPDIR: runtime,
    XDG_RUNTIME_DIR: session ? runtime : join(own, 'none') }, true);
  t.after(() => preview.stop());
  for (let i = 0; opener && i < 300 && !existsSync(said); i++) await pause(50);
  return { preview, runtime, told: opener ? readFileSync(said, 'utf-8').trim().split('\n') : [] };
}

test('xdg-open is given a file that only the user can read; it leads to the preview and is gone then', async (t) => {
  const { preview, told: [file, ...more], runtime } = await start(t, true);
  assert.deepEqual(more, []);
  assert.ok(file.startsWith(`${runtime}/`) && file.endsWith('.html') && !file.includes(preview.token), file);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const page = await browser.newPage();
  await page.goto(pathToFileURL(file).href);
  await page.waitForFunction(() => document.documentElement.dataset.version, null, { timeout: 30000 });
  assert.equal(page.url(), preview.url);
  assert.deepEqual(readdirSync(runtime), []);
  await page.close();
});

test('the file does not outlive the preview where no browser has come', async (t) => {
  const { preview, told: [file], runtime } = await start(t, true);
  assert.ok(existsSync(file));
  await preview.stop('SIGINT');
  assert.deepEqual(readdirSync(runtime), []);
});

test('without a browser the address is what is left', async (t) => {
  const { preview, runtime } = await start(t, false);
  for (let i = 0; i < 300 && !/Ctrl-C/.test(preview.said()); i++) await pause(50);
  assert.match(preview.said(), /open the address yourself/);
  assert.deepEqual(readdirSync(runtime), []);
});

test('quiet or not, without a browser the address is said', async (t) => {
  const { preview } = await start(t, false, { args: ['-q'] });
  assert.match(preview.said(), /http:/);
});

test('a session without a folder of its own has that for temporary files', async (t) => {
  const { told: [file], runtime } = await start(t, true, { session: false });
  assert.ok(file.startsWith(`${runtime}/`), file);
  assert.equal(statSync(file).mode & 0o777, 0o600);
});

test('from elsewhere only a window of its own may enter, and only by the front door', async (t) => {
  const { preview } = await start(t, true);
  const ask = async (path, headers) => (await (await browser.newContext()).request.get(new URL(path, preview.url).href,
    { headers: { 'Sec-Fetch-Site': 'cross-site', ...headers } })).status();
  const window = { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' };
  assert.equal(await ask('', window), 200);
  assert.equal(await ask('words', window), 403);
  assert.equal(await ask('', { ...window, 'Sec-Fetch-Dest': 'iframe' }), 403);
  assert.equal(await ask('', { 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'script' }), 403);
  assert.equal(await ask('', {}), 403);
});
