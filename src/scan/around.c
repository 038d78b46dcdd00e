/* Words around a name: whether it stands alone, and where they make it a longer one. */
#include "scan/around.h"

#include "base/hash.h"
#include "names/dictionaries.h"

#define LINKED_LEAST 5 /* letters of "-owned", "-linked"; shorter is part of a name: "-gumi" */
#define WIDER_MAX 4    /* words on each side that may make a name a longer one */

static bool is_one_of(ak_slice w, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (ak_slice_is(w, words[i])) return true;
    return false;
}

bool ak_lexeme_is_and(const ak_lexeme *l)
{
    static const char *const words[] = {"and", "y", "i", "et", "und"};
    return l->shape == AK_SHAPE_LOWER && is_one_of(l->text, words, sizeof words / sizeof *words);
}

#define PLACE_LONGEST 64 /* bytes of a place's name */

/* ---- words together ---- */

ak_slice ak_run_text(const ak_lexicon *lexicon, const ak_run *run, uint32_t from, uint32_t to,
    char *buffer, size_t room)
{
    size_t len = 0;
    for (uint32_t i = from; i < to; i++) {
        const ak_slice w = ak_lexicon_get(lexicon, run->tokens[i].lexeme)->text;
        if (len + w.len + 1 > room) return (ak_slice){buffer, 0};
        if (i > from) buffer[len++] = ' ';
        memcpy(buffer + len, w.data, w.len);
        len += w.len;
    }
    return (ak_slice){buffer, len};
}

bool ak_run_is_place(const ak_lexicon *lexicon, const ak_run *run, uint32_t from, uint32_t to)
{
    char form[PLACE_LONGEST];
    uint32_t count;
    const uint64_t first = ak_hash(ak_lexicon_get(lexicon, run->tokens[from].lexeme)->text);
    if (to > from + 1 && ak_dict_longest(&ak_dict_places, first) < to - from) return false;
    const ak_slice words = ak_run_text(lexicon, run, from, to, form, sizeof form);
    return words.len && ak_dict_find(&ak_dict_places, words, &count) != NULL;
}

/* ---- alone ---- */

/* Beside another word with a capital, a word is part of something longer, unless that is a title,
 * an ordinary word or where somebody is from. */
static bool is_stranger(const ak_lexeme *l, const ak_token *t)
{
    const unsigned known = AK_LEXEME_ORDINARY | AK_LEXEME_ENGLISH | AK_LEXEME_TITLE |
                           AK_LEXEME_PLACE | AK_LEXEME_GENERIC | AK_LEXEME_LEGAL | AK_LEXEME_SMALL |
                           AK_LEXEME_OBJECT;
    return ak_lexeme_is_capital(l) && !(l->flags & known) && !(t->flags & AK_TOKEN_INITIAL);
}

static bool alone_before(ak_lexicon *lexicon, const ak_token *t)
{
    const ak_lexeme *l = ak_lexicon_get(lexicon, t[-1].lexeme);
    if (!ak_token_touches(t)) return true;
    if (t->gap == AK_GAP_HYPHEN || is_stranger(l, t - 1)) return false;
    bool initial = l->text.len == 1 && ak_lexeme_is_capital(l);
    if (initial && t[-1].flags & AK_TOKEN_INITIAL &&
        l->flags & (AK_LEXEME_ORDINARY | AK_LEXEME_SMALL))
        initial = false; /* "В Сбербанке": a preposition begins the sentence */
    if (l->flags & AK_LEXEME_GIVEN || initial) return false;
    return !(l->flags & AK_LEXEME_PLACE && l->shape == AK_SHAPE_CAPITALS);
}

static bool alone_behind(ak_lexicon *lexicon, const ak_token *next)
{
    const unsigned goes_on =
        AK_LEXEME_GENERIC | AK_LEXEME_OBJECT | AK_LEXEME_LEGAL | AK_LEXEME_FAMILY | AK_LEXEME_GIVEN;
    const ak_lexeme *l = ak_lexicon_get(lexicon, next->lexeme);
    if (!ak_token_touches(next)) return true;
    if (next->gap == AK_GAP_HYPHEN && l->shape == AK_SHAPE_LOWER && l->text.len >= LINKED_LEAST)
        return true;
    if (next->gap == AK_GAP_HYPHEN || is_stranger(l, next)) return false;
    return !(ak_lexeme_is_capital(l) && l->flags & goes_on);
}

bool ak_stands_alone(ak_lexicon *lexicon, const ak_run *run, uint32_t from, uint32_t to)
{
    return (from == 0 || alone_before(lexicon, &run->tokens[from])) &&
           (to == run->count || alone_behind(lexicon, &run->tokens[to]));
}

/* ---- longer names ---- */

static bool joins_names(ak_slice w)
{
    static const char *const words[] = {"of", "de", "del", "do", "da", "des", "du", "for", "al"};
    return is_one_of(w, words, sizeof words / sizeof *words);
}

