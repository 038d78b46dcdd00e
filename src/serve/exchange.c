/* From HTTP to a request, and from an answer to HTTP. */
#include "exchange.h"

#include "gzip.h"
#include "routes.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define SHORT_BODY 1024     /* bytes: one record, or a few with little said of them */
#define SHORT_THRESHOLD 0.6 /* below it a screening may look at much of the index */
#define GZIP_FROM 1400      /* bytes: what fits into one packet is sent as it is */
#define SLOWEST 10000.0     /* bytes a second at which an answer must be taken */
#define HOST_MAX 255        /* bytes of the name that a client knows the service by */
#define CLIENT_TEXT_MAX 64  /* of an address */

typedef struct exchange {
    ak_request request;
    ak_task task; /* answering it by a helper */
    struct MHD_Connection *connection;
    bool handled;       /* by a helper: what is left is to send the answer */
    char *uri, *path;   /* as sent; and the path, to be decoded; both behind the exchange */
    const char *method; /* of the route: GET for HEAD */
    char *body;
    size_t body_len, body_cap;
    bool begun, too_big, no_room;
    bool close; /* the connection, after the answer */
    ak_key key; /* its name is empty where none was wanted */
    double started;
    char allowed[AK_ALLOWED]; /* for 405 */
    double retry;             /* for 429: seconds */
    size_t sent;              /* bytes of the answer's body */
    unsigned status;          /* of the answer; 0: there is none yet */
    char base_url[sizeof "https://" + HOST_MAX], client[CLIENT_TEXT_MAX];
    char fingerprint[17];
} exchange;

static ak_connection *connection_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

void *ak_exchange_begin(void *cls, const char *uri, struct MHD_Connection *connection)
{
    struct aka_server *server = cls;
    size_t len = strlen(uri) + 1;
    exchange *x = malloc(sizeof *x + 2 * len);
    if (!x) return NULL;
    *x = (exchange){.started = ak_now(), .uri = (char *)(x + 1), .path = (char *)(x + 1) + len};
    memcpy(x->uri, uri, len);
    memcpy(x->path, uri, len);
    x->request.service = &server->service;
    x->request.deadline = x->started + AK_REQUEST_SECONDS;
    server->service.metrics.active++;
    ak_connection *c = connection_of(connection);
    if (c) c->exchange = x;
    ak_connection_allow(c, AK_REQUEST_SECONDS);
    return x;
}

static const char *header(struct MHD_Connection *connection, const char *name)
{
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

/* ---- who asks ---- */

static uint64_t hash(const unsigned char *bytes, size_t len)
{
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < len; i++) h = (h ^ bytes[i]) * 1099511628211u;
    return h | 1;
}

/* Writes the address as text, where somebody reads it; a number for it. */
static uint64_t take_address(exchange *x, struct MHD_Connection *connection)
{
    bool told = x->request.service->on_request != NULL;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const struct sockaddr *address = info ? info->client_addr : NULL;
    if (address && address->sa_family == AF_INET) {
        const struct in_addr *in = &((const struct sockaddr_in *)(const void *)address)->sin_addr;
        if (told) inet_ntop(AF_INET, in, x->client, sizeof x->client);
        return hash((const unsigned char *)in, sizeof *in);
    }
    if (address && address->sa_family == AF_INET6) {
        const struct in6_addr *in =
            &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
        if (told) inet_ntop(AF_INET6, in, x->client, sizeof x->client);
        /* Whoever has one address of a network has all of them: the first 64 bits count. */
        return hash((const unsigned char *)in, 8);
    }
    return 1;
}

static const char *secret_of(const exchange *x, struct MHD_Connection *connection)
{
    const char *text = header(connection, MHD_HTTP_HEADER_AUTHORIZATION);
    if (!text) {
        const char *token = ak_params_text(&x->request.params, "token");
        return token ? token : ak_params_text(&x->request.params, "api_key");
    }
    if (strncasecmp(text, "ApiKey ", 7) == 0 || strncasecmp(text, "Bearer ", 7) == 0) text += 7;
    while (*text == ' ') text++;
    return text;
}

