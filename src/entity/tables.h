/* The dictionaries of this room, compiled by the build from data/. */
#ifndef AK_ENTITY_TABLES_H
#define AK_ENTITY_TABLES_H

#include "text/dict.h"

/* data/countries.txt: a class is "CODE Name". */
extern const ak_dict ak_dict_countries;
/* data/country_relations.txt: a class is the code of a former country or of a territory, its forms
 * are the codes of its successors or its sovereign. */
extern const ak_dict ak_dict_country_relations;

#endif
