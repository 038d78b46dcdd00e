/* Growing buffers, CSV cells, JSON strings, and what text looks like on a terminal. */
#include "out.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void cli_buf_free(cli_buf *buf)
{
    free(buf->data);
    *buf = (cli_buf){0};
}

static bool reserve(cli_buf *buf, size_t more)
{
    if (buf->failed || more > SIZE_MAX / 4 - buf->len) return !(buf->failed = true);
    size_t need = buf->len + more + 1;
    if (need <= buf->cap) return true;
    size_t cap = buf->cap ? buf->cap : 256;
    while (cap < need) cap *= 2;
    char *data = realloc(buf->data, cap);
    if (!data) return !(buf->failed = true);
    buf->data = data;
    buf->cap = cap;
    return true;
}

void cli_put(cli_buf *buf, const char *data, size_t len)
{
    if (!reserve(buf, len)) return;
    memcpy(buf->data + buf->len, data, len);
    buf->len += len;
    buf->data[buf->len] = 0;
}

void cli_puts(cli_buf *buf, const char *text)
{
    cli_put(buf, text, strlen(text));
}

void cli_putf(cli_buf *buf, const char *format, ...)
{
    for (size_t room = 64;;) { /* most of what is written fits in that */
        if (!reserve(buf, room)) return;
        va_list args;
        va_start(args, format);
        const int len = vsnprintf(buf->data + buf->len, room + 1, format, args);
        va_end(args);
        if (len < 0) {
            buf->failed = true;
            return;
        }
        if ((size_t)len <= room) {
            buf->len += (size_t)len;
            return;
        }
        room = (size_t)len;
    }
}

void cli_pad(cli_buf *buf, size_t columns)
{
    while (columns--) cli_put(buf, " ", 1);
}

void cli_put_csv(cli_buf *buf, const char *text)
{
    if (!text[strcspn(text, "\",\r\n")]) {
        cli_puts(buf, text);
        return;
    }
    cli_put(buf, "\"", 1);
    for (const char *quote; (quote = strchr(text, '"')); text = quote + 1) {
        cli_put(buf, text, (size_t)(quote - text));
        cli_put(buf, "\"\"", 2);
    }
    cli_puts(buf, text);
    cli_put(buf, "\"", 1);
}

/* Length of the UTF-8 sequence that starts with this byte; 0 for none. */
static size_t sequence_length(unsigned char first)
{
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first < 0xE0) return 2;
    if (first >= 0xE0 && first < 0xF0) return 3;
    if (first >= 0xF0 && first < 0xF5) return 4;
    return 0;
}

unsigned cli_next_char(const char **text)
{
    static const unsigned least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *s = (const unsigned char *)*text;
    if (!*s) return 0;
    size_t len = sequence_length(*s);
    unsigned c = len > 1 ? *s & (0x7Fu >> len) : *s;
    for (size_t i = 1; i < len; i++) {
        if ((s[i] & 0xC0) != 0x80) len = 0; /* also stops at the terminator */
        c = c << 6 | (s[i] & 0x3Fu);
    }
    if (len == 0 || c < least[len] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) {
        *text += 1;
        return 0xFFFD;
    }
    *text += len;
    return c;
}

void cli_put_json(cli_buf *buf, const char *text)
{
    cli_put(buf, "\"", 1);
    while (*text) {
        const char *start = text;
        unsigned c = cli_next_char(&text);
        if (c == '"' || c == '\\') {
            cli_putf(buf, "\\%c", (char)c);
        } else if (c < 0x20 || c == 0x7F) {
            cli_putf(buf, "\\u%04x", c);
        } else if (c == 0xFFFD) {
            cli_puts(buf, "\xEF\xBF\xBD");
        } else {
            cli_put(buf, start, (size_t)(text - start));
        }
    }
    cli_put(buf, "\"", 1);
}

typedef struct range {
    unsigned first, last;
} range;

