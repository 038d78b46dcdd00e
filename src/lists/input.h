/* A stream of bytes from a file or standard input, decompressed where it is .gz or .zst (found by
 * content), read once from front to back. */
#ifndef AK_LISTS_INPUT_H
#define AK_LISTS_INPUT_H

#include "base/error.h"
#include "base/slice.h"

typedef struct ak_input ak_input;

/* "-" is standard input. */
AKA_CHECKED aka_status ak_input_open(const char *path, ak_input **out, aka_error *err);
/* The same over bytes in memory, which must outlive the input; its path is "". */
AKA_CHECKED aka_status ak_input_open_bytes(ak_slice bytes, ak_input **out, aka_error *err);
void ak_input_close(ak_input *in);
/* The path as given, "standard input" for "-". Lives as long as the input. */
const char *ak_input_path(const ak_input *in);
/* Up to cap bytes; *n = 0 only at the end. A damaged or truncated compressed file: AKA_E_SYNTAX,
 * the error's byte being where in the stored file; what came before it is given out first. */
AKA_CHECKED aka_status ak_input_read(
    ak_input *in, char *out, size_t cap, size_t *n, aka_error *err);
/* The next bytes without taking them, at most 64 KiB; fewer only at the end (or before an error,
 * which then comes with the reading). Valid until the next call. */
AKA_CHECKED aka_status ak_input_peek(ak_input *in, size_t want, ak_slice *out, aka_error *err);
/* The next line without its LF or CR LF; *more = false at the end. A line over `max` bytes is
 * AKA_E_RECORD once and is skipped whole. Valid until the next call. */
AKA_CHECKED aka_status ak_input_line(
    ak_input *in, size_t max, ak_slice *line, bool *more, aka_error *err);
/* 1-based number of the line last returned. */
uint64_t ak_input_line_number(const ak_input *in);
/* XXH3 of the stored (compressed) bytes read so far; of the whole file once the end was reached. */
uint64_t ak_input_hash(const ak_input *in);

/* To be called before anything is taken, for text that does not state its own encoding (CSV, JSON;
 * not XML): drops a UTF-8 byte order mark, and gives UTF-16 behind its mark as UTF-8. */
AKA_CHECKED aka_status ak_input_decode_text(ak_input *in, aka_error *err);

/* For parsers that work in place. The window is what has been read and not yet taken; its bytes
 * may be changed, one byte behind it may be written, and it stays where it is until the next call
 * that reads. Extending adds at least one byte; *more = false at the end. The caller bounds it. */
char *ak_input_window(ak_input *in, size_t *len);
AKA_CHECKED aka_status ak_input_extend(ak_input *in, bool *more, aka_error *err);
void ak_input_take(ak_input *in, size_t n);

#endif
