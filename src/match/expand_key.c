/* The terms and runs under the keys that are the same as a unit's, or near it. There may be
 * thousands; most are ruled out by what stands beside them. */
#include "match/expand_search.h"
#include "match/near_keys.h"
#include "names/probe.h"

enum {
    NEVER = -1,         /* in place of a distance: no text is near enough, … */
    ALWAYS = INT16_MAX, /* … or related for other reasons, if at all */
    LENGTHS = 256,
};

/* How far from a text spelling relates the unit to it, by the two highest flags of its outline, and
 * then by its length. */
typedef struct limits {
    const int16_t *of[4]; /* each is one of … */
    int16_t lengths[4][LENGTHS];
} limits;

typedef struct key_search {
    ak_search *search;
    bool abjad, given, number;
    bool same_key; /* what is under the unit's own key is being looked at */
    bool ready;    /* … and the limits for that are there */
    bool floor_made;
    bool probed;      /* the probe has been made, … */
    const char *head; /* … and this is the beginning of the text it was asked about last, or NULL */
    ak_edit_floor floor;
    ak_edit_probe probe;
    limits terms, runs;
    unsigned reach; /* the most of these, for terms */
    /* Terms that begin so are further away than that. */
    uint64_t hopeless, hopeless_mask;
} key_search;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_number(ak_slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!is_digit(text.data[i])) return false;
    return text.len > 0;
}

/* ---- what may be near ---- */

static unsigned reach_of(const key_search *k, size_t shorter, bool run, bool both_given)
{
    if (run || k->search->unit.type != AK_UNIT_PART)
        return ak_relate_joined_reach(shorter, k->same_key);
    return ak_relate_reach(shorter, k->same_key, both_given);
}

/* For texts of all lengths. Those of scripts with few vowels have `abjad`, given names `given`. */
static void limit_lengths(const key_search *k, bool run, bool abjad, bool given, int16_t *out)
{
    const size_t own = k->search->plain.len;
    const bool always = k->same_key && k->abjad != abjad;
    for (size_t i = 0; i < LENGTHS; i++) out[i] = always ? ALWAYS : NEVER;
    if (k->number && !always) out[own] = ALWAYS; /* related by rules of their own */
    if (k->number || always) return;
    const bool both_given = given && k->given;
    const unsigned most = reach_of(k, own, run, both_given);
    for (size_t i = own; (i - own) * AK_EDIT_LEAST <= most && i < LENGTHS; i++)
        out[i] = (int16_t)most;
    for (size_t i = own; i-- > 0;) { /* shorter ones, which are nearer the longer they are */
        const unsigned reach = reach_of(k, i, run, both_given);
        if ((own - i) * AK_EDIT_LEAST > reach) break;
        out[i] = (int16_t)reach;
    }
}

/* The same for all kinds of texts, most of which are alike. */
static void make_limits(const key_search *k, bool run, limits *out)
{
    for (unsigned flags = 0; flags < 4; flags++) {
        const unsigned given = k->given ? flags & 1 : 0, abjad = k->same_key ? flags >> 1 : 0;
        const unsigned alike = abjad << 1 | given;
        out->of[flags] = out->lengths[alike];
        if (alike == flags) limit_lengths(k, run, abjad, given, out->lengths[flags]);
    }
}

/* For the first item that is met; under most keys there is none. */
static void make_ready(key_search *k)
{
    if (!k->floor_made) ak_edit_floor_make(k->search->plain, &k->floor);
    k->floor_made = k->ready = true;
    k->reach = reach_of(k, k->search->plain.len, false, false);
    k->hopeless = 1; /* nothing is */
    k->hopeless_mask = 0;
    make_limits(k, false, &k->terms);
    if (k->search->types != AK_UNIT_PART) make_limits(k, true, &k->runs);
}

static inline int limit_for(const limits *l, const ak_ix_outline *o)
{
    return l->of[o->flags >> 6][o->length];
}

static inline bool is_ruled_out(const key_search *k, const ak_ix_outline *o, int limit)
{
    const ak_edit_outline outline = {o->letters, o->length, o->first, o->last};
    return limit < 0 || ak_edit_exceeds(&k->floor, &outline, (unsigned)limit);
}

/* Texts with that beginning need not be looked at, if that has been found out about the one before.
 */
static void note_hopeless(key_search *k, const char *head)
{
    const size_t letters = ak_edit_probe_hopeless(&k->probe, k->reach);
    if (letters == 0 || letters > sizeof k->hopeless) return;
    k->hopeless_mask = UINT64_MAX >> (64 - 8 * letters);
    k->hopeless = ak_head_front(head) & k->hopeless_mask;
}

static void make_probe(key_search *k)
{
    const size_t own = k->search->plain.len;
    const unsigned part = ak_relate_reach(own, true, false);
    const unsigned joined = ak_relate_joined_reach(own, true);
    ak_edit_probe_make(k->search->plain, part > joined ? part : joined, &k->probe);
    k->probed = true;
}

/* The distance, or more than the limit. head: the beginning of the text as it stands in the index,
 * or NULL. */
static unsigned distance_to(key_search *k, ak_slice text, const char *head, int limit)
{
    if (!k->probed) make_probe(k);
    if (ak_edit_probe_exceeds(&k->probe, text, (unsigned)limit)) return (unsigned)limit + 1;
    const size_t shared = head && k->head ? ak_heads_share(k->head, head) : 0;
    k->head = head;
    const unsigned distance = ak_edit_probe_distance(&k->probe, text, shared, (unsigned)limit);
    if (head && distance > (unsigned)limit) note_hopeless(k, head);
    return distance;
}

