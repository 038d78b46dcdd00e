/* FtM JSON: what is read, how it is written again, and what is refused where. */
#include "entity/entity.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static ak_arena arena;
static ak_buf out;

static int setup(void **state)
{
    (void)state;
    ak_arena_init(&arena, 0);
    ak_buf_init(&out, 0);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    ak_arena_free(&arena);
    ak_buf_free(&out);
    return 0;
}

static ak_entity *read_ok(ak_slice json)
{
    ak_entity *e = NULL;
    aka_error err = {.message = ""};
    aka_status status = ak_entity_read_json(&arena, json, &e, &err);
    if (status) fail_msg("%.*s: %s", AK_ARG(ak_slice_sub(json, 0, 200)), err.message);
    assert_non_null(e);
    return e;
}

static const char *written(const ak_entity *e)
{
    ak_buf_reset(&out);
    ak_entity_write_json(e, &out);
    assert_false(out.failed);
    return out.data;
}

/* JSON, and the same as it is written again. */
static const char *const forms[][2] = {
    {"{\"id\":\"a\",\"schema\":\"Person\",\"caption\":\"C\",\"datasets\":[\"d\"],\"properties\":{"
     "\"name\":[\"N\"]}}",
        "{\"id\":\"a\",\"schema\":\"Person\",\"caption\":\"C\",\"datasets\":[\"d\"],\"properties\":"
        "{"
        "\"name\":[\"N\"]}}"},
    /* The caption is the first name, or the id. */
    {"{\"id\":\"a\",\"properties\":{\"alias\":[\"B\"],\"name\":[\"N\",\"M\"]}}",
        "{\"id\":\"a\",\"caption\":\"N\",\"properties\":{\"alias\":[\"B\"],\"name\":[\"N\",\"M\"]}"
        "}"},
    {"{\"id\":\"a\"}", "{\"id\":\"a\",\"caption\":\"a\",\"properties\":{}}"},
    {"{\"id\":\"a\",\"caption\":\"\"}", "{\"id\":\"a\",\"caption\":\"a\",\"properties\":{}}"},
    {"{}", "{\"properties\":{}}"},
    {" \t\r\n{ } ", "{\"properties\":{}}"},
    {"\xEF\xBB\xBF{}", "{\"properties\":{}}"},
    /* Order of fields and of properties; unknown fields keep their JSON. */
    {"{\"properties\":{\"z\":[\"1\"],\"a\":[\"2\"]},\"target\":true,\"schema\":\"X\",\"n\":1.50,"
     "\"first_seen\":\"2020\",\"o\":{ \"b\" : [ 1 , 2 ] , \"a\":\" x \\\" y \" },\"last\":null}",
        "{\"schema\":\"X\",\"target\":true,\"n\":1.50,\"first_seen\":\"2020\",\"o\":{\"b\":[1,2],"
        "\"a\":\" x \\\" y \"},\"last\":null,\"properties\":{\"z\":[\"1\"],\"a\":[\"2\"]}}"},
    /* Numbers and booleans become text as they are written; null is nothing. */
    {"{\"properties\":{\"n\":[1,-0,1.10,1e5,123456789012345678901234567890,true,false,null]}}",
        "{\"properties\":{\"n\":[\"1\",\"-0\",\"1.10\",\"1e5\",\"123456789012345678901234567890\","
        "\"true\",\"false\"]}}"},
    /* A value without its array. */
    {"{\"properties\":{\"a\":\"x\",\"b\":5,\"c\":true,\"d\":null,\"e\":{\"id\":\"i\"}}}",
        "{\"properties\":{\"a\":[\"x\"],\"b\":[\"5\"],\"c\":[\"true\"],\"e\":[{\"id\":\"i\","
        "\"caption\":\"i\",\"properties\":{}}]}}"},
    /* Nothing in it: no property. */
    {"{\"properties\":{\"a\":[],\"b\":[null],\"c\":[\"\"],\"d\":[\" \"],\"e\":\"\"}}",
        "{\"properties\":{}}"},
    {"{\"properties\":null,\"datasets\":null,\"id\":null,\"schema\":null,\"caption\":null}",
        "{\"properties\":{}}"},
    /* Repeated values and blanks around them. */
    {"{\"properties\":{\"a\":[\"x\",\" x\",\"x \",\"y\"]},\"datasets\":[\"d\",\"d\",null]}",
        "{\"datasets\":[\"d\"],\"properties\":{\"a\":[\"x\",\"y\"]}}"},
    {"{\"datasets\":\"d\"}", "{\"datasets\":[\"d\"],\"properties\":{}}"},
    /* Escapes and scripts. */
    {"{\"id\":\"\\u0041\\\"\\\\\\n\\u0001\",\"properties\":{\"n\\u0061me\":[\"\\u4e60"
     "\\ud83d\\ude00\"]}}",
        "{\"id\":\"A\\\"\\\\\\n\\u0001\",\"caption\":\"\xE4\xB9\xA0\xF0\x9F\x98\x80\","
        "\"properties\":{\"name\":[\"\xE4\xB9\xA0\xF0\x9F\x98\x80\"]}}"},
    {"{\"id\":\"]}\\\\\",\"properties\":{\"}\":[\"[{\\\"\",\"]\"]},\"x\":\"}]\\\\\"}",
        "{\"id\":\"]}\\\\\",\"caption\":\"]}\\\\\",\"x\":\"}]\\\\\",\"properties\":{\"}\":[\"[{"
        "\\\"\","
        "\"]\"]}}"},
    /* Nested entities: a whole entity each, with fields of its own. */
    {"{\"id\":\"p\",\"properties\":{\"addressEntity\":[{\"id\":\"q\",\"schema\":\"Address\","
     "\"datasets\":[\"d\"],\"x\":[1, "
     "2],\"properties\":{\"full\":[\"Oslo\"],\"holder\":[\"p\",{\"id\":"
     "\"r\"}]}},\"s\"]}}",
        "{\"id\":\"p\",\"caption\":\"p\",\"properties\":{\"addressEntity\":[{\"id\":\"q\","
        "\"schema\":"
        "\"Address\",\"caption\":\"q\",\"datasets\":[\"d\"],\"x\":[1,2],\"properties\":{\"full\":["
        "\"Oslo\"],\"holder\":[\"p\",{\"id\":\"r\",\"caption\":\"r\",\"properties\":{}}]}},\"s\"]}"
        "}"},
    {"{\"\":1,\"properties\":{\"\":[\"x\"]}}", "{\"\":1,\"properties\":{\"\":[\"x\"]}}"},
};

