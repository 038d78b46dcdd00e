/* Names of persons: titles, particles, patronymics, initials, and names. */
#include "names/analyse.h"

#define ENDING(text)                                                                               \
    {                                                                                              \
        text, sizeof text - 1                                                                      \
    }
static bool is_patronymic(ak_slice w)
{
    static const ak_slice endings[] = {ENDING("ovich"), ENDING("evich"), ENDING("ovych"),
        ENDING("evych"), ENDING("yovych"), ENDING("ovna"), ENDING("evna"), ENDING("ivna"),
        ENDING("yevna"), ENDING("ichna"), ENDING("avich"), ENDING("aviches"), ENDING("owicz"),
        ENDING("ogly"), ENDING("oglu"), ENDING("qizi"), ENDING("kizi"), ENDING("kyzy"),
        ENDING("zadeh"), ENDING("ovitch"), ENDING("evitch")};
    if (w.len < 7) return false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        const ak_slice e = endings[i];
        if (e.data[e.len - 1] == w.data[w.len - 1] && ak_slice_ends(w, e)) return true;
    }
    return false;
}

static bool has_class(
    const ak_dict_entry *entries, uint32_t count, const char *class_name, bool weak_too)
{
    for (uint32_t i = 0; i < count; i++)
        if ((weak_too || !entries[i].weak) &&
            ak_slice_is(ak_dict_class(&ak_dict_particles, entries[i].class_id), class_name))
            return true;
    return false;
}

/* Whether w is a particle of that class, strong or weak. */
static bool is_particle(const ak_word *w, const char *class_name, bool weak_too)
{
    uint32_t count;
    const ak_dict_entry *e = ak_dict_find_hashed(&ak_dict_particles, w->text, w->hash, &count);
    return has_class(e, count, class_name, weak_too);
}

/* A word for "son of" or "daughter of" before word i; "Ban" or "Ben" as the first word is a name.
 */
static bool is_fathered(const ak_analysis *a, size_t i)
{
    static const char *const classes[] = {"bin", "bint", "ould", "mint"};
    uint32_t count;
    if (i == 0 || a->words[i - 1].text.len < 2) return false;
    const ak_word *before = &a->words[i - 1];
    const ak_dict_entry *e =
        ak_dict_find_hashed(&ak_dict_particles, before->text, before->hash, &count);
    for (size_t k = 0; count && k < sizeof classes / sizeof *classes; k++)
        if (has_class(e, count, classes[k], i > 1)) return true;
    return false;
}

/* A word that is only sometimes a particle: between others; an article (ar, un) only where it is
 * bound to the next word, or stands behind "servant of" — else it is a syllable of an Asian name.
 */
static bool is_weak_particle(const ak_analysis *a, size_t i)
{
    const ak_word *w = &a->words[i];
    if (i == 0 || i + 1 == a->count || !ak_in_dict(&ak_dict_particles, w, true)) return false;
    if (!is_particle(w, "al", true)) return true;
    return w[1].flags & AK_WORD_HYPHEN || is_particle(&w[-1], "abd", true);
}

/* Digits that stand for letters: "I9or Sech1n". */
static ak_slice unleet(ak_analysis *a, const ak_word *w)
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

/* Each with its dot, which the last one may lack. */
static bool add_initials(ak_analysis *a, const ak_word *w)
{
    const uint32_t count = (uint32_t)w->text.len;
    const uint32_t step = count ? (w->end - w->begin + count - 1) / count : 0;
    for (uint32_t k = 0; k < count; k++) {
        const uint32_t begin = w->begin + k * step;
        const uint32_t end = k + 1 < count ? begin + step : w->end;
        if (!ak_add_part(a, ak_slice_sub(w->text, k, k + 1), AK_ROLE_INITIAL, begin, end))
            return false;
    }
    return true;
}

