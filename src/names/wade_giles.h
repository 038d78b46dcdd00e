/* Names in Wade-Giles, read in Pinyin. Room-internal. */
#ifndef AK_NAMES_WADE_GILES_H
#define AK_NAMES_WADE_GILES_H

#include "base/arena.h"
#include "text/words.h"

/* "Mao Tse-tung" as mao zedong: where a given name of two syllables is hyphenated, all words of the
 * name are Mandarin syllables, and one at least is spelled otherwise in Pinyin. *words and *count
 * become the new ones, in the arena; *count is 0 where the name is none of these. False on lack of
 * memory. `source` is what the words were cut from: an apostrophe tells p'ing from ping. */
bool ak_wade_giles(ak_slice source, ak_arena *arena, ak_word **words, size_t *count);

#endif
