/* Finding the related terms of a unit: by keys that are the same or near, by class and by initial,
 * as names/relate.h promises; each term found is verified by the relation itself. */
#include "match/expand.h"

#include "names/edit.h"

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
    bool abjad, given;
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
        bool twice =
            (at && key->data[at - 1] == *c) || (at + 1 < key->len && key->data[at + 1] == *c);
        if (*c == was || (twice && !is_digit(*c))) continue; /* no letter is twice in a row */
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

/* All that begins with the letter, in scripts with few vowels and others. */
static void by_letter(search *s, char letter)
{
    const char text[] = {AK_TERM_ABJAD, letter}, end[] = {AK_TERM_ABJAD, (char)(letter + 1)};
    for (int abjad = 0; abjad < 2; abjad++) {
        size_t len = (size_t)abjad + 1;
        uint32_t last = first_from(s->x, (ak_slice){end + !abjad, len});
        for (uint32_t t = first_from(s->x, (ak_slice){text + !abjad, len}); t < last; t++)
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

/* ---- all together ---- */

static void begin_search(ak_expander *x, const ak_unit *unit, ak_kind kind, search *s)
{
    ak_slice plain = ak_term_plain(&unit->term);
    *s = (search){.x = x,
        .unit = unit,
        .kind = kind,
        .abjad = ak_term_is_abjad(&unit->term),
        .given = ak_term_is_given_name(&unit->term)};
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
    if (s->unit->type == AK_UNIT_PART && s->floor.length) by_initial(s);
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
