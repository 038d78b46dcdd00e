/* OFAC legacy CSV: primary file and companions joined, and everything that can be wrong with them.
 */
#define TEMP_FAIL_ALLOCATIONS
#include "planned.h"

#include "lists/csv.h"

#define N "-0- "
#define FEW N "," N "," N "," N "," N "," /* call sign to flag */
#define FIELDS N "," FEW N ","            /* title to owner */

static const char sdn[] = "36,\"EXAMPLE AIR\"," N ",\"CUBA\"," FIELDS N "\r\n"
                          "77,\"ROE, Jane\",\"individual\",\"SDGT] [IFSR\",\"Head; Deputy\"," FEW N
                          ",\"DOB 10 Dec 1948; a.k.a. 'JANIE'.\"\r\n"
                          "105,\"MARY\",\"vessel\",\"IRAN\"," N
                          ",\"9HD\",\"Tug\",\"640\",\"318\",\"Malta\",\"Example Co.\","
                          "\"Vessel Registration Identification IMO 9074729.\"\r\n"
                          "\x1A";
static const char alt[] = "36,12,\"aka\",\"EXAMPLE AIRWAYS\"," N "\r\n"
                          "77,13,\"fka\",\"DOE, Jane, Jr.\"," N "\r\n"
                          "105,14,\"nka\",\"MARIA\",\"since 2020\"\r\n\x1A";
static const char add[] =
    "36,1," N ",\"Old Town\",\"Ruritania\"," N "\r\n"
    "77,2,\"1 Main Street, 2nd Floor\",\"New Town 1234\",\"Region: Syldavia\"," N "\r\n"
    "77,3," N "," N ",\"undetermined\"," N "\r\n\x1A";

#define E36                                                                                        \
    "{\"id\":\"ofac-36\",\"schema\":\"Organization\",\"caption\":\"EXAMPLE AIR\",\"datasets\":["   \
    "\"us_ofac_sdn\"],\"properties\":{\"topics\":[\"sanction\"],\"program\":[\"CUBA\"],\"name\":[" \
    "\"EXAMPLE AIR\"],\"alias\":[\"EXAMPLE AIRWAYS\"],\"address\":[\"Old Town, Ruritania\"],"      \
    "\"country\":[\"Ruritania\"]}}\n"
#define E77                                                                                        \
    "{\"id\":\"ofac-77\",\"schema\":\"Person\",\"caption\":\"Jane ROE\",\"datasets\":["            \
    "\"us_ofac_sdn\"],\"properties\":{\"topics\":[\"sanction\"],\"program\":[\"SDGT\",\"IFSR\"],"  \
    "\"name\":[\"Jane ROE\"],\"firstName\":[\"Jane\"],\"lastName\":[\"ROE\"],\"previousName\":["   \
    "\"Jane DOE Jr.\"],\"position\":[\"Head\",\"Deputy\"],\"birthDate\":[\"1948-12-10\"],"         \
    "\"weakAlias\":[\"JANIE\"],\"address\":[\"1 Main Street, 2nd Floor, New Town 1234, Region: "   \
    "Syldavia\",\"undetermined\"],\"country\":[\"Syldavia\"]}}\n"
#define E105                                                                                       \
    "{\"id\":\"ofac-105\",\"schema\":\"Vessel\",\"caption\":\"MARY\",\"datasets\":["               \
    "\"us_ofac_sdn\"],\"properties\":{\"topics\":[\"sanction\"],\"program\":[\"IRAN\"],\"name\":[" \
    "\"MARY\"],\"alias\":[\"MARIA\"],\"notes\":[\"MARIA: since 2020\"],\"imoNumber\":["            \
    "\"9074729\"],\"callSign\":[\"9HD\"],\"type\":[\"Tug\"],\"tonnage\":[\"640\"],"                \
    "\"grossRegisteredTonnage\":[\"318\"],\"flag\":[\"Malta\"],\"owner\":[\"Example Co.\"]}}\n"

