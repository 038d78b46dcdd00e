/* The terms of phrases, each text once, and what they are to terms of the lists: texts set the same
 * words beside each other again and again. Bounded by the phrases, with which it is forgotten. */
#ifndef AK_SCAN_TERMS_H
#define AK_SCAN_TERMS_H

#include "base/vec.h"
#include "index/index.h"
#include "names/name.h"
#include "names/relate.h"

/* One thread. */
typedef struct ak_terms {
    ak_intern texts;
    ak_vec terms; /* ak_term, by number of the text */
    struct ak_term_relation *relations;
    ak_arena arena;
} ak_terms;

AKA_CHECKED aka_status ak_terms_init(ak_terms *terms, aka_error *err);
void ak_terms_free(ak_terms *terms);
/* Terms and numbers given out are void then. */
void ak_terms_forget(ak_terms *terms);

/* Gives the terms of a bare name what they lack, and tells the number of each. False on lack of
 * memory. */
bool ak_terms_complete(ak_terms *terms, ak_name *name, uint32_t *numbers);
/* What ak_relate says of the parts of a phrase, whose terms have these numbers, and those of a
 * listed name, whose parts in the index are `parts`: [asked part * listed parts + listed part]. */
void ak_terms_relate(ak_terms *terms, const ak_name *asked, const uint32_t *numbers,
    const ak_name *listed, const ak_ix_part *parts, ak_relation *out);

#endif
