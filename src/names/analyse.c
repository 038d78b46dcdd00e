/* From words to parts: looking words up, adding parts with their weights, and what all sorts of
 * names have in common. What each sort is made of is in analyse_person.c and analyse_thing.c. */
#include "names/analyse.h"

#include "base/hash.h"
#include "names/dictionaries.h"

const char *ak_role_name(ak_role role)
{
    static const char *const names[] = {
#define ROLE_NAME(symbol, name) name,
        AK_ROLE_MAP(ROLE_NAME)
#undef ROLE_NAME
    };
    return role < AK_ROLE_COUNT ? names[role] : "unknown";
}

/* The words [i, i + n) as one string with blanks between; empty where they do not fit. */
static ak_slice joined(const ak_analysis *a, size_t i, size_t n, char *out, size_t cap)
{
    size_t len = 0;
    for (size_t k = i; k < i + n; k++) {
        ak_slice w = a->words[k].text;
        if (len + w.len + 1 > cap) return (ak_slice){NULL, 0};
        if (k > i) out[len++] = ' ';
        memcpy(out + len, w.data, w.len);
        len += w.len;
    }
    return (ak_slice){out, len};
}

size_t ak_longest_form(
    const ak_analysis *a, const ak_dict *dict, size_t i, const ak_dict_entry **entry)
{
    ak_slice first = a->words[i].text;
    uint64_t hash = a->words[i].hash;
    size_t most = ak_dict_longest(dict, hash);
    if (most > a->count - i) most = a->count - i;
    if (most > AK_LONGEST_FORM) most = AK_LONGEST_FORM;
    for (size_t n = most ? most : 1; n > 0; n--) {
        char buffer[256];
        uint32_t count;
        ak_slice form = n > 1 ? joined(a, i, n, buffer, sizeof buffer) : first;
        const ak_dict_entry *e =
            form.len ? ak_dict_find_hashed(dict, form, n > 1 ? ak_hash(form) : hash, &count) : NULL;
        if (!e) continue;
        for (*entry = e; (*entry)->weak && *entry + 1 < e + count;) ++*entry;
        return n;
    }
    return 0;
}

bool ak_in_dict(const ak_dict *dict, const ak_word *word, bool weak_too)
{
    uint32_t count;
    const ak_dict_entry *e = ak_dict_find_hashed(dict, word->text, word->hash, &count);
    for (uint32_t i = 0; i < count; i++)
        if (weak_too || !e[i].weak) return true;
    return false;
}

/* How much a word of the name proper says, from how common it is; a word of few letters is shared
 * by many names whether it is on the list of the common ones or not. */
static uint8_t rarity_weight(ak_slice text)
{
    static const uint8_t by_tier[] = {0, 60, 75, 88, 100};
    static const uint8_t by_length[] = {35, 35, 60, 75, 88};
    uint8_t weight = by_tier[ak_term_tier(text)];
    size_t len = ak_text_plain(text).len;
    uint8_t most = len < sizeof by_length ? by_length[len] : 100;
    return weight < most ? weight : most;
}

uint8_t ak_role_weight(ak_role role, ak_slice text)
{
    switch (role) {
    case AK_ROLE_INITIAL:
        return 35;
    case AK_ROLE_PARTICLE:
        return 20;
    case AK_ROLE_TITLE:
        return 8;
    case AK_ROLE_LEGAL:
        return 15;
    case AK_ROLE_GENERIC:
        return 55;
    case AK_ROLE_FUNCTION:
        return 6;
    case AK_ROLE_PATRONYMIC: {
        uint8_t w = rarity_weight(text);
        return w < 80 ? w : 80;
    }
    case AK_ROLE_PLACE:
        return 70;
    case AK_ROLE_NUMBER:
        return 90;
    default:
        return rarity_weight(text);
    }
}

bool ak_name_term(const ak_name *name, ak_slice text, ak_arena *arena, ak_term *out)
{
    if (!name->bare) return ak_term_make(arena, text, out);
    *out = (ak_term){0};
    return ak_arena_dup(arena, text, &out->text);
}

bool ak_name_complete(ak_name *name, ak_arena *arena)
{
    for (uint32_t i = 0; name->bare && i < name->count; i++)
        if (!ak_term_make(arena, name->parts[i].term.text, &name->parts[i].term)) return false;
    name->bare = false;
    return true;
}

bool ak_add_part(ak_analysis *a, ak_slice text, ak_role role, uint32_t begin, uint32_t end)
{
    ak_name *name = a->name;
    if (name->count == AK_NAME_PARTS_MAX) {
        name->cut++;
        return true;
    }
    ak_part *part = &name->parts[name->count];
    *part = (ak_part){.begin = begin, .end = end, .role = (uint8_t)role};
    if (!ak_name_term(name, ak_slice_sub(text, 0, AK_TERM_MAX), a->arena, &part->term))
        return false;
    part->weight = ak_role_weight(role, part->term.text);
    name->count++;
    return true;
}

/* Syllables of a word of ideographs or Hangul; 0 for other scripts. */
static uint32_t syllables(const ak_word *w)
{
    bool block = w->script == AK_SCRIPT_HAN || w->script == AK_SCRIPT_HANGUL;
    return block ? (w->end - w->begin) / 3 : 0;
}

/* 은정 김, 秀英 陳: a family name of one syllable and nothing over two is a name of the country,
 * with a romanisation, and no transcription of a foreign one. */
static bool is_native(const ak_analysis *a)
{
    bool family = false;
    for (size_t i = 0; i < a->count; i++) {
        if (syllables(&a->words[i]) > 2) return false;
        family = family || syllables(&a->words[i]) == 1;
    }
    return family;
}

