/* Dates: the forms that lists use, what is refused, and that what is written is read back. */
#include "entity/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

/* A date, and its ISO form. */
static const char *const good[][2] = {
    /* ISO 8601 */
    {"1960-04-19", "1960-04-19"},
    {"1960-04", "1960-04"},
    {"1960", "1960"},
    {" 1960 ", "1960"},
    {"19600419", "1960-04-19"},
    {"1960-4-9", "1960-04-09"},
    {"1960/04/19", "1960-04-19"},
    {"1960.04.19", "1960-04-19"},
    {"1960-04-19T00:00:00", "1960-04-19"},
    {"1960-04-19T00:00:00Z", "1960-04-19"},
    {"1960-04-19t23:59:59.123+02:00", "1960-04-19"},
    {"1960-04-19 00:00", "1960-04-19"},
    {"1960-04-19T12:30-0500", "1960-04-19"},
    {"1960-00-00", "1960"},
    {"1960-04-00", "1960-04"},
    {"2000-02-29", "2000-02-29"},
    {"1904-02-29", "1904-02-29"},
    {"1800-01-01", "1800-01-01"},
    {"2100-12-31", "2100-12-31"},
    /* OFAC */
    {"10 Dec 1948", "1948-12-10"},
    {"01 Jan 1960", "1960-01-01"},
    {"1938", "1938"},
    {"circa 1963", "1963~"},
    {"Mar 1970", "1970-03"},
    {"1955 to 1957", "1955/1957"},
    {"01 Jan 1960 to 31 Dec 1962", "1960/1962"},
    {"02 Jan 1960 to 30 Dec 1962", "1960-01-02/1962-12-30"},
    {"Jan 1960 to Mar 1961", "1960-01/1961-03"},
    {"circa 1960-1965", "1960~/1965~"},
    {"circa 03 Mar 1961", "1961-03-03~"},
    {"1962-01-01 to 1962-12-31", "1962"},
    {"01 Feb 1964 to 29 Feb 1964", "1964-02"},
    {"1970 to 1970", "1970"},
    /* UN */
    {"August 1961", "1961-08"},
    {"Nov. 1973", "1973-11"},
    {"Sept 1958", "1958-09"},
    {"Between Aug. and Sep. 1977", "1977-08/1977-09"},
    {"between 1955 and 1957", "1955/1957"},
    {"Between 1955 and 1957 (approximately)", "1955~/1957~"},
    {"from 1955 to 1957", "1955/1957"},
    /* UK, with parts that are not known */
    {"19/04/1960", "1960-04-19"},
    {"00/00/1980", "1980"},
    {"00/08/1967", "1967-08"},
    {"dd/mm/1945", "1945"},
    {"dd/mm/1945 ", "1945"},
    {"dd/07/1945", "1945-07"},
    {"DD/MM/1945", "1945"},
    {"xx/xx/1945", "1945"},
    {"03/1968", "1968-03"},
    {"3/1968", "1968-03"},
    {"1/2/1960", "1960-02-01"},
    {"05/06/1978 00:00", "1978-06-05"},
    {"05/06/1978 12:00:00 AM", "1978-06-05"},
    /* DFAT */
    {"Approximately 1963", "1963~"},
    {"approximately: Between 1959 and 1965", "1959~/1965~"},
    {"5/06/1978\xC2\xA0", "1978-06-05"},
    {"31 December 1961", "1961-12-31"},
    /* Others */
    {"19.04.1960", "1960-04-19"},
    {"19-04-1960", "1960-04-19"},
    {"19. April 1960", "1960-04-19"},
    {"April 19, 1960", "1960-04-19"},
    {"Apr. 19, 1960", "1960-04-19"},
    {"19-Apr-1960", "1960-04-19"},
    {"19APR1960", "1960-04-19"},
    {"19th of April 1960", "1960-04-19"},
    {"April 1st, 1960", "1960-04-01"},
    {"22nd April, 1960", "1960-04-22"},
    {"3rd May 1960", "1960-05-03"},
    {"1960 April 19", "1960-04-19"},
    {"1960 Apr", "1960-04"},
    {"10 Dec 1948.", "1948-12-10"},
    {"c. 1963", "1963~"},
    {"ca. 1963", "1963~"},
    {"ca 1963", "1963~"},
    {"about 1963", "1963~"},
    {"around 1963", "1963~"},
    {"approx. 1963", "1963~"},
    {"1963 (circa)", "1963~"},
    {"~1963", "1963~"},
    {"1963~", "1963~"},
    {"1963?", "1963~"},
    {"1960~/1965~", "1960~/1965~"},
    {"1955-1957", "1955/1957"},
    {"1955 - 1957", "1955/1957"},
    {"1955\xE2\x80\x93"
     "1957",
        "1955/1957"},
    {"1955/1957", "1955/1957"},
    {"1960-01-02/1960-01-05", "1960-01-02/1960-01-05"},
    {"1960-01-02 - 1960-01-05", "1960-01-02/1960-01-05"},
    {"01/02/1960-03/04/1961", "1960-02-01/1961-04-03"},
    {"1 Mar to 5 May 1960", "1960-03-01/1960-05-05"},
    {"1955 to Mar 1957", "1955-01/1957-03"},
};

