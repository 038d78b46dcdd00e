/* The rules of use, each small and by itself: what ordinary words need beside them, who is named by
 * several, and what a whole name is. One word is judged by judge_single.c; what stands around it is
 * read by around.c. */
#include "scan/judge.h"

#include "names/dictionaries.h"
#include "scan/around.h"
#include "scan/chance.h"
#include "scan/judge_parts.h"

#define CLOSE 0.95       /* score of a long name, with its legal form, that may have a slip */
#define COMPLETE_LEAST 3 /* words of a name that, all there, stands whatever is around it */

/* ---- what the agreeing words are ---- */

bool ak_judge_tells(const ak_lexeme *l)
{
    if (l->flags & (AK_LEXEME_ORDINARY | AK_LEXEME_PLACE)) return false;
    return !(l->flags & (AK_LEXEME_GENERIC | AK_LEXEME_TITLE)) ||
           l->flags & (AK_LEXEME_GIVEN | AK_LEXEME_FAMILY);
}

/* Counts words [first, last] of the case, which agree with a listed part of that role. */
static void count_pair(const ak_case *c, uint32_t first, uint32_t last, ak_role role, ak_tally *n)
{
    if (role == AK_ROLE_LEGAL || role == AK_ROLE_NUMBER) n->legal++;
    const ak_lexeme *legal = ak_case_lexeme(c, c->from + first);
    if (role == AK_ROLE_LEGAL && (last > first || !(legal->flags & AK_LEXEME_ORDINARY) ||
                                     legal->shape == AK_SHAPE_CAPITALS)) /* "ao" is a word */
        n->body++;
    if ((role == AK_ROLE_PARTICLE || role == AK_ROLE_FUNCTION) &&
        ak_slice_is(ak_case_lexeme(c, c->from + first)->text, "al"))
        n->article++;
    if (role != AK_ROLE_NAME && role != AK_ROLE_PATRONYMIC && role != AK_ROLE_GENERIC &&
        role != AK_ROLE_PLACE && !(role == AK_ROLE_TITLE && c->listed->kind == AK_KIND_PERSON))
        return;
    for (uint32_t i = first; i <= last; i++) {
        const ak_lexeme *l = ak_case_lexeme(c, c->from + i);
        if (l->flags & AK_LEXEME_INITIALS && c->listed->kind == AK_KIND_PERSON) continue;
        if (l->text.len == 1 && l->shape != AK_SHAPE_LOWER) n->letters++;
        if ((l->shape == AK_SHAPE_LOWER && l->flags & AK_LEXEME_SMALL) || l->text.len == 1)
            continue;
        n->words++;
        n->only = c->from + i;
        if (l->shape == AK_SHAPE_CASELESS) n->uncased++;
        if (l->flags & AK_LEXEME_PLACE) n->places++;
        if (l->flags & AK_LEXEME_ORDINARY) n->plain++;
        if (l->flags & AK_LEXEME_RUNNING) n->running++;
        if (l->flags & AK_LEXEME_GIVEN) n->given++;
        if (ak_judge_tells(l)) n->telling++;
    }
}

static ak_tally count_words(const ak_case *c)
{
    ak_tally n = {0};
    for (uint32_t i = 0; i < c->evidence->pair_count; i++) {
        const ak_pair *p = &c->evidence->pairs[i];
        const ak_part *listed = &c->listed->parts[p->listed_from];
        if (p->kind == AK_RELATION_INITIAL) continue; /* any word begins with some letter */
        if (listed->weight >= AK_SCAN_RARE && listed->role != AK_ROLE_NUMBER) n.rare++;
        count_pair(c, c->words[p->asked_from].first, c->words[p->asked_to - 1].last,
            (ak_role)listed->role, &n);
    }
    return n;
}

unsigned ak_case_left_out(const ak_case *c)
{
    unsigned sum = 0;
    for (uint32_t i = 0; i < c->listed->count; i++)
        if (c->evidence->listed_left >> i & 1 && c->listed->parts[i].role != AK_ROLE_FUNCTION &&
            c->listed->parts[i].role != AK_ROLE_TITLE &&
            c->listed->parts[i].role != AK_ROLE_PARTICLE)
            sum += c->listed->parts[i].weight;
    return sum;
}

