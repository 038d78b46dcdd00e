/* Views of plain text, and what is the same in every form: which form a file has, and the pass over
 * its bytes. No tree, one pass, no memory; whatever is not understood stays as it is. */
#include "scan/view_parts.h"

#include "text/utf8.h"

void ak_view_start(ak_view *view, aka_scan_form form)
{
    *view = (ak_view){.form = form, .line = true};
}

/* ---- the form ---- */

static bool path_ends(const char *path, const char *ending)
{
    size_t n = path ? strlen(path) : 0, m = strlen(ending);
    static const char *const packed[] = {".gz", ".zst"};
    for (size_t i = 0; i < 2; i++)
        if (n > strlen(packed[i]) && strcmp(path + n - strlen(packed[i]), packed[i]) == 0)
            n -= strlen(packed[i]);
    return n >= m && ak_slice_eq_nocase((ak_slice){path + n - m, m}, (ak_slice){ending, m});
}

/* Behind the byte order mark, the XML declaration and comments that a page may begin with. */
static ak_slice skip_prolog(ak_slice text)
{
    static const char *const parts[][2] = {{"\xEF\xBB\xBF", ""}, {"<?xml", "?>"}, {"<!--", "-->"}};
    for (size_t i = 0; i < 3; i++) {
        ak_slice end = ak_slice_of(parts[i][1]);
        text = ak_slice_trim(text);
        if (!ak_slice_starts_nocase(text, ak_slice_of(parts[i][0]))) continue;
        size_t at = end.len ? ak_slice_find(text, end, 0) : strlen(parts[i][0]);
        if (at == SIZE_MAX) return text;
        text = ak_slice_sub(text, at + end.len, text.len);
        if (end.len) i--; /* there may be another */
    }
    return text;
}

/* An element that pages, and pieces of them, begin with. */
static bool begins_html(ak_slice text)
{
    static const char *const marks[] = {"!doctype html", "html", "head", "body", "title", "meta",
        "div", "p", "article", "section", "main", "table", "h1", "ul"};
    if (text.len < 2 || text.data[0] != '<') return false;
    text = ak_slice_sub(text, 1, text.len);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        ak_slice mark = ak_slice_of(marks[i]);
        if (ak_slice_starts_nocase(text, mark) && text.len > mark.len &&
            memchr(" \t\r\n>/", text.data[mark.len], 6))
            return true;
    }
    return false;
}

aka_scan_form ak_view_detect(const char *path, ak_slice beginning)
{
    static const char *const html[] = {".html", ".htm", ".xhtml"};
    for (size_t i = 0; i < 3; i++)
        if (path_ends(path, html[i])) return AKA_FORM_HTML;
    if (path_ends(path, ".md") || path_ends(path, ".markdown")) return AKA_FORM_MARKDOWN;
    if (path_ends(path, ".txt")) return AKA_FORM_TEXT;
    ak_slice text = skip_prolog(ak_slice_sub(beginning, 0, 2048));
    return begins_html(text) ? AKA_FORM_HTML : AKA_FORM_TEXT;
}

void ak_view_unseen(char *bytes, size_t n)
{
    if (n % 2) {
        memcpy(bytes, "\xE2\x80\x8B", 3);
        bytes += 3;
        n -= 3;
    }
    for (; n; n -= 2, bytes += 2) memcpy(bytes, "\xC2\xAD", 2);
}

/* ---- plain text ---- */

#define INDENT_MAX 32 /* blanks that a line goes on behind */
#define BREAK_MAX 48  /* bytes of a word's break: letter, hyphen, line end, blanks, letter */

/* The bytes of the hyphen, soft or not, that ends s; 0: none. */
static size_t hyphen_behind(const char *s, size_t len)
{
    static const char *const hyphens[] = {"-", "\xC2\xAD", "\xE2\x80\x90"};
    for (size_t i = 0; i < 3; i++) {
        size_t n = strlen(hyphens[i]);
        if (len >= n && memcmp(s + len - n, hyphens[i], n) == 0) return n;
    }
    return 0;
}

/* Joins a word that the line end at `at` breaks: "Gus-", "tavo". What goes on with a capital is a
 * name with a hyphen. */
static void join_at(char *s, size_t len, size_t at)
{
    size_t end = at > 0 && s[at - 1] == '\r' ? at - 1 : at, n = hyphen_behind(s, end), to = at + 1;
    if (n == 0 || end == n) return;
    unsigned char before = (unsigned char)s[end - n - 1];
    bool letter = before >= 0x80 || (before >= 'a' && before <= 'z');
    while (to < len && to - at <= INDENT_MAX && (s[to] == ' ' || s[to] == '\t')) to++;
    if (letter && ak_utf8_small((ak_slice){s + to, len - to}))
        ak_view_unseen(s + end - n, to - (end - n));
}

/* Where a break begins that may go on behind len. */
static size_t before_break(const char *s, size_t len)
{
    size_t least = len > BREAK_MAX ? len - BREAK_MAX : 0, to = len;
    while (to > least && ((unsigned char)s[to - 1] >= 0x80 || memchr("- \t\r\n", s[to - 1], 5)))
        to--;
    return to > least ? to - 1 : to;
}

static size_t read_text(char *s, size_t len, bool last)
{
    size_t done = last ? len : before_break(s, len);
    for (size_t at = 0; at < done; at++) {
        const char *end = memchr(s + at, '\n', done - at);
        if (!end) break;
        at = (size_t)(end - s);
        join_at(s, len, at);
    }
    return done;
}

/* ---- all ---- */

static size_t read_one(ak_view *v, char *s, size_t len, bool last)
{
    if (v->until || v->tag) return ak_view_skip(v, s, len, last);
    if (v->fence) return ak_view_fenced(v, s, len, last);
    if (s[0] == '<' && !v->no_tag) return ak_view_tag(v, s, len, last);
    if (s[0] == '&') return ak_view_entity(v, s, len, last);
    if (v->form == AKA_FORM_MARKDOWN) return ak_view_markdown(v, s, len, last);
    if (s[0] == '\n' || s[0] == '\r') s[0] = ' '; /* a line of HTML ends where a tag says so */
    return 1;
}

size_t ak_view_read(ak_view *v, char *bytes, size_t len, bool last)
{
    size_t i = 0;
    if (v->form == AKA_FORM_TEXT) return read_text(bytes, len, last);
    while (i < len) {
        bool newline = bytes[i] == '\n', skipping = v->until;
        size_t n = read_one(v, bytes + i, len - i, last);
        if (n == 0 && skipping && !v->until) continue; /* its end is the next thing to read */
        if (n == 0 && !last) break;
        if (n == 0) n = 1;
        v->no_tag -= v->no_tag < n ? v->no_tag : n;
        v->no_target -= v->no_target < n ? v->no_target : n;
        v->line = newline;
        i += n;
    }
    return i;
}
