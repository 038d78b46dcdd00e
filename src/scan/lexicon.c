/* Looking a word up: dictionaries, the listed parts it is related to without a slip of the pen, and
 * on demand those it may be a misspelling of. */
#include "scan/lexicon.h"

#include "base/hash.h"
#include "match/expand_search.h"
#include "names/dictionaries.h"
#include "scan/dictionaries.h"
#include "scan/english.h"
#include "scan/folding.h"
#include "scan/inflect.h"
#include "scan/initials.h"
#include "scan/sounding.h"

#include <stdlib.h>

#define WORDS_MAX 400000u /* forgotten when there are more */

aka_status ak_lexicon_init(ak_lexicon *x, const ak_scan_plan *plan, aka_error *err)
{
    *x = (ak_lexicon){.plan = plan};
    ak_arena_init(&x->arena, 0);
    x->places = calloc(plan->index->data.terms_count + 1, sizeof *x->places);
    aka_status status = x->places ? ak_word_table_init(&x->table, err) : ak_fail_nomem(err);
    if (status == AKA_OK) status = ak_text_create(&x->words, err);
    if (status == AKA_OK) status = ak_expander_init(&x->expander, plan->index, err);
    if (status != AKA_OK) ak_lexicon_free(x);
    return status;
}

static void forget(ak_lexicon *x)
{
    ak_vec_free(&x->lexemes);
    ak_vec_free(&x->hits);
    ak_intern_free(&x->forms);
    ak_vec_free(&x->found);
    ak_arena_free(&x->arena);
    x->forms = (ak_intern){0};
    x->lexemes = x->hits = x->found = (ak_vec){0};
    ak_arena_init(&x->arena, 0);
}

void ak_lexicon_free(ak_lexicon *x)
{
    forget(x);
    ak_word_table_free(&x->table);
    ak_text_free(x->words);
    ak_expander_free(&x->expander);
    free(x->places);
    x->places = NULL;
    x->words = NULL;
}

void ak_lexicon_tidy(ak_lexicon *x)
{
    if (x->lexemes.count <= WORDS_MAX) return;
    forget(x);
    ak_word_table_reset(&x->table);
}

/* ---- dictionaries ---- */

static bool known(const ak_dict *dict, ak_slice form, uint64_t hash)
{
    uint32_t count;
    const ak_dict_entry *e = ak_dict_find_hashed(dict, form, hash, &count);
    for (uint32_t i = 0; i < count; i++)
        if (!e[i].weak) return true;
    return false;
}

/* Whether the ordinary word has no kind beside its language: data/common_words.txt. */
static bool is_running(ak_slice form, uint64_t hash)
{
    uint32_t count;
    const ak_dict_entry *e = ak_dict_find_hashed(&ak_dict_common_words, form, hash, &count);
    for (uint32_t i = 0; i < count; i++) {
        const ak_slice class = ak_dict_class(&ak_dict_common_words, e[i].class_id);
        if (!e[i].weak && !memchr(class.data, '-', class.len)) return true;
    }
    return false;
}

/* Whether a class of the generic words is that of "of", "and", "de". */
static bool is_function_class(uint32_t class_id)
{
    return ak_slice_is(ak_dict_class(&ak_dict_generic_words, class_id), "function");
}

static bool is_number(const ak_lexeme *l, uint64_t hash)
{
    uint32_t count;
    if (l->shape == AK_SHAPE_LOWER) return false;
    if (l->shape == AK_SHAPE_DIGITS || l->text.len == 1) return true;
    if (l->text.data[0] >= '0' && l->text.data[0] <= '9') return true;
    return ak_dict_find_hashed(&ak_dict_numbers, l->text, hash, &count) != NULL;
}

