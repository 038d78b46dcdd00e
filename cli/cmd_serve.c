/* aka serve: screening over HTTP. Signals end it, or load the index anew. */
#include "commands.h"
#include "out.h"

#include <aka/serve.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#define DRAIN_SECONDS 30
#define DEFAULT_PORT 8420
#define DEFAULT_CONNECTIONS 1000
#define OTHER_FILES 100

typedef struct serve_args {
    const cli_command *self;
    aka_server_options options;
    const char *index, *new_key, *role;
    char address[64];
    bool log, log_targets;
} serve_args;

static bool bad(const serve_args *args, const char *option, const char *wanted, const char *value)
{
    cli_usage(args->self, "--%s wants %s, not \"%s\"", option, wanted, value);
    return false;
}

/* "127.0.0.1:8420", "[::1]:8420", "0.0.0.0", ":8420" */
static bool take_listen(serve_args *args, const char *value)
{
    const char *colon = strrchr(value, ':'), *close = strchr(value, ']');
    size_t len = colon ? (size_t)(colon - value) : strlen(value), port = DEFAULT_PORT;
    if (close && colon && colon < close) {
        len = strlen(value);
        colon = NULL;
    }
    if (colon && !cli_number("listen", colon + 1, 0, 65535, &port)) return false;
    const char *from = value;
    if (*value == '[' && len > 1 && value[len - 1] == ']') {
        from++;
        len -= 2;
    }
    if (len >= sizeof args->address) return bad(args, "listen", "ADDRESS:PORT", value);
    memcpy(args->address, from, len);
    args->address[len] = '\0';
    if (len) args->options.address = args->address;
    args->options.port = (unsigned)port;
    return true;
}

static bool take_log(serve_args *args, const char *value)
{
    args->log = strcmp(value, "none") != 0;
    args->log_targets = strcmp(value, "full") == 0;
    return !args->log || args->log_targets || strcmp(value, "requests") == 0 ||
           bad(args, "log", "none, requests or full", value);
}

static bool take_count(const char *option, const char *value, size_t most, unsigned *out)
{
    size_t n;
    if (!cli_number(option, value, 0, most, &n)) return false;
    *out = (unsigned)n;
    return true;
}

static bool take_number(serve_args *args, int id, const char *value)
{
    size_t n;
    switch (id) {
    case OPT_RATE:
        if (!cli_number("rate", value, 1, 1000000, &n)) return false;
        args->options.rate = (double)n;
        return true;
    case OPT_MAX_BODY:
        return cli_number("max-body", value, 1024, 1u << 30, &args->options.body_max);
    case OPT_THREADS:
        return take_count("threads", value, 256, &args->options.threads);
    default:
        return take_count("connections", value, 100000, &args->options.connections);
    }
}

static bool take(void *ctx, int id, const char *value)
{
    serve_args *args = ctx;
    switch (id) {
    case 'i':
        args->index = value;
        return true;
    case OPT_LISTEN:
        return take_listen(args, value);
    case OPT_COLLECTIONS:
        args->options.collections = value;
        return true;
    case OPT_KEYS:
        args->options.keys = value;
        return true;
    case OPT_TLS_CERT:
        args->options.tls_cert = value;
        return true;
    case OPT_TLS_KEY:
        args->options.tls_key = value;
        return true;
    case OPT_CORS:
        args->options.cors_origin = value;
        return true;
    case OPT_LOG:
        return take_log(args, value);
    case OPT_NEW_KEY:
        args->new_key = value;
        return true;
    case OPT_ROLE:
        args->role = value;
        return true;
    case OPT_RATE:
    case OPT_MAX_BODY:
    case OPT_THREADS:
    case OPT_CONNECTIONS:
        return take_number(args, id, value);
    default:
        cli_usage(args->self, "what is \"%s\"? It takes options only", value);
        return false;
    }
}

/* ---- the log: one JSON object a request, on standard error ---- */

static void put_field(cli_buf *out, const char *name, const char *text)
{
    cli_putf(out, ",\"%s\":", name);
    cli_put_json(out, text);
}

