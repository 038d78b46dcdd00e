/* The keys near a key, as retrieval looks them up: by their codes (ak_layout_key_code). */
#ifndef AK_MATCH_NEAR_KEYS_H
#define AK_MATCH_NEAR_KEYS_H

#include "match/layout.h"

/* Of no key there are more: at each place up to ten letters are added, nine put in the place of
 * one, which may also be left out or change places. */
#define AK_NEAR_KEYS_MAX (21 * (AK_LOOSE_MAX + 1))

/* Codes of the keys that differ once from a consonant key (ak_keys_near), each once, for those that
 * may be keys; of numbers also in a digit or the order of two. Returns how many. */
size_t ak_near_keys(ak_slice key, uint32_t out[AK_NEAR_KEYS_MAX]);
/* Those of the loose key itself and of all that are near it (ak_loose_near); with AK_LOOSE_MARKED
 * before each if that is asked for. */
size_t ak_near_loose_keys(ak_slice key, bool marked, uint32_t out[AK_NEAR_KEYS_MAX]);

#endif
