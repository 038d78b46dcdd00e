/* Routes, and finding them. openapi.json describes the same; a test compares. */
#include "routes.h"

#include "metrics.h"

#include <stdio.h>
#include <string.h>

#define TEXT(name)                                                                                 \
    {                                                                                              \
        name, AK_PARAM_TEXT, false, 0, 0                                                           \
    }
#define TEXTS(name)                                                                                \
    {                                                                                              \
        name, AK_PARAM_TEXT, true, 0, 0                                                            \
    }
#define WHOLE(name, least, most)                                                                   \
    {                                                                                              \
        name, AK_PARAM_WHOLE, false, least, most                                                   \
    }
#define SHARE(name)                                                                                \
    {                                                                                              \
        name, AK_PARAM_SHARE, false, 0, 0                                                          \
    }
#define FLAG(name)                                                                                 \
    {                                                                                              \
        name, AK_PARAM_FLAG, false, 0, 0                                                           \
    }
#define TIME(name)                                                                                 \
    {                                                                                              \
        name, AK_PARAM_TIME, false, 0, 0                                                           \
    }
#define END                                                                                        \
    {                                                                                              \
        NULL, AK_PARAM_TEXT, false, 0, 0                                                           \
    }
/* For clients that cannot send headers; read by the server before the route is asked. */
#define KEY TEXT("api_key")
#define FILTERS                                                                                    \
    TEXTS("include_dataset"), TEXTS("exclude_dataset"), TEXTS("exclude_schema"), TEXTS("topics"),  \
        TIME("changed_since")

static const ak_param_spec no_params[] = {KEY, END};
static const ak_param_spec match_params[] = {WHOLE("limit", 1, AK_LIMIT_MAX), SHARE("threshold"),
    SHARE("cutoff"), TEXT("algorithm"), FILTERS, TEXTS("exclude_entity_ids"), KEY, END};
static const ak_param_spec search_params[] = {TEXT("q"), TEXTS("schema"), TEXTS("countries"),
    TEXTS("datasets"), TEXTS("filter"), TEXTS("facets"), WHOLE("limit", 0, AK_LIMIT_MAX),
    WHOLE("offset", 0, AK_OFFSET_MAX), FLAG("fuzzy"), FLAG("simple"), FILTERS, KEY, END};
static const ak_param_spec entity_params[] = {FLAG("nested"), KEY, END};
static const ak_param_spec page_params[] = {
    WHOLE("limit", 0, AK_LIMIT_MAX), WHOLE("offset", 0, AK_OFFSET_MAX), KEY, END};
static const ak_param_spec statement_params[] = {TEXT("prop"), TEXT("value"), TEXT("dataset"),
    WHOLE("limit", 0, 5000), WHOLE("offset", 0, 1000000), KEY, END};
static const ak_param_spec statements_params[] = {TEXT("canonical_id"), TEXT("entity_id"),
    TEXT("prop"), TEXT("value"), TEXT("dataset"), WHOLE("limit", 0, 5000),
    WHOLE("offset", 0, 1000000), KEY, END};
static const ak_param_spec compare_params[] = {TEXT("algorithm"), SHARE("threshold"), KEY, END};
static const ak_param_spec scan_params[] = {
    SHARE("threshold"), WHOLE("limit", 1, AK_LIMIT_MAX), TEXT("form"), KEY, END};
static const ak_param_spec reconcile_params[] = {
    TEXT("queries"), TEXT("extend"), TEXT("algorithm"), TIME("changed_since"), KEY, END};
static const ak_param_spec suggest_params[] = {
    TEXT("prefix"), WHOLE("limit", 0, AK_LIMIT_MAX), WHOLE("cursor", 0, 0), KEY, END};
static const ak_param_spec extend_params[] = {TEXT("type"), WHOLE("limit", 0, 1000), KEY, END};
static const ak_param_spec update_params[] = {TEXT("token"), FLAG("sync"), KEY, END};

