/* Shows a JSON object as text. The parser is a cursor over the text: skip_value finds where a value
 * ends, and everything else is made of that. */
#include "json.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 16, MAX_COLUMNS = 16 };

static const char *blanks(const char *s)
{
    return s + strspn(s, " \t\r\n");
}

static const char *skip_string(const char *s)
{
    for (s++; *s && *s != '"'; s++)
        if (*s == '\\' && s[1]) s++;
    return *s ? s + 1 : NULL;
}

/* Behind the value at s; NULL where there is none. */
static const char *skip_value(const char *s, int depth)
{
    s = blanks(s);
    if (*s == '"') return skip_string(s);
    if (*s != '{' && *s != '[') {
        size_t len = strcspn(s, ",]} \t\r\n");
        return len ? s + len : NULL;
    }
    char close = *s == '{' ? '}' : ']';
    if (depth == MAX_DEPTH) return NULL;
    for (s = blanks(s + 1); *s != close;) {
        if (close == '}') {
            if (*s != '"' || !(s = skip_string(s)) || *(s = blanks(s)) != ':') return NULL;
            s++;
        }
        if (!(s = skip_value(s, depth + 1))) return NULL;
        s = blanks(s);
        if (*s == ',')
            s = blanks(s + 1);
        else if (*s != close)
            return NULL;
    }
    return s + 1;
}

/* Steps through an object or array that skip_value has accepted: the member's key (NULL in an
 * array) and value. Starts with *at on the opening bracket. */
static bool next_member(const char **at, const char **key, const char **value)
{
    bool object = false;
    const char *s = *at;
    if (*s == '{' || *s == '[') {
        object = *s == '{';
        s = blanks(s + 1);
    } else {
        s = blanks(s);
        if (*s != ',') return false;
        s = blanks(s + 1);
        object = *key != NULL;
    }
    if (*s == '}' || *s == ']') return false;
    *key = NULL;
    if (object) {
        *key = s;
        s = blanks(skip_string(s)) + 1; /* behind the colon */
    }
    *value = blanks(s);
    *at = skip_value(*value, 0);
    return *at;
}

static void put_utf8(cli_buf *out, unsigned c)
{
    char s[4];
    size_t len = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = len; i-- > 1; c >>= 6) s[i] = (char)(0x80 | (c & 0x3F));
    static const unsigned first[] = {0, 0, 0xC0, 0xE0, 0xF0};
    s[0] = (char)(first[len] | c);
    cli_put(out, s, len);
}

/* The four hex digits at s, and those of the low surrogate behind them. */
static const char *put_escaped(cli_buf *out, const char *s)
{
    char digits[5] = {0};
    strncpy(digits, s, 4);
    unsigned c = (unsigned)strtoul(digits, NULL, 16);
    s += strlen(digits);
    if (c >= 0xD800 && c < 0xDC00 && s[0] == '\\' && s[1] == 'u') {
        strncpy(digits, s + 2, 4);
        c = 0x10000 + ((c - 0xD800) << 10) +
            (((unsigned)strtoul(digits, NULL, 16) - 0xDC00) & 0x3FF);
        s += 2 + strlen(digits);
    }
    put_utf8(out, c ? c : ' ');
    return s;
}

/* A string without its quotes, or a number or word as it is. */
static void put_scalar(cli_buf *out, const char *value)
{
    cli_buf text = {0};
    if (*value != '"') {
        cli_put(out, value, strcspn(value, ",]} \t\r\n"));
        return;
    }
    for (const char *s = value + 1; *s && *s != '"';) {
        if (*s != '\\') {
            cli_put(&text, s++, 1);
        } else if (s[1] == 'u') {
            s = put_escaped(&text, s + 2);
        } else {
            cli_put(&text, strchr("nrtbf", s[1]) ? " " : s + 1, 1);
            s += 2;
        }
    }
    if (text.data) cli_put_clean(out, text.data);
    out->failed |= text.failed;
    cli_buf_free(&text);
}

