/* Noting and looking up the words that refer back. */
#include "scan/earlier.h"

#include "names/dictionaries.h"
#include "scan/around.h"
#include "scan/marks.h"

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

/* What the text gave to one stays theirs until it is given to another; else of people the last of a
 * name is meant, of organisations the one that was named best. */
static bool is_meant(const ak_introduced *before, const ak_introduced *who, bool person)
{
    if (before->given != who->given) return who->given;
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

/* Whether the word and the one before it are a place: "New York". */
static bool ends_place(ak_finder *f, const ak_run *run, const ak_find *find, uint32_t word)
{
    char form[64];
    uint32_t count;
    if (word == find->from) return false;
    const ak_slice a = lexeme(f, run, word - 1)->text, b = lexeme(f, run, word)->text;
    if (a.len + b.len + 1 > sizeof form) return false;
    memcpy(form, a.data, a.len);
    form[a.len] = ' ';
    memcpy(form + a.len + 1, b.data, b.len);
    return ak_dict_find(&ak_dict_places, (ak_slice){form, a.len + b.len + 1}, &count) != NULL;
}

/* "Flores de Maduro": behind "de" and another family name, the word is not hers. */
static bool is_husbands(ak_finder *f, const ak_run *run, const ak_find *find, uint32_t word)
{
    if (word < find->from + 2 || !ak_slice_is(lexeme(f, run, word - 1)->text, "de")) return false;
    const ak_lexeme *before = lexeme(f, run, word - 2);
    return is_paired(find, word - 2) && has_capital(before) &&
           (before->flags & AK_LEXEME_FAMILY || !(before->flags & AK_LEXEME_GIVEN));
}

/* Which words of a mention stand for a person: those that are no given names; where all may be,
 * the last. */
static bool stands(ak_finder *f, const ak_run *run, const ak_find *find, uint32_t word, bool person)
{
    const ak_lexeme *l = lexeme(f, run, word);
    if (!is_paired(find, word) || !can_stand(l)) return false;
    if (!person)
        return l->text.len >= 4 && !(l->flags & (AK_LEXEME_GIVEN | AK_LEXEME_FAMILY)) &&
               !ends_place(f, run, find, word);
    if (is_husbands(f, run, find, word)) return false;
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

/* Whether the word is one of [from, to), or an initial of one. */
static bool is_among(
    ak_finder *f, const ak_run *run, uint32_t from, uint32_t to, const ak_lexeme *word)
{
    if (word->flags & AK_LEXEME_SMALL) return true;
    for (uint32_t i = from; i < to; i++) {
        const ak_slice w = lexeme(f, run, i)->text;
        if (ak_slice_eq(w, word->text) || (word->text.len == 1 && ak_slice_starts(w, word->text)))
            return true;
    }
    return false;
}

/* Whether words [from, to) have the letters in front, in their order, and maybe others. */
static bool initials_spell(
    ak_finder *f, const ak_run *run, uint32_t from, uint32_t to, ak_slice letters)
{
    size_t said = 0;
    for (uint32_t i = from; i < to && said < letters.len; i++)
        said += ak_slice_starts(lexeme(f, run, i)->text, ak_slice_sub(letters, said, said + 1));
    return said == letters.len;
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

/* Whether a name of the entity has the letters in front of its parts, in their order. */
static bool names_spell(const ak_index *ix, const ak_ix_entity *entity, ak_slice letters)
{
    for (uint32_t n = entity->name_first; n < entity->name_first + entity->name_count; n++) {
        size_t said = 0;
        for (uint32_t i = 0; i < ix->data.names[n].part_count && said < letters.len; i++) {
            const ak_ix_part *part = &ix->data.parts[ix->data.names[n].part_first + i];
            said += ak_slice_starts(
                ak_layout_term(ix, part->term).text, ak_slice_sub(letters, said, said + 1));
        }
        if (said == letters.len) return true;
    }
    return false;
}

/* Whether words [first, end) say less of [from, to), which the find is of: "Ali Tarvand" of Ali
 * Reza Tarvand, "CSB" of Central Survey Board. */
static bool shortens(ak_finder *f, const ak_run *run, const ak_find *find, uint32_t from,
    uint32_t to, uint32_t first, uint32_t end)
{
    const ak_index *ix = f->lexicon.plan->index;
    const ak_ix_entity *entity = &ix->data.entities[ix->data.names[find->name].entity];
    const ak_lexeme *l = lexeme(f, run, first);
    if (end - first == 1 && l->shape == AK_SHAPE_CAPITALS)
        return initials_spell(f, run, from, to, l->text) || names_spell(ix, entity, l->text) ||
               is_in_names(ix, entity, l->text);
    for (uint32_t i = first; i < end; i++)
        if (!is_among(f, run, from, to, lexeme(f, run, i))) return false;
    return true;
}

static ak_introduced *introduced_by(const ak_earlier *e, ak_slice word)
{
    uint32_t number;
    if (!ak_intern_find(&e->words, word, &number)) return NULL;
    return (ak_introduced *)e->introduced.data + number;
}

#define PHRASE_MOST 128 /* bytes of words that are given to somebody */

/* The words of the find, folded, with single blanks; empty where there are too many. */
static ak_slice phrase_of(ak_finder *f, const ak_run *run, const ak_find *find, char *buffer)
{
    size_t len = 0;
    for (uint32_t i = find->from; i < find->to; i++) {
        const ak_slice w = lexeme(f, run, i)->text;
        if (len + w.len + 1 > PHRASE_MOST) return (ak_slice){buffer, 0};
        if (len) buffer[len++] = ' ';
        memcpy(buffer + len, w.data, w.len);
        len += w.len;
    }
    return (ak_slice){buffer, len};
}

static bool is_about(const ak_finder *f, const ak_find *find, const ak_introduced *who)
{
    const ak_ix_name *names = f->lexicon.plan->index->data.names;
    return names[find->name].entity == names[who->finds->name].entity;
}

bool ak_earlier_note(ak_earlier *e, ak_finder *f, const ak_run *run, const ak_find *finds,
    size_t count, uint64_t offset)
{
    const ak_find *best = &finds[0];
    bool person = f->lexicon.plan->index->data.names[best->name].kind == AK_KIND_PERSON;
    ak_introduced who = {.offset = offset};
    const bool single = best->to - best->from < 2 && !person && best->why & AK_FIND_SINGLE &&
                        !(best->why & AK_FIND_ACRONYM);
    if (best->to - best->from < 2 && !single && !is_given_after(f, run, best->to)) return true;
    char buffer[PHRASE_MOST];
    const ak_introduced *same = introduced_by(e, phrase_of(f, run, best, buffer));
    if (same && (same->given || (single && same->count && is_about(f, best, same))) &&
        !is_given_after(f, run, best->to))
        return true; /* no more than what is known */
    if (!keep(e, finds, count, &who)) return false;
    bool first = true;
    if (single && !introduce(e, lexeme(f, run, best->from)->text, &who, person)) return false;
    for (uint32_t i = best->from; i < best->to && best->to - best->from > 1; i++) {
        if (!stands(f, run, best, i, person)) continue;
        if (!person && !first) break; /* an organisation goes by its first word */
        first = false;
        if (!introduce(e, lexeme(f, run, i)->text, &who, person)) return false;
    }
    if (!is_given_after(f, run, best->to)) return true;
    who.given = shortens(f, run, best, best->from, best->to, best->to, best->to + 1);
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

/* Bytes of the blank, bracket or other mark that ends before byte `end`; 0: a letter does. Commas
 * and what ends sentences are none: no name goes across. */
static size_t mark_before(ak_slice view, size_t end)
{
    if (end == 0) return 0;
    if (view.data[end - 1] && strchr(" (*_\"'`-\n", view.data[end - 1])) return 1;
    for (size_t n = 2; n <= 3 && n <= end; n++) {
        const ak_mark mark = ak_mark_at(view, end - n);
        if (mark.len == n && mark.gap != AK_GAP_COMMA && mark.gap != AK_GAP_BREAK) return n;
    }
    return 0;
}

static bool is_apostrophe_before(ak_slice view, size_t end)
{
    if (end > 0 && (view.data[end - 1] == '\'' || view.data[end - 1] == '`')) return true;
    return end >= 3 && ak_mark_at(view, end - 3).apostrophe;
}

/* The word of letters a-z that ends before byte *at, marks and "'s" left aside; *at goes to where
 * it begins. Empty where something else stands there. */
static ak_slice word_before(ak_slice view, size_t *at)
{
    for (;;) {
        size_t end = *at, n;
        while ((n = mark_before(view, end)) > 0) end -= n;
        size_t begin = end;
        while (begin > 0 && is_letter(view.data[begin - 1])) begin--;
        const ak_slice word = ak_slice_sub(view, begin, end);
        *at = begin;
        if (!ak_slice_is(word, "s") || !is_apostrophe_before(view, begin)) return word;
    }
}

static bool is_small(ak_slice word)
{
    static const char *const words[] = {"of", "the", "and", "for", "in", "on", "to"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ak_slice_eq_nocase(word, ak_slice_of(words[i]))) return true;
    return false;
}

/* Whether the word is one of a name of somebody whom the finds are about. */
static bool is_theirs(const ak_index *ix, const ak_find *finds, size_t count, ak_slice word)
{
    for (size_t k = 0; k < count; k++)
        if (is_in_names(ix, &ix->data.entities[ix->data.names[finds[k].name].entity], word))
            return true;
    return false;
}

/* Whether words that end before byte `at` begin with the letters, small words left out or not, some
 * of them before byte `own`, and none of these in a name of whom the finds are about. */
static bool others_spell(const ak_index *ix, const ak_find *finds, size_t count, ak_slice view,
    size_t at, size_t own, ak_slice letters)
{
    size_t left = letters.len;
    for (int i = 0; i < EXPLAINED_MOST && left > 0; i++) {
        const ak_slice word = word_before(view, &at);
        const bool fits = word.len && lower(word.data[0]) == letters.data[left - 1];
        if (!fits && !(word.len && is_small(word))) return false;
        if (at < own && !is_small(word) && is_theirs(ix, finds, count, word)) return false;
        left -= fits;
    }
    return left == 0 && at < own;
}

/* The acronym in brackets right behind the finds, which may spell a longer name than theirs: "Sudan
 * People's Liberation Army (SPLA)". *own = where their words begin. NULL: there is none. */
static const ak_token *acronym_of(
    ak_finder *f, const ak_run *run, const ak_find *finds, size_t *own)
{
    const ak_token *t = &run->tokens[finds->from];
    *own = SIZE_MAX;
    if (finds->why & AK_FIND_ACRONYM && finds->to - finds->from == 1)
        return t->flags & AK_TOKEN_PAREN ? t : NULL;
    if (finds->to - finds->from < 2 || !is_given_after(f, run, finds->to)) return NULL;
    *own = finds->begin;
    return lexeme(f, run, finds->to)->shape == AK_SHAPE_CAPITALS ? &run->tokens[finds->to] : NULL;
}

bool ak_earlier_explained(ak_earlier *e, ak_finder *f, ak_slice view, const ak_run *run,
    const ak_find *finds, size_t count, bool *explained)
{
    uint32_t number;
    size_t own;
    *explained = false;
    if (f->lexicon.plan->index->data.names[finds->name].kind == AK_KIND_PERSON) return true;
    if (finds->why & AK_FIND_ACRONYM)
        *explained = ak_intern_find(&e->words, lexeme(f, run, finds->from)->text, &number) &&
                     ((const ak_introduced *)e->introduced.data)[number].count == 0;
    const ak_token *t = acronym_of(f, run, finds, &own);
    if (*explained || !t) return true;
    const ak_slice letters = ak_lexicon_get(&f->lexicon, t->lexeme)->text;
    *explained = others_spell(f->lexicon.plan->index, finds, count, view, t->begin, own, letters);
    const bool itself = *explained && own == SIZE_MAX;
    return !itself || introduce(e, letters, &(ak_introduced){0}, true);
}

/* ---- referring back ---- */

/* "The Ortegas": more than one of that name, not the one who was named. */
static bool is_family(ak_slice view, const ak_token *t, const ak_lexeme *l)
{
    const ak_slice before = ak_slice_sub(view, t->begin > 4 ? t->begin - 4 : 0, t->begin);
    return l->flags & AK_LEXEME_BENT && l->script == AK_SCRIPT_LATIN &&
           (view.data[t->end - 1] | 0x20) == 's' && ak_slice_eq_nocase(before, AK_LIT("the "));
}

const ak_introduced *ak_earlier_find(
    const ak_earlier *e, ak_finder *f, ak_slice view, const ak_run *run, uint32_t word)
{
    const ak_lexeme *l = lexeme(f, run, word);
    if (e->introduced.count == 0 || l->text.len < 3) return NULL;
    if (!has_capital(l) && l->shape != AK_SHAPE_CASELESS) return NULL;
    const ak_introduced *who = introduced_by(e, l->text);
    if (!who || who->count == 0 || !ak_stands_alone(&f->lexicon, run, word, word + 1)) return NULL;
    return is_family(view, &run->tokens[word], l) ? NULL : who;
}

/* ---- what stands in brackets behind a mention ---- */

/* Whether the find stands in brackets right behind the mention and says the same by fewer words. */
static bool is_short_for(
    ak_finder *f, const ak_run *run, const ak_told *before, const ak_find *find)
{
    if (before->count == 0 || before->to != find->from) return false;
    if (find->to - find->from >= before->to - before->from) return false;
    if (!(run->tokens[find->from].flags & AK_TOKEN_PAREN)) return false;
    if (find->to < run->count && run->tokens[find->to].gap < AK_GAP_QUOTE) return false;
    return shortens(f, run, before->finds, before->from, before->to, find->from, find->to);
}

/* Who goes by two family names ("Maduro Guerra") goes by none of them: one may be somebody else's.
 */
static void forget_words(
    ak_earlier *e, ak_finder *f, const ak_run *run, const ak_told *before, const ak_find *find)
{
    for (uint32_t i = find->from; i < find->to; i++)
        if (lexeme(f, run, i)->flags & AK_LEXEME_GIVEN) return;
    for (uint32_t i = find->from; i < find->to && find->to - find->from > 1; i++) {
        ak_introduced *by = introduced_by(e, lexeme(f, run, i)->text);
        if (by && by->offset == before->offset) *by = (ak_introduced){0};
    }
}

bool ak_earlier_give(
    ak_earlier *e, ak_finder *f, const ak_run *run, const ak_told *before, const ak_find *find)
{
    char buffer[PHRASE_MOST];
    const ak_slice phrase = phrase_of(f, run, find, buffer);
    ak_introduced who = {.offset = before->offset, .given = true};
    if (!phrase.len || !is_short_for(f, run, before, find)) return true;
    if (find->score >= before->finds->score) return true; /* a name of their own */
    if (!keep(e, before->finds, before->count, &who)) return false;
    if (!introduce(e, phrase, &who, true)) return false;
    forget_words(e, f, run, before, find);
    return true;
}

/* Who was named by every word of the find that is more than a small one; NULL: nobody, or more than
 * one. */
static const ak_introduced *named_by_all(
    const ak_earlier *e, ak_finder *f, const ak_run *run, const ak_find *find)
{
    const ak_introduced *who = NULL;
    for (uint32_t i = find->from; i < find->to; i++) {
        const ak_lexeme *l = lexeme(f, run, i);
        if (l->flags & AK_LEXEME_SMALL) continue;
        const ak_introduced *by = introduced_by(e, l->text);
        if (!by || by->count == 0 || (who && who->offset != by->offset)) return NULL;
        who = by;
    }
    return who;
}

const ak_introduced *ak_earlier_fuller(
    const ak_earlier *e, ak_finder *f, const ak_run *run, const ak_find *finds, size_t count)
{
    char buffer[PHRASE_MOST];
    const ak_introduced *who = introduced_by(e, phrase_of(f, run, finds, buffer));
    if (who && who->count && who->given && who->finds->score > finds->score)
        return is_about(f, finds, who) ? NULL : who;
    const ak_ix_name *names = f->lexicon.plan->index->data.names;
    if (finds->to - finds->from < 2 || names[finds->name].kind != AK_KIND_PERSON) return NULL;
    who = named_by_all(e, f, run, finds);
    bool among = false;
    for (size_t i = 0; who && i < count && !among; i++) among = is_about(f, &finds[i], who);
    return among && !is_about(f, finds, who) ? who : NULL;
}

/* Whether word i was introduced by somebody whom the find is about. */
static bool is_introduced(
    const ak_earlier *e, ak_finder *f, const ak_run *run, const ak_find *find, uint32_t i)
{
    const ak_ix_name *names = f->lexicon.plan->index->data.names;
    const ak_introduced *who = introduced_by(e, lexeme(f, run, i)->text);
    return who && who->count && names[who->finds->name].entity == names[find->name].entity;
}

void ak_earlier_namesake(ak_earlier *e, ak_finder *f, const ak_run *run, uint32_t word)
{
    const unsigned others = AK_LEXEME_ORDINARY | AK_LEXEME_TITLE | AK_LEXEME_PLACE;
    const ak_index *ix = f->lexicon.plan->index;
    const ak_lexeme *l = lexeme(f, run, word), *given = lexeme(f, run, word - 1);
    if (!has_capital(l) || !has_capital(given) || run->tokens[word].gap != AK_GAP_BLANK) return;
    if (!(given->flags & AK_LEXEME_GIVEN) || given->flags & others) return;
    ak_introduced *who = introduced_by(e, l->text);
    if (!who || who->count == 0 || ix->data.names[who->finds->name].kind != AK_KIND_PERSON) return;
    if (!who->given && !is_theirs(ix, who->finds, who->count, given->text))
        *who = (ak_introduced){0};
}

size_t ak_earlier_prefer(
    const ak_earlier *e, ak_finder *f, const ak_run *run, const ak_find *finds, size_t count)
{
    const ak_ix_name *names = f->lexicon.plan->index->data.names;
    size_t best = 0;
    for (size_t i = 0; i < count && finds[i].score == finds[0].score; i++) {
        for (uint32_t w = finds[i].from; w < finds[i].to; w++)
            if (is_introduced(e, f, run, &finds[i], w)) return i;
        if (names[finds[i].name].strength < names[finds[best].name].strength) best = i;
    }
    return best;
}
