/* Watching connections. */
#include "connections.h"

#include "request.h"

#include <stdlib.h>
#include <sys/socket.h>

/* Whoever owns the socket notices and closes it; it cannot do so before the lock is free, so that
 * the number still means this connection. */
static void drop(ak_connections *c, ak_connection *x)
{
    shutdown(x->socket, SHUT_RDWR);
    x->dropped = true;
    c->metrics->dropped++;
}

static void drop_slow(ak_connections *c)
{
    double now = ak_now();
    for (ak_connection *x = c->first; x; x = x->next)
        if (!x->dropped && now >= x->deadline) drop(c, x);
}

void ak_connections_make_room(ak_connections *c)
{
    ak_connection *oldest = NULL;
    pthread_mutex_lock(&c->lock);
    for (ak_connection *x = c->leaving ? NULL : c->last; x; x = x->before) {
        if (x->dropped || x->busy) continue;
        if (!oldest) oldest = x;
        if (x->served) continue;
        oldest = x;
        break;
    }
    if (oldest) {
        drop(c, oldest);
        oldest->for_room = true;
        c->leaving++;
    }
    pthread_mutex_unlock(&c->lock);
}

static void *watch(void *ctx)
{
    ak_connections *c = ctx;
    pthread_mutex_lock(&c->lock);
    while (!c->ended) {
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_sec += 1;
        pthread_cond_timedwait(&c->ending, &c->lock, &until);
        drop_slow(c);
    }
    pthread_mutex_unlock(&c->lock);
    return NULL;
}

bool ak_connections_init(ak_connections *c, ak_metrics *metrics)
{
    pthread_condattr_t attributes;
    c->metrics = metrics;
    pthread_mutex_init(&c->lock, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&c->ending, &attributes);
    pthread_condattr_destroy(&attributes);
    c->running = pthread_create(&c->watcher, NULL, watch, c) == 0;
    return c->running;
}

void ak_connections_free(ak_connections *c)
{
    if (!c->running) return;
    pthread_mutex_lock(&c->lock);
    c->ended = true;
    pthread_cond_signal(&c->ending);
    pthread_mutex_unlock(&c->lock);
    pthread_join(c->watcher, NULL);
    pthread_cond_destroy(&c->ending);
    pthread_mutex_destroy(&c->lock);
    c->running = false;
}

ak_connection *ak_connection_open(ak_connections *c, int socket)
{
    ak_connection *x = calloc(1, sizeof *x);
    c->arrived++;
    if (!x) return NULL;
    x->socket = socket;
    ak_connection_allow(x, AK_HEADER_SECONDS);
    pthread_mutex_lock(&c->lock);
    x->next = c->first;
    if (x->next)
        x->next->before = x;
    else
        c->last = x;
    c->first = x;
    pthread_mutex_unlock(&c->lock);
    c->metrics->connections++;
    return x;
}

void ak_connection_close(ak_connections *c, ak_connection *x)
{
    if (!x) return;
    pthread_mutex_lock(&c->lock);
    if (x->before)
        x->before->next = x->next;
    else
        c->first = x->next;
    if (x->next)
        x->next->before = x->before;
    else
        c->last = x->before;
    c->leaving -= x->for_room;
    pthread_mutex_unlock(&c->lock);
    c->metrics->connections--;
    free(x);
}

void ak_connection_allow(ak_connection *x, double seconds)
{
    if (x) x->deadline = ak_now() + seconds;
}