static void put_value(cli_buf *out, const char *value)
{
    if (*value != '[') {
        put_scalar(out, value);
        return;
    }
    const char *key = NULL, *member, *at = value;
    for (bool first = true; next_member(&at, &key, &member); first = false) {
        if (!first) cli_puts(out, ", ");
        put_scalar(out, member);
    }
}

/* A key as a heading: without quotes, blanks for underscores. */
static void put_key(cli_buf *out, const char *key)
{
    size_t start = out->len;
    put_scalar(out, key);
    for (size_t i = start; i < out->len && !out->failed; i++)
        if (out->data[i] == '_') out->data[i] = ' ';
}

static size_t width_of(const char *value, void (*put)(cli_buf *, const char *))
{
    cli_buf text = {0};
    put(&text, value);
    size_t width = text.data ? cli_width(text.data) : 0;
    cli_buf_free(&text);
    return width;
}

static void put_padded(
    cli_buf *out, const char *value, void (*put)(cli_buf *, const char *), size_t width)
{
    size_t own = width_of(value, put);
    put(out, value);
    if (own < width) cli_pad(out, width - own);
}

static bool is_number(const char *value)
{
    return *value == '-' || (*value >= '0' && *value <= '9');
}

typedef struct column {
    const char *key;
    size_t width;
} column;

/* The columns of a table are the keys of its first row; rows of one array have the same. */
static size_t find_columns(const char *array, column *columns)
{
    const char *row_key = NULL, *row, *at = array;
    size_t count = 0;
    while (next_member(&at, &row_key, &row)) {
        const char *key = NULL, *value, *in_row = row;
        for (size_t i = 0; i < MAX_COLUMNS && next_member(&in_row, &key, &value); i++) {
            if (i == count) columns[count++] = (column){key, width_of(key, put_key)};
            size_t width = width_of(value, put_value);
            if (width > columns[i].width) columns[i].width = width;
        }
    }
    return count;
}

static void show_table(cli_buf *out, const char *array, size_t indent)
{
    column columns[MAX_COLUMNS];
    size_t count = find_columns(array, columns);
    cli_pad(out, indent);
    for (size_t i = 0; i < count; i++)
        put_padded(out, columns[i].key, put_key, i + 1 < count ? columns[i].width + 2 : 0);
    const char *row_key = NULL, *row, *at = array;
    while (next_member(&at, &row_key, &row)) {
        cli_puts(out, "\n");
        cli_pad(out, indent);
        const char *key = NULL, *value, *in_row = row;
        for (size_t i = 0; i < count && next_member(&in_row, &key, &value); i++) {
            size_t width = columns[i].width;
            if (is_number(value)) cli_pad(out, width - width_of(value, put_value));
            put_padded(out, value, put_value, is_number(value) || i + 1 == count ? 0 : width);
            if (i + 1 < count) cli_pad(out, 2);
        }
    }
    cli_puts(out, "\n");
}

static bool is_table(const char *value)
{
    return *value == '[' && *blanks(value + 1) == '{';
}

static void show_object(cli_buf *out, const char *object, size_t indent)
{
    const char *key = NULL, *value, *at = object;
    size_t width = 0;
    while (next_member(&at, &key, &value)) {
        size_t own = width_of(key, put_key);
        if (*value != '{' && !is_table(value) && own > width) width = own;
    }
    for (at = object, key = NULL; next_member(&at, &key, &value);) {
        cli_pad(out, indent);
        if (*value == '{' || is_table(value)) {
            put_key(out, key);
            cli_puts(out, ":\n");
            if (*value == '{')
                show_object(out, value, indent + 2);
            else
                show_table(out, value, indent + 2);
        } else {
            put_padded(out, key, put_key, width + 2);
            put_value(out, value);
            cli_puts(out, "\n");
        }
    }
}

bool cli_show_json(cli_buf *out, const char *json)
{
    json = blanks(json);
    if (*json != '{' || !skip_value(json, 0)) return false;
    show_object(out, json, 0);
    return !out->failed;
}
