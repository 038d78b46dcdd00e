/* Answers that refuse. */
#include "request.h"

#include "service.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool ak_refuse(ak_request *r, unsigned status, const char *format, ...)
{
    char detail[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(detail, sizeof detail, format, args);
    va_end(args);
    r->status = status;
    r->type = NULL;
    r->batch = 0;
    r->out.len = 0;
    r->out.failed = false;
    ak_out_adds(&r->out, "{\"detail\":");
    ak_out_add_json(&r->out, detail, strlen(detail));
    ak_out_adds(&r->out, "}");
    return false;
}

bool ak_refuse_error(ak_request *r, const aka_error *error)
{
    switch (error->code) {
    case AKA_E_ARGUMENT:
    case AKA_E_LIMIT:
    case AKA_E_SYNTAX:
    case AKA_E_RECORD:
    case AKA_E_FORMAT:
        return ak_refuse(r, 400, "%s", error->message);
    case AKA_E_NOTFOUND:
        return ak_refuse(r, 404, "%s", error->message);
    case AKA_E_NOMEM:
        return ak_refuse(r, 503, "out of memory");
    default:
        return ak_refuse(r, 500, "%s", error->message);
    }
}

double ak_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

bool ak_too_late(ak_request *r)
{
    if (r->service->ending) {
        ak_refuse(r, 503, "the service is ending");
        return true;
    }
    if (ak_now() < r->deadline) return false;
    ak_refuse(
        r, 503, "the request took over %.0f seconds; ask for less at once", AK_REQUEST_SECONDS);
    return true;
}
