/* Terms: consonant keys, dictionary classes and commonness, all functions of the spelling alone. */
#include "names/term.h"

#include "base/hash.h"
#include "names/dictionaries.h"

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

/* Slavic and German spellings write y as j: Ljudmila, Sergej, Ostrowskaja. */
static bool j_is_a_vowel(ak_slice p, size_t i)
{
    if (i == 0 || p.data[i - 1] == 'd') return false;
    bool last = i + 1 == p.len || (i + 2 == p.len && is_vowel(p.data[i + 1]));
    return last || !is_vowel(p.data[i - 1]);
}

/* Classes of characters by themselves, 0 of what is left out; of these the next letter decides. */
#define BY_NEXT '?'
static const char letter_classes[256] = {['0'] = '0',
    ['1'] = '1',
    ['2'] = '2',
    ['3'] = '3',
    ['4'] = '4',
    ['5'] = '5',
    ['6'] = '6',
    ['7'] = '7',
    ['8'] = '8',
    ['9'] = '9',
    ['b'] = 'P',
    ['c'] = BY_NEXT,
    ['d'] = BY_NEXT,
    ['f'] = 'F',
    ['g'] = 'K',
    ['j'] = BY_NEXT,
    ['k'] = 'K',
    ['l'] = 'L',
    ['m'] = 'M',
    ['n'] = 'N',
    ['p'] = BY_NEXT,
    ['q'] = 'K',
    ['r'] = 'R',
    ['s'] = 'S',
    ['t'] = BY_NEXT,
    ['v'] = 'F',
    ['w'] = 'F',
    ['x'] = 'K',
    ['z'] = 'S'};

/* Class of the character at p[i], 0 where it is left out; *used = characters it takes. */
static inline char consonant(ak_slice p, size_t i, size_t *used)
{
    const char c = letter_classes[(unsigned char)p.data[i]];
    *used = 1;
    if (c != BY_NEXT) return c;
    const char next = i + 1 < p.len ? p.data[i + 1] : '\0';
    switch (p.data[i]) {
    case 'p':
        if (next != 'h') return 'P';
        *used = 2;
        return 'F';
    case 'j':
        return j_is_a_vowel(p, i) ? 0 : 'S';
    case 'c':
        if (next == 'h' || next == 'e' || next == 'i' || next == 'y' || next == 'z') return 'S';
        return 'K';
    case 'd':
        if (next == 'j' || next == 'z') *used = 2;
        return next == 'j' || next == 'z' ? 'S' : 'T';
    default: /* t */
        if (next == 's' || next == 'z' || next == 'c') *used = 2;
        return next == 's' || next == 'z' || next == 'c' ? 'S' : 'T';
    }
}

size_t ak_term_key(ak_slice text, char out[AK_TERM_MAX])
{
    ak_slice p = ak_text_plain(text);
    size_t n = 0;
    if (p.len == 0) return 0;
    if (is_vowel(p.data[0])) out[n++] = 'A';
    if (p.data[0] == 'h') out[n++] = 'H';
    char before = 0; /* the class of the letter just before, 0 for a vowel */
    for (size_t i = 0, used; i < p.len && n < AK_TERM_MAX; i += used) {
        char c = consonant(p, i, &used);
        bool digit = c >= '0' && c <= '9';
        if (c && (digit || c != before)) out[n++] = c;
        before = c;
    }
    return n;
}

/* Which classes count, in the order of their dictionary numbers; numbers, titles, particles and
 * legal forms are roles and not relations, but legal forms and generic words have equivalents. */
static const ak_dict *const class_dicts[] = {
    [AK_CLASS_GIVEN] = &ak_dict_given_names,
    [AK_CLASS_FAMILY] = &ak_dict_family_names,
    [AK_CLASS_GENERIC] = &ak_dict_generic_words,
    [AK_CLASS_PLACE] = &ak_dict_places,
    [AK_CLASS_LEGAL] = &ak_dict_legal_forms,
    [AK_CLASS_PARTICLE] = &ak_dict_particles,
    [AK_CLASS_TITLE] = &ak_dict_titles,
};

static uint32_t class_id(uint32_t dict, uint32_t number, uint32_t flags)
{
    return dict << 24 | number << 2 | flags;
}

static uint32_t add_class(uint32_t *out, uint32_t n, uint32_t id)
{
    uint32_t at = n;
    for (uint32_t i = 0; i < n; i++)
        if (out[i] >> 2 == id >> 2) return n;
    if (n == AK_TERM_CLASSES_MAX) return n;
    while (at > 0 && out[at - 1] > id) {
        out[at] = out[at - 1];
        at--;
    }
    out[at] = id;
    return n + 1;
}

