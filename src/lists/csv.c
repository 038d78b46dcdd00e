/* CSV: finds the end of a row in the input's window, then cuts and unquotes its fields in place.
 * Nothing is changed before the row is known to be good, so that a bad one can be left line by
 * line. */
#include "lists/csv.h"

#include <stdlib.h>

#define DEFAULT_MAX_ROW ((size_t)1 << 20)
#define DEFAULT_MAX_FIELDS 4096
#define MAX_HEADER ((size_t)64 << 10) /* bytes in which a separator is looked for */
#define SUBSTITUTE 0x1A               /* ends text files of CP/M descent */

/* Work on rows that turn out bad is paid from a credit that good bytes earn; a row of several lines
 * may take what is left of it, and always SMALL_ROW. */
#define CREDIT_PER_BYTE 16
#define CREDIT_ROWS 16
#define SMALL_ROW 512

typedef enum { FIELD_START, UNQUOTED, QUOTED, QUOTE_IN_QUOTED } scan_state;

struct ak_csv {
    ak_input *in;
    char separator;
    size_t max_row, max_fields;
    size_t credit;
    uint64_t line;  /* of the first byte of the window */
    bool end;       /* the input has no more than the window */
    size_t pending; /* bytes of the window that belong to the row last given out */
    uint64_t pending_lines;

    ak_slice *fields;
    bool *quoted;
    size_t cap;
};

/* Where the search for the end of a row has come to. Offsets into the window. */
typedef struct scan {
    scan_state state;
    size_t at;         /* first byte not looked at */
    size_t separators; /* outside quotes */
    size_t lines;      /* line feeds, within quotes */
    bool quotes;       /* there are quoted fields */
    bool done;         /* at is behind the row's last byte (its line feed) */
} scan;

aka_status ak_csv_create(ak_input *in, const ak_csv_options *options, ak_csv **out, aka_error *err)
{
    *out = NULL;
    ak_csv *csv = calloc(1, sizeof *csv);
    if (!csv) return ak_fail_nomem(err);
    csv->in = in;
    csv->separator = options && options->separator ? options->separator : ',';
    csv->max_row = options && options->max_row ? options->max_row : DEFAULT_MAX_ROW;
    csv->max_fields = options && options->max_fields ? options->max_fields : DEFAULT_MAX_FIELDS;
    csv->credit = csv->max_row * CREDIT_ROWS;
    csv->line = 1;
    *out = csv;
    return AKA_OK;
}

void ak_csv_free(ak_csv *csv)
{
    if (!csv) return;
    free(csv->fields);
    free(csv->quoted);
    free(csv);
}

/* ---- the end of a row ---- */

/* Outside quotes, at the beginning of a field or within it: one byte on. */
static void scan_byte(scan *s, char c, char separator)
{
    if (c == '\n')
        s->done = true;
    else if (c == separator) {
        s->separators++;
        s->state = FIELD_START;
    } else if (c == '"' && s->state == FIELD_START) {
        s->quotes = true;
        s->state = QUOTED;
    } else if (c == '"' && s->state == QUOTE_IN_QUOTED)
        s->state = QUOTED;
    else
        s->state = UNQUOTED;
}

/* Goes on until the row ends or the n bytes do. */
static void scan_bytes(scan *s, const char *data, size_t n, char separator)
{
    while (s->at < n && !s->done) {
        if (s->state != QUOTED) {
            scan_byte(s, data[s->at++], separator);
            continue;
        }
        const char *quote = memchr(data + s->at, '"', n - s->at);
        s->at = quote ? (size_t)(quote - data) + 1 : n;
        if (quote) s->state = QUOTE_IN_QUOTED;
    }
}

/* ---- bad rows ---- */

/* True where a row may not be read on. Only rows of several lines are read again in part when they
 * turn out bad, so only they need credit. */
static bool too_much(const ak_csv *csv, const scan *s)
{
    size_t limit = csv->credit > SMALL_ROW ? csv->credit : SMALL_ROW;
    if (limit > csv->max_row || s->lines == 0) limit = csv->max_row;
    return s->at > limit || s->separators >= csv->max_fields;
}

