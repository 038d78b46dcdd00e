/* ISO 20022: documents from a stream, on expat; elements become parties and texts as they end. The
 * input's window keeps the bytes of the party or text at hand, and no more. */
#include "scan/iso20022.h"

#include "text/utf8.h"

#include <expat.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_TOKEN (1u << 20) /* bytes of one tag or comment */
#define MAX_NAME 80          /* longer names of elements are none of ISO 20022 */
#define NOWHERE UINT64_MAX

typedef struct level {
    size_t name_at, name_len; /* in the path */
    size_t path_len;          /* up to and with this element */
    const char *role;         /* of a party element, else NULL */
    char last_child[MAX_NAME];
    uint32_t repeated; /* how often last_child stands in a row */
    bool has_child, is_document;
} level;

typedef struct parser {
    ak_payment_out *out;
    ak_input *in;
    XML_Parser expat;
    uint64_t document; /* where the document begins in the file */
    level levels[AK_PAYMENT_MAX_DEPTH];
    size_t depth;
    size_t message_depth; /* of the message element, 0 outside */
    size_t header_depth;  /* of the AppHdr, 0 outside */
    size_t skip_depth;    /* of an element that is not read, 0 outside */
    bool header_before;   /* the next message has had its header */
    bool found_message;   /* in this document */
    ak_buf path;
    ak_placer text;      /* of the element at hand, since its last tag */
    uint64_t text_begin; /* NOWHERE while there is none */
    uint64_t party_begin;
    bool told_text, told_party; /* that the one at hand is too long */
    char reason[256];           /* ends the document: why */
    bool doctype;               /* that was why */
    bool done;                  /* the root was closed */
} parser;

static uint64_t position(const parser *p)
{
    XML_Index i = XML_GetCurrentByteIndex(p->expat);
    return p->document + (i < 0 ? 0 : (uint64_t)i);
}

static bool is_stopped(const parser *p)
{
    return p->out->status || p->reason[0] || p->done;
}

static void stop_document(parser *p, const char *reason)
{
    if (!p->reason[0]) snprintf(p->reason, sizeof p->reason, "%s", reason);
    XML_StopParser(p->expat, XML_FALSE);
}

/* After a call that may have failed. */
static void check(parser *p)
{
    if (p->out->status) XML_StopParser(p->expat, XML_FALSE);
}

static ak_slice local_name(const char *name)
{
    const char *colon = strrchr(name, ':');
    return ak_slice_of(colon ? colon + 1 : name);
}

static bool is_inside(const parser *p)
{
    return (p->message_depth || p->header_depth) && !p->skip_depth;
}

/* ---- paths ---- */

static const char *path(const parser *p)
{
    return p->path.data ? p->path.data : "";
}

static ak_slice name_at(const parser *p, size_t depth)
{
    if (depth == 0 || depth > p->depth) return (ak_slice){NULL, 0};
    const level *l = &p->levels[depth - 1];
    return ak_slice_sub(ak_buf_slice(&p->path), l->name_at, l->name_at + l->name_len);
}

/* How many elements of that name stand in a row below the open one, this one included. */
static uint32_t count_child(parser *p, ak_slice name)
{
    if (p->depth == 0) return 1;
    level *parent = &p->levels[p->depth - 1];
    if (ak_slice_is(name, parent->last_child)) return ++parent->repeated;
    memcpy(parent->last_child, name.data, name.len);
    parent->last_child[name.len] = '\0';
    return parent->repeated = 1;
}

/* Appends "/name" or "/name[2]" to the path. */
static void push_path(parser *p, ak_slice name, level *l)
{
    uint32_t n = count_child(p, name);
    if (p->path.len) ak_buf_addc(&p->path, '/');
    l->name_at = p->path.len;
    l->name_len = name.len;
    ak_buf_add(&p->path, name);
    if (n > 1 || ak_iso_is_numbered(name)) ak_buf_addf(&p->path, "[%u]", (unsigned)n);
    if (p->path.failed) ak_payment_out_nomem(p->out);
}

