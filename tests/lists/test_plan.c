/* Plans: formats found by content, companions joined, problems as text. */
#define TEMP_FAIL_ALLOCATIONS
#include "planned.h"

#include "lists/beside.h"
#include "lists/detect.h"
#include "lists/reading.h"
#include "lists/repair.h"

#define N "-0- "
#define PRIM(id, name)                                                                             \
    id ",\"" name "\"," N ",\"CUBA\"," N "," N "," N "," N "," N "," N "," N "," N "\r\n"
#define ALT(id, name) id ",1,\"aka\",\"" name "\"," N "\r\n"
#define ADD(id, country) id ",1," N "," N ",\"" country "\"," N "\r\n"

/* ---- problems as text ---- */

static void expect_problem(const aka_problem *problem, size_t cap, const char *text)
{
    char out[256];
    memset(out, 'x', sizeof out);
    assert_int_equal(aka_problem_format(problem, out, cap), strlen(text));
    assert_string_equal(out, text);
    assert_int_equal(out[cap], 'x');
}

static void test_problem_format(void **state)
{
    (void)state;
    const aka_problem quoted = {"a.xml", 12, "uid 7", "birth date", "\"x\" is no date", 0};
    const aka_problem plain = {"a.xml", 0, "", "title", "is missing", 1};
    const aka_problem bare = {"", 5, "uid 7", "", "is bad", 0};
    const aka_problem nothing = {NULL, 0, NULL, NULL, NULL, 0};
    const aka_problem wide = {"", 0, "", "", "añ習𝄞", 0};
    expect_problem(&quoted, 200, "a.xml:12: uid 7: birth date \"x\" is no date");
    expect_problem(&plain, 200, "a.xml: title: is missing");
    expect_problem(&bare, 200, "uid 7: is bad");
    expect_problem(&nothing, 200, "");
    expect_problem(NULL, 200, "");
    expect_problem(&quoted, 6, "a.xml");
    expect_problem(&quoted, 1, "");
    assert_int_equal(aka_problem_format(&quoted, NULL, 5), 0);
    /* never half a code point: 1 + 2 + 3 + 4 bytes */
    expect_problem(&wide, 11, "añ習𝄞");
    expect_problem(&wide, 10, "añ習");
    expect_problem(&wide, 8, "añ習");
    expect_problem(&wide, 7, "añ習");
    expect_problem(&wide, 6, "añ");
    expect_problem(&wide, 3, "a");
}

/* ---- formats ---- */

static void test_formats(void **state)
{
    (void)state;
    const char *name = NULL, *description = NULL;
    ak_format format;
    size_t i = 0;
    for (; aka_format_list(i, &name, &description); i++) {
        assert_true(name[0] && description[0]);
        assert_true(ak_format_find(ak_slice_of(name), &format));
        assert_int_equal(format, i);
        assert_string_equal(ak_format_name(format), name);
    }
    assert_int_equal(i, AK_FORMAT_COUNT);
    assert_false(ak_format_find(AK_LIT("OFAC-CSV"), &format));
    assert_false(ak_format_find(AK_LIT(""), &format));
    assert_string_equal(ak_format_name(AK_FORMAT_COUNT), "unknown");
}

static void expect_format(const char *name, const char *head, size_t len, const char *want)
{
    ak_detected is;
    aka_error err = {0};
    aka_status st = ak_detect((ak_slice){head, len}, name, &is, &err);
    if (st) {
        assert_int_equal(st, AKA_E_FORMAT);
        assert_non_null(
            strstr(err.message, "known formats are ofac-csv, ofac-xml, un-xml, ftm, csv"));
        assert_non_null(strstr(err.message, "FORMAT:PATH"));
        if (!strstr(err.message, want)) fail_msg("%s: %s, not %s", head, err.message, want);
        return;
    }
    static const char *const companions[] = {"ALT", "ADD", "COMMENTS"};
    const char *found = is.is_companion ? companions[is.companion] : ak_format_name(is.format);
    if (strcmp(found, want) != 0) fail_msg("%s: %s, not %s", head, found, want);
}

