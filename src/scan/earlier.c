/* Noting and looking up the words that refer back. */
#include "scan/earlier.h"

#include "scan/around.h"
#include "scan/doubt.h"
#include "scan/initials.h"
#include "scan/shorter.h"

#define WORDS_MAX 50000u /* of one text; later mentions introduce nobody any more */
/* What is found with less may be somebody else: its words do not spread over the text. */
#define FIRM_SCORE 0.80
#define OTHER_NAME_SCORE 0.90
/* Bytes of copied finds before those that nobody needs are dropped. */
#define KEPT_MAX (16u << 20)

void ak_earlier_clear(ak_earlier *e)
{
    ak_intern_free(&e->words);
    ak_vec_free(&e->introduced);
    ak_intern_free(&e->named);
    ak_arena_free(&e->arena);
    *e = (ak_earlier){0};
    ak_arena_init(&e->arena, 0);
}

/* A word that stands for somebody by itself: neither ordinary nor what a thing is, or where. */
static bool can_stand(const ak_lexeme *l)
{
    const unsigned others = AK_LEXEME_ORDINARY | AK_LEXEME_PLACE | AK_LEXEME_TITLE |
                            AK_LEXEME_GENERIC | AK_LEXEME_SMALL | AK_LEXEME_LEGAL |
                            AK_LEXEME_OBJECT;
    return (ak_lexeme_is_capital(l) || l->shape == AK_SHAPE_CASELESS) && l->text.len >= 3 &&
           !(l->flags & others);
}

/* What the text gave to one stays theirs until it is given to another; else of people the last of a
 * name is meant, of organisations the one that was named best. */
static bool is_meant(const ak_introduced *before, const ak_introduced *who, bool person)
{
    if (before->given != who->given) return who->given;
    return person || before->count == 0 || who->finds[0].score >= before->finds[0].score;
}

static uint32_t bit_of(ak_scan_sum word)
{
    return (word.sum * UINT32_C(2654435769) >> 8) % AK_EARLIER_BITS;
}

bool ak_earlier_introduce(ak_earlier *e, ak_slice word, const ak_introduced *who, bool person)
{
    uint32_t number;
    if (e->introduced.count >= WORDS_MAX) return true;
    const uint32_t bit = bit_of(ak_scan_sum_of(word));
    if (!ak_intern_add(&e->words, word, &number)) return false;
    e->maybe[bit / 64] |= UINT64_C(1) << bit % 64;
    if (number == e->introduced.count && !ak_vec_push(&e->introduced, sizeof *who)) return false;
    ak_introduced *at = (ak_introduced *)e->introduced.data + number;
    if (!is_meant(at, who, person)) return true;
    const bool used = at->used && at->count && who->count && at->finds->name == who->finds->name;
    const bool looked = at->looked && used;
    *at = *who;
    at->used = used;
    at->looked = looked;
    return true;
}

