/* Opening an index file: what its header and section table promise is checked before anything
 * behind them is read; then checksums, then contents. */
#include "index/format.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/spill.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

struct ak_index_map {
    ak_map file;
};

/* For what no section is to blame for: `header at byte 16: …`. */
__attribute__((format(printf, 4, 5))) static aka_status fail_header(
    aka_error *err, aka_status code, size_t byte, const char *fmt, ...)
{
    char detail[256];
    va_list args;
    va_start(args, fmt);
    vsnprintf(detail, sizeof detail, fmt, args);
    va_end(args);
    ak_fail(err, code, "header at byte %zu: %s", byte, detail);
    if (err) err->byte = byte;
    return code;
}

/* Tells a file of another kind from an index that lost bytes or came through a text filter. */
static aka_status check_magic(ak_slice bytes, aka_error *err)
{
    static const char magic[] = AK_INDEX_MAGIC;
    const size_t name_end =
        10; /* \x89 and "AKA index": what no text filter changes, but for \x89 */
    size_t n = bytes.len < AK_INDEX_MAGIC_LEN ? bytes.len : AK_INDEX_MAGIC_LEN;
    if (n == 0) return ak_fail(err, AKA_E_FORMAT, "is empty, not an aka index");
    if (memcmp(bytes.data, magic, n) != 0) {
        if (n >= name_end && memcmp(bytes.data + 1, magic + 1, name_end - 1) == 0)
            return fail_header(err, AKA_E_CORRUPT, 0,
                "the signature is damaged: the file was probably copied as text, not as bytes");
        return ak_fail(err, AKA_E_FORMAT, "is not an aka index");
    }
    if (bytes.len < sizeof(ak_ix_header))
        return fail_header(err, AKA_E_CORRUPT, bytes.len, "the file is cut short: it ends inside");
    return AKA_OK;
}

static aka_status check_header(ak_slice bytes, const ak_ix_header *h, aka_error *err)
{
    if (h->version != AK_INDEX_VERSION)
        return fail_header(err, AKA_E_VERSION, offsetof(ak_ix_header, version),
            "index format version %u; this aka reads version %u: build the index again with it",
            h->version, AK_INDEX_VERSION);
    if (h->header_len != sizeof *h)
        return fail_header(err, AKA_E_CORRUPT, offsetof(ak_ix_header, header_len),
            "header length %u, not %zu", h->header_len, sizeof *h);
    if (h->file_len != bytes.len)
        return fail_header(err, AKA_E_CORRUPT, offsetof(ak_ix_header, file_len),
            "%s: the file has %zu bytes, its header says %llu",
            h->file_len > bytes.len ? "cut short" : "something was added at the end", bytes.len,
            (unsigned long long)h->file_len);
    if (h->section_count != AK_SECTION_COUNT)
        return fail_header(err, AKA_E_CORRUPT, offsetof(ak_ix_header, section_count),
            "%u sections, not %u", h->section_count, AK_SECTION_COUNT);
    if (h->flags != 0)
        return fail_header(
            err, AKA_E_CORRUPT, offsetof(ak_ix_header, flags), "unknown flags %08x", h->flags);
    if (bytes.len < AK_INDEX_TABLE_END)
        return fail_header(
            err, AKA_E_CORRUPT, bytes.len, "the file is cut short: it ends in the section table");
    return AKA_OK;
}

static aka_status read_header(
    ak_slice bytes, ak_ix_header *header, ak_ix_section table[AK_SECTION_COUNT], aka_error *err)
{
    aka_status status = check_magic(bytes, err);
    if (status != AKA_OK) return status;
    memcpy(header, bytes.data, sizeof *header);
    status = check_header(bytes, header, err);
    if (status != AKA_OK) return status;
    memcpy(table, bytes.data + sizeof *header, AK_SECTION_COUNT * sizeof *table);
    uint64_t sum = ak_index_header_checksum(header, table);
    if (sum != header->checksum)
        return fail_header(err, AKA_E_CORRUPT, offsetof(ak_ix_header, checksum),
            "checksum of header and section table is %016llx, not %016llx", (unsigned long long)sum,
            (unsigned long long)header->checksum);
    sum = ak_index_fingerprint(header->rules, table);
    if (sum != header->fingerprint)
        return fail_header(err, AKA_E_CORRUPT, offsetof(ak_ix_header, fingerprint),
            "fingerprint is %016llx, not %016llx", (unsigned long long)sum,
            (unsigned long long)header->fingerprint);
    return AKA_OK;
}

