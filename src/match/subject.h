/* One side of a comparison: a record's names, analysed, and its facts. Made from an entity (the
 * asked record, or a listed one in a comparison without an index). */
#ifndef AK_MATCH_SUBJECT_H
#define AK_MATCH_SUBJECT_H

#include "match/facts.h"
#include "names/name.h"

/* How a name is meant; order of preference among equals. */
typedef enum ak_strength {
    AK_STRENGTH_NAME,
    AK_STRENGTH_ALIAS,
    AK_STRENGTH_PREVIOUS,
    AK_STRENGTH_WEAK,
    AK_STRENGTH_COUNT
} ak_strength;

/* "name", "alias", "previousName", "weakAlias": the FtM properties that hold names, by strength. */
const char *ak_strength_property(ak_strength strength);

typedef struct ak_subject_name {
    ak_name name;
    uint8_t strength; /* ak_strength */
} ak_subject_name;

typedef struct ak_subject {
    unsigned kinds;                        /* bit k: may be a thing of ak_kind k */
    ak_subject_name *names[AK_KIND_COUNT]; /* all names, analysed as each of these kinds, */
    size_t name_count[AK_KIND_COUNT];      /* once for each way to read them; bare */
    size_t given_count;                    /* names as given */
    ak_facts facts;
} ak_subject;

#define AK_SUBJECT_NAMES_MAX 256

/* Analyses an entity; all in the arena, so that the entity may go away. AKA_E_LIMIT: over
 * AK_SUBJECT_NAMES_MAX names, a name over 16 KiB. */
AKA_CHECKED aka_status ak_subject_make(
    ak_text *text, const ak_entity *entity, ak_arena *arena, ak_subject *out, aka_error *err);

#endif
