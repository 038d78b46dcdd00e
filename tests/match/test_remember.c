/* What is remembered of units: found again by kind, type and spelling, bounded, forgotten when
 * full. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/remember.h"

#include <stdio.h>
#include <stdlib.h>

static ak_unit unit_of(const char *text, unsigned type)
{
    return (ak_unit){.term = {.text = ak_slice_of(text)}, .type = (uint8_t)type};
}

static void test_found_again(void **state)
{
    (void)state;
    ak_memory m = {0};
    const ak_related three[] = {{1, 900, 0, 5}, {7, 800, 0, 6}, {9, 1000, 0, 7}};
    const ak_related *out;
    size_t count;
    ak_unit ali = unit_of("ali", AK_UNIT_PART), joined = unit_of("ali", AK_UNIT_JOINED);
    assert_false(ak_memory_find(&m, &ali, AK_KIND_PERSON, &out, &count));
    ak_memory_keep(&m, &ali, AK_KIND_PERSON, three, 3);
    assert_true(ak_memory_find(&m, &ali, AK_KIND_PERSON, &out, &count));
    assert_int_equal(count, 3);
    assert_int_equal(out[1].number, 7);
    assert_int_equal(out[1].strength, 800);
    assert_false(ak_memory_find(&m, &ali, AK_KIND_ORG, &out, &count));
    assert_false(ak_memory_find(&m, &joined, AK_KIND_PERSON, &out, &count));
    ak_memory_keep(&m, &joined, AK_KIND_PERSON, NULL, 0);
    assert_true(ak_memory_find(&m, &joined, AK_KIND_PERSON, &out, &count));
    assert_int_equal(count, 0);
    ak_memory_free(&m);
}

static void test_bounded(void **state)
{
    (void)state;
    ak_memory m = {0};
    const ak_related *out;
    size_t count, big = 60000;
    ak_related *many = calloc(big, sizeof *many);
    assert_non_null(many);
    for (int i = 0; i < 300; i++) {
        char text[16];
        snprintf(text, sizeof text, "part%d", i);
        ak_unit u = unit_of(text, AK_UNIT_PART);
        many[0].number = (uint32_t)i;
        ak_memory_keep(&m, &u, AK_KIND_PERSON, many, big);
        assert_true(ak_memory_find(&m, &u, AK_KIND_PERSON, &out, &count));
        assert_int_equal(out[0].number, i);
        assert_true(m.related.count <= 1 << 22);
    }
    ak_unit first = unit_of("part0", AK_UNIT_PART);
    assert_false(ak_memory_find(&m, &first, AK_KIND_PERSON, &out, &count));
    free(many);
    ak_memory_free(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_found_again),
        cmocka_unit_test(test_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
