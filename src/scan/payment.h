/* Payment messages: SWIFT MT and ISO 20022, read as parties and free texts, each with its field and
 * its place in the file. Input is hostile: sizes and depth are bounded, nothing is dropped
 * silently, and what can be read of a broken message is handed out. docs/payments.md says what is
 * read. */
#ifndef AK_SCAN_PAYMENT_H
#define AK_SCAN_PAYMENT_H

#include "lists/input.h"
#include "scan/lines.h"

typedef enum ak_payment_format {
    AK_PAYMENT_NONE,
    AK_PAYMENT_MT,       /* SWIFT FIN: blocks, or a text block alone; many in one file */
    AK_PAYMENT_ISO20022, /* XML; many in one document, or several documents in one file */
} ak_payment_format;

enum {
    AK_PAYMENT_PEEK = 4096,           /* bytes that ak_payment_detect wants to see */
    AK_PAYMENT_MAX_MESSAGE = 1 << 20, /* bytes of one MT message */
    AK_PAYMENT_MAX_PARTY = 256 << 10, /* bytes of one party or one text of an XML message */
    AK_PAYMENT_MAX_DEPTH = 64,        /* of XML elements */
};

/* The format of a file that begins with `head`. XML counts where an ISO 20022 name space or a known
 * message element is in sight. */
ak_payment_format ak_payment_detect(ak_slice head);

/* One value of a party. */
typedef struct ak_payment_piece {
    const char *property; /* FollowTheMoney: "name", "country", "birthDate", "swiftBic" … */
    const char *path;     /* "59/2-3": lines 2 and 3; "CdtTrfTxInf[2]/Cdtr/Nm" */
    ak_slice text;        /* what it says: lines joined, entities resolved */
    uint64_t offset;      /* in the (decompressed) file */
    ak_slice raw;         /* the bytes there */
} ak_payment_piece;

/* A party with what the message says about it. Where it is not known which lines are the name,
 * there are several pieces "name" for the ways in which they may be read. */
typedef struct ak_payment_party {
    uint32_t message; /* 1-based, in the file */
    const char *role; /* "beneficiary customer", "debtor"; static */
    const char *path; /* "59", "CdtTrfTxInf[2]/Cdtr" */
    const ak_payment_piece *pieces;
    size_t count; /* at least 1 */
} ak_payment_party;

/* Running text. One place may come twice, with lines joined in two ways. */
typedef struct ak_payment_text {
    uint32_t message;
    const char *path;
    ak_placed text;
    uint64_t offset; /* of raw in the file */
    ak_slice raw;    /* the bytes from the text's first to its last */
} ak_payment_text;

typedef struct ak_payment_problem {
    uint32_t message; /* 0: between messages */
    uint64_t offset;  /* where in the file */
    const char *path; /* the field, "" where none */
    const char *text; /* one line: what is wrong and what was done */
} ak_payment_problem;

/* Everything handed out lives until the callback returns; a status other than AKA_OK ends the
 * reading with it. */
typedef struct ak_payment_sink {
    void *ctx;
    aka_status (*party)(void *ctx, const ak_payment_party *party, aka_error *err);
    aka_status (*text)(void *ctx, const ak_payment_text *text, aka_error *err);
    aka_status (*problem)(void *ctx, const ak_payment_problem *problem, aka_error *err);
    /* Bytes of the file, each once and in order, when nothing in them will be told any more.
     * Problems may come for what has passed. May be NULL. */
    aka_status (*passed)(void *ctx, ak_slice bytes, aka_error *err);
} ak_payment_sink;

/* Reads `in` from where it stands to its end; memory does not grow with the file. Bad messages are
 * problems and the next one is read. Fails on lack of memory, where the file cannot be read, and
 * with what the callbacks return. AKA_E_FORMAT where format is AK_PAYMENT_NONE. *messages (may be
 * NULL): how many there were. */
AKA_CHECKED aka_status ak_payment_read(ak_input *in, ak_payment_format format,
    const ak_payment_sink *sink, uint32_t *messages, aka_error *err);

#endif