static uint32_t dictionary_flags(const ak_lexeme *lexeme)
{
    const ak_slice form = lexeme->text;
    static const struct {
        const ak_dict *dict;
        uint32_t flag;
    } dicts[] = {{&ak_dict_common_words, AK_LEXEME_ORDINARY}, {&ak_dict_places, AK_LEXEME_PLACE},
        {&ak_dict_given_names, AK_LEXEME_GIVEN}, {&ak_dict_family_names, AK_LEXEME_FAMILY},
        {&ak_dict_borrowed_names, AK_LEXEME_FAMILY}, {&ak_dict_generic_words, AK_LEXEME_GENERIC},
        {&ak_dict_legal_forms, AK_LEXEME_LEGAL}, {&ak_dict_titles, AK_LEXEME_TITLE},
        {&ak_dict_particles, AK_LEXEME_SMALL}, {&ak_dict_vessel_words, AK_LEXEME_OBJECT}};
    const uint64_t hash = ak_hash(form);
    uint32_t flags = is_number(lexeme, hash) ? AK_LEXEME_NUMBER : 0;
    for (size_t i = 0; i < sizeof dicts / sizeof *dicts; i++)
        if (known(dicts[i].dict, form, hash)) flags |= dicts[i].flag;
    if (flags & AK_LEXEME_ORDINARY && is_running(form, hash)) flags |= AK_LEXEME_RUNNING;
    uint32_t count;
    const ak_dict_entry *e = ak_dict_find_hashed(&ak_dict_generic_words, form, hash, &count);
    for (uint32_t i = 0; i < count; i++)
        if (is_function_class(e[i].class_id))
            flags |= AK_LEXEME_SMALL | (lexeme->shape == AK_SHAPE_LOWER ? AK_LEXEME_FUNCTION : 0);
    if (lexeme->script == AK_SCRIPT_LATIN && !(flags & (AK_LEXEME_GIVEN | AK_LEXEME_FAMILY)) &&
        ak_is_english(form))
        flags |= AK_LEXEME_ENGLISH;
    return flags;
}

/* ---- listed parts ---- */

/* NULL where it has none: the array may have no memory yet. */
static ak_related *hits_of(ak_lexicon *x, const ak_lexeme *lexeme)
{
    return lexeme->hit_count ? (ak_related *)x->hits.data + lexeme->hit_first : NULL;
}

static bool add_hit(ak_lexicon *x, ak_lexeme *lexeme, uint32_t term, uint16_t strength)
{
    ak_related *hits = x->hits.data;
    uint32_t *place = &x->places[term];
    if (*place - lexeme->hit_first < lexeme->hit_count && hits[*place].number == term) {
        if (strength > hits[*place].strength) hits[*place].strength = strength;
        return true;
    }
    *place = (uint32_t)x->hits.count;
    ak_related *slot = ak_vec_push(&x->hits, sizeof *slot);
    if (!slot) return false;
    *slot = (ak_related){.number = term, .strength = strength};
    lexeme->hit_count++;
    return true;
}

/* Puts the anchors among the hits in front, once all are there. */
static void sort_hits(ak_lexicon *x, ak_lexeme *lexeme)
{
    ak_related *hits = hits_of(x, lexeme);
    uint32_t anchors = 0;
    for (uint32_t i = 0; i < lexeme->hit_count; i++) {
        if (!ak_scan_is_anchor(x->plan, hits[i].number)) continue;
        const ak_related anchor = hits[i];
        hits[i] = hits[anchors];
        hits[anchors++] = anchor;
    }
    lexeme->anchor_count = anchors;
    if (anchors) lexeme->flags |= AK_LEXEME_ANCHOR;
}

/* Adds the term where the word is related to it as part of the name of a thing of that kind. What
 * only stands for parts run together is not looked for. */
static bool try_term(ak_lexicon *x, ak_lexeme *lexeme, const ak_unit *unit, uint32_t number,
    ak_kind kind, ak_measured known)
{
    const ak_index *ix = x->plan->index;
    const ak_term term = ak_layout_term(ix, number);
    ak_relation r = ak_relate_measured(&unit->term, &term, kind, known);
    return r.kind == AK_RELATION_NONE || add_hit(x, lexeme, number, r.strength);
}

/* Whose names the dictionary of a class is about. */
static ak_kind kind_of_class(uint32_t class_id)
{
    uint32_t dict = ak_class_dict(class_id);
    bool thing = dict == AK_CLASS_GENERIC || dict == AK_CLASS_PLACE || dict == AK_CLASS_LEGAL ||
                 dict == AK_CLASS_LEGAL_FAMILY;
    return thing ? AK_KIND_ORG : AK_KIND_PERSON;
}

/* Terms of a class stand far from each other: fetches one that comes soon, and what belongs to one
 * that has been fetched. */
