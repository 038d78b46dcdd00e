/* Token buckets in a table of fixed size. */
#include "limiter.h"

void ak_limiter_init(ak_limiter *l, double rate)
{
    *l = (ak_limiter){.rate = rate, .size = rate > 1 ? rate : 1};
    pthread_mutex_init(&l->lock, NULL);
}

void ak_limiter_free(ak_limiter *l)
{
    pthread_mutex_destroy(&l->lock);
}

double ak_limiter_take(ak_limiter *l, uint64_t who, double now)
{
    if (l->rate <= 0) return 0;
    double wait = 0;
    pthread_mutex_lock(&l->lock);
    ak_bucket *b = &l->buckets[who % AK_LIMITER_SLOTS];
    if (b->who != who) *b = (ak_bucket){who, l->size, now};
    if (now > b->filled) {
        b->tokens += (now - b->filled) * l->rate;
        b->filled = now;
    }
    if (b->tokens > l->size) b->tokens = l->size;
    if (b->tokens >= 1)
        b->tokens -= 1;
    else
        wait = (1 - b->tokens) / l->rate;
    pthread_mutex_unlock(&l->lock);
    return wait;
}
