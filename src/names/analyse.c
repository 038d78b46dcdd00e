/* From words to parts with roles and weights: persons, organisations, and vessels or aircraft each
 * by their own rules. */
#include "names/analyse.h"

#include "base/hash.h"
#include "names/dictionaries.h"
#include "names/edit.h"

#define LONGEST_FORM 12 /* words of a dictionary form that are tried */

typedef struct analysis {
    const ak_word *words;
    size_t count;
    ak_kind kind;
    bool native; /* its ideographs or Hangul are a name of the country: is_native */
    ak_arena *arena;
    ak_name *name;
} analysis;

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
static ak_slice joined(const analysis *a, size_t i, size_t n, char *out, size_t cap)
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

/* The longest form of the dictionary that begins at word i, and an entry that is not weak if there
 * is one: words it takes, 0 where none does. */
static size_t longest_form(
    const analysis *a, const ak_dict *dict, size_t i, const ak_dict_entry **entry)
{
    size_t most = a->count - i;
    if (most > dict->max_words) most = dict->max_words;
    if (most > LONGEST_FORM) most = LONGEST_FORM;
    for (size_t n = most; n > 0; n--) {
        char buffer[256];
        uint32_t count;
        ak_slice form = joined(a, i, n, buffer, sizeof buffer);
        const ak_dict_entry *e = form.len ? ak_dict_find(dict, form, &count) : NULL;
        if (!e) continue;
        for (*entry = e; (*entry)->weak && *entry + 1 < e + count;) ++*entry;
        return n;
    }
    return 0;
}

static bool in_dict(const ak_dict *dict, ak_slice form, bool weak_too)
{
    uint32_t count;
    const ak_dict_entry *e = ak_dict_find(dict, form, &count);
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

static uint8_t role_weight(ak_role role, ak_slice text)
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

static bool add_part(analysis *a, ak_slice text, ak_role role, uint32_t begin, uint32_t end)
{
    ak_name *name = a->name;
    if (name->count == AK_NAME_PARTS_MAX) {
        name->cut++;
        return true;
    }
    ak_part *part = &name->parts[name->count];
    *part = (ak_part){.begin = begin, .end = end, .role = (uint8_t)role};
    if (!ak_term_make(a->arena, ak_slice_sub(text, 0, AK_TERM_MAX), &part->term)) return false;
    part->weight = role_weight(role, part->term.text);
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
static bool is_native(const analysis *a)
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
static bool is_marked(const analysis *a, size_t i, size_t n, ak_role role)
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

/* Adds words [i, i + n) as one part, their texts run together. */
static bool add_words(analysis *a, size_t i, size_t n, ak_role role)
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
    if (!add_part(a, (ak_slice){text, len}, role, begin, end)) return false;
    if (role == AK_ROLE_NAME && at < a->name->count)
        a->name->parts[at].flags |= (uint16_t)written(&a->words[i]);
    return true;
}

/* ---- persons ---- */

static bool is_patronymic(ak_slice w)
{
    static const char *const endings[] = {"ovich", "evich", "ovych", "evych", "yovych", "ovna",
        "evna", "ivna", "yevna", "ichna", "avich", "aviches", "owicz", "ogly", "oglu", "qizi",
        "kizi", "kyzy", "zadeh", "ovitch", "evitch"};
    if (w.len < 7) return false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ak_slice_ends(w, ak_slice_of(endings[i]))) return true;
    return false;
}

/* Whether w is a particle of that class, strong or weak. */
static bool is_particle(ak_slice w, const char *class_name, bool weak_too)
{
    uint32_t count;
    const ak_dict_entry *e = ak_dict_find(&ak_dict_particles, w, &count);
    for (uint32_t i = 0; i < count; i++)
        if ((weak_too || !e[i].weak) &&
            ak_slice_is(ak_dict_class(&ak_dict_particles, e[i].class_id), class_name))
            return true;
    return false;
}

/* A word for "son of" or "daughter of" before word i; "Ban" or "Ben" as the first word is a name.
 */
static bool is_fathered(const analysis *a, size_t i)
{
    static const char *const classes[] = {"bin", "bint", "ould", "mint"};
    if (i == 0 || a->words[i - 1].text.len < 2) return false;
    for (size_t k = 0; k < sizeof classes / sizeof *classes; k++)
        if (is_particle(a->words[i - 1].text, classes[k], i > 1)) return true;
    return false;
}

