// The page and its service: what is sent, what it weighs, and what happens when the service goes away,
// wants a key or has another index.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { end, newKey, open, says, search, serve, tempFile } from './page.mjs';

let service;
before(async () => {
  service = await serve();
});
after(() => end(service));

test('no name gets into an address that the service sees', async () => {
  const own = await serve();
  const { page, requests, close } = await open(own, '#/search?name=Gustavo+Petro');
  await says(page.locator('.found .status'), /match/);
  await search(page, 'Nicolas Maduro');
  await page.reload();
  await says(page.locator('.found .status'), /match/);
  await close();
  await own.stop();
  assert.deepEqual(
    own.log.filter((line) => /Petro|Maduro/i.test(line)),
    [],
  );
  assert.ok(
    own.log.some((line) => line.includes('/match/default')),
    'the log has addresses',
  );
  assert.deepEqual(
    requests.filter((url) => /[^#]*(Petro|Maduro)/i.test(url.split('#')[0])),
    [],
  );
});

test('what the page weighs', async () => {
  const { page, requests, close } = await open(service);
  await page.waitForLoadState('networkidle');
  await close();
  let bytes = 0;
  let sent = 0;
  for (const url of new Set(requests.filter((u) => u === service.url || u.includes('/assets/')))) {
    const answer = await fetch(url);
    bytes += (await answer.arrayBuffer()).byteLength;
    sent += Number(answer.headers.get('content-length'));
    assert.match(
      answer.headers.get('content-security-policy'),
      /^default-src 'none'; script-src 'self'; style-src 'self';/,
    );
    assert.ok(!answer.headers.get('content-security-policy').includes('unsafe'));
    const again = await fetch(url, { headers: { 'If-None-Match': answer.headers.get('etag') } });
    assert.equal(again.status, 304, url);
  }
  console.log(`# ${requests.length} requests, ${bytes} bytes, ${sent} as sent`);
  assert.ok(bytes > 50000 && bytes < 150000, `${bytes}`);
});

test('the service goes and comes back', { timeout: 60000 }, async () => {
  let own = await serve();
  const { page, wrong, close } = await open(own, '#/search?name=Gustavo+Petro');
  await says(page.locator('.found .status'), /1 match/);
  await own.stop();
  await search(page, 'Nicolas Maduro', /^$/);
  await says(page.locator('.notice'), /The service does not answer.*try again/);
  await says(page.locator('.banner'), /does not answer/);
  own = await serve({ port: own.port });
  await says(page.locator('.result a.caption'), /MADURO/, 20000);
  assert.equal(await page.locator('.banner').isVisible(), false);
  assert.deepEqual(wrong, []);
  await close();
  await own.stop();
});

test('an API key is asked for, and kept by the tab only', async () => {
  const { line, key } = newKey('reviewer');
  writeFileSync(tempFile('keys'), line);
  const own = await serve({ args: ['--keys', tempFile('keys')] });
  const { page, close } = await open(own, '#/search?name=Gustavo+Petro');
  await says(page.locator('.notice'), /The service wants an API key/);
  await page.locator('.notice').getByLabel('API key').fill(key);
  await page.locator('.notice').getByRole('button').click();
  await says(page.locator('.found .status'), /1 match/);
  await page.reload();
  await says(page.locator('.found .status'), /1 match/);
  assert.ok(!(await page.evaluate(() => JSON.stringify(localStorage))).includes(key));
  await close();
  await own.stop();
});

test('another index is told', async () => {
  const { page, close } = await open(service, '#/search?name=Gustavo+Petro');
  await says(page.locator('.found .status'), /1 match/);
  await page.route('**/match/**', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({
      response: answer,
      headers: { ...answer.headers(), 'x-aka-index': '0123456789abcdef' },
    });
  });
  await search(page, 'Nicolas Maduro');
  await says(page.locator('.banner'), /The index has been replaced/);
  await close();
});
