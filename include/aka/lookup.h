/* Looking around in an open index: entities by id and number, and a plain search for words in
 * names. Not screening: nothing here knows spellings, typing errors or scores (aka/screen.h does).
 */
#ifndef AKA_LOOKUP_H
#define AKA_LOOKUP_H

#include <aka/index.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Bytes inside the index, UTF-8, not terminated by 0; they live as long as the index. */
typedef struct aka_view {
    const char *data;
    size_t len;
} aka_view;

/* What an index says of an entity without unpacking its record. */
typedef struct aka_listed {
    aka_view id, caption, schema;
    aka_view datasets; /* joined by "," */
} aka_listed;

/* The entities of an index are numbered from 0 to aka_index_entities - 1; a number means the same
 * entity in all indexes with that fingerprint. These may be called by any thread. */

/* AKA_E_NOTFOUND. The first one where several have the id. */
AKA_API AKA_CHECKED aka_status aka_index_find(
    const aka_index *index, const char *id, uint32_t *number, aka_error *error);
/* AKA_E_NOTFOUND: no such number. */
AKA_API AKA_CHECKED aka_status aka_index_listed(
    const aka_index *index, uint32_t number, aka_listed *out, aka_error *error);
/* Its whole record as FtM JSON, as imported. AKA_E_NOTFOUND: no such number. */
AKA_API AKA_CHECKED aka_status aka_index_listed_json(
    const aka_index *index, uint32_t number, aka_text *out, aka_error *error);
/* Hands over all records, in the order of their numbers, as FtM JSON that lives until `take`
 * returns; it returns 0 to end this. Much faster than one by one. */
AKA_API AKA_CHECKED aka_status aka_index_each_json(const aka_index *index,
    int (*take)(void *ctx, uint32_t number, aka_view json), void *ctx, aka_error *error);
/* Code ("ru", "ua-cri") of the i-th country that the entity is connected with; empty beyond the
 * last and for no such number. Static storage. */
AKA_API aka_view aka_index_country(const aka_index *index, uint32_t number, size_t i);

/* What a search works in. One thread at a time; the index must outlive it. */
typedef struct aka_searcher aka_searcher;
AKA_API AKA_CHECKED aka_status aka_searcher_create(
    const aka_index *index, aka_searcher **out, aka_error *error);
AKA_API void aka_searcher_free(aka_searcher *searcher);
/* The entities one of whose names has every word of the text, in any order and after the same
 * romanisation as in screening; the last word may be the beginning of one. A text without words:
 * all entities. Those whose name the text covers best come first. *numbers is valid until the next
 * run. AKA_E_LIMIT: a text over 16 KiB. */
AKA_API AKA_CHECKED aka_status aka_searcher_run(aka_searcher *searcher, const char *text,
    const uint32_t **numbers, size_t *count, aka_error *error);

#ifdef __cplusplus
}
#endif
#endif