static const char *const bad[] = {
    "",
    " ",
    "unknown",
    "31 Feb 1960",
    "1960-02-30",
    "1961-02-29",
    "1900-02-29",
    "29 Feb 1900",
    "31/04/1960",
    "1960-13-01",
    "1960-13",
    "13/1960",
    "1960-00-15",
    "15/00/1960",
    "dd/13/1945",
    "15/mm/1945",
    "04/19/1960", /* the day comes first */
    "12/25/1960",
    "0000-00-00",
    "00/00/0000",
    "1799-12-31",
    "2101-01-01",
    "1402",
    "24/06/1402 (Hijri Calendar)",
    "24/06/1402",
    "9999-12-31",
    "19601332",
    "196",
    "19600",
    "60",
    "23830",
    "196004",
    "19/04/60",
    "12 Apr 60",
    "10/061962",
    "1979, 1980",
    "1943-07-15;1943-11-23",
    "7/02/1950/11/1950",
    "1957 to 1955",
    "between 1957 and 1955",
    "between 1955",
    "1955 to",
    "to 1955",
    "1955 and 1957",
    "Aug. and Sep. 1977",
    "Dec to Jan 1961",
    "30 Feb to 5 May 1960",
    "1960-01-1961", /* 1960 to January 1961, or January 1960 to 1961 */
    "1960 - 01 - 1961",
    "1960-01-02-1960-01-05",
    "Dec",
    "10 Dec",
    "Dec Dec 1960",
    "10 Dec 1948 1949",
    "10 11 Dec 1948",
    "10 1948 Dec",
    "10 Foo 1948",
    "1960-04/19",
    "1960/04-19",
    "--1960",
    "1960-",
    "/02/1961",
    "-1960",
    "1960-04-19T25:00",
    "1960-04-19T12:60",
    "1960-04-19T12:00:00 UTC",
    "1960-04-19T1:00",
    "30-35 years old",
    "1968 (from false passport)",
    "1968 (circa",
    "1968)",
    "+1968",
    "1968 # 1969",
    "\xFF",
    "1968\xFF",
    "١٩٦٠",
    "99999999999999999999",
    "1960-99999999999-01",
    "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
};

static void test_good(void **state)
{
    (void)state;
    ak_buf out;
    ak_buf_init(&out, 0);
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        ak_date date;
        if (!ak_date_parse(ak_slice_of(good[i][0]), &date))
            fail_msg("\"%s\" was not read", good[i][0]);
        ak_buf_reset(&out);
        ak_date_write(&date, &out);
        if (strcmp(out.data, good[i][1]) != 0)
            fail_msg("\"%s\": want %s, got %s", good[i][0], good[i][1], out.data);
        assert_true(date.from <= date.to);
        ak_date again = {0};
        assert_true(ak_date_parse(ak_buf_slice(&out), &again));
        assert_int_equal(again.from, date.from);
        assert_int_equal(again.to, date.to);
        assert_int_equal(again.precision, date.precision);
        assert_int_equal(again.circa, date.circa);
    }
    ak_buf_free(&out);
}