/* Words that may follow a person's name without making it another's: "the Putin Government". */
static bool follows_people(ak_slice w)
{
    static const char *const words[] = {"government", "administration", "regime", "family", "clan",
        "network", "group", "organization", "organisation", "cartel", "team"};
    return is_one_of(w, words, sizeof words / sizeof *words);
}

/* A street or the like is called after somebody: "Gustavo Petro Street", "Plaza Gustavo Petro". */
static bool is_street(const ak_case *c, uint32_t word, bool before)
{
    static const char *const behind[] = {
        "street", "avenue", "square", "park", "plaza", "boulevard", "lane", "drive", "allee"};
    static const char *const first[] = {"calle", "plaza", "avenida", "bulevar", "parque", "rue",
        "avenue", "boulevard", "via", "viale", "piazza", "rua", "praca"};
    const ak_lexeme *l = ak_case_lexeme(c, word);
    return ak_lexeme_is_capital(l) &&
           (before ? is_one_of(l->text, first, sizeof first / sizeof *first)
                   : is_one_of(l->text, behind, sizeof behind / sizeof *behind)) &&
           !ak_context_headline(c->context);
}

/* "Wladimir Putins Vertrauter": a genitive ends a name. */
static bool is_genitive(const ak_case *c, uint32_t word)
{
    const ak_lexeme *l = ak_case_lexeme(c, word);
    return l->flags & AK_LEXEME_BENT && l->script == AK_SCRIPT_LATIN;
}

/* The same words stand once more from `at` on, as in rows of captions: nothing longer. */
static bool is_said_again(const ak_case *c, uint32_t at)
{
    const uint32_t count = c->to - c->from;
    if (count < 2 || at > c->run->count || count > c->run->count - at) return false;
    for (uint32_t i = 0; i < count; i++)
        if (!ak_slice_eq(ak_case_lexeme(c, at + i)->text, ak_case_lexeme(c, c->from + i)->text))
            return false;
    return true;
}

static uint32_t widen_right(const ak_case *c, bool *inside)
{
    uint32_t to = c->to, end = c->to;
    bool person = c->listed->kind == AK_KIND_PERSON;
    if ((person && is_genitive(c, c->to - 1)) || is_said_again(c, to)) return to;
    for (;
         end < c->run->count && end < c->to + WIDER_MAX && ak_token_touches(ak_case_token(c, end));
         end++) {
        const ak_lexeme *l = ak_case_lexeme(c, end);
        if (l->shape == AK_SHAPE_LOWER) {
            if (person || !joins_names(l->text)) break;
            continue;
        }
        if (l->flags & AK_LEXEME_LEGAL) break;
        if (person && end == c->to && is_street(c, end, false)) *inside = true;
        if (l->flags & AK_LEXEME_ORDINARY && !(l->flags & AK_LEXEME_GENERIC)) break;
        if (person && ak_lexeme_is_capital(l) && l->flags & AK_LEXEME_GENERIC &&
            !(l->flags & (AK_LEXEME_GIVEN | AK_LEXEME_FAMILY | AK_LEXEME_TITLE)) &&
            !follows_people(l->text) && !ak_context_headline(c->context))
            *inside = true;
        if (person && l->flags & (AK_LEXEME_TITLE | AK_LEXEME_PLACE | AK_LEXEME_GENERIC)) break;
        if (!ak_lexeme_is_capital(l)) break;
        if (!(l->flags & (AK_LEXEME_GIVEN | AK_LEXEME_FAMILY | AK_LEXEME_GENERIC)) &&
            ak_context_headline(c->context))
            break;
        to = end + 1;
    }
    return to;
}

static uint32_t widen_left(const ak_case *c, bool *inside)
{
    uint32_t from = c->from, count = c->to - c->from;
    if (from >= count && is_said_again(c, from - count)) return from;
    while (from > 0 && c->from - from < WIDER_MAX && ak_token_touches(ak_case_token(c, from))) {
        const ak_token *t = ak_case_token(c, from - 1);
        const ak_lexeme *l = ak_case_lexeme(c, from - 1);
        if (c->listed->kind == AK_KIND_PERSON && from == c->from && is_street(c, from - 1, true))
            *inside = true;
        const unsigned apart = AK_LEXEME_ORDINARY | AK_LEXEME_TITLE | AK_LEXEME_PLACE |
                               AK_LEXEME_OBJECT | AK_LEXEME_GENERIC;
        if (!ak_lexeme_is_capital(l) || l->flags & apart) break;
        /* "SDGT Denis Cuspert": an abbreviation stands before the name. */
        if (l->shape == AK_SHAPE_CAPITALS && ak_case_lexeme(c, c->from)->shape == AK_SHAPE_CAPITAL)
            break;
        if (!(l->flags & (AK_LEXEME_GIVEN | AK_LEXEME_FAMILY)) &&
            (t->flags & AK_TOKEN_INITIAL || ak_context_headline(c->context)))
            break;
        from--;
    }
    return from;
}

void ak_case_widen(const ak_case *c, uint32_t *from, uint32_t *to, bool *inside)
{
    *to = widen_right(c, inside);
    *from = widen_left(c, inside);
}
