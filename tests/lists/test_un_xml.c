/* The UN's consolidated list, and the names and numbers it writes into one text. */
#define TEMP_FAIL_ALLOCATIONS
#include "planned.h"

#include "lists/reading.h"
#include "lists/un_names.h"

#define HEAD                                                                                       \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<CONSOLIDATED_LIST "                              \
    "dateGenerated=\"2026-08-01T23:00:03.110Z\">\n<INDIVIDUALS>\n"
#define PERSON "<INDIVIDUAL><DATAID>7</DATAID><FIRST_NAME>JANE</FIRST_NAME>"
#define END "</INDIVIDUAL>"
#define TAIL "</INDIVIDUALS><ENTITIES/></CONSOLIDATED_LIST>\n"

static void run(planned *p, const char *text)
{
    temp t;
    char source[160];
    temp_make(&t);
    snprintf(source, sizeof source, "un-xml:%s", temp_text(&t, "un.xml", text));
    const char *const sources[] = {source, NULL};
    planned_run(p, sources);
    assert_int_equal(p->status, AKA_OK);
    temp_remove(&t);
}

static void expect(const char *text, const char *entities, const char *problems)
{
    planned p = {0};
    run(&p, text);
    assert_string_equal(text_of(&p.entities), entities);
    assert_string_equal(text_of(&p.problems), problems);
    planned_free(&p);
}

/* One person with these elements gives these properties behind its name. */
static void expect_person(const char *elements, const char *properties, const char *problems)
{
    char text[4096], entity[4096];
    snprintf(text, sizeof text, HEAD PERSON "%s" END TAIL, elements);
    snprintf(entity, sizeof entity,
        "{\"id\":\"unsc-7\",\"schema\":\"Person\",\"caption\":\"JANE\",\"datasets\":["
        "\"un_sc_sanctions\"],\"properties\":{\"topics\":[\"sanction\"],\"name\":[\"JANE\"]%s%s}}"
        "\n",
        *properties ? "," : "", properties);
    expect(text, entity, problems);
}

static const char whole[] = HEAD
    "<INDIVIDUAL>\n<DATAID>6907993</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>JANE</FIRST_NAME>"
    "<SECOND_NAME>MARY ANN</SECOND_NAME><THIRD_NAME>ROE</THIRD_NAME><FOURTH_NAME>na</FOURTH_NAME>"
    "<UN_LIST_TYPE>XYZ</UN_LIST_TYPE><REFERENCE_NUMBER>XYi.001</REFERENCE_NUMBER>"
    "<LISTED_ON>2012-12-31-04:00</LISTED_ON><GENDER>Female</GENDER>"
    "<COMMENTS1>Lives\n   abroad.</COMMENTS1><HAS_INTERPOL_LINK>YES</HAS_INTERPOL_LINK>"
    "<INTERPOL_LINK>https://example.org/x</INTERPOL_LINK><TITLE><VALUE>Dr</VALUE></TITLE>"
    "<DESIGNATION><VALUE>Head </VALUE><VALUE>Deputy</VALUE></DESIGNATION><NATIONALITY><VALUE>"
    "Ruritania</VALUE></NATIONALITY><LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>"
    "<LAST_DAY_UPDATED><VALUE>2016-10-13</VALUE><VALUE/></LAST_DAY_UPDATED>"
    "<NAME_ORIGINAL_SCRIPT>جين</NAME_ORIGINAL_SCRIPT><SORT_KEY/><SORT_KEY_LAST_MOD/>"
    "</INDIVIDUAL></INDIVIDUALS><ENTITIES>\n<ENTITY><DATAID>8</DATAID><FIRST_NAME>EXAMPLE BANK "
    "(EB) ; "
    "BANK OF EXAMPLES</FIRST_NAME><ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>OLD BANK"
    "</ALIAS_NAME></ENTITY_ALIAS><ENTITY_ALIAS><QUALITY/><ALIAS_NAME/></ENTITY_ALIAS>"
    "<ENTITY_ADDRESS><STREET>1 Main Street</STREET><CITY>Old Town</CITY><STATE_PROVINCE>North"
    "</STATE_PROVINCE><ZIP_CODE>12</ZIP_CODE><COUNTRY>Ruritania</COUNTRY><NOTE>until 2020</NOTE>"
    "</ENTITY_ADDRESS></ENTITY></ENTITIES></CONSOLIDATED_LIST>\n";

