/* Dates as watchlists give them: a day, a month, a year, a range, or about one of these. */
#ifndef AK_ENTITY_DATE_H
#define AK_ENTITY_DATE_H

#include "base/buf.h"
#include "base/slice.h"

#include <stdint.h>

typedef enum ak_precision { AK_DATE_DAY, AK_DATE_MONTH, AK_DATE_YEAR, AK_DATE_RANGE } ak_precision;

typedef struct ak_date {
    int32_t from, to;  /* first and last possible day, days since 1970-01-01, Gregorian */
    uint8_t precision; /* ak_precision */
    uint8_t circa;     /* 1: approximately */
} ak_date;

/* Reads ISO 8601 (1960-04-19, 19600419, 1960-04, 1960, with a time behind it, which is dropped),
 * OFAC's forms (10 Dec 1948, Mar 1970, circa 1963, 1955 to 1957, 01 Jan 1960 to 31 Dec 1962, circa
 * 1960-1965), DD/MM/YYYY with unknown parts as 00 or dd/mm, MM/YYYY, "approximately 1963", "between
 * 1955 and 1957", "between Aug. and Sep. 1977", "19.04.1960", "April 19, 1960", month names in
 * English, and what ak_date_write writes. ISO is year first; with slashes or dots the day comes
 * first, always. A range that covers just one year, month or day is that year, month or day. False,
 * *out untouched, where it is no such date ("31 Feb 1960"), a year is outside 1800-2100, or it can
 * be read in two ways. */
bool ak_date_parse(ak_slice text, ak_date *out);
/* Takes the next of several dates in one value off *rest, untouched but for blanks around it:
 * "1943-07-15;1943-11-23", "Approximately 1963, 30/01/1972" give two. False where *rest is used up.
 * Splits at semicolons, line breaks and bars, and behind a year at commas, "or" and blanks. */
bool ak_date_next(ak_slice *rest, ak_slice *piece);
/* True of the properties whose dates are compared: birthDate, incorporationDate, buildDate. */
bool ak_date_property(ak_slice property);
/* The ISO form of what ak_date_parse understood: 1960-04-19, 1960-04, 1960; ranges as 1955/1957,
 * both ends in the coarsest precision that says the same; circa as in EDTF by "~" behind each end:
 * 1963~. Parsing it gives the same date. */
void ak_date_write(const ak_date *date, ak_buf *out);
/* Days since 1970-01-01 and the Gregorian year, month (1-12) and day of month (1-31). */
void ak_date_ymd(int32_t day, int *year, int *month, int *mday);
int32_t ak_date_days(int year, int month, int mday);

#endif
