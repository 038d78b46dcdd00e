/* The index file: fixed-width little-endian records in checked sections. This room knows bytes, not
 * meaning: what roles, flags and attribute types stand for is the match room's business.
 * docs/index-format.md specifies the same in prose; keep both true. */
#ifndef AK_INDEX_INDEX_H
#define AK_INDEX_INDEX_H

#include "base/buf.h"
#include "base/error.h"
#include "base/slice.h"

#include <stdint.h>

#define AK_INDEX_VERSION 6

/* Bytes of the strings section. */
typedef struct ak_ix_str {
    uint32_t off, len;
} ak_ix_str;

/* What of an entity is compared. */
typedef struct ak_ix_entity {
    uint32_t name_first, name_count; /* in names */
    uint32_t attr_first, attr_count; /* in attrs */
    uint32_t kind;                   /* ak_kind */
} ak_ix_entity;

/* What of it is shown, when it has been found. */
typedef struct ak_ix_label {
    ak_ix_str id, caption, schema, datasets; /* datasets joined by "," */
    uint32_t record_block;                   /* in blocks: the record is in this one … */
    uint32_t record_off, record_len;         /* … at these bytes of its decompressed content */
} ak_ix_label;

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

/* One entry of the vocabulary of parts. */
typedef struct ak_ix_term {
    uint32_t text_off; /* in strings; the sound follows the text */
    uint8_t text_len, sound_len;
    uint8_t class_count;
    uint8_t weight;                        /* of the heaviest part that has it */
    uint32_t class_first;                  /* in term_classes */
    uint32_t posting_first, posting_count; /* in postings */
} ak_ix_term;

/* What rules most texts out before they are read. */
typedef struct ak_ix_outline {
    uint32_t letters; /* a set of those in the text */
    uint8_t length;   /* of the text without its mark */
    char first, last; /* letters, or '\0' */
    uint8_t flags;    /* of AK_IX_MARKED, and what the match room puts there */
} ak_ix_outline;

/* In ak_ix_outline.flags: the text has a byte more than `length`, the mark in front. */
#define AK_IX_MARKED 0x20u

/* The beginning of a text, without its mark, filled up with zeros. */
#define AK_IX_HEAD 12

/* A term under its sound. */
typedef struct ak_ix_sound {
    uint32_t term;
    ak_ix_outline outline;
    char head[AK_IX_HEAD];
} ak_ix_sound;

/* A term under its loose key, by which words of two scripts meet. */
typedef struct ak_ix_loose {
    uint32_t term;
    char head[AK_IX_HEAD]; /* with the mark */
} ak_ix_loose;

/* Parts of a name run together, or its acronym. They lie one behind the other as bytes without
 * alignment, each with its text, the mark included, behind this. */
typedef struct ak_ix_run {
    uint32_t code;          /* hash of its sound */
    uint32_t posting_first; /* in run_postings, up to that of the next one */
    ak_ix_outline outline;
} ak_ix_run;

/* Some of the runs, up to those of the next page: of most codes it is known that none is there. */
typedef struct ak_ix_run_page {
    uint32_t first; /* byte of runs */
    uint32_t codes; /* bit i: it has a code whose lowest five bits are i */
} ak_ix_run_page;

/* Bytes of the longest one, with its text. */
#define AK_IX_RUN_MAX (sizeof(ak_ix_run) + UINT8_MAX + 1)