static const ak_route routes[] = {
    {"POST", "/match/{dataset}", ak_do_match, match_params, AK_ROLE_SCREEN, true, false},
    {"GET", "/search/{dataset}", ak_do_search, search_params, AK_ROLE_SCREEN, true, false},
    {"GET", "/entities/{id}", ak_do_entity, entity_params, AK_ROLE_SCREEN, true, false},
    {"GET", "/entities/{id}/adjacent", ak_do_adjacent, page_params, AK_ROLE_SCREEN, true, false},
    {"GET", "/entities/{id}/adjacent/{property}", ak_do_adjacent_property, page_params,
        AK_ROLE_SCREEN, true, false},
    {"GET", "/statements", ak_do_statements, statements_params, AK_ROLE_SCREEN, true, false},
    {"GET", "/statements/{id}", ak_do_statements_of, statement_params, AK_ROLE_SCREEN, true, false},
    {"POST", "/scan", ak_do_scan, scan_params, AK_ROLE_SCREEN, true, true},
    {"POST", "/compare", ak_do_compare, compare_params, AK_ROLE_SCREEN, true, false},
    {"GET", "/reconcile/{dataset}", ak_do_reconcile_manifest, reconcile_params, AK_ROLE_SCREEN,
        true, false},
    {"POST", "/reconcile/{dataset}", ak_do_reconcile, reconcile_params, AK_ROLE_SCREEN, true,
        false},
    {"GET", "/reconcile/{dataset}/suggest/entity", ak_do_suggest_entity, suggest_params,
        AK_ROLE_SCREEN, true, false},
    {"GET", "/reconcile/{dataset}/suggest/property", ak_do_suggest_property, suggest_params,
        AK_ROLE_SCREEN, false, false},
    {"GET", "/reconcile/{dataset}/suggest/type", ak_do_suggest_type, suggest_params, AK_ROLE_SCREEN,
        false, false},
    {"GET", "/reconcile/{dataset}/extend/property", ak_do_extend_property, extend_params,
        AK_ROLE_SCREEN, false, false},
    {"GET", "/catalog", ak_do_catalog, no_params, AK_ROLE_SCREEN, false, false},
    {"GET", "/algorithms", ak_do_algorithms, no_params, AK_ROLE_SCREEN, false, false},
    {"GET", "/metrics", ak_do_metrics, no_params, AK_ROLE_SCREEN, false, false},
    {"POST", "/updatez", ak_do_update, update_params, AK_ROLE_ADMIN, false, false},
    {"GET", "/healthz", ak_do_health, no_params, AK_ROLE_NONE, false, false},
    {"GET", "/readyz", ak_do_ready, no_params, AK_ROLE_NONE, false, false},
    {"GET", "/openapi.json", ak_do_openapi, no_params, AK_ROLE_NONE, false, false},
    {"GET", "/docs", ak_do_api_page, no_params, AK_ROLE_NONE, false, false},
    {"GET", "/", ak_do_page, no_params, AK_ROLE_NONE, false, false},
    {"GET", "/assets/{file}", ak_do_asset, no_params, AK_ROLE_NONE, false, false},
};
#define ROUTES (sizeof routes / sizeof *routes)
_Static_assert(ROUTES < AK_ROUTES_MAX, "the counters have room for each route");

size_t ak_route_number(const ak_route *route)
{
    return route ? (size_t)(route - routes) : AK_ROUTES_MAX - 1;
}

bool ak_route_label(size_t number, char *out, size_t cap)
{
    if (number < ROUTES)
        snprintf(
            out, cap, "method=\"%s\",route=\"%s\"", routes[number].method, routes[number].path);
    else
        snprintf(out, cap, "method=\"\",route=\"\"");
    return number < ROUTES || number == AK_ROUTES_MAX - 1;
}

#define SEGMENTS_MAX 6

/* Cuts "/a/b%20c" into decoded segments, in place. SIZE_MAX where it is not well encoded. */
static size_t split(char *path, char *segments[SEGMENTS_MAX])
{
    size_t n = 0;
    if (*path != '/') return 0;
    for (char *at = path + 1; n < SEGMENTS_MAX;) {
        char *end = at + strcspn(at, "/");
        bool last = *end == '\0';
        size_t len = (size_t)(end - at);
        if (!ak_percent_decode(at, &len, false)) return SIZE_MAX;
        at[len] = '\0';
        segments[n++] = at;
        if (last) return n;
        at = end + 1;
    }
    return 0;
}

/* Whether the segments are as the path says; the {…} go to args. */
static bool fits(const char *path, char *const *segments, size_t count, const char *args[2])
{
    size_t n = 0, arg = 0;
    for (; *path; n++) {
        const char *from = path + 1;
        size_t len = strcspn(from, "/");
        if (n == count) return false;
        if (*from == '{') {
            if (!*segments[n]) return false;
            args[arg++] = segments[n];
        } else if (strlen(segments[n]) != len || memcmp(segments[n], from, len) != 0) {
            return false;
        }
        path = from + len;
    }
    return n == count;
}

static void allow(char allowed[AK_ALLOWED], const char *method)
{
    size_t len = strlen(allowed);
    const char *text = strcmp(method, "GET") == 0 ? "GET, HEAD" : method;
    snprintf(allowed + len, AK_ALLOWED - len, "%s%s", len ? ", " : "", text);
}

const ak_route *ak_route_find(
    ak_request *r, const char *method, char *path, unsigned *status, char allowed[AK_ALLOWED])
{
    char *segments[SEGMENTS_MAX];
    size_t count = split(path, segments);
    *status = count == SIZE_MAX ? 400 : 404;
    *allowed = '\0';
    for (size_t i = 0; count != SIZE_MAX && i < ROUTES; i++) {
        const char *args[2] = {NULL, NULL};
        if (!fits(routes[i].path, segments, count, args)) continue;
        if (strcmp(routes[i].method, method) == 0) {
            memcpy(r->path, args, sizeof args);
            return &routes[i];
        }
        *status = 405;
        allow(allowed, routes[i].method);
    }
    return NULL;
}
