/* A table by hash, one phrase a slot. */
#include "scan/phrase.h"

#include "base/hash.h"

#include <stdlib.h>

#define SLOTS (1u << 14)
#define BYTES_MAX (16u << 20)

struct ak_phrase_slot {
    uint64_t key;
    const ak_phrase *phrase; /* NULL: an empty slot */
};

aka_status ak_phrases_init(ak_phrases *p, ak_lexicon *lexicon, aka_error *err)
{
    *p = (ak_phrases){.lexicon = lexicon, .slots = calloc(SLOTS, sizeof *p->slots)};
    ak_arena_init(&p->arena, 0);
    return p->slots ? ak_terms_init(&p->terms, err) : ak_fail_nomem(err);
}

void ak_phrases_free(ak_phrases *p)
{
    free(p->slots);
    ak_terms_free(&p->terms);
    ak_arena_free(&p->arena);
    *p = (ak_phrases){0};
}

bool ak_phrases_tidy(ak_phrases *p)
{
    if (p->arena.used < BYTES_MAX) return false;
    memset(p->slots, 0, SLOTS * sizeof *p->slots);
    ak_terms_forget(&p->terms);
    ak_arena_reset(&p->arena);
    return true;
}

/* What is to be made a phrase. */
typedef struct source {
    const ak_lexicon *lexicon;
    ak_slice view;
    const ak_token *tokens;
    uint32_t count;
} source;

static ak_slice written(const source *s)
{
    return ak_slice_sub(s->view, s->tokens[0].begin, s->tokens[s->count - 1].end);
}

static const ak_lexeme *lexeme(const source *s, uint32_t i)
{
    return ak_lexicon_get(s->lexicon, s->tokens[i].lexeme);
}

/* Of the letters, where they are parted, and the kind. */
static uint64_t key_of(const source *s, ak_kind kind)
{
    uint64_t parted = (uint64_t)kind;
    for (uint32_t i = 0; i < s->count; i++)
        parted = parted * 0x9E3779B97F4A7C15u + (s->tokens[i].begin - s->tokens[0].begin);
    return ak_hash_seed(written(s), parted);
}

/* What is between the word and the one before it. */
static ak_slice gap_before(const source *s, uint32_t i)
{
    return ak_slice_sub(s->view, s->tokens[i - 1].end, s->tokens[i].begin);
}

/* Of longer words only the beginning is compared and of longer gaps what parts the words, so that
 * what stands between them (tags of a page, blanks) never makes a name too long to be one. */
#define WORD_MAX 192
#define GAP_MAX 32

static bool has(ak_slice s, char c)
{
    return s.len && memchr(s.data, c, s.len);
}

/* Words are passed over in it: a nickname. More than the letter of "'s". */
static bool has_words(ak_slice gap)
{
    unsigned letters = 0;
    for (size_t i = 0; i < gap.len; i++) {
        const unsigned char c = (unsigned char)gap.data[i];
        letters += (unsigned char)((c | 0x20) - 'a') < 26 || (c >= 0xC3 && c <= 0xDF);
    }
    return letters > 1;
}

static ak_slice short_gap(ak_slice gap)
{
    if (gap.len == 0 || has_words(gap)) return AK_LIT(" "); /* "#GustavoPetro" */
    if (gap.len <= GAP_MAX) return gap;
    if (has(gap, ',')) return AK_LIT(", ");
    return has(gap, '-') && !has(gap, ' ') ? AK_LIT("-") : AK_LIT(" ");
}

static ak_slice short_word(ak_slice s)
{
    size_t most = WORD_MAX;
    if (s.len <= most) return s;
    while (most > 0 && ((unsigned char)s.data[most] & 0xC0) == 0x80) most--;
    return ak_slice_sub(s, 0, most);
}

/* Whether the words as compared are not just those of the text. */
static bool is_other(const source *s, bool *bent)
{
    bool other = false;
    *bent = false;
    for (uint32_t i = 0; i < s->count; i++) {
        const ak_token *t = &s->tokens[i];
        const ak_slice gap = i ? gap_before(s, i) : AK_LIT(" ");
        if (t->end - t->begin > WORD_MAX || gap.len > GAP_MAX || gap.len == 0 || has_words(gap))
            other = true;
        if (lexeme(s, i)->flags & AK_LEXEME_BENT) *bent = true;
        if (!ak_slice_eq(lexeme(s, i)->base, ak_slice_sub(s->view, t->begin, t->end))) other = true;
    }
    return other;
}