static void log_request(void *ctx, const aka_served *served)
{
    const serve_args *args = ctx;
    char second[32];
    struct timespec now;
    struct tm utc;
    cli_buf line = {0};
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &utc);
    strftime(second, sizeof second, "%Y-%m-%dT%H:%M:%S", &utc);
    cli_putf(&line, "{\"time\":\"%s.%03ldZ\"", second, now.tv_nsec / 1000000);
    put_field(&line, "method", served->method);
    put_field(&line, "route", served->route);
    put_field(&line, "client", served->client);
    put_field(&line, "key", served->key);
    if (args->log_targets) put_field(&line, "target", served->target);
    cli_putf(&line, ",\"status\":%u,\"ms\":%.3f,\"in\":%llu,\"out\":%llu,\"queries\":%u}\n",
        served->status, served->seconds * 1000, (unsigned long long)served->bytes_in,
        (unsigned long long)served->bytes_out, served->queries);
    if (!line.failed) fputs(line.data, stderr);
    cli_buf_free(&line);
}

/* ---- running ---- */

static int make_key(const serve_args *args)
{
    char key[AKA_KEY_TEXT_MAX], line[AKA_KEY_LINE_MAX];
    aka_error error;
    if (aka_server_new_key(args->new_key, args->role ? args->role : "screen", key, line, &error) !=
        AKA_OK) {
        cli_say_error(&error);
        return CLI_FAILED;
    }
    printf("%s\n", line);
    cli_say("the key is %s; it is shown this once. Add the line to the file of --keys", key);
    return cli_finish(CLI_DONE);
}

/* Each connection is a file; few systems allow a thousand unless asked. */
static void allow_files(unsigned connections)
{
    struct rlimit files;
    rlim_t wanted = (connections ? connections : DEFAULT_CONNECTIONS) + OTHER_FILES;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= wanted) return;
    rlim_t allowed = files.rlim_max < wanted ? files.rlim_max : wanted;
    files.rlim_cur = allowed;
    setrlimit(RLIMIT_NOFILE, &files);
    if (allowed < wanted)
        cli_say("only %llu files may be open at a time (ulimit -n), too few for --connections",
            (unsigned long long)allowed);
}

static void reload(aka_server *server)
{
    aka_error error;
    if (aka_server_reload(server, &error) == AKA_OK) {
        cli_say("the index was loaded anew");
        return;
    }
    cli_say_error(&error);
    cli_say("the index stays as it was");
}

static int run(serve_args *args)
{
    aka_server *server;
    aka_error error;
    sigset_t signals;
    int signal = 0;
    /* Blocked before threads are made, so that only sigwait gets them. */
    sigemptyset(&signals);
    sigaddset(&signals, SIGHUP);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    allow_files(args->options.connections);
    if (aka_server_create(&args->options, &server, &error) != AKA_OK) {
        cli_say_error(&error);
        return CLI_FAILED;
    }
    const char *address = args->options.address ? args->options.address : "127.0.0.1";
    bool v6 = strchr(address, ':') != NULL;
    cli_say("listening on %s://%s%s%s:%u", args->options.tls_cert ? "https" : "http", v6 ? "[" : "",
        address, v6 ? "]" : "", aka_server_port(server));
    while (sigwait(&signals, &signal) == 0 && signal == SIGHUP) reload(server);
    cli_say("ending; requests under way have %d seconds", DRAIN_SECONDS);
    unsigned broken = aka_server_stop(server, DRAIN_SECONDS);
    if (broken) cli_say("%u requests were broken off", broken);
    aka_server_free(server);
    return cli_finish(broken ? CLI_BAD_RECORDS : CLI_DONE);
}

int cmd_serve(const cli_command *self, int argc, char **argv)
{
    serve_args args = {
        .self = self, .log = true, .options = {.size = sizeof args.options, .port = DEFAULT_PORT}};
    int status = cli_parse(self, argc, argv, take, &args);
    if (status != CLI_GO) return status;
    if (args.new_key) return make_key(&args);
    if (args.role) return cli_usage(self, "--role goes with --new-key");
    char *path = cli_index_path(args.index);
    if (!path) return CLI_FAILED;
    args.options.index = path;
    if (args.log) args.options.on_request = log_request;
    args.options.ctx = &args;
    status = run(&args);
    free(path);
    return status;
}
