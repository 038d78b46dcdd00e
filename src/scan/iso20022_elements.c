/* What the elements of an ISO 20022 document say: parties and texts with their paths. */
#include "scan/iso20022_parser.h"
#include "text/utf8.h"

#include <stdio.h>

uint64_t ak_iso_position(const ak_iso_parser *p)
{
    XML_Index i = XML_GetCurrentByteIndex(p->expat);
    return p->document + (i < 0 ? 0 : (uint64_t)i);
}

bool ak_iso_is_stopped(const ak_iso_parser *p)
{
    return p->out->status || p->reason[0] || p->done;
}

void ak_iso_stop(ak_iso_parser *p, const char *reason)
{
    if (!p->reason[0]) snprintf(p->reason, sizeof p->reason, "%s", reason);
    XML_StopParser(p->expat, XML_FALSE);
}

/* After a call that may have failed. */
static void check(ak_iso_parser *p)
{
    if (p->out->status) XML_StopParser(p->expat, XML_FALSE);
}

static ak_slice local_name(const char *name)
{
    const char *colon = strrchr(name, ':');
    return ak_slice_of(colon ? colon + 1 : name);
}

static bool is_inside(const ak_iso_parser *p)
{
    return (p->message_depth || p->header_depth) && !p->skip_depth;
}

/* ---- paths ---- */

const char *ak_iso_path(const ak_iso_parser *p)
{
    return p->path.data ? p->path.data : "";
}

static ak_slice name_at(const ak_iso_parser *p, size_t depth)
{
    if (depth == 0 || depth > p->depth) return (ak_slice){NULL, 0};
    const ak_iso_level *l = &p->levels[depth - 1];
    return ak_slice_sub(ak_buf_slice(&p->path), l->name_at, l->name_at + l->name_len);
}

/* How many elements of that name stand in a row below the open one, this one included. */
static uint32_t count_child(ak_iso_parser *p, ak_slice name)
{
    if (p->depth == 0) return 1;
    ak_iso_level *parent = &p->levels[p->depth - 1];
    if (ak_slice_is(name, parent->last_child)) return ++parent->repeated;
    memcpy(parent->last_child, name.data, name.len);
    parent->last_child[name.len] = '\0';
    return parent->repeated = 1;
}

/* Appends "/name" or "/name[2]" to the path. */
static void push_path(ak_iso_parser *p, ak_slice name, ak_iso_level *l)
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

static const ak_iso_level *open_party(const ak_iso_parser *p)
{
    for (size_t d = p->depth; d > 0; d--)
        if (p->levels[d - 1].role) return &p->levels[d - 1];
    return NULL;
}

static void begin_party(ak_iso_parser *p, const ak_iso_level *l)
{
    char *cut = p->path.data + l->path_len, kept = *cut;
    *cut = '\0';
    ak_payment_out_begin(p->out, l->role, p->path.data);
    *cut = kept;
    p->party_begin = ak_iso_position(p);
    ak_placer_reset(&p->name);
}

/* A party within a party is another one: what is known of the outer one is handed out. The generic
 * "Pty" and "Agt" only wrap. */
static void enter_party(ak_iso_parser *p, ak_slice name, ak_iso_level *l)
{
    const ak_iso_level *outer = open_party(p);
    if (outer && (ak_slice_is(name, "Pty") || ak_slice_is(name, "Agt"))) return;
    l->role = ak_iso_role(name);
    if (l->role && outer) ak_payment_out_end(p->out);
}

static void leave_party(ak_iso_parser *p, ak_iso_level *l)
{
    if (!l->role) return;
    l->role = NULL;
    ak_placer_reset(&p->name);
    p->told_party = false;
    ak_payment_out_end(p->out);
    p->party_begin = AK_ISO_NOWHERE;
    const ak_iso_level *outer = open_party(p);
    if (outer) begin_party(p, outer);
}

/* ---- texts ---- */

static void put_text(ak_iso_parser *p)
{
    const ak_placed placed = ak_placer_view(&p->text);
    ak_payment_out_text(p->out, ak_iso_path(p), &placed);
}

static void put_value(ak_iso_parser *p, ak_iso_use use, const char *property)
{
    const ak_placed placed = ak_placer_view(&p->text);
    ak_slice text = ak_slice_trim(placed.text);
    size_t begin = (size_t)(text.data - placed.text.data), length;
    uint64_t offset;
    if (!ak_placed_range(&placed, begin, begin + text.len, &offset, &length)) return;
    if (use == AK_ISO_BIC)
        ak_payment_out_bic(p->out, ak_iso_path(p), text, offset, length);
    else if (use == AK_ISO_ACCOUNT)
        ak_payment_out_account(p->out, ak_iso_path(p), text, offset, length);
    else
        ak_payment_out_piece(p->out, property, ak_iso_path(p), text, offset, length);
}

