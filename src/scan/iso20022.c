/* ISO 20022: documents from a stream, on expat. The input's window keeps the bytes of the party or
 * text at hand, and no more. */
#include "scan/iso20022_parser.h"

#include <stdio.h>
#include <stdlib.h>

#define MAX_TOKEN (1u << 20) /* bytes of one tag or comment */

/* Takes from the window what nobody needs any more. fed: end of what expat was given. */
static void release(ak_iso_parser *p, uint64_t fed)
{
    uint64_t keep = ak_iso_position(p);
    if (fed - keep > MAX_TOKEN) ak_iso_stop(p, "a tag or comment of more than 1 MiB");
    if (p->party_begin < keep) keep = p->party_begin;
    if (p->text_begin < keep) keep = p->text_begin;
    if (p->row_begin < keep && keep - p->row_begin > AK_ISO_ROW_SPAN) ak_iso_forget_row(p);
    if (p->row_begin < keep) keep = p->row_begin;
    if (keep <= p->out->window_offset) return;
    ak_payment_out_take(p->out, p->in, (size_t)(keep - p->out->window_offset));
    p->out->window_offset = keep;
}

static void look_at_window(ak_iso_parser *p)
{
    p->out->window = ak_input_window(p->in, &p->out->window_len);
}

/* Feeds the window from *fed on; the end of the file where there is nothing more. */
static void feed(ak_iso_parser *p, uint64_t *fed, bool last)
{
    look_at_window(p);
    size_t from = (size_t)(*fed - p->out->window_offset), n = p->out->window_len - from;
    if (n > MAX_TOKEN) n = MAX_TOKEN;
    enum XML_Status st = XML_Parse(p->expat, p->out->window + from, (int)n, last && n == 0);
    *fed += n;
    if (st != XML_STATUS_ERROR || ak_iso_is_stopped(p)) return;
    enum XML_Error code = XML_GetErrorCode(p->expat);
    if (code == XML_ERROR_NO_MEMORY) ak_payment_out_nomem(p->out);
    bool early = last && (code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN ||
                             code == XML_ERROR_UNCLOSED_CDATA_SECTION);
    snprintf(p->reason, sizeof p->reason, "%s",
        early ? "the document ends too early" : XML_ErrorString(code));
}

static void feed_all(ak_iso_parser *p)
{
    uint64_t fed = p->document;
    bool more = true;
    while (!ak_iso_is_stopped(p)) {
        look_at_window(p);
        bool rest = fed < p->out->window_offset + p->out->window_len;
        if (rest || !more) {
            feed(p, &fed, !more);
            if (!ak_iso_is_stopped(p)) ak_iso_split_party(p);
            if (!ak_iso_is_stopped(p)) release(p, fed);
            continue;
        }
        p->out->status = ak_input_extend(p->in, &more, p->out->err);
    }
}

static bool start_parser(ak_iso_parser *p)
{
    static const XML_Memory_Handling_Suite memory = {malloc, realloc, free};
    p->expat = XML_ParserCreate_MM(NULL, &memory, NULL);
    if (!p->expat) {
        ak_payment_out_nomem(p->out);
        return false;
    }
    ak_iso_set_handlers(p);
    ak_iso_set_encodings(p);
    return true;
}

static void forget_document(ak_iso_parser *p)
{
    p->depth = p->message_depth = p->header_depth = p->skip_depth = 0;
    p->header_before = p->found_message = p->doctype = p->done = false;
    p->told_text = p->told_party = false;
    p->reason[0] = '\0';
    p->party_begin = p->text_begin = p->row_begin = AK_ISO_NOWHERE;
    ak_buf_reset(&p->path);
    ak_placer_reset(&p->text);
    ak_placer_reset(&p->name);
    ak_placer_reset(&p->row);
}

/* What was read of a document that breaks off is handed out. */
static void break_off(ak_iso_parser *p)
{
    uint64_t at = ak_iso_position(p);
    look_at_window(p);
    ak_iso_end_text(p, false);
    ak_payment_out_end(p->out);
    ak_payment_out_problem(p->out, at, ak_iso_path(p),
        "%s; the rest of the document is not read (line %lu of it)", p->reason,
        (unsigned long)XML_GetCurrentLineNumber(p->expat));
}