/* Reads SDN.CSV with whichever companions are given. */
static void expect(const char *primary, const char *aliases, const char *addresses,
    const char *comments, const char *entities, const char *problems)
{
    temp t;
    planned p = {0};
    temp_make(&t);
    char source[160];
    snprintf(source, sizeof source, "ofac-csv:%s", temp_text(&t, "SDN.CSV", primary));
    const char *const sources[] = {source, NULL};
    if (aliases) temp_text(&t, "ALT.CSV", aliases);
    if (addresses) temp_text(&t, "ADD.CSV", addresses);
    if (comments) temp_text(&t, "SDN_COMMENTS.CSV", comments);
    planned_run(&p, sources);
    assert_int_equal(p.status, AKA_OK);
    if (entities) assert_string_equal(text_of(&p.entities), entities);
    if (problems) assert_string_equal(text_of(&p.problems), problems);
    assert_int_equal(p.infos[0].problems, p.problem_count);
    assert_int_equal(p.infos[0].entities, p.entity_count);
    planned_free(&p);
    temp_remove(&t);
}

/* One record with these last columns, no companions' content. */
static void expect_one(const char *row, const char *entity, const char *problems)
{
    expect(row, "", "", "", entity, problems);
}

static void test_joined(void **state)
{
    (void)state;
    expect(sdn, alt, add, "", E36 E77 E105, "");
}

static void test_missing_companions(void **state)
{
    (void)state;
    expect("36,\"EXAMPLE AIR\"," N ",\"CUBA\"," FIELDS N "\r\n", NULL, NULL, NULL,
        "{\"id\":\"ofac-36\",\"schema\":\"Organization\",\"caption\":\"EXAMPLE AIR\",\"datasets\":["
        "\"us_ofac_sdn\"],\"properties\":{\"topics\":[\"sanction\"],\"program\":[\"CUBA\"],"
        "\"name\":[\"EXAMPLE AIR\"]}}\n",
        "! SDN.CSV: no ALT file beside it or named with it: the aliases are missing\n"
        "! SDN.CSV: no ADD file beside it or named with it: the addresses are missing\n"
        "SDN.CSV: no COMMENTS file beside it or named with it: remarks over 1,000 characters stay "
        "cut\n");
}

static void test_orphans(void **state)
{
    (void)state;
    expect(sdn,
        "5,1,\"aka\",\"NOBODY\"," N "\r\n36,12,\"aka\",\"EXAMPLE AIRWAYS\"," N "\r\n"
        "77,13,\"fka\",\"DOE, Jane, Jr.\"," N "\r\n105,14,\"nka\",\"MARIA\",\"since 2020\"\r\n",
        "36,1," N ",\"Old Town\",\"Ruritania\"," N "\r\n9999,"
        "1," N "," N ",\"Ruritania\"," N "\r\n",
        "4,\"and so on\"\r\n", NULL,
        "! ALT.CSV:1: ent_num 5: alias \"NOBODY\" belongs to no entry of SDN.CSV; left out\n"
        "! ADD.CSV:2: ent_num 9999: address \"Ruritania\" belongs to no entry of SDN.CSV; left "
        "out\n"
        "! SDN_COMMENTS.CSV:1: ent_num 4: comment \"and so on\" belongs to no entry of SDN.CSV; "
        "left out\n");
}

