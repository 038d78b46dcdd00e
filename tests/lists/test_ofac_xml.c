/* OFAC's sdnList XML, and with it the XML layer: what is refused, bounded, repaired and reported.
 */
#define TEMP_FAIL_ALLOCATIONS
#include "collect.h"
#include "planned.h"

#include "lists/xml.h"

#define HEAD                                                                                       \
    "<?xml version=\"1.0\" standalone=\"yes\"?>\n<sdnList xmlns=\"http://example.org/any.xsd\">\n"
#define PUBLISHED                                                                                  \
    "<publshInformation><Publish_Date>08/20/2026</Publish_Date><Record_Count>1</Record_Count>"     \
    "</publshInformation>\n"
#define ENTRY "<sdnEntry><uid>5</uid><lastName>EXAMPLE CO</lastName><sdnType>Entity</sdnType>"
#define END "</sdnEntry>"
#define TAIL "</sdnList>\n"
#define E5(more)                                                                                   \
    "{\"id\":\"ofac-5\",\"schema\":\"Organization\",\"caption\":\"EXAMPLE CO\",\"datasets\":["     \
    "\"us_ofac_sdn\"],\"properties\":{\"topics\":[\"sanction\"],\"name\":[\"EXAMPLE CO\"]" more    \
    "}}\n"

static void run(planned *p, const char *name, const char *text, size_t len)
{
    temp t;
    char source[160];
    temp_make(&t);
    snprintf(source, sizeof source, "ofac-xml:%s", temp_write(&t, name, text, len));
    const char *const sources[] = {source, NULL};
    planned_run(p, sources);
    temp_remove(&t);
}

static void expect(const char *text, const char *entities, const char *problems)
{
    planned p = {0};
    run(&p, "sdn.xml", text, strlen(text));
    assert_int_equal(p.status, AKA_OK);
    if (entities) assert_string_equal(text_of(&p.entities), entities);
    assert_string_equal(text_of(&p.problems), problems);
    planned_free(&p);
}

static const char person[] = HEAD PUBLISHED
    "<sdnEntry>\n<uid>2674</uid><firstName>Jane</firstName><lastName>ROE</lastName>\n"
    "<title>Head; Deputy</title><sdnType>Individual</sdnType><remarks>(Linked To: EXAMPLE CO)"
    "</remarks><programList><program>SDGT</program><program>IFSR</program></programList>\n"
    "<idList><id><uid>1</uid><idType>Passport</idType><idNumber>A123</idNumber><idCountry>Ruritania"
    "</idCountry><issueDate>01 Feb 2003</issueDate><expirationDate>2013</expirationDate></id>"
    "<id><uid>2</uid><idType>Gender</idType><idNumber>Female</idNumber></id></idList>\n"
    "<akaList><aka><uid>3</uid><type>a.k.a.</type><category>strong</category><lastName>DOE, JR."
    "</lastName><firstName>Janet</firstName></aka><aka><uid>4</uid><type>f.k.a.</type><category>"
    "strong</category><lastName>JANUS</lastName></aka><aka><uid>5</uid><type>f.k.a.</"
    "type><category>"
    "weak</category><lastName>JANIE</lastName></aka></akaList>\n"
    "<addressList><address><uid>6</uid><address1>1 Main Street</address1><address2>2nd Floor"
    "</address2><city>Old Town</city><stateOrProvince>North</stateOrProvince><postalCode>1234"
    "</postalCode><country>Ruritania</country></address></addressList>\n"
    "<nationalityList><nationality><uid>7</uid><country>Ruritania</country><mainEntry>true"
    "</mainEntry></nationality></nationalityList><citizenshipList><citizenship><uid>8</"
    "uid><country>"
    "Syldavia</country><mainEntry>true</mainEntry></citizenship></citizenshipList>\n"
    "<dateOfBirthList><dateOfBirthItem><uid>9</uid><dateOfBirth>circa 1960</dateOfBirth><mainEntry>"
    "true</mainEntry></dateOfBirthItem>\n<dateOfBirthItem><dateOfBirth>31 Feb 1960</dateOfBirth>"
    "</dateOfBirthItem></dateOfBirthList>\n"
    "<placeOfBirthList><placeOfBirthItem><uid>10</uid><placeOfBirth>New Town, Syldavia"
    "</placeOfBirth><mainEntry>true</mainEntry></placeOfBirthItem></placeOfBirthList>\n"
    "</sdnEntry>" TAIL;

