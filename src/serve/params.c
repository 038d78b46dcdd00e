/* Decoding and checking parameters. */
#include "params.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

bool ak_param_fail(ak_param_fault *fault, unsigned status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fault->status = status;
    vsnprintf(fault->detail, sizeof fault->detail, format, args);
    va_end(args);
    return false;
}

static int hex(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool ak_percent_decode(char *text, size_t *len, bool plus_is_blank)
{
    size_t to = 0;
    for (size_t i = 0; i < *len; i++) {
        char c = text[i];
        if (c == '%') {
            bool whole = *len - i > 2;
            int high = whole ? hex(text[i + 1]) : -1, low = whole ? hex(text[i + 2]) : -1;
            if (high < 0 || low < 0) return false;
            c = (char)(high * 16 + low);
            i += 2;
        } else if (c == '+' && plus_is_blank) {
            c = ' ';
        }
        if (c == '\0') return false;
        text[to++] = c;
    }
    *len = to;
    return true;
}

/* One "name=value" in place; bytes behind the name and the value become terminators, which are the
 * separators or the end of the text. */
static bool parse_pair(ak_params *params, char *pair, size_t len, ak_param_fault *fault)
{
    char *equals = memchr(pair, '=', len);
    size_t name_len = equals ? (size_t)(equals - pair) : len;
    char *value = equals ? equals + 1 : pair + len;
    size_t value_len = equals ? len - name_len - 1 : 0;
    if (params->count == AK_PARAMS_MAX)
        return ak_param_fail(fault, 400, "more than %d parameters", AK_PARAMS_MAX);
    if (!ak_percent_decode(pair, &name_len, true) || !ak_percent_decode(value, &value_len, true))
        return ak_param_fail(fault, 400,
            "a parameter is not well encoded: \"%%\" needs two hexadecimal "
            "digits behind it, and not 00");
    pair[name_len] = '\0';
    value[value_len] = '\0';
    params->list[params->count++] = (ak_param){pair, value};
    return true;
}

bool ak_params_parse(ak_params *params, const char *text, size_t len, ak_param_fault *fault)
{
    *params = (ak_params){0};
    if (len == 0) return true;
    size_t most = 1;
    for (size_t i = 0; i < len && most < AK_PARAMS_MAX; i++) most += text[i] == '&';
    params->list = malloc(most * sizeof *params->list + len + 1);
    if (!params->list) return ak_param_fail(fault, 503, "out of memory");
    char *copy = (char *)(params->list + most);
    memcpy(copy, text, len);
    copy[len] = '\0';
    for (size_t at = 0; at < len;) {
        char *end = memchr(copy + at, '&', len - at);
        size_t piece = end ? (size_t)(end - copy) - at : len - at;
        if (piece && !parse_pair(params, copy + at, piece, fault)) return false;
        at += piece + 1;
    }
    return true;
}

void ak_params_free(ak_params *params)
{
    free(params->list);
    *params = (ak_params){0};
}

static bool to_whole(const char *text, long *out)
{
    char *end;
    errno = 0;
    *out = strtol(text, &end, 10);
    return isdigit((unsigned char)text[0]) && *end == '\0' && errno == 0;
}

static bool to_share(const char *text, double *out)
{
    char *end;
    *out = strtod(text, &end);
    return end != text && *end == '\0' && *out >= 0 && *out <= 1;
}

static bool to_flag(const char *text, bool *out)
{
    static const char *const words[] = {"false", "true", "0", "1", "no", "yes", "off", "on"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        *out = i % 2 == 1;
        if (strcasecmp(text, words[i]) == 0) return true;
    }
    return false;
}

/* Reads "00:00" or "00-00" shaped digits: '0' in the shape stands for a digit. The length matched.
 */
static size_t shaped(const char *text, const char *shape)
{
    size_t i = 0;
    for (; shape[i]; i++)
        if (shape[i] == '0' ? !isdigit((unsigned char)text[i]) : text[i] != shape[i]) return 0;
    return i;
}

static int two(const char *digits)
{
    return (digits[0] - '0') * 10 + digits[1] - '0';
}

/* "T10:00", "T10:00:00.25": hours and minutes into *t; what follows. NULL where it is none. */
static const char *read_clock(const char *text, struct tm *t)
{
    size_t len = shaped(text + 1, "00:00");
    if ((*text != 'T' && *text != ' ') || len == 0) return NULL;
    t->tm_hour = two(text + 1);
    t->tm_min = two(text + 4);
    text += 1 + len;
    if ((len = shaped(text, ":00"))) text += len;
    if (len && *text == '.' && isdigit((unsigned char)text[1]))
        for (text++; isdigit((unsigned char)*text);) text++;
    return t->tm_hour < 24 && t->tm_min < 60 ? text : NULL;
}

/* "", "Z", "+02:00", " 02:00" (a plus sign that nobody encoded), "-0500": minutes east of UTC. */
static bool read_zone(const char *text, int *minutes)
{
    *minutes = 0;
    if (*text == '\0' || strcmp(text, "Z") == 0) return true;
    size_t colon = shaped(text + 1, "00:00"), plain = shaped(text + 1, "0000");
    if (!strchr("+- ", *text) || (!colon && !plain) || text[1 + (colon ? colon : plain)])
        return false;
    *minutes = two(text + 1) * 60 + two(text + (colon ? 4 : 3));
    if (*text == '-') *minutes = -*minutes;
    return *minutes > -24 * 60 && *minutes < 24 * 60;
}

bool ak_day_of(const char *text, char day[AK_DAY])
{
    struct tm t = {0};
    int zone = 0;
    if (!shaped(text, "0000-00-00")) return false;
    t.tm_year = two(text) * 100 + two(text + 2) - 1900;
    t.tm_mon = two(text + 5) - 1;
    t.tm_mday = two(text + 8);
    if (t.tm_mon < 0 || t.tm_mon > 11 || t.tm_mday < 1 || t.tm_mday > 31) return false;
    text += 10;
    if (*text && (!(text = read_clock(text, &t)) || !read_zone(text, &zone))) return false;
    t.tm_min -= zone;
    time_t when = timegm(&t);
    struct tm utc;
    if (!gmtime_r(&when, &utc)) return false;
    snprintf(day, AK_DAY, "%04d-%02d-%02d", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday);
    return true;
}

static bool check_value(const ak_param *p, const ak_param_spec *spec, ak_param_fault *fault)
{
    long whole;
    double share;
    bool flag;
    char day[AK_DAY];
    if (!ak_is_utf8(p->value, strlen(p->value)))
        return ak_param_fail(fault, 422, "%s: text in UTF-8 is wanted", p->name);
    switch (spec->kind) {
    case AK_PARAM_WHOLE:
        if (!to_whole(p->value, &whole) || whole < spec->least || whole > spec->most)
            return ak_param_fail(fault, 422,
                "%s: a whole number from %ld to %ld is wanted, not \"%.60s\"", p->name, spec->least,
                spec->most, p->value);
        break;
    case AK_PARAM_SHARE:
        if (!to_share(p->value, &share))
            return ak_param_fail(
                fault, 422, "%s: a number from 0 to 1 is wanted, not \"%.60s\"", p->name, p->value);
        break;
    case AK_PARAM_FLAG:
        if (!to_flag(p->value, &flag))
            return ak_param_fail(
                fault, 422, "%s: true or false is wanted, not \"%.60s\"", p->name, p->value);
        break;
    case AK_PARAM_TIME:
        if (!ak_day_of(p->value, day))
            return ak_param_fail(fault, 422,
                "%s: a date is wanted, like 2026-08-20 or 2026-08-20T10:00:00, "
                "not \"%.60s\"",
                p->name, p->value);
        break;
    case AK_PARAM_TEXT:
        break;
    }
    return true;
}

/* Whether one before number i has its name. */
static bool is_repeated(const ak_params *params, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (strcmp(params->list[k].name, params->list[i].name) == 0) return true;
    return false;
}

bool ak_params_check(const ak_params *params, const ak_param_spec *specs, ak_param_fault *fault)
{
    for (size_t i = 0; i < params->count; i++) {
        const ak_param *p = &params->list[i];
        const ak_param_spec *spec = specs;
        while (spec && spec->name && strcmp(spec->name, p->name) != 0) spec++;
        if (!spec || !spec->name)
            return ak_param_fail(fault, 400, "unknown parameter \"%.80s\"", p->name);
        if (!spec->many && is_repeated(params, i))
            return ak_param_fail(fault, 422, "%s: given more than once", p->name);
        if (!check_value(p, spec, fault)) return false;
    }
    return true;
}

const char *ak_params_nth(const ak_params *params, const char *name, size_t i)
{
    for (size_t k = 0; k < params->count; k++)
        if (*params->list[k].value && strcmp(params->list[k].name, name) == 0 && i-- == 0)
            return params->list[k].value;
    return NULL;
}

const char *ak_params_text(const ak_params *params, const char *name)
{
    return ak_params_nth(params, name, 0);
}

long ak_params_whole(const ak_params *params, const char *name, long fallback)
{
    const char *text = ak_params_text(params, name);
    long value;
    return text && to_whole(text, &value) ? value : fallback;
}

double ak_params_share(const ak_params *params, const char *name, double fallback)
{
    const char *text = ak_params_text(params, name);
    double value;
    return text && to_share(text, &value) ? value : fallback;
}

bool ak_params_flag(const ak_params *params, const char *name, bool fallback)
{
    const char *text = ak_params_text(params, name);
    bool value;
    return text && to_flag(text, &value) ? value : fallback;
}
