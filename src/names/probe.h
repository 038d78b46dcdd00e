/* One spelling against many: what ak_edit_distance says, for a text of which the costs of its
 * letters are laid out once. */
#ifndef AK_NAMES_PROBE_H
#define AK_NAMES_PROBE_H

#include "names/edit.h"

/* Longer texts, and those of more than letters and digits, do not fit. */
#define AK_PROBE_MAX 15

/* Sixteen places in the asked text: before its first letter, behind it, and so on. Costs are in
 * 1/20 of a full edit. */
typedef uint8_t ak_probe_places __attribute__((vector_size(AK_PROBE_MAX + 1)));

typedef struct ak_edit_probe {
    ak_probe_places gaps[4]; /* costs of the last 1, 2, 4, 8 letters before each place */
    bool far[4];             /* whether all of gaps are above the limit */
    /* By a letter of the other text: the costs of putting it in the place of the last one before
     * each place. */
    ak_probe_places exchanges[AK_EDIT_SYMBOLS];
    bool digits_laid_out; /* there are those of digits, since a text had one */
    ak_slice text;
    uint8_t symbols[AK_PROBE_MAX]; /* its letters by their numbers */
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
/* True where the distance to the other text is certainly above the limit, since it has too few of
 * the letters of the asked one and none for which they are exchanged; false says nothing. */
bool ak_edit_probe_exceeds(ak_edit_probe *probe, ak_slice other, unsigned limit);
/* So many letters at the beginning of the text asked for last that no text with them is within the
 * limit; 0 if that is not known. */
size_t ak_edit_probe_hopeless(const ak_edit_probe *probe, unsigned limit);

#endif
