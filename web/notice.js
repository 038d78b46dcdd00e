// What went wrong, in plain words, with what to do about it.
import { h, field } from './dom.js';
import { settings } from './settings.js';
import { text } from './text.js';

const kindOf = (error) =>
  error.kind ?? (/^Not(Readable|Found)Error$/.test(error.name) ? 'file' : 'page');

/** A notice for an ApiError, or for whatever else went wrong; `again` is called to try once more. */
export function notice(error, again) {
  const [title, todo] = text.errors[kindOf(error)];
  const detail = error.detail ?? (error.kind ? '' : error.message);
  const box = h(
    'div',
    { class: 'notice', role: 'alert' },
    h('p', null, h('strong', null, title), ' ', todo),
    detail && h('p', { class: 'says' }, text.errors.says(detail)),
  );
  if (error.kind === 'key') box.append(keyForm(again));
  else if (again) box.append(h('button', { type: 'button', on: { click: again } }, text.tryAgain));
  return box;
}

/** A field for the API key; it has no `name`, so that no browser offers to fill it in elsewhere. */
export function keyForm(done) {
  const input = h('input', {
    type: 'password',
    autocomplete: 'off',
    spellcheck: 'false',
    value: settings.key,
  });
  const submit = (event) => {
    event.preventDefault();
    settings.key = input.value;
    document.dispatchEvent(new Event('aka-key')); // the frame asks anew for what it shows
    done?.();
  };
  return h(
    'form',
    { class: 'key', on: { submit } },
    field(text.settings.key, input, text.settings.keyHint),
    h('button', { type: 'submit' }, text.settings.save),
  );
}
