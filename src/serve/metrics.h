/* Counters of the service, in the text format of Prometheus. */
#ifndef AK_SERVE_METRICS_H
#define AK_SERVE_METRICS_H

#include "out.h"

#include <stdatomic.h>
#include <stdint.h>

#define AK_ROUTES_MAX 32 /* the last one stands for what is no route */

/* X(status) of answers that are counted apart; others count under the last one. */
#define AK_STATUS_LIST(X)                                                                          \
    X(200) X(204) X(400) X(401) X(403) X(404) X(405) X(413) X(415) X(422) X(429) X(500) X(503)
enum {
#define AK_STATUS_ENUM(status) AK_STATUS_##status,
    AK_STATUS_LIST(AK_STATUS_ENUM)
#undef AK_STATUS_ENUM
        AK_STATUS_COUNT
};

#define AK_TIMES 10 /* buckets of durations */

typedef struct ak_metrics {
    atomic_ullong requests[AK_ROUTES_MAX][AK_STATUS_COUNT];
    atomic_ullong times[AK_ROUTES_MAX][AK_TIMES + 1]; /* the last one: longer than all */
    atomic_ullong microseconds[AK_ROUTES_MAX];
    atomic_ullong queries, matches, bytes_in, bytes_out;
    atomic_ullong reloads, failed_reloads, dropped; /* dropped: slow connections */
    atomic_llong connections, active;
} ak_metrics;

void ak_metrics_count(ak_metrics *metrics, size_t route, unsigned status, double seconds);
/* route_name writes the labels of a route (method="GET",route="/healthz"); false where there is
 * none of that number. */
typedef bool ak_route_labels(size_t route, char *out, size_t cap);
void ak_metrics_write(ak_metrics *metrics, ak_out *out, ak_route_labels *labels);

#endif
