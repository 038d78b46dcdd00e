/* Names and numbers that the UN's list writes into one text. */
#ifndef AK_LISTS_UN_NAMES_H
#define AK_LISTS_UN_NAMES_H

#include "lists/xml.h"

/* One or more names in one text: "A; B", "A (B; C)", "A (original script: B)". The first goes to
 * `first`, the others to `others`. What is in brackets and has digits is no name: the whole text is
 * then kept as a note too. */
void ak_un_add_names(ak_draft *d, const char *first, const char *others, ak_slice text);
/* Names that a note gives behind "original script:", "in the name of " and the like; false where it
 * gives none. */
bool ak_un_add_marked_names(ak_draft *d, const char *property, ak_slice note);
/* The same for the note of an alias, which may also be a list of names, or have one in brackets. */
void ak_un_add_names_of_note(ak_draft *d, const char *property, ak_slice note);
/* "Libya B/002210" → "B/002210": without the words around a number; empty where there is none of
 * three digits. */
ak_slice ak_un_number(ak_slice text);
/* "Libyan passport number 347834, issued …" → "347834"; empty where the text says no such thing. */
ak_slice ak_un_number_within(ak_slice text);

#endif
