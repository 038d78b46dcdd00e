/* What the machine refuses: folders, disk space, memory. An old index stays as it was and nothing
 * is left behind. */
#include "sample.h"

#include "index/format.h"

#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <cmocka.h>

/* Calls until one fails; -1: none does. */
static long calls_left = -1;
static bool compression_fails;

static bool refuse_call(void)
{
    return calls_left >= 0 && calls_left-- == 0;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
ZSTD_CCtx *__real_ZSTD_createCCtx(void);
ZSTD_DCtx *__real_ZSTD_createDCtx(void);
size_t __real_ZSTD_compressCCtx(
    ZSTD_CCtx *context, void *to, size_t cap, const void *from, size_t len, int level);
size_t __real_ZSTD_decompressDCtx(
    ZSTD_DCtx *context, void *to, size_t cap, const void *from, size_t len);

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
ZSTD_CCtx *__wrap_ZSTD_createCCtx(void);
ZSTD_DCtx *__wrap_ZSTD_createDCtx(void);
size_t __wrap_ZSTD_compressCCtx(
    ZSTD_CCtx *context, void *to, size_t cap, const void *from, size_t len, int level);
size_t __wrap_ZSTD_decompressDCtx(
    ZSTD_DCtx *context, void *to, size_t cap, const void *from, size_t len);

void *__wrap_malloc(size_t size)
{
    return refuse_call() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return refuse_call() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return refuse_call() ? NULL : __real_realloc(old, size);
}

ZSTD_CCtx *__wrap_ZSTD_createCCtx(void)
{
    return refuse_call() ? NULL : __real_ZSTD_createCCtx();
}

ZSTD_DCtx *__wrap_ZSTD_createDCtx(void)
{
    return refuse_call() ? NULL : __real_ZSTD_createDCtx();
}

/* zstd's own allocations are out of reach; it reports them as an error number. */
size_t __wrap_ZSTD_compressCCtx(
    ZSTD_CCtx *context, void *to, size_t cap, const void *from, size_t len, int level)
{
    if (refuse_call()) return (size_t)-ZSTD_error_memory_allocation;
    if (compression_fails) return (size_t)-ZSTD_error_GENERIC;
    return __real_ZSTD_compressCCtx(context, to, cap, from, len, level);
}

size_t __wrap_ZSTD_decompressDCtx(
    ZSTD_DCtx *context, void *to, size_t cap, const void *from, size_t len)
{
    if (refuse_call()) return (size_t)-ZSTD_error_memory_allocation;
    return __real_ZSTD_decompressDCtx(context, to, cap, from, len);
}

/* A folder of our own, so that what is left behind can be counted. */
static char *make_folder(void)
{
    char *folder = sample_temp_path("folder");
    assert_int_equal(mkdir(folder, 0755), 0);
    return folder;
}

static size_t count_files(const char *folder)
{
    size_t count = 0;
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *e; (e = readdir(dir));) count += e->d_name[0] != '.';
    closedir(dir);
    return count;
}

static void assert_file(const char *path, const char *bytes, size_t len)
{
    size_t found_len;
    unsigned char *found = sample_read_file(path, &found_len);
    assert_int_equal(found_len, len);
    assert_memory_equal(found, bytes, len);
    free(found);
}

static void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

static void test_no_folder(void **state)
{
    (void)state;
    sample s;
    sample_make(&s, 3, 51);
    uint64_t bytes = 1, fingerprint = 2;
    aka_error err = {0};
    const char *const paths[] = {"/nonexistent/folder/x.aka", "/dev/null/x.aka", "/proc/x.aka", ""};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        /* "" is the name of nothing: the temporary file could be made, but not renamed. */
        assert_int_equal(ak_index_write(&s.data, paths[i], &bytes, &fingerprint, &err), AKA_E_IO);
        assert_string_equal(err.path, paths[i]);
    }
    assert_int_equal(bytes, 1);
    assert_int_equal(fingerprint, 2);
    sample_free(&s);
}