static bool check_key(exchange *x, struct MHD_Connection *connection)
{
    ak_request *r = &x->request;
    ak_role role = r->route->role;
    if (role == AK_ROLE_NONE) return true;
    const char *secret = secret_of(x, connection);
    bool wanted = false, known = false;
    if (r->service->paths.keys) {
        ak_snapshot *snapshot = ak_service_snapshot(r->service);
        const ak_key *key = secret ? ak_keys_find(&snapshot->keys, secret) : NULL;
        wanted = snapshot->keys.count > 0;
        known = key != NULL;
        if (known) x->key = *key;
        ak_snapshot_drop(snapshot);
    }
    if (!wanted && role == AK_ROLE_SCREEN) return true;
    if (!wanted)
        return ak_refuse(r, 403,
            "this is for administrators, and the service has no keys; start "
            "it with --keys");
    if (!secret) return ak_refuse(r, 401, "an API key is wanted: \"Authorization: ApiKey KEY\"");
    if (!known) return ak_refuse(r, 401, "the API key is not known");
    return x->key.role >= role ||
           ak_refuse(r, 403, "the API key \"%s\" is not for this", x->key.name);
}

static bool check_rate(exchange *x, uint64_t client)
{
    ak_request *r = &x->request;
    if (r->route->role == AK_ROLE_NONE || r->service->limiter.rate <= 0) return true;
    const char *name = x->key.name;
    uint64_t who = *name ? hash((const unsigned char *)name, strlen(name)) : client;
    x->retry = ak_limiter_take(&r->service->limiter, who, ak_now());
    return x->retry <= 0 ||
           ak_refuse(r, 429, "over %g requests a second; wait a moment", r->service->limiter.rate);
}

/* ---- what is asked ---- */

static bool is_type(const char *value, const char *type)
{
    size_t len = strlen(type);
    return value && strncasecmp(value, type, len) == 0 &&
           (value[len] == '\0' || value[len] == ';' || value[len] == ' ');
}

static bool check_type(exchange *x, struct MHD_Connection *connection)
{
    const char *type = header(connection, MHD_HTTP_HEADER_CONTENT_TYPE);
    const char *encoding = header(connection, MHD_HTTP_HEADER_CONTENT_ENCODING);
    ak_request *r = &x->request;
    if (strcmp(x->method, "POST") != 0) return true;
    if (encoding && strcasecmp(encoding, "identity") != 0)
        return ak_refuse(r, 415, "a body that is not compressed is wanted");
    r->body_type = type;
    r->form = is_type(type, "application/x-www-form-urlencoded");
    if (r->route->text)
        return !type || strncasecmp(type, "text/", 5) == 0 || is_type(type, "application/xml") ||
               ak_refuse(r, 415,
                   "text is wanted: text/plain, text/markdown, text/html or application/xml");
    if (!type || r->form || is_type(type, "application/json")) return true;
    return ak_refuse(r, 415, "the body must be application/json");
}

static enum MHD_Result count_length(
    void *cls, enum MHD_ValueKind kind, const char *name, const char *value)
{
    unsigned *count = cls;
    (void)kind, (void)value;
    *count += strcasecmp(name, MHD_HTTP_HEADER_CONTENT_LENGTH) == 0 ||
              strcasecmp(name, MHD_HTTP_HEADER_TRANSFER_ENCODING) == 0;
    return MHD_YES;
}

/* A proxy in front might read the end of such a request elsewhere, and take what follows for
 * another client's. */
static bool check_framing(exchange *x, struct MHD_Connection *connection)
{
    unsigned count = 0;
    MHD_get_connection_values(connection, MHD_HEADER_KIND, count_length, &count);
    if (count <= 1) return true;
    x->close = true;
    return ak_refuse(&x->request, 400, "the length of the body is given more than once");
}

