/* Names of organisations, vessels and aircraft: legal forms, generic words, places, numbers,
 * acronyms, and names. */
#include "names/analyse.h"

#include "base/hash.h"
#include "names/edit.h"

/* ---- slips in legal forms ---- */

static bool is_known(const ak_word *w)
{
    static const ak_dict *const dicts[] = {&ak_dict_legal_forms, &ak_dict_generic_words,
        &ak_dict_places, &ak_dict_given_names, &ak_dict_family_names, &ak_dict_numbers};
    uint32_t count;
    for (size_t i = 0; i < sizeof dicts / sizeof *dicts; i++)
        if (ak_dict_find_hashed(dicts[i], w->text, w->hash, &count)) return true;
    return false;
}

/* A word of legal forms from which `form`, the word w or what one letter less leaves of it, comes
 * by one slip; empty where there is none. */
static ak_slice slip_from(ak_slice form, ak_slice w)
{
    uint32_t count;
    const ak_dict_entry *e = ak_dict_find(&ak_dict_legal_slips, form, &count);
    for (uint32_t i = 0; i < count; i++) {
        ak_slice word = ak_dict_class(&ak_dict_legal_slips, e[i].class_id);
        if (ak_one_slip(word, w)) return word;
    }
    return (ak_slice){NULL, 0};
}

static ak_slice without_slip(ak_slice w)
{
    char shorter[AK_TERM_MAX];
    if (w.len < 4 || w.len > sizeof shorter) return (ak_slice){NULL, 0};
    ak_slice found = slip_from(w, w);
    for (size_t gap = 0; gap < w.len && !found.len; gap++) {
        memcpy(shorter, w.data, gap);
        memcpy(shorter + gap, w.data + gap + 1, w.len - gap - 1);
        found = slip_from((ak_slice){shorter, w.len - 1}, w);
    }
    return found;
}

/* Whether word i is in a legal form of several words, or is one by itself at an end of the name. */
static bool in_legal_form(const ak_analysis *a, size_t i)
{
    const ak_dict_entry *e;
    for (size_t from = i < AK_LONGEST_FORM ? 0 : i - AK_LONGEST_FORM; from <= i; from++) {
        size_t n = ak_longest_form(a, &ak_dict_legal_forms, from, &e);
        bool edge = i == 0 || i + 1 == a->count;
        if (from + n > i && !e->weak && (n > 1 || edge)) return true;
    }
    return false;
}

/* "Joynt Stock Company", "Limitde": unknown words that one slip makes part of a legal form are
 * read as that. False on lack of memory. */
static bool correct_legal_words(ak_analysis *a)
{
    ak_word *words = NULL;
    for (size_t i = 0; i < a->count; i++) {
        ak_word w = a->words[i];
        ak_slice meant = is_known(&w) ? (ak_slice){NULL, 0} : without_slip(w.text);
        if (!meant.len) continue;
        if (!words) {
            words = ak_arena_alloc(a->arena, a->count * sizeof *words);
            if (!words) return false;
            memcpy(words, a->words, a->count * sizeof *words);
            a->words = words;
        }
        words[i].text = meant;
        words[i].hash = ak_hash(meant);
        if (!in_legal_form(a, i)) words[i] = w;
    }
    return true;
}

/* ---- organisations, vessels, aircraft ---- */

static bool only_legal_left(const ak_analysis *a, size_t from)
{
    const ak_dict_entry *e;
    for (size_t i = from, n; i < a->count; i += n)
        if ((n = ak_longest_form(a, &ak_dict_legal_forms, i, &e)) == 0) return false;
    return true;
}

/* "1st", "22nd": the digits of an ordinal. */
static bool is_ordinal(ak_slice w, ak_slice *digits)
{
    size_t n = 0;
    while (n < w.len && w.data[n] >= '0' && w.data[n] <= '9') n++;
    ak_slice ending = ak_slice_sub(w, n, w.len);
    *digits = ak_slice_sub(w, 0, n);
    return n > 0 && (ak_slice_is(ending, "st") || ak_slice_is(ending, "nd") ||
                        ak_slice_is(ending, "rd") || ak_slice_is(ending, "th"));
}

