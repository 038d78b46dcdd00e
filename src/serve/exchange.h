/* One request and its answer as HTTP: from the first line to the end of the answer. */
#ifndef AK_SERVE_EXCHANGE_H
#define AK_SERVE_EXCHANGE_H

#include "helpers.h"
#include "listener.h"
#include "service.h"

struct aka_server {
    ak_service service;
    ak_connections connections;
    ak_listener listener;
    ak_helpers helpers; /* for requests that may take long */
    ak_loop *loops;
    size_t loop_count;
    char *tls_cert, *tls_key; /* PEM; the daemons read them while they run */
    bool stopped;
};

/* The callbacks that a loop's daemon is given; cls is the server. */
void *ak_exchange_begin(void *cls, const char *uri, struct MHD_Connection *connection);
enum MHD_Result ak_exchange_step(void *cls, struct MHD_Connection *connection, const char *url,
    const char *method, const char *version, const char *upload, size_t *upload_size,
    void **exchange);
void ak_exchange_end(void *cls, struct MHD_Connection *connection, void **exchange,
    enum MHD_RequestTerminationCode how);
/* Ends a request that the daemon does not end itself: it forgets some that run out of memory while
 * their first line is read. Called when the connection closes; NULL is fine. */
void ak_exchange_abandon(aka_server *server, void *exchange);

#endif
