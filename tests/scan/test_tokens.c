/* Where words begin and end: of all lengths, behind all beginnings and before all ends of a text,
 * which is read many bytes at a time and in the end one by one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/index_handle.h"
#include "scan/tokens.h"
#include "scan_help.h"

#include <ctype.h>

static aka_index *list;
static ak_scan_plan plan;
static ak_lexicon lexicon;

static int setup(void **state)
{
    (void)state;
    list = index_of(listed, LISTED);
    assert_int_equal(ak_scan_plan_make(&plan, &list->index, NULL), AKA_OK);
    assert_int_equal(ak_lexicon_init(&lexicon, &plan, NULL), AKA_OK);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    ak_lexicon_free(&lexicon);
    ak_scan_plan_free(&plan);
    aka_index_free(list);
    return 0;
}

/* The first run of a text that stands in memory of just its length. */
static ak_run first_run(const char *text, size_t len)
{
    char *copy = malloc(len + !len);
    ak_tokens tokens;
    ak_run run;
    bool more;
    assert_non_null(copy);
    memcpy(copy, text, len);
    ak_tokens_start(&tokens, &lexicon, (ak_slice){copy, len});
    do {
        assert_int_equal(ak_tokens_next(&tokens, &run, &more, NULL), AKA_OK);
    } while (more && run.count == 0);
    free(copy);
    return run;
}

#define LONGEST 40 /* letters: more than are looked at together */

/* Small letters are passed over, and a word with a capital ends where it ends. */
static void test_lengths(void **state)
{
    (void)state;
    for (size_t small = 1; small <= LONGEST; small++)
        for (size_t length = 2; length <= LONGEST; length++)
            for (size_t behind = 0; behind <= 20; behind += behind < 2 ? 1 : 6) {
                char text[2 * LONGEST + 40];
                memset(text, 'x', small);
                text[small] = ' ';
                memset(text + small + 1, length % 2 ? 'b' : 'B', length);
                text[small + 1] = 'B';
                memset(text + small + 1 + length, ' ', behind);
                const ak_run run = first_run(text, small + 1 + length + behind);
                assert_int_equal(run.count, 1);
                assert_int_equal(run.tokens[0].begin, small + 1);
                assert_int_equal(run.tokens[0].end, small + 1 + length);
            }
}

/* Every byte of ASCII behind three letters, with and without text behind it. */
static void test_bytes(void **state)
{
    (void)state;
    for (int c = 1; c < 0x80; c++)
        for (size_t behind = 0; behind <= 20; behind += 20) {
            char text[] = "Abc?                     ";
            text[3] = (char)c;
            const ak_run run = first_run(text, 4 + behind);
            assert_true(run.count > 0);
            assert_int_equal(run.tokens[0].begin, 0);
            assert_int_equal(run.tokens[0].end, isalnum(c) ? 4 : 3);
        }
}

/* Two words in small letters that are parts of a listed name, behind all lengths of another word
 * and before all ends. */
static void test_people(void **state)
{
    (void)state;
    static const char person[] = "gustavo petro";
    for (size_t before = 1; before <= LONGEST; before++)
        for (size_t behind = 0; behind <= 20; behind++) {
            char text[LONGEST + 80] = "1. ";
            size_t at = strlen(text);
            memset(text + at, 'x', before);
            at += before;
            text[at++] = ' ';
            memcpy(text + at, person, strlen(person));
            memset(text + at + strlen(person), ' ', behind);
            memcpy(text + at + strlen(person) + behind, "\nX", 2); /* a capital somewhere */
            const ak_run run = first_run(text, at + strlen(person) + behind + 2);
            assert_int_equal(run.count, 2);
            assert_int_equal(run.tokens[0].begin, at);
            assert_int_equal(run.tokens[0].end, at + strlen("gustavo"));
            assert_int_equal(run.tokens[1].end, at + strlen(person));
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lengths),
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_people),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