bool ak_case_all_same(const ak_case *c)
{
    for (uint32_t i = 0; i < c->evidence->pair_count; i++) {
        const ak_pair *p = &c->evidence->pairs[i];
        bool small = c->listed->parts[p->listed_from].role == AK_ROLE_FUNCTION;
        if (p->kind != AK_RELATION_SAME && !small) return false;
    }
    return true;
}

/* A legal form that is written another way, with a capital: "Malberg Ltd" for MALBERG LIMITED. */
static bool is_other_form(const ak_case *c, const ak_pair *p)
{
    return p->kind == AK_RELATION_VARIANT &&
           c->listed->parts[p->listed_from].role == AK_ROLE_LEGAL &&
           ak_lexeme_is_capital(ak_case_lexeme(c, c->from + c->words[p->asked_from].first));
}

bool ak_case_all_same_but_legal(const ak_case *c)
{
    for (uint32_t i = 0; i < c->evidence->pair_count; i++) {
        const ak_pair *p = &c->evidence->pairs[i];
        const bool small = c->listed->parts[p->listed_from].role == AK_ROLE_FUNCTION;
        if (p->kind != AK_RELATION_SAME && !small && !is_other_form(c, p)) return false;
    }
    return true;
}

/* Whether the text leaves out a number that the listed name has: "Advanced Persistent Threat" is
 * not number 39 of them. */
static bool number_left(const ak_case *c)
{
    for (uint32_t i = 0; i < c->listed->count; i++)
        if (c->evidence->listed_left >> i & 1 && c->listed->parts[i].role == AK_ROLE_NUMBER)
            return true;
    return false;
}

/* ---- how words stand ---- */

bool ak_case_is_apart(const ak_case *c)
{
    bool before = c->from > 0 && ak_token_touches(ak_case_token(c, c->from)),
         behind = c->to < c->run->count && ak_token_touches(ak_case_token(c, c->to));
    if (behind && ak_case_lexeme(c, c->to)->shape != AK_SHAPE_LOWER) return false;
    return !before || ak_case_lexeme(c, c->from - 1)->flags & AK_LEXEME_OBJECT ||
           !ak_lexeme_is_capital(ak_case_lexeme(c, c->from - 1)) ||
           ak_case_token(c, c->from - 1)->flags & AK_TOKEN_INITIAL;
}

bool ak_case_is_marked(const ak_case *c)
{
    ak_slice view = c->context->view;
    size_t begin = ak_case_token(c, c->from)->begin, end = ak_case_token(c, c->to - 1)->end;
    size_t least = begin > AK_CONTEXT_EDGE ? begin - AK_CONTEXT_EDGE : 0,
           most = end + AK_CONTEXT_EDGE;
    ak_context_edges(c->context);
    while (begin > least + 3 && view.data[begin - 1] == ' ') begin--;
    while (end < view.len && end + 3 < most && memchr(" .,)", view.data[end], 4)) end++;
    if (begin == 0 || end >= view.len) return false;
    char before = view.data[begin - 1], behind = view.data[end];
    if (before == '[' && behind == ']') return true;
    if ((before == '"' || before == '*') && behind == before) return true;
    ak_slice open = ak_slice_sub(view, begin > 3 ? begin - 3 : 0, begin);
    ak_slice close = ak_slice_sub(view, end, end + 3);
    return ak_slice_is(open, "“") && ak_slice_is(close, "”");
}

bool ak_case_is_shouted(const ak_case *c, const ak_tally *n)
{
    if (c->listed->kind != AK_KIND_OBJECT || n->words + n->legal < 2 || ak_case_left_out(c) ||
        !ak_case_all_same(c) || !ak_case_is_apart(c))
        return false;
    for (uint32_t i = c->from; i < c->to; i++) {
        const ak_lexeme *l = ak_case_lexeme(c, i);
        if (l->shape != AK_SHAPE_CAPITALS && !(l->flags & AK_LEXEME_NUMBER)) return false;
    }
    return !ak_context_headline(c->context);
}

/* ---- several words ---- */

#define FIRM_LEAST 5 /* letters of a part that may be misspelled where others are left out */

/* Whether a part agrees to the letter (or as far as Arabic writes it), and nothing short only
 * nearly. */
