/* Growing arrays, string tables, and text handed out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/hash.h"
#include "base/text_out.h"
#include "base/vec.h"

#include <stdio.h>

static void test_push(void **state)
{
    (void)state;
    ak_vec v = {0};
    for (int i = 0; i < 1000; i++) {
        int *slot = ak_vec_push(&v, sizeof *slot);
        assert_non_null(slot);
        assert_int_equal(*slot, 0);
        *slot = i;
    }
    assert_int_equal(v.count, 1000);
    for (int i = 0; i < 1000; i++) assert_int_equal(((int *)v.data)[i], i);
    ak_vec_free(&v);
    assert_int_equal(v.count, 0);
}

static void test_extend(void **state)
{
    (void)state;
    ak_vec v = {0};
    /* No items is a success, also of an empty array. */
    assert_non_null(ak_vec_extend(&v, 0, 8));
    assert_int_equal(v.count, 0);
    assert_non_null(ak_vec_extend(&v, 100, 8));
    assert_int_equal(v.count, 100);
    assert_null(ak_vec_extend(&v, SIZE_MAX / 8, 8));
    assert_int_equal(v.count, 100);
    ak_vec_free(&v);
}

static void test_intern(void **state)
{
    (void)state;
    ak_intern t = {0};
    uint32_t number;
    assert_false(ak_intern_find(&t, AK_LIT("0"), &number));
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; i < 5000; i++) {
            char s[16];
            int n = snprintf(s, sizeof s, "%u", i);
            assert_true(ak_intern_add(&t, (ak_slice){s, (size_t)n}, &number));
            assert_int_equal(number, i);
        }
    assert_int_equal(t.spans.count, 5000);
    assert_true(ak_slice_is(ak_intern_get(&t, 1234), "1234"));
    assert_true(ak_intern_find(&t, AK_LIT("77"), &number));
    assert_int_equal(number, 77);
    assert_false(ak_intern_find(&t, AK_LIT("nobody"), &number));
    assert_true(ak_intern_add(&t, (ak_slice){NULL, 0}, &number));
    assert_int_equal(ak_intern_get(&t, number).len, 0);
    ak_intern_reset(&t);
    assert_false(ak_intern_find(&t, AK_LIT("77"), &number));
    assert_true(ak_intern_add(&t, AK_LIT("77"), &number));
    assert_int_equal(number, 0);
    assert_true(ak_slice_is(ak_intern_get(&t, 0), "77"));
    ak_intern_free(&t);
}

static void test_intern_in_two_steps(void **state)
{
    (void)state;
    ak_intern t = {0};
    char s[16];
    uint32_t number;
    for (int i = 0; i < 5000; i++) {
        const ak_slice word = {s, (size_t)snprintf(s, sizeof s, "%d", i)};
        const uint64_t hash = ak_hash(word);
        assert_false(ak_intern_find_hashed(&t, word, hash, &number));
        assert_true(ak_intern_add_new(&t, word, hash, &number));
        assert_int_equal(number, i);
        assert_true(ak_intern_find_hashed(&t, word, hash, &number));
        assert_int_equal(number, i);
    }
    assert_true(ak_intern_add(&t, AK_LIT("77"), &number));
    assert_int_equal(number, 77);
    ak_intern_free(&t);
}

static void test_text_out(void **state)
{
    (void)state;
    aka_text out = {0};
    aka_error err;
    for (int i = 0; i < 3; i++) {
        ak_buf buf;
        ak_text_out_begin(&out, &buf);
        ak_buf_adds(&buf, i == 1 ? "longer text" : "");
        assert_int_equal(ak_text_out_end(&out, &buf, &err), AKA_OK);
        assert_string_equal(out.data, i == 1 ? "longer text" : "");
        assert_int_equal(out.len, i == 1 ? 11 : 0);
    }
    ak_buf failed;
    ak_text_out_begin(&out, &failed);
    failed.failed = true;
    assert_int_equal(ak_text_out_end(&out, &failed, &err), AKA_E_NOMEM);
    aka_text_free(&out);
    assert_null(out.data);
    aka_text_free(&out);
    aka_text_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_push),
        cmocka_unit_test(test_extend),
        cmocka_unit_test(test_intern),
        cmocka_unit_test(test_intern_in_two_steps),
        cmocka_unit_test(test_text_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
