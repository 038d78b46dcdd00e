/* JSON from outside: what is taken, what is refused and where, and the bounds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "serve/json.h"
#include "serve/request.h"

#include <stdlib.h>
#include <string.h>

/* From a copy of exactly the size, so that a sanitizer sees a read behind it. */
static ak_json *read_bytes(const char *text, size_t len, ak_param_fault *fault)
{
    char *copy = malloc(len ? len : 1);
    assert_non_null(copy);
    memcpy(copy, text, len);
    ak_json *root = ak_json_read((aka_view){copy, len}, fault);
    free(copy);
    return root;
}

static void test_values(void **state)
{
    (void)state;
    ak_param_fault fault;
    const char text[] =
        " {\"a\" : [ 1,-0.5e+3 , \"x\" ,null,true,false , [] , {} ] ,\n\"\":{\"b\":\"\"}}\r\n\t";
    ak_json *root = read_bytes(text, sizeof text - 1, &fault);
    const ak_json_kind kinds[] = {AK_JSON_NUMBER, AK_JSON_NUMBER, AK_JSON_STRING, AK_JSON_NULL,
        AK_JSON_TRUE, AK_JSON_FALSE, AK_JSON_ARRAY, AK_JSON_OBJECT};
    assert_non_null(root);
    assert_int_equal(root->count, 2);
    const ak_json *a = ak_json_get(root, "a");
    assert_true(ak_json_is(a, AK_JSON_ARRAY));
    assert_int_equal(a->count, 8);
    size_t n = 0;
    for (const ak_json *v = a->first; v; v = v->next) assert_int_equal(v->kind, kinds[n++]);
    assert_int_equal(n, 8);
    assert_string_equal(a->first->next->text, "-0.5e+3");
    assert_int_equal(ak_json_whole(a->first, 7), 1);
    assert_int_equal(ak_json_whole(a->first->next, 7), 7);
    assert_int_equal(ak_json_whole(NULL, 7), 7);
    assert_string_equal(ak_json_text(ak_json_get(ak_json_get(root, ""), "b")), "");
    assert_null(ak_json_text(a));
    assert_null(ak_json_get(root, "c"));
    assert_null(ak_json_get(a, "b"));
    assert_null(ak_json_get(NULL, "b"));
    ak_json_free(root);
}

