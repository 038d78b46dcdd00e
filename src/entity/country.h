/* Countries and territories by name, ISO code or nationality, former ones included. */
#ifndef AK_ENTITY_COUNTRY_H
#define AK_ENTITY_COUNTRY_H

#include "base/arena.h"
#include "base/error.h"
#include "text/words.h"

/* A country as a small number: index into the build's table. 0 is none. */
typedef uint16_t ak_country;

/* "Russia", "RUS", "ru", "Russian Federation", "Россия", "Russian", "USSR" → the country; also with
 * words around it: "Region: Crimea", "Iraq (as at 2009)", "Latakia Province, Syria", "us-ca". Folds
 * the text. 0 where it is none or may be several ("Congolese", "1) Iraq 2) Iran"), and on lack of
 * memory. Uses scratch memory of the arena. */
ak_country ak_country_find(ak_text *text, ak_arena *scratch, ak_slice name);
/* "ru", "cshh" (former Czechoslovakia, ISO 3166-3), "ua-cri" (Crimea), lower case. Static storage;
 * empty for 0. */
ak_slice ak_country_code(ak_country country);
/* English short name. Static storage; empty for 0. */
ak_slice ak_country_name(ak_country country);
/* True where one may stand for the other: equal, or a former country and one of its successors
 * (USSR and Ukraine), or a territory and its sovereign. Symmetric. */
bool ak_country_related(ak_country a, ak_country b);

#endif