ak_introduced *ak_earlier_by(const ak_earlier *e, ak_slice word)
{
    uint32_t number;
    if (!ak_intern_find(&e->words, word, &number)) return NULL;
    return (ak_introduced *)e->introduced.data + number;
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

bool ak_earlier_tidy(ak_earlier *e)
{
    ak_introduced *all = e->introduced.data;
    ak_arena before = e->arena;
    bool ok = true;
    if (before.used < KEPT_MAX) return true;
    ak_arena_init(&e->arena, 0);
    for (size_t i = 0; i < e->introduced.count && ok && e->arena.used <= KEPT_MAX / 2; i++)
        if (all[i].count) ok = keep(e, all[i].finds, all[i].count, &all[i]);
    ak_arena_free(&before);
    if (!ok || e->arena.used > KEPT_MAX / 2) ak_earlier_clear(e); /* so many people: begin anew */
    return ok;
}

/* Whether the mention has a word that is no given name. */
static bool has_surname(ak_finder *f, const ak_run *run, const ak_find *find)
{
    for (uint32_t i = find->from; i < find->to; i++) {
        const ak_lexeme *l = ak_word_of(f, run, i);
        if (is_paired(find, i) && can_stand(l) && !(l->flags & AK_LEXEME_GIVEN)) return true;
    }
    return false;
}

/* "Flores de Maduro": behind "de" and another family name, the word is not hers. */
static bool is_husbands(ak_finder *f, const ak_run *run, const ak_find *find, uint32_t word)
{
    if (word < find->from + 2 || !ak_slice_is(ak_word_of(f, run, word - 1)->text, "de"))
        return false;
    const ak_lexeme *before = ak_word_of(f, run, word - 2);
    return is_paired(find, word - 2) && ak_lexeme_is_capital(before) &&
           (before->flags & AK_LEXEME_FAMILY || !(before->flags & AK_LEXEME_GIVEN));
}

/* Which words of a mention stand for a person: those that are no given names; where all may be,
 * the last. */
static bool stands(ak_finder *f, const ak_run *run, const ak_find *find, uint32_t word, bool person)
{
    const ak_lexeme *l = ak_word_of(f, run, word);
    if (!is_paired(find, word) || !can_stand(l)) return false;
    if (!person)
        return l->text.len >= 4 &&
               !(l->flags & (AK_LEXEME_GIVEN | AK_LEXEME_FAMILY | AK_LEXEME_ENGLISH)) &&
               !(word > find->from && ak_run_is_place(&f->lexicon, run, word - 1, word + 1));
    if (is_husbands(f, run, find, word)) return false;
    if (!(l->flags & AK_LEXEME_GIVEN)) return true;
    return word + 1 == find->to && !has_surname(f, run, find);
}

/* Whether the word stands alone in brackets, and is neither a ship's number nor a market's name. */
static bool is_bracketed(const ak_finder *f, ak_slice view, const ak_run *run, uint32_t word)
{
    if (word >= run->count || !(run->tokens[word].flags & AK_TOKEN_PAREN)) return false;
    const ak_lexeme *l = ak_word_of(f, run, word);
    const size_t end = run->tokens[word].end;
    const bool number = l->text.len == 3 || (l->text.len > 3 && l->text.data[3] <= '9');
    if (ak_slice_starts(l->text, AK_LIT("imo")) && number) return false; /* a ship's */
    if (end < view.len && view.data[end] == ':') return false;           /* "(Nasdaq: GHSC)" */
    return word + 1 == run->count || run->tokens[word + 1].gap >= AK_GAP_QUOTE;
}

bool ak_earlier_in_brackets(const ak_finder *f, ak_slice view, const ak_run *run, uint32_t word)
{
    if (!is_bracketed(f, view, run, word)) return false;
    const ak_lexeme *l = ak_word_of(f, run, word);
    bool acronym = l->shape == AK_SHAPE_CAPITALS && !(l->flags & AK_LEXEME_PLACE);
    return can_stand(l) || (acronym && l->text.len >= 3);
}

/* The same of what stands right behind a mention; also an ordinary word, if it is one of the
 * mention's: "Horizon Trading Ltd (Horizon)". */
static bool is_introduced_behind(
    const ak_finder *f, ak_slice view, const ak_run *run, const ak_find *find)
{
    const uint32_t word = find->to;
    if (ak_earlier_in_brackets(f, view, run, word)) return true;
    const unsigned others = AK_LEXEME_PLACE | AK_LEXEME_SMALL | AK_LEXEME_LEGAL | AK_LEXEME_TITLE;
    if (find->to - find->from < 2 || !is_bracketed(f, view, run, word)) return false;
    const ak_lexeme *l = ak_word_of(f, run, word);
    return ak_lexeme_is_capital(l) && l->text.len >= 3 && !(l->flags & others) &&
           ak_is_shorter(f, run, find, find->from, word, word, word + 1);
}

#define PHRASE_MOST 128 /* bytes of words that are given to somebody */

static ak_slice phrase_of(ak_finder *f, const ak_run *run, const ak_find *find, char *buffer)
{
    return ak_run_text(&f->lexicon, run, find->from, find->to, buffer, PHRASE_MOST);
}

static bool is_about(const ak_finder *f, const ak_find *find, const ak_introduced *who)
{
    const ak_ix_name *names = f->lexicon.plan->index->data.names;
    return names[find->name].entity == names[who->finds->name].entity;
}

/* "Scientific Studies and Research Centre (SSRC)", listed so; not "Off-Shore (SAL)". */
static bool ends_in_brackets(
    ak_finder *f, ak_slice view, const ak_run *run, const ak_find *find, uint32_t *word)
{
    if (find->to < find->from + 2) return false;
    *word = find->to - 1;
    return ak_earlier_in_brackets(f, view, run, *word) &&
           !(ak_word_of(f, run, *word)->flags & AK_LEXEME_LEGAL);
}

/* Whether an organisation goes by none of its words from this one on: "Great Lakes Company" is
 * never "Lakes". What stands before its own word is what and where it is: "Bank Melli". */
static bool ends_looking(const ak_lexeme *l)
{
    const unsigned before = AK_LEXEME_GENERIC | AK_LEXEME_PLACE | AK_LEXEME_SMALL |
                            AK_LEXEME_LEGAL | AK_LEXEME_TITLE | AK_LEXEME_OBJECT;
    return !(l->flags & before);
}

/* Notes that words of a find of several stand for who it names: those that may, of an organisation
 * the first one. */
static bool introduce_words(ak_earlier *e, ak_finder *f, const ak_run *run, const ak_find *find,
    const ak_introduced *who, bool person)
{
    for (uint32_t i = find->from; i < find->to; i++) {
        const ak_lexeme *l = ak_word_of(f, run, i);
        const bool one = stands(f, run, find, i, person);
        if (one && !ak_earlier_introduce(e, l->text, who, person)) return false;
        if (!person && (one || ends_looking(l))) return true;
    }
    return true;
}

/* The entity's number as a string. */
static ak_slice entity_of(const ak_finder *f, const ak_find *find)
{
    return (ak_slice){(const char *)&f->lexicon.plan->index->data.names[find->name].entity,
        sizeof f->lexicon.plan->index->data.names->entity};
}

static bool note_named(ak_earlier *e, const ak_finder *f, const ak_find *finds, size_t count)
{
    uint32_t number;
    for (size_t i = 0; i < count && e->named.spans.count < WORDS_MAX; i++)
        if (!ak_intern_add(&e->named, entity_of(f, &finds[i]), &number)) return false;
    return true;
}

bool ak_earlier_knows(const ak_earlier *e, const ak_finder *f, const ak_find *find)
{
    uint32_t number;
    return ak_intern_find(&e->named, entity_of(f, find), &number);
}

/* "Golden Heron Shipping (Rigmart)", "Ali Tarvand (Abrash)": in brackets, a word that is none of
 * the name's own; behind a ship's it says whose she is. */
static bool may_have_other_name(ak_kind kind, const ak_find *find)
{
    return kind != AK_KIND_OBJECT && find->score >= OTHER_NAME_SCORE;
}

bool ak_earlier_note(ak_earlier *e, ak_finder *f, ak_slice view, const ak_run *run,
    const ak_find *finds, size_t count, uint64_t offset)
{
    const ak_find *best = &finds[0];
    const ak_kind kind = f->lexicon.plan->index->data.names[best->name].kind;
    const bool person = kind == AK_KIND_PERSON;
    ak_introduced who = {.offset = offset};
    const bool several = best->to - best->from > 1;
    const bool single =
        !several && !person && best->why & AK_FIND_SINGLE && !(best->why & AK_FIND_ACRONYM);
    if (!note_named(e, f, finds, count)) return false;
    if (!several && !single && !is_introduced_behind(f, view, run, best)) return true;
    char buffer[PHRASE_MOST];
    const ak_introduced *same = ak_earlier_by(e, phrase_of(f, run, best, buffer));
    if (same && (same->given || (single && same->count && is_about(f, best, same))) &&
        !is_introduced_behind(f, view, run, best))
        return true; /* no more than what is known */
    if (!keep(e, finds, count, &who)) return false;
    const bool firm = several && best->score >= FIRM_SCORE;
    if (firm && !introduce_words(e, f, run, best, &who, person)) return false;
    if (single && !ak_earlier_introduce(e, ak_word_of(f, run, best->from)->text, &who, person))
        return false;
    uint32_t word = best->to; /* behind the name, or the last of a name that is listed so */
    if (!is_introduced_behind(f, view, run, best) && !ends_in_brackets(f, view, run, best, &word))
        return true;
    who.given = ak_is_shorter(f, run, best, best->from, word, word, word + 1);
    if (!who.given && !may_have_other_name(kind, best)) return true;
    return ak_earlier_introduce(e, ak_word_of(f, run, word)->text, &who, person);
}

/* ---- referring back ---- */

/* "The Ortegas": more than one of that name, not the one who was named; and then the word is
 * theirs. */
static bool is_family(ak_slice view, const ak_token *t, const ak_lexeme *l)
{
    const ak_slice before = ak_slice_sub(view, t->begin > 4 ? t->begin - 4 : 0, t->begin);
    return l->flags & AK_LEXEME_BENT && l->script == AK_SCRIPT_LATIN &&
           (view.data[t->end - 1] | 0x20) == 's' && ak_slice_eq_nocase(before, AK_LIT("the "));
}

/* Whether the word is an ordinary one, as the text's small letters show; looked for when it first
 * comes by itself. Who writes people's names in small letters says nothing by them. */
static bool is_small_too(
    const ak_finder *f, ak_slice view, const ak_run *run, uint32_t word, const ak_introduced *who)
{
    const ak_kind kind = f->lexicon.plan->index->data.names[who->finds->name].kind;
    if (who->given || who->looked) return false;
    if (kind == AK_KIND_PERSON &&
        (who->finds->why & AK_FIND_PLAIN || run->tokens[word].flags & AK_TOKEN_PLAIN))
        return false;
    return ak_is_also_small(f, view, run, word);
}

const ak_introduced *ak_earlier_find(
    ak_earlier *e, ak_finder *f, ak_slice view, const ak_run *run, uint32_t word)
{
    const ak_lexeme *l = ak_word_of(f, run, word);
    const uint32_t bit = bit_of(l->sum);
    if (!(e->maybe[bit / 64] >> bit % 64 & 1) || l->text.len < 3) return NULL;
    if (!ak_lexeme_is_capital(l) && l->shape != AK_SHAPE_CASELESS) return NULL;
    ak_introduced *who = ak_earlier_by(e, l->text);
    if (!who || who->count == 0 || !ak_stands_alone(&f->lexicon, run, word, word + 1) ||
        run->tokens[word].flags & AK_TOKEN_TAG || ak_initials_contradict(f, run, word, who->finds))
        return NULL;
    if (is_family(view, &run->tokens[word], l)) {
        if (!who->given) *who = (ak_introduced){0};
        return NULL;
    }
    if (is_small_too(f, view, run, word, who)) {
        *who = (ak_introduced){0};
        return NULL;
    }
    who->used = who->looked = true;
    return who;
}

/* ---- what stands in brackets behind a mention ---- */

/* Whether the find stands in brackets right behind the mention, but for a word before it ("(Mir
 * Mohammad Ali)"), and says the same by fewer words. */
static bool is_short_for(
    ak_finder *f, const ak_run *run, const ak_told *before, const ak_find *find)
{
    const uint32_t first = before->to;
    if (before->count == 0 || find->from < first || find->from > first + 1) return false;
    if (find->to - first >= before->to - before->from) return false;
    if (!(run->tokens[first].flags & AK_TOKEN_PAREN)) return false;
    if (find->to < run->count && run->tokens[find->to].gap < AK_GAP_QUOTE) return false;
    return ak_is_shorter(f, run, before->finds, before->from, before->to, first, find->to);
}

/* Who goes by two family names ("Maduro Guerra") goes by none of them: one may be somebody else's.
 */
static void forget_words(
    ak_earlier *e, ak_finder *f, const ak_run *run, const ak_told *before, const ak_find *find)
{
    for (uint32_t i = find->from; i < find->to; i++)
        if (ak_word_of(f, run, i)->flags & AK_LEXEME_GIVEN) return;
    for (uint32_t i = find->from; i < find->to && find->to - find->from > 1; i++) {
        ak_introduced *by = ak_earlier_by(e, ak_word_of(f, run, i)->text);
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
    if (!ak_earlier_introduce(e, phrase, &who, true)) return false;
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
        const ak_lexeme *l = ak_word_of(f, run, i);
        if (l->flags & AK_LEXEME_SMALL) continue;
        const ak_introduced *by = ak_earlier_by(e, l->text);
        if (!by || by->count == 0 || (who && who->offset != by->offset)) return NULL;
        who = by;
    }
    return who;
}

/* Whether one of the finds is about one of those introduced. */
static bool share(const ak_finder *f, const ak_find *finds, size_t count, const ak_introduced *who)
{
    const ak_ix_name *names = f->lexicon.plan->index->data.names;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < who->count; k++)
            if (names[finds[i].name].entity == names[who->finds[k].name].entity) return true;
    return false;
}