static void test_forms(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        ak_entity *e = read_ok(ak_slice_of(forms[i][0]));
        assert_string_equal(written(e), forms[i][1]);
        /* Written again, byte for byte. */
        char *once = strdup(out.data);
        assert_non_null(once);
        assert_string_equal(written(read_ok(ak_slice_of(once))), once);
        free(once);
    }
}

static void test_content(void **state)
{
    (void)state;
    ak_entity *e =
        read_ok(AK_LIT("{\"id\":\"x-1\",\"schema\":\"Person\",\"datasets\":[\"a\",\"b\"],"
                       "\"referents\":[\"x-2\"],\"properties\":{\"name\":[\"Ann\",\"Anna\"],"
                       "\"birthDate\":\"1960\",\"address\":{\"id\":\"y\"}}}"));
    assert_string_equal(e->id.data, "x-1");
    assert_string_equal(e->schema.data, "Person");
    assert_string_equal(e->caption.data, "Ann");
    assert_int_equal(e->dataset_count, 2);
    assert_string_equal(e->datasets[1].data, "b");
    assert_int_equal(e->field_count, 1);
    assert_string_equal(e->fields[0].name.data, "referents");
    assert_string_equal(e->fields[0].json.data, "[\"x-2\"]");
    assert_int_equal(e->property_count, 3);
    assert_string_equal(e->properties[0].values[1].text.data, "Anna");
    assert_string_equal(e->properties[2].values[0].nested->id.data, "y");
}

typedef struct refusal {
    const char *json;
    aka_status status;
    long byte; /* -1: any */
    const char *message;
} refusal;

