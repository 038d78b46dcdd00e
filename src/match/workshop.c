/* Threads that compile loads. A ring of loads bounds the memory: one being filled, one waiting, and
 * one for each thread. */
#include "match/workshop.h"

#include <pthread.h>
#include <stdlib.h>

typedef struct place {
    ak_load load;
    bool done; /* guarded by lock */
} place;

/* What a thread compiles with; made when it is needed first. */
typedef struct tools {
    ak_text *text;
    ak_compiler *compiler;
} tools;

struct ak_workshop {
    place *ring;
    size_t size;
    pthread_t *threads;
    unsigned thread_count;
    ak_spill *spill;
    tools own; /* where the calling thread compiles */
    pthread_mutex_t lock;
    pthread_cond_t more, done;
    /* loads since the beginning; the first two are guarded by lock */
    uint64_t handed_in, begun, taken_back;
    bool stop;
};

static void compile(ak_workshop *shop, place *p, tools *t)
{
    ak_load *load = &p->load;
    load->status = t->text ? AKA_OK : ak_text_create(&t->text, &load->err);
    if (load->status == AKA_OK && !t->compiler)
        load->status = ak_compiler_create(t->text, &t->compiler, &load->err);
    if (load->status == AKA_OK) ak_load_compile(load, t->compiler, shop->spill);
}

static void free_tools(tools *t)
{
    ak_compiler_free(t->compiler);
    ak_text_free(t->text);
}

static void *work(void *ctx)
{
    ak_workshop *shop = ctx;
    tools own = {0};
    pthread_mutex_lock(&shop->lock);
    for (;;) {
        while (shop->begun == shop->handed_in && !shop->stop)
            pthread_cond_wait(&shop->more, &shop->lock);
        if (shop->stop) break;
        place *p = &shop->ring[shop->begun++ % shop->size];
        pthread_mutex_unlock(&shop->lock);
        compile(shop, p, &own);
        pthread_mutex_lock(&shop->lock);
        p->done = true;
        pthread_cond_signal(&shop->done);
    }
    pthread_mutex_unlock(&shop->lock);
    free_tools(&own);
    return NULL;
}

/* As many as can be had: with none the calling thread compiles. */
static void start_threads(ak_workshop *shop, unsigned jobs)
{
    while (shop->thread_count < jobs &&
           pthread_create(&shop->threads[shop->thread_count], NULL, work, shop) == 0)
        shop->thread_count++;
}

aka_status ak_workshop_create(unsigned jobs, ak_spill *spill, ak_workshop **out, aka_error *err)
{
    ak_workshop *shop = calloc(1, sizeof *shop);
    if (!shop) return ak_fail_nomem(err);
    shop->spill = spill;
    shop->size = jobs > 1 ? (size_t)jobs + 2 : 1;
    shop->ring = calloc(shop->size, sizeof *shop->ring);
    shop->threads = calloc((size_t)jobs + 1, sizeof *shop->threads);
    pthread_mutex_init(&shop->lock, NULL);
    pthread_cond_init(&shop->more, NULL);
    pthread_cond_init(&shop->done, NULL);
    if (!shop->ring || !shop->threads) {
        ak_workshop_free(shop);
        return ak_fail_nomem(err);
    }
    if (jobs > 1) start_threads(shop, jobs);
    *out = shop;
    return AKA_OK;
}

void ak_workshop_free(ak_workshop *shop)
{
    if (!shop) return;
    pthread_mutex_lock(&shop->lock);
    shop->stop = true;
    pthread_cond_broadcast(&shop->more);
    pthread_mutex_unlock(&shop->lock);
    for (unsigned i = 0; i < shop->thread_count; i++) pthread_join(shop->threads[i], NULL);
    for (size_t i = 0; shop->ring && i < shop->size; i++) ak_load_free(&shop->ring[i].load);
    pthread_cond_destroy(&shop->done);
    pthread_cond_destroy(&shop->more);
    pthread_mutex_destroy(&shop->lock);
    free_tools(&shop->own);
    free(shop->threads);
    free(shop->ring);
    free(shop);
}

ak_load *ak_workshop_empty(ak_workshop *shop)
{
    if (shop->handed_in - shop->taken_back == shop->size) return NULL;
    return &shop->ring[shop->handed_in % shop->size].load;
}

void ak_workshop_hand_in(ak_workshop *shop)
{
    place *p = &shop->ring[shop->handed_in % shop->size];
    p->done = shop->thread_count == 0;
    if (p->done) compile(shop, p, &shop->own);
    pthread_mutex_lock(&shop->lock);
    shop->handed_in++;
    pthread_cond_signal(&shop->more);
    pthread_mutex_unlock(&shop->lock);
}

ak_load *ak_workshop_take(ak_workshop *shop)
{
    if (shop->taken_back == shop->handed_in) return NULL;
    place *p = &shop->ring[shop->taken_back % shop->size];
    pthread_mutex_lock(&shop->lock);
    while (!p->done) pthread_cond_wait(&shop->done, &shop->lock);
    pthread_mutex_unlock(&shop->lock);
    return &p->load;
}

void ak_workshop_give_back(ak_workshop *shop)
{
    ak_load_reset(&shop->ring[shop->taken_back++ % shop->size].load);
}
