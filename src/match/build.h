/* The builder inside the library: what tests set that nobody else should. */
#ifndef AK_MATCH_BUILD_H
#define AK_MATCH_BUILD_H

#include "aka/build.h"

/* Entities that are compiled at once: with all that belongs to them about 40 MB, of which there are
 * two for each thread. More would make fewer segments to merge, less would sort faster. */
#define AK_LOAD_ENTITIES 16384

/* Other loads give another order of strings in the file, and so other bytes of the same meaning. */
void ak_builder_set_load(aka_builder *builder, size_t entities);

#endif