static void fetch_term_ahead(const ak_index_data *data, uint64_t at)
{
    enum { AHEAD = 4 };
    if (at + 2 * AHEAD >= data->class_terms_count) return;
    const ak_ix_term *soon = &data->terms[data->class_terms[at + AHEAD].value];
    __builtin_prefetch(&data->terms[data->class_terms[at + 2 * AHEAD].value]);
    __builtin_prefetch(data->strings.data + soon->text_off);
    __builtin_prefetch(data->term_classes + soon->class_first);
}

static bool by_class(ak_lexicon *x, ak_lexeme *lexeme, const ak_unit *unit)
{
    const ak_index_data *data = &x->plan->index->data;
    for (uint32_t i = 0; i < unit->term.class_count; i++) {
        uint32_t key = unit->term.classes[i] >> 2;
        if (lexeme->flags & AK_LEXEME_FUNCTION &&
            ak_class_dict(unit->term.classes[i]) == AK_CLASS_GENERIC &&
            is_function_class((unit->term.classes[i] & 0xFFFFFF) >> 2))
            continue; /* AK_LEXEME_FUNCTION */
        ak_kind kind = kind_of_class(unit->term.classes[i]);
        uint64_t low = 0, high = data->class_terms_count;
        while (low < high) {
            uint64_t mid = low + (high - low) / 2;
            if (data->class_terms[mid].key < key)
                low = mid + 1;
            else
                high = mid;
        }
        for (; low < data->class_terms_count && data->class_terms[low].key == key; low++) {
            fetch_term_ahead(data, low);
            if (!try_term(x, lexeme, unit, data->class_terms[low].value, kind, AK_NOTHING_MEASURED))
                return false;
        }
    }
    return true;
}

#define FORM_LONGEST 64 /* bytes of a folded word whose hits are kept for other words */

/* Words of the same consonants. What only dictionaries relate has been found, and by spelling the
 * parts of a thing's name are never closer than those of a person's. */
static bool by_sound(ak_lexicon *x, ak_lexeme *lexeme, const ak_unit *unit)
{
    const ak_index *ix = x->plan->index;
    const ak_ix_range range =
        ak_index_find_key(&x->expander.parts, ak_layout_key_code(unit->term.key));
    ak_sounding s;
    if (range.first == range.end) return true;
    ak_sounding_begin(&s, ix, &unit->term, x->expander.hearings);
    for (uint32_t i = range.first; i < range.end; i++) {
        const ak_ix_sound *sound = &ix->data.part_sounds[i];
        ak_measured known;
        if (ak_sounding_measure(&s, sound, &known) &&
            !try_term(x, lexeme, unit, sound->term, AK_KIND_PERSON, known))
            return false;
    }
    return true;
}

static bool make_unit(ak_lexicon *x, const ak_lexeme *lexeme, ak_unit *unit)
{
    char text[AK_TERM_MAX];
    size_t mark = lexeme->script != AK_SCRIPT_LATIN && lexeme->text.len > 1, n = lexeme->text.len;
    if (n > AK_TERM_MAX - mark) n = AK_TERM_MAX - mark;
    text[0] = AK_TERM_MARK(lexeme->script);
    memcpy(text + mark, lexeme->text.data, n);
    *unit = (ak_unit){.from = 0, .to = 1, .type = AK_UNIT_PART};
    return ak_term_make(&x->arena, (ak_slice){text, n + mark}, &unit->term);
}

#define NOT_LISTED UINT32_MAX

/* The first of terms [*at, end) by their sounds that has the letters of the word, but perhaps for
 * those behind AK_IX_HEAD; *at is behind it. */
static uint32_t next_of_letters(const ak_lexicon *x, ak_slice plain, uint32_t *at, uint32_t end)
{
    const ak_ix_sound *sounds = x->plan->index->data.part_sounds;
    char head[AK_IX_HEAD] = {0};
    memcpy(head, plain.data, plain.len < AK_IX_HEAD ? plain.len : AK_IX_HEAD);
    while (*at < end) {
        const ak_ix_sound *sound = &sounds[(*at)++];
        if (sound->outline.length == plain.len && memcmp(sound->head, head, AK_IX_HEAD) == 0)
            return sound->term;
    }
    return NOT_LISTED;
}

