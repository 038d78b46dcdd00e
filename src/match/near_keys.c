/* Writing down keys near a key: those of one length together, so that they are hashed together. */
#include "match/near_keys.h"

#include "base/hash.h"
#include "names/transcribe.h"

enum {
    ROW = 16, /* texts are copied by so many bytes; most take no more */
    ROWS = 128,
    AT_A_PLACE = 12,                             /* no more keys differ at one place */
    TEXT_MAX = (AK_LOOSE_MAX + ROW) / ROW * ROW, /* one letter more than the longest key */
};

typedef struct key_list {
    char texts[ROWS * ROW]; /* keys of one length that wait for their codes … */
    size_t len, stride;
    char *end; /* … up to this */
    uint32_t *codes;
    size_t code_count;
} key_list;

static void hash_waiting(key_list *l)
{
    const size_t count = (size_t)(l->end - l->texts) / l->stride;
    ak_hash_each(l->texts, l->len, l->stride, count, l->codes + l->code_count);
    l->code_count += count;
    l->end = l->texts;
}

static void begin(key_list *l, uint32_t *codes)
{
    l->end = l->texts;
    l->len = 0;
    l->stride = ROW;
    l->codes = codes;
    l->code_count = 0;
}

static void begin_length(key_list *l, size_t len)
{
    hash_waiting(l);
    l->len = len;
    l->stride = len > ROW ? TEXT_MAX : ROW;
}

static size_t finish(key_list *l)
{
    hash_waiting(l);
    return l->code_count;
}

/* For all keys that differ at one place. */
static void make_room(key_list *l)
{
    const size_t room = (size_t)(l->texts + sizeof l->texts - l->end);
    if (room < AT_A_PLACE * l->stride) hash_waiting(l);
}

static inline void copy(char *text, const char like[TEXT_MAX], size_t stride)
{
    memcpy(text, like, ROW);
    if (stride > ROW) memcpy(text + ROW, like + ROW, TEXT_MAX - ROW);
}

/* A key like that one, to be changed; there is room. */
static inline char *add(key_list *l, const char like[TEXT_MAX])
{
    char *text = l->end;
    copy(text, like, l->stride);
    l->end += l->stride;
    return text;
}

/* The key with each of the letters but one at a place. */
static void add_letters(
    key_list *l, const char like[TEXT_MAX], size_t at, const char *letters, char but)
{
    const size_t stride = l->stride;
    char *text = l->end;
    for (const char *c = letters; *c; c++) {
        copy(text, like, stride);
        text[at] = *c;
        text += *c == but ? 0 : stride;
    }
    l->end = text;
}

static void add_swapped(key_list *l, const char like[TEXT_MAX], size_t at)
{
    char *text = add(l, like);
    text[at] = like[at + 1];
    text[at + 1] = like[at];
}

/* ---- consonant keys ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Letters that may stand at a place: the first two only in front. */
static const char *letters_at(size_t at)
{
    static const char all[] = AK_TERM_KEY_LETTERS;
    return at ? all + 2 : all;
}

/* A letter more. What could be added before or behind the same letter is added behind; before the
 * letter that stands only in front there is none. */
static void add_longer(key_list *l, ak_slice key, bool fronted)
{
    char like[TEXT_MAX] = {0};
    if (key.len == AK_TERM_MAX) return;
    begin_length(l, key.len + 1);
    memcpy(like + 1, key.data, key.len);
    for (size_t at = 0; at <= key.len; at++) {
        const char next = at < key.len ? key.data[at] : '\0';
        make_room(l);
        if (at || !fronted) add_letters(l, like, at, letters_at(at), next);
        like[at] = next;
    }
}

/* Another letter, or two in another order. Digits are in both keys, in one order. */
static void add_changed(key_list *l, const char like[TEXT_MAX], size_t len, bool fronted)
{
    for (size_t at = 0; at < len; at++) {
        const char c = like[at], next = at + 1 < len ? like[at + 1] : c;
        make_room(l);
        if (!is_digit(c)) add_letters(l, like, at, letters_at(at), c);
        if (c == next || (is_digit(c) && is_digit(next)) || (at == 0 && fronted)) continue;
        add_swapped(l, like, at);
    }
}

