/* Which listed entities a request wants to hear of. */
#ifndef AK_SERVE_FILTER_H
#define AK_SERVE_FILTER_H

#include "request.h"

typedef struct ak_filter {
    ak_request *request;
    bool *scope; /* per dataset of the snapshot: of the path's, included, and not excluded */
    bool all;    /* the datasets of an entity do not matter */
    bool schemata, ids, records; /* exclude_schema, exclude_entity_ids, what needs the record */
    bool failed;                 /* a record could not be read: out of memory, most likely */
} ak_filter;

/* Reads the dataset of the path and the parameters include_dataset, exclude_dataset,
 * exclude_schema, exclude_entity_ids, topics and changed_since. False where the request is refused.
 * Free it in any case. */
bool ak_filter_init(ak_filter *filter, ak_request *request);
void ak_filter_free(ak_filter *filter);
/* For aka_screen_options.accept; ctx is the filter. An entity whose last change is not known passes
 * changed_since: it may have changed. */
int ak_filter_accept(void *ctx, uint32_t entity);

#endif
