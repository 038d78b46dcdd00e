/* XML lists a record at a time, on expat. */
#include "lists/xml.h"

#include "lists/repair.h"
#include "lists/xml_encoding.h"
#include "text/utf8.h"

#include <expat.h>
#include <stdio.h>
#include <stdlib.h>

#define CHUNK (64 * 1024)

/* Positions of repaired bytes that no record was charged with yet; more in one record are not told
 * apart. */
#define MAX_REPAIRS 64

typedef struct open_element {
    ak_xml_node *node; /* NULL for a container, or where the record is given up */
    ak_xml_node *last_child;
    ak_buf text;
} open_element;

typedef struct parser {
    ak_reading *r;
    const ak_xml_format *format;
    void *ctx;
    aka_error *err;
    XML_Parser expat;
    ak_arena arena; /* of the record at hand */
    open_element stack[AK_XML_MAX_DEPTH];
    size_t depth;
    size_t record_depth;   /* depth of the open record, 0 outside */
    uint64_t record_begin; /* byte offset in what expat was fed */
    const char *give_up;   /* why the open record is given up */
    aka_status status;     /* ends the whole reading */
    char reason[256];      /* ends the document: why */
    bool utf8;             /* the document is UTF-8, as far as it says */
    uint64_t fed;          /* bytes given to expat */
    uint64_t repairs[MAX_REPAIRS];
    size_t repair_count;
} parser;

static ak_slice local_name(const char *name)
{
    const char *colon = strrchr(name, ':');
    return ak_slice_of(colon ? colon + 1 : name);
}

static void stop(parser *p, aka_status status)
{
    if (p->status == AKA_OK) p->status = status;
    XML_StopParser(p->expat, XML_FALSE);
}

static void stop_document(parser *p, const char *reason)
{
    if (!p->reason[0]) snprintf(p->reason, sizeof p->reason, "%s", reason);
    XML_StopParser(p->expat, XML_FALSE);
}

/* Lack of memory ends the reading; a record over its limit is only given up itself. */
static void no_memory(parser *p, size_t wanted)
{
    if (wanted > p->arena.limit - p->arena.used)
        p->give_up = "is larger than 32 MiB";
    else
        stop(p, ak_fail_nomem(p->err));
}

static bool copy(parser *p, ak_slice s, ak_slice *out)
{
    if (ak_arena_dup(&p->arena, s, out)) return true;
    no_memory(p, s.len + 32);
    return false;
}

static bool copy_attributes(parser *p, ak_xml_node *node, const XML_Char **atts)
{
    size_t n = 0;
    while (atts[n * 2]) n++;
    if (!n) return true;
    ak_xml_attr *attrs = ak_arena_array(&p->arena, n, sizeof *attrs);
    if (!attrs) {
        no_memory(p, n * sizeof *attrs + 32);
        return false;
    }
    for (size_t i = 0; i < n; i++)
        if (!copy(p, local_name(atts[i * 2]), &attrs[i].name) ||
            !copy(p, ak_slice_of(atts[i * 2 + 1]), &attrs[i].value))
            return false;
    node->attrs = attrs;
    node->attr_count = n;
    return true;
}

static ak_xml_node *new_node(parser *p, const XML_Char *name, const XML_Char **atts)
{
    ak_xml_node *node = ak_arena_array(&p->arena, 1, sizeof *node);
    if (!node) {
        no_memory(p, sizeof *node + 32);
        return NULL;
    }
    node->line = XML_GetCurrentLineNumber(p->expat);
    return copy(p, local_name(name), &node->name) && copy_attributes(p, node, atts) ? node : NULL;
}

static bool is_container(const parser *p, ak_slice name)
{
    for (const char *const *c = p->format->containers; *c; c++)
        if (ak_slice_is(name, *c)) return true;
    return false;
}

