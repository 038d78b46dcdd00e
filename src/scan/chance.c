/* Words that meet a listed name by chance. The more parts a list has, the more words are like two
 * of them: what only sounds alike, is read in one of several ways or is short for something says
 * little, and less where the word is known as something else. */
#include "scan/chance.h"

#include "scan/around.h"
#include "scan/dictionaries.h"

/* Strengths, in 1/1000, between those that relations have: of spellings that the dictionaries know
 * (less is a reading), of what is alike in all but a letter, by its consonants at best, and of
 * short forms that are of one name. */
#define KNOWN 900
#define CLOSE 860
#define LOOSE 760
#define CERTAIN 800
#define NEARLY_ALL 0.85 /* score of a name of which little is left out */
#define SHORT_WORD 5    /* letters; shorter ones are alike by chance */
#define SHORT_READ 4    /* the same of readings */

/* What the pairs of a case come to, as far as they are of parts that say something. */
typedef struct chances {
    unsigned words, firm; /* pairs; those as it is listed or as the dictionaries know it */
    unsigned loosest;     /* strength of the weakest pair, 1/1000 … */
    unsigned reading;     /* … of the weakest spelling from a dictionary … */
    unsigned alike;       /* … and of what is alike by sound or spelling */
    bool short_read;      /* a word has few letters */
    bool short_alike;     /* one is alike, and has few letters */
    bool shortened;       /* one is a short form … */
    bool uncertain;       /* … that may be of several names */
    bool known;           /* an ordinary word does not agree to the letter */
    bool given;           /* one is a given name, and more than alike */
    bool other_given;     /* one is a given name that the listed one is only alike to */
    bool strange;         /* one agrees to the letter, and is nothing that the dictionaries know */
    bool ordinary;        /* one is an ordinary word */
    bool article;         /* one is "the" */
    bool named;           /* one is nothing of COMMON, or a name as well */
    bool described;       /* all are words that anything may be described by */
    bool name_alike;      /* one is alike to more than a generic word */
    bool latin;           /* all are in Latin letters */
} chances;

static bool says(unsigned role)
{
    return role == AK_ROLE_NAME || role == AK_ROLE_PATRONYMIC || role == AK_ROLE_PLACE ||
           role == AK_ROLE_GENERIC;
}

static bool is_firm(const ak_pair *p)
{
    return p->kind == AK_RELATION_SAME || p->kind == AK_RELATION_JOINED ||
           p->kind == AK_RELATION_ACRONYM ||
           (p->kind == AK_RELATION_VARIANT && p->strength >= KNOWN);
}

/* Agrees by its sound or spelling only. */
static bool is_alike(const ak_pair *p)
{
    return p->kind == AK_RELATION_SOUND || p->kind == AK_RELATION_TYPO ||
           p->kind == AK_RELATION_TRANSCRIBED;
}

static void note_strength(const ak_pair *p, size_t letters, unsigned role, chances *n)
{
    const bool alike = is_alike(p);
    if (p->strength < n->loosest) n->loosest = p->strength;
    if (p->kind == AK_RELATION_VARIANT && p->strength < n->reading) n->reading = p->strength;
    if (alike && p->strength < n->alike) n->alike = p->strength;
    if (alike && p->strength < CLOSE && letters < SHORT_WORD) n->short_alike = true;
    if (alike && p->strength < CLOSE && role != AK_ROLE_GENERIC) n->name_alike = true;
    if (p->kind != AK_RELATION_SHORT) return;
    n->shortened = true;
    n->uncertain = n->uncertain || p->strength < CERTAIN;
}

/* Words that the dictionaries know as something else than a person's name. */
#define COMMON                                                                                     \
    ((unsigned)(AK_LEXEME_ORDINARY | AK_LEXEME_TITLE | AK_LEXEME_PLACE | AK_LEXEME_GENERIC))

static bool is_describing(const ak_lexeme *l)
{
    uint32_t count;
    return l->flags & (COMMON | AK_LEXEME_GIVEN | AK_LEXEME_SMALL) ||
           ak_dict_find(&ak_dict_describing_words, l->text, &count) != NULL;
}

/* Counts a pair of words [first, last]. */
static void note_words(
    const ak_case *c, const ak_pair *p, uint32_t first, uint32_t last, chances *n)
{
    const bool same = p->kind == AK_RELATION_SAME;
    const ak_lexeme *l = ak_case_lexeme(c, first);
    const bool given = l->flags & AK_LEXEME_GIVEN, ordinary = l->flags & AK_LEXEME_ORDINARY;
    n->short_read = n->short_read || l->text.len < SHORT_READ;
    n->given = n->given || (given && !is_alike(p));
    n->other_given = n->other_given || (given && is_alike(p));
    n->ordinary = n->ordinary || ordinary;
    n->known = n->known || (first == last && !same && ordinary && !given);
    n->strange = n->strange || (same && !given && !(l->flags & COMMON));
    n->named = n->named || given || l->flags & AK_LEXEME_FAMILY ||
               (!(l->flags & COMMON) && l->shape != AK_SHAPE_DIGITS);
    n->article = n->article || ak_slice_is(l->text, "the");
    n->described = n->described && is_describing(l);
    n->latin = n->latin && l->script == AK_SCRIPT_LATIN;
}