/* The text with every word in its base form. */
static bool compose(ak_arena *arena, const source *s, uint32_t *starts, ak_slice *out)
{
    size_t len = 0, cap = written(s).len + 16;
    for (uint32_t i = 0; i < s->count; i++) cap += lexeme(s, i)->base.len;
    char *text = ak_arena_alloc(arena, cap);
    if (!text) return false;
    for (uint32_t i = 0; i < s->count; i++) {
        if (i > 0) {
            ak_slice gap = short_gap(gap_before(s, i));
            memcpy(text + len, gap.data, gap.len);
            len += gap.len;
        }
        ak_slice base = short_word(lexeme(s, i)->base);
        starts[i] = (uint32_t)len;
        memcpy(text + len, base.data, base.len);
        len += base.len;
    }
    *out = (ak_slice){text, len};
    return true;
}

/* The text that is analysed, and where each word begins in it. */
static bool take_text(
    ak_arena *arena, const source *s, ak_phrase *phrase, uint32_t *starts, ak_slice *out)
{
    if (!ak_arena_dup(arena, written(s), &phrase->written)) return false;
    if (is_other(s, &phrase->bent)) return compose(arena, s, starts, out);
    for (uint32_t i = 0; i < s->count; i++) starts[i] = s->tokens[i].begin - s->tokens[0].begin;
    *out = phrase->written;
    return true;
}

/* Which of the words has that byte. */
static uint8_t word_at(const uint32_t *starts, uint32_t count, uint32_t byte)
{
    uint32_t i = 0;
    while (i + 1 < count && starts[i + 1] <= byte) i++;
    return (uint8_t)i;
}

static bool take_words(ak_arena *arena, const source *s, const uint32_t *starts, ak_phrase *phrase)
{
    const ak_name *name = &phrase->name;
    ak_word_span *words = ak_arena_alloc(arena, name->count * sizeof *words);
    for (uint32_t i = 0; words && i < name->count; i++) {
        const uint32_t end = name->parts[i].end;
        words[i] = (ak_word_span){word_at(starts, s->count, name->parts[i].begin),
            word_at(starts, s->count, end ? end - 1 : 0)};
    }
    phrase->words = words;
    return words != NULL;
}

static aka_status make(
    ak_phrases *p, const source *s, ak_kind kind, ak_phrase *phrase, aka_error *err)
{
    ak_slice text;
    uint32_t starts[AK_RUN_MAX];
    ak_name *name = &phrase->name;
    if (!take_text(&p->arena, s, phrase, starts, &text)) return ak_fail_nomem(err);
    aka_status status = ak_name_analyse_bare(p->lexicon->words, text, kind, &p->arena, name, err);
    if (status != AKA_OK) return status;
    uint32_t *terms = ak_arena_array(&p->arena, name->count, sizeof *terms);
    if (!terms || !ak_terms_complete(&p->terms, name, terms) ||
        !take_words(&p->arena, s, starts, phrase))
        return ak_fail_nomem(err);
    phrase->terms = terms;
    phrase->units.arena = &p->arena;
    name->kept = &phrase->units;
    return AKA_OK;
}

aka_status ak_phrase_get(ak_phrases *p, ak_slice view, const ak_run *run, uint32_t from,
    uint32_t to, ak_kind kind, const ak_phrase **out, aka_error *err)
{
    const source s = {p->lexicon, view, run->tokens + from, to - from};
    uint64_t key = key_of(&s, kind);
    struct ak_phrase_slot *slot = &p->slots[key % SLOTS];
    if (!slot->phrase || slot->key != key || !ak_slice_eq(slot->phrase->written, written(&s))) {
        ak_phrase *phrase = ak_arena_array(&p->arena, 1, sizeof *phrase);
        aka_status status = phrase ? make(p, &s, kind, phrase, err) : ak_fail_nomem(err);
        if (status != AKA_OK) return status;
        *slot = (struct ak_phrase_slot){key, phrase};
    }
    *out = slot->phrase;
    return AKA_OK;
}
