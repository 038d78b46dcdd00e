// The language of the page. A translation is a copy of text.en.js; name it here.
export { text } from './text.en.js';
