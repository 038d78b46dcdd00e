/* Takes connections from the listening socket and shares them out evenly among the loops that
 * speak HTTP. The library that speaks HTTP would let whichever of its threads wakes first take all
 * that wait: a client with sixteen connections was then served by one processor. */
#ifndef AK_SERVE_LISTENER_H
#define AK_SERVE_LISTENER_H

#include "connections.h"

#include <aka/serve.h>
#include <microhttpd.h>

/* One thread that speaks HTTP, and the connections that it has. */
typedef struct ak_loop {
    struct aka_server *server;
    struct MHD_Daemon *daemon;
    atomic_uint held; /* connections given to it and not closed yet */
} ak_loop;

typedef struct ak_listener {
    int socket; /* -1 where closed */
    int wake;   /* an eventfd that ends the thread; -1 where there is none */
    unsigned port;
    ak_loop *loops;
    size_t loop_count;
    unsigned most; /* connections at a time */
    ak_connections *connections;
    long long given;   /* to loops, ever; the thread's, like the next one */
    double last_given; /* when: of ak_now */
    bool running;
    pthread_t thread;
} ak_listener;

/* Listens at the numeric address; port 0 is any that is free. listener: zeroes, socket and wake
 * -1. Nothing is taken yet. */
AKA_CHECKED aka_status ak_listener_open(
    ak_listener *listener, const char *address, unsigned port, aka_error *error);
/* Begins to take connections, in a thread of its own; the fields are set. */
AKA_CHECKED aka_status ak_listener_start(ak_listener *listener, aka_error *error);
/* Takes no more connections and closes the socket. Harmless where it is not open. */
void ak_listener_close(ak_listener *listener);

#endif
