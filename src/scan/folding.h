/* The words of a text as the lexicon keeps them: folded, and as they are written. */
#ifndef AK_SCAN_FOLDING_H
#define AK_SCAN_FOLDING_H

#include "scan/lexicon.h"

/* Sets text, script and shape of *out by the source of a word, in the memory of the lexicon; leaves
 * them as they are where there is nothing to read. */
AKA_CHECKED aka_status ak_fold(
    ak_lexicon *lexicon, ak_slice source, ak_lexeme *out, aka_error *err);
/* A copy of the word without soft hyphens and zero-width spaces. False on lack of memory. */
bool ak_keep_seen(ak_arena *arena, ak_slice word, ak_slice *out);

#endif
