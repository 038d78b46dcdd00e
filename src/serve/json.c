/* A JSON parser in two passes: one that counts, so that the tree is one allocation, and one that
 * checks and builds. */
#include "json.h"

#include "request.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

typedef struct parser {
    const char *start, *at, *end;
    ak_json *nodes; /* room for as many as the first pass counted */
    size_t used, room;
    char *text; /* where the next string goes; together they are no longer than what is read */
    const char *wrong; /* what is wrong at `at`; NULL: nothing yet */
} parser;

static bool fail(parser *p, const char *what)
{
    p->wrong = what;
    return false;
}

static void skip_blanks(parser *p)
{
    while (p->at < p->end && (*p->at == ' ' || *p->at == '\t' || *p->at == '\n' || *p->at == '\r'))
        p->at++;
}

/* Whether c comes next, after blanks; it is taken. */
static bool take(parser *p, char c)
{
    skip_blanks(p);
    if (p->at == p->end || *p->at != c) return false;
    p->at++;
    return true;
}

/* ---- strings ---- */

static bool read_hex(parser *p, unsigned *out)
{
    *out = 0;
    for (int i = 0; i < 4; i++, p->at++) {
        char c = p->at < p->end ? *p->at : '\0';
        unsigned digit = c >= '0' && c <= '9'   ? (unsigned)(c - '0')
                         : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10
                         : c >= 'A' && c <= 'F' ? (unsigned)(c - 'A') + 10
                                                : 16;
        if (digit == 16) return fail(p, "four hexadecimal digits are wanted behind \\u");
        *out = *out * 16 + digit;
    }
    return true;
}

static void write_utf8(parser *p, unsigned c)
{
    char *to = p->text;
    if (c < 0x80) {
        *to++ = (char)c;
    } else if (c < 0x800) {
        *to++ = (char)(0xC0 | c >> 6);
        *to++ = (char)(0x80 | (c & 0x3F));
    } else {
        if (c < 0x10000) {
            *to++ = (char)(0xE0 | c >> 12);
        } else {
            *to++ = (char)(0xF0 | c >> 18);
            *to++ = (char)(0x80 | (c >> 12 & 0x3F));
        }
        *to++ = (char)(0x80 | (c >> 6 & 0x3F));
        *to++ = (char)(0x80 | (c & 0x3F));
    }
    p->text = to;
}

/* What follows \u: a character, or the first half of one and the other half. */
static bool read_unicode(parser *p)
{
    unsigned c, low;
    if (!read_hex(p, &c)) return false;
    if (c == 0) return fail(p, "\\u0000 is not taken");
    if (c >= 0xDC00 && c <= 0xDFFF) return fail(p, "half of a pair of surrogates");
    if (c >= 0xD800 && c <= 0xDBFF) {
        bool follows = p->end - p->at >= 2 && p->at[0] == '\\' && p->at[1] == 'u';
        if (!follows) return fail(p, "half of a pair of surrogates");
        p->at += 2;
        if (!read_hex(p, &low)) return false;
        if (low < 0xDC00 || low > 0xDFFF) return fail(p, "half of a pair of surrogates");
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
    }
    write_utf8(p, c);
    return true;
}

/* Behind a backslash. */
static bool read_escape(parser *p)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    char c = p->at < p->end ? *p->at : '\0';
    if (c == 'u') {
        p->at++;
        return read_unicode(p);
    }
    const char *known = c ? strchr(from, c) : NULL;
    if (!known) return fail(p, "there is no such escape");
    *p->text++ = to[known - from];
    p->at++;
    return true;
}

/* One character that is no escape, beyond ASCII or forbidden. */
static bool read_rare(parser *p)
{
    size_t n = ak_utf8_sequence(p->at, (size_t)(p->end - p->at));
    if (n == 0) return fail(p, "this is no UTF-8");
    if (n == 1) return fail(p, "a control character within a string");
    memcpy(p->text, p->at, n);
    p->text += n;
    p->at += n;
    return true;
}

