/* Facts besides names: what agrees, is near, is off or contradicts, and what that does to a score.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../names/names_help.h"
#include "match/facts.h"

#include <stdio.h>

static ak_facts facts_of(const char *properties)
{
    char json[600];
    snprintf(
        json, sizeof json, "{\"id\":\"x\",\"schema\":\"Person\",\"properties\":{%s}}", properties);
    ak_entity *e;
    aka_error err;
    if (ak_entity_read_json(&arena, ak_slice_of(json), &e, &err) != AKA_OK)
        fail_msg("%s: %s", json, err.message);
    ak_facts f;
    assert_true(ak_facts_of(text, e, &arena, &f));
    return f;
}

static ak_fact_evidence compare(const char *asked, const char *listed)
{
    ak_facts a = facts_of(asked), b = facts_of(listed);
    ak_fact_evidence e;
    ak_facts_compare(&a, &b, &e);
    return e;
}

static ak_verdict dates(const char *asked, const char *listed)
{
    char a[100], b[100];
    snprintf(a, sizeof a, "\"birthDate\":[\"%s\"]", asked);
    snprintf(b, sizeof b, "\"birthDate\":[\"%s\"]", listed);
    ak_verdict v = compare(a, b).date;
    assert_int_equal(v, compare(b, a).date);
    return v;
}

static void test_dates(void **state)
{
    (void)state;
    assert_int_equal(dates("1960-04-19", "1960-04-19"), AK_VERDICT_AGREE);
    assert_int_equal(dates("1960-04-19", "19 Apr 1960"), AK_VERDICT_AGREE);
    assert_int_equal(dates("1960-04-05", "1960-05-04"), AK_VERDICT_NEAR);
    assert_int_equal(dates("1960-04-19", "1960"), AK_VERDICT_NEAR);
    assert_int_equal(dates("1960-04-19", "1955 to 1962"), AK_VERDICT_NEAR);
    assert_int_equal(dates("1963", "circa 1962"), AK_VERDICT_NEAR);
    assert_int_equal(dates("1960-04-19", "1961-04-19"), AK_VERDICT_OFF);
    assert_int_equal(dates("1960-04-19", "1960-09-01"), AK_VERDICT_OFF);
    assert_int_equal(dates("1960-04-19", "1970-11-02"), AK_VERDICT_CONFLICT);
    assert_int_equal(dates("1960", "1970"), AK_VERDICT_CONFLICT);
    assert_int_equal(dates("1960", "unknown"), AK_VERDICT_UNKNOWN);
}

static void test_best_of_several_dates(void **state)
{
    (void)state;
    ak_fact_evidence e = compare(
        "\"birthDate\":[\"1960-04-19\"]", "\"birthDate\":[\"1931\",\"1960-04-19\",\"1960\"]");
    assert_int_equal(e.date, AK_VERDICT_AGREE);
}

static void test_countries_and_gender(void **state)
{
    (void)state;
    assert_int_equal(
        compare("\"nationality\":[\"ru\"]", "\"country\":[\"Russian Federation\"]").country,
        AK_VERDICT_AGREE);
    assert_int_equal(compare("\"nationality\":[\"Ukraine\"]", "\"country\":[\"USSR\"]").country,
        AK_VERDICT_AGREE);
    assert_int_equal(compare("\"nationality\":[\"Chile\"]", "\"country\":[\"Iran\"]").country,
        AK_VERDICT_CONFLICT);
    assert_int_equal(compare("\"nationality\":[\"Chile\"]", "").country, AK_VERDICT_UNKNOWN);
    assert_int_equal(
        compare("\"gender\":[\"male\"]", "\"gender\":[\"female\"]").gender, AK_VERDICT_CONFLICT);
    assert_int_equal(
        compare("\"gender\":[\"M\"]", "\"gender\":[\"male\"]").gender, AK_VERDICT_AGREE);
}

static void test_identifiers(void **state)
{
    (void)state;
    assert_true(compare("\"passportNumber\":[\"AB 123456\"]", "\"passportNumber\":[\"AB123456\"]")
                    .ident_agrees);
    assert_true(
        compare("\"idNumber\":[\"AB123456\"]", "\"passportNumber\":[\"AB123456\"]").ident_agrees);
    assert_false(
        compare("\"passportNumber\":[\"AB123456\"]", "\"imoNumber\":[\"9074729\"]").ident_agrees);
    assert_true(
        compare("\"imoNumber\":[\"IMO 9074729\"]", "\"imoNumber\":[\"9319466\"]").ident_conflicts);
    assert_false(compare("\"passportNumber\":[\"AB123456\"]", "\"passportNumber\":[\"CD987654\"]")
                     .ident_conflicts);
}

static void test_arithmetic(void **state)
{
    (void)state;
    ak_fact_evidence none = {0}, date = {.date = AK_VERDICT_AGREE}, off = {.date = AK_VERDICT_OFF},
                     conflict = {.date = AK_VERDICT_CONFLICT}, ident = {.ident_agrees = true};
    assert_true(ak_facts_apply(&none, 0.8, false) == 0.8);
    assert_true(ak_facts_apply(&date, 0.8, false) > 0.8);
    assert_true(ak_facts_apply(&off, 0.8, false) < 0.8);
    assert_true(ak_facts_apply(&conflict, 0.8, false) < ak_facts_apply(&off, 0.8, false));
    /* A date alone is never a match; an identifier alone is. */
    assert_true(ak_facts_apply(&date, 0.2, false) == 0.2);
    assert_true(ak_facts_apply(&ident, -1, false) >= 0.7);
    assert_true(ak_facts_apply(&ident, 1, false) > ak_facts_apply(&ident, -1, false));
    /* A weak alias alone does not trigger, with a birth date it does. */
    assert_true(ak_facts_apply(&none, 1, true) < 0.7);
    assert_true(ak_facts_apply(&date, 1, true) > 0.7);
}

