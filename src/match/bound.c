/* Bounding the score of a name by the relations of its parts. */
#include "match/bound.h"

static bool is_sign(unsigned flags)
{
    return flags & (AK_PART_HAN | AK_PART_HANGUL);
}

static uint8_t place_of(unsigned role)
{
    const unsigned sort = ak_left_sort(role);
    return sort == AK_LEFT_TELLING ? 0 : sort == AK_LEFT_LEGAL ? 1 : 2;
}

/* Where in an ak_left a part of that role counts. */
static inline unsigned place(const ak_bounder *b, unsigned role)
{
    return b->places[role < AK_ROLE_COUNT ? role : AK_ROLE_COUNT];
}

bool ak_bounder_init(
    ak_bounder *b, const ak_index *index, const ak_name *asked, size_t relations, ak_arena *arena)
{
    *b = (ak_bounder){.index = index, .asked = asked, .slot_count = 16};
    while (b->slot_count < relations * 4) b->slot_count *= 2;
    b->slots = ak_arena_array(arena, b->slot_count, sizeof *b->slots);
    for (unsigned role = 0; role <= AK_ROLE_COUNT; role++) b->places[role] = place_of(role);
    for (uint32_t i = 0; i < asked->count; i++) {
        if (ak_term_is_initial(&asked->parts[i].term)) b->initials |= UINT64_C(1) << i;
        b->in_signs |= is_sign(asked->parts[i].flags);
        b->all.weights[place(b, asked->parts[i].role)] += asked->parts[i].weight;
    }
    return b->slots != NULL;
}

static size_t slot_of(const ak_bounder *b, uint32_t term)
{
    return (term * UINT32_C(2654435769) >> 8) & (b->slot_count - 1);
}

void ak_bounder_add(ak_bounder *b, uint8_t part, const ak_related *related, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (related[i].number >= b->index->data.terms_count) continue; /* a run */
        size_t at = slot_of(b, related[i].number);
        while (b->slots[at].strength) at = (at + 1) & (b->slot_count - 1);
        b->slots[at] =
            (ak_part_relation){related[i].number, related[i].strength, part, related[i].kind};
    }
}

/* What one listed name has in common with the asked one, part by part. */
typedef struct common {
    uint64_t parts;                     /* bit i: asked part i agrees with something, */
    uint32_t agreed[AK_NAME_PARTS_MAX]; /* at most: weight times strength, 1/1e5; else not set; */
    uint32_t
        varied[AK_NAME_PARTS_MAX]; /* at least: weight times what lacks, where it is in a pair */
} common;

static void agree(const ak_bounder *b, common *c, uint32_t part, unsigned weight, unsigned strength)
{
    const unsigned asked = b->asked->parts[part].weight;
    const uint32_t lighter = asked < weight ? asked : weight;
    const uint32_t agreed = lighter * strength, varied = lighter * (1000 - strength);
    const bool more = c->parts >> part & 1;
    c->parts |= UINT64_C(1) << part;
    c->agreed[part] = more && c->agreed[part] > agreed ? c->agreed[part] : agreed;
    c->varied[part] = more && c->varied[part] < varied ? c->varied[part] : varied;
}

/* Counts a listed part against all asked ones; true where one is related. */
static bool relate_part(const ak_bounder *b, common *c, const ak_ix_part *listed)
{
    bool related = false;
    for (size_t at = slot_of(b, listed->term); b->slots[at].strength;
         at = (at + 1) & (b->slot_count - 1)) {
        if (b->slots[at].term != listed->term) continue;
        agree(b, c, b->slots[at].part, listed->weight, b->slots[at].strength);
        related = true;
    }
    if (!b->initials) return related;
    ak_term term = {
        .text = {b->index->data.strings.data + b->index->data.terms[listed->term].text_off,
            b->index->data.terms[listed->term].text_len}};
    ak_slice text = ak_term_plain(&term);
    for (uint32_t i = 0; text.len && i < b->asked->count; i++) {
        if (!(b->initials >> i & 1)) continue;
        if (b->asked->parts[i].term.text.data[0] != text.data[0]) continue;
        agree(b, c, i, listed->weight, 1000);
        related = true;
    }
    return related;
}

