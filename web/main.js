// The frame of the page: header, views by address, shortcuts, settings.
import * as api from './api.js';
import { h, field, select } from './dom.js';
import { keyForm } from './notice.js';
import { parseRoute, routeOf } from './routes.js';
import { applyTheme, settings } from './settings.js';
import { text } from './text.js';
import { compareView } from './view_compare.js';
import { entityView } from './view_entity.js';
import { filesView } from './view_files.js';
import { searchView } from './view_search.js';

const VIEWS = { search: searchView, files: filesView, compare: compareView, entities: entityView };
const views = new Map(); // those that were opened live on: a table keeps its results
const scrolled = new Map(); // where a view was left
const live = h('p', { class: 'sr', role: 'status' });
const main = h('main', { id: 'main', tabindex: '-1' });
const banner = h('div', { class: 'banner', role: 'alert', hidden: true });
let index = { fingerprint: '', entities: 0 };
let current = null;
let currentName = '';

// ---- what is said ----

let saying;
function announce(words) {
  clearTimeout(saying);
  // After a pause: while somebody types, only the last count is worth hearing.
  saying = setTimeout(() => {
    live.textContent = words;
  }, 500);
}

const setTitle = () => {
  document.title = text.title(current?.title);
};

// ---- addresses ----

const go = (route) => {
  if (location.hash !== route) location.hash = route;
};
/** The same place in the history: for what changes while one types. */
function replace(route) {
  if (location.hash === route) return;
  history.replaceState(null, '', route);
  show(true);
}

const context = { go, replace, announce, fingerprint: () => index.fingerprint };

function viewOf(name) {
  if (!views.has(name)) views.set(name, VIEWS[name](context));
  return views.get(name);
}

function show(same) {
  const route = parseRoute(location.hash);
  const name = VIEWS[route.view] ? route.view : 'search';
  const view = viewOf(name);
  const moved = name !== currentName || (name === 'entities' && !same);
  if (moved) {
    scrolled.set(currentName, scrollY);
    current = view;
    currentName = name;
    main.replaceChildren(view.element);
    markNavigation(name);
  }
  view.titled = setTitle;
  view.update(route);
  setTitle();
  if (moved) arrive(name);
}

/** Where one has come to: the place left before, and the heading for those who listen. */
function arrive(name) {
  scrollTo(0, name === 'entities' ? 0 : (scrolled.get(name) ?? 0));
  if (!started) return;
  if (name === 'search') current.focus();
  else main.querySelector('h1')?.focus({ preventScroll: true });
}

// ---- the frame ----

const links = ['search', 'files', 'compare'].map((name) =>
  h('a', { href: routeOf(name) }, text.nav[name]),
);
function markNavigation(name) {
  links.forEach((link, i) => {
    if (['search', 'files', 'compare'][i] === name) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  });
}

function dialog(title, ...content) {
  const close = h(
    'button',
    { type: 'button', autofocus: true, on: { click: () => box.close() } },
    text.close,
  );
  const box = h(
    'dialog',
    { 'aria-label': title },
    h('h2', null, title),
    content,
    h('p', { class: 'row' }, close),
  );
  return box;
}

function settingsDialog() {
  const theme = select(Object.entries(text.settings.themes), settings.theme, {
    on: {
      change: () => {
        settings.theme = theme.value;
      },
    },
  });
  const shortcuts = h('input', {
    type: 'checkbox',
    on: {
      change: () => {
        settings.shortcuts = shortcuts.checked;
      },
    },
  });
  shortcuts.checked = settings.shortcuts;
  return dialog(
    text.settings.title,
    field(text.settings.theme, theme),
    h('p', null, h('label', { class: 'check' }, shortcuts, ' ', text.settings.shortcuts)),
    keyForm(() => {
      setBox.close();
      refresh();
    }),
  );
}

const helpDialog = () =>
  dialog(
    text.help.title,
    h(
      'dl',
      { class: 'keys' },
      text.help.keys.map(([keys, what]) => [
        h('dt', null, h('kbd', null, keys)),
        h('dd', null, what),
      ]),
    ),
    h('p', { class: 'hint' }, text.help.off),
    h('h2', null, text.help.scores),
    h('p', null, text.help.bands),
    h('p', null, h('a', { href: 'docs' }, text.help.api)),
  );

const setBox = settingsDialog();
const helpBox = helpDialog();
// In the header, and for narrow screens and paper below all.
const indexNotes = [1, 2].map(() => h('p', { class: 'index', title: text.index.explain }));

