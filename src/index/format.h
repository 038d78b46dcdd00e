/* The bytes of an index file, for this room alone: header, section table, and what the reader, the
 * writer and the checks share. docs/index-format.md explains the same to the rest of the world.
 *
 *   0      header        64 bytes
 *   64     section table 30 entries of 32 bytes, in the order of the sections
 *   1024   section 1, zeros up to a multiple of AK_INDEX_ALIGN, section 2, … section 30: end of
 * file
 */
#ifndef AK_INDEX_FORMAT_H
#define AK_INDEX_FORMAT_H

#include "index/index.h"

#include <assert.h>

#if !defined(__BYTE_ORDER__) || __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "aka's index is read in place and is little-endian: big-endian machines are not supported"
#endif

/* Byte by byte: not ASCII (a 7-bit channel clears it), the name, CR LF and LF (line end conversion
 * changes them), ^Z (text tools stop there), NUL (stripped as padding), 0xFF (never in UTF-8). */
#define AK_INDEX_MAGIC                                                                             \
    "\x89"                                                                                         \
    "AKA index\r\n\x1A\n\0\xFF"
#define AK_INDEX_MAGIC_LEN 16

#define AK_INDEX_ALIGN 64 /* sections begin at multiples of this: a cache line */

/* For tests, together with AK_INDEX_SKIP_CHECKSUMS: check the contents all the same. */
enum { AK_INDEX_FORCE_CHECKS = 1 << 30 };

/* From ak_index_open: the bytes are those of a mapped file. */
enum { AK_INDEX_IS_MAPPED = 1 << 29 };

/* Indexes beyond this are checked and written without holding all of them in memory. */
#define AK_INDEX_LARGE ((uint64_t)256 << 20)

typedef struct ak_ix_header {
    unsigned char magic[AK_INDEX_MAGIC_LEN];
    uint32_t version;    /* AK_INDEX_VERSION */
    uint32_t header_len; /* sizeof(ak_ix_header): where the section table begins */
    uint64_t file_len;   /* bytes of the whole file */
    uint64_t rules;
    uint64_t fingerprint;
    uint32_t section_count;
    uint32_t flags;    /* 0 */
    uint64_t checksum; /* ak_index_header_checksum */
} ak_ix_header;

typedef struct ak_ix_section {
    uint32_t id;
    uint32_t flags; /* 0 */
    uint64_t off, len;
    uint64_t checksum; /* XXH3 of the section's bytes */
} ak_ix_section;

/* Sections by position in the file: AK_SECTION_entities etc., named as the fields of
 * ak_index_data. */
enum ak_section {
    AK_SECTION_meta,
    AK_SECTION_strings,
#define AK_SECTION_ENUM(field, type, id, name) AK_SECTION_##field,
    AK_INDEX_ARRAYS(AK_SECTION_ENUM)
#undef AK_SECTION_ENUM
        AK_SECTION_record_data,
    AK_SECTION_COUNT
};

typedef struct ak_section_info {
    uint32_t id;
    uint32_t size; /* bytes of an element */
    const char *name;
} ak_section_info;

extern const ak_section_info ak_section_infos[AK_SECTION_COUNT];

#define AK_INDEX_TABLE_END (sizeof(ak_ix_header) + AK_SECTION_COUNT * sizeof(ak_ix_section))

/* offset, which is no file length beyond what exists, rounded up to AK_INDEX_ALIGN. */
static inline uint64_t ak_index_align(uint64_t offset)
{
    return (offset + (AK_INDEX_ALIGN - 1)) & ~(uint64_t)(AK_INDEX_ALIGN - 1);
}

/* The arrays as bytes, and back: lengths must be multiples of the element sizes. */
void ak_index_to_sections(const ak_index_data *data, ak_slice sections[AK_SECTION_COUNT]);
void ak_index_from_sections(ak_index_data *data, const ak_slice sections[AK_SECTION_COUNT]);

/* Gives back the memory of what was read; nothing where the data is not mapped. */
void ak_index_forget(const ak_index_data *data);

/* Of the header up to its checksum field, then of the section table. */
uint64_t ak_index_header_checksum(
    const ak_ix_header *header, const ak_ix_section table[AK_SECTION_COUNT]);
/* Of the rules and the sections' checksums. */
uint64_t ak_index_fingerprint(uint64_t rules, const ak_ix_section table[AK_SECTION_COUNT]);

/* `section "terms" at byte 4096: …`; the byte also in err->byte. Returns code. */
__attribute__((format(printf, 5, 6), cold)) aka_status ak_index_fail(
    aka_error *err, aka_status code, enum ak_section section, uint64_t byte, const char *fmt, ...);

/* Where the checked arrays are, and what to call a violation: AKA_E_CORRUPT for a reader,
 * AKA_E_INTERNAL for a writer that was given such data. */
typedef struct ak_index_check {
    const ak_index_data *data;
    const ak_ix_section *table;
    aka_status code;
} ak_index_check;

/* In constant time: arrays that must have as many elements as others. */
AKA_CHECKED aka_status ak_index_check_counts(const ak_index_check *check, aka_error *err);
/* In time linear in the size: everything that readers rely on (list in docs/index-format.md). The
 * counts have been checked. Allocates nothing. */
AKA_CHECKED aka_status ak_index_check_content(const ak_index_check *check, aka_error *err);