/* Characters that take no column: combining marks, joiners (ascending). */
static const range zero_width[] = {{0x300, 0x36F}, {0x483, 0x489}, {0x591, 0x5BD}, {0x5BF, 0x5BF},
    {0x5C1, 0x5C2}, {0x5C4, 0x5C5}, {0x5C7, 0x5C7}, {0x610, 0x61A}, {0x64B, 0x65F}, {0x670, 0x670},
    {0x6D6, 0x6DC}, {0x6DF, 0x6E4}, {0x6E7, 0x6E8}, {0x6EA, 0x6ED}, {0x711, 0x711}, {0x730, 0x74A},
    {0x7A6, 0x7B0}, {0x900, 0x902}, {0x93A, 0x93A}, {0x93C, 0x93C}, {0x941, 0x948}, {0x94D, 0x94D},
    {0x951, 0x957}, {0x962, 0x963}, {0x981, 0x981}, {0x9BC, 0x9BC}, {0x9C1, 0x9C4}, {0x9CD, 0x9CD},
    {0xA01, 0xA02}, {0xA3C, 0xA51}, {0xA70, 0xA71}, {0xA81, 0xA82}, {0xABC, 0xABC}, {0xAC1, 0xAC8},
    {0xACD, 0xACD}, {0xB01, 0xB01}, {0xB3C, 0xB3C}, {0xB41, 0xB44}, {0xB4D, 0xB4D}, {0xB82, 0xB82},
    {0xBC0, 0xBC0}, {0xBCD, 0xBCD}, {0xC3E, 0xC40}, {0xC46, 0xC56}, {0xCBC, 0xCBC}, {0xCCC, 0xCCD},
    {0xD41, 0xD44}, {0xD4D, 0xD4D}, {0xE31, 0xE31}, {0xE34, 0xE3A}, {0xE47, 0xE4E}, {0xEB1, 0xEB1},
    {0xEB4, 0xEBC}, {0xEC8, 0xECE}, {0xF18, 0xF19}, {0xF35, 0xF35}, {0xF71, 0xF7E}, {0xF80, 0xF84},
    {0x102D, 0x1030}, {0x1032, 0x1037}, {0x1039, 0x103A}, {0x135D, 0x135F}, {0x17B4, 0x17B5},
    {0x17B7, 0x17BD}, {0x17C6, 0x17C6}, {0x17C9, 0x17D3}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},
    {0x200B, 0x200D}, {0x20D0, 0x20F0}, {0x302A, 0x302D}, {0x3099, 0x309A}, {0xFE00, 0xFE0F},
    {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0xE0100, 0xE01EF}};

/* Characters that take two columns: East Asian wide and full-width forms, emoji (ascending). */
static const range double_width[] = {{0x1100, 0x115F}, {0x231A, 0x231B}, {0x2E80, 0x303E},
    {0x3041, 0x33FF}, {0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xA000, 0xA4CF}, {0xA960, 0xA97C},
    {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFE30, 0xFE6F}, {0xFF01, 0xFF60}, {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};

static bool within(const range *ranges, size_t count, unsigned c)
{
    while (count > 0) {
        const range *middle = ranges + count / 2;
        if (c >= middle->first && c <= middle->last) return true;
        if (c > middle->last) {
            ranges = middle + 1;
            count -= count / 2 + 1;
        } else {
            count /= 2;
        }
    }
    return false;
}

/* C0 and C1 controls and line separators, which a terminal would obey. */
static bool is_control(unsigned c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}

/* Marks that turn the direction of writing, by which a name can be made to look like another. */
static bool is_direction(unsigned c)
{
    return c == 0x200E || c == 0x200F || c == 0x061C || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

/* Bytes in front that are ASCII and no control characters. */
static size_t plain_length(const char *text)
{
    size_t n = 0;
    while (text[n] >= ' ' && text[n] <= '~') n++;
    return n;
}

void cli_put_clean(cli_buf *buf, const char *text)
{
    for (;;) {
        const size_t n = plain_length(text);
        cli_put(buf, text, n);
        text += n;
        if (!*text) return;
        const char *start = text;
        unsigned c = cli_next_char(&text);
        if (is_direction(c)) continue;
        if (is_control(c)) {
            cli_put(buf, " ", 1);
        } else if (c == 0xFFFD) {
            cli_puts(buf, "\xEF\xBF\xBD");
        } else {
            cli_put(buf, start, (size_t)(text - start));
        }
    }
}

size_t cli_width(const char *text)
{
    size_t width = plain_length(text);
    text += width;
    for (unsigned c; (c = cli_next_char(&text));) {
        if (c < 0x300) {
            width++;
        } else if (within(double_width, sizeof double_width / sizeof *double_width, c)) {
            width += 2;
        } else if (!is_direction(c) &&
                   !within(zero_width, sizeof zero_width / sizeof *zero_width, c)) {
            width++;
        }
    }
    return width;
}
