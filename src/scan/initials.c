/* Initials before or behind a word that may be a family name, the people whom it may be, and what
 * the letters say of them. */
#include "scan/initials.h"

#include "scan/around.h"
#include "scan/judge_parts.h"
#include "scan/shorter.h"
#include "scan/span.h"

#define INITIALS_LEAST 2 /* a family name and one letter are many people's */
#define INITIALS_MOST 3
#define LETTERS_MOST 8 /* that are looked at beside a word that refers back */
#define CLOSE 900      /* strength of a word that is the family name: no slip of the pen */

unsigned ak_count_initials(ak_slice word)
{
    unsigned letters = 0, dots = 0;
    for (size_t i = 0; i < word.len; i++) {
        const unsigned char c = (unsigned char)word.data[i];
        if (c >= '0' && c <= '9') return 0;
        dots += c == '.';
        letters += c != '.' && (c & 0xC0) != 0x80;
    }
    return letters == dots + 1 && letters <= INITIALS_MOST ? letters : 0;
}

/* "U.S." is a country. */
static bool is_initials(const ak_lexeme *l)
{
    return l->flags & AK_LEXEME_INITIALS && !(l->flags & AK_LEXEME_PLACE && l->text.len > 1);
}

/* The same of a word of the run. */
static unsigned count_at(const ak_search *s, uint32_t word)
{
    const ak_token *t = &s->run->tokens[word];
    if (!is_initials(ak_search_lexeme(s, word))) return 0;
    return ak_count_initials(ak_slice_sub(s->view, t->begin, t->end));
}

static bool is_enough(unsigned letters)
{
    return letters >= INITIALS_LEAST && letters <= INITIALS_MOST;
}

/* Where the initials right before the word begin; the word itself where there are too few. */
static uint32_t begin_before(const ak_search *s, uint32_t word)
{
    uint32_t from = word;
    unsigned letters = 0, more;
    for (; from > 0 && s->run->tokens[from].gap <= AK_GAP_DOT; from--) {
        if ((more = count_at(s, from - 1)) == 0) break;
        letters += more;
    }
    return is_enough(letters) ? from : word;
}

/* Where those right behind it end, after a comma as well if no word follows that they may belong
 * to; the end of the word where there are too few. */
static uint32_t end_behind(const ak_search *s, uint32_t word)
{
    const ak_run *run = s->run;
    uint32_t to = word + 1;
    unsigned letters = 0, more;
    for (; to < run->count; to++) {
        const unsigned most = to == word + 1 ? AK_GAP_COMMA : AK_GAP_DOT;
        if (run->tokens[to].gap > most || (more = count_at(s, to)) == 0) break;
        letters += more;
    }
    const bool comma = to > word + 1 && run->tokens[word + 1].gap == AK_GAP_COMMA;
    const bool followed = to < run->count && run->tokens[to].gap <= AK_GAP_DOT;
    return is_enough(letters) && !(comma && followed) ? to : word + 1;
}

/* Whether some of words [from, to) were found to be the name. */
static bool is_found(const ak_search *s, uint32_t name, uint32_t from, uint32_t to)
{
    const ak_find *finds = s->f->finds.data;
    for (size_t i = 0; i < s->f->finds.count; i++)
        if (finds[i].name == name && finds[i].from < to && finds[i].to > from) return true;
    return false;
}

/* Compares words [from, to) with the people that the term is an anchor of. */
static void try_people(ak_search *s, uint32_t term, uint32_t from, uint32_t to)
{
    const ak_scan_plan *plan = s->f->lexicon.plan;
    for (uint32_t i = plan->first[term]; i < plan->first[term + 1]; i++) {
        const uint32_t name = plan->postings[i].name;
        if (s->ix->data.names[name].kind != AK_KIND_PERSON || is_found(s, name, from, to)) continue;
        const ak_name *listed = ak_listed_get(&s->f->listed, name);
        if (!listed) s->status = ak_fail_nomem(s->err);
        if (listed && listed->count > INITIALS_LEAST) ak_try_span(s, listed, name, from, to);
        if (s->status != AKA_OK) return;
    }
}

/* The word, with the initials around it that begin at `from` and end at `to`, as a family name.
 * Where they stand on both sides, those before it are somebody else's: "Ivanov A.B. Petrov C.D." */
static void try_word(ak_search *s, uint32_t word, uint32_t from, uint32_t to)
{
    const uint32_t count = ak_search_lexeme(s, word)->anchor_count;
    for (uint32_t i = 0; i < count && s->status == AKA_OK; i++) {
        const ak_related hit = ak_lexicon_hits(&s->f->lexicon, ak_search_lexeme(s, word))[i];
        if (hit.strength < CLOSE) continue;
        if (to > word + 1)
            try_people(s, hit.number, word, to);
        else
            try_people(s, hit.number, from, word + 1);
    }
}

void ak_try_initials(ak_search *s)
{
    if (!s->f->candidates.initials) return;
    for (uint32_t word = 0; word < s->run->count && s->status == AKA_OK; word++) {
        const ak_lexeme *l = ak_search_lexeme(s, word);
        if (!l->anchor_count || s->aside >> word & 1 || !ak_lexeme_is_capital(l)) continue;
        const uint32_t from = begin_before(s, word), to = end_behind(s, word);
        if (from < word || to > word + 1) try_word(s, word, from, to);
    }
}

