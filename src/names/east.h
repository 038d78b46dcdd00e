/* Chinese and Korean names, which are written without blanks and read in several languages: where
 * their words are, and how two names in the same signs compare. Room-internal but for
 * ak_relate_written. */
#ifndef AK_NAMES_EAST_H
#define AK_NAMES_EAST_H

#include "names/name.h"
#include "names/relate.h"

/* One way to read a name. */
typedef enum ak_east_way {
    AK_EAST_MANDARIN,
    AK_EAST_CANTONESE,
    AK_EAST_KOREAN,  /* ideographs as Korea reads them, where they may be a Korean name */
    AK_EAST_REVISED, /* persons in Hangul as the South spells them: Cheol-soo … */
    AK_EAST_PRESS,   /* … and Chul-soo */
    AK_EAST_WHOLE, /* a person's name as one foreign word written by its sounds: 特朗普, 푸틴 */
    AK_EAST_WAYS,
} ak_east_way;

/* True where one of the words is written in ideographs or Hangul. */
bool ak_east_has(const ak_word *words, size_t count);

/* Cuts the words written in signs, and reads ideographs in the way given: persons into surname and
 * given name, organisations by the words that dictionaries know. *words and *count become the new
 * ones, in the arena; *count is 0 where a name cannot be read in this way. AKA_E_NOMEM only. */
AKA_CHECKED aka_status ak_east_cut(ak_text *text, ak_slice source, ak_kind kind, ak_east_way way,
    ak_arena *arena, ak_word **words, size_t *count, aka_error *err);

/* The relation of parts [a_from, a_to) of a with [b_from, b_to) of b, given that of their readings.
 * Where both are written in ideographs, or both in Hangul, the signs decide: 高石 and 高市 are read
 * alike and are two names. What only one side has respelled is a variant. Symmetric. Never stronger
 * than what was read: the bounds of retrieval rest on that. */
ak_relation ak_relate_written(const ak_name *a, uint32_t a_from, uint32_t a_to, const ak_name *b,
    uint32_t b_from, uint32_t b_to, ak_relation read);

#endif
