// The structure of the PDF as pdf.js gives it to a browser's accessibility tree.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { build, reports } from './lib.mjs';

const ROLES = new Set(['Root', 'Document', 'H1', 'H2', 'H3', 'H4', 'H5', 'P', 'L', 'LI', 'Lbl', 'LBody', 'Table', 'Caption',
  'THead', 'TBody', 'TR', 'TH', 'TD', 'Figure', 'Note', 'Reference', 'Link', 'Span', 'TOC', 'TOCI']);

function* walk(node) {
  yield node;
  for (const child of node.children ?? []) yield* walk(child);
}

// [nodes of the tree, ids of marked content that the tree has, ids that the page shows], of each page
async function read(document) {
  const pages = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const nodes = [...walk(await page.getStructTree())];
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    pages.push({
      nodes,
      tree: nodes.filter((node) => node.type === 'content').map((node) => node.id),
      shown: items.filter((item) => item.type === 'beginMarkedContentProps' && item.id).map((item) => item.id),
      annotations: await page.getAnnotations(),
    });
  }
  return pages;
}

for (const name of reports) {
  test(`${name}: pdf.js finds every mark in the tree, and nothing else`, async () => {
    const data = new Uint8Array(readFileSync(build(name, 'pdf')));
    const document = await getDocument({ data, verbosity: VerbosityLevel.ERRORS }).promise;
    assert.equal((await document.getMarkInfo()).Marked, true);
    assert.equal((await document.getPageLabels()).length, document.numPages);
    assert.ok((await document.getOutline()).length > 0);
    for (const page of await read(document)) {
      assert.ok(page.shown.length > 0);
      assert.equal(new Set(page.shown).size, page.shown.length);
      assert.deepEqual([...page.tree].sort(), [...page.shown].sort());
      for (const node of page.nodes.filter((node) => node.role)) {
        assert.ok(ROLES.has(node.role), node.role);
        if (node.role === 'Figure') assert.ok(node.alt.length > 10);
      }
      const linked = page.nodes.filter((node) => node.type === 'object' || node.type === 'annotation').length;
      assert.equal(linked, page.annotations.length);
    }
    await document.destroy();
  });
}

test('pdf.js finds what travels in a PDF', async () => {
  const data = new Uint8Array(readFileSync(build('bulletin', 'pdf', '--attach')));
  const document = await getDocument({ data, verbosity: VerbosityLevel.ERRORS }).promise;
  const files = Object.values(await document.getAttachments());
  assert.ok(files.some((file) => file.filename === 'bulletin.yaml' && file.content.length > 1000));
  assert.ok(files.some((file) => file.filename.endsWith('.csv')));
  await document.destroy();
});