/* Retrieval may drop what is below ak_facts_needed. */
static void test_needed_is_enough(void **state)
{
    (void)state;
    ak_facts asked = {.date_count = 1, .country_count = 1};
    ak_fact_evidence best = {.date = AK_VERDICT_AGREE, .country = AK_VERDICT_AGREE};
    for (int t = 1; t <= 100; t++) {
        double needed = ak_facts_needed(&asked, t / 100.0);
        for (int s = 0; s <= 1000; s++)
            if (ak_facts_apply(&best, s / 1000.0, false) >= t / 100.0)
                assert_true(s / 1000.0 >= needed - 1e-9);
    }
}

/* And, where it knows how the dates compare, what is below ak_facts_needed_with. */
static void test_needed_with_a_verdict(void **state)
{
    (void)state;
    const ak_facts asked = {.date_count = 1, .country_count = 1};
    const ak_verdict verdicts[] = {AK_VERDICT_UNKNOWN, AK_VERDICT_CONFLICT};
    for (int v = 0; v < 2; v++) {
        const ak_fact_evidence best = {.date = verdicts[v], .country = AK_VERDICT_AGREE};
        for (int t = 1; t <= 100; t++) {
            const double needed = ak_facts_needed_with(&asked, verdicts[v], t / 100.0);
            assert_true(needed >= ak_facts_needed(&asked, t / 100.0));
            for (int s = 0; s <= 1000; s++)
                if (ak_facts_apply(&best, s / 1000.0, false) >= t / 100.0)
                    assert_true(s / 1000.0 >= needed - 1e-9);
        }
    }
}

/* A year that is ruled out contradicts on each of its days; most years are. */
static void test_years_ruled_out(void **state)
{
    (void)state;
    const char *dates[] = {"1962-11-23", "1950-02-29", "1799-05-06", "1981", "1970-03",
        "circa 1944", "2031-12-31", "0850-01-01"};
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        ak_date date = {0}, day = {.precision = AK_DATE_DAY};
        ak_needed needed;
        int count = 0;
        if (!ak_date_parse(ak_slice_of(dates[i]), &date)) continue;
        const ak_facts asked = {.dates = &date, .date_count = 1};
        const ak_facts listed = {.dates = &day, .date_count = 1};
        ak_needed_make(&asked, 0.7, &needed);
        for (int32_t d = ak_date_days(AK_YEARS_FROM, 1, 1);
             d < ak_date_days(AK_YEARS_FROM + AK_YEARS, 1, 1); d++) {
            int year, month, mday;
            ak_fact_evidence e;
            ak_date_ymd(d, &year, &month, &mday);
            const unsigned n = (unsigned)(year - AK_YEARS_FROM);
            if (!(needed.ruled_out[n / 64] >> (n % 64) & 1)) continue;
            day.from = day.to = d;
            ak_facts_compare(&asked, &listed, &e);
            if (e.date != AK_VERDICT_CONFLICT) fail_msg("%s against %d", dates[i], year);
            count++;
        }
        assert_true(count > 200 * 365);
    }
    const ak_facts undated = {0};
    ak_needed none;
    ak_needed_make(&undated, 0.7, &none);
    for (size_t i = 0; i < AK_YEARS / 64 + 1; i++) assert_true(none.ruled_out[i] == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_needed_with_a_verdict),
        cmocka_unit_test(test_years_ruled_out),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_best_of_several_dates),
        cmocka_unit_test(test_countries_and_gender),
        cmocka_unit_test(test_identifiers),
        cmocka_unit_test(test_arithmetic),
        cmocka_unit_test(test_needed_is_enough),
    };
    return cmocka_run_group_tests(tests, setup_names, teardown_names);
}
