/* Finding the related terms of a unit: by keys that are the same or near, by class and by initial,
 * as names/relate.h promises; each term found is verified by the relation itself. */
#include "match/expand.h"

#include "names/edit.h"
#include "names/transcribe.h"

#include <stdlib.h>

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
    *x = (ak_expander){.index = index};
    find_initials(x);
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

/* Rounds are numbered; when the numbers are used up, all terms are unseen again. */
static void begin_round(ak_expander *x)
{
    if (++x->round != 0) return;
    memset(x->seen, 0, (x->index->data.terms_count + 1) * sizeof *x->seen);
    x->round = 1;
}

/* One unit being expanded. */
typedef struct search {
    ak_expander *x;
    const ak_unit *unit;
    ak_kind kind;
    bool abjad, given, number;
    ak_edit_floor floor;
} search;

/* Keeps the term if it is related, as a part of names or as parts run together; each term is
 * related once. */
static void consider(search *s, uint32_t term)
{
    ak_expander *x = s->x;
    if (x->seen[term] == x->round) return;
    x->seen[term] = x->round;
    x->terms_related++;
    ak_term t = ak_layout_term(x->index, term);
    unsigned types = x->index->data.terms[term].flags;
    ak_relation part = ak_relate_unit_term(s->unit, &t, types & AK_UNIT_PART, s->kind);
    ak_relation other = ak_relate_unit_term(s->unit, &t, types & ~AK_UNIT_PART, s->kind);
    if (part.kind == AK_RELATION_NONE && other.kind == AK_RELATION_NONE) return;
    ak_related *slot = ak_vec_push(&x->out, sizeof *slot);
    if (slot)
        *slot = (ak_related){term, part.strength, other.strength};
    else
        x->failed = true;
}

/* ---- by key ---- */

/* Whether spelling may relate a term of a key that is the unit's or near it, as far as its
 * outline can tell. */
static bool may_spell(const search *s, const ak_ix_sound *sound, bool same_key)
{
    if (s->number) return sound->length == s->floor.length; /* related by rules of their own */
    const ak_edit_outline outline = {sound->letters, sound->length, sound->first, sound->last};
    size_t shorter = s->floor.length < sound->length ? s->floor.length : sound->length;
    bool part = s->unit->type == AK_UNIT_PART && sound->flags & AK_UNIT_PART;
    bool joined =
        s->unit->type != AK_UNIT_PART || sound->flags & (AK_UNIT_JOINED | AK_UNIT_ACRONYM);
    unsigned reach =
        part ? ak_relate_reach(shorter, same_key, s->given && sound->flags & AK_SOUND_GIVEN) : 0;
    if (joined) {
        unsigned run = ak_relate_joined_reach(shorter, same_key);
        if (run > reach) reach = run;
    }
    return !ak_edit_exceeds(&s->floor, &outline, reach);
}

/* Terms of those types whose key is `key`: the unit's own, or one near it. */
static void try_key(search *s, ak_slice key, unsigned types, bool same_key)
{
    const ak_index_data *d = &s->x->index->data;
    bool parts = types == AK_UNIT_PART;
    const ak_ix_key *found = ak_index_find_key(s->x->index, parts ? d->part_slots : d->key_slots,
        parts ? d->part_slots_count : d->key_slots_count, ak_layout_key_code(key));
    if (!found) return;
    const ak_ix_sound *sound = d->sounds + found->sound_first, *end = sound + found->sound_count;
    for (; sound < end; sound++) {
        if (!(sound->flags & types)) continue;
        bool scripts = same_key && s->abjad != !!(sound->flags & AK_SOUND_ABJAD);
        if (scripts || may_spell(s, sound, same_key)) consider(s, sound->term);
    }
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
        try_key(s, (ak_slice){key->data, key->len}, types, false);
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
    try_key(s, (ak_slice){k.data, k.len}, types, false);
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
        try_key(s, (ak_slice){k.data, k.len}, types, false);
    }
    if (is_digit(key.data[at])) return;
    memcpy(k.data, key.data, at);
    memcpy(k.data + at, key.data + at + 1, key.len - at - 1);
    k.len = key.len - 1;
    try_key(s, (ak_slice){k.data, k.len}, types, false);
}