static bool is_firm(const ak_case *c)
{
    bool same = false;
    for (uint32_t i = 0; i < c->evidence->pair_count; i++) {
        const ak_pair *p = &c->evidence->pairs[i];
        bool transcribed = p->kind == AK_RELATION_TRANSCRIBED;
        bool nearly = transcribed || p->kind == AK_RELATION_TYPO || p->kind == AK_RELATION_SOUND;
        const ak_part *part = &c->asked->parts[p->asked_from];
        if (nearly && ak_term_plain(&part->term).len < FIRM_LEAST && !ak_term_is_abjad(&part->term))
            return false;
        same =
            same || p->kind == AK_RELATION_SAME || (ak_term_is_abjad(&part->term) && !transcribed);
    }
    return same;
}

/* Whether something that tells is there as it is listed; else no short word may be only alike,
 * since short words are alike by chance ("No Perl" is not La Pearl). */
static bool is_plausible(const ak_case *c)
{
    bool by_chance = false;
    for (uint32_t i = 0; i < c->evidence->pair_count; i++) {
        const ak_pair *p = &c->evidence->pairs[i];
        const ak_part *part = &c->asked->parts[p->asked_from];
        unsigned role = c->listed->parts[p->listed_from].role;
        if (role != AK_ROLE_NAME && role != AK_ROLE_PATRONYMIC && role != AK_ROLE_PLACE) continue;
        bool alike = p->kind == AK_RELATION_TYPO || p->kind == AK_RELATION_SOUND;
        uint32_t word = c->from + c->words[p->asked_from].first;
        if (!alike && (p->kind == AK_RELATION_SAME || ak_judge_tells(ak_case_lexeme(c, word))))
            return true;
        if (alike && ak_term_plain(&part->term).len < FIRM_LEAST && !ak_term_is_abjad(&part->term))
            by_chance = true;
    }
    return !by_chance;
}

/* ---- scripts without capitals ---- */

/* What words of a script without capitals must agree in, since nothing else there sets names apart
 * from ordinary words: so many consonants, or the like. */
#define UNCASED_LEAST 7
#define UNCASED_SOUNDS_LEAST 8 /* where it only sounds alike, and something is left over */
#define UNCASED_SIGNS_LEAST 3

/* How much a pair says, in consonants; a name that the dictionaries know by another spelling says
 * as much as four, one spelled as it is listed all that is needed. */
static unsigned pair_says(const ak_case *c, const ak_pair *p)
{
    unsigned consonants = 0;
    for (uint32_t i = p->asked_from; i < p->asked_to; i++)
        consonants += (unsigned)c->asked->parts[i].term.key.len;
    if (consonants < 2) return consonants;
    if (p->kind == AK_RELATION_SAME) return UNCASED_LEAST;
    return p->kind == AK_RELATION_VARIANT && consonants < 4 ? 4 : consonants;
}

/* Whether what agrees in a script without capitals is more than chance. */
static bool is_spoken(const ak_case *c)
{
    unsigned said = 0, signs = 0;
    bool blocks = false, alike = false, known = false;
    for (uint32_t i = 0; i < c->evidence->pair_count; i++) {
        const ak_pair *p = &c->evidence->pairs[i];
        unsigned role = c->listed->parts[p->listed_from].role;
        const ak_part *first = &c->asked->parts[p->asked_from];
        if (role != AK_ROLE_NAME && role != AK_ROLE_PATRONYMIC) continue;
        said += pair_says(c, p);
        known = known || p->kind == AK_RELATION_SAME || p->kind == AK_RELATION_VARIANT;
        if (!ak_script_is_signs(ak_text_script(first->term.text))) continue;
        blocks = true;
        signs += (c->asked->parts[p->asked_to - 1].end - first->begin) / 3;
        alike = alike || p->kind == AK_RELATION_SOUND || p->kind == AK_RELATION_TRANSCRIBED ||
                p->kind == AK_RELATION_TYPO || p->kind == AK_RELATION_SHORT;
    }
    if (blocks) return signs >= UNCASED_SIGNS_LEAST && !alike;
    bool whole = !c->evidence->asked_left && ak_case_left_out(c) < AK_SCAN_TELLING;
    return said >= (known || whole ? UNCASED_LEAST : UNCASED_SOUNDS_LEAST);
}

/* "The Ortega-Murillo regime", "Ortega, Murillo and others": family names that are set apart,
 * though the list does not, and no given name, are two people's. */
