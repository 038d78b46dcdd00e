/* The units of a name: everything that a part of another name may be compared with — its parts,
 * neighbouring parts run together, and the initials of all. Retrieval and comparison enumerate them
 * by this one function. */
#ifndef AK_NAMES_UNITS_H
#define AK_NAMES_UNITS_H

#include "names/name.h"
#include "names/relate.h"

enum { AK_UNIT_PART = 1, AK_UNIT_JOINED = 2, AK_UNIT_ACRONYM = 4 };

typedef struct ak_unit {
    ak_term term;
    uint8_t from, to; /* parts [from, to) */
    uint8_t type;     /* AK_UNIT_… */
} ak_unit;

/* Units of one text have one sign; those of others rarely the same. */
uint8_t ak_unit_sign(ak_slice text);

/* Most units of a name of so many parts: parts, pairs, triples, all together, three acronyms. */
#define AK_UNITS_OF(parts) ((parts)*3 + 4)
#define AK_UNITS_MAX AK_UNITS_OF(AK_NAME_PARTS_MAX)

/* Whether an asked unit is related to none: three initials meet any three words. */
static inline bool ak_unit_is_vague(const ak_unit *unit)
{
    return unit->type == AK_UNIT_ACRONYM && unit->term.text.len <= 3;
}

/* All units of a name, parts first and in order, into out. Terms of joined units live in the arena.
 * Returns how many, or SIZE_MAX on lack of memory. `types` selects. */
size_t ak_name_units(const ak_name *name, unsigned types, ak_arena *arena, ak_unit *out);

/* All units of a name that is compared again and again, made when first wanted. Start with the
 * arena, in which they live, and nothing else. */
typedef struct ak_kept_units {
    ak_arena *arena;
    ak_unit *units;
    size_t count;
} ak_kept_units;

/* Types of the units that this one may be related to by a key that is near and not the same. */
unsigned ak_unit_near_types(const ak_unit *unit);

/* Relation of two units by their types; an acronym is related to the part that spells it. */
ak_relation ak_relate_units(const ak_unit *a, const ak_unit *b, ak_kind kind);
/* The same for a unit and a term that occurs as units of all the types in `types`: the strongest.
 */
ak_relation ak_relate_unit_term(
    const ak_unit *a, const ak_term *term, unsigned types, ak_kind kind);
/* The same, where something may be known about the two. */
ak_relation ak_relate_unit_measured(
    const ak_unit *a, const ak_term *term, unsigned types, ak_kind kind, ak_measured known);

#endif
