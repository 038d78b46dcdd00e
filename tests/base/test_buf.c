/* Buffers: appending, the maximum, the sticky failure, JSON strings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"

#include <math.h>
#include <stdio.h>

static void test_append(void **state)
{
    (void)state;
    ak_buf buf;
    ak_buf_init(&buf, 0);
    assert_null(buf.data);
    assert_true(ak_buf_add(&buf, (ak_slice){NULL, 0}));
    assert_true(ak_buf_adds(&buf, "one"));
    assert_true(ak_buf_addc(&buf, '\0'));
    assert_true(ak_buf_addf(&buf, "%d %s", 42, "two"));
    assert_int_equal(buf.len, 10);
    assert_memory_equal(buf.data,
        "one\0"
        "42 two",
        11);
    assert_true(ak_slice_eq(ak_buf_slice(&buf), (ak_slice){"one\0"
                                                           "42 two",
                                                    10}));
    ak_buf_reset(&buf);
    assert_int_equal(buf.len, 0);
    assert_string_equal(buf.data, "");
    ak_buf_free(&buf);
    assert_null(buf.data);
}

static void test_growth(void **state)
{
    (void)state;
    ak_buf buf;
    ak_buf_init(&buf, 0);
    for (int i = 0; i < 5000; i++) assert_true(ak_buf_addf(&buf, "%04d", i));
    assert_int_equal(buf.len, 20000);
    assert_memory_equal(buf.data + 4 * 1234, "1234", 4);
    assert_int_equal(strlen(buf.data), 20000);
    ak_buf_free(&buf);
}

/* The same bytes as printf's, also where it is not the quick way that writes them. */
static void test_fixed(void **state)
{
    (void)state;
    ak_buf buf;
    char wanted[512];
    const double odd[] = {0, -0.0, -1.5, 0.5, 0.125, 0.00005, 0.99995, 0.999949, 1, 1e8, 1e300,
        0.705, 2.675, 1e-9, 1e9, INFINITY, NAN, 0.28125, 0.03125};
    ak_buf_init(&buf, 0);
    for (unsigned places = 0; places <= 7; places++)
        for (int i = 0; i < 30000; i++) {
            const int n = (int)(sizeof odd / sizeof *odd);
            double value = i < n ? odd[i] : i % 2 ? i / 10000.0 : sqrt(i) / 173;
            ak_buf_reset(&buf);
            assert_true(ak_buf_add_fixed(&buf, value, places));
            snprintf(wanted, sizeof wanted, "%.*f", (int)places, value);
            assert_string_equal(buf.data, wanted);
        }
    ak_buf_free(&buf);
}

/* A text that does not fit is written again when there is room, or left off whole. */
static void test_format_limits(void **state)
{
    (void)state;
    ak_buf buf;
    ak_buf_init(&buf, 300);
    assert_true(ak_buf_addf(&buf, "%0200d", 7));
    assert_true(ak_buf_addf(&buf, "%0100d", 8));
    assert_int_equal(buf.len, 300);
    assert_memory_equal(buf.data + 298, "08", 3);
    ak_buf_reset(&buf);
    assert_true(ak_buf_addf(&buf, "%0200d", 7));
    assert_false(ak_buf_addf(&buf, "%0101d", 8));
    assert_true(buf.failed);
    assert_int_equal(strlen(buf.data), 200);
    ak_buf_free(&buf);
}

/* What is reserved is terminated, too: data is always a string. */
static void test_reserve(void **state)
{
    (void)state;
    ak_buf buf;
    ak_buf_init(&buf, 100);
    assert_true(ak_buf_reserve(&buf, 100));
    assert_string_equal(buf.data, "");
    memset(buf.data, 'x', 100);
    buf.len = 100;
    assert_true(ak_buf_reserve(&buf, 0));
    assert_false(ak_buf_reserve(&buf, 1));
    assert_true(buf.failed);
    ak_buf_reset(&buf);
    assert_false(ak_buf_reserve(&buf, SIZE_MAX));
    ak_buf_free(&buf);
    ak_buf_init(&buf, 0);
    assert_false(ak_buf_reserve(&buf, SIZE_MAX));
    assert_null(buf.data);
    ak_buf_free(&buf);
}