static bool are_two(const ak_case *c)
{
    const bool hyphen = ak_slice_find(c->listed->text, AK_LIT("-"), 0) != SIZE_MAX;
    bool apart = false;
    for (uint32_t i = c->from; i < c->to; i++) {
        const ak_lexeme *l = ak_case_lexeme(c, i);
        const unsigned gap = i > c->from ? ak_case_token(c, i)->gap : AK_GAP_BLANK;
        if (l->flags & AK_LEXEME_GIVEN) return false;
        apart = apart || gap == AK_GAP_COMMA ||
                (gap == AK_GAP_HYPHEN && !hyphen && ak_judge_tells(l) &&
                    ak_judge_tells(ak_case_lexeme(c, i - 1)));
    }
    return apart;
}

/* "The Houthis, Mohamed Ali": no family name before a comma has an ending. */
static bool bends_before_comma(const ak_case *c)
{
    for (uint32_t i = c->from + 1; i < c->to; i++) {
        const ak_lexeme *before = ak_case_lexeme(c, i - 1);
        if (ak_case_token(c, i)->gap == AK_GAP_COMMA && before->flags & AK_LEXEME_BENT &&
            before->script == AK_SCRIPT_LATIN)
            return true;
    }
    return false;
}

/* Weight, in 1/100, of fathers' names that the text leaves out, as reports do. */
static unsigned patronymics_left(const ak_case *c)
{
    unsigned sum = 0;
    for (uint32_t i = 0; i < c->listed->count; i++)
        if (c->evidence->listed_left >> i & 1 && c->listed->parts[i].role == AK_ROLE_PATRONYMIC)
            sum += c->listed->parts[i].weight;
    return sum;
}

/* Every part that agrees is as it is listed, or as the dictionaries know it. */
static bool all_known(const ak_case *c)
{
    for (uint32_t i = 0; i < c->evidence->pair_count; i++)
        if (c->evidence->pairs[i].kind != AK_RELATION_SAME &&
            c->evidence->pairs[i].kind != AK_RELATION_VARIANT)
            return false;
    return true;
}

static bool judge_person(const ak_case *c, const ak_tally *n)
{
    if ((n->telling == 0 && n->places == n->words) || bends_before_comma(c)) return false;
    /* Given names alone, or common ones, with the rest left out, are many people's. */
    if (ak_case_left_out(c) < AK_SCAN_TELLING) return true;
    const bool surname = n->words > 1 && n->given < n->words;
    if (surname && ak_case_left_out(c) - patronymics_left(c) < AK_SCAN_TELLING && all_known(c))
        return !are_two(c);
    return n->rare > 0 && is_firm(c) && !are_two(c);
}

/* "Putin, Vladimir"; but in a list, "Putin, Vladimir Ivanov" are two. */
static bool has_comma(const ak_case *c)
{
    for (uint32_t i = c->from + 1; i < c->to; i++)
        if (ak_case_token(c, i)->gap == AK_GAP_COMMA) return true;
    return false;
}

/* The words come in the order of the listed name. */
static bool in_order(const ak_case *c)
{
    for (uint32_t i = 1; i < c->evidence->pair_count; i++)
        if (c->evidence->pairs[i].listed_from < c->evidence->pairs[i - 1].listed_from) return false;
    return true;
}

/* What the listed name begins with, and is no article or legal form, is left out: "Real Estate" is
 * not RG Real Estate. */
static bool is_headless(const ak_case *c)
{
    static const char *const articles[] = {"the", "al", "el", "la", "los", "le", "les", "die"};
    const ak_part *first = &c->listed->parts[0];
    if (!(c->evidence->listed_left & 1) || first->role == AK_ROLE_LEGAL) return false;
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
        if (ak_slice_is(first->term.text, articles[i])) return false;
    return true;
}

/* A capital behind makes the words part of a longer name, unless it is a legal form. */
static bool goes_on(const ak_case *c)
{
    if (c->to == c->run->count || !ak_token_touches(ak_case_token(c, c->to))) return false;
    const ak_lexeme *next = ak_case_lexeme(c, c->to);
    return ak_lexeme_is_capital(next) && !(next->flags & AK_LEXEME_LEGAL);
}

/* A capital before makes words without their legal form the end of a longer name, unless it begins
 * the sentence: "World Trade Center". */
