/* Makes the n-th allocation fail. Include once in a test that is linked with
 * -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc; allocations of other libraries are not wrapped.
 */
#ifndef AKA_TESTS_FAILING_ALLOC_H
#define AKA_TESTS_FAILING_ALLOC_H

#include <stdbool.h>
#include <stddef.h>

static long allocations_left = -1; /* until the one that fails; below 0 none does */
static bool allocation_failed;
static unsigned long allocations_made; /* or tried; set it to 0 to count from there */

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

static bool fails_now(void)
{
    allocations_made++;
    if (allocations_left < 0 || allocations_left-- > 0) return false;
    allocation_failed = true;
    return true;
}

void *__wrap_malloc(size_t size)
{
    return fails_now() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails_now() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return fails_now() ? NULL : __real_realloc(old, size);
}

/* From here on the allocation after n more fails, once. */
static void fail_allocation(long n)
{
    allocations_left = n;
    allocation_failed = false;
}

/* No further failure; whether there has been one. */
static bool end_of_failures(void)
{
    allocations_left = -1;
    return allocation_failed;
}

#endif
