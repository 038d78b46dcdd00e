/* From a unit of the asked name to every term of the vocabulary that it is related to: complete by
 * the contract of names/relate.h. docs/retrieval.md tells why it is done this way. */
#ifndef AK_MATCH_EXPAND_H
#define AK_MATCH_EXPAND_H

#include "match/layout.h"
#include "match/remember.h"

/* Scratch of one thread for one index. */
typedef struct ak_expander {
    const ak_index *index;
    uint32_t *seen; /* per term: the round in which it was last related */
    uint32_t round;
    uint32_t initials[26]; /* the terms of one letter; or AK_NO_TERM */
    ak_vec out;            /* ak_related */
    ak_memory memory;
    uint64_t terms_related; /* how many pairs were handed to names/relate.h, ever */
    bool failed;
} ak_expander;

#define AK_NO_TERM UINT32_MAX

AKA_CHECKED aka_status ak_expander_init(
    ak_expander *expander, const ak_index *index, aka_error *err);
void ak_expander_free(ak_expander *expander);

/* All terms related to the unit of a name of that kind, in no particular order; valid until the
 * next call. What an initial abbreviates is left out: whoever needs it asks ak_expand_initial.
 * False on lack of memory. */
bool ak_expand(ak_expander *expander, const ak_unit *unit, ak_kind kind, const ak_related **out,
    size_t *count);
/* The same with the words that an initial stands for: thousands. */
bool ak_expand_initial(ak_expander *expander, const ak_unit *unit, ak_kind kind,
    const ak_related **out, size_t *count);

#endif