static void test_whole(void **state)
{
    (void)state;
    expect(whole,
        "{\"id\":\"unsc-6907993\",\"schema\":\"Person\",\"caption\":\"JANE MARY ANN ROE\","
        "\"datasets\":[\"un_sc_sanctions\"],\"properties\":{\"topics\":[\"sanction\"],\"name\":["
        "\"JANE MARY ANN ROE\"],\"program\":[\"XYZ\"],\"unscId\":[\"XYi.001\"],\"listingDate\":["
        "\"2012-12-31\"],\"gender\":[\"female\"],\"notes\":[\"Lives abroad.\"],\"sourceUrl\":["
        "\"https://example.org/x\"],\"title\":[\"Dr\"],\"position\":[\"Head\",\"Deputy\"],"
        "\"nationality\":[\"Ruritania\"],\"modifiedAt\":[\"2016-10-13\"],\"alias\":[\"جين\"]}}\n"
        "{\"id\":\"unsc-8\",\"schema\":\"Organization\",\"caption\":\"EXAMPLE BANK (EB)\","
        "\"datasets\":[\"un_sc_sanctions\"],\"properties\":{\"topics\":[\"sanction\"],\"name\":["
        "\"EXAMPLE BANK (EB)\"],\"alias\":[\"BANK OF EXAMPLES\"],\"previousName\":[\"OLD BANK\"],"
        "\"address\":[\"1 Main Street, Old Town, North 12, Ruritania\"],\"country\":["
        "\"Ruritania\"],\"notes\":[\"Address 1 Main Street, Old Town, North 12, Ruritania: until "
        "2020\"]}}\n",
        "");
    planned p = {0};
    run(&p, whole);
    assert_string_equal(p.dates[0], "2026-08-01");
    assert_string_equal(p.datasets[0], "un_sc_sanctions");
    assert_int_equal(p.infos[0].names, 5);
    planned_free(&p);
}

#define BORN(x) "<INDIVIDUAL_DATE_OF_BIRTH>" x "</INDIVIDUAL_DATE_OF_BIRTH>"
#define KIND(x) "<TYPE_OF_DATE>" x "</TYPE_OF_DATE>"

static void test_birth_dates(void **state)
{
    (void)state;
    expect_person(BORN(KIND("EXACT") "<DATE>1971-03-04</DATE>")
                      BORN(KIND("EXACT") "<YEAR>1972</YEAR>"),
        "\"birthDate\":[\"1971-03-04\",\"1972\"]", "");
    expect_person(BORN(KIND("APPROXIMATELY") "<YEAR>1953</YEAR>"), "\"birthDate\":[\"1953~\"]", "");
    expect_person(BORN(KIND("BETWEEN") "<FROM_YEAR>1955</FROM_YEAR><TO_YEAR>1958</TO_YEAR>"),
        "\"birthDate\":[\"1955/1958\"]", "");
    expect_person(BORN(KIND("EXACT") "<NOTE>Nov. 1973 </NOTE>"), "\"birthDate\":[\"1973-11\"]", "");
    expect_person(BORN(KIND("EXACT") "<YEAR>1958</YEAR><NOTE>Sep.</NOTE>"),
        "\"birthDate\":[\"1958-09\"]", "");
    expect_person(BORN(KIND("EXACT") "<DATE>1979-03-03</DATE><NOTE>from a passport</NOTE>"),
        "\"birthDate\":[\"1979-03-03\"],\"notes\":[\"Birth date 1979-03-03: from a passport\"]",
        "");
    expect_person(BORN("<TYPE_OF_DATE/>"), "", "");
    expect_person(BORN(KIND("EXACT") "<NOTE>30-35 years old</NOTE>"),
        "\"birthDate\":[\"30-35 years old\"]",
        "un.xml:4: DATAID 7: birth date \"30-35 years old\" is no date; kept as text\n");
    expect_person(BORN(KIND("EXACT") "<DATE>1971-02-31</DATE>"), "\"birthDate\":[\"1971-02-31\"]",
        "un.xml:4: DATAID 7: birth date \"1971-02-31\" is no date; kept as text\n");
}

static void test_birth_places(void **state)
{
    (void)state;
    expect_person("<INDIVIDUAL_PLACE_OF_BIRTH><CITY>Old Town</CITY><COUNTRY>Ruritania</COUNTRY>"
                  "</INDIVIDUAL_PLACE_OF_BIRTH><INDIVIDUAL_PLACE_OF_BIRTH><COUNTRY/>"
                  "</INDIVIDUAL_PLACE_OF_BIRTH>",
        "\"birthPlace\":[\"Old Town, Ruritania\"],\"birthCountry\":[\"Ruritania\"]", "");
}

