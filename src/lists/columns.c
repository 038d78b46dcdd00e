/* Known headers, and from a row to properties. */
#include "lists/columns.h"

#include "entity/ident.h"
#include "entity/schema.h"

#include <stdint.h>

#define MAX_HEADER 64 /* bytes of a header that can be known */

enum { S = AK_COLUMN_SEVERAL, D = AK_COLUMN_DATE, P = AK_COLUMN_PERSON };

/* FtM's properties of things, people, bodies and vehicles, by what their cells may hold. */
static const char *const single[] = {"name", "address", "notes", "summary", "description",
    "publisher", "legalForm", "status", "sector", "classification", "taxStatus", "title",
    "position", "ethnicity", "religion", "political", "profession", "education", "appearance",
    "height", "weight", "eyeColor", "hairColor", "biography", "model", "owner", "operator",
    "manufacturer", "registrationPort", "navigationArea", "tonnage", "grossRegisteredTonnage",
    "deadweightTonnage", "managingExchange"};
static const char *const several[] = {"alias", "weakAlias", "previousName", "abbreviation",
    "country", "keywords", "topics", "program", "programId", "sourceUrl", "publisherUrl",
    "wikipediaUrl", "wikidataId", "email", "phone", "website", "registrationNumber", "idNumber",
    "taxNumber", "licenseNumber", "vatCode", "jurisdiction", "mainCountry", "opencorporatesUrl",
    "bvDId", "icijId", "okpoCode", "innCode", "ogrnCode", "leiCode", "dunsCode", "uniqueEntityId",
    "npiCode", "swiftBic", "uscCode", "giiNumber", "cageCode", "permId", "kppCode", "bikCode",
    "fnsCode", "fssCode", "ricCode", "cikCode", "irsCode", "jibCode", "voenCode", "ticker", "isin",
    "isinCode", "nationality", "citizenship", "passportNumber", "socialSecurityNumber",
    "spokenLanguage", "serialNumber", "icaoCode", "imoNumber", "mmsi", "crsNumber", "callSign",
    "flag", "pastFlags", "pastTypes", "pastNames", "publicKey", "accountId", "accountNumber",
    "currency", "iban"};
static const char *const dates[] = {"incorporationDate", "dissolutionDate", "buildDate",
    "registrationDate", "createdAt", "modifiedAt", "retrievedAt"};
static const char *const personal[] = {"firstName", "secondName", "middleName", "fatherName",
    "motherName", "lastName", "nameSuffix", "birthPlace", "birthCountry", "gender"};
static const char *const personal_dates[] = {"birthDate", "deathDate"};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct {
    const char *const *names;
    size_t count;
    unsigned flags;
} properties[] = {
    {single, COUNT(single), 0},
    {several, COUNT(several), S},
    {dates, COUNT(dates), D},
    {personal, COUNT(personal), P},
    {personal_dates, COUNT(personal_dates), D | P},
};

/* Headers that are not a property's own name: lower case, without what separates words. */
static const struct {
    const char *compact, *property;
} synonyms[] = {
    {"fullname", "name"},
    {"caption", "name"},
    {"aliases", "alias"},
    {"aka", "alias"},
    {"akas", "alias"},
    {"alsoknownas", "alias"},
    {"altname", "alias"},
    {"altnames", "alias"},
    {"alternatename", "alias"},
    {"alternatenames", "alias"},
    {"weakaliases", "weakAlias"},
    {"fka", "previousName"},
    {"previousnames", "previousName"},
    {"formername", "previousName"},
    {"formernames", "previousName"},
    {"formerlyknownas", "previousName"},
    {"givenname", "firstName"},
    {"givennames", "firstName"},
    {"forename", "firstName"},
    {"forenames", "firstName"},
    {"middlenames", "middleName"},
    {"surname", "lastName"},
    {"familyname", "lastName"},
    {"dob", "birthDate"},
    {"dateofbirth", "birthDate"},
    {"datesofbirth", "birthDate"},
    {"dateofdeath", "deathDate"},
    {"placeofbirth", "birthPlace"},
    {"placesofbirth", "birthPlace"},
    {"pob", "birthPlace"},
    {"sex", "gender"},
    {"countries", "country"},
    {"nationalities", "nationality"},
    {"citizenships", "citizenship"},
    {"addresses", "address"},
    {"nationalid", "idNumber"},
    {"nationalidnumber", "idNumber"},
    {"passport", "passportNumber"},
    {"passportno", "passportNumber"},
    {"taxid", "taxNumber"},
    {"companynumber", "registrationNumber"},
    {"imo", "imoNumber"},
    {"lei", "leiCode"},
    {"swift", "swiftBic"},
    {"swiftcode", "swiftBic"},
    {"bic", "swiftBic"},
    {"biccode", "swiftBic"},
    {"programs", "program"},
    {"programme", "program"},
    {"remarks", "notes"},
    {"note", "notes"},
    {"comments", "notes"},
    {"telephone", "phone"},
    {"phonenumber", "phone"},
};

