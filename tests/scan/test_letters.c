/* Words of English with their endings and beginnings, names that only look like them, and the ends
 * of words and the words that are found many at a time, against one at a time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scan/english.h"
#include "scan/letters.h"

#include <stdlib.h>

static void test_words(void **state)
{
    (void)state;
    static const char *const words[] = {"guidance", "increase", "increased", "increasing",
        "opportunities", "stopped", "immediately", "probably", "happiness", "unlikely",
        "renegotiated", "realised", "internationally", "governments", "colours", "thoughtless",
        "fortunately", "multinational", "adoption"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!ak_is_english(ak_slice_of(words[i]))) fail_msg("%s is none", words[i]);
}

/* Names, spelled in one of the ways in which lists have them, are not words. */
static void test_names(void **state)
{
    (void)state;
    static const char *const names[] = {"putin", "putins", "petro", "maduro", "maduros", "fares",
        "rashed", "hamed", "sayed", "jawed", "morales", "abbas", "assads", "basher", "kadyrov",
        "hezbollah", "houthis", "taliban", "hamas", "garantex", "", "ing",
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzing"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ak_is_english(ak_slice_of(names[i]))) fail_msg("%s is one", names[i]);
}

/* The same as ak_letters_word_ends, one byte after the other. */
static uint64_t word_ends(const char *text)
{
    uint64_t ends = 0;
    for (size_t i = 0; i + 1 < AK_LETTERS_BLOCK; i++) {
        const bool letter = text[i] >= 'a' && text[i] <= 'z';
        if (letter) continue;
        if (text[i] != ' ' || i == 0 || text[i - 1] == ' ') break;
        if (text[i + 1] < 'a' || text[i + 1] > 'z') break;
        ends |= UINT64_C(1) << i;
    }
    return ends;
}

static void test_blocks(void **state)
{
    (void)state;
    static const char signs[] = "abcdefghijklmnopqrstuvwxyz      zz   A,\xC3`{";
    char text[AK_LETTERS_BLOCK];
    uint32_t seed = 1;
    for (unsigned round = 0; round < 200000; round++) {
        for (size_t i = 0; i < sizeof text; i++) {
            seed = seed * 1664525 + 1013904223;
            const size_t most = sizeof signs - 1 - (round % 2 ? 0 : 6);
            text[i] = signs[(seed >> 8) % most];
        }
        text[0] = 'x';
        assert_int_equal(ak_letters_word_ends(text), word_ends(text));
    }
}

/* Words of all lengths at all places, and none, as memmem finds them. */
static void test_find(void **state)
{
    (void)state;
    char text[100];
    uint32_t seed = 7;
    for (unsigned round = 0; round < 100000; round++) {
        for (size_t i = 0; i < sizeof text; i++) {
            seed = seed * 1664525 + 1013904223;
            text[i] = "abc"[(seed >> 8) % 3];
        }
        const size_t len = 2 + round % 9, total = len + (seed >> 16) % (sizeof text - len);
        const size_t from = (seed >> 4) % total;
        char word[12];
        memcpy(word, text + (seed >> 10) % (sizeof text - len), len);
        const char *found = memmem(text + from, total - from, word, len);
        const size_t wanted = found ? (size_t)(found - text) : SIZE_MAX;
        assert_true(
            ak_letters_find((ak_slice){text, total}, from, (ak_slice){word, len}) == wanted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_blocks),
        cmocka_unit_test(test_find),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
