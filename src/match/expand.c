/* Finding the related terms of a unit: by keys that are the same or near, by class and by initial,
 * as names/relate.h promises; each term found is verified by the relation itself. */
#include "match/expand.h"

#include "names/probe.h"
#include "names/transcribe.h"

#include <stdlib.h>

enum { FEW_SLOTS = 256 };

static void find_initials(ak_expander *x)
{
    for (int i = 0; i < 26; i++) {
        const char letter = (char)('a' + i);
        if (!ak_index_find_term(x->index, (ak_slice){&letter, 1}, &x->initials[i]))
            x->initials[i] = AK_NO_TERM;
    }
}

aka_status ak_expander_init(ak_expander *x, const ak_index *index, aka_error *err)
{
    *x = (ak_expander){.index = index,
        .parts = ak_index_part_keys(index),
        .runs = ak_index_run_keys(index),
        .loose = ak_index_loose_keys(index)};
    find_initials(x);
    x->hearings = calloc(AK_SCRIPT_OTHER + 1, sizeof *x->hearings);
    if (x->hearings && ak_vec_extend(&x->slots, FEW_SLOTS, sizeof(uint32_t))) return AKA_OK;
    ak_expander_free(x);
    return ak_fail_nomem(err);
}

void ak_expander_free(ak_expander *x)
{
    ak_vec_free(&x->out);
    ak_vec_free(&x->slots);
    free(x->hearings);
    ak_memory_free(&x->memory);
    *x = (ak_expander){0};
}

/* ---- what was found ---- */

/* Slot of a number: where it is, or would be. */
static uint32_t *slot_of(const ak_expander *x, uint32_t number)
{
    uint32_t *slots = x->slots.data;
    const ak_related *out = x->out.data;
    const size_t mask = x->slots.count - 1;
    size_t at = (number * UINT32_C(2654435769) >> 7) & mask;
    while (slots[at] && out[slots[at] - 1].number != number) at = (at + 1) & mask;
    return &slots[at];
}

/* Twice as many slots, at least half of them empty. */
static bool grow_slots(ak_expander *x)
{
    const ak_related *out = x->out.data;
    if (!ak_vec_extend(&x->slots, x->slots.count, sizeof(uint32_t))) return false;
    memset(x->slots.data, 0, x->slots.count * sizeof(uint32_t));
    for (size_t i = 0; i < x->out.count; i++) *slot_of(x, out[i].number) = (uint32_t)i + 1;
    return true;
}

/* Each is found once, in whatever places it stands. */
static void keep(ak_expander *x, uint32_t number, ak_relation r)
{
    if (r.kind == AK_RELATION_NONE) return;
    if (x->out.count * 2 >= x->slots.count && !grow_slots(x)) {
        x->failed = true;
        return;
    }
    uint32_t *slot = slot_of(x, number);
    if (*slot) return;
    ak_related *related = ak_vec_push(&x->out, sizeof *related);
    if (!related) {
        x->failed = true;
        return;
    }
    *related = (ak_related){number, r.strength, r.kind};
    *slot = (uint32_t)x->out.count;
}

/* Begins with few slots again: most units are related to little. */
static void forget_found(ak_expander *x)
{
    x->slots.count = FEW_SLOTS;
    memset(x->slots.data, 0, x->slots.count * sizeof(uint32_t));
    x->out.count = 0;
    x->failed = false;
}

enum { CODES = 128 }; /* so many keys are looked up together */

/* One unit being expanded. */
typedef struct search {
    ak_expander *x;
    const ak_unit *unit;
    ak_kind kind;
    bool abjad, given, number;
    bool probed; /* the probe has been made */
    ak_slice plain;
    ak_edit_floor floor;
    ak_edit_probe probe;
    uint32_t codes[CODES]; /* of keys that are to be looked up */
    size_t code_count;
} search;

static void consider_term(search *s, uint32_t term)
{
    const ak_term t = ak_layout_term(s->x->index, term);
    s->x->looked_at++;
    keep(s->x, term, ak_relate_unit_term(s->unit, &t, AK_UNIT_PART, s->kind));
}

static void consider_run(search *s, uint32_t run)
{
    const ak_index *index = s->x->index;
    ak_run_memory memory;
    const ak_term t = ak_layout_run(index, run, &memory);
    const unsigned types = index->data.runs[run].outline.flags & (AK_UNIT_JOINED | AK_UNIT_ACRONYM);
    s->x->looked_at++;
    keep(s->x, (uint32_t)index->data.terms_count + run,
        ak_relate_unit_term(s->unit, &t, types, s->kind));
}

/* ---- by key ---- */

/* How far from a text of that outline spelling relates the unit to it, where their outlines leave
 * that open; -1 where they do not. */