static void test_bad_rows(void **state)
{
    (void)state;
    expect("x36,\"A\"," N ",\"CUBA\"," FIELDS N "\r\n"
           ",\"B\"," N ",\"CUBA\"," FIELDS N "\r\n"
           "37,\"C\"," N ",\"CUBA\"\r\n"
           "38,\"D\",\"robot\",\"CUBA\"," FIELDS N ",\"more\"\r\n"
           "39," N "," N ",\"CUBA\"," FIELDS N "\r\n",
        "x,1,\"aka\",\"E\"," N "\r\n37,1,\"aka\",\"F\"\r\n38,1,\"bka\",\"G\"," N "\r\n"
        "38,2,\"aka\"," N "," N "\r\n",
        "37,1\r\n38,1," N "," N "," N "," N ",\"more\"\r\n", "",
        "{\"id\":\"ofac-37\",\"schema\":\"Organization\",\"caption\":\"C\",\"datasets\":["
        "\"us_ofac_sdn\"],\"properties\":{\"topics\":[\"sanction\"],\"program\":[\"CUBA\"],"
        "\"name\":[\"C\"],\"alias\":[\"F\"]}}\n"
        "{\"id\":\"ofac-38\",\"schema\":\"Organization\",\"caption\":\"D\",\"datasets\":["
        "\"us_ofac_sdn\"],\"properties\":{\"topics\":[\"sanction\"],\"notes\":[\"more\",\"Type: "
        "robot\"],\"program\":[\"CUBA\"],\"name\":[\"D\"],\"alias\":[\"G\"]}}\n"
        "{\"id\":\"ofac-39\",\"schema\":\"Organization\",\"caption\":\"ofac-39\",\"datasets\":["
        "\"us_ofac_sdn\"],\"properties\":{\"topics\":[\"sanction\"],\"program\":[\"CUBA\"]}}\n",
        "! ALT.CSV:1: ent_num \"x\" is no number; row left out\n"
        "ALT.CSV:2: ent_num 37: 4 columns where 5 belong; kept as far as it goes\n"
        "ADD.CSV:1: ent_num 37: 2 columns where 6 belong; kept as far as it goes\n"
        "! ADD.CSV:2: ent_num 38: 7 columns where 6 belong; those behind were left out\n"
        "! SDN.CSV:1: ent_num \"x36\" is no number; row left out\n"
        "! SDN.CSV:2: ent_num \"\" is no number; row left out\n"
        "SDN.CSV:3: ent_num 37: 4 columns where 12 belong; taken as empty behind\n"
        "SDN.CSV:4: ent_num 38: 13 columns where 12 belong; those behind kept as text\n"
        "SDN.CSV:4: ent_num 38: type \"robot\" is unknown; taken as an organization\n"
        "ALT.CSV:3: ent_num 38: alias type \"bka\" is none of aka, fka, nka; kept as aka\n"
        "! ALT.CSV:4: ent_num 38: alias: is empty; left out\n"
        "SDN.CSV:5: ent_num 39: name: is missing; kept under its other fields\n");
}

static void test_duplicates(void **state)
{
    (void)state;
    const char row[] = "36,\"A\"," N ",\"CUBA\"," FIELDS N "\r\n36,\"B\"," N ",\"CUBA\"," FIELDS N
                       "\r\n36,\"C\"," N ",\"CUBA\"," FIELDS N "\r\n";
    expect(row, "36,1,\"aka\",\"X\"," N "\r\n", "", "",
        "{\"id\":\"ofac-36\",\"schema\":\"Organization\",\"caption\":\"A\",\"datasets\":["
        "\"us_ofac_sdn\"],\"properties\":{\"topics\":[\"sanction\"],\"program\":[\"CUBA\"],"
        "\"name\":[\"A\"],\"alias\":[\"X\"]}}\n"
        "{\"id\":\"ofac-36-2\",\"schema\":\"Organization\",\"caption\":\"B\",\"datasets\":["
        "\"us_ofac_sdn\"],\"properties\":{\"topics\":[\"sanction\"],\"program\":[\"CUBA\"],"
        "\"name\":[\"B\"],\"alias\":[\"X\"]}}\n"
        "{\"id\":\"ofac-36-3\",\"schema\":\"Organization\",\"caption\":\"C\",\"datasets\":["
        "\"us_ofac_sdn\"],\"properties\":{\"topics\":[\"sanction\"],\"program\":[\"CUBA\"],"
        "\"name\":[\"C\"],\"alias\":[\"X\"]}}\n",
        "SDN.CSV:2: ent_num 36: appears more than once; also kept as \"ofac-36-2\"\n"
        "SDN.CSV:3: ent_num 36: appears more than once; also kept as \"ofac-36-3\"\n");
}

