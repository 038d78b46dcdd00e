/* The UN Security Council's consolidated list. */
#include "lists/un_names.h"

#include <stdio.h>

typedef struct un_xml {
    ak_reading *r;
    ak_seen ids;
    ak_xml_unknown unknown;
} un_xml;

static bool contains(ak_slice text, const char *needle)
{
    return ak_find_nocase(text, needle) < text.len;
}

/* "2015-03-27-04:00" without the time zone behind the day. */
static ak_slice day_of(ak_slice date)
{
    bool zoned = date.len > 10 && date.data[4] == '-' && date.data[7] == '-' &&
                 strchr("+-ZT", date.data[10]);
    return zoned ? ak_slice_sub(date, 0, 10) : date;
}

/* Elements of the groups below that are taken one by one. */
static const ak_xml_rule birth_date_rules[] = {{"TYPE_OF_DATE", NULL, NULL}, {"DATE", NULL, NULL},
    {"YEAR", NULL, NULL}, {"FROM_YEAR", NULL, NULL}, {"TO_YEAR", NULL, NULL}, {"NOTE", NULL, NULL},
    {NULL, NULL, NULL}};

/* "Nov. 1973" without the dots of its abbreviations. */
static ak_slice without_dots(ak_draft *d, ak_slice text)
{
    ak_slice copy = ak_draft_join(d, &text, 1, "");
    char *p = (char *)(uintptr_t)copy.data;
    size_t n = 0;
    for (size_t i = 0; i < copy.len; i++)
        if (p[i] != '.' || (i && p[i - 1] >= '0' && p[i - 1] <= '9')) p[n++] = p[i];
    return (ak_slice){p, n};
}

/* The date that the elements state, in a form that ak_date_parse knows; empty where there is none.
 * *note: the NOTE, where it is not part of the date. */
static ak_slice stated_date(ak_draft *d, const ak_xml_node *node, ak_slice *note)
{
    const ak_slice range[] = {ak_xml_text(node, "FROM_YEAR"), ak_xml_text(node, "TO_YEAR")};
    ak_slice date = day_of(ak_xml_text(node, "DATE")), year = ak_xml_text(node, "YEAR");
    *note = ak_xml_text(node, "NOTE");
    if (range[0].len || range[1].len) return ak_draft_join(d, range, 2, " to ");
    if (date.len) return date;
    const ak_slice monthly[] = {*note, year}; /* NOTE "Sep.", YEAR 1958; or the NOTE alone */
    ak_slice text = without_dots(d, ak_draft_join(d, monthly, 2, " "));
    ak_date parsed;
    if (note->len && (!year.len || ak_date_parse(text, &parsed))) {
        *note = (ak_slice){0};
        return text;
    }
    return year;
}

static void add_birth_date(ak_draft *d, const ak_xml_node *node, ak_xml_unknown *unknown)
{
    ak_slice note, text = stated_date(d, node, &note);
    ak_date date;
    if (d->status == AKA_OK && text.len && ak_date_parse(text, &date)) {
        if (contains(ak_xml_text(node, "TYPE_OF_DATE"), "APPROX") || contains(note, "approx"))
            date.circa = 1;
        ak_draft_put_date(d, "birthDate", &date);
    } else {
        ak_draft_add_date(d, "birthDate", "birth date", text);
    }
    if (note.len && !ak_slice_eq_nocase(note, AK_LIT("Approximately"))) {
        const ak_slice label[] = {AK_LIT("Birth date"), text};
        ak_draft_add_labelled(d, "notes", ak_draft_join(d, label, 2, " "), note);
    }
    ak_xml_apply(d, node, birth_date_rules, unknown);
}

static ak_slice place_text(ak_draft *d, const ak_xml_node *node)
{
    const ak_slice state[] = {ak_xml_text(node, "STATE_PROVINCE"), ak_xml_text(node, "ZIP_CODE")};
    const ak_slice parts[] = {ak_xml_text(node, "STREET"), ak_xml_text(node, "CITY"),
        ak_draft_join(d, state, 2, " "), ak_xml_text(node, "COUNTRY")};
    return ak_draft_join(d, parts, 4, ", ");
}

static const ak_xml_rule place_rules[] = {{"STREET", NULL, NULL}, {"CITY", NULL, NULL},
    {"STATE_PROVINCE", NULL, NULL}, {"ZIP_CODE", NULL, NULL}, {"COUNTRY", NULL, NULL},
    {"NOTE", NULL, NULL}, {NULL, NULL, NULL}};