/* ---- parties ---- */

static const level *open_party(const parser *p)
{
    for (size_t d = p->depth; d > 0; d--)
        if (p->levels[d - 1].role) return &p->levels[d - 1];
    return NULL;
}

static void begin_party(parser *p, const level *l)
{
    char *cut = p->path.data + l->path_len, kept = *cut;
    *cut = '\0';
    ak_payment_out_begin(p->out, l->role, p->path.data);
    *cut = kept;
    p->party_begin = position(p);
}

/* A party within a party is another one: what is known of the outer one is handed out. The generic
 * "Pty" and "Agt" only wrap. */
static void enter_party(parser *p, ak_slice name, level *l)
{
    const level *outer = open_party(p);
    if (outer && (ak_slice_is(name, "Pty") || ak_slice_is(name, "Agt"))) return;
    l->role = ak_iso_role(name);
    if (l->role && outer) ak_payment_out_end(p->out);
}

static void leave_party(parser *p, level *l)
{
    if (!l->role) return;
    l->role = NULL;
    p->told_party = false;
    ak_payment_out_end(p->out);
    p->party_begin = NOWHERE;
    const level *outer = open_party(p);
    if (outer) begin_party(p, outer);
}

/* ---- texts ---- */

static void put_text(parser *p)
{
    const ak_placed placed = ak_placer_view(&p->text);
    ak_payment_out_text(p->out, path(p), &placed);
}

static void put_value(parser *p, ak_iso_use use, const char *property)
{
    const ak_placed placed = ak_placer_view(&p->text);
    ak_slice text = ak_slice_trim(placed.text);
    size_t begin = (size_t)(text.data - placed.text.data), length;
    uint64_t offset;
    if (!ak_placed_range(&placed, begin, begin + text.len, &offset, &length)) return;
    if (use == AK_ISO_BIC)
        ak_payment_out_bic(p->out, path(p), text, offset, length);
    else if (use == AK_ISO_ACCOUNT)
        ak_payment_out_account(p->out, path(p), text, offset, length);
    else
        ak_payment_out_piece(p->out, property, path(p), text, offset, length);
}

/* The text of an element without children; one without a party around it is a party by itself. */
static void put_leaf(parser *p)
{
    const char *property = NULL;
    ak_slice text = ak_slice_trim(ak_buf_slice(&p->text.text));
    ak_slice parent = name_at(p, p->depth - 1);
    ak_iso_use use =
        ak_iso_use_of(name_at(p, p->depth), parent, name_at(p, p->depth - 2), &property);
    if (text.len == 0) {
        if (use == AK_ISO_PROPERTY && strcmp(property, "name") == 0)
            ak_payment_out_problem(p->out, position(p), path(p), "the name is empty");
        return;
    }
    if (use == AK_ISO_NOTHING) return;
    if (use == AK_ISO_TEXT) {
        if (open_party(p) && ak_slice_is(parent, "PstlAdr"))
            put_value(p, AK_ISO_PROPERTY, "address");
        put_text(p);
        return;
    }
    bool alone = !open_party(p);
    if (alone) ak_payment_out_begin(p->out, "party", path(p));
    put_value(p, use, property);
    if (alone) ak_payment_out_end(p->out);
}

/* A tag ends the text that was before it. */
static void end_text(parser *p, bool leaf)
{
    if (p->text.failed) ak_payment_out_nomem(p->out);
    if (is_inside(p) && p->depth) {
        if (leaf)
            put_leaf(p);
        else if (p->text.text.len)
            put_text(p);
    }
    ak_placer_reset(&p->text);
    p->text_begin = NOWHERE;
}

/* ---- messages ---- */

static void begin_message(parser *p, size_t depth)
{
    if (!p->header_before) {
        p->out->message++;
        p->out->parties = 0;
    }
    p->header_before = false;
    p->found_message = true;
    p->message_depth = depth;
}

