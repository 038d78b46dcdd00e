/* What answers the routes (routes.c). Each writes its answer into the request, or refuses. */
#ifndef AK_SERVE_HANDLERS_H
#define AK_SERVE_HANDLERS_H

#include "request.h"

typedef void ak_handler(ak_request *request);

ak_handler ak_do_match;                                                      /* match.c */
ak_handler ak_do_search;                                                     /* search.c */
ak_handler ak_do_entity, ak_do_adjacent, ak_do_adjacent_property;            /* entities.c */
ak_handler ak_do_statements_of, ak_do_statements;                            /* statements.c */
ak_handler ak_do_scan;                                                       /* scan.c */
ak_handler ak_do_compare;                                                    /* compare.c */
ak_handler ak_do_reconcile_manifest, ak_do_reconcile, ak_do_extend_property; /* reconcile.c */
ak_handler ak_do_suggest_entity, ak_do_suggest_property, ak_do_suggest_type; /* suggest.c */
ak_handler ak_do_health, ak_do_ready, ak_do_catalog, ak_do_algorithms, ak_do_metrics, ak_do_openapi,
    ak_do_api_page, ak_do_update;   /* status.c */
ak_handler ak_do_page, ak_do_asset; /* page.c */

#endif