/* First byte of bytes[from, to) that is not zero, or `to`. */
static uint64_t skip_zeros(ak_slice bytes, uint64_t from, uint64_t to)
{
    while (from < to && bytes.data[from] == 0) from++;
    return from;
}

/* Entry i of the table, which must begin at the first aligned byte from `end` on. */
static aka_status check_section(
    ak_slice bytes, const ak_ix_section *s, enum ak_section i, uint64_t end, aka_error *err)
{
    const ak_section_info *info = &ak_section_infos[i];
    if (s->id != info->id)
        return ak_index_fail(err, AKA_E_CORRUPT, i, sizeof(ak_ix_header) + i * sizeof *s,
            "the section table has id %u in place of %u: unknown, missing, twice or out of order",
            s->id, info->id);
    if (s->flags != 0)
        return ak_index_fail(err, AKA_E_CORRUPT, i, s->off, "unknown flags %08x", s->flags);
    if (s->off != ak_index_align(end))
        return ak_index_fail(err, AKA_E_CORRUPT, i, s->off, "should begin at byte %llu",
            (unsigned long long)ak_index_align(end));
    if (s->len % info->size != 0)
        return ak_index_fail(err, AKA_E_CORRUPT, i, s->off, "length %llu is no multiple of %u",
            (unsigned long long)s->len, info->size);
    if (s->len / info->size > UINT32_MAX && i != AK_SECTION_meta && i != AK_SECTION_record_data)
        return ak_index_fail(err, AKA_E_CORRUPT, i, s->off, "length %llu is too large to count",
            (unsigned long long)s->len);
    if (s->off > bytes.len || s->len > bytes.len - s->off)
        return ak_index_fail(err, AKA_E_CORRUPT, i, s->off,
            "length %llu goes beyond the end of the file at %zu", (unsigned long long)s->len,
            bytes.len);
    uint64_t dirt = skip_zeros(bytes, end, s->off);
    if (dirt < s->off)
        return ak_index_fail(err, AKA_E_CORRUPT, i, s->off,
            "byte %llu of the padding before it is not 0", (unsigned long long)dirt);
    return AKA_OK;
}

static aka_status check_table(
    ak_slice bytes, const ak_ix_section table[AK_SECTION_COUNT], aka_error *err)
{
    uint64_t end = AK_INDEX_TABLE_END;
    for (enum ak_section i = 0; i < AK_SECTION_COUNT; i++) {
        aka_status status = check_section(bytes, &table[i], i, end, err);
        if (status != AKA_OK) return status;
        end = table[i].off + table[i].len;
    }
    if (end != bytes.len)
        return ak_index_fail(err, AKA_E_CORRUPT, AK_SECTION_record_data,
            table[AK_SECTION_record_data].off, "ends at byte %llu, the file at %zu",
            (unsigned long long)end, bytes.len);
    return AKA_OK;
}

static aka_status wrong_sum(
    uint64_t sum, const ak_ix_section *entry, enum ak_section i, aka_error *err)
{
    return ak_index_fail(err, AKA_E_CORRUPT, i, entry->off,
        "checksum of its %llu bytes is %016llx, not %016llx", (unsigned long long)entry->len,
        (unsigned long long)sum, (unsigned long long)entry->checksum);
}

static aka_status check_sum(
    ak_slice section, const ak_ix_section *entry, enum ak_section i, aka_error *err)
{
    uint64_t sum = ak_hash(section);
    if (sum == entry->checksum) return AKA_OK;
    return wrong_sum(sum, entry, i, err);
}

/* Of a large index, whose pages are given back on the way. */
static aka_status check_large_sum(
    ak_slice section, const ak_ix_section *entry, enum ak_section i, aka_error *err)
{
    ak_hasher *hasher = ak_hasher_create();
    if (!hasher) return ak_fail_nomem(err);
    for (size_t at = 0; at < section.len; at += AK_INDEX_LARGE) {
        ak_slice piece = ak_slice_sub(section, at, at + AK_INDEX_LARGE);
        ak_hasher_add(hasher, piece);
        ak_map_forget(piece);
    }
    uint64_t sum = ak_hasher_value(hasher);
    ak_hasher_free(hasher);
    return sum == entry->checksum ? AKA_OK : wrong_sum(sum, entry, i, err);
}

