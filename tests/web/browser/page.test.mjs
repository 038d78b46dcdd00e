// The page in a real browser, as a reviewer uses it.
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  SOURCE,
  VARIANTS,
  end,
  open,
  overflow,
  says,
  search,
  serve,
  tempFile,
  until,
  violations,
} from './page.mjs';

let service;
before(async () => {
  service = await serve();
});
after(() => end(service));

/** A test with a page; nothing may go wrong on it unless it is said. */
function view(name, route, body, options) {
  test(name, { timeout: 90000 }, async () => {
    const it = await open(service, route, options);
    try {
      await body(it.page, it);
      assert.deepEqual(it.wrong, []);
    } finally {
      await it.close();
    }
  });
}

const captions = (page) => page.locator('.result:not(.below) a.caption').allTextContents();

view('typing a name shows results, with evidence in words', '', async (page) => {
  await says(page.locator('.index').first(), /[0-9a-f]{16}/);
  await says(page.locator('.lists'), /t_ships\s*1/);
  await page.keyboard.type('Gustavo Petro'); // the search field has the focus
  await says(page.locator('.found .status'), /^1 match at or above 0\.70/);
  const card = page.locator('.result').first();
  await says(card, /Gustavo Francisco PETRO URREGO/);
  await says(card.locator('.score'), /0\.842\s*possible/);
  const parts = await card.locator('.part').allTextContents();
  assert.equal(parts.length, 4);
  assert.match(parts[0], /asked Gustavo\s*= agrees\s*listed Gustavo/);
  assert.match(parts[1], /asked nothing.*left out\s*listed Francisco/);
  await says(card.locator('.fact.notAsked').first(), /Date not given listed 1960-04-19/);
  await says(page.locator('[role=status]'), /^1 match at or above/);
  assert.match(page.url(), /#\/search\?name=Gustavo\+Petro$/);
  assert.equal(await page.title(), 'Gustavo Petro · Search · aka');
});

view('facts, filters and threshold are in the address, and survive a reload', '', async (page) => {
  await search(page, 'Gustavo Petro');
  await page.getByLabel('Birth date').fill('1961-04-19');
  await says(page.locator('.fact.off, .fact.near, .fact.contradict').first(), /Date/);
  await page.getByLabel('Kind').selectOption('Person');
  await page.getByLabel('Threshold').fill('0.95');
  await says(page.locator('.found .status'), /^No match at or above 0\.95/);
  const address = page.url();
  for (const part of [
    'name=Gustavo+Petro',
    'birthDate=1961-04-19',
    'schema=Person',
    'threshold=0.95',
  ])
    assert.ok(address.includes(part), part);
  await page.reload();
  await says(page.locator('.found .status'), /^No match at or above 0\.95/);
  assert.equal(await page.getByLabel('Birth date').inputValue(), '1961-04-19');
  await page.getByRole('button', { name: 'Clear all' }).click();
  await says(page.locator('.empty'), /Type a name/);
});

view('back leads to the search before', '', async (page) => {
  await search(page, 'Gustavo Petro', /1 match/);
  await page.keyboard.press('Enter');
  await page.getByRole('searchbox').fill('Nicolas Maduro');
  await says(page.locator('.result a.caption'), /MADURO/);
  await page.goBack();
  await says(page.locator('.result a.caption'), /PETRO/);
  assert.equal(await page.getByRole('searchbox').inputValue(), 'Gustavo Petro');
});

view(
  'what the service does not understand is said',
  '#/search?name=Gustavo+Petro&birthDate=soon',
  async (page) => {
    await says(
      page.locator('.fact.uncompared'),
      /Date not understood asked soon · listed 1960-04-19/,
    );
    await page.getByLabel('Threshold').fill('7');
    await page.getByLabel('Birth date').fill('');
    assert.equal(
      await page.getByLabel('Threshold').inputValue(),
      '0.70',
      'what counts is what is shown',
    );
  },
);

view(
  'what is near the threshold stands apart',
  '#/search?name=Gustavo+Petro&threshold=0.9',
  async (page) => {
    await says(page.locator('.found .status'), /^No match at or above 0\.90, 1 result just below/);
    await says(page.locator('.near-misses h2'), /Just below the threshold: 1 result/);
    await says(page.locator('.near-misses .result.below .score'), /below the threshold/);
    assert.deepEqual(await captions(page), []);
  },
);

view('lists and countries filter', '#/search?name=Quillfeather', async (page) => {
  await says(page.locator('.found .status'), /match/);
  const all = await page.locator('.result').count();
  assert.ok(all >= 2);
  await page.getByLabel('Country of results').selectOption('Panama');
  await until(page, (n) => document.querySelectorAll('.result').length < n, all);
  assert.deepEqual(await page.locator('.result a.caption').allTextContents(), [
    'QUILLFEATHER STAR',
  ]);
  await page.getByLabel('Country of results').selectOption('');
  await page.getByLabel('List', { exact: true }).selectOption('t_ships');
  await until(page, () => document.querySelectorAll('.result').length === 1);
});

view(
  'aliases unfold, related parties load',
  '#/search?name=Quillfeather+Holdings&schema=Company',
  async (page) => {
    const card = page.locator('.result').first();
    await says(card.locator('.aliases'), /Quillfeather Group/);
    await card.getByText(/^Show \d+ more/).click();
    await card.getByText('Related parties').click();
    await says(card.locator('.related'), /QUILLFEATHER STAR/);
    await card.getByRole('button', { name: 'Copy evidence' }).click();
    await says(card, /Copied/);
    const lines = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
    assert.equal(lines[0], 'Quillfeather Holdings Ltd (t-owner; t_list)');
    assert.match(lines[1], /^Score 0\.\d{3}, [a-z ]+; threshold 0\.70$/);
    assert.ok(
      lines.includes('Country: not given; listed Cyprus') &&
        /^Index [0-9a-f]{16} · 20/.test(lines.at(-2)),
      lines.join('|'),
    );
    await card.getByText('Part by part').click();
    await says(card.locator('.part-table table'), /Strength/);
  },
);

view('only the last answer counts', '', async (page) => {
  let first = true;
  await page.route('**/match/**', async (route) => {
    if (first) {
      first = false;
      await new Promise((r) => {
        setTimeout(r, 1200);
      });
    }
    await route.continue().catch(() => {});
  });
  await page.getByRole('searchbox').fill('Nicolas Maduro');
  await says(page.locator('.found .status'), /Searching/);
  await page.getByRole('searchbox').fill('Gustavo Petro');
  await says(page.locator('.result a.caption'), /PETRO/);
  await page.waitForTimeout(1200);
  assert.match((await captions(page))[0], /PETRO/);
});

view('the keyboard alone', '#/compare', async (page) => {
  await page.locator('h1').click();
  await page.keyboard.press('/');
  await until(page, () => document.activeElement.type === 'search');
  await page.keyboard.type('Quillfeather');
  await page.locator('.result').nth(1).waitFor();
  const focused = () => page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press('ArrowDown');
  const [one, two] = await page.locator('a.caption').allTextContents();
  assert.equal(await focused(), one);
  await page.keyboard.press('ArrowDown');
  assert.equal(await focused(), two);
  await page.keyboard.press('k');
  assert.equal(await focused(), one);
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.equal(outline, 'solid', 'the focus is seen');
  await page.keyboard.press('Enter');
  await says(page.locator('h1'), new RegExp(one));
  assert.equal(
    await page.evaluate(() => document.activeElement.tagName),
    'H1',
    'listeners are told where they are',
  );
  await page.goBack();
  await page.locator('.result').first().waitFor();
  assert.equal(await page.getByRole('searchbox').inputValue(), 'Quillfeather');
  await page.locator('a.caption').first().focus();
  await page.keyboard.press('Escape');
  assert.equal(await page.evaluate(() => document.activeElement.type), 'search');
  await page.keyboard.press('Escape');
  assert.equal(await page.getByRole('searchbox').inputValue(), '');
  await page.locator('.brand').focus();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('f');
  await says(page.locator('h1'), /Texts and files/);
});

view(
  'shortcuts of one character can be switched off, and a skip link leads on',
  '#/compare',
  async (page) => {
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByLabel('Shortcuts of a single character').uncheck();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.locator('h1').click();
    await page.keyboard.press('/');
    await page.waitForTimeout(200);
    assert.match(page.url(), /#\/compare/);
    await page.reload();
    await page.locator('h1').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  },
);

view(
  'a record: all statements, their sources, a permanent address',
  '#/entities/t-ship',
  async (page) => {
    await says(page.locator('h1'), /QUILLFEATHER STAR/);
    await says(page.locator('.statements'), /IMO number/);
    const rows = await page.locator('.statements tbody tr').allTextContents();
    assert.ok(
      rows.some((r) => /9074729.*t_ships/.test(r)) && rows.some((r) => /9074729.*t_list/.test(r)),
    );
    await page.reload();
    await says(page.locator('h1'), /QUILLFEATHER STAR/);
    assert.equal(await page.title(), 'QUILLFEATHER STAR · aka');
    await page.getByRole('link', { name: 'Quillfeather Holdings Ltd' }).first().click();
    await says(page.locator('h1'), /Quillfeather Holdings Ltd/);
    await page.goBack();
    await says(page.locator('h1'), /QUILLFEATHER STAR/);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('header.top').isVisible(), false);
    await says(page.locator('.print-only'), /#\/entities\/t-ship · index [0-9a-f]{16}/);
  },
);

view('a record that is not there', '#/entities/nobody', async (page) => {
  await says(page.locator('.entity'), /There is no “nobody” in this index/);
});

view('what a list says is text, never markup', '#/search?name=Zorgrub+Quentil', async (page) => {
  await says(page.locator('.result a.caption'), /<img src=x onerror=window\.hacked=1> Zorgrub/);
  await page.locator('.result a.caption').first().click();
  await says(page.locator('.statements'), /<style>\*\{display:none\}<\/style>/);
  assert.equal(await page.locator('a[href^="javascript"]').count(), 0);
  assert.equal(await page.getByRole('link', { name: 'https://lists.example/zorgrub' }).count(), 2);
  await page.goto(`${service.url}#/files`);
  await page
    .getByLabel('Text, payment or table')
    .fill('id,name\n1,"<img src=x onerror=window.hacked=1> Zorgrub Quentil"\n');
  await page.getByRole('button', { name: 'Screen', exact: true }).click();
  await page.getByRole('button', { name: 'Screen the rows' }).click();
  await says(page.locator('.rows tbody'), /Zorgrub/);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.equal(await page.locator('main img, main script, main svg, main style').count(), 0);
});

view(
  'names from right to left keep their direction',
  '#/search?name=محمود+عبد+الرزاق+الخطيبي',
  async (page) => {
    const caption = page.locator('.result a.caption bdi').first();
    await caption.waitFor();
    assert.equal(await caption.evaluate((e) => getComputedStyle(e).direction), 'rtl');
    assert.equal(
      await page.getByRole('searchbox').evaluate((e) => getComputedStyle(e).direction),
      'rtl',
    );
  },
);

view(
  'two names compared',
  '#/compare?a=Ahmad+al-Tikriti&b=Ahmad+al-Mosuli&schema=Person',
  async (page) => {
    await says(page.locator('.part.contradict'), /asked Tikriti.*contradicts.*listed Mosuli/);
    await says(page.locator('.score'), /0\.173 below the threshold/);
    await page.getByLabel('Name as listed').fill('Ahmed al-Tikriti');
    await says(page.locator('.score'), /very close/);
    assert.match(page.url(), /b=Ahmed\+al-Tikriti/);
    await page.getByRole('button', { name: 'Exchange' }).click();
    assert.equal(await page.getByLabel('Name as asked').inputValue(), 'Ahmed al-Tikriti');
  },
);

view('a text: mentions are marked and linked with who is mentioned', '#/files', async (page) => {
  await page
    .getByLabel('Text, payment or table')
    .fill(readFileSync(join(SOURCE, 'examples/articles/4-diario.txt'), 'utf8'));
  await page.getByRole('button', { name: 'Screen', exact: true }).click();
  await says(page.locator('.passages .status'), /\d+ mentions of \d+ listed parties/);
  const marks = await page.locator('mark').allTextContents();
  assert.ok(
    marks.some((m) => /^Gustavo Petro \(mentions Gustavo Francisco PETRO URREGO\)/.test(m)),
    marks.join(),
  );
  assert.ok(
    marks.some((m) => m.startsWith('Verónica Alcocer García')),
    'offsets count bytes',
  );
  await page.locator('mark').first().press('Enter');
  await says(page.locator('.person:focus h3'), /PETRO URREGO/);
  await page.locator('.person', { hasText: 'ALCOCER' }).locator('.places button').first().click();
  assert.match(await page.evaluate(() => document.activeElement.textContent), /^Verónica/);
  const shown = await page.locator('.text').evaluate((e) => {
    e.querySelectorAll('.sr').forEach((s) => s.remove());
    return e.textContent;
  });
  assert.equal(
    shown,
    readFileSync(join(SOURCE, 'examples/articles/4-diario.txt'), 'utf8'),
    'the text is whole',
  );
});

view('a payment', '#/files', async (page) => {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose a file …' }).click(),
  ]);
  await chooser.setFiles(join(SOURCE, 'examples/payments/mt202cov.txt'));
  await says(page.locator('.passages .status'), /^3 mentions of 3 listed parties/);
  await says(
    page.locator('.person', { hasText: 'ALTAMIRA' }).locator('.where'),
    /^50K\/2 · ordering customer/,
  );
  await page.getByRole('button', { name: 'Put away' }).click();
  await page
    .getByLabel('Text, payment or table')
    .fill(':20:EX-1\n:57A:NOBIC\n:59:GUSTAVO PETRO\n-\n');
  await page.getByRole('button', { name: 'Screen', exact: true }).click();
  await says(
    page.locator('.passages .notice'),
    /1 problem in the text.*line 2, 57A\/1: this is no BIC/,
  );
  await page.getByLabel('Read as').selectOption('text');
  await page.getByRole('button', { name: 'Screen', exact: true }).click();
  await says(page.locator('.where'), /^$/);
});