/* The root: must be the format's. */
static void begin_root(parser *p, const XML_Char *name, const XML_Char **atts)
{
    if (!ak_slice_is(local_name(name), p->format->root)) {
        char reason[200];
        snprintf(
            reason, sizeof reason, "the document is a <%.60s>, not a <%s>", name, p->format->root);
        stop_document(p, reason);
        return;
    }
    ak_xml_node *node = new_node(p, name, atts);
    if (!node) {
        if (p->give_up) stop_document(p, "the attributes of the root are larger than 32 MiB");
        return;
    }
    if (p->format->begin) {
        aka_status st = p->format->begin(p->ctx, node, p->err);
        if (st) stop(p, st);
    }
    ak_arena_reset(&p->arena);
}

static void link_child(open_element *parent, ak_xml_node *node)
{
    if (!parent->node) return;
    if (parent->last_child)
        parent->last_child->next = node;
    else
        parent->node->first = node;
    parent->last_child = node;
}

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **atts)
{
    parser *p = user;
    if (p->status || p->reason[0]) return;
    if (p->depth == AK_XML_MAX_DEPTH) {
        stop_document(p, "elements are nested more than 64 deep");
        return;
    }
    open_element *open = &p->stack[p->depth++];
    open->node = open->last_child = NULL;
    ak_buf_reset(&open->text);
    if (p->depth == 1) {
        begin_root(p, name, atts);
        return;
    }
    if (!p->record_depth) {
        if (is_container(p, local_name(name))) return;
        p->record_depth = p->depth;
        p->record_begin = (uint64_t)XML_GetCurrentByteIndex(p->expat);
        p->give_up = NULL;
    }
    if (p->give_up) return;
    open->node = new_node(p, name, atts);
    if (open->node && p->depth > p->record_depth) link_child(&p->stack[p->depth - 2], open->node);
}

static void XMLCALL on_text(void *user, const XML_Char *s, int len)
{
    parser *p = user;
    if (p->status || p->reason[0] || !p->record_depth || p->give_up) return;
    ak_buf *text = &p->stack[p->depth - 1].text;
    if (ak_buf_add(text, (ak_slice){s, (size_t)len})) return;
    if (text->max && text->len + (size_t)len > text->max)
        p->give_up = "has a text of more than 1 MiB";
    else
        stop(p, ak_fail_nomem(p->err));
}

/* Whether bytes were repaired since the record began; forgets them. */
static bool take_repairs(parser *p)
{
    uint64_t end = (uint64_t)XML_GetCurrentByteIndex(p->expat);
    bool inside = false;
    size_t left = 0;
    for (size_t i = 0; i < p->repair_count; i++) {
        if (p->repairs[i] >= end)
            p->repairs[left++] = p->repairs[i];
        else
            inside |= p->repairs[i] >= p->record_begin;
    }
    p->repair_count = left;
    return inside;
}

static void end_record(parser *p, ak_xml_node *node)
{
    bool repaired = take_repairs(p);
    p->record_depth = 0;
    aka_status st = AKA_OK;
    if (p->give_up) {
        const ak_place at = {.line = XML_GetCurrentLineNumber(p->expat)};
        st = ak_reading_problem(
            p->r, &at, true, p->err, "the record ending here %s; left out", p->give_up);
    } else if (node) {
        st = p->format->record(p->ctx, node, repaired, p->err);
    }
    ak_arena_reset(&p->arena);
    p->give_up = NULL;
    if (st) stop(p, st);
}

static void XMLCALL on_end(void *user, const XML_Char *name)
{
    parser *p = user;
    (void)name;
    if (p->status || p->reason[0] || p->depth == 0) return;
    open_element *open = &p->stack[--p->depth];
    if (open->node && !p->give_up)
        copy(p, ak_slice_trim(ak_buf_slice(&open->text)), &open->node->text);
    if (p->status) return;
    if (p->record_depth == p->depth + 1) end_record(p, open->node);
}

