/* Listed names as they are compared. What is made of one for that is kept, since the next text, or
 * the next phrase, is compared with it as well. Bounded: when full, it begins anew. */
#ifndef AK_SCAN_LISTED_H
#define AK_SCAN_LISTED_H

#include "index/index.h"
#include "names/units.h"

/* One thread. */
typedef struct ak_listed {
    const ak_index *index;
    struct ak_listed_name **slots;
    ak_arena arena;
} ak_listed;

AKA_CHECKED aka_status ak_listed_init(ak_listed *listed, const ak_index *index, aka_error *err);
void ak_listed_free(ak_listed *listed);
/* Makes room where there is little. Names given out before are void then. */
void ak_listed_tidy(ak_listed *listed);

/* The name; NULL on lack of memory. */
const ak_name *ak_listed_get(ak_listed *listed, uint32_t name);

#endif
