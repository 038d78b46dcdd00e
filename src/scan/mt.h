/* SWIFT MT messages: from bytes to messages, blocks and fields (mt.c), and from a field to a party
 * or texts (mt_fields.c). Room-internal. */
#ifndef AK_SCAN_MT_H
#define AK_SCAN_MT_H

#include "scan/payment_out.h"

enum { AK_MT_MAX_LINES = 200 /* of one party or section; more are read as another one */ };

/* One field of a text block: ":59F:" and its lines. */
typedef struct ak_mt_field {
    char tag[4];         /* "59F", "70" */
    uint32_t repetition; /* 1 for the first field of that tag in the message */
    const ak_line *lines;
    size_t count; /* at least 1; the first is what follows the tag */
} ak_mt_field;

/* Reads messages to the end of the file. Problems and everything found go to out. */
void ak_mt_read(ak_payment_out *out, ak_input *in);

/* Hands out what the field says. `placer` is scratch. */
void ak_mt_field_read(ak_payment_out *out, const ak_mt_field *field, ak_placer *placer);

#endif
