/* The signs of a text: ideographs and Hangul syllables, which names write without blanks between
 * them, each with its place. Nothing here knows how they are read: see words.h for that. */
#ifndef AK_TEXT_SIGNS_H
#define AK_TEXT_SIGNS_H

#include "base/slice.h"

#include <stdint.h>

typedef struct ak_sign {
    uint32_t cp;         /* of an ideograph the one character that its variants stand for (國 is
                          * 国), of a syllable the composed one */
    uint32_t begin, end; /* bytes of the text */
} ak_sign;

/* The signs of a text of at most UINT32_MAX bytes; whatever else stands in it is left out. Writes
 * the first `cap` of them and returns how many there are. 々 is the sign before it. */
size_t ak_signs(ak_slice text, ak_sign *out, size_t cap);

bool ak_sign_is_hangul(uint32_t cp);

/* The syllable that an ideograph is in Korean; 0 where it is not used there. */
uint32_t ak_han_syllable(uint32_t cp);

/* UTF-8 of signs [from, to) into out, in their plain form: how dictionaries keep forms written in
 * signs only. Returns the bytes, 0 where they do not fit. */
size_t ak_signs_text(const ak_sign *signs, size_t from, size_t to, char *out, size_t cap);

#endif
