/* Listed names in ideographs, kana or Hangul, which a text writes without blanks around them: found
 * by their signs, all of them and in their order. Part of a plan, shared by all threads. */
#ifndef AK_SCAN_SIGNS_H
#define AK_SCAN_SIGNS_H

#include "base/vec.h"
#include "index/index.h"

typedef struct ak_sign_names {
    const ak_index *index;
    ak_vec names;   /* of the index, with what they begin with; ascending */
    uint64_t *bits; /* by hash of the first two signs: whether any name begins so */
} ak_sign_names;

/* On failure there is nothing to free. */
AKA_CHECKED aka_status ak_sign_names_init(
    ak_sign_names *signs, const ak_index *index, aka_error *err);
/* Adds a listed name, if it is one of signs only and long enough. False on lack of memory. */
bool ak_sign_names_add(ak_sign_names *signs, uint32_t name);
/* To be called when all are added. */
void ak_sign_names_sort(ak_sign_names *signs);
void ak_sign_names_free(ak_sign_names *signs);

/* The next listed name in the word at byte *at or behind, at bytes [*begin, *end); *at and *nth say
 * where to go on, both 0 at first. False: no more. */
bool ak_sign_names_next(const ak_sign_names *signs, ak_slice word, size_t *at, size_t *nth,
    size_t *begin, size_t *end, uint32_t *name);

#endif
