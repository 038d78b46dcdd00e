/* Texts, and the names that bear them, as they are collected name by name. */
#ifndef AK_MATCH_VOCABULARY_H
#define AK_MATCH_VOCABULARY_H

#include "base/vec.h"

/* Start with {0}. One thread. */
typedef struct ak_vocabulary {
    ak_intern texts;
    ak_vec bearings; /* ak_bearing, in the order of names */
} ak_vocabulary;

typedef struct ak_bearing {
    uint32_t text, name;
} ak_bearing;

void ak_vocabulary_free(ak_vocabulary *vocabulary);
/* Forgets all and keeps the memory. */
void ak_vocabulary_reset(ak_vocabulary *vocabulary);
/* The name, which is not below those of earlier calls, bears the text. Tells its number: texts are
 * numbered as they are first seen. False on lack of memory. */
bool ak_vocabulary_add(ak_vocabulary *vocabulary, ak_slice text, uint32_t name, uint32_t *number);
static inline size_t ak_vocabulary_count(const ak_vocabulary *vocabulary)
{
    return vocabulary->texts.spans.count;
}
/* ak_sort_text over an ak_vocabulary. */
ak_slice ak_vocabulary_text(const void *vocabulary, uint32_t number);

/* Lists the names of each text by their ranks, ascending, each once: texts in the order in which
 * order[] has their numbers. ranked[r] is the name of rank r < names. first[i] is where those of
 * the i-th text begin in *out (uint32_t); first has an element more than there are texts. The
 * bearings are given up. False on lack of memory. */
bool ak_vocabulary_postings(ak_vocabulary *vocabulary, const uint32_t *order,
    const uint32_t *ranked, size_t names, ak_vec *out, uint32_t *first);

#endif
