/* Views of HTML: tags become blanks, or nothing at all within a word; scripts and the like are
 * blank; entities are the characters they stand for. Read as browsers do where they agree. */
#include "lists/repair.h"
#include "scan/entities.h"
#include "scan/view_parts.h"
#include "text/utf8.h"

#define ENTITY_MAX 32
#define LEGACY_MAX 6 /* letters of the longest entity that needs no ";" */

static bool is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* ---- tags ---- */

/* Tags within a line of text: what stands on both sides belongs together. Those with a colon are
 * what word processors add. */
static bool is_inline(ak_slice name)
{
    static const char *const names[] = {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite",
        "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "nobr", "q",
        "rb", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
        "u", "var", "wbr"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ak_slice_eq_nocase(name, ak_slice_of(names[i]))) return true;
    return ak_slice_find(name, AK_LIT(":"), 0) != SIZE_MAX;
}

/* What ends the content of an element that is no text; NULL where it is. */
static const char *raw_end(ak_slice name)
{
    static const char *const raw[][2] = {
        {"script", "</script"}, {"style", "</style"}, {"template", "</template"}};
    for (size_t i = 0; i < sizeof raw / sizeof *raw; i++)
        if (ak_slice_eq_nocase(name, ak_slice_of(raw[i][0]))) return raw[i][1];
    return NULL;
}

static ak_slice tag_name(const char *s, size_t len)
{
    size_t from = s[1] == '/' ? 2 : 1, to = from;
    while (to < len && !is_blank(s[to]) && s[to] != '/' && s[to] != '>') to++;
    return (ak_slice){s + from, to - from};
}

/* Goes on within a tag from s[i] to behind its ">", quoted ones left aside; SIZE_MAX: not there. */
static size_t tag_end(ak_view *v, const char *s, size_t i, size_t len)
{
    for (; i < len; i++) {
        char c = s[i];
        if (v->quote) {
            if (c == v->quote) v->quote = 0;
            continue;
        }
        if (c == '>') return i + 1;
        if (v->value && (c == '"' || c == '\'')) v->quote = c;
        v->value = c == '=' || (v->value && is_blank(c));
    }
    return SIZE_MAX;
}

/* Within a tag that is longer than what was looked at, such as one with a picture in it. */
static size_t skip_tag(ak_view *v, char *s, size_t len)
{
    size_t end = tag_end(v, s, 0, len), n = end == SIZE_MAX ? len : end;
    v->tag = end == SIZE_MAX;
    memset(s, ' ', n);
    return n;
}

static void blank_tag(ak_view *v, char *s, size_t n, bool number_follows)
{
    ak_slice name = tag_name(s, n);
    bool closes = s[1] == '/', self = n > 2 && s[n - 2] == '/';
    bool note = number_follows && ak_slice_eq_nocase(name, AK_LIT("sup"));
    if (!closes && !self) v->until = raw_end(name);
    if (is_inline(name) && !note) {
        ak_view_unseen(s, n);
        return;
    }
    /* An element of somebody's own is not known to begin a paragraph. */
    bool within = note || ak_slice_find(name, AK_LIT("-"), 0) != SIZE_MAX;
    bool paragraph = !ak_slice_eq_nocase(name, AK_LIT("br")) && v->form == AKA_FORM_HTML;
    memset(s, ' ', n);
    if (within) return;
    s[0] = '\n';
    if (paragraph && n > 1) s[1] = '\n';
}

/* ---- comments and the like ---- */

/* Where a comment ends, from s[from]: behind "-->" or "--!>"; SIZE_MAX: not there. */
static size_t comment_end(const char *s, size_t from, size_t len)
{
    for (size_t i = from; i + 3 <= len; i++) {
        const char *dashes = memchr(s + i, '-', len - i);
        if (!dashes) break;
        i = (size_t)(dashes - s);
        if (i + 3 <= len && memcmp(s + i, "-->", 3) == 0) return i + 3;
        if (i + 4 <= len && memcmp(s + i, "--!>", 4) == 0) return i + 4;
    }
    return SIZE_MAX;
}

/* "<!--" at s. A word may go on behind a comment. */
static size_t read_comment(ak_view *v, char *s, size_t len, bool last)
{
    size_t end = comment_end(s, 4, len);
    if (len > 4 && s[4] == '>') end = 5; /* empty */
    if (len > 5 && s[4] == '-' && s[5] == '>') end = 6;
    if (end == SIZE_MAX && !last && len < AK_VIEW_TAG_MAX) return 0;
    if (end == SIZE_MAX) {
        v->until = "-->";
        memset(s, ' ', 4);
        return 4;
    }
    ak_view_unseen(s, end);
    return end;
}