/* Reads one document from p->document on; where it ended. */
static uint64_t read_document(ak_iso_parser *p)
{
    uint64_t end = p->document;
    forget_document(p);
    if (!start_parser(p)) return end;
    feed_all(p);
    end = ak_iso_position(p);
    if (p->done) end += (uint64_t)XML_GetCurrentByteCount(p->expat);
    if (p->reason[0] && !p->out->status)
        break_off(p);
    else if (!p->found_message)
        ak_payment_out_problem(p->out, p->document, "", "no payment message in this document");
    XML_ParserFree(p->expat);
    p->expat = NULL;
    return end;
}

/* Takes everything before `at`. */
static void take_to(ak_iso_parser *p, uint64_t at)
{
    uint64_t n = at > p->out->window_offset ? at - p->out->window_offset : 0;
    look_at_window(p);
    if (n > p->out->window_len) n = p->out->window_len;
    ak_payment_out_take(p->out, p->in, (size_t)n);
    p->out->window_offset += n;
    look_at_window(p);
}

static bool extend(ak_iso_parser *p)
{
    bool more = false;
    if (!p->out->status) p->out->status = ak_input_extend(p->in, &more, p->out->err);
    look_at_window(p);
    return more && !p->out->status;
}

/* Whether a document or message begins with the "<" that s begins with. */
static bool begins_document(ak_slice s, bool declared)
{
    if (ak_slice_starts(s, AK_LIT("<?xml "))) return true;
    size_t i = 1, from = 1;
    for (; i < s.len && i < AK_ISO_MAX_NAME && !strchr(" \t\r\n/>", s.data[i]); i++)
        if (s.data[i] == ':') from = i + 1;
    ak_slice name = ak_slice_sub(s, from, i);
    return !declared && (ak_slice_is(name, "Document") || ak_slice_is(name, "AppHdr"));
}

/* Goes on to where the next document may begin; false at the end of the file. declared: only at an
 * XML declaration. */
static bool find_document(ak_iso_parser *p, bool declared)
{
    for (;;) {
        look_at_window(p);
        ak_slice s = {p->out->window, p->out->window_len};
        for (size_t i = 0; i < s.len; i++) {
            if (s.data[i] != '<' || !begins_document(ak_slice_sub(s, i, s.len), declared)) continue;
            take_to(p, p->out->window_offset + i);
            return true;
        }
        if (s.len > AK_ISO_MAX_NAME) take_to(p, p->out->window_offset + s.len - AK_ISO_MAX_NAME);
        if (!extend(p)) return false;
    }
}

/* Takes blanks; false at the end of the file. */
static bool skip_blanks(ak_iso_parser *p)
{
    for (;;) {
        look_at_window(p);
        size_t n = 0;
        while (n < p->out->window_len && strchr(" \t\r\n", p->out->window[n])) n++;
        take_to(p, p->out->window_offset + n);
        if (p->out->window_len) return true;
        if (!extend(p)) return false;
    }
}

static void read_all(ak_iso_parser *p)
{
    bool broken = false;
    while (!p->out->status && skip_blanks(p)) {
        bool tag =
            p->out->window[0] == '<' && !(p->out->window_len > 1 && p->out->window[1] == '/');
        if (p->out->message && !tag) {
            if (!broken)
                ak_payment_out_problem(
                    p->out, p->out->window_offset, "", "text between documents; it is not read");
            if (!find_document(p, false)) return;
        }
        p->document = p->out->window_offset;
        uint64_t end = read_document(p);
        bool failed = p->reason[0] != '\0', doctype = p->doctype;
        take_to(p, failed && end == p->document ? end + 1 : end);
        broken |= failed;
        if (failed && !p->out->status && !find_document(p, doctype)) return;
    }
}

void ak_iso_read(ak_payment_out *out, ak_input *in)
{
    ak_iso_parser *p = calloc(1, sizeof *p);
    if (!p) {
        ak_payment_out_nomem(out);
        return;
    }
    p->out = out;
    p->in = in;
    ak_buf_init(&p->path, 0);
    ak_placer_init(&p->text, 0);
    ak_placer_init(&p->name, 0);
    ak_placer_init(&p->row, 0);
    ak_placer_init(&p->wrapped, 0);
    read_all(p);
    ak_buf_free(&p->path);
    ak_placer_free(&p->text);
    ak_placer_free(&p->name);
    ak_placer_free(&p->row);
    ak_placer_free(&p->wrapped);
    free(p);
}
