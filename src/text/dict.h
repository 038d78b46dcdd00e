/* Read-only dictionaries that the build compiles from data/ into constant tables: from a folded
 * form (ak_words_joined) to the classes it belongs to. See data/README.md for the source form. */
#ifndef AK_TEXT_DICT_H
#define AK_TEXT_DICT_H

#include "base/slice.h"

#include <stdint.h>

/* One form in one class; a form of several words stands a second time with its words run together.
 * Entries of equal form stand together, in the order of the source file. */
typedef struct ak_dict_entry {
    uint32_t form;     /* offset of the form in strings */
    uint16_t form_len; /* bytes; words separated by single blanks */
    uint8_t weak;      /* 1: written with a leading '~' in the source: only sometimes means this */
    uint32_t class_id; /* index into classes */
} ak_dict_entry;

typedef struct ak_dict {
    const char *name;    /* the source file without folder and ending: "legal_forms" */
    const char *strings; /* all forms and class names */
    const ak_dict_entry *entries;
    uint32_t entry_count;
    const uint32_t *classes; /* offset in strings of each class's name, 0-terminated there */
    uint32_t class_count;
    const uint32_t *slots; /* hash table: ak_dict_slot of the first entry of each form, 0 = empty;
                              size power of 2 */
    uint32_t slot_mask;
    const uint32_t *class_slots; /* the same for classes by name; slot_mask serves both */
    const uint8_t *filter;  /* a bit for each ak_dict_bit of a form, so that what is not there is
                               mostly found missing in memory that stays close */
    uint32_t filter_mask;   /* bits - 1; bits are a power of 2 */
    const uint8_t *lengths; /* by ak_dict_bit of a first word: most words of a form of several that
                               may begin with it, 0 = none does */
    uint32_t lengths_mask;
    uint64_t hash; /* of the compiled content: part of an index's rules */
} ak_dict;

/* What a slot holds: 1 + number, and twelve bits of the hash, so that nearly all that is not there
 * is found missing without a look at any text. */
#define AK_DICT_NUMBERS (1u << 20)
static inline uint32_t ak_dict_slot(uint64_t hash, uint32_t number)
{
    return (uint32_t)(hash >> 52) << 20 | (number + 1);
}

static inline uint32_t ak_dict_bit(uint64_t hash, uint32_t mask)
{
    return (uint32_t)(hash >> 20) & mask; /* not the bits of the slot and its tag */
}

/* Whether there may be a form of that ak_hash; mostly false where there is none. */
static inline bool ak_dict_may_have(const ak_dict *dict, uint64_t hash)
{
    const uint32_t bit = ak_dict_bit(hash, dict->filter_mask);
    return dict->filter[bit >> 3] >> (bit & 7) & 1;
}

/* First entry of `form` and how many follow in a row; NULL and 0 where there is none. Thread-safe.
 */
const ak_dict_entry *ak_dict_find(const ak_dict *dict, ak_slice form, uint32_t *count);
/* The same with ak_hash(form), for looking in several dictionaries. */
const ak_dict_entry *ak_dict_find_hashed(
    const ak_dict *dict, ak_slice form, uint64_t hash, uint32_t *count);
/* Most words of a form of several words that begins with the word of that ak_hash; 0 where
 * certainly none does. */
static inline size_t ak_dict_longest(const ak_dict *dict, uint64_t first_word)
{
    return dict->lengths[ak_dict_bit(first_word, dict->lengths_mask)];
}
/* Name of a class, e.g. "de:gmbh". Static storage. */
ak_slice ak_dict_class(const ak_dict *dict, uint32_t class_id);
/* Number of the class with that name; false where there is none. */
bool ak_dict_class_named(const ak_dict *dict, ak_slice name, uint32_t *class_id);
ak_slice ak_dict_form(const ak_dict *dict, const ak_dict_entry *entry);

#endif
