/* Mapping files, and replacing them so that a failure leaves the old one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct fixture {
    char dir[64], path[96];
} fixture;

static int setup(void **state)
{
    static fixture f;
    snprintf(f.dir, sizeof f.dir, "/tmp/aka-test-file.XXXXXX");
    if (!mkdtemp(f.dir)) return -1;
    snprintf(f.path, sizeof f.path, "%s/data.bin", f.dir);
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    fixture *f = *state;
    unlink(f->path);
    return rmdir(f->dir); /* fails where a temporary file was left behind */
}

static void check_content(const char *path, const char *expected)
{
    ak_map map;
    aka_error err = {0};
    assert_int_equal(ak_map_open(&map, path, &err), AKA_OK);
    assert_true(ak_slice_is(map.bytes, expected));
    ak_map_close(&map);
}

static size_t files_in(const char *dir)
{
    size_t n = 0;
    DIR *d = opendir(dir);
    assert_non_null(d);
    for (struct dirent *e; (e = readdir(d));) n += e->d_name[0] != '.';
    closedir(d);
    return n;
}

static void write_whole(const char *path, const char *content)
{
    ak_atomic file;
    aka_error err = {0};
    assert_int_equal(ak_atomic_open(&file, path, &err), AKA_OK);
    assert_int_equal(ak_atomic_write(&file, ak_slice_of(content), &err), AKA_OK);
    assert_int_equal(ak_atomic_commit(&file, &err), AKA_OK);
    assert_int_equal(file.fd, -1);
    ak_atomic_abort(&file); /* harmless after commit */
}

static void test_reading_a_map(void **state)
{
    const fixture *f = *state;
    write_whole(f->path, "what is mapped can be read");
    ak_map map;
    char read[6] = "";
    assert_int_equal(ak_map_open(&map, f->path, NULL), AKA_OK);
    const ak_slice middle = ak_slice_sub(map.bytes, 8, 14);
    assert_true(ak_map_read(&map, middle, read));
    assert_memory_equal(read, "mapped", 6);
    assert_true(ak_map_read(&map, ak_slice_sub(map.bytes, 26, 26), read));
    assert_int_equal(truncate(f->path, 10), 0);
    assert_false(ak_map_read(&map, middle, read));
    ak_map_close(&map);
    assert_int_equal(map.fd, -1);
}

static void test_map(void **state)
{
    fixture *f = *state;
    write_whole(f->path, "content");
    ak_map map;
    assert_int_equal(ak_map_open(&map, f->path, NULL), AKA_OK);
    unlink(f->path); /* what is mapped stays readable */
    assert_true(ak_slice_is(map.bytes, "content"));
    ak_map_close(&map);
    assert_int_equal(map.bytes.len, 0);
    ak_map_close(&map);
    write_whole(f->path, "");
    check_content(f->path, "");
}

static void test_map_failures(void **state)
{
    fixture *f = *state;
    ak_map map;
    aka_error err = {0};
    assert_int_equal(ak_map_open(&map, f->path, &err), AKA_E_IO);
    assert_string_equal(err.path, f->path);
    assert_int_equal(map.bytes.len, 0);
    assert_int_equal(ak_map_open(&map, f->dir, &err), AKA_E_IO);
    assert_non_null(strstr(err.message, "not a regular file"));
    assert_int_equal(ak_map_open(&map, "/dev/null", &err), AKA_E_IO);
    /* A pipe that nobody writes to is refused, not waited for. */
    assert_int_equal(mkfifo(f->path, 0600), 0);
    alarm(10);
    assert_int_equal(ak_map_open(&map, f->path, &err), AKA_E_IO);
    alarm(0);
    assert_non_null(strstr(err.message, "not a regular file"));
    ak_map_close(&map);
}

