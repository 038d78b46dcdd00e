/* Countries: from what lists write to a number, and from the number to code and name. */
#include "entity/country.h"

#include "entity/tables.h"

#define MAX_BYTES 256 /* no name of a country is longer */

static ak_country country_of(const ak_dict_entry *entry)
{
    return (ak_country)(entry->class_id + 1);
}

/* What entries of one form agree on: the first strong one, or the only weak one. A form that may be
 * two countries and is nobody's own ("Congolese", "Korea") is none. Arabic leaves vowels out, so
 * that a name may fold to another country's code (India's to "hnd", which is Honduras): then `code`
 * says which of the two was meant. */
static ak_country choose(ak_slice form, const ak_dict_entry *entry, uint32_t count, bool code)
{
    const ak_dict_entry *strong = NULL;
    for (uint32_t i = 0; i < count; i++) {
        if (entry[i].weak) continue;
        ak_slice class = ak_dict_class(&ak_dict_countries, entry[i].class_id);
        bool fits = form.len == 3 && class.len > 0 && class.data[0] == form.data[0];
        if (fits == code) return country_of(&entry[i]);
        if (!strong) strong = &entry[i];
    }
    if (strong) return country_of(strong);
    return count == 1 ? country_of(&entry[0]) : 0;
}

static ak_country find_form(ak_slice form, bool code)
{
    uint32_t count;
    const ak_dict_entry *entry = ak_dict_find(&ak_dict_countries, form, &count);
    return entry ? choose(form, entry, count, code) : 0;
}

/* "RU", "rus": most lists give codes, which need no folding. */
static ak_country find_code(ak_slice name)
{
    char lower[3];
    for (size_t i = 0; i < name.len; i++) {
        char c = name.data[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
        if (c < 'a' || c > 'z') return 0;
        lower[i] = c;
    }
    return find_form((ak_slice){lower, name.len}, true);
}

/* "us-ca", "gb-sct": a part of the country before the hyphen (ISO 3166-2). */
static ak_country find_subdivision(ak_slice name)
{
    if (name.len < 4 || name.len > 6 || name.data[2] != '-') return 0;
    for (size_t i = 3; i < name.len; i++)
        if ((unsigned char)name.data[i] >= 0x80) return 0;
    return find_code(ak_slice_sub(name, 0, 2));
}

static ak_country find_text(ak_text *text, ak_arena *scratch, ak_slice name)
{
    ak_slice form;
    if (ak_words_joined(text, name, scratch, &form, NULL) != AKA_OK) return 0;
    return find_form(form, false);
}

static bool drop_word(ak_slice *form, const char *const *words)
{
    size_t end = ak_slice_find(*form, AK_LIT(" "), 0);
    if (end == SIZE_MAX) return false;
    ak_slice first = ak_slice_sub(*form, 0, end);
    for (; *words; words++) {
        if (!ak_slice_is(first, *words)) continue;
        *form = ak_slice_sub(*form, end + 1, form->len);
        return true;
    }
    return false;
}

/* Before the first of these words: "pakistan as at april 2009". */
static ak_slice before_word(ak_slice form, const char *const *words)
{
    for (size_t at = ak_slice_find(form, AK_LIT(" "), 0); at != SIZE_MAX;
         at = ak_slice_find(form, AK_LIT(" "), at + 1)) {
        size_t end = ak_slice_find(form, AK_LIT(" "), at + 1);
        ak_slice word = ak_slice_sub(form, at + 1, end);
        for (const char *const *w = words; *w; w++)
            if (ak_slice_is(word, *w)) return ak_slice_sub(form, 0, at);
    }
    return form;
}

/* A name with words around it that say how or when: "Region: Crimea", "former Soviet Union",
 * "Kuwaiti citizenship", "in Syria as at June 2013". */
static ak_country find_within(ak_text *text, ak_arena *scratch, ak_slice name)
{
    static const char *const before[] = {
        "region", "former", "formerly", "possibly", "previously", "now", "in", "the", NULL};
    static const char *const behind[] = {"as", "since", "from", "until", "between", "citizen",
        "citizenship", "national", "nationality", "previous", "previously", "by", NULL};
    ak_slice form;
    if (ak_words_joined(text, name, scratch, &form, NULL) != AKA_OK) return 0;
    while (drop_word(&form, before)) {
    }
    return find_form(before_word(form, behind), false);
}

/* Behind the last comma, "Latakia Province, Syria". Not a code: "Portland, OR" is not in a country
 * of that code. */
static ak_slice last_part(ak_slice name)
{
    size_t at = name.len;
    while (at > 0 && name.data[at - 1] != ',') at--;
    ak_slice part = ak_slice_trim(ak_slice_sub(name, at, name.len));
    return at > 0 && part.len > 3 ? part : AK_LIT("");
}

static ak_slice before_bracket(ak_slice name)
{
    size_t at = ak_slice_find(name, AK_LIT("("), 0);
    return at == SIZE_MAX ? name : ak_slice_trim(ak_slice_sub(name, 0, at));
}

ak_country ak_country_find(ak_text *text, ak_arena *scratch, ak_slice name)
{
    name = ak_slice_trim(name);
    if (name.len == 0 || name.len > MAX_BYTES) return 0;
    ak_country found = name.len <= 3 ? find_code(name) : 0;
    if (!found) found = find_text(text, scratch, name);
    if (!found) found = find_subdivision(name);
    if (!found) found = find_within(text, scratch, before_bracket(name));
    ak_slice part = last_part(name);
    if (!found && part.len) found = find_text(text, scratch, part);
    if (!found && part.len) found = find_within(text, scratch, before_bracket(part));
    return found;
}

/* The class's name: the code, a blank, the English name. */
static ak_slice class_of(ak_country country)
{
    if (country == 0 || country > ak_dict_countries.class_count) return AK_LIT("");
    return ak_dict_class(&ak_dict_countries, country - 1u);
}

ak_slice ak_country_code(ak_country country)
{
    ak_slice name = class_of(country);
    return ak_slice_sub(name, 0, ak_slice_find(name, AK_LIT(" "), 0));
}

ak_slice ak_country_name(ak_country country)
{
    ak_slice name = class_of(country);
    size_t blank = ak_slice_find(name, AK_LIT(" "), 0);
    return blank == SIZE_MAX ? name : ak_slice_sub(name, blank + 1, name.len);
}

/* Whether the relations of `whole` name `part`. */
static bool has_relation(ak_slice whole, ak_slice part)
{
    char form[16]; /* the code as the normaliser leaves it: "ua-cri" is "ua cri" */
    if (part.len > sizeof form) return false;
    for (size_t i = 0; i < part.len; i++) form[i] = part.data[i] == '-' ? ' ' : part.data[i];
    uint32_t count;
    const ak_dict_entry *entry =
        ak_dict_find(&ak_dict_country_relations, (ak_slice){form, part.len}, &count);
    for (uint32_t i = 0; entry && i < count; i++)
        if (ak_slice_eq(ak_dict_class(&ak_dict_country_relations, entry[i].class_id), whole))
            return true;
    return false;
}

bool ak_country_related(ak_country a, ak_country b)
{
    ak_slice x = ak_country_code(a), y = ak_country_code(b);
    if (x.len == 0 || y.len == 0) return false;
    return a == b || has_relation(x, y) || has_relation(y, x);
}
