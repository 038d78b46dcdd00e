/* Finding the related terms of a unit: by keys that are the same or near, by class and by initial,
 * as names/relate.h promises; each term found is verified by the relation itself. */
#include "match/expand.h"

#include "names/transcribe.h"

#include <stdlib.h>

aka_status ak_expander_init(ak_expander *x, const ak_index *index, aka_error *err)
{
    *x = (ak_expander){.index = index};
    x->seen = calloc(index->data.terms_count + 1, sizeof *x->seen);
    return x->seen ? AKA_OK : ak_fail_nomem(err);
}

void ak_expander_free(ak_expander *x)
{
    free(x->seen);
    ak_vec_free(&x->out);
    ak_memory_free(&x->memory);
    *x = (ak_expander){0};
}

static ak_slice term_text(const ak_expander *x, uint32_t term)
{
    const ak_ix_term *t = &x->index->data.terms[term];
    return (ak_slice){x->index->data.strings.data + t->text_off, t->text_len};
}

/* Rounds are numbered; when the numbers are used up, all terms are unseen again. */
static void begin_round(ak_expander *x)
{
    if (++x->round != 0) return;
    memset(x->seen, 0, (x->index->data.terms_count + 1) * sizeof *x->seen);
    x->round = 1;
}

/* Keeps the term if it is related; each term is looked at once a round, if its types are wanted. */
static void consider(ak_expander *x, const ak_unit *unit, uint32_t term)
{
    if (x->seen[term] == x->round || !(x->index->data.terms[term].flags & x->types)) return;
    x->seen[term] = x->round;
    ak_term t = ak_layout_term(x->index, term);
    ak_relation r = ak_relate_unit_term(unit, &t, x->index->data.terms[term].flags, x->kind);
    if (r.kind == AK_RELATION_NONE) return;
    ak_related *slot = ak_vec_push(&x->out, sizeof *slot);
    if (slot)
        *slot = (ak_related){term, r.strength};
    else
        x->failed = true;
}

/* ---- by key: a walk over the sorted keys that allows one difference ---- */

static ak_slice key_at(const ak_expander *x, uint32_t i)
{
    const ak_ix_term *t = &x->index->data.terms[x->index->data.sound_terms[i]];
    return (ak_slice){x->index->data.strings.data + t->sound_off, t->sound_len};
}

/* Keys [from, end) of the order by key that begin with the same `depth` letters. */
typedef struct key_range {
    uint32_t from, end;
    size_t depth;
} key_range;

/* First key in [from, end) whose letter at `depth` is above c (or is not below c); all are longer.
 */
static uint32_t key_bound(const ak_expander *x, key_range r, unsigned char c, bool above)
{
    while (r.from < r.end) {
        uint32_t mid = r.from + (r.end - r.from) / 2;
        unsigned char at = (unsigned char)key_at(x, mid).data[r.depth];
        if (at < c || (above && at == c))
            r.from = mid + 1;
        else
            r.end = mid;
    }
    return r.from;
}

/* Leaves the keys that are longer than the depth of the range; the others stand in front. */
static key_range longer_keys(const ak_expander *x, key_range r)
{
    uint32_t low = r.from, high = r.end;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (key_at(x, mid).len <= r.depth)
            low = mid + 1;
        else
            high = mid;
    }
    return (key_range){low, r.end, r.depth};
}

static key_range descend(const ak_expander *x, key_range longer, char c)
{
    return (key_range){key_bound(x, longer, (unsigned char)c, false),
        key_bound(x, longer, (unsigned char)c, true), longer.depth + 1};
}

static ak_slice key_rest(const ak_expander *x, uint32_t i, size_t depth)
{
    ak_slice key = key_at(x, i);
    return (ak_slice){key.data + depth, key.len - depth};
}

/* Considers the terms whose keys, in the range, go on exactly as `rest` does. */
static void exact_keys(ak_expander *x, const ak_unit *unit, key_range r, ak_slice rest)
{
    uint32_t low = r.from, high = r.end;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (ak_slice_cmp(key_rest(x, mid, r.depth), rest) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < r.end && ak_slice_eq(key_rest(x, low, r.depth), rest); low++)
        consider(x, unit, x->index->data.sound_terms[low]);
}

/* The one difference is here: `rest` of the asked key against the ways a listed key may go on. */
static void differ_here(ak_expander *x, const ak_unit *unit, key_range r, ak_slice rest)
{
    ak_slice after = ak_slice_sub(rest, 1, rest.len);
    key_range longer = longer_keys(x, r);
    if (rest.len) exact_keys(x, unit, r, after); /* a letter that the listed key lacks */
    while (longer.from < longer.end) {
        char c = key_at(x, longer.from).data[r.depth];
        key_range next = descend(x, longer, c);
        exact_keys(x, unit, next, rest);                /* a letter that only the listed key has */
        if (rest.len) exact_keys(x, unit, next, after); /* another letter */
        if (after.len && c == after.data[0]) {          /* two that changed places */
            key_range swapped = descend(x, longer_keys(x, next), rest.data[0]);
            exact_keys(x, unit, swapped, ak_slice_sub(after, 1, after.len));
        }
        longer.from = next.end;
    }
}

