/* From finds to what a mention says: whom it may refer to, with scores and reasons. */
#ifndef AK_SCAN_RESULTS_H
#define AK_SCAN_RESULTS_H

#include "aka/scan.h"
#include "scan/find.h"

/* One thread. */
typedef struct ak_results {
    const ak_scan_plan *plan;
    ak_arena arena;             /* of the last mention */
    struct ak_explained *known; /* explanations given before */
    bool brief;                 /* no explanations */
} ak_results;

AKA_CHECKED aka_status ak_results_init(
    ak_results *results, const ak_scan_plan *plan, aka_error *err);
void ak_results_free(ak_results *results);
/* Fills results, result_count and use of *m from finds of the same words, best first: the best of
 * each entity, at most `limit`. Valid until the next call. */
AKA_CHECKED aka_status ak_results_make(ak_results *results, ak_finder *finder, const ak_find *finds,
    size_t count, bool earlier, size_t limit, aka_mention *m, aka_error *err);

#endif
