/* Views of Markdown: code between fences, targets of links and marks of emphasis are blank;
 * bullets and headings end what came before. */
#include "scan/view_parts.h"

#define LINE_MAX_SEEN 4096 /* bytes of a line that are looked at */
#define TARGET_MAX 4096

static size_t count_of(const char *s, size_t len, char c)
{
    size_t n = 0;
    while (n < len && s[n] == c) n++;
    return n;
}

/* Bytes to the end of the line; SIZE_MAX: it must be seen first. */
static size_t line_length(const char *s, size_t len, bool last)
{
    size_t seen = len < LINE_MAX_SEEN ? len : LINE_MAX_SEEN;
    const char *end = memchr(s, '\n', seen);
    if (end) return (size_t)(end - s);
    return seen == LINE_MAX_SEEN || last ? seen : SIZE_MAX;
}

size_t ak_view_fenced(ak_view *v, char *s, size_t len, bool last)
{
    if (s[0] == '\n') return 1;
    size_t n = line_length(s, len, last);
    if (n == SIZE_MAX) return 0;
    size_t from = count_of(s, n, ' '), marks = count_of(s + from, n - from, v->fence);
    ak_slice rest = ak_slice_trim((ak_slice){s + from + marks, n - from - marks});
    if (v->line && marks >= v->fence_len && rest.len == 0) v->fence = 0;
    memset(s, ' ', n);
    return n;
}

/* "```" behind n blanks, where the line is one that opens a fence: its bytes; 0: no fence. */
static size_t open_fence(ak_view *v, const char *s, size_t n, size_t line)
{
    char mark = n < line ? s[n] : 0;
    size_t marks = mark == '`' || mark == '~' ? count_of(s + n, line - n, mark) : 0;
    if (marks < 3 || (mark == '`' && memchr(s + n + marks, '`', line - n - marks))) return 0;
    v->fence = mark;
    v->fence_len = marks;
    return line;
}

/* At the beginning of a line: a fence opens code; bullets, headings and the first line of a
 * quotation open a paragraph. */
static size_t read_line_start(ak_view *v, char *s, size_t len, bool last)
{
    size_t n = line_length(s, len, last), i;
    if (n == SIZE_MAX) return 0;
    i = count_of(s, n, ' ');
    bool quoted = v->quoted;
    v->quoted = i < n && s[i] == '>';
    if ((i = open_fence(v, s, i, n)) != 0) {
        memset(s, ' ', i);
        return i;
    }
    i = count_of(s, n, ' ');
    if (i + 1 < n && memchr("-*+>#", s[i], 5) && memchr(" #>", s[i + 1], 3)) {
        s[i] = v->quoted && quoted ? ' ' : '|'; /* ends what came before */
        return i + 1;
    }
    return i;
}

/* "](target)": the target is no text. One that does not end is text, and what was looked at for its
 * end is not looked at again. */
static size_t read_target(ak_view *v, char *s, size_t len, bool last)
{
    size_t n = 2;
    while (n < len && n < TARGET_MAX && s[n] != ')' && s[n] != '\n') n++;
    if (n == len && n < TARGET_MAX && !last) return 0;
    if (n == len || s[n] != ')') {
        v->no_target = n;
        return 1;
    }
    memset(s, ' ', n + 1);
    s[0] = ']';
    return n + 1;
}

size_t ak_view_markdown(ak_view *v, char *s, size_t len, bool last)
{
    if (v->line && memchr(" -*+>#`~", s[0], 8)) {
        size_t n = read_line_start(v, s, len, last);
        if (n == 0 && line_length(s, len, last) == SIZE_MAX) return 0;
        v->line = false;
        if (n) return n;
    } else if (v->line) {
        v->quoted = false;
    }
    if (s[0] == ']' && len == 1 && !last) return 0;
    if (s[0] == ']' && len > 1 && s[1] == '(' && !v->no_target) return read_target(v, s, len, last);
    if (s[0] == '*' || s[0] == '_' || s[0] == '`' || s[0] == '[' || s[0] == ']') s[0] = ' ';
    return 1;
}
