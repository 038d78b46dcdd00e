/* HTML and Markdown, as far as needed to tell text from what is not: no tree, one pass, no memory.
 * Whatever is not understood stays as it is. */
#include "scan/view.h"

#include "scan/entities.h"

#define TAG_MAX (64u << 10) /* bytes; a "<" without its ">" so far is no tag */
#define ENTITY_MAX 32

void ak_view_start(ak_view *view, aka_scan_form form)
{
    *view = (ak_view){.form = form, .line = true};
}

static bool path_ends(const char *path, const char *ending)
{
    size_t n = path ? strlen(path) : 0, m = strlen(ending);
    static const char *const packed[] = {".gz", ".zst"};
    for (size_t i = 0; i < 2; i++)
        if (n > strlen(packed[i]) && strcmp(path + n - strlen(packed[i]), packed[i]) == 0)
            n -= strlen(packed[i]);
    return n >= m && ak_slice_eq_nocase((ak_slice){path + n - m, m}, (ak_slice){ending, m});
}

aka_scan_form ak_view_detect(const char *path, ak_slice beginning)
{
    static const char *const html[] = {".html", ".htm", ".xhtml"};
    static const char *const marks[] = {"<!doctype html", "<html", "<head", "<body"};
    for (size_t i = 0; i < 3; i++)
        if (path_ends(path, html[i])) return AKA_FORM_HTML;
    if (path_ends(path, ".md") || path_ends(path, ".markdown")) return AKA_FORM_MARKDOWN;
    if (path_ends(path, ".txt")) return AKA_FORM_TEXT;
    ak_slice text = ak_slice_trim(ak_slice_sub(beginning, 0, 1024));
    for (size_t i = 0; i < 4; i++)
        if (ak_slice_starts_nocase(text, ak_slice_of(marks[i]))) return AKA_FORM_HTML;
    return AKA_FORM_TEXT;
}

static bool is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* ---- tags ---- */

/* Tags within a line of text: what stands on both sides belongs together. */
static bool is_inline(ak_slice name)
{
    static const char *const names[] = {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "del", "dfn",
        "em", "font", "i", "ins", "kbd", "mark", "q", "s", "small", "span", "strike", "strong",
        "sub", "sup", "time", "tt", "u", "var", "wbr"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ak_slice_eq_nocase(name, ak_slice_of(names[i]))) return true;
    return false;
}

/* What ends the content of an element that is no text; NULL where it is. */
static const char *raw_end(ak_slice name)
{
    static const char *const raw[][2] = {{"script", "</script"}, {"style", "</style"},
        {"svg", "</svg"}, {"template", "</template"}, {"noscript", "</noscript"}};
    for (size_t i = 0; i < sizeof raw / sizeof *raw; i++)
        if (ak_slice_eq_nocase(name, ak_slice_of(raw[i][0]))) return raw[i][1];
    return NULL;
}

/* Zero-width characters of n bytes, at least two: within a word they are not seen. */
static void fill_unseen(char *bytes, size_t n)
{
    if (n % 2) {
        memcpy(bytes, "\xE2\x80\x8B", 3);
        bytes += 3;
        n -= 3;
    }
    for (; n; n -= 2, bytes += 2) memcpy(bytes, "\xC2\xAD", 2);
}

/* The bytes of a tag from its "<", quoted ">" left aside; 0: not complete. */
static size_t tag_length(const char *s, size_t len)
{
    char quote = 0;
    for (size_t i = 1; i < len && i < TAG_MAX; i++) {
        if (quote) {
            if (s[i] == quote) quote = 0;
        } else if ((s[i] == '"' || s[i] == '\'') && s[i - 1] == '=') {
            quote = s[i];
        } else if (s[i] == '>') {
            return i + 1;
        }
    }
    return 0;
}

static ak_slice tag_name(const char *s, size_t len)
{
    size_t from = s[1] == '/' ? 2 : 1, to = from;
    while (to < len && (is_alpha(s[to]) || (s[to] >= '0' && s[to] <= '9'))) to++;
    return (ak_slice){s + from, to - from};
}

static void blank_tag(ak_view *v, char *s, size_t n)
{
    ak_slice name = tag_name(s, n);
    bool closes = s[1] == '/', self = n > 2 && s[n - 2] == '/';
    if (!closes && !self) v->until = raw_end(name);
    if (is_inline(name)) {
        fill_unseen(s, n);
        return;
    }
    bool paragraph = !ak_slice_eq_nocase(name, AK_LIT("br")) && v->form == AKA_FORM_HTML;
    memset(s, ' ', n);
    if (paragraph && n > 1)
        s[0] = s[1] = '\n';
    else
        s[0] = '\n';
}

/* What begins with "<" at s: bytes done; 0: wait for more. */
static size_t read_tag(ak_view *v, char *s, size_t len, bool last)
{
    if (len < 4 && !last) return 0;
    if (len >= 4 && memcmp(s, "<!--", 4) == 0) {
        v->until = "-->";
        memset(s, ' ', 4);
        return 4;
    }
    bool may_be = len > 1 && (is_alpha(s[1]) || s[1] == '/' || s[1] == '!' || s[1] == '?');
    if (!may_be) return 1;
    size_t n = tag_length(s, len);
    if (n == 0) return last || len >= TAG_MAX ? 1 : 0;
    blank_tag(v, s, n);
    return n;
}

/* ---- entities ---- */

static size_t put_utf8(uint32_t cp, char *out)
{
    if (cp < 0x80) return out[0] = (char)cp, 1;
    size_t n = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    static const unsigned char heads[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = n; i-- > 1; cp >>= 6) out[i] = (char)(0x80 | (cp & 0x3F));
    out[0] = (char)(heads[n] | cp);
    return n;
}