static void XMLCALL on_doctype(void *user, const XML_Char *name, const XML_Char *system_id,
    const XML_Char *public_id, int has_internal)
{
    (void)name, (void)system_id, (void)public_id, (void)has_internal;
    stop_document(user, "a document type declaration (DOCTYPE) is not accepted");
}

static int XMLCALL on_encoding(void *user, const XML_Char *name, XML_Encoding *info)
{
    (void)user;
    return ak_xml_encoding(name, info) ? XML_STATUS_OK : XML_STATUS_ERROR;
}

static aka_status feed(parser *p, ak_slice bytes, bool last)
{
    if (p->status || p->reason[0]) return p->status;
    enum XML_Status st = XML_Parse(p->expat, bytes.data, (int)bytes.len, last);
    p->fed += bytes.len;
    if (p->status || p->reason[0] || st != XML_STATUS_ERROR) return p->status;
    enum XML_Error code = XML_GetErrorCode(p->expat);
    if (code == XML_ERROR_NO_MEMORY) return p->status = ak_fail_nomem(p->err);
    bool early = code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN ||
                 code == XML_ERROR_UNCLOSED_CDATA_SECTION;
    snprintf(p->reason, sizeof p->reason, "%s",
        last && early ? "the document ends too early" : XML_ErrorString(code));
    return AKA_OK;
}

