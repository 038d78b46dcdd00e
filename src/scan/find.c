/* Candidates by anchors and by the weight that a run covers, and which words of the run may be the
 * name; these are compared (span.c). */
#include "scan/span.h"

#include "base/hash.h"
#include "names/dictionaries.h"
#include "scan/around.h"
#include "scan/initials.h"
#include "scan/judge.h"

#define LEGAL_WORDS 8 /* of the longest legal form looked for */
#define LEGAL_UNKNOWN 255
#define COMPOUND_WORDS 5

aka_status ak_finder_init(ak_finder *f, const ak_scan_plan *plan, aka_error *err)
{
    *f = (ak_finder){0};
    ak_aligner_init(&f->aligner);
    aka_status status = ak_lexicon_init(&f->lexicon, plan, err);
    if (status == AKA_OK) status = ak_phrases_init(&f->phrases, &f->lexicon, err);
    if (status == AKA_OK) status = ak_listed_init(&f->listed, plan->index, err);
    if (status == AKA_OK) status = ak_compared_init(&f->compared, err);
    if (status == AKA_OK) status = ak_candidates_init(&f->candidates, plan->index, err);
    if (status == AKA_OK) status = ak_recall_init(&f->recall, err);
    if (status != AKA_OK) ak_finder_free(f);
    return status;
}

void ak_finder_free(ak_finder *f)
{
    ak_lexicon_free(&f->lexicon);
    ak_aligner_free(&f->aligner);
    ak_vec_free(&f->finds);
    ak_vec_free(&f->compounds);
    ak_candidates_free(&f->candidates);
    ak_phrases_free(&f->phrases);
    ak_listed_free(&f->listed);
    ak_compared_free(&f->compared);
    ak_recall_free(&f->recall);
    *f = (ak_finder){0};
}

/* ---- which words may stand for which terms ---- */

static uint64_t word_bit(uint32_t i)
{
    return UINT64_C(1) << i;
}

/* Whether nothing but a blank, hyphen or dot, "&" or "'s", is between word i and the one before. */
static bool goes_on(const ak_search *s, uint32_t i)
{
    const ak_token *t = &s->run->tokens[i];
    if (t->gap <= AK_GAP_DOT) return true;
    if (t->gap > AK_GAP_COMMA) return false;
    ak_slice gap = ak_slice_sub(s->view, t[-1].end, t->begin);
    if (t[-1].flags & AK_TOKEN_OWNER) return !memchr(gap.data, ',', gap.len);
    return ak_slice_is(ak_slice_trim(gap), "&");
}

/* Words [from, to), run together as they are, are a part of a listed name; "'s" is of the last one
 * where it is an owner's. */
static void note_compound(ak_search *s, uint32_t from, uint32_t to, bool owner)
{
    char text[AK_TERM_MAX];
    size_t len = 0;
    uint32_t term;
    for (uint32_t i = from; i < to; i++) {
        ak_slice w = ak_search_lexeme(s, i)->text;
        memcpy(text + len, w.data, w.len);
        len += w.len;
        if (s->run->tokens[i].flags & AK_TOKEN_OWNER && (i + 1 < to || owner)) text[len++] = 's';
    }
    if (!ak_index_find_term(s->ix, (ak_slice){text, len}, &term)) return;
    uint32_t *slot = ak_vec_push(&s->f->compounds, sizeof *slot);
    if (slot) *slot = term;
    if (!slot || !ak_candidates_note(&s->f->candidates, term, from, to))
        s->status = ak_fail_nomem(s->err);
}

/* Words from i on that are one part of a listed name: "Red Sea", "van der Bilt", "People's". */
static void note_compounds(ak_search *s, uint32_t i)
{
    const ak_scan_plan *plan = s->f->lexicon.plan;
    const ak_scan_sum owners = ak_scan_sum_of(AK_LIT("s"));
    ak_scan_sum sum = AK_SCAN_SUM_NONE;
    size_t len = 0;
    for (uint32_t k = i; k < s->run->count && k < i + COMPOUND_WORDS; k++) {
        const ak_lexeme *l = ak_search_lexeme(s, k);
        if (len + l->text.len >= AK_TERM_MAX || (k > i && !goes_on(s, k))) return;
        len += l->text.len;
        sum = ak_scan_sum_add(sum, l->sum);
        if (k > i && ak_scan_may_be_compound(plan, sum)) note_compound(s, i, k + 1, false);
        if (!(s->run->tokens[k].flags & AK_TOKEN_OWNER)) continue;
        len++;
        sum = ak_scan_sum_add(sum, owners);
        if (ak_scan_may_be_compound(plan, sum)) note_compound(s, i, k + 1, true);
    }
}

