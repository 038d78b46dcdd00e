/* Records into blocks and out again: sizes at and beyond the limits, and blocks that are damaged.
 */
#include "sample.h"

#include "index/format.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { RECORDS = 9 };

/* An open index of nothing but records. */
typedef struct shelf {
    ak_record_packer *packer;
    ak_ix_label labels[RECORDS];
    ak_index index;
} shelf;

static void put_record(shelf *s, size_t i, const char *bytes, size_t len)
{
    assert_int_equal(
        ak_record_packer_add(s->packer, (ak_slice){bytes, len}, &s->labels[i], NULL), AKA_OK);
}

static void finish(shelf *s, size_t count)
{
    assert_int_equal(ak_record_packer_finish(s->packer, &s->index.data, NULL), AKA_OK);
    s->index.data.labels = s->labels;
    s->index.data.entities_count = count;
}

static void assert_record(const shelf *s, uint32_t i, const char *bytes, size_t len)
{
    ak_buf out;
    ak_buf_init(&out, 0);
    ak_buf_adds(&out, "before,");
    assert_int_equal(ak_index_record(&s->index, i, &out, NULL), AKA_OK);
    assert_int_equal(out.len, len + 7);
    assert_memory_equal(out.data, "before,", 7);
    if (len) assert_memory_equal(out.data + 7, bytes, len);
    ak_buf_free(&out);
}

/* Bytes that do not compress. */
static char *noise(size_t len)
{
    uint64_t state = 3;
    char *bytes = malloc(len);
    assert_non_null(bytes);
    for (size_t i = 0; i < len; i++) bytes[i] = (char)(sample_random(&state) >> 56);
    return bytes;
}

static void test_sizes(void **state)
{
    (void)state;
    const size_t sizes[RECORDS] = {1, 0, AK_INDEX_BLOCK_TARGET, AK_INDEX_BLOCK_TARGET + 1, 5,
        AK_INDEX_BLOCK_MAX, AK_INDEX_BLOCK_TARGET - 5, 4, 0};
    const uint32_t blocks[RECORDS] = {0, 0, 0, 1, 2, 3, 4, 4, 4};
    char *bytes = noise(AK_INDEX_BLOCK_MAX);
    shelf s = {0};
    assert_int_equal(ak_record_packer_create(&s.packer, NULL), AKA_OK);
    for (size_t i = 0; i < RECORDS; i++) put_record(&s, i, i == 5 ? bytes : bytes + i, sizes[i]);
    finish(&s, RECORDS);
    assert_int_equal(s.index.data.blocks_count, 5);
    for (uint32_t i = 0; i < RECORDS; i++) {
        assert_int_equal(s.labels[i].record_block, blocks[i]);
        assert_record(&s, i, i == 5 ? bytes : bytes + i, sizes[i]);
    }
    for (size_t i = 0; i < 5; i++)
        assert_true(s.index.data.blocks[i].raw_len <= AK_INDEX_BLOCK_MAX);
    /* And again, as if nothing had been. */
    ak_record_packer_reset(s.packer);
    put_record(&s, 0, bytes + 7, 3);
    finish(&s, 1);
    assert_int_equal(s.index.data.blocks_count, 1);
    assert_int_equal(s.labels[0].record_block, 0);
    assert_record(&s, 0, bytes + 7, 3);
    ak_record_packer_free(s.packer);
    free(bytes);
}

static void test_too_long(void **state)
{
    (void)state;
    char *bytes = calloc(1, AK_INDEX_BLOCK_MAX + 1);
    assert_non_null(bytes);
    shelf s = {0};
    aka_error err = {0};
    ak_ix_label entity = {.record_block = 77};
    assert_int_equal(ak_record_packer_create(&s.packer, NULL), AKA_OK);
    const ak_slice long_record = {bytes, AK_INDEX_BLOCK_MAX + 1};
    assert_int_equal(ak_record_packer_add(s.packer, long_record, &entity, &err), AKA_E_LIMIT);
    assert_int_equal(entity.record_block, 77);
    /* The record is bad, not the packer. */
    put_record(&s, 0, "x", 1);
    finish(&s, 1);
    assert_record(&s, 0, "x", 1);
    ak_record_packer_free(s.packer);
    free(bytes);
}