#define ALIAS(quality, name, more)                                                                 \
    "<INDIVIDUAL_ALIAS><QUALITY>" quality "</QUALITY><ALIAS_NAME>" name "</ALIAS_NAME>" more       \
    "</INDIVIDUAL_ALIAS>"

static void test_aliases(void **state)
{
    (void)state;
    expect_person(ALIAS("Good", "Jane Doe", "") ALIAS("Low", "Janie", "") ALIAS("", "", ""),
        "\"alias\":[\"Jane Doe\"],\"weakAlias\":[\"Janie\"]", "");
    expect_person(ALIAS("Good", "Jane Doe", "<NOTE>previously listed as</NOTE>"),
        "\"previousName\":[\"Jane Doe\"],\"notes\":[\"Jane Doe: previously listed as\"]", "");
    expect_person(ALIAS("Fair", "Jane Doe", ""), "\"alias\":[\"Jane Doe\"]",
        "un.xml:4: DATAID 7: alias quality \"Fair\" is unknown; kept as an alias\n");
    expect_person(ALIAS("Good", "Jane Doe",
                      "<DATE_OF_BIRTH>1971-03-04</DATE_OF_BIRTH><CITY_OF_BIRTH>Old Town"
                      "</CITY_OF_BIRTH><COUNTRY_OF_BIRTH>Ruritania</COUNTRY_OF_BIRTH>"),
        "\"alias\":[\"Jane Doe\"],\"birthDate\":[\"1971-03-04\"],\"birthPlace\":[\"Old Town, "
        "Ruritania\"],\"birthCountry\":[\"Ruritania\"]",
        "");
    expect_person(ALIAS("Good", "Doe", "<NOTE>Ruritania passport number: 215215</NOTE>"),
        "\"alias\":[\"Doe\"],\"passportNumber\":[\"215215\"],\"notes\":[\"Doe: Ruritania passport "
        "number: 215215\"]",
        "");
}

#define DOCUMENT(x) "<INDIVIDUAL_DOCUMENT>" x "</INDIVIDUAL_DOCUMENT>"
#define TYPE(x) "<TYPE_OF_DOCUMENT>" x "</TYPE_OF_DOCUMENT>"
#define TYPE2(x) "<TYPE_OF_DOCUMENT2>" x "</TYPE_OF_DOCUMENT2>"

static void test_documents(void **state)
{
    (void)state;
    expect_person(
        DOCUMENT(TYPE("Passport") TYPE2(
            "diplomatic passport") "<NUMBER>D0009</NUMBER>"
                                   "<ISSUING_COUNTRY>Ruritania</"
                                   "ISSUING_COUNTRY><DATE_OF_ISSUE>2022-05-22"
                                   "</DATE_OF_ISSUE><CITY_OF_ISSUE>Old Town</CITY_OF_ISSUE>"
                                   "<DATE_OF_EXPIRY>2027-05-22</DATE_OF_EXPIRY>"
                                   "<NOTE>in the name of Jane Doe, revoked</NOTE>"),
        "\"passportNumber\":[\"D0009\"],\"alias\":[\"Jane Doe\"],\"notes\":[\"Passport, diplomatic "
        "passport: D0009, issued by Ruritania, issued on 2022-05-22, issued in Old Town, expires "
        "on "
        "2027-05-22, in the name of Jane Doe, revoked\"],\"country\":[\"Ruritania\"]",
        "");
    expect_person(DOCUMENT(TYPE("National Identification\n   Number") "<NUMBER>12-34</NUMBER>"),
        "\"idNumber\":[\"12-34\"],\"notes\":[\"National Identification Number: 12-34\"]", "");
    expect_person(DOCUMENT(TYPE("National Identification Number")
                          TYPE2("Italian Fiscal Code:") "<NUMBER>BNS70</NUMBER>"),
        "\"taxNumber\":[\"BNS70\"],\"notes\":[\"National Identification Number, Italian Fiscal "
        "Code: "
        "BNS70\"]",
        "");
    /* the number stands in another text */
    expect_person(
        DOCUMENT(TYPE("Número de pasaporte") "<NOTE>Passport number A 347834, lost</NOTE>"),
        "\"passportNumber\":[\"A 347834\"],\"notes\":[\"Número de pasaporte: Passport number A "
        "347834, lost\"]",
        "");
    expect_person(DOCUMENT(""), "", "");
}