/* The listed part of that text, which is the word's or has its letters: one of those with its
 * consonants, which stand together and will be wanted again. */
static uint32_t term_of(const ak_lexicon *x, const ak_unit *unit, ak_slice text)
{
    const ak_slice plain = ak_text_plain(text);
    ak_ix_range range = ak_index_find_key(&x->expander.parts, ak_layout_key_code(unit->term.key));
    uint32_t term = NOT_LISTED;
    do term = next_of_letters(x, plain, &range.first, range.end);
    while (term != NOT_LISTED && !ak_slice_eq(ak_layout_term(x->plan->index, term).text, text));
    return term;
}

/* The listed part that is spelled like the word, in its script. */
static uint32_t listed_term(const ak_lexicon *x, const ak_unit *unit)
{
    return term_of(x, unit, unit->term.text);
}

/* Words of the same letters in any script. */
static bool by_letters(ak_lexicon *x, ak_lexeme *lexeme, const ak_unit *unit)
{
    const ak_slice plain = ak_term_plain(&unit->term);
    ak_ix_range range = ak_index_find_key(&x->expander.parts, ak_layout_key_code(unit->term.key));
    for (uint32_t term; (term = next_of_letters(x, plain, &range.first, range.end)) != NOT_LISTED;)
        if (!try_term(x, lexeme, unit, term, AK_KIND_PERSON, AK_NOTHING_MEASURED)) return false;
    return true;
}

/* Whether the word, whose listed_term is `own`, is a part of a listed name in its script or in
 * Latin letters. */
static bool is_listed(const ak_lexicon *x, const ak_unit *unit, uint32_t own)
{
    const ak_script script = ak_text_script(unit->term.text);
    return own != NOT_LISTED || (script != AK_SCRIPT_LATIN && !ak_script_is_abjad(script) &&
                                    term_of(x, unit, ak_term_plain(&unit->term)) != NOT_LISTED);
}

/* Short words meet by chance, and ordinary ones are what they are. */
#define SOUND_LEAST 4

/* own: the unit's listed_term. plain: only what is said to the letter counts. */
static bool look_for_hits(
    ak_lexicon *x, ak_lexeme *lexeme, const ak_unit *unit, uint32_t own, bool plain)
{
    lexeme->hit_first = (uint32_t)x->hits.count;
    lexeme->hit_count = 0;
    if (own != NOT_LISTED && !add_hit(x, lexeme, own, 1000)) return false;
    if (!by_class(x, lexeme, unit)) return false;
    const bool known = lexeme->flags & (AK_LEXEME_ORDINARY | AK_LEXEME_GENERIC | AK_LEXEME_PLACE);
    if (!known && lexeme->text.len >= SOUND_LEAST &&
        !(plain ? by_letters : by_sound)(x, lexeme, unit))
        return false;
    sort_hits(x, lexeme);
    return true;
}

/* The hits of a word, which are those of any other with its letters: BANK, Bank. */
typedef struct hit_range {
    uint32_t first, count, anchors;
} hit_range;

#define SCRIPTS 32
_Static_assert(AK_SCRIPT_OTHER < SCRIPTS, "as many kinds of words as a byte tells apart");

static bool find_hits(
    ak_lexicon *x, ak_lexeme *lexeme, const ak_unit *unit, uint32_t own, bool plain)
{
    const bool function = lexeme->flags & AK_LEXEME_FUNCTION;
    char key[FORM_LONGEST + 1] = {(char)(lexeme->script + SCRIPTS * (function + 2 * plain))};
    const ak_slice text = lexeme->text, form = {key, text.len + 1};
    uint32_t number;
    if (text.len > FORM_LONGEST) return look_for_hits(x, lexeme, unit, own, plain);
    memcpy(key + 1, text.data, text.len);
    const uint64_t hash = ak_hash(form);
    if (ak_intern_find_hashed(&x->forms, form, hash, &number)) {
        const hit_range *known = (const hit_range *)x->found.data + number;
        lexeme->hit_first = known->first;
        lexeme->hit_count = known->count;
        lexeme->anchor_count = known->anchors;
        if (known->anchors) lexeme->flags |= AK_LEXEME_ANCHOR;
        return true;
    }
    if (!look_for_hits(x, lexeme, unit, own, plain)) return false;
    hit_range *found = ak_vec_push(&x->found, sizeof *found);
    if (!found) return false;
    *found = (hit_range){lexeme->hit_first, lexeme->hit_count, lexeme->anchor_count};
    if (ak_intern_add_new(&x->forms, form, hash, &number)) return true;
    x->found.count--;
    return false;
}

