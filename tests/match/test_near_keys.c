/* Retrieval looks under the keys that are written down, scoring asks what is near: they must be the
 * same, for keys of the lengths at which they are hashed in other ways. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/near_keys.h"
#include "names/transcribe.h"

#include <stdlib.h>

enum { LONGEST = 24 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_doubled(ak_slice key)
{
    for (size_t i = 1; i < key.len; i++)
        if (key.data[i] == key.data[i - 1]) return true;
    return false;
}

static bool is_fronted(ak_slice key)
{
    for (size_t i = 1; i < key.len; i++)
        if (key.data[i] == 'A' || key.data[i] == 'H') return true;
    return false;
}

static size_t random_key(const char *letters, char out[LONGEST])
{
    const size_t n = (size_t)rand() % (rand() % 4 ? 7 : 20), count = strlen(letters);
    for (size_t i = 0; i < n; i++) out[i] = letters[(size_t)rand() % count];
    return n;
}

/* One slip, or none. */
static size_t slip(const char *letters, char key[LONGEST], size_t n)
{
    const size_t at = n ? (size_t)rand() % n : 0;
    const char c = letters[(size_t)rand() % strlen(letters)], was = key[at];
    switch (rand() % 5) {
    case 0:
        if (n) memmove(key + at, key + at + 1, n - at - 1);
        return n - (n > 0);
    case 1:
        memmove(key + at + 1, key + at, n - at);
        key[at] = c;
        return n + 1;
    case 2:
        if (n) key[at] = c;
        return n;
    case 3:
        if (at + 1 < n) key[at] = key[at + 1], key[at + 1] = was;
        return n;
    default:
        return n;
    }
}

static bool has(const uint32_t *codes, size_t count, ak_slice key)
{
    for (size_t i = 0; i < count; i++)
        if (codes[i] == ak_layout_key_code(key)) return true;
    return false;
}

/* A key and another one of those letters, near it or not. */
static void make_pair(
    int round, const char *letters, char a[LONGEST], char b[LONGEST], size_t *n, size_t *m)
{
    *n = *m = random_key(letters, a);
    memcpy(b, a, LONGEST);
    *m = round & 1 ? slip(letters, b, *n) : random_key(letters, b);
}

/* Digits are the same ones in both, but for two numbers, of which one may be another. */
static bool digits_allow(ak_slice a, ak_slice b)
{
    size_t x = 0, y = 0, all = 0;
    for (size_t i = 0; i < a.len; i++) all += is_digit(a.data[i]);
    for (size_t i = 0; i < b.len; i++) all += is_digit(b.data[i]);
    if (all == a.len + b.len && a.len == b.len) return true;
    for (;; x++, y++) {
        while (x < a.len && !is_digit(a.data[x])) x++;
        while (y < b.len && !is_digit(b.data[y])) y++;
        if (x == a.len || y == b.len) return x == a.len && y == b.len;
        if (a.data[x] != b.data[y]) return false;
    }
}

static void test_near_keys(void **state)
{
    (void)state;
    srand(12);
    int near = 0, apart = 0;
    for (int round = 0; round < 60000; round++) {
        const char *letters = round % 3 ? AK_TERM_KEY_LETTERS : round % 2 ? "0123" : "01AHKLM";
        char a[LONGEST] = "", b[LONGEST] = "";
        uint32_t codes[AK_NEAR_KEYS_MAX];
        ak_slice x = {a, 0}, y = {b, 0};
        make_pair(round, letters, a, b, &x.len, &y.len);
        if (is_fronted(x) || is_fronted(y)) continue;
        const bool found = has(codes, ak_near_keys(x, codes), y);
        const bool expected = ak_keys_near(x, y) && !ak_slice_eq(x, y) && digits_allow(x, y);
        if (found != expected) fail_msg("%.*s and %.*s: %d", AK_ARG(x), AK_ARG(y), found);
        *(found ? &near : &apart) += 1;
    }
    assert_true(near > 8000 && apart > 8000);
}

static void test_near_loose_keys(void **state)
{
    (void)state;
    srand(11);
    int near = 0, apart = 0;
    for (int round = 0; round < 90000; round++) {
        char a[LONGEST] = "", marked[LONGEST + 1] = {AK_LOOSE_MARKED}, *b = marked + 1;
        uint32_t codes[AK_NEAR_KEYS_MAX];
        ak_slice x = {a, 0}, y = {b, 0};
        make_pair(round, "KLMNPST", a, b, &x.len, &y.len);
        if (is_doubled(x) || is_doubled(y)) continue; /* no key has a class twice in a row */
        const bool near_plain = has(codes, ak_near_loose_keys(x, false, codes), y);
        const bool near_marked =
            has(codes, ak_near_loose_keys(x, true, codes), (ak_slice){marked, y.len + 1});
        if (near_plain != ak_loose_near(x, y) || near_marked != near_plain)
            fail_msg("%.*s and %.*s: %d, %d", AK_ARG(x), AK_ARG(y), near_plain, near_marked);
        *(near_plain ? &near : &apart) += 1;
    }
    assert_true(near > 8000 && apart > 8000);
}

/* The longest keys have codes for all that are near them, and none twice. */
static void test_longest(void **state)
{
    (void)state;
    char key[AK_TERM_MAX];
    static uint32_t codes[AK_NEAR_KEYS_MAX];
    for (size_t i = 0; i < sizeof key; i++) key[i] = "KL"[i & 1];
    for (size_t len = 0; len <= sizeof key; len++) {
        const ak_slice own = {key, len};
        const size_t count = ak_near_keys(own, codes);
        assert_true(count <= AK_NEAR_KEYS_MAX && (len == 0 || count > len * 9));
        for (size_t i = 0; i < count; i++)
            for (size_t k = 0; k < i; k++) assert_int_not_equal(codes[i], codes[k]);
        assert_false(has(codes, count, own));
        assert_true(ak_near_loose_keys(own, true, codes) <= AK_NEAR_KEYS_MAX);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_near_keys),
        cmocka_unit_test(test_near_loose_keys),
        cmocka_unit_test(test_longest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