static void test_replace(void **state)
{
    fixture *f = *state;
    write_whole(f->path, "old");
    ak_atomic file;
    aka_error err = {0};
    assert_int_equal(ak_atomic_open(&file, f->path, &err), AKA_OK);
    assert_int_equal(ak_atomic_write(&file, AK_LIT("????"), &err), AKA_OK);
    assert_int_equal(ak_atomic_write(&file, AK_LIT(""), &err), AKA_OK);
    assert_int_equal(ak_atomic_write(&file, AK_LIT(" new"), &err), AKA_OK);
    assert_int_equal(file.written, 8);
    assert_int_equal(ak_atomic_rewrite(&file, 0, AK_LIT("head"), &err), AKA_OK);
    assert_int_equal(ak_atomic_rewrite(&file, 8, AK_LIT(""), &err), AKA_OK);
    check_content(f->path, "old"); /* until it is committed */
    assert_int_equal(files_in(f->dir), 2);
    assert_int_equal(ak_atomic_commit(&file, &err), AKA_OK);
    check_content(f->path, "head new");
    assert_int_equal(files_in(f->dir), 1);
    struct stat st;
    assert_int_equal(stat(f->path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0644);
}

static void test_replace_through_a_link(void **state)
{
    fixture *f = *state;
    char link[512];
    struct stat st;
    snprintf(link, sizeof link, "%s/link", f->dir);
    write_whole(f->path, "old");
    assert_int_equal(symlink(f->path, link), 0);
    write_whole(link, "new");
    check_content(f->path, "new");
    assert_int_equal(lstat(link, &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    unlink(f->path); /* a link that leads nowhere gives way to the file */
    write_whole(link, "newer");
    check_content(link, "newer");
    assert_int_equal(lstat(link, &st), 0);
    assert_true(S_ISREG(st.st_mode));
    unlink(link);
}

/* What is no file is never renamed away: not a pipe, not a folder, not /dev/stdout. */
static void test_replace_no_file(void **state)
{
    fixture *f = *state;
    ak_atomic file;
    aka_error err = {0};
    assert_int_equal(mkfifo(f->path, 0600), 0);
    const char *const paths[] = {f->path, f->dir, "/dev/null"};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(ak_atomic_open(&file, paths[i], &err), AKA_E_IO);
        assert_string_equal(err.path, paths[i]);
        assert_non_null(strstr(err.message, "is not a regular file"));
        assert_int_equal(file.fd, -1);
        ak_atomic_abort(&file);
    }
    assert_int_equal(files_in(f->dir), 1);
}

static void test_rewrite_bounds(void **state)
{
    fixture *f = *state;
    ak_atomic file;
    aka_error err = {0};
    assert_int_equal(ak_atomic_open(&file, f->path, &err), AKA_OK);
    assert_int_equal(ak_atomic_write(&file, AK_LIT("1234"), &err), AKA_OK);
    assert_int_equal(ak_atomic_rewrite(&file, 3, AK_LIT("xy"), &err), AKA_E_INTERNAL);
    assert_int_equal(ak_atomic_rewrite(&file, 5, AK_LIT(""), &err), AKA_E_INTERNAL);
    assert_int_equal(ak_atomic_rewrite(&file, UINT64_MAX, AK_LIT("x"), &err), AKA_E_INTERNAL);
    assert_int_equal(ak_atomic_commit(&file, &err), AKA_OK);
    check_content(f->path, "1234");
}

static void test_abort(void **state)
{
    fixture *f = *state;
    write_whole(f->path, "old");
    ak_atomic file;
    aka_error err = {0};
    assert_int_equal(ak_atomic_open(&file, f->path, &err), AKA_OK);
    assert_int_equal(ak_atomic_write(&file, AK_LIT("new"), &err), AKA_OK);
    ak_atomic_abort(&file);
    assert_int_equal(file.fd, -1);
    ak_atomic_abort(&file);
    check_content(f->path, "old");
    assert_int_equal(files_in(f->dir), 1);
}

static void test_open_failure(void **state)
{
    fixture *f = *state;
    char path[160];
    snprintf(path, sizeof path, "%s/missing/data.bin", f->dir);
    ak_atomic file;
    aka_error err = {0};
    assert_int_equal(ak_atomic_open(&file, path, &err), AKA_E_IO);
    assert_string_equal(err.path, path);
    assert_int_equal(file.fd, -1);
    ak_atomic_abort(&file);
}

/* The disk is "full" behind 4096 bytes. */
static void test_write_failure(void **state)
{
    fixture *f = *state;
    write_whole(f->path, "old");
    struct rlimit before, small;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = (struct rlimit){4096, before.rlim_max};
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    static const char zeros[8192];
    ak_atomic file;
    aka_error err = {0};
    aka_status opened = ak_atomic_open(&file, f->path, &err);
    aka_status written = ak_atomic_write(&file, (ak_slice){zeros, sizeof zeros}, &err);
    uint64_t counted = file.written;
    ak_atomic_abort(&file);
    setrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, handler);
    assert_int_equal(opened, AKA_OK);
    assert_int_equal(written, AKA_E_IO);
    assert_int_equal(counted, 0);
    assert_string_equal(err.path, f->path);
    check_content(f->path, "old");
    assert_int_equal(files_in(f->dir), 1);
}

/* The target has become a folder: the rename fails, the folder stays, nothing is left over. */
static void test_commit_failure(void **state)
{
    fixture *f = *state;
    ak_atomic file;
    aka_error err = {0};
    assert_int_equal(ak_atomic_open(&file, f->path, &err), AKA_OK);
    assert_int_equal(ak_atomic_write(&file, AK_LIT("new"), &err), AKA_OK);
    assert_int_equal(mkdir(f->path, 0700), 0);
    assert_int_equal(ak_atomic_commit(&file, &err), AKA_E_IO);
    assert_string_equal(err.path, f->path);
    assert_int_equal(files_in(f->dir), 1);
    assert_int_equal(rmdir(f->path), 0);
}

#define FIXTURE_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(test_reading_a_map),
        FIXTURE_TEST(test_map),
        FIXTURE_TEST(test_map_failures),
        FIXTURE_TEST(test_replace),
        FIXTURE_TEST(test_replace_through_a_link),
        FIXTURE_TEST(test_replace_no_file),
        FIXTURE_TEST(test_rewrite_bounds),
        FIXTURE_TEST(test_abort),
        FIXTURE_TEST(test_open_failure),
        FIXTURE_TEST(test_write_failure),
        FIXTURE_TEST(test_commit_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
