/* Units of a name: parts, joins and acronyms. */
#include "names/units.h"

#include "base/hash.h"
#include "names/analyse.h"

uint8_t ak_unit_sign(ak_slice text)
{
    return (uint8_t)ak_hash(text);
}

static bool add_joined(
    const ak_name *name, uint32_t from, uint32_t to, ak_arena *arena, ak_unit *out, size_t *n)
{
    char text[AK_TERM_MAX];
    size_t len = ak_name_join(name, from, to, text);
    if (len == 0) return true;
    ak_unit *u = &out[*n];
    *u = (ak_unit){.from = (uint8_t)from, .to = (uint8_t)to, .type = AK_UNIT_JOINED};
    if (!ak_name_term(name, (ak_slice){text, len}, arena, &u->term)) return false;
    ++*n;
    return true;
}

static bool add_unit_of_all(
    const ak_name *name, ak_slice letters, ak_arena *arena, ak_unit *out, size_t *n)
{
    ak_unit *u = &out[*n];
    *u = (ak_unit){.from = 0, .to = (uint8_t)name->count, .type = AK_UNIT_ACRONYM};
    if (!ak_name_term(name, letters, arena, &u->term)) return false;
    ++*n;
    return true;
}

/* "Modern Industries Technique Company (MITEC)" says itself what it is called for short. */
static bool add_own_acronym(const ak_name *name, ak_arena *arena, ak_unit *out, size_t *n)
{
    for (uint32_t i = 0; i < name->count; i++) {
        const ak_part *p = &name->parts[i];
        if (p->flags & AK_PART_ACRONYM && p->role == AK_ROLE_FUNCTION)
            return add_unit_of_all(name, ak_term_plain(&p->term), arena, out, n);
    }
    return true;
}

static bool add_acronym(
    const ak_name *name, bool with_legal, ak_arena *arena, ak_unit *out, size_t *n)
{
    char text[AK_TERM_MAX];
    size_t len = 0;
    bool legal = false;
    for (uint32_t i = 0; i < name->count; i++) {
        const ak_part *p = &name->parts[i];
        ak_slice t = ak_term_plain(&p->term);
        legal = legal || p->role == AK_ROLE_LEGAL;
        if (p->role == AK_ROLE_FUNCTION || (p->role == AK_ROLE_LEGAL && !with_legal)) continue;
        if (t.len == 0 || ak_term_is_abjad(&p->term) || len == AK_TERM_MAX) return true;
        text[len++] = t.data[0];
    }
    if (len < 3 || len > 10 || (with_legal && !legal)) return true;
    return add_unit_of_all(name, (ak_slice){text, len}, arena, out, n);
}

size_t ak_name_units(const ak_name *name, unsigned types, ak_arena *arena, ak_unit *out)
{
    size_t n = 0;
    for (uint32_t i = 0; i < name->count && types & AK_UNIT_PART; i++)
        out[n++] = (ak_unit){name->parts[i].term, (uint8_t)i, (uint8_t)(i + 1), AK_UNIT_PART};
    for (uint32_t i = 0; i < name->count && types & AK_UNIT_JOINED; i++)
        for (uint32_t len = 2; len <= 3; len++)
            if (ak_name_span_ok(name, i, i + len) && !add_joined(name, i, i + len, arena, out, &n))
                return SIZE_MAX;
    if (types & AK_UNIT_JOINED && name->count > 3 && ak_name_span_ok(name, 0, name->count) &&
        !add_joined(name, 0, name->count, arena, out, &n))
        return SIZE_MAX;
    if (!(types & AK_UNIT_ACRONYM) || name->kind != AK_KIND_ORG || name->count < 3) return n;
    if (!add_own_acronym(name, arena, out, &n)) return SIZE_MAX;
    for (int with_legal = 0; with_legal <= 1; with_legal++)
        if (!add_acronym(name, with_legal, arena, out, &n)) return SIZE_MAX;
    return n;
}

unsigned ak_unit_near_types(const ak_unit *unit)
{
    bool is_long = ak_term_plain(&unit->term).len >= AK_JOINED_NEAR;
    unsigned both = AK_UNIT_PART | AK_UNIT_JOINED;
    if (unit->type == AK_UNIT_PART) return is_long ? both : AK_UNIT_PART;
    return unit->type == AK_UNIT_JOINED && is_long ? both : 0;
}

static ak_relation relate_acronym(const ak_term *a, const ak_term *b)
{
    if (!ak_terms_same(a, b)) return (ak_relation){AK_RELATION_NONE, 0};
    return (ak_relation){AK_RELATION_ACRONYM, (uint16_t)(ak_term_plain(a).len > 3 ? 850 : 780)};
}

ak_relation ak_relate_units(const ak_unit *a, const ak_unit *b, ak_kind kind)
{
    return ak_relate_unit_term(a, &b->term, b->type, kind);
}

static ak_relation stronger(ak_relation a, ak_relation b)
{
    return b.strength > a.strength ? b : a;
}

ak_relation ak_relate_unit_term(const ak_unit *a, const ak_term *term, unsigned types, ak_kind kind)
{
    return ak_relate_unit_measured(
        a, term, types, kind, (ak_measured){AK_UNMEASURED, AK_UNMEASURED});
}

ak_relation ak_relate_unit_measured(
    const ak_unit *a, const ak_term *term, unsigned types, ak_kind kind, ak_measured known)
{
    ak_relation best = {AK_RELATION_NONE, 0};
    bool acronyms = (a->type | types) & AK_UNIT_ACRONYM;
    if (acronyms && ((a->type == AK_UNIT_ACRONYM && types & AK_UNIT_PART) ||
                        (a->type == AK_UNIT_PART && types & AK_UNIT_ACRONYM)))
        best = relate_acronym(&a->term, term);
    if (a->type == AK_UNIT_PART && types & AK_UNIT_PART)
        best = stronger(best, ak_relate_measured(&a->term, term, kind, known));
    if (a->type == AK_UNIT_JOINED && types & AK_UNIT_JOINED)
        best = stronger(best, ak_relate_joined_measured(&a->term, term, true, kind, known));
    if ((a->type == AK_UNIT_JOINED && types & AK_UNIT_PART) ||
        (a->type == AK_UNIT_PART && types & AK_UNIT_JOINED))
        best = stronger(best, ak_relate_joined_measured(&a->term, term, false, kind, known));
    return best;
}