static chances count_pairs(const ak_case *c)
{
    chances n = {.loosest = 1000, .reading = 1000, .alike = 1000, .described = true, .latin = true};
    for (uint32_t i = 0; i < c->evidence->pair_count; i++) {
        const ak_pair *p = &c->evidence->pairs[i];
        const unsigned role = c->listed->parts[p->listed_from].role;
        const uint32_t first = c->from + c->words[p->asked_from].first;
        const uint32_t last = c->from + c->words[p->asked_to - 1].last;
        if (!says(role)) continue;
        n.words++;
        n.firm += is_firm(p);
        note_strength(p, ak_case_lexeme(c, first)->text.len, role, &n);
        note_words(c, p, first, last, &n);
    }
    return n;
}

/* Whether a bracket of that kind closes within the words that opened neither there nor right
 * before: "Amir), Hosseini", but not "[Amir] Hosseini". */
static bool closes(const ak_case *c, char opening, char closing)
{
    const ak_slice view = c->context->view;
    const size_t begin = ak_case_token(c, c->from)->begin;
    int open = 0;
    for (uint32_t i = c->from + 1; i < c->to; i++)
        for (size_t k = ak_case_token(c, i - 1)->end; k < ak_case_token(c, i)->begin; k++)
            open += open < 0 ? 0 : (view.data[k] == opening) - (view.data[k] == closing);
    if (open >= 0) return false;
    ak_context_edges(c->context);
    return begin == 0 || view.data[begin - 1] != opening;
}

/* "See {Ghali}", "Micro- + Gr": what such signs set apart are no two parts of a name. */
static bool is_broken(const ak_case *c)
{
    for (uint32_t i = c->from + 1; i < c->to; i++) {
        const ak_token *t = ak_case_token(c, i);
        const ak_slice gap = ak_slice_sub(c->context->view, t[-1].end, t->begin);
        for (size_t k = 0; k < gap.len; k++)
            if (memchr("{}\\|", gap.data[k], 4) || (k > 0 && memchr("+=", gap.data[k], 2)))
                return true; /* but "A+ Engineering" */
    }
    return closes(c, '[', ']') || (c->listed->kind == AK_KIND_PERSON && closes(c, '(', ')'));
}

/* Ordinary words and titles alone that are an alias ("The Doctor"), or the article and what is only
 * alike; or two words, one of which is something else ("In Ghali", "President Sadat"), is read in
 * one of many ways (Wu for U), is a short word that only sounds alike, or short for no one name; or
 * none of which is firm, and one another given name, or as loose ("Danny DeVito" is not Oded
 * Tuito). */
static bool is_nobody(const ak_case *c, const chances *n)
{
    if (!n->named && n->ordinary && !c->primary) return true;
    if (n->article && n->words < 3 && !n->strange) return true;
    if (n->words != 2 || !n->latin) return false;
    if (n->known || n->reading < KNOWN || n->short_alike || n->uncertain) return true;
    return !n->firm && (n->loosest < LOOSE || n->short_read || n->shortened || n->other_given);
}

/* A body or ship that goes by no such name: read in one of many ways, with nothing beside it that
 * is only a name; or of two words, none firm, one as loose, or the other somebody's given name. */
static bool is_no_thing(const chances *n)
{
    if (n->reading < KNOWN && !n->strange) return true;
    return n->words == 2 && (!n->firm || n->alike < LOOSE || (n->given && n->name_alike));
}

/* Of ships that nothing speaks of, a word that is only a name is spelled as it is listed. */
static bool is_no_ship(const chances *n)
{
    return n->reading < KNOWN || n->alike < LOOSE;
}

/* Whether the word is in small letters, and neither a small word nor a legal form; of "l'Union"
 * they are another one. */
static bool is_lower(const ak_case *c, uint32_t word)
{
    const ak_token *t = ak_case_token(c, word);
    const ak_lexeme *l = ak_case_lexeme(c, word);
    const ak_slice text = ak_slice_sub(c->context->view, t->begin, t->end);
    return l->shape == AK_SHAPE_LOWER && !(l->flags & (AK_LEXEME_SMALL | AK_LEXEME_LEGAL)) &&
           !(t->flags & AK_TOKEN_PLAIN) && !memchr(text.data, '\'', text.len) &&
           ak_slice_find(text, AK_LIT("’"), 0) == SIZE_MAX;
}

/* "Image processing": only a whole name begins or ends in small letters, and is spelled as it is
 * listed; "Natural gifts" are no company without its legal form. */
static bool is_in_prose(const ak_case *c, const chances *n, unsigned left)
{
    if (!is_lower(c, c->from) && !is_lower(c, c->to - 1)) return false;
    return left >= AK_SCAN_TELLING || n->loosest < KNOWN || (n->described && left);
}

bool ak_is_chance(const ak_case *c, unsigned left)
{
    if (is_broken(c)) return true;
    const chances n = count_pairs(c);
    switch (c->listed->kind) {
    case AK_KIND_PERSON:
        return is_nobody(c, &n);
    case AK_KIND_OBJECT:
        return is_no_ship(&n) && !ak_context_company(c->context);
    default:
        return is_in_prose(c, &n, left) || is_no_thing(&n);
    }
}

bool ak_is_vague(const ak_case *c, unsigned left)
{
    if (c->listed->kind == AK_KIND_PERSON || left < AK_SCAN_TELLING) return false;
    const chances n = count_pairs(c);
    return n.described && n.latin && (n.words < 3 || c->evidence->score < NEARLY_ALL);
}
