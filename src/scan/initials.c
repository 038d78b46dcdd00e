/* Initials before or behind a word that may be a family name, and the people whom it may be. */
#include "scan/initials.h"

#include "scan/around.h"
#include "scan/span.h"

#define INITIALS_LEAST 2 /* a family name and one letter are many people's */
#define INITIALS_MOST 3
#define CLOSE 900 /* strength of a word that is the family name: no slip of the pen */

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

/* The same of a word of the run. */
static unsigned count_at(const ak_search *s, uint32_t word)
{
    const ak_token *t = &s->run->tokens[word];
    if (!(ak_search_lexeme(s, word)->flags & AK_LEXEME_INITIALS)) return 0;
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

static bool is_found(const ak_search *s, uint32_t name)
{
    const ak_find *finds = s->f->finds.data;
    for (size_t i = 0; i < s->f->finds.count; i++)
        if (finds[i].name == name) return true;
    return false;
}

/* Compares words [from, to) with the people that the term is an anchor of. */
static void try_people(ak_search *s, uint32_t term, uint32_t from, uint32_t to)
{
    const ak_scan_plan *plan = s->f->lexicon.plan;
    for (uint32_t i = plan->first[term]; i < plan->first[term + 1]; i++) {
        const uint32_t name = plan->postings[i].name;
        if (s->ix->data.names[name].kind != AK_KIND_PERSON || is_found(s, name)) continue;
        const ak_name *listed = ak_listed_get(&s->f->listed, name);
        if (!listed) s->status = ak_fail_nomem(s->err);
        if (listed && listed->count > INITIALS_LEAST) ak_try_span(s, listed, name, from, to);
        if (s->status != AKA_OK) return;
    }
}

/* The word, with the initials around it that begin at `from` and end at `to`, as a family name. */
static void try_word(ak_search *s, uint32_t word, uint32_t from, uint32_t to)
{
    const uint32_t count = ak_search_lexeme(s, word)->anchor_count;
    for (uint32_t i = 0; i < count && s->status == AKA_OK; i++) {
        const ak_related hit = ak_lexicon_hits(&s->f->lexicon, ak_search_lexeme(s, word))[i];
        if (hit.strength < CLOSE) continue;
        if (from < word) try_people(s, hit.number, from, word + 1);
        if (to > word + 1 && s->status == AKA_OK) try_people(s, hit.number, word, to);
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