static aka_status check_rules(uint64_t found, uint64_t wanted, aka_error *err)
{
    if (found == wanted) return AKA_OK;
    return fail_header(err, AKA_E_RULES, offsetof(ak_ix_header, rules),
        "made with dictionaries and text rules %016llx; this aka has %016llx: build the index "
        "again with it",
        (unsigned long long)found, (unsigned long long)wanted);
}

static aka_status open_checked(
    ak_index *index, ak_slice bytes, uint64_t rules, unsigned flags, aka_error *err)
{
    ak_ix_header header;
    ak_ix_section table[AK_SECTION_COUNT];
    aka_status status = read_header(bytes, &header, table, err);
    if (status == AKA_OK) status = check_rules(header.rules, rules, err);
    if (status == AKA_OK) status = check_table(bytes, table, err);
    if (status != AKA_OK) return status;

    ak_slice sections[AK_SECTION_COUNT];
    for (size_t i = 0; i < AK_SECTION_COUNT; i++)
        sections[i] = (ak_slice){bytes.data + table[i].off, (size_t)table[i].len};
    ak_index_from_sections(&index->data, sections);
    index->data.rules = header.rules;
    index->fingerprint = header.fingerprint;
    index->bytes = header.file_len;
    index->data.mapped = (flags & AK_INDEX_IS_MAPPED) != 0 && bytes.len >= AK_INDEX_LARGE;

    bool trusted = (flags & AK_INDEX_SKIP_CHECKSUMS) != 0;
    const ak_index_check check = {&index->data, table, AKA_E_CORRUPT};
    status = ak_index_check_counts(&check, err);
    for (enum ak_section i = 0; i < AK_SECTION_COUNT && !trusted && status == AKA_OK; i++)
        status = index->data.mapped ? check_large_sum(sections[i], &table[i], i, err)
                                    : check_sum(sections[i], &table[i], i, err);
    if (status == AKA_OK && (!trusted || (flags & AK_INDEX_FORCE_CHECKS)))
        status = ak_index_check_content(&check, err);
    return status;
}

aka_status ak_index_open_bytes(
    ak_index *index, ak_slice bytes, uint64_t rules, unsigned flags, aka_error *err)
{
    *index = (ak_index){0};
    if ((uintptr_t)bytes.data % 8 != 0)
        return ak_fail(err, AKA_E_ARGUMENT, "the bytes of an index must be aligned to 8");
    if (flags & ~(unsigned)(AK_INDEX_SKIP_CHECKSUMS | AK_INDEX_FORCE_CHECKS | AK_INDEX_IS_MAPPED))
        return ak_fail(err, AKA_E_ARGUMENT, "unknown flags %x", flags);
    aka_status status = open_checked(index, bytes, rules, flags, err);
    if (status != AKA_OK) *index = (ak_index){0};
    return status;
}

aka_status ak_index_open(
    ak_index *index, const char *path, uint64_t rules, unsigned flags, aka_error *err)
{
    *index = (ak_index){0};
    struct ak_index_map *map = calloc(1, sizeof *map);
    if (!map) return ak_fail_nomem(err);
    aka_status status = ak_map_open(&map->file, path, err);
    if (status == AKA_OK)
        status = ak_index_open_bytes(
            index, map->file.bytes, rules, flags | (unsigned)AK_INDEX_IS_MAPPED, err);
    if (status != AKA_OK) {
        ak_error_place(err, path, 0);
        ak_map_close(&map->file);
        free(map);
        return status;
    }
    index->map = map;
    return AKA_OK;
}

ak_slice ak_index_peek(const ak_index *index, ak_slice bytes, ak_buf *memory)
{
    if (!index->map || !index->data.mapped || bytes.len == 0) return bytes;
    ak_buf_reset(memory);
    if (!ak_buf_reserve(memory, bytes.len)) return bytes;
    if (!ak_map_read(&index->map->file, bytes, memory->data)) return bytes;
    return (ak_slice){memory->data, bytes.len};
}

void ak_index_close(ak_index *index)
{
    if (index->map) {
        ak_map_close(&index->map->file);
        free(index->map);
    }
    *index = (ak_index){0};
}