static bool check_length(exchange *x, struct MHD_Connection *connection)
{
    const char *text = header(connection, MHD_HTTP_HEADER_CONTENT_LENGTH);
    size_t most = x->request.service->body_max;
    if (!x->too_big && (!text || strtoull(text, NULL, 10) <= most)) return true;
    return ak_refuse(&x->request, 413, "the body is over %zu bytes", most);
}

static bool is_host(const char *text)
{
    size_t len = 0;
    for (; text[len]; len++) {
        char c = text[len];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (len == HOST_MAX || !(plain || strchr(".-:[]_", c))) return false;
    }
    return true;
}

/* The address under which the client knows the service: for links in answers. */
static void take_base_url(exchange *x, struct MHD_Connection *connection)
{
    const char *host = header(connection, MHD_HTTP_HEADER_HOST);
    const char *scheme = header(connection, "X-Forwarded-Proto");
    const union MHD_ConnectionInfo *tls =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    bool secure = (scheme && strcmp(scheme, "https") == 0) || (tls && tls->tls_session);
    if (!host || !is_host(host)) host = "localhost";
    stpcpy(stpcpy(x->base_url, secure ? "https://" : "http://"), host);
    x->request.base_url = x->base_url;
}

static bool find_route(exchange *x)
{
    ak_request *r = &x->request;
    ak_param_fault fault;
    unsigned status;
    char *query = strchr(x->path, '?');
    if (query) *query++ = '\0';
    r->route = ak_route_find(r, x->method, x->path, &status, x->allowed);
    if (!r->route && status == 405)
        return ak_refuse(r, 405, "%s is not for this address; there is %s", x->method, x->allowed);
    if (!r->route && status == 400) return ak_refuse(r, 400, "the address is not well encoded");
    if (!r->route) return ak_refuse(r, 404, "there is nothing at this address; see /openapi.json");
    if (!ak_params_parse(&r->params, query ? query : "", query ? strlen(query) : 0, &fault) ||
        !ak_params_check(&r->params, r->route->params, &fault))
        return ak_refuse(r, fault.status, "%s", fault.detail);
    return true;
}

/* All that is known before the body is read. False where it is refused. */
static bool check(exchange *x, struct MHD_Connection *connection, const char *method)
{
    ak_request *r = &x->request;
    uint64_t client = take_address(x, connection);
    x->method = strcmp(method, "HEAD") == 0 ? "GET" : strcmp(method, "POST") == 0 ? "POST" : method;
    take_base_url(x, connection);
    if (strcmp(method, "OPTIONS") == 0 && r->service->cors_origin) {
        r->status = 204;
        return false;
    }
    return check_framing(x, connection) && find_route(x) && check_key(x, connection) &&
           check_rate(x, client) && check_type(x, connection) && check_length(x, connection);
}

/* Room for `len` more bytes of the body; false where memory is short, or where all bodies together
 * take too much of it. */
static bool grow_body(exchange *x, size_t len)
{
    ak_service *s = x->request.service;
    size_t cap = x->body_cap ? x->body_cap : SHORT_BODY;
    while (cap < x->body_len + len) cap *= 2;
    if (cap == x->body_cap) return true;
    size_t more = cap - x->body_cap;
    if (atomic_fetch_add(&s->bodies, more) > AK_BODIES_MAX - more) {
        s->bodies -= more;
        return false;
    }
    char *grown = realloc(x->body, cap);
    if (!grown) {
        s->bodies -= more;
        return false;
    }
    x->body = grown;
    x->body_cap = cap;
    return true;
}

static void take_body(exchange *x, const char *data, size_t len)
{
    size_t most = x->request.service->body_max;
    if (x->too_big || x->no_room) return;
    if (len > most - x->body_len) {
        x->too_big = true;
    } else if (!grow_body(x, len)) {
        x->no_room = true;
    } else {
        memcpy(x->body + x->body_len, data, len);
        x->body_len += len;
    }
}

/* ---- the answer ---- */

