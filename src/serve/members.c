/* Walking through JSON that is known to be well-formed; where it is not, it ends early. */
#include "members.h"

#include <string.h>
#include <strings.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t skip_blanks(aka_view text, size_t at)
{
    while (at < text.len && is_blank(text.data[at])) at++;
    return at;
}

/* The end of the string that begins at `at`: behind the next quote that has an even number of
 * backslashes before it. */
static size_t skip_string(aka_view text, size_t at)
{
    const char *end = text.data + text.len, *quote = text.data + at;
    for (;;) {
        const char *from = quote + 1;
        quote = from < end ? memchr(from, '"', (size_t)(end - from)) : NULL;
        if (!quote) return text.len;
        const char *slash = quote;
        while (slash > from && slash[-1] == '\\') slash--;
        if ((quote - slash) % 2 == 0) return (size_t)(quote - text.data) + 1;
    }
}

/* The end of the value that begins at `at`. */
static size_t skip_value(aka_view text, size_t at)
{
    size_t depth = 0;
    while (at < text.len) {
        char c = text.data[at];
        if (c == '"') {
            at = skip_string(text, at);
            if (depth == 0) return at;
            continue;
        }
        if (c == '{' || c == '[') depth++;
        if (c == '}' || c == ']') {
            if (depth == 0) return at;
            if (--depth == 0) return at + 1;
        }
        if (depth == 0 && (c == ',' || is_blank(c))) return at;
        at++;
    }
    return at;
}

/* To the next item of a container that opens with that sign; false at its end. */
static bool to_item(aka_view text, size_t *at, char opens)
{
    size_t i = skip_blanks(text, *at);
    if (i >= text.len) return false;
    if (*at == 0 ? text.data[i] != opens : text.data[i] != ',') return false;
    i = skip_blanks(text, i + 1);
    *at = i;
    return i < text.len && text.data[i] != '}' && text.data[i] != ']';
}

bool ak_member_next(aka_view object, size_t *at, aka_view *key, aka_view *value)
{
    if (!to_item(object, at, '{') || object.data[*at] != '"') return false;
    size_t end = skip_string(object, *at);
    if (end - *at < 2) return false;
    *key = (aka_view){object.data + *at + 1, end - *at - 2};
    size_t from = skip_blanks(object, end);
    if (from >= object.len || object.data[from] != ':') return false;
    from = skip_blanks(object, from + 1);
    *at = skip_value(object, from);
    *value = (aka_view){object.data + from, *at - from};
    return true;
}

bool ak_element_next(aka_view array, size_t *at, aka_view *value)
{
    if (!to_item(array, at, '[')) return false;
    size_t end = skip_value(array, *at);
    *value = (aka_view){array.data + *at, end - *at};
    *at = end;
    return true;
}

bool ak_view_like(aka_view view, const char *text)
{
    size_t len = strlen(text);
    return view.len == len && (len == 0 || strncasecmp(view.data, text, len) == 0);
}

aka_view ak_member(aka_view object, const char *key)
{
    size_t at = 0;
    aka_view found, value;
    while (ak_member_next(object, &at, &found, &value))
        if (ak_view_is(found, key)) return value;
    return (aka_view){"", 0};
}

aka_view ak_unquoted(aka_view value)
{
    if (value.len < 2 || value.data[0] != '"') return value;
    return (aka_view){value.data + 1, value.len - 2};
}

bool ak_array_has(aka_view array, const char *text)
{
    size_t at = 0;
    aka_view value;
    while (ak_element_next(array, &at, &value))
        if (ak_view_is(ak_unquoted(value), text)) return true;
    return false;
}