/* A word that is only sometimes a particle: between others; an article (ar, un) only where it is
 * bound to the next word, or stands behind "servant of" — else it is a syllable of an Asian name.
 */
static bool is_weak_particle(const analysis *a, size_t i)
{
    ak_slice w = a->words[i].text;
    if (i == 0 || i + 1 == a->count || !in_dict(&ak_dict_particles, w, true)) return false;
    if (!is_particle(w, "al", true)) return true;
    return a->words[i + 1].flags & AK_WORD_HYPHEN || is_particle(a->words[i - 1].text, "abd", true);
}

/* Digits that stand for letters: "I9or Sech1n". */
static ak_slice unleet(analysis *a, const ak_word *w)
{
    static const char letters[] = "oizeasgtbg";
    char *out = ak_arena_alloc(a->arena, w->text.len);
    if (!out) return w->text;
    for (size_t i = 0; i < w->text.len; i++) {
        char c = w->text.data[i];
        out[i] = c >= '0' && c <= '9' ? letters[c - '0'] : c;
    }
    return (ak_slice){out, w->text.len};
}

static bool add_initials(analysis *a, const ak_word *w)
{
    uint32_t step = w->text.len ? (w->end - w->begin) / (uint32_t)w->text.len : 0;
    for (uint32_t k = 0; k < w->text.len; k++)
        if (!add_part(a, ak_slice_sub(w->text, k, k + 1), AK_ROLE_INITIAL, w->begin + k * step,
                w->begin + (k + 1) * step))
            return false;
    return true;
}

static bool only_titles_left(const analysis *a, size_t from)
{
    for (size_t i = from; i < a->count; i++)
        if (!in_dict(&ak_dict_titles, a->words[i].text, false)) return false;
    return true;
}

/* "Servant of" is bound to the name that follows, and still one man's name where it stands against
 * another: Abdul Khudai, Wali Khudai. */
#define SERVANT_WEIGHT 45

static ak_role person_role(const analysis *a, size_t i)
{
    ak_slice w = a->words[i].text;
    if (w.len == 1 && a->words[i].script != AK_SCRIPT_HAN) return AK_ROLE_INITIAL;
    if (in_dict(&ak_dict_particles, w, false)) return AK_ROLE_PARTICLE;
    if (in_dict(&ak_dict_titles, w, false)) return AK_ROLE_TITLE;
    /* "Pak" is Mister in Jakarta and a family in Pyongyang. */
    bool also_name =
        in_dict(&ak_dict_family_names, w, false) || in_dict(&ak_dict_given_names, w, false);
    if (i == 0 && a->count > 2 && !also_name && in_dict(&ak_dict_titles, w, true))
        return AK_ROLE_TITLE;
    if (is_patronymic(w) && i > 0) return AK_ROLE_PATRONYMIC;
    if (is_fathered(a, i)) return AK_ROLE_PATRONYMIC;
    return is_weak_particle(a, i) ? AK_ROLE_PARTICLE : AK_ROLE_NAME;
}

/* "JC Juncker": two capitals among words in small letters. */
static bool are_initials(const analysis *a, size_t i)
{
    const ak_word *w = &a->words[i];
    if (w->flags & AK_WORD_DOTTED) return w->text.len <= 4;
    if (w->text.len != 2 || !(w->flags & AK_WORD_CAPS) || w->script != AK_SCRIPT_LATIN)
        return false;
    if (memchr("aeiouy", w->text.data[0], 6) || memchr("aeiouy", w->text.data[1], 6)) return false;
    for (size_t k = 0; k < a->count; k++)
        if (a->words[k].text.len > 2 && a->words[k].flags & AK_WORD_CAPS) return false;
    return !in_dict(&ak_dict_given_names, w->text, true) &&
           !in_dict(&ak_dict_family_names, w->text, true) &&
           !in_dict(&ak_dict_particles, w->text, true) && !in_dict(&ak_dict_titles, w->text, true);
}

