/* Screening by the method of OFAC's Sanctions List Search. */
#include "match/screener.h"

static aka_status fold_asked(
    aka_screener *s, const ak_subject_name *names, size_t count, aka_error *error)
{
    s->ofac_asked_count = count;
    s->ofac_asked = ak_arena_array(&s->arena, count, sizeof *s->ofac_asked);
    if (!s->ofac_asked) return ak_fail_nomem(error);
    aka_status status = AKA_OK;
    for (size_t i = 0; i < count && status == AKA_OK; i++)
        status = ak_ofac_name_make(
            s->text, names[i].name.text, false, &s->arena, &s->ofac_asked[i], error);
    return status;
}

typedef struct ofac_search {
    aka_screener *screener;
    uint16_t asked;
} ofac_search;

/* Among equal scores, of which there are many, those come first that both techniques find alike. */
static bool add_ofac_hit(void *ctx, uint32_t name, double score, double parts, double whole)
{
    const ofac_search *search = ctx;
    aka_screener *s = search->screener;
    return ak_screener_add(s, (ak_hit){.score = score,
                                  .name_score = parts + whole,
                                  .entity = s->index->index.data.names[name].entity,
                                  .name = name,
                                  .asked = search->asked});
}

static bool add_ofac_identified(aka_screener *s, uint32_t entity)
{
    return ak_screener_add(s, (ak_hit){.entity = entity, .name = AK_HIT_NO_NAME, .by_ident = true});
}

/* Folds the names that the record may have; returns the kinds (bits) that these are names of. */
static aka_status fold_names(aka_screener *s, unsigned *kinds, aka_error *error)
{
    const ak_subject *asked = &s->asked;
    const ak_subject_name *names = NULL; /* the texts are the same for each kind */
    size_t count = 0;
    *kinds = 0;
    for (int k = 0; k < AK_KIND_COUNT; k++) {
        if (!(asked->kinds >> k & 1) || !asked->names[k]) continue;
        *kinds |= 1u << k;
        names = asked->names[k];
        count = asked->name_count[k];
    }
    return fold_asked(s, names, count, error);
}

/* Always everybody: there is no retrieval for this method. */
static aka_status search_ofac(aka_screener *s, bool exhaustive, aka_error *error)
{
    (void)exhaustive;
    unsigned kinds;
    aka_status status = ak_ofac_table_make(&s->ofac, &s->index->index, s->text, error);
    if (status == AKA_OK) status = fold_names(s, &kinds, error);
    for (size_t i = 0; status == AKA_OK && i < s->ofac_asked_count; i++) {
        ofac_search search = {s, (uint16_t)i};
        if (!ak_ofac_scan(&s->ofac, &s->ofac_asked[i], kinds, s->threshold, add_ofac_hit, &search,
                &s->names_scored))
            status = ak_fail_nomem(error);
    }
    if (status == AKA_OK && !ak_screener_search_idents(s, add_ofac_identified))
        status = ak_fail_nomem(error);
    return status;
}

/* Names alone make the score; the official search finds an identifier by equality. */
static bool weigh_ofac(aka_screener *s)
{
    ak_hit *hits = s->hits.data;
    for (size_t i = 0; i < s->hits.count; i++)
        if (hits[i].by_ident) hits[i].score = 1;
    return true;
}

static aka_status tell_ofac(aka_screener *s, const ak_hit *h, ak_told *t, aka_error *error)
{
    const ak_index *ix = &s->index->index;
    ak_slice given = ak_index_str(ix, ix->data.names[h->name].text);
    t->listed.text = given;
    bool person = ix->data.entities[h->entity].kind == AK_KIND_PERSON;
    aka_status status =
        ak_ofac_name_make(s->text, given, person, &s->arena, &t->ofac_listed, error);
    if (status != AKA_OK) return status;
    ak_ofac_compare(&s->ofac_asked[h->asked], &t->ofac_listed, &t->ofac);
    t->verdicts.ofac_asked = &s->ofac_asked[h->asked];
    t->verdicts.ofac_listed = &t->ofac_listed;
    t->verdicts.ofac = &t->ofac;
    return AKA_OK;
}

const ak_method ak_screen_ofac = {search_ofac, weigh_ofac, tell_ofac};
