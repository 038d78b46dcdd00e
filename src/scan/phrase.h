/* Words of a run as the analysed name that is compared. Texts repeat their names, so analyses are
 * kept from run to run; bounded: when full, everything is forgotten. */
#ifndef AK_SCAN_PHRASE_H
#define AK_SCAN_PHRASE_H

#include "names/units.h"
#include "scan/terms.h"
#include "scan/tokens.h"

/* Words [first, last] of a phrase. */
typedef struct ak_word_span {
    uint8_t first, last;
} ak_word_span;

typedef struct ak_phrase {
    ak_name name;
    const uint32_t *terms;     /* of the name's parts: numbers for ak_terms_relate */
    const ak_word_span *words; /* of the name's parts: where they are from */
    ak_kept_units units;       /* of the name */
    ak_slice written;          /* as it is in the text */
    bool bent;                 /* a word was put into its base form */
} ak_phrase;

/* One thread. */
typedef struct ak_phrases {
    ak_lexicon *lexicon;
    struct ak_phrase_slot *slots;
    ak_terms terms; /* of their names */
    ak_arena arena;
} ak_phrases;

AKA_CHECKED aka_status ak_phrases_init(ak_phrases *phrases, ak_lexicon *lexicon, aka_error *err);
void ak_phrases_free(ak_phrases *phrases);
/* Makes room where there is little. True where phrases given out before are void now. */
bool ak_phrases_tidy(ak_phrases *phrases);

/* Words [from, to) of the run, every one in its base form, as the name of a thing of that kind.
 * *out lives until ak_phrases_tidy. */
AKA_CHECKED aka_status ak_phrase_get(ak_phrases *phrases, ak_slice view, const ak_run *run,
    uint32_t from, uint32_t to, ak_kind kind, const ak_phrase **out, aka_error *err);

#endif