static uint32_t numbered(ak_slice digits)
{
    bool hex = digits.len && (digits.data[0] | 0x20) == 'x';
    uint32_t cp = 0;
    for (size_t i = hex ? 1 : 0; i < digits.len; i++) {
        char c = digits.data[i], low = (char)(c | 0x20);
        unsigned d = c >= '0' && c <= '9'              ? (unsigned)(c - '0')
                     : hex && low >= 'a' && low <= 'f' ? (unsigned)(low - 'a' + 10)
                                                       : 99;
        if (d == 99) return 0;
        cp = cp * (hex ? 16 : 10) + d;
        if (cp > 0x10FFFF) return 0;
    }
    return cp >= 0xD800 && cp < 0xE000 ? 0 : cp;
}

static size_t read_entity(char *s, size_t len, bool last)
{
    size_t n = 1;
    while (n < len && n < ENTITY_MAX &&
           (is_alpha(s[n]) || s[n] == '#' || (s[n] >= '0' && s[n] <= '9')))
        n++;
    if (n == len && !last) return n < ENTITY_MAX ? 0 : 1;
    if (n == len || s[n] != ';' || n == 1) return 1;
    ak_slice name = {s + 1, n - 1};
    uint32_t cp = s[1] == '#' ? numbered(ak_slice_sub(name, 1, name.len)) : ak_entity_named(name);
    if (cp == 0) return 1;
    size_t used = put_utf8(cp < 0x20 || cp == 0xA0 ? ' ' : cp, s), rest = n + 1 - used;
    if (rest == 1)
        s[used] = ' ';
    else if (rest)
        fill_unseen(s + used, rest);
    return n + 1;
}

/* ---- what is skipped whole ---- */

static size_t find_nocase(const char *s, size_t len, const char *needle)
{
    size_t n = strlen(needle);
    for (size_t i = 0; i + n <= len; i++)
        if (ak_slice_eq_nocase((ak_slice){s + i, n}, (ak_slice){needle, n})) return i;
    return SIZE_MAX;
}

static size_t skip_until(ak_view *v, char *s, size_t len, bool last)
{
    size_t keep = strlen(v->until), at = find_nocase(s, len, v->until);
    if (at == SIZE_MAX) {
        size_t n = last ? len : len < keep ? 0 : len - keep;
        memset(s, ' ', n);
        return n;
    }
    bool tag = v->until[0] == '<'; /* its own bytes are a tag, to be read as one */
    if (!tag) at += keep;
    memset(s, ' ', at);
    v->until = NULL;
    return at;
}

/* ---- Markdown ---- */

/* At the beginning of a line: a fence opens code, bullets and headings open a paragraph. */
static size_t markdown_line(ak_view *v, char *s, size_t len)
{
    size_t i = 0;
    while (i < len && s[i] == ' ') i++;
    if (i + 3 <= len && (memcmp(s + i, "```", 3) == 0 || memcmp(s + i, "~~~", 3) == 0)) {
        v->until = s[i] == '`' ? "\n```" : "\n~~~";
        memset(s, ' ', i + 3);
        return i + 3;
    }
    if (i + 1 < len && memchr("-*+>#", s[i], 5) && memchr(" #>", s[i + 1], 3)) {
        s[i] = '|'; /* ends what came before */
        return i + 1;
    }
    return i;
}

/* "](target)": the target is no text. Bytes done; 0: wait for more. */
static size_t markdown_target(char *s, size_t len, bool last)
{
    size_t n = 2;
    while (n < len && n < 4096 && s[n] != ')' && s[n] != '\n') n++;
    if (n == len && n < 4096 && !last) return 0;
    if (n == len || s[n] != ')') return 1;
    memset(s, ' ', n + 1);
    s[0] = ']';
    return n + 1;
}

static size_t read_markdown(ak_view *v, char *s, size_t len, bool last)
{
    if (v->line && memchr(" -*+>#`~", s[0], 8)) {
        if (len < 8 && !last) return 0;
        size_t n = markdown_line(v, s, len);
        v->line = false;
        return n ? n : 1;
    }
    if (s[0] == ']' && len == 1 && !last) return 0;
    if (s[0] == ']' && len > 1 && s[1] == '(') return markdown_target(s, len, last);
    if (s[0] == '*' || s[0] == '_' || s[0] == '`') s[0] = ' ';
    if (s[0] == '[' || s[0] == ']') s[0] = ' ';
    return 1;
}

/* ---- all ---- */

static size_t read_one(ak_view *v, char *s, size_t len, bool last)
{
    if (s[0] == '<') return read_tag(v, s, len, last);
    if (s[0] == '&') return read_entity(s, len, last);
    if (v->form == AKA_FORM_MARKDOWN) return read_markdown(v, s, len, last);
    if (s[0] == '\n' || s[0] == '\r') s[0] = ' '; /* a line of HTML ends where a tag says so */
    return 1;
}

size_t ak_view_read(ak_view *v, char *bytes, size_t len, bool last)
{
    size_t i = 0;
    if (v->form == AKA_FORM_TEXT) return len;
    while (i < len) {
        bool newline = bytes[i] == '\n', skipping = v->until;
        size_t n = skipping ? skip_until(v, bytes + i, len - i, last)
                            : read_one(v, bytes + i, len - i, last);
        if (n == 0 && skipping && !v->until) continue; /* its end is the next thing to read */
        if (n == 0 && !last) break;
        if (n == 0) n = 1;
        v->line = newline;
        i += n;
    }
    return i;
}
