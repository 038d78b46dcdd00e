/* The index file: fixed-width little-endian records in checked sections. This room knows bytes, not
 * meaning: what roles, flags and attribute types stand for is the match room's business.
 * docs/index-format.md specifies the same in prose; keep both true. */
#ifndef AK_INDEX_INDEX_H
#define AK_INDEX_INDEX_H

#include "base/buf.h"
#include "base/error.h"
#include "base/slice.h"

#include <stdint.h>

#define AK_INDEX_VERSION 2

/* Bytes of the strings section. */
typedef struct ak_ix_str {
    uint32_t off, len;
} ak_ix_str;

typedef struct ak_ix_entity {
    ak_ix_str id, caption, schema, datasets; /* datasets joined by "," */
    uint32_t name_first, name_count;         /* in names */
    uint32_t attr_first, attr_count;         /* in attrs */
    uint32_t record_block;                   /* in blocks: the record is in this one … */
    uint32_t record_off, record_len;         /* … at these bytes of its decompressed content */
    uint32_t kind;                           /* ak_kind */
} ak_ix_entity;

typedef struct ak_ix_name {
    ak_ix_str text; /* as listed */
    uint32_t entity;
    uint32_t part_first; /* in parts */
    uint16_t part_count;
    uint8_t strength; /* name, alias, weak alias … */
    uint8_t kind;     /* of the entity, to be had without it */
} ak_ix_name;

typedef struct ak_ix_part {
    uint32_t term;       /* in terms */
    uint16_t begin, end; /* bytes in the name's text */
    uint16_t flags;
    uint8_t role;
    uint8_t weight; /* in 1/100 */
} ak_ix_part;

/* One entry of the vocabulary: a part, or parts of one name run together. */
typedef struct ak_ix_term {
    uint32_t text_off; /* in strings */
    uint32_t sound_off;
    uint16_t text_len, sound_len;
    uint32_t class_first, class_count;     /* in term_classes */
    uint32_t posting_first, posting_count; /* in postings */
    uint32_t flags;
} ak_ix_term;

/* A term under its sound, with what rules most others of that sound out before they are read. */
typedef struct ak_ix_sound {
    uint32_t term;
    uint32_t letters; /* a set of those in the text */
    uint8_t length;
    char first, last; /* letters, or '\0' */
    uint8_t flags;
} ak_ix_sound;

/* All terms of one sound. */
typedef struct ak_ix_key {
    uint64_t code;                     /* hash of the sound */
    uint32_t sound_first, sound_count; /* in sounds */
} ak_ix_key;

/* Dates, countries, gender …: meaning by type. */
typedef struct ak_ix_attr {
    uint32_t type;
    int32_t a, b;
    uint32_t c;
} ak_ix_attr;

typedef struct ak_ix_ident {
    uint64_t hash; /* of the normal form */
    ak_ix_str text;
    uint32_t entity;
    uint32_t kind; /* ak_ident_kind */
} ak_ix_ident;

/* A compressed block of records in the record data section. */
typedef struct ak_ix_block {
    uint64_t off;
    uint32_t len;     /* bytes compressed (one zstd frame) */
    uint32_t raw_len; /* bytes decompressed, at most AK_INDEX_BLOCK_MAX */
} ak_ix_block;

/* A term by its loose key, by which words of two scripts meet. */
typedef struct ak_ix_loose {
    uint32_t key_off, key_len; /* in strings */
    uint32_t term;
} ak_ix_loose;

/* A block is closed when it has reached this: reading one record means unpacking its block. */
#define AK_INDEX_BLOCK_TARGET (8u << 10)
#define AK_INDEX_BLOCK_MAX (32u << 20)

typedef struct ak_ix_pair {
    uint32_t key, value;
} ak_ix_pair;

#define AK_INDEX_JOINED (UINT32_C(1) << 31)

