/* Reading tables (CSV) and streams of records (CSV, FtM JSON lines) a row at a time; memory does
 * not grow with the input. */
#ifndef AKA_READER_H
#define AKA_READER_H

#include <aka/record.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A CSV file (RFC 4180: commas, or semicolons, tabs or bars where the header shows them; quotes;
 * CR LF or LF; a UTF-8 or UTF-16 byte order mark; other bytes pass as they are). */
typedef struct aka_table aka_table;

/* path "-" is standard input; .gz and .zst are read. The first row that is not empty is the header;
 * AKA_E_SYNTAX where there is none. */
AKA_API AKA_CHECKED aka_status aka_table_open(const char *path, aka_table **out, aka_error *error);
AKA_API void aka_table_free(aka_table *table);
AKA_API size_t aka_table_columns(const aka_table *table);
/* Header of column i, 0-terminated; valid as long as the table. */
AKA_API const char *aka_table_header(const aka_table *table, size_t i);
/* Reads the next row. *more = 0 at the end. AKA_E_RECORD: this row is bad (wrong number of fields,
 * a quote that is not closed, over 1 MiB); the next call goes on behind it, or at its second line
 * where its end was not found. AKA_E_SYNTAX: a compressed file is damaged; nothing follows. */
AKA_API AKA_CHECKED aka_status aka_table_next(aka_table *table, int *more, aka_error *error);
/* Field i of the current row, 0-terminated (a 0 byte inside is replaced by U+FFFD); "" beyond the
 * last. Valid until the next row. */
AKA_API const char *aka_table_field(const aka_table *table, size_t i);
/* 1-based line of the current row. */
AKA_API uint64_t aka_table_line(const aka_table *table);

typedef struct aka_reader aka_reader;

typedef struct aka_reader_options {
    size_t size;         /* sizeof(aka_reader_options) */
    const char *format;  /* "csv" or "jsonl" */
    const char *columns; /* "name=full_name,birthDate=dob": property=header pairs, or NULL */
    const char *schema;  /* of records that give none, or NULL */
} aka_reader_options;

/* Known CSV headers, in any case, with blanks, dots or hyphens for underscores: name (full_name,
 * caption), schema, birth_date (date_of_birth, dob), country, nationality, first_name, middle_name,
 * last_name (joined to a name where a row has no other), gender, place_of_birth, address,
 * id_number, id, aliases (aka), every FtM property by its own name, and `type` where it says
 * "individual", "entity", "vessel" and the like. Cells of identifiers, aliases and countries may
 * hold several values, separated by semicolons. Other columns are ignored, and so are columns of a
 * property that `columns` maps. JSON lines are FtM entities, or flat objects of the same names.
 * AKA_E_ARGUMENT where columns names a header or a property that is not there, or nothing gives a
 * name or an identifier. */
AKA_API AKA_CHECKED aka_status aka_reader_open(
    const char *path, const aka_reader_options *options, aka_reader **out, aka_error *error);
AKA_API void aka_reader_free(aka_reader *reader);
/* Fills record with the next one. *more = 0 at the end. AKA_E_RECORD: this record is bad, such as
 * one with bytes that are not UTF-8 (error has the line); the next call goes on behind it.
 * AKA_E_SYNTAX: a compressed file is damaged; nothing follows. The record is empty where there is
 * no other. */
AKA_API AKA_CHECKED aka_status aka_reader_next(
    aka_reader *reader, aka_record *record, int *more, aka_error *error);
AKA_API uint64_t aka_reader_line(const aka_reader *reader);

#ifdef __cplusplus
}
#endif
#endif
