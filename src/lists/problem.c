/* aka_problem as one line of text. */
#include "lists/lists.h"

#include <stdio.h>

/* Appends to out what fits, keeping it terminated; returns the new length. */
static size_t append(char *out, size_t cap, size_t len, const char *s)
{
    if (!s) return len;
    size_t n = strlen(s), room = cap - 1 - len;
    if (n > room) n = room;
    memcpy(out + len, s, n);
    out[len + n] = '\0';
    return len + n;
}

static bool known(const char *s)
{
    return s && s[0];
}

size_t aka_problem_format(const aka_problem *problem, char *out, size_t cap)
{
    if (!out || cap == 0) return 0;
    out[0] = '\0';
    if (!problem) return 0;
    size_t len = 0;
    if (known(problem->path)) {
        len = append(out, cap, len, problem->path);
        if (problem->line) {
            char line[24];
            snprintf(line, sizeof line, ":%llu", (unsigned long long)problem->line);
            len = append(out, cap, len, line);
        }
        len = append(out, cap, len, ": ");
    }
    if (known(problem->record)) {
        len = append(out, cap, len, problem->record);
        len = append(out, cap, len, ": ");
    }
    if (known(problem->field)) {
        bool quoted = problem->message && problem->message[0] == '"';
        len = append(out, cap, len, problem->field);
        len = append(out, cap, len, quoted ? " " : ": ");
    }
    len = append(out, cap, len, problem->message);
    /* The cut must not leave half a code point. */
    if (len == cap - 1) {
        size_t i = len;
        while (i > 0 && len - i < 3 && ((unsigned char)out[i - 1] & 0xC0) == 0x80) i--;
        if (i > 0) {
            unsigned char lead = (unsigned char)out[i - 1];
            size_t want = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
            if (len - (i - 1) < want) len = i - 1;
        }
        out[len] = '\0';
    }
    return len;
}