static bool add_person_word(analysis *a, size_t i)
{
    ak_word word = a->words[i];
    if (are_initials(a, i)) return add_initials(a, &word);
    bool servant = is_particle(word.text, "abd", false);
    ak_role role = servant ? AK_ROLE_NAME : person_role(a, i);
    bool fathered = is_fathered(a, i);
    uint32_t before = a->name->count;
    bool ok;
    if (word.flags & AK_WORD_MIXED)
        ok = add_part(a, unleet(a, &word), role, word.begin, word.end);
    else
        ok = add_words(a, i, 1, role);
    if (!ok || a->name->count == before) return ok;
    if (servant) a->name->parts[before].weight = SERVANT_WEIGHT;
    if (fathered) a->name->parts[before].flags |= AK_PART_FATHERED;
    return ok;
}

/* "LAST, First" to "First LAST": neighbours that belong together come to stand together. */
static bool turn_at_comma(analysis *a)
{
    size_t at = 0, commas = 0;
    for (size_t i = 0; i + 1 < a->count; i++)
        if (a->words[i].flags & AK_WORD_COMMA) {
            at = i + 1;
            commas++;
        }
    if (commas != 1) return true;
    ak_word *turned = ak_arena_alloc(a->arena, a->count * sizeof *turned);
    if (!turned) return false;
    for (size_t i = 0; i < a->count; i++) turned[i] = a->words[(i + at) % a->count];
    a->words = turned;
    return true;
}

/* "(formerly listed as)": of the list, and not of the name, wherever it stands. */
static bool is_remark(const ak_dict_entry *e)
{
    return ak_slice_is(ak_dict_class(&ak_dict_titles, e->class_id), "remark");
}

static bool analyse_person(analysis *a)
{
    if (!turn_at_comma(a)) return false;
    for (size_t i = 0; i < a->count;) {
        const ak_dict_entry *e;
        size_t n = longest_form(a, &ak_dict_titles, i, &e);
        if (n > 1 && !e->weak && (is_remark(e) || !only_titles_left(a, i + n))) {
            if (!add_words(a, i, n, AK_ROLE_TITLE)) return false;
            i += n;
            continue;
        }
        if (!add_person_word(a, i)) return false;
        i++;
    }
    return true;
}

/* ---- slips in legal forms ---- */

