/* From words to parts. Room-internal: readings.c calls it for each way to read a name. */
#ifndef AK_NAMES_ANALYSE_H
#define AK_NAMES_ANALYSE_H

#include "names/name.h"

/* Fills out->parts and what counts them; out->text and out->kind are set. What the parts need lives
 * in the arena. AKA_E_NOMEM only. */
AKA_CHECKED aka_status ak_name_of_words(
    ak_word *words, size_t count, ak_arena *arena, ak_name *out, aka_error *err);

#endif
