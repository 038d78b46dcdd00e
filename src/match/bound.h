/* How much a listed name can score, from the relations of single parts that are known: the last
 * filter before the alignment. */
#ifndef AK_MATCH_BOUND_H
#define AK_MATCH_BOUND_H

#include "match/evidence.h"
#include "match/remember.h"

#include "index/index.h"

/* A related pair of an asked part and a term: a slot of a hash table, empty where strength is 0. */
typedef struct ak_part_relation {
    uint32_t term;
    uint16_t strength; /* 1/1000 */
    uint8_t part, kind;
} ak_part_relation;

/* ak_left_over in whole numbers: telling, legal, rest; 1/100. */
enum { AK_LEFT_PLACES = 3 };
typedef struct ak_left {
    uint32_t weights[AK_LEFT_PLACES];
} ak_left;

/* What is known about the parts of an asked name. */
typedef struct ak_bounder {
    const ak_index *index;
    const ak_name *asked;
    ak_part_relation *slots;
    size_t slot_count; /* 2^n, at least one slot empty */
    uint64_t initials; /* bit i: asked part i is an initial; what it stands for is not in slots */
    bool in_signs;     /* an asked part is in ideographs or Hangul */
    uint8_t places[AK_ROLE_COUNT + 1]; /* of roles in ak_left, the last that of unknown ones */
    ak_left all;                       /* what the asked parts weigh */
} ak_bounder;

/* Room for that many relations, in the arena. False on lack of memory. */
bool ak_bounder_init(ak_bounder *bounder, const ak_index *index, const ak_name *asked,
    size_t relations, ak_arena *arena);
/* Relates an asked part to the terms as parts of names. No more in all than there is room for. */
void ak_bounder_add(ak_bounder *bounder, uint8_t part, const ak_related *related, size_t count);
/* No less than the score that ak_align gives the name of these parts. Where units of several parts,
 * on either side, are related, bit i % 32 of `joined` is set for each asked part i that is one or
 * in one. */
double ak_bound_name(
    const ak_bounder *bounder, const ak_ix_part *parts, uint32_t count, uint32_t joined);
/* What ak_relate says of the asked parts and the name's, for ak_align_known: [asked part * count +
 * part]. False where it takes more: what an initial stands for is not known, and where one of the
 * names is written in ideographs or Hangul its terms count. */
bool ak_bounder_relate(
    const ak_bounder *bounder, const ak_ix_part *parts, uint32_t count, ak_relation *out);

#endif