static void test_person(void **state)
{
    (void)state;
    expect(person,
        "{\"id\":\"ofac-2674\",\"schema\":\"Person\",\"caption\":\"Jane ROE\",\"datasets\":["
        "\"us_ofac_sdn\"],\"properties\":{\"topics\":[\"sanction\"],\"name\":[\"Jane ROE\"],"
        "\"firstName\":[\"Jane\"],\"lastName\":[\"ROE\"],\"position\":[\"Head\",\"Deputy\"],"
        "\"linkedTo\":[\"EXAMPLE CO\"],\"program\":[\"SDGT\",\"IFSR\"],\"notes\":[\"Passport A123 "
        "(Ruritania) issued 01 Feb 2003 expires 2013\"],\"passportNumber\":[\"A123\"],\"country\":["
        "\"Ruritania\"],\"gender\":[\"female\"],\"alias\":[\"Janet DOE JR.\"],\"previousName\":["
        "\"JANUS\"],\"weakAlias\":[\"JANIE\"],\"address\":[\"1 Main Street, 2nd Floor, Old Town, "
        "North 1234, Ruritania\"],\"nationality\":[\"Ruritania\"],\"citizenship\":[\"Syldavia\"],"
        "\"birthDate\":[\"1960~\",\"31 Feb 1960\"],\"birthPlace\":[\"New Town, Syldavia\"]}}\n",
        "sdn.xml:12: uid 2674: birth date \"31 Feb 1960\" is no date; kept as text\n");
}

static void test_vessel(void **state)
{
    (void)state;
    expect(HEAD
        "<sdnEntry><uid>5</uid><lastName>MARY</lastName><sdnType>Vessel</sdnType><vesselInfo>"
        "<callSign>9HD</callSign><vesselType>Tug</vesselType><vesselFlag>Malta</vesselFlag>"
        "<vesselOwner>Example Co.</vesselOwner><tonnage>640</tonnage>"
        "<grossRegisteredTonnage>318</grossRegisteredTonnage></vesselInfo>" END TAIL,
        "{\"id\":\"ofac-5\",\"schema\":\"Vessel\",\"caption\":\"MARY\",\"datasets\":["
        "\"us_ofac_sdn\"],\"properties\":{\"topics\":[\"sanction\"],\"name\":[\"MARY\"],"
        "\"callSign\":[\"9HD\"],\"type\":[\"Tug\"],\"flag\":[\"Malta\"],\"owner\":[\"Example "
        "Co.\"],\"tonnage\":[\"640\"],\"grossRegisteredTonnage\":[\"318\"]}}\n",
        "");
}

static void test_list_info(void **state)
{
    (void)state;
    planned p = {0};
    run(&p, "consolidated.xml", person, strlen(person));
    assert_string_equal(p.dates[0], "2026-08-20");
    assert_string_equal(p.datasets[0], "us_ofac_cons");
    assert_string_equal(p.formats[0], "ofac-xml");
    assert_int_equal(p.infos[0].entities, 1);
    assert_int_equal(p.infos[0].names, 4);
    planned_free(&p);
    /* a name that says nothing: the programs decide */
    p = (planned){0};
    const char text[] = HEAD ENTRY "<programList><program>NS-PLC</program></programList>" END TAIL;
    run(&p, "list.xml", text, strlen(text));
    assert_string_equal(p.datasets[0], "us_ofac_cons");
    assert_string_equal(p.dates[0], "");
    planned_free(&p);
}

static void test_record_count(void **state)
{
    (void)state;
    expect(HEAD PUBLISHED ENTRY END TAIL, E5(""), "");
    expect(HEAD PUBLISHED TAIL, "",
        "! sdn.xml:3: Record_Count \"1\" entries are stated, 0 were read\n");
    expect(HEAD
        "<publshInformation><Record_Count>0</Record_Count></publshInformation>" ENTRY END TAIL,
        E5(""), "sdn.xml:3: Record_Count \"0\" entries are stated, 1 were read\n");
    expect(HEAD "<publshInformation><Record_Count>many</Record_Count></publshInformation>" TAIL, "",
        "sdn.xml:3: Record_Count \"many\" is no number; not checked\n");
}

