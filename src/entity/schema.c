/* The schemata of the FollowTheMoney model and what kind of thing an entity of each may be. */
#include "entity/schema.h"

#define PERSON (1u << AK_KIND_PERSON)
#define ORG (1u << AK_KIND_ORG)
#define OBJECT (1u << AK_KIND_OBJECT)
#define OTHER (1u << AK_KIND_OTHER)
#define ANYTHING (PERSON | ORG | OBJECT | OTHER)

/* X(schema, what it may be, the kind it is indexed under). Company is an Asset in the model, so an
 * Asset may be a company as well as a ship or a security. */
#define SCHEMA_MAP(X)                                                                              \
    X("Person", PERSON, AK_KIND_PERSON)                                                            \
    X("Organization", ORG, AK_KIND_ORG)                                                            \
    X("Company", ORG, AK_KIND_ORG)                                                                 \
    X("LegalEntity", PERSON | ORG, AK_KIND_ORG)                                                    \
    X("Vessel", OBJECT, AK_KIND_OBJECT)                                                            \
    X("Airplane", OBJECT, AK_KIND_OBJECT)                                                          \
    X("Vehicle", OBJECT, AK_KIND_OBJECT)                                                           \
    X("PublicBody", ORG, AK_KIND_ORG)                                                              \
    X("Asset", ORG | OBJECT | OTHER, AK_KIND_ORG)                                                  \
    X("Thing", ANYTHING, AK_KIND_ORG)                                                              \
    /* Things that are neither parties nor vehicles. */                                            \
    X("Address", OTHER, AK_KIND_OTHER)                                                             \
    X("BankAccount", OTHER, AK_KIND_OTHER)                                                         \
    X("CryptoWallet", OTHER, AK_KIND_OTHER)                                                        \
    X("Security", OTHER, AK_KIND_OTHER)                                                            \
    X("RealEstate", OTHER, AK_KIND_OTHER)                                                          \
    X("License", OTHER, AK_KIND_OTHER)                                                             \
    X("Contract", OTHER, AK_KIND_OTHER)                                                            \
    X("Project", OTHER, AK_KIND_OTHER)                                                             \
    X("Position", OTHER, AK_KIND_OTHER)                                                            \
    X("Post", OTHER, AK_KIND_OTHER)                                                                \
    X("Territory", OTHER, AK_KIND_OTHER)                                                           \
    X("UserAccount", OTHER, AK_KIND_OTHER)                                                         \
    X("Value", OTHER, AK_KIND_OTHER)                                                               \
    X("Note", OTHER, AK_KIND_OTHER)                                                                \
    /* Relations between two entities, and other intervals of time. */                             \
    X("Associate", OTHER, AK_KIND_OTHER)                                                           \
    X("Control", OTHER, AK_KIND_OTHER)                                                             \
    X("ContractAward", OTHER, AK_KIND_OTHER)                                                       \
    X("CourtCaseParty", OTHER, AK_KIND_OTHER)                                                      \
    X("Debt", OTHER, AK_KIND_OTHER)                                                                \
    X("Directorship", OTHER, AK_KIND_OTHER)                                                        \
    X("Documentation", OTHER, AK_KIND_OTHER)                                                       \
    X("EconomicActivity", OTHER, AK_KIND_OTHER)                                                    \
    X("Employment", OTHER, AK_KIND_OTHER)                                                          \
    X("Family", OTHER, AK_KIND_OTHER)                                                              \
    X("Identification", OTHER, AK_KIND_OTHER)                                                      \
    X("Interest", OTHER, AK_KIND_OTHER)                                                            \
    X("Interval", OTHER, AK_KIND_OTHER)                                                            \
    X("Membership", OTHER, AK_KIND_OTHER)                                                          \
    X("Occupancy", OTHER, AK_KIND_OTHER)                                                           \
    X("Ownership", OTHER, AK_KIND_OTHER)                                                           \
    X("Passport", OTHER, AK_KIND_OTHER)                                                            \
    X("Payment", OTHER, AK_KIND_OTHER)                                                             \
    X("ProjectParticipant", OTHER, AK_KIND_OTHER)                                                  \
    X("Representation", OTHER, AK_KIND_OTHER)                                                      \
    X("Risk", OTHER, AK_KIND_OTHER)                                                                \
    X("Sanction", OTHER, AK_KIND_OTHER)                                                            \
    X("Similar", OTHER, AK_KIND_OTHER)                                                             \
    X("Succession", OTHER, AK_KIND_OTHER)                                                          \
    X("TaxRoll", OTHER, AK_KIND_OTHER)                                                             \
    X("UnknownLink", OTHER, AK_KIND_OTHER)                                                         \
    /* Events and documents. */                                                                    \
    X("Assessment", OTHER, AK_KIND_OTHER)                                                          \
    X("Call", OTHER, AK_KIND_OTHER)                                                                \
    X("CallForTenders", OTHER, AK_KIND_OTHER)                                                      \
    X("CourtCase", OTHER, AK_KIND_OTHER)                                                           \
    X("Event", OTHER, AK_KIND_OTHER)                                                               \
    X("Message", OTHER, AK_KIND_OTHER)                                                             \
    X("Trip", OTHER, AK_KIND_OTHER)                                                                \
    X("Analyzable", OTHER, AK_KIND_OTHER)                                                          \
    X("Article", OTHER, AK_KIND_OTHER)                                                             \
    X("Audio", OTHER, AK_KIND_OTHER)                                                               \
    X("Document", OTHER, AK_KIND_OTHER)                                                            \
    X("Email", OTHER, AK_KIND_OTHER)                                                               \
    X("Folder", OTHER, AK_KIND_OTHER)                                                              \
    X("HyperText", OTHER, AK_KIND_OTHER)                                                           \
    X("Image", OTHER, AK_KIND_OTHER)                                                               \
    X("Mention", OTHER, AK_KIND_OTHER)                                                             \
    X("Package", OTHER, AK_KIND_OTHER)                                                             \
    X("Page", OTHER, AK_KIND_OTHER)                                                                \
    X("Pages", OTHER, AK_KIND_OTHER)                                                               \
    X("PlainText", OTHER, AK_KIND_OTHER)                                                           \
    X("Table", OTHER, AK_KIND_OTHER)                                                               \
    X("Video", OTHER, AK_KIND_OTHER)                                                               \
    X("Workbook", OTHER, AK_KIND_OTHER)

