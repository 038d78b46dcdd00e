/* The part of the FtM model that people filter by. */
#include "schemata.h"

#include "members.h"

#include <string.h>
#include <strings.h>

static const ak_schema schemata[] = {
    {"Thing", "Things", {NULL, NULL}},
    {"LegalEntity", "Legal entities", {"Thing", NULL}},
    {"Person", "People", {"LegalEntity", NULL}},
    {"Organization", "Organizations", {"LegalEntity", NULL}},
    {"Company", "Companies", {"Organization", "Asset"}},
    {"PublicBody", "Public bodies", {"Organization", NULL}},
    {"Asset", "Assets", {"Thing", NULL}},
    {"Vehicle", "Vehicles", {"Asset", NULL}},
    {"Vessel", "Vessels", {"Vehicle", NULL}},
    {"Airplane", "Airplanes", {"Vehicle", NULL}},
    {"RealEstate", "Real estate", {"Asset", NULL}},
    {"CryptoWallet", "Cryptocurrency wallets", {"Asset", NULL}},
    {"BankAccount", "Bank accounts", {"Asset", NULL}},
    {"Security", "Securities", {"Asset", NULL}},
    {"Address", "Addresses", {"Thing", NULL}},
};
#define SCHEMATA (sizeof schemata / sizeof *schemata)

static const struct {
    const char *name, *label;
} properties[] = {{"name", "Name"}, {"alias", "Other name"}, {"birthDate", "Date of birth"},
    {"birthPlace", "Place of birth"}, {"country", "Country"}, {"nationality", "Nationality"},
    {"citizenship", "Citizenship"}, {"jurisdiction", "Jurisdiction"}, {"gender", "Gender"},
    {"address", "Address"}, {"idNumber", "Identification number"},
    {"passportNumber", "Passport number"}, {"taxNumber", "Tax number"},
    {"registrationNumber", "Registration number"}, {"leiCode", "Legal entity identifier"},
    {"imoNumber", "IMO number"}, {"mmsi", "MMSI"}, {"callSign", "Call sign"},
    {"swiftBic", "SWIFT or BIC"}, {"incorporationDate", "Date of incorporation"},
    {"topics", "Topics"}, {"program", "Program"}, {"position", "Position"}, {"title", "Title"},
    {"notes", "Notes"}, {"sourceUrl", "Source"}};
#define PROPERTIES (sizeof properties / sizeof *properties)

const ak_schema *ak_schema_nth(size_t i)
{
    return i < SCHEMATA ? &schemata[i] : NULL;
}

bool ak_schema_is(aka_view schema, const char *wanted)
{
    if (ak_view_like(schema, wanted) || strcasecmp(wanted, "Thing") == 0) return true;
    for (size_t i = 0; i < SCHEMATA; i++) {
        if (!ak_view_is(schema, schemata[i].name)) continue;
        for (int k = 0; k < 2; k++) {
            const char *parent = schemata[i].parents[k];
            if (parent && ak_schema_is((aka_view){parent, strlen(parent)}, wanted)) return true;
        }
    }
    return false;
}

const char *ak_schema_property(size_t i, const char **label)
{
    if (i >= PROPERTIES) return NULL;
    *label = properties[i].label;
    return properties[i].name;
}
