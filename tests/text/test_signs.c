/* Signs of a text and their places; readings of ideographs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/signs.h"
#include "text/utf8.h"
#include "text/words.h"

#include <stdio.h>

static void assert_signs(const char *text, const char *expected, size_t count)
{
    ak_sign signs[16];
    char plain[80];
    assert_int_equal(ak_signs(ak_slice_of(text), signs, 16), count);
    size_t n = ak_signs_text(signs, 0, count, plain, sizeof plain);
    if (n != strlen(expected) || memcmp(plain, expected, n) != 0)
        fail_msg("%s gives %.*s, expected %s", text, (int)n, plain, expected);
}

static void test_plain_forms(void **state)
{
    (void)state;
    assert_signs("習近平", "习近平", 3);
    assert_signs("劉", "刘", 1);
    assert_signs("中國 銀行 (HK)", "中国银行", 4);
    assert_signs("佐々木", "佐佐木", 3);
    assert_signs("黒沢", "黑泽", 2);       /* as Japan simplifies them */
    assert_signs("\xEF\xA4\x8A", "金", 1); /* a compatibility ideograph, U+F90A */
    assert_signs("김정은", "김정은", 3);
    assert_signs("Kim", "", 0);
    assert_signs("", "", 0);
    assert_signs("々", "", 0);
}

/* Jamo are one sign with their neighbours, in the place of all of them. */
static void test_jamo(void **state)
{
    (void)state;
    static const char gim_i[] = "\xE1\x84\x80\xE1\x85\xB5\xE1\x86\xB7 \xE1\x84\x8B\xE1\x85\xB5";
    ak_sign signs[4];
    assert_signs(gim_i, "김이", 2);
    ak_signs(ak_slice_of(gim_i), signs, 4);
    assert_int_equal(signs[0].begin, 0);
    assert_int_equal(signs[0].end, 9);
    assert_int_equal(signs[1].begin, 10);
    assert_int_equal(signs[1].end, 16);
    assert_signs("\xE1\x84\x80", "", 0); /* a consonant alone is no syllable */
}

static void test_places_and_limits(void **state)
{
    (void)state;
    ak_sign signs[2];
    assert_int_equal(ak_signs(AK_LIT("a王, 张 李々"), signs, 2), 4);
    assert_int_equal(signs[0].begin, 1);
    assert_int_equal(signs[0].end, 4);
    assert_int_equal(signs[1].begin, 6);
    assert_int_equal(ak_signs(AK_LIT("王张李"), NULL, 0), 3);
    assert_int_equal(ak_signs(AK_LIT("佐々木々"), NULL, 0), 4);
    char small[5];
    assert_int_equal(ak_signs_text(signs, 0, 2, small, sizeof small), 0);
    assert_int_equal(ak_signs_text(signs, 0, 1, small, sizeof small), 3);
}

static void test_korean_syllables(void **state)
{
    (void)state;
    assert_int_equal(ak_han_syllable(0x738B), 0xC655); /* 王 왕 */
    assert_int_equal(ak_han_syllable(0x5218), 0xB958); /* 刘, which Korea writes 劉: 류 */
    assert_int_equal(ak_han_syllable('a'), 0);
}

typedef struct row {
    ak_reading reading;
    const char *text, *expected;
} row;

static void test_readings(void **state)
{
    static const row rows[] = {
        {AK_READING_MANDARIN, "習近平", "xijinping"},
        {AK_READING_CANTONESE, "習近平", "chapkanping"},
        {AK_READING_CANTONESE, "陳大文", "chantaiman"},
        {AK_READING_CANTONESE, "曾蔭權", "tsangyamkuen"},
        {AK_READING_CANTONESE, "张国荣", "cheungkwokwing"},
        {AK_READING_CANTONESE, "李家超", "leekachiu"}, {AK_READING_KOREAN, "金正恩", "kimjongun"},
        {AK_READING_KOREAN, "朴槿惠", "pakgunhye"},
        {AK_READING_KOREAN, "文在寅 Moon", "munjaein moon"},
        {AK_READING_KOREAN, "平壤 𠀀", "pyongyang he"},
        {AK_READING_CANTONESE, "김정은", "kimjongun"},
        {AK_READING_KOREAN, "\xF0\xB1\x8D\x90", "x31350"}, /* without a reading */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ak_arena arena;
        ak_word *words;
        size_t count, len = 0;
        char got[128];
        ak_arena_init(&arena, 0);
        assert_int_equal(ak_words_read(*state, ak_slice_of(rows[i].text), rows[i].reading, &arena,
                             &words, &count, NULL),
            AKA_OK);
        for (size_t k = 0; k < count; k++)
            len += (size_t)snprintf(
                got + len, sizeof got - len, "%s%.*s", k ? " " : "", AK_ARG(words[k].text));
        if (strcmp(got, rows[i].expected) != 0)
            fail_msg("%s gives %s, expected %s", rows[i].text, got, rows[i].expected);
        ak_arena_free(&arena);
    }
}

/* A run longer than what is romanised at once. */
static void test_long_run(void **state)
{
    enum { SIGNS = 1000 };
    char text[SIGNS * 3];
    for (size_t i = 0; i < SIGNS; i++) memcpy(text + 3 * i, "山", 3);
    ak_arena arena;
    ak_word *words;
    size_t count;
    ak_arena_init(&arena, 0);
    assert_int_equal(ak_words_read(*state, (ak_slice){text, sizeof text}, AK_READING_KOREAN, &arena,
                         &words, &count, NULL),
        AKA_OK);
    assert_int_equal(count, 1);
    assert_int_equal(words[0].text.len, SIGNS * 3); /* san */
    ak_arena_free(&arena);
}

static int setup(void **state)
{
    static ak_text *text;
    aka_status status = ak_text_create(&text, NULL);
    *state = text;
    return status == AKA_OK ? 0 : -1;
}

static int teardown(void **state)
{
    ak_text_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain_forms),
        cmocka_unit_test(test_jamo),
        cmocka_unit_test(test_places_and_limits),
        cmocka_unit_test(test_korean_syllables),
        cmocka_unit_test(test_readings),
        cmocka_unit_test(test_long_run),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
