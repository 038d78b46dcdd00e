// The service, asked over HTTP.
import { settings } from './settings.js';

/** kind: offline, key, forbidden, missing, large, busy, late, refused, failed. `retry`: seconds. */
export class ApiError extends Error {
  constructor(kind, status, detail, retry) {
    super(detail);
    Object.assign(this, { kind, status, detail, retry });
  }
}

const KINDS = {
  401: 'key',
  403: 'forbidden',
  404: 'missing',
  413: 'large',
  429: 'busy',
  503: 'late',
};

export const isAbort = (error) => error?.name === 'AbortError';

/** Told of every answer: 'index' with the fingerprint, 'reached', 'lost'. */
export const events = new EventTarget();
const tell = (type, detail) => events.dispatchEvent(new CustomEvent(type, { detail }));

/** Fingerprint of the index that answered last. */
export let fingerprint = '';

async function refuse(response) {
  let detail = '';
  try {
    detail = String((await response.json()).detail ?? '');
  } catch {
    /* a proxy's page, perhaps */
  }
  const kind = KINDS[response.status] ?? (response.status < 500 ? 'refused' : 'failed');
  const retry = Number(response.headers.get('Retry-After')) || undefined;
  throw new ApiError(kind, response.status, detail, retry);
}

/** Answer as { data, index }. Rejects with ApiError, or AbortError where `signal` says so. */
async function ask(path, { method = 'GET', body, type, signal } = {}) {
  const headers = {};
  if (type) headers['Content-Type'] = type;
  if (settings.key) headers.Authorization = `ApiKey ${settings.key}`;
  let response;
  try {
    response = await fetch(path, { method, body, headers, signal, credentials: 'same-origin' });
  } catch (error) {
    if (isAbort(error)) throw error;
    tell('lost');
    throw new ApiError('offline', 0, '');
  }
  tell('reached');
  if (!response.ok) await refuse(response);
  const index = response.headers.get('X-Aka-Index') ?? '';
  if (index && index !== fingerprint) tell('index', (fingerprint = index));
  try {
    return { data: await response.json(), index };
  } catch (error) {
    if (isAbort(error)) throw error;
    tell('lost'); // broken off in the middle
    throw new ApiError('offline', 0, '');
  }
}

const query = (params) => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (value) search.append(name, String(value));
  return search.size ? `?${search}` : '';
};
const part = encodeURIComponent;
const json = (value, signal) => ({
  method: 'POST',
  body: JSON.stringify(value),
  type: 'application/json',
  signal,
});

/** queries: { key: query }; → { responses, index } */
export async function match(queries, { dataset, signal, ...params }) {
  const path = `match/${part(dataset || 'default')}${query(params)}`;
  const { data, index } = await ask(path, json({ queries }, signal));
  return { responses: data.responses, index };
}

export const compare = async (asked, listed, signal) =>
  (await ask('compare', json({ query: asked, candidate: listed }, signal))).data;
export const scan = async (text, type, params, signal) =>
  (await ask(`scan${query(params)}`, { method: 'POST', body: text, type, signal })).data;
export const catalog = async () => (await ask('catalog')).data;
export const topics = async () =>
  (await ask('search/default?limit=0&facets=topics')).data.facets?.topics?.values ?? [];
export const entity = async (id, signal) => (await ask(`entities/${part(id)}`, { signal })).data;
export const adjacent = async (id, signal) =>
  (await ask(`entities/${part(id)}/adjacent?limit=100`, { signal })).data.adjacent;
export const statements = async (id, signal) =>
  (await ask(`statements/${part(id)}?limit=5000`, { signal })).data;
