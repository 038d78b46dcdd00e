/* Records in compressed blocks: collected for the writer, taken out for readers. */
#include "index/format.h"

#include <stdlib.h>
#include <zstd.h>
#include <zstd_errors.h>

/* Part of "same data, same bytes": another level gives other (equally readable) files. This one
 * leaves letters uncoded. With blocks of 2 KiB a record of real lists is read in 20,000
 * instructions, at level 3 in blocks of 4 KiB in 55,000, and the whole index is 5 % larger. */
enum { COMPRESSION_LEVEL = -1 };

struct ak_record_packer {
    ak_buf raw;        /* the open block … */
    size_t records;    /* … and how many records it has */
    ak_buf compressed; /* the closed ones, one behind the other */
    ak_ix_block *blocks;
    size_t count, cap;
    ZSTD_CCtx *zstd;
};

aka_status ak_record_packer_create(ak_record_packer **out, aka_error *err)
{
    *out = NULL;
    ak_record_packer *packer = calloc(1, sizeof *packer);
    if (!packer) return ak_fail_nomem(err);
    ak_buf_init(&packer->raw, AK_INDEX_BLOCK_MAX);
    ak_buf_init(&packer->compressed, 0);
    packer->zstd = ZSTD_createCCtx();
    if (!packer->zstd) {
        ak_record_packer_free(packer);
        return ak_fail_nomem(err);
    }
    *out = packer;
    return AKA_OK;
}

void ak_record_packer_free(ak_record_packer *packer)
{
    if (!packer) return;
    ak_buf_free(&packer->raw);
    ak_buf_free(&packer->compressed);
    free(packer->blocks);
    ZSTD_freeCCtx(packer->zstd);
    free(packer);
}

void ak_record_packer_reset(ak_record_packer *packer)
{
    ak_buf_reset(&packer->raw);
    ak_buf_reset(&packer->compressed);
    packer->records = packer->count = 0;
}

static bool grow_blocks(ak_record_packer *packer)
{
    if (packer->count < packer->cap) return true;
    size_t cap = packer->cap ? packer->cap * 2 : 64;
    if (cap > SIZE_MAX / sizeof *packer->blocks) return false;
    ak_ix_block *blocks = realloc(packer->blocks, cap * sizeof *blocks);
    if (!blocks) return false;
    packer->blocks = blocks;
    packer->cap = cap;
    return true;
}

static aka_status close_block(ak_record_packer *packer, aka_error *err)
{
    ak_buf *to = &packer->compressed;
    size_t bound = ZSTD_compressBound(packer->raw.len);
    if (packer->records == 0) return AKA_OK;
    if (!grow_blocks(packer) || !ak_buf_reserve(to, bound)) return ak_fail_nomem(err);
    size_t n = ZSTD_compressCCtx(packer->zstd, to->data + to->len, bound, packer->raw.data,
        packer->raw.len, COMPRESSION_LEVEL);
    if (ZSTD_isError(n)) {
        if (ZSTD_getErrorCode(n) == ZSTD_error_memory_allocation) return ak_fail_nomem(err);
        return ak_fail(
            err, AKA_E_INTERNAL, "records cannot be compressed: %s", ZSTD_getErrorName(n));
    }
    packer->blocks[packer->count++] =
        (ak_ix_block){.off = to->len, .len = (uint32_t)n, .raw_len = (uint32_t)packer->raw.len};
    to->len += n;
    to->data[to->len] = '\0';
    ak_buf_reset(&packer->raw);
    packer->records = 0;
    return AKA_OK;
}

aka_status ak_record_packer_add(
    ak_record_packer *packer, ak_slice record, ak_ix_label *label, aka_error *err)
{
    if (record.len > AK_INDEX_BLOCK_MAX)
        return ak_fail(err, AKA_E_LIMIT, "a record of %zu bytes is over the limit of %u",
            record.len, AK_INDEX_BLOCK_MAX);
    /* Small records do not share a block with a huge one: reading them would mean unpacking it. */
    if (packer->raw.len >= AK_INDEX_BLOCK_TARGET || record.len > AK_INDEX_BLOCK_TARGET) {
        aka_status status = close_block(packer, err);
        if (status != AKA_OK) return status;
    }
    size_t off = packer->raw.len;
    if (!ak_buf_add(&packer->raw, record)) return ak_fail_nomem(err);
    packer->records++;
    label->record_block = (uint32_t)packer->count;
    label->record_off = (uint32_t)off;
    label->record_len = (uint32_t)record.len;
    return AKA_OK;
}

aka_status ak_record_packer_finish(ak_record_packer *packer, ak_index_data *data, aka_error *err)
{
    aka_status status = close_block(packer, err);
    if (status != AKA_OK) return status;
    data->blocks = packer->blocks;
    data->blocks_count = packer->count;
    data->record_data = ak_buf_slice(&packer->compressed);
    return AKA_OK;
}

