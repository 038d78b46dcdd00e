/* Input: stored bytes -> decompressor -> (UTF-16 decoder) -> a window that grows at its end and is
 * taken from its front. Memory is bounded by what the caller leaves untaken. */
#include "lists/input.h"
#include "text/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include <xxhash.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#define STORED_CHUNK (64u << 10)
#define FIRST_WINDOW (128u << 10)
#define MIN_ROOM (32u << 10) /* room to make behind the window before reading into it */
#define MAX_PEEK (64u << 10)
#define MAX_WINDOW_LOG 27 /* zstd: 128 MiB of history at most, what `zstd --long` writes */

typedef enum { ENCODING_BYTES, ENCODING_UTF16LE, ENCODING_UTF16BE } encoding;

struct ak_input {
    int fd;
    bool is_stdin;
    ak_slice memory; /* what is left of the bytes to read, where there is no file */
    char *path;

    unsigned char *stored; /* bytes of the file as it is */
    size_t stored_pos, stored_len;
    uint64_t stored_offset; /* of stored[0] in the file */
    bool stored_end;
    XXH3_state_t *hash;

    /* What decompresses; NULL for plain bytes. */
    aka_status (*decode)(ak_input *in, char *out, size_t cap, size_t *n);
    z_stream zlib;
    ZSTD_DStream *zstd;
    bool zlib_ready, in_member; /* in_member: between the first and last byte of a gzip member */

    encoding encoding;
    char *units;   /* UTF-16 bytes on their way to the window */
    size_t odd;    /* 1: units[0] is half a code unit */
    uint16_t high; /* a high surrogate that waits for its low one, or 0 */

    char *window;
    size_t pos, len, cap; /* window[pos, len) is not taken yet; cap leaves a byte for a 0 */
    bool end;
    aka_error error; /* sticky: code is AKA_OK while there is none */

    uint64_t line;
};

/* ---- stored bytes ---- */

/* As read(2), of the file or the memory. */
static ssize_t read_some(ak_input *in, unsigned char *to, size_t cap)
{
    if (in->fd >= 0) return read(in->fd, to, cap);
    size_t n = in->memory.len < cap ? in->memory.len : cap;
    if (n) memcpy(to, in->memory.data, n);
    in->memory = ak_slice_sub(in->memory, n, in->memory.len);
    return (ssize_t)n;
}

/* Adds what one read gives to the stored bytes. */
static aka_status read_stored(ak_input *in)
{
    if (in->stored_end) return AKA_OK;
    unsigned char *to = in->stored + in->stored_len;
    ssize_t n;
    do n = read_some(in, to, STORED_CHUNK - in->stored_len);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        return ak_fail_at(&in->error, AKA_E_IO, in->path, 0, "cannot be read: %s", strerror(errno));
    if (n == 0) in->stored_end = true;
    if (n) XXH3_64bits_update(in->hash, to, (size_t)n);
    in->stored_len += (size_t)n;
    return AKA_OK;
}

/* Sees to it that there are stored bytes, unless the file is at its end. */
static aka_status need_stored(ak_input *in, bool *any)
{
    if (in->stored_pos == in->stored_len) {
        in->stored_offset += in->stored_len;
        in->stored_pos = in->stored_len = 0;
        aka_status st = read_stored(in);
        if (st) return st;
    }
    *any = in->stored_pos < in->stored_len;
    return AKA_OK;
}

static aka_status fail_stored(ak_input *in, const char *what, const char *detail)
{
    uint64_t at = in->stored_offset + in->stored_pos;
    ak_fail_at(&in->error, AKA_E_SYNTAX, in->path, 0, "the compressed data %s at byte %llu%s%s",
        what, (unsigned long long)at, detail ? ": " : "", detail ? detail : "");
    in->error.byte = at;
    return AKA_E_SYNTAX;
}

