/* The table that han_compile.py makes of Unihan. Room-internal: romanise_han.c reads it. */
#ifndef AK_TEXT_HAN_TABLE_H
#define AK_TEXT_HAN_TABLE_H

#include <stddef.h>
#include <stdint.h>

#define AK_HAN_FIRST 0x3400u /* of the part that has a row for each code point */
#define AK_HAN_LAST 0x9FFFu

/* Readings are offsets in ak_han_strings, 0 for none. */
typedef struct ak_han_row {
    uint16_t plain; /* the one character of its variants: simplified where there is such a form */
    uint16_t mandarin, cantonese;
    uint16_t hangul; /* the syllable that it is in Korean, as a code point; 0 for none */
} ak_han_row;

typedef struct ak_han_other {
    uint32_t cp, plain;
    ak_han_row row; /* its own `plain` is not used */
} ak_han_other;

extern const char ak_han_strings[];
extern const ak_han_row ak_han_dense[AK_HAN_LAST - AK_HAN_FIRST + 1];
extern const ak_han_other ak_han_sparse[]; /* by code point */
extern const size_t ak_han_sparse_count;

#endif