/* The structures are the file: their layout may not depend on the compiler. */
#define AK_LAYOUT(type, size, field, offset)                                                       \
    static_assert(sizeof(type) == (size) && offsetof(type, field) == (offset), #type)
static_assert(sizeof AK_INDEX_MAGIC - 1 == AK_INDEX_MAGIC_LEN, "magic");
AK_LAYOUT(ak_ix_header, 64, version, 16);
AK_LAYOUT(ak_ix_header, 64, header_len, 20);
AK_LAYOUT(ak_ix_header, 64, file_len, 24);
AK_LAYOUT(ak_ix_header, 64, rules, 32);
AK_LAYOUT(ak_ix_header, 64, fingerprint, 40);
AK_LAYOUT(ak_ix_header, 64, section_count, 48);
AK_LAYOUT(ak_ix_header, 64, flags, 52);
AK_LAYOUT(ak_ix_header, 64, checksum, 56);
AK_LAYOUT(ak_ix_section, 32, flags, 4);
AK_LAYOUT(ak_ix_section, 32, off, 8);
AK_LAYOUT(ak_ix_section, 32, len, 16);
AK_LAYOUT(ak_ix_section, 32, checksum, 24);
AK_LAYOUT(ak_ix_str, 8, off, 0);
AK_LAYOUT(ak_ix_str, 8, len, 4);
AK_LAYOUT(ak_ix_entity, 20, name_first, 0);
AK_LAYOUT(ak_ix_entity, 20, name_count, 4);
AK_LAYOUT(ak_ix_entity, 20, attr_first, 8);
AK_LAYOUT(ak_ix_entity, 20, attr_count, 12);
AK_LAYOUT(ak_ix_entity, 20, kind, 16);
AK_LAYOUT(ak_ix_label, 44, id, 0);
AK_LAYOUT(ak_ix_label, 44, caption, 8);
AK_LAYOUT(ak_ix_label, 44, schema, 16);
AK_LAYOUT(ak_ix_label, 44, datasets, 24);
AK_LAYOUT(ak_ix_label, 44, record_block, 32);
AK_LAYOUT(ak_ix_label, 44, record_off, 36);
AK_LAYOUT(ak_ix_label, 44, record_len, 40);
AK_LAYOUT(ak_ix_name, 20, text, 0);
AK_LAYOUT(ak_ix_name, 20, entity, 8);
AK_LAYOUT(ak_ix_name, 20, part_first, 12);
AK_LAYOUT(ak_ix_name, 20, part_count, 16);
AK_LAYOUT(ak_ix_name, 20, strength, 18);
AK_LAYOUT(ak_ix_name, 20, kind, 19);
AK_LAYOUT(ak_ix_part, 12, term, 0);
AK_LAYOUT(ak_ix_part, 12, begin, 4);
AK_LAYOUT(ak_ix_part, 12, end, 6);
AK_LAYOUT(ak_ix_part, 12, flags, 8);
AK_LAYOUT(ak_ix_part, 12, role, 10);
AK_LAYOUT(ak_ix_part, 12, weight, 11);
AK_LAYOUT(ak_ix_term, 20, text_off, 0);
AK_LAYOUT(ak_ix_term, 20, text_len, 4);
AK_LAYOUT(ak_ix_term, 20, sound_len, 5);
AK_LAYOUT(ak_ix_term, 20, class_count, 6);
AK_LAYOUT(ak_ix_term, 20, weight, 7);
AK_LAYOUT(ak_ix_term, 20, class_first, 8);
AK_LAYOUT(ak_ix_term, 20, posting_first, 12);
AK_LAYOUT(ak_ix_term, 20, posting_count, 16);
AK_LAYOUT(ak_ix_attr, 16, a, 4);
AK_LAYOUT(ak_ix_attr, 16, b, 8);
AK_LAYOUT(ak_ix_attr, 16, c, 12);
AK_LAYOUT(ak_ix_ident, 24, hash, 0);
AK_LAYOUT(ak_ix_ident, 24, text, 8);
AK_LAYOUT(ak_ix_ident, 24, entity, 16);
AK_LAYOUT(ak_ix_ident, 24, kind, 20);
AK_LAYOUT(ak_ix_block, 16, off, 0);
AK_LAYOUT(ak_ix_block, 16, len, 8);
AK_LAYOUT(ak_ix_block, 16, raw_len, 12);
AK_LAYOUT(ak_ix_outline, 8, letters, 0);
AK_LAYOUT(ak_ix_outline, 8, length, 4);
AK_LAYOUT(ak_ix_outline, 8, first, 5);
AK_LAYOUT(ak_ix_outline, 8, last, 6);
AK_LAYOUT(ak_ix_outline, 8, flags, 7);
AK_LAYOUT(ak_ix_sound, 24, term, 0);
AK_LAYOUT(ak_ix_sound, 24, outline, 4);
AK_LAYOUT(ak_ix_sound, 24, head, 12);
AK_LAYOUT(ak_ix_loose, 16, term, 0);
AK_LAYOUT(ak_ix_loose, 16, head, 4);
AK_LAYOUT(ak_ix_run, 16, code, 0);
AK_LAYOUT(ak_ix_run, 16, posting_first, 4);
AK_LAYOUT(ak_ix_run, 16, outline, 8);
AK_LAYOUT(ak_ix_run_page, 8, first, 0);
AK_LAYOUT(ak_ix_run_page, 8, codes, 4);
AK_LAYOUT(ak_ix_key, 8, code, 0);
AK_LAYOUT(ak_ix_key, 8, first, 4);
AK_LAYOUT(ak_ix_pair, 8, key, 0);
AK_LAYOUT(ak_ix_pair, 8, value, 4);
AK_LAYOUT(ak_ix_rank, 8, name, 0);
AK_LAYOUT(ak_ix_rank, 8, part_first, 4);
AK_LAYOUT(ak_ix_size, 8, size, 0);
AK_LAYOUT(ak_ix_size, 8, first, 4);
#undef AK_LAYOUT

#endif
