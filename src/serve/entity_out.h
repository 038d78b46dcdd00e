/* Entities as clients of the matching API expect them: whatever the record says, and every field
 * that belongs there even where the list said nothing of it. */
#ifndef AK_SERVE_ENTITY_OUT_H
#define AK_SERVE_ENTITY_OUT_H

#include "members.h"
#include "out.h"

/* Writes a record of the index, or a result of a screening (with score, match and explanations),
 * with referents, target and the dates of the list added where they are missing. threshold: at or
 * above it "match" is true (results only). nested: entities inside of properties are written, too;
 * else their ids. */
void ak_entity_write(ak_out *out, aka_view record, double threshold, bool nested);

#endif