static void add_place(ak_draft *d, const ak_xml_node *node, const char *property,
    const char *country, const char *label, ak_xml_unknown *unknown)
{
    ak_slice text = place_text(d, node);
    const ak_slice name[] = {ak_slice_of(label), text};
    ak_draft_add(d, property, text);
    ak_draft_add(d, country, ak_xml_text(node, "COUNTRY"));
    ak_draft_add_labelled(d, "notes", ak_draft_join(d, name, 2, " "), ak_xml_text(node, "NOTE"));
    ak_xml_apply(d, node, place_rules, unknown);
}

static void add_birth_place(ak_draft *d, const ak_xml_node *node, ak_xml_unknown *unknown)
{
    add_place(d, node, "birthPlace", "birthCountry", "Birth place", unknown);
}

static void add_address(ak_draft *d, const ak_xml_node *node, ak_xml_unknown *unknown)
{
    add_place(d, node, "address", "country", "Address", unknown);
}

/* Quality is Good or Low for persons, a.k.a. or f.k.a. for entities. */
static const char *alias_property(ak_draft *d, ak_slice quality, ak_slice note)
{
    if (ak_slice_eq_nocase(quality, AK_LIT("Low"))) return "weakAlias";
    if (ak_slice_eq_nocase(quality, AK_LIT("f.k.a.")) || contains(note, "previously listed as") ||
        contains(note, "formerly listed as"))
        return "previousName";
    if (quality.len && !ak_slice_eq_nocase(quality, AK_LIT("Good")) &&
        !ak_slice_eq_nocase(quality, AK_LIT("a.k.a.")))
        ak_draft_problem(
            d, "alias quality", false, "\"%.*s\" is unknown; kept as an alias", AK_ARG(quality));
    return "alias";
}

static void add_alias(ak_draft *d, const ak_xml_node *node, ak_xml_unknown *unknown)
{
    static const ak_xml_rule rules[] = {{"QUALITY", NULL, NULL}, {"ALIAS_NAME", NULL, NULL},
        {"DATE_OF_BIRTH", NULL, NULL}, {"CITY_OF_BIRTH", NULL, NULL},
        {"COUNTRY_OF_BIRTH", "birthCountry", NULL}, {"NOTE", NULL, NULL}, {NULL, NULL, NULL}};
    ak_slice name = ak_xml_text(node, "ALIAS_NAME"), note = ak_xml_text(node, "NOTE");
    const char *property = alias_property(d, ak_xml_text(node, "QUALITY"), note);
    const ak_slice place[] = {
        ak_xml_text(node, "CITY_OF_BIRTH"), ak_xml_text(node, "COUNTRY_OF_BIRTH")};
    ak_un_add_names(d, property, property, name);
    ak_un_add_names_of_note(d, property, note);
    if (contains(note, "passport")) ak_draft_add(d, "passportNumber", ak_un_number_within(note));
    ak_draft_add_labelled(d, "notes", name.len ? name : AK_LIT("Alias"), note);
    ak_draft_add_date(d, "birthDate", "birth date", day_of(ak_xml_text(node, "DATE_OF_BIRTH")));
    ak_draft_add(d, "birthPlace", ak_draft_join(d, place, 2, ", "));
    ak_xml_apply(d, node, rules, unknown);
}

static const char *document_property(ak_slice type, ak_slice type2)
{
    if (contains(type, "passport") || contains(type, "passeport") || contains(type, "pasaporte") ||
        contains(type2, "passport"))
        return "passportNumber";
    if (contains(type, "travel document") || contains(type2, "travel document"))
        return "passportNumber";
    if (contains(type2, "fiscal code") || contains(type2, "tax")) return "taxNumber";
    return "idNumber";
}

/* All that is said of a document, for people to read. */
static void add_document_note(ak_draft *d, const ak_xml_node *node)
{
    static const struct {
        const char *element, *before;
    } details[] = {{"NUMBER", NULL}, {"ISSUING_COUNTRY", "issued by"},
        {"DATE_OF_ISSUE", "issued on"}, {"CITY_OF_ISSUE", "issued in"},
        {"COUNTRY_OF_ISSUE", "issued in"}, {"DATE_OF_EXPIRY", "expires on"}, {"NOTE", NULL}};
    enum { DETAILS = sizeof details / sizeof *details };
    ak_slice parts[DETAILS];
    const ak_slice types[] = {
        ak_xml_text(node, "TYPE_OF_DOCUMENT"), ak_xml_text(node, "TYPE_OF_DOCUMENT2")};
    for (size_t i = 0; i < DETAILS; i++) {
        const ak_slice words[] = {
            ak_slice_of(details[i].before), ak_xml_text(node, details[i].element)};
        parts[i] = words[1].len ? ak_draft_join(d, words, 2, " ") : (ak_slice){0};
    }
    ak_slice label = ak_draft_join(d, types, 2, ", ");
    ak_draft_add_labelled(
        d, "notes", label.len ? label : AK_LIT("Document"), ak_draft_join(d, parts, DETAILS, ", "));
}

