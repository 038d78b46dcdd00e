/* Parameters: decoding, and what is in range. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "serve/params.h"

#include <stdio.h>
#include <string.h>

static void test_decode(void **state)
{
    (void)state;
    const struct {
        const char *from, *to;
    } cases[] = {{"a%20b+c", "a b c"}, {"%C3%a9", "\xC3\xA9"}, {"", ""}, {"%2525", "%25"},
        {"%", NULL}, {"%4", NULL}, {"%g0", NULL}, {"%0g", NULL}, {"%00", NULL}, {"a%2", NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[32];
        size_t len = strlen(cases[i].from);
        snprintf(text, sizeof text, "%s", cases[i].from);
        bool ok = ak_percent_decode(text, &len, true);
        assert_int_equal(ok, cases[i].to != NULL);
        if (ok) assert_memory_equal(text, cases[i].to, len);
        if (ok) assert_int_equal(len, strlen(cases[i].to));
    }
    char plus[] = "a+b";
    size_t len = 3;
    assert_true(ak_percent_decode(plus, &len, false));
    assert_memory_equal(plus, "a+b", 3);
}

static void test_parse(void **state)
{
    (void)state;
    ak_params p;
    ak_param_fault fault;
    const char text[] = "a=1&b=x%26y&&c&a=2&=v&d==";
    assert_true(ak_params_parse(&p, text, strlen(text), &fault));
    assert_int_equal(p.count, 6);
    assert_string_equal(ak_params_text(&p, "a"), "1");
    assert_string_equal(ak_params_nth(&p, "a", 1), "2");
    assert_null(ak_params_nth(&p, "a", 2));
    assert_string_equal(ak_params_text(&p, "b"), "x&y");
    assert_null(ak_params_text(&p, "c"));
    assert_string_equal(ak_params_text(&p, ""), "v");
    assert_string_equal(ak_params_text(&p, "d"), "=");
    assert_null(ak_params_text(&p, "e"));
    ak_params_free(&p);
    assert_false(ak_params_parse(&p, "a=%zz", 5, &fault));
    assert_int_equal(fault.status, 400);
    ak_params_free(&p);
}

static void test_too_many(void **state)
{
    (void)state;
    ak_params p;
    ak_param_fault fault;
    char text[2 * (AK_PARAMS_MAX + 1)];
    for (size_t i = 0; i < sizeof text; i += 2) memcpy(text + i, "a&", 2);
    assert_true(ak_params_parse(&p, text, 2 * AK_PARAMS_MAX, &fault));
    assert_int_equal(p.count, AK_PARAMS_MAX);
    ak_params_free(&p);
    assert_false(ak_params_parse(&p, text, sizeof text, &fault));
    assert_int_equal(fault.status, 400);
    ak_params_free(&p);
}

static const ak_param_spec specs[] = {{"text", AK_PARAM_TEXT, false, 0, 0},
    {"list", AK_PARAM_TEXT, true, 0, 0}, {"n", AK_PARAM_WHOLE, false, 1, 500},
    {"x", AK_PARAM_SHARE, false, 0, 0}, {"flag", AK_PARAM_FLAG, false, 0, 0},
    {"time", AK_PARAM_TIME, false, 0, 0}, {NULL, AK_PARAM_TEXT, false, 0, 0}};

static unsigned status_of(const char *text)
{
    ak_params p;
    ak_param_fault fault;
    bool ok = ak_params_parse(&p, text, strlen(text), &fault) && ak_params_check(&p, specs, &fault);
    ak_params_free(&p);
    return ok ? 200 : fault.status;
}

static void test_check(void **state)
{
    (void)state;
    const struct {
        const char *text;
        unsigned status;
    } cases[] = {{"", 200}, {"text=", 200}, {"list=a&list=b", 200}, {"text=a&text=b", 422},
        {"text=&text=b", 422}, {"other=1", 400}, {"n=1", 200}, {"n=500", 200}, {"n=0", 422},
        {"n=501", 422}, {"n=", 422}, {"n=1x", 422}, {"n=%201", 422}, {"n=-1", 422}, {"n=%2B1", 422},
        {"n=99999999999999999999", 422}, {"x=0", 200}, {"x=1.0", 200}, {"x=1e-3", 200},
        {"x=1.01", 422}, {"x=nan", 422}, {"x=inf", 422}, {"x=", 422}, {"x=-0.5", 422},
        {"flag=True", 200}, {"flag=0", 200}, {"flag=", 422}, {"flag=maybe", 422},
        {"time=2026-08-20", 200}, {"time=2026-08-20T10:11:12", 200},
        {"time=2026-08-20T10:11Z", 200}, {"time=2026-08-20x", 422}, {"time=2026-8-2", 422},
        {"time=2026-00-10", 422}, {"time=2026-01-32", 422}, {"time=", 422},
        {"time=2026-08-20T", 422}, {"time=2026-08-20T24:00", 422},
        {"time=2026-08-20T10:00:00.123456%2B02:00", 200}, {"time=2026-08-20T10:00:00.", 422},
        {"time=2026-08-20T10:00:00%2B25:00", 422}, {"time=2026-08-20T10:00:00-0530", 200},
        {"time=2026-08-20T10:00:00+2", 422}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (status_of(cases[i].text) != cases[i].status)
            fail_msg("%s: %u, not %u", cases[i].text, status_of(cases[i].text), cases[i].status);
}

static void test_days(void **state)
{
    (void)state;
    const struct {
        const char *text, *day;
    } cases[] = {{"2026-08-20", "2026-08-20"}, {"2026-08-20T23:59:59Z", "2026-08-20"},
        {"2026-08-20T01:00:00+02:00", "2026-08-19"}, {"2026-08-20T01:00 02:00", "2026-08-19"},
        {"2026-12-31 23:00-0200", "2027-01-01"}, {"0355-03-08", "0355-03-08"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char day[AK_DAY];
        assert_true(ak_day_of(cases[i].text, day));
        assert_string_equal(day, cases[i].day);
    }
    char day[AK_DAY];
    assert_false(ak_day_of("", day));
    assert_false(ak_day_of("2026", day));
}

static void test_values(void **state)
{
    (void)state;
    ak_params p;
    ak_param_fault fault;
    const char text[] = "n=7&x=0.25&flag=yes";
    assert_true(ak_params_parse(&p, text, strlen(text), &fault));
    assert_int_equal(ak_params_whole(&p, "n", 1), 7);
    assert_int_equal(ak_params_whole(&p, "m", 1), 1);
    assert_true(ak_params_share(&p, "x", 1) == 0.25);
    assert_true(ak_params_share(&p, "y", 1) == 1);
    assert_true(ak_params_flag(&p, "flag", false));
    assert_true(ak_params_flag(&p, "other", true));
    ak_params_free(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_decode), cmocka_unit_test(test_parse),
        cmocka_unit_test(test_too_many), cmocka_unit_test(test_check), cmocka_unit_test(test_days),
        cmocka_unit_test(test_values)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
