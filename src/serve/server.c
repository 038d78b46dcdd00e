/* aka_server: listening, and the daemon that speaks HTTP. */
#include "exchange.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BACKLOG 511
#define MEMORY_OF_CONNECTION (32u << 10) /* bytes: bounds the first line and the headers */
#define IDLE_SECONDS 15                  /* nothing at all happens on a connection */
#define PEM_MAX (1u << 20)

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

/* ---- listening ---- */

static socklen_t address_of(
    const char *text, unsigned port, struct sockaddr_storage *out, aka_error *error)
{
    struct sockaddr_in *v4 = (struct sockaddr_in *)out;
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)out;
    memset(out, 0, sizeof *out);
    if (inet_pton(AF_INET, text, &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons((uint16_t)port);
        return sizeof *v4;
    }
    if (inet_pton(AF_INET6, text, &v6->sin6_addr) == 1) {
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons((uint16_t)port);
        return sizeof *v6;
    }
    fail(error, AKA_E_ARGUMENT, "\"%.80s\" is no address: 127.0.0.1, 0.0.0.0 or :: are", text);
    return 0;
}

static unsigned port_of(int socket)
{
    struct sockaddr_storage bound;
    socklen_t len = sizeof bound;
    if (getsockname(socket, (struct sockaddr *)&bound, &len) != 0) return 0;
    if (bound.ss_family == AF_INET6) return ntohs(((struct sockaddr_in6 *)&bound)->sin6_port);
    return ntohs(((struct sockaddr_in *)&bound)->sin_port);
}

static aka_status listen_on(
    struct aka_server *server, const char *text, unsigned port, aka_error *error)
{
    struct sockaddr_storage address;
    int yes = 1;
    if (port > 65535) return fail(error, AKA_E_ARGUMENT, "%u is no port", port);
    socklen_t len = address_of(text, port, &address, error);
    if (len == 0) return AKA_E_ARGUMENT;
    int s = socket(address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (s < 0) return fail(error, AKA_E_IO, "no socket is to be had: %s", strerror(errno));
    server->listener = s;
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(s, (struct sockaddr *)&address, len) != 0 || listen(s, BACKLOG) != 0)
        return fail(
            error, AKA_E_IO, "%s port %u cannot be listened on: %s", text, port, strerror(errno));
    server->port = port_of(s);
    return AKA_OK;
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

/* ---- the daemon ---- */

static void on_connection(void *cls, struct MHD_Connection *connection, void **context,
    enum MHD_ConnectionNotificationCode what)
{
    struct aka_server *server = cls;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        if (info) *context = ak_connection_open(&server->connections, info->connect_fd);
    } else {
        if (*context) ak_exchange_abandon(server, ((ak_connection *)*context)->exchange);
        ak_connection_close(&server->connections, *context);
        *context = NULL;
    }
}

/* Clients that break off and the like: counted, not told. */
static void ignore_message(void *cls, const char *format, va_list args)
{
    (void)cls, (void)format, (void)args;
}

static unsigned threads_of(const aka_server_options *o)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned n = o->threads ? o->threads : processors > 0 ? (unsigned)processors : 2;
    return n < 2 ? 2 : n > 256 ? 256 : n;
}

static aka_status start(struct aka_server *server, const aka_server_options *o, aka_error *error)
{
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_USE_ERROR_LOG;
    struct MHD_OptionItem tls[] = {
        {MHD_OPTION_END, 0, NULL}, {MHD_OPTION_END, 0, NULL}, {MHD_OPTION_END, 0, NULL}};
    if (server->tls_cert) {
        flags |= MHD_USE_TLS;
        tls[0] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_CERT, 0, server->tls_cert};
        tls[1] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_KEY, 0, server->tls_key};
    }
    server->daemon = MHD_start_daemon(flags, 0, NULL, NULL, ak_exchange_step, server,
        MHD_OPTION_EXTERNAL_LOGGER, ignore_message, NULL, MHD_OPTION_LISTEN_SOCKET,
        server->listener, MHD_OPTION_THREAD_POOL_SIZE, threads_of(o), MHD_OPTION_CONNECTION_LIMIT,
        o->connections ? o->connections : 1000u, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)MEMORY_OF_CONNECTION, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK, ak_exchange_begin, server,
        MHD_OPTION_NOTIFY_COMPLETED, ak_exchange_end, server, MHD_OPTION_NOTIFY_CONNECTION,
        on_connection, server, MHD_OPTION_ARRAY, tls, MHD_OPTION_END);
    if (server->daemon) return AKA_OK;
    return fail(error, AKA_E_IO, "the service cannot be started: %s",
        server->tls_cert ? "the certificate or its key is not usable" : strerror(errno));
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
    server->listener = -1;
    aka_status status = ak_service_init(&server->service, &o, error);
    if (status == AKA_OK) status = read_tls(server, &o, error);
    if (status == AKA_OK)
        status = listen_on(server, o.address ? o.address : "127.0.0.1", o.port, error);
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
    return server->port;
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
    if (MHD_quiesce_daemon(server->daemon) >= 0) close(server->listener);
    server->listener = -1;
    double end = ak_now() + seconds;
    /* A request that has just arrived may not be counted yet: none for a while is none. */
    for (int quiet = 0; quiet < 10 && ak_now() < end; nanosleep(&moment, NULL))
        quiet = server->service.metrics.active ? 0 : quiet + 1;
    unsigned broken = (unsigned)server->service.metrics.active;
    MHD_stop_daemon(server->daemon);
    server->daemon = NULL;
    return broken;
}

void aka_server_free(aka_server *server)
{
    if (!server) return;
    if (server->daemon && !server->stopped) aka_server_stop(server, 0);
    if (server->listener >= 0) close(server->listener);
    ak_connections_free(&server->connections);
    ak_service_free(&server->service);
    free(server->tls_cert);
    free(server->tls_key);
    free(server);
}