static bool has_body(exchange *x, struct MHD_Connection *connection)
{
    if (!check_length(x, connection)) return false;
    return !x->no_room || ak_refuse(&x->request, 503, "too much is asked at a time; try again");
}

/* What is over in less than the time that it takes to hand it to another thread, as a rule. */
static bool is_short(const exchange *x)
{
    const ak_request *r = &x->request;
    if (r->route->role == AK_ROLE_ADMIN) return false;
    if (!r->route->worker) return true;
    return strcmp(x->method, "POST") == 0 && x->body_len <= SHORT_BODY &&
           ak_params_share(&r->params, "threshold", 1) >= SHORT_THRESHOLD &&
           ak_params_share(&r->params, "cutoff", 1) >= SHORT_THRESHOLD;
}

static void handle(exchange *x)
{
    ak_request *r = &x->request;
    aka_error error;
    r->body = (aka_view){x->body, x->body_len};
    r->snapshot = ak_service_snapshot(r->service);
    memcpy(x->fingerprint, aka_index_fingerprint(r->snapshot->index), sizeof x->fingerprint);
    if (r->route->worker) r->worker = ak_worker_take(r->snapshot, &error);
    if (r->route->worker && !r->worker)
        ak_refuse_error(r, &error);
    else
        r->route->handle(r);
    if (r->worker) ak_worker_give(r->snapshot, r->worker);
    ak_snapshot_drop(r->snapshot);
    r->worker = NULL;
    r->snapshot = NULL;
    if (r->out.failed) ak_refuse(r, 503, "the answer is too large, or memory is short");
}

static void add_headers(exchange *x, struct MHD_Response *response)
{
    ak_request *r = &x->request;
    char number[AK_DIGITS];
    const char *origin = r->service->cors_origin;
    MHD_add_response_header(response, "Content-Type", r->type ? r->type : "application/json");
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(response, "Cache-Control", r->etag ? "no-cache" : "no-store");
    if (r->etag) MHD_add_response_header(response, "ETag", r->etag);
    if (r->policy) MHD_add_response_header(response, "Content-Security-Policy", r->policy);
    if (*x->fingerprint) MHD_add_response_header(response, "X-Aka-Index", x->fingerprint);
    if (r->batch) MHD_add_response_header(response, "X-Batch-Size", ak_digits(r->batch, number));
    if (origin) {
        MHD_add_response_header(response, "Access-Control-Allow-Origin", origin);
        MHD_add_response_header(response, "Vary", "Origin");
    }
    if (r->status == 204) {
        MHD_add_response_header(response, "Access-Control-Allow-Methods", "GET, POST, OPTIONS");
        MHD_add_response_header(
            response, "Access-Control-Allow-Headers", "Authorization, Content-Type");
        MHD_add_response_header(response, "Access-Control-Max-Age", "600");
    }
    if (r->status == 401) MHD_add_response_header(response, "WWW-Authenticate", "ApiKey");
    if (r->status == 405) MHD_add_response_header(response, "Allow", x->allowed);
    if (r->status == 429)
        MHD_add_response_header(response, "Retry-After", ak_digits((uint64_t)x->retry + 1, number));
    if (r->service->draining || x->close) MHD_add_response_header(response, "Connection", "close");
}

/* What the client has already is not sent again. */
static void spare(ak_request *r, struct MHD_Connection *connection)
{
    const char *has = r->etag ? header(connection, MHD_HTTP_HEADER_IF_NONE_MATCH) : NULL;
    if (!has || !strstr(has, r->etag)) return;
    r->status = 304;
    ak_out_free(&r->out);
}