/* A byte that XML 1.0 does not allow anywhere. */
static bool is_forbidden(unsigned char c)
{
    return c < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

/* Bytes from i on that may be fed as they are. */
static size_t sound_length(ak_slice s, size_t i)
{
    size_t begin = i;
    while (i < s.len) {
        unsigned char c = (unsigned char)s.data[i];
        size_t n = c < 0x80 ? !is_forbidden(c) : ak_slice_sequence(s, i);
        if (!n) break;
        i += n;
    }
    return i - begin;
}

/* Bytes at the end that may be the beginning of a sequence which the next chunk completes. */
static size_t open_tail(ak_slice s)
{
    for (size_t n = 1; n <= 3 && n <= s.len; n++) {
        unsigned char c = (unsigned char)s.data[s.len - n];
        if (c >= 0xC2 && c <= 0xF4) {
            size_t want = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
            return n < want ? n : 0;
        }
        if (c < 0x80 || c >= 0xC0) return 0;
    }
    return 0;
}

/* Feeds a chunk, bytes that are not UTF-8 read as Windows-1252 and control characters as blanks;
 * *used: how much of it, less where the last bytes wait for more. */
static aka_status feed_repaired(parser *p, ak_slice s, bool last, size_t *used)
{
    size_t i = 0, end = last ? s.len : s.len - open_tail(s);
    s.len = end;
    while (i < end && p->status == AKA_OK && !p->reason[0]) {
        size_t n = sound_length(s, i);
        if (n) {
            feed(p, ak_slice_sub(s, i, i + n), false);
            i += n;
            continue;
        }
        char bytes[4];
        unsigned char c = (unsigned char)s.data[i++];
        if (p->repair_count < MAX_REPAIRS) p->repairs[p->repair_count++] = p->fed;
        feed(p, (ak_slice){bytes, ak_utf8_put(c < 0x80 ? ' ' : ak_cp1252(c), bytes)}, false);
    }
    *used = end;
    return p->status;
}

/* Whether the head of the document says, or lets assume, that it is UTF-8. */
static bool claims_utf8(ak_slice head)
{
    if (head.len >= 2 && (head.data[0] == 0 || head.data[1] == 0)) return false;
    if (ak_slice_starts(head, AK_LIT("\xFF\xFE")) || ak_slice_starts(head, AK_LIT("\xFE\xFF")))
        return false;
    size_t end = ak_slice_find(head, AK_LIT("?>"), 0);
    if (end > head.len) return true;
    size_t at = ak_slice_find(ak_slice_sub(head, 0, end), AK_LIT("encoding"), 0);
    if (at > end) return true;
    ak_slice rest = ak_slice_trim(ak_slice_sub(head, at + strlen("encoding"), end));
    if (rest.len && rest.data[0] == '=') rest = ak_slice_trim(ak_slice_sub(rest, 1, rest.len));
    return rest.len > 1 && ak_slice_starts_nocase(ak_slice_sub(rest, 1, rest.len), AK_LIT("utf-8"));
}

/* Reads and feeds the whole input. A file that breaks off is a reason to stop the document. */
static aka_status pump(parser *p, char *buffer)
{
    size_t kept = 0; /* bytes waiting for the rest of their sequence */
    for (bool last = false; !last && p->status == AKA_OK && !p->reason[0];) {
        aka_error failure = {0};
        size_t n = 0, used;
        if (ak_input_read(p->r->in, buffer + kept, CHUNK - kept, &n, &failure) != AKA_OK) {
            if (failure.code == AKA_E_NOMEM) return ak_fail_nomem(p->err);
            snprintf(p->reason, sizeof p->reason, "%s", failure.message);
            break;
        }
        last = n == 0;
        ak_slice chunk = {buffer, kept + n};
        if (p->utf8) {
            feed_repaired(p, chunk, last, &used);
        } else {
            feed(p, chunk, false);
            used = chunk.len;
        }
        kept = chunk.len - used;
        memmove(buffer, buffer + used, kept);
        if (last) feed(p, (ak_slice){"", 0}, true);
    }
    return p->status;
}

static aka_status start(parser *p)
{
    static const XML_Memory_Handling_Suite memory = {malloc, realloc, free};
    ak_slice head;
    aka_error failure = {0};
    if (ak_input_peek(p->r->in, 1024, &head, &failure) != AKA_OK) {
        if (failure.code == AKA_E_NOMEM) return ak_fail_nomem(p->err);
        snprintf(p->reason, sizeof p->reason, "%s", failure.message);
        return AKA_OK;
    }
    p->utf8 = claims_utf8(head);
    p->expat = XML_ParserCreate_MM(NULL, &memory, NULL);
    if (!p->expat) return ak_fail_nomem(p->err);
    XML_SetUserData(p->expat, p);
    XML_SetElementHandler(p->expat, on_start, on_end);
    XML_SetCharacterDataHandler(p->expat, on_text);
    XML_SetStartDoctypeDeclHandler(p->expat, on_doctype);
    XML_SetUnknownEncodingHandler(p->expat, on_encoding, NULL);
    return AKA_OK;
}

aka_status ak_xml_read(ak_reading *r, const ak_xml_format *format, void *ctx, aka_error *err)
{
    parser *p = calloc(1, sizeof *p);
    char *buffer = malloc(CHUNK);
    aka_status st = p && buffer ? AKA_OK : ak_fail_nomem(err);
    if (st) goto out;
    p->r = r;
    p->format = format;
    p->ctx = ctx;
    p->err = err;
    ak_arena_init(&p->arena, AK_XML_MAX_RECORD);
    for (size_t i = 0; i < AK_XML_MAX_DEPTH; i++) ak_buf_init(&p->stack[i].text, AK_XML_MAX_TEXT);
    st = start(p);
    if (st == AKA_OK) st = pump(p, buffer);
    if (st == AKA_OK && p->reason[0]) {
        const ak_place at = {.line = p->expat ? XML_GetCurrentLineNumber(p->expat) : 0};
        st = ak_reading_problem(r, &at, true, err, "%s; what follows is not read", p->reason);
    }
out:
    if (p) {
        if (p->expat) XML_ParserFree(p->expat);
        for (size_t i = 0; i < AK_XML_MAX_DEPTH; i++) ak_buf_free(&p->stack[i].text);
        ak_arena_free(&p->arena);
    }
    free(p);
    free(buffer);
    return st;
}