static const struct {
    const char *compact, *schema;
} schema_words[] = {
    {"individual", "Person"},
    {"naturalperson", "Person"},
    {"entity", "LegalEntity"},
    {"legalperson", "LegalEntity"},
    {"organisation", "Organization"},
    {"business", "Company"},
    {"ship", "Vessel"},
    {"aircraft", "Airplane"},
    {"plane", "Airplane"},
};

/* ---- headers ---- */

/* Lower case without what separates words; false where it is too long to be known. */
static bool compact(ak_slice header, char out[MAX_HEADER])
{
    size_t n = 0;
    for (size_t i = 0; i < header.len; i++) {
        char c = header.data[i];
        if (strchr(" \t\r\n_.-/", c) && c) continue;
        if (n == MAX_HEADER - 1) return false;
        out[n++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    out[n] = '\0';
    return n > 0 && !memchr(out, '\0', n);
}

static ak_column property_column(const char *name)
{
    ak_slice wanted = ak_slice_of(name);
    for (size_t i = 0; i < COUNT(properties); i++)
        for (size_t k = 0; k < properties[i].count; k++)
            if (ak_slice_eq_nocase(ak_slice_of(properties[i].names[k]), wanted))
                return (ak_column){AK_COLUMN_PROPERTY, properties[i].names[k], properties[i].flags};
    return (ak_column){AK_COLUMN_UNKNOWN, "", 0};
}

/* "addresses", "placesofbirth": a header in the plural says so. */
static ak_column with_plural(ak_column column, const char *key)
{
    if (strcmp(key, "addresses") == 0 || strcmp(key, "placesofbirth") == 0)
        column.flags |= AK_COLUMN_SEVERAL;
    return column;
}

ak_column ak_column_find(ak_slice header)
{
    char key[MAX_HEADER];
    if (!compact(header, key)) return (ak_column){AK_COLUMN_UNKNOWN, "", 0};
    if (strcmp(key, "id") == 0) return (ak_column){AK_COLUMN_ID, "", 0};
    if (strcmp(key, "schema") == 0) return (ak_column){AK_COLUMN_SCHEMA, "", 0};
    if (strcmp(key, "type") == 0 || strcmp(key, "entitytype") == 0)
        return (ak_column){AK_COLUMN_TYPE, "type", 0};
    for (size_t i = 0; i < COUNT(synonyms); i++)
        if (strcmp(synonyms[i].compact, key) == 0)
            return with_plural(property_column(synonyms[i].property), key);
    return property_column(key);
}

ak_slice ak_column_schema(ak_slice word)
{
    char key[MAX_HEADER];
    if (!compact(word, key)) return (ak_slice){NULL, 0};
    for (size_t i = 0; i < COUNT(schema_words); i++)
        if (strcmp(schema_words[i].compact, key) == 0) return ak_slice_of(schema_words[i].schema);
    ak_slice known = ak_schema_canonical(ak_slice_of(key)); /* `key` itself where unknown */
    return known.data != key ? known : (ak_slice){NULL, 0};
}

/* ---- binding ---- */

static bool same_target(const ak_column *a, const ak_column *b)
{
    return a->role == b->role && strcmp(a->property, b->property) == 0;
}

static size_t find_header(const ak_slice *headers, size_t count, ak_slice name)
{
    for (size_t i = 0; i < count; i++)
        if (ak_slice_eq(ak_slice_trim(headers[i]), name)) return i;
    for (size_t i = 0; i < count; i++)
        if (ak_slice_eq_nocase(ak_slice_trim(headers[i]), name)) return i;
    return SIZE_MAX;
}

static aka_status fail_header(ak_slice name, const ak_slice *headers, size_t count, aka_error *err)
{
    char list[400];
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        size_t len = headers[i].len;
        if (n + len + 12 > sizeof list) {
            memcpy(list + n, ", …", sizeof ", …" - 1);
            n += sizeof ", …" - 1;
            break;
        }
        if (i) list[n++] = ',';
        if (i) list[n++] = ' ';
        memcpy(list + n, headers[i].data, len);
        n += len;
    }
    return ak_fail(err, AKA_E_ARGUMENT, "there is no column \"%.*s\"; there are: %.*s",
        AK_ARG(name), (int)n, list);
}

/* One "property=header" of a mapping. */
static aka_status bind_pair(
    ak_binding *out, ak_slice pair, const ak_slice *headers, size_t count, aka_error *err)
{
    size_t eq = ak_slice_find(pair, AK_LIT("="), 0);
    ak_slice property = ak_slice_trim(ak_slice_sub(pair, 0, eq));
    ak_slice header = ak_slice_trim(ak_slice_sub(pair, eq == SIZE_MAX ? eq : eq + 1, pair.len));
    if (!property.len || !header.len)
        return ak_fail(err, AKA_E_ARGUMENT,
            "\"%.*s\" is no pair of a property and a header: write name=full_name", AK_ARG(pair));
    ak_column column = ak_column_find(property);
    if (column.role == AK_COLUMN_UNKNOWN)
        return ak_fail(
            err, AKA_E_ARGUMENT, "\"%.*s\" is no property that FtM has", AK_ARG(property));
    size_t index = find_header(headers, count, header);
    if (index == SIZE_MAX) return fail_header(header, headers, count, err);
    *out = (ak_binding){index, column};
    return AKA_OK;
}

static size_t count_pairs(const char *mapping)
{
    size_t pairs = mapping ? 1 : 0;
    for (const char *p = mapping; p && *p; p++) pairs += *p == ',';
    return pairs;
}

/* All columns in their order: mapped ones as mapped, others as their headers say; but a property
 * that is mapped is not read from another column too. */
static void bind_all(ak_columns *columns, const ak_binding *mapped, size_t mapped_count,
    const ak_slice *headers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        ak_binding b = {i, ak_column_find(headers[i])};
        bool taken = false;
        for (size_t k = 0; k < mapped_count; k++) {
            if (same_target(&mapped[k].column, &b.column))
                b.column = (ak_column){AK_COLUMN_UNKNOWN, "", 0};
            if (mapped[k].index != i) continue;
            columns->bindings[columns->count++] = mapped[k];
            taken = true;
        }
        if (!taken) columns->bindings[columns->count++] = b;
    }
}