/* Class names of legal forms are FAMILY:KIND. A family goes by the number of its first class; that
 * two forms are of one family is weak. */
static uint32_t add_legal_family(uint32_t number, uint32_t *out, uint32_t n)
{
    ak_slice name = ak_dict_class(&ak_dict_legal_forms, number);
    ak_slice family = ak_slice_sub(name, 0, ak_slice_find(name, AK_LIT(":"), 0));
    uint32_t first = 0;
    while (!ak_slice_starts(ak_dict_class(&ak_dict_legal_forms, first), family)) first++;
    return add_class(out, n, class_id(AK_CLASS_LEGAL_FAMILY, first, AK_CLASS_WEAK));
}

/* Short forms stand under the given name's class, found by its name among the given names. */
static uint32_t add_short_forms(ak_slice text, uint64_t hash, uint32_t *out, uint32_t n)
{
    uint32_t count, given;
    const ak_dict_entry *e = ak_dict_find_hashed(&ak_dict_short_forms, text, hash, &count);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t flags = AK_CLASS_SHORT | (e[i].weak ? AK_CLASS_WEAK : 0);
        ak_slice name = ak_dict_class(&ak_dict_short_forms, e[i].class_id);
        if (ak_dict_class_named(&ak_dict_given_names, name, ak_hash(name), &given))
            n = add_class(out, n, class_id(AK_CLASS_GIVEN, given, flags));
        else
            n = add_class(out, n, class_id(AK_CLASS_SHORT_NAME, e[i].class_id, flags));
    }
    uint32_t number;
    if (ak_dict_class_named(&ak_dict_short_forms, text, hash, &number) &&
        !ak_dict_class_named(&ak_dict_given_names, text, hash, &given))
        n = add_class(out, n, class_id(AK_CLASS_SHORT_NAME, number, 0));
    return n;
}

/* Whether a dictionary of the above, or of short forms, may have a form with that hash; all are of
 * one file. */
static bool may_have_classes(uint64_t hash)
{
    unsigned wanted = ak_dict_short_forms.holder | AK_DICT_CLASSES;
    for (uint32_t d = 0; d < sizeof class_dicts / sizeof *class_dicts; d++)
        wanted |= class_dicts[d]->holder;
    return ak_dict_may_hold(&ak_dict_short_forms, hash, (uint16_t)wanted);
}

uint32_t ak_term_classes(ak_slice text, uint32_t out[AK_TERM_CLASSES_MAX])
{
    uint32_t n = 0, count;
    ak_slice form = ak_text_plain(text);
    uint64_t hash = ak_hash(form);
    if (!may_have_classes(hash)) return 0;
    bool bare = ak_script_is_abjad(ak_text_script(text)) &&
                form.len < 4; /* three consonants meet any word */
    for (uint32_t d = 0; d < sizeof class_dicts / sizeof *class_dicts; d++) {
        if (bare && (d == AK_CLASS_GENERIC || d == AK_CLASS_PLACE || d == AK_CLASS_LEGAL)) continue;
        const ak_dict_entry *e = ak_dict_find_hashed(class_dicts[d], form, hash, &count);
        for (uint32_t i = 0; i < count; i++) {
            n = add_class(out, n, class_id(d, e[i].class_id, e[i].weak ? AK_CLASS_WEAK : 0));
            if (d == AK_CLASS_LEGAL) n = add_legal_family(e[i].class_id, out, n);
        }
    }
    return add_short_forms(form, hash, out, n);
}

int ak_term_tier(ak_slice text)
{
    uint32_t count;
    const ak_dict_entry *e = ak_dict_find(&ak_dict_common_parts, ak_text_plain(text), &count);
    if (!e) return 4;
    ak_slice name = ak_dict_class(&ak_dict_common_parts, e->class_id);
    return name.len && name.data[0] >= '1' && name.data[0] <= '3' ? name.data[0] - '0' : 4;
}

bool ak_term_make(ak_arena *arena, ak_slice text, ak_term *out)
{
    char key[AK_TERM_MAX];
    uint32_t classes[AK_TERM_CLASSES_MAX];
    const uint32_t count = ak_term_classes(text, classes);
    const size_t key_len = ak_term_key(text, key);
    uint32_t *copy = ak_arena_alloc(arena, count * sizeof *copy + text.len + key_len);
    if (!copy) return false;
    char *letters = (char *)(copy + count);
    if (count) memcpy(copy, classes, count * sizeof *copy);
    if (text.len) memcpy(letters, text.data, text.len);
    memcpy(letters + text.len, key, key_len);
    *out = (ak_term){.text = {letters, text.len},
        .key = {letters + text.len, key_len},
        .classes = copy,
        .class_count = count};
    return true;
}
