/* Candidates: every listed name that can reach a score against an asked name, found without
 * scoring the others. Complete: the bound is derived from the score's own arithmetic. */
#ifndef AK_MATCH_RETRIEVE_H
#define AK_MATCH_RETRIEVE_H

#include "match/expand.h"

typedef struct ak_retriever {
    ak_expander expander;
    ak_arena arena;
    uint32_t
        *gathered; /* per name: weight related in the high half, times strength in the low, 1/100 */
    uint32_t *stamp; /* per name: the part counted last */
    uint32_t stamp_last;
    ak_vec touched; /* uint32_t: names with something gathered */
    uint64_t postings_read;
} ak_retriever;

AKA_CHECKED aka_status ak_retriever_init(
    ak_retriever *retriever, const ak_index *index, aka_error *err);
void ak_retriever_free(ak_retriever *retriever);

/* All names (ascending, as numbers of the index) that ak_align may score at or above `score` when
 * asked for `asked`; others may be among them. Valid until the next call. False on lack of memory.
 */
bool ak_retrieve(ak_retriever *retriever, const ak_name *asked, double score,
    const uint32_t **names, size_t *count);

#endif