static const refusal refusals[] = {
    {"", AKA_E_SYNTAX, 0, "not JSON"},
    {" ", AKA_E_SYNTAX, -1, "not JSON"},
    {"{", AKA_E_SYNTAX, -1, "not JSON"},
    {"{\"id\":\"a\"", AKA_E_SYNTAX, -1, "not JSON"},
    {"{\"id\":\"a", AKA_E_SYNTAX, -1, "not JSON"},
    {"{\"id\":\"a\"\"b\"}", AKA_E_SYNTAX, -1, "not JSON"},
    {"{\"id\"\"b\"}", AKA_E_SYNTAX, -1, "not JSON"},
    {"{\"id\":\"a\\x\"}", AKA_E_SYNTAX, -1, "not JSON"},
    {"{\"id\":\"a\\u12\"}", AKA_E_SYNTAX, -1, "not JSON"},
    {"{\"id\":\"a\\\"}", AKA_E_SYNTAX, -1, "not JSON"},
    {"{\"id\":nul\"\"}", AKA_E_SYNTAX, -1, "not JSON"},
    {"{\"id\":'\"}", AKA_E_SYNTAX, -1, "not JSON"},
    {"{5\"\"}", AKA_E_SYNTAX, -1, "not JSON"},
    {"{\"id\":-\"\"}", AKA_E_SYNTAX, -1, "not JSON"},
    {"{\"id\":a}", AKA_E_SYNTAX, -1, "not JSON"},
    {"{\"id\":\"a\"} x", AKA_E_SYNTAX, -1, "not JSON"},
    {"{\"id\":\"a\"}{}", AKA_E_SYNTAX, -1, "not JSON"},
    {"{\"id\":\"a\",}", AKA_E_SYNTAX, -1, "not JSON"},
    {"{\"n\":01}", AKA_E_SYNTAX, -1, "not JSON"},
    {"{\"n\":1e999}", AKA_E_SYNTAX, -1, "not JSON"},
    {"{\"id\":\"\\u0000\"}", AKA_E_SYNTAX, -1, "not JSON"},
    {"{\"id\":\"\\ud800\"}", AKA_E_SYNTAX, -1, "not JSON"},
    {"{\"id\":\"a\nb\"}", AKA_E_SYNTAX, -1, "not JSON"},
    {"{\"id\":\"\xFF\"}", AKA_E_SYNTAX, 7, "not JSON"},
    {"{\"id\":\"abc\xC0\x80\"}", AKA_E_SYNTAX, 10, "not JSON"},
    {"\xEF\xBB\xBF{\"id\":\"\xFF\"}", AKA_E_SYNTAX, 10, "not JSON"},
    {"{\"id\":\"\xED\xA0\x80\"}", AKA_E_SYNTAX, 7, "not JSON"},
    {"{\"a\":1,\"a\":2}", AKA_E_SYNTAX, -1, "duplicate"},
    {"{\"properties\":{\"name\":[\"A\"],\"n\\u0061me\":[\"B\"]}}", AKA_E_SYNTAX, -1, "duplicate"},
    {"[]", AKA_E_RECORD, 0, "want an object, found an array"},
    {" 5", AKA_E_RECORD, 1, "want an object, found a number"},
    {"\"x\"", AKA_E_RECORD, 0, "want an object, found a string"},
    {"null", AKA_E_RECORD, 0, "want an object, found null"},
    {"{\"id\":5}", AKA_E_RECORD, 6, "id: want a string, found a number"},
    {"{\"id\": {}}", AKA_E_RECORD, 7, "id: want a string, found an object"},
    {"{\"schema\":[]}", AKA_E_RECORD, 10, "schema: want a string, found an array"},
    {"{\"caption\":true}", AKA_E_RECORD, 11, "caption: want a string, found a boolean"},
    {"{\"datasets\":{}}", AKA_E_RECORD, 12, "datasets: want strings, found an object"},
    {"{\"datasets\":[\"a\", 5]}", AKA_E_RECORD, 18, "datasets: want strings, found a number"},
    {"{\"datasets\":5}", AKA_E_RECORD, 12, "datasets: want strings, found a number"},
    {"{\"properties\":[]}", AKA_E_RECORD, 14, "properties: want an object, found an array"},
    {"{\"properties\":\"x\"}", AKA_E_RECORD, 14, "properties: want an object, found a string"},
    {"{\"properties\":{\"name\":[\"a\",[\"b\"]]}}", AKA_E_RECORD, 27,
        "properties.name: an array within an array"},
    {"{\"properties\":{\"holder\":[{\"id\":7}]}}", AKA_E_RECORD, 31, "id: want a string"},
};