/* An element outside of messages: the message itself, its header, or what wraps them. */
static void enter_wrapper(parser *p, ak_slice name, level *l)
{
    l->is_document = ak_slice_is(name, "Document");
    if (ak_iso_message(name)) {
        begin_message(p, p->depth + 1);
    } else if (ak_slice_is(name, "AppHdr")) {
        p->out->message++;
        p->out->parties = 0;
        p->header_before = true;
        p->header_depth = p->depth + 1;
        push_path(p, name, l);
    } else if (p->depth && p->levels[p->depth - 1].is_document) {
        begin_message(p, 0);
        p->skip_depth = p->depth + 1;
        ak_payment_out_problem(p->out, position(p), "",
            "a message of an unknown type, <%.*s>; it is not screened", AK_ARG(name));
    }
}

static void leave_message(parser *p)
{
    if (p->depth == p->message_depth) {
        if (p->out->parties == 0)
            ak_payment_out_problem(p->out, position(p), "", "no party in this message");
        p->message_depth = 0;
    }
    if (p->depth == p->header_depth) p->header_depth = 0;
    if (p->depth == p->skip_depth) p->skip_depth = 0;
}

/* ---- elements ---- */

static void enter_element(parser *p, ak_slice name, level *l)
{
    if (is_inside(p)) {
        p->levels[p->depth - 1].has_child = true;
        push_path(p, name, l);
        if (!p->out->status) enter_party(p, name, l);
    } else if (!p->skip_depth) {
        enter_wrapper(p, name, l);
    }
    l->path_len = p->path.len;
}

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **atts)
{
    parser *p = user;
    ak_slice local = local_name(name);
    (void)atts;
    if (is_stopped(p)) return;
    if (p->depth == AK_PAYMENT_MAX_DEPTH) {
        stop_document(p, "elements are nested more than 64 deep");
        return;
    }
    if (local.len >= MAX_NAME) {
        stop_document(p, "an element has a name of 80 bytes or more");
        return;
    }
    end_text(p, false);
    level *l = &p->levels[p->depth];
    *l = (level){0};
    enter_element(p, local, l);
    p->depth++;
    if (l->role && !p->out->status) begin_party(p, l);
    check(p);
}

static void XMLCALL on_end(void *user, const XML_Char *name)
{
    parser *p = user;
    (void)name;
    if (is_stopped(p) || p->depth == 0) return;
    level *l = &p->levels[p->depth - 1];
    end_text(p, !l->has_child);
    leave_party(p, l);
    leave_message(p);
    p->told_text = false;
    p->depth--;
    p->path.len = p->depth ? p->levels[p->depth - 1].path_len : 0;
    if (p->path.data) p->path.data[p->path.len] = '\0';
    check(p);
    if (p->depth == 0) {
        p->done = true;
        XML_StopParser(p->expat, XML_FALSE);
    }
}

/* Another encoding than UTF-8: code point by code point where their widths in the file are plain,
 * else as a whole (an entity, a line break). */
static void add_converted(parser *p, ak_slice s, uint64_t at, size_t file_len)
{
    size_t units = 0, points = ak_utf8_count(s);
    for (size_t i = 0; i < s.len; i++) units += ((unsigned char)s.data[i] & 0xC0) != 0x80 ? 1u : 0u;
    for (size_t i = 0; i < s.len; i++) units += (unsigned char)s.data[i] >= 0xF0 ? 1u : 0u;
    size_t width = file_len == points ? 1 : file_len == 2 * units ? 2 : 0;
    if (width == 0 || points < 2) {
        ak_placer_add(&p->text, s, at, file_len);
        return;
    }
    for (size_t i = 0; i < s.len;) {
        size_t n = ak_slice_sequence(s, i);
        if (n == 0) n = 1;
        size_t stored = width == 2 && n == 4 ? 4 : width;
        ak_placer_add(&p->text, ak_slice_sub(s, i, i + n), at, stored);
        at += stored;
        i += n;
    }
}

