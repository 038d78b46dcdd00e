/* Spill files: bytes come back as they were written, forgotten or not; nothing has a name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/spill.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static size_t count_files(const char *folder)
{
    size_t count = 0;
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *e; (e = readdir(dir));) count += e->d_name[0] != '.';
    closedir(dir);
    return count;
}

static void test_bytes_come_back(void **state)
{
    (void)state;
    char folder[] = "/tmp/aka-spill-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/index", folder);
    ak_spill spill;
    uint64_t first, second;
    ak_slice one, two, none;
    assert_int_equal(ak_spill_open(&spill, path, NULL), AKA_OK);
    assert_int_equal(count_files(folder), 0);
    ak_spill_reserve(&spill, 5, &first);
    ak_spill_reserve(&spill, 10000, &second);
    assert_int_equal(first, 0);
    assert_int_equal(second % (uint64_t)sysconf(_SC_PAGESIZE), 0);
    assert_true(second >= 5);
    assert_int_equal(ak_spill_write(&spill, second, AK_LIT("second"), NULL), AKA_OK);
    assert_int_equal(ak_spill_write(&spill, first, AK_LIT("first"), NULL), AKA_OK);
    assert_int_equal(ak_spill_map(&spill, first, 5, &one, NULL), AKA_OK);
    assert_int_equal(ak_spill_map(&spill, second, 6, &two, NULL), AKA_OK);
    assert_int_equal(ak_spill_map(&spill, second, 0, &none, NULL), AKA_OK);
    assert_int_equal(none.len, 0);
    ak_spill_close(&spill);
    ak_spill_close(&spill);
    for (int i = 0; i < 2; i++) {
        assert_true(ak_slice_eq(one, AK_LIT("first")));
        assert_true(ak_slice_eq(two, AK_LIT("second")));
        ak_map_forget(one);
        ak_map_forget(ak_slice_sub(two, 2, 3));
        ak_map_forget(none);
    }
    ak_spill_unmap(one);
    ak_spill_unmap(two);
    ak_spill_unmap(none);
    assert_int_equal(rmdir(folder), 0);
}

static void test_no_folder(void **state)
{
    (void)state;
    ak_spill spill;
    aka_error err = {0};
    assert_int_equal(ak_spill_open(&spill, "/nonexistent/x", &err), AKA_E_IO);
    assert_string_equal(err.path, "/nonexistent/x");
    ak_spill_close(&spill);
}

static void test_closed_file(void **state)
{
    (void)state;
    ak_spill spill;
    ak_slice out;
    aka_error err = {0};
    assert_int_equal(ak_spill_open(&spill, "/tmp/aka-spill", &err), AKA_OK);
    int fd = spill.fd;
    spill.fd = -1;
    assert_int_equal(ak_spill_write(&spill, 0, AK_LIT("x"), &err), AKA_E_IO);
    assert_non_null(strstr(err.message, "temporary file"));
    assert_int_equal(ak_spill_map(&spill, 0, 1, &out, &err), AKA_E_IO);
    assert_int_equal(out.len, 0);
    spill.fd = fd;
    ak_spill_close(&spill);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bytes_come_back),
        cmocka_unit_test(test_no_folder),
        cmocka_unit_test(test_closed_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
