/* The service without its HTTP. */
#include "service.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool copy(char **to, const char *text)
{
    *to = text ? strdup(text) : NULL;
    return *to || !text;
}

aka_status ak_service_init(ak_service *s, const aka_server_options *o, aka_error *error)
{
    pthread_mutex_init(&s->lock, NULL);
    pthread_mutex_init(&s->reloading, NULL);
    ak_limiter_init(&s->limiter, o->rate);
    s->body_max = o->body_max ? o->body_max : AK_BODY_MAX;
    s->on_request = o->on_request;
    s->ctx = o->ctx;
    if (!copy(&s->paths.index, o->index) || !copy(&s->paths.collections, o->collections) ||
        !copy(&s->paths.keys, o->keys) || !copy(&s->cors_origin, o->cors_origin)) {
        *error = (aka_error){.code = AKA_E_NOMEM, .message = "out of memory"};
        return AKA_E_NOMEM;
    }
    return ak_snapshot_open(&s->paths, &s->current, error);
}

void ak_service_free(ak_service *s)
{
    ak_snapshot_drop(s->current);
    ak_limiter_free(&s->limiter);
    pthread_mutex_destroy(&s->lock);
    pthread_mutex_destroy(&s->reloading);
    free(s->paths.index);
    free(s->paths.collections);
    free(s->paths.keys);
    free(s->cors_origin);
}

ak_snapshot *ak_service_snapshot(ak_service *s)
{
    pthread_mutex_lock(&s->lock);
    ak_snapshot *snapshot = s->current;
    ak_snapshot_hold(snapshot);
    pthread_mutex_unlock(&s->lock);
    return snapshot;
}

aka_status ak_service_reload(ak_service *s, aka_error *error)
{
    ak_snapshot *fresh = NULL;
    pthread_mutex_lock(&s->reloading);
    ak_snapshot *old = s->current; /* only changed here */
    aka_status status = ak_snapshot_open(&s->paths, &fresh, error);
    if (status == AKA_OK) status = ak_snapshot_prepare(fresh, old, error);
    if (status == AKA_OK) {
        pthread_mutex_lock(&s->lock);
        s->current = fresh;
        pthread_mutex_unlock(&s->lock);
        ak_snapshot_drop(old);
        s->metrics.reloads++;
    } else {
        ak_snapshot_drop(fresh);
        s->metrics.failed_reloads++;
    }
    pthread_mutex_unlock(&s->reloading);
    return status;
}
