/* Arena: blocks that double in size, given back all at once. */
#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>

#define ALIGNMENT 16
#define FIRST_BLOCK 4096
#define LARGEST_BLOCK (1u << 20)

struct ak_arena_block {
    struct ak_arena_block *next;
    size_t size, used; /* bytes after the header */
    _Alignas(ALIGNMENT) char data[];
};

void ak_arena_init(ak_arena *arena, size_t limit)
{
    *arena = (ak_arena){.limit = limit};
}

static bool add_block(ak_arena *arena, size_t need)
{
    size_t size = arena->blocks ? arena->blocks->size * 2 : FIRST_BLOCK;
    if (size > LARGEST_BLOCK) size = LARGEST_BLOCK;
    if (size < need) size = need;
    if (size > SIZE_MAX - sizeof(struct ak_arena_block)) return false;
    struct ak_arena_block *block = malloc(sizeof *block + size);
    if (!block) return false;
    *block = (struct ak_arena_block){.next = arena->blocks, .size = size};
    arena->blocks = block;
    return true;
}

void *ak_arena_alloc(ak_arena *arena, size_t size)
{
    if (size > SIZE_MAX - ALIGNMENT) return NULL;
    size = size ? (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1) : ALIGNMENT;
    if (arena->limit && size > arena->limit - arena->used) return NULL;
    struct ak_arena_block *block = arena->blocks;
    if (!block || block->size - block->used < size) {
        if (!add_block(arena, size)) return NULL;
        block = arena->blocks;
    }
    void *p = block->data + block->used;
    block->used += size;
    arena->used += size;
    return p;
}

void *ak_arena_array(ak_arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size) return NULL;
    void *p = ak_arena_alloc(arena, count * size);
    if (p) memset(p, 0, count * size);
    return p;
}

void *ak_arena_grow(ak_arena *arena, const void *old, size_t count, size_t *cap, size_t size)
{
    if (count > SIZE_MAX / 2) return NULL;
    size_t want = count < 4 ? 8 : count * 2;
    void *p = ak_arena_array(arena, want, size);
    if (!p) return NULL;
    if (count) memcpy(p, old, count * size);
    *cap = want;
    return p;
}

bool ak_arena_dup(ak_arena *arena, ak_slice s, ak_slice *out)
{
    *out = (ak_slice){NULL, 0};
    if (s.len == SIZE_MAX) return false;
    char *p = ak_arena_alloc(arena, s.len + 1);
    if (!p) return false;
    if (s.len) memcpy(p, s.data, s.len);
    p[s.len] = '\0';
    *out = (ak_slice){p, s.len};
    return true;
}

void ak_arena_reset(ak_arena *arena)
{
    struct ak_arena_block *keep = arena->blocks;
    for (struct ak_arena_block *b = arena->blocks; b; b = b->next)
        if (b->size > keep->size) keep = b;
    for (struct ak_arena_block *b = arena->blocks, *next; b; b = next) {
        next = b->next;
        if (b != keep) free(b);
    }
    if (keep) {
        keep->next = NULL;
        keep->used = 0;
    }
    arena->blocks = keep;
    arena->used = 0;
}

void ak_arena_free(ak_arena *arena)
{
    for (struct ak_arena_block *b = arena->blocks, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    *arena = (ak_arena){.limit = arena->limit};
}
