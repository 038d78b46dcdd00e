/* Text put together from places of a file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scan/lines.h"

static void expect_range(
    const ak_placed *p, size_t begin, size_t end, uint64_t offset, size_t length)
{
    uint64_t o = 0;
    size_t n = 0;
    assert_true(ak_placed_range(p, begin, end, &o, &n));
    assert_int_equal(o, offset);
    assert_int_equal(n, length);
}

/* "AB" at 10, a blank, "CD" at 14, "&" for five bytes at 16, "EF" at 21. */
static void test_range(void **state)
{
    ak_placer placer;
    (void)state;
    ak_placer_init(&placer, 0);
    ak_placer_add(&placer, AK_LIT("A"), 10, 1);
    ak_placer_add(&placer, AK_LIT("B"), 11, 1);
    ak_placer_gap(&placer, ' ');
    ak_placer_add(&placer, AK_LIT("CD"), 14, 2);
    ak_placer_add(&placer, AK_LIT("&"), 16, 5);
    ak_placer_add(&placer, AK_LIT("EF"), 21, 2);
    assert_false(placer.failed);
    const ak_placed p = ak_placer_view(&placer);
    assert_int_equal(p.run_count, 4);
    assert_memory_equal(p.text.data, "AB CD&EF", 8);
    expect_range(&p, 0, 8, 10, 13);
    expect_range(&p, 1, 2, 11, 1);
    expect_range(&p, 1, 3, 11, 1); /* the blank is nowhere */
    expect_range(&p, 2, 4, 14, 1);
    expect_range(&p, 1, 4, 11, 4);
    expect_range(&p, 4, 6, 15, 6);
    expect_range(&p, 5, 6, 16, 5);
    expect_range(&p, 6, 7, 21, 1);
    uint64_t o;
    size_t n;
    assert_false(ak_placed_range(&p, 2, 3, &o, &n));
    assert_false(ak_placed_range(&p, 3, 3, &o, &n));
    ak_placer_reset(&placer);
    const ak_placed none = ak_placer_view(&placer);
    assert_false(ak_placed_range(&none, 0, 1, &o, &n));
    ak_placer_free(&placer);
}

static void expect_joined(ak_line_join join, const char *text)
{
    const ak_line lines[] = {
        {AK_LIT("one"), 0, false}, {AK_LIT("two"), 5, true}, {AK_LIT("three"), 10, true}};
    ak_placer placer;
    ak_placer_init(&placer, 0);
    ak_lines_join(&placer, lines, 3, join);
    const ak_placed p = ak_placer_view(&placer);
    assert_int_equal(p.text.len, strlen(text));
    assert_memory_equal(p.text.data, text, p.text.len);
    expect_range(&p, 0, p.text.len, 0, 15);
    ak_placer_free(&placer);
}

static void test_join(void **state)
{
    (void)state;
    expect_joined(AK_JOIN_BLANK, "one two three");
    expect_joined(AK_JOIN_TIGHT, "onetwothree");
    expect_joined(AK_JOIN_FULL, "one twothree");
}

static void test_limit(void **state)
{
    ak_placer placer;
    (void)state;
    ak_placer_init(&placer, 4);
    ak_placer_add(&placer, AK_LIT("AB"), 0, 2);
    assert_false(placer.failed);
    ak_placer_add(&placer, AK_LIT("CDE"), 2, 3);
    assert_true(placer.failed);
    ak_placer_free(&placer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_range),
        cmocka_unit_test(test_join),
        cmocka_unit_test(test_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