static void by_key(search *s)
{
    ak_slice key = s->unit->term.key;
    try_key(s, key, UINT32_MAX, true);
    unsigned types = ak_unit_near_types(s->unit);
    size_t digits = 0;
    while (digits < key.len && is_digit(key.data[digits])) digits++;
    for (size_t at = 0; types && at < key.len && digits == key.len; at++)
        digit_differs(s, key, at, types);
    for (size_t at = 0; types && at <= key.len; at++) differ_at(s, key, at, types);
}

/* ---- by class and by initial ---- */

static void by_class(search *s)
{
    const ak_index_data *d = &s->x->index->data;
    for (uint32_t i = 0; i < s->unit->term.class_count; i++) {
        uint32_t key = s->unit->term.classes[i] >> 2;
        uint64_t low = 0, high = d->class_terms_count;
        while (low < high) {
            uint64_t mid = low + (high - low) / 2;
            if (d->class_terms[mid].key < key)
                low = mid + 1;
            else
                high = mid;
        }
        for (; low < d->class_terms_count && d->class_terms[low].key == key; low++)
            consider(s, d->class_terms[low].value);
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
        for (; t < last; t++)
            if (s->x->index->data.terms[t].flags & AK_UNIT_PART) consider(s, t);
    }
}

/* The initial of a word. */
static void by_initial(search *s)
{
    char letter = ak_term_plain(&s->unit->term).data[0];
    if (letter < 'a' || letter > 'z') return;
    if (s->x->initials[letter - 'a'] != AK_NO_TERM) consider(s, s->x->initials[letter - 'a']);
}

/* ---- by loose key: a part of another script, or parts in Latin letters ---- */

typedef struct loose_search {
    search *search;
    const ak_ix_loose *items; /* those of the other side: marked terms or the others */
    size_t count, skip;       /* bytes of their keys before the loose key */
} loose_search;

static ak_slice loose_key_of(const loose_search *l, size_t i)
{
    const ak_ix_loose *item = &l->items[i];
    const char *strings = l->search->x->index->data.strings.data;
    return (ak_slice){strings + item->key_off + l->skip, item->key_len - l->skip};
}

static void consider_loose(void *ctx, ak_slice key)
{
    const loose_search *l = ctx;
    size_t low = 0, high = l->count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (ak_slice_cmp(loose_key_of(l, mid), key) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < l->count && ak_slice_eq(loose_key_of(l, low), key); low++)
        consider(l->search, l->items[low].term);
}

/* Number of the first marked term: these stand behind the others. */
static size_t first_marked(const loose_search *l)
{
    size_t low = 0, high = l->count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        ak_slice key = loose_key_of(l, mid);
        if (key.len && (unsigned char)key.data[0] >= AK_LOOSE_MARKED)
            high = mid;
        else
            low = mid + 1;
    }
    return low;
}

static void by_loose_key(search *s)
{
    const ak_index_data *data = &s->x->index->data;
    loose_search l = {s, data->loose_terms, data->loose_terms_count, 0};
    size_t marked = first_marked(&l);
    l.skip = ak_text_script(s->unit->term.text) == AK_SCRIPT_LATIN;
    if (l.skip) l.items += marked;
    l.count = l.skip ? l.count - marked : marked;
    char key[AK_TERM_MAX];
    size_t len = ak_loose_key(ak_term_plain(&s->unit->term), key);
    ak_loose_each_near((ak_slice){key, len}, consider_loose, &l);
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
    ak_slice plain = ak_term_plain(&unit->term);
    *s = (search){.x = x,
        .unit = unit,
        .kind = kind,
        .abjad = ak_term_is_abjad(&unit->term),
        .given = ak_term_is_given_name(&unit->term),
        .number = is_number(plain)};
    ak_edit_floor_make(plain, &s->floor);
    x->out.count = 0;
    x->failed = false;
    begin_round(x);
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