static bool comes_behind(const ak_case *c)
{
    if (c->from == 0 || ak_case_left_out(c) == 0 || !ak_token_touches(ak_case_token(c, c->from)))
        return false;
    const unsigned apart = AK_LEXEME_LEGAL | AK_LEXEME_TITLE;
    const ak_lexeme *before = ak_case_lexeme(c, c->from - 1);
    return ak_lexeme_is_capital(before) && !(before->flags & apart) &&
           !(ak_case_token(c, c->from - 1)->flags & AK_TOKEN_INITIAL) &&
           !ak_context_headline(c->context);
}

/* Words that only say what a thing is or does name it where all are there. */
static bool is_generic_name(const ak_case *c, const ak_tally *n)
{
    const bool close = n->words > 2 && n->legal && c->evidence->score >= CLOSE;
    const bool same =
        n->words > 2 || n->legal ? ak_case_all_same_but_legal(c) : ak_case_all_same(c);
    if (ak_case_left_out(c) > AK_SCAN_SPARE || !(same || close)) return false;
    if (n->legal && n->words > 1) return true;
    if (c->listed->kind == AK_KIND_OBJECT) return false;
    if (n->words >= 3 && n->places < n->words) return true;
    if (c->listed->kind == AK_KIND_ORG && ak_case_is_apart(c) && ak_case_is_marked(c)) return true;
    return n->places < n->words && !is_headless(c) && !goes_on(c) && n->running < n->words &&
           !comes_behind(c) && (n->plain == 0 || !ak_context_headline(c->context));
}

/* "Thieves-in-Law": hyphens bind what is listed so. */
static bool is_bound(const ak_case *c)
{
    for (uint32_t i = c->from + 1; i < c->to; i++)
        if (ak_case_token(c, i)->gap != AK_GAP_HYPHEN) return false;
    return c->primary && c->to - c->from > 2;
}

/* The same, or most of a long name; or else, after the party was named, the words that it goes by:
 * "Perfect Day" for Perfect Day Trading Co. */
static bool judge_generic(const ak_case *c, const ak_tally *n, uint16_t *why)
{
    if (is_generic_name(c, n) || (is_bound(c) && !ak_case_left_out(c) && ak_case_all_same(c)))
        return true;
    if (c->listed->kind != AK_KIND_ORG || n->plain == 0) return false;
    const bool most = n->words > COMPLETE_LEAST && !ak_is_vague(c, ak_case_left_out(c));
    if (!most && ak_case_left_out(c) >= AK_SCAN_TELLING && n->rare == 0) return false;
    if (!most) *why |= AK_FIND_NAMED;
    return ak_case_all_same_but_legal(c) && n->places < n->words && (most || !is_headless(c)) &&
           !goes_on(c) && ak_case_is_apart(c) && !number_left(c);
}

/* "Ocean Star 3" is another ship than "Ocean Star". */
static bool goes_on_in_digits(const ak_case *c)
{
    return c->to < c->run->count && ak_token_touches(ak_case_token(c, c->to)) &&
           ak_case_lexeme(c, c->to)->shape == AK_SHAPE_DIGITS;
}

/* The words are the name of a place, or of several: "China and Hong Kong". */
static bool are_places(const ak_case *c)
{
    uint32_t from = c->from;
    for (uint32_t i = c->from + 1; i <= c->to; i++) {
        if (i < c->to && ak_case_token(c, i)->gap < AK_GAP_COMMA &&
            !ak_lexeme_is_and(ak_case_lexeme(c, i)))
            continue;
        if (!ak_run_is_place(c->lexicon, c->run, from, i)) return false;
        from = i < c->to && ak_lexeme_is_and(ak_case_lexeme(c, i)) ? i + 1 : i;
        if (from > i) i++;
    }
    return true;
}

/* "Bellagio, and Paola": a ship's name has no comma in it and no "and" but its own. */
static bool are_several(const ak_case *c)
{
    for (uint32_t i = c->from + 1; i < c->to; i++) {
        const bool own = c->paired >> (i - c->from) & 1;
        if (ak_case_token(c, i)->gap >= AK_GAP_COMMA ||
            (ak_lexeme_is_and(ak_case_lexeme(c, i)) && !own))
            return true;
    }
    return false;
}

