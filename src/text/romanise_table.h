/* Tables from letters to Latin text, shared by the romanisers. Room-internal. */
#ifndef AK_TEXT_ROMANISE_TABLE_H
#define AK_TEXT_ROMANISE_TABLE_H

#include <stddef.h>
#include <stdint.h>

typedef struct ak_roman_pair {
    uint16_t cp;
    char text[6];
} ak_roman_pair;

/* The text of cp in a table sorted by cp; NULL where it is not there. */
static inline const char *ak_roman_find(const ak_roman_pair *table, size_t count, uint32_t cp)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (table[mid].cp < cp)
            low = mid + 1;
        else
            high = mid;
    }
    return low < count && table[low].cp == cp ? table[low].text : NULL;
}

#define AK_ROMAN_FIND(table, cp) ak_roman_find(table, sizeof(table) / sizeof *(table), cp)

/* Copies text without its terminator to p; returns what follows it. */
static inline char *ak_roman_put(char *p, const char *text)
{
    while (*text) *p++ = *text++;
    return p;
}

#endif
