/* aka_server: the loops that speak HTTP, each a thread with a daemon of the library. */
#include "exchange.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MEMORY_OF_CONNECTION (16u << 10) /* bytes: bounds the first line and the headers */
#define IDLE_SECONDS 15                  /* nothing at all happens on a connection */
#define PEM_MAX (1u << 20)
#define CONNECTIONS 1000

__attribute__((format(printf, 3, 4))) static aka_status fail(
    aka_error *error, aka_status code, const char *format, ...)
{
    va_list args;
    *error = (aka_error){.code = code};
    va_start(args, format);
    vsnprintf(error->message, sizeof error->message, format, args);
    va_end(args);
    return code;
}

/* ---- TLS ---- */

static aka_status read_pem(const char *path, char **out, aka_error *error)
{
    FILE *f = fopen(path, "re");
    aka_status status = AKA_OK;
    *out = f ? calloc(1, PEM_MAX + 1) : NULL;
    if (!f) {
        status = fail(error, AKA_E_IO, "cannot be opened: %s", strerror(errno));
    } else if (!*out) {
        status = fail(error, AKA_E_NOMEM, "out of memory");
    } else {
        size_t n = fread(*out, 1, PEM_MAX, f);
        if (n == 0 || n == PEM_MAX)
            status = fail(error, AKA_E_FORMAT, "is no certificate or key in PEM");
    }
    if (f) fclose(f);
    if (status != AKA_OK) snprintf(error->path, sizeof error->path, "%s", path);
    return status;
}

static aka_status read_tls(struct aka_server *server, const aka_server_options *o, aka_error *error)
{
    if (!o->tls_cert && !o->tls_key) return AKA_OK;
    if (!o->tls_cert || !o->tls_key)
        return fail(error, AKA_E_ARGUMENT, "TLS wants both a certificate and its key");
    if (MHD_is_feature_supported(MHD_FEATURE_TLS) != MHD_YES)
        return fail(error, AKA_E_INTERNAL, "this libmicrohttpd was built without TLS");
    aka_status status = read_pem(o->tls_cert, &server->tls_cert, error);
    return status == AKA_OK ? read_pem(o->tls_key, &server->tls_key, error) : status;
}

/* ---- the loops ---- */

static void on_connection(void *cls, struct MHD_Connection *connection, void **context,
    enum MHD_ConnectionNotificationCode what)
{
    ak_loop *loop = cls;
    struct aka_server *server = loop->server;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        if (info) *context = ak_connection_open(&server->connections, info->connect_fd);
    } else {
        if (*context) ak_exchange_abandon(server, ((ak_connection *)*context)->exchange);
        ak_connection_close(&server->connections, *context);
        *context = NULL;
        loop->held--;
    }
}

/* Clients that break off and the like: counted, not told. */
static void ignore_message(void *cls, const char *format, va_list args)
{
    (void)cls, (void)format, (void)args;
}

static size_t threads_of(const aka_server_options *o)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t n = o->threads ? o->threads : processors > 0 ? (size_t)processors : 2;
    return n < 2 ? 2 : n > 256 ? 256 : n;
}

static bool start_loop(struct aka_server *server, ak_loop *loop)
{
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_NO_LISTEN_SOCKET |
                     MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
    struct MHD_OptionItem tls[] = {
        {MHD_OPTION_END, 0, NULL}, {MHD_OPTION_END, 0, NULL}, {MHD_OPTION_END, 0, NULL}};
    if (server->tls_cert) {
        flags |= MHD_USE_TLS;
        tls[0] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_CERT, 0, server->tls_cert};
        tls[1] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_KEY, 0, server->tls_key};
    }
    loop->server = server;
    /* The listener keeps to the limit. The library's own must not be met: in 0.9.75 a loop that is
     * given a connection too many locks a mutex twice, and stands still. */
    loop->daemon = MHD_start_daemon(flags, 0, NULL, NULL, ak_exchange_step, server,
        MHD_OPTION_EXTERNAL_LOGGER, ignore_message, NULL, MHD_OPTION_CONNECTION_LIMIT, UINT_MAX,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MEMORY_OF_CONNECTION,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_URI_LOG_CALLBACK, ak_exchange_begin, server, MHD_OPTION_NOTIFY_COMPLETED,
        ak_exchange_end, server, MHD_OPTION_NOTIFY_CONNECTION, on_connection, loop,
        MHD_OPTION_ARRAY, tls, MHD_OPTION_END);
    return loop->daemon != NULL;
}

