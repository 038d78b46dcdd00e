/* OFAC's names, aliases, addresses and lists. */
#include "lists/ofac.h"

/* A person's name taken apart. */
typedef struct person_name {
    ak_slice last, first, suffix;
} person_name;

static bool is_suffix(ak_slice part)
{
    static const char *const suffixes[] = {"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (ak_slice_eq_nocase(part, ak_slice_of(suffixes[i]))) return true;
    return false;
}

static ak_slice join2(ak_draft *d, ak_slice a, ak_slice b)
{
    const ak_slice parts[] = {a, b};
    if (!a.len) return b;
    return b.len ? ak_draft_join(d, parts, 2, " ") : a;
}

/* "LAST, First Second, Jr." or "LAST, JR., First"; what has no comma is all last name. More than
 * 16 commas are no name: the rest stays in one piece. */
static person_name take_apart(ak_draft *d, ak_slice name)
{
    person_name out = {0};
    for (int i = 0; i < 16 && name.len; i++) {
        size_t comma = i < 15 ? ak_slice_find(name, AK_LIT(","), 0) : SIZE_MAX;
        if (comma > name.len) comma = name.len;
        ak_slice part = ak_slice_trim(ak_slice_sub(name, 0, comma));
        name = ak_slice_sub(name, comma + 1, name.len);
        if (i && is_suffix(part))
            out.suffix = join2(d, out.suffix, part);
        else if (!out.last.len)
            out.last = part;
        else
            out.first = join2(d, out.first, part);
    }
    return out;
}

static ak_slice turned(ak_draft *d, const person_name *n)
{
    return join2(d, join2(d, n->first, n->last), n->suffix);
}

void ak_ofac_name(ak_draft *d, const char *property, ak_slice name)
{
    if (d->person) {
        person_name n = take_apart(d, name);
        name = turned(d, &n);
    }
    ak_draft_add(d, property, name);
}

void ak_ofac_main_name(ak_draft *d, ak_slice name, ak_slice first)
{
    first = ak_slice_trim(first);
    if (!d->person) {
        ak_draft_add(d, "name", join2(d, first, ak_slice_trim(name)));
        return;
    }
    const ak_slice parts[] = {name, first};
    person_name n = take_apart(d, first.len ? ak_draft_join(d, parts, 2, ", ") : name);
    ak_draft_add(d, "name", turned(d, &n));
    if (!n.first.len) return;
    ak_draft_add(d, "firstName", n.first);
    ak_draft_add(d, "lastName", n.last);
    ak_draft_add(d, "nameSuffix", n.suffix);
}

void ak_ofac_alias(ak_draft *d, ak_slice type, bool weak, ak_slice name)
{
    static const struct {
        const char *type, *property;
    } types[] = {{"aka", "alias"}, {"a.k.a.", "alias"}, {"fka", "previousName"},
        {"f.k.a.", "previousName"}, {"nka", "alias"}, {"n.k.a.", "alias"}};
    const char *property = NULL;
    for (size_t i = 0; i < sizeof types / sizeof *types && !property; i++)
        if (ak_slice_eq_nocase(ak_slice_trim(type), ak_slice_of(types[i].type)))
            property = types[i].property;
    if (!property) {
        property = "alias";
        ak_draft_problem(
            d, "alias type", false, "\"%.*s\" is none of aka, fka, nka; kept as aka", AK_ARG(type));
    }
    if (!ak_slice_trim(name).len)
        ak_draft_problem(d, "alias", true, "is empty; left out");
    else
        ak_ofac_name(d, weak ? "weakAlias" : property, name);
}

void ak_ofac_country(ak_draft *d, ak_slice country)
{
    if (ak_slice_starts_nocase(country, AK_LIT("Region:")))
        country = ak_slice_sub(country, strlen("Region:"), country.len);
    country = ak_slice_trim(country);
    if (!ak_slice_eq_nocase(country, AK_LIT("undetermined"))) ak_draft_add(d, "country", country);
}

void ak_ofac_address(ak_draft *d, const ak_slice *parts, size_t count, ak_slice country)
{
    const ak_slice all[] = {ak_draft_join(d, parts, count, ", "), country};
    ak_draft_add(d, "address", ak_draft_join(d, all, 2, ", "));
    ak_ofac_country(d, country);
}

const char *ak_ofac_schema(ak_slice type)
{
    type = ak_slice_trim(type);
    if (ak_slice_eq_nocase(type, AK_LIT("individual"))) return "Person";
    if (ak_slice_eq_nocase(type, AK_LIT("vessel"))) return "Vessel";
    if (ak_slice_eq_nocase(type, AK_LIT("aircraft"))) return "Airplane";
    return "Organization";
}

void ak_ofac_check_type(ak_draft *d, ak_slice type)
{
    type = ak_slice_trim(type);
    if (!type.len || ak_slice_eq_nocase(type, AK_LIT("entity"))) return;
    if (strcmp(ak_ofac_schema(type), "Organization") != 0) return;
    ak_draft_problem(
        d, "type", false, "\"%.*s\" is unknown; taken as an organization", AK_ARG(type));
    ak_draft_add_labelled(d, "notes", AK_LIT("Type"), type);
}

bool ak_ofac_program_is_cons(ak_slice program)
{
    /* Palestinian Legislative Council, Iran Sanctions Act, menu-based; foreign banks under part
     * 561; foreign sanctions evaders; Chinese military-industrial complex companies. */
    static const char *const prefixes[] = {"NS-", "561", "FSE-", "CMIC-"};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (ak_slice_starts_nocase(program, ak_slice_of(prefixes[i]))) return true;
    return false;
}

const char *ak_ofac_dataset(const char *path, bool cons_programs)
{
    const char *slash = strrchr(path, '/');
    ak_slice name = ak_slice_of(slash ? slash + 1 : path);
    bool cons = cons_programs;
    if (ak_find_nocase(name, "cons") < name.len)
        cons = true;
    else if (ak_find_nocase(name, "sdn") < name.len)
        cons = false;
    return cons ? "us_ofac_cons" : "us_ofac_sdn";
}
