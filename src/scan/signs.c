/* A sorted list by the first two signs, behind a table of bits that rules most places out. */
#include "scan/signs.h"

#include "base/hash.h"
#include "entity/schema.h"
#include "text/romanise.h"
#include "text/utf8.h"

#include <stdlib.h>

#define SIGN 3 /* bytes of a sign in UTF-8 */
#define BITS (1u << 16)
#define PERSON_LEAST 3 /* signs of a name that is looked for; shorter ones are in other words */
#define THING_LEAST 4
#define ENDING_LONGEST 2 /* syllables of a Korean particle behind a name */

typedef struct sign_name {
    uint32_t start; /* hash of the first two signs */
    uint32_t name;
} sign_name;

/* Kana, ideographs and Hangul syllables; no punctuation. */
static bool is_sign(const char *text)
{
    const unsigned char *c = (const unsigned char *)text;
    if (c[0] == 0xE3) return c[1] >= 0x81;
    return c[0] >= 0xE4 && c[0] <= 0xED;
}

static bool is_hangul(const char *text)
{
    unsigned char c = (unsigned char)text[0];
    return c >= 0xEA && c <= 0xED;
}

/* The one character that a sign and its variants stand for (韓 and 韩). */
static uint32_t plain_sign(const char *text)
{
    size_t pos = 0;
    return ak_han_plain(ak_utf8_next((ak_slice){text, SIGN}, &pos));
}

static uint32_t start_of(const char *text)
{
    const uint32_t two[] = {plain_sign(text), plain_sign(text + SIGN)};
    return (uint32_t)ak_hash((ak_slice){(const char *)two, sizeof two});
}

/* Whether the text begins with the signs of the name, or variants of them. */
static bool starts_with(ak_slice text, ak_slice name)
{
    if (text.len < name.len) return false;
    for (size_t i = 0; i < name.len; i += SIGN)
        if (!is_sign(text.data + i) || plain_sign(text.data + i) != plain_sign(name.data + i))
            return false;
    return true;
}

aka_status ak_sign_names_init(ak_sign_names *s, const ak_index *index, aka_error *err)
{
    *s = (ak_sign_names){.index = index, .bits = calloc(BITS / 64, sizeof *s->bits)};
    return s->bits ? AKA_OK : ak_fail_nomem(err);
}

void ak_sign_names_free(ak_sign_names *s)
{
    ak_vec_free(&s->names);
    free(s->bits);
    *s = (ak_sign_names){0};
}

static ak_slice text_of(const ak_sign_names *s, uint32_t name)
{
    return ak_slice_trim(ak_index_str(s->index, s->index->data.names[name].text));
}

bool ak_sign_names_add(ak_sign_names *s, uint32_t name)
{
    ak_slice text = text_of(s, name);
    bool person = s->index->data.names[name].kind == AK_KIND_PERSON;
    if (text.len < (person ? PERSON_LEAST : THING_LEAST) * (size_t)SIGN || text.len % SIGN)
        return true;
    for (size_t i = 0; i < text.len; i += SIGN)
        if (!is_sign(text.data + i)) return true;
    sign_name *slot = ak_vec_push(&s->names, sizeof *slot);
    if (!slot) return false;
    *slot = (sign_name){start_of(text.data), name};
    s->bits[slot->start % BITS / 64] |= UINT64_C(1) << slot->start % 64;
    return true;
}

static int by_start(const void *a, const void *b)
{
    const sign_name *x = a, *y = b;
    if (x->start != y->start) return x->start < y->start ? -1 : 1;
    return x->name < y->name ? -1 : x->name > y->name;
}

void ak_sign_names_sort(ak_sign_names *s)
{
    if (s->names.count) qsort(s->names.data, s->names.count, sizeof(sign_name), by_start);
}

/* The first name that begins so. */
static size_t find_start(const ak_sign_names *s, uint32_t start)
{
    const sign_name *names = s->names.data;
    size_t low = 0, high = s->names.count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (names[mid].start < start)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* Hangul is written with blanks between words: the name begins one, and a particle may follow. */
static bool may_stand(ak_slice word, size_t begin, size_t end)
{
    if (!is_hangul(word.data + begin)) return true;
    return begin == 0 && word.len - end <= ENDING_LONGEST * (size_t)SIGN;
}

bool ak_sign_names_next(const ak_sign_names *s, ak_slice word, size_t *at, size_t *nth,
    size_t *begin, size_t *end, uint32_t *name)
{
    const sign_name *names = s->names.data;
    for (; s->names.count && *at + 2 * (size_t)SIGN <= word.len; *nth = 0) {
        const char *here = word.data + *at;
        bool sign = is_sign(here);
        uint32_t start = sign ? start_of(here) : 0;
        bool any = sign && s->bits[start % BITS / 64] >> start % 64 & 1;
        for (size_t i = any ? find_start(s, start) + *nth : s->names.count;
             i < s->names.count && names[i].start == start; i++) {
            ++*nth;
            ak_slice text = text_of(s, names[i].name);
            if (!starts_with(ak_slice_sub(word, *at, word.len), text) ||
                !may_stand(word, *at, *at + text.len))
                continue;
            *begin = *at;
            *end = *at + text.len;
            *name = names[i].name;
            return true;
        }
        *at += sign ? SIGN : 1;
    }
    return false;
}
