/* Words and the numbers they were given, against a list of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scan/word_table.h"

#include <stdio.h>
#include <string.h>

#define WORDS 4000

typedef struct known_word {
    char text[48];
    size_t len;
    bool plain;
} known_word;

static known_word known[WORDS];

/* The number of the word in the list; `count` where it is new. */
static size_t look_up(const known_word *word, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (known[i].len == word->len && known[i].plain == word->plain &&
            memcmp(known[i].text, word->text, word->len) == 0)
            return i;
    return count;
}

/* Words of few letters, so that they come again, and short ones and long ones. */
static known_word make_word(uint32_t *seed)
{
    known_word out = {.len = 0};
    *seed = *seed * 1664525 + 1013904223;
    out.plain = *seed >> 31;
    out.len = (*seed >> 8) % 4 ? 1 + (*seed >> 12) % 5 : 14 + (*seed >> 12) % 30;
    for (size_t i = 0; i < out.len; i++) {
        *seed = *seed * 1664525 + 1013904223;
        const bool late = i >= 2 && i + 1 < out.len && out.len > 5;
        out.text[i] = late ? 'x' : "abcd\xC3"[(*seed >> 16) % 5];
    }
    return out;
}

static void fill(ak_word_table *table, uint32_t seed)
{
    size_t count = 0;
    for (unsigned round = 0; round < 20000 && count < WORDS; round++) {
        const known_word word = make_word(&seed);
        const ak_slice text = {word.text, word.len};
        const size_t wanted = look_up(&word, count);
        uint32_t number;
        const bool found = ak_word_table_find(table, text, word.plain, &number);
        assert_int_equal(found, wanted < count);
        if (found) assert_int_equal(number, wanted * 7);
        if (found) continue;
        known[count] = word;
        assert_true(ak_word_table_add(table, text, word.plain, (uint32_t)count++ * 7));
    }
    assert_in_range(count, 1000, WORDS);
}

static void test_numbers(void **state)
{
    (void)state;
    ak_word_table table;
    uint32_t number;
    assert_int_equal(ak_word_table_init(&table, NULL), AKA_OK);
    assert_false(ak_word_table_find(&table, AK_LIT(""), false, &number));
    fill(&table, 1);
    ak_word_table_reset(&table);
    assert_false(ak_word_table_find(&table, AK_LIT("a"), false, &number));
    fill(&table, 2);
    ak_word_table_free(&table);
}

/* More words than there were places for, each still with its own. */
static void test_growth(void **state)
{
    (void)state;
    ak_word_table table;
    char word[16];
    uint32_t number;
    assert_int_equal(ak_word_table_init(&table, NULL), AKA_OK);
    for (uint32_t i = 0; i < 50000; i++) {
        const size_t len = (size_t)snprintf(word, sizeof word, "%u", i * 7919);
        assert_true(ak_word_table_add(&table, (ak_slice){word, len}, false, i));
    }
    for (uint32_t i = 0; i < 50000; i++) {
        const size_t len = (size_t)snprintf(word, sizeof word, "%u", i * 7919);
        assert_true(ak_word_table_find(&table, (ak_slice){word, len}, false, &number));
        assert_int_equal(number, i);
        assert_false(ak_word_table_find(&table, (ak_slice){word, len}, true, &number));
    }
    ak_word_table_free(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_growth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