static void XMLCALL on_text(void *user, const XML_Char *s, int len)
{
    parser *p = user;
    if (is_stopped(p) || !is_inside(p)) return;
    ak_slice text = {s, (size_t)len};
    uint64_t at = position(p), from = at - p->out->window_offset;
    size_t file_len = (size_t)XML_GetCurrentByteCount(p->expat);
    if (p->text_begin == NOWHERE) p->text_begin = at;
    ak_slice raw = {p->out->window + from, file_len};
    if (ak_slice_eq(raw, text))
        ak_placer_add(&p->text, text, at, file_len);
    else
        add_converted(p, text, at, file_len);
    if (p->text.text.len < AK_PAYMENT_MAX_PARTY) return;
    if (!p->told_text)
        ak_payment_out_problem(p->out, p->text_begin, path(p),
            "a text of more than %d bytes; it is read in pieces", AK_PAYMENT_MAX_PARTY);
    p->told_text = true;
    end_text(p, false);
    check(p);
}

static void XMLCALL on_doctype(void *user, const XML_Char *name, const XML_Char *system_id,
    const XML_Char *public_id, int has_internal)
{
    parser *p = user;
    (void)name, (void)system_id, (void)public_id, (void)has_internal;
    p->doctype = true;
    stop_document(p, "a document type declaration (DOCTYPE) is not accepted");
}

/* ---- documents ---- */

/* The party grows too long to keep: what is known of it is handed out. */
static void split_party(parser *p)
{
    const level *l = open_party(p);
    if (p->party_begin == NOWHERE || position(p) - p->party_begin < AK_PAYMENT_MAX_PARTY || !l)
        return;
    if (!p->told_party)
        ak_payment_out_problem(p->out, p->party_begin, path(p),
            "a party of more than %d bytes; it is read as several", AK_PAYMENT_MAX_PARTY);
    p->told_party = true;
    ak_payment_out_end(p->out);
    begin_party(p, l);
    /* A value that has begun goes to what follows. */
    if (p->text_begin < p->party_begin) p->party_begin = p->text_begin;
}

/* Takes from the window what nobody needs any more. fed: end of what expat was given. */
static void release(parser *p, uint64_t fed)
{
    uint64_t keep = position(p);
    if (fed - keep > MAX_TOKEN) stop_document(p, "a tag or comment of more than 1 MiB");
    if (p->party_begin < keep) keep = p->party_begin;
    if (p->text_begin < keep) keep = p->text_begin;
    if (keep <= p->out->window_offset) return;
    ak_input_take(p->in, (size_t)(keep - p->out->window_offset));
    p->out->window_offset = keep;
}

static void look_at_window(parser *p)
{
    p->out->window = ak_input_window(p->in, &p->out->window_len);
}

/* Feeds the window from *fed on; the end of the file where there is nothing more. */
static void feed(parser *p, uint64_t *fed, bool last)
{
    look_at_window(p);
    size_t from = (size_t)(*fed - p->out->window_offset), n = p->out->window_len - from;
    if (n > MAX_TOKEN) n = MAX_TOKEN;
    enum XML_Status st = XML_Parse(p->expat, p->out->window + from, (int)n, last && n == 0);
    *fed += n;
    if (st != XML_STATUS_ERROR || is_stopped(p)) return;
    enum XML_Error code = XML_GetErrorCode(p->expat);
    if (code == XML_ERROR_NO_MEMORY) ak_payment_out_nomem(p->out);
    bool early = last && (code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN ||
                             code == XML_ERROR_UNCLOSED_CDATA_SECTION);
    snprintf(p->reason, sizeof p->reason, "%s",
        early ? "the document ends too early" : XML_ErrorString(code));
}

