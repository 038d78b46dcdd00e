/* Sets of ranks: what is put in is in, and nothing is left behind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/marks.h"

static void test_sets(void **state)
{
    (void)state;
    ak_marks m;
    const uint32_t first[] = {0, 1, 63, 64, 511, 512, 99999}, second[] = {1, 512, 70000};
    assert_true(ak_marks_init(&m, 100000));
    for (int round = 0; round < 2; round++) {
        ak_marks_add(&m, 0, first, 7);
        ak_marks_add(&m, 3, second, ak_ranks_below(second, 3, 70000));
        assert_int_equal(m.sets, 4);
        assert_int_equal(ak_marks_of(&m, 0), 1);
        assert_int_equal(ak_marks_of(&m, 1), 1 | 8);
        assert_int_equal(ak_marks_of(&m, 2), 0);
        assert_int_equal(ak_marks_of(&m, 512), 1 | 8);
        assert_int_equal(ak_marks_of(&m, 70000), 0);
        assert_int_equal(ak_marks_of(&m, 99999), 1);
        assert_true(ak_marks_words(&m, 0, 64 / 64)[0] == 1);
        assert_true(ak_marks_lines(&m, 0, 0) == 3); /* 512 names a line */
        assert_true(ak_marks_lines(&m, 3, 0) == 3);
        assert_true(ak_marks_lines(&m, 1, 0) == 0);
        ak_marks_clear(&m);
        assert_int_equal(m.sets, 0);
    }
    for (size_t i = 0; i < AK_MARK_SETS * m.words; i++) assert_true(m.bits[i] == 0);
    for (size_t i = 0; i < AK_MARK_SETS * m.line_words; i++) assert_true(m.lines[i] == 0);
    ak_marks_free(&m);
}

static void test_ranks_below(void **state)
{
    (void)state;
    const uint32_t ranks[] = {3, 5, 5000, UINT32_MAX};
    const uint32_t asked[] = {0, 3, 4, 5, 6, 5000, 5001, UINT32_MAX};
    const size_t below[] = {0, 0, 1, 1, 2, 2, 3, 3};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        assert_int_equal(ak_ranks_below(ranks, 4, asked[i]), below[i]);
    assert_int_equal(ak_ranks_below(ranks, 3, UINT32_MAX), 3);
    assert_int_equal(ak_ranks_below(NULL, 0, 7), 0);
}

static void test_of_no_names(void **state)
{
    (void)state;
    ak_marks m;
    assert_true(ak_marks_init(&m, 0));
    ak_marks_add(&m, 0, NULL, 0);
    assert_true(ak_marks_lines(&m, 0, 0) == 0);
    ak_marks_clear(&m);
    ak_marks_free(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sets),
        cmocka_unit_test(test_ranks_below),
        cmocka_unit_test(test_of_no_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
