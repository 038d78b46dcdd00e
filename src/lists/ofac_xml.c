/* OFAC's sdnList XML: SDN.XML and CONSOLIDATED.XML. */
#include "lists/ofac.h"
#include "lists/xml.h"

#include <stdio.h>

typedef struct ofac_xml {
    ak_reading *r;
    ak_seen ids;
    ak_xml_unknown unknown;
    uint64_t entries;          /* read */
    unsigned long long stated; /* Record_Count; 0 where the file has none */
    bool has_stated;
    uint64_t stated_line;
} ofac_xml;

/* Row numbers within the file, and which item of a list is the main one (it stands first). */
static const ak_xml_rule only_text[] = {{"uid", NULL, NULL}, {"mainEntry", NULL, NULL},
    {"dateOfBirth", NULL, NULL}, {"placeOfBirth", NULL, NULL}, {"country", NULL, NULL},
    {NULL, NULL, NULL}};

static void add_program(ak_draft *d, const ak_xml_node *node, ak_xml_unknown *unknown)
{
    static const ak_xml_rule rules[] = {{"program", "program", NULL}, {NULL, NULL, NULL}};
    ak_xml_apply(d, node, rules, unknown);
}

static void add_title(ak_draft *d, const ak_xml_node *node, ak_xml_unknown *unknown)
{
    bool done = false;
    ak_slice titles = node->text, title;
    (void)unknown;
    while (ak_slice_split(&titles, ';', &done, &title)) ak_draft_add(d, "position", title);
}

static void add_remarks(ak_draft *d, const ak_xml_node *node, ak_xml_unknown *unknown)
{
    (void)unknown;
    ak_ofac_remarks(d, node->text, false);
}

static void add_aka(ak_draft *d, const ak_xml_node *node, ak_xml_unknown *unknown)
{
    static const ak_xml_rule rules[] = {{"uid", NULL, NULL}, {"type", NULL, NULL},
        {"category", NULL, NULL}, {"lastName", NULL, NULL}, {"firstName", NULL, NULL},
        {NULL, NULL, NULL}};
    const ak_slice name[] = {ak_xml_text(node, "lastName"), ak_xml_text(node, "firstName")};
    bool weak = ak_slice_eq_nocase(ak_xml_text(node, "category"), AK_LIT("weak"));
    ak_ofac_alias(d, ak_xml_text(node, "type"), weak,
        name[1].len ? ak_draft_join(d, name, 2, d->person ? ", " : " ") : name[0]);
    ak_xml_apply(d, node, rules, unknown);
}

static void add_akas(ak_draft *d, const ak_xml_node *node, ak_xml_unknown *unknown)
{
    static const ak_xml_rule rules[] = {{"aka", NULL, add_aka}, {NULL, NULL, NULL}};
    ak_xml_apply(d, node, rules, unknown);
}

/* Ids are written as the CSV's remarks write them, so that one table serves both. */
static void add_id(ak_draft *d, const ak_xml_node *node, ak_xml_unknown *unknown)
{
    static const ak_xml_rule rules[] = {{"uid", NULL, NULL}, {"idType", NULL, NULL},
        {"idNumber", NULL, NULL}, {"idCountry", NULL, NULL}, {"issueDate", NULL, NULL},
        {"expirationDate", NULL, NULL}, {NULL, NULL, NULL}};
    static const struct {
        const char *element, *before, *after;
    } parts[] = {{"idType", "", ""}, {"idNumber", "", ""}, {"idCountry", "(", ")"},
        {"issueDate", "issued ", ""}, {"expirationDate", "expires ", ""}};
    ak_slice words[5] = {{0}};
    for (size_t i = 0; i < 5; i++) {
        const ak_slice around[] = {ak_slice_of(parts[i].before),
            ak_xml_text(node, parts[i].element), ak_slice_of(parts[i].after)};
        const char *between = parts[i].before[0] == 'i' || parts[i].before[0] == 'e' ? " " : "";
        if (around[1].len) words[i] = ak_draft_join(d, around, 3, between);
    }
    ak_slice piece = ak_draft_join(d, words, 5, " ");
    if (piece.len) ak_ofac_piece(d, piece);
    ak_xml_apply(d, node, rules, unknown);
}