static bool only_titles_left(const ak_analysis *a, size_t from)
{
    for (size_t i = from; i < a->count; i++)
        if (!ak_in_dict(&ak_dict_titles, &a->words[i], false)) return false;
    return true;
}

/* "Servant of" is bound to the name that follows, and still one man's name where it stands against
 * another: Abdul Khudai, Wali Khudai. */
#define SERVANT_WEIGHT 45

static ak_role person_role(const ak_analysis *a, size_t i)
{
    const ak_word *w = &a->words[i];
    if (w->text.len == 1 && w->script != AK_SCRIPT_HAN) return AK_ROLE_INITIAL;
    if (ak_in_dict(&ak_dict_particles, w, false)) return AK_ROLE_PARTICLE;
    if (ak_in_dict(&ak_dict_titles, w, false)) return AK_ROLE_TITLE;
    /* "Pak" is Mister in Jakarta and a family in Pyongyang. */
    bool also_name =
        ak_in_dict(&ak_dict_family_names, w, false) || ak_in_dict(&ak_dict_given_names, w, false);
    if (i == 0 && a->count > 2 && !also_name && ak_in_dict(&ak_dict_titles, w, true))
        return AK_ROLE_TITLE;
    if (is_patronymic(w->text) && i > 0) return AK_ROLE_PATRONYMIC;
    if (is_fathered(a, i)) return AK_ROLE_PATRONYMIC;
    return is_weak_particle(a, i) ? AK_ROLE_PARTICLE : AK_ROLE_NAME;
}

/* "JC Juncker": two capitals among words in small letters. */
static bool are_initials(const ak_analysis *a, size_t i)
{
    const ak_word *w = &a->words[i];
    if (w->flags & AK_WORD_DOTTED) return w->text.len <= 4;
    if (w->text.len != 2 || !(w->flags & AK_WORD_CAPS) || w->script != AK_SCRIPT_LATIN)
        return false;
    if (memchr("aeiouy", w->text.data[0], 6) || memchr("aeiouy", w->text.data[1], 6)) return false;
    for (size_t k = 0; k < a->count; k++)
        if (a->words[k].text.len > 2 && a->words[k].flags & AK_WORD_CAPS) return false;
    return !ak_in_dict(&ak_dict_given_names, w, true) &&
           !ak_in_dict(&ak_dict_family_names, w, true) &&
           !ak_in_dict(&ak_dict_particles, w, true) && !ak_in_dict(&ak_dict_titles, w, true);
}

static bool add_person_word(ak_analysis *a, size_t i)
{
    ak_word word = a->words[i];
    if (are_initials(a, i)) return add_initials(a, &word);
    bool servant = is_particle(&word, "abd", false);
    ak_role role = servant ? AK_ROLE_NAME : person_role(a, i);
    bool fathered = is_fathered(a, i);
    uint32_t before = a->name->count;
    bool ok;
    if (word.flags & AK_WORD_MIXED)
        ok = ak_add_part(a, unleet(a, &word), role, word.begin, word.end);
    else
        ok = ak_add_words(a, i, 1, role);
    if (!ok || a->name->count == before) return ok;
    if (servant) a->name->parts[before].weight = SERVANT_WEIGHT;
    if (fathered) a->name->parts[before].flags |= AK_PART_FATHERED;
    return ok;
}

/* "LAST, First" to "First LAST": neighbours that belong together come to stand together. */
static bool turn_at_comma(ak_analysis *a)
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

bool ak_analyse_person(ak_analysis *a)
{
    if (!turn_at_comma(a)) return false;
    for (size_t i = 0; i < a->count;) {
        const ak_dict_entry *e;
        size_t n = ak_longest_form(a, &ak_dict_titles, i, &e);
        if (n > 1 && !e->weak && (is_remark(e) || !only_titles_left(a, i + n))) {
            if (!ak_add_words(a, i, n, AK_ROLE_TITLE)) return false;
            i += n;
            continue;
        }
        if (!add_person_word(a, i)) return false;
        i++;
    }
    return true;
}
