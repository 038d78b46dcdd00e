/* Parameters of a request: name=value pairs of a query string or a form, decoded and checked
 * against what the route declares. */
#ifndef AK_SERVE_PARAMS_H
#define AK_SERVE_PARAMS_H

#include "out.h"

#define AK_PARAMS_MAX 200

typedef struct ak_param {
    const char *name, *value; /* decoded UTF-8, terminated, without U+0000 */
} ak_param;

/* Start with {0}; free with ak_params_free. */
typedef struct ak_params {
    ak_param *list; /* and behind it what names and values point into; NULL where there are none */
    size_t count;
} ak_params;

typedef enum ak_param_kind {
    AK_PARAM_TEXT,
    AK_PARAM_WHOLE, /* digits, within [least, most] */
    AK_PARAM_SHARE, /* a number in [0, 1] */
    AK_PARAM_FLAG,  /* true, false, 1, 0, yes, no, on, off */
    AK_PARAM_TIME,  /* a date, or date and time: 2026-08-20, 2026-08-20T10:00:00 */
} ak_param_kind;

typedef struct ak_param_spec {
    const char *name; /* NULL ends a table */
    ak_param_kind kind;
    bool many; /* may be given more than once */
    long least, most;
} ak_param_spec;

/* What is wrong with parameters; the HTTP status that says so. */
typedef struct ak_param_fault {
    unsigned status;
    char detail[256];
} ak_param_fault;
/* Says what is wrong; returns false. */
__attribute__((format(printf, 3, 4))) bool ak_param_fail(
    ak_param_fault *fault, unsigned status, const char *format, ...);

/* Replaces %XX and + in place; false where a % is followed by anything else than two hexadecimal
 * digits, or gives a 0 byte. *len shrinks. */
bool ak_percent_decode(char *text, size_t *len, bool plus_is_blank);
/* Splits "a=1&b=x%20y" and decodes it. An empty piece is skipped. */
bool ak_params_parse(ak_params *params, const char *text, size_t len, ak_param_fault *fault);
void ak_params_free(ak_params *params);
/* Unknown names are 400; repeated ones, values out of range and such as are no UTF-8 are 422. */
bool ak_params_check(const ak_params *params, const ak_param_spec *specs, ak_param_fault *fault);

/* The first value, or NULL. What is empty counts as not given. */
const char *ak_params_text(const ak_params *params, const char *name);
/* The value of the i-th parameter with that name, or NULL behind the last. */
const char *ak_params_nth(const ak_params *params, const char *name, size_t i);
/* After the check: the value, or the default where it is not given. */
long ak_params_whole(const ak_params *params, const char *name, long fallback);
double ak_params_share(const ak_params *params, const char *name, double fallback);
bool ak_params_flag(const ak_params *params, const char *name, bool fallback);
#define AK_DAY 16 /* bytes for "2026-08-20" and more */
/* The day in UTC of a date, or a date and time with or without a zone (UTC if without):
 * "2026-08-20", "2026-08-20T10:00:00.5+02:00". False for anything else. */
bool ak_day_of(const char *text, char day[AK_DAY]);

#endif
