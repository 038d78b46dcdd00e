/* Short words in a table of their bytes, longer ones by way of strings. */
#include "scan/word_table.h"

#include <stdlib.h>

#define FEW_SLOTS 16384u /* to begin with */

aka_status ak_word_table_init(ak_word_table *t, aka_error *err)
{
    *t = (ak_word_table){.slot_count = FEW_SLOTS};
    t->slots = calloc(t->slot_count, sizeof *t->slots);
    return t->slots ? AKA_OK : ak_fail_nomem(err);
}

void ak_word_table_free(ak_word_table *t)
{
    free(t->slots);
    ak_intern_free(&t->others);
    ak_vec_free(&t->numbers);
    *t = (ak_word_table){0};
}

void ak_word_table_reset(ak_word_table *t)
{
    memset(t->slots, 0, t->slot_count * sizeof *t->slots);
    ak_intern_reset(&t->others);
    t->count = t->numbers.count = 0;
}

/* ---- short words ---- */

static bool is_short(ak_slice word)
{
    return word.len > 0 && word.len <= AK_WORD_SHORT;
}

static ak_short_word short_word(ak_slice word, bool plain)
{
    ak_short_word out = {.length = (uint32_t)word.len + (plain ? AK_WORD_PLAIN : 0)};
    const char *end = word.data + word.len;
    if (word.len >= 8) {
        memcpy(&out.front, word.data, 8);
        memcpy(&out.back, end - 8, 8);
    } else if (word.len >= 4) {
        memcpy(&out.front, word.data, 4);
        memcpy(&out.back, end - 4, 4);
    } else {
        out.front = (unsigned char)word.data[0] | (uint64_t)(unsigned char)end[-1] << 8;
        out.back = (unsigned char)word.data[word.len / 2];
    }
    return out;
}

static inline bool are_same(const ak_short_word *a, const ak_short_word *b)
{
    return a->length == b->length && a->front == b->front && a->back == b->back;
}

/* The halves of a product of both, as wyhash has it: no words of letters are made to collide by
 * some simple rule. */
static inline uint64_t hash_of(const ak_short_word *w)
{
    const uint64_t a = w->front ^ UINT64_C(0x9E3779B97F4A7C15);
    const uint64_t b = (w->back + w->length) ^ UINT64_C(0x243F6A8885A308D3);
    const __uint128_t product = (__uint128_t)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* The place of the word or, where it has none, the empty one for it. */
static ak_short_word *place_of(const ak_word_table *t, const ak_short_word *w)
{
    size_t at = hash_of(w) & (t->slot_count - 1);
    while (t->slots[at].length && !are_same(&t->slots[at], w)) at = (at + 1) & (t->slot_count - 1);
    return &t->slots[at];
}

static bool grow(ak_word_table *t)
{
    ak_word_table more = {.slot_count = t->slot_count * 2};
    more.slots = calloc(more.slot_count, sizeof *more.slots);
    if (!more.slots) return false;
    for (size_t i = 0; i < t->slot_count; i++)
        if (t->slots[i].length) *place_of(&more, &t->slots[i]) = t->slots[i];
    free(t->slots);
    t->slots = more.slots;
    t->slot_count = more.slot_count;
    return true;
}

static bool add_short(ak_word_table *t, const ak_short_word *w)
{
    if (t->count * 2 >= t->slot_count && !grow(t)) return false;
    *place_of(t, w) = *w;
    t->count++;
    return true;
}

/* ---- longer ones ---- */

/* The word as a string that is different where it is plain; `memory` has room for it. */
static ak_slice string_of(ak_slice word, bool plain, char memory[AK_WORD_PLAIN_LONGEST + 1])
{
    if (!plain) return word;
    memory[0] = '\n'; /* no word begins with that */
    if (word.len) memcpy(memory + 1, word.data, word.len);
    return (ak_slice){memory, word.len + 1};
}

/* Apart from short words, which take no memory for a string. */
__attribute__((noinline)) static bool find_other(
    const ak_word_table *t, ak_slice word, bool plain, uint32_t *number)
{
    char memory[AK_WORD_PLAIN_LONGEST + 1];
    uint32_t nth;
    if (!ak_intern_find(&t->others, string_of(word, plain, memory), &nth)) return false;
    *number = ((const uint32_t *)t->numbers.data)[nth];
    return true;
}

static bool add_other(ak_word_table *t, ak_slice word, bool plain, uint32_t number)
{
    char memory[AK_WORD_PLAIN_LONGEST + 1];
    uint32_t nth, *slot = ak_vec_push(&t->numbers, sizeof *slot);
    if (!slot) return false;
    *slot = number;
    if (ak_intern_add(&t->others, string_of(word, plain, memory), &nth)) return true;
    t->numbers.count--;
    return false;
}

/* ---- both ---- */

bool ak_word_table_find(const ak_word_table *t, ak_slice word, bool plain, uint32_t *number)
{
    if (!is_short(word)) return find_other(t, word, plain, number);
    const ak_short_word met = short_word(word, plain);
    const ak_short_word *known = place_of(t, &met);
    *number = known->number;
    return known->length > 0;
}

bool ak_word_table_add(ak_word_table *t, ak_slice word, bool plain, uint32_t number)
{
    if (!is_short(word)) return add_other(t, word, plain, number);
    ak_short_word met = short_word(word, plain);
    met.number = number;
    return add_short(t, &met);
}
