/* One index in service, with the collections of datasets, the API keys, and what requests work in.
 * Requests hold the snapshot that was current when they began; a newer one takes its place for
 * those that come after, and the old one goes when its last request has ended. */
#ifndef AK_SERVE_SNAPSHOT_H
#define AK_SERVE_SNAPSHOT_H

#include "keys.h"

#include <aka/aka.h>
#include <jansson.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <time.h>

/* What one request at a time works in; one thread. */
typedef struct ak_worker {
    aka_screener *screener;
    aka_searcher *searcher; /* made when first wanted: ak_worker_searcher */
    aka_comparer *comparer; /* likewise: ak_worker_comparer */
    aka_scanner *scanner;   /* likewise: ak_worker_scanner */
    aka_record *asked, *other;
    aka_text text, record; /* scratch */
    struct ak_worker *next;
} ak_worker;

typedef struct ak_dataset {
    const char *name; /* in the snapshot's info */
    json_int_t entities, names;
} ak_dataset;

#define AK_LANES 32

/* Idle workers, the last one given back first. By threads apart, so that each goes on with the
 * worker whose memory its processor has at hand, and need not wait for others. */
typedef struct ak_lane {
    pthread_mutex_t lock;
    ak_worker *idle;
} ak_lane;

struct ak_details;

typedef struct ak_snapshot {
    aka_index *index;
    json_t *info;        /* aka_index_info_json */
    json_t *collections; /* name → array of dataset names */
    ak_keys keys;        /* count 0: none are wanted */
    ak_dataset *datasets;
    size_t dataset_count;
    time_t opened;
    time_t written;             /* the index file */
    pthread_mutex_t making;     /* of details; held while they are made */
    struct ak_details *details; /* made when first wanted (details.h) */
    pthread_mutex_t planning;   /* of plan; likewise */
    aka_scan_plan *plan;        /* for scanning; likewise */
    atomic_size_t holders;
    ak_lane lanes[AK_LANES]; /* a thread's own one, as a rule */
} ak_snapshot;

/* Where it all is; NULL for collections and keys that there are none of. */
typedef struct ak_paths {
    char *index, *collections, *keys;
} ak_paths;

/* Opens the index, the collections (a JSON object of arrays of names) and the keys. The caller
 * holds the one reference. */
AKA_CHECKED aka_status ak_snapshot_open(const ak_paths *paths, ak_snapshot **out, aka_error *error);
/* Makes for the fresh one what has been wanted of the old one, so that no request waits for it when
 * the fresh one takes its place. */
AKA_CHECKED aka_status ak_snapshot_prepare(ak_snapshot *fresh, ak_snapshot *old, aka_error *error);
/* One more holder. Any thread that knows the snapshot to be held already. */
void ak_snapshot_hold(ak_snapshot *snapshot);
/* One holder less; the last one frees it. NULL is fine. */
void ak_snapshot_drop(ak_snapshot *snapshot);

/* A worker, idle or new; NULL with the error where none can be made. The thread that takes it gives
 * it back. */
ak_worker *ak_worker_take(ak_snapshot *snapshot, aka_error *error);
void ak_worker_give(ak_snapshot *snapshot, ak_worker *worker);
/* NULL with the error where it cannot be made. */
aka_searcher *ak_worker_searcher(ak_snapshot *snapshot, ak_worker *worker, aka_error *error);
aka_comparer *ak_worker_comparer(ak_worker *worker, aka_error *error);
aka_scanner *ak_worker_scanner(ak_snapshot *snapshot, ak_worker *worker, aka_error *error);

/* Marks the datasets that a name stands for: "default" is all, a dataset's own name that one, a
 * collection's those of its datasets that are in the index. False where nothing has that name. */
bool ak_snapshot_scope(const ak_snapshot *snapshot, const char *name, bool *marks);

/* The date of the newest source that has something of a dataset: "2026-08-20", or "" where it is
 * not known. */
const char *ak_snapshot_date(const ak_snapshot *snapshot, const char *dataset);

#endif