static bool is_known(ak_slice w)
{
    static const ak_dict *const dicts[] = {&ak_dict_legal_forms, &ak_dict_generic_words,
        &ak_dict_places, &ak_dict_given_names, &ak_dict_family_names, &ak_dict_numbers};
    uint64_t hash = ak_hash(w);
    uint32_t count;
    for (size_t i = 0; i < sizeof dicts / sizeof *dicts; i++)
        if (ak_dict_find_hashed(dicts[i], w, hash, &count)) return true;
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
static bool in_legal_form(const analysis *a, size_t i)
{
    const ak_dict_entry *e;
    for (size_t from = i < LONGEST_FORM ? 0 : i - LONGEST_FORM; from <= i; from++) {
        size_t n = longest_form(a, &ak_dict_legal_forms, from, &e);
        bool edge = i == 0 || i + 1 == a->count;
        if (from + n > i && !e->weak && (n > 1 || edge)) return true;
    }
    return false;
}

/* "Joynt Stock Company", "Limitde": unknown words that one slip makes part of a legal form are
 * read as that. False on lack of memory. */
static bool correct_legal_words(analysis *a)
{
    ak_word *words = NULL;
    for (size_t i = 0; i < a->count; i++) {
        ak_word w = a->words[i];
        ak_slice meant = is_known(w.text) ? (ak_slice){NULL, 0} : without_slip(w.text);
        if (!meant.len) continue;
        if (!words) {
            words = ak_arena_alloc(a->arena, a->count * sizeof *words);
            if (!words) return false;
            memcpy(words, a->words, a->count * sizeof *words);
            a->words = words;
        }
        words[i].text = meant;
        if (!in_legal_form(a, i)) words[i] = w;
    }
    return true;
}

/* ---- organisations, vessels, aircraft ---- */

static bool only_legal_left(const analysis *a, size_t from)
{
    const ak_dict_entry *e;
    for (size_t i = from, n; i < a->count; i += n)
        if ((n = longest_form(a, &ak_dict_legal_forms, i, &e)) == 0) return false;
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
static size_t simple_number_at(const analysis *a, size_t i, ak_slice *value)
{
    const ak_word *w = &a->words[i];
    if (w->flags & AK_WORD_DIGITS || is_ordinal(w->text, value)) {
        if (w->flags & AK_WORD_DIGITS) *value = w->text;
        while (value->len > 1 && value->data[0] == '0')
            *value = ak_slice_sub(*value, 1, value->len);
        return 1;
    }
    const ak_dict_entry *e;
    size_t n = longest_form(a, &ak_dict_numbers, i, &e);
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
static size_t number_at(analysis *a, size_t i, ak_slice *value)
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

static bool is_function_word(ak_slice w)
{
    uint32_t count;
    const ak_dict_entry *e = ak_dict_find(&ak_dict_generic_words, w, &count);
    for (uint32_t i = 0; i < count; i++)
        if (ak_slice_is(ak_dict_class(&ak_dict_generic_words, e[i].class_id), "function"))
            return true;
    return false;
}

/* Role of what begins at word i of an organisation's name, and the words it takes. */
static ak_role org_role(const analysis *a, size_t i, size_t *taken)
{
    const ak_dict_entry *e;
    size_t n = longest_form(a, &ak_dict_legal_forms, i, &e);
    bool edge = i == 0 || i + n == a->count;
    if (n && (!e->weak || (edge && a->count > n))) {
        *taken = n;
        return AK_ROLE_LEGAL;
    }
    *taken = 1;
    if (is_function_word(a->words[i].text)) return AK_ROLE_FUNCTION;
    n = longest_form(a, &ak_dict_generic_words, i, &e);
    if (n && e->weak) n = 0;
    const ak_dict_entry *place;
    size_t of_place = longest_form(a, &ak_dict_places, i, &place);
    if (of_place > n && !place->weak) {
        *taken = of_place;
        return AK_ROLE_PLACE;
    }
    if (n) *taken = n;
    return n ? AK_ROLE_GENERIC : AK_ROLE_NAME;
}

static ak_role object_role(const analysis *a, size_t i, size_t *taken)
{
    const ak_dict_entry *e;
    size_t n = longest_form(a, &ak_dict_vessel_words, i, &e);
    *taken = n ? n : 1;
    if (n && i == 0 && a->count > n) return AK_ROLE_TITLE;
    *taken = 1;
    /* "Hai Di" is a name, though "di" is a word of Italian. */
    bool function = a->words[i].text.len > 2 && is_function_word(a->words[i].text);
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
        p->weight = role_weight(AK_ROLE_FUNCTION, p->term.text);
    }
}

static bool analyse_thing(analysis *a)
{
    if (a->kind == AK_KIND_ORG && !correct_legal_words(a)) return false;
    for (size_t i = 0; i < a->count;) {
        ak_slice value;
        size_t n = number_at(a, i, &value);
        if (n) {
            if (!add_part(a, value, AK_ROLE_NUMBER, a->words[i].begin, a->words[i + n - 1].end))
                return false;
            i += n;
            continue;
        }
        ak_role role = a->kind == AK_KIND_OBJECT ? object_role(a, i, &n) : org_role(a, i, &n);
        uint32_t at = a->name->count;
        if (!add_words(a, i, n, role)) return false;
        const ak_word *w = &a->words[i];
        if (w->flags & (AK_WORD_CAPS | AK_WORD_DOTTED) && w->text.len >= 2 && w->text.len <= 8 &&
            at < a->name->count)
            a->name->parts[at].flags |= AK_PART_ACRONYM;
        i += n;
    }
    lighten_acronyms(a->name);
    return true;
}

/* ---- both ---- */

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

aka_status ak_name_of_words(
    ak_word *words, size_t count, ak_arena *arena, ak_name *out, aka_error *err)
{
    analysis a = {.words = words, .count = count, .kind = out->kind, .arena = arena, .name = out};
    a.native = is_native(&a);
    size_t most = 0;
    for (size_t i = 0; i < a.count; i++) most += a.words[i].text.len <= 4 ? a.words[i].text.len : 1;
    if (most > AK_NAME_PARTS_MAX) most = AK_NAME_PARTS_MAX;
    out->parts = ak_arena_array(arena, most, sizeof *out->parts);
    if (!out->parts) return ak_fail_nomem(err);
    bool ok = out->kind == AK_KIND_PERSON ? analyse_person(&a) : analyse_thing(&a);
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
