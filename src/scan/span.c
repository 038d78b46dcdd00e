/* The same alignment and score as in screening, then the rules of use. */
#include "scan/span.h"

#include "match/subject.h"
#include "scan/judge.h"

/* Words [from, to) as the name of a thing of that kind; NULL on failure. */
static const ak_phrase *phrase_of(ak_search *s, uint32_t from, uint32_t to, ak_kind kind)
{
    const ak_phrase *phrase = NULL;
    s->status = ak_phrase_get(&s->f->phrases, s->view, s->run, from, to, kind, &phrase, s->err);
    return phrase;
}

/* Which of the phrase's words agree with a part of the listed name. */
static uint64_t paired_words(const ak_phrase *phrase, const ak_evidence *e)
{
    uint64_t words = 0;
    for (uint32_t i = 0; i < e->pair_count; i++)
        for (uint32_t p = e->pairs[i].asked_from; p < e->pairs[i].asked_to; p++)
            words |= ak_word_bits(phrase->words[p].first, phrase->words[p].last + 1u);
    return words;
}

static bool compare(
    ak_search *s, const ak_phrase *phrase, const ak_name *listed, uint32_t name, ak_evidence *e)
{
    ak_relation relations[AK_NAME_PARTS_MAX * AK_NAME_PARTS_MAX];
    if (ak_compared_find(&s->f->compared, phrase, name, e)) return true;
    ak_terms_relate(&s->f->phrases.terms, &phrase->name, phrase->terms, listed,
        s->ix->data.parts + s->ix->data.names[name].part_first, relations);
    /* What the aligner made of the phrase serves for the next name as well. */
    if (s->f->aligner.asked != &phrase->name) ak_aligner_ask(&s->f->aligner, &phrase->name);
    if (ak_align_related(&s->f->aligner, listed, relations, e) &&
        ak_compared_keep(&s->f->compared, phrase, name, e))
        return true;
    s->status = ak_fail_nomem(s->err);
    return false;
}

/* The score with the words around that would belong to a longer name; 0 inside of one. words: of
 * ak_judge. */
static double score_in_place(
    ak_search *s, const ak_case *c, const ak_name *listed, uint32_t name, unsigned words)
{
    bool inside = false;
    uint32_t from = c->from, to = c->to;
    ak_judge_surroundings(c, words, &from, &to, &inside);
    if (inside) return 0;
    if (from == c->from && to == c->to) return c->evidence->score;
    ak_evidence e;
    const ak_phrase *wider = phrase_of(s, from, to, listed->kind);
    if (!wider || !compare(s, wider, listed, name, &e)) return 0;
    return e.score < c->evidence->score ? e.score : c->evidence->score;
}

static bool keep(ak_search *s, const ak_case *c, uint32_t name, double score, uint16_t why)
{
    ak_find *find = ak_vec_push(&s->f->finds, sizeof *find);
    if (!find) {
        s->status = ak_fail_nomem(s->err);
        return false;
    }
    *find = (ak_find){.begin = s->run->tokens[c->from].begin,
        .end = s->run->tokens[c->to - 1].end,
        .name = name,
        .from = c->from,
        .to = c->to,
        .score = score,
        .agreement = c->evidence->agreement,
        .text = c->asked->text,
        .why = why,
        .paired = c->paired};
    return true;
}

bool ak_is_sentence_word(const ak_lexeme *l)
{
    static const char *const words[] = {"of", "the", "and", "for", "in", "de", "y", "i"};
    for (size_t i = 0; i < sizeof words / sizeof *words && l->shape == AK_SHAPE_LOWER; i++)
        if (ak_slice_is(l->text, words[i])) return true;
    return false;
}

bool ak_try_span(ak_search *s, const ak_name *listed, uint32_t name, uint32_t from, uint32_t to)
{
    ak_evidence e;
    const ak_phrase *phrase = phrase_of(s, from, to, listed->kind);
    if (!phrase || !compare(s, phrase, listed, name, &e)) return false;
    uint64_t paired = paired_words(phrase, &e);
    if (paired == 0) return false;
    uint32_t first = (uint32_t)__builtin_ctzll(paired);
    uint32_t last = 63 - (uint32_t)__builtin_clzll(paired);
    while (first < last && ak_is_sentence_word(ak_search_lexeme(s, from + first))) first++;
    while (first < last && ak_is_sentence_word(ak_search_lexeme(s, from + last))) last--;
    if (first > 0 || last + 1 < to - from) {
        to = from + last + 1;
        from += first;
        phrase = phrase_of(s, from, to, listed->kind);
        if (!phrase || !compare(s, phrase, listed, name, &e)) return false;
        paired = paired_words(phrase, &e);
    }
    if (e.score < s->threshold) return false;
    ak_case c = {.lexicon = &s->f->lexicon,
        .context = &s->context,
        .run = s->run,
        .from = from,
        .to = to,
        .paired = paired,
        .words = phrase->words,
        .asked = &phrase->name,
        .listed = listed,
        .evidence = &e,
        .primary = s->ix->data.names[name].strength == AK_STRENGTH_NAME};
    uint16_t why = phrase->bent ? AK_FIND_INFLECTED : 0;
    unsigned words;
    if (!ak_judge(&c, &why, &words)) return false;
    double score = score_in_place(s, &c, listed, name, words);
    if (s->status != AKA_OK || score < s->threshold) return false;
    return keep(s, &c, name, score, why);
}
