/* What speaks for a word that many bear: the party named in full before, words of its names near
 * by, a vessel right beside; and what speaks against it: the same word in small letters. */
#include "scan/doubt.h"

#include "match/layout.h"
#include "names/dictionaries.h"
#include "scan/around.h"
#include "scan/dictionaries.h"
#include "scan/letters.h"
#include "scan/shorter.h"

#define WORDS_BESIDE 3 /* words between a ship's name and what says that it is one, and that */
#define NEAR 2000      /* bytes on each side in which words of its names speak for a party */
#define ENOUGH 2       /* of them: two words, or one that tells */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Of letters beyond ASCII as well. */
static bool is_letter(char c)
{
    return (lower(c) >= 'a' && lower(c) <= 'z') || (unsigned char)c >= 0x80;
}

static bool is_letter_or_digit(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9');
}

/* ---- in small letters ---- */

/* Bytes [at, end) are a word by themselves, but for a plural, and no part of an address. */
static bool is_word(ak_slice s, size_t at, size_t end)
{
    if (at > 0 && (is_letter_or_digit(s.data[at - 1]) || memchr("@._/-#&=", s.data[at - 1], 8)))
        return false;
    if (end < s.len && s.data[end] == 's') end++;
    if (end == s.len) return true;
    if (s.data[end] == '.') return end + 1 == s.len || !is_letter_or_digit(s.data[end + 1]);
    return !is_letter_or_digit(s.data[end]) && !memchr("@_/-=", s.data[end], 5);
}

bool ak_is_also_small(const ak_finder *f, ak_slice view, const ak_run *run, uint32_t word)
{
    const ak_token *t = &run->tokens[word];
    const ak_lexeme *l = ak_word_of(f, run, word);
    if (!(l->flags & (AK_LEXEME_ORDINARY | AK_LEXEME_ENGLISH)) || l->script != AK_SCRIPT_LATIN ||
        l->text.len < 2)
        return false;
    const size_t from = t->begin > AK_DOUBT_FAR ? t->begin - AK_DOUBT_FAR : 0;
    const ak_slice around = ak_slice_sub(view, from, t->end + AK_DOUBT_FAR);
    for (size_t at = 0; (at = ak_letters_find(around, at, l->text)) != SIZE_MAX; at++)
        if (is_word(around, at, at + l->text.len)) return true;
    return false;
}

/* ---- a vessel right beside ---- */

/* Whether byte i ends what a word says of the one beside it: a sign, or the end of a paragraph. */
static bool ends_clause(ak_slice s, size_t i)
{
    const char c = s.data[i];
    if (c == '\n')
        return (i > 0 && s.data[i - 1] == '\n') ||
               ak_slice_starts(ak_slice_sub(s, i + 1, s.len), AK_LIT("\n"));
    return c == '.' || c == '!' || c == '?' || c == ';' || c == '|' || c == '\0';
}

static bool is_naming(ak_slice word)
{
    static const char *const words[] = {"name", "named", "renamed", "called", "known"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ak_slice_eq_nocase(word, ak_slice_of(words[i]))) return true;
    return false;
}

/* Whether one of the words that end before byte `at`, few of them and in its clause, stands by
 * ships and aircraft: "the tanker, named Victory", "Vessel name: Victory"; not "a Viking ship, a
 * Dolphin". */
static bool is_behind_vessel(ak_slice view, size_t at)
{
    bool naming = false;
    for (unsigned words = 0; words < WORDS_BESIDE; words++) {
        for (; at > 0 && !is_letter(view.data[at - 1]); at--)
            if (ends_clause(view, at - 1) || (view.data[at - 1] == ',' && !naming)) return false;
        size_t begin = at;
        while (begin > 0 && is_letter(view.data[begin - 1])) begin--;
        const ak_slice word = ak_slice_sub(view, begin, at);
        if (word.len == 0) return false;
        if (ak_context_supports(word)) return true;
        naming = naming || is_naming(word);
        at = begin;
    }
    return false;
}

