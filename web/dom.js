// Making elements. Data only ever becomes text nodes and attributes, never markup: this is the one
// place where elements are made, and it knows no way to parse HTML.

const SAFE_LINK = /^(#|https?:\/\/|docs$|openapi\.json$|blob:)/i;

function set(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name === 'on') {
    for (const [event, handler] of Object.entries(value)) element.addEventListener(event, handler);
  } else if (name === 'value') {
    element.value = value;
  } else if (/^on|^(srcdoc|style|innerhtml)$/i.test(name)) {
    throw new Error(`attribute ${name} is not for here`);
  } else if (name === 'href' && !SAFE_LINK.test(value)) {
    // A "javascript:" out of a list is no link.
  } else {
    element.setAttribute(name, value === true ? '' : value);
  }
}

function add(element, child) {
  if (Array.isArray(child)) child.forEach((c) => add(element, c));
  else if (child instanceof Node) element.append(child);
  else if (child !== undefined && child !== null && child !== false) element.append(String(child));
}

/** An element: h('a', { href, class, on: { click } }, 'text', [more]). */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  add(element, children);
  for (const [name, value] of Object.entries(attributes ?? {})) set(element, name, value);
  return element;
}

/** Text of unknown direction (a name, a value of a list), kept apart from what is around it. */
export function bdi(text, attributes) {
  return h('bdi', { dir: 'auto', ...attributes }, text);
}

/** For those who listen rather than look. */
export function hidden(text) {
  return h('span', { class: 'sr' }, text);
}

/** Calls after `ms` without another call; `.cancel()`. */
export function debounce(ms, action) {
  let timer;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(action, ms);
  };
  later.cancel = () => clearTimeout(timer);
  return later;
}

let ids = 0;
/** A label with its field. */
export function field(label, control, hint) {
  control.id ||= `f${++ids}`;
  const hintId = hint && `${control.id}-hint`;
  if (hint) control.setAttribute('aria-describedby', hintId);
  return h(
    'div',
    { class: 'field' },
    h('label', { for: control.id }, label),
    control,
    hint && h('p', { class: 'hint', id: hintId }, hint),
  );
}

/** A select; options are [value, label]. */
export function select(options, value, attributes) {
  const element = h(
    'select',
    attributes,
    options.map(([v, label]) => h('option', { value: v }, label)),
  );
  element.value = value ?? '';
  return element;
}