static aka_status copy_plain(ak_input *in, char *out, size_t cap, size_t *n)
{
    bool any;
    aka_status st = need_stored(in, &any);
    *n = 0;
    if (st || !any) return st;
    *n = in->stored_len - in->stored_pos;
    if (*n > cap) *n = cap;
    memcpy(out, in->stored + in->stored_pos, *n);
    in->stored_pos += *n;
    return AKA_OK;
}

/* ---- gzip ---- */

/* Archives are padded with zeros on some media; anything else behind a member must be a member. */
static aka_status skip_zero_padding(ak_input *in)
{
    bool any = true;
    while (any) {
        for (; in->stored_pos < in->stored_len; in->stored_pos++)
            if (in->stored[in->stored_pos] != 0)
                return fail_stored(in, "is followed by something else", NULL);
        aka_status st = need_stored(in, &any);
        if (st) return st;
    }
    return AKA_OK;
}

static aka_status begin_member(ak_input *in)
{
    if (in->stored[in->stored_pos] == 0) return skip_zero_padding(in);
    if (inflateReset(&in->zlib) != Z_OK) return ak_fail_nomem(&in->error);
    in->in_member = true;
    return AKA_OK;
}

/* One call of inflate; *n is what came out of it. */
static aka_status inflate_some(ak_input *in, char *out, size_t cap, size_t *n)
{
    z_stream *z = &in->zlib;
    z->next_in = in->stored + in->stored_pos;
    z->avail_in = (uInt)(in->stored_len - in->stored_pos);
    z->next_out = (unsigned char *)out;
    z->avail_out = cap > (1u << 30) ? 1u << 30 : (uInt)cap;
    uInt room = z->avail_out;
    int rc = inflate(z, Z_NO_FLUSH);
    in->stored_pos = in->stored_len - z->avail_in;
    *n = room - z->avail_out;
    if (rc == Z_STREAM_END) in->in_member = false;
    if (rc == Z_MEM_ERROR) return ak_fail_nomem(&in->error);
    if (rc != Z_OK && rc != Z_STREAM_END && rc != Z_BUF_ERROR)
        return fail_stored(in, "is damaged", z->msg);
    return AKA_OK;
}

static aka_status decode_gzip(ak_input *in, char *out, size_t cap, size_t *n)
{
    for (*n = 0;;) {
        bool any;
        aka_status st = need_stored(in, &any);
        if (st) return st;
        if (!in->in_member) {
            if (!any) return AKA_OK;
            if ((st = begin_member(in)) != AKA_OK) return st;
            if (!in->in_member) return AKA_OK; /* it was padding */
        }
        st = inflate_some(in, out, cap, n);
        if (st || *n) return st;
        if (in->in_member && !any) return fail_stored(in, "breaks off", NULL);
    }
}

/* ---- zstd ---- */

static aka_status decode_zstd(ak_input *in, char *out, size_t cap, size_t *n)
{
    for (*n = 0;;) {
        bool any;
        aka_status st = need_stored(in, &any);
        if (st) return st;
        if (!any && !in->in_member) return AKA_OK;
        ZSTD_outBuffer to = {out, cap, 0};
        ZSTD_inBuffer from = {in->stored, in->stored_len, in->stored_pos};
        size_t rc = ZSTD_decompressStream(in->zstd, &to, &from);
        in->stored_pos = from.pos;
        *n = to.pos;
        if (ZSTD_isError(rc)) {
            if (ZSTD_getErrorCode(rc) == ZSTD_error_memory_allocation)
                return ak_fail_nomem(&in->error);
            return fail_stored(in, "is damaged", ZSTD_getErrorName(rc));
        }
        in->in_member = rc != 0;
        if (*n) return AKA_OK;
        if (in->in_member && !any) return fail_stored(in, "breaks off", NULL);
    }
}

/* ---- UTF-16 ---- */