/* The same of those that begin behind it: "Victory, an Aframax tanker", "VICTORY (IMO 9123456)". */
static bool is_before_vessel(ak_slice view, size_t at)
{
    for (unsigned words = 0; words < WORDS_BESIDE; words++) {
        while (at < view.len && !is_letter(view.data[at]) && !ends_clause(view, at)) at++;
        size_t end = at;
        while (end < view.len && is_letter(view.data[end])) end++;
        if (end == at) return false;
        if (ak_context_supports(ak_slice_sub(view, at, end))) return true;
        at = end;
    }
    return false;
}

/* "The tanker Victory", "the tankers Victory, Pearl and Crystal". */
static bool is_by_vessel(const ak_finder *f, ak_slice view, const ak_run *run, const ak_find *find)
{
    const ak_token *last = &run->tokens[find->to - 1];
    if (!(last->flags & AK_TOKEN_OWNER) && is_before_vessel(view, last->end)) return true;
    uint32_t i = find->from;
    for (; i > 0; i--) {
        const ak_lexeme *l = ak_word_of(f, run, i - 1);
        if (l->flags & AK_LEXEME_OBJECT) return true;
        if (!ak_lexeme_is_capital(l) && !ak_lexeme_is_and(l)) break;
    }
    return is_behind_vessel(view, run->tokens[i].begin);
}

/* ---- words of its names ---- */

#define WORDS 64 /* of its names that are looked for */
#define FRONT 5  /* letters of a word that are compared: the rest may be bent */
#define SHORTEST 4

typedef struct name_words {
    uint64_t front[WORDS];
    uint8_t worth[WORDS];
    uint32_t count;
    uint64_t mask; /* of bits of all of them */
} name_words;

static uint64_t front_of(ak_slice word)
{
    uint64_t front = 0;
    for (size_t i = 0; i < word.len && i < FRONT; i++)
        front = front << 8 | (unsigned char)lower(word.data[i]);
    return front;
}

static uint64_t bit_of(uint64_t front)
{
    return UINT64_C(1) << (front * UINT64_C(0x9E3779B97F4A7C15) >> 58);
}

static void add_word(name_words *words, ak_slice text, bool telling)
{
    const uint64_t front = front_of(text);
    for (uint32_t i = 0; i < words->count; i++)
        if (words->front[i] == front) return;
    if (text.len < SHORTEST || words->count == WORDS) return;
    words->front[words->count] = front;
    words->worth[words->count++] = telling ? ENOUGH : 1;
    words->mask |= bit_of(front);
}

/* Of the party's names but the one found, which is only that word. */
static void gather_words(const ak_index *ix, const ak_find *find, ak_slice own, name_words *words)
{
    const ak_ix_entity *entity = &ix->data.entities[ix->data.names[find->name].entity];
    for (uint32_t n = entity->name_first; n < entity->name_first + entity->name_count; n++)
        for (uint32_t i = 0; i < ix->data.names[n].part_count; i++) {
            const ak_ix_part *p = &ix->data.parts[ix->data.names[n].part_first + i];
            const ak_slice text = ak_layout_term(ix, p->term).text;
            uint32_t count;
            if (p->role == AK_ROLE_LEGAL || p->role == AK_ROLE_FUNCTION ||
                p->role == AK_ROLE_PARTICLE || ak_slice_eq(text, own))
                continue;
            add_word(words, text,
                n == find->name || (p->role == AK_ROLE_NAME &&
                                       !ak_dict_find(&ak_dict_common_words, text, &count)));
        }
}

/* What the word is worth; each counts once. */
static unsigned worth_of(name_words *words, ak_slice word)
{
    const uint64_t front = front_of(word);
    if (word.len < SHORTEST || !(words->mask & bit_of(front))) return 0;
    for (uint32_t i = 0; i < words->count; i++) {
        if (words->front[i] != front) continue;
        const unsigned worth = words->worth[i];
        words->worth[i] = 0;
        return worth;
    }
    return 0;
}

/* Whether the text around the word, which is all the find has, says others of the party's names,
 * with capitals, as names do. */
