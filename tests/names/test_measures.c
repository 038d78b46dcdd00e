/* The textbook measures against the values that textbooks give for them, and what must hold of any
 * two spellings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "names/measures.h"

#include <math.h>
#include <stdlib.h>

static void assert_near(double got, double wanted)
{
    if (fabs(got - wanted) > 0.0005) fail_msg("%.4f is not %.3f", got, wanted);
}

static void test_jaro(void **state)
{
    (void)state;
    assert_near(ak_jaro(AK_LIT("martha"), AK_LIT("marhta")), 0.944);
    assert_near(ak_jaro(AK_LIT("dixon"), AK_LIT("dicksonx")), 0.767);
    assert_near(ak_jaro(AK_LIT("dwayne"), AK_LIT("duane")), 0.822);
    assert_near(ak_jaro(AK_LIT("jones"), AK_LIT("johnson")), 0.790);
    assert_near(ak_jaro(AK_LIT("crate"), AK_LIT("trace")), 0.733);
    assert_true(ak_jaro(AK_LIT("abc"), AK_LIT("xyz")) == 0);
    assert_true(ak_jaro(AK_LIT(""), AK_LIT("abc")) == 0);
    assert_true(ak_jaro(AK_LIT(""), AK_LIT("")) == 0);
    assert_true(ak_jaro(AK_LIT("a"), AK_LIT("a")) == 1);
    assert_true(ak_jaro(AK_LIT("ab"), AK_LIT("ba")) == 0);
}

static void test_jaro_winkler(void **state)
{
    (void)state;
    assert_near(ak_jaro_winkler(AK_LIT("martha"), AK_LIT("marhta"), 4), 0.961);
    assert_near(ak_jaro_winkler(AK_LIT("dixon"), AK_LIT("dicksonx"), 4), 0.813);
    assert_near(ak_jaro_winkler(AK_LIT("dwayne"), AK_LIT("duane"), 4), 0.840);
    assert_near(ak_jaro_winkler(AK_LIT("jones"), AK_LIT("johnson"), 4), 0.832);
    assert_true(ak_jaro_winkler(AK_LIT("petro"), AK_LIT("petro"), 4) == 1);
    assert_near(ak_jaro_winkler(AK_LIT("abcdefgh"), AK_LIT("abcdezzz"), 5), 0.750 + 0.5 * 0.250);
    /* Four letters at most count as the beginning, and below a Jaro of 0.7 as well. */
    assert_near(ak_jaro_winkler(AK_LIT("abcdefgh"), AK_LIT("abcdzzzz"), 4), 0.667 + 0.4 * 0.333);
    assert_near(ak_jaro_winkler(AK_LIT("abcdefgh"), AK_LIT("abcdezzz"), 4), 0.750 + 0.4 * 0.250);
    assert_near(
        ak_jaro_winkler(AK_LIT("abcdefghij"), AK_LIT("abczzzzzzz"), 4), 0.533 + 0.3 * 0.467);
}

static void assert_soundex(const char *word, const char *wanted)
{
    char code[5];
    ak_soundex(ak_slice_of(word), code);
    assert_string_equal(code, wanted);
}

static void test_soundex(void **state)
{
    (void)state;
    assert_soundex("robert", "R163");
    assert_soundex("rupert", "R163");
    assert_soundex("rubin", "R150");
    assert_soundex("ashcraft", "A261");
    assert_soundex("ashcroft", "A261");
    assert_soundex("tymczak", "T522");
    assert_soundex("pfister", "P236");
    assert_soundex("honeyman", "H555");
    assert_soundex("washington", "W252");
    assert_soundex("jackson", "J250");
    assert_soundex("lee", "L000");
    assert_soundex("7star", "S360");
    assert_soundex("44", "");
    assert_soundex("", "");
}

static void test_edits(void **state)
{
    (void)state;
    assert_int_equal(ak_edits(AK_LIT("kitten"), AK_LIT("sitting")), 3);
    assert_int_equal(ak_edits(AK_LIT("saturday"), AK_LIT("sunday")), 3);
    assert_int_equal(ak_edits(AK_LIT(""), AK_LIT("abc")), 3);
    assert_int_equal(ak_edits(AK_LIT("abc"), AK_LIT("abc")), 0);
    assert_int_equal(ak_edits(AK_LIT("putin"), AK_LIT("patino")), 2);
}

/* Longer texts than are measured are cut, and end somewhere. */
static void test_long(void **state)
{
    (void)state;
    static char long_a[3 * AK_MEASURE_MAX], long_b[3 * AK_MEASURE_MAX];
    memset(long_a, 'a', sizeof long_a);
    memset(long_b, 'a', sizeof long_b);
    long_b[sizeof long_b - 1] = 'b';
    ak_slice a = {long_a, sizeof long_a}, b = {long_b, sizeof long_b};
    assert_true(ak_jaro(a, b) == 1);
    assert_true(ak_jaro_winkler(a, b, 4) == 1);
    assert_int_equal(ak_edits(a, b), 0);
    assert_int_equal(ak_edits(a, AK_LIT("")), AK_EDITS_MAX);
}

static ak_slice random_word(char *out, size_t max)
{
    size_t n = (size_t)rand() % (max + 1);
    for (size_t i = 0; i < n; i++) out[i] = (char)('a' + rand() % 5);
    return (ak_slice){out, n};
}

static void test_properties(void **state)
{
    (void)state;
    int skipped = 0;
    srand(11);
    for (int round = 0; round < 50000; round++) {
        char x[16], y[16];
        ak_slice a = random_word(x, 16), b = random_word(y, 16);
        double jaro = ak_jaro(a, b), jw = ak_jaro_winkler(a, b, 4);
        bool same = ak_slice_eq(a, b) && a.len;
        assert_true(jaro >= 0 && jaro <= jw && jw <= 1);
        assert_true(jaro == ak_jaro(b, a));
        assert_true(jw == ak_jaro_winkler(b, a, 4));
        assert_true(ak_jaro_winkler_may_reach(a, b, 4, jw));
        skipped += !ak_jaro_winkler_may_reach(a, b, 4, 0.8);
        assert_true((jw == 1) == same);
        assert_int_equal(ak_edits(a, b), ak_edits(b, a));
        assert_true((ak_edits(a, b) == 0) == ak_slice_eq(a, b));
        assert_true(ak_edits(a, b) <= (a.len > b.len ? a.len : b.len));
    }
    assert_in_range(skipped, 10000, 49000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_jaro),
        cmocka_unit_test(test_jaro_winkler),
        cmocka_unit_test(test_soundex),
        cmocka_unit_test(test_edits),
        cmocka_unit_test(test_long),
        cmocka_unit_test(test_properties),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
