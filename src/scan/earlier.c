/* Noting and looking up the words that refer back. */
#include "scan/earlier.h"

#include "scan/around.h"

#define WORDS_MAX 50000u /* of one text; later mentions introduce nobody any more */
#define KEPT_MAX                                                                                   \
    (16u << 20) /* bytes of copied finds before those that nobody needs are dropped                \
                 */

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

/* Drops the copies that later mentions have taken the place of, so that memory does not grow with
 * the text. False on lack of memory. */
static bool tidy(ak_earlier *e)
{
    ak_introduced *all = e->introduced.data;
    ak_arena before = e->arena;
    bool ok = true;
    if (before.used < KEPT_MAX) return true;
    ak_arena_init(&e->arena, 0);
    for (size_t i = 0; i < e->introduced.count && ok; i++)
        if (all[i].count) ok = keep(e, all[i].finds, all[i].count, &all[i]);
    ak_arena_free(&before);
    if (!ok || e->arena.used > KEPT_MAX / 2) ak_earlier_clear(e); /* so many people: begin anew */
    return ok;
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
    if (!tidy(e) || !keep(e, finds, count, &who)) return false;
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

/* ---- acronyms of others ---- */

#define EXPLAINED_MOST 12 /* words before an acronym that are looked at */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_letter(char c)
{
    return lower(c) >= 'a' && lower(c) <= 'z';
}

/* The word of letters a-z that ends before byte *at, blanks, brackets and marks of emphasis left
 * aside; *at goes to where it begins. Empty where something else stands there. */
static ak_slice word_before(ak_slice view, size_t *at)
{
    size_t end = *at;
    while (end > 0 && view.data[end - 1] && strchr(" (*\"-\n", view.data[end - 1])) end--;
    size_t begin = end;
    while (begin > 0 && is_letter(view.data[begin - 1])) begin--;
    *at = begin;
    return ak_slice_sub(view, begin, end);
}

/* Whether the word is one of a name that the entity has. */
static bool is_in_names(const ak_index *ix, const ak_ix_entity *entity, ak_slice word)
{
    for (uint32_t n = entity->name_first; n < entity->name_first + entity->name_count; n++)
        for (uint32_t i = 0; i < ix->data.names[n].part_count; i++) {
            const ak_ix_part *part = &ix->data.parts[ix->data.names[n].part_first + i];
            if (ak_slice_eq_nocase(ak_layout_term(ix, part->term).text, word)) return true;
        }
    return false;
}

static bool is_small(ak_slice word)
{
    static const char *const words[] = {"of", "the", "and", "for", "in", "on", "to"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ak_slice_eq_nocase(word, ak_slice_of(words[i]))) return true;
    return false;
}

/* Whether words that end before byte `at` begin with the letters, small words left out or not, and
 * none of them is in a name of whom the finds are about. */
static bool others_spell(const ak_index *ix, const ak_find *finds, size_t count, ak_slice view,
    size_t at, ak_slice letters)
{
    size_t left = letters.len;
    for (int i = 0; i < EXPLAINED_MOST && left > 0; i++) {
        const ak_slice word = word_before(view, &at);
        const bool fits = word.len && lower(word.data[0]) == letters.data[left - 1];
        if (!fits && !(word.len && is_small(word))) return false;
        for (size_t k = 0; k < count && !is_small(word); k++)
            if (is_in_names(ix, &ix->data.entities[ix->data.names[finds[k].name].entity], word))
                return false;
        left -= fits;
    }
    return left == 0;
}

bool ak_earlier_explained(ak_earlier *e, ak_finder *f, ak_slice view, const ak_run *run,
    const ak_find *finds, size_t count, bool *explained)
{
    const ak_token *t = &run->tokens[finds->from];
    const ak_slice letters = lexeme(f, run, finds->from)->text;
    uint32_t number;
    *explained = ak_intern_find(&e->words, letters, &number) &&
                 ((const ak_introduced *)e->introduced.data)[number].count == 0;
    if (*explained || !(t->flags & AK_TOKEN_PAREN)) return true;
    *explained = others_spell(f->lexicon.plan->index, finds, count, view, t->begin, letters);
    return !*explained || introduce(e, letters, &(ak_introduced){0}, true);
}

const ak_introduced *ak_earlier_find(
    const ak_earlier *e, ak_finder *f, const ak_run *run, uint32_t word)
{
    uint32_t number;
    const ak_lexeme *l = lexeme(f, run, word);
    if (e->introduced.count == 0 || l->text.len < 3) return NULL;
    if (!has_capital(l) && l->shape != AK_SHAPE_CASELESS) return NULL;
    if (!ak_intern_find(&e->words, l->text, &number)) return NULL;
    const ak_introduced *who = (const ak_introduced *)e->introduced.data + number;
    return who->count && ak_stands_alone(&f->lexicon, run, word, word + 1) ? who : NULL;
}
