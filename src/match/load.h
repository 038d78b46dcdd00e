/* A load: a run of the entities of a build, with all that was wrong in them, as it goes from the
 * thread that reads the lists to one that compiles. One thread at a time. */
#ifndef AK_MATCH_LOAD_H
#define AK_MATCH_LOAD_H

#include "aka/build.h"
#include "base/vec.h"
#include "entity/entity.h"
#include "index/segment.h"
#include "match/compile.h"

typedef struct ak_load_problem {
    aka_problem problem; /* strings in the load's arena */
    struct ak_load_problem *next;
} ak_load_problem;

/* In the order of the lists: an entity with the problems of its names, or a problem alone. */
typedef struct ak_load_item {
    const ak_entity *entity; /* a copy; NULL for a problem alone */
    const char *path;        /* the reader's, lives as long as the plan */
    uint64_t line;
    uint64_t names; /* how many went into the index; set by compiling */
    ak_load_problem *first, *last;
} ak_load_item;

typedef struct ak_load {
    ak_arena arena;
    ak_vec items; /* ak_load_item */
    size_t entities, problems;
    size_t entity_bytes;
    /* what compiling made of it */
    ak_segment segment;
    aka_status status;
    aka_error err;
} ak_load;

/* An entity is copied, a problem too. False on lack of memory. */
AKA_CHECKED bool ak_load_add(
    ak_load *load, const ak_entity *entity, const char *path, uint64_t line);
/* item NULL: a problem alone, behind what is there. */
AKA_CHECKED bool ak_load_note(ak_load *load, ak_load_item *item, const aka_problem *problem);
/* Whether it should be compiled before more is added. Depends on the lists' contents only, as the
 * bytes of the index do: `most` entities, 64 MB of them, or 100,000 problems. */
bool ak_load_full(const ak_load *load, size_t most);
/* Empties it; what it has of a segment is the caller's. */
void ak_load_reset(ak_load *load);
void ak_load_free(ak_load *load);

/* Compiles its entities into load->segment, and notes what cannot be screened with the items. The
 * outcome is in load->status and load->err. What the compiler had before is forgotten. */
void ak_load_compile(ak_load *load, ak_compiler *compiler, ak_spill *spill);

#endif