/* ---- what is a mention ---- */

/* Whether the letters of two initials, which differ, come in the order of the listed parts. */
static bool are_in_order(const ak_case *c, const ak_pair *a, const ak_pair *b)
{
    const char *x = ak_term_plain(&c->asked->parts[a->asked_from].term).data;
    const char *y = ak_term_plain(&c->asked->parts[b->asked_from].term).data;
    return *x == *y || (a->asked_from < b->asked_from) == (a->listed_from < b->listed_from);
}

/* "N. A. Orlov" is not Natalia A. ORLOVA. */
static bool is_of_other_sex(const ak_case *c, const ak_pair *p)
{
    ak_slice x = ak_term_plain(&c->asked->parts[p->asked_from].term);
    ak_slice y = ak_term_plain(&c->listed->parts[p->listed_from].term);
    const ak_slice longer = x.len > y.len ? x : y, other = x.len > y.len ? y : x;
    return longer.len == other.len + 1 && longer.data[other.len] == 'a' &&
           ak_slice_starts(longer, other);
}

/* Whether the pair may be that of the family name. */
static bool is_family_name(const ak_case *c, const ak_pair *p)
{
    return p->kind != AK_RELATION_TYPO && p->kind != AK_RELATION_SOUND &&
           c->listed->parts[p->listed_from].weight >= AK_SCAN_RARE && !is_of_other_sex(c, p);
}

/* Whether the initial stands for a name, and no article or title. */
static bool is_for_name(const ak_case *c, const ak_pair *p)
{
    const unsigned role = c->listed->parts[p->listed_from].role;
    return role == AK_ROLE_NAME || role == AK_ROLE_PATRONYMIC;
}

bool ak_judge_initials(const ak_case *c, const ak_tally *n)
{
    const ak_pair *family = NULL, *first = NULL, *last = NULL;
    if (c->listed->kind != AK_KIND_PERSON || n->telling == 0 || n->given) return false;
    for (uint32_t i = 0; i < c->evidence->pair_count; i++) {
        const ak_pair *p = &c->evidence->pairs[i];
        if (p->kind != AK_RELATION_INITIAL) {
            if (family || !is_family_name(c, p)) return false;
            family = p;
            continue;
        }
        if (!is_for_name(c, p) || (last && !are_in_order(c, last, p))) return false;
        if (!first) first = p;
        last = p;
    }
    if (!family || first == last) return false;
    const bool before = first->listed_from < family->listed_from;
    return before == (last->listed_from < family->listed_from) &&
           ak_case_left_out(c) < AK_SCAN_TELLING && !c->evidence->asked_left;
}

/* ---- referring back ---- */

typedef struct letters {
    char text[LETTERS_MOST];
    size_t count;
} letters;

/* Adds those of words [from, to), which are initials: each in its first letter, or "V.V". */
static void add_letters(
    const ak_finder *f, const ak_run *run, uint32_t from, uint32_t to, letters *out)
{
    for (uint32_t i = from; i < to; i++) {
        const ak_slice text = ak_word_of(f, run, i)->text;
        const size_t n = run->tokens[i].end - run->tokens[i].begin > text.len ? text.len : 1;
        for (size_t k = 0; k < n && out->count < LETTERS_MOST; k++)
            out->text[out->count++] = text.data[k];
    }
}

/* In Latin letters: others begin with one letter or another ("Е.", Yevgeny). */
static bool is_latin_initials(const ak_finder *f, const ak_run *run, uint32_t word)
{
    const ak_lexeme *l = ak_word_of(f, run, word);
    return l->script == AK_SCRIPT_LATIN && is_initials(l);
}

/* Whether the initials that begin at the word end something else: "Ex-Cle C.A.", "Zephyr I". */
static bool end_another(const ak_finder *f, const ak_run *run, uint32_t word)
{
    if (word == 0 || run->tokens[word].gap > AK_GAP_DOT) return false;
    if (run->tokens[word - 1].flags & AK_TOKEN_INITIAL) return false; /* "Then K. L. Petro" */
    const ak_lexeme *before = ak_word_of(f, run, word - 1);
    return ak_lexeme_is_capital(before) && !(before->flags & (AK_LEXEME_GIVEN | AK_LEXEME_TITLE));
}

bool ak_initials_contradict(
    const ak_finder *f, const ak_run *run, uint32_t word, const ak_find *find)
{
    const ak_index *ix = f->lexicon.plan->index;
    const ak_token *t = run->tokens;
    letters own = {.count = 0}, behind = {.count = 0};
    uint32_t from = word, to = word + 1;
    while (from > 0 && t[from].gap == AK_GAP_DOT && is_latin_initials(f, run, from - 1)) from--;
    while (to < run->count && t[to].gap <= AK_GAP_DOT && is_latin_initials(f, run, to)) to++;
    if (!end_another(f, run, from)) add_letters(f, run, from, word, &own);
    add_letters(f, run, word + 1, to, &behind);
    if (own.count == 0 && behind.count >= INITIALS_LEAST) own = behind;
    return own.count && !ak_names_spell(ix, find, (ak_slice){own.text, 1}) &&
           !ak_names_spell(ix, find, (ak_slice){own.text, own.count});
}
