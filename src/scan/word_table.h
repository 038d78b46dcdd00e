/* Which number a word has, by how it is written: most words of a text have come before, and this is
 * all that is read for them. */
#ifndef AK_SCAN_WORD_TABLE_H
#define AK_SCAN_WORD_TABLE_H

#include "base/error.h"
#include "base/vec.h"

#define AK_WORD_SHORT 16 /* bytes of a word that stands in the table itself */

/* A word of 1 to AK_WORD_SHORT bytes: with its length, its first and last eight say which. */
typedef struct ak_short_word {
    uint64_t front, back;
    uint32_t length; /* 0: an empty place; higher by AK_WORD_PLAIN where it is a plain word */
    uint32_t number;
} ak_short_word;
#define AK_WORD_PLAIN 32
#define AK_WORD_PLAIN_LONGEST 64 /* bytes of a plain word */

/* One thread. */
typedef struct ak_word_table {
    ak_short_word *slots; /* short ones; slot_count is a power of two */
    size_t slot_count, count;
    ak_intern others; /* longer ones, … */
    ak_vec numbers;   /* … and theirs: uint32_t */
} ak_word_table;

AKA_CHECKED aka_status ak_word_table_init(ak_word_table *table, aka_error *err);
void ak_word_table_free(ak_word_table *table);
/* Forgets all words. */
void ak_word_table_reset(ak_word_table *table);

/* The number of the word, of which those that are plain have one of their own; false where it has
 * none. */
bool ak_word_table_find(const ak_word_table *table, ak_slice word, bool plain, uint32_t *number);
/* Gives a word a number that has none. False on lack of memory. */
bool ak_word_table_add(ak_word_table *table, ak_slice word, bool plain, uint32_t number);

#endif
