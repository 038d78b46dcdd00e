/* Spill files: what does not fit in memory while something large is being made. A spill has no
 * name, so that nothing is left behind however the program ends. */
#ifndef AK_BASE_SPILL_H
#define AK_BASE_SPILL_H

#include "base/error.h"
#include "base/slice.h"

#include <pthread.h>

typedef struct ak_spill {
    int fd; /* -1 where not open */
    char *beside;
    uint64_t size; /* bytes handed out to writers; guarded by lock */
    pthread_mutex_t lock;
} ak_spill;

/* A new file in the folder of the path `beside`, which errors name. AKA_E_IO, AKA_E_NOMEM; on
 * failure there is nothing to close. */
AKA_CHECKED aka_status ak_spill_open(ak_spill *spill, const char *beside, aka_error *err);
/* Harmless on {.fd = -1}. What was mapped stays mapped. */
void ak_spill_close(ak_spill *spill);
/* Sets `bytes` aside for the caller alone, from *offset on, a multiple of the page size. Any number
 * of threads. */
void ak_spill_reserve(ak_spill *spill, uint64_t bytes, uint64_t *offset);
/* Writes into what was reserved. Any number of threads. */
AKA_CHECKED aka_status ak_spill_write(
    const ak_spill *spill, uint64_t offset, ak_slice bytes, aka_error *err);
/* Maps bytes read-only, from a reserved offset on. Nothing is mapped for 0 bytes. */
AKA_CHECKED aka_status ak_spill_map(
    const ak_spill *spill, uint64_t offset, uint64_t bytes, ak_slice *out, aka_error *err);
void ak_spill_unmap(ak_slice mapped);

/* Gives the memory of bytes in a mapped file back; they are read again when they are looked at. The
 * bytes need not begin or end at a page: their neighbours in the same pages go too. */
void ak_map_forget(ak_slice mapped);

#endif
