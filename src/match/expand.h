/* From a unit of the asked name to every term and run of the vocabulary that it is related to:
 * complete by the contract of names/relate.h. docs/retrieval.md tells why it is done this way. */
#ifndef AK_MATCH_EXPAND_H
#define AK_MATCH_EXPAND_H

#include "match/layout.h"
#include "match/remember.h"
#include "names/hearing.h"

/* Scratch of one thread for one index. */
typedef struct ak_expander {
    const ak_index *index;
    ak_key_table parts, loose;
    uint32_t initials[26]; /* the terms of one letter; or AK_NO_TERM */
    ak_vec out;            /* ak_related */
    ak_vec slots;          /* uint32_t: a hash table of what is in out, 1 + its place; 2^n */
    ak_hearing *hearings;  /* of the word at hand, by script */
    ak_memory memory;
    ak_arena arena;     /* of the unit at hand, made whole */
    ak_buf read;        /* of the index */
    uint64_t looked_at; /* how many items under keys, and how many to relate to, ever */
    bool failed;
} ak_expander;

#define AK_NO_TERM UINT32_MAX

AKA_CHECKED aka_status ak_expander_init(
    ak_expander *expander, const ak_index *index, aka_error *err);
void ak_expander_free(ak_expander *expander);

/* All terms and runs related to the unit of a name of that kind, each once, in no particular order;
 * valid until the next call. What an initial abbreviates is left out: whoever needs it asks
 * ak_expand_initial. False on lack of memory. */
bool ak_expand(ak_expander *expander, const ak_unit *unit, ak_kind kind, const ak_related **out,
    size_t *count);
/* The same without runs, for who remembers it: nothing is kept. */
bool ak_expand_terms(ak_expander *expander, const ak_unit *unit, ak_kind kind,
    const ak_related **out, size_t *count);
/* The same as the first with the words that an initial stands for: thousands. */
bool ak_expand_initial(ak_expander *expander, const ak_unit *unit, ak_kind kind,
    const ak_related **out, size_t *count);

#endif
