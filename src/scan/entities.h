/* The named characters of HTML that names and their surroundings are written with. */
#ifndef AK_SCAN_ENTITIES_H
#define AK_SCAN_ENTITIES_H

#include "base/slice.h"

#include <stdint.h>

/* Code point of "eacute", "amp" (case matters); 0 where the name is not known. */
uint32_t ak_entity_named(ak_slice name);

#endif
