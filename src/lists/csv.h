/* CSV rows from a stream: RFC 4180 and what is found in the wild. */
#ifndef AK_LISTS_CSV_H
#define AK_LISTS_CSV_H

#include "lists/input.h"

typedef struct ak_csv ak_csv;

typedef struct ak_csv_options {
    char separator;    /* ',' where 0 */
    size_t max_row;    /* bytes with its line end; 1 MiB where 0 */
    size_t max_fields; /* 4096 where 0 */
} ak_csv_options;

typedef struct ak_csv_row {
    const ak_slice *fields; /* unquoted, each followed by a 0 byte; valid until the next row */
    const bool *quoted;     /* whether each field was written in quotes */
    size_t count;
    uint64_t line; /* 1-based line on which the row begins */
} ak_csv_row;

/* Does not own the input. */
AKA_CHECKED aka_status ak_csv_create(
    ak_input *in, const ak_csv_options *options, ak_csv **out, aka_error *err);
void ak_csv_free(ak_csv *csv);
/* *more = false at the end. Quoted fields may hold separators, line breaks and doubled quotes; an
 * unquoted field is taken as it is, as is what follows a closing quote; empty lines and a last byte
 * 0x1A are skipped. AKA_E_RECORD: the row at the error's line is bad (a quote that never closes
 * within max_row, too many fields) and has been skipped; reading goes on at the next line after its
 * beginning. In a file full of unclosed quotes max_row shrinks for rows of several lines, so
 * that the work stays in proportion to the file. */
AKA_CHECKED aka_status ak_csv_next(ak_csv *csv, ak_csv_row *row, bool *more, aka_error *err);

/* The separator that a header row shows (`head`: the first bytes of the file): the one of , ; TAB
 * and | that stands most often outside quotes in its first line that is not empty; else ','. */
char ak_csv_sniff(ak_slice head);
/* A table with a header from the beginning of an input: text decoded, separator sniffed. */
AKA_CHECKED aka_status ak_csv_open(ak_input *in, ak_csv **out, aka_error *err);

#endif