/* A number in digits or one form of words: its value as text ("44"), and the words it takes. */
static size_t simple_number_at(const ak_analysis *a, size_t i, ak_slice *value)
{
    const ak_word *w = &a->words[i];
    if (w->flags & AK_WORD_DIGITS || is_ordinal(w->text, value)) {
        if (w->flags & AK_WORD_DIGITS) *value = w->text;
        while (value->len > 1 && value->data[0] == '0')
            *value = ak_slice_sub(*value, 1, value->len);
        return 1;
    }
    const ak_dict_entry *e;
    size_t n = ak_longest_form(a, &ak_dict_numbers, i, &e);
    if (n == 0) return 0;
    /* "v", "i", "mi": numbers only behind something, at the end of a name or before its legal form.
     */
    if (e->weak && (i == 0 || !only_legal_left(a, i + n))) return 0;
    if (w->flags & AK_WORD_DOTTED) return 0;
    *value = ak_dict_class(&ak_dict_numbers, e->class_id);
    return n;
}

/* The same for "Forty 4" and "сорок четыре" as well: tens in words before a unit make one number.
 * The text lives in the arena. */
static size_t number_at(ak_analysis *a, size_t i, ak_slice *value)
{
    ak_slice unit;
    size_t n = simple_number_at(a, i, value);
    bool tens = n && !(a->words[i].flags & AK_WORD_DIGITS) && value->len == 2 &&
                value->data[0] > '1' && value->data[1] == '0';
    if (!tens || i + n == a->count) return n;
    size_t more = simple_number_at(a, i + n, &unit);
    if (!more || unit.len != 1 || unit.data[0] == '0') return n;
    char *both = ak_arena_alloc(a->arena, 2);
    if (!both) return n;
    both[0] = value->data[0];
    both[1] = unit.data[0];
    *value = (ak_slice){both, 2};
    return n + more;
}

static bool is_function_word(const ak_word *w)
{
    uint32_t count;
    const ak_dict_entry *e = ak_dict_find_hashed(&ak_dict_generic_words, w->text, w->hash, &count);
    for (uint32_t i = 0; i < count; i++)
        if (ak_slice_is(ak_dict_class(&ak_dict_generic_words, e[i].class_id), "function"))
            return true;
    return false;
}

/* Role of what begins at word i of an organisation's name, and the words it takes. */
static ak_role org_role(const ak_analysis *a, size_t i, size_t *taken)
{
    const ak_dict_entry *e;
    size_t n = ak_longest_form(a, &ak_dict_legal_forms, i, &e);
    bool edge = i == 0 || i + n == a->count;
    if (n && (!e->weak || (edge && a->count > n))) {
        *taken = n;
        return AK_ROLE_LEGAL;
    }
    *taken = 1;
    if (is_function_word(&a->words[i])) return AK_ROLE_FUNCTION;
    n = ak_longest_form(a, &ak_dict_generic_words, i, &e);
    if (n && e->weak) n = 0;
    const ak_dict_entry *place;
    size_t of_place = ak_longest_form(a, &ak_dict_places, i, &place);
    if (of_place > n && !place->weak) {
        *taken = of_place;
        return AK_ROLE_PLACE;
    }
    if (n) *taken = n;
    return n ? AK_ROLE_GENERIC : AK_ROLE_NAME;
}

static ak_role object_role(const ak_analysis *a, size_t i, size_t *taken)
{
    const ak_dict_entry *e;
    size_t n = ak_longest_form(a, &ak_dict_vessel_words, i, &e);
    *taken = n ? n : 1;
    if (n && i == 0 && a->count > n) return AK_ROLE_TITLE;
    *taken = 1;
    /* "Hai Di" is a name, though "di" is a word of Italian. */
    bool function = a->words[i].text.len > 2 && is_function_word(&a->words[i]);
    return function ? AK_ROLE_FUNCTION : AK_ROLE_NAME;
}