/* Whether word i says so little of a name that with a misspelled one beside it there is no mention:
 * a small word, a letter or a digit. */
static bool says_little(const ak_search *s, uint32_t i)
{
    const ak_lexeme *l = ak_search_lexeme(s, i);
    if (l->text.len == 1) return true;
    return l->flags & AK_LEXEME_SMALL &&
           (l->shape == AK_SHAPE_LOWER || s->run->tokens[i].flags & AK_TOKEN_INITIAL);
}

/* Whether the word is part of a listed name, as it stands or as what it is misspelled for here.
 * What it was in another text is no matter. */
static bool is_listed(const ak_search *s, uint32_t i)
{
    const ak_lexeme *l = ak_search_lexeme(s, i);
    return l->hit_count && (!(l->flags & AK_LEXEME_SPELLED) || s->spelled & word_bit(i));
}

/* Whether the next word before or behind word i, but for what says little, is listed. */
static bool is_beside_listed(const ak_search *s, uint32_t i)
{
    uint32_t before = i, behind = i + 1;
    while (before > 0 && says_little(s, before - 1)) before--;
    while (behind < s->run->count && says_little(s, behind)) behind++;
    return (before > 0 && is_listed(s, before - 1)) ||
           (behind < s->run->count && is_listed(s, behind));
}

/* What a dictionary knows is what it is. */
#define KNOWN_WORD                                                                                 \
    ((unsigned)(AK_LEXEME_ORDINARY | AK_LEXEME_ENGLISH | AK_LEXEME_GIVEN | AK_LEXEME_FAMILY |      \
                AK_LEXEME_PLACE))

/* Whether word i is of small letters, of which only what is said to the letter is a mention. */
static bool is_plain(const ak_search *s, uint32_t i)
{
    return s->run->tokens[i].flags & AK_TOKEN_PLAIN &&
           ak_search_lexeme(s, i)->shape != AK_SHAPE_CASELESS;
}

/* A long word in capitals beside one that is part of a listed name may be misspelled. */
static void spell_strangers(ak_search *s)
{
    for (uint32_t i = 0; i < s->run->count && s->status == AKA_OK; i++) {
        const ak_lexeme *l = ak_search_lexeme(s, i);
        const bool known = l->flags & AK_LEXEME_SPELLED ? false : l->hit_count > 0;
        if (known || l->text.len < 5 || l->shape == AK_SHAPE_DIGITS || l->flags & KNOWN_WORD ||
            is_plain(s, i))
            continue;
        if (is_beside_listed(s, i)) {
            s->status = ak_lexicon_spell(&s->f->lexicon, s->run->tokens[i].lexeme, s->err);
            s->spelled |= word_bit(i);
        } else {
            s->aside |= word_bit(i);
        }
    }
}

/* ---- which words could be the name ---- */

static double bound(const ak_search *s, uint32_t from, uint32_t to)
{
    return ak_candidate_bound(&s->f->candidates, ak_word_bits(from, to));
}

/* All words that may be parts of the name; legal forms only beside one that is more. */
static uint64_t words_in_name(const ak_search *s)
{
    uint64_t legal, words = ak_candidate_words(&s->f->candidates, &legal);
    const ak_token *tokens = s->run->tokens;
    const uint32_t last = s->run->count - 1;
    for (uint32_t i = 1; i <= last && legal; i++) /* "RT-Inform OOO", "Inform Co. SARL" */
        if (tokens[i].gap <= AK_GAP_DOT && words >> (i - 1) & 1) words |= legal & word_bit(i);
    for (uint32_t i = last; i > 0 && legal; i--) /* "K D Rubber" */
        if (tokens[i].gap <= AK_GAP_HYPHEN && words >> i & 1) words |= legal & word_bit(i - 1);
    return words;
}