/* Short forms are people's ("Bob"), and beside something else that agrees. */
static bool only_short(const ak_case *c)
{
    bool all = true, any = false;
    for (uint32_t i = 0; i < c->evidence->pair_count; i++) {
        const ak_pair *p = &c->evidence->pairs[i];
        const unsigned role = c->listed->parts[p->listed_from].role;
        if (role != AK_ROLE_NAME && role != AK_ROLE_PATRONYMIC) continue;
        any = any || p->kind == AK_RELATION_SHORT;
        all = all && p->kind == AK_RELATION_SHORT;
    }
    return c->listed->kind == AK_KIND_PERSON ? any && all : any;
}

/* Where no word has a capital, only what is said as it is listed counts; of a thing all of it. */
static bool judge_plain(const ak_case *c, const ak_tally *n)
{
    if (n->words < 2 || n->telling + n->legal == 0 || !ak_case_all_same(c)) return false;
    return c->listed->kind == AK_KIND_PERSON || ak_case_left_out(c) <= AK_SCAN_SPARE;
}

/* Whether a word that tells is there as it is listed, or as the dictionaries know it: with much
 * left out, what only sounds like one is another word ("Long Wert" is not Long Worth Wholesalers).
 */
static bool says_what_tells(const ak_case *c)
{
    for (uint32_t i = 0; i < c->evidence->pair_count; i++) {
        const ak_pair *p = &c->evidence->pairs[i];
        uint32_t word = c->from + c->words[p->asked_from].first;
        bool close = p->kind == AK_RELATION_SAME || p->kind == AK_RELATION_VARIANT ||
                     p->kind == AK_RELATION_JOINED || p->kind == AK_RELATION_ACRONYM;
        if (close && ak_judge_tells(ak_case_lexeme(c, word))) return true;
    }
    return false;
}

bool ak_judge(const ak_case *c, uint16_t *why, unsigned *words)
{
    ak_tally n = count_words(c);
    *words = n.words;
    if (n.words == 0 || are_places(c) || only_short(c)) return false;
    if (ak_case_token(c, c->from)->flags & AK_TOKEN_PLAIN && n.uncased == 0) {
        if (!judge_plain(c, &n)) return false;
        *why |= AK_FIND_PLAIN;
    }
    if (n.uncased) *why |= AK_FIND_CASELESS;
    if (n.words == 1 && ak_judge_initials(c, &n)) return true;
    if (n.words == 1 && ak_case_token(c, n.only)->flags & AK_TOKEN_TAG) return false;
    if (n.words == 1) return ak_judge_single(c, &n, why);
    if (!is_plausible(c) || ak_is_chance(c, ak_case_left_out(c))) return false;
    if (n.uncased == n.words && n.telling < 2) return false;
    if (n.uncased && !is_spoken(c)) return false;
    if (c->listed->kind == AK_KIND_PERSON) return judge_person(c, &n);
    if (c->listed->kind == AK_KIND_OBJECT && (goes_on_in_digits(c) || are_several(c))) return false;
    if (c->listed->kind == AK_KIND_OBJECT && ak_case_left_out(c) >= 50) return false;
    if (c->listed->kind == AK_KIND_OBJECT && n.telling == 0) {
        bool company = ak_context_company(c->context);
        *why |= company ? AK_FIND_COMPANY : AK_FIND_SHOUTED;
        return company || ak_case_is_shouted(c, &n);
    }
    /* "Security, the Department of State" */
    if (c->listed->kind == AK_KIND_ORG && has_comma(c) && !in_order(c)) return false;
    if (n.telling == 0) return judge_generic(c, &n, why);
    if (number_left(c)) return false;
    if (ak_case_left_out(c) < AK_SCAN_TELLING) return true;
    if (ak_is_vague(c, ak_case_left_out(c))) *why |= AK_FIND_NAMED;
    /* Consonants alone, in a script without capitals, are ordinary words as well. */
    return n.rare > 0 && says_what_tells(c) && (n.uncased < n.words || ak_case_all_same(c));
}

/* ---- longer names ---- */

void ak_judge_surroundings(
    const ak_case *c, unsigned words, uint32_t *from, uint32_t *to, bool *inside)
{
    *inside = false;
    bool complete = words >= COMPLETE_LEAST && ak_case_left_out(c) <= AK_SCAN_SPARE;
    if (complete && !(c->listed->kind == AK_KIND_PERSON && has_comma(c))) return;
    ak_case_widen(c, from, to, inside);
}
