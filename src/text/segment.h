/* Cutting text into words, in the scratch memory of an ak_text. Room-internal: words.c hands the
 * result out. */
#ifndef AK_TEXT_SEGMENT_H
#define AK_TEXT_SEGMENT_H

#include "text/chars.h"
#include "text/words.h"

/* Classes of ASCII bytes. */
enum { AK_ASCII_LOWER = 1, AK_ASCII_UPPER = 2, AK_ASCII_DIGIT = 4 };

struct ak_text {
    ak_chars chars;
    uint8_t ascii[256]; /* AK_ASCII_… by byte, 0 for what is no ASCII letter or digit */
    /* Scratch, kept between calls. Words' texts stand in `letters` one behind the other; the text
     * pointers of `words` are not set. */
    char *letters;
    size_t letters_len, letters_cap;
    ak_word *words;
    size_t words_len, words_cap;
    uint32_t *run; /* letters of the open word that wait for their romaniser */
    size_t run_len, run_cap;
};

/* Fills text->words and text->letters. source is at most UINT32_MAX bytes. On failure (memory, or
 * ICU without its data) they hold nothing of use. */
AKA_CHECKED aka_status ak_segment(
    ak_text *text, ak_slice source, ak_reading reading, aka_error *err);

#endif