static void test_bad(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ak_date date = {.from = 7, .to = 8, .precision = 9, .circa = 10};
        if (ak_date_parse(ak_slice_of(bad[i]), &date)) fail_msg("\"%s\" was read", bad[i]);
        assert_int_equal(date.from, 7);
        assert_int_equal(date.circa, 10);
    }
    /* Longer than any date, with a NUL inside, with a break inside. */
    char dashes[4096];
    memset(dashes, '-', sizeof dashes);
    ak_date date;
    assert_false(ak_date_parse((ak_slice){dashes, sizeof dashes}, &date));
    memset(dashes, ' ', sizeof dashes);
    memcpy(dashes, "1960", 4);
    assert_false(ak_date_parse((ak_slice){dashes, sizeof dashes}, &date));
    assert_false(ak_date_parse((ak_slice){"1960\0", 5}, &date));
    assert_false(ak_date_parse((ak_slice){NULL, 0}, &date));
}

static void test_fields(void **state)
{
    (void)state;
    ak_date d;
    assert_true(ak_date_parse(AK_LIT("1970"), &d));
    assert_int_equal(d.precision, AK_DATE_YEAR);
    assert_int_equal(d.from, 0);
    assert_int_equal(d.to, 364);
    assert_int_equal(d.circa, 0);
    assert_true(ak_date_parse(AK_LIT("circa Feb 1972"), &d));
    assert_int_equal(d.precision, AK_DATE_MONTH);
    assert_int_equal(d.to - d.from, 28);
    assert_int_equal(d.circa, 1);
    assert_true(ak_date_parse(AK_LIT("01/02/1970"), &d));
    assert_int_equal(d.precision, AK_DATE_DAY);
    assert_int_equal(d.from, 31);
    assert_int_equal(d.to, 31);
    assert_true(ak_date_parse(AK_LIT("1969 to 1970"), &d));
    assert_int_equal(d.precision, AK_DATE_RANGE);
    assert_int_equal(d.from, -365);
    assert_int_equal(d.to, 364);
}

/* Each day of the years that are read, against counting. */
static void test_calendar(void **state)
{
    (void)state;
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int32_t day = ak_date_days(1800, 1, 1);
    assert_int_equal(day, -62091);
    assert_int_equal(ak_date_days(1970, 1, 1), 0);
    for (int y = 1800; y <= 2100; y++) {
        bool leap = (y % 4 == 0 && y % 100 != 0) || y == 2000;
        for (int m = 1; m <= 12; m++)
            for (int d = 1; d <= lengths[m - 1] + (m == 2 && leap); d++, day++) {
                int y2, m2, d2;
                ak_date_ymd(day, &y2, &m2, &d2);
                assert_true(y2 == y && m2 == m && d2 == d);
                assert_int_equal(ak_date_days(y, m, d), day);
            }
    }
    int y, m, d;
    ak_date_ymd(INT32_MAX, &y, &m, &d);
    assert_int_equal(y, 5881580);
    ak_date_ymd(INT32_MIN, &y, &m, &d);
    assert_int_equal(y, -5877641);
}