view('a file is dropped', '#/files', async (page) => {
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['name;dob\nGustavo Petro;1960-04-19\n'], 'people.csv'));
    return transfer;
  });
  await page.dispatchEvent('.files', 'drop', { dataTransfer: data });
  await says(page.locator('.chosen'), /people\.csv \(34 bytes\)/);
  await says(page.locator('.column-form'), /separated by semicolons/);
  assert.equal(await page.getByLabel('Meaning: dob').inputValue(), 'birthDate');
  await page.getByRole('button', { name: 'Put away' }).click();
  assert.equal(await page.getByLabel('Text, payment or table').isEnabled(), true);
});

function customers(n) {
  const rows = ['id,name,schema,birth_date,notes'];
  for (let i = 1; i < n; i++) {
    if (i % 5000 === 0) rows.push(`c${i},Gustavo Petro,Person,1960-04-19,=cmd()`);
    else if (i === 777) rows.push(`c${i},too,many,fields,here,really`);
    else
      rows.push(`c${i},Customer${i} Qwertz${i % 97},Person,19${10 + (i % 80)}-01-01,"a, ""note"""`);
  }
  return `${rows.join('\r\n')}\r\n`;
}

view('a table of 20,000 rows: progress, results, files', '#/files', async (page) => {
  writeFileSync(tempFile('big.csv'), customers(20001));
  await page.locator('input[type=file]').setInputFiles(tempFile('big.csv'));
  assert.equal(await page.getByLabel('Meaning: birth_date').inputValue(), 'birthDate');
  await page.evaluate(() => {
    // the longest time that the page did not react
    globalThis.longest = 0;
    let last = performance.now();
    setInterval(() => {
      globalThis.longest = Math.max(globalThis.longest, performance.now() - last);
      last = performance.now();
    }, 20);
  });
  await page.getByRole('button', { name: 'Screen the rows' }).click();
  await says(page.locator('.progress .status'), /[\d,]+ rows screened, \d+ %/);
  await says(
    page.locator('.progress .status'),
    /^20,000 rows screened, 4 with a match, 1 could not be screened$/,
    60000,
  );
  assert.ok((await page.evaluate(() => globalThis.longest)) < 2000, 'it never froze');
  assert.equal(await page.locator('.rows tbody tr').count(), 4);
  const heap = await page.evaluate(() => performance.memory?.usedJSHeapSize ?? 0);
  assert.ok(heap < 150e6, `${heap} bytes`);
  await page.getByRole('button', { name: 'Evidence for Gustavo Petro' }).first().click();
  await says(page.locator('.opened .part').first(), /Gustavo/);
  await page.getByLabel('Rows', { exact: true }).selectOption('errors');
  await says(page.locator('.rows tbody'), /778.*the row has 6 fields where the header has 5/);
  await page.getByLabel('Rows', { exact: true }).selectOption('all');
  await says(page.locator('.pages'), /1–50 of 20,000/);
  await page.getByRole('button', { name: 'Next' }).click();
  await says(page.locator('.pages'), /51–100 of 20,000/);
  await page.getByLabel('Show rows with').fill('c15000');
  await says(page.locator('.pages'), /1–1 of 1$|1–1 of 1\D/);
  const load = async (name) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name }).click(),
    ]);
    return readFileSync(await download.path(), 'utf8');
  };
  const csv = await load('Download CSV');
  assert.equal(csv.trimEnd().split('\r\n').length, 20001);
  assert.match(csv, /5001,c5000,Gustavo Petro,ofac-56062,/);
  assert.match(csv, /778,,,,,,,,,,the row has 6 fields/);
  const objects = (await load('Download JSON Lines'))
    .trimEnd()
    .split('\n')
    .map((l) => JSON.parse(l));
  assert.equal(objects.length, 20000);
  assert.equal(objects[4999].results[0].id, 'ofac-56062');
  await page.goto(`${service.url}#/entities/ofac-56062`);
  await says(page.locator('h1'), /PETRO/);
  await page.goBack();
  await says(page.locator('.progress .status'), /^20,000 rows/, 5000);
});

