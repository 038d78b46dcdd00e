/* Threads beside the loops for requests that may take long, so that short ones on other
 * connections do not wait for them. */
#ifndef AK_SERVE_HELPERS_H
#define AK_SERVE_HELPERS_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

/* Something to be done; part of what it is about. */
typedef struct ak_task {
    void (*run)(struct ak_task *task);
    struct ak_task *next;
} ak_task;

typedef struct ak_helpers {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    ak_task *first, *last; /* that nobody has begun */
    bool ended, ready;
    pthread_t *threads;
    size_t count;
} ak_helpers;

/* Starts the threads; false where not one is to be had. helpers: all zero. */
bool ak_helpers_init(ak_helpers *helpers, size_t threads);
/* Does all that was added and ends the threads; what is added later is refused. Harmless on what
 * was never started, like ak_helpers_free. */
void ak_helpers_end(ak_helpers *helpers);
/* When nobody adds any more. */
void ak_helpers_free(ak_helpers *helpers);
/* Tasks are begun in the order in which they were added. False where the threads have ended. Any
 * thread. */
bool ak_helpers_add(ak_helpers *helpers, ak_task *task);

#endif