/* Any range of days is read back as it was written. */
static void test_round_trip(void **state)
{
    (void)state;
    ak_buf out;
    ak_buf_init(&out, 0);
    uint32_t seed = 1;
    int32_t first = ak_date_days(1800, 1, 1), last = ak_date_days(2100, 12, 31);
    for (int i = 0; i < 20000; i++) {
        seed = seed * 1664525u + 1013904223u;
        int32_t from = first + (int32_t)((seed >> 8) % (uint32_t)(last - first));
        seed = seed * 1664525u + 1013904223u;
        int32_t to = from + 1 + (int32_t)((seed >> 8) % (uint32_t)(last - from));
        int y, m, d;
        if (i % 3 == 0) { /* whole months and years are of special interest */
            ak_date_ymd(from, &y, &m, &d);
            from = ak_date_days(y, m, 1);
            ak_date_ymd(to, &y, &m, &d);
            if (to - d > from) to -= d;
        }
        char text[64];
        int y2, m2, d2;
        ak_date_ymd(from, &y, &m, &d);
        ak_date_ymd(to, &y2, &m2, &d2);
        snprintf(text, sizeof text, "%04d-%02d-%02d/%04d-%02d-%02d", y, m, d, y2, m2, d2);
        ak_date date, again;
        assert_true(ak_date_parse(ak_slice_of(text), &date));
        assert_true(date.from == from && date.to == to);
        ak_buf_reset(&out);
        ak_date_write(&date, &out);
        assert_true(ak_date_parse(ak_buf_slice(&out), &again));
        assert_true(again.from == from && again.to == to && again.precision == date.precision);
    }
    ak_buf_free(&out);
}

static void check_pieces(const char *text, size_t count, const char *const *pieces)
{
    ak_slice rest = ak_slice_of(text), piece;
    for (size_t i = 0; i < count; i++) {
        if (!ak_date_next(&rest, &piece)) fail_msg("\"%s\": only %zu pieces", text, i);
        if (!ak_slice_is(piece, pieces[i]))
            fail_msg("\"%s\": piece %zu is \"%.*s\"", text, i, AK_ARG(piece));
    }
    if (ak_date_next(&rest, &piece)) fail_msg("\"%s\": and \"%.*s\"", text, AK_ARG(piece));
}

#define CHECK_PIECES(text, ...)                                                                    \
    check_pieces(text, sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *),                     \
        (const char *[]){__VA_ARGS__})

static void test_next(void **state)
{
    (void)state;
    CHECK_PIECES("1960", "1960");
    CHECK_PIECES("1943-07-15;1943-11-23", "1943-07-15", "1943-11-23");
    CHECK_PIECES("1943-07-15; 1943 ;", "1943-07-15", "1943");
    CHECK_PIECES("Approximately 1963, 30/01/1972", "Approximately 1963", "30/01/1972");
    CHECK_PIECES("April 19, 1960", "April 19, 1960");
    CHECK_PIECES("April 19, 1960, May 3, 1961", "April 19, 1960", "May 3, 1961");
    CHECK_PIECES("1962,1963, 31 December 1961", "1962", "1963", "31 December 1961");
    CHECK_PIECES("5/06/1978, \xC2\xA0", "5/06/1978");
    CHECK_PIECES("28/04/1979, \n 28/04/1980", "28/04/1979", "28/04/1980");
    CHECK_PIECES("27/05/1973 01/01/1975", "27/05/1973", "01/01/1975");
    CHECK_PIECES("1960-04-19 00:00:00", "1960-04-19 00:00:00");
    CHECK_PIECES("19/04/1960 00:00", "19/04/1960 00:00");
    CHECK_PIECES("1955 or 1957", "1955", "1957");
    CHECK_PIECES("1955 to 1957", "1955 to 1957");
    CHECK_PIECES("1955 - 1957", "1955 - 1957");
    CHECK_PIECES("01 Jan 1960 to 31 Dec 1962", "01 Jan 1960 to 31 Dec 1962");
    CHECK_PIECES("unknown", "unknown");
    CHECK_PIECES("1971|1972", "1971", "1972");
    ak_slice rest = {NULL, 0}, piece;
    assert_false(ak_date_next(&rest, &piece));
    rest = AK_LIT(" ;; \xC2\xA0;\n");
    assert_false(ak_date_next(&rest, &piece));
}

static void test_write_failure(void **state)
{
    (void)state;
    ak_date date;
    ak_buf out;
    assert_true(ak_date_parse(AK_LIT("1955 to 1957"), &date));
    ak_buf_init(&out, 5);
    ak_date_write(&date, &out);
    assert_true(out.failed);
    ak_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good),
        cmocka_unit_test(test_bad),
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_calendar),
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_next),
        cmocka_unit_test(test_write_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
