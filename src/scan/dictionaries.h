/* The dictionaries that only reading running text needs. */
#ifndef AK_SCAN_DICTIONARIES_H
#define AK_SCAN_DICTIONARIES_H

#include "text/dict.h"

/* Classes: languages. */
extern const ak_dict ak_dict_common_words;
extern const ak_dict ak_dict_describing_words;
/* Classes: how the words begin. */
extern const ak_dict ak_dict_english_words;
/* Classes: kinds of names. */
extern const ak_dict ak_dict_borrowed_names;

#endif
