// The preview in Chromium: what is edited in the file is seen on the page, and what is clicked on the page is found in the file.
import assert from 'node:assert/strict';
import { appendFileSync, chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { build, folder, openBrowser, program, root } from './lib.mjs';
import { pause, showPreview, startPreview } from './preview.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf-8');
const report = readFileSync(join(root, 'data/minhang-hrss-2025.yaml'), 'utf-8');
let browser;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser.close(); });

const show = (t, text = report, more = {}) => showPreview(t, browser, text, more);

const edited = (from, to) => {
  assert.ok(report.includes(from), from);
  return report.replace(from, to);
};
const wrongTotal = edited('    新收: [9, 0, 0, 0, 0, 0]', '    新收: [8, 0, 0, 0, 0, 0]');

test('a figure that is edited changes on the page, without a reload and without scrolling', async (t) => {
  const { page, save, sees, goTo, scrolled, settled, context } = await show(t);
  await page.evaluate(() => { globalThis.sameWindow = true; });
  await goTo(4);
  await page.mouse.wheel(0, 120);
  await sees('1333');
  await settled();
  const before = await scrolled(), fetched = [];
  context.on('request', (request) => fetched.push(request.url()));
  save(edited('1333', '1334'));
  await sees('1334');
  await settled();
  assert.equal(await scrolled(), before);
  assert.ok(await page.evaluate(() => globalThis.sameWindow));
  assert.deepEqual(fetched.filter((url) => /page\//.test(url)), [], 'what has changed came with the news');
});

test('the place of the edit is scrolled to where it is out of sight, and flashes once', async (t) => {
  const { page, save, scrolled } = await show(t);
  const flashed = page.evaluate(() => new Promise((resolve) => {
    new MutationObserver(() => {
      const flash = document.querySelector('.flash');
      if (flash) resolve(JSON.parse(JSON.stringify(flash.getBoundingClientRect())));
    }).observe(document.getElementById('sheet'), { childList: true, subtree: true });
  }));
  save(edited('1333', '1335'));
  const flash = await flashed, view = await page.locator('#pages').boundingBox();
  assert.ok(await scrolled() > 100);
  assert.ok(flash.y >= view.y && flash.y + flash.height <= view.y + view.height);
  await page.waitForFunction(() => !document.querySelector('.flash'), null, { timeout: 5000 });
});

test('who does not want motion gets a mark that stands still', async (t) => {
  const { page, save } = await show(t, report, { options: { reducedMotion: 'reduce' } });
  save(edited('1333', '1335'));
  const flash = await page.waitForSelector('.flash');
  assert.equal(await flash.evaluate((e) => getComputedStyle(e).animationName), 'none');
});

test('a wrong total is listed, marked in its cell, and makes the pages a draft', async (t) => {
  const { page, save, state, sees, settled } = await show(t);
  save(wrongTotal);
  await state('draft');
  await sees('草稿');
  await page.waitForSelector('.problem.error');
  await page.evaluate(() => { document.getElementById('pages').scrollTop = 0; });
  await page.locator('.problem.error').first().click();
  const mark = page.locator('.mark.error.chosen').first();
  await mark.waitFor();
  await settled();
  const [box, view] = [await mark.boundingBox(), await page.locator('#pages').boundingBox()];
  assert.ok(box.y >= view.y && box.y + box.height <= view.y + view.height, 'the cell is in sight');
  assert.ok(await page.locator('#callout').isVisible(), 'it has gone along with the cell');
  const said = await page.locator('#callout').textContent();
  assert.match(said, /8/);
  assert.match(said, /9/);
  await page.keyboard.press('Escape');
  await mark.waitFor({ state: 'detached' }).catch(() => {});
  assert.equal(await page.locator('.mark.chosen').count(), 0);
  save(report);
  await state('good');
  await page.waitForFunction(() => !document.querySelector('.problem'));
});

test('a click on a cell finds its line, and opens it in the editor without a shell', async (t) => {
  const script = join(folder, 'editor'), said = join(folder, 'said');
  writeFileSync(script, `#!/bin/sh\nprintf '%s\\n' "$@" > '${said}'\n`);
  chmodSync(script, 0o755);
  const { page, file, goTo, sees, settled } = await show(t, report, { args: ['--editor', `'${script}' -g '{file}:{line}' '$(touch pwned); {column}'`] });
  await goTo(4);
  await sees('1333');
  await settled();
  const cell = page.locator('.words span', { hasText: '1333' }).last();
  await cell.click();
  const line = report.split('\n').findIndex((l) => l.includes('1333')) + 1;
  await page.waitForFunction((words) => document.getElementById('callout').textContent.includes(words), `report.yaml:${line}`);
  for (let i = 0; i < 100 && !(existsSync(said) && readFileSync(said, 'utf-8').split('\n').length > 3); i++) await pause(100);
  const column = report.split('\n')[line - 1].indexOf('1333') + 1;
  assert.deepEqual(readFileSync(said, 'utf-8').trim().split('\n').slice(0, 2), ['-g', `${file}:${line}`]);
  assert.match(readFileSync(said, 'utf-8'), new RegExp(`\\$\\(touch pwned\\); ${column}|\\$\\(touch pwned\\); ${column + 1}`));
});

test('a click on a word of the prose finds its own line and column', async (t) => {
  const { page, sees, settled } = await show(t);
  await sees('为指导');
  await settled();
  const box = await page.evaluate(() => {
    const span = [...document.querySelectorAll('.words span')].find((e) => e.textContent.includes('为指导'));
    const range = document.createRange(), at = span.firstChild.data.indexOf('为指导');
    range.setStart(span.firstChild, at);
    range.setEnd(span.firstChild, at + 1);
    const { x, y, width, height } = range.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  });
  const answered = page.waitForResponse(/\/place\//);
  await page.mouse.click(box.x, box.y);
  const place = await (await answered).json();
  const line = report.split('\n').findIndex((l) => l.includes('为指导'));
  assert.equal(place.line, line + 1);
  assert.ok(Math.abs(place.column - (report.split('\n')[line].indexOf('为指导') + 1)) <= 2, `column ${place.column}`);
});

test('a source that cannot be read keeps the last good pages, grey, with what is wrong', async (t) => {
  const { page, file, save, state, pages } = await show(t);
  const good = await pages();
  const keeps = async (words) => {
    await state('stale');
    await page.waitForFunction((w) => document.getElementById('banner').textContent.match(w), words);
    assert.equal(await pages(), good);
    assert.notEqual(await page.locator('.page').first().evaluate((e) => getComputedStyle(e).filter), 'none');
    save(report);
    await state('good');
    await page.locator('#banner').waitFor({ state: 'hidden' });
  };
  save(edited('year: 2025', 'year： 2025'));
  await keeps(`report.yaml:${report.split('\n').indexOf('year: 2025') + 1}`);
  save('');
  await keeps('report.yaml');
  unlinkSync(file);
  await keeps('no such file');
  unlinkSync(file);
  mkdirSync(file);
  await state('stale');
  await page.waitForFunction(() => /folder/.test(document.getElementById('banner').textContent));
  rmdirSync(file);
  save(report);
  await state('good');
});

test('however it is saved, what was saved last is shown', async (t) => {
  const { file, page, save, sees, goTo } = await show(t);
  const text = (n) => edited('1333', String(n));
  await goTo(4);
  writeFileSync(`${file}.new`, text(2001)); // written beside and renamed, as vim and most others do
  renameSync(`${file}.new`, file);
  await sees('2001');
  renameSync(file, `${file}~`); // moved away, then made anew
  save(text(2002));
  await sees('2002');
  const parts = text(2003).match(/[^]{1,2000}/g); // in pieces
  writeFileSync(file, '');
  for (const part of parts) {
    appendFileSync(file, part);
    await pause(30);
  }
  await page.waitForFunction(() => { // what was there for a moment had fewer pages
    document.querySelectorAll('.page')[3]?.scrollIntoView();
    return [...document.querySelectorAll('.words')].some((e) => e.textContent.includes('2003'));
  }, null, { timeout: 20000 });
  for (let i = 0; i < 100; i++) { // fifty a second
    save(text(3000 + i));
    await pause(20);
  }
  await sees('3099');
});

const photo = readFileSync(join(root, 'tests/bad/pictures/good.jpg'));
const withPicture = `agency: 甲区乙局
year: 2025
title: 甲区乙局工作报告
sections:
  - title: 总体情况
    image: {file: photo.jpg, alt: 田野, width: 40%, caption: 外景}
`;

// The colour of the canvas of page 1 at a point given in shares of the page.
const colourAt = (page, x, y) => page.evaluate(([u, v]) => {
  const canvas = document.querySelector('.page canvas');
  return [...canvas.getContext('2d').getImageData(Math.round(canvas.width * u), Math.round(canvas.height * v), 1, 1).data];
}, [x, y]);

test('a picture is drawn, and followed: missing, there, replaced by another', async (t) => {
  const { page, own, preview, state, sees } = await show(t, withPicture);
  const isLike = (colour) => page.waitForFunction(([[r, g, b], x, y]) => {
    const canvas = document.querySelector('.page canvas');
    const d = canvas.getContext('2d').getImageData(Math.round(canvas.width * x), Math.round(canvas.height * y), 1, 1).data;
    return Math.abs(d[0] - r) < 40 && Math.abs(d[1] - g) < 40 && Math.abs(d[2] - b) < 40;
  }, [colour, 0.48, 0.31], { timeout: 20000, polling: 100 });
  await state('draft');
  writeFileSync(join(own, 'photo.jpg'), photo);
  await state('good');
  await sees('外景');
  await isLike([103, 153, 220]); // the sky
  const answer = await page.request.get(await page.evaluate(() => performance.getEntriesByType('resource')
    .map((e) => e.name).find((name) => name.includes('/picture/'))));
  assert.equal(answer.headers()['content-type'], 'image/jpeg');
  assert.equal(answer.headers()['x-content-type-options'], 'nosniff');
  assert.deepEqual(await answer.body(), photo);
  assert.equal((await page.request.get(`${preview.url}picture/0`)).status(), 204);
  writeFileSync(join(own, 'photo.jpg'), readFileSync(join(root, 'tests/bad/picture-missing/folder/good.png')));
  await isLike([200, 30, 30]).catch(async () => assert.fail(`${await colourAt(page, 0.48, 0.31)}`));
});

const withOthers = edited('为指导', '为指导（上年新收${previous.申请.新收}件）').replace('year: 2025\n', 'year: 2025\nprevious: last.yaml\n')
  .replace('    text: |\n', `    text: |
      各镇户数如下。
  - title: 附表
    table:
      columns: [镇, {name: 户数, sum: false}]
      rows: {csv: villages.csv}
  - title: 其他情况
    text: |
`);
const last = (count) => report.replace('year: 2025\n', 'year: 2024\n').replace('    新收: [9, 0,', `    新收: [${count}, 0,`);

test('last year\'s source and a CSV file are followed: missing, there, changed', async (t) => {
  const { own, sees, state, page } = await show(t, withOthers);
  await state('draft');
  writeFileSync(join(own, 'last.yaml'), last(7));
  await sees('上年新收7件');
  writeFileSync(join(own, 'last.yaml'), last(6));
  await sees('上年新收6件');
  writeFileSync(join(own, 'villages.csv'), '甲镇,5120\n');
  await sees('5120');
  writeFileSync(join(own, 'fresh.csv'), '甲镇,5121\n');
  renameSync(join(own, 'fresh.csv'), join(own, 'villages.csv'));
  await sees('5121');
  assert.ok(await page.evaluate(() => document.querySelectorAll('.page').length > 1));
});

test('a layout that is edited is followed, too', async (t) => {
  const layouts = mkdtempSync(join(folder, 'layouts-'));
  cpSync(join(root, 'layouts'), layouts, { recursive: true });
  const { page, state, pages } = await show(t, report, { args: ['--layouts', layouts] });
  const file = join(layouts, 'gongwen.yaml'), layout = readFileSync(file, 'utf-8');
  const before = await pages();
  writeFileSync(file, 'page: [');
  await state('stale');
  assert.equal(await pages(), before);
  await page.waitForFunction(() => /gongwen.yaml:1/.test(document.getElementById('banner').textContent));
  writeFileSync(file, layout.replace('height: 225mm', 'height: 162mm').replace('lines: 22', 'lines: 16'));
  await state('good');
  await page.waitForFunction((n) => document.querySelectorAll('.page').length > n, before);
  const form = join(layouts, 'forms/disclosure-2021.yaml');
  const kept = readFileSync(form);
  unlinkSync(form);
  await state('stale');
  writeFileSync(form, kept);
  await state('good');
});

test('from seven pages to hundreds and back', async (t) => {
  const lines = report.split('\n'), from = lines.indexOf('    text: |') + 1;
  const to = lines.findIndex((line, i) => i > from && line && !line.startsWith('      '));
  const long = [...lines.slice(0, to), ...Array(80).fill(lines.slice(from, to)).flat(), ...lines.slice(to)].join('\n');
  const { page, preview, save, pages } = await show(t);
  save(long);
  await page.waitForFunction(() => document.querySelectorAll('.page').length > 200, null, { timeout: 60000 });
  await page.keyboard.press('End');
  await page.waitForFunction(() => Number(document.getElementById('page-number').value) > 200);
  await page.waitForFunction(() => document.querySelector('.page:last-child canvas').width > 100, null, { timeout: 20000 });
  const drawn = await page.evaluate(() => [...document.querySelectorAll('.page canvas')].filter((c) => c.width > 0).length);
  assert.ok(drawn < 12, `only what is near the window is drawn: ${drawn}`);
  save(report);
  await page.waitForFunction(() => document.querySelectorAll('.page').length === 7, null, { timeout: 60000 });
  assert.equal(await pages(), 7);
  const peak = Number(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${preview.process.pid}/status`, 'utf-8'))[1]);
  if (!/build\/debug/.test(program)) assert.ok(peak < 400 * 1024, `${peak} kB`);
});

test('pages are drawn pixel for pixel at any zoom, and as they are printed', async (t) => {
  const { page, goTo } = await show(t, report, { options: { bypassCSP: true, deviceScaleFactor: 1 } });
  await page.addInitScript(() => sessionStorage.setItem('preview', '{"zoom":1.5,"fit":null}')); // 144 dpi, as PNG has it
  await page.reload();
  await page.waitForFunction(() => document.documentElement.dataset.version);
  for (const number of [1, 4, 5]) {
    await goTo(number);
    await page.waitForFunction((n) => document.querySelectorAll('.page canvas')[n - 1].width > 0, number);
    await pause(200);
    const png = readFileSync(build('minhang-hrss-2025', 'png').replace('.png', `-${number}.png`)).toString('base64');
    const found = await page.evaluate(async ([n, data]) => {
      const canvas = document.querySelectorAll('.page canvas')[n - 1];
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const other = new OffscreenCanvas(image.width, image.height).getContext('2d');
      other.drawImage(image, 0, 0);
      const w = Math.min(canvas.width, image.width), h = Math.min(canvas.height, image.height);
      const a = canvas.getContext('2d').getImageData(0, 0, w, h).data, b = other.getImageData(0, 0, w, h).data;
      let ink = 0, differs = 0; // of blocks of 8 × 8: rules are moved to whole pixels here
      for (let y = 0; y + 8 <= h; y += 8) {
        for (let x = 0; x + 8 <= w; x += 8) {
          let one = 0, two = 0;
          for (let k = 0; k < 64; k++) {
            const at = 4 * ((y + (k >> 3)) * w + x + (k & 7));
            one += 255 - a[at];
            two += 255 - b[at];
          }
          ink += two;
          differs += Math.abs(one - two);
        }
      }
      const css = canvas.getBoundingClientRect();
      return { share: differs / ink, sizes: [canvas.width - image.width, canvas.height - image.height], css: [css.width - canvas.width, css.height - canvas.height] };
    }, [number, png]);
    assert.ok(found.share < 0.12, `page ${number}: ${JSON.stringify(found)}`);
    assert.deepEqual(found.css, [0, 0], 'a pixel of the canvas is a pixel of the screen');
    for (const by of found.sizes) assert.ok(Math.abs(by) <= 1, JSON.stringify(found));
  }
});

test('zoom, two pages and panels by keys; kept over a reload', async (t) => {
  const { page, sees } = await show(t);
  await sees('本局');
  const zoom = () => page.locator('#zoom').textContent();
  const widths = () => page.locator('.page').first().boundingBox();
  await page.keyboard.press('0');
  assert.equal(await zoom(), '100 %');
  assert.equal(Math.round((await widths()).width), 794);
  await page.keyboard.press('+');
  assert.equal(await zoom(), '120 %');
  await page.keyboard.press('p');
  const view = await page.locator('#pages').boundingBox();
  assert.ok((await widths()).height <= view.height);
  await page.keyboard.press('d');
  const [one, two, three] = await page.locator('.page').all();
  assert.equal((await two.boundingBox()).y, (await three.boundingBox()).y);
  assert.ok((await one.boundingBox()).x > (await two.boundingBox()).x, 'the first page is on the right');
  await page.keyboard.press('t');
  const thumbs = await page.locator('#thumbs').isVisible();
  await page.keyboard.press('j');
  await page.waitForFunction(() => document.getElementById('page-number').value !== '1');
  await page.reload();
  await page.waitForSelector('#sheet.two .page');
  assert.equal(await page.locator('#thumbs').isVisible(), thumbs);
  await page.keyboard.press('?');
  assert.ok(await page.locator('dialog#help').isVisible());
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog#help', { state: 'hidden' });
});

test('at any zoom no more is drawn than what is near the window', async (t) => {
  const { page, sees, settled } = await show(t, report, { options: { deviceScaleFactor: 2 } });
  await sees('本局');
  for (let i = 0; i < 14; i++) await page.keyboard.press('+');
  assert.equal(await page.locator('#zoom').textContent(), '800 %');
  const look = () => page.evaluate(() => {
    const view = document.getElementById('pages').getBoundingClientRect();
    return [...document.querySelectorAll('.page canvas')].filter((c) => c.width).map((c) => {
      const own = c.getBoundingClientRect();
      const data = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
      return { pixels: c.width * c.height, ratio: c.width / own.width, ink: data.some((v, i) => i % 4 === 0 && v < 64),
        covers: own.left <= view.left && own.right >= view.right && own.top <= view.top && own.bottom >= view.bottom };
    });
  });
  for (const by of [0, 900, 900]) {
    await page.mouse.move(600, 400);
    await page.mouse.wheel(by / 2, by);
    await settled();
    let [canvas, ...others] = await look();
    for (let i = 0; i < 50 && (others.length || !canvas.covers); i++) { // it is drawn when scrolling has ended
      await pause(100);
      [canvas, ...others] = await look();
    }
    assert.deepEqual(others, []);
    assert.ok(canvas.covers && canvas.ink && canvas.pixels < 17e6 && Math.abs(canvas.ratio - 2) < 1e-6, JSON.stringify(canvas));
  }
});

test('a source that is not there yet is waited for', async (t) => {
  const { page, file, state, save } = await show(t);
  unlinkSync(file);
  const second = await startPreview(program, [file]);
  t.after(() => second.stop());
  await page.goto(second.url);
  await state('stale');
  assert.equal(await page.locator('.page').count(), 0);
  save(report);
  await state('good');
  assert.equal(await page.locator('.page').count(), 7);
});

test('it speaks the language of the messages, and axe-core finds nothing', async (t) => {
  const { page, save, state } = await show(t, report, { environment: { LC_ALL: 'zh_CN.UTF-8' }, options: { bypassCSP: true } });
  await state('good');
  assert.equal(await page.locator('#state').textContent(), '没有错误');
  assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
  save(wrongTotal);
  await state('draft');
  assert.match(await page.locator('#problems-head').textContent(), /错误 \d+ 处/);
  await page.addScriptTag({ content: axe });
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.help} (${v.nodes[0].html.slice(0, 200)})`), []);
});

test('ten browsers are all told; when the program ends, they say so, and go on with the next', async (t) => {
  const { page, preview, context, file, save, sees, goTo } = await show(t);
  const others = [];
  for (let i = 0; i < 9; i++) {
    others.push(await context.newPage());
    await others[i].goto(preview.url);
  }
  for (const other of others) await other.waitForFunction(() => document.documentElement.dataset.version);
  await others.pop().close();
  await goTo(4);
  save(edited('1333', '4321'));
  await page.bringToFront();
  await sees('4321');
  for (const other of others) await other.waitForFunction(() => document.documentElement.dataset.version >= 2);
  preview.ended = true;
  const { code } = await preview.stop('SIGTERM');
  assert.equal(code, 0);
  await page.waitForSelector('#state.ended');
  const second = await startPreview(program, [file]), third = await startPreview(program, [file]);
  assert.notEqual(second.port, third.port, 'two previews find different ports');
  await second.stop('SIGHUP');
  await third.stop('SIGINT');
});

test('what has changed since another version is marked, and the marks can be turned off', async (t) => {
  const own = mkdtempSync(join(folder, 'since-')), old = join(own, 'old.yaml');
  writeFileSync(old, report);
  const { page, save, sees, version, goTo } = await show(t, edited('1333', '1337'), { args: ['--since', old] });
  const marksOf = (number) => page.evaluate(async (n) => {
    const { getPage } = await import('./store.js'), { views } = await import('./pages.js');
    return (await getPage(views[n - 1].digest)).marks.filter((item) => item[0] === 0).map((item) => item[8]);
  }, number);
  const red = (number) => page.evaluate((n) => {
    const canvas = document.querySelectorAll('.page')[n - 1].querySelector('canvas');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i] > 150 && data[i + 1] < 90 && data[i + 2] < 130) count++;
    return count;
  }, number);
  await goTo(4);
  await sees('1337');
  assert.deepEqual(await marksOf(4), ['1333']);
  assert.deepEqual(await marksOf(3), []);
  assert.ok(await red(4) > 20);
  await page.locator('#since-button').click();
  assert.equal(await page.getAttribute('#since-button', 'aria-pressed'), 'false');
  assert.equal(await red(4), 0);
  await page.keyboard.press('c');
  assert.ok(await red(4) > 20);
  const before = await version();
  save(report);
  await page.waitForFunction((v) => Number(document.documentElement.dataset.version) > v, before, { timeout: 20000 });
  assert.deepEqual(await marksOf(4), []);
  assert.equal(await red(4), 0);
});

test('the older version may be a PDF; one that says nothing is refused', async (t) => {
  const pdf = build('minhang-hrss-2025', 'pdf', '--attach');
  const { page } = await show(t, edited('1333', '1338'), { args: ['--since', pdf] });
  const marks = await page.evaluate(async () => {
    const { getPage } = await import('./store.js'), { views } = await import('./pages.js');
    return (await Promise.all(views.map((view) => getPage(view.digest)))).map((found) => found.marks.length > 0);
  });
  assert.deepEqual(marks, [true, false, false, true, false, false, false]);
  const plain = build('charts', 'pdf');
  await assert.rejects(startPreview(program, ['--since', plain, join(root, 'data/charts.yaml')]), /pdf-bare/);
  const { page: without } = await show(t);
  assert.equal(await without.isVisible('#since-button'), false);
});
