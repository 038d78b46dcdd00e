/* Opens the input as an index and reads all of it: as it is, and again with the checksums made
 * right, which lets changed contents through to the checks behind them. */
#include "../tests/index/seal.h"
#include "../tests/index/walk.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void open_and_walk(ak_slice bytes, unsigned flags)
{
    const ak_ix_header *header = (const ak_ix_header *)(const void *)bytes.data;
    uint64_t rules = bytes.len < sizeof *header ? 0 : header->rules;
    ak_index index;
    if (ak_index_open_bytes(&index, bytes, rules, flags, NULL) == AKA_OK)
        walk_index(&index, AK_INDEX_BLOCK_MAX);
    ak_index_close(&index);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* malloc: aligned to 16, and a sanitizer sees its end. */
    unsigned char *bytes = malloc(size ? size : 1);
    if (!bytes) return 0;
    if (size) memcpy(bytes, data, size);
    const ak_slice whole = {(const char *)bytes, size};
    open_and_walk(whole, 0);
    open_and_walk(whole, AK_INDEX_SKIP_CHECKSUMS | AK_INDEX_FORCE_CHECKS);
    if (size >= sizeof(ak_ix_header)) {
        uint64_t file_len = size;
        memcpy(bytes + offsetof(ak_ix_header, file_len), &file_len, sizeof file_len);
    }
    seal(bytes, size);
    open_and_walk(whole, 0);
    free(bytes);
    return 0;
}
