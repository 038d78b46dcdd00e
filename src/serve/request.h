/* One request and its answer, between the server (which speaks HTTP) and the handlers (which do
 * not). */
#ifndef AK_SERVE_REQUEST_H
#define AK_SERVE_REQUEST_H

#include "params.h"
#include "snapshot.h"

#include <stdint.h>

struct ak_service;
struct ak_route;

typedef struct ak_request {
    struct ak_service *service;
    const struct ak_route *route;
    ak_snapshot *snapshot; /* held while the request lives */
    ak_worker *worker;     /* NULL for routes that need none */
    const char *path[2];   /* what stands for the {…} of the route's path; decoded */
    ak_params params;
    const char *base_url; /* "http://host:port" as the client wrote it */
    aka_view body;
    const char *body_type; /* its Content-Type, or NULL */
    bool form;             /* it is a form, not JSON */
    double deadline;       /* of ak_now */
    /* the answer */
    unsigned status;    /* 0: 200 */
    const char *type;   /* NULL: application/json */
    const char *etag;   /* not NULL: a part of the page, which a browser keeps and asks for again */
    const char *policy; /* Content-Security-Policy, or NULL */
    ak_out out;
    unsigned batch;   /* queries answered, for the header X-Batch-Size; 0: none */
    uint64_t matches; /* for the metrics */
} ak_request;

/* Makes the answer {"detail": …} with that status, whatever was written before. Returns false. */
__attribute__((format(printf, 3, 4))) bool ak_refuse(
    ak_request *request, unsigned status, const char *format, ...);
/* The same for a failed call of the library: 400 for what the client sent, 404, else 500. */
bool ak_refuse_error(ak_request *request, const aka_error *error);
/* Refuses with 503 and returns true where the request has taken too long, or is to be broken off.
 * Whatever may take long asks this now and then. */
bool ak_too_late(ak_request *request);
/* Monotonic clock, in seconds. */
double ak_now(void);

/* ---- what requests may ask for at most ---- */

#define AK_BODY_MAX (8u << 20)     /* bytes of a body, unless set otherwise */
#define AK_BODIES_MAX (256u << 20) /* bytes of all bodies that are held at a time */
#define AK_QUERIES_MAX 100         /* of one batch */
#define AK_LIMIT_MAX 500           /* results of one query */
#define AK_OFFSET_MAX 9499         /* of a search */
#define AK_MENTIONS_MAX 10000      /* of one text; those beyond are counted */
#define AK_PROBLEMS_MAX 1000       /* of one text; those beyond are counted */
#define AK_DEPTH_MAX 32            /* of JSON */
#define AK_VALUES_MAX 1000         /* values of one query */
#define AK_REQUEST_SECONDS 30.0    /* from its first line to its answer */

#endif
