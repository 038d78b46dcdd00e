/* Each allocation of the base room fails in turn: clean errors, nothing leaked, nothing touched. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/sort.h"

#include "failing_alloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void test_arena(void **state)
{
    (void)state;
    bool failed = true;
    for (long n = 0; failed; n++) {
        ak_arena arena;
        ak_arena_init(&arena, 0);
        fail_allocation(n);
        size_t got = 0;
        for (int i = 0; i < 20; i++) got += ak_arena_alloc(&arena, 2000) != NULL;
        failed = end_of_failures();
        assert_int_equal(got, failed ? 19 : 20);
        assert_int_equal(arena.used, got * 2000);
        ak_slice copy;
        fail_allocation(0);
        assert_false(ak_arena_dup(&arena, (ak_slice){"x", 1u << 21}, &copy));
        assert_null(copy.data);
        assert_true(end_of_failures());
        ak_arena_free(&arena);
    }
}

static void test_buf(void **state)
{
    (void)state;
    bool failed = true;
    for (long n = 0; failed; n++) {
        ak_buf buf;
        ak_buf_init(&buf, 0);
        fail_allocation(n);
        for (int i = 0; i < 300; i++) {
            ak_buf_add_json(&buf, AK_LIT("some\ntext"));
            ak_buf_addf(&buf, "%d", i);
        }
        failed = end_of_failures();
        assert_int_equal(buf.failed, failed);
        if (buf.data) assert_int_equal(strlen(buf.data), buf.len);
        ak_buf_free(&buf);
    }
}

static void test_atomic(void **state)
{
    (void)state;
    char path[64];
    snprintf(path, sizeof path, "/tmp/aka-test-nomem.%ld", (long)getpid());
    bool failed = true;
    for (long n = 0; failed; n++) {
        ak_atomic file;
        aka_error err = {0};
        fail_allocation(n);
        aka_status status = ak_atomic_open(&file, path, &err);
        if (status == AKA_OK) status = ak_atomic_write(&file, AK_LIT("x"), &err);
        if (status == AKA_OK) status = ak_atomic_commit(&file, &err);
        failed = end_of_failures();
        assert_int_equal(status, failed ? AKA_E_NOMEM : AKA_OK);
        assert_int_equal(access(path, F_OK), failed ? -1 : 0);
        assert_int_equal(file.fd, -1);
        ak_atomic_abort(&file);
    }
    unlink(path);
}

static ak_slice some_text(const void *ctx, uint32_t number)
{
    return ak_slice_sub(*(const ak_slice *)ctx, number, number + 1);
}

static void test_sort(void **state)
{
    (void)state;
    const ak_slice letters = AK_LIT("cab");
    uint32_t numbers[] = {0, 1, 2};
    fail_allocation(0);
    assert_false(ak_sort_by_text(numbers, 3, some_text, &letters));
    assert_true(end_of_failures());
    for (uint32_t i = 0; i < 3; i++) assert_int_equal(numbers[i], i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena),
        cmocka_unit_test(test_buf),
        cmocka_unit_test(test_atomic),
        cmocka_unit_test(test_sort),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