function showIndex() {
  for (const note of indexNotes)
    note.replaceChildren(
      h('span', { class: 'label' }, text.index.label),
      ' ',
      h(
        'code',
        null,
        index.fingerprint ? text.index.state(index.fingerprint, index.entities) : '…',
      ),
    );
}

function build() {
  document.documentElement.lang = text.lang;
  document.documentElement.dir = text.dir;
  const skip = h(
    'a',
    {
      href: '#main',
      class: 'skip',
      on: {
        click: (e) => {
          e.preventDefault();
          main.focus();
        },
      },
    },
    text.skip,
  );
  const open = (box) => () => box.showModal();
  const header = h(
    'header',
    { class: 'top' },
    h('a', { class: 'brand', href: routeOf('search'), title: text.tagline }, text.name),
    h('nav', { 'aria-label': text.nav.label }, links),
    indexNotes[0],
    h(
      'div',
      { class: 'tools' },
      h(
        'button',
        { type: 'button', class: 'plain', on: { click: open(setBox) } },
        text.settings.title,
      ),
      h(
        'button',
        { type: 'button', class: 'plain', 'aria-keyshortcuts': '?', on: { click: open(helpBox) } },
        text.help.title,
      ),
    ),
  );
  document.body.replaceChildren(
    skip,
    header,
    banner,
    main,
    h('footer', null, indexNotes[1]),
    live,
    setBox,
    helpBox,
  );
  showIndex();
}

// ---- the service ----

async function loadCatalog() {
  try {
    const { datasets } = await api.catalog();
    index.entities = datasets.find((d) => d.name === 'default')?.entity_count ?? 0;
    showIndex();
    viewOf('search').setDatasets(datasets.filter((d) => d.name !== 'default'));
  } catch {
    /* the view that asks next tells what is wrong */
  }
}

api.events.addEventListener('index', ({ detail }) => {
  const replaced = index.fingerprint !== '';
  index = { fingerprint: detail, entities: 0 };
  showIndex();
  if (!replaced) return;
  tell(text.index.changed);
  loadCatalog();
});

let asking; // whether the service is back
function tell(words) {
  banner.textContent = words;
  banner.hidden = !words;
}

function back() {
  tell('');
  loadCatalog();
  refresh();
}

api.events.addEventListener('lost', () => {
  tell(text.index.lost);
  clearTimeout(asking);
  asking = setTimeout(() => {
    fetch('healthz').then(
      (r) => r.ok && back(),
      () => api.events.dispatchEvent(new CustomEvent('lost')),
    );
  }, 3000);
});
api.events.addEventListener('reached', () => {
  clearTimeout(asking);
  if (banner.textContent === text.index.lost) tell('');
});

/** Asks anew for what the view shows. */
function refresh() {
  current.refresh?.();
  current.update(parseRoute(location.hash));
}

document.addEventListener('aka-key', loadCatalog);

// ---- shortcuts ----

const isTyping = (target) =>
  target.matches?.('input:not([type=checkbox]), textarea, select') || target.isContentEditable;
const GO = { s: 'search', f: 'files', c: 'compare' };
let wentG = 0;

function shortcut(event) {
  const { key } = event;
  if (GO[key] && performance.now() - wentG < 1000) go(routeOf(GO[key]));
  else if (key === '/') {
    go(routeOf('search'));
    setTimeout(() => {
      viewOf('search').focus();
      document.activeElement.select?.();
    });
  } else if (key === '?') helpBox.showModal();
  else if (key === 'j' || key === 'k') current.move?.(key === 'j' ? 1 : -1);
  else if (key === 'g') wentG = performance.now();
  else return;
  event.preventDefault();
}

document.addEventListener('keydown', (event) => {
  if (
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    event.isComposing ||
    document.querySelector('dialog[open]')
  )
    return;
  if (event.key === 'Escape' && current.escape) {
    event.preventDefault();
    current.escape();
  } else if (settings.shortcuts && !isTyping(event.target)) shortcut(event);
});

// A file that is dropped beside the field shall not replace the page.
for (const event of ['dragover', 'drop']) addEventListener(event, (e) => e.preventDefault());

let started = false;
applyTheme();
build();
addEventListener('hashchange', () => show(false));
show(false);
started = true;
if (currentName === 'search' && matchMedia('(hover: hover)').matches) current.focus();
loadCatalog();
