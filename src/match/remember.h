/* Remembers what units were related to, so that a batch expands a frequent part once. Bounded: when
 * full, it forgets everything and begins anew. */
#ifndef AK_MATCH_REMEMBER_H
#define AK_MATCH_REMEMBER_H

#include "base/vec.h"
#include "names/units.h"

typedef struct ak_related {
    uint32_t number;   /* of a term of the index, or of a run: see ak_layout_postings */
    uint16_t strength; /* 1/1000 */
    uint8_t kind;      /* ak_relation_kind */
    uint8_t sign;      /* ak_unit_sign of its text */
} ak_related;

/* Start with {0}. */
typedef struct ak_memory {
    ak_intern units; /* kind, type and spelling of each unit remembered */
    ak_vec spans;    /* ak_span in related, by the number of the unit */
    ak_vec related;  /* ak_related */
} ak_memory;

/* What was remembered of the unit of a name of that kind; false where nothing is. Valid until the
 * next ak_memory_keep. */
bool ak_memory_find(
    ak_memory *memory, const ak_unit *unit, ak_kind kind, const ak_related **out, size_t *count);
/* Remembers a copy. Lack of memory only means that it is not remembered. */
void ak_memory_keep(
    ak_memory *memory, const ak_unit *unit, ak_kind kind, const ak_related *related, size_t count);
void ak_memory_free(ak_memory *memory);

#endif