static void test_truncated_file(void **state)
{
    (void)state;
    /* the last row broke off inside a quoted field: it is lost, those before it are not */
    expect(
        "36,\"EXAMPLE AIR\"," N ",\"CUBA\"," FIELDS N "\r\n77,\"ROE, Ja", alt, add, "", NULL, NULL);
    temp t;
    planned p = {0};
    temp_make(&t);
    const char *const sources[] = {
        temp_text(&t, "SDN.CSV", "36,\"EXAMPLE AIR\"," N ",\"CUBA\"," FIELDS N "\r\n77,\"ROE, Ja"),
        NULL};
    temp_text(&t, "ALT.CSV", "");
    temp_text(&t, "ADD.CSV", "");
    temp_text(&t, "SDN_COMMENTS.CSV", "");
    planned_run(&p, sources);
    assert_int_equal(p.status, AKA_OK);
    assert_int_equal(p.entity_count, 1);
    assert_int_equal(p.dropped_count, 1);
    assert_non_null(strstr(text_of(&p.problems), "! SDN.CSV:2: "));
    planned_free(&p);
    temp_remove(&t);
}

static void test_encoding(void **state)
{
    (void)state;
    /* twice in one record: reported once; \x85 and \x92 are Windows-1252 */
    expect_one("36,\"CAF\xC9 \x92N\x92\"," N ",\"CUBA\"," FIELDS
               "\"POB Z\xFCrich; caf\xE9\x85.\"\r\n"
               "37,\"CAF\xC3\x89\"," N ",\"CUBA\"," FIELDS N "\r\n",
        "{\"id\":\"ofac-36\",\"schema\":\"Organization\",\"caption\":\"CAFÉ ’N’\",\"datasets\":["
        "\"us_ofac_sdn\"],\"properties\":{\"topics\":[\"sanction\"],\"program\":[\"CUBA\"],"
        "\"name\":[\"CAFÉ ’N’\"],\"birthPlace\":[\"Zürich\"],\"notes\":[\"café…\"]}}\n"
        "{\"id\":\"ofac-37\",\"schema\":\"Organization\",\"caption\":\"CAFÉ\",\"datasets\":["
        "\"us_ofac_sdn\"],\"properties\":{\"topics\":[\"sanction\"],\"program\":[\"CUBA\"],"
        "\"name\":[\"CAFÉ\"]}}\n",
        "SDN.CSV:1: ent_num 36: bytes that are not UTF-8; read as Windows-1252\n");
    expect("36,\"A\"," N ",\"CUBA\"," FIELDS N "\r\n", "36,1,\"aka\",\"\xC9T\xC9\"," N "\r\n", "",
        "", NULL, "ALT.CSV:1: ent_num 36: bytes that are not UTF-8; read as Windows-1252\n");
}

/* A row whose remarks hold exactly 1,000 characters, the last ones being `end`. */
static void long_row(char *row, size_t cap, const char *end)
{
    char remarks[1001];
    memset(remarks, 'x', 1000);
    memcpy(remarks, "DOB 1960; ", 10);
    memcpy(remarks + 1000 - strlen(end), end, strlen(end));
    remarks[1000] = '\0';
    snprintf(row, cap, "36,\"ROE, Jane\",\"individual\",\"CUBA\"," FIELDS "\"%s\"\r\n", remarks);
}

static void test_comments_go_on(void **state)
{
    (void)state;
    char row[1200];
    temp t;
    planned p = {0};
    temp_make(&t);
    long_row(row, sizeof row, "; Passport A1");
    const char *const sources[] = {temp_text(&t, "SDN.CSV", row), NULL};
    temp_text(&t, "ALT.CSV", "");
    temp_text(&t, "ADD.CSV", "");
    temp_text(&t, "SDN_COMMENTS.CSV", "36,\"2345 (Ruritania); Gender \"\r\n36,\"Female.\"\r\n");
    planned_run(&p, sources);
    assert_int_equal(p.status, AKA_OK);
    assert_string_equal(text_of(&p.problems), "");
    assert_non_null(strstr(text_of(&p.entities), "\"passportNumber\":[\"A12345\"]"));
    assert_non_null(strstr(text_of(&p.entities), "\"gender\":[\"female\"]"));
    planned_free(&p);
    temp_remove(&t);
}