/* Appends one code unit to the window: at most 6 bytes. A surrogate alone becomes U+FFFD. */
static void add_unit(ak_input *in, uint16_t unit)
{
    uint16_t high = in->high;
    in->high = 0;
    uint32_t cp = unit;
    if (high && unit >= 0xDC00 && unit <= 0xDFFF) {
        cp = 0x10000u + ((uint32_t)(high - 0xD800) << 10) + (unit - 0xDC00u);
    } else {
        if (high) in->len += ak_utf8_put(0xFFFD, in->window + in->len);
        if (unit >= 0xD800 && unit <= 0xDBFF) {
            in->high = unit;
            return;
        }
        if (unit >= 0xDC00 && unit <= 0xDFFF) cp = 0xFFFD;
    }
    in->len += ak_utf8_put(cp, in->window + in->len);
}

/* Decodes units[0, n) into the window, which has room for 3 bytes a unit and 6 more. */
static void add_units(ak_input *in, size_t n)
{
    const unsigned char *u = (const unsigned char *)in->units;
    size_t i = 0;
    size_t high = in->encoding == ENCODING_UTF16LE ? 1 : 0;
    for (; i + 1 < n; i += 2)
        add_unit(in, (uint16_t)((unsigned)u[i + high] << 8 | u[i + 1 - high]));
    in->odd = n - i;
    if (in->odd) in->units[0] = in->units[i];
}

/* What the end of the file leaves: half a unit, a surrogate without its other half. */
static void finish_units(ak_input *in)
{
    if (in->odd || in->high) in->len += ak_utf8_put(0xFFFD, in->window + in->len);
    in->odd = in->high = 0;
}

/* ---- the window ---- */

/* Room for MIN_ROOM bytes behind the window, and one more. */
static aka_status make_room(ak_input *in)
{
    if (in->pos == in->len) in->pos = in->len = 0;
    if (in->cap - in->len >= MIN_ROOM) return AKA_OK;
    memmove(in->window, in->window + in->pos, in->len - in->pos);
    in->len -= in->pos;
    in->pos = 0;
    if (in->cap - in->len >= MIN_ROOM) return AKA_OK;
    if (in->cap > SIZE_MAX / 4) return AKA_E_NOMEM;
    char *window = realloc(in->window, in->cap * 2 + 1);
    if (!window) return AKA_E_NOMEM;
    in->window = window;
    in->cap *= 2;
    return AKA_OK;
}

static aka_status extend_decoded(ak_input *in)
{
    size_t before = in->len, n;
    while (in->len == before && !in->end) {
        aka_status st = in->decode(in, in->units + in->odd, MIN_ROOM / 3 - 8, &n);
        if (n) add_units(in, in->odd + n);
        if (st) return st;
        if (n) continue;
        finish_units(in);
        in->end = true;
    }
    return AKA_OK;
}

aka_status ak_input_extend(ak_input *in, bool *more, aka_error *err)
{
    *more = false;
    if (!in->end && !in->error.code && make_room(in)) return ak_fail_nomem(err);
    size_t before = in->len, n = 0;
    if (!in->end && !in->error.code) {
        if (in->encoding == ENCODING_BYTES) {
            if (!in->decode(in, in->window + in->len, in->cap - in->len, &n)) in->end = n == 0;
            in->len += n;
        } else {
            (void)extend_decoded(in); /* a failure stays in in->error */
        }
    }
    *more = in->len > before;
    if (*more || !in->error.code) return AKA_OK;
    if (err) *err = in->error;
    return in->error.code;
}

char *ak_input_window(ak_input *in, size_t *len)
{
    *len = in->len - in->pos;
    return in->window + in->pos;
}

void ak_input_take(ak_input *in, size_t n)
{
    in->pos += n;
}

