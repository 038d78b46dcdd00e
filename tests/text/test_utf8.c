/* UTF-8: every code point there and back, every kind of broken sequence, and agreement with ICU. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/utf8.h"

#include <unicode/utf8.h>

static void test_round_trip(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        char bytes[4];
        size_t n = ak_utf8_put(cp, bytes), pos = 0;
        bool surrogate = cp >= 0xD800 && cp <= 0xDFFF;
        size_t expected = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
        if (n != expected) assert_int_equal(n, expected);
        uint32_t back = ak_utf8_next((ak_slice){bytes, n}, &pos);
        if (back != (surrogate ? AK_REPLACEMENT : cp)) assert_int_equal(back, cp);
        if (pos != n) assert_int_equal(pos, n);
        if (!ak_utf8_valid((ak_slice){bytes, n})) fail_msg("U+%04X is not valid", cp);
        /* Cut off anywhere it is one broken sequence. */
        for (size_t cut = 1; cut < n; cut++) {
            pos = 0;
            back = ak_utf8_next((ak_slice){bytes, cut}, &pos);
            if (back != AK_REPLACEMENT || pos != cut) fail_msg("U+%04X cut at %zu", cp, cut);
        }
    }
}

static void test_put_invalid(void **state)
{
    (void)state;
    static const uint32_t bad[] = {0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0x110000, 0xFFFFFFFF};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char bytes[4];
        assert_int_equal(ak_utf8_put(bad[i], bytes), 3);
        assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
    }
}

/* Source, and the bytes that each code point of it takes; capital letters are U+FFFD. */
static void check_steps(ak_slice s, const char *steps)
{
    size_t pos = 0, count = 0;
    for (; *steps; steps++, count++) {
        size_t start = pos;
        bool broken = *steps >= 'A';
        uint32_t cp = ak_utf8_next(s, &pos);
        assert_int_equal(cp == AK_REPLACEMENT, broken);
        assert_int_equal(pos - start, broken ? *steps - 'A' + 1 : *steps - '0');
    }
    assert_int_equal(pos, s.len);
    assert_int_equal(ak_utf8_count(s), count);
}

static void test_broken(void **state)
{
    (void)state;
    check_steps(AK_LIT(""), "");
    check_steps(AK_LIT("aé€😀\0z"), "123411");
    check_steps(AK_LIT("\x80\xBF"), "AA");
    check_steps(AK_LIT("\xC0\xAF"), "AA");
    check_steps(AK_LIT("\xC1\xBF"), "AA");
    check_steps(AK_LIT("\xE0\x9F\x80"), "AAA");
    check_steps(AK_LIT("\xF0\x8F\x80\x80"), "AAAA");
    check_steps(AK_LIT("\xED\xA0\x80"), "AAA");
    check_steps(AK_LIT("\xF4\x90\x80\x80"), "AAAA");
    check_steps(AK_LIT("\xF5\xFF\xFE"), "AAA");
    /* The example of Unicode 15, table 3-8: maximal subparts. */
    check_steps(AK_LIT("\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64"), "1CBA1A1AA1");
    check_steps(AK_LIT("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41"), "BACB1");
}

static void test_valid(void **state)
{
    (void)state;
    assert_true(ak_utf8_valid((ak_slice){NULL, 0}));
    assert_true(ak_utf8_valid(AK_LIT("Zoë \0 Ж 中 😀")));
    assert_true(ak_utf8_valid(AK_LIT("\xEF\xBF\xBD"))); /* U+FFFD itself is text */
    assert_false(ak_utf8_valid(AK_LIT("\xEF\xBF")));
    assert_false(ak_utf8_valid(AK_LIT("ok\xFF")));
    assert_false(ak_utf8_valid(AK_LIT("\xED\xBF\xBF")));
    assert_false(ak_utf8_valid(AK_LIT("\xEF\xBF\xBD\x80")));
}

/* ICU's own reader, over all sequences of four bytes of each class. */
static void test_against_icu(void **state)
{
    (void)state;
    static const unsigned char classes[] = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF,
        0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5,
        0xFF};
    enum { N = sizeof classes };
    for (uint32_t k = 0; k < N * N * N * N; k++) {
        unsigned char bytes[4] = {
            classes[k % N], classes[k / N % N], classes[k / N / N % N], classes[k / N / N / N]};
        int32_t at = 0;
        size_t pos = 0;
        while (pos < 4) {
            UChar32 expected;
            U8_NEXT(bytes, at, 4, expected);
            uint32_t cp = ak_utf8_next((ak_slice){(const char *)bytes, 4}, &pos);
            bool same = cp == (expected < 0 ? AK_REPLACEMENT : (uint32_t)expected);
            if (!same || (size_t)at != pos)
                fail_msg("%02X %02X %02X %02X at %zu", bytes[0], bytes[1], bytes[2], bytes[3], pos);
        }
    }
}

static void test_small_letters(void **state)
{
    (void)state;
    static const char *const small[] = {"a", "\xC3\xA9", "\xD0\xB6x", "\xCE\xB1"};
    static const char *const others[] = {"", "A", "1", "-", "\xD0\x96", "\xD8\xA7", "\xC3", "\xFF"};
    for (size_t i = 0; i < sizeof small / sizeof *small; i++)
        assert_true(ak_utf8_small(ak_slice_of(small[i])));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(ak_utf8_small(ak_slice_of(others[i])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_put_invalid),
        cmocka_unit_test(test_broken),
        cmocka_unit_test(test_valid),
        cmocka_unit_test(test_small_letters),
        cmocka_unit_test(test_against_icu),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
