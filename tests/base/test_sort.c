/* Sorting by text, in the order of ak_slice_cmp, and by code; equal ones in the order given. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/sort.h"

#include <stdlib.h>

#define MOST 6000
#define LONGEST 90

typedef struct texts {
    char bytes[MOST][LONGEST];
    size_t len[MOST];
} texts;

static ak_slice text_of(const void *ctx, uint32_t number)
{
    const texts *t = ctx;
    return (ak_slice){t->bytes[number], t->len[number]};
}

/* Sorts n numbers, last first, and checks each against the one before. */
static void check(const texts *t, uint32_t n)
{
    uint32_t *numbers = malloc((n + 1) * sizeof *numbers);
    uint8_t *seen = calloc(n + 1, 1);
    assert_true(numbers && seen);
    for (uint32_t i = 0; i < n; i++) numbers[i] = n - 1 - i;
    assert_true(ak_sort_by_text(numbers, n, text_of, t));
    for (uint32_t i = 0; i < n; i++) {
        assert_true(numbers[i] < n && !seen[numbers[i]]);
        seen[numbers[i]] = 1;
        if (i == 0) continue;
        int order = ak_slice_cmp(text_of(t, numbers[i - 1]), text_of(t, numbers[i]));
        assert_true(order < 0 || (order == 0 && numbers[i - 1] > numbers[i]));
    }
    free(seen);
    free(numbers);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Texts of up to `longest` bytes out of `letters`, behind `common` bytes that all have. */
static void fill(texts *t, size_t longest, unsigned letters, size_t common, uint32_t seed)
{
    for (size_t i = 0; i < MOST; i++) {
        t->len[i] = common + next_random(&seed) % (longest + 1);
        memset(t->bytes[i], 'x', common);
        for (size_t k = common; k < t->len[i]; k++)
            t->bytes[i][k] = (char)(next_random(&seed) % letters);
    }
}

static void test_random(void **state)
{
    (void)state;
    static texts t;
    static const uint32_t counts[] = {0, 1, 2, 16, 17, 256, 257, MOST};
    static const struct {
        size_t longest;
        unsigned letters;
        size_t common;
    } kinds[] = {
        {20, 256, 0}, {3, 2, 0}, {20, 1, 0}, {12, 3, 30}, {20, 2, 66}, {0, 1, 8}, {1, 2, 8}};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        fill(&t, kinds[k].longest, kinds[k].letters, kinds[k].common, (uint32_t)k + 1);
        for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) check(&t, counts[i]);
    }
}

static void test_codes(void **state)
{
    (void)state;
    static uint32_t codes[MOST], numbers[MOST];
    uint32_t seed = 5;
    for (uint32_t i = 0; i < MOST; i++) {
        codes[i] = (next_random(&seed) & 0xFF)
                   << (i % 4 * 8); /* each byte counts; many are equal */
        numbers[i] = MOST - 1 - i;
    }
    assert_true(ak_sort_by_code(numbers, MOST, codes));
    for (uint32_t i = 1; i < MOST; i++) {
        const uint32_t before = numbers[i - 1], now = numbers[i];
        assert_true(codes[before] < codes[now] || (codes[before] == codes[now] && before > now));
    }
    assert_true(ak_sort_by_code(numbers, 0, codes));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_random), cmocka_unit_test(test_codes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
