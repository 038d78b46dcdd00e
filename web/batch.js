// Screening many records: batches of a hundred, a few at a time, in order, with patience. Knows
// the service only by the function that asks it.

export const BATCH = 100; // most queries that the service takes at once
const LANES = 2; // batches under way
const TRIES = 3;

const isBadRequest = (error) => [400, 413, 422].includes(error.status);
const isPassing = (error) => error.kind === 'offline' || [429, 503, 504].includes(error.status);

/** Asks for all of these; where the service refuses the batch for one of them, finds out which.
 *  Gives a list of { results } or { error }, in the same order. */
export async function askAll(rows, ask, wait) {
  try {
    return await askPatiently(rows, ask, wait);
  } catch (error) {
    if (!isBadRequest(error)) throw error;
    if (rows.length === 1) return [{ error }];
    const half = rows.length >> 1;
    return [
      ...(await askAll(rows.slice(0, half), ask, wait)),
      ...(await askAll(rows.slice(half), ask, wait)),
    ];
  }
}

async function askPatiently(rows, ask, wait) {
  for (let n = 1; ; n++) {
    try {
      return await ask(rows);
    } catch (error) {
      if (!isPassing(error) || n === TRIES) throw error;
      await wait((error.retry ?? 2 ** (n - 1)) * 1000);
    }
  }
}

export class Stopped extends Error {}

/** Runs over `source` (an async iterable of lists of rows), gives answers to `onDone(rows, answers)`
 *  in order. `onTrouble(error)` resolves when it shall be tried again. `signal` stops it: rejects
 *  with Stopped. */
export async function runBatches({ source, ask, onDone, onTrouble, signal, wait }) {
  const under = [];
  const go = async (rows) => {
    for (;;) {
      if (signal.aborted) throw new Stopped();
      try {
        return [rows, await askAll(rows, ask, wait)];
      } catch (error) {
        if (signal.aborted) throw new Stopped();
        await onTrouble(error);
      }
    }
  };
  const finish = async () => onDone(...(await under.shift()));
  try {
    for await (const rows of source) {
      for (let i = 0; i < rows.length; i += BATCH) {
        const job = go(rows.slice(i, i + BATCH));
        job.catch(() => {}); // told when its turn comes
        under.push(job);
        if (under.length >= LANES) await finish();
      }
    }
    while (under.length) await finish();
  } catch (error) {
    await Promise.allSettled(under);
    throw signal.aborted ? new Stopped() : error;
  }
}

/** Gathers rows into lists of BATCH. */
export async function* gathered(source) {
  let rows = [];
  for await (const some of source)
    for (const row of some) {
      rows.push(row);
      if (rows.length === BATCH) {
        yield rows;
        rows = [];
      }
    }
  if (rows.length) yield rows;
}
