/* FtM JSON lines: what is kept, what is reported, and the real lists where they are at hand. */
#define TEMP_FAIL_ALLOCATIONS
#include "collect.h"

#include <jansson.h>

static void assert_ftm(const char *text, const char *entities, const char *problems)
{
    assert_collected(ak_read_ftm, "Our List.jsonl", text, strlen(text), entities, problems);
}

#define PERSON                                                                                     \
    "{\"id\":\"x-1\",\"schema\":\"Person\",\"caption\":\"Jane Roe\",\"datasets\":[\"x\"],"         \
    "\"properties\":{\"name\":[\"Jane Roe\"]}}\n"
#define SHIP                                                                                       \
    "{\"id\":\"x-2\",\"schema\":\"Vessel\",\"caption\":\"MARY\",\"datasets\":[\"x\"],"             \
    "\"properties\":{\"name\":[\"MARY\"],\"imoNumber\":[\"9074729\"]}}\n"

static void test_entities(void **state)
{
    (void)state;
    assert_ftm(PERSON SHIP, PERSON SHIP, "");
    assert_ftm("\n  \n" PERSON "\r\n" SHIP "\n", PERSON SHIP, "");
    assert_ftm("\xEF\xBB\xBF" PERSON, PERSON, "");
    assert_ftm("", "", "");
    const char nested[] =
        "{\"id\":\"x-1\",\"schema\":\"Person\",\"caption\":\"Jane Roe\",\"datasets\":[\"x\"],"
        "\"first_seen\":\"2020\",\"properties\":{\"name\":[\"Jane Roe\"],\"sanctions\":[{\"id\":"
        "\"s-1\",\"schema\":\"Sanction\",\"caption\":\"s-1\",\"properties\":{\"program\":[\"P\"]}}]"
        "}}\n";
    assert_ftm(nested, nested, "");
}

static void test_bad_lines(void **state)
{
    (void)state;
    assert_ftm("{\"id\":\n" PERSON "[1]\nnull\n" SHIP "{\"id\":\"x-3\",\"properties\":7}\n",
        PERSON SHIP,
        "1! not JSON: unexpected token near end of file (at byte 6); the line was left out\n"
        "3! want an object, found an array (at byte 0); the line was left out\n"
        "4! want an object, found null (at byte 0); the line was left out\n"
        "6! properties: want an object, found a number (at byte 25); the line was left out\n");
}

static void test_lacks(void **state)
{
    (void)state;
    /* no id, no schema, no dataset */
    assert_ftm("\n{\"properties\":{\"name\":[\"A\"]}}\n",
        "{\"id\":\"Our List-2\",\"caption\":\"A\",\"datasets\":[\"our_list\"],"
        "\"properties\":{\"name\":[\"A\"]}}\n",
        "2: has no id; kept as \"Our List-2\"\n"
        "2: schema: is missing; kept as something of any kind\n");
    assert_ftm("{\"id\":\"a\",\"schema\":\"person\",\"datasets\":[\"x\"],\"properties\":{\"alias\":"
               "[\"A\"]}}",
        "{\"id\":\"a\",\"schema\":\"Person\",\"caption\":\"a\",\"datasets\":[\"x\"],"
        "\"properties\":{\"alias\":[\"A\"]}}\n",
        "1: a: schema: \"person\" taken as \"Person\"\n");
    assert_ftm("{\"id\":\"a\",\"schema\":\"Wizard\",\"datasets\":[\"x\"],\"properties\":{\"name\":["
               "\"A\"]}}",
        "{\"id\":\"a\",\"schema\":\"Wizard\",\"caption\":\"A\",\"datasets\":[\"x\"],"
        "\"properties\":{\"name\":[\"A\"]}}\n",
        "1: a: schema: \"Wizard\" is none that FtM has; kept as something of any kind\n");
    /* no name: a problem where names are matched, none for an address */
    assert_ftm("{\"id\":\"a\",\"schema\":\"Person\",\"datasets\":[\"x\"],\"properties\":{}}",
        "{\"id\":\"a\",\"schema\":\"Person\",\"caption\":\"a\",\"datasets\":[\"x\"],\"properties\":"
        "{}}\n",
        "1: a: name: is missing; found by identifiers only\n");
    assert_ftm("{\"id\":\"a\",\"schema\":\"Address\",\"datasets\":[\"x\"],\"properties\":{}}",
        "{\"id\":\"a\",\"schema\":\"Address\",\"caption\":\"a\",\"datasets\":[\"x\"],"
        "\"properties\":{}}\n",
        "");
}

