/* What a house's own list, which does not say so itself, and its records are called. */
#ifndef AK_LISTS_HOUSE_H
#define AK_LISTS_HOUSE_H

#include "lists/reader.h"

/* The dataset: the file's stem in lower case with "_" for what is not a-z or 0-9; "list" where that
 * leaves nothing. Terminated and cut at cap. */
void ak_house_dataset(const ak_reading *r, char *out, size_t cap);
/* The id of a record that has none: "STEM-NUMBER"; "list-NUMBER" of standard input. */
void ak_house_id(const ak_reading *r, uint64_t number, char *out, size_t cap);

#endif
