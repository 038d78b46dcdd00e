/* Listening, and sharing connections out. */
#include "listener.h"

#include "request.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#define BACKLOG 4096   /* as far as the system allows it */
#define PAUSE_MILLIS 2 /* until it is looked again whether there is room */
#define LOST_SECONDS 10
#define SHORT_MILLIS 100 /* the same where the system has no descriptors or memory left */

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

aka_status ak_listener_open(ak_listener *l, const char *text, unsigned port, aka_error *error)
{
    struct sockaddr_storage address;
    int yes = 1;
    if (port > 65535) return fail(error, AKA_E_ARGUMENT, "%u is no port", port);
    socklen_t len = address_of(text, port, &address, error);
    if (len == 0) return AKA_E_ARGUMENT;
    int s = socket(address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (s < 0) return fail(error, AKA_E_IO, "no socket is to be had: %s", strerror(errno));
    l->socket = s;
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(s, (struct sockaddr *)&address, len) != 0 || listen(s, BACKLOG) != 0)
        return fail(
            error, AKA_E_IO, "%s port %u cannot be listened on: %s", text, port, strerror(errno));
    l->port = port_of(s);
    return AKA_OK;
}

static ak_loop *least_held(const ak_listener *l)
{
    ak_loop *least = &l->loops[0];
    for (size_t i = 1; i < l->loop_count; i++)
        if (l->loops[i].held < least->held) least = &l->loops[i];
    return least;
}

/* The daemon closes the socket where it does not take it. */
static void give(ak_listener *l, int client, const struct sockaddr_storage *from, socklen_t len)
{
    ak_loop *loop = least_held(l);
    loop->held++;
    l->given++;
    l->last_given = ak_now();
    if (MHD_add_connection(loop->daemon, client, (const struct sockaddr *)from, len) == MHD_YES)
        return;
    loop->held--;
    l->given--;
}

/* Open connections, and those that loops have been given but have not begun with. After a while
 * these never come: a loop that is short of memory closes them without a word. */
static bool is_full(ak_listener *l)
{
    long long on_the_way = l->given - l->connections->arrived;
    if (on_the_way && ak_now() - l->last_given > LOST_SECONDS) l->given -= on_the_way;
    return l->connections->metrics->connections + (on_the_way > 0 ? on_the_way : 0) >= l->most;
}

/* Takes what waits; the milliseconds until it is of use to try again, -1: when somebody connects.
 */
static int take_waiting(ak_listener *l)
{
    for (;;) {
        struct sockaddr_storage from;
        socklen_t len = sizeof from;
        if (is_full(l)) {
            ak_connections_make_room(l->connections);
            return PAUSE_MILLIS;
        }
        int client =
            accept4(l->socket, (struct sockaddr *)&from, &len, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (client >= 0) {
            give(l, client, &from, len);
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            return -1;
        } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            ak_connections_make_room(l->connections);
            return SHORT_MILLIS;
        } /* else: a client that has gone again */
    }
}

static void *take_connections(void *ctx)
{
    ak_listener *l = ctx;
    int wait = -1;
    for (;;) {
        struct pollfd at[2] = {
            {.fd = l->wake, .events = POLLIN}, {.fd = wait < 0 ? l->socket : -1, .events = POLLIN}};
        if (poll(at, 2, wait) < 0 && errno != EINTR) return NULL;
        if (at[0].revents) return NULL;
        wait = take_waiting(l);
    }
}

aka_status ak_listener_start(ak_listener *l, aka_error *error)
{
    l->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    l->running = l->wake >= 0 && pthread_create(&l->thread, NULL, take_connections, l) == 0;
    return l->running ? AKA_OK : fail(error, AKA_E_NOMEM, "no thread is to be had");
}

void ak_listener_close(ak_listener *l)
{
    if (l->running && eventfd_write(l->wake, 1) == 0) pthread_join(l->thread, NULL);
    l->running = false;
    if (l->wake >= 0) close(l->wake);
    if (l->socket >= 0) close(l->socket);
    l->wake = l->socket = -1;
}