/* Whether a part that begins with word i is marked as of another script. Initials and numbers are
 * the same in all; and one letter, or one ideograph, is no transcription. */
static bool is_marked(const ak_analysis *a, size_t i, size_t n, ak_role role)
{
    const ak_word *w = &a->words[i];
    if (w->script == AK_SCRIPT_LATIN || role == AK_ROLE_NUMBER || role == AK_ROLE_INITIAL)
        return false;
    if (ak_script_is_abjad((ak_script)w->script) || n > 1) return true;
    return w->text.len > 1 && !(w->script == AK_SCRIPT_HAN && syllables(w) == 1) &&
           !(a->native && syllables(w));
}

static unsigned written(const ak_word *w)
{
    return (w->script == AK_SCRIPT_HAN ? AK_PART_HAN : 0) |
           (w->script == AK_SCRIPT_HANGUL ? AK_PART_HANGUL : 0) |
           (w->flags & AK_WORD_RESPELLED ? AK_PART_RESPELLED : 0);
}

bool ak_add_words(ak_analysis *a, size_t i, size_t n, ak_role role)
{
    char text[AK_TERM_MAX];
    size_t len = 0;
    if (is_marked(a, i, n, role)) text[len++] = AK_TERM_MARK(a->words[i].script);
    for (size_t k = i; k < i + n; k++) {
        ak_slice w = ak_slice_sub(a->words[k].text, 0, AK_TERM_MAX - len);
        if (w.len) memcpy(text + len, w.data, w.len);
        len += w.len;
    }
    /* Words that a comma had set apart may come in another order than in the source. */
    uint32_t begin = a->words[i].begin, end = a->words[i].end;
    for (size_t k = i + 1; k < i + n; k++) {
        if (a->words[k].begin < begin) begin = a->words[k].begin;
        if (a->words[k].end > end) end = a->words[k].end;
    }
    uint32_t at = a->name->count;
    if (!ak_add_part(a, (ak_slice){text, len}, role, begin, end)) return false;
    if (role == AK_ROLE_NAME && at < a->name->count)
        a->name->parts[at].flags |= (uint16_t)written(&a->words[i]);
    return true;
}

/* ---- all of a name ---- */

/* A name of nothing but titles, generic words and the like is told by them: let them weigh more. */
static void raise_weights(ak_name *name)
{
    unsigned heaviest = 0;
    for (uint32_t i = 0; i < name->count; i++)
        if (name->parts[i].weight > heaviest) heaviest = name->parts[i].weight;
    if (heaviest == 0 || heaviest >= 50) return;
    for (uint32_t i = 0; i < name->count; i++)
        name->parts[i].weight = (uint8_t)(name->parts[i].weight * 60u / heaviest);
}

/* Asks for the places of memory where the tables are that most words of names are in: they are
 * looked up one after the other, and each would be waited for. */
static void fetch_words(const ak_analysis *a)
{
    enum { FETCHED_WORDS = 8 }; /* more are rare */
    static const ak_dict *const dicts[] = {
        &ak_dict_given_names, &ak_dict_family_names, &ak_dict_short_forms, &ak_dict_common_parts};
    size_t n = a->count < FETCHED_WORDS ? a->count : FETCHED_WORDS;
    for (size_t i = 0; i < n; i++) ak_dict_fetch_holders(dicts[0], a->words[i].hash);
    for (size_t i = 0; i < n; i++)
        for (size_t d = 0; d < sizeof dicts / sizeof *dicts; d++)
            ak_dict_fetch(dicts[d], a->words[i].hash);
}

aka_status ak_name_of_words(
    ak_word *words, size_t count, ak_arena *arena, ak_name *out, aka_error *err)
{
    ak_analysis a = {
        .words = words, .count = count, .kind = out->kind, .arena = arena, .name = out};
    for (size_t i = 0; i < count; i++) words[i].hash = ak_hash(words[i].text);
    fetch_words(&a);
    a.native = is_native(&a);
    size_t most = 0;
    for (size_t i = 0; i < a.count; i++) most += a.words[i].text.len <= 4 ? a.words[i].text.len : 1;
    if (most > AK_NAME_PARTS_MAX) most = AK_NAME_PARTS_MAX;
    out->parts = ak_arena_array(arena, most, sizeof *out->parts);
    if (!out->parts) return ak_fail_nomem(err);
    bool ok = out->kind == AK_KIND_PERSON ? ak_analyse_person(&a) : ak_analyse_thing(&a);
    if (!ok) return ak_fail_nomem(err);
    raise_weights(out);
    return AKA_OK;
}

size_t ak_name_join(const ak_name *name, uint32_t from, uint32_t to, char out[AK_TERM_MAX])
{
    size_t len = 0;
    for (uint32_t i = from; i < to; i++) {
        ak_slice t = name->parts[i].term.text;
        if (i > from) t = ak_text_plain(t);
        if (len + t.len > AK_TERM_MAX) return 0;
        if (t.len) memcpy(out + len, t.data, t.len);
        len += t.len;
    }
    return len;
}

bool ak_name_span_ok(const ak_name *name, uint32_t from, uint32_t to)
{
    uint32_t n = to - from;
    if (to > name->count || n < 2) return false;
    if (n > 3 && n != name->count) return false;
    size_t bytes = 0;
    bool proper = false;
    for (uint32_t i = from; i < to; i++) {
        const ak_part *p = &name->parts[i];
        bytes += ak_text_plain(p->term.text).len;
        proper = proper || p->role == AK_ROLE_NAME || p->role == AK_ROLE_PATRONYMIC ||
                 p->role == AK_ROLE_GENERIC || p->role == AK_ROLE_PLACE;
        if (p->role == AK_ROLE_LEGAL) return false;
    }
    return proper && bytes >= 4 && bytes <= AK_TERM_MAX;
}
