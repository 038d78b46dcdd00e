/* Listed names that have something in common with the asked one as units of several parts: which
 * units, and so what is to be compared. They are few, and kept in a table of their own. */
#ifndef AK_MATCH_RUNNERS_H
#define AK_MATCH_RUNNERS_H

#include "base/arena.h"
#include "base/vec.h"

/* A listed name, a slot of the table: empty where joined is 0. */
typedef struct ak_runner {
    uint32_t rank;
    uint32_t joined; /* as ak_bound_name wants it */
    uint32_t last;   /* of its links, or 0: there are none */
} ak_runner;

/* A unit of the asked name, by its number among them, that is related to one of the listed name, by
 * the sign of its text. */
typedef struct ak_link {
    uint32_t before; /* the one before, or 0 */
    uint16_t unit;
    uint8_t sign; /* ak_unit_sign */
} ak_link;

/* Of one question. Start with {0}. */
typedef struct ak_runners {
    ak_runner *slots;  /* in the arena of the question */
    size_t slot_count; /* 2^n */
    ak_vec links;      /* ak_link; the first one is not used */
} ak_runners;

/* Where a name is, or would be. */
static inline ak_runner *ak_runners_slot(const ak_runners *runners, uint32_t rank)
{
    const size_t mask = runners->slot_count - 1;
    size_t at = (rank * UINT32_C(2654435769) >> 7) & mask;
    while (runners->slots[at].joined && runners->slots[at].rank != rank) at = (at + 1) & mask;
    return &runners->slots[at];
}

/* Begins anew, with room for so many names. False on lack of memory. */
bool ak_runners_begin(ak_runners *runners, size_t names, ak_arena *arena);
void ak_runners_free(ak_runners *runners);
/* A unit of the asked name whose parts have those bits (see ak_runner.joined) is related to one
 * with that sign, which the name of the rank has. False on lack of memory. */
bool ak_runners_add(ak_runners *runners, uint32_t rank, uint32_t bits, uint16_t unit, uint8_t sign);
/* Whether a name was added. */
static inline bool ak_runners_has(const ak_runners *runners, uint32_t rank)
{
    if (runners->links.count <= 1) return false;
    return ak_runners_slot(runners, rank)->joined != 0;
}
/* A link by what ak_runner.last or ak_link.before say, not 0. */
static inline const ak_link *ak_runners_link(const ak_runners *runners, uint32_t link)
{
    return (const ak_link *)runners->links.data + link;
}

#endif
