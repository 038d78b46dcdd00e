/* Screening over HTTP, in the shape of the OpenSanctions matching API (docs/http.md). Link
 * libaka-serve; libaka itself knows nothing of HTTP. */
#ifndef AKA_SERVE_H
#define AKA_SERVE_H

#include <aka/error.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct aka_server aka_server;

/* What a request was, for a log. Nothing in it is of the person asked for, but `target`, which a
 * log should leave out unless that is wanted. Strings live until the callback returns; none is
 * NULL. */
typedef struct aka_served {
    const char *method;
    const char *route;  /* "/match/{dataset}", "" where there is no such route */
    const char *target; /* as the client wrote it: may hold names */
    const char *client; /* its address */
    const char *key;    /* name of the API key, "" where none was wanted */
    unsigned status;
    double seconds; /* from the first line of the request to the end of the answer */
    uint64_t bytes_in, bytes_out;
    unsigned queries; /* in the batch */
} aka_served;

typedef struct aka_server_options {
    size_t size;             /* sizeof(aka_server_options) */
    const char *index;       /* path; these three are read again on a reload */
    const char *collections; /* path of a JSON object {"name": ["dataset", …]}; NULL: none */
    const char *address;     /* numeric, "127.0.0.1" or "::"; NULL: 127.0.0.1 */
    unsigned port;           /* 0: any that is free (aka_server_port) */
    unsigned threads;        /* 0: one a processor */
    const char *keys;        /* path of the API keys; NULL: whoever can connect may ask */
    const char *tls_cert, *tls_key; /* paths, PEM, both or none */
    const char *cors_origin; /* "https://page.example" or "*"; NULL: other pages may not ask */
    double rate;             /* requests a second of each key, or of each client; 0: no limit */
    size_t body_max;         /* bytes; 0: 8 MiB */
    unsigned connections;    /* at the same time; 0: 1,000 */
    void (*on_request)(void *ctx, const aka_served *request); /* by any thread; may be NULL */
    void *ctx;
} aka_server_options;

/* Opens the index and begins to answer, in threads of its own. Options are copied. AKA_E_IO: the
 * address cannot be listened on. */
AKA_API AKA_CHECKED aka_status aka_server_create(
    const aka_server_options *options, aka_server **out, aka_error *error);
/* The port that it listens on. */
AKA_API unsigned aka_server_port(const aka_server *server);
/* Opens the index, the collections and the keys anew; requests that come from then on use them,
 * those under way end with the old ones. On failure everything is as it was. One caller at a time
 * is served, any thread may call. */
AKA_API AKA_CHECKED aka_status aka_server_reload(aka_server *server, aka_error *error);
/* Takes no more connections and waits for the requests under way, at most so many seconds. Returns
 * how many had to be broken off. Once only. */
AKA_API unsigned aka_server_stop(aka_server *server, double seconds);
/* Stops at once if aka_server_stop was not called. NULL is fine. */
AKA_API void aka_server_free(aka_server *server);

enum { AKA_KEY_TEXT_MAX = 64, AKA_KEY_LINE_MAX = 256 };
/* Makes an API key. role: "screen" or "admin"; name: letters, digits, "-", "_", ".", at most 64.
 * key: what the client sends, kept nowhere; line: what goes into the file of keys. */
AKA_API AKA_CHECKED aka_status aka_server_new_key(const char *name, const char *role,
    char key[AKA_KEY_TEXT_MAX], char line[AKA_KEY_LINE_MAX], aka_error *error);

#ifdef __cplusplus
}
#endif
#endif
