/* One word against many as a transcription: rules most out sooner than ak_transcription_strength
 * would, for a word whose evidence with any letters has been laid out beforehand. */
#ifndef AK_NAMES_HEARING_H
#define AK_NAMES_HEARING_H

#include "names/transcribe.h"

#define AK_HEARING_PLACES 16   /* before the first letter of the word, behind it, and so on */
#define AK_HEARING_NUMBERS 128 /* letters and pairs of letters of the other side */

typedef struct ak_hearing {
    const int *needed; /* evidence, by length; NULL: there are no transcriptions */
    const uint8_t (*pairs)[27];
    uint8_t length; /* of the word; over AK_HEARING_PLACES - 1 only `most` is told */
    int base;       /* twice the evidence that there may be whatever the other side's letters are */
    int16_t most[27];                 /* twice the most that a letter of the other side adds */
    int16_t alone[AK_HEARING_PLACES]; /* evidence of the letter before each place with nothing */
    /* Evidence of a letter or pair of the other side with nothing, the letter before each place,
     * and the two letters before it. */
    int16_t none[AK_HEARING_NUMBERS];
    int16_t letter[AK_HEARING_NUMBERS][AK_HEARING_PLACES];
    int16_t pair[AK_HEARING_NUMBERS][AK_HEARING_PLACES];
} ak_hearing;

/* For a word romanised from that script, or a word in Latin letters to be compared with such. */
void ak_hearing_make(ak_script script, bool romanised, ak_slice word, ak_hearing *out);
/* False where ak_transcription_strength of the two is certainly 0; seldom true where it is. */
bool ak_hearing_may(const ak_hearing *hearing, ak_slice other);

#endif
