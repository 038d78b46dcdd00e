/* Sets of ranks: what is put in is in, what is in enough of them is listed, and nothing is left
 * behind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/marks.h"

enum { BASE = 1000, SIZE = 100000, END = BASE + SIZE };

/* The sets that a name is listed with; 0 where it is not. Each is listed once. */
static uint32_t listed(const ak_marks *m, uint32_t rank)
{
    uint32_t sets = 0;
    for (size_t i = 0; i < m->listed_count; i++) {
        if (m->base + m->listed[i] != rank) continue;
        assert_int_equal(sets, 0);
        sets = ak_marks_of(m, i);
    }
    return sets;
}

static void assert_empty(const ak_marks *m)
{
    assert_int_equal(m->listed_count, 0);
    assert_int_equal(m->marked_count, 0);
    for (size_t i = 0; i < SIZE; i++) assert_int_equal(m->sets[i], 0);
}

/* In two sets, or in one that is enough. */
static void test_sets(void **state)
{
    (void)state;
    ak_marks m;
    const uint32_t first[] = {1000, 1001, 1063, 1064, 5000, 100999}, second[] = {1001, 5000, 70000};
    assert_true(ak_marks_init(&m, SIZE));
    for (int round = 0; round < 2; round++) {
        ak_marks_begin(&m, BASE, SIZE);
        assert_int_equal(ak_marks_add(&m, 0, first, 6, END, 1064), 6);
        assert_int_equal(m.listed_count, 3); /* 1000, 1001, 1063 */
        assert_int_equal(ak_marks_add(&m, 3, second, 3, 70000, 0), 2);
        assert_int_equal(m.listed_count, 4);
        assert_int_equal(listed(&m, 1000), 1);
        assert_int_equal(listed(&m, 1001), 1 | 8);
        assert_int_equal(listed(&m, 1064), 0);
        assert_int_equal(listed(&m, 5000), 1 | 8);
        assert_int_equal(listed(&m, 70000), 0);
        ak_marks_add(&m, 0, first, 6, END, 0); /* once more: the same set is no second one */
        assert_int_equal(m.listed_count, 4);
        ak_marks_clear(&m);
        assert_empty(&m);
    }
    ak_marks_free(&m);
}

static void test_joining(void **state)
{
    (void)state;
    ak_marks m;
    const uint32_t first[] = {1000, 1001, 1002}, second[] = {1001, 1002, 1003},
                   third[] = {1000, 1002, 1003, 1004};
    assert_true(ak_marks_init(&m, SIZE));
    ak_marks_begin(&m, BASE, SIZE);
    ak_marks_add(&m, 0, first, 3, END, 0);
    assert_int_equal(ak_marks_join(&m, 1, second, 3, END, false), 3);
    assert_int_equal(m.listed_count, 2);
    assert_int_equal(ak_marks_join(&m, 14, third, 4, 1004, true), 3);
    assert_int_equal(m.listed_count, 2);
    assert_int_equal(listed(&m, 1000), 0);
    assert_int_equal(listed(&m, 1001), 3);
    assert_int_equal(listed(&m, 1002), 3 | 1 << 14);
    assert_int_equal(listed(&m, 1003), 0);
    ak_marks_clear(&m);
    assert_empty(&m);
    ak_marks_free(&m);
}

/* So many that the whole block is emptied, all of them listed. */
static void test_full(void **state)
{
    (void)state;
    static uint32_t all[SIZE];
    ak_marks m;
    for (uint32_t i = 0; i < SIZE; i++) all[i] = BASE + i;
    assert_true(ak_marks_init(&m, SIZE));
    for (uint32_t n = SIZE / 16; n <= SIZE; n += SIZE / 16) {
        ak_marks_begin(&m, BASE, SIZE);
        assert_int_equal(ak_marks_add(&m, 2, all, SIZE, BASE + n, END), n);
        assert_int_equal(ak_marks_join(&m, 5, all, SIZE, END, true), SIZE);
        assert_int_equal(m.listed_count, n);
        assert_int_equal(ak_marks_of(&m, n - 1), 1 << 2 | 1 << 5);
        ak_marks_clear(&m);
        assert_empty(&m);
    }
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
    ak_marks_begin(&m, 0, 0);
    assert_int_equal(ak_marks_add(&m, 0, NULL, 0, 0, 0), 0);
    assert_int_equal(ak_marks_join(&m, 0, NULL, 0, 0, false), 0);
    ak_marks_clear(&m);
    assert_int_equal(m.listed_count, 0);
    ak_marks_free(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sets),
        cmocka_unit_test(test_joining),
        cmocka_unit_test(test_full),
        cmocka_unit_test(test_ranks_below),
        cmocka_unit_test(test_of_no_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
