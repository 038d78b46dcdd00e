/* Counting and showing. */
#include "metrics.h"

static const unsigned statuses[] = {
#define AK_STATUS_VALUE(status) status,
    AK_STATUS_LIST(AK_STATUS_VALUE)
#undef AK_STATUS_VALUE
};

static const double limits[AK_TIMES] = {0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 10};

void ak_metrics_count(ak_metrics *m, size_t route, unsigned status, double seconds)
{
    size_t s = 0, t = 0;
    if (route >= AK_ROUTES_MAX) route = AK_ROUTES_MAX - 1;
    while (s < AK_STATUS_COUNT - 1 && statuses[s] != status) s++;
    while (t < AK_TIMES && seconds > limits[t]) t++;
    m->requests[route][s]++;
    m->times[route][t]++;
    m->microseconds[route] += (unsigned long long)(seconds * 1e6);
}

static void write_times(ak_metrics *m, ak_out *out, size_t route, const char *labels)
{
    unsigned long long sum = 0;
    for (size_t t = 0; t <= AK_TIMES; t++) sum += m->times[route][t];
    if (sum == 0) return;
    sum = 0;
    for (size_t t = 0; t < AK_TIMES; t++) {
        sum += m->times[route][t];
        ak_out_addf(out, "aka_request_seconds_bucket{%s,le=\"%g\"} %llu\n", labels, limits[t], sum);
    }
    sum += m->times[route][AK_TIMES];
    ak_out_addf(out, "aka_request_seconds_bucket{%s,le=\"+Inf\"} %llu\n", labels, sum);
    ak_out_addf(
        out, "aka_request_seconds_sum{%s} %.6f\n", labels, (double)m->microseconds[route] / 1e6);
    ak_out_addf(out, "aka_request_seconds_count{%s} %llu\n", labels, sum);
}

static void write_requests(ak_metrics *m, ak_out *out, size_t route, const char *labels)
{
    for (size_t s = 0; s < AK_STATUS_COUNT; s++)
        if (m->requests[route][s])
            ak_out_addf(out, "aka_requests_total{%s,status=\"%u\"} %llu\n", labels, statuses[s],
                (unsigned long long)m->requests[route][s]);
}

static void write_one(
    ak_out *out, const char *name, const char *type, const char *help, long long value)
{
    ak_out_addf(out, "# HELP %s %s\n# TYPE %s %s\n%s %lld\n", name, help, name, type, name, value);
}

void ak_metrics_write(ak_metrics *m, ak_out *out, ak_route_labels *labels)
{
    char text[AK_ROUTES_MAX][128];
    bool known[AK_ROUTES_MAX];
    for (size_t r = 0; r < AK_ROUTES_MAX; r++) known[r] = labels(r, text[r], sizeof text[r]);
    ak_out_adds(out, "# HELP aka_requests_total Requests answered.\n"
                     "# TYPE aka_requests_total counter\n");
    for (size_t r = 0; r < AK_ROUTES_MAX; r++)
        if (known[r]) write_requests(m, out, r, text[r]);
    ak_out_adds(out, "# HELP aka_request_seconds From the first line of a request to its end.\n"
                     "# TYPE aka_request_seconds histogram\n");
    for (size_t r = 0; r < AK_ROUTES_MAX; r++)
        if (known[r]) write_times(m, out, r, text[r]);
    write_one(out, "aka_queries_total", "counter", "Records screened.", (long long)m->queries);
    write_one(out, "aka_matches_total", "counter", "Results given.", (long long)m->matches);
    write_one(out, "aka_received_bytes_total", "counter", "Bytes of bodies received.",
        (long long)m->bytes_in);
    write_one(
        out, "aka_sent_bytes_total", "counter", "Bytes of bodies sent.", (long long)m->bytes_out);
    write_one(out, "aka_reloads_total", "counter", "Times an index was put in service.",
        (long long)m->reloads);
    write_one(out, "aka_reload_failures_total", "counter", "Times an index was refused.",
        (long long)m->failed_reloads);
    write_one(out, "aka_dropped_connections_total", "counter", "Connections too slow.",
        (long long)m->dropped);
    write_one(out, "aka_connections", "gauge", "Open connections.", m->connections);
    write_one(out, "aka_active_requests", "gauge", "Requests under way.", m->active);
}
