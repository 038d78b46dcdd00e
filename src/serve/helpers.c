/* A queue and its threads. */
#include "helpers.h"

#include <stdlib.h>

static ak_task *take(ak_helpers *h)
{
    ak_task *task;
    pthread_mutex_lock(&h->lock);
    while (!h->first && !h->ended) pthread_cond_wait(&h->changed, &h->lock);
    task = h->first;
    if (task) h->first = task->next;
    if (!h->first) h->last = NULL;
    pthread_mutex_unlock(&h->lock);
    return task;
}

static void *work(void *ctx)
{
    ak_helpers *h = ctx;
    ak_task *task;
    while ((task = take(h))) task->run(task);
    return NULL;
}

bool ak_helpers_init(ak_helpers *h, size_t threads)
{
    h->threads = calloc(threads, sizeof *h->threads);
    if (!h->threads) return false;
    pthread_mutex_init(&h->lock, NULL);
    pthread_cond_init(&h->changed, NULL);
    h->ready = true;
    while (h->count < threads && pthread_create(&h->threads[h->count], NULL, work, h) == 0)
        h->count++;
    return h->count > 0;
}

void ak_helpers_end(ak_helpers *h)
{
    if (!h->ready) return;
    pthread_mutex_lock(&h->lock);
    h->ended = true;
    pthread_cond_broadcast(&h->changed);
    pthread_mutex_unlock(&h->lock);
    for (size_t i = 0; i < h->count; i++) pthread_join(h->threads[i], NULL);
    h->count = 0;
}

void ak_helpers_free(ak_helpers *h)
{
    ak_helpers_end(h);
    if (!h->ready) return;
    pthread_cond_destroy(&h->changed);
    pthread_mutex_destroy(&h->lock);
    free(h->threads);
    *h = (ak_helpers){0};
}

bool ak_helpers_add(ak_helpers *h, ak_task *task)
{
    task->next = NULL;
    pthread_mutex_lock(&h->lock);
    bool taken = !h->ended;
    if (taken && h->last)
        h->last->next = task;
    else if (taken)
        h->first = task;
    if (taken) h->last = task;
    pthread_cond_signal(&h->changed);
    pthread_mutex_unlock(&h->lock);
    return taken;
}
