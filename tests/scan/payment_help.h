/* Shared by the tests of payments: a text read as a file, everything handed out written down in one
 * line each, and every place proved against the bytes of the file. Include after cmocka. */
#ifndef TESTS_SCAN_PAYMENT_HELP_H
#define TESTS_SCAN_PAYMENT_HELP_H

#include "scan/payment.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

typedef struct dump {
    ak_slice file;
    ak_buf out;
    bool pieces_only; /* leave out texts and problems */
    size_t parties, texts, problems;
} dump;

static inline ak_input *input_of_bytes(ak_slice bytes, int *fd)
{
    char path[64];
    ak_input *in = NULL;
    aka_error err;
    *fd = memfd_create("payment", MFD_CLOEXEC);
    assert_true(*fd >= 0);
    for (size_t done = 0; done < bytes.len;) {
        ssize_t n = write(*fd, bytes.data + done, bytes.len - done);
        assert_true(n > 0);
        done += (size_t)n;
    }
    snprintf(path, sizeof path, "/proc/self/fd/%d", *fd);
    if (ak_input_open(path, &in, &err) != AKA_OK) {
        close(*fd);
        return NULL;
    }
    return in;
}

/* The bytes at that place are the raw ones. */
static inline void prove(const dump *d, uint64_t offset, ak_slice raw)
{
    assert_true(raw.len > 0);
    assert_true(offset + raw.len <= d->file.len);
    assert_memory_equal(raw.data, d->file.data + offset, raw.len);
}

/* Each byte of a placed text that is in the file by itself is the byte there. */
static inline void prove_text(const dump *d, const ak_payment_text *t)
{
    prove(d, t->offset, t->raw);
    for (size_t i = 0; i < t->text.text.len; i++) {
        uint64_t offset;
        size_t length;
        if (!ak_placed_range(&t->text, i, i + 1, &offset, &length)) continue;
        assert_true(offset >= t->offset && offset + length <= t->offset + t->raw.len);
        if (length == 1) assert_int_equal(t->text.text.data[i], d->file.data[offset]);
    }
}

static inline void add_escaped(ak_buf *out, ak_slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.data[i] == '\n')
            ak_buf_adds(out, "\\n");
        else if (s.data[i] == '\r')
            ak_buf_adds(out, "\\r");
        else
            ak_buf_addc(out, s.data[i]);
    }
}

static inline aka_status dump_party(void *ctx, const ak_payment_party *p, aka_error *err)
{
    dump *d = ctx;
    (void)err;
    assert_true(p->count > 0);
    d->parties++;
    ak_buf_addf(&d->out, "%u %s (%s)\n", p->message, p->path, p->role);
    for (size_t i = 0; i < p->count; i++) {
        const ak_payment_piece *piece = &p->pieces[i];
        prove(d, piece->offset, piece->raw);
        ak_buf_addf(&d->out, "  %s %s: ", piece->path, piece->property);
        ak_buf_add(&d->out, piece->text);
        if (!ak_slice_eq(piece->text, piece->raw)) {
            ak_buf_adds(&d->out, " <- ");
            add_escaped(&d->out, piece->raw);
        }
        ak_buf_addc(&d->out, '\n');
    }
    return AKA_OK;
}

static inline aka_status dump_text(void *ctx, const ak_payment_text *t, aka_error *err)
{
    dump *d = ctx;
    (void)err;
    prove_text(d, t);
    d->texts++;
    if (d->pieces_only) return AKA_OK;
    ak_buf_addf(&d->out, "%u %s text: ", t->message, t->path);
    add_escaped(&d->out, t->text.text);
    ak_buf_addc(&d->out, '\n');
    return AKA_OK;
}

static inline aka_status dump_problem(void *ctx, const ak_payment_problem *p, aka_error *err)
{
    dump *d = ctx;
    (void)err;
    d->problems++;
    assert_true(p->offset <= d->file.len);
    assert_null(strpbrk(p->text, "\r\n"));
    if (!d->pieces_only)
        ak_buf_addf(&d->out, "! %u %s@%llu %s\n", p->message, p->path,
            (unsigned long long)p->offset, p->text);
    return AKA_OK;
}

static const ak_payment_sink dump_sink_functions = {
    NULL, dump_party, dump_text, dump_problem, NULL};

static inline aka_status dump_bytes(dump *d, ak_slice bytes, ak_payment_format format)
{
    int fd;
    aka_error err;
    ak_payment_sink sink = dump_sink_functions;
    d->file = bytes;
    sink.ctx = d;
    ak_buf_init(&d->out, 0);
    ak_input *in = input_of_bytes(bytes, &fd);
    if (!in) return AKA_E_NOMEM;
    aka_status st = ak_payment_read(in, format, &sink, NULL, &err);
    ak_input_close(in);
    close(fd);
    return st;
}

static inline void expect_dump(const char *file, ak_payment_format format, const char *expected)
{
    dump d = {0};
    assert_int_equal(ak_payment_detect(ak_slice_of(file)), format);
    assert_int_equal(dump_bytes(&d, ak_slice_of(file), format), AKA_OK);
    assert_string_equal(d.out.data ? d.out.data : "", expected);
    ak_buf_free(&d.out);
}

static inline char *read_whole(const char *folder, const char *name, size_t *len)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "rb");
    if (!f) fail_msg("%s cannot be opened", path);
    char *data = malloc(1 << 20);
    assert_non_null(data);
    *len = fread(data, 1, 1 << 20, f);
    fclose(f);
    return data;
}

/* Every truncation and every flipped byte of a sample: read without a fault, all places right. */
static inline void read_damaged(ak_slice sample, ak_payment_format format)
{
    char *copy = malloc(sample.len + 1);
    assert_non_null(copy);
    for (size_t i = 0; i <= sample.len; i++) {
        dump cut = {.pieces_only = true};
        assert_int_equal(dump_bytes(&cut, ak_slice_sub(sample, 0, i), format), AKA_OK);
        ak_buf_free(&cut.out);
        if (i == sample.len) break;
        static const unsigned char flips[] = {0x01, 0x20, 0x80};
        for (size_t k = 0; k < sizeof flips; k++) {
            dump flipped = {.pieces_only = true};
            memcpy(copy, sample.data, sample.len);
            copy[i] = (char)(copy[i] ^ flips[k]);
            assert_int_equal(dump_bytes(&flipped, (ak_slice){copy, sample.len}, format), AKA_OK);
            ak_buf_free(&flipped.out);
        }
    }
    free(copy);
}

#endif
