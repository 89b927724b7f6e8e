// What the tests in this folder share: the program under test, its outputs, a browser.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const program = process.env.NIANBAO;
export const reports = ['minhang-hrss-2025', 'specimen', 'charts', 'bulletin', 'accounts'];

export const folder = mkdtempSync(join(tmpdir(), 'nianbao-web-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

// Builds a source in a format, with more options; gives the file.
export function buildSource(source, format, ...more) {
  const file = join(folder, `${parse(source).name}.${format}`);
  const done = spawnSync(program, ['build', '-q', '-f', format, '-o', file, source, ...more], { encoding: 'utf-8' });
  if (done.status !== 0) throw new Error(`build ${source}: exit ${done.status}\n${done.stderr}`);
  return file;
}

// The same for data/NAME.yaml.
export const build = (name, format, ...more) => buildSource(join(root, 'data', `${name}.yaml`), format, ...more);

// Debian's Chromium; in a container it cannot have a sandbox of its own.
export function openBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
}