/* Behind the opening quote. */
static bool read_string(parser *p, const char **out)
{
    *out = p->text;
    while (p->at < p->end) {
        unsigned char c = (unsigned char)*p->at;
        if (c == '"') {
            p->at++;
            *p->text++ = '\0';
            return true;
        }
        if (c == '\\') {
            p->at++;
            if (!read_escape(p)) return false;
        } else if (c >= 0x20 && c < 0x80) {
            *p->text++ = (char)c;
            p->at++;
        } else if (!read_rare(p)) {
            return false;
        }
    }
    return fail(p, "the string has no end");
}

/* ---- values ---- */

static bool read_value(parser *p, ak_json *out, unsigned depth);

static ak_json *add_node(parser *p)
{
    /* The first pass counted enough for whatever is well-formed. */
    return p->used < p->room ? &p->nodes[p->used++] : NULL;
}

static size_t skip_digits(parser *p)
{
    const char *from = p->at;
    while (p->at < p->end && *p->at >= '0' && *p->at <= '9') p->at++;
    return (size_t)(p->at - from);
}

static bool read_number(parser *p, ak_json *out)
{
    const char *from = p->at;
    if (*p->at == '-') p->at++;
    bool zero = p->at < p->end && *p->at == '0';
    size_t digits = skip_digits(p);
    bool ok = digits > 0 && !(zero && digits > 1);
    if (ok && p->at < p->end && *p->at == '.') {
        p->at++;
        ok = skip_digits(p) > 0;
    }
    if (ok && p->at < p->end && (*p->at == 'e' || *p->at == 'E')) {
        p->at++;
        if (p->at < p->end && (*p->at == '+' || *p->at == '-')) p->at++;
        ok = skip_digits(p) > 0;
    }
    if (!ok) return fail(p, "this is no number");
    size_t len = (size_t)(p->at - from);
    out->kind = AK_JSON_NUMBER;
    out->text = memcpy(p->text, from, len);
    p->text[len] = '\0';
    p->text += len + 1;
    return true;
}

static bool read_word(parser *p, ak_json *out)
{
    static const struct {
        const char *word;
        ak_json_kind kind;
    } words[] = {{"null", AK_JSON_NULL}, {"true", AK_JSON_TRUE}, {"false", AK_JSON_FALSE}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t len = strlen(words[i].word);
        if ((size_t)(p->end - p->at) < len || memcmp(p->at, words[i].word, len) != 0) continue;
        out->kind = words[i].kind;
        p->at += len;
        return true;
    }
    return fail(p, "a value is wanted");
}

static uint32_t hash_of(const char *key)
{
    uint32_t h = 2166136261u;
    for (; *key; key++) h = (h ^ (unsigned char)*key) * 16777619u;
    return h;
}

static bool has_key(const ak_json *object, const char *key, uint32_t hash)
{
    for (const ak_json *m = object->first; m; m = m->next)
        if (m->hash == hash && strcmp(m->key, key) == 0) return true;
    return false;
}

/* The key of a member, and the colon. */
static bool read_key(parser *p, const ak_json *object, ak_json *member)
{
    if (!take(p, '"')) return fail(p, "a key in quotes is wanted");
    if (!read_string(p, &member->key)) return false;
    member->hash = hash_of(member->key);
    if (has_key(object, member->key, member->hash))
        return fail(p, "the object has this key already");
    return take(p, ':') || fail(p, "a colon is wanted");
}

/* Behind the opening bracket of an array or object. */
static bool read_items(parser *p, ak_json *out, ak_json_kind kind, unsigned depth)
{
    const char close = kind == AK_JSON_OBJECT ? '}' : ']';
    const ak_json **link = &out->first;
    out->kind = kind;
    if (depth == AK_DEPTH_MAX) return fail(p, "nested too deep");
    if (take(p, close)) return true;
    do {
        ak_json *item = add_node(p);
        if (!item) return fail(p, "a value is wanted");
        if (kind == AK_JSON_OBJECT && out->count == AK_JSON_MEMBERS_MAX)
            return fail(p, "the object has too many members");
        if (kind == AK_JSON_OBJECT && !read_key(p, out, item)) return false;
        if (!read_value(p, item, depth + 1)) return false;
        *link = item;
        link = &item->next;
        out->count++;
    } while (take(p, ','));
    if (take(p, close)) return true;
    return fail(p, kind == AK_JSON_OBJECT ? "a comma or } is wanted" : "a comma or ] is wanted");
}