aka_status ak_input_decode_text(ak_input *in, aka_error *err)
{
    ak_slice head;
    aka_status st = ak_input_peek(in, 3, &head, err);
    if (st) return st;
    if (ak_slice_starts(head, AK_LIT("\xEF\xBB\xBF"))) {
        ak_input_take(in, 3);
        return AKA_OK;
    }
    bool little = ak_slice_starts(head, AK_LIT("\xFF\xFE"));
    if (!little && !ak_slice_starts(head, AK_LIT("\xFE\xFF"))) return AKA_OK;
    /* The bytes already in the window go back to being undecoded ones. */
    size_t undecoded = in->len - in->pos - 2;
    char *units = malloc(undecoded > MIN_ROOM ? undecoded : MIN_ROOM);
    char *window = malloc(undecoded / 2 * 3 + FIRST_WINDOW + 1);
    if (!units || !window) {
        free(units);
        free(window);
        return ak_fail_nomem(err);
    }
    memcpy(units, in->window + in->pos + 2, undecoded);
    free(in->window);
    in->window = window;
    in->cap = undecoded / 2 * 3 + FIRST_WINDOW;
    in->pos = in->len = 0;
    in->units = units;
    in->encoding = little ? ENCODING_UTF16LE : ENCODING_UTF16BE;
    add_units(in, undecoded);
    if (in->end) finish_units(in);
    return AKA_OK;
}

/* ---- reading ---- */

aka_status ak_input_peek(ak_input *in, size_t want, ak_slice *out, aka_error *err)
{
    *out = (ak_slice){NULL, 0};
    if (want > MAX_PEEK) want = MAX_PEEK;
    bool more = true;
    while (more && in->len - in->pos < want) {
        aka_status st = ak_input_extend(in, &more, err);
        if (st == AKA_E_NOMEM || (st && in->pos == in->len)) return st;
    }
    size_t n = in->len - in->pos;
    *out = (ak_slice){in->window + in->pos, n < want ? n : want};
    return AKA_OK;
}

aka_status ak_input_read(ak_input *in, char *out, size_t cap, size_t *n, aka_error *err)
{
    *n = 0;
    bool more;
    if (in->pos == in->len) {
        aka_status st = ak_input_extend(in, &more, err);
        if (st) return st;
    }
    *n = in->len - in->pos;
    if (*n > cap) *n = cap;
    if (*n) memcpy(out, in->window + in->pos, *n);
    in->pos += *n;
    return AKA_OK;
}

/* Takes everything up to and with the next LF. */
static aka_status skip_line(ak_input *in, aka_error *err)
{
    for (bool more = true; more;) {
        const char *lf =
            in->pos < in->len ? memchr(in->window + in->pos, '\n', in->len - in->pos) : NULL;
        if (lf) {
            in->pos = (size_t)(lf - in->window) + 1;
            return AKA_OK;
        }
        in->pos = in->len;
        aka_status st = ak_input_extend(in, &more, err);
        if (st) return st == AKA_E_NOMEM ? st : AKA_OK;
    }
    return AKA_OK;
}

static aka_status fail_long_line(ak_input *in, size_t max, aka_error *err)
{
    aka_status st = skip_line(in, err);
    if (st) return st;
    return ak_fail_at(err, AKA_E_RECORD, in->path, in->line,
        "the line is longer than %zu bytes; it was skipped", max);
}

aka_status ak_input_line(ak_input *in, size_t max, ak_slice *line, bool *more, aka_error *err)
{
    *line = (ak_slice){NULL, 0};
    *more = true;
    size_t seen = 0; /* bytes of the window without a LF */
    const char *lf = NULL;
    for (bool grew = true;;) {
        size_t n = in->len - in->pos;
        if (n > seen) lf = memchr(in->window + in->pos + seen, '\n', n - seen);
        seen = lf ? (size_t)(lf - in->window) - in->pos : n;
        if (lf || !grew || (seen > max && seen - max > 1)) break;
        aka_status st = ak_input_extend(in, &grew, err);
        if (st) return st;
    }
    if (!lf && seen == 0) {
        *more = false;
        return AKA_OK;
    }
    in->line++;
    const char *data = in->window + in->pos;
    size_t len = lf && seen && data[seen - 1] == '\r' ? seen - 1 : seen;
    if (len > max) return fail_long_line(in, max, err);
    *line = (ak_slice){data, len};
    in->pos += lf ? seen + 1 : seen;
    return AKA_OK;
}

uint64_t ak_input_line_number(const ak_input *in)
{
    return in->line;
}

