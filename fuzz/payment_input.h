/* Feeds bytes to a reader of payments and looks at all that it gives: every piece lies in the file,
 * byte by byte. */
#ifndef FUZZ_PAYMENT_INPUT_H
#define FUZZ_PAYMENT_INPUT_H

#include "memory_file.h"

#include "scan/payment.h"

typedef struct payment_bytes {
    const uint8_t *data;
    size_t size;
} payment_bytes;

static inline void see_place(const payment_bytes *file, uint64_t offset, ak_slice raw)
{
    if (raw.len == 0 || offset > file->size || raw.len > file->size - offset) abort();
    if (memcmp(raw.data, file->data + offset, raw.len) != 0) abort();
}

static inline aka_status see_party(void *ctx, const ak_payment_party *party, aka_error *err)
{
    (void)err;
    if (party->count == 0 || !party->role || !party->path || party->message == 0) abort();
    for (size_t i = 0; i < party->count; i++)
        see_place(ctx, party->pieces[i].offset, party->pieces[i].raw);
    return AKA_OK;
}

static inline aka_status see_text(void *ctx, const ak_payment_text *text, aka_error *err)
{
    (void)err;
    see_place(ctx, text->offset, text->raw);
    for (size_t i = 0; i < text->text.text.len; i++) {
        uint64_t offset;
        size_t length;
        if (!ak_placed_range(&text->text, i, i + 1, &offset, &length)) continue;
        if (offset < text->offset || offset + length > text->offset + text->raw.len) abort();
    }
    return AKA_OK;
}

static inline aka_status see_payment_problem(
    void *ctx, const ak_payment_problem *problem, aka_error *err)
{
    const payment_bytes *file = ctx;
    (void)err;
    if (problem->offset > file->size || strpbrk(problem->text, "\r\n")) abort();
    return AKA_OK;
}

static inline void read_payment(ak_payment_format format, const uint8_t *data, size_t size)
{
    payment_bytes bytes = {data, size};
    const ak_payment_sink sink = {&bytes, see_party, see_text, see_payment_problem, NULL};
    memory_file file = memory_file_make(data, size);
    ak_input *in = NULL;
    /* Compressed bytes are other bytes than these. */
    bool packed = size >= 2 && ((data[0] == 0x1F && data[1] == 0x8B) || data[0] == 0x28 ||
                                   (data[0] & 0xF0) == 0x50);
    if (!packed && ak_input_open(file.path, &in, NULL) == AKA_OK &&
        ak_payment_read(in, format, &sink, NULL, NULL) != AKA_OK)
        abort();
    ak_input_close(in);
    memory_file_close(&file);
}

#endif
