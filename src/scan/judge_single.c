/* Who is named by one word: acronyms, words that are all of a name, ships and aircraft; and what is
 * still to be asked of the text (doubt.h). */
#include "scan/judge_parts.h"

#include "scan/around.h"

#define SINGLE_LEAST 5  /* letters of a single word that may be a mention */
#define ACRONYM_LEAST 3 /* the same for an acronym in capitals */
#define SHARED_MOST 3   /* letters of acronyms that many bodies have */
#define ACRONYM_MOST 8
#define ACRONYM_KNOWN 5 /* letters of a word for what bodies are, which an acronym may be: ISIS */

static bool is_acronym(const ak_lexeme *l, ak_kind kind)
{
    if (l->flags & AK_LEXEME_GENERIC && l->text.len > ACRONYM_KNOWN) return false;
    return l->shape == AK_SHAPE_CAPITALS && l->text.len >= ACRONYM_LEAST &&
           l->text.len <= ACRONYM_MOST &&
           !(l->flags & (AK_LEXEME_PLACE | AK_LEXEME_GIVEN | AK_LEXEME_FAMILY | AK_LEXEME_LEGAL |
                            AK_LEXEME_ORDINARY)) &&
           kind == AK_KIND_ORG;
}

/* "M23", "APT39": letters, then digits. *letters: how many. */
static bool is_code(const ak_lexeme *l, ak_kind kind, size_t *letters)
{
    size_t n = 0, end;
    while (n < l->text.len && l->text.data[n] >= 'a' && l->text.data[n] <= 'z') n++;
    for (end = n; end < l->text.len && l->text.data[end] >= '0' && l->text.data[end] <= '9';) end++;
    *letters = n;
    return kind == AK_KIND_ORG && n > 0 && end > n && end == l->text.len && end >= ACRONYM_LEAST &&
           l->shape == AK_SHAPE_CAPITAL;
}

/* What a single word may not be, unless something else speaks for it. */
#define NOT_SINGLE                                                                                 \
    ((unsigned)(AK_LEXEME_ORDINARY | AK_LEXEME_PLACE | AK_LEXEME_GENERIC | AK_LEXEME_GIVEN |       \
                AK_LEXEME_FAMILY | AK_LEXEME_TITLE | AK_LEXEME_LEGAL | AK_LEXEME_OBJECT))

/* Of these, what may be the name of a body all the same: Hizballah, Daesh, the Taliban. */
#define AT_MOST_SINGLE ((unsigned)(AK_LEXEME_GIVEN | AK_LEXEME_GENERIC | AK_LEXEME_TITLE))

bool ak_judge_may_single(const ak_lexeme *l, ak_kind kind, bool whole)
{
    if (kind == AK_KIND_OBJECT)
        return ak_lexeme_is_capital(l) && l->text.len > 2 && !(l->flags & AK_LEXEME_PLACE);
    const unsigned against = NOT_SINGLE & ~(whole ? AT_MOST_SINGLE : 0);
    size_t letters;
    return is_acronym(l, kind) || is_code(l, kind, &letters) ||
           (ak_lexeme_is_capital(l) && l->text.len >= SINGLE_LEAST && !(l->flags & against));
}

/* A body whose first name is one word: meant by it though people have it as a given name as well,
 * or a text spells it as the dictionaries know it (Hezbollah for Hizballah), where no title, which
 * people have, stands before. */
static bool is_body(const ak_case *c)
{
    const bool touched = c->from > 0 && ak_token_touches(ak_case_token(c, c->from));
    return c->primary && c->listed->kind == AK_KIND_ORG && c->listed->count == 1 &&
           !(touched && ak_case_lexeme(c, c->from - 1)->flags & AK_LEXEME_TITLE);
}

/* "The World Economic Forum": the last word of a longer name. */
static bool ends_longer(const ak_case *c)
{
    if (c->from == 0 || !ak_token_touches(ak_case_token(c, c->from))) return false;
    const ak_lexeme *before = ak_case_lexeme(c, c->from - 1);
    return ak_lexeme_is_capital(before) &&
           before->flags & (AK_LEXEME_GENERIC | AK_LEXEME_ORDINARY) &&
           !(before->flags & (AK_LEXEME_TITLE | AK_LEXEME_PLACE | AK_LEXEME_LEGAL)) &&
           !(ak_case_token(c, c->from - 1)->flags & AK_TOKEN_INITIAL);
}

static bool is_other_spelling(const ak_case *c)
{
    return c->evidence->pair_count == 1 && c->evidence->pairs[0].kind == AK_RELATION_VARIANT &&
           is_body(c);
}

/* A code that names a body: its first name, or more than a letter or two, which roads have as well.
 */