view('columns are chosen by hand, and a run is stopped', '#/files', async (page) => {
  const rows = Array.from({ length: 30000 }, (_, i) => `Person ${i} Xyz;${i}`).join('\n');
  await page.getByLabel('Text, payment or table').fill('who;n\n');
  await page.getByLabel('Read as').selectOption('table');
  writeFileSync(tempFile('who.csv'), `who;n\n${rows}\n`);
  await page.locator('input[type=file]').setInputFiles(tempFile('who.csv'));
  await page.getByRole('button', { name: 'Screen the rows' }).click();
  await says(page.locator('.wrong[role=alert]'), /No column has a name/);
  await page.getByLabel('Meaning: who').selectOption('name');
  await page.getByRole('button', { name: 'Screen the rows' }).click();
  await says(page.locator('.progress .status'), /[1-9][\d,]* rows screened/);
  await page.getByRole('button', { name: 'Stop' }).click();
  await says(page.locator('.progress .status'), /^Stopped: [\d,]+ rows screened/);
  assert.ok(await page.getByRole('button', { name: 'Download CSV' }).isVisible());
});

view(
  'a run waits for a service that is gone, and goes on where it was',
  '#/files',
  async (page) => {
    let asked = 0;
    await page.route('**/match/**', (route) => (++asked > 3 ? route.abort() : route.continue()));
    writeFileSync(tempFile('some.csv'), customers(1001));
    await page.locator('input[type=file]').setInputFiles(tempFile('some.csv'));
    await page.getByRole('button', { name: 'Screen the rows' }).click();
    await says(page.locator('.table-output .notice'), /The service does not answer/);
    await says(page.locator('.progress .status'), /^[1-9]00 rows screened/);
    await page.unroute('**/match/**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await says(
      page.locator('.progress .status'),
      /^1,000 rows screened, 0 with a match, 1 could not/,
    );
    assert.equal(await page.locator('.table-output .notice').count(), 0);
  },
);