static void test_max(void **state)
{
    (void)state;
    ak_buf buf;
    ak_buf_init(&buf, 5);
    assert_true(ak_buf_adds(&buf, "12345"));
    assert_false(buf.failed);
    assert_false(ak_buf_addc(&buf, '6'));
    assert_true(buf.failed);
    assert_string_equal(buf.data, "12345");
    /* The failure stays, also for what would fit. */
    assert_false(ak_buf_adds(&buf, ""));
    ak_buf_reset(&buf);
    assert_false(buf.failed);
    assert_false(ak_buf_addf(&buf, "%s", "123456"));
    assert_true(buf.failed);
    assert_int_equal(buf.len, 0);
    ak_buf_reset(&buf);
    assert_true(ak_buf_addf(&buf, "%05d", 7));
    assert_string_equal(buf.data, "00007");
    ak_buf_free(&buf);
}

static void check_json(ak_slice in, const char *expected)
{
    ak_buf buf;
    ak_buf_init(&buf, 0);
    assert_true(ak_buf_add_json(&buf, in));
    assert_string_equal(buf.data, expected);
    ak_buf_free(&buf);
}

static void test_json(void **state)
{
    (void)state;
    check_json((ak_slice){NULL, 0}, "\"\"");
    check_json(AK_LIT("plain / ok"), "\"plain / ok\"");
    check_json(AK_LIT("\"\\\n\r\t"), "\"\\\"\\\\\\n\\r\\t\"");
    check_json(AK_LIT("\0\x01\x1F\x7F"), "\"\\u0000\\u0001\\u001f\\u007f\"");
    check_json(AK_LIT("é€😀"), "\"é€😀\"");
    check_json(AK_LIT("a\"é\"b"), "\"a\\\"é\\\"b\"");
}

#define FFFD "\xEF\xBF\xBD"

/* Every way in which UTF-8 can be broken gives replacement characters and keeps what is sound. */
static void test_json_invalid(void **state)
{
    (void)state;
    check_json(AK_LIT("a\x80z"), "\"a" FFFD "z\"");
    check_json(AK_LIT("a\xC0\xAFz"), "\"a" FFFD FFFD "z\"");          /* overlong */
    check_json(AK_LIT("a\xE0\x9F\xBFz"), "\"a" FFFD FFFD FFFD "z\""); /* overlong */
    check_json(AK_LIT("\xED\xA0\x80"), "\"" FFFD FFFD FFFD "\"");     /* surrogate */
    check_json(AK_LIT("\xF4\x90\x80\x80"), "\"" FFFD FFFD FFFD FFFD "\"");
    check_json(AK_LIT("\xF5"), "\"" FFFD "\"");
    check_json(AK_LIT("é\xC3"), "\"é" FFFD "\""); /* cut off */
    check_json(AK_LIT("\xE2\x82"), "\"" FFFD FFFD "\"");
    check_json(AK_LIT("\xC3\"x"), "\"" FFFD "\\\"x\"");
}

static void test_json_max(void **state)
{
    (void)state;
    for (size_t max = 1; max < 14; max++) {
        ak_buf buf;
        ak_buf_init(&buf, max);
        assert_int_equal(ak_buf_add_json(&buf, AK_LIT("ab\n\x01")), max >= 12);
        assert_true(buf.len <= max);
        assert_int_equal(buf.failed, max < 12);
        ak_buf_free(&buf);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_append),
        cmocka_unit_test(test_growth),
        cmocka_unit_test(test_fixed),
        cmocka_unit_test(test_format_limits),
        cmocka_unit_test(test_reserve),
        cmocka_unit_test(test_max),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_json_invalid),
        cmocka_unit_test(test_json_max),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