const ak_introduced *ak_earlier_fuller(
    const ak_earlier *e, ak_finder *f, const ak_run *run, const ak_find *finds, size_t count)
{
    char buffer[PHRASE_MOST];
    const ak_introduced *who = ak_earlier_by(e, phrase_of(f, run, finds, buffer));
    if (who && who->count && who->given &&
        (who->finds->score > finds->score ||
            (who->finds->score == finds->score && !share(f, finds, count, who))))
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
    const ak_introduced *who = ak_earlier_by(e, ak_word_of(f, run, i)->text);
    return who && who->count && is_about(f, find, who);
}

void ak_earlier_namesake(ak_earlier *e, ak_finder *f, const ak_run *run, uint32_t word)
{
    const unsigned others = AK_LEXEME_ORDINARY | AK_LEXEME_TITLE | AK_LEXEME_PLACE;
    const ak_index *ix = f->lexicon.plan->index;
    const ak_lexeme *l = ak_word_of(f, run, word), *given = ak_word_of(f, run, word - 1);
    if (!ak_lexeme_is_capital(l) || !ak_lexeme_is_capital(given) ||
        run->tokens[word].gap != AK_GAP_BLANK)
        return;
    if (!(given->flags & AK_LEXEME_GIVEN) || given->flags & others) return;
    ak_introduced *who = ak_earlier_by(e, l->text);
    if (!who || who->count == 0 || ix->data.names[who->finds->name].kind != AK_KIND_PERSON) return;
    if (!who->given && !who->used && !ak_is_in_names(ix, who->finds, who->count, given->text))
        *who = (ak_introduced){0};
}

size_t ak_earlier_prefer(
    const ak_earlier *e, ak_finder *f, const ak_run *run, const ak_find *finds, size_t count)
{
    const ak_ix_name *names = f->lexicon.plan->index->data.names;
    size_t best = 0;
    if (names[finds->name].kind != AK_KIND_PERSON) return 0; /* firms of one name go by aliases */
    for (size_t i = 0; i < count && finds[i].score == finds[0].score; i++) {
        for (uint32_t w = finds[i].from; w < finds[i].to; w++)
            if (is_introduced(e, f, run, &finds[i], w)) return i;
        if (names[finds[i].name].strength < names[finds[best].name].strength) best = i;
    }
    return best;
}