static aka_status block_corrupt(uint32_t block, const char *what, aka_error *err)
{
    return ak_fail(err, AKA_E_CORRUPT, "section \"record data\": block %u %s", block, what);
}

/* raw has room for raw_len bytes. */
static aka_status unpack(
    ZSTD_DCtx *zstd, ak_slice packed, char *raw, uint32_t number, uint32_t raw_len, aka_error *err)
{
    size_t n = ZSTD_decompressDCtx(zstd, raw, raw_len, packed.data, packed.len);
    if (ZSTD_isError(n) && ZSTD_getErrorCode(n) == ZSTD_error_memory_allocation)
        return ak_fail_nomem(err);
    if (ZSTD_isError(n)) return block_corrupt(number, ZSTD_getErrorName(n), err);
    if (n != raw_len) return block_corrupt(number, "is not as long as it says", err);
    return AKA_OK;
}

/* The block of an entity, unpacked; the caller frees it. A NULL for zstd is lack of memory. The
 * bounds are those that opening checks; they are cheap beside the decompression, and so hold for
 * files that were opened without checks, too. */
static aka_status unpack_block(
    const ak_index *index, const ak_ix_label *label, ZSTD_DCtx *zstd, char **out, aka_error *err)
{
    const ak_index_data *d = &index->data;
    uint32_t number = label->record_block;
    if (number >= d->blocks_count) return block_corrupt(number, "does not exist", err);
    const ak_ix_block *block = &d->blocks[number];
    if (block->off > d->record_data.len || block->len > d->record_data.len - block->off ||
        block->raw_len > AK_INDEX_BLOCK_MAX)
        return block_corrupt(number, "is out of bounds", err);
    ak_buf read;
    ak_buf_init(&read, 0);
    char *raw = malloc(block->raw_len ? block->raw_len : 1);
    const ak_slice packed =
        ak_index_peek(index, (ak_slice){d->record_data.data + block->off, block->len}, &read);
    aka_status status =
        zstd && raw ? unpack(zstd, packed, raw, number, block->raw_len, err) : ak_fail_nomem(err);
    ak_buf_free(&read);
    if (status != AKA_OK) {
        free(raw);
        return status;
    }
    *out = raw;
    return AKA_OK;
}

/* Whether the record is within its block. */
static bool is_within(const ak_index_data *d, const ak_ix_label *label)
{
    return label->record_block < d->blocks_count &&
           (uint64_t)label->record_off + label->record_len <=
               d->blocks[label->record_block].raw_len;
}

ak_unpacker *ak_unpacker_create(void)
{
    return ZSTD_createDCtx();
}

void ak_unpacker_free(ak_unpacker *unpacker)
{
    ZSTD_freeDCtx(unpacker);
}

aka_status ak_index_record_by(
    ak_unpacker *unpacker, const ak_index *index, uint32_t number, ak_buf *out, aka_error *err)
{
    const ak_index_data *d = &index->data;
    if (number >= d->entities_count)
        return ak_fail(err, AKA_E_ARGUMENT, "there is no entity number %u", number);
    ak_buf read;
    ak_buf_init(&read, 0);
    const ak_ix_label label = ak_index_label(index, number, &read);
    ak_buf_free(&read);
    if (label.record_block < d->blocks_count && !is_within(d, &label))
        return block_corrupt(label.record_block, "is out of bounds", err);
    char *raw = NULL;
    aka_status status = unpack_block(index, &label, unpacker, &raw, err);
    if (status != AKA_OK) return status;
    if (!ak_buf_add(out, (ak_slice){raw + label.record_off, label.record_len}))
        status = ak_fail_nomem(err);
    free(raw);
    return status;
}

aka_status ak_index_record(const ak_index *index, uint32_t number, ak_buf *out, aka_error *err)
{
    ak_unpacker *unpacker = ak_unpacker_create();
    aka_status status = ak_index_record_by(unpacker, index, number, out, err);
    ak_unpacker_free(unpacker);
    return status;
}

aka_status ak_index_each_record(
    const ak_index *index, ak_index_take_record *take, void *ctx, aka_error *err)
{
    const ak_index_data *d = &index->data;
    aka_status status = AKA_OK;
    char *raw = NULL;
    ZSTD_DCtx *zstd = ZSTD_createDCtx();
    for (uint32_t i = 0; i < d->entities_count && status == AKA_OK; i++) {
        const ak_ix_label *label = &d->labels[i];
        if (!raw || label->record_block != d->labels[i - 1].record_block) {
            free(raw);
            raw = NULL;
            status = unpack_block(index, label, zstd, &raw, err);
        }
        if (status == AKA_OK && !is_within(d, label))
            status = block_corrupt(label->record_block, "is out of bounds", err);
        if (status == AKA_OK &&
            !take(ctx, i, (ak_slice){raw + label->record_off, label->record_len}))
            break;
    }
    free(raw);
    ZSTD_freeDCtx(zstd);
    return status;
}