/* ---- a new word ---- */

/* A word that nothing listed is related to may be an inflected form of one that something is. */
static aka_status uninflect(ak_lexicon *x, ak_slice source, ak_lexeme *lexeme, aka_error *err)
{
    for (size_t i = 0;; i++) {
        ak_slice base;
        ak_lexeme bare = {0};
        char buffer[AK_INFLECT_MAX];
        if (!ak_inflect_base(source, (ak_script)lexeme->script, i, buffer, &base)) return AKA_OK;
        aka_status status = ak_fold(x, base, &bare, err);
        if (status != AKA_OK) return status;
        ak_unit unit;
        if (bare.text.len < 4) continue;
        if (!make_unit(x, &bare, &unit)) return ak_fail_nomem(err);
        if (unit.term.class_count == 0 && !is_listed(x, &unit, listed_term(x, &unit))) continue;
        if (!ak_arena_dup(&x->arena, base, &lexeme->base)) return ak_fail_nomem(err);
        lexeme->text = bare.text;
        if (lexeme->shape == AK_SHAPE_LOWER) lexeme->shape = bare.shape; /* "d'Oleg" */
        return AKA_OK;
    }
}

static bool has_signs(const ak_lexicon *x, ak_slice word)
{
    size_t at = 0, nth = 0, begin, end;
    uint32_t name;
    return ak_sign_names_next(&x->plan->signs, word, &at, &nth, &begin, &end, &name);
}

/* Whether it ends or begins as an inflected form may. */
static bool may_be_bent(ak_slice source, const ak_lexeme *lexeme)
{
    char buffer[AK_INFLECT_MAX];
    ak_slice base;
    return ak_inflect_base(source, (ak_script)lexeme->script, 0, buffer, &base);
}

/* Small letters that are no part of a name until ak_lexicon_look. */
static bool is_passed(const ak_lexeme *lexeme)
{
    return lexeme->shape == AK_SHAPE_LOWER &&
           !(lexeme->flags & (AK_LEXEME_SMALL | AK_LEXEME_GENERIC));
}

static aka_status learn(ak_lexicon *x, ak_slice word, bool plain, ak_lexeme *lexeme, aka_error *err)
{
    ak_slice kept;
    if (!ak_keep_seen(&x->arena, word, &kept)) return ak_fail_nomem(err);
    *lexeme = (ak_lexeme){.base = kept};
    aka_status status = ak_fold(x, kept, lexeme, err);
    if (status != AKA_OK || lexeme->text.len == 0) return status;
    lexeme->flags = dictionary_flags(lexeme);
    const bool bends = may_be_bent(kept, lexeme);
    if (!bends && !plain && is_passed(lexeme)) return AKA_OK;
    ak_unit unit;
    if (!make_unit(x, lexeme, &unit)) return ak_fail_nomem(err);
    uint32_t own = listed_term(x, &unit);
    if (bends && unit.term.class_count == 0 &&
        !(lexeme->flags & (AK_LEXEME_ORDINARY | AK_LEXEME_ENGLISH)) && !is_listed(x, &unit, own)) {
        status = uninflect(x, kept, lexeme, err);
        if (status != AKA_OK) return status;
        if (!ak_slice_eq(lexeme->base, kept)) {
            lexeme->flags = dictionary_flags(lexeme) | AK_LEXEME_BENT;
            if (!make_unit(x, lexeme, &unit)) return ak_fail_nomem(err);
            own = listed_term(x, &unit);
            if (ak_inflect_has_and(kept, lexeme->base)) lexeme->flags |= AK_LEXEME_AND;
        }
    }
    if (plain && lexeme->shape == AK_SHAPE_LOWER &&
        !(lexeme->flags & (AK_LEXEME_SMALL | AK_LEXEME_RUNNING)))
        lexeme->shape = AK_SHAPE_CAPITAL;
    if (is_passed(lexeme)) return AKA_OK;
    lexeme->flags |= AK_LEXEME_LOOKED;
    if ((lexeme->shape == AK_SHAPE_CAPITAL || lexeme->shape == AK_SHAPE_CAPITALS) &&
        ak_count_initials(kept))
        lexeme->flags |= AK_LEXEME_INITIALS;
    plain = plain && lexeme->shape != AK_SHAPE_CASELESS;
    if (!find_hits(x, lexeme, &unit, own, plain)) return ak_fail_nomem(err);
    if (has_signs(x, kept)) lexeme->flags |= AK_LEXEME_SIGNS | AK_LEXEME_ANCHOR;
    return AKA_OK;
}