/* X(field, element type, section id, section name). Order is the order in the file. */
#define AK_INDEX_ARRAYS(X)                                                                         \
    X(entities, ak_ix_entity, 3, "entities")                                                       \
    X(names, ak_ix_name, 4, "names")                                                               \
    X(parts, ak_ix_part, 5, "parts")                                                               \
    X(terms, ak_ix_term, 6, "terms")             /* strictly ascending by text, bytewise */        \
    X(term_classes, uint32_t, 7, "term classes") /* class ids of terms, ascending within one */    \
    X(class_terms, ak_ix_pair, 8, "class terms") /* (class, term) of each of them, ascending */    \
    X(sounds, ak_ix_sound, 9, "sounds")          /* all terms, ascending by (sound, term) */       \
    X(postings, uint32_t, 10, "postings")        /* of each term, strictly ascending; see below */ \
    X(attrs, ak_ix_attr, 11, "attributes")                                                         \
    X(idents, ak_ix_ident, 12, "identifiers") /* ascending by (hash, entity) */                    \
    X(id_order, uint32_t, 13, "entity ids")   /* all, ascending by (id bytewise, entity) */        \
    X(blocks, ak_ix_block, 14, "record blocks")                                                    \
    X(keys, ak_ix_key, 15, "keys")                 /* in the order of their sounds */              \
    X(key_slots, uint32_t, 16, "key slots")        /* hash table: 1 + key, 0 is empty */           \
    X(part_slots, uint32_t, 17, "part slots")      /* the same for the keys that parts have */     \
    X(loose_terms, ak_ix_loose, 18, "loose terms") /* strictly ascending by (key, term) */
/* A posting is the number of a name, and AK_INDEX_JOINED more where the term is not a part of it
 * but parts run together. Hash tables have 2^n slots, some of them empty; a code is in the first
 * slot from (code mod 2^n) on, or in the next free one. And sections of bytes: 1 "meta" (JSON), 2
 * "strings", 19 "record data". Ranges (names and attrs of entities, parts of names, classes and
 * postings of terms, sounds of keys, bytes of blocks) follow each other in the order of their
 * owners and use up the array. */

/* What the writer is given: arrays that the caller owns, complete and in order. Start with {0}. */
typedef struct ak_index_data {
    uint64_t rules; /* hash of everything that decides how text becomes terms */
    ak_slice meta;  /* JSON object, no line breaks needed */
    ak_slice strings;
#define AK_INDEX_DATA_FIELD(field, type, id, name)                                                 \
    const type *field;                                                                             \
    uint64_t field##_count;
    AK_INDEX_ARRAYS(AK_INDEX_DATA_FIELD)
#undef AK_INDEX_DATA_FIELD
    ak_slice record_data;
    bool mapped; /* everything but meta lies in mapped files: pages that were read may be given
                    back, so that it need not fit in memory */
} ak_index_data;

/* Writes the file by a temporary one and a rename: on failure an old one is as it was. Same data:
 * same bytes. *bytes and *fingerprint (of the section checksums and rules) may be NULL. AKA_E_IO;
 * AKA_E_LIMIT: over 2^32 - 1 elements of a kind or bytes of strings; AKA_E_INTERNAL: data that a
 * reader would refuse, with the section, the item and what is wrong with it. */
AKA_CHECKED aka_status ak_index_write(const ak_index_data *data, const char *path, uint64_t *bytes,
    uint64_t *fingerprint, aka_error *err);

/* Collects records into compressed blocks for ak_index_data. Once a call failed it can only be
 * freed. */
typedef struct ak_record_packer ak_record_packer;
AKA_CHECKED aka_status ak_record_packer_create(ak_record_packer **out, aka_error *err);
void ak_record_packer_free(ak_record_packer *packer);
/* Appends one record's bytes; fills the three record_… fields of *entity. A record longer than
 * AK_INDEX_BLOCK_TARGET begins a block. AKA_E_LIMIT: longer than AK_INDEX_BLOCK_MAX. */
AKA_CHECKED aka_status ak_record_packer_add(
    ak_record_packer *packer, ak_slice record, ak_ix_entity *entity, aka_error *err);
/* Closes the last block and points data->blocks and data->record_data at the packer's memory, which
 * stays until the packer is freed or given another record. */