/* Looks for the longest legal form that begins with word i; its words, 0 for none. */
static uint32_t find_legal_form(const ak_search *s, uint32_t i)
{
    char form[64];
    size_t len = 0;
    uint32_t longest = 0, count;
    const ak_lexeme *first = ak_search_lexeme(s, i);
    size_t most = ak_dict_longest(&ak_dict_legal_forms, ak_hash(first->text));
    if (most == 0 && !(first->flags & AK_LEXEME_LEGAL)) return 0;
    for (uint32_t k = i; k < s->run->count && k < i + LEGAL_WORDS && (k == i || k < i + most);
         k++) {
        ak_slice w = ak_search_lexeme(s, k)->text;
        if (len + w.len + 1 > sizeof form || (k > i && s->run->tokens[k].gap > AK_GAP_DOT)) break;
        if (k > i) form[len++] = ' ';
        memcpy(form + len, w.data, w.len);
        len += w.len;
        const ak_dict_entry *e = ak_dict_find(&ak_dict_legal_forms, (ak_slice){form, len}, &count);
        if (e && !e->weak) longest = k + 1 - i;
    }
    return longest;
}

/* Words [i, i + the result) are a legal form; 0: none begins there. */
static uint32_t legal_form_at(const ak_search *s, uint32_t i)
{
    uint8_t *known = &s->f->legal_forms[i];
    if (*known == LEGAL_UNKNOWN) *known = (uint8_t)find_legal_form(s, i);
    return *known;
}

/* Whether words between two parts of a name may be there: small ones, initials, titles, legal
 * forms, and one other. */
static bool bridges(const ak_search *s, uint32_t from, uint32_t to)
{
    unsigned strangers = 0;
    for (uint32_t i = from; i < to; i++) {
        const ak_lexeme *l = ak_search_lexeme(s, i);
        bool light = l->shape == AK_SHAPE_LOWER || l->text.len == 1 || l->flags & AK_LEXEME_TITLE;
        uint32_t legal = light ? 0 : legal_form_at(s, i);
        if (legal > 1) i += legal - 1;
        if (!light && !legal && ++strangers > 1) return false;
    }
    return true;
}

/* Takes the legal forms that begin in or behind words [*from, *to), or stand before them, in. */
static void add_legal_forms(const ak_search *s, uint32_t *from, uint32_t *to)
{
    for (uint32_t i = *from + 1; i <= *to && i < s->run->count; i++) {
        bool bracket = s->run->tokens[i].flags & AK_TOKEN_PAREN ||
                       s->run->tokens[i - 1].flags & AK_TOKEN_PAREN;
        if (s->run->tokens[i].gap > (bracket ? AK_GAP_QUOTE : AK_GAP_COMMA)) continue;
        uint32_t n = legal_form_at(s, i);
        if (i + n > *to) *to = i + n;
    }
    for (uint32_t back = LEGAL_WORDS; back > 0; back--) {
        if (back > *from || legal_form_at(s, *from - back) < back) continue;
        if (s->run->tokens[*from].gap > AK_GAP_DOT) return;
        *from -= back;
        return;
    }
}

/* ---- which of them are compared ---- */

/* Whether a comma, bracket or quotation mark, or "and", sets word `at` apart from the one before.
 */
static bool is_cut(const ak_search *s, uint32_t at)
{
    if (at >= s->run->count || s->run->tokens[at].gap >= AK_GAP_COMMA) return true;
    const ak_lexeme *l = ak_search_lexeme(s, at);
    return ak_lexeme_is_and(l) || l->flags & AK_LEXEME_AND;
}

/* Whether a piece that began at `piece` ends before word `at` of [.., to): there is a cut, or the
 * word comes again more often than the name has it. */
static bool piece_ends(const ak_search *s, uint32_t piece, uint32_t at, uint32_t to)
{
    if (at == to || is_cut(s, at)) return true;
    const ak_lexeme *l = ak_search_lexeme(s, at);
    uint32_t before = 0;
    if (l->flags & (AK_LEXEME_SMALL | AK_LEXEME_LEGAL)) return false;
    for (uint32_t i = piece; i < at; i++)
        before += ak_slice_eq(ak_search_lexeme(s, i)->text, l->text);
    return before && before >= ak_candidate_uses(&s->f->candidates, at);
}

/* The best score of the pieces of [from, to); 0: there are none. A word that only comes again
 * ("Houka Houka") makes no piece where that could not be a mention. */