static void by_key(ak_expander *x, const ak_unit *unit)
{
    ak_slice rest = unit->term.key;
    key_range all = {0, (uint32_t)x->index->data.terms_count, 0}, r = all;
    x->types = UINT32_MAX;
    exact_keys(x, unit, all, rest);
    x->types = ak_unit_near_types(unit);
    while (x->types) {
        differ_here(x, unit, r, rest);
        if (rest.len == 0 || r.from == r.end) break;
        r = descend(x, longer_keys(x, r), rest.data[0]);
        rest = ak_slice_sub(rest, 1, rest.len);
    }
    x->types = UINT32_MAX;
}

/* ---- by class and by initial ---- */

static void by_class(ak_expander *x, const ak_unit *unit)
{
    const ak_ix_pair *pairs = x->index->data.class_terms;
    uint64_t n = x->index->data.class_terms_count;
    for (uint32_t i = 0; i < unit->term.class_count; i++) {
        uint32_t key = unit->term.classes[i] >> 2;
        uint64_t low = 0, high = n;
        while (low < high) {
            uint64_t mid = low + (high - low) / 2;
            *(pairs[mid].key < key ? &low : &high) = pairs[mid].key < key ? mid + 1 : mid;
        }
        for (; low < n && pairs[low].key == key; low++) consider(x, unit, pairs[low].value);
    }
}

/* Range of the terms that begin with `prefix`. */
static void prefix_range(const ak_expander *x, ak_slice prefix, uint32_t *first, uint32_t *end)
{
    uint32_t bounds[2], n = (uint32_t)x->index->data.terms_count;
    for (int upper = 0; upper < 2; upper++) {
        uint32_t low = 0, high = n;
        while (low < high) {
            uint32_t mid = low + (high - low) / 2;
            int c = ak_slice_cmp(ak_slice_sub(term_text(x, mid), 0, prefix.len), prefix);
            if (c < 0 || (upper && c == 0))
                low = mid + 1;
            else
                high = mid;
        }
        bounds[upper] = low;
    }
    *first = bounds[0];
    *end = bounds[1];
}

static void by_prefix(ak_expander *x, const ak_unit *unit, ak_slice prefix)
{
    uint32_t first, end;
    prefix_range(x, prefix, &first, &end);
    for (uint32_t t = first; t < end; t++) consider(x, unit, t);
}

/* Initials carry no mark; what they are the initials of may carry any. */
static void by_initial(ak_expander *x, const ak_unit *unit)
{
    ak_slice plain = ak_term_plain(&unit->term);
    if (plain.len == 0) return;
    if (!ak_term_is_initial(&unit->term)) {
        uint32_t initial;
        if (ak_index_find_term(x->index, ak_slice_sub(plain, 0, 1), &initial))
            consider(x, unit, initial);
        return;
    }
    by_prefix(x, unit, plain);
    for (int script = AK_SCRIPT_CYRILLIC; script <= AK_SCRIPT_OTHER; script++) {
        const char letters[] = {AK_TERM_MARK(script), plain.data[0]};
        by_prefix(x, unit, (ak_slice){letters, 2});
    }
}

/* ---- by loose key: a part of another script, or parts in Latin letters ---- */

typedef struct loose_search {
    ak_expander *x;
    const ak_unit *unit;
    const ak_ix_loose *items; /* those of the other side: marked terms or the others */
    size_t count, skip;       /* bytes of their keys before the loose key */
} loose_search;

static ak_slice loose_key_of(const loose_search *s, size_t i)
{
    const ak_ix_loose *l = &s->items[i];
    return (ak_slice){s->x->index->data.strings.data + l->key_off + s->skip, l->key_len - s->skip};
}

static void consider_loose(void *ctx, ak_slice key)
{
    const loose_search *s = ctx;
    size_t low = 0, high = s->count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (ak_slice_cmp(loose_key_of(s, mid), key) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < s->count && ak_slice_eq(loose_key_of(s, low), key); low++)
        consider(s->x, s->unit, s->items[low].term);
}

static void by_loose_key(ak_expander *x, const ak_unit *unit)
{
    const ak_index_data *data = &x->index->data;
    loose_search s = {x, unit, data->loose_terms, data->loose_terms_count, 0};
    size_t low = 0, high = s.count; /* where the marked terms begin */
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        ak_slice key = loose_key_of(&s, mid);
        if (key.len && (unsigned char)key.data[0] >= AK_LOOSE_MARKED)
            high = mid;
        else
            low = mid + 1;
    }
    s.skip = ak_text_script(unit->term.text) == AK_SCRIPT_LATIN;
    if (s.skip) s.items += low;
    s.count = s.skip ? s.count - low : low;
    char key[AK_TERM_MAX];
    size_t len = ak_loose_key(ak_term_plain(&unit->term), key);
    ak_loose_each_near((ak_slice){key, len}, consider_loose, &s);
}

bool ak_expand(
    ak_expander *x, const ak_unit *unit, ak_kind kind, const ak_related **out, size_t *count)
{
    if (ak_memory_find(&x->memory, unit, kind, out, count)) return true;
    x->kind = kind;
    x->out.count = 0;
    x->failed = false;
    begin_round(x);
    by_key(x, unit);
    by_class(x, unit);
    if (unit->type == AK_UNIT_PART) {
        by_initial(x, unit);
        by_loose_key(x, unit);
    }
    *out = x->out.data;
    *count = x->out.count;
    if (!x->failed) ak_memory_keep(&x->memory, unit, kind, *out, *count);
    return !x->failed;
}
