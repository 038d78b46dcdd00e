/* Nameless temporary files, written by several threads and read by mapping. */
#include "base/spill.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* What the system keeps of a file it keeps in pieces as large as they were written, and a look at a
 * mapped byte brings its whole piece into the process: so no larger than this. */
#define PIECE ((size_t)64 << 10)

static size_t page_size(void)
{
    long n = sysconf(_SC_PAGESIZE);
    return n > 0 ? (size_t)n : 4096;
}

aka_status ak_spill_open(ak_spill *spill, const char *beside, aka_error *err)
{
    *spill = (ak_spill){.fd = -1};
    size_t n = strlen(beside);
    char *name = malloc(n + sizeof ".XXXXXX");
    spill->beside = strdup(beside);
    if (!name || !spill->beside) {
        free(name);
        free(spill->beside);
        spill->beside = NULL;
        return ak_fail_nomem(err);
    }
    snprintf(name, n + sizeof ".XXXXXX", "%s.XXXXXX", beside);
    spill->fd = mkostemp(name, O_CLOEXEC);
    int failure = errno;
    if (spill->fd >= 0) unlink(name);
    free(name);
    if (spill->fd < 0) {
        free(spill->beside);
        spill->beside = NULL;
        return ak_fail_at(
            err, AKA_E_IO, beside, 0, "no file can be made in its folder: %s", strerror(failure));
    }
    pthread_mutex_init(&spill->lock, NULL);
    return AKA_OK;
}

void ak_spill_close(ak_spill *spill)
{
    if (spill->fd < 0) return;
    close(spill->fd);
    pthread_mutex_destroy(&spill->lock);
    free(spill->beside);
    spill->fd = -1;
    spill->beside = NULL;
}

void ak_spill_reserve(ak_spill *spill, uint64_t bytes, uint64_t *offset)
{
    uint64_t mask = page_size() - 1;
    pthread_mutex_lock(&spill->lock);
    *offset = spill->size;
    spill->size += (bytes + mask) & ~mask;
    pthread_mutex_unlock(&spill->lock);
}

aka_status ak_spill_write(const ak_spill *spill, uint64_t offset, ak_slice bytes, aka_error *err)
{
    for (size_t done = 0; done < bytes.len;) {
        size_t piece = bytes.len - done < PIECE ? bytes.len - done : PIECE;
        ssize_t n = pwrite(spill->fd, bytes.data + done, piece, (off_t)(offset + done));
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0)
            return ak_fail_at(err, AKA_E_IO, spill->beside, 0,
                "a temporary file beside it cannot be written: %s", strerror(errno));
        done += (size_t)n;
    }
    return AKA_OK;
}

aka_status ak_spill_map(
    const ak_spill *spill, uint64_t offset, uint64_t bytes, ak_slice *out, aka_error *err)
{
    *out = (ak_slice){NULL, 0};
    if (bytes == 0) return AKA_OK;
    if (bytes > SIZE_MAX) return ak_fail_nomem(err);
    void *p = mmap(NULL, (size_t)bytes, PROT_READ, MAP_SHARED, spill->fd, (off_t)offset);
    if (p == MAP_FAILED)
        return ak_fail_at(err, AKA_E_IO, spill->beside, 0,
            "a temporary file beside it cannot be mapped: %s", strerror(errno));
    *out = (ak_slice){p, (size_t)bytes};
    return AKA_OK;
}

void ak_spill_unmap(ak_slice mapped)
{
    if (mapped.len) munmap((void *)(uintptr_t)mapped.data, mapped.len);
}

void ak_map_forget(ak_slice mapped)
{
    if (mapped.len == 0) return;
    uintptr_t mask = page_size() - 1, from = (uintptr_t)mapped.data & ~mask;
    uintptr_t to = ((uintptr_t)mapped.data + mapped.len + mask) & ~mask;
    madvise((void *)from, to - from, MADV_DONTNEED);
}
