/* Errors: names of the codes, messages and places, what is cut and where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/error.h"

#include <stdio.h>
#include <string.h>

static void test_names(void **state)
{
    (void)state;
    assert_string_equal(aka_status_name(AKA_OK), "ok");
    assert_string_equal(aka_status_name(AKA_E_NOMEM), "out-of-memory");
    assert_string_equal(aka_status_name((aka_status)12345), "unknown");
    assert_string_equal(aka_status_meaning((aka_status)12345), "unknown status");
    static const aka_status all[] = {
#define VALUE(symbol, value, name, meaning) symbol,
        AKA_STATUS_MAP(VALUE)
#undef VALUE
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        assert_int_equal(all[i], i); /* released values never change */
        assert_true(strlen(aka_status_meaning(all[i])) > 3);
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(aka_status_name(all[i]), aka_status_name(all[k]));
    }
}

static void test_fail(void **state)
{
    (void)state;
    aka_error err;
    memset(&err, 0xFF, sizeof err);
    assert_int_equal(ak_fail(&err, AKA_E_SYNTAX, "bad %s at %d", "x", 3), AKA_E_SYNTAX);
    assert_int_equal(err.code, AKA_E_SYNTAX);
    assert_string_equal(err.message, "bad x at 3");
    assert_string_equal(err.path, "");
    assert_int_equal(err.line, 0);
    assert_int_equal(err.byte, 0);
    assert_int_equal(ak_fail(NULL, AKA_E_IO, "nobody listens"), AKA_E_IO);
    assert_int_equal(ak_fail_at(NULL, AKA_E_IO, "f", 1, "nobody listens"), AKA_E_IO);
    assert_int_equal(ak_fail_nomem(&err), AKA_E_NOMEM);
    assert_string_equal(err.message, "out of memory");
}

static void test_place(void **state)
{
    (void)state;
    aka_error err = {0};
    ak_fail(&err, AKA_E_RECORD, "bad");
    ak_error_place(&err, "list.csv", 12);
    assert_string_equal(err.path, "list.csv");
    assert_int_equal(err.line, 12);
    ak_error_place(&err, "other.csv", 99); /* it has one already */
    assert_string_equal(err.path, "list.csv");
    assert_int_equal(err.line, 12);
    ak_fail_at(&err, AKA_E_RECORD, NULL, 5, "bad");
    assert_string_equal(err.path, "");
    ak_error_place(&err, "list.csv", 0);
    assert_int_equal(err.line, 5);
    ak_error_place(NULL, "list.csv", 0);
}

/* One line of whole code points, whatever goes in. */
static void test_message_cut(void **state)
{
    (void)state;
    aka_error err = {0};
    char text[1000];
    for (size_t shift = 0; shift < 4; shift++) {
        memset(text, 'a', shift);
        for (size_t i = shift; i + 4 < sizeof text; i += 4) memcpy(text + i, "\xF0\x9F\x98\x80", 5);
        ak_fail(&err, AKA_E_SYNTAX, "%s", text);
        size_t n = strlen(err.message);
        assert_true(n < sizeof err.message && n + 4 >= sizeof err.message);
        assert_int_equal((n - shift) % 4, 0);
    }
    ak_fail(&err, AKA_E_SYNTAX, "two\nlines\r\n");
    assert_string_equal(err.message, "two lines  ");
    ak_fail(&err, AKA_E_SYNTAX, "%s", "");
    assert_string_equal(err.message, "");
}

/* The end of a path tells more than its beginning. */
static void test_path_cut(void **state)
{
    (void)state;
    aka_error err = {0};
    char path[600];
    memset(path, 'd', sizeof path);
    memcpy(path + sizeof path - 10, "/list.csv", 10);
    ak_fail_at(&err, AKA_E_IO, path, 0, "gone");
    assert_int_equal(strlen(err.path), sizeof err.path - 1);
    assert_string_equal(err.path + strlen(err.path) - 9, "/list.csv");
    for (size_t i = 0; i + 3 < sizeof path; i += 3) memcpy(path + i, "€", 4);
    ak_fail_at(&err, AKA_E_IO, path, 0, "gone");
    assert_int_equal(strlen(err.path) % 3, 0);
    assert_memory_equal(err.path, "€", 3);
}

/* An error may be made from itself, as when context is added. */
static void test_wrapping(void **state)
{
    (void)state;
    aka_error err = {0};
    ak_fail_at(&err, AKA_E_SYNTAX, "f", 3, "comma missing");
    ak_fail_at(&err, AKA_E_RECORD, err.path, err.line, "field name: %s", err.message);
    assert_string_equal(err.message, "field name: comma missing");
    assert_string_equal(err.path, "f");
    assert_int_equal(err.line, 3);
    ak_fail(&err, AKA_E_RECORD, "%s in %s", err.message, err.path);
    assert_string_equal(err.message, "field name: comma missing in f");
}

static void test_format(void **state)
{
    (void)state;
    aka_error err = {0};
    char out[64];
    ak_fail_at(&err, AKA_E_SYNTAX, "a.csv", 7, "bad");
    assert_int_equal(aka_error_format(&err, out, sizeof out), 12);
    assert_string_equal(out, "a.csv:7: bad");
    assert_int_equal(aka_error_format(&err, out, 6), 5);
    assert_string_equal(out, "a.csv");
    assert_int_equal(aka_error_format(&err, out, 1), 0);
    assert_string_equal(out, "");
    err.line = 0;
    aka_error_format(&err, out, sizeof out);
    assert_string_equal(out, "a.csv: bad");
    err.path[0] = '\0';
    err.line = 7;
    aka_error_format(&err, out, sizeof out);
    assert_string_equal(out, "bad");
    assert_int_equal(aka_error_format(&err, NULL, 10), 0);
    assert_int_equal(aka_error_format(&err, out, 0), 0);
    assert_int_equal(aka_error_format(NULL, out, sizeof out), 0);
    assert_string_equal(out, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_fail),
        cmocka_unit_test(test_place),
        cmocka_unit_test(test_message_cut),
        cmocka_unit_test(test_path_cut),
        cmocka_unit_test(test_wrapping),
        cmocka_unit_test(test_format),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
