/* Terms by number of their text, and a table of relations, one pair a slot. */
#include "scan/terms.h"

#include <stdlib.h>

#define SLOTS (1u << 14)

struct ak_term_relation {
    uint32_t asked;  /* number and kind of name, and 1; 0: an empty slot */
    uint32_t listed; /* term of the index */
    ak_relation relation;
};

aka_status ak_terms_init(ak_terms *t, aka_error *err)
{
    *t = (ak_terms){.relations = calloc(SLOTS, sizeof *t->relations)};
    ak_arena_init(&t->arena, 0);
    return t->relations ? AKA_OK : ak_fail_nomem(err);
}

void ak_terms_free(ak_terms *t)
{
    ak_intern_free(&t->texts);
    ak_vec_free(&t->terms);
    free(t->relations);
    ak_arena_free(&t->arena);
    *t = (ak_terms){0};
}

void ak_terms_forget(ak_terms *t)
{
    ak_intern_reset(&t->texts);
    t->terms.count = 0;
    memset(t->relations, 0, SLOTS * sizeof *t->relations);
    ak_arena_reset(&t->arena);
}

static bool number_of(ak_terms *t, ak_slice text, uint32_t *number)
{
    if (ak_intern_find(&t->texts, text, number)) return true;
    ak_term *slot = ak_vec_push(&t->terms, sizeof *slot);
    if (!slot) return false;
    if (ak_term_make(&t->arena, text, slot) && ak_intern_add(&t->texts, text, number)) return true;
    t->terms.count--;
    return false;
}

bool ak_terms_complete(ak_terms *t, ak_name *name, uint32_t *numbers)
{
    for (uint32_t i = 0; i < name->count; i++) {
        ak_term *term = &name->parts[i].term;
        if (!number_of(t, term->text, &numbers[i])) return false;
        *term = ((const ak_term *)t->terms.data)[numbers[i]];
    }
    name->bare = false;
    return true;
}

void ak_terms_relate(ak_terms *t, const ak_name *asked, const uint32_t *numbers,
    const ak_name *listed, const ak_ix_part *parts, ak_relation *out)
{
    for (uint32_t i = 0; i < asked->count; i++) {
        const uint32_t own = numbers[i] * AK_KIND_COUNT + (uint32_t)asked->kind + 1;
        for (uint32_t j = 0; j < listed->count; j++) {
            const uint64_t mixed =
                (own ^ (uint64_t)parts[j].term << 32) * UINT64_C(0x9E3779B97F4A7C15);
            struct ak_term_relation *slot = &t->relations[(mixed >> 40) % SLOTS];
            if (slot->asked != own || slot->listed != parts[j].term)
                *slot = (struct ak_term_relation){own, parts[j].term,
                    ak_relate(&asked->parts[i].term, &listed->parts[j].term, asked->kind)};
            *out++ = slot->relation;
        }
    }
}
