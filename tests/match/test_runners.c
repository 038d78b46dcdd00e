/* Names with runs: each once, with all that was added of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/runners.h"

enum { NAMES = 5000, ADDED = 3 };

static const ak_runner *find(const ak_runners *r, uint32_t rank)
{
    const ak_runner *slot = ak_runners_slot(r, rank);
    assert_int_equal(ak_runners_has(r, rank), slot->joined != 0);
    return slot->joined ? slot : NULL;
}

static void test_all_is_kept(void **state)
{
    (void)state;
    ak_runners r = {0};
    ak_arena arena;
    ak_arena_init(&arena, 0);
    for (int round = 0; round < 2; round++) {
        assert_true(ak_runners_begin(&r, NAMES, &arena));
        for (uint16_t unit = 0; unit < ADDED; unit++)
            for (uint32_t i = 0; i < NAMES; i++)
                assert_true(ak_runners_add(&r, i * 977, 1u << unit, unit, (uint8_t)(i + unit)));
        size_t names = 0;
        for (size_t i = 0; i < r.slot_count; i++) names += r.slots[i].joined != 0;
        assert_int_equal(names, NAMES);
        for (uint32_t i = 0; i < NAMES; i += 499) {
            const ak_runner *slot = find(&r, i * 977);
            assert_non_null(slot);
            assert_int_equal(slot->joined, 7);
            uint32_t unit = ADDED, at = slot->last;
            for (; at; at = ak_runners_link(&r, at)->before) {
                assert_int_equal(ak_runners_link(&r, at)->unit, --unit);
                assert_int_equal(ak_runners_link(&r, at)->sign, (uint8_t)(i + unit));
            }
            assert_int_equal(unit, 0);
        }
        assert_null(find(&r, 1));
        ak_arena_reset(&arena);
    }
    ak_runners_free(&r);
    ak_arena_free(&arena);
}

static void test_none(void **state)
{
    (void)state;
    ak_runners r = {0};
    ak_arena arena;
    ak_arena_init(&arena, 0);
    assert_true(ak_runners_begin(&r, 0, &arena));
    for (size_t i = 0; i < r.slot_count; i++) assert_int_equal(r.slots[i].joined, 0);
    assert_false(ak_runners_has(&r, 0));
    ak_runners_free(&r);
    ak_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_is_kept),
        cmocka_unit_test(test_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
