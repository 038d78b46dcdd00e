/* How often one client may ask: a bucket of tokens for each, filled at the rate. */
#ifndef AK_SERVE_LIMITER_H
#define AK_SERVE_LIMITER_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#define AK_LIMITER_SLOTS 4096

typedef struct ak_bucket {
    uint64_t who;          /* 0: unused */
    double tokens, filled; /* filled: when, by ak_now */
} ak_bucket;

typedef struct ak_limiter {
    double rate; /* tokens a second; 0: no limit */
    double size; /* tokens that a bucket holds: what may come at once */
    pthread_mutex_t lock;
    ak_bucket buckets[AK_LIMITER_SLOTS];
} ak_limiter;

void ak_limiter_init(ak_limiter *limiter, double rate);
void ak_limiter_free(ak_limiter *limiter);
/* 0 where `who` may ask now, else the seconds to wait. Of clients that share a slot the one that
 * was there before begins anew, with a full bucket: in doubt nobody is refused. */
double ak_limiter_take(ak_limiter *limiter, uint64_t who, double now);

#endif
