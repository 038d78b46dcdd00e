/* Screening payment messages: each party as a record, under all the ways in which its name may be
 * read; mentions with their field and place. Running text is handed on to who can read it. */
#ifndef AK_SCAN_PAYMENT_SCREEN_H
#define AK_SCAN_PAYMENT_SCREEN_H

#include "aka/screen.h"
#include "scan/payment.h"

/* A place in a payment that refers to somebody listed. */
typedef struct ak_payment_mention {
    uint32_t message; /* 1-based, in the file */
    const char *role; /* of the party */
    const char *path; /* of the value: "59/2" */
    uint64_t offset;  /* in the (decompressed) file */
    ak_slice raw;     /* the bytes there */
    ak_slice asked;   /* what was asked for: the value, or another reading of it */
    const char *how;  /* "as written", "lines joined", "letters set apart", "words run together",
                      "digits for letters" */
    const aka_match *matches; /* best first; entities that another value of the party finds better
                               * are left to that mention */
    size_t count;             /* at least 1 */
} ak_payment_mention;

/* All lives until the callback returns. */
typedef struct ak_payment_scan_sink {
    void *ctx;
    aka_status (*mention)(void *ctx, const ak_payment_mention *mention, aka_error *err);
    aka_status (*text)(void *ctx, const ak_payment_text *text, aka_error *err); /* may be NULL */
    aka_status (*problem)(void *ctx, const ak_payment_problem *problem, aka_error *err);
    aka_status (*passed)(void *ctx, ak_slice bytes, aka_error *err); /* as of ak_payment_sink */
} ak_payment_scan_sink;

/* What a scan works in. One thread at a time; many may share one index, which must outlive it. */
typedef struct ak_payment_scanner ak_payment_scanner;
AKA_CHECKED aka_status ak_payment_scanner_create(
    const aka_index *index, ak_payment_scanner **out, aka_error *err);
void ak_payment_scanner_free(ak_payment_scanner *scanner);

/* Reads a file of payments as ak_payment_read does and screens it. options may be NULL; its limit
 * is for each value. *messages may be NULL. */
AKA_CHECKED aka_status ak_payment_scan(ak_payment_scanner *scanner, ak_input *in,
    ak_payment_format format, const aka_screen_options *options, const ak_payment_scan_sink *sink,
    uint32_t *messages, aka_error *err);

#endif