static void test_strings(void **state)
{
    (void)state;
    const struct {
        const char *from, *to;
    } cases[] = {{"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t"},
        {"\"\\u0041\\u00e9\"", "A\xC3\xA9"},
        {"\"\\u20AC\\ud83D\\uDe00\"", "\xE2\x82\xAC\xF0\x9F\x98\x80"}, {"\"\x7F\"", "\x7F"},
        {"\"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\"", "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"},
        {"\"\\uFFFF\\u0001\"", "\xEF\xBF\xBF\x01"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ak_param_fault fault;
        ak_json *root = read_bytes(cases[i].from, strlen(cases[i].from), &fault);
        assert_non_null(root);
        assert_string_equal(ak_json_text(root), cases[i].to);
        ak_json_free(root);
    }
}

static void test_refused(void **state)
{
    (void)state;
    const struct {
        const char *text, *saying;
    } cases[] = {{"", "line 1, column 1: a value"}, {"{", "column 2: a key"},
        {"[", "column 2: a value"}, {"[1", "column 3: a comma or ]"}, {"[1,]", "column 4: a value"},
        {"[1 2]", "column 4: a comma or ]"}, {"{\"a\"}", "column 5: a colon"},
        {"{\"a\":}", "column 6: a value"}, {"{\"a\":1,}", "column 8: a key"},
        {"{\"a\":1]", "column 7: a comma or }"}, {"{a:1}", "a key"},
        {"{\"a\":1\n,\"b\":2,\n \"a\":3}", "line 3, column 5: the object has this key"},
        {"{\"a\":1,\"\\u0061\":3}", "has this key"}, {"1 2", "column 3: the JSON has ended"},
        {"\"\xC3\xA9\" x", "column 5: the JSON has ended"}, {"tru", "a value"}, {"nul", "a value"},
        {"True", "a value"}, {"'a'", "a value"}, {"01", "no number"}, {"-", "no number"},
        {"1.", "no number"}, {".5", "a value"}, {"1e", "no number"}, {"1e+", "no number"},
        {"+1", "a value"}, {"-01", "no number"}, {"NaN", "a value"}, {"\"", "no end"},
        {"\"\\", "escape"}, {"\"\\x\"", "escape"}, {"\"\\u12\"", "hexadecimal"},
        {"\"\\u12g4\"", "hexadecimal"}, {"\"\\u\"", "hexadecimal"}, {"\"\\ud83d\"", "half"},
        {"\"\\ud83dx\"", "half"}, {"\"\\ud83d\\n\"", "half"}, {"\"\\ud83d\\u0041\"", "half"},
        {"\"\\ude00\"", "half"}, {"\"\\u0000\"", "\\u0000"}, {"\"\n\"", "control"},
        {"\"\x1f\"", "control"}, {"\"\xFF\"", "UTF-8"}, {"\"\xC0\x80\"", "UTF-8"},
        {"\"\xED\xA0\x80\"", "UTF-8"}, {"\"\xE2\x82\"", "UTF-8"}, {"\"\xE2\x82", "UTF-8"},
        {"\xEF\xBB\xBF{}", "column 1: a value"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ak_param_fault fault = {0};
        assert_null(read_bytes(cases[i].text, strlen(cases[i].text), &fault));
        assert_int_equal(fault.status, 400);
        if (!strstr(fault.detail, cases[i].saying)) fail_msg("%s: %s", cases[i].text, fault.detail);
    }
    ak_param_fault fault = {0};
    assert_null(read_bytes("1\0", 2, &fault));
    assert_null(read_bytes("\"a\0\"", 4, &fault));
}

/* Brackets of that depth. */
static bool takes_depth(size_t depth)
{
    ak_param_fault fault;
    char *text = malloc(2 * depth);
    assert_non_null(text);
    memset(text, '[', depth);
    memset(text + depth, ']', depth);
    ak_json *root = ak_json_read((aka_view){text, 2 * depth}, &fault);
    bool taken = root != NULL;
    if (!taken) assert_non_null(strstr(fault.detail, "deep"));
    ak_json_free(root);
    free(text);
    return taken;
}

/* "[1,1,…]", or an object of so many members. */
static bool takes_items(size_t count, bool object)
{
    ak_param_fault fault;
    ak_out out = {0};
    for (size_t i = 0; i < count; i++) {
        ak_out_adds(&out, i ? "," : object ? "{" : "[");
        if (object) ak_out_addf(&out, "\"%zu\":", i);
        ak_out_adds(&out, "1");
    }
    ak_out_adds(&out, object ? "}" : "]");
    ak_json *root = ak_json_read((aka_view){out.data, out.len}, &fault);
    bool taken = root != NULL;
    if (taken) assert_int_equal(root->count, count);
    if (!taken) assert_non_null(strstr(fault.detail, object ? "members" : "values"));
    ak_json_free(root);
    ak_out_free(&out);
    return taken;
}

static void test_bounds(void **state)
{
    (void)state;
    assert_true(takes_depth(AK_DEPTH_MAX));
    assert_false(takes_depth(AK_DEPTH_MAX + 1));
    assert_false(takes_depth(1000000));
    assert_true(takes_items(AK_JSON_ITEMS_MAX - 2, false));
    assert_false(takes_items(AK_JSON_ITEMS_MAX, false));
    assert_true(takes_items(AK_JSON_MEMBERS_MAX, true));
    assert_false(takes_items(AK_JSON_MEMBERS_MAX + 1, true));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_values),
        cmocka_unit_test(test_strings), cmocka_unit_test(test_refused),
        cmocka_unit_test(test_bounds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