/* A name may go on in the first line of the address, where a message in lines was made into this
 * one: both together, with a blank and without. */
static void put_wrapped(ak_iso_parser *p)
{
    const ak_placed name = ak_placer_view(&p->name), line = ak_placer_view(&p->text);
    if (name.run_count == 0 || ak_payment_has_number(line.text)) return;
    for (int tight = 0; tight < 2; tight++) {
        ak_placer_reset(&p->wrapped);
        ak_placer_add_placed(&p->wrapped, &name);
        if (!tight) ak_placer_gap(&p->wrapped, ' ');
        ak_placer_add_placed(&p->wrapped, &line);
        if (p->wrapped.failed) ak_payment_out_nomem(p->out);
        const ak_placed both = ak_placer_view(&p->wrapped);
        ak_payment_out_placed(p->out, "name", ak_iso_path(p), &both, 0, both.text.len);
    }
    ak_placer_reset(&p->name);
}

/* Keeps the name of a party for what may follow. */
static void keep_name(ak_iso_parser *p)
{
    const ak_placed name = ak_placer_view(&p->text);
    ak_placer_reset(&p->name);
    ak_placer_add_placed(&p->name, &name);
    if (p->name.failed) ak_payment_out_nomem(p->out);
}

#define ROW_MAX 1024 /* bytes of a text that the next one may go on with */

void ak_iso_forget_row(ak_iso_parser *p)
{
    ak_placer_reset(&p->row);
    p->row_begin = AK_ISO_NOWHERE;
}

/* Texts of one name in a row, such as lines of an address or pieces of a remittance information: a
 * name or a word may go on in the next, so each is read with the one before, with a blank and
 * without. */
static void put_row(ak_iso_parser *p)
{
    const ak_placed before = ak_placer_view(&p->row), text = ak_placer_view(&p->text);
    const bool goes_on = p->depth > 1 && p->levels[p->depth - 2].repeated > 1 && before.run_count &&
                         p->text_begin - p->row_begin <= AK_ISO_ROW_SPAN;
    for (int tight = 0; goes_on && tight < 2; tight++) {
        ak_placer_reset(&p->wrapped);
        ak_placer_add_placed(&p->wrapped, &before);
        if (!tight) ak_placer_gap(&p->wrapped, ' ');
        ak_placer_add_placed(&p->wrapped, &text);
        if (p->wrapped.failed) ak_payment_out_nomem(p->out);
        const ak_placed both = ak_placer_view(&p->wrapped);
        ak_payment_out_text(p->out, ak_iso_path(p), &both);
    }
    ak_iso_forget_row(p);
    if (text.text.len > ROW_MAX) return;
    ak_placer_add_placed(&p->row, &text);
    p->row_begin = p->text_begin;
    if (p->row.failed) ak_payment_out_nomem(p->out);
}

/* The text of an element without children; one without a party around it is a party by itself. */
static void put_leaf(ak_iso_parser *p)
{
    const char *property = NULL;
    ak_slice text = ak_slice_trim(ak_buf_slice(&p->text.text));
    ak_slice parent = name_at(p, p->depth - 1);
    ak_iso_use use =
        ak_iso_use_of(name_at(p, p->depth), parent, name_at(p, p->depth - 2), &property);
    if (text.len == 0 || use != AK_ISO_TEXT) ak_iso_forget_row(p);
    if (text.len == 0) {
        if (use == AK_ISO_PROPERTY && strcmp(property, "name") == 0)
            ak_payment_out_problem(p->out, ak_iso_position(p), ak_iso_path(p), "the name is empty");
        return;
    }
    if (use == AK_ISO_NOTHING) return;
    if (use == AK_ISO_TEXT) {
        if (open_party(p) && ak_slice_is(parent, "PstlAdr"))
            put_value(p, AK_ISO_PROPERTY, "address");
        if (ak_slice_is(name_at(p, p->depth), "AdrLine")) put_wrapped(p);
        put_text(p);
        put_row(p);
        return;
    }
    bool alone = !open_party(p);
    if (alone) ak_payment_out_begin(p->out, "party", ak_iso_path(p));
    put_value(p, use, property);
    if (alone)
        ak_payment_out_end(p->out);
    else if (use == AK_ISO_PROPERTY && strcmp(property, "name") == 0)
        keep_name(p);
}

/* A tag ends the text that was before it. */
void ak_iso_end_text(ak_iso_parser *p, bool leaf)
{
    if (p->text.failed) ak_payment_out_nomem(p->out);
    if (is_inside(p) && p->depth) {
        if (leaf)
            put_leaf(p);
        else if (p->text.text.len)
            put_text(p);
    }
    ak_placer_reset(&p->text);
    p->text_begin = AK_ISO_NOWHERE;
}

