/* Weighted edit distance between two spellings: slips that people and romanisations make often cost
 * little, others a full step. Optimal string alignment with transposition of neighbours. */
#ifndef AK_NAMES_EDIT_H
#define AK_NAMES_EDIT_H

#include "names/term.h"

/* Costs are in 1/100 of a full edit. */
#define AK_EDIT_FULL 100u
#define AK_EDIT_LEAST 15u /* of any letter that one side lacks */
#define AK_EDIT_SWAP 45u  /* two neighbours exchanged */

/* Distance, or limit + 1 where it is above limit. Symmetric. Texts over AK_TERM_MAX bytes are cut.
 */
unsigned ak_edit_distance(ak_slice a, ak_slice b, unsigned limit);

/* True where one letter at most is dropped, added or exchanged, or changed places with its
 * neighbour. Symmetric. */
bool ak_one_slip(ak_slice a, ak_slice b);

#endif
