/* What phrases were found to have in common with listed names: a text says a name again and again,
 * each time among other words. Bounded: when full, it forgets everything and begins anew. */
#ifndef AK_SCAN_COMPARED_H
#define AK_SCAN_COMPARED_H

#include "match/evidence.h"
#include "scan/phrase.h"

/* One thread. */
typedef struct ak_compared {
    struct ak_compared_slot *slots;
    ak_arena arena; /* the evidence */
} ak_compared;

AKA_CHECKED aka_status ak_compared_init(ak_compared *compared, aka_error *err);
void ak_compared_free(ak_compared *compared);
/* To be called when phrases given out are void. */
void ak_compared_forget(ak_compared *compared);

/* Sets *out to the evidence of the phrase against the listed name; false where it is not known. */
bool ak_compared_find(
    const ak_compared *compared, const ak_phrase *phrase, uint32_t name, ak_evidence *out);
/* Remembers it. False on lack of memory. */
bool ak_compared_keep(
    ak_compared *compared, const ak_phrase *phrase, uint32_t name, const ak_evidence *evidence);

#endif
