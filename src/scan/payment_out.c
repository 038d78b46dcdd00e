/* Parties, texts and problems on their way to the caller. */
#include "scan/payment_out.h"

#include <stdarg.h>
#include <stdio.h>

#define SHORTEST_ACCOUNT 8 /* shorter numbers are too many people's */
#define MAX_PIECES 128

void ak_payment_out_init(ak_payment_out *out, const ak_payment_sink *sink, aka_error *err)
{
    *out = (ak_payment_out){.sink = sink, .err = err};
    ak_arena_init(&out->arena, 0);
    ak_buf_init(&out->path, 0);
}

void ak_payment_out_free(ak_payment_out *out)
{
    ak_arena_free(&out->arena);
    ak_vec_free(&out->pieces);
    ak_buf_free(&out->path);
}

void ak_payment_out_nomem(ak_payment_out *out)
{
    if (out->status == AKA_OK) out->status = ak_fail_nomem(out->err);
}

void ak_payment_out_take(ak_payment_out *out, ak_input *in, size_t n)
{
    size_t len;
    const ak_slice passed = {ak_input_window(in, &len), n};
    if (n && out->status == AKA_OK && out->sink->passed)
        out->status = out->sink->passed(out->sink->ctx, passed, out->err);
    ak_input_take(in, n);
}

static ak_slice raw_at(const ak_payment_out *out, uint64_t offset, size_t length)
{
    if (offset < out->window_offset) return (ak_slice){NULL, 0};
    uint64_t from = offset - out->window_offset;
    if (from > out->window_len || length > out->window_len - from) return (ak_slice){NULL, 0};
    return (ak_slice){out->window + from, length};
}

void ak_payment_out_begin(ak_payment_out *out, const char *role, const char *path)
{
    out->role = role;
    ak_buf_reset(&out->path);
    if (!ak_buf_adds(&out->path, path)) ak_payment_out_nomem(out);
}

void ak_payment_out_end(ak_payment_out *out)
{
    ak_payment_piece *pieces = out->pieces.data;
    if (out->status == AKA_OK && out->pieces.count) {
        for (size_t i = 0; i < out->pieces.count; i++)
            pieces[i].raw = raw_at(out, pieces[i].offset, pieces[i].raw.len);
        const ak_payment_party party = {out->message, out->role,
            out->path.data ? out->path.data : "", pieces, out->pieces.count};
        out->parties++;
        out->status = out->sink->party(out->sink->ctx, &party, out->err);
    }
    out->pieces.count = 0;
    ak_arena_reset(&out->arena);
}

static bool has_piece(const ak_payment_out *out, const char *property, ak_slice text)
{
    const ak_payment_piece *pieces = out->pieces.data;
    for (size_t i = 0; i < out->pieces.count; i++)
        if (strcmp(pieces[i].property, property) == 0 && ak_slice_eq(pieces[i].text, text))
            return true;
    return false;
}

void ak_payment_out_piece(ak_payment_out *out, const char *property, const char *path,
    ak_slice text, uint64_t offset, size_t length)
{
    if (out->status || text.len == 0 || has_piece(out, property, text)) return;
    if (out->pieces.count == MAX_PIECES) ak_payment_out_end(out);
    ak_slice copy, path_copy;
    ak_payment_piece *piece = ak_vec_push(&out->pieces, sizeof *piece);
    if (!piece || !ak_arena_dup(&out->arena, text, &copy) ||
        !ak_arena_dup(&out->arena, ak_slice_of(path), &path_copy)) {
        if (piece) out->pieces.count--;
        ak_payment_out_nomem(out);
        return;
    }
    /* The window may move until the party is handed out. */
    *piece = (ak_payment_piece){property, path_copy.data, copy, offset, {NULL, length}};
}

void ak_payment_out_placed(ak_payment_out *out, const char *property, const char *path,
    const ak_placed *placed, size_t begin, size_t end)
{
    ak_slice inside = ak_slice_sub(placed->text, begin, end);
    ak_slice text = ak_slice_trim(inside);
    if (text.len == 0) return;
    begin += (size_t)(text.data - inside.data);
    uint64_t offset;
    size_t length;
    if (ak_placed_range(placed, begin, begin + text.len, &offset, &length))
        ak_payment_out_piece(out, property, path, text, offset, length);
}

void ak_payment_out_bic(
    ak_payment_out *out, const char *path, ak_slice text, uint64_t offset, size_t length)
{
    ak_payment_out_piece(out, "swiftBic", path, text, offset, length);
    if (text.len == 11 && length == 11)
        ak_payment_out_piece(out, "swiftBic", path, ak_slice_sub(text, 0, 8), offset, 8);
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return is_upper(c) || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

void ak_payment_out_account(
    ak_payment_out *out, const char *path, ak_slice text, uint64_t offset, size_t length)
{
    bool iban = text.len >= 15 && is_upper(text.data[0]) && is_upper(text.data[1]) &&
                is_digit(text.data[2]) && is_digit(text.data[3]);
    if (iban || text.len >= SHORTEST_ACCOUNT)
        ak_payment_out_piece(out, iban ? "iban" : "accountNumber", path, text, offset, length);
}

void ak_payment_out_text(ak_payment_out *out, const char *path, const ak_placed *placed)
{
    if (out->status || !ak_payment_has_words(placed->text)) return;
    ak_payment_text text = {.message = out->message, .path = path, .text = *placed};
    size_t length;
    if (!ak_placed_range(placed, 0, placed->text.len, &text.offset, &length)) return;
    text.raw = raw_at(out, text.offset, length);
    out->status = out->sink->text(out->sink->ctx, &text, out->err);
}

void ak_payment_out_problem(
    ak_payment_out *out, uint64_t offset, const char *path, const char *fmt, ...)
{
    char line[400];
    va_list args;
    if (out->status) return;
    va_start(args, fmt);
    vsnprintf(line, sizeof line, fmt, args);
    va_end(args);
    const ak_payment_problem problem = {out->message, offset, path, line};
    out->status = out->sink->problem(out->sink->ctx, &problem, out->err);
}

bool ak_payment_is_bic(ak_slice text)
{
    if (text.len != 8 && text.len != 11) return false;
    for (size_t i = 0; i < text.len; i++) {
        bool letter = is_upper(text.data[i]);
        if (!letter && (i == 4 || i == 5 || !is_digit(text.data[i]))) return false;
    }
    return true;
}

bool ak_payment_has_words(ak_slice text)
{
    size_t row = 0, letters = 0;
    for (size_t i = 0; i < text.len; i++) {
        row = is_letter(text.data[i]) ? row + 1 : 0;
        letters += row > 0;
        /* Letters set apart ("P E T R O") have no row of three. */
        if (row == 3 || letters == 5) return true;
    }
    return false;
}

bool ak_payment_has_number(ak_slice s)
{
    bool digits = false;
    for (size_t i = 0; i <= s.len; i++) {
        bool inside = i < s.len && s.data[i] != ' ';
        if (!inside && digits) return true;
        bool first = i == 0 || s.data[i - 1] == ' ';
        digits = inside && is_digit(s.data[i]) && (first || digits);
    }
    return false;
}
