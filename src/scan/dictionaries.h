/* The dictionary that only reading running text needs. */
#ifndef AK_SCAN_DICTIONARIES_H
#define AK_SCAN_DICTIONARIES_H

#include "text/dict.h"

extern const ak_dict ak_dict_common_words;   /* classes: languages */
extern const ak_dict ak_dict_borrowed_names; /* classes: kinds of names */

#endif