bool ak_bounder_relate(
    const ak_bounder *b, const ak_ix_part *parts, uint32_t count, ak_relation *out)
{
    if (b->initials || b->in_signs || count > AK_NAME_PARTS_MAX) return false;
    memset(out, 0, b->asked->count * count * sizeof *out);
    for (uint32_t i = 0; i < count; i++) {
        if (is_sign(parts[i].flags)) return false;
        for (size_t at = slot_of(b, parts[i].term); b->slots[at].strength;
             at = (at + 1) & (b->slot_count - 1)) {
            const ak_part_relation *r = &b->slots[at];
            if (r->term == parts[i].term)
                out[r->part * count + i] = (ak_relation){r->kind, r->strength};
        }
    }
    return true;
}

/* Related parts of one name, for the case that they have to share those of the other. */
typedef struct sharers {
    uint32_t count;
    uint8_t weights[AK_NAME_PARTS_MAX];
} sharers;

/* Each part is in one pair at most: of more parts than there are partners, the lightest at least
 * are left. What they are is not known, so they count as what costs least. */
static void leave_lightest(sharers *s, uint32_t partners, ak_left *left)
{
    for (; s->count > partners; s->count--) {
        uint32_t least = 0;
        for (uint32_t i = 1; i < s->count; i++)
            if (s->weights[i] < s->weights[least]) least = i;
        left->weights[AK_LEFT_PLACES - 1] += s->weights[least];
        s->weights[least] = s->weights[s->count - 1];
    }
}

static ak_left_over left_over(const ak_left *left)
{
    const double one = 0.01; /* times that, for a division takes longer */
    return (ak_left_over){.telling = left->weights[0] * one,
        .legal = left->weights[1] * one,
        .rest = left->weights[2] * one};
}

static double ceiling_of(
    uint64_t strong, double varied, const ak_left *asked, const ak_left *listed)
{
    const ak_left_over a = left_over(asked), b = left_over(listed);
    return ak_evidence_ceiling((double)strong * 1e-5, varied, &a, &b);
}

/* Parts of which it is known that they may be joined agree in full; the others, as they do alone.
 */
static double bound_joined(const ak_bounder *b, const common *c, uint32_t joined)
{
    ak_left asked = {{0}};
    const ak_left listed = {{0}};
    uint64_t strong = 0;
    for (uint32_t i = 0; i < b->asked->count; i++) {
        const ak_part *part = &b->asked->parts[i];
        if (joined >> (i & 31) & 1)
            strong += part->weight * UINT64_C(1000);
        else if (c->parts >> i & 1)
            strong += c->agreed[i];
        else
            asked.weights[place(b, part->role)] += part->weight;
    }
    return ceiling_of(strong, 0, &asked, &listed);
}

double ak_bound_name(const ak_bounder *b, const ak_ix_part *parts, uint32_t count, uint32_t joined)
{
    common c;
    sharers asked_related, listed_related;
    ak_left asked = b->all, listed = {{0}};
    asked_related.count = listed_related.count = 0;
    c.parts = 0;
    for (uint32_t i = 0; i < count && i < AK_NAME_PARTS_MAX; i++)
        if (relate_part(b, &c, &parts[i]))
            listed_related.weights[listed_related.count++] = parts[i].weight;
        else
            listed.weights[place(b, parts[i].role)] += parts[i].weight;
    if (joined) return bound_joined(b, &c, joined);
    uint64_t strong = 0;
    double varied = 0;
    for (uint64_t left = c.parts; left; left &= left - 1) {
        const unsigned i = (unsigned)__builtin_ctzll(left);
        const ak_part *part = &b->asked->parts[i];
        strong += c.agreed[i];
        varied += ak_evidence_varied(c.varied[i] * 1e-5, part->weight * 0.01);
        asked.weights[place(b, part->role)] -= part->weight;
        asked_related.weights[asked_related.count++] = part->weight;
    }
    const uint32_t a = asked_related.count, l = listed_related.count;
    leave_lightest(&asked_related, l, &asked);
    leave_lightest(&listed_related, a, &listed);
    if (a > l)
        varied = 0; /* of those that are left it does not count, and which they are is open */
    return ceiling_of(strong, varied, &asked, &listed);
}
