/* FtM schemata as far as matching needs them: which kind of thing a schema is, and which may be
 * compared with which. */
#ifndef AK_ENTITY_SCHEMA_H
#define AK_ENTITY_SCHEMA_H

#include "base/slice.h"

typedef enum ak_kind {
    AK_KIND_PERSON, /* Person */
    AK_KIND_ORG,    /* Organization, Company, PublicBody, Asset-owning bodies */
    AK_KIND_OBJECT, /* Vessel, Airplane, Vehicle */
    AK_KIND_OTHER, /* Address, CryptoWallet, Security …: kept, named, matched only by identifiers */
    AK_KIND_COUNT
} ak_kind;

/* Bit k is set where an entity of the schema may be a thing of kind k: "LegalEntity" may be a
 * person or an organisation, "Thing" and an unknown or empty schema anything. */
unsigned ak_schema_kinds(ak_slice schema);
/* True for the schemata of FtM's model. Case matters. */
bool ak_schema_known(ak_slice schema);
/* "vessel", "person" → the schema's own spelling; the input where it is none. */
ak_slice ak_schema_canonical(ak_slice schema);
/* The kind a listed entity is indexed under. What may be several kinds (LegalEntity, Asset, Thing,
 * an unknown or empty schema) goes under organisation. */
ak_kind ak_schema_kind(ak_slice schema);

#endif