/* The target is a folder that is not empty: all is written, only the rename fails. */
static void test_rename_fails(void **state)
{
    (void)state;
    sample s;
    sample_make(&s, 3, 52);
    char *folder = make_folder();
    char target[4096], inside[4200];
    snprintf(target, sizeof target, "%s/x.aka", folder);
    snprintf(inside, sizeof inside, "%s/y", target);
    assert_int_equal(mkdir(target, 0755), 0);
    write_file(inside, "kept");
    aka_error err = {0};
    assert_int_equal(ak_index_write(&s.data, target, NULL, NULL, &err), AKA_E_IO);
    assert_int_equal(count_files(folder), 1);
    assert_file(inside, "kept", 4);
    unlink(inside);
    rmdir(target);
    rmdir(folder);
    free(folder);
    sample_free(&s);
}

/* The disk is full after `limit` bytes. */
static aka_status write_with_limit(const sample *s, const char *path, rlim_t limit, aka_error *err)
{
    struct rlimit old, low;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    low = old;
    low.rlim_cur = limit;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &low), 0);
    aka_status status = ak_index_write(&s->data, path, NULL, NULL, err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    return status;
}

static void test_disk_full(void **state)
{
    (void)state;
    sample s;
    sample_make(&s, 20, 53);
    char *folder = make_folder();
    char path[4096];
    snprintf(path, sizeof path, "%s/x.aka", folder);
    write_file(path, "the old index");
    signal(SIGXFSZ, SIG_IGN);
    uint64_t bytes = 0;
    char *elsewhere = sample_temp_path("size.aka");
    assert_int_equal(ak_index_write(&s.data, elsewhere, &bytes, NULL, NULL), AKA_OK);
    unlink(elsewhere);
    free(elsewhere);
    for (rlim_t limit = 0; limit < bytes; limit += limit < 1024 ? 61 : 1021) {
        aka_error err = {0};
        assert_int_equal(write_with_limit(&s, path, limit, &err), AKA_E_IO);
        assert_string_equal(err.path, path);
        assert_int_equal(count_files(folder), 1);
        assert_file(path, "the old index", 13);
    }
    assert_int_equal(write_with_limit(&s, path, bytes, NULL), AKA_OK);
    ak_index index;
    assert_int_equal(ak_index_open(&index, path, SAMPLE_RULES, 0, NULL), AKA_OK);
    ak_index_close(&index);
    unlink(path);
    rmdir(folder);
    free(folder);
    sample_free(&s);
}

/* More than 32 bits count: refused before anything is looked at. */
static void test_too_much(void **state)
{
    (void)state;
    sample s;
    sample_make(&s, 3, 54);
    aka_error err = {0};
    s.data.postings_count = UINT64_C(1) << 32;
    assert_int_equal(ak_index_write(&s.data, "/nonexistent/x", NULL, NULL, &err), AKA_E_LIMIT);
    assert_non_null(strstr(err.message, "4294967296 items in \"postings\""));
    sample_free(&s);
    sample_make(&s, 3, 54);
    s.data.strings.len = (size_t)1 << 32;
    assert_int_equal(ak_index_write(&s.data, "/nonexistent/x", NULL, NULL, &err), AKA_E_LIMIT);
    assert_non_null(strstr(err.message, "4294967296 bytes in \"strings\""));
    sample_free(&s);
}

static void test_bad_data_leaves_old_file(void **state)
{
    (void)state;
    sample s;
    sample_make(&s, 3, 55);
    char *folder = make_folder();
    char path[4096];
    snprintf(path, sizeof path, "%s/x.aka", folder);
    write_file(path, "the old index");
    s.parts[0].term = 9999;
    aka_error err = {0};
    assert_int_equal(ak_index_write(&s.data, path, NULL, NULL, &err), AKA_E_INTERNAL);
    assert_non_null(strstr(err.message, "\"parts\""));
    assert_int_equal(count_files(folder), 1);
    assert_file(path, "the old index", 13);
    unlink(path);
    rmdir(folder);
    free(folder);
    sample_free(&s);
}