static bool is_coded(const ak_case *c, const ak_token *t, const ak_lexeme *l)
{
    size_t letters;
    const char first = c->context->view.data[t->begin];
    return is_code(l, c->listed->kind, &letters) && first >= 'A' && first <= 'Z' &&
           (c->primary || letters >= ACRONYM_LEAST);
}

/* Three letters that are no body's first name, or four of a name without its legal form, may be the
 * acronym of many; and words in capitals ordinary ones. */
static uint16_t doubts_of_acronym(const ak_case *c, const ak_tally *n, const ak_lexeme *l)
{
    const bool digits = l->shape == AK_SHAPE_CAPITAL;
    const bool cut = c->listed->count > 1; /* the legal form is left out */
    if (n->legal || digits || c->to - c->from > 1) return 0;
    const bool few = l->text.len <= (cut ? SHARED_MOST + 1 : SHARED_MOST);
    if (few && l->script == AK_SCRIPT_LATIN) return is_body(c) ? AK_FIND_COMMON : AK_FIND_SHARED;
    return is_body(c) ? 0 : AK_FIND_COMMON;
}

/* A ship's or aircraft's name of one word, where one is spoken of; in capitals, or distinctive, or
 * right beside what says so. */
static bool judge_single_object(
    const ak_case *c, const ak_tally *n, const ak_lexeme *l, uint16_t *why)
{
    if (l->flags & AK_LEXEME_PLACE || !ak_case_is_apart(c) || l->text.len <= 2 ||
        !ak_lexeme_is_capital(l))
        return false;
    if (!ak_context_company(c->context)) {
        *why |= AK_FIND_SHOUTED;
        return ak_case_is_shouted(c, n);
    }
    const bool distinctive = !(l->flags & NOT_SINGLE) && l->text.len >= SINGLE_LEAST;
    *why |= AK_FIND_COMPANY;
    if (c->to - c->from > 1) return true;
    *why |= AK_FIND_COMMON;
    if (!distinctive && l->shape != AK_SHAPE_CAPITALS) *why |= AK_FIND_BESIDE;
    return true;
}

bool ak_judge_single(const ak_case *c, const ak_tally *n, uint16_t *why)
{
    const ak_token *t = ak_case_token(c, n->only);
    const ak_lexeme *l = ak_case_lexeme(c, n->only);
    const unsigned plain = AK_LEXEME_ORDINARY | AK_LEXEME_GENERIC | AK_LEXEME_PLACE;
    const bool same =
        l->flags & plain && !n->body ? ak_case_all_same(c) : ak_case_all_same_but_legal(c);
    if ((!same && !is_other_spelling(c)) || ak_case_left_out(c) > AK_SCAN_SPARE ||
        !ak_stands_alone(c->lexicon, c->run, c->from, c->to))
        return false;
    if ((is_acronym(l, c->listed->kind) || is_coded(c, t, l)) && !ak_context_headline(c->context)) {
        *why |= AK_FIND_SINGLE | AK_FIND_ACRONYM | doubts_of_acronym(c, n, l);
        return true;
    }
    if (c->listed->kind == AK_KIND_OBJECT) return judge_single_object(c, n, l, why);
    if (!n->legal && ends_longer(c)) return false;
    unsigned against = NOT_SINGLE;
    if (n->legal || n->article) against &= ~(unsigned)(AK_LEXEME_GENERIC | AK_LEXEME_LEGAL);
    if (n->body)
        against &=
            ~(unsigned)(AK_LEXEME_ORDINARY | AK_LEXEME_PLACE | AK_LEXEME_OBJECT | AK_LEXEME_TITLE);
    if (n->legal) against &= ~(unsigned)(AK_LEXEME_GIVEN | AK_LEXEME_FAMILY);
    if (n->letters) against &= ~(unsigned)(AK_LEXEME_ORDINARY | AK_LEXEME_GENERIC);
    if (is_body(c)) against &= ~AT_MOST_SINGLE;
    if (c->listed->kind == AK_KIND_ORG && c->listed->count == 1)
        against &= ~(unsigned)AK_LEXEME_GENERIC;
    if (l->text.len < (n->legal ? 2 : SINGLE_LEAST) ||
        (l->flags & against && !(n->legal && ak_case_is_marked(c))))
        return false;
    *why |= AK_FIND_SINGLE;
    if (c->to - c->from == 1 && !is_body(c)) *why |= AK_FIND_COMMON;
    if (!ak_lexeme_is_capital(l)) return false;
    return n->legal ||
           (!(t->flags & AK_TOKEN_INITIAL) && (n->article || !ak_context_headline(c->context)));
}
