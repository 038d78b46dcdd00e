/* Filling and formatting aka_error; names of the status codes. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *aka_status_name(aka_status status)
{
    switch (status) {
#define CASE(symbol, value, name, meaning)                                                         \
    case symbol:                                                                                   \
        return name;
        AKA_STATUS_MAP(CASE)
#undef CASE
    }
    return "unknown";
}

const char *aka_status_meaning(aka_status status)
{
    switch (status) {
#define CASE(symbol, value, name, meaning)                                                         \
    case symbol:                                                                                   \
        return meaning;
        AKA_STATUS_MAP(CASE)
#undef CASE
    }
    return "unknown status";
}

size_t aka_error_format(const aka_error *error, char *out, size_t cap)
{
    if (!out || cap == 0) return 0;
    out[0] = '\0';
    if (!error) return 0;
    int n;
    if (error->path[0] && error->line)
        n = snprintf(
            out, cap, "%s:%llu: %s", error->path, (unsigned long long)error->line, error->message);
    else if (error->path[0])
        n = snprintf(out, cap, "%s: %s", error->path, error->message);
    else
        n = snprintf(out, cap, "%s", error->message);
    if (n < 0) return 0;
    return (size_t)n < cap ? (size_t)n : cap - 1;
}

/* Drops a code point that the cut at the capacity broke in two. */
static void trim_broken_tail(char *s)
{
    size_t n = strlen(s), i = n;
    while (i > 0 && n - i < 4 && ((unsigned char)s[i - 1] & 0xC0) == 0x80) i--;
    if (i == 0) return;
    unsigned char lead = (unsigned char)s[i - 1];
    size_t want = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (n - (i - 1) < want) s[i - 1] = '\0';
}

static void set_message(aka_error *err, const char *fmt, va_list args)
{
    char message[sizeof err->message]; /* the arguments may point into *err */
    vsnprintf(message, sizeof message, fmt, args);
    trim_broken_tail(message);
    memcpy(err->message, message, strlen(message) + 1);
    for (char *p = err->message; *p; p++)
        if (*p == '\n' || *p == '\r') *p = ' ';
}

static void set_path(aka_error *err, const char *path)
{
    size_t n = path ? strlen(path) : 0;
    if (n >= sizeof err->path) {
        path += n - (sizeof err->path - 1);
        while (((unsigned char)*path & 0xC0) == 0x80) path++; /* not from within a code point */
        n = strlen(path);
    }
    if (n) memmove(err->path, path, n);
    err->path[n] = '\0';
}

aka_status ak_fail(aka_error *err, aka_status code, const char *fmt, ...)
{
    if (!err) return code;
    va_list args;
    va_start(args, fmt);
    set_message(err, fmt, args);
    va_end(args);
    err->code = code;
    err->line = err->byte = 0;
    err->path[0] = '\0';
    return code;
}

aka_status ak_fail_at(
    aka_error *err, aka_status code, const char *path, uint64_t line, const char *fmt, ...)
{
    if (!err) return code;
    va_list args;
    va_start(args, fmt);
    set_message(err, fmt, args);
    va_end(args);
    err->code = code;
    err->line = line;
    err->byte = 0;
    set_path(err, path);
    return code;
}

aka_status ak_fail_nomem(aka_error *err)
{
    return ak_fail(err, AKA_E_NOMEM, "out of memory");
}

void ak_error_place(aka_error *err, const char *path, uint64_t line)
{
    if (!err || err->path[0]) return;
    set_path(err, path);
    if (line) err->line = line;
}