aka_status ak_columns_bind(ak_arena *arena, const ak_slice *headers, size_t count,
    const char *mapping, ak_columns *out, aka_error *err)
{
    *out = (ak_columns){0};
    if (mapping && !*mapping) mapping = NULL;
    size_t pairs = count_pairs(mapping), mapped_count = 0;
    ak_binding *mapped = ak_arena_array(arena, pairs, sizeof *mapped);
    out->bindings = ak_arena_array(arena, count + pairs, sizeof *out->bindings);
    if (!mapped || !out->bindings) return ak_fail_nomem(err);
    ak_slice rest = ak_slice_of(mapping), pair;
    for (bool done = false; mapping && ak_slice_split(&rest, ',', &done, &pair);) {
        aka_status st = bind_pair(&mapped[mapped_count++], pair, headers, count, err);
        if (st) return st;
    }
    bind_all(out, mapped, mapped_count, headers, count);
    return AKA_OK;
}

static bool is_property(const ak_binding *b, const char *property)
{
    return b->column.role == AK_COLUMN_PROPERTY && strcmp(b->column.property, property) == 0;
}

bool ak_columns_name(const ak_columns *columns)
{
    static const char *const givers[] = {"name", "firstName", "lastName"};
    for (size_t i = 0; i < columns->count; i++)
        for (size_t k = 0; k < COUNT(givers); k++)
            if (is_property(&columns->bindings[i], givers[k])) return true;
    return false;
}