/* ---- messages ---- */

static void begin_message(ak_iso_parser *p, size_t depth)
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
static void enter_wrapper(ak_iso_parser *p, ak_slice name, ak_iso_level *l)
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
        ak_payment_out_problem(p->out, ak_iso_position(p), "",
            "a message of an unknown type, <%.*s>; it is not screened", AK_ARG(name));
    }
}

static void leave_message(ak_iso_parser *p)
{
    if (p->depth == p->message_depth) {
        if (p->out->parties == 0)
            ak_payment_out_problem(p->out, ak_iso_position(p), "", "no party in this message");
        p->message_depth = 0;
    }
    if (p->depth == p->header_depth) p->header_depth = 0;
    if (p->depth == p->skip_depth) p->skip_depth = 0;
}

/* ---- elements ---- */

static void enter_element(ak_iso_parser *p, ak_slice name, ak_iso_level *l)
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
    ak_iso_parser *p = user;
    ak_slice local = local_name(name);
    (void)atts;
    if (ak_iso_is_stopped(p)) return;
    if (p->depth == AK_PAYMENT_MAX_DEPTH) {
        ak_iso_stop(p, "elements are nested more than 64 deep");
        return;
    }
    if (local.len >= AK_ISO_MAX_NAME) {
        ak_iso_stop(p, "an element has a name of 80 bytes or more");
        return;
    }
    ak_iso_end_text(p, false);
    ak_iso_level *l = &p->levels[p->depth];
    *l = (ak_iso_level){0};
    enter_element(p, local, l);
    p->depth++;
    if (l->role && !p->out->status) begin_party(p, l);
    check(p);
}

static void XMLCALL on_end(void *user, const XML_Char *name)
{
    ak_iso_parser *p = user;
    (void)name;
    if (ak_iso_is_stopped(p) || p->depth == 0) return;
    ak_iso_level *l = &p->levels[p->depth - 1];
    ak_iso_end_text(p, !l->has_child);
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
static void add_converted(ak_iso_parser *p, ak_slice s, uint64_t at, size_t file_len)
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
    ak_iso_parser *p = user;
    if (ak_iso_is_stopped(p) || !is_inside(p)) return;
    ak_slice text = {s, (size_t)len};
    uint64_t at = ak_iso_position(p), from = at - p->out->window_offset;
    size_t file_len = (size_t)XML_GetCurrentByteCount(p->expat);
    if (p->text_begin == AK_ISO_NOWHERE) p->text_begin = at;
    ak_slice raw = {p->out->window + from, file_len};
    if (ak_slice_eq(raw, text))
        ak_placer_add(&p->text, text, at, file_len);
    else
        add_converted(p, text, at, file_len);
    if (p->text.text.len < AK_PAYMENT_MAX_PARTY) return;
    if (!p->told_text)
        ak_payment_out_problem(p->out, p->text_begin, ak_iso_path(p),
            "a text of more than %d bytes; it is read in pieces", AK_PAYMENT_MAX_PARTY);
    p->told_text = true;
    ak_iso_end_text(p, false);
    check(p);
}

static void XMLCALL on_doctype(void *user, const XML_Char *name, const XML_Char *system_id,
    const XML_Char *public_id, int has_internal)
{
    ak_iso_parser *p = user;
    (void)name, (void)system_id, (void)public_id, (void)has_internal;
    p->doctype = true;
    ak_iso_stop(p, "a document type declaration (DOCTYPE) is not accepted");
}

/* The party grows too long to keep: what is known of it is handed out. */
void ak_iso_split_party(ak_iso_parser *p)
{
    const ak_iso_level *l = open_party(p);
    if (p->party_begin == AK_ISO_NOWHERE ||
        ak_iso_position(p) - p->party_begin < AK_PAYMENT_MAX_PARTY || !l)
        return;
    if (!p->told_party)
        ak_payment_out_problem(p->out, p->party_begin, ak_iso_path(p),
            "a party of more than %d bytes; it is read as several", AK_PAYMENT_MAX_PARTY);
    p->told_party = true;
    ak_payment_out_end(p->out);
    begin_party(p, l);
    /* A value that has begun goes to what follows. */
    if (p->text_begin < p->party_begin) p->party_begin = p->text_begin;
}

void ak_iso_set_handlers(ak_iso_parser *p)
{
    XML_SetUserData(p->expat, p);
    XML_SetElementHandler(p->expat, on_start, on_end);
    XML_SetCharacterDataHandler(p->expat, on_text);
    XML_SetStartDoctypeDeclHandler(p->expat, on_doctype);
}
