/* Names that are alike to an asked one: of as many parts, of the same roles and weights, related to
 * the asked parts in the same ways. They align alike whatever their words, so that of a thousand
 * hits some dozens are aligned. */
#ifndef AK_MATCH_ALIKE_H
#define AK_MATCH_ALIKE_H

#include "match/evidence.h"

#include "base/arena.h"
#include "index/index.h"

enum { AK_ALIKE_SLOTS = 1024, AK_ALIKE_CELLS = 64 };

/* All that ak_align_known looks at of a listed name whose relations are known and that has no
 * joints. */
typedef struct ak_alike_key {
    uint32_t cells[AK_ALIKE_CELLS];
    size_t count;
} ak_alike_key;

typedef struct ak_alike_slot {
    uint64_t question; /* that it was filled in */
    uint64_t hash;
    const uint32_t *cells;
    size_t count;
    double score;
} ak_alike_slot;

/* Start with {0}; one thread. */
typedef struct ak_alike {
    ak_alike_slot *slots;
    size_t filled;
    uint64_t question;
    ak_arena arena; /* of the cells */
} ak_alike;

void ak_alike_free(ak_alike *alike);
/* For another asked name: all is forgotten. False on lack of memory. */
bool ak_alike_begin(ak_alike *alike);
/* The key of a listed name, whose relations are [asked part * count + part]. False where it has
 * none: it is long, or of numbers, whose writing counts. */
bool ak_alike_key_of(const ak_name *asked, const ak_ix_part *parts, uint32_t count,
    const ak_relation *relations, ak_alike_key *out);
/* The score that was kept for names with that key; false where none was. */
bool ak_alike_find(const ak_alike *alike, const ak_alike_key *key, double *score);
/* Keeps one that was not found; where there is no room it does not. */
void ak_alike_keep(ak_alike *alike, const ak_alike_key *key, double score);

#endif