/* Runs the function with the 1st, 2nd, … allocation failing until it gets through. */
static void fail_each(aka_status (*run)(void *, aka_error *), void *with)
{
    long n = 0;
    for (;; n++) {
        aka_error err = {0};
        calls_left = n;
        aka_status status = run(with, &err);
        bool failed = calls_left < 0;
        calls_left = -1;
        if (!failed) {
            assert_int_equal(status, AKA_OK);
            break;
        }
        assert_int_equal(status, AKA_E_NOMEM);
        assert_int_equal(err.code, AKA_E_NOMEM);
        assert_true(n < 100);
    }
    assert_true(n > 0);
}

typedef struct place {
    const sample *s;
    char *folder, path[4096];
} place;

static aka_status run_write(void *with, aka_error *err)
{
    const place *p = with;
    aka_status status = ak_index_write(&p->s->data, p->path, NULL, NULL, err);
    if (status != AKA_OK) assert_int_equal(count_files(p->folder), 0);
    return status;
}

static aka_status run_open(void *with, aka_error *err)
{
    const place *p = with;
    ak_index index;
    aka_status status = ak_index_open(&index, p->path, SAMPLE_RULES, 0, err);
    if (status != AKA_OK) assert_null(index.map);
    ak_index_close(&index);
    return status;
}

static aka_status run_record(void *with, aka_error *err)
{
    const ak_index *index = with;
    ak_buf out;
    ak_buf_init(&out, 0);
    aka_status status = ak_index_record(index, 1, &out, err);
    if (status != AKA_OK) assert_int_equal(out.len, 0);
    ak_buf_free(&out);
    return status;
}

static aka_status run_pack(void *with, aka_error *err)
{
    static const char zeros[AK_INDEX_BLOCK_TARGET];
    const ak_slice record = {zeros, sizeof zeros};
    (void)with;
    ak_index_data data = {0};
    ak_ix_label entity;
    ak_record_packer *packer;
    aka_status status = ak_record_packer_create(&packer, err);
    if (status != AKA_OK) return status;
    for (int i = 0; i < 70 && status == AKA_OK; i++)
        status = ak_record_packer_add(packer, record, &entity, err);
    if (status == AKA_OK) status = ak_record_packer_finish(packer, &data, err);
    ak_record_packer_free(packer);
    return status;
}

static void test_each_allocation(void **state)
{
    (void)state;
    sample s;
    sample_make(&s, 20, 56);
    place p = {.s = &s, .folder = make_folder()};
    snprintf(p.path, sizeof p.path, "%s/x.aka", p.folder);
    fail_each(run_write, &p);
    fail_each(run_open, &p);
    ak_index index;
    assert_int_equal(ak_index_open(&index, p.path, SAMPLE_RULES, 0, NULL), AKA_OK);
    fail_each(run_record, &index);
    ak_index_close(&index);
    fail_each(run_pack, NULL);
    unlink(p.path);
    rmdir(p.folder);
    free(p.folder);
    sample_free(&s);
}

static void test_compression_fails(void **state)
{
    (void)state;
    aka_error err = {0};
    compression_fails = true;
    assert_int_equal(run_pack(NULL, &err), AKA_E_INTERNAL);
    compression_fails = false;
    assert_non_null(strstr(err.message, "cannot be compressed"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_folder),
        cmocka_unit_test(test_rename_fails),
        cmocka_unit_test(test_disk_full),
        cmocka_unit_test(test_too_much),
        cmocka_unit_test(test_bad_data_leaves_old_file),
        cmocka_unit_test(test_each_allocation),
        cmocka_unit_test(test_compression_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
