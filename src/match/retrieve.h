/* Candidates: every listed name that can reach a score against an asked name, found without
 * scoring the others. Complete: the bounds are derived from the score's own arithmetic.
 * docs/retrieval.md has the argument. */
#ifndef AK_MATCH_RETRIEVE_H
#define AK_MATCH_RETRIEVE_H

#include "match/bound.h"
#include "match/expand.h"
#include "match/gather.h"

typedef struct ak_candidate {
    uint32_t name;
    uint32_t links; /* ak_runner.last: units of several parts that are related, 0 where none is */
    float ceiling;  /* ak_align gives no more */
    ak_dating dating;
} ak_candidate;

typedef struct ak_retriever {
    ak_expander expander;
    ak_arena arena;
    ak_runners runners;
    ak_limits limits;
    ak_gatherer gatherer;
    ak_vec related;     /* ak_related of all units of the asked name … */
    ak_vec lists;       /* … and the ak_postings of each */
    ak_vec survivors;   /* names worth bounding */
    ak_vec candidates;  /* ak_candidate */
    ak_bounder bounder; /* of the last question */
    uint64_t postings_read, names_bounded;
    uint32_t block_least, block_most; /* ranks that are read together; tests have few names */
} ak_retriever;

AKA_CHECKED aka_status ak_retriever_init(
    ak_retriever *retriever, const ak_index *index, aka_error *err);
void ak_retriever_free(ak_retriever *retriever);

/* All names of things of the asked kind that ak_align may give what is needed when asked for
 * `asked`; others may be among them. Valid until the next call. False on lack of memory. */
bool ak_retrieve(ak_retriever *retriever, const ak_name *asked, const ak_needed *needed,
    const ak_candidate **candidates, size_t *count);
/* What units of the candidate to compare, for ak_align_known; valid until the next question. False
 * on lack of memory. */
bool ak_retrieve_joints(
    ak_retriever *retriever, const ak_candidate *candidate, const ak_joint **out, size_t *count);

#endif
