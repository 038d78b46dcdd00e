/* SWIFT MT: a file into messages, a message into blocks, a text block into fields. */
#include "scan/mt.h"

#include "scan/foreign.h"

#include <stdlib.h>

/* A kind of field is counted by its tag: two digits and perhaps a letter. */
#define TAGS (100 * 27)

typedef struct reader {
    ak_payment_out *out;
    ak_input *in;
    ak_placer placer;
    ak_vec lines; /* ak_line: of the field at hand */
    /* Of the message at hand: */
    uint32_t repetitions[TAGS];
    size_t terminals; /* parties that only carry it */
    bool free;        /* about service or free format: no party is expected */
} reader;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_break(char c)
{
    return c == '\n' || c == '\r';
}

/* What may stand between messages: line breaks, blanks, the marks of batch files, a byte order
 * mark, 0 bytes (strchr finds the terminator). */
static bool is_between(char c)
{
    return is_break(c) || strchr(" \t$\x01\x03\xEF\xBB\xBF", c) != NULL;
}

static bool begins_block(ak_slice s, size_t i)
{
    return i + 2 < s.len && s.data[i] == '{' && is_digit(s.data[i + 1]) && s.data[i + 2] == ':';
}

/* ---- fields ---- */

/* Length of ":59F:" at i, 0 where no field begins there. */
static size_t tag_length(ak_slice s, size_t i)
{
    if (i + 3 >= s.len || s.data[i] != ':' || !is_digit(s.data[i + 1]) || !is_digit(s.data[i + 2]))
        return 0;
    if (s.data[i + 3] == ':') return 4;
    bool letter = s.data[i + 3] >= 'A' && s.data[i + 3] <= 'Z';
    return letter && i + 4 < s.len && s.data[i + 4] == ':' ? 5 : 0;
}

static bool add_line(reader *r, ak_slice s, size_t from, size_t to, uint64_t offset)
{
    ak_line *line = ak_vec_push(&r->lines, sizeof *line);
    if (!line) {
        ak_payment_out_nomem(r->out);
        return false;
    }
    *line = (ak_line){ak_slice_sub(s, from, to), offset + from, to - from >= AK_LINE_FULL};
    return true;
}

/* Position behind the line break at i (CR LF, LF or CR), or i at the end. */
static size_t behind_break(ak_slice s, size_t i)
{
    if (i < s.len && s.data[i] == '\r')
        return i + 1 < s.len && s.data[i + 1] == '\n' ? i + 2 : i + 1;
    return i < s.len ? i + 1 : i;
}

static size_t line_end(ak_slice s, size_t i)
{
    while (i < s.len && !is_break(s.data[i])) i++;
    return i;
}

/* The field whose tag of `tag` bytes is at i. Returns where the next one, or the rest, begins. */
static size_t read_field(reader *r, ak_slice s, size_t i, size_t tag, uint64_t offset)
{
    ak_mt_field field = {0};
    memcpy(field.tag, s.data + i + 1, tag - 2);
    size_t number = (size_t)(field.tag[0] - '0') * 10 + (size_t)(field.tag[1] - '0');
    size_t letter = field.tag[2] ? (size_t)(field.tag[2] - 'A') + 1 : 0;
    field.repetition = ++r->repetitions[number * 27 + letter];
    r->lines.count = 0;
    i += tag;
    do {
        size_t end = line_end(s, i);
        if (!add_line(r, s, i, end, offset)) return s.len;
        i = behind_break(s, end);
    } while (i < s.len && tag_length(s, i) == 0);
    field.lines = r->lines.data;
    field.count = r->lines.count;
    ak_mt_field_read(r->out, &field, &r->placer);
    return i;
}

/* The fields of a text block; offset: of s in the file. */
static void read_fields(reader *r, ak_slice s, uint64_t offset)
{
    size_t i = 0;
    bool stray = false;
    while (i < s.len && r->out->status == AKA_OK) {
        size_t tag = tag_length(s, i);
        if (tag) {
            i = read_field(r, s, i, tag, offset);
            continue;
        }
        size_t end = line_end(s, i);
        ak_slice line = ak_slice_sub(s, i, end);
        if (!stray && ak_payment_has_words(line)) {
            stray = true;
            ak_payment_out_problem(
                r->out, offset + i, "", "text before the first field; it is read as free text");
        }
        ak_placer_reset(&r->placer);
        ak_placer_add(&r->placer, line, offset + i, line.len);
        const ak_placed placed = ak_placer_view(&r->placer);
        ak_payment_out_text(r->out, "{4:}", &placed);
        i = behind_break(s, end);
    }
}

/* ---- blocks ---- */

/* End of a block other than the text: behind the brace that closes the one at i; the message's end
 * where there is none. */