/* Learns a word that has no number yet. */
static aka_status add(ak_lexicon *x, ak_slice word, bool plain, uint32_t *number, aka_error *err)
{
    ak_lexeme lexeme;
    aka_status status = learn(x, word, plain, &lexeme, err);
    if (status != AKA_OK) return status;
    lexeme.sum = ak_scan_sum_of(lexeme.text);
    *number = (uint32_t)x->lexemes.count;
    ak_lexeme *slot = ak_vec_push(&x->lexemes, sizeof *slot);
    if (!slot) return ak_fail_nomem(err);
    *slot = lexeme;
    if (ak_word_table_add(&x->table, word, plain, *number)) return AKA_OK;
    x->lexemes.count--;
    return ak_fail_nomem(err);
}

aka_status ak_lexicon_add(ak_lexicon *x, ak_slice word, uint32_t *number, aka_error *err)
{
    if (ak_word_table_find(&x->table, word, false, number)) return AKA_OK;
    return add(x, word, false, number, err);
}

aka_status ak_lexicon_add_plain(ak_lexicon *x, ak_slice word, uint32_t *number, aka_error *err)
{
    const bool plain = word.len <= AK_WORD_PLAIN_LONGEST;
    if (ak_word_table_find(&x->table, word, plain, number)) return AKA_OK;
    return add(x, word, plain, number, err);
}

aka_status ak_lexicon_look(ak_lexicon *x, uint32_t number, aka_error *err)
{
    ak_lexeme *lexeme = (ak_lexeme *)x->lexemes.data + number;
    ak_unit unit;
    if (lexeme->flags & AK_LEXEME_LOOKED || lexeme->text.len == 0) return AKA_OK;
    lexeme->flags |= AK_LEXEME_LOOKED;
    if (!make_unit(x, lexeme, &unit) || !find_hits(x, lexeme, &unit, listed_term(x, &unit), false))
        return ak_fail_nomem(err);
    return AKA_OK;
}

aka_status ak_lexicon_spell(ak_lexicon *x, uint32_t number, aka_error *err)
{
    ak_lexeme *lexeme = (ak_lexeme *)x->lexemes.data + number;
    ak_unit unit;
    if (lexeme->flags & AK_LEXEME_SPELLED) return AKA_OK;
    lexeme->flags |= AK_LEXEME_SPELLED;
    if (ak_script_is_signs((ak_script)lexeme->script)) return AKA_OK;
    if (!make_unit(x, lexeme, &unit)) return ak_fail_nomem(err);
    /* The hits move to the end, so that more can follow. */
    uint32_t old_first = lexeme->hit_first, old_count = lexeme->hit_count;
    lexeme->hit_first = (uint32_t)x->hits.count;
    lexeme->hit_count = 0;
    for (uint32_t i = 0; i < old_count; i++) {
        ak_related old = ((const ak_related *)x->hits.data)[old_first + i];
        if (!add_hit(x, lexeme, old.number, old.strength)) return ak_fail_nomem(err);
    }
    if (!by_class(x, lexeme, &unit)) return ak_fail_nomem(err);
    const ak_related *related;
    size_t count;
    if (!ak_expand_terms(&x->expander, &unit, AK_KIND_PERSON, &related, &count))
        return ak_fail_nomem(err);
    for (size_t i = 0; i < count; i++)
        if (!add_hit(x, lexeme, related[i].number, related[i].strength)) return ak_fail_nomem(err);
    sort_hits(x, lexeme);
    return AKA_OK;
}