AKA_CHECKED aka_status ak_record_packer_finish(
    ak_record_packer *packer, ak_index_data *data, aka_error *err);

/* An open index: the same arrays, pointing into the mapped file. Every id, offset and count in them
 * has been checked against the array it refers to, so that readers need no checks of their own
 * (values that only the match room knows, such as kinds, roles and flags, are not looked at).
 * Immutable: any number of threads may read it. */
typedef struct ak_index {
    ak_index_data data;
    uint64_t fingerprint;
    uint64_t bytes; /* of the file */
    struct ak_index_map *map;
} ak_index;

/* Skips all that takes time linear in the size: checksums and the checks of the contents. Header,
 * section table (under a checksum of their own), section sizes and padding are always checked. For
 * files that this machine wrote and checked: a file damaged inside a section makes later reads go
 * astray or crash. (Checking contents but not checksums would cost nearly as much as both.) */
enum { AK_INDEX_SKIP_CHECKSUMS = 1 };

/* rules: what this library would write; another value in the file is AKA_E_RULES. AKA_E_FORMAT: no
 * index at all; AKA_E_VERSION: one of another format version; AKA_E_CORRUPT: a damaged one, with
 * the section, and the byte in err->byte; AKA_E_IO. On failure *index is empty and needs no
 * closing. */
AKA_CHECKED aka_status ak_index_open(
    ak_index *index, const char *path, uint64_t rules, unsigned flags, aka_error *err);
/* The same over bytes that the caller keeps alive; they must be aligned to 8 (else
 * AKA_E_ARGUMENT). */
AKA_CHECKED aka_status ak_index_open_bytes(
    ak_index *index, ak_slice bytes, uint64_t rules, unsigned flags, aka_error *err);
/* Unmaps; harmless on an empty index (all zero) and on a closed one. */
void ak_index_close(ak_index *index);

/* Only the header's rules and the meta JSON, whatever the rules are: for `aka info` on an index of
 * another build. The slice points into bytes, of any alignment. Header, section table and the
 * checksum of meta are checked; errors as above. */
AKA_CHECKED aka_status ak_index_peek(
    ak_slice bytes, uint64_t *rules, ak_slice *meta, aka_error *err);

static inline ak_slice ak_index_str(const ak_index *index, ak_ix_str s)
{
    return (ak_slice){index->data.strings.data + s.off, s.len};
}

/* Appends the record of an entity (by its number) to out. AKA_E_ARGUMENT: no such number;
 * AKA_E_CORRUPT: its block is; AKA_E_NOMEM: also where out is at its maximum. Unpacks a whole block
 * (about 32 KiB) in memory of its own on each call. */
AKA_CHECKED aka_status ak_index_record(
    const ak_index *index, uint32_t entity, ak_buf *out, aka_error *err);
/* Hands over all records in the order of their entities, until one is refused by false. The slice
 * lives until the callback returns. Unpacks each block once. AKA_E_CORRUPT, AKA_E_NOMEM. */
typedef bool ak_index_take_record(void *ctx, uint32_t entity, ak_slice record);
AKA_CHECKED aka_status ak_index_each_record(
    const ak_index *index, ak_index_take_record *take, void *ctx, aka_error *err);
/* Number of the entity with that id (the lowest where several have it); false where there is
 * none. */
bool ak_index_find_id(const ak_index *index, ak_slice id, uint32_t *entity);
/* Number of the term with that text; false where there is none. */
bool ak_index_find_term(const ak_index *index, ak_slice text, uint32_t *term);
/* The key with that code in one of the two hash tables of keys; NULL where there is none. Codes
 * are unique: of two sounds with one hash, one would not be found, and the writer refuses that. */
const ak_ix_key *ak_index_find_key(
    const ak_index *index, const uint32_t *slots, uint64_t slot_count, uint64_t code);
/* Range [*first, *end) in idents with that hash. */
void ak_index_find_ident(const ak_index *index, uint64_t hash, uint32_t *first, uint32_t *end);

#endif