static void test_unknown_elements(void **state)
{
    (void)state;
    expect(HEAD ENTRY "<mood a=\"1\">good<why>sun</why></mood>" END "\n"
                      "<sdnEntry><uid>6</uid><lastName>B</lastName><mood>bad</mood>" END TAIL,
        E5(",\"notes\":[\"mood: good\",\"a: 1\",\"why: sun\"]") "{\"id\":\"ofac-6\",\"schema\":"
                                                                "\"Organization\",\"caption\":"
                                                                "\"B\",\"datasets\":["
                                                                "\"us_ofac_sdn\"],\"properties\":{"
                                                                "\"topics\":[\"sanction\"],"
                                                                "\"name\":[\"B\"],\"notes\":["
                                                                "\"mood: bad\"]}}\n",
        "sdn.xml:3: uid 5: the element <mood> is unknown; kept as text, here and where it comes "
        "again\n");
    expect(HEAD "<weather>rain</weather>" ENTRY END "<weather/>" TAIL, E5(""),
        "! sdn.xml:3: the element <weather> is unknown; left out, here and where it comes again\n");
    /* also within the items of a list */
    expect(HEAD ENTRY
        "<akaList><aka><type>a.k.a.</type><lastName>X</lastName><mood>good</mood></aka>"
        "</akaList>" END TAIL,
        E5(",\"alias\":[\"X\"],\"notes\":[\"mood: good\"]"),
        "sdn.xml:3: uid 5: the element <mood> is unknown; kept as text, here and where it comes "
        "again\n");
}

static void test_bad_entries(void **state)
{
    (void)state;
    expect(HEAD "<sdnEntry><lastName>A</lastName><sdnType>Robot</sdnType>" END TAIL,
        "{\"id\":\"ofac-line3\",\"schema\":\"Organization\",\"caption\":\"A\",\"datasets\":["
        "\"us_ofac_sdn\"],\"properties\":{\"topics\":[\"sanction\"],\"notes\":[\"Type: Robot\"],"
        "\"name\":[\"A\"]}}\n",
        "sdn.xml:3: uid line3: uid: is missing; kept under a made-up id\n"
        "sdn.xml:3: uid line3: type \"Robot\" is unknown; taken as an organization\n");
    expect(HEAD ENTRY END "\n" ENTRY END TAIL,
        E5("") "{\"id\":\"ofac-5-2\",\"schema\":\"Organization\",\"caption\":\"EXAMPLE "
               "CO\",\"datasets\":["
               "\"us_ofac_sdn\"],\"properties\":{\"topics\":[\"sanction\"],\"name\":[\"EXAMPLE "
               "CO\"]}}\n",
        "sdn.xml:4: uid 5: appears more than once; also kept as \"ofac-5-2\"\n");
    expect(HEAD
        "<sdnEntry><uid>5</uid><akaList><aka><type>x</type><lastName/></aka></akaList>" END TAIL,
        "{\"id\":\"ofac-5\",\"schema\":\"Organization\",\"caption\":\"ofac-5\",\"datasets\":["
        "\"us_ofac_sdn\"],\"properties\":{\"topics\":[\"sanction\"]}}\n",
        "sdn.xml:3: uid 5: alias type \"x\" is none of aka, fka, nka; kept as aka\n"
        "! sdn.xml:3: uid 5: alias: is empty; left out\n"
        "sdn.xml:3: uid 5: name: is missing; kept under its other fields\n");
}

static void test_broken_documents(void **state)
{
    (void)state;
    expect(HEAD ENTRY END "\n<sdnEntry><uid>6</uid><lastName>B</lastName>", E5(""),
        "! sdn.xml:4: the document ends too early; what follows is not read\n");
    expect(HEAD ENTRY END "\n<sdnEntry><uid>6</lastName>", E5(""),
        "! sdn.xml:4: mismatched tag; what follows is not read\n");
    expect("", "", "! sdn.xml:1: the document ends too early; what follows is not read\n");
    expect("<Sanctions><sdnEntry/></Sanctions>", "",
        "! sdn.xml:1: the document is a <Sanctions>, not a <sdnList>; what follows is not read\n");
    expect("no XML at all", "", "! sdn.xml:1: syntax error; what follows is not read\n");
}