static ak_measured known_distance(unsigned distance)
{
    return (ak_measured){(int)distance, AK_UNMEASURED};
}

/* ---- what stands under keys ---- */

static void try_sound(key_search *k, const ak_ix_sound *sound, int limit)
{
    if (limit == ALWAYS) {
        ak_search_term(k->search, sound->term, AK_NOTHING_MEASURED);
        return;
    }
    ak_slice text = {sound->head, sound->outline.length};
    if (text.len > AK_IX_HEAD) {
        const ak_term term = ak_layout_term(k->search->x->index, sound->term);
        text = ak_term_plain(&term);
    }
    const unsigned distance = distance_to(k, text, sound->head, limit);
    if (distance <= (unsigned)limit)
        ak_search_term(k->search, sound->term, known_distance(distance));
}

static void try_terms(key_search *k, ak_ix_range range)
{
    const ak_ix_sound *sounds = k->search->x->index->data.part_sounds;
    if (!k->ready) make_ready(k);
    k->search->x->looked_at += range.end - range.first;
    for (const ak_ix_sound *s = sounds + range.first; s < sounds + range.end; s++) {
        const bool hopeless = (ak_head_front(s->head) & k->hopeless_mask) == k->hopeless;
        const int limit = limit_for(&k->terms, &s->outline);
        if (hopeless && limit != ALWAYS) continue;
        if (!is_ruled_out(k, &s->outline, limit)) try_sound(k, s, limit);
    }
}

static void try_run(key_search *k, const ak_ix_run *run, ak_slice text)
{
    const int limit = limit_for(&k->runs, &run->outline);
    if (is_ruled_out(k, &run->outline, limit)) return;
    if (limit == ALWAYS) {
        ak_search_run(k->search, run, text, AK_NOTHING_MEASURED);
        return;
    }
    const unsigned distance = distance_to(k, ak_text_plain(text), NULL, limit);
    if (distance <= (unsigned)limit) ak_search_run(k->search, run, text, known_distance(distance));
}

/* Those of the page that have the code. */
static void try_runs(key_search *k, ak_slice page, uint32_t code, unsigned types)
{
    ak_ix_run run = {0};
    const char *const end = page.data + page.len;
    for (const char *at = page.data; at < end && run.code <= code;) {
        const ak_slice text = ak_index_run_at(at, &run);
        at = text.data + text.len;
        if (run.code != code) continue;
        if (!k->ready) make_ready(k);
        k->search->x->looked_at++;
        if (run.outline.flags & types) try_run(k, &run, text);
    }
}

/* So many codes, AK_CODES_MAX at most; of most of them there is no run. */
static void try_runs_of_codes(key_search *k, const uint32_t *codes, size_t count, unsigned types)
{
    ak_expander *x = k->search->x;
    const ak_index_data *d = &x->index->data;
    ak_slice pages[AK_CODES_MAX];
    uint32_t kept[AK_CODES_MAX];
    size_t n = 0;
    for (size_t i = 0; i < count; i++) __builtin_prefetch(ak_index_run_page(d, codes[i]));
    for (size_t i = 0; i < count; i++) {
        pages[n] = ak_index_page_runs(d, codes[i]);
        kept[n] = codes[i];
        if (pages[n].len) __builtin_prefetch(pages[n++].data);
    }
    for (size_t i = 0; i < n; i++)
        try_runs(k, ak_index_peek(x->index, pages[i], &x->read), kept[i], types);
}

/* Units of those types. */
static void try_codes(key_search *k, const uint32_t *codes, size_t count, unsigned types)
{
    const ak_expander *x = k->search->x;
    const ak_ix_sound *sounds = x->index->data.part_sounds;
    ak_ix_range ranges[AK_CODES_MAX];
    const unsigned runs = types & (AK_UNIT_JOINED | AK_UNIT_ACRONYM);
    for (; count; codes += AK_CODES_MAX) {
        const size_t n = count < AK_CODES_MAX ? count : AK_CODES_MAX;
        if (types & AK_UNIT_PART) {
            const size_t found =
                ak_index_find_keys(&x->parts, codes, n, sounds, sizeof *sounds, ranges);
            for (size_t i = 0; i < found; i++) try_terms(k, ranges[i]);
        }
        if (runs) try_runs_of_codes(k, codes, n, runs);
        count -= n;
    }
}

/* The tables are of kilobytes and stay as they are: they are filled when wanted. */
static void begin(key_search *k, ak_search *search)
{
    k->search = search;
    k->abjad = ak_term_is_abjad(&search->unit.term);
    k->given = ak_term_is_given_name(&search->unit.term);
    k->number = is_number(search->plain);
    k->same_key = true;
    k->ready = k->floor_made = k->probed = false;
    k->head = NULL;
}

void ak_search_by_key(ak_search *search)
{
    const ak_slice key = search->unit.term.key;
    const unsigned types = ak_unit_near_types(&search->unit) & search->types;
    const uint32_t own = ak_layout_key_code(key);
    uint32_t codes[AK_NEAR_KEYS_MAX];
    key_search k;
    begin(&k, search);
    try_codes(&k, &own, 1, search->types);
    if (!types) return;
    k.same_key = k.ready = false;
    try_codes(&k, codes, ak_near_keys(key, codes), types);
}