/* Takes the rest of the line at the window's beginning. */
static aka_status skip_line(ak_csv *csv, aka_error *err)
{
    for (bool more = true; more;) {
        size_t n;
        const char *data = ak_input_window(csv->in, &n);
        const char *lf = memchr(data, '\n', n);
        ak_input_take(csv->in, lf ? (size_t)(lf - data) + 1 : n);
        if (lf) {
            csv->line++;
            return AKA_OK;
        }
        aka_status st = ak_input_extend(csv->in, &more, err);
        if (st) return st == AKA_E_NOMEM ? st : AKA_OK; /* the next row has it again */
    }
    return AKA_OK;
}

static aka_status fail_row(ak_csv *csv, const scan *s, aka_error *err)
{
    uint64_t line = csv->line;
    csv->credit = csv->credit > s->at ? csv->credit - s->at : 0;
    aka_status st = skip_line(csv, err);
    if (st) return st;
    const char *path = ak_input_path(csv->in);
    if (s->separators >= csv->max_fields)
        return ak_fail_at(err, AKA_E_RECORD, path, line,
            "the row has more than %zu fields; its first line was skipped", csv->max_fields);
    if (s->state == QUOTED)
        return ak_fail_at(err, AKA_E_RECORD, path, line,
            "a quote is opened and not closed within %zu bytes; the line was skipped", s->at);
    return ak_fail_at(err, AKA_E_RECORD, path, line,
        "the row is longer than %zu bytes; its first line was skipped", csv->max_row);
}

/* ---- the fields of a row ---- */

static bool room_for_fields(ak_csv *csv, size_t count)
{
    if (count <= csv->cap) return true;
    size_t cap = count < 32 ? 32 : count * 2;
    ak_slice *fields = realloc(csv->fields, cap * sizeof *fields);
    if (fields) csv->fields = fields;
    bool *quoted = realloc(csv->quoted, cap * sizeof *quoted);
    if (quoted) csv->quoted = quoted;
    if (!fields || !quoted) return false;
    csv->cap = cap;
    return true;
}

/* Takes the quotes off the field at data[*at], in place; *at becomes the offset of the separator
 * behind it, or n. */
static ak_slice unquote(char *data, size_t n, char separator, size_t *at)
{
    size_t from = *at + 1, to = from, i = from;
    while (i < n) {
        if (data[i] != '"') {
            data[to++] = data[i++];
        } else if (i + 1 < n && data[i + 1] == '"') {
            data[to++] = '"';
            i += 2;
        } else {
            i++;
            break;
        }
    }
    while (i < n && data[i] != separator) data[to++] = data[i++];
    data[to] = '\0'; /* over the closing quote or behind the row */
    *at = i;
    return (ak_slice){data + from, to - from};
}

/* Cuts data[0, n), the row without its line end; data[n] may be written. */
static size_t cut_row(ak_csv *csv, char *data, size_t n)
{
    size_t count = 0;
    for (size_t at = 0;; at++) {
        csv->quoted[count] = at < n && data[at] == '"';
        if (csv->quoted[count]) {
            csv->fields[count++] = unquote(data, n, csv->separator, &at);
        } else {
            char *end = at < n ? memchr(data + at, csv->separator, n - at) : NULL;
            if (!end) end = data + n;
            csv->fields[count++] = (ak_slice){data + at, (size_t)(end - data) - at};
            at = (size_t)(end - data);
        }
        if (at >= n) break;
        data[at] = '\0';
    }
    data[n] = '\0';
    return count;
}

/* ---- rows ---- */

/* Kept out of line, where the compiler has registers for it: half the time of a plain row. */
__attribute__((noinline)) static size_t count_byte(const char *data, size_t n, char c)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++) count += data[i] == c;
    return count;
}

/* A line without quotes is a row, whatever is in it. */
static bool scan_plain_line(scan *s, const char *data, size_t n, char separator)
{
    if (s->at || memchr(data, '"', n)) return false;
    s->separators = count_byte(data, n, separator);
    s->at = n;
    s->done = true;
    return true;
}

