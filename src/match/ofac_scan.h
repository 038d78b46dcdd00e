/* All names of an index by the method of OFAC's Sanctions List Search: nobody is left out, and each
 * pair of different words is compared once a query. */
#ifndef AK_MATCH_OFAC_SCAN_H
#define AK_MATCH_OFAC_SCAN_H

#include "base/vec.h"
#include "index/index.h"
#include "match/ofac.h"

/* The listed names, folded: about 150 bytes a name with the words they share. One thread.
 * Start with {0}. */
typedef struct ak_ofac_table {
    const ak_index *index; /* NULL until made */
    ak_intern words;
    ak_vec sounds;    /* char[5] of each word */
    ak_vec sequences; /* uint32_t: the words of all names, one name behind the other */
    ak_vec wholes;    /* char: the whole names, likewise */
    ak_vec ends;      /* name_end, of ofac_scan.c: where the words and the text of each name end */
    ak_vec row, sums; /* of a scan: double for each word, for each name */
} ak_ofac_table;

/* Folds all names of the index, which must outlive the table; nothing where that has been done. On
 * failure the table is as it was. */
AKA_CHECKED aka_status ak_ofac_table_make(
    ak_ofac_table *table, const ak_index *index, ak_text *text, aka_error *err);
void ak_ofac_table_free(ak_ofac_table *table);

/* Called for each listed name (its number in the index) with its scores; false ends the scan. */
typedef bool ak_ofac_found(void *ctx, uint32_t name, double score, double parts, double whole);

/* Scores the asked name against the listed names of entities whose ak_kind is in `kinds` (bits),
 * and hands over those of at least `least`, in the order of the index. The scores are those of
 * ak_ofac_compare. *scored counts the names. False on lack of memory or where `found` said so. */
bool ak_ofac_scan(ak_ofac_table *table, const ak_ofac_name *asked, unsigned kinds, double least,
    ak_ofac_found *found, void *ctx, uint64_t *scored);

#endif