static void test_none(void **state)
{
    (void)state;
    shelf s = {0};
    assert_int_equal(ak_record_packer_create(&s.packer, NULL), AKA_OK);
    finish(&s, 0);
    finish(&s, 0);
    assert_int_equal(s.index.data.blocks_count, 0);
    assert_int_equal(s.index.data.record_data.len, 0);
    ak_record_packer_free(s.packer);
    ak_record_packer_free(NULL);
    /* A block of nothing but an empty record is a block. */
    assert_int_equal(ak_record_packer_create(&s.packer, NULL), AKA_OK);
    put_record(&s, 0, NULL, 0);
    finish(&s, 1);
    assert_int_equal(s.index.data.blocks_count, 1);
    assert_record(&s, 0, "", 0);
    ak_record_packer_free(s.packer);
}

static void assert_corrupt(const ak_index *index, const char *message)
{
    ak_buf out;
    ak_buf_init(&out, 0);
    aka_error err = {0};
    assert_int_equal(ak_index_record(index, 1, &out, &err), AKA_E_CORRUPT);
    if (!strstr(err.message, "\"record data\"") || !strstr(err.message, message))
        fail_msg("\"%s\" has no \"%s\"", err.message, message);
    assert_int_equal(out.len, 0);
    ak_buf_free(&out);
}

/* Bounds hold for indexes opened without checks; damaged frames for all. */
static void test_damaged_blocks(void **state)
{
    (void)state;
    char *bytes = noise(2000);
    shelf s = {0};
    assert_int_equal(ak_record_packer_create(&s.packer, NULL), AKA_OK);
    put_record(&s, 0, bytes, 1000);
    put_record(&s, 1, bytes, 1000);
    finish(&s, 2);
    const ak_ix_label entity = s.labels[1];
    ak_ix_block block = s.index.data.blocks[0];
    const ak_ix_block intact = block;
    s.index.data.blocks = &block;

    s.labels[1].record_block = 1;
    assert_corrupt(&s.index, "does not exist");
    s.labels[1] = entity;
    s.labels[1].record_off = 1001;
    assert_corrupt(&s.index, "out of bounds");
    s.labels[1].record_off = UINT32_MAX;
    assert_corrupt(&s.index, "out of bounds");
    s.labels[1] = entity;
    block.off = UINT64_MAX;
    assert_corrupt(&s.index, "out of bounds");
    block = intact;
    block.len++;
    assert_corrupt(&s.index, "out of bounds");
    block = intact;
    block.raw_len = AK_INDEX_BLOCK_MAX + 1;
    assert_corrupt(&s.index, "out of bounds");
    block = intact;
    block.raw_len++;
    assert_corrupt(&s.index, "not as long");
    block.raw_len = intact.raw_len - 1;
    s.labels[1].record_len--;
    assert_corrupt(&s.index, "too small");
    s.labels[1] = entity;
    block = intact;
    block.len--;
    assert_corrupt(&s.index, "incorrect");
    block.len = 0;
    assert_corrupt(&s.index, "not as long");
    ak_record_packer_free(s.packer);
    free(bytes);
}

/* Each line of a real list: visibly skipped where there is none. */
static void test_real_records(void **state)
{
    (void)state;
    const char *folder = getenv("AKA_DATA");
    if (!folder) {
        print_message("AKA_DATA is not set: real records not packed\n");
        skip();
    }
    char path[4096];
    snprintf(path, sizeof path, "%s/lists/ftm/us_ofac_sdn_2026-08-20.ftm.jsonl", folder);
    size_t len, count = 0, cap = 0;
    unsigned char *bytes = sample_read_file(path, &len);
    ak_slice lines = {(const char *)bytes, len}, line;
    for (size_t i = 0; i < len; i++) cap += bytes[i] == '\n';
    ak_ix_label *entities = calloc(cap + 1, sizeof *entities);
    assert_non_null(entities);
    shelf s = {0};
    bool done = false;
    assert_int_equal(ak_record_packer_create(&s.packer, NULL), AKA_OK);
    while (ak_slice_split(&lines, '\n', &done, &line))
        assert_int_equal(ak_record_packer_add(s.packer, line, &entities[count++], NULL), AKA_OK);
    finish(&s, count);
    s.index.data.labels = entities;
    lines = (ak_slice){(const char *)bytes, len};
    done = false;
    /* Every 50th: in this order each block is unpacked for each of its records. */
    for (uint32_t i = 0; ak_slice_split(&lines, '\n', &done, &line); i++)
        if (i % 50 == 0) assert_record(&s, i, line.data, line.len);
    print_message("%zu records of %zu bytes in %zu blocks of %zu bytes\n", count, len,
        (size_t)s.index.data.blocks_count, s.index.data.record_data.len);
    ak_record_packer_free(s.packer);
    free(entities);
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_too_long),
        cmocka_unit_test(test_none),
        cmocka_unit_test(test_damaged_blocks),
        cmocka_unit_test(test_real_records),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