/* Scans what the window holds of the row, line by line. False where it is too much. */
static bool scan_window(ak_csv *csv, scan *s)
{
    size_t n;
    const char *data = ak_input_window(csv->in, &n);
    if (n && data[n - 1] == SUBSTITUTE) n--; /* to be seen when it proves not to be the last */
    while (s->at < n && !s->done) {
        const char *lf = memchr(data + s->at, '\n', n - s->at);
        size_t to = lf ? (size_t)(lf - data) + 1 : n;
        if (!lf || !scan_plain_line(s, data, to, csv->separator))
            scan_bytes(s, data, to, csv->separator);
        if (too_much(csv, s)) return false;
        if (lf && !s->done) s->lines++;
    }
    return true;
}

/* Finds the row at the window's beginning. AKA_E_RECORD: it is bad (the caller reports). */
static aka_status find_row(ak_csv *csv, scan *s, aka_error *err)
{
    for (;;) {
        if (!scan_window(csv, s)) return AKA_E_RECORD;
        if (s->done) return AKA_OK;
        if (csv->end) return s->state == QUOTED ? AKA_E_RECORD : AKA_OK;
        bool more;
        aka_status st = ak_input_extend(csv->in, &more, err);
        if (st) return st;
        csv->end = !more;
    }
}

static void take_pending(ak_csv *csv)
{
    ak_input_take(csv->in, csv->pending);
    csv->line += csv->pending_lines;
    csv->pending = csv->pending_lines = 0;
}

aka_status ak_csv_next(ak_csv *csv, ak_csv_row *row, bool *more, aka_error *err)
{
    *more = true;
    *row = (ak_csv_row){0};
    for (;;) {
        take_pending(csv);
        scan s = {0};
        aka_status st = find_row(csv, &s, err);
        if (st == AKA_E_RECORD) return fail_row(csv, &s, err);
        if (st) return st;
        size_t n;
        char *data = ak_input_window(csv->in, &n);
        csv->pending = s.done ? s.at : n; /* a last row takes a byte 0x1A with it */
        n = s.at;
        csv->pending_lines = s.lines + (s.done ? 1 : 0);
        if (s.done) n--;
        if (n && data[n - 1] == '\r') n--;
        if (n == 0) {
            if (s.done) continue;
            *more = false;
            return AKA_OK;
        }
        if (!room_for_fields(csv, s.separators + 1)) return ak_fail_nomem(err);
        csv->credit += n * CREDIT_PER_BYTE;
        if (csv->credit > csv->max_row * CREDIT_ROWS) csv->credit = csv->max_row * CREDIT_ROWS;
        *row = (ak_csv_row){csv->fields, csv->quoted, cut_row(csv, data, n), csv->line};
        return AKA_OK;
    }
}

/* ---- the separator ---- */

/* True where head has the whole of its first line that is not empty. */
static bool sniff(ak_slice head, char *separator)
{
    static const char separators[] = ",;\t|";
    size_t counts[sizeof separators - 1] = {0}, best = 0;
    bool quoted = false, any = false, whole = false;
    for (size_t i = 0; i < head.len && !whole; i++) {
        char c = head.data[i];
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        whole = c == '\n' && any;
        any = any || (c != '\n' && c != '\r');
        const char *known = c ? strchr(separators, c) : NULL;
        if (known) counts[known - separators]++;
    }
    for (size_t i = 1; i < sizeof separators - 1; i++)
        if (counts[i] > counts[best]) best = i;
    *separator = separators[best];
    return whole;
}

char ak_csv_sniff(ak_slice head)
{
    char separator;
    (void)sniff(head, &separator);
    return separator;
}

aka_status ak_csv_open(ak_input *in, ak_csv **out, aka_error *err)
{
    *out = NULL;
    ak_csv_options options = {0};
    aka_status st = ak_input_decode_text(in, err);
    if (st) return st;
    /* No more is read than the header needs: what comes by a pipe may come slowly. */
    for (bool more = true; more;) {
        size_t n;
        const char *data = ak_input_window(in, &n);
        if (sniff((ak_slice){data, n}, &options.separator) || n >= MAX_HEADER) break;
        st = ak_input_extend(in, &more, err);
        if (st == AKA_E_NOMEM) return st;
        if (st) break; /* the first row has it again */
    }
    return ak_csv_create(in, &options, out, err);
}