static size_t block_end(ak_slice s, size_t i)
{
    size_t depth = 0;
    for (; i < s.len; i++) {
        if (s.data[i] == '{') depth++;
        if (s.data[i] == '}' && --depth == 0) return i + 1;
    }
    return s.len;
}

/* End of a text block that begins at i: the "-" of a line "-}", or SIZE_MAX where it is not closed.
 */
static size_t text_end(ak_slice s, size_t i)
{
    for (; i < s.len; i = behind_break(s, line_end(s, i)))
        if (s.data[i] == '-' && (i + 1 == s.len || s.data[i + 1] == '}')) return i;
    return SIZE_MAX;
}

/* A logical terminal's address (BIC, terminal letter, branch) as a party. */
static void read_terminal(
    reader *r, ak_slice s, size_t at, const char *role, const char *path, uint64_t offset)
{
    ak_slice bic = ak_slice_sub(s, at, at + 8), branch = ak_slice_sub(s, at + 9, at + 12);
    char whole[11];
    if (!ak_payment_is_bic(bic)) return;
    ak_payment_out_begin(r->out, role, path);
    ak_payment_out_piece(r->out, "swiftBic", path, bic, offset + at, 8);
    if (branch.len == 3) {
        memcpy(whole, bic.data, 8);
        memcpy(whole + 8, branch.data, 3);
        ak_slice bic11 = {whole, sizeof whole};
        if (ak_payment_is_bic(bic11) && !ak_slice_is(branch, "XXX"))
            ak_payment_out_piece(r->out, "swiftBic", path, bic11, offset + at, 12);
    }
    ak_payment_out_end(r->out);
}

/* Block 1, "{1:F01" and our own terminal; block 2, "{2:I103" and the receiver's, or "{2:O103",
 * time, date and the sender's. */
static void read_header(reader *r, ak_slice block, uint64_t offset, bool output)
{
    if (block.data[1] == '1')
        read_terminal(r, block, 6, output ? "receiver" : "sender", "{1:}", offset);
    if (block.data[1] != '2') return;
    if (block.len > 6) r->free = block.data[5] == '9'; /* "{2:I199": n90 to n99 */
    read_terminal(r, block, output ? 17 : 7, output ? "sender" : "receiver", "{2:}", offset);
}

/* The text block at i. Returns where it ends. */
static size_t read_text_block(reader *r, ak_slice s, size_t i, uint64_t offset)
{
    size_t from = i + 3;
    if (from < s.len && s.data[from] == '{') { /* a service message */
        r->free = true;
        return block_end(s, i);
    }
    while (from < s.len && (is_break(s.data[from]) || s.data[from] == ' ')) from++;
    size_t to = text_end(s, from), end = to == SIZE_MAX ? s.len : to + 2;
    if (to == SIZE_MAX)
        ak_payment_out_problem(r->out, offset + s.len, "{4:}",
            "the text block is not closed by \"-}\"; what is there is read");
    read_fields(r, ak_slice_sub(s, from, to < s.len ? to : s.len), offset + from);
    return end < s.len ? end : s.len;
}

/* ---- messages ---- */

static void read_blocks(reader *r, ak_slice s, uint64_t offset)
{
    bool text = false, output = ak_slice_find(ak_slice_sub(s, 0, 256), AK_LIT("{2:O"), 0) < s.len;
    size_t i = 0;
    while (i < s.len && r->out->status == AKA_OK) {
        if (!begins_block(s, i)) {
            /* Trailers such as {S:{SAC:}} and what separates messages. */
            size_t end = s.data[i] == '{' ? block_end(s, i) : i + 1;
            if (s.data[i] != '{' && !is_between(s.data[i])) {
                end = s.len;
                ak_payment_out_problem(r->out, offset + i, "",
                    "no block begins here; the rest of the message is read as free text");
                read_fields(r, ak_slice_sub(s, i, s.len), offset + i);
            }
            i = end;
            continue;
        }
        if (s.data[i + 1] == '4') {
            text = true;
            i = read_text_block(r, s, i, offset);
            continue;
        }
        size_t end = block_end(s, i);
        size_t before = r->out->parties;
        read_header(r, ak_slice_sub(s, i, end), offset + i, output);
        r->terminals += r->out->parties - before;
        i = end;
    }
    if (!text) ak_payment_out_problem(r->out, offset, "", "a message without a text block {4:");
}

/* A text block alone, perhaps closed by a line "-". */
static void read_bare(reader *r, ak_slice s, uint64_t offset)
{
    size_t to = s.len;
    while (to && is_between(s.data[to - 1])) to--;
    if (to >= 2 && s.data[to - 2] == '-' && s.data[to - 1] == '}') to--;
    if (to && s.data[to - 1] == '-' && (to == 1 || is_break(s.data[to - 2]))) to--;
    read_fields(r, ak_slice_sub(s, 0, to), offset);
}

