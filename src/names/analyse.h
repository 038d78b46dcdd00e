/* From words to parts. Room-internal: readings.c calls it for each way to read a name; the parts of
 * persons' names are told in analyse_person.c, those of all others in analyse_thing.c. */
#ifndef AK_NAMES_ANALYSE_H
#define AK_NAMES_ANALYSE_H

#include "names/dictionaries.h"
#include "names/name.h"

/* Fills out->parts and what counts them; out->text and out->kind are set. What the parts need lives
 * in the arena. AKA_E_NOMEM only. */
AKA_CHECKED aka_status ak_name_of_words(
    ak_word *words, size_t count, ak_arena *arena, ak_name *out, aka_error *err);

/* A name under analysis. */
typedef struct ak_analysis {
    const ak_word *words;
    size_t count;
    ak_kind kind;
    bool native; /* its ideographs or Hangul are a name of the country */
    ak_arena *arena;
    ak_name *name;
} ak_analysis;

/* Add all parts. False on lack of memory. */
bool ak_analyse_person(ak_analysis *a);
bool ak_analyse_thing(ak_analysis *a);

/* The longest form of the dictionary that begins at word i, and an entry that is not weak if there
 * is one: words it takes, 0 where none does. */
size_t ak_longest_form(
    const ak_analysis *a, const ak_dict *dict, size_t i, const ak_dict_entry **entry);
/* Longest form that is tried, in words. */
#define AK_LONGEST_FORM 12
bool ak_in_dict(const ak_dict *dict, const ak_word *word, bool weak_too);
/* A term of the name, bare where the name is. False on lack of memory. */
bool ak_name_term(const ak_name *name, ak_slice text, ak_arena *arena, ak_term *out);
uint8_t ak_role_weight(ak_role role, ak_slice text);
/* Adds a part whose term is that text, copied; beyond AK_NAME_PARTS_MAX it is counted as cut. False
 * on lack of memory. */
bool ak_add_part(ak_analysis *a, ak_slice text, ak_role role, uint32_t begin, uint32_t end);
/* Adds words [i, i + n) as one part, their texts run together. The same. */
bool ak_add_words(ak_analysis *a, size_t i, size_t n, ak_role role);

#endif
