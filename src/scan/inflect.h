/* Words as sentences bend them, back to the forms that lists have: Russian cases, Arabic words
 * that are written together with the next one, plurals of families. */
#ifndef AK_SCAN_INFLECT_H
#define AK_SCAN_INFLECT_H

#include "base/slice.h"
#include "text/words.h"

#define AK_INFLECT_MAX 160 /* bytes of the longest word that is bent back */

/* The i-th form that the word may be bent from, in buffer; false where i is beyond the last. */
bool ak_inflect_base(
    ak_slice word, ak_script script, size_t i, char buffer[AK_INFLECT_MAX], ak_slice *out);

/* Whether "and" is among what was taken off the word to make the base. */
bool ak_inflect_has_and(ak_slice word, ak_slice base);

#endif