size_t ak_view_tag(ak_view *v, char *s, size_t len, bool last)
{
    const ak_slice cdata = AK_LIT("<![CDATA[");
    if (len < cdata.len && !last) return 0;
    if (len >= 4 && memcmp(s, "<!--", 4) == 0) return read_comment(v, s, len, last);
    if (ak_slice_starts((ak_slice){s, len}, cdata)) { /* what it holds is text */
        ak_view_unseen(s, cdata.len);
        return cdata.len;
    }
    bool may_be = len > 1 && (is_alpha(s[1]) || s[1] == '/' || s[1] == '!' || s[1] == '?');
    if (!may_be) return 1;
    v->quote = 0;
    v->value = false;
    size_t seen = len < AK_VIEW_TAG_MAX ? len : AK_VIEW_TAG_MAX, n = tag_end(v, s, 1, seen);
    if (n == SIZE_MAX && seen < AK_VIEW_TAG_MAX && !last) return 0;
    if (n == SIZE_MAX && v->quote && seen == AK_VIEW_TAG_MAX) {
        v->tag = true;
        memset(s, ' ', seen);
        return seen;
    }
    if (n == SIZE_MAX) { /* nor is any other "<" before its end */
        v->no_tag = seen;
        return 1;
    }
    if (n == len && !last) return 0; /* what follows decides */
    blank_tag(v, s, n, n < len && is_digit(s[n]));
    return n;
}

/* ---- what is skipped whole ---- */

/* Where the tag that begins like `needle`, in letters of any case, begins; SIZE_MAX: not there. */
static size_t find_tag(const char *s, size_t len, ak_slice needle)
{
    for (const char *at = s; (at = memchr(at, '<', len - (size_t)(at - s))) != NULL; at++)
        if (ak_slice_starts_nocase((ak_slice){at, len - (size_t)(at - s)}, needle))
            return (size_t)(at - s);
    return SIZE_MAX;
}

size_t ak_view_skip(ak_view *v, char *s, size_t len, bool last)
{
    if (v->tag) return skip_tag(v, s, len);
    bool tag = v->until[0] == '<'; /* its own bytes are a tag, to be read as one */
    size_t keep = strlen(v->until),
           at = tag ? find_tag(s, len, ak_slice_of(v->until)) : comment_end(s, 0, len);
    if (at == SIZE_MAX) {
        size_t n = last ? len : len < keep ? 0 : len - keep;
        memset(s, ' ', n);
        return n;
    }
    memset(s, ' ', at);
    v->until = NULL;
    return at;
}

/* ---- entities ---- */

/* Code point of the number at s, of a word processor's as well, which took those of Windows-1252;
 * 0: none. *used: its bytes. */
static uint32_t numbered(const char *s, size_t len, size_t *used)
{
    bool hex = len && (s[0] | 0x20) == 'x';
    uint32_t cp = 0;
    size_t i = hex, from = i;
    for (; i < len; i++) {
        char c = s[i], low = (char)(c | 0x20);
        unsigned d = is_digit(c)                       ? (unsigned)(c - '0')
                     : hex && low >= 'a' && low <= 'f' ? (unsigned)(low - 'a' + 10)
                                                       : 99;
        if (d == 99) break;
        if (cp <= 0x10FFFF) cp = cp * (hex ? 16 : 10) + d;
    }
    *used = i;
    if (i == from || cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000)) return 0;
    return cp >= 0x80 && cp < 0xA0 ? ak_cp1252((unsigned char)cp) : cp;
}

/* An old name that something goes on behind: "&nbspPetro". */
static uint32_t named_before(ak_slice name, size_t *used)
{
    for (size_t n = name.len < LEGACY_MAX ? name.len : LEGACY_MAX; n > 1; n--) {
        uint32_t cp = ak_entity_named(ak_slice_sub(name, 0, n));
        *used = n;
        if (cp && (cp >= 0xA0 || cp < 0x80) && cp <= 0xFF) return cp;
    }
    return 0;
}

size_t ak_view_entity(const ak_view *v, char *s, size_t len, bool last)
{
    size_t n = 1, used;
    while (n < len && n < ENTITY_MAX && (is_alpha(s[n]) || s[n] == '#' || is_digit(s[n]))) n++;
    if (n == len && n < ENTITY_MAX && !last) return 0;
    bool closed = n < len && s[n] == ';';
    ak_slice name = {s + 1, n - 1};
    uint32_t cp;
    const bool number = name.len && name.data[0] == '#';
    if (number) {
        cp = numbered(s + 2, n - 2, &used);
        used += 1;
    } else {
        cp = closed ? ak_entity_named(name) : 0;
        used = name.len;
    }
    if (cp == 0 && v->form == AKA_FORM_HTML && !number) cp = named_before(name, &used);
    bool whole = closed && used == name.len;
    if (cp == 0 || (!whole && v->form != AKA_FORM_HTML)) return 1;
    used += whole ? 2 : 1; /* the "&", the ";" */
    size_t put = ak_utf8_put(cp < 0x20 || cp == 0xA0 ? ' ' : cp, s), rest = used - put;
    if (rest == 1)
        s[put] = ' ';
    else if (rest)
        ak_view_unseen(s + put, rest);
    return used;
}