/* Numbers that differ in a digit or the order of two may be related by rules of their own. */
static void add_other_digits(key_list *l, const char like[TEXT_MAX], size_t len)
{
    for (size_t at = 0; at < len; at++) {
        make_room(l);
        add_letters(l, like, at, "0123456789", like[at]);
        if (at + 1 < len && like[at] != like[at + 1]) add_swapped(l, like, at);
    }
}

static void add_shorter(key_list *l, ak_slice key)
{
    char like[TEXT_MAX] = {0};
    begin_length(l, key.len - 1);
    memcpy(like, key.data + 1, key.len - 1);
    for (size_t at = 0; at < key.len; at++) {
        const bool doubled = at + 1 < key.len && key.data[at] == key.data[at + 1];
        make_room(l);
        if (!is_digit(key.data[at]) && !doubled) add(l, like);
        like[at] = key.data[at];
    }
}

size_t ak_near_keys(ak_slice key, uint32_t out[AK_NEAR_KEYS_MAX])
{
    key_list l;
    char like[TEXT_MAX] = {0};
    size_t digits = 0;
    begin(&l, out);
    if (key.len) memcpy(like, key.data, key.len);
    const bool fronted = like[0] == 'A' || like[0] == 'H';
    while (digits < key.len && is_digit(key.data[digits])) digits++;
    add_longer(&l, key, fronted);
    begin_length(&l, key.len);
    if (digits == key.len) add_other_digits(&l, like, key.len);
    add_changed(&l, like, key.len, fronted);
    if (key.len) add_shorter(&l, key);
    return finish(&l);
}

/* ---- loose keys: the place `at` of one is `mark` further on in its text ---- */

/* No key has a class twice in a row. */
static bool may_stand(ak_slice key, size_t before, size_t behind, char c)
{
    return (before == 0 || key.data[before - 1] != c) &&
           (behind == key.len || key.data[behind] != c);
}

static void add_longer_loose(key_list *l, ak_slice key, size_t mark, char like[TEXT_MAX])
{
    begin_length(l, mark + key.len + 1);
    if (key.len == AK_TERM_MAX) return;
    memmove(like + mark + 1, like + mark, key.len);
    for (size_t at = 0; at <= key.len; at++) {
        make_room(l);
        for (const char *c = AK_LOOSE_SLIPPING; *c; c++)
            if (may_stand(key, at, at, *c)) add(l, like)[mark + at] = *c;
        if (at < key.len) like[mark + at] = key.data[at];
    }
    like[mark + key.len] = '\0';
}

static void add_changed_loose(key_list *l, ak_slice key, size_t mark, const char like[TEXT_MAX])
{
    for (size_t at = 0; at < key.len; at++) {
        make_room(l);
        for (const char *c = ak_loose_confused_with(key.data[at]); *c; c++)
            if (may_stand(key, at, at + 1, *c)) add(l, like)[mark + at] = *c;
    }
}

static void add_shorter_loose(key_list *l, ak_slice key, size_t mark, char like[TEXT_MAX])
{
    begin_length(l, mark + key.len - 1);
    memmove(like + mark, like + mark + 1, key.len - 1);
    for (size_t at = 0; at < key.len; at++) {
        const bool doubled = at && at + 1 < key.len && key.data[at - 1] == key.data[at + 1];
        make_room(l);
        if (ak_loose_slips(key.data[at]) && !doubled) add(l, like);
        like[mark + at] = key.data[at];
    }
}

size_t ak_near_loose_keys(ak_slice key, bool marked, uint32_t out[AK_NEAR_KEYS_MAX])
{
    key_list l;
    char like[TEXT_MAX] = {AK_LOOSE_MARKED};
    begin(&l, out);
    if (key.len) memcpy(like + marked, key.data, key.len);
    begin_length(&l, marked + key.len);
    add(&l, like);
    if (key.len > 1) add_changed_loose(&l, key, marked, like);
    if (key.len > 1) add_longer_loose(&l, key, marked, like);
    if (key.len > 2) add_shorter_loose(&l, key, marked, like);
    return finish(&l);
}
