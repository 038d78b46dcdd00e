/* One spelling against many: what ak_edit_distance says, for a text of which the costs of its
 * letters have been laid out beforehand. */
#ifndef AK_NAMES_PROBE_H
#define AK_NAMES_PROBE_H

#include "names/edit.h"

/* Longer texts, and those of more than letters and digits, do not fit. */
#define AK_PROBE_MAX 15
#define AK_PROBE_SYMBOLS 37 /* a-z, 0-9, any other */

/* Sixteen places in the asked text: before its first letter, behind it, and so on. Costs are in
 * 1/20 of a full edit. */
typedef uint8_t ak_probe_places __attribute__((vector_size(AK_PROBE_MAX + 1)));

typedef struct ak_edit_probe {
    ak_probe_places gaps[4]; /* costs of the last 1, 2, 4, 8 letters before each */
    ak_probe_places exchanges[AK_PROBE_SYMBOLS]; /* … of the last one for this letter */
    ak_probe_places last_is[AK_PROBE_SYMBOLS]; /* all bits where the last one is this letter … */
    ak_probe_places second_is[AK_PROBE_SYMBOLS]; /* … and the one before it */
    uint8_t alone[AK_PROBE_SYMBOLS]; /* cost of this letter of the other text, if it is left out */
    bool far[4];                     /* whether any of gaps is within the limit */
    ak_slice text;
    unsigned limit;
    bool fits; /* else ak_edit_distance is asked */
    /* The rows after so many letters of the text asked for last, as far as they have been worked
     * out; one stands in front. */
    size_t worked_out;
    ak_probe_places rows[AK_TERM_MAX + 2];
} ak_edit_probe;

/* limit: the largest that will be asked for. The text must outlive the probe. */
void ak_edit_probe_make(ak_slice text, unsigned limit, ak_edit_probe *out);
/* ak_edit_distance(text of the probe, other, limit). `shared`: so many letters are those that the
 * text asked for before begins with, if there was one; they cost nothing. */
unsigned ak_edit_probe_distance(
    ak_edit_probe *probe, ak_slice other, size_t shared, unsigned limit);

#endif
