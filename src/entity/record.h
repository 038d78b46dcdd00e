/* What is behind an aka_record: for the rooms that screen one. */
#ifndef AK_ENTITY_RECORD_H
#define AK_ENTITY_RECORD_H

#include "aka/record.h"
#include "entity/entity.h"

struct aka_record {
    ak_arena arena;
    ak_entity *entity; /* never NULL; in the arena, or &empty */
    ak_entity empty;   /* what a record is made of that was just created or cleared */
};

#endif