static void test_refusals(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        const refusal *r = &refusals[i];
        ak_entity *e = (ak_entity *)&arena;
        aka_error err = {.code = AKA_OK};
        aka_status status = ak_entity_read_json(&arena, ak_slice_of(r->json), &e, &err);
        if (status != r->status)
            fail_msg("%s: %s, %s", r->json, aka_status_name(status), err.message);
        assert_int_equal(err.code, r->status);
        assert_null(e);
        if (!strstr(err.message, r->message)) fail_msg("%s: %s", r->json, err.message);
        if (r->byte >= 0 && err.byte != (uint64_t)r->byte)
            fail_msg("%s: byte %llu, %s", r->json, (unsigned long long)err.byte, err.message);
        if (err.byte > strlen(r->json)) fail_msg("%s: beyond the end", r->json);
        assert_int_equal(ak_entity_read_json(&arena, ak_slice_of(r->json), &e, NULL), r->status);
    }
}

static aka_status read_repeated(const char *open, const char *middle, const char *close, int times)
{
    ak_buf json;
    ak_buf_init(&json, 0);
    for (int i = 0; i < times; i++) ak_buf_adds(&json, open);
    ak_buf_adds(&json, middle);
    for (int i = 0; i < times; i++) ak_buf_adds(&json, close);
    ak_entity *e;
    aka_error err;
    aka_status status = ak_entity_read_json(&arena, ak_buf_slice(&json), &e, &err);
    if (status == AKA_E_LIMIT) assert_non_null(strstr(err.message, "32"));
    if (status == AKA_OK) { /* what can be read can be written and read again */
        char *once = strdup(written(e));
        assert_non_null(once);
        assert_string_equal(written(read_ok(ak_slice_of(once))), once);
        free(once);
    }
    ak_buf_free(&json);
    return status;
}

static void test_depth(void **state)
{
    (void)state;
    static const char nested[] = "{\"properties\":{\"a\":", array[] = "{\"properties\":{\"a\":[";
    /* Each entity within another is three brackets deep when it is written. */
    assert_int_equal(read_repeated(array, "\"x\"", "]}}", 10), AKA_OK);
    assert_int_equal(read_repeated(array, "{}", "]}}", 10), AKA_OK);
    assert_int_equal(read_repeated(array, "\"x\"", "]}}", 11), AKA_E_LIMIT);
    assert_int_equal(read_repeated(nested, "\"x\"", "}}", 10), AKA_OK);
    assert_int_equal(read_repeated(nested, "\"x\"", "}}", 11), AKA_E_LIMIT);
    assert_int_equal(read_repeated(nested, "\"x\"", "}}", 700), AKA_E_LIMIT);
    assert_int_equal(read_repeated("{\"a\":", "1", "}", 32), AKA_OK);
    assert_int_equal(read_repeated("{\"a\":", "1", "}", 33), AKA_E_LIMIT);
    assert_int_equal(read_repeated("{\"a\":", "1", "}", 2000), AKA_E_LIMIT);
    ak_entity *e;
    aka_error err;
    ak_buf json; /* deeper than jansson goes */
    ak_buf_init(&json, 0);
    for (int i = 0; i < 100000; i++) ak_buf_adds(&json, "[");
    assert_int_equal(ak_entity_read_json(&arena, ak_buf_slice(&json), &e, &err), AKA_E_LIMIT);
    ak_buf_free(&json);
}

static void test_size(void **state)
{
    (void)state;
    size_t max = 16u << 20;
    char *json = malloc(max + 1);
    assert_non_null(json);
    memset(json, ' ', max + 1);
    memcpy(json, "{\"id\":\"x\"}", 10);
    ak_entity *e;
    aka_error err;
    assert_int_equal(ak_entity_read_json(&arena, (ak_slice){json, max}, &e, &err), AKA_OK);
    assert_string_equal(e->id.data, "x");
    assert_int_equal(ak_entity_read_json(&arena, (ak_slice){json, max + 1}, &e, &err), AKA_E_LIMIT);
    assert_null(e);
    free(json);
}