static void test_damaged_compression(void **state)
{
    (void)state;
    /* through the reader alone: a plan refuses such a file when it is added */
    collected c = {0};
    temp t;
    temp_make(&t);
    collect(&c, ak_read_ofac_xml, temp_write(&t, "sdn.xml", "\x28\xB5\x2F\xFD<sdnList/>", 14));
    assert_int_equal(c.status, AKA_OK);
    assert_int_equal(c.problem_count, 1);
    assert_non_null(strstr(text_of(&c.problems), "0! "));
    collect_free(&c);
    temp_remove(&t);
}

static void test_refused(void **state)
{
    (void)state;
    /* ten entities of ten each, and so on, is how a small file fills a large memory */
    expect(
        "<?xml version=\"1.0\"?>\n<!DOCTYPE sdnList [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b "
        "\"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>\n<sdnList><sdnEntry><uid>&b;</uid></sdnEntry>" TAIL,
        "",
        "! sdn.xml:2: a document type declaration (DOCTYPE) is not accepted; what follows is not "
        "read\n");
    ak_buf deep;
    ak_buf_init(&deep, 0);
    ak_buf_adds(&deep, HEAD ENTRY END "\n" ENTRY);
    for (int i = 0; i < 100; i++) ak_buf_adds(&deep, "<d>");
    expect(deep.data, E5(""),
        "! sdn.xml:4: elements are nested more than 64 deep; what follows is not read\n");
    ak_buf_free(&deep);
}

static void test_large_records(void **state)
{
    (void)state;
    ak_buf text;
    ak_buf_init(&text, 0);
    ak_buf_adds(&text, HEAD "<sdnEntry><uid>6</uid><lastName>");
    for (int i = 0; i < 1 << 17; i++) ak_buf_adds(&text, "0123456789");
    ak_buf_adds(&text, "</lastName>\n" END ENTRY END TAIL);
    expect(text.data, E5(""),
        "! sdn.xml:4: the record ending here has a text of more than 1 MiB; left out\n");
    ak_buf_reset(&text);
    ak_buf_adds(&text, HEAD "<sdnEntry><uid>6</uid>");
    for (int i = 0; i < 250000; i++)
        ak_buf_adds(&text, "<program>"
                           "01234567890123456789012345678901234567890123456789</program>");
    ak_buf_adds(&text, "\n" END ENTRY END TAIL);
    expect(
        text.data, E5(""), "! sdn.xml:4: the record ending here is larger than 32 MiB; left out\n");
    ak_buf_free(&text);
}

static void test_encodings(void **state)
{
    (void)state;
    const char *const cafe =
        "{\"id\":\"ofac-5\",\"schema\":\"Organization\",\"caption\":\"CAFÉ ’\","
        "\"datasets\":[\"us_ofac_sdn\"],\"properties\":{\"topics\":["
        "\"sanction\"],\"name\":[\"CAFÉ ’\"]}}\n";
    /* bytes that are not UTF-8 in a document that should be: only that record is reported */
    expect(HEAD "<sdnEntry><uid>4</uid><lastName>A</lastName>" END
                "<sdnEntry><uid>5</uid><lastName>CAF\xC9 \x92</lastName>" END
                "<sdnEntry><uid>6</uid><lastName>B</lastName>" END TAIL,
        NULL, "sdn.xml:3: uid 5: bytes that are not UTF-8; read as Windows-1252\n");
    expect("<sdnList><sdnEntry><uid>5</uid><lastName>CAF\xC9 \x92</lastName>" END TAIL, cafe,
        "sdn.xml:1: uid 5: bytes that are not UTF-8; read as Windows-1252\n");
    expect(
        "<?xml version=\"1.0\" encoding=\"windows-1252\"?><sdnList><sdnEntry><uid>5</uid><lastName>"
        "CAF\xC9 \x92</lastName>" END TAIL,
        cafe, "");
    expect("<?xml version=\"1.0\" encoding=\"x-unheard-of\"?><sdnList/>", "",
        "! sdn.xml:1: unknown encoding; what follows is not read\n");
    /* a control character is no character of XML */
    expect(HEAD "<sdnEntry><uid>5</uid><lastName>EXAMPLE\x02"
                "CO</lastName>" END TAIL,
        E5(""), "sdn.xml:3: uid 5: bytes that are not UTF-8; read as Windows-1252\n");
}