static void test_detection(void **state)
{
    (void)state;
    static const struct {
        const char *name, *head, *want;
    } cases[] = {
        {"x", "<sdnList/>", "ofac-xml"},
        {"x", "\xEF\xBB\xBF<?xml version='1.0'?><!-- <x> --><a:sdnList xmlns:a='u'>", "ofac-xml"},
        {"x", "\n <CONSOLIDATED_LIST dateGenerated='x'>", "un-xml"},
        {"x", "<sanctionsData><x/>", "OFAC ENHANCED XML"},
        {"x", "<?xml version=\"1.0\"?>\n<Sanctions xmlns=\"u\">", "OFAC ADVANCED XML"},
        {"x", "<export xmlns='u'>", "EU FSF XML"},
        {"x", "<swiss-sanctions-list list-type=\"whole-list\">", "Swiss SECO XML"},
        {"x", "<!DOCTYPE html><html>", "<html>"},
        {"x", "<!-- no end", "<>"},
        {"x", "<", "<>"},
        {"x", "{\"id\":\"a\",\"schema\":\"Person\"}\n", "ftm"},
        {"x", "{}", "ftm"},
        {"x", "{\"DATA_SOURCE\":\"X\",\"RECORD_ID\":\"1\"}\n", "Senzing"},
        {"x", "[{\"id\":\"a\"}]", "JSON array"},
        {"x", PRIM("36", "A, B"), "ofac-csv"},
        {"x", "broken\n" PRIM("36", "A") PRIM("37", "B"), "ofac-csv"},
        {"x", ALT("36", "A"), "ALT"},
        {"x", ADD("36", "A"), "ADD"},
        {"x", "36,\"a; b\"\n", "COMMENTS"},
        {"SDN_Comments.csv", "36,\"a\"\n", "COMMENTS"},
        {"x", "36,\"a\"\n", "no format that is known"},
        {"x", "id,name\n1,A\n", "csv"},
        {"x", "Report Date: 1-1-2026\nLast Updated,Unique ID\n", "UK Sanctions List as CSV"},
        {"x", "Last Updated,13/04/2018,,\nName 6,Name 1\n", "OFSI ConList"},
        {"x", "Reference,Name of Individual or Entity,Type\n", "DFAT"},
        {"x", "plain words\nand more\n", "no format that is known"},
        {"x", " \r\n\t", "empty"},
        {"x", "", "empty"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_format(cases[i].name, cases[i].head, strlen(cases[i].head), cases[i].want);
    expect_format("x",
        "\x7F"
        "ELF\0\0\0\1\2\3\4",
        11, "no text");
    expect_format("x", "\xFF\xFE<\0s\0d\0n\0L\0i\0s\0t\0>\0", 20, "ofac-xml");
    expect_format("x", "\0<\0s\0d\0n\0L\0i\0s\0t\0>", 18, "ofac-xml");
    char junk[4096];
    for (size_t i = 0; i < sizeof junk; i++) junk[i] = (char)(i * 2654435761u >> 13);
    expect_format("x", junk, sizeof junk, "no text");
}

static void expect_add(const char *source, aka_status status, const char *message)
{
    ak_plan *plan = NULL;
    aka_error err = {0};
    assert_int_equal(ak_plan_create(&plan, &err), AKA_OK);
    assert_int_equal(ak_plan_add(plan, source, &err), status);
    if (status && !strstr(err.message, message)) fail_msg("%s", err.message);
    ak_plan_free(plan);
}

static void test_add(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    char source[200];
    const char *path = temp_text(&t, "list.txt", "plain words\n");
    expect_add(path, AKA_E_FORMAT, "known formats are");
    snprintf(source, sizeof source, "ofac-xml:%s", path);
    expect_add(source, AKA_OK, "");
    snprintf(source, sizeof source, "auto:%s", path);
    expect_add(source, AKA_E_FORMAT, "known formats are");
    snprintf(source, sizeof source, "nonsense:%s", path);
    expect_add(source, AKA_E_IO, "");
    expect_add("/nonexistent/list.xml", AKA_E_IO, "");
    expect_add(t.dir, AKA_E_IO, "");
    expect_add("", AKA_E_ARGUMENT, "no name");
    expect_add(NULL, AKA_E_ARGUMENT, "no name");
    ak_plan_free(NULL);
    /* a format may be forced upon a companion, too */
    path = temp_text(&t, "ALT.CSV", ALT("36", "A"));
    snprintf(source, sizeof source, "ofac-csv:%s", path);
    const char *const alone[] = {source, NULL};
    planned p = {0};
    planned_run(&p, alone);
    assert_int_equal(p.status, AKA_E_ARGUMENT);
    assert_non_null(strstr(p.err.message, "name SDN.CSV or CONS_PRIM.CSV too"));
    planned_free(&p);
    temp_remove(&t);
}

static void test_nothing(void **state)
{
    (void)state;
    const char *const none[] = {NULL};
    planned p = {0};
    planned_run(&p, none);
    assert_int_equal(p.status, AKA_OK);
    assert_int_equal(p.list_count, 0);
    planned_free(&p);
}

/* ---- companions ---- */

static void test_names_beside(void **state)
{
    (void)state;
    static const struct {
        const char *primary;
        ak_companion which;
        const char *path;
        bool is;
    } cases[] = {
        {"SDN.CSV", AK_COMPANION_ALT, "ALT.CSV", true},
        {"a/SDN.CSV", AK_COMPANION_ALT, "a/alt.csv", true},
        {"a/sdn.csv.gz", AK_COMPANION_COMMENTS, "a/SDN_COMMENTS.CSV", true},
        {"a/sdn.csv", AK_COMPANION_ADD, "a/ADD.CSV.zst", true},
        {"a/CONS_PRIM.CSV", AK_COMPANION_COMMENTS, "a/cons_comments.csv", true},
        {"sdn-2024.csv", AK_COMPANION_ALT, "alt-2024.csv", true},
        {"a/SDN.CSV", AK_COMPANION_ALT, "b/ALT.CSV", false},
        {"a/SDN.CSV", AK_COMPANION_ALT, "a/ADD.CSV", false},
        {"a/SDN.CSV", AK_COMPANION_ALT, "a/CONS_ALT.CSV", false},
        {"list.csv", AK_COMPANION_ALT, "alt.csv", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (ak_beside_is(cases[i].primary, cases[i].which, cases[i].path) != cases[i].is)
            fail_msg("%s %s", cases[i].primary, cases[i].path);
    char longest[300];
    memset(longest, 'a', sizeof longest);
    memcpy(longest, "sdn", 3);
    longest[299] = '\0';
    assert_false(ak_beside_is(longest, AK_COMPANION_ALT, longest));
}

/* How many entities have that alias or country, by their text in the JSON. */
static bool has(const planned *p, const char *text)
{
    return strstr(text_of(&p->entities), text) != NULL;
}

static void test_beside(void **state)
{
    (void)state;
    temp t;
    char packed[2048];
    temp_make(&t);
    size_t n = gzip_bytes(ALT("36", "FROM GZ"), strlen(ALT("36", "FROM GZ")), packed);
    const char *const sources[] = {temp_text(&t, "Sdn.csv", PRIM("36", "A")), NULL};
    temp_write(&t, "ALT.csv.gz", packed, n);
    temp_text(&t, "add.CSV", ADD("36", "Ruritania"));
    planned p = {0};
    planned_run(&p, sources);
    assert_int_equal(p.status, AKA_OK);
    assert_true(has(&p, "\"alias\":[\"FROM GZ\"]") && has(&p, "Ruritania"));
    assert_int_equal(p.problem_count, 1); /* no COMMENTS */
    uint64_t hash = p.infos[0].hash;
    planned_free(&p);
    /* another companion, another hash; the same ones, the same */
    for (int i = 0; i < 2; i++) {
        p = (planned){0};
        temp_text(&t, "add.CSV", i ? ADD("36", "Ruritania") : ADD("36", "Syldavia"));
        planned_run(&p, sources);
        assert_int_equal(p.infos[0].hash == hash, i == 1);
        planned_free(&p);
    }
    temp_remove(&t);
}

static void test_named_companions(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    const char *sdn = temp_text(&t, "SDN.CSV", PRIM("36", "A"));
    const char *cons = temp_text(&t, "CONS_PRIM.CSV", PRIM("37", "B"));
    temp_text(&t, "ALT.CSV", ALT("36", "BESIDE"));
    const char *other = temp_text(&t, "aliases.csv", ALT("36", "NAMED"));
    const char *cons_alt = temp_text(&t, "CONS_ALT.CSV", ALT("37", "CONS"));
    /* named: in place of the one beside */
    const char *const after[] = {sdn, other, NULL};
    const char *const before[] = {other, sdn, NULL};
    for (int i = 0; i < 2; i++) {
        planned p = {0};
        planned_run(&p, i ? before : after);
        assert_int_equal(p.status, AKA_OK);
        assert_true(has(&p, "NAMED") && !has(&p, "BESIDE"));
        assert_int_equal(p.list_count, 1);
        planned_free(&p);
    }
    /* each to the primary whose name it goes with, as `*` in a shell orders them */
    const char *const both[] = {t.names[2], cons_alt, sdn, cons, NULL};
    planned p = {0};
    planned_run(&p, both);
    assert_int_equal(p.status, AKA_OK);
    assert_true(has(&p, "\"alias\":[\"BESIDE\"]") && has(&p, "\"alias\":[\"CONS\"]"));
    assert_int_equal(p.list_count, 2);
    assert_string_equal(p.datasets[0], "us_ofac_sdn");
    assert_string_equal(p.datasets[1], "us_ofac_cons");
    planned_free(&p);
    const char *const two[] = {sdn, other, t.names[2], NULL};
    p = (planned){0};
    planned_run(&p, two);
    assert_int_equal(p.status, AKA_E_ARGUMENT);
    assert_non_null(strstr(p.err.message, "already has such a file"));
    planned_free(&p);
    temp_remove(&t);
}

static void test_damaged_companion(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    const char *const sources[] = {temp_text(&t, "SDN.CSV", PRIM("36", "A")), NULL};
    temp_write(&t, "ALT.CSV.gz", "\x1F\x8B\x08\0\0\0\0\0\0\3garbage", 17);
    planned p = {0};
    planned_run(&p, sources);
    assert_int_equal(p.status, AKA_OK);
    assert_int_equal(p.entity_count, 1);
    assert_non_null(strstr(text_of(&p.problems), "! ALT.CSV.gz: "));
    planned_free(&p);
    temp_remove(&t);
}

/* ---- several lists ---- */

static void test_several(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    const char *const sources[] = {
        temp_text(&t, "a.jsonl",
            "{\"id\":\"x\",\"schema\":\"Person\",\"datasets\":[\"b\",\"c\"],\"properties\":{"
            "\"name\":["
            "\"N\"],\"alias\":[\"M\"]}}\n{\"id\":\"y\",\"schema\":\"Person\",\"datasets\":[\"c\"],"
            "\"properties\":{\"name\":[\"O\"]}}\n"),
        temp_text(&t, "b.xml",
            "<sdnList><publshInformation><Publish_Date>01/02/2026</Publish_Date></"
            "publshInformation>"
            "<sdnEntry><uid>1</uid><lastName>Q</lastName></sdnEntry></sdnList>"),
        NULL};
    planned p = {0};
    planned_run(&p, sources);
    assert_int_equal(p.status, AKA_OK);
    assert_int_equal(p.list_count, 2);
    assert_string_equal(p.datasets[0], "b,c");
    assert_string_equal(p.formats[0], "ftm");
    assert_int_equal(p.infos[0].entities, 2);
    assert_int_equal(p.infos[0].names, 3);
    assert_string_equal(p.dates[1], "2026-01-02");
    assert_int_equal(p.infos[1].entities, 1);
    assert_true(p.infos[0].hash != p.infos[1].hash);
    planned_free(&p);
    p = (planned){.stop_after = 2};
    planned_run(&p, sources);
    assert_int_equal(p.status, AKA_E_INTERNAL);
    assert_int_equal(p.entity_count, 2);
    planned_free(&p);
    temp_remove(&t);
}

/* ---- the parts that readers share ---- */

static void test_stem(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"a/customers.csv.gz", "customers"}, {"x", "x"},
        {"a.b/list.tar.zst", "list"}, {"/.hidden", ".hidden"}, {"", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const ak_reading r = {.path = cases[i][0]};
        assert_true(ak_slice_is(ak_reading_stem(&r), cases[i][1]));
    }
}

static void test_repair(void **state)
{
    (void)state;
    static const struct {
        const char *text, *repaired;
        size_t count;
    } cases[] = {{"", "", 0}, {"plain", "plain", 0}, {"é習𝄞", "é習𝄞", 0}, {"\xE9", "é", 1},
        {"a\x80z\x92", "a€z’", 2}, {"\x81", "\xEF\xBF\xBD", 1}, {"\xC3", "Ã", 1},
        {"\xE7\xBF", "ç¿", 2}, {"\xED\xA0\x80", "í\xC2\xA0€", 3}, {"\xC0\x80", "À€", 2},
        {"\xF4\x90\x80\x80", "ô\xEF\xBF\xBD€€", 4}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ak_buf out;
        ak_buf_init(&out, 0);
        assert_int_equal(ak_repair_utf8(ak_slice_of(cases[i].text), &out), cases[i].count);
        assert_string_equal(text_of(&out), cases[i].repaired);
        ak_buf_free(&out);
    }
}

/* Messages are one line of printable text, whatever the data holds. */
static void test_messages(void **state)
{
    (void)state;
    planned p = {0};
    ak_reading r;
    ak_arena keep;
    const ak_sink sink = {&p, planned_entity, planned_problem};
    const ak_place at = {.path = "f", .line = 2, .record = "uid \x01", .field = "name"};
    ak_arena_init(&keep, 0);
    assert_int_equal(ak_reading_init(&r, &keep, &sink, NULL), AKA_OK);
    assert_int_equal(ak_reading_problem(&r, &at, false, NULL, "a\nb\x1B\xFF%s", "é"), AKA_OK);
    assert_string_equal(
        text_of(&p.problems), "f:2: uid \xEF\xBF\xBD: name: a b\xEF\xBF\xBD\xEF\xBF\xBDé\n");
    aka_error failure = {.code = AKA_E_NOMEM}, err = {0};
    assert_int_equal(ak_reading_failed(&r, &at, &failure, &err), AKA_E_NOMEM);
    assert_int_equal(err.code, AKA_E_NOMEM);
    assert_int_equal(r.info.problems, 1);
    ak_reading_free(&r);
    ak_arena_free(&keep);
    planned_free(&p);
}

static void test_allocation_failures(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    const char *const sources[] = {temp_text(&t, "SDN.CSV", PRIM("36", "A")),
        temp_text(&t, "aliases.csv", ALT("36", "NAMED")), temp_text(&t, "x.csv", "id,name\n1,A\n"),
        NULL};
    temp_text(&t, "ADD.CSV", ADD("36", "Ruritania"));
    assert_in_range(planned_fail_each(sources), 20, 5000);
    temp_remove(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_problem_format),
        cmocka_unit_test(test_formats),
        cmocka_unit_test(test_detection),
        cmocka_unit_test(test_add),
        cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_names_beside),
        cmocka_unit_test(test_beside),
        cmocka_unit_test(test_named_companions),
        cmocka_unit_test(test_damaged_companion),
        cmocka_unit_test(test_several),
        cmocka_unit_test(test_stem),
        cmocka_unit_test(test_repair),
        cmocka_unit_test(test_messages),
        cmocka_unit_test(test_allocation_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
