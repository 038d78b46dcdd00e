/* Asks the service as the server does, but without HTTP. For tests and the fuzz target. */
#ifndef TESTS_SERVE_ASK_H
#define TESTS_SERVE_ASK_H

#include "serve/routes.h"
#include "serve/service.h"

#include <stdlib.h>
#include <string.h>

/* What came back: status and body; free with ak_out_free(&answer.out). */
typedef struct asked {
    unsigned status;
    ak_out out;
} asked;

static inline void ask_route(ak_request *r)
{
    ak_param_fault fault;
    aka_error error;
    r->snapshot = ak_service_snapshot(r->service);
    if (!ak_params_check(&r->params, r->route->params, &fault)) {
        ak_refuse(r, fault.status, "%s", fault.detail);
    } else {
        if (r->route->worker) r->worker = ak_worker_take(r->snapshot, &error);
        if (r->route->worker && !r->worker)
            ak_refuse_error(r, &error);
        else
            r->route->handle(r);
        ak_worker_give(r->snapshot, r->worker);
    }
    ak_snapshot_drop(r->snapshot);
}

/* Seconds that a request has; negative: it is late from the start. */
static double ask_seconds = 60;

/* target: path and query, decoded in place of a copy. */
static inline asked ask(
    ak_service *service, const char *method, const char *target, aka_view body, bool form)
{
    ak_request r = {.service = service,
        .body = body,
        .form = form,
        .base_url = "http://localhost",
        .deadline = ak_now() + ask_seconds};
    ak_param_fault fault;
    char allowed[AK_ALLOWED];
    unsigned status = 404;
    char *path = strdup(target);
    char *query = path ? strchr(path, '?') : NULL;
    if (query) *query++ = '\0';
    r.route = path ? ak_route_find(&r, method, path, &status, allowed) : NULL;
    if (!r.route)
        ak_refuse(&r, status, "no route");
    else if (!ak_params_parse(&r.params, query ? query : "", query ? strlen(query) : 0, &fault))
        ak_refuse(&r, fault.status, "%s", fault.detail);
    else
        ask_route(&r);
    if (r.out.failed) ak_refuse(&r, 503, "out of memory");
    ak_params_free(&r.params);
    free(path);
    return (asked){r.status ? r.status : 200, r.out};
}

#endif
