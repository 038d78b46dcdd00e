/* Arenas: alignment, limits, growth, reset. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"

static void test_alloc(void **state)
{
    (void)state;
    ak_arena arena;
    ak_arena_init(&arena, 0);
    unsigned char *pieces[300];
    for (size_t i = 0; i < 300; i++) {
        pieces[i] = ak_arena_alloc(&arena, i);
        assert_non_null(pieces[i]);
        assert_int_equal((uintptr_t)pieces[i] % 16, 0);
        memset(pieces[i], (int)(i & 0xFF), i);
    }
    for (size_t i = 0; i < 300; i++)
        for (size_t k = 0; k < i; k++) assert_int_equal(pieces[i][k], i & 0xFF);
    assert_true(arena.used >= 300 * 299 / 2);
    ak_arena_free(&arena);
}

/* More than the largest block, and small pieces after it. */
static void test_large(void **state)
{
    (void)state;
    ak_arena arena;
    ak_arena_init(&arena, 0);
    char *large = ak_arena_alloc(&arena, 5u << 20);
    assert_non_null(large);
    memset(large, 'x', 5u << 20);
    char *small = ak_arena_alloc(&arena, 3);
    assert_non_null(small);
    memset(small, 'y', 3);
    assert_int_equal(large[(5u << 20) - 1], 'x');
    assert_null(ak_arena_alloc(&arena, SIZE_MAX));
    assert_null(ak_arena_alloc(&arena, SIZE_MAX - 16));
    ak_arena_free(&arena);
}

static void test_limit(void **state)
{
    (void)state;
    ak_arena arena;
    ak_arena_init(&arena, 64);
    assert_non_null(ak_arena_alloc(&arena, 33)); /* counts as 48 */
    assert_null(ak_arena_alloc(&arena, 17));     /* would count as 32 */
    assert_non_null(ak_arena_alloc(&arena, 16));
    assert_null(ak_arena_alloc(&arena, 0));
    assert_int_equal(arena.used, 64);
    ak_arena_reset(&arena);
    assert_int_equal(arena.used, 0);
    assert_non_null(ak_arena_alloc(&arena, 64));
    ak_arena_free(&arena);
    assert_int_equal(arena.limit, 64);
}

static void test_array(void **state)
{
    (void)state;
    ak_arena arena;
    ak_arena_init(&arena, 0);
    memset(ak_arena_alloc(&arena, 4000), 0xFF, 4000);
    ak_arena_reset(&arena);
    const unsigned char *zeros = ak_arena_array(&arena, 100, 40);
    assert_non_null(zeros);
    for (size_t i = 0; i < 4000; i++) assert_int_equal(zeros[i], 0);
    assert_null(ak_arena_array(&arena, SIZE_MAX / 8, 16));
    assert_non_null(ak_arena_array(&arena, SIZE_MAX, 0));
    ak_arena_free(&arena);
}

static void test_grow(void **state)
{
    (void)state;
    ak_arena arena;
    ak_arena_init(&arena, 0);
    size_t cap = 0, count = 0;
    int *items = NULL;
    for (int i = 0; i < 1000; i++) {
        if (count == cap) {
            items = ak_arena_grow(&arena, items, count, &cap, sizeof *items);
            assert_non_null(items);
            assert_true(cap >= 8 && cap >= 2 * count);
        }
        items[count++] = i;
    }
    for (int i = 0; i < 1000; i++) assert_int_equal(items[i], i);
    size_t before = cap;
    assert_null(ak_arena_grow(&arena, items, SIZE_MAX / 2 + 1, &cap, 1));
    assert_null(ak_arena_grow(&arena, items, SIZE_MAX / 8, &cap, 16));
    assert_int_equal(cap, before);
    ak_arena_free(&arena);
}

static void test_dup(void **state)
{
    (void)state;
    ak_arena arena;
    ak_arena_init(&arena, 32);
    char source[] = "a\0b";
    ak_slice copy;
    assert_true(ak_arena_dup(&arena, (ak_slice){source, 3}, &copy));
    source[0] = 'x';
    assert_int_equal(copy.len, 3);
    assert_memory_equal(copy.data, "a\0b", 4); /* with the terminator */
    assert_true(ak_arena_dup(&arena, (ak_slice){NULL, 0}, &copy));
    assert_int_equal(copy.data[0], 0);
    assert_false(ak_arena_dup(&arena, AK_LIT("one too many"), &copy));
    assert_null(copy.data);
    assert_false(ak_arena_dup(&arena, (ak_slice){source, SIZE_MAX}, &copy));
    ak_arena_free(&arena);
}

/* Reset keeps the largest block and gives the others back: nothing grows from round to round. */
static void test_reset(void **state)
{
    (void)state;
    ak_arena arena;
    ak_arena_init(&arena, 0);
    ak_arena_reset(&arena); /* of an empty one */
    void *first = NULL;
    for (int round = 0; round < 20; round++) {
        for (int i = 0; i < 200; i++) memset(ak_arena_alloc(&arena, 1000), round, 1000);
        ak_arena_reset(&arena);
        void *p = ak_arena_alloc(&arena, 1000);
        if (round == 4) first = p;
        if (round > 4) assert_ptr_equal(p, first);
        ak_arena_reset(&arena);
    }
    ak_arena_free(&arena);
    ak_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_alloc),
        cmocka_unit_test(test_large),
        cmocka_unit_test(test_limit),
        cmocka_unit_test(test_array),
        cmocka_unit_test(test_grow),
        cmocka_unit_test(test_dup),
        cmocka_unit_test(test_reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
