/* Which words are English: a text is mostly those, and they are no names spelled wrong. */
#ifndef AK_SCAN_ENGLISH_H
#define AK_SCAN_ENGLISH_H

#include "base/slice.h"

/* Whether the folded word is one of data/english_words.txt or data/common_words.txt, or one with an
 * English ending or beginning: "increasing", "unlikely". Thread-safe. */
bool ak_is_english(ak_slice word);

#endif
