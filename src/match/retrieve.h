/* Candidates: every listed name that can reach a score against an asked name, found without
 * scoring the others. Complete: the bounds are derived from the score's own arithmetic.
 * docs/retrieval.md has the argument. */
#ifndef AK_MATCH_RETRIEVE_H
#define AK_MATCH_RETRIEVE_H

#include "match/expand.h"

typedef struct ak_candidate {
    uint32_t name;
    bool joined;   /* units of several parts may be related; else ak_align_parts suffices */
    float ceiling; /* ak_align gives no more */
} ak_candidate;

/* What a name has in common with the asked one, so far. */
typedef struct ak_tally {
    uint32_t shared; /* weight of related asked parts << 16 | the same times strength; 1/100 */
    uint32_t last;   /* round << 8 | what the part of that round added to the lower half */
    uint32_t joined; /* bit i: so may asked part i (or i + 32) be by units of several parts */
} ak_tally;

#define AK_RUNNER_BITS (1u << 16)

typedef struct ak_retriever {
    ak_expander expander;
    ak_arena arena;
    ak_tally *tallies; /* per name */
    uint32_t round;    /* of 24 bits; one for each asked part that is gathered */
    ak_vec related;    /* ak_related of all units of the asked name */
    uint64_t runners[AK_RUNNER_BITS / 64]; /* names in which units of several parts are related: a
                                              bit by the hash of each, and perhaps of others */
    ak_vec touched;                        /* uint32_t: names with something gathered */
    ak_vec candidates;                     /* ak_candidate */
    uint64_t postings_read, names_bounded;
} ak_retriever;

AKA_CHECKED aka_status ak_retriever_init(
    ak_retriever *retriever, const ak_index *index, aka_error *err);
void ak_retriever_free(ak_retriever *retriever);

/* All names of things of the asked kind that ak_align may score at or above `score` when asked for
 * `asked`; others may be among them. Valid until the next call. False on lack of memory. */
bool ak_retrieve(ak_retriever *retriever, const ak_name *asked, double score,
    const ak_candidate **candidates, size_t *count);

#endif
