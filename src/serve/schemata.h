/* FtM schemata that names are found under, and which is a sort of which: for filters that say
 * "LegalEntity" and mean companies and people. */
#ifndef AK_SERVE_SCHEMATA_H
#define AK_SERVE_SCHEMATA_H

#include <aka/lookup.h>
#include <stdbool.h>

typedef struct ak_schema {
    const char *name, *plural;
    const char *parents[2]; /* NULL where there is no other */
} ak_schema;

/* The i-th; NULL beyond the last. */
const ak_schema *ak_schema_nth(size_t i);
/* True where a schema is the wanted one (in any case) or a sort of it. Everything is a Thing. */
bool ak_schema_is(aka_view schema, const char *wanted);

/* Properties that a query may sensibly have: for suggestions. NULL beyond the last. */
const char *ak_schema_property(size_t i, const char **label);

#endif