static void test_bad_entries(void **state)
{
    (void)state;
    expect(HEAD "<INDIVIDUAL><FIRST_NAME>A</FIRST_NAME><MOOD>good</MOOD>" END "\n" PERSON END PERSON
                "<MOOD/>" END "<WEATHER/>" TAIL,
        "{\"id\":\"unsc-line4\",\"schema\":\"Person\",\"caption\":\"A\",\"datasets\":["
        "\"un_sc_sanctions\"],\"properties\":{\"topics\":[\"sanction\"],\"name\":[\"A\"],\"notes\":"
        "["
        "\"MOOD: good\"]}}\n"
        "{\"id\":\"unsc-7\",\"schema\":\"Person\",\"caption\":\"JANE\",\"datasets\":["
        "\"un_sc_sanctions\"],\"properties\":{\"topics\":[\"sanction\"],\"name\":[\"JANE\"]}}\n"
        "{\"id\":\"unsc-7-2\",\"schema\":\"Person\",\"caption\":\"JANE\",\"datasets\":["
        "\"un_sc_sanctions\"],\"properties\":{\"topics\":[\"sanction\"],\"name\":[\"JANE\"]}}\n",
        "un.xml:4: DATAID line4: DATAID: is missing; kept under a made-up id\n"
        "un.xml:4: DATAID line4: the element <MOOD> is unknown; kept as text, here and where it "
        "comes again\n"
        "un.xml:5: DATAID 7: appears more than once; also kept as \"unsc-7-2\"\n"
        "! un.xml:5: the element <WEATHER> is unknown; left out, here and where it comes again\n");
    expect(HEAD "<INDIVIDUAL><DATAID>9</DATAID>", "",
        "! un.xml:4: the document ends too early; what follows is not read\n");
}

/* ---- names in one text ---- */

static bool no_entity(void *ctx, const ak_entity *e, const char *path, uint64_t line)
{
    (void)ctx, (void)e, (void)path, (void)line;
    return false;
}

static bool no_problem(void *ctx, const aka_problem *problem)
{
    (void)ctx, (void)problem;
    return false;
}

static void expect_names(bool of_note, const char *text, const char *names)
{
    ak_arena keep;
    ak_reading r;
    ak_draft d;
    ak_buf out = {0};
    const ak_sink sink = {NULL, no_entity, no_problem};
    const ak_draft_head head = {.prefix = "unsc",
        .label = "DATAID",
        .schema = "Person",
        .dataset = "d",
        .key = AK_LIT("1")};
    ak_arena_init(&keep, 0);
    assert_int_equal(ak_reading_init(&r, &keep, &sink, NULL), AKA_OK);
    ak_draft_begin(&d, &r, &head, NULL);
    if (of_note)
        ak_un_add_names_of_note(&d, "alias", ak_slice_of(text));
    else
        ak_un_add_names(&d, "name", "alias", ak_slice_of(text));
    assert_int_equal(d.status, AKA_OK);
    for (size_t i = 1; i < d.e->property_count; i++)
        for (size_t k = 0; k < d.e->properties[i].count; k++)
            ak_buf_addf(&out, "%.*s=%.*s|", AK_ARG(d.e->properties[i].name),
                AK_ARG(d.e->properties[i].values[k].text));
    assert_string_equal(text_of(&out), names);
    ak_buf_free(&out);
    ak_reading_free(&r);
    ak_arena_free(&keep);
}

static void test_names_in_one_text(void **state)
{
    (void)state;
    expect_names(false, "", "");
    expect_names(false, " ; ", "");
    expect_names(false, "Jane Roe", "name=Jane Roe|");
    expect_names(false, "Jane Roe; J. Roe ;", "name=Jane Roe|alias=J. Roe|");
    expect_names(false, "EXAMPLE FRONT (EF)", "name=EXAMPLE FRONT (EF)|");
    expect_names(false, "جين (Jane; Jane Roe)", "name=جين|alias=Jane|alias=Jane Roe|");
    expect_names(false, "Front (EF) (جبهة (original script); The Front)",
        "name=Front (EF)|alias=جبهة|alias=The Front|");
    expect_names(false, "Jane (original script: Джейн)", "name=Jane|alias=Джейн|");
    expect_names(false, "Jane Roe (جين رو)", "name=Jane Roe|alias=جين رو|");
    expect_names(false, "華信(香港)有限公司", "name=華信(香港)有限公司|");
    expect_names(false, "Jane Roe (false identity, passport 434021)",
        "notes=Jane Roe (false identity, passport 434021)|name=Jane Roe|");
    expect_names(false, "Jane Roe, born 1 Jan. 1953", "name=Jane Roe|");
    expect_names(false, "Jane (open", "name=Jane (open|");
    expect_names(false, "((((", "name=((((|");
    expect_names(false, "(A; B)", "name=A|alias=B|");
}

