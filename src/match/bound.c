/* Bounding the score of a name by the relations of its parts. */
#include "match/bound.h"

static bool is_sign(unsigned flags)
{
    return flags & (AK_PART_HAN | AK_PART_HANGUL);
}

bool ak_bounder_init(
    ak_bounder *b, const ak_index *index, const ak_name *asked, size_t relations, ak_arena *arena)
{
    *b = (ak_bounder){.index = index, .asked = asked, .slot_count = 16};
    while (b->slot_count < relations * 2) b->slot_count *= 2;
    b->slots = ak_arena_array(arena, b->slot_count, sizeof *b->slots);
    for (uint32_t i = 0; i < asked->count; i++) {
        if (ak_term_is_initial(&asked->parts[i].term)) b->initials |= UINT64_C(1) << i;
        b->in_signs |= is_sign(asked->parts[i].flags);
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
    uint32_t agreed[AK_NAME_PARTS_MAX]; /* per asked part, at most: weight times strength, 1/1e5 */
} common;

static void agree(const ak_bounder *b, common *c, uint32_t part, unsigned weight, unsigned strength)
{
    unsigned asked = b->asked->parts[part].weight;
    uint32_t agreed = (asked < weight ? asked : weight) * strength;
    if (agreed > c->agreed[part]) c->agreed[part] = agreed;
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
static void leave_lightest(sharers *s, uint32_t partners, ak_left_over *left)
{
    for (; s->count > partners; s->count--) {
        uint32_t least = 0;
        for (uint32_t i = 1; i < s->count; i++)
            if (s->weights[i] < s->weights[least]) least = i;
        left->rest += s->weights[least] / 100.0;
        s->weights[least] = s->weights[s->count - 1];
    }
}

double ak_bound_name(const ak_bounder *b, const ak_ix_part *parts, uint32_t count, uint32_t joined)
{
    common c;
    sharers asked_related = {.count = 0}, listed_related = {.count = 0};
    memset(c.agreed, 0, b->asked->count * sizeof *c.agreed);
    ak_left_over asked = {0, 0, 0, 0}, listed = {0, 0, 0, 0};
    for (uint32_t i = 0; i < count && i < AK_NAME_PARTS_MAX; i++)
        if (relate_part(b, &c, &parts[i]))
            listed_related.weights[listed_related.count++] = parts[i].weight;
        else if (!joined)
            ak_left_over_add(&listed, parts[i].role, parts[i].weight);
    double strong = 0;
    for (uint32_t i = 0; i < b->asked->count; i++) {
        const ak_part *part = &b->asked->parts[i];
        if (joined >> (i & 31) & 1)
            strong += part->weight / 100.0;
        else if (c.agreed[i]) {
            strong += c.agreed[i] / 1e5;
            asked_related.weights[asked_related.count++] = part->weight;
        } else
            ak_left_over_add(&asked, part->role, part->weight);
    }
    const uint32_t a = asked_related.count, l = listed_related.count;
    if (!joined) leave_lightest(&asked_related, l, &asked);
    if (!joined) leave_lightest(&listed_related, a, &listed);
    return ak_evidence_ceiling(strong, &asked, &listed);
}