static double best_piece(const ak_search *s, uint32_t from, uint32_t to)
{
    double best = 0;
    for (uint32_t piece = from, i = from + 1; i <= to; i++) {
        if (!piece_ends(s, piece, i, to)) continue;
        uint64_t words = ak_word_bits(piece, i);
        bool cut = (piece > from && is_cut(s, piece)) || (i < to && is_cut(s, i));
        double b = cut                      ? ak_candidate_score(&s->f->candidates, words)
                   : piece > from || i < to ? ak_candidate_bound(&s->f->candidates, words)
                                            : 0;
        if (b > best) best = b;
        piece = i;
    }
    return best;
}

/* Whether the word is a number, and nothing but a blank or hyphen between it and the other one. */
static bool is_number_beside(const ak_search *s, uint32_t word, uint32_t other)
{
    return word < s->run->count && other < s->run->count &&
           s->run->tokens[word > other ? word : other].gap <= AK_GAP_HYPHEN &&
           ak_search_lexeme(s, word)->flags & AK_LEXEME_NUMBER;
}

/* Whether words [from, to) may be one person: with one comma at most, behind which no owner stands
 * ("Rosario Murillo, Ortega's wife"), and without "and". */
static bool may_be_one(const ak_search *s, uint32_t from, uint32_t to)
{
    uint32_t commas = 0;
    for (uint32_t i = from + 1; i < to; i++) {
        if (ak_slice_is(ak_search_lexeme(s, i)->text, "and") ||
            ak_search_lexeme(s, i)->flags & AK_LEXEME_AND)
            return false;
        bool comma = s->run->tokens[i].gap == AK_GAP_COMMA && !goes_on(s, i);
        if (comma && s->run->tokens[i].flags & AK_TOKEN_OWNER) return false;
        commas += comma;
    }
    return commas < 2;
}

/* Compares words [from, to), with the legal forms around them if that is a mention, else without.
 */
static bool try_words(
    ak_search *s, const ak_name *listed, uint32_t name, uint32_t from, uint32_t to)
{
    while (from + 1 < to && ak_is_sentence_word(ak_search_lexeme(s, from))) from++;
    while (from + 1 < to && ak_is_sentence_word(ak_search_lexeme(s, to - 1))) to--;
    uint32_t wide_from = from, wide_to = to;
    bool person = listed->kind == AK_KIND_PERSON;
    if (person && !may_be_one(s, from, to)) return false;
    if (!person && is_number_beside(s, to, to - 1)) wide_to++;
    if (!person && from > 0 && is_number_beside(s, from - 1, from)) wide_from--;
    if (listed->kind == AK_KIND_ORG) add_legal_forms(s, &wide_from, &wide_to);
    if (wide_to == wide_from + 1 &&
        !ak_judge_may_single(ak_search_lexeme(s, from), listed->kind, listed->count == 1))
        return false;
    if (ak_try_span(s, listed, name, wide_from, wide_to) || s->status != AKA_OK) return true;
    bool wider = wide_from != from || wide_to != to;
    return wider && ak_try_span(s, listed, name, from, to);
}

static const ak_find *last_find(const ak_search *s)
{
    return (const ak_find *)s->f->finds.data + s->f->finds.count - 1;
}

/* Words [from, to), of which some were found to be the name, but for something that is in the
 * others: where all of them are just that ("Inter Aliment SAL (Off-Shore)"). */
static void try_to_the_letter(
    ak_search *s, const ak_name *listed, uint32_t name, uint32_t from, uint32_t to)
{
    const size_t count = s->f->finds.count;
    if (try_words(s, listed, name, from, to) && s->status == AKA_OK && last_find(s)->score < 1)
        s->f->finds.count = count;
}

static void try_pieces(
    ak_search *s, const ak_name *listed, uint32_t name, uint32_t from, uint32_t to)
{
    for (uint32_t piece = from, i = from + 1; i <= to && s->status == AKA_OK; i++) {
        if (!piece_ends(s, piece, i, to)) continue;
        bool part = piece > from || i < to;
        if (part && bound(s, piece, i) >= s->threshold) try_words(s, listed, name, piece, i);
        piece = i;
    }
}