static void test_names_of_notes(void **state)
{
    (void)state;
    expect_names(true, "", "");
    expect_names(true, "nom de guerre", "");
    expect_names(true, "original script: Джейн", "alias=Джейн|");
    expect_names(true, "Previously listed as. In Arabic: جين.", "alias=جين|");
    expect_names(true, "Name in Latin script: JANE ROE, name in original script: جين",
        "alias=جين|alias=JANE ROE|");
    expect_names(true, "issued under name Jane Roe issued in 1999", "alias=Jane Roe|");
    expect_names(true, "Jane Roe; Jane Doe", "alias=Jane Roe|alias=Jane Doe|");
    expect_names(true, "(Jane; Janie) known by this nom de guerre", "alias=Jane|alias=Janie|");
    expect_names(true, "DOB: 11 Apr. 1963; POB: Here", "");
}

static void test_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text, *number, *within;
    } cases[] = {{"", "", ""}, {"381420754", "381420754", ""}, {"A 0139243", "A 0139243", ""},
        {"TR-P 614 166", "TR-P 614 166", ""}, {"Libya B/002210", "B/002210", ""},
        {"R00012098, South Sudan", "R00012098", ""}, {"4030625 (US)", "4030625", ""},
        {"CAR diplomatic passport no. D00898", "D00898", "D00898"},
        {"passport number SE 012820 issued 2000", "SE 012820", "SE 012820"}, {"12", "", ""},
        {"identity number", "", ""}, {"(123)", "", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ak_slice number = ak_un_number(ak_slice_of(cases[i].text));
        ak_slice within = ak_un_number_within(ak_slice_of(cases[i].text));
        if (!ak_slice_is(number, cases[i].number) || !ak_slice_is(within, cases[i].within))
            fail_msg("%s: %.*s, %.*s", cases[i].text, AK_ARG(number), AK_ARG(within));
    }
}

static void test_allocation_failures(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    const char *const sources[] = {temp_text(&t, "un.xml", whole), NULL};
    assert_in_range(planned_fail_each(sources), 30, 5000);
    temp_remove(&t);
}

/* ---- the real lists ---- */

typedef struct tally {
    size_t persons, organizations, aliases;
} tally;

static bool count_entity(void *ctx, const ak_entity *e)
{
    static const char *const names[] = {"alias", "weakAlias", "previousName"};
    tally *t = ctx;
    assert_non_null(ak_entity_getz(e, "name"));
    assert_non_null(ak_entity_getz(e, "unscId"));
    if (ak_slice_is(e->schema, "Person"))
        t->persons++;
    else
        t->organizations++;
    for (size_t i = 0; i < 3; i++) {
        const ak_property *p = ak_entity_getz(e, names[i]);
        if (p) t->aliases += p->count;
    }
    return true;
}

static void test_real_lists(void **state)
{
    static const struct {
        const char *name;
        size_t persons, organizations, aliases; /* aliases: of the elements that have a name */
    } lists[] = {{"lists/un/UN_2025-06-19.xml", 684, 193, 2122 + 578},
        {"lists/un/UN_2026-08-01.xml", 736, 275, 2152 + 603}};
    char path[512];
    (void)state;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (!real_data(lists[i].name, path, sizeof path)) skip();
        tally t = {0};
        const char *const sources[] = {path, NULL};
        planned p = {.on_entity = count_entity, .ctx = &t};
        planned_run(&p, sources);
        assert_int_equal(p.status, AKA_OK);
        assert_int_equal(t.persons, lists[i].persons);
        assert_int_equal(t.organizations, lists[i].organizations);
        assert_true(t.aliases > lists[i].aliases);
        /* "30-35 years old" and a date of the Hijri calendar are no birth dates */
        assert_int_equal(p.problem_count, 2);
        assert_int_equal(p.dropped_count, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole),
        cmocka_unit_test(test_birth_dates),
        cmocka_unit_test(test_birth_places),
        cmocka_unit_test(test_aliases),
        cmocka_unit_test(test_documents),
        cmocka_unit_test(test_bad_entries),
        cmocka_unit_test(test_names_in_one_text),
        cmocka_unit_test(test_names_of_notes),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_allocation_failures),
        cmocka_unit_test(test_real_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
