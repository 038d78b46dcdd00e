/* Small files for the tests of readers, plain or compressed, in a folder that is removed at the
 * end; and allocations that fail on demand. */
#ifndef TESTS_LISTS_TEMP_H
#define TESTS_LISTS_TEMP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#define TEMP_NAMES 64

/* Files made in one test; free them with temp_remove. */
typedef struct temp {
    char dir[64];
    char names[TEMP_NAMES][128];
    size_t count;
} temp;

static inline void temp_make(temp *t)
{
    *t = (temp){.dir = "/tmp/aka-test-XXXXXX"};
    assert_non_null(mkdtemp(t->dir));
}

static inline void temp_remove(temp *t)
{
    for (size_t i = 0; i < t->count; i++) unlink(t->names[i]);
    rmdir(t->dir);
}

/* The path lives as long as t. A file of that name is overwritten. */
static inline const char *temp_write(temp *t, const char *name, const void *data, size_t len)
{
    char *path = t->names[t->count++];
    assert_true(t->count < TEMP_NAMES);
    char dir[sizeof t->dir]; /* a copy, for a compiler that sees an overlap */
    memcpy(dir, t->dir, sizeof dir);
    snprintf(path, sizeof t->names[0], "%s/%s", dir, name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(data, 1, len, f), len);
    fclose(f);
    return path;
}

static inline const char *temp_text(temp *t, const char *name, const char *text)
{
    return temp_write(t, name, text, strlen(text));
}

/* One gzip member or zstd frame. Returns its length; out has room for len + 1024 bytes. */
static inline size_t gzip_bytes(const char *data, size_t len, char *out)
{
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 16 + 15, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (unsigned char *)(uintptr_t)data;
    z.avail_in = (uInt)len;
    z.next_out = (unsigned char *)out;
    z.avail_out = (uInt)len + 1024;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    size_t n = z.total_out;
    deflateEnd(&z);
    return n;
}

static inline size_t zstd_bytes(const char *data, size_t len, char *out)
{
    size_t n = ZSTD_compress(out, len + 1024, data, len, 3);
    assert_false(ZSTD_isError(n));
    return n;
}

/* Allocation failure: link with -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc and define
 * TEMP_FAIL_ALLOCATIONS in one file. fail_at = n: the n-th call from now fails; 0: none does. */
#ifdef TEMP_FAIL_ALLOCATIONS
static size_t fail_at;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

static inline bool allocation_fails(void)
{
    return fail_at && --fail_at == 0;
}

void *__wrap_malloc(size_t size)
{
    return allocation_fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return allocation_fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return allocation_fails() ? NULL : __real_realloc(old, size);
}
#endif

#endif