static void add_ids(ak_draft *d, const ak_xml_node *node, ak_xml_unknown *unknown)
{
    static const ak_xml_rule rules[] = {{"id", NULL, add_id}, {NULL, NULL, NULL}};
    ak_xml_apply(d, node, rules, unknown);
}

static void add_address(ak_draft *d, const ak_xml_node *node, ak_xml_unknown *unknown)
{
    static const ak_xml_rule rules[] = {{"uid", NULL, NULL}, {"address1", NULL, NULL},
        {"address2", NULL, NULL}, {"address3", NULL, NULL}, {"city", NULL, NULL},
        {"stateOrProvince", NULL, NULL}, {"postalCode", NULL, NULL}, {"country", NULL, NULL},
        {NULL, NULL, NULL}};
    const ak_slice place[] = {ak_xml_text(node, "city"), ak_xml_text(node, "stateOrProvince")};
    const ak_slice city[] = {ak_draft_join(d, place, 2, ", "), ak_xml_text(node, "postalCode")};
    const ak_slice parts[] = {ak_xml_text(node, "address1"), ak_xml_text(node, "address2"),
        ak_xml_text(node, "address3"), ak_draft_join(d, city, 2, " ")};
    ak_ofac_address(d, parts, 4, ak_xml_text(node, "country"));
    ak_xml_apply(d, node, rules, unknown);
}

static void add_addresses(ak_draft *d, const ak_xml_node *node, ak_xml_unknown *unknown)
{
    static const ak_xml_rule rules[] = {{"address", NULL, add_address}, {NULL, NULL, NULL}};
    ak_xml_apply(d, node, rules, unknown);
}

static void add_birth_date(ak_draft *d, const ak_xml_node *node, ak_xml_unknown *unknown)
{
    ak_draft_add_date(d, "birthDate", "birth date", ak_xml_text(node, "dateOfBirth"));
    ak_xml_apply(d, node, only_text, unknown);
}

static void add_birth_place(ak_draft *d, const ak_xml_node *node, ak_xml_unknown *unknown)
{
    ak_draft_add(d, "birthPlace", ak_xml_text(node, "placeOfBirth"));
    ak_xml_apply(d, node, only_text, unknown);
}

static void add_nationality(ak_draft *d, const ak_xml_node *node, ak_xml_unknown *unknown)
{
    ak_draft_add(d, "nationality", ak_xml_text(node, "country"));
    ak_xml_apply(d, node, only_text, unknown);
}

static void add_citizenship(ak_draft *d, const ak_xml_node *node, ak_xml_unknown *unknown)
{
    ak_draft_add(d, "citizenship", ak_xml_text(node, "country"));
    ak_xml_apply(d, node, only_text, unknown);
}

static void add_items(ak_draft *d, const ak_xml_node *node, ak_xml_unknown *unknown)
{
    static const ak_xml_rule rules[] = {{"dateOfBirthItem", NULL, add_birth_date},
        {"placeOfBirthItem", NULL, add_birth_place}, {"nationality", NULL, add_nationality},
        {"citizenship", NULL, add_citizenship}, {NULL, NULL, NULL}};
    ak_xml_apply(d, node, rules, unknown);
}

static void add_vessel(ak_draft *d, const ak_xml_node *node, ak_xml_unknown *unknown)
{
    static const ak_xml_rule rules[] = {{"callSign", "callSign", NULL},
        {"vesselType", "type", NULL}, {"vesselFlag", "flag", NULL}, {"vesselOwner", "owner", NULL},
        {"tonnage", "tonnage", NULL}, {"grossRegisteredTonnage", "grossRegisteredTonnage", NULL},
        {NULL, NULL, NULL}};
    ak_xml_apply(d, node, rules, unknown);
}

/* uid, names and type are taken before the table is applied. */
static const ak_xml_rule entry_rules[] = {{"uid", NULL, NULL}, {"firstName", NULL, NULL},
    {"lastName", NULL, NULL}, {"sdnType", NULL, NULL}, {"title", NULL, add_title},
    {"remarks", NULL, add_remarks}, {"programList", NULL, add_program}, {"akaList", NULL, add_akas},
    {"idList", NULL, add_ids}, {"addressList", NULL, add_addresses},
    {"dateOfBirthList", NULL, add_items}, {"placeOfBirthList", NULL, add_items},
    {"nationalityList", NULL, add_items}, {"citizenshipList", NULL, add_items},
    {"vesselInfo", NULL, add_vessel}, {NULL, NULL, NULL}};

