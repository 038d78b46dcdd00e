/* What the checks of contents share: refusing an item, ranges that follow each other, counts. For
 * check.c and check_keyed.c alone. */
#ifndef AK_INDEX_CHECK_H
#define AK_INDEX_CHECK_H

#include "index/format.h"

/* Refuse element `item` of a section, with what is wrong with it. */
__attribute__((format(printf, 5, 6))) aka_status ak_check_refuse(const ak_index_check *c,
    aka_error *err, enum ak_section section, uint64_t item, const char *fmt, ...);
aka_status ak_check_refuse_text(const ak_index_check *c, aka_error *err, enum ak_section section,
    uint64_t item, const char *what, uint32_t off, uint32_t len);
aka_status ak_check_refuse_number(const ak_index_check *c, aka_error *err, enum ak_section section,
    uint64_t item, const char *what, uint32_t number, uint64_t count);

/* Called for each item: now and then gives back what was read. */
static inline void ak_check_passed(const ak_index_check *c, uint64_t item)
{
    if ((item & 0x3FFFF) == 0x3FFFF) ak_index_forget(c->data);
}

/* Ranges that follow each other without gap and use up an array. */
typedef struct ak_cursor {
    uint64_t next, total;
} ak_cursor;

static inline bool ak_check_take(ak_cursor *at, uint32_t first, uint32_t count)
{
    if (first != at->next || count > at->total - at->next) return false;
    at->next += count;
    return true;
}

/* For a range that could not be taken. */
aka_status ak_check_refuse_range(const ak_index_check *c, aka_error *err, enum ak_section section,
    uint64_t item, const char *what, uint32_t first, uint32_t count, const ak_cursor *at);
/* Every element of `section` must have been in some range of its owner. */
AKA_CHECKED aka_status ak_check_used_up(const ak_index_check *c, aka_error *err,
    enum ak_section section, const ak_cursor *at, const char *owner);
AKA_CHECKED aka_status ak_check_same_count(const ak_index_check *c, aka_error *err,
    enum ak_section section, uint64_t count, uint64_t wanted, const char *what);

static inline bool ak_check_in_strings(const ak_index_check *c, uint32_t off, uint32_t len)
{
    return (uint64_t)off + len <= c->data->strings.len;
}

static inline ak_slice ak_check_string(const ak_index_check *c, uint32_t off, uint32_t len)
{
    return (ak_slice){len ? c->data->strings.data + off : NULL, len};
}

/* Ranks [first, end) of a section of postings. */
AKA_CHECKED aka_status ak_check_postings(const ak_index_check *c, aka_error *err,
    enum ak_section section, const uint32_t *p, uint64_t first, uint64_t end);

/* check_keyed.c: what stands under keys, with the tables of these; terms have been checked. */
AKA_CHECKED aka_status ak_check_part_sounds(const ak_index_check *c, aka_error *err);
AKA_CHECKED aka_status ak_check_loose_terms(const ak_index_check *c, aka_error *err);
AKA_CHECKED aka_status ak_check_runs(const ak_index_check *c, aka_error *err);
/* That these are runs; they have been checked. */
AKA_CHECKED aka_status ak_check_class_runs(const ak_index_check *c, aka_error *err);
/* As many pages as the keys of each table have. */
AKA_CHECKED aka_status ak_check_page_counts(const ak_index_check *c, aka_error *err);

#endif