static void test_utf16(void **state)
{
    (void)state;
    const char text[] = "<sdnList>" ENTRY END "</sdnList>";
    char wide[sizeof text * 2 + 2] = "\xFF\xFE";
    for (size_t i = 0; i + 1 < sizeof text; i++) {
        wide[2 + 2 * i] = text[i];
        wide[3 + 2 * i] = 0;
    }
    planned p = {0};
    run(&p, "sdn.xml", wide, 2 + 2 * (sizeof text - 1));
    assert_string_equal(text_of(&p.entities), E5(""));
    assert_string_equal(text_of(&p.problems), "");
    planned_free(&p);
}

/* Sequences of UTF-8 that fall on the edge between two chunks stay whole. */
static void test_chunk_edges(void **state)
{
    (void)state;
    for (size_t shift = 0; shift < 4; shift++) {
        ak_buf text;
        ak_buf_init(&text, 0);
        ak_buf_adds(&text, "<sdnList><sdnEntry><uid>5</uid><remarks>");
        for (size_t i = 0; i < shift; i++) ak_buf_addc(&text, 'x');
        while (text.len < 200000) ak_buf_adds(&text, "習");
        ak_buf_adds(&text, "</remarks><lastName>EXAMPLE CO</lastName>" END TAIL);
        planned p = {0};
        run(&p, "sdn.xml", text.data, text.len);
        assert_string_equal(text_of(&p.problems), "");
        assert_int_equal(p.entity_count, 1);
        assert_null(strstr(text_of(&p.entities), "\xEF\xBF\xBD"));
        planned_free(&p);
        ak_buf_free(&text);
    }
}

static void test_stop(void **state)
{
    (void)state;
    planned p = {.stop_after = 1};
    const char text[] = HEAD ENTRY END ENTRY END TAIL;
    run(&p, "sdn.xml", text, strlen(text));
    assert_int_equal(p.status, AKA_E_INTERNAL);
    assert_int_equal(p.entity_count, 1);
    planned_free(&p);
}

static void test_allocation_failures(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    char text[sizeof person + 200];
    snprintf(text, sizeof text,
        "%.*s<sdnEntry><uid>9</uid><lastName a=\"1\">CAF\xC9</lastName><x/>" END TAIL,
        (int)(strlen(person) - strlen(TAIL)), person);
    const char *const sources[] = {temp_text(&t, "sdn.xml", text), NULL};
    assert_in_range(planned_fail_each(sources), 30, 5000);
    temp_remove(&t);
}

static bool has_name(void *ctx, const ak_entity *e)
{
    (void)ctx;
    assert_non_null(ak_entity_getz(e, "name"));
    return true;
}

static void test_real_lists(void **state)
{
    static const struct {
        const char *name, *date;
        size_t entities;
    } lists[] = {{"lists/ofac/xml/CONSOLIDATED_2024-02-23.xml", "2024-02-23", 444},
        {"lists/ofac/xml/2019-03-14/consolidated.xml", "2019-03-14", 375}};
    char path[512];
    (void)state;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (!real_data(lists[i].name, path, sizeof path)) skip();
        const char *const sources[] = {path, NULL};
        planned p = {.on_entity = has_name};
        planned_run(&p, sources);
        assert_int_equal(p.status, AKA_OK);
        assert_int_equal(p.entity_count, lists[i].entities);
        assert_int_equal(p.problem_count, 0);
        assert_string_equal(p.dates[0], lists[i].date);
        assert_string_equal(p.datasets[0], "us_ofac_cons");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_person),
        cmocka_unit_test(test_vessel),
        cmocka_unit_test(test_list_info),
        cmocka_unit_test(test_record_count),
        cmocka_unit_test(test_unknown_elements),
        cmocka_unit_test(test_bad_entries),
        cmocka_unit_test(test_broken_documents),
        cmocka_unit_test(test_damaged_compression),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_large_records),
        cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_utf16),
        cmocka_unit_test(test_chunk_edges),
        cmocka_unit_test(test_stop),
        cmocka_unit_test(test_allocation_failures),
        cmocka_unit_test(test_real_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
