/* The dictionaries of name parts, compiled from data/. */
#ifndef AK_NAMES_DICTIONARIES_H
#define AK_NAMES_DICTIONARIES_H

#include "text/dict.h"

extern const ak_dict ak_dict_common_parts;  /* classes "1" to "3": how common */
extern const ak_dict ak_dict_family_names;  /* one surname in several romanisations */
extern const ak_dict ak_dict_generic_words; /* business words and their abbreviations */
extern const ak_dict ak_dict_given_names;   /* one given name in several languages */
extern const ak_dict ak_dict_legal_forms;
/* Class: a word of legal forms; forms: the word, and all that one letter less leaves of it. */
extern const ak_dict ak_dict_legal_slips;
extern const ak_dict ak_dict_numbers; /* class: the number in digits */
extern const ak_dict ak_dict_particles;
extern const ak_dict ak_dict_places;
extern const ak_dict ak_dict_short_forms; /* class: the given name they are short for */
extern const ak_dict ak_dict_titles;
extern const ak_dict ak_dict_vessel_words;
extern const ak_dict ak_dict_wade_giles; /* class: the syllable in Pinyin */

/* Hash of everything that decides how names become parts: dictionaries, text rules and the version
 * of the analysis. Part of every index's rules. */
uint64_t ak_names_rules(void);
/* Hash of the dictionaries alone. */
uint64_t ak_names_dictionaries_hash(void);

#endif