typedef struct schema_row {
    ak_slice name;
    unsigned kinds;
    ak_kind kind;
} schema_row;

static const schema_row schemata[] = {
#define SCHEMA_ROW(schema, kinds, kind) {{schema, sizeof schema - 1}, kinds, kind},
    SCHEMA_MAP(SCHEMA_ROW)
#undef SCHEMA_ROW
};

static const schema_row *find(ak_slice schema, bool (*equal)(ak_slice, ak_slice))
{
    for (size_t i = 0; i < sizeof schemata / sizeof *schemata; i++)
        if (equal(schemata[i].name, schema)) return &schemata[i];
    return NULL;
}

static bool equal_case(ak_slice a, ak_slice b)
{
    return ak_slice_eq(a, b);
}

unsigned ak_schema_kinds(ak_slice schema)
{
    const schema_row *row = find(schema, equal_case);
    return row ? row->kinds : ANYTHING;
}

bool ak_schema_known(ak_slice schema)
{
    return find(schema, equal_case) != NULL;
}

ak_slice ak_schema_canonical(ak_slice schema)
{
    const schema_row *row = find(schema, ak_slice_eq_nocase);
    return row ? row->name : schema;
}

ak_kind ak_schema_kind(ak_slice schema)
{
    const schema_row *row = find(schema, equal_case);
    return row ? row->kind : AK_KIND_ORG;
}