static int reach_of(const search *s, const ak_ix_outline *o, bool run, bool same_key)
{
    const ak_edit_outline outline = {o->letters, o->length, o->first, o->last};
    const size_t shorter = s->floor.length < o->length ? s->floor.length : o->length;
    const unsigned reach =
        run || s->unit->type != AK_UNIT_PART
            ? ak_relate_joined_reach(shorter, same_key)
            : ak_relate_reach(shorter, same_key, s->given && o->flags & AK_SOUND_GIVEN);
    return ak_edit_exceeds(&s->floor, &outline, reach) ? -1 : (int)reach;
}

/* Whether relate.c is to be asked about a text under the unit's key, or one near it. `text` reads
 * it, if it comes to that. */
static bool is_worth_relating(search *s, const ak_ix_outline *o, bool run, bool same_key,
    ak_slice (*text)(const search *, const void *), const void *item)
{
    if (same_key && s->abjad != !!(o->flags & AK_SOUND_ABJAD)) return true;
    if (s->number) return o->length == s->floor.length; /* related by rules of their own */
    const int reach = reach_of(s, o, run, same_key);
    if (reach < 0) return false;
    if (!s->probed) ak_edit_probe_make(s->plain, &s->probe);
    s->probed = true;
    return ak_edit_probe_distance(&s->probe, text(s, item), (unsigned)reach) <= (unsigned)reach;
}

static ak_slice sound_text(const search *s, const void *item)
{
    const ak_ix_sound *sound = item;
    if (sound->outline.length <= AK_IX_HEAD) return (ak_slice){sound->head, sound->outline.length};
    const ak_term term = ak_layout_term(s->x->index, sound->term);
    return ak_term_plain(&term);
}

static ak_slice run_text(const search *s, const void *item)
{
    const ak_index_data *d = &s->x->index->data;
    return ak_text_plain(ak_index_run_text(d, (uint32_t)((const ak_ix_run *)item - d->runs)));
}

static void try_parts(search *s, ak_ix_range range, bool same_key)
{
    const ak_ix_sound *sounds = s->x->index->data.part_sounds;
    s->x->looked_at += range.end - range.first;
    for (uint32_t i = range.first; i < range.end; i++)
        if (is_worth_relating(s, &sounds[i].outline, false, same_key, sound_text, &sounds[i]))
            consider_term(s, sounds[i].term);
}

static void try_runs(search *s, ak_ix_range range, unsigned types, bool same_key)
{
    const ak_ix_run *runs = s->x->index->data.runs;
    s->x->looked_at += range.end - range.first;
    for (uint32_t i = range.first; i < range.end; i++)
        if (runs[i].outline.flags & types &&
            is_worth_relating(s, &runs[i].outline, true, same_key, run_text, &runs[i]))
            consider_run(s, i);
}

/* Tries what stands under the keys that have been collected, and forgets them. */
static void try_codes(search *s, unsigned types, bool same_key)
{
    const ak_index_data *d = &s->x->index->data;
    ak_ix_range ranges[CODES];
    const unsigned runs = types & (AK_UNIT_JOINED | AK_UNIT_ACRONYM);
    if (types & AK_UNIT_PART) {
        ak_index_find_keys(
            &s->x->parts, s->codes, s->code_count, d->part_sounds, sizeof *d->part_sounds, ranges);
        for (size_t i = 0; i < s->code_count; i++) try_parts(s, ranges[i], same_key);
    }
    if (runs) {
        ak_index_find_keys(&s->x->runs, s->codes, s->code_count, d->runs, sizeof *d->runs, ranges);
        for (size_t i = 0; i < s->code_count; i++) try_runs(s, ranges[i], runs, same_key);
    }
    s->code_count = 0;
}