static void test_remarks_cut(void **state)
{
    (void)state;
    char row[1200];
    temp t;
    planned p = {0};
    temp_make(&t);
    long_row(row, sizeof row, "; Passport A1");
    const char *const sources[] = {temp_text(&t, "SDN.CSV", row), NULL};
    temp_text(&t, "ALT.CSV", "");
    temp_text(&t, "ADD.CSV", "");
    temp_text(&t, "SDN_COMMENTS.CSV", "");
    planned_run(&p, sources);
    assert_string_equal(text_of(&p.problems),
        "! SDN.CSV:1: ent_num 36: remarks: are cut at 1,000 characters and no comment goes on with "
        "them; the last piece kept as text\n");
    assert_null(strstr(text_of(&p.entities), "passportNumber"));
    assert_non_null(strstr(text_of(&p.entities), "\"Passport A1\""));
    planned_free(&p);
    /* ending with a full stop they are whole */
    p = (planned){0};
    long_row(row, sizeof row, "; Passport A1.");
    temp_text(&t, "SDN.CSV", row);
    planned_run(&p, sources);
    assert_string_equal(text_of(&p.problems), "");
    assert_non_null(strstr(text_of(&p.entities), "\"passportNumber\":[\"A1\"]"));
    planned_free(&p);
    temp_remove(&t);
}

static void test_stray_comment(void **state)
{
    (void)state;
    expect("36,\"ROE, Jane\",\"individual\",\"CUBA\"," FIELDS "\"DOB 1960.\"\r\n", "", "",
        "36,\"45 (Ruritania); Gender Female.\"\r\n",
        "{\"id\":\"ofac-36\",\"schema\":\"Person\",\"caption\":\"Jane ROE\",\"datasets\":["
        "\"us_ofac_sdn\"],\"properties\":{\"topics\":[\"sanction\"],\"program\":[\"CUBA\"],"
        "\"name\":[\"Jane ROE\"],\"firstName\":[\"Jane\"],\"lastName\":[\"ROE\"],\"birthDate\":["
        "\"1960\"],\"notes\":[\"45 (Ruritania)\"],\"gender\":[\"female\"]}}\n",
        "SDN_COMMENTS.CSV:1: ent_num 36: comment: continues remarks that were not cut; its first "
        "piece kept as text\n");
}

static void test_names(void **state)
{
    (void)state;
    expect_one("36,\"ZULU\",\"individual\",\"CUBA\"," FIELDS N "\r\n"
               "37,\"KNOWLES, JR., Sam,  Ray\",\"Individual\",\"CUBA\"," FIELDS N "\r\n"
               "38,\"SMITH & SONS, LTD.\",\"-0-\",\"[A] [ B ] [A]\"," FIELDS N "\r\n",
        "{\"id\":\"ofac-36\",\"schema\":\"Person\",\"caption\":\"ZULU\",\"datasets\":["
        "\"us_ofac_sdn\"],\"properties\":{\"topics\":[\"sanction\"],\"program\":[\"CUBA\"],"
        "\"name\":[\"ZULU\"]}}\n"
        "{\"id\":\"ofac-37\",\"schema\":\"Person\",\"caption\":\"Sam Ray KNOWLES "
        "JR.\",\"datasets\":["
        "\"us_ofac_sdn\"],\"properties\":{\"topics\":[\"sanction\"],\"program\":[\"CUBA\"],"
        "\"name\":[\"Sam Ray KNOWLES JR.\"],\"firstName\":[\"Sam Ray\"],\"lastName\":[\"KNOWLES\"],"
        "\"nameSuffix\":[\"JR.\"]}}\n"
        "{\"id\":\"ofac-38\",\"schema\":\"Organization\",\"caption\":\"SMITH & SONS, LTD.\","
        "\"datasets\":[\"us_ofac_sdn\"],\"properties\":{\"topics\":[\"sanction\"],\"program\":["
        "\"A\",\"B\"],\"name\":[\"SMITH & SONS, LTD.\"]}}\n",
        "");
}