view('a file that is not there any more', '#/files', async (page) => {
  writeFileSync(tempFile('gone.csv'), customers(50001));
  await page.locator('input[type=file]').setInputFiles(tempFile('gone.csv'));
  await page.locator('.column-form').waitFor();
  rmSync(tempFile('gone.csv'));
  await page.getByRole('button', { name: 'Screen the rows' }).click();
  await says(page.locator('.table-output .notice'), /The file can no longer be read/);
});

// ---- everywhere ----

// Each with what is there when it is complete.
const ROUTES = {
  search: ['#/search?name=Gustavo+Petro&threshold=0.9', '.result'],
  start: ['', '.lists'],
  entity: ['#/entities/t-owner', '.statements'],
  compare: ['#/compare?a=Ahmad+al-Tikriti&b=Ahmad+al-Mosuli', '.part'],
  files: ['#/files', 'textarea'],
};
for (const [variant, options] of Object.entries(VARIANTS))
  view(
    `axe finds nothing and nothing is cut off: ${variant}`,
    '',
    async (page) => {
      for (const [name, [route, complete]] of Object.entries(ROUTES)) {
        await page.goto(service.url + route);
        await page.locator(complete).first().waitFor();
        if (name === 'search') await page.locator('.result summary').first().click();
        if (name === 'files') {
          await page.getByRole('button', { name: 'a text' }).click();
          await page.locator('mark').first().waitFor();
          assert.deepEqual(await violations(page), [], `${variant} text`);
          assert.ok((await overflow(page)) <= 0, `${variant} text is too wide`);
          await page.getByRole('button', { name: 'a table' }).click();
          await page.getByRole('button', { name: 'Screen the rows' }).click();
          await says(page.locator('.progress .status'), /3 rows screened, 2/);
        }
        assert.deepEqual(await violations(page), [], `${variant} ${name}`);
        assert.ok((await overflow(page)) <= 0, `${variant} ${name} is too wide`);
      }
      await page.getByRole('button', { name: 'Settings' }).click();
      assert.deepEqual(await violations(page), [], `${variant} settings`);
    },
    options,
  );

view('the theme can be chosen', '', async (page) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByLabel('Colours').selectOption('dark');
  assert.notEqual(await ground(), light);
  await page.reload();
  assert.notEqual(await ground(), light);
});
