// What the browser tests share: a service with an index of example lists, a browser, pages that
// note whatever should not happen.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import assert from 'node:assert/strict';

const require = createRequire(import.meta.url);
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
export const SOURCE = new URL('../../../', import.meta.url).pathname;
const AKA = process.env.AKA ?? join(SOURCE, 'build/aka');
const folder = mkdtempSync(join(tmpdir(), 'aka-web-'));
export const INDEX = join(folder, 'test.aka');

const lists = readdirSync(join(SOURCE, 'examples/lists'))
  .filter((n) => !/^(ALT|ADD|SDN_COMMENTS)/.test(n))
  .map((n) => join(SOURCE, 'examples/lists', n));
execFileSync(AKA, [
  'index',
  '-q',
  '-o',
  INDEX,
  ...lists,
  join(SOURCE, 'tests/web/people.ftm.jsonl'),
]);

/** A running service: { url, stop }. */
export async function serve({ port = 0, args = [] } = {}) {
  const child = spawn(
    AKA,
    ['serve', '-i', INDEX, '--listen', `127.0.0.1:${port}`, '--log', 'full', ...args],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const log = [];
  const lines = createInterface({ input: child.stderr });
  const url = await new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      log.push(line);
      const found = /listening on (http:\S+)/.exec(line);
      if (found) resolve(`${found[1]}/`);
    });
    child.on('exit', () => reject(new Error(`aka serve: ${log.join('\n')}`)));
  });
  const stop = () =>
    new Promise((resolve) => {
      child.once('exit', resolve);
      child.kill('SIGTERM');
    });
  return { url, stop, log, port: Number(new URL(url).port) };
}

/** An API key, and the line for the file of keys. */
export function newKey(name) {
  const done = spawnSync(AKA, ['serve', '--new-key', name], { encoding: 'utf8' });
  return { line: done.stdout, key: /the key is (\S+);/.exec(done.stderr)[1] };
}

export const tempFile = (name) => join(folder, name);

export const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-dev-shm-usage',
  ],
});

export const VARIANTS = {
  light: { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  phone: {
    viewport: { width: 360, height: 740 },
    colorScheme: 'light',
    hasTouch: true,
    isMobile: true,
  },
  narrow: { viewport: { width: 320, height: 640 }, colorScheme: 'dark' },
};

/** A page at a route; `wrong` gathers errors, violations of the policy and foreign requests. */
export async function open(service, route = '', options = VARIANTS.light) {
  const context = await browser.newContext({
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
  const page = await context.newPage();
  const wrong = [];
  const requests = [];
  page.on('pageerror', (error) => wrong.push(`error: ${error.stack ?? error}`));
  page.on('console', (m) => {
    if (m.type() === 'error' && !m.text().startsWith('Failed to load resource'))
      wrong.push(m.text());
  });
  page.on('request', (r) => {
    requests.push(r.url());
    if (
      !r.url().startsWith(service.url) &&
      !r.url().startsWith('blob:') &&
      !r.url().startsWith('data:')
    )
      wrong.push(`foreign: ${r.url()}`);
  });
  await page.addInitScript(() =>
    addEventListener('securitypolicyviolation', (e) =>
      console.error(`policy: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`),
    ),
  );
  await page.goto(service.url + route);
  return { page, wrong, requests, close: () => context.close() };
}

/** Types into the search and waits for what the status says. */
export async function search(page, name, status = /match/) {
  await page.getByRole('searchbox', { name: 'Name', exact: true }).fill(name);
  await says(page.locator('.found .status'), status);
}

export async function says(locator, pattern, ms = 15000) {
  const end = Date.now() + ms;
  let text = '';
  for (;;) {
    text = (await locator.count()) ? ((await locator.first().textContent()) ?? '') : '';
    if (pattern.test(text)) return text;
    if (Date.now() > end) assert.match(text, pattern);
    await new Promise((r) => {
      setTimeout(r, 50);
    });
  }
}

/** Until something holds on the page. (Playwright's own waiting needs `eval`, which the policy forbids.) */
export async function until(page, condition, argument, ms = 15000) {
  const end = Date.now() + ms;
  while (!(await page.evaluate(condition, argument))) {
    assert.ok(Date.now() < end, `never: ${condition}`);
    await new Promise((r) => {
      setTimeout(r, 50);
    });
  }
}

/** Violations that axe finds, as readable lines. */
export async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() =>
    globalThis.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  );
  assert.ok(found.passes.length > 10, 'axe checked something');
  return found.violations.flatMap((v) =>
    v.nodes.map(
      (n) => `${v.id}: ${n.html.slice(0, 160)} ${n.failureSummary?.split('\n')[1] ?? ''}`,
    ),
  );
}

export const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

export async function end(...services) {
  await browser.close();
  for (const service of services) await service.stop();
  rmSync(folder, { recursive: true, force: true });
}
