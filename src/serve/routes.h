/* The table of routes: what is asked where, with which parameters, by whom. */
#ifndef AK_SERVE_ROUTES_H
#define AK_SERVE_ROUTES_H

#include "handlers.h"
#include "keys.h"

typedef struct ak_route {
    const char *method, *path; /* "/match/{dataset}" */
    ak_handler *handle;
    const ak_param_spec *params; /* NULL: none */
    ak_role role;
    bool worker; /* needs a screener and its like */
    bool text;   /* takes text or XML for a body, rather than JSON */
} ak_route;

#define AK_ALLOWED 32 /* bytes for "GET, HEAD, POST" */

/* Finds the route of a path and writes what stands for its {…} into request->path, which points
 * into `path` (decoded in place). NULL where there is none, with the status: 404, or 405 and
 * the methods that there are in allowed, or 400 where the path is not well encoded. */
const ak_route *ak_route_find(ak_request *request, const char *method, char *path, unsigned *status,
    char allowed[AK_ALLOWED]);
/* Its place in the table; of NULL the last number of all. */
size_t ak_route_number(const ak_route *route);
/* For the metrics: ak_route_labels. */
bool ak_route_label(size_t number, char *out, size_t cap);

#endif
