// Addresses of views: what stands behind the #. A browser never sends that part to a server, so a
// searched name stays out of logs and referrers, and yet a view can be shared and reloaded.

/** '#/entities/ofac-1?x=y' → { view: 'entities', id: 'ofac-1', params: URLSearchParams } */
export function parseRoute(hash) {
  const text = hash.replace(/^#\/?/, '');
  const cut = text.indexOf('?');
  const path = cut < 0 ? text : text.slice(0, cut);
  const params = new URLSearchParams(cut < 0 ? '' : text.slice(cut + 1));
  const slash = path.indexOf('/');
  const view = (slash < 0 ? path : path.slice(0, slash)) || 'search';
  const id = slash < 0 ? '' : decode(path.slice(slash + 1));
  return { view, id, params };
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The address of a view; params: object of texts or lists of texts, empty ones are left out. */
export function routeOf(view, { id = '', params = {} } = {}) {
  const search = new URLSearchParams();
  for (const [name, values] of Object.entries(params))
    for (const value of [values].flat()) if (value) search.append(name, value);
  const query = search.toString();
  return `#/${view}${id && `/${encodeURIComponent(id)}`}${query && `?${query}`}`;
}

export const entityRoute = (id) => routeOf('entities', { id });