/* Cuts within words [from, to); a comma parts more than "and" does. */
static uint32_t count_cuts(const ak_search *s, uint32_t from, uint32_t to)
{
    uint32_t cuts = 0;
    for (uint32_t i = from + 1; i < to; i++) {
        bool comma = s->run->tokens[i].gap >= AK_GAP_COMMA;
        if (is_cut(s, i) && !(comma && goes_on(s, i))) cuts += comma ? 2 : 1;
    }
    return cuts;
}

/* Of words [*from, *to), those with the fewest cuts, and of them the fewest, that say as much of
 * the name as all: where names that share words stand in a row, one of them ("… for Exchange and
 * Transfers and Al-Rawda Exchange and Money Transfers"). False where all are needed. *fewer: they
 * have fewer cuts. */
static bool narrow(const ak_search *s, double whole, uint32_t *from, uint32_t *to, bool *fewer)
{
    uint32_t best_from = *from, best_to = *to;
    uint32_t cuts = count_cuts(s, *from, *to), fewest = cuts;
    for (uint32_t first = *from, end = *from + 1; first < *to; first++) {
        double said = 0;
        while (end <= first || ((said = bound(s, first, end)) < whole && end < *to)) end++;
        if (said < whole) break;
        uint32_t n = count_cuts(s, first, end);
        if (n > fewest || (n == fewest && end - first >= best_to - best_from)) continue;
        best_from = first;
        best_to = end;
        fewest = n;
    }
    /* "Al-Nujaym": what a hyphen binds goes with it. */
    while (best_from > *from && s->run->tokens[best_from].gap == AK_GAP_HYPHEN) best_from--;
    *fewer = fewest < cuts;
    bool narrower = best_to - best_from < *to - *from;
    *from = best_from;
    *to = best_to;
    return narrower;
}

/* Words [from, to), which may be the name: as a whole, else without what a comma, bracket or
 * quotation mark sets apart. Fewer words go first only where they have fewer cuts. True where one
 * was found. */
static bool try_whole(
    ak_search *s, const ak_name *listed, uint32_t name, uint32_t from, uint32_t to)
{
    double whole = bound(s, from, to);
    if (whole < s->threshold) return false;
    if (to - from == 1) return try_words(s, listed, name, from, to);
    if (whole > best_piece(s, from, to)) {
        const bool cut = count_cuts(s, from, to) > 0;
        uint32_t first = from, end = to;
        bool fewer = false;
        bool narrower = cut && narrow(s, whole, &first, &end, &fewer);
        if (narrower && fewer && try_words(s, listed, name, first, end)) {
            if (last_find(s)->score < 1) try_to_the_letter(s, listed, name, from, to);
            return true;
        }
        if (s->status == AKA_OK && try_words(s, listed, name, from, to)) return true;
        if (!cut) narrower = narrow(s, whole, &first, &end, &fewer);
        if (s->status == AKA_OK && narrower && !fewer && try_words(s, listed, name, first, end))
            return true;
    }
    if (s->status == AKA_OK) try_pieces(s, listed, name, from, to);
    return false;
}

/* The same, and then the words before and behind what was found: the name may come again. */
static void try_cluster(
    ak_search *s, const ak_name *listed, uint32_t name, uint32_t from, uint32_t to)
{
    while (from < to && try_whole(s, listed, name, from, to) && s->status == AKA_OK) {
        const ak_find *found = last_find(s);
        uint32_t first = found->from, end = found->to;
        if (first > from) try_whole(s, listed, name, from, first < to ? first : to);
        if (s->status != AKA_OK) return;
        from = end > from ? end : to;
    }
}

/* Looks for the name among those words of the run that may be parts of it. */
static void try_name(ak_search *s, uint32_t name)
{
    const ak_name *listed = ak_listed_get(&s->f->listed, name);
    if (!listed) {
        s->status = ak_fail_nomem(s->err);
        return;
    }
    uint64_t words = words_in_name(s);
    for (uint32_t i = 0; i < s->run->count && s->status == AKA_OK;) {
        if (!(words >> i & 1)) {
            i++;
            continue;
        }
        uint32_t end = i + 1;
        for (uint32_t k = end; k < s->run->count; k++) {
            if (!(words >> k & 1)) continue;
            if (!bridges(s, end, k)) break;
            end = k + 1;
        }
        try_cluster(s, listed, name, i, end);
        i = end;
    }
}