static bool all_programs_cons(const ak_xml_node *entry)
{
    const ak_xml_node *list = ak_xml_child(entry, "programList");
    bool all = list && list->first;
    for (const ak_xml_node *p = list ? list->first : NULL; p; p = p->next)
        all &= ak_ofac_program_is_cons(p->text);
    return all;
}

static aka_status read_entry(ofac_xml *o, const ak_xml_node *entry, bool repaired, aka_error *err)
{
    char made_up[32];
    ak_slice uid = ak_xml_text(entry, "uid"), type = ak_xml_text(entry, "sdnType");
    snprintf(made_up, sizeof made_up, "line%llu", (unsigned long long)entry->line);
    const ak_draft_head head = {
        .prefix = "ofac",
        .label = "uid",
        .schema = ak_ofac_schema(type),
        .dataset = ak_ofac_dataset(o->r->path, all_programs_cons(entry)),
        .key = uid.len ? uid : ak_slice_of(made_up),
        .line = entry->line,
    };
    ak_draft d;
    ak_draft_begin(&d, o->r, &head, err);
    if (!uid.len) ak_draft_problem(&d, "uid", false, "is missing; kept under a made-up id");
    ak_draft_repaired(&d, repaired);
    ak_ofac_check_type(&d, type);
    ak_ofac_main_name(&d, ak_xml_text(entry, "lastName"), ak_xml_text(entry, "firstName"));
    ak_xml_apply(&d, entry, entry_rules, &o->unknown);
    o->entries++;
    return ak_draft_end(&d, &o->ids);
}

/* MM/DD/YYYY */
static aka_status note_date(ofac_xml *o, ak_slice date, aka_error *err)
{
    if (date.len != 10 || date.data[2] != '/' || date.data[5] != '/') return AKA_OK;
    char *iso = ak_arena_alloc(o->r->keep, 11);
    if (!iso) return ak_fail_nomem(err);
    snprintf(iso, 11, "%.4s-%.2s-%.2s", date.data + 6, date.data, date.data + 3);
    o->r->info.date = iso;
    return AKA_OK;
}

static aka_status read_publication(ofac_xml *o, const ak_xml_node *node, aka_error *err)
{
    aka_status st = note_date(o, ak_xml_text(node, "Publish_Date"), err);
    const ak_xml_node *count = ak_xml_child(node, "Record_Count");
    if (st || !count) return st;
    o->has_stated = ak_slice_to_u64(count->text, &o->stated);
    o->stated_line = count->line;
    if (o->has_stated) return AKA_OK;
    const ak_place at = {.line = count->line, .field = "Record_Count"};
    return ak_reading_problem(
        o->r, &at, false, err, "\"%.*s\" is no number; not checked", AK_ARG(count->text));
}

static aka_status read_record(void *ctx, const ak_xml_node *node, bool repaired, aka_error *err)
{
    ofac_xml *o = ctx;
    aka_status st;
    if (ak_slice_is(node->name, "sdnEntry"))
        st = read_entry(o, node, repaired, err);
    else if (ak_slice_is(node->name, "publshInformation"))
        st = read_publication(o, node, err);
    else
        st = ak_xml_unknown_record(o->r, node, &o->unknown, err);
    ak_reading_skip(o->r);
    return st;
}

static aka_status check_count(ofac_xml *o, aka_error *err)
{
    if (!o->has_stated || o->stated == o->entries) return AKA_OK;
    const ak_place at = {.line = o->stated_line, .field = "Record_Count"};
    return ak_reading_problem(o->r, &at, o->entries < o->stated, err,
        "\"%llu\" entries are stated, %llu were read", o->stated, (unsigned long long)o->entries);
}

aka_status ak_read_ofac_xml(ak_reading *r, aka_error *err)
{
    static const char *const containers[] = {"sdnList", NULL};
    static const ak_xml_format format = {"sdnList", containers, NULL, read_record};
    ofac_xml o = {.r = r};
    aka_status st = ak_xml_read(r, &format, &o, err);
    if (st == AKA_OK) st = check_count(&o, err);
    ak_seen_free(&o.ids);
    ak_seen_free(&o.unknown.seen);
    return st;
}