/* A key near the unit's own, of units of those types. */
static void try_near(search *s, ak_slice key, unsigned types)
{
    s->codes[s->code_count++] = ak_layout_key_code(key);
    if (s->code_count == CODES) try_codes(s, types, false);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

typedef struct key_text {
    char data[AK_TERM_MAX + 1];
    size_t len;
} key_text;

/* Tries the key with each of the letters at `at`. */
static void try_letters(search *s, key_text *key, size_t at, const char *letters, unsigned types)
{
    char was = key->data[at];
    for (const char *c = letters; *c; c++) {
        if (*c == was) continue;
        key->data[at] = *c;
        try_near(s, (ak_slice){key->data, key->len}, types);
    }
    key->data[at] = was;
}

/* Numbers that differ in a digit or the order of two may be related by rules of their own. */
static void digit_differs(search *s, ak_slice key, size_t at, unsigned types)
{
    key_text k = {.len = key.len};
    memcpy(k.data, key.data, key.len);
    try_letters(s, &k, at, "0123456789", types);
    if (at + 1 == key.len) return;
    k.data[at] = key.data[at + 1];
    k.data[at + 1] = key.data[at];
    try_near(s, (ak_slice){k.data, k.len}, types);
}

/* The key with a letter more before `at`, with another one there, without it, and with it behind
 * the next one. Digits are in both keys, in one order. */
static void differ_at(search *s, ak_slice key, size_t at, unsigned types)
{
    static const char all[] = AK_TERM_KEY_LETTERS;
    const char *letters = at ? all + 2 : all; /* the first two are for the front */
    key_text k = {.len = key.len + 1};
    memcpy(k.data, key.data, at);
    k.data[at] = '\0';
    memcpy(k.data + at + 1, key.data + at, key.len - at);
    if (k.len <= AK_TERM_MAX) try_letters(s, &k, at, letters, types);
    if (at == key.len) return;
    memcpy(k.data, key.data, key.len);
    k.len = key.len;
    if (!is_digit(key.data[at])) try_letters(s, &k, at, letters, types);
    if (at + 1 < key.len && key.data[at] != key.data[at + 1] &&
        !(is_digit(key.data[at]) && is_digit(key.data[at + 1]))) {
        k.data[at] = key.data[at + 1];
        k.data[at + 1] = key.data[at];
        try_near(s, (ak_slice){k.data, k.len}, types);
    }
    if (is_digit(key.data[at])) return;
    memcpy(k.data, key.data, at);
    memcpy(k.data + at, key.data + at + 1, key.len - at - 1);
    k.len = key.len - 1;
    try_near(s, (ak_slice){k.data, k.len}, types);
}

static void by_key(search *s)
{
    ak_slice key = s->unit->term.key;
    s->codes[s->code_count++] = ak_layout_key_code(key);
    try_codes(s, UINT32_MAX, true);
    unsigned types = ak_unit_near_types(s->unit);
    size_t digits = 0;
    while (digits < key.len && is_digit(key.data[digits])) digits++;
    for (size_t at = 0; types && at < key.len && digits == key.len; at++)
        digit_differs(s, key, at, types);
    for (size_t at = 0; types && at <= key.len; at++) differ_at(s, key, at, types);
    try_codes(s, types, false);
}

/* ---- by class and by initial ---- */

/* First of the pairs whose class is `key` or above. */
static uint64_t first_pair(const ak_ix_pair *pairs, uint64_t count, uint32_t key)
{
    uint64_t low = 0, high = count;
    while (low < high) {
        uint64_t mid = low + (high - low) / 2;
        if (pairs[mid].key < key)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static void by_class(search *s)
{
    const ak_index_data *d = &s->x->index->data;
    for (uint32_t i = 0; i < s->unit->term.class_count; i++) {
        const uint32_t key = s->unit->term.classes[i] >> 2;
        uint64_t at = first_pair(d->class_terms, d->class_terms_count, key);
        for (; at < d->class_terms_count && d->class_terms[at].key == key; at++)
            consider_term(s, d->class_terms[at].value);
        at = first_pair(d->class_runs, d->class_runs_count, key);
        for (; at < d->class_runs_count && d->class_runs[at].key == key; at++)
            consider_run(s, d->class_runs[at].value);
    }
}

static ak_slice term_text(const ak_expander *x, uint32_t term)
{
    const ak_ix_term *t = &x->index->data.terms[term];
    return (ak_slice){x->index->data.strings.data + t->text_off, t->text_len};
}

/* First term that does not stand before `text`. */
static uint32_t first_from(const ak_expander *x, ak_slice text)
{
    uint32_t low = 0, high = (uint32_t)x->index->data.terms_count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (ak_slice_cmp(term_text(x, mid), text) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* All that begins with the letter, whatever script it is marked as. */
static void by_letter(search *s, char letter)
{
    for (int script = AK_SCRIPT_LATIN; script <= AK_SCRIPT_OTHER; script++) {
        const size_t unmarked = script == AK_SCRIPT_LATIN;
        const char text[] = {AK_TERM_MARK(script), letter};
        const char end[] = {AK_TERM_MARK(script), (char)(letter + 1)};
        uint32_t last = first_from(s->x, (ak_slice){end + unmarked, 2 - unmarked});
        uint32_t t = first_from(s->x, (ak_slice){text + unmarked, 2 - unmarked});
        for (; t < last; t++) consider_term(s, t);
    }
}

/* The initial of a word. */
static void by_initial(search *s)
{
    char letter = ak_term_plain(&s->unit->term).data[0];
    if (letter < 'a' || letter > 'z') return;
    if (s->x->initials[letter - 'a'] != AK_NO_TERM) consider_term(s, s->x->initials[letter - 'a']);
}

/* ---- by loose key: a part of another script, or parts in Latin letters ---- */

/* Looks for the terms of the other side: those marked as of another script, or those that are not.
 */
typedef struct loose_search {
    search *search;
    bool marked;
    uint32_t made; /* bit i: the hearing for script i has been made */
} loose_search;

/* The asked word, with words of that script if it is not of one itself. */
static const ak_hearing *hearing_for(loose_search *l, ak_script script)
{
    ak_hearing *hearing = &l->search->x->hearings[script];
    if (!(l->made >> script & 1)) ak_hearing_make(script, !l->marked, l->search->plain, hearing);
    l->made |= UINT32_C(1) << script;
    return hearing;
}

/* Whether the term may be a transcription, as far as its letters tell. */
static bool may_transcribe(loose_search *l, const ak_ix_loose *item)
{
    ak_slice text = {item->head, strnlen(item->head, AK_IX_HEAD)};
    if (text.len == AK_IX_HEAD) text = ak_layout_term(l->search->x->index, item->term).text;
    const ak_script script =
        l->marked ? ak_text_script(text) : ak_text_script(l->search->unit->term.text);
    return ak_hearing_may(hearing_for(l, script), ak_text_plain(text));
}

/* Tries what stands under the loose keys that have been collected, and forgets them. */
static void try_loose_codes(loose_search *l)
{
    search *s = l->search;
    const ak_ix_loose *items = s->x->index->data.loose_terms;
    ak_ix_range ranges[CODES];
    ak_index_find_keys(&s->x->loose, s->codes, s->code_count, items, sizeof *items, ranges);
    for (size_t k = 0; k < s->code_count; k++) {
        s->x->looked_at += ranges[k].end - ranges[k].first;
        for (uint32_t i = ranges[k].first; i < ranges[k].end; i++)
            if (may_transcribe(l, &items[i])) consider_term(s, items[i].term);
    }
    s->code_count = 0;
}

static void collect_loose(void *ctx, ak_slice key)
{
    loose_search *l = ctx;
    char marked[AK_LOOSE_MAX];
    marked[0] = AK_LOOSE_MARKED;
    memcpy(marked + 1, key.data, key.len);
    const ak_slice whole = {marked + !l->marked, key.len + l->marked};
    l->search->codes[l->search->code_count++] = ak_layout_key_code(whole);
    if (l->search->code_count == CODES) try_loose_codes(l);
}

static void by_loose_key(search *s)
{
    char key[AK_TERM_MAX];
    loose_search l = {.search = s, .marked = ak_text_script(s->unit->term.text) == AK_SCRIPT_LATIN};
    const size_t len = ak_loose_key(s->plain, key);
    ak_loose_each_near((ak_slice){key, len}, collect_loose, &l);
    try_loose_codes(&l);
}

/* ---- all together ---- */

static bool is_number(ak_slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!is_digit(text.data[i])) return false;
    return text.len > 0;
}

static void begin_search(ak_expander *x, const ak_unit *unit, ak_kind kind, search *s)
{
    s->x = x;
    s->unit = unit;
    s->kind = kind;
    s->abjad = ak_term_is_abjad(&unit->term);
    s->given = ak_term_is_given_name(&unit->term);
    s->plain = ak_term_plain(&unit->term);
    s->number = is_number(s->plain);
    ak_edit_floor_make(s->plain, &s->floor);
    s->probed = false;
    s->code_count = 0;
    forget_found(x);
}

/* The places of the contract, one after the other. */
static void look_everywhere(search *s)
{
    by_key(s);
    by_class(s);
    if (s->unit->type != AK_UNIT_PART || s->floor.length == 0) return;
    by_initial(s);
    by_loose_key(s);
}

bool ak_expand(
    ak_expander *x, const ak_unit *unit, ak_kind kind, const ak_related **out, size_t *count)
{
    search s;
    if (ak_memory_find(&x->memory, unit, kind, out, count)) return true;
    begin_search(x, unit, kind, &s);
    look_everywhere(&s);
    *out = x->out.data;
    *count = x->out.count;
    if (!x->failed) ak_memory_keep(&x->memory, unit, kind, *out, *count);
    return !x->failed;
}

bool ak_expand_initial(
    ak_expander *x, const ak_unit *unit, ak_kind kind, const ak_related **out, size_t *count)
{
    search s;
    begin_search(x, unit, kind, &s);
    look_everywhere(&s);
    if (ak_term_is_initial(&unit->term)) by_letter(&s, unit->term.text.data[0]);
    *out = x->out.data;
    *count = x->out.count;
    return !x->failed;
}