static void feed_all(parser *p)
{
    uint64_t fed = p->document;
    bool more = true;
    while (!is_stopped(p)) {
        look_at_window(p);
        bool rest = fed < p->out->window_offset + p->out->window_len;
        if (rest || !more) {
            feed(p, &fed, !more);
            if (!is_stopped(p)) split_party(p);
            if (!is_stopped(p)) release(p, fed);
            continue;
        }
        p->out->status = ak_input_extend(p->in, &more, p->out->err);
    }
}

static bool start_parser(parser *p)
{
    static const XML_Memory_Handling_Suite memory = {malloc, realloc, free};
    p->expat = XML_ParserCreate_MM(NULL, &memory, NULL);
    if (!p->expat) {
        ak_payment_out_nomem(p->out);
        return false;
    }
    XML_SetUserData(p->expat, p);
    XML_SetElementHandler(p->expat, on_start, on_end);
    XML_SetCharacterDataHandler(p->expat, on_text);
    XML_SetStartDoctypeDeclHandler(p->expat, on_doctype);
    return true;
}

static void forget_document(parser *p)
{
    p->depth = p->message_depth = p->header_depth = p->skip_depth = 0;
    p->header_before = p->found_message = p->doctype = p->done = false;
    p->told_text = p->told_party = false;
    p->reason[0] = '\0';
    p->party_begin = p->text_begin = NOWHERE;
    ak_buf_reset(&p->path);
    ak_placer_reset(&p->text);
}

/* What was read of a document that breaks off is handed out. */
static void break_off(parser *p)
{
    uint64_t at = position(p);
    look_at_window(p);
    end_text(p, false);
    ak_payment_out_end(p->out);
    ak_payment_out_problem(p->out, at, path(p),
        "%s; the rest of the document is not read (line %lu of it)", p->reason,
        (unsigned long)XML_GetCurrentLineNumber(p->expat));
}

/* Reads one document from p->document on; where it ended. */
static uint64_t read_document(parser *p)
{
    uint64_t end = p->document;
    forget_document(p);
    if (!start_parser(p)) return end;
    feed_all(p);
    end = position(p);
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
static void take_to(parser *p, uint64_t at)
{
    uint64_t n = at > p->out->window_offset ? at - p->out->window_offset : 0;
    look_at_window(p);
    if (n > p->out->window_len) n = p->out->window_len;
    ak_input_take(p->in, (size_t)n);
    p->out->window_offset += n;
    look_at_window(p);
}

static bool extend(parser *p)
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
    for (; i < s.len && i < MAX_NAME && !strchr(" \t\r\n/>", s.data[i]); i++)
        if (s.data[i] == ':') from = i + 1;
    ak_slice name = ak_slice_sub(s, from, i);
    return !declared && (ak_slice_is(name, "Document") || ak_slice_is(name, "AppHdr"));
}

/* Goes on to where the next document may begin; false at the end of the file. declared: only at an
 * XML declaration. */
static bool find_document(parser *p, bool declared)
{
    for (;;) {
        look_at_window(p);
        ak_slice s = {p->out->window, p->out->window_len};
        for (size_t i = 0; i < s.len; i++) {
            if (s.data[i] != '<' || !begins_document(ak_slice_sub(s, i, s.len), declared)) continue;
            take_to(p, p->out->window_offset + i);
            return true;
        }
        if (s.len > MAX_NAME) take_to(p, p->out->window_offset + s.len - MAX_NAME);
        if (!extend(p)) return false;
    }
}

/* Takes blanks; false at the end of the file. */
static bool skip_blanks(parser *p)
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

static void read_all(parser *p)
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
    parser *p = calloc(1, sizeof *p);
    if (!p) {
        ak_payment_out_nomem(out);
        return;
    }
    p->out = out;
    p->in = in;
    ak_buf_init(&p->path, 0);
    ak_placer_init(&p->text, 0);
    read_all(p);
    ak_buf_free(&p->path);
    ak_placer_free(&p->text);
    free(p);
}