static void test_duplicates(void **state)
{
    (void)state;
    assert_ftm(PERSON SHIP PERSON, PERSON SHIP,
        "3! x-1: the id was used before in this file; this entity was left out\n");
}

static void test_dates(void **state)
{
    (void)state;
    const char text[] =
        "{\"id\":\"a\",\"schema\":\"Person\",\"caption\":\"A\",\"datasets\":[\"x\"],\"properties\":"
        "{\"name\":[\"A\"],\"birthDate\":[\"1960-02-31\",\"1960\",\"some day\"]}}\n";
    assert_ftm(text, text,
        "1: a: birthDate: \"1960-02-31\" is no date; kept as text\n"
        "1: a: birthDate: \"some day\" is no date; kept as text\n");
}

static void test_not_utf8(void **state)
{
    (void)state;
    assert_ftm("{\"id\":\"a\",\"schema\":\"Person\",\"caption\":\"Jos\xE9\",\"datasets\":[\"x\"],"
               "\"properties\":{\"name\":[\"Jos\xE9\"]}}\n",
        "{\"id\":\"a\",\"schema\":\"Person\",\"caption\":\"Jos\xC3\xA9\",\"datasets\":[\"x\"],"
        "\"properties\":{\"name\":[\"Jos\xC3\xA9\"]}}\n",
        "1: bytes that are not UTF-8; read as Windows-1252\n");
}

static void test_damaged_file(void **state)
{
    (void)state;
    char out[2048];
    size_t n = gzip_bytes(PERSON SHIP, strlen(PERSON SHIP), out);
    char problem[128];
    snprintf(problem, sizeof problem, "0! the compressed data breaks off at byte %zu\n", n - 4);
    assert_collected(ak_read_ftm, "list.jsonl.gz", out, n - 4, PERSON SHIP, problem);
    assert_collected(ak_read_ftm, "list.jsonl.gz", out, n, PERSON SHIP, "");
    n = zstd_bytes(PERSON SHIP, strlen(PERSON SHIP), out);
    assert_collected(ak_read_ftm, "list.jsonl.zst", out, n, PERSON SHIP, "");
}

static void test_long_line(void **state)
{
    (void)state;
    size_t len = ((size_t)16 << 20) + 1000;
    char *text = malloc(len);
    assert_non_null(text);
    memset(text, ' ', len);
    memcpy(text, "{}", 2);
    memcpy(text + len - strlen(PERSON) - 1, "\n" PERSON, strlen(PERSON) + 1);
    assert_collected(ak_read_ftm, "long.jsonl", text, len, PERSON,
        "1! the line is longer than 16777216 bytes; it was skipped\n");
    free(text);
}

static void test_stop(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    collected c = {.stop_after = 1};
    collect(&c, ak_read_ftm, temp_text(&t, "list.jsonl", PERSON SHIP));
    assert_int_not_equal(c.status, AKA_OK);
    assert_int_equal(c.entity_count, 1);
    collect_free(&c);
    temp_remove(&t);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    const char *path = temp_text(&t, "list.jsonl",
        PERSON "{\"properties\":{\"name\":[\"Jos\xE9\"],\"birthDate\":\"x\"}}\n" SHIP PERSON);
    aka_status st = AKA_E_NOMEM;
    size_t n;
    for (n = 1; n < 1000 && st == AKA_E_NOMEM; n++) {
        collected c = {.quiet = true};
        fail_at = n;
        collect(&c, ak_read_ftm, path);
        fail_at = 0;
        st = c.status;
        if (st) assert_int_equal(c.err.code, AKA_E_NOMEM);
        collect_free(&c);
    }
    assert_int_equal(st, AKA_OK);
    assert_true(n > 6);
    temp_remove(&t);
}

