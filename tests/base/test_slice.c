/* Slices: cutting, comparing, searching, splitting, numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/hash.h"
#include "base/slice.h"

static void test_sub(void **state)
{
    (void)state;
    ak_slice s = AK_LIT("abcdef");
    assert_true(ak_slice_is(ak_slice_sub(s, 1, 3), "bc"));
    assert_true(ak_slice_is(ak_slice_sub(s, 0, SIZE_MAX), "abcdef"));
    assert_int_equal(ak_slice_sub(s, 3, 3).len, 0);
    assert_int_equal(ak_slice_sub(s, 4, 2).len, 0);
    assert_int_equal(ak_slice_sub(s, 7, 9).len, 0);
    assert_int_equal(ak_slice_sub((ak_slice){NULL, 0}, 0, 5).len, 0);
}

static void test_compare(void **state)
{
    (void)state;
    ak_slice none = {NULL, 0};
    assert_true(ak_slice_eq(none, AK_LIT("")));
    assert_false(ak_slice_eq(none, AK_LIT("a")));
    assert_true(ak_slice_cmp(AK_LIT("a"), AK_LIT("ab")) < 0);
    assert_true(ak_slice_cmp(AK_LIT("b"), AK_LIT("ab")) > 0);
    assert_true(ak_slice_cmp(AK_LIT("\xFF"), AK_LIT("a")) > 0);
    assert_int_equal(ak_slice_cmp(none, AK_LIT("")), 0);
    assert_true(ak_slice_eq_nocase(AK_LIT("aZ9[{"), AK_LIT("Az9[{")));
    assert_false(ak_slice_eq_nocase(AK_LIT("["), AK_LIT("{"))); /* 0x20 apart, no letters */
    assert_false(ak_slice_eq_nocase(AK_LIT("É"), AK_LIT("é")));
    assert_false(ak_slice_eq_nocase(AK_LIT("ab"), AK_LIT("a")));
    assert_int_equal(ak_slice_of(NULL).len, 0);
}

static void test_ends(void **state)
{
    (void)state;
    assert_true(ak_slice_starts(AK_LIT("abc"), AK_LIT("ab")));
    assert_true(ak_slice_starts(AK_LIT("abc"), AK_LIT("")));
    assert_false(ak_slice_starts(AK_LIT("a"), AK_LIT("ab")));
    assert_false(ak_slice_starts(AK_LIT("abc"), AK_LIT("AB")));
    assert_true(ak_slice_starts_nocase(AK_LIT("abc"), AK_LIT("AB")));
    assert_false(ak_slice_starts_nocase(AK_LIT("a"), AK_LIT("AB")));
    assert_true(ak_slice_ends(AK_LIT("abc"), AK_LIT("bc")));
    assert_true(ak_slice_ends(AK_LIT("abc"), AK_LIT("")));
    assert_false(ak_slice_ends(AK_LIT("c"), AK_LIT("bc")));
    assert_false(ak_slice_ends(AK_LIT("abc"), AK_LIT("ab")));
}

static void test_find(void **state)
{
    (void)state;
    ak_slice s = AK_LIT("aabaab");
    assert_int_equal(ak_slice_find(s, AK_LIT("aab"), 0), 0);
    assert_int_equal(ak_slice_find(s, AK_LIT("aab"), 1), 3);
    assert_int_equal(ak_slice_find(s, AK_LIT("aab"), 4), SIZE_MAX);
    assert_int_equal(ak_slice_find(s, AK_LIT("b"), 3), 5);
    assert_int_equal(ak_slice_find(s, AK_LIT("c"), 0), SIZE_MAX);
    assert_int_equal(ak_slice_find(s, AK_LIT(""), 6), 6);
    assert_int_equal(ak_slice_find(s, AK_LIT(""), 7), SIZE_MAX);
    assert_int_equal(ak_slice_find(s, AK_LIT("aabaabx"), 0), SIZE_MAX);
    assert_int_equal(ak_slice_find(s, AK_LIT("a"), SIZE_MAX), SIZE_MAX);
    assert_int_equal(ak_slice_find((ak_slice){NULL, 0}, AK_LIT("a"), 0), SIZE_MAX);
}