bool ak_columns_ask(const ak_columns *columns)
{
    for (size_t i = 0; i < columns->count; i++) {
        const ak_binding *b = &columns->bindings[i];
        if (is_property(b, "alias") || is_property(b, "previousName")) return true;
        if (b->column.role == AK_COLUMN_PROPERTY &&
            ak_ident_kind_of(ak_slice_of(b->column.property)) != AK_IDENT_NONE)
            return true;
    }
    return ak_columns_name(columns);
}

/* ---- rows ---- */

static const char *const name_parts[] = {"firstName", "secondName", "middleName", "lastName"};

typedef struct row {
    const ak_slice *fields;
    size_t count;
    const ak_columns *columns;
} row;

static ak_slice row_value(const row *r, const ak_binding *b)
{
    return b->index < r->count ? ak_slice_trim(r->fields[b->index]) : (ak_slice){NULL, 0};
}

static aka_status put_cell(
    const ak_binding *b, ak_slice cell, ak_column_put *put, void *ctx, aka_error *err)
{
    if (!(b->column.flags & AK_COLUMN_SEVERAL) || b->column.flags & AK_COLUMN_DATE)
        return put(ctx, b, cell, err);
    ak_slice piece;
    for (bool done = false; ak_slice_split(&cell, ';', &done, &piece);) {
        piece = ak_slice_trim(piece);
        aka_status st = piece.len ? put(ctx, b, piece, err) : AKA_OK;
        if (st) return st;
    }
    return AKA_OK;
}

/* The parts of the name, in the order in which they are said. */
static aka_status put_joined_name(
    const row *r, ak_arena *arena, ak_column_put *put, void *ctx, aka_error *err)
{
    size_t len = 0, n = 0;
    for (size_t i = 0; i < r->columns->count; i++)
        len += row_value(r, &r->columns->bindings[i]).len + 1;
    char *name = ak_arena_alloc(arena, len);
    if (!name) return ak_fail_nomem(err);
    for (size_t k = 0; k < COUNT(name_parts); k++)
        for (size_t i = 0; i < r->columns->count; i++) {
            if (!is_property(&r->columns->bindings[i], name_parts[k])) continue;
            ak_slice part = row_value(r, &r->columns->bindings[i]);
            if (!part.len) continue;
            if (n) name[n++] = ' ';
            memcpy(name + n, part.data, part.len);
            n += part.len;
        }
    const ak_binding b = {SIZE_MAX, {AK_COLUMN_PROPERTY, "name", 0}};
    name[n] = '\0';
    return n ? put(ctx, &b, (ak_slice){name, n}, err) : AKA_OK;
}

aka_status ak_columns_row(const ak_columns *columns, const ak_slice *fields, size_t count,
    ak_arena *arena, ak_column_put *put, void *ctx, aka_error *err)
{
    const row r = {fields, count, columns};
    bool named = false;
    for (size_t i = 0; i < columns->count; i++) {
        const ak_binding *b = &columns->bindings[i];
        ak_slice cell = row_value(&r, b);
        if (!cell.len) continue;
        named = named || is_property(b, "name");
        aka_status st = put_cell(b, cell, put, ctx, err);
        if (st) return st;
    }
    return named ? AKA_OK : put_joined_name(&r, arena, put, ctx, err);
}
