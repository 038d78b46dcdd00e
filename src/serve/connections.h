/* Open connections and how long each may take. The library that speaks HTTP drops a connection on
 * which nothing happens; a client that sends a byte now and then is dropped here. */
#ifndef AK_SERVE_CONNECTIONS_H
#define AK_SERVE_CONNECTIONS_H

#include "metrics.h"

#include <pthread.h>

#define AK_HEADER_SECONDS 10 /* from connecting to the first line of a request */
#define AK_IDLE_SECONDS 20   /* from an answer to the next request's first line */

typedef struct ak_connection {
    int socket;
    _Atomic double deadline; /* of ak_now */
    void *exchange;          /* of the request under way, or NULL; its thread's */
    atomic_bool busy;        /* a request is being answered: it waits for us, not we for it */
    atomic_bool served;      /* it has been answered once at least */
    bool dropped, for_room;  /* and: so that there is room for another */
    struct ak_connection *before, *next;
} ak_connection;

typedef struct ak_connections {
    pthread_mutex_t lock;
    pthread_cond_t ending;
    ak_connection *first, *last; /* the newest, the oldest */
    atomic_llong arrived;        /* how many loops have told of, ever */
    size_t leaving;              /* dropped for room and not closed yet */
    bool ended, running;
    pthread_t watcher;
    ak_metrics *metrics;
} ak_connections;

/* Starts the thread that watches. False where there is none to be had. */
bool ak_connections_init(ak_connections *connections, ak_metrics *metrics);
/* Ends the thread. Harmless on what was never started (all zero). */
void ak_connections_free(ak_connections *connections);
/* When a loop begins with it. NULL on lack of memory. */
ak_connection *ak_connection_open(ak_connections *connections, int socket);
/* Before the socket is closed. NULL is fine. */
void ak_connection_close(ak_connections *connections, ak_connection *connection);
/* From now on it may take that many seconds more. */
void ak_connection_allow(ak_connection *connection, double seconds);

/* Unless one is leaving already, drops the oldest connection that has never been answered, else the
 * oldest of all that do not wait for an answer now: whoever holds many and says nothing does not
 * keep others out. */
void ak_connections_make_room(ak_connections *connections);

#endif