/* ---- real lists ---- */

typedef struct comparison {
    FILE *input;
    size_t entities, problems, different;
} comparison;

/* What reading is allowed to change: an empty caption becomes the first name; blanks around a
 * value, empty and repeated values go. */
static void normalise(json_t *entity)
{
    const char *name;
    json_t *values, *value, *other;
    void *next;
    const char *caption = json_string_value(json_object_get(entity, "caption"));
    json_object_foreach_safe(json_object_get(entity, "properties"), next, name, values)
    {
        json_t *kept = json_array();
        size_t i, k;
        json_array_foreach(values, i, value)
        {
            ak_slice text = ak_slice_trim(ak_slice_of(json_string_value(value)));
            bool again = text.len == 0;
            json_array_foreach(kept, k, other) again |= ak_slice_is(text, json_string_value(other));
            if (!again) json_array_append_new(kept, json_stringn(text.data, text.len));
        }
        json_object_set_new(json_object_get(entity, "properties"), name, kept);
    }
    json_t *names = json_object_get(json_object_get(entity, "properties"), "name");
    if (!*caption) json_object_set(entity, "caption", json_array_get(names, 0));
}

static bool compare_entity(void *ctx, const ak_entity *entity, const char *path, uint64_t line)
{
    comparison *c = ctx;
    (void)path;
    (void)line;
    static char text[1 << 20];
    c->entities++;
    if (!fgets(text, sizeof text, c->input)) return false;
    ak_buf json;
    ak_buf_init(&json, 0);
    ak_entity_write_json(entity, &json);
    json_t *want = json_loads(text, 0, NULL), *got = json_loadb(json.data, json.len, 0, NULL);
    normalise(want);
    if (!want || !got || !json_equal(want, got)) {
        if (!c->different++) print_message("%s%s\n", text, json.data);
    }
    json_decref(want);
    json_decref(got);
    ak_buf_free(&json);
    return true;
}

static bool count_problem(void *ctx, const aka_problem *p)
{
    comparison *c = ctx;
    c->problems++;
    char text[512];
    aka_problem_format(p, text, sizeof text);
    print_message("%s\n", text);
    return true;
}

static void assert_real(const char *name, size_t entities)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/lists/ftm/%s", getenv("AKA_DATA"), name);
    comparison c = {.input = fopen(path, "r")};
    assert_non_null(c.input);
    ak_arena keep;
    ak_reading r;
    aka_error err;
    const ak_sink sink = {&c, compare_entity, count_problem};
    ak_arena_init(&keep, 0);
    assert_int_equal(ak_reading_init(&r, &keep, &sink, &err), AKA_OK);
    r.path = path;
    assert_int_equal(ak_input_open(path, &r.in, &err), AKA_OK);
    assert_int_equal(ak_read_ftm(&r, &err), AKA_OK);
    print_message("%s: %zu entities, %zu problems\n", name, c.entities, c.problems);
    assert_int_equal(c.entities, entities);
    assert_int_equal(c.different, 0);
    ak_input_close(r.in);
    ak_reading_free(&r);
    ak_arena_free(&keep);
    fclose(c.input);
}

static void test_real_lists(void **state)
{
    (void)state;
    if (!getenv("AKA_DATA")) {
        print_message("AKA_DATA is not set: the real lists are not read\n");
        skip();
    }
    assert_real("us_ofac_sdn_2026-08-20.ftm.jsonl", 19249);
    assert_real("gb_fcdo_sanctions_2026-08.ftm.jsonl", 6349);
    assert_real("eu_fsf_2026-03-15.ftm.jsonl", 5860);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_entities),
        cmocka_unit_test(test_bad_lines),
        cmocka_unit_test(test_lacks),
        cmocka_unit_test(test_duplicates),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_not_utf8),
        cmocka_unit_test(test_damaged_file),
        cmocka_unit_test(test_long_line),
        cmocka_unit_test(test_stop),
        cmocka_unit_test(test_out_of_memory),
        cmocka_unit_test(test_real_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