/* More values than an entity may have are refused before memory is spent on them; commas and
 * brackets in text do not count. */
static void test_items(void **state)
{
    (void)state;
    ak_buf json;
    ak_buf_init(&json, 0);
    ak_buf_adds(&json, "{\"properties\":{\"a\":[1");
    size_t at = json.len;
    while (json.len < at + 3 * 499996) ak_buf_adds(&json, ",{}");
    size_t limit = json.len;
    ak_buf_adds(&json, ",{}]}}");
    ak_entity *e;
    aka_error err;
    assert_int_equal(ak_entity_read_json(&arena, ak_buf_slice(&json), &e, &err), AKA_E_LIMIT);
    assert_null(e);
    assert_true(err.byte > at && err.byte < limit);
    assert_non_null(strstr(err.message, "500000"));
    ak_buf_reset(&json);
    ak_buf_adds(&json, "{\"id\":\"\\\"");
    while (json.len < 1u << 20) ak_buf_adds(&json, ",[{");
    ak_buf_adds(&json, "\"}");
    assert_true(read_ok(ak_buf_slice(&json))->id.len > 1000000);
    ak_buf_free(&json);
}

/* A megabyte of distinct values, of distinct properties, of distinct fields: in a moment. */
static void test_bulk(void **state)
{
    (void)state;
    static const struct {
        const char *open, *close;
        bool keys; /* items are keys of an object */
    } frames[] = {
        {"{\"properties\":{\"a\":[", "]}}", false},
        {"{\"properties\":{", "}}", true},
        {"{", "}", true},
        {"{\"datasets\":[", "]}", false},
    };
    for (size_t f = 0; f < sizeof frames / sizeof *frames; f++) {
        ak_buf json;
        ak_buf_init(&json, 0);
        ak_buf_adds(&json, frames[f].open);
        int n = 0;
        for (; json.len < 1u << 20; n++) {
            char item[32];
            snprintf(item, sizeof item, "\"%d\"%s", n, frames[f].keys ? ":1" : "");
            if (n) ak_buf_addc(&json, ',');
            ak_buf_adds(&json, item);
        }
        ak_buf_adds(&json, frames[f].close);
        ak_entity *e = read_ok(ak_buf_slice(&json));
        size_t counts[] = {e->property_count ? e->properties[0].count : 0, e->property_count,
            e->field_count, e->dataset_count};
        assert_int_equal(counts[f], n);
        ak_buf_free(&json);
        ak_arena_reset(&arena);
    }
}

/* A buffer that is full shows it. */
static void test_write_failure(void **state)
{
    (void)state;
    ak_entity *e = read_ok(AK_LIT("{\"id\":\"a\",\"datasets\":[\"d\"],\"x\":[1],\"properties\":{"
                                  "\"name\":[\"N\",{\"id\":\"\\u0001\"}]}}"));
    size_t len = strlen(written(e));
    for (size_t max = 1; max < len; max++) {
        ak_buf small;
        ak_buf_init(&small, max);
        ak_entity_write_json(e, &small);
        assert_true(small.failed);
        assert_true(small.len <= max);
        ak_buf_free(&small);
    }
}

/* Bytes that are no UTF-8 come from other formats; they are written as U+FFFD. */
static void test_foreign_bytes(void **state)
{
    (void)state;
    ak_entity *e = ak_entity_new(&arena);
    assert_non_null(e);
    assert_true(ak_entity_addz(e, "name", AK_LIT("M\xFCller")));
    assert_string_equal(written(e), "{\"properties\":{\"name\":[\"M\xEF\xBF\xBDller\"]}}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_forms, setup, teardown),
        cmocka_unit_test_setup_teardown(test_content, setup, teardown),
        cmocka_unit_test_setup_teardown(test_refusals, setup, teardown),
        cmocka_unit_test_setup_teardown(test_depth, setup, teardown),
        cmocka_unit_test_setup_teardown(test_size, setup, teardown),
        cmocka_unit_test_setup_teardown(test_items, setup, teardown),
        cmocka_unit_test_setup_teardown(test_bulk, setup, teardown),
        cmocka_unit_test_setup_teardown(test_write_failure, setup, teardown),
        cmocka_unit_test_setup_teardown(test_foreign_bytes, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