/* All that stands under one key, up to the first of the next one. */
typedef struct ak_ix_key {
    uint32_t code; /* hash of the key: two keys of one hash stand together, which costs only time */
    uint32_t first;
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

/* A block is closed when it has reached this: reading one record means unpacking its block. */
#define AK_INDEX_BLOCK_TARGET (2u << 10)
#define AK_INDEX_BLOCK_MAX (32u << 20)

typedef struct ak_ix_pair {
    uint32_t key, value;
} ak_ix_pair;

/* A name by its rank: all that is looked at of most names. */
typedef struct ak_ix_rank {
    uint32_t name;
    uint32_t part_first; /* in parts, up to that of the next one */
} ak_ix_rank;

/* Names of one size: those of rank `first` up to that of the next size. */
typedef struct ak_ix_size {
    uint32_t size, first;
} ak_ix_size;

/* X(field, element type, section id, section name). Order is the order in the file. */
#define AK_INDEX_ARRAYS(X)                                                                         \
    X(entities, ak_ix_entity, 3, "entities")                                                       \
    X(names, ak_ix_name, 4, "names")                                                               \
    X(ranks, ak_ix_rank, 5, "ranks")               /* all names, ascending by (size, name) */      \
    X(parts, ak_ix_part, 6, "parts")               /* of the names, by their ranks */              \
    X(terms, ak_ix_term, 7, "terms")               /* strictly ascending by text, bytewise */      \
    X(term_classes, uint32_t, 8, "term classes")   /* class ids of terms, ascending within one */  \
    X(class_terms, ak_ix_pair, 9, "class terms")   /* (class, term) of each of them, ascending */  \
    X(postings, uint32_t, 10, "postings")          /* ranks of names of each term, ascending */    \
    X(part_sounds, ak_ix_sound, 11, "part sounds") /* all terms, ascending by (code, term) */      \
    X(part_keys, ak_ix_key, 12, "part keys")                                                       \
    X(part_pages, uint32_t, 13, "part pages")                                                      \
    X(loose_terms, ak_ix_loose, 14, "loose terms") /* ascending by (code, term) */                 \
    X(loose_keys, ak_ix_key, 15, "loose keys")                                                     \
    X(loose_pages, uint32_t, 16, "loose pages")                                                    \
    X(runs, char, 17, "runs") /* ak_ix_run, ascending by (code, text) */                           \
    X(run_pages, ak_ix_run_page, 18, "run pages")                                                  \
    X(run_postings, uint32_t, 19, "run postings") /* ranks of names of each run, ascending */      \
    X(run_starts, uint32_t, 20, "run starts")   /* a bit for each posting: it is a run's first */  \
    X(class_runs, ak_ix_pair, 21, "class runs") /* (class, byte of a run), strictly ascending */   \
    X(attrs, ak_ix_attr, 22, "attributes")                                                         \
    X(idents, ak_ix_ident, 23, "identifiers") /* ascending by (hash, entity) */                    \
    X(id_order, uint32_t, 24, "entity ids")   /* all, ascending by (id bytewise, entity) */        \
    X(blocks, ak_ix_block, 25, "record blocks")                                                    \
    X(sizes, ak_ix_size, 26, "sizes") /* of names, strictly ascending */                           \
    X(years, uint8_t, 27, "years")    /* of all names by rank: that of a date of the entity */     \
    X(id_places, uint32_t, 28, "id places") /* of all entities: where in id_order */               \
    X(labels, ak_ix_label, 29, "labels")    /* of all entities */
/* The size of a name is what the match room says; names are told by their rank where it matters to
 * have those of one size together. Keys ascend strictly by code. Pages say where in them to begin:
 * for a table of n keys there are 2^k + 1, with the least k from 1 on for which 2^k is n or more,
 * and page p is the number of the first key whose code has the value p or more in its upper k bits;
 * of runs there are 2^k + 1 pages with the least k from 1 on for which AK_IX_RUNS_A_PAGE * 2^k is
 * the number of runs or more, and page p begins with the first such run.
 * And sections of bytes: 1 "meta" (JSON), 2 "strings", 30 "record data". Ranges (names and attrs of
 * entities, parts of names, classes and postings of terms, postings of runs, what stands under
 * keys, bytes of blocks) follow each other in the order of their owners, parts in that of ranks,
 * and use up the array. What a year stands for is the match room's business. */

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
/* As if it were new, but for the memory that it keeps. */
void ak_record_packer_reset(ak_record_packer *packer);
/* Appends one record's bytes; fills the three record_… fields of *label. A record longer than
 * AK_INDEX_BLOCK_TARGET begins a block. AKA_E_LIMIT: longer than AK_INDEX_BLOCK_MAX. */
AKA_CHECKED aka_status ak_record_packer_add(
    ak_record_packer *packer, ak_slice record, ak_ix_label *label, aka_error *err);
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

static inline ak_slice ak_index_str(const ak_index *index, ak_ix_str s)
{
    return (ak_slice){index->data.strings.data + s.off, s.len};
}

/* Appends the record of an entity (by its number) to out. AKA_E_ARGUMENT: no such number;
 * AKA_E_CORRUPT: its block is; AKA_E_NOMEM: also where out is at its maximum. Unpacks a whole block
 * in memory of its own on each call. */
AKA_CHECKED aka_status ak_index_record(
    const ak_index *index, uint32_t entity, ak_buf *out, aka_error *err);
/* What unpacking works in (about 100 KB), for those who want record after record; one thread. NULL
 * on lack of memory; freeing NULL is fine. */
typedef struct ZSTD_DCtx_s ak_unpacker;
ak_unpacker *ak_unpacker_create(void);
void ak_unpacker_free(ak_unpacker *unpacker);
/* The same as ak_index_record with that; AKA_E_NOMEM where it is NULL. */
AKA_CHECKED aka_status ak_index_record_by(
    ak_unpacker *unpacker, const ak_index *index, uint32_t entity, ak_buf *out, aka_error *err);
/* Hands over all records in the order of their entities, until one is refused by false. The slice
 * lives until the callback returns. Unpacks each block once. AKA_E_CORRUPT, AKA_E_NOMEM. */
typedef bool ak_index_take_record(void *ctx, uint32_t entity, ak_slice record);
AKA_CHECKED aka_status ak_index_each_record(
    const ak_index *index, ak_index_take_record *take, void *ctx, aka_error *err);
/* Bytes of an open index that few questions want. Of a large one they are read from the file into
 * the memory, where they stay until it is used again, for a look at them where they are mapped
 * would bring all that lies around them into the process. Of others, and where reading fails, the
 * bytes themselves. */
ak_slice ak_index_peek(const ak_index *index, ak_slice bytes, ak_buf *memory);
/* The label of an entity, read so. */
static inline ak_ix_label ak_index_label(const ak_index *index, uint32_t entity, ak_buf *memory)
{
    ak_ix_label label;
    const ak_slice there = {(const char *)&index->data.labels[entity], sizeof label};
    memcpy(&label, ak_index_peek(index, there, memory).data, sizeof label);
    return label;
}
/* Number of the entity with that id (the lowest where several have it); false where there is
 * none. */
bool ak_index_find_id(const ak_index *index, ak_slice id, uint32_t *entity);
/* Number of the term with that text; false where there is none. */
bool ak_index_find_term(const ak_index *index, ak_slice text, uint32_t *term);
/* A table of keys: those of part_sounds, of loose_terms. */
typedef struct ak_key_table {
    const ak_ix_key *keys;
    const uint32_t *pages;
    uint32_t key_count, item_count;
    unsigned shift; /* of a code, to its page */
} ak_key_table;
ak_key_table ak_index_part_keys(const ak_index *index);
ak_key_table ak_index_loose_keys(const ak_index *index);
/* Items [first, end) under that code; none where first is end. */
typedef struct ak_ix_range {
    uint32_t first, end;
} ak_ix_range;
static inline ak_ix_range ak_index_find_key(const ak_key_table *table, uint32_t code)
{
    const uint32_t page = code >> table->shift, end = table->pages[page + 1];
    for (uint32_t i = table->pages[page]; i < end; i++) {
        if (table->keys[i].code < code) continue;
        if (table->keys[i].code > code) break;
        const bool last = i + 1 == table->key_count;
        return (ak_ix_range){
            table->keys[i].first, last ? table->item_count : table->keys[i + 1].first};
    }
    return (ak_ix_range){0, 0};
}
/* The ranges of many codes, of those that have items; returns how many. out has room for one of
 * each. Memory is fetched for all of them at once; the beginnings of the items as well, which are
 * `items` and of that size. */
size_t ak_index_find_keys(const ak_key_table *table, const uint32_t *codes, size_t count,
    const void *items, size_t size, ak_ix_range *out);
/* How many pages a table of so many keys has, and the shift of codes to them. */
uint64_t ak_index_page_count(uint64_t key_count);
static inline unsigned ak_index_page_shift(uint64_t page_count)
{
    return 32 - (unsigned)__builtin_ctzll(page_count - 1);
}
/* Calls put for each page in order, for keys in order. */
void ak_index_each_page(
    const ak_ix_key *keys, uint64_t key_count, void (*put)(void *ctx, uint32_t page), void *ctx);

/* ---- runs ---- */

enum { AK_IX_RUNS_A_PAGE = 8 };

/* The run that begins there. Returns its text with the mark; the next run begins where it ends. */
static inline ak_slice ak_index_run_at(const char *at, ak_ix_run *out)
{
    memcpy(out, at, sizeof *out);
    const size_t marked = (out->outline.flags & AK_IX_MARKED) != 0;
    return (ak_slice){at + sizeof *out, out->outline.length + marked};
}
/* The page of a code, and the runs among which those of the code are: none where it has none. */
static inline const ak_ix_run_page *ak_index_run_page(const ak_index_data *data, uint32_t code)
{
    return &data->run_pages[code >> ak_index_page_shift(data->run_pages_count)];
}
static inline ak_slice ak_index_page_runs(const ak_index_data *data, uint32_t code)
{
    const ak_ix_run_page *page = ak_index_run_page(data, code);
    const bool none = !(page->codes >> (code & 31) & 1);
    return (ak_slice){data->runs + page->first, none ? 0 : page[1].first - page->first};
}
/* Postings of the run whose first that is: [first, end) of run_postings. */
ak_ix_range ak_index_run_postings(const ak_index_data *data, uint32_t first);
/* How many pages so many runs have. */
uint64_t ak_index_run_page_count(uint64_t run_count);
/* Calls put for each of so many pages, or for each word of run_starts, in order. */
void ak_index_each_run_page(
    ak_slice runs, uint64_t page_count, void (*put)(void *ctx, ak_ix_run_page page), void *ctx);
void ak_index_each_run_start(
    ak_slice runs, uint64_t posting_count, void (*put)(void *ctx, uint32_t word), void *ctx);

/* Parts of the name of that rank: [first, end) of parts. */
static inline ak_ix_range ak_index_rank_parts(const ak_index_data *data, uint32_t rank)
{
    const bool last = rank + 1 == data->ranks_count;
    return (ak_ix_range){data->ranks[rank].part_first,
        last ? (uint32_t)data->parts_count : data->ranks[rank + 1].part_first};
}
/* Range [*first, *end) in idents with that hash. */
void ak_index_find_ident(const ak_index *index, uint64_t hash, uint32_t *first, uint32_t *end);

#endif
