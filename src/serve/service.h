/* What all requests share: the settings, the index in service, keys, limits and counters. */
#ifndef AK_SERVE_SERVICE_H
#define AK_SERVE_SERVICE_H

#include "limiter.h"
#include "metrics.h"
#include "request.h"

typedef struct ak_service {
    ak_paths paths;
    char *cors_origin; /* NULL where not set */
    size_t body_max;
    void (*on_request)(void *ctx, const aka_served *request);
    void *ctx;
    ak_limiter limiter;
    ak_metrics metrics;
    atomic_bool draining;      /* no more requests are wanted */
    atomic_bool ending;        /* those under way are to be broken off */
    atomic_ullong bodies;      /* bytes of bodies that are held */
    pthread_mutex_t reloading; /* one at a time */
    pthread_mutex_t lock;      /* of current */
    ak_snapshot *current;
} ak_service;

/* Copies the options and opens the index. Start with {0}; free in any case. */
AKA_CHECKED aka_status ak_service_init(
    ak_service *service, const aka_server_options *options, aka_error *error);
void ak_service_free(ak_service *service);
/* The index in service, held; the caller drops it. */
ak_snapshot *ak_service_snapshot(ak_service *service);
AKA_CHECKED aka_status ak_service_reload(ak_service *service, aka_error *error);

#endif