static void test_datasets(void **state)
{
    (void)state;
    static const struct {
        const char *file, *program, *dataset;
    } cases[] = {{"SDN.CSV", "NS-PLC", "us_ofac_sdn"}, {"CONS_PRIM.CSV", "CUBA", "us_ofac_cons"},
        {"prim.csv", "CUBA", "us_ofac_sdn"}, {"prim.csv", "NS-PLC] [CMIC-EO13959", "us_ofac_cons"},
        {"prim.csv", "NS-PLC] [SDGT", "us_ofac_sdn"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        temp t;
        planned p = {0};
        char row[200];
        temp_make(&t);
        snprintf(row, sizeof row, "36,\"A\"," N ",\"%s\"," FIELDS N "\r\n", cases[i].program);
        const char *const sources[] = {temp_text(&t, cases[i].file, row), NULL};
        planned_run(&p, sources);
        assert_int_equal(p.status, AKA_OK);
        assert_string_equal(p.datasets[0], cases[i].dataset);
        planned_free(&p);
        temp_remove(&t);
    }
}

static void test_allocation_failures(void **state)
{
    (void)state;
    temp t;
    char row[1200];
    temp_make(&t);
    long_row(row, sizeof row, "; Passport A1");
    strcat(row, "36,\"CAF\xC9\"," N ",\"CUBA\"," FIELDS N "\r\n");
    const char *const sources[] = {temp_text(&t, "SDN.CSV", row), NULL};
    temp_text(
        &t, "ALT.CSV", "36,13,\"fka\",\"DOE,  Jane, Jr.\",\"x\"\r\n1,1,\"aka\",\"N\"," N "\r\n");
    temp_text(&t, "ADD.CSV", "36,2,\"1 Main Street\",\"New Town\",\"Ruritania\",\"y\"\r\n");
    temp_text(
        &t, "SDN_COMMENTS.CSV", "36,\"2345 (Ruritania); Digital Currency Address - XBT 1a.\"");
    assert_in_range(planned_fail_each(sources), 20, 5000);
    temp_remove(&t);
}

/* What the real lists must give. */
typedef struct tally {
    size_t names, aliases;
} tally;

static bool count_entity(void *ctx, const ak_entity *e)
{
    static const char *const aliases[] = {"alias", "previousName"};
    tally *t = ctx;
    assert_non_null(ak_entity_getz(e, "name"));
    t->names++;
    for (size_t i = 0; i < 2; i++) {
        const ak_property *p = ak_entity_getz(e, aliases[i]);
        if (p) t->aliases += p->count;
    }
    return true;
}

static void run_real(planned *p, tally *t, const char *const *names)
{
    char paths[4][512];
    const char *sources[5] = {NULL};
    for (size_t i = 0; names[i]; i++) sources[i] = real_data(names[i], paths[i], sizeof paths[i]);
    *p = (planned){.on_entity = count_entity, .ctx = t};
    *t = (tally){0};
    planned_run(p, sources);
    assert_int_equal(p->status, AKA_OK);
}

/* Aliases that are already there are not added again: 11,910 rows give 11,908 aliases. */
static void test_real_lists(void **state)
{
    char path[512];
    (void)state;
    if (!real_data("", path, sizeof path)) skip();
    planned p;
    tally t;
    const char *const older[] = {"lists/ofac/complete-older/SDN.CSV", NULL};
    run_real(&p, &t, older);
    assert_int_equal(p.entity_count, 8976);
    assert_int_equal(p.problem_count, 0);
    assert_in_range(t.aliases, 11900, 11910);
    const char *const cons[] = {"lists/ofac/consolidated/CONS_PRIM.CSV", NULL};
    run_real(&p, &t, cons);
    assert_int_equal(p.entity_count, 442);
    assert_int_equal(p.problem_count, 0);
    assert_string_equal(p.datasets[0], "us_ofac_cons");
    const char *const mixed[] = {"lists/ofac/2024-05-02/SDN.CSV", "lists/ofac/2026-08-02/ALT.CSV",
        "lists/ofac/2026-08-02/ADD.CSV", "lists/ofac/2026-08-02/SDN_COMMENTS.CSV", NULL};
    run_real(&p, &t, mixed);
    assert_int_equal(p.entity_count, 14973);
    /* orphans: 2,861 of 20,169 aliases, 5,954 of 24,920 addresses, 9 of 33 comments; one cut remark
     */
    assert_int_equal(p.dropped_count, 2861 + 5954 + 9 + 1);
    assert_int_equal(p.problem_count, p.dropped_count + 7);
}

/* Every row of ALT is an alias of its entry. */
typedef struct alias_check {
    ak_csv *csv;
    ak_csv_row row;
    bool more;
    size_t rows;
} alias_check;

/* Without blanks, of which the list has some too many. */
static ak_slice squeezed(ak_slice s, char out[512])
{
    size_t n = 0;
    for (size_t i = 0; i < s.len && n < 512; i++)
        if (s.data[i] != ' ') out[n++] = s.data[i];
    return (ak_slice){out, n};
}

static bool has_alias(const ak_entity *e, ak_slice name, bool person)
{
    static const char *const properties[] = {"alias", "previousName"};
    char a[512], b[512];
    size_t comma = person ? ak_slice_find(name, AK_LIT(", "), 0) : SIZE_MAX;
    bool whole = comma > name.len;
    ak_slice wanted = squeezed(ak_slice_sub(name, 0, comma), a);
    for (size_t i = 0; i < 2; i++) {
        const ak_property *p = ak_entity_getz(e, properties[i]);
        for (size_t k = 0; p && k < p->count; k++) {
            ak_slice v = squeezed(p->values[k].text, b);
            if (whole ? ak_slice_eq(v, wanted) : ak_slice_find(v, wanted, 0) < v.len) return true;
        }
    }
    return false;
}

static bool check_aliases(void *ctx, const ak_entity *e)
{
    alias_check *c = ctx;
    unsigned long long id, ent;
    assert_true(ak_slice_to_u64(ak_slice_sub(e->id, 5, e->id.len), &id));
    while (c->more && ak_slice_to_u64(c->row.fields[0], &ent) && ent == id) {
        assert_true(has_alias(e, c->row.fields[3], ak_slice_is(e->schema, "Person")));
        c->rows++;
        assert_int_equal(ak_csv_next(c->csv, &c->row, &c->more, NULL), AKA_OK);
    }
    return true;
}

static void test_real_aliases(void **state)
{
    char sdn_path[512], alt_path[512];
    (void)state;
    if (!real_data("lists/ofac/complete-older/SDN.CSV", sdn_path, sizeof sdn_path)) skip();
    real_data("lists/ofac/complete-older/ALT.CSV", alt_path, sizeof alt_path);
    ak_input *in = NULL;
    alias_check c = {0};
    assert_int_equal(ak_input_open(alt_path, &in, NULL), AKA_OK);
    assert_int_equal(ak_csv_create(in, NULL, &c.csv, NULL), AKA_OK);
    assert_int_equal(ak_csv_next(c.csv, &c.row, &c.more, NULL), AKA_OK);
    planned p = {.on_entity = check_aliases, .ctx = &c};
    const char *const sources[] = {sdn_path, NULL};
    planned_run(&p, sources);
    assert_int_equal(p.status, AKA_OK);
    assert_int_equal(c.rows, 11910); /* both files are in order of ent_num */
    ak_csv_free(c.csv);
    ak_input_close(in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_joined),
        cmocka_unit_test(test_missing_companions),
        cmocka_unit_test(test_orphans),
        cmocka_unit_test(test_bad_rows),
        cmocka_unit_test(test_duplicates),
        cmocka_unit_test(test_truncated_file),
        cmocka_unit_test(test_encoding),
        cmocka_unit_test(test_comments_go_on),
        cmocka_unit_test(test_remarks_cut),
        cmocka_unit_test(test_stray_comment),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_datasets),
        cmocka_unit_test(test_allocation_failures),
        cmocka_unit_test(test_real_lists),
        cmocka_unit_test(test_real_aliases),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