static bool says_words(const ak_finder *f, ak_slice view, const ak_run *run, const ak_find *find)
{
    name_words words = {.count = 0};
    const ak_token *t = &run->tokens[find->from];
    gather_words(f->lexicon.plan->index, find, ak_word_of(f, run, find->from)->text, &words);
    const ak_slice around =
        ak_slice_sub(view, t->begin > NEAR ? t->begin - NEAR : 0, t->end + NEAR);
    unsigned said = 0;
    for (size_t at = 0, end; at < around.len && said < ENOUGH; at = end + 1) {
        for (end = at; end < around.len && is_letter(around.data[end]);) end++;
        const bool capital = end > at && lower(around.data[at]) != around.data[at];
        if (capital) said += worth_of(&words, ak_slice_sub(around, at, end));
    }
    return said >= ENOUGH;
}

/* ---- a legal form beside ---- */

/* Whether two words are legal forms of one kind: AO and JSC. */
static bool are_one_form(ak_slice a, ak_slice b)
{
    uint32_t m, n;
    const ak_dict_entry *x = ak_dict_find(&ak_dict_legal_forms, a, &m);
    const ak_dict_entry *y = ak_dict_find(&ak_dict_legal_forms, b, &n);
    for (uint32_t i = 0; x && y && i < m; i++)
        for (uint32_t k = 0; k < n; k++)
            if (x[i].class_id == y[k].class_id) return true;
    return false;
}

/* Whether the word is the legal form that the name found has, perhaps written another way. */
static bool is_its_form(const ak_finder *f, const ak_run *run, const ak_find *find, uint32_t word)
{
    const ak_index *ix = f->lexicon.plan->index;
    const ak_ix_name *n = &ix->data.names[find->name];
    const ak_lexeme *l = ak_word_of(f, run, word);
    for (uint32_t i = 0; i < n->part_count && ak_lexeme_is_capital(l); i++) {
        const ak_ix_part *p = &ix->data.parts[n->part_first + i];
        if (p->role == AK_ROLE_LEGAL && are_one_form(l->text, ak_layout_term(ix, p->term).text))
            return true;
    }
    return false;
}

/* "VAD, AO", "JSC VAD", "Advanced Systems, AO (ASA)". */
static bool is_by_its_form(const ak_finder *f, const ak_run *run, const ak_find *find)
{
    const uint32_t word = find->from;
    const ak_token *t = &run->tokens[word];
    if (word > 0 && (t->gap <= AK_GAP_COMMA || t->flags & AK_TOKEN_PAREN) &&
        is_its_form(f, run, find, word - 1))
        return true;
    return word + 1 < run->count && t[1].gap <= AK_GAP_COMMA && is_its_form(f, run, find, word + 1);
}

/* Whether no name of the party has a legal form: no firm, but an army, a party, an office. */
static bool is_no_firm(const ak_finder *f, const ak_find *find)
{
    const ak_index *ix = f->lexicon.plan->index;
    const ak_ix_entity *entity = &ix->data.entities[ix->data.names[find->name].entity];
    for (uint32_t n = entity->name_first; n < entity->name_first + entity->name_count; n++)
        for (uint32_t i = 0; i < ix->data.names[n].part_count; i++)
            if (ix->data.parts[ix->data.names[n].part_first + i].role == AK_ROLE_LEGAL)
                return false;
    return true;
}

/* ---- all of it ---- */

bool ak_doubted(
    const ak_earlier *e, const ak_finder *f, ak_slice view, const ak_run *run, const ak_find *find)
{
    const unsigned doubts = AK_FIND_COMMON | AK_FIND_SHARED | AK_FIND_BESIDE | AK_FIND_NAMED;
    if (!(find->why & doubts) || ak_earlier_knows(e, f, find)) return false;
    if (find->why & AK_FIND_COMPANY && is_by_vessel(f, view, run, find)) return false;
    if (find->why & (AK_FIND_BESIDE | AK_FIND_NAMED)) return true;
    if (find->why & AK_FIND_SHARED) {
        if (is_by_its_form(f, run, find) || says_words(f, view, run, find)) return false;
        if (!is_no_firm(f, find)) return true;
    }
    return ak_is_also_small(f, view, run, find->from);
}