/* True where letters are made of the beginnings of the parts from number i on, one or more letters
 * of each: "mitec" of Modern Industries Technique. The acronym itself and function words are passed
 * over; a legal form may be. */
static bool spells(const ak_name *name, uint32_t acronym, uint32_t i, ak_slice letters)
{
    while (i < name->count && (i == acronym || name->parts[i].role == AK_ROLE_FUNCTION)) i++;
    if (i == name->count) return letters.len == 0;
    ak_slice part = ak_text_plain(name->parts[i].term.text);
    for (size_t n = 1; n <= letters.len && n <= part.len; n++) {
        if (part.data[n - 1] != letters.data[n - 1]) break;
        if (spells(name, acronym, i + 1, ak_slice_sub(letters, n, letters.len))) return true;
    }
    return name->parts[i].role == AK_ROLE_LEGAL && spells(name, acronym, i + 1, letters);
}

/* True where letters are among those of the other parts, in their order, from the beginning of one
 * of them on: "iaci" of Iran Aircraft Industries. */
static bool hints(const ak_name *name, uint32_t acronym, ak_slice letters)
{
    size_t n = 0;
    for (uint32_t i = 0; i < name->count; i++) {
        ak_slice part = ak_text_plain(name->parts[i].term.text);
        if (i == acronym || (n == 0 && part.data[0] != letters.data[0])) continue;
        for (size_t k = 0; k < part.len && n < letters.len; k++)
            n += part.data[k] == letters.data[n];
    }
    return n == letters.len;
}

/* In brackets, an unknown word that may be made of the others is taken for their acronym. */
static bool stands_for_the_rest(const ak_name *name, uint32_t i)
{
    const ak_part *p = &name->parts[i];
    if (name->count < 3) return false;
    bool bracketed = p->begin > 0 && name->text.data[p->begin - 1] == '(' &&
                     p->end < name->text.len && name->text.data[p->end] == ')';
    ak_slice letters = ak_text_plain(p->term.text);
    return spells(name, i, 0, letters) ||
           (bracketed && p->role == AK_ROLE_NAME && hints(name, i, letters));
}

/* "Reconnaissance General Bureau (RGB)": the acronym repeats what is there already. */
static void lighten_acronyms(ak_name *name)
{
    for (uint32_t i = 0; i < name->count; i++) {
        ak_part *p = &name->parts[i];
        if (!(p->flags & AK_PART_ACRONYM) || !stands_for_the_rest(name, i)) continue;
        p->role = AK_ROLE_FUNCTION;
        p->weight = ak_role_weight(AK_ROLE_FUNCTION, p->term.text);
    }
}

/* Small words in a name all in capitals ("BANK OF MOSCOW") are none. */
static bool may_be_acronym(const ak_word *w, ak_role role)
{
    return w->flags & (AK_WORD_CAPS | AK_WORD_DOTTED) && w->text.len >= 2 && w->text.len <= 8 &&
           role != AK_ROLE_FUNCTION;
}

bool ak_analyse_thing(ak_analysis *a)
{
    if (a->kind == AK_KIND_ORG && !correct_legal_words(a)) return false;
    for (size_t i = 0; i < a->count;) {
        ak_slice value;
        size_t n = number_at(a, i, &value);
        if (n) {
            if (!ak_add_part(a, value, AK_ROLE_NUMBER, a->words[i].begin, a->words[i + n - 1].end))
                return false;
            i += n;
            continue;
        }
        ak_role role = a->kind == AK_KIND_OBJECT ? object_role(a, i, &n) : org_role(a, i, &n);
        uint32_t at = a->name->count;
        if (!ak_add_words(a, i, n, role)) return false;
        if (at < a->name->count && may_be_acronym(&a->words[i], role))
            a->name->parts[at].flags |= AK_PART_ACRONYM;
        i += n;
    }
    lighten_acronyms(a->name);
    return true;
}
