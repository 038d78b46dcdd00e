/* The textbook measures of two spellings: Jaro, Jaro-Winkler, Soundex, edit distance. Methods that
 * others define are made of these; our own relations are in names/relate.h. */
#ifndef AK_NAMES_MEASURES_H
#define AK_NAMES_MEASURES_H

#include "base/slice.h"

/* Longest text that is measured, in bytes; what is beyond is left aside. */
#define AK_MEASURE_MAX 4096

/* Bytes are compared, so the texts are best folded ones (text/words.h). All are symmetric. */

/* Jaro's similarity in [0,1]; 1 for equal texts, 0 where one is empty. */
double ak_jaro(ak_slice a, ak_slice b);
/* The same raised by a tenth of what is missing to 1 for each letter that both begin with, at most
 * `prefix` of them (10 or less; Winkler took 4), however low it was (his program raises from 0.7 up
 * only). */
double ak_jaro_winkler(ak_slice a, ak_slice b, size_t prefix);

/* False where ak_jaro_winkler of the two is certainly below `least`: much faster. */
bool ak_jaro_winkler_may_reach(ak_slice a, ak_slice b, size_t prefix, double least);

/* American Soundex of the letters a-z: "robert" → "R163". Empty where there is no letter. */
void ak_soundex(ak_slice word, char out[5]);

/* The least number of letters inserted, deleted or replaced that makes one word the other; words
 * of at most AK_EDITS_MAX bytes, longer ones are cut. */
#define AK_EDITS_MAX 64
size_t ak_edits(ak_slice a, ak_slice b);

#endif
