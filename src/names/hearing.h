/* One word against many as a transcription: what ak_transcription_strength says, most often sooner,
 * for a word whose evidence with any letters has been laid out beforehand. */
#ifndef AK_NAMES_HEARING_H
#define AK_NAMES_HEARING_H

#include "names/transcribe.h"

#define AK_HEARING_PLACES 16 /* before the first letter of the word, behind it, and so on */

/* The places, eight and eight. */
typedef int16_t ak_hearing_eight __attribute__((vector_size(16)));
typedef struct ak_hearing_row {
    ak_hearing_eight front, back;
} ak_hearing_row;

/* What a letter or pair of letters of the other side is evidence of. */
typedef struct ak_hearing_number {
    ak_hearing_row letter, pair; /* with the letter before each place, and the two before it */
    int16_t none;                /* with nothing */
} ak_hearing_number;

/* Evidence up to a place is told over that of the word's letters before it with nothing
 * (`alone`): so the best of a place is the greatest of all before it as well. */
typedef struct ak_hearing {
    const ak_transcription *table; /* NULL: there are no transcriptions */
    const ak_transcription_side *own, *others;
    uint8_t length; /* of the word; over AK_HEARING_PLACES - 1 only `most` is told */
    /* By the number of the letter that ends before each place, and of the pair; and its evidence
     * with nothing. */
    uint8_t letters[AK_HEARING_PLACES], ends[AK_HEARING_PLACES];
    int16_t skipped[AK_HEARING_PLACES];
    int most[256]; /* twice the most that a letter of the other side adds; little if it is none … */
    int quick[256]; /* … or nothing */
    /* Twice what the letters of an other side of that length have to add for a strength. */
    int least[AK_TERM_MAX + 1];
    ak_hearing_row alone; /* evidence of all letters before each place with nothing */
    uint64_t laid_out[2]; /* bit i: numbers[i] has been, since an other side had it */
    ak_hearing_number numbers[AK_TRANSCRIPTION_NUMBERS];
    /* What was heard last: its length, twice the most that so many of its letters add, and the best
     * of each place after so many of them, as far as that has been worked out. */
    size_t heard, worked_out;
    int sums[AK_TERM_MAX + 1];
    ak_hearing_row rows[AK_TERM_MAX + 1];
} ak_hearing;

/* For a word romanised from that script, or a word in Latin letters to be compared with such. */
void ak_hearing_make(ak_script script, bool romanised, ak_slice word, ak_hearing *out);
/* ak_transcription_strength of the two, or AK_HEARING_OPEN, seldom, where that has to be asked.
 * `shared`: so many letters are those that the word asked for before begins with, if there was one;
 * they cost nothing. */
#define AK_HEARING_OPEN (-1)
static inline int ak_hearing_strength(ak_hearing *hearing, ak_slice other, size_t shared);

/* False for words, of up to 12 letters with zeros behind them, or with a mark before them, that
 * certainly have no strength by their letters alone. `length`: without the mark. */
static inline bool ak_hearing_may(const ak_hearing *h, const char letters[12], size_t length)
{
    int sum = 0;
    for (size_t i = 0; i < 12; i++) sum += h->quick[(unsigned char)letters[i]];
    return sum >= h->least[length];
}

/* The same for a word whose letters may add enough; it has been taken note of. */
int ak_hearing_align(ak_hearing *hearing, ak_slice other);

static inline int ak_hearing_strength(ak_hearing *h, ak_slice other, size_t shared)
{
    if (!h->table) return 0;
    if (other.len > AK_TERM_MAX) other.len = AK_TERM_MAX;
    if (shared > h->heard) shared = h->heard;
    if (shared > other.len) shared = other.len;
    int sum = h->sums[shared];
    for (size_t i = shared; i < other.len; i++) {
        sum += h->most[(unsigned char)other.data[i]];
        h->sums[i + 1] = sum;
    }
    h->heard = other.len;
    h->worked_out = h->worked_out < shared ? h->worked_out : shared;
    return sum < h->least[other.len] ? 0 : ak_hearing_align(h, other);
}

#endif