static enum MHD_Result answer(exchange *x, struct MHD_Connection *connection)
{
    ak_request *r = &x->request;
    spare(r, connection);
    bool packed = r->out.len > GZIP_FROM &&
                  ak_gzip_wanted(header(connection, MHD_HTTP_HEADER_ACCEPT_ENCODING)) &&
                  ak_gzip(&r->out);
    if (r->out.failed) return MHD_NO;
    struct MHD_Response *response = MHD_create_response_from_buffer(
        r->out.len, r->out.data, r->out.data ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
    if (!response) return MHD_NO;
    x->sent = r->out.len;
    x->status = r->status ? r->status : 200;
    r->out = (ak_out){0};
    if (packed) {
        MHD_add_response_header(response, "Content-Encoding", "gzip");
        MHD_add_response_header(response, "Vary", "Accept-Encoding");
    }
    add_headers(x, response);
    ak_connection_allow(connection_of(connection), AK_REQUEST_SECONDS + (double)x->sent / SLOWEST);
    enum MHD_Result queued = MHD_queue_response(connection, x->status, response);
    MHD_destroy_response(response);
    return queued;
}

static void help(ak_task *task)
{
    exchange *x = (exchange *)((char *)task - offsetof(exchange, task));
    handle(x);
    MHD_resume_connection(x->connection); /* from here on the exchange is the loop's again */
}

/* Has a helper answer; the loop comes back to it when the connection goes on. */
static void hand_over(exchange *x, ak_helpers *helpers, struct MHD_Connection *connection)
{
    x->handled = true;
    x->connection = connection;
    x->task.run = help;
    MHD_suspend_connection(connection);
    if (!ak_helpers_add(helpers, &x->task)) help(&x->task);
}

enum MHD_Result ak_exchange_step(void *cls, struct MHD_Connection *connection, const char *url,
    const char *method, const char *version, const char *upload, size_t *upload_size, void **state)
{
    (void)url, (void)version;
    struct aka_server *server = cls;
    exchange *x = *state;
    if (!x) return MHD_NO;
    if (!x->begun) {
        x->begun = true;
        return check(x, connection, method) ? MHD_YES : answer(x, connection);
    }
    if (*upload_size) {
        take_body(x, upload, *upload_size);
        *upload_size = 0;
        return MHD_YES;
    }
    if (x->handled || !has_body(x, connection)) return answer(x, connection);
    ak_connection *c = connection_of(connection);
    if (c) c->busy = true;
    if (!is_short(x)) {
        hand_over(x, &server->helpers, connection);
        return MHD_YES;
    }
    handle(x);
    return answer(x, connection);
}

/* ---- the end ---- */

static void report(const exchange *x, double seconds)
{
    const ak_request *r = &x->request;
    ak_service *s = r->service;
    aka_served served = {.method = x->method ? x->method : "",
        .route = r->route ? r->route->path : "",
        .target = x->uri ? x->uri : "",
        .client = x->client,
        .key = x->key.name,
        .status = x->status,
        .seconds = seconds,
        .bytes_in = x->body_len,
        .bytes_out = x->sent,
        .queries = r->batch};
    if (s->on_request) s->on_request(s->ctx, &served);
}

void ak_exchange_abandon(aka_server *server, void *exchange_)
{
    exchange *x = exchange_;
    if (!x) return;
    ak_metrics *m = &server->service.metrics;
    double seconds = ak_now() - x->started;
    ak_metrics_count(m, ak_route_number(x->request.route), x->status, seconds);
    m->queries += x->request.batch;
    m->matches += x->request.matches;
    m->bytes_in += x->body_len;
    m->bytes_out += x->sent;
    report(x, seconds);
    ak_params_free(&x->request.params);
    ak_out_free(&x->request.out);
    server->service.bodies -= x->body_cap;
    free(x->body);
    free(x);
    m->active--;
}

void ak_exchange_end(
    void *cls, struct MHD_Connection *connection, void **state, enum MHD_RequestTerminationCode how)
{
    ak_connection *c = connection_of(connection);
    (void)how;
    ak_exchange_abandon(cls, *state);
    *state = NULL;
    if (c) {
        c->exchange = NULL;
        c->served = true; /* first: a connection that is neither makes room for others */
        c->busy = false;
    }
    ak_connection_allow(c, AK_IDLE_SECONDS);
}