/* Finds out which names the words may be: those of their anchors, and of the compounds. */
static void gather_names(ak_search *s)
{
    const ak_scan_plan *plan = s->f->lexicon.plan;
    const ak_vec *compounds = &s->f->compounds;
    ak_candidates *c = &s->f->candidates;
    bool ok = true;
    for (uint32_t word = 0; word < s->run->count && ok; word++) {
        const ak_lexeme *l = ak_search_lexeme(s, word);
        const uint32_t count = s->aside & word_bit(word) ? 0 : l->anchor_count;
        ok = ak_candidates_gather(c, plan, ak_lexicon_hits(&s->f->lexicon, l), count);
    }
    for (size_t i = 0; i < compounds->count && ok; i++)
        ok = ak_candidates_gather_joined(c, plan, ((const uint32_t *)compounds->data)[i]);
    if (!ok) s->status = ak_fail_nomem(s->err);
}

static void try_names(ak_search *s)
{
    enum { AHEAD = 4 };
    ak_candidates *c = &s->f->candidates;
    const uint32_t *names = c->names.data;
    const size_t count = c->names.count;
    for (size_t i = 0; i < AHEAD && i < count; i++) ak_candidate_fetch(c, names[i]);
    for (size_t i = 0; i < count && s->status == AKA_OK; i++) {
        if (i + AHEAD < count) ak_candidate_fetch(c, names[i + AHEAD]);
        ak_candidate_look(c, names[i]);
        if (bound(s, 0, s->run->count) >= s->threshold) try_name(s, names[i]);
    }
}

/* Finds names within a word of signs, to the letter. */
static void find_signs(ak_search *s, uint32_t word)
{
    const ak_token *t = &s->run->tokens[word];
    ak_slice text = ak_slice_sub(s->view, t->begin, t->end);
    size_t at = 0, nth = 0, begin, end;
    uint32_t name;
    while (ak_sign_names_next(&s->f->lexicon.plan->signs, text, &at, &nth, &begin, &end, &name)) {
        ak_find *find = ak_vec_push(&s->f->finds, sizeof *find);
        if (!find) {
            s->status = ak_fail_nomem(s->err);
            return;
        }
        *find = (ak_find){.begin = t->begin + (uint32_t)begin,
            .end = t->begin + (uint32_t)end,
            .name = name,
            .from = word,
            .to = word + 1,
            .score = 1,
            .agreement = 1,
            .text = ak_slice_sub(text, begin, end),
            .why = AK_FIND_CASELESS,
            .paired = 1};
    }
}

static void find_all(ak_search *s)
{
    ak_finder *f = s->f;
    f->compounds.count = 0;
    if (ak_phrases_tidy(&f->phrases)) {
        ak_compared_forget(&f->compared);
        ak_aligner_ask(&f->aligner, NULL);
    }
    ak_listed_tidy(&f->listed);
    memset(f->legal_forms, LEGAL_UNKNOWN, sizeof f->legal_forms);
    spell_strangers(s);
    if (s->status == AKA_OK)
        s->status = ak_candidates_start(&f->candidates, &f->lexicon, s->run, s->aside, s->err);
    for (uint32_t i = 0; i < s->run->count && s->status == AKA_OK; i++) note_compounds(s, i);
    if (s->status == AKA_OK) gather_names(s);
    if (s->status == AKA_OK) try_names(s);
    if (s->status == AKA_OK) ak_try_initials(s);
    for (uint32_t i = 0; i < s->run->count && s->status == AKA_OK; i++)
        if (ak_search_lexeme(s, i)->flags & AK_LEXEME_SIGNS) find_signs(s, i);
}

aka_status ak_find_in_run(
    ak_finder *f, ak_slice view, const ak_run *run, double threshold, aka_error *err)
{
    ak_search s = {
        f, f->lexicon.plan->index, view, run, threshold, err, AKA_OK, {.begin = 0}, 0, 0};
    f->finds.count = 0;
    if (run->count == 0) return AKA_OK;
    ak_context_start(&s.context, view, run);
    uint64_t key = ak_recall_key(view, run, &s.context, threshold);
    if (!ak_recall_find(&f->recall, key, run, &s.context, &f->finds)) {
        find_all(&s);
        if (s.status == AKA_OK && !ak_recall_keep(&f->recall, key, run, &s.context, &f->finds))
            s.status = ak_fail_nomem(err);
    }
    return s.status;
}
