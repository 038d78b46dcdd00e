/* The companions of an OFAC primary CSV file, loaded whole and found by ent_num. */
#ifndef AK_LISTS_OFAC_ROWS_H
#define AK_LISTS_OFAC_ROWS_H

#include "lists/csv.h"
#include "lists/reader.h"

enum { AK_OFAC_ROW_FIELDS = 4 };

typedef struct ak_ofac_row {
    unsigned long long ent_num;
    uint64_t line;
    /* ALT: type, name, remarks. ADD: address, city, country, remarks. COMMENTS: the text.
     * Null ("-0-") is empty. */
    ak_slice fields[AK_OFAC_ROW_FIELDS];
    bool used; /* a primary record has that ent_num */
} ak_ofac_row;

typedef struct ak_ofac_rows {
    ak_ofac_row *rows; /* by ent_num, then as in the file */
    size_t count, cap;
    const char *path;
} ak_ofac_rows;

/* Reads one companion; its bad rows are problems. Texts go to the arena. */
AKA_CHECKED aka_status ak_ofac_rows_load(
    ak_ofac_rows *rows, ak_reading *r, ak_companion which, ak_arena *arena, aka_error *err);
void ak_ofac_rows_free(ak_ofac_rows *rows);
/* The rows of an entry, marked as used; NULL and *count = 0 where there are none. */
ak_ofac_row *ak_ofac_rows_find(const ak_ofac_rows *rows, unsigned long long ent_num, size_t *count);
/* A problem for each row that no primary record asked for. */
AKA_CHECKED aka_status ak_ofac_rows_orphans(
    const ak_ofac_rows *rows, ak_reading *r, ak_companion which, aka_error *err);

/* A reader of rows from `in`; *out = NULL where the file cannot be read, which is a problem. */
AKA_CHECKED aka_status ak_ofac_open_rows(
    ak_reading *r, ak_input *in, const char *path, ak_csv **out, aka_error *err);
/* The next row of a file; rows that cannot be read are problems and are passed over. *more = false
 * at the end, also where the file cannot be read further. */
AKA_CHECKED aka_status ak_ofac_next_row(
    ak_reading *r, ak_csv *csv, const char *path, ak_csv_row *row, bool *more, aka_error *err);
/* Field i, trimmed; empty where it is null or not there. */
ak_slice ak_ofac_field(const ak_csv_row *row, size_t i);

#endif
