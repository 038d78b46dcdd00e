/* What the reader, the writer and the checks of the index file share: the sections, checksums over
 * header and table, and messages that name a section and a byte. */
#include "index/format.h"

#include "base/hash.h"
#include "base/spill.h"

#include <stdarg.h>
#include <stdio.h>

const ak_section_info ak_section_infos[AK_SECTION_COUNT] = {
    [AK_SECTION_meta] = {1, 1, "meta"},
    [AK_SECTION_strings] = {2, 1, "strings"},
#define SECTION_INFO(field, type, id, name) [AK_SECTION_##field] = {id, sizeof(type), name},
    AK_INDEX_ARRAYS(SECTION_INFO)
#undef SECTION_INFO
        [AK_SECTION_record_data] = {30, 1, "record data"},
};

void ak_index_to_sections(const ak_index_data *data, ak_slice sections[AK_SECTION_COUNT])
{
    sections[AK_SECTION_meta] = data->meta;
    sections[AK_SECTION_strings] = data->strings;
#define TO_SECTION(field, type, id, name)                                                          \
    sections[AK_SECTION_##field] =                                                                 \
        (ak_slice){(const char *)data->field, (size_t)(data->field##_count * sizeof(type))};
    AK_INDEX_ARRAYS(TO_SECTION)
#undef TO_SECTION
    sections[AK_SECTION_record_data] = data->record_data;
}

void ak_index_from_sections(ak_index_data *data, const ak_slice sections[AK_SECTION_COUNT])
{
    data->meta = sections[AK_SECTION_meta];
    data->strings = sections[AK_SECTION_strings];
#define FROM_SECTION(field, type, id, name)                                                        \
    data->field = (const type *)(const void *)sections[AK_SECTION_##field].data;                   \
    data->field##_count = sections[AK_SECTION_##field].len / sizeof(type);
    AK_INDEX_ARRAYS(FROM_SECTION)
#undef FROM_SECTION
    data->record_data = sections[AK_SECTION_record_data];
}

void ak_index_forget(const ak_index_data *data)
{
    ak_slice sections[AK_SECTION_COUNT];
    if (!data->mapped) return;
    ak_index_to_sections(data, sections);
    for (size_t i = AK_SECTION_meta + 1; i < AK_SECTION_COUNT; i++) ak_map_forget(sections[i]);
}

uint64_t ak_index_header_checksum(
    const ak_ix_header *header, const ak_ix_section table[AK_SECTION_COUNT])
{
    ak_slice head = {(const char *)header, offsetof(ak_ix_header, checksum)};
    ak_slice tail = {(const char *)table, AK_SECTION_COUNT * sizeof *table};
    return ak_hash_seed(tail, ak_hash(head));
}

uint64_t ak_index_fingerprint(uint64_t rules, const ak_ix_section table[AK_SECTION_COUNT])
{
    uint64_t words[1 + AK_SECTION_COUNT] = {rules};
    for (size_t i = 0; i < AK_SECTION_COUNT; i++) words[1 + i] = table[i].checksum;
    return ak_hash((ak_slice){(const char *)words, sizeof words});
}

aka_status ak_index_fail(
    aka_error *err, aka_status code, enum ak_section section, uint64_t byte, const char *fmt, ...)
{
    if (!err) return code;
    char detail[320];
    va_list args;
    va_start(args, fmt);
    vsnprintf(detail, sizeof detail, fmt, args);
    va_end(args);
    ak_fail(err, code, "section \"%s\" at byte %llu: %s", ak_section_infos[section].name,
        (unsigned long long)byte, detail);
    err->byte = byte;
    return code;
}