static void tell_foreign(ak_payment_out *out, ak_slice s, uint64_t offset)
{
    ak_foreign foreign = {0};
    ak_foreign_look(&foreign, s, offset);
    if (foreign.places)
        ak_payment_out_problem(out, foreign.first, "", AK_FOREIGN_FORMAT, AK_FOREIGN_ARGS(foreign));
}

static void read_message(reader *r, ak_slice s, uint64_t offset)
{
    ak_payment_out *out = r->out;
    out->message++;
    out->parties = 0;
    out->window = s.data;
    out->window_len = s.len;
    out->window_offset = offset;
    memset(r->repetitions, 0, sizeof r->repetitions);
    r->terminals = 0;
    r->free = false;
    tell_foreign(out, s, offset);
    if (s.data[0] == '{')
        read_blocks(r, s, offset);
    else
        read_bare(r, s, offset);
    if (out->parties == r->terminals && !r->free)
        ak_payment_out_problem(out, offset, "", "no party in this message");
}

/* A text block alone that follows a message in blocks. */
static bool begins_bare(ak_slice s, size_t i)
{
    if (!is_break(s.data[i - 1]) || tag_length(s, i) == 0) return false;
    while (i > 0 && is_between(s.data[i - 1])) i--;
    return i > 0 && s.data[i - 1] == '}';
}

/* Where a message that begins like `first` ends: at the next one that begins like it, or behind a
 * line "-" that closes a text block alone. SIZE_MAX where that is not in sight; *seen: bytes that
 * need not be looked at again. */
static size_t message_end(ak_slice s, size_t *seen)
{
    for (size_t i = *seen ? *seen : 1; i < s.len; i++) {
        char before = s.data[i - 1];
        if (s.len - i < 4) break;
        *seen = i;
        if (begins_block(s, i) && (before == '}' || is_between(before)) &&
            (s.data[i + 1] == '1' || (s.data[0] == '{' && s.data[i + 1] == s.data[1]) ||
                s.data[0] != '{'))
            return i;
        if (s.data[0] == '{' && s.data[i] == ':' && begins_bare(s, i)) return i;
        if (s.data[0] == '{' || !is_break(before) || s.data[i] != '-') continue;
        if (is_break(s.data[i + 1]) || s.data[i + 1] == '$') return i + 1;
        if (s.data[i + 1] == '}') return i + 2;
    }
    return SIZE_MAX;
}

/* Bytes of the next message in the window, extending it as needed; 0 at the end of the file. A
 * message over the limit is cut there, and said so. */
static size_t next_message(reader *r, uint64_t offset)
{
    size_t seen = 0, len, end;
    bool more = true;
    for (;;) {
        char *window = ak_input_window(r->in, &len);
        end = message_end((ak_slice){window, len}, &seen);
        if (end != SIZE_MAX && end <= AK_PAYMENT_MAX_MESSAGE) return end;
        if (len > AK_PAYMENT_MAX_MESSAGE) break;
        if (!more) return len;
        r->out->status = ak_input_extend(r->in, &more, r->out->err);
        if (r->out->status) return 0;
    }
    ak_payment_out_problem(r->out, offset, "",
        "a message of more than %d bytes; what follows is read as another", AK_PAYMENT_MAX_MESSAGE);
    return AK_PAYMENT_MAX_MESSAGE;
}

/* Takes what separates messages; *more = false at the end of the file. */
static void skip_between(reader *r, uint64_t *offset, bool *more)
{
    for (*more = true; *more && r->out->status == AKA_OK;) {
        size_t len, n = 0;
        const char *window = ak_input_window(r->in, &len);
        while (n < len && is_between(window[n])) n++;
        ak_payment_out_take(r->out, r->in, n);
        *offset += n;
        if (n < len) return;
        r->out->status = ak_input_extend(r->in, more, r->out->err);
    }
}

void ak_mt_read(ak_payment_out *out, ak_input *in)
{
    reader *r = calloc(1, sizeof *r);
    if (!r) {
        ak_payment_out_nomem(out);
        return;
    }
    r->out = out;
    r->in = in;
    ak_placer_init(&r->placer, 0);
    uint64_t offset = 0;
    for (bool more = true; out->status == AKA_OK;) {
        skip_between(r, &offset, &more);
        if (!more || out->status) break;
        size_t n = next_message(r, offset), len;
        if (n == 0 || out->status) break;
        read_message(r, (ak_slice){ak_input_window(in, &len), n}, offset);
        ak_payment_out_take(out, in, n);
        offset += n;
    }
    ak_placer_free(&r->placer);
    ak_vec_free(&r->lines);
    free(r);
}
