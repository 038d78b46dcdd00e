/* Noting and looking up the words that refer back. */
#include "scan/earlier.h"

#include "scan/around.h"

#define WORDS_MAX 50000u /* of one text; later mentions introduce nobody any more */

void ak_earlier_clear(ak_earlier *e)
{
    ak_intern_free(&e->words);
    ak_vec_free(&e->introduced);
    ak_arena_free(&e->arena);
    *e = (ak_earlier){0};
    ak_arena_init(&e->arena, 0);
}

static const ak_lexeme *lexeme(ak_finder *f, const ak_run *run, uint32_t word)
{
    return ak_lexicon_get(&f->lexicon, run->tokens[word].lexeme);
}

static bool has_capital(const ak_lexeme *l)
{
    return l->shape == AK_SHAPE_CAPITAL || l->shape == AK_SHAPE_CAPITALS;
}

/* A word that stands for somebody by itself: neither ordinary nor what a thing is, or where. */
static bool can_stand(const ak_lexeme *l)
{
    const unsigned others = AK_LEXEME_ORDINARY | AK_LEXEME_PLACE | AK_LEXEME_TITLE |
                            AK_LEXEME_GENERIC | AK_LEXEME_SMALL | AK_LEXEME_LEGAL |
                            AK_LEXEME_OBJECT;
    return (has_capital(l) || l->shape == AK_SHAPE_CASELESS) && l->text.len >= 3 &&
           !(l->flags & others);
}

/* Of people the last of a name is meant; of organisations, the one that was named best. */
static bool is_meant(const ak_introduced *before, const ak_introduced *who, bool person)
{
    return person || before->count == 0 || who->finds[0].score >= before->finds[0].score;
}

static bool introduce(ak_earlier *e, ak_slice word, const ak_introduced *who, bool person)
{
    uint32_t number;
    if (e->introduced.count >= WORDS_MAX) return true;
    if (!ak_intern_add(&e->words, word, &number)) return false;
    if (number == e->introduced.count && !ak_vec_push(&e->introduced, sizeof *who)) return false;
    ak_introduced *at = (ak_introduced *)e->introduced.data + number;
    if (is_meant(at, who, person)) *at = *who;
    return true;
}

static bool keep(ak_earlier *e, const ak_find *finds, size_t count, ak_introduced *out)
{
    ak_find *copies = ak_arena_array(&e->arena, count, sizeof *copies);
    if (!copies) return false;
    for (size_t i = 0; i < count; i++) {
        copies[i] = finds[i];
        if (!ak_arena_dup(&e->arena, finds[i].text, &copies[i].text)) return false;
    }
    out->finds = copies;
    out->count = count;
    return true;
}

static bool is_paired(const ak_find *find, uint32_t word)
{
    return find->paired >> (word - find->from) & 1;
}

/* Whether the mention has a word that is no given name. */
static bool has_surname(ak_finder *f, const ak_run *run, const ak_find *find)
{
    for (uint32_t i = find->from; i < find->to; i++) {
        const ak_lexeme *l = lexeme(f, run, i);
        if (is_paired(find, i) && can_stand(l) && !(l->flags & AK_LEXEME_GIVEN)) return true;
    }
    return false;
}

/* Which words of a mention stand for a person: those that are no given names; where all may be,
 * the last. */
static bool stands(ak_finder *f, const ak_run *run, const ak_find *find, uint32_t word, bool person)
{
    const ak_lexeme *l = lexeme(f, run, word);
    if (!is_paired(find, word) || !can_stand(l)) return false;
    if (!person) return l->text.len >= 4 && !(l->flags & (AK_LEXEME_GIVEN | AK_LEXEME_FAMILY));
    if (!(l->flags & AK_LEXEME_GIVEN)) return true;
    return word + 1 == find->to && !has_surname(f, run, find);
}

/* "Name (SHORT)", "Name ("Short")": a word that the text itself introduces. */
static bool is_given_after(ak_finder *f, const ak_run *run, uint32_t word)
{
    if (word >= run->count || !(run->tokens[word].flags & AK_TOKEN_PAREN)) return false;
    const ak_lexeme *l = lexeme(f, run, word);
    if (ak_slice_is(l->text, "imo")) return false; /* a ship's number follows */
    bool alone = word + 1 == run->count || run->tokens[word + 1].gap >= AK_GAP_QUOTE;
    bool acronym = l->shape == AK_SHAPE_CAPITALS && !(l->flags & AK_LEXEME_PLACE);
    return alone && (can_stand(l) || (acronym && l->text.len >= 3));
}

bool ak_earlier_note(ak_earlier *e, ak_finder *f, const ak_run *run, const ak_find *finds,
    size_t count, uint64_t offset)
{
    const ak_index *ix = f->lexicon.plan->index;
    const ak_find *best = &finds[0];
    bool person = ix->data.entities[ix->data.names[best->name].entity].kind == AK_KIND_PERSON;
    ak_introduced who = {.offset = offset};
    if (best->to - best->from < 2 && !is_given_after(f, run, best->to)) return true;
    if (!keep(e, finds, count, &who)) return false;
    bool first = true;
    for (uint32_t i = best->from; i < best->to && best->to - best->from > 1; i++) {
        if (!stands(f, run, best, i, person)) continue;
        if (!person && !first) break; /* an organisation goes by its first word */
        first = false;
        if (!introduce(e, lexeme(f, run, i)->text, &who, person)) return false;
    }
    if (!is_given_after(f, run, best->to)) return true;
    return introduce(e, lexeme(f, run, best->to)->text, &who, person);
}

const ak_introduced *ak_earlier_find(
    const ak_earlier *e, ak_finder *f, const ak_run *run, uint32_t word)
{
    uint32_t number;
    const ak_lexeme *l = lexeme(f, run, word);
    if (e->introduced.count == 0 || l->text.len < 3) return NULL;
    if (!has_capital(l) && l->shape != AK_SHAPE_CASELESS) return NULL;
    if (!ak_intern_find(&e->words, l->text, &number)) return NULL;
    if (!ak_stands_alone(&f->lexicon, run, word, word + 1)) return NULL;
    return (const ak_introduced *)e->introduced.data + number;
}
