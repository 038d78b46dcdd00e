/* Handing out what a reader of payments has found. Room-internal: used by mt*.c and iso20022*.c. */
#ifndef AK_SCAN_PAYMENT_OUT_H
#define AK_SCAN_PAYMENT_OUT_H

#include "base/arena.h"
#include "scan/payment.h"

/* One reading. Once status is not AKA_OK nothing more is handed out. */
typedef struct ak_payment_out {
    const ak_payment_sink *sink;
    aka_error *err;
    aka_status status;
    ak_arena arena; /* of the party that is being put together */
    ak_vec pieces;  /* ak_payment_piece */
    const char *role;
    ak_buf path;
    /* The bytes of the file that are at hand: all pieces lie in them. */
    const char *window;
    uint64_t window_offset;
    size_t window_len;
    uint32_t message;
    size_t parties; /* of the message */
} ak_payment_out;

void ak_payment_out_init(ak_payment_out *out, const ak_payment_sink *sink, aka_error *err);
void ak_payment_out_free(ak_payment_out *out);
void ak_payment_out_nomem(ak_payment_out *out);
/* Takes n bytes from the input's window, which have passed. */
void ak_payment_out_take(ak_payment_out *out, ak_input *in, size_t n);

/* Begins a party. role: static; path is copied. */
void ak_payment_out_begin(ak_payment_out *out, const char *role, const char *path);
/* Hands the party out, if it has any piece. */
void ak_payment_out_end(ak_payment_out *out);
/* Adds a value to the party; copies text and path. Empty text, and one that the party already has
 * as this property, is left out. A party of very many pieces is handed out as several. */
void ak_payment_out_piece(ak_payment_out *out, const char *property, const char *path,
    ak_slice text, uint64_t offset, size_t length);
/* The same for bytes [begin, end) of a placed text, blanks around them left out. */
void ak_payment_out_placed(ak_payment_out *out, const char *property, const char *path,
    const ak_placed *placed, size_t begin, size_t end);
/* A BIC of 8 or 11 characters: the branch and, where it names one, its head office. */
void ak_payment_out_bic(
    ak_payment_out *out, const char *path, ak_slice text, uint64_t offset, size_t length);
/* An account: an IBAN by its form, else another number where it is long enough to identify. */
void ak_payment_out_account(
    ak_payment_out *out, const char *path, ak_slice text, uint64_t offset, size_t length);
void ak_payment_out_text(ak_payment_out *out, const char *path, const ak_placed *text);
__attribute__((format(printf, 4, 5))) void ak_payment_out_problem(
    ak_payment_out *out, uint64_t offset, const char *path, const char *fmt, ...);

/* Whether text has the form of a BIC: 4 letters or digits, a country, 2 or 5 letters or digits. */
bool ak_payment_is_bic(ak_slice text);
/* Three letters in a row: what has none (amounts, dates, numbers) names nobody. */
bool ak_payment_has_words(ak_slice text);
/* A word of digits: a house number or a postcode, so that the line is of an address. */
bool ak_payment_has_number(ak_slice text);

#endif
