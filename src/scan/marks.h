/* Which characters beyond ASCII are punctuation, and what they set apart; all others are letters or
 * parts of words. */
#ifndef AK_SCAN_MARKS_H
#define AK_SCAN_MARKS_H

#include "base/slice.h"

#include <stdint.h>

typedef struct ak_mark {
    uint8_t len; /* bytes; 0: a letter, or part of a word */
    uint8_t gap; /* ak_gap */
    bool apostrophe;
} ak_mark;

/* The character that begins at byte i, which is not ASCII. */
ak_mark ak_mark_at(ak_slice text, size_t i);

#endif
