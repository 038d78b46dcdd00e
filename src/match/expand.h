/* From a unit of the asked name to every term of the vocabulary that it is related to: complete by
 * the contract of names/relate.h. */
#ifndef AK_MATCH_EXPAND_H
#define AK_MATCH_EXPAND_H

#include "match/layout.h"
#include "match/remember.h"

/* Scratch of one thread for one index. */
typedef struct ak_expander {
    const ak_index *index;
    uint32_t *seen; /* per term: the round in which it was last looked at */
    uint32_t round;
    ak_kind kind;   /* of the name asked for */
    uint32_t types; /* AK_UNIT_… that may be related by the search under way */
    ak_vec out;     /* ak_related */
    ak_memory memory;
    bool failed;
} ak_expander;

AKA_CHECKED aka_status ak_expander_init(
    ak_expander *expander, const ak_index *index, aka_error *err);
void ak_expander_free(ak_expander *expander);

/* All terms related to the unit of a name of that kind, in no particular order; valid until the
 * next call. False on lack of memory. */
bool ak_expand(ak_expander *expander, const ak_unit *unit, ak_kind kind, const ak_related **out,
    size_t *count);

#endif
