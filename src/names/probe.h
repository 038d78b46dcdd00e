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
    ak_probe_places first;                       /* costs of the letters before each place */
    ak_probe_places gaps[4];                     /* … of the last 1, 2, 4, 8 letters before it */
    ak_probe_places exchanges[AK_PROBE_SYMBOLS]; /* … of the last one for this letter */
    ak_probe_places last_is[AK_PROBE_SYMBOLS]; /* all bits where the last one is this letter … */
    ak_probe_places second_is[AK_PROBE_SYMBOLS]; /* … and the one before it */
    uint8_t least_gap[4];                        /* the least of each of gaps */
    ak_slice text;
    bool fits; /* else ak_edit_distance is asked */
} ak_edit_probe;

/* The text must outlive the probe. */
void ak_edit_probe_make(ak_slice text, ak_edit_probe *out);
/* ak_edit_distance(text of the probe, other, limit). */
unsigned ak_edit_probe_distance(const ak_edit_probe *probe, ak_slice other, unsigned limit);

#endif
