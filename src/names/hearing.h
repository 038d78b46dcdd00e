/* One word against many as a transcription: rules most out sooner than ak_transcription_strength
 * would, for a word whose evidence with any letters has been laid out beforehand. */
#ifndef AK_NAMES_HEARING_H
#define AK_NAMES_HEARING_H

#include "names/transcribe.h"

#define AK_HEARING_PLACES 16   /* before the first letter of the word, behind it, and so on */
#define AK_HEARING_NUMBERS 128 /* letters and pairs of letters of the other side */

/* The places, eight and eight. */
typedef int16_t ak_hearing_eight __attribute__((vector_size(16)));
typedef struct ak_hearing_row {
    ak_hearing_eight front, back;
} ak_hearing_row;

/* Evidence up to a place is told over that of the word's letters before it with nothing
 * (`alone`): so the best of a place is the greatest of all before it as well. */
typedef struct ak_hearing {
    const int *needed; /* evidence, by length; NULL: there are no transcriptions */
    const uint8_t (*pairs)[27];
    uint8_t length; /* of the word; over AK_HEARING_PLACES - 1 only `most` is told */
    int base;       /* twice the evidence that there may be whatever the other side's letters are */
    int16_t most[256]; /* twice the most that a letter of the other side adds; if it is none … */
    ak_hearing_row alone; /* evidence of all letters before each place with nothing */
    /* Evidence of a letter or pair of the other side with nothing, the letter before each place,
     * and the two letters before it. */
    int16_t none[AK_HEARING_NUMBERS];
    ak_hearing_row letter[AK_HEARING_NUMBERS], pair[AK_HEARING_NUMBERS];
    /* What was heard last: its length, twice the most that so many of its letters add, and the best
     * of each place after so many of them, as far as that has been worked out. */
    size_t heard, worked_out;
    int sums[AK_TERM_MAX + 1];
    ak_hearing_row rows[AK_TERM_MAX + 1];
} ak_hearing;

/* For a word romanised from that script, or a word in Latin letters to be compared with such. */
void ak_hearing_make(ak_script script, bool romanised, ak_slice word, ak_hearing *out);
/* False where ak_transcription_strength of the two is certainly 0; seldom true where it is.
 * `shared`: so many letters are those that the word asked for before begins with, if there was one;
 * they cost nothing. */
bool ak_hearing_may(ak_hearing *hearing, ak_slice other, size_t shared);

#endif
