/* Writing an index file: checks what it is given as a reader would, then sections,
 * header and table to a temporary file that replaces the old one at the end. */
#include "index/format.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/spill.h"

/* What the system keeps of a file it keeps in pieces as large as they were written: the larger, the
 * sooner a processor finds what is mapped. */
#define PIECE ((size_t)2 << 20)

/* Everything is counted in 32 bits except the bytes of meta and record data. */
static aka_status check_limits(const ak_index_data *data, aka_error *err)
{
    uint64_t counts[AK_SECTION_COUNT] = {[AK_SECTION_strings] = data->strings.len};
#define COUNT(field, type, id, name) counts[AK_SECTION_##field] = data->field##_count;
    AK_INDEX_ARRAYS(COUNT)
#undef COUNT
    for (size_t i = 0; i < AK_SECTION_COUNT; i++)
        if (counts[i] > UINT32_MAX)
            return ak_fail(err, AKA_E_LIMIT,
                "too much for one index: %llu %s in \"%s\", at most %u",
                (unsigned long long)counts[i], i == AK_SECTION_strings ? "bytes" : "items",
                ak_section_infos[i].name, UINT32_MAX);
    return AKA_OK;
}

/* Fills the table but for the checksums. Returns the length of the file. */
static uint64_t lay_out(
    const ak_slice sections[AK_SECTION_COUNT], ak_ix_section table[AK_SECTION_COUNT])
{
    uint64_t end = AK_INDEX_TABLE_END;
    for (size_t i = 0; i < AK_SECTION_COUNT; i++) {
        table[i] = (ak_ix_section){
            .id = ak_section_infos[i].id, .off = ak_index_align(end), .len = sections[i].len};
        end = table[i].off + table[i].len;
    }
    return end;
}

static aka_status write_zeros(ak_atomic *file, uint64_t until, aka_error *err)
{
    static const char zeros[AK_INDEX_ALIGN];
    return ak_atomic_write(file, (ak_slice){zeros, (size_t)(until - file->written)}, err);
}

static ak_ix_header make_header(
    uint64_t rules, uint64_t file_len, const ak_ix_section table[AK_SECTION_COUNT])
{
    ak_ix_header header = {
        .version = AK_INDEX_VERSION,
        .header_len = sizeof header,
        .file_len = file_len,
        .rules = rules,
        .fingerprint = ak_index_fingerprint(rules, table),
        .section_count = AK_SECTION_COUNT,
    };
    memcpy(header.magic, AK_INDEX_MAGIC, sizeof header.magic);
    header.checksum = ak_index_header_checksum(&header, table);
    return header;
}

/* One section, with its checksum, in pieces that are given back once they are written. */
static aka_status write_section(ak_atomic *file, const ak_index_data *data, ak_slice section,
    ak_hasher *hasher, ak_ix_section *entry, aka_error *err)
{
    aka_status status = write_zeros(file, entry->off, err);
    ak_hasher_reset(hasher);
    for (size_t at = 0; at < section.len && status == AKA_OK; at += PIECE) {
        ak_slice piece = ak_slice_sub(section, at, at + PIECE);
        ak_hasher_add(hasher, piece);
        status = ak_atomic_write(file, piece, err);
        if (data->mapped && entry->id != ak_section_infos[AK_SECTION_meta].id) ak_map_forget(piece);
    }
    entry->checksum = ak_hasher_value(hasher);
    return status;
}

/* Header and table come last, into the room left for them: they have the checksums. */
static aka_status write_all(ak_atomic *file, const ak_index_data *data, uint64_t file_len,
    ak_ix_section table[AK_SECTION_COUNT], const ak_slice sections[AK_SECTION_COUNT],
    uint64_t *fingerprint, aka_error *err)
{
    static const char room[AK_INDEX_TABLE_END];
    ak_hasher *hasher = ak_hasher_create();
    if (!hasher) return ak_fail_nomem(err);
    aka_status status = ak_atomic_write(file, (ak_slice){room, sizeof room}, err);
    for (size_t i = 0; i < AK_SECTION_COUNT && status == AKA_OK; i++)
        status = write_section(file, data, sections[i], hasher, &table[i], err);
    ak_hasher_free(hasher);
    if (status != AKA_OK) return status;
    const ak_ix_header header = make_header(data->rules, file_len, table);
    *fingerprint = header.fingerprint;
    status = ak_atomic_rewrite(file, 0, (ak_slice){(const char *)&header, sizeof header}, err);
    if (status != AKA_OK) return status;
    return ak_atomic_rewrite(file, sizeof header,
        (ak_slice){(const char *)table, AK_SECTION_COUNT * sizeof *table}, err);
}

aka_status ak_index_write(const ak_index_data *data, const char *path, uint64_t *bytes,
    uint64_t *fingerprint, aka_error *err)
{
    aka_status status = check_limits(data, err);
    if (status != AKA_OK) return status;

    ak_slice sections[AK_SECTION_COUNT];
    ak_ix_section table[AK_SECTION_COUNT];
    ak_index_to_sections(data, sections);
    uint64_t file_len = lay_out(sections, table);
    const ak_index_check check = {data, table, AKA_E_INTERNAL};
    status = ak_index_check_counts(&check, err);
    if (status == AKA_OK) status = ak_index_check_content(&check, err);
    if (status != AKA_OK) return status;

    ak_atomic file;
    uint64_t made = 0;
    status = ak_atomic_open(&file, path, err);
    if (status != AKA_OK) return status;
    status = write_all(&file, data, file_len, table, sections, &made, err);
    if (status == AKA_OK) status = ak_atomic_commit(&file, err);
    ak_atomic_abort(&file);
    if (status != AKA_OK) return status;
    if (bytes) *bytes = file_len;
    if (fingerprint) *fingerprint = made;
    return AKA_OK;
}