uint64_t ak_input_hash(const ak_input *in)
{
    return XXH3_64bits_digest(in->hash);
}

const char *ak_input_path(const ak_input *in)
{
    return in->path;
}

/* ---- opening ---- */

static aka_status begin_gzip(ak_input *in)
{
    /* 16: a gzip header; 15: the largest window there is. */
    if (inflateInit2(&in->zlib, 16 + 15) != Z_OK) return ak_fail_nomem(&in->error);
    in->zlib_ready = in->in_member = true;
    in->decode = decode_gzip;
    return AKA_OK;
}

static aka_status begin_zstd(ak_input *in)
{
    in->zstd = ZSTD_createDStream();
    if (!in->zstd || ZSTD_isError(ZSTD_initDStream(in->zstd))) return ak_fail_nomem(&in->error);
    ZSTD_DCtx_setParameter(in->zstd, ZSTD_d_windowLogMax, MAX_WINDOW_LOG);
    in->decode = decode_zstd;
    return AKA_OK;
}

static aka_status find_compression(ak_input *in)
{
    while (in->stored_len < 4 && !in->stored_end) {
        aka_status st = read_stored(in);
        if (st) return st;
    }
    ak_slice head = {(const char *)in->stored, in->stored_len};
    in->decode = copy_plain;
    if (ak_slice_starts(head, AK_LIT("\x1F\x8B\x08"))) return begin_gzip(in);
    bool skippable = head.len >= 4 && (head.data[0] & 0xF0) == 0x50 &&
                     memcmp(head.data + 1, "\x2A\x4D\x18", 3) == 0;
    if (skippable || ak_slice_starts(head, AK_LIT("\x28\xB5\x2F\xFD"))) return begin_zstd(in);
    return AKA_OK;
}

static aka_status open_file(ak_input *in, const char *path)
{
    if (!path) return AKA_OK;
    if (in->is_stdin) {
        in->fd = STDIN_FILENO;
        return AKA_OK;
    }
    in->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (in->fd >= 0) return AKA_OK;
    return ak_fail_at(&in->error, AKA_E_IO, path, 0, "cannot be opened: %s", strerror(errno));
}

static aka_status prepare(ak_input *in, const char *path)
{
    in->path = strdup(in->is_stdin ? "standard input" : path ? path : "");
    in->stored = malloc(STORED_CHUNK);
    in->window = malloc(FIRST_WINDOW + 1);
    in->cap = FIRST_WINDOW;
    in->hash = XXH3_createState();
    if (!in->path || !in->stored || !in->window || !in->hash) return ak_fail_nomem(&in->error);
    XXH3_64bits_reset(in->hash);
    aka_status st = open_file(in, path);
    return st ? st : find_compression(in);
}

/* path: NULL for bytes in memory. */
static aka_status open_input(const char *path, ak_slice bytes, ak_input **out, aka_error *err)
{
    *out = NULL;
    ak_input *in = calloc(1, sizeof *in);
    if (!in) return ak_fail_nomem(err);
    in->fd = -1;
    in->memory = bytes;
    in->is_stdin = path && strcmp(path, "-") == 0;
    aka_status st = prepare(in, path);
    if (st) {
        if (err) *err = in->error;
        ak_input_close(in);
        return st;
    }
    *out = in;
    return AKA_OK;
}

aka_status ak_input_open(const char *path, ak_input **out, aka_error *err)
{
    return open_input(path, (ak_slice){0}, out, err);
}

aka_status ak_input_open_bytes(ak_slice bytes, ak_input **out, aka_error *err)
{
    return open_input(NULL, bytes, out, err);
}

void ak_input_close(ak_input *in)
{
    if (!in) return;
    if (in->fd >= 0 && !in->is_stdin) close(in->fd);
    if (in->zlib_ready) inflateEnd(&in->zlib);
    ZSTD_freeDStream(in->zstd);
    XXH3_freeState(in->hash);
    free(in->stored);
    free(in->units);
    free(in->window);
    free(in->path);
    free(in);
}
