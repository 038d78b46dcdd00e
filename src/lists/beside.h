/* Companions of an OFAC primary file, found beside it by their names. */
#ifndef AK_LISTS_BESIDE_H
#define AK_LISTS_BESIDE_H

#include "lists/reader.h"

/* The path of a primary file's companion: SDN.CSV has ALT.CSV, ADD.CSV, SDN_COMMENTS.CSV, and
 * CONS_PRIM.CSV has CONS_ALT.CSV and so on; case does not matter, nor does .gz or .zst. In the
 * arena; *out = NULL where there is none. Fails on lack of memory only. */
AKA_CHECKED aka_status ak_beside_find(
    const char *primary, ak_companion which, ak_arena *arena, const char **out, aka_error *err);
/* Whether `path`, a companion, is named as that of `primary` and stands in the same folder. */
bool ak_beside_is(const char *primary, ak_companion which, const char *path);

#endif