static void add_document(ak_draft *d, const ak_xml_node *node, ak_xml_unknown *unknown)
{
    static const ak_xml_rule rules[] = {{"TYPE_OF_DOCUMENT", NULL, NULL},
        {"TYPE_OF_DOCUMENT2", NULL, NULL}, {"NUMBER", NULL, NULL},
        {"ISSUING_COUNTRY", "country", NULL}, {"COUNTRY_OF_ISSUE", "country", NULL},
        {"CITY_OF_ISSUE", NULL, NULL}, {"DATE_OF_ISSUE", NULL, NULL},
        {"DATE_OF_EXPIRY", NULL, NULL}, {"NOTE", NULL, NULL}, {NULL, NULL, NULL}};
    ak_slice type = ak_xml_text(node, "TYPE_OF_DOCUMENT"),
             type2 = ak_xml_text(node, "TYPE_OF_DOCUMENT2"), number = ak_xml_text(node, "NUMBER");
    ak_slice bare = ak_un_number(number);
    if (bare.len) number = bare;
    if (!number.len) number = ak_un_number_within(type2);
    if (!number.len) number = ak_un_number_within(ak_xml_text(node, "NOTE"));
    ak_draft_add(d, document_property(type, type2), number);
    ak_un_add_marked_names(d, "alias", ak_xml_text(node, "NOTE"));
    add_document_note(d, node);
    ak_xml_apply(d, node, rules, unknown);
}

static void add_gender(ak_draft *d, const ak_xml_node *node, ak_xml_unknown *unknown)
{
    (void)unknown;
    ak_draft_add_lower(d, "gender", node->text);
}

static void add_listed_on(ak_draft *d, const ak_xml_node *node, ak_xml_unknown *unknown)
{
    (void)unknown;
    ak_draft_add_date(d, "listingDate", "LISTED_ON", day_of(node->text));
}

static void add_updated(ak_draft *d, const ak_xml_node *node, ak_xml_unknown *unknown)
{
    static const ak_xml_rule rules[] = {{"VALUE", NULL, NULL}, {NULL, NULL, NULL}};
    for (const ak_xml_node *v = node->first; v; v = v->next)
        if (ak_slice_is(v->name, "VALUE"))
            ak_draft_add_date(d, "modifiedAt", "LAST_DAY_UPDATED", day_of(v->text));
    ak_xml_apply(d, node, rules, unknown);
}

static void add_title(ak_draft *d, const ak_xml_node *node, ak_xml_unknown *unknown)
{
    static const ak_xml_rule rules[] = {{"VALUE", "title", NULL}, {NULL, NULL, NULL}};
    ak_xml_apply(d, node, rules, unknown);
}

static void add_designation(ak_draft *d, const ak_xml_node *node, ak_xml_unknown *unknown)
{
    static const ak_xml_rule rules[] = {{"VALUE", "position", NULL}, {NULL, NULL, NULL}};
    ak_xml_apply(d, node, rules, unknown);
}

static void add_nationality(ak_draft *d, const ak_xml_node *node, ak_xml_unknown *unknown)
{
    static const ak_xml_rule rules[] = {{"VALUE", "nationality", NULL}, {NULL, NULL, NULL}};
    ak_xml_apply(d, node, rules, unknown);
}

static void add_original_script(ak_draft *d, const ak_xml_node *node, ak_xml_unknown *unknown)
{
    (void)unknown;
    ak_un_add_names(d, "alias", "alias", node->text);
}

/* Left out: the list's own bookkeeping (VERSIONNUM, SORT_KEY…, LIST_TYPE, which says "UN List" of
 * all) and HAS_INTERPOL_LINK, which says whether INTERPOL_LINK is there. DATAID and the names are
 * taken before the table is applied. */
