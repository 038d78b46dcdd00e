/* Mentions in running text and payment messages: where they name somebody who is listed. */
#ifndef AKA_SCAN_H
#define AKA_SCAN_H

#include <aka/build.h>
#include <aka/screen.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What scanning needs to know of an index, worked out once (some 10 ms for 100,000 names), then
 * shared by any number of threads. The index must outlive it, and it the scanners. */
typedef struct aka_scan_plan aka_scan_plan;
AKA_API AKA_CHECKED aka_status aka_scan_plan_create(
    const aka_index *index, aka_scan_plan **out, aka_error *error);
AKA_API void aka_scan_plan_free(aka_scan_plan *plan);

/* How bytes are read. Whatever is skipped, offsets are those of the bytes as they are. */
typedef enum aka_scan_form {
    AKA_FORM_DETECT,   /* by the path's ending and how the bytes begin */
    AKA_FORM_TEXT,     /* UTF-8; other bytes end words, and are a problem */
    AKA_FORM_MARKDOWN, /* targets of links and fenced code are skipped */
    AKA_FORM_HTML,     /* tags, scripts and styles are skipped, entities resolved */
    AKA_FORM_PAYMENT,  /* SWIFT MT or ISO 20022 (docs/payments.md) */
} aka_scan_form;

/* A place in a text that refers to somebody listed. Pointers live until the callback returns. */
typedef struct aka_mention {
    uint64_t offset, length; /* bytes of the file as it is (of what a .gz or .zst contains) */
    uint64_t line;           /* 1-based */
    const char *text;        /* those bytes; not terminated */
    /* The line around it, as far as 160 bytes on each side; the mention begins at context_at. */
    const char *context;
    size_t context_len, context_at;
    const aka_match *results; /* whom it may refer to, best first; at least one */
    size_t result_count;
    /* 0: the words say so themselves. 1: they refer back to a fuller mention of the same text,
     * which is at `earlier`. */
    int by_earlier;
    uint64_t earlier;
    /* How case, position and company decided, as a phrase, "" where all is plain; of a party in a
     * payment its role and how its name was read. */
    const char *use;
    const char *path; /* in a payment, the field: "59/2", "CdtTrfTxInf[2]/Cdtr/Nm"; else NULL */
    uint32_t message; /* in a payment, which message of the file, 1-based; else 0 */
} aka_mention;

/* Returning other than 0 from a callback ends the scan with AKA_E_IO. */
typedef struct aka_scan_options {
    size_t size;      /* sizeof(aka_scan_options) */
    double threshold; /* in [0.70,1]; 0 stands for 0.70 */
    size_t limit;     /* results wanted of a mention; 0 stands for 5 */
    aka_scan_form form;
    int (*on_mention)(void *ctx, const aka_mention *mention);
    /* The text piece by piece, each behind the mentions in it: `readable` is as long as the piece
     * and has blanks for what was skipped (and for the rest of an entity zero-width characters).
     * Pieces end between words. Payments are told as they are. May be NULL. */
    int (*on_text)(void *ctx, uint64_t offset, const char *readable, size_t len);
    void *ctx;
    /* What is wrong with a payment, or, once at its end, that a text is not UTF-8; reading goes on.
     * The record is "message 2", of a text "", the line 0 where it is far behind. Where NULL, the
     * run ends with AKA_E_RECORD and the first problem, after all else has been told. */
    void (*on_problem)(void *ctx, const aka_problem *problem);
    /* 1: mentions of texts come without what only a reader wants, which takes time to make: the
     * context is the mention itself, and the details of its results are "". */
    int brief;
} aka_scan_options;

/* What scanning works in. One thread at a time. */
typedef struct aka_scanner aka_scanner;
AKA_API AKA_CHECKED aka_status aka_scanner_create(
    const aka_scan_plan *plan, aka_scanner **out, aka_error *error);
AKA_API void aka_scanner_free(aka_scanner *scanner);

/* Scans a file ("-": standard input; .gz and .zst are read as what is in them) of any size in
 * bounded memory. Mentions come in the order of their offsets; those of a payment may overlap.
 * AKA_E_ARGUMENT: options out of range; AKA_E_IO; AKA_E_SYNTAX: a compressed file is damaged;
 * AKA_E_FORMAT: UTF-16, or no payment where form says so; AKA_E_RECORD: see on_problem. Mentions
 * before the failure have been told. */
AKA_API AKA_CHECKED aka_status aka_scanner_run_file(
    aka_scanner *scanner, const char *path, const aka_scan_options *options, aka_error *error);
/* The same over bytes in memory. */
AKA_API AKA_CHECKED aka_status aka_scanner_run(aka_scanner *scanner, const char *data, size_t len,
    const aka_scan_options *options, aka_error *error);
/* Bytes that the last run has read. */
AKA_API uint64_t aka_scanner_bytes(const aka_scanner *scanner);

/* A mention as one line of JSON (docs/cli.md), without line break; file may be NULL. */
AKA_API AKA_CHECKED aka_status aka_mention_write_json(
    const aka_mention *mention, const char *file, aka_text *out, aka_error *error);

#ifdef __cplusplus
}
#endif
#endif
