/* The index of this format version as it was first released: it stays readable, and the same data
 * still gives the same bytes. Those of earlier versions are refused by name. */
#include "sample.h"
#include "walk.h"

#include "index/format.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <zstd.h>

#include <cmocka.h>

/* The zstd that compressed the golden file's records; another may do it in other bytes. */
enum { GOLDEN_ZSTD = 10504 };

static unsigned char *read_golden(int version, size_t *len)
{
    char path[4096];
    const char *source = getenv("AKA_SOURCE");
    snprintf(path, sizeof path, "%s/tests/index/golden-v%d.aka", source ? source : ".", version);
    return sample_read_file(path, len);
}

static void test_readable(void **state)
{
    (void)state;
    size_t len;
    unsigned char *bytes = read_golden(AK_INDEX_VERSION, &len);
    ak_index index;
    aka_error err = {0};
    const ak_slice whole = {(const char *)bytes, len};
    if (ak_index_open_bytes(&index, whole, SAMPLE_RULES, 0, &err) != AKA_OK)
        fail_msg("%s", err.message);
    assert_int_equal(index.data.entities_count, 6);
    walk_index(&index, UINT64_MAX);
    ak_buf want, got;
    ak_buf_init(&want, 0);
    ak_buf_init(&got, 0);
    for (uint32_t i = 0; i < 6; i++) {
        ak_buf_reset(&want);
        ak_buf_reset(&got);
        sample_record(&index.data, i, &want);
        assert_int_equal(ak_index_record(&index, i, &got, NULL), AKA_OK);
        assert_true(ak_slice_eq(ak_buf_slice(&want), ak_buf_slice(&got)));
    }
    uint32_t found = 9;
    assert_true(ak_index_find_id(&index, AK_LIT("made-0007919"), &found));
    assert_int_equal(found, 1);
    ak_buf_free(&want);
    ak_buf_free(&got);
    free(bytes);
}

static void test_same_bytes(void **state)
{
    (void)state;
    size_t golden_len, len;
    unsigned char *golden = read_golden(AK_INDEX_VERSION, &golden_len);
    sample s;
    sample_make(&s, 6, 1);
    unsigned char *bytes = sample_bytes(&s.data, &len);
    if (ZSTD_versionNumber() == GOLDEN_ZSTD) {
        assert_int_equal(len, golden_len);
        assert_memory_equal(bytes, golden, len);
    } else {
        print_message("zstd %s: compressed records are not compared\n", ZSTD_versionString());
        ak_index index;
        const ak_slice whole = {(const char *)golden, golden_len};
        assert_int_equal(ak_index_open_bytes(&index, whole, SAMPLE_RULES, 0, NULL), AKA_OK);
        ak_slice a[AK_SECTION_COUNT], b[AK_SECTION_COUNT];
        ak_index_to_sections(&index.data, a);
        ak_index_to_sections(&s.data, b);
        for (size_t i = 0; i < AK_SECTION_blocks; i++) assert_true(ak_slice_eq(a[i], b[i]));
    }
    sample_free(&s);
    free(bytes);
    free(golden);
}

/* The bytes that docs/index-format.md promises to stay where they are in every version. */
static void test_fixed_places(void **state)
{
    (void)state;
    static const unsigned char start[] = {0x89, 'A', 'K', 'A', ' ', 'i', 'n', 'd', 'e', 'x', '\r',
        '\n', 0x1A, '\n', 0, 0xFF, AK_INDEX_VERSION, 0, 0, 0, 64, 0, 0, 0};
    size_t len;
    unsigned char *bytes = read_golden(AK_INDEX_VERSION, &len);
    assert_true(len > sizeof start);
    assert_memory_equal(bytes, start, sizeof start);
    free(bytes);
}

static void test_older_versions_refused(void **state)
{
    (void)state;
    for (int version = 1; version < AK_INDEX_VERSION; version++) {
        size_t len;
        char said[64];
        unsigned char *bytes = read_golden(version, &len);
        ak_index index;
        aka_error err = {0};
        const ak_slice whole = {(const char *)bytes, len};
        assert_int_equal(ak_index_open_bytes(&index, whole, SAMPLE_RULES, 0, &err), AKA_E_VERSION);
        snprintf(
            said, sizeof said, "version %d; this aka reads version %d", version, AK_INDEX_VERSION);
        assert_non_null(strstr(err.message, said));
        free(bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_readable),
        cmocka_unit_test(test_same_bytes),
        cmocka_unit_test(test_fixed_places),
        cmocka_unit_test(test_older_versions_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
