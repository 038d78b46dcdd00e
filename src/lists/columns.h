/* What the columns of a table mean: known headers, and from a row to properties. Shared by the
 * reader of a house's own list and the reader of queries. */
#ifndef AK_LISTS_COLUMNS_H
#define AK_LISTS_COLUMNS_H

#include "base/arena.h"
#include "base/error.h"

typedef enum ak_column_role {
    AK_COLUMN_UNKNOWN,
    AK_COLUMN_ID,
    AK_COLUMN_SCHEMA, /* an FtM schema, or a word for one: "individual", "vessel" */
    AK_COLUMN_TYPE,   /* the same where it is such a word, else the property `type` */
    AK_COLUMN_PROPERTY,
} ak_column_role;

enum {
    AK_COLUMN_SEVERAL = 1, /* a cell may hold several values, separated by semicolons */
    AK_COLUMN_DATE = 2,
    AK_COLUMN_PERSON = 4, /* only people have it */
};

typedef struct ak_column {
    ak_column_role role;
    const char *property; /* FtM; "" where the role is not PROPERTY or TYPE. Static storage */
    unsigned flags;
} ak_column;

/* What a header stands for, in any case and with blanks, dots, hyphens or underscores between its
 * words: "full_name", "Date of Birth", "birthDate". Role UNKNOWN where it is none we know. */
ak_column ak_column_find(ak_slice header);
/* The FtM schema that a word in a schema or type column stands for ("individual": "Person",
 * "vessel": "Vessel", "LegalEntity"); empty where it is none. */
ak_slice ak_column_schema(ak_slice word);

/* Column `index` of the table is read as `column`. */
typedef struct ak_binding {
    size_t index;
    ak_column column;
} ak_binding;

typedef struct ak_columns {
    ak_binding *bindings; /* in the order of the columns; unknown ones are there too */
    size_t count;
} ak_columns;

/* Binds the columns of a header. mapping: "property=header,…" as in aka_reader_options, or NULL; a
 * property that is mapped is not looked for elsewhere. Lives in the arena. AKA_E_ARGUMENT where the
 * mapping names a header or a property that does not exist. */
AKA_CHECKED aka_status ak_columns_bind(ak_arena *arena, const ak_slice *headers, size_t count,
    const char *mapping, ak_columns *out, aka_error *err);
/* True where some column gives a name or a part of one. */
bool ak_columns_name(const ak_columns *columns);
/* True where some column gives what one can ask by: a name or a part of one, an alias, an
 * identifier. */
bool ak_columns_ask(const ak_columns *columns);

/* Gives every value of a row that is not empty to `put`, trimmed, a cell of several values one by
 * one; last a name joined from first, middle and last name where no column gave one (the property
 * is then "name"). Values lie in `fields` or in the arena. Stops where put returns anything but
 * AKA_OK, and returns that. */
typedef aka_status ak_column_put(
    void *ctx, const ak_binding *binding, ak_slice value, aka_error *err);
AKA_CHECKED aka_status ak_columns_row(const ak_columns *columns, const ak_slice *fields,
    size_t count, ak_arena *arena, ak_column_put *put, void *ctx, aka_error *err);

#endif
