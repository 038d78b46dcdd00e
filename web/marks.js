// Places of mentions: the service counts bytes of UTF-8, a browser counts UTF-16 units.

/** Sorted byte offsets → indices into the text, in one pass. */
export function indicesOf(text, offsets) {
  const out = [];
  let byte = 0;
  let i = 0;
  for (const offset of offsets) {
    while (byte < offset && i < text.length) {
      const code = text.codePointAt(i);
      byte += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      i += code < 0x10000 ? 1 : 2;
    }
    out.push(i);
  }
  return out;
}

/** Text and mentions → pieces in order, [{ text, mention }] with mention -1 between mentions; of
 *  mentions that overlap the first is marked. */
export function piecesOf(text, mentions) {
  const order = mentions
    .map((m, n) => ({ n, from: m.offset, to: m.offset + m.length }))
    .sort((a, b) => a.from - b.from || b.to - a.to);
  const offsets = [...new Set(order.flatMap((m) => [m.from, m.to]))].sort((a, b) => a - b);
  const indices = indicesOf(text, offsets);
  const index = new Map(offsets.map((o, k) => [o, indices[k]]));
  const pieces = [];
  let at = 0;
  for (const { n, from, to } of order) {
    const begin = index.get(from);
    const end = index.get(to);
    if (begin < at || end <= begin) continue;
    if (begin > at) pieces.push({ text: text.slice(at, begin), mention: -1 });
    pieces.push({ text: text.slice(begin, end), mention: n });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), mention: -1 });
  return pieces;
}

/** Of a long text only what is around the mentions: the rest of a piece becomes a gap. */
export function shorten(pieces, around) {
  return pieces.flatMap((piece, i) => {
    const head = i > 0 ? around : 0;
    const tail = i < pieces.length - 1 ? around : 0;
    if (piece.mention >= 0 || piece.text.length <= head + tail + around) return [piece];
    return [
      head && { text: piece.text.slice(0, head), mention: -1 },
      { gap: piece.text.length - head - tail, text: '', mention: -1 },
      tail && { text: piece.text.slice(-tail), mention: -1 },
    ].filter(Boolean);
  });
}

/** Mentions by who is mentioned: [{ result, places: [mention number] }], the most certain first. */
export function peopleOf(mentions) {
  const people = new Map();
  mentions.forEach((mention, n) =>
    mention.results.forEach((result) => {
      const known = people.get(result.id);
      if (!known) people.set(result.id, { result, places: [n] });
      else {
        known.places.push(n);
        if (result.score > known.result.score) known.result = result;
      }
    }),
  );
  return [...people.values()].sort((a, b) => b.result.score - a.result.score);
}
