/* Whether several words agree with a listed name by chance: how closely they agree, what they are
 * by themselves and how they are written. Room-internal: judge.c asks. */
#ifndef AK_SCAN_CHANCE_H
#define AK_SCAN_CHANCE_H

#include "scan/judge.h"

/* Whether the words, which reach the threshold, are more likely something else than the name. left:
 * weight, in 1/100, of what the listed name has and they leave out. */
bool ak_is_chance(const ak_case *c, unsigned left);

/* Whether the words are part of a body's name, and words that anything may be described by, and not
 * so many that they tell it all the same: the text must have named it by more before. */
bool ak_is_vague(const ak_case *c, unsigned left);

#endif