static void test_trim(void **state)
{
    (void)state;
    assert_true(ak_slice_is(ak_slice_trim(AK_LIT(" \t\r\na b\v\f ")), "a b"));
    assert_int_equal(ak_slice_trim(AK_LIT(" \n ")).len, 0);
    assert_int_equal(ak_slice_trim((ak_slice){NULL, 0}).len, 0);
    assert_true(ak_slice_is(ak_slice_trim(AK_LIT("\u00A0a")), "\u00A0a"));
}

/* The pieces of s, each in brackets. */
static void check_split(ak_slice s, const char *expected)
{
    char joined[64] = "";
    bool done = false;
    for (ak_slice piece; ak_slice_split(&s, ',', &done, &piece);) {
        strcat(joined, "[");
        strncat(joined, piece.len ? piece.data : "", piece.len);
        strcat(joined, "]");
    }
    assert_string_equal(joined, expected);
}

static void test_split(void **state)
{
    (void)state;
    check_split(AK_LIT("a,b"), "[a][b]");
    check_split(AK_LIT("a"), "[a]");
    check_split(AK_LIT("a,"), "[a][]");
    check_split(AK_LIT(","), "[][]");
    check_split(AK_LIT(",,a"), "[][][a]");
    check_split(AK_LIT(""), "");
    check_split((ak_slice){NULL, 0}, "");
    check_split(ak_slice_sub(AK_LIT("a,b"), 0, 2), "[a][]"); /* not past its end */
}

static void test_sequence(void **state)
{
    (void)state;
    assert_int_equal(ak_slice_sequence(AK_LIT("a"), 0), 1);
    assert_int_equal(ak_slice_sequence(AK_LIT("aé"), 1), 2);
    assert_int_equal(ak_slice_sequence(AK_LIT("€"), 0), 3);
    assert_int_equal(ak_slice_sequence(AK_LIT("😀"), 0), 4);
    assert_int_equal(ak_slice_sequence(AK_LIT("\xF4\x8F\xBF\xBF"), 0), 4);
    assert_int_equal(ak_slice_sequence(AK_LIT("é"), 1), 0);
    assert_int_equal(ak_slice_sequence(AK_LIT("\xC1\x80"), 0), 0);
    assert_int_equal(ak_slice_sequence(AK_LIT("\xE0\x80\x80"), 0), 0);
    assert_int_equal(ak_slice_sequence(AK_LIT("\xED\xA0\x80"), 0), 0);
    assert_int_equal(ak_slice_sequence(AK_LIT("\xF4\x90\x80\x80"), 0), 0);
    assert_int_equal(ak_slice_sequence(ak_slice_sub(AK_LIT("€"), 0, 2), 0), 0);
}

static void test_number(void **state)
{
    (void)state;
    unsigned long long v = 7;
    assert_true(ak_slice_to_u64(AK_LIT("0"), &v));
    assert_int_equal(v, 0);
    assert_true(ak_slice_to_u64(AK_LIT("00123"), &v));
    assert_int_equal(v, 123);
    assert_true(ak_slice_to_u64(AK_LIT("18446744073709551615"), &v));
    assert_true(v == UINT64_MAX);
    static const char *const bad[] = {
        "", "18446744073709551616", "99999999999999999999", "-1", "+1", " 1", "1 ", "1a", "٣"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        v = 7;
        assert_false(ak_slice_to_u64(ak_slice_of(bad[i]), &v));
        assert_int_equal(v, 7);
    }
}

/* The hash is written to index files: its values may not change. */
static void test_hash(void **state)
{
    (void)state;
    assert_true(ak_hash((ak_slice){NULL, 0}) == ak_hash(AK_LIT("")));
    assert_true(ak_hash(AK_LIT("")) == 0x2D06800538D394C2u);
    assert_true(ak_hash(AK_LIT("a")) != ak_hash(AK_LIT("b")));
    assert_true(ak_hash_seed(AK_LIT("a"), 0) == ak_hash(AK_LIT("a")));
    assert_true(ak_hash_seed(AK_LIT("a"), 1) != ak_hash(AK_LIT("a")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sub),
        cmocka_unit_test(test_compare),
        cmocka_unit_test(test_ends),
        cmocka_unit_test(test_find),
        cmocka_unit_test(test_trim),
        cmocka_unit_test(test_split),
        cmocka_unit_test(test_sequence),
        cmocka_unit_test(test_number),
        cmocka_unit_test(test_hash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