static bool read_value(parser *p, ak_json *out, unsigned depth)
{
    if (take(p, '{')) return read_items(p, out, AK_JSON_OBJECT, depth);
    if (take(p, '[')) return read_items(p, out, AK_JSON_ARRAY, depth);
    if (take(p, '"')) {
        out->kind = AK_JSON_STRING;
        return read_string(p, &out->text);
    }
    if (p->at < p->end && (*p->at == '-' || (*p->at >= '0' && *p->at <= '9')))
        return read_number(p, out);
    return read_word(p, out);
}

/* ---- the whole ---- */

/* How many values there are at most: outside of strings, one behind each comma and bracket. */
static size_t count_items(aka_view text, size_t *deepest)
{
    size_t items = 1, depth = 0;
    *deepest = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        if (c == '"') {
            for (i++; i < text.len && text.data[i] != '"'; i++) i += text.data[i] == '\\';
        } else if (c == '{' || c == '[') {
            items++;
            if (++depth > *deepest) *deepest = depth;
        } else if (c == ',') {
            items++;
        } else if ((c == '}' || c == ']') && depth) {
            depth--;
        }
    }
    return items;
}

static void tell_place(const parser *p, ak_param_fault *fault)
{
    unsigned line = 1, column = 1;
    for (const char *at = p->start; at < p->at && at < p->end; at++) {
        if (*at == '\n') {
            line++;
            column = 1;
        } else if (((unsigned char)*at & 0xC0) != 0x80) {
            column++;
        }
    }
    ak_param_fail(fault, 400, "line %u, column %u: %s", line, column, p->wrong);
}

ak_json *ak_json_read(aka_view text, ak_param_fault *fault)
{
    size_t depth, items = count_items(text, &depth);
    if (depth > AK_DEPTH_MAX || items > AK_JSON_ITEMS_MAX) {
        if (depth > AK_DEPTH_MAX)
            ak_param_fail(fault, 400, "the JSON is nested over %d deep", AK_DEPTH_MAX);
        else
            ak_param_fail(fault, 400, "the JSON has over %d values", AK_JSON_ITEMS_MAX);
        return NULL;
    }
    ak_json *nodes = malloc(items * sizeof *nodes + text.len + 1);
    if (!nodes) {
        ak_param_fail(fault, 503, "out of memory");
        return NULL;
    }
    memset(nodes, 0, items * sizeof *nodes);
    parser p = {
        text.data, text.data, text.data + text.len, nodes, 1, items, (char *)(nodes + items), NULL};
    if (read_value(&p, nodes, 0)) {
        skip_blanks(&p);
        if (p.at == p.end) return nodes;
        fail(&p, "the JSON has ended, and something follows");
    }
    tell_place(&p, fault);
    free(nodes);
    return NULL;
}

void ak_json_free(ak_json *root)
{
    free(root);
}

const ak_json *ak_json_get(const ak_json *object, const char *key)
{
    if (!ak_json_is(object, AK_JSON_OBJECT)) return NULL;
    for (const ak_json *m = object->first; m; m = m->next)
        if (strcmp(m->key, key) == 0) return m;
    return NULL;
}

const char *ak_json_text(const ak_json *value)
{
    return ak_json_is(value, AK_JSON_STRING) ? value->text : NULL;
}

long ak_json_whole(const ak_json *value, long fallback)
{
    if (!ak_json_is(value, AK_JSON_NUMBER)) return fallback;
    char *end;
    errno = 0;
    long number = strtol(value->text, &end, 10);
    return *end || errno ? fallback : number;
}

bool ak_json_is(const ak_json *value, ak_json_kind kind)
{
    return value && value->kind == kind;
}
