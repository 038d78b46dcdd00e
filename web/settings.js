// What a person has set: theme and shortcuts, kept by the browser; the API key, kept by the tab
// until it is closed. Nothing that was searched is kept.

function read(store, name) {
  try {
    return store().getItem(name);
  } catch {
    return null; // storage is switched off
  }
}

function write(store, name, value) {
  try {
    if (value) store().setItem(name, value);
    else store().removeItem(name);
  } catch {
    /* it holds until the page is left */
  }
}

const local = () => localStorage;
const session = () => sessionStorage;
const state = {
  theme: read(local, 'aka-theme') ?? '',
  shortcuts: read(local, 'aka-shortcuts') !== 'off',
  key: read(session, 'aka-key') ?? '',
};

export const settings = {
  get theme() {
    return state.theme;
  },
  set theme(value) {
    state.theme = value;
    write(local, 'aka-theme', value);
    applyTheme();
  },
  /** Whether keys of one character are shortcuts. */
  get shortcuts() {
    return state.shortcuts;
  },
  set shortcuts(on) {
    state.shortcuts = on;
    write(local, 'aka-shortcuts', on ? '' : 'off');
  },
  get key() {
    return state.key;
  },
  set key(value) {
    state.key = value.trim();
    write(session, 'aka-key', state.key);
  },
};

/** '' follows the system. */
export function applyTheme() {
  if (state.theme) document.documentElement.dataset.theme = state.theme;
  else delete document.documentElement.dataset.theme;
}
