/* Text under way to stdout: a growing buffer, CSV cells, and the width of text on a terminal. */
#ifndef CLI_OUT_H
#define CLI_OUT_H

#include <stdbool.h>
#include <stddef.h>

/* Starts as {0}. Running out of memory sets failed, and from then on nothing is added. */
typedef struct cli_buf {
    char *data;
    size_t len, cap;
    bool failed;
} cli_buf;

void cli_buf_free(cli_buf *buf);
void cli_put(cli_buf *buf, const char *data, size_t len);
void cli_puts(cli_buf *buf, const char *text);
void cli_putf(cli_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void cli_pad(cli_buf *buf, size_t columns);

/* One CSV cell (RFC 4180): quoted only where it must be. */
void cli_put_csv(cli_buf *buf, const char *text);
/* A string with its quotes in JSON. Bytes that are not UTF-8 become U+FFFD. */
void cli_put_json(cli_buf *buf, const char *text);
/* Text for a terminal: no control characters, nothing that turns the direction of writing. */
void cli_put_clean(cli_buf *buf, const char *text);
/* Columns that cli_put_clean's text takes up: 2 for wide characters, 0 for combining ones. */
size_t cli_width(const char *text);

/* The next character of UTF-8 text (U+FFFD for a bad byte); advances *text. 0 at its end. */
unsigned cli_next_char(const char **text);

#endif