static aka_status start(struct aka_server *server, const aka_server_options *o, aka_error *error)
{
    size_t count = threads_of(o);
    server->loops = calloc(count, sizeof *server->loops);
    if (!server->loops) return fail(error, AKA_E_NOMEM, "out of memory");
    server->loop_count = count;
    if (!ak_helpers_init(&server->helpers, count))
        return fail(error, AKA_E_NOMEM, "no thread is to be had");
    server->listener.most = o->connections ? o->connections : CONNECTIONS;
    for (size_t i = 0; i < count; i++)
        if (!start_loop(server, &server->loops[i]))
            return fail(error, AKA_E_IO, "the service cannot be started: %s",
                server->tls_cert ? "the certificate or its key is not usable" : strerror(errno));
    server->listener.loops = server->loops;
    server->listener.loop_count = count;
    server->listener.connections = &server->connections;
    return ak_listener_start(&server->listener, error);
}

static void stop_loops(struct aka_server *server)
{
    for (size_t i = 0; i < server->loop_count; i++)
        if (server->loops[i].daemon) MHD_stop_daemon(server->loops[i].daemon);
    free(server->loops);
    server->loops = NULL;
    server->loop_count = 0;
}

aka_status aka_server_create(const aka_server_options *given, aka_server **out, aka_error *error)
{
    aka_server_options o = {0};
    aka_error ignored;
    if (!error) error = &ignored;
    if (!given || !out || !given->index)
        return fail(error, AKA_E_ARGUMENT, "options with an index are wanted");
    memcpy(&o, given, given->size < sizeof o ? given->size : sizeof o);
    *out = NULL;
    struct aka_server *server = calloc(1, sizeof *server);
    if (!server) return fail(error, AKA_E_NOMEM, "out of memory");
    server->listener.socket = server->listener.wake = -1;
    aka_status status = ak_service_init(&server->service, &o, error);
    if (status == AKA_OK) status = read_tls(server, &o, error);
    if (status == AKA_OK)
        status =
            ak_listener_open(&server->listener, o.address ? o.address : "127.0.0.1", o.port, error);
    if (status == AKA_OK && !ak_connections_init(&server->connections, &server->service.metrics))
        status = fail(error, AKA_E_NOMEM, "no thread is to be had");
    if (status == AKA_OK) status = start(server, &o, error);
    if (status != AKA_OK) {
        aka_server_free(server);
        return status;
    }
    *out = server;
    return AKA_OK;
}

unsigned aka_server_port(const aka_server *server)
{
    return server->listener.port;
}

aka_status aka_server_reload(aka_server *server, aka_error *error)
{
    aka_error ignored;
    return ak_service_reload(&server->service, error ? error : &ignored);
}

unsigned aka_server_stop(aka_server *server, double seconds)
{
    const struct timespec moment = {0, 5000000};
    if (server->stopped) return 0;
    server->stopped = true;
    server->service.draining = true;
    ak_listener_close(&server->listener);
    double end = ak_now() + seconds;
    /* A request that has just arrived may not be counted yet: none for a while is none. */
    for (int quiet = 0; quiet < 10 && ak_now() < end; nanosleep(&moment, NULL))
        quiet = server->service.metrics.active ? 0 : quiet + 1;
    unsigned broken = (unsigned)server->service.metrics.active;
    server->service.ending = true;
    ak_helpers_end(&server->helpers); /* a loop cannot end while a helper has one of its requests */
    stop_loops(server);
    return broken;
}

void aka_server_free(aka_server *server)
{
    if (!server) return;
    if (!server->stopped) aka_server_stop(server, 0);
    ak_helpers_free(&server->helpers);
    ak_connections_free(&server->connections);
    ak_service_free(&server->service);
    free(server->tls_cert);
    free(server->tls_key);
    free(server);
}
