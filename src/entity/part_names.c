/* Names of those who are given by the parts of their names only. */
#include "entity/entity.h"

static const char *const between[] = {"secondName", "middleName", "fatherName"};

/* A value of a property that may have none. */
static ak_slice value_at(const ak_property *p, size_t i)
{
    return p && i < p->count ? p->values[i].text : (ak_slice){NULL, 0};
}

static void add_part(ak_buf *name, ak_slice part)
{
    if (!part.len) return;
    if (name->len) ak_buf_addc(name, ' ');
    ak_buf_add(name, part);
}

static bool join(const ak_entity *e, ak_slice first, ak_slice last, ak_arena *arena, ak_slice *out)
{
    ak_buf name;
    ak_buf_init(&name, 0);
    add_part(&name, first);
    for (size_t i = 0; i < sizeof between / sizeof *between; i++)
        add_part(&name, ak_entity_first(e, between[i]));
    add_part(&name, last);
    bool ok = !name.failed && ak_arena_dup(arena, ak_buf_slice(&name), out);
    ak_buf_free(&name);
    return ok;
}

bool ak_entity_part_names(
    const ak_entity *e, ak_arena *arena, ak_slice out[AK_PART_NAMES_MAX], size_t *count)
{
    const ak_property *first = ak_entity_getz(e, "firstName"),
                      *last = ak_entity_getz(e, "lastName");
    size_t firsts = first ? first->count : 1, lasts = last ? last->count : 1;
    const size_t all = first || last ? firsts * lasts : 0;
    size_t empty = 0; /* of values that are entities */
    for (size_t n = 0; n < all && n - empty < AK_PART_NAMES_MAX; n++) {
        ak_slice *name = &out[n - empty];
        if (!join(e, value_at(first, n / lasts), value_at(last, n % lasts), arena, name))
            return false;
        empty += name->len == 0;
    }
    *count = all - empty;
    return true;
}