static const ak_xml_rule entry_rules[] = {{"DATAID", NULL, NULL}, {"VERSIONNUM", NULL, NULL},
    {"FIRST_NAME", NULL, NULL}, {"SECOND_NAME", NULL, NULL}, {"THIRD_NAME", NULL, NULL},
    {"FOURTH_NAME", NULL, NULL}, {"UN_LIST_TYPE", "program", NULL},
    {"REFERENCE_NUMBER", "unscId", NULL}, {"LISTED_ON", NULL, add_listed_on},
    {"NAME_ORIGINAL_SCRIPT", NULL, add_original_script}, {"GENDER", NULL, add_gender},
    {"COMMENTS1", "notes", NULL}, {"HAS_INTERPOL_LINK", NULL, NULL},
    {"INTERPOL_LINK", "sourceUrl", NULL}, {"TITLE", NULL, add_title},
    {"DESIGNATION", NULL, add_designation}, {"NATIONALITY", NULL, add_nationality},
    {"LIST_TYPE", NULL, NULL}, {"LAST_DAY_UPDATED", NULL, add_updated},
    {"INDIVIDUAL_ALIAS", NULL, add_alias}, {"ENTITY_ALIAS", NULL, add_alias},
    {"INDIVIDUAL_ADDRESS", NULL, add_address}, {"ENTITY_ADDRESS", NULL, add_address},
    {"INDIVIDUAL_DATE_OF_BIRTH", NULL, add_birth_date},
    {"INDIVIDUAL_PLACE_OF_BIRTH", NULL, add_birth_place},
    {"INDIVIDUAL_DOCUMENT", NULL, add_document}, {"SORT_KEY", NULL, NULL},
    {"SORT_KEY_LAST_MOD", NULL, NULL}, {NULL, NULL, NULL}};

/* "na" stands for a part that is not known. */
static ak_slice name_part(const ak_xml_node *entry, const char *element)
{
    ak_slice part = ak_xml_text(entry, element);
    return ak_slice_is(part, "na") ? (ak_slice){0} : part;
}

static aka_status read_entry(
    un_xml *u, const ak_xml_node *entry, const char *schema, bool repaired, aka_error *err)
{
    char made_up[32];
    ak_slice id = ak_xml_text(entry, "DATAID");
    snprintf(made_up, sizeof made_up, "line%llu", (unsigned long long)entry->line);
    const ak_draft_head head = {
        .prefix = "unsc",
        .label = "DATAID",
        .schema = schema,
        .dataset = "un_sc_sanctions",
        .key = id.len ? id : ak_slice_of(made_up),
        .line = entry->line,
    };
    const ak_slice names[] = {name_part(entry, "FIRST_NAME"), name_part(entry, "SECOND_NAME"),
        name_part(entry, "THIRD_NAME"), name_part(entry, "FOURTH_NAME")};
    ak_draft d;
    ak_draft_begin(&d, u->r, &head, err);
    if (!id.len) ak_draft_problem(&d, "DATAID", false, "is missing; kept under a made-up id");
    ak_draft_repaired(&d, repaired);
    ak_un_add_names(&d, "name", "alias", ak_draft_join(&d, names, 4, " "));
    ak_xml_apply(&d, entry, entry_rules, &u->unknown);
    return ak_draft_end(&d, &u->ids);
}

static aka_status read_root(void *ctx, const ak_xml_node *root, aka_error *err)
{
    un_xml *u = ctx;
    ak_slice date = ak_slice_sub(ak_xml_attribute(root, "dateGenerated"), 0, 10);
    ak_date parsed;
    if (date.len != 10 || !ak_date_parse(date, &parsed)) return AKA_OK;
    if (!ak_arena_dup(u->r->keep, date, &date)) return ak_fail_nomem(err);
    u->r->info.date = date.data;
    return AKA_OK;
}

static aka_status read_record(void *ctx, const ak_xml_node *node, bool repaired, aka_error *err)
{
    un_xml *u = ctx;
    aka_status st;
    if (ak_slice_is(node->name, "INDIVIDUAL"))
        st = read_entry(u, node, "Person", repaired, err);
    else if (ak_slice_is(node->name, "ENTITY"))
        st = read_entry(u, node, "Organization", repaired, err);
    else
        st = ak_xml_unknown_record(u->r, node, &u->unknown, err);
    ak_reading_skip(u->r);
    return st;
}

aka_status ak_read_un_xml(ak_reading *r, aka_error *err)
{
    static const char *const containers[] = {"CONSOLIDATED_LIST", "INDIVIDUALS", "ENTITIES", NULL};
    static const ak_xml_format format = {"CONSOLIDATED_LIST", containers, read_root, read_record};
    un_xml u = {.r = r};
    aka_status st = ak_xml_read(r, &format, &u, err);
    ak_seen_free(&u.ids);
    ak_seen_free(&u.unknown.seen);
    return st;
}
