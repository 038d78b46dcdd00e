/* Weighted edit distance: costs, symmetry and the limit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "names/edit.h"
#include "names/probe.h"

#include <stdlib.h>

static unsigned distance(const char *a, const char *b)
{
    return ak_edit_distance(ak_slice_of(a), ak_slice_of(b), 10000);
}

static void test_costs(void **state)
{
    (void)state;
    assert_int_equal(distance("petro", "petro"), 0);
    assert_int_equal(distance("petro", "petto"), AK_EDIT_FULL);
    assert_int_equal(distance("petro", "pertro"), AK_EDIT_FULL);
    assert_int_equal(distance("petro", "ptero"), AK_EDIT_SWAP);
    assert_true(distance("hasan", "hassan") < distance("hasan", "hasran"));
    assert_true(distance("yusuf", "iusuf") < distance("yusuf", "tusuf"));
    assert_true(distance("kaddafi", "qaddafi") < distance("kaddafi", "maddafi"));
    assert_true(distance("mohamed", "muhamed") < distance("mohamed", "mrhamed"));
    assert_int_equal(distance("", "abc"), 75 + 2 * AK_EDIT_FULL);
}

static void test_limit(void **state)
{
    (void)state;
    assert_int_equal(ak_edit_distance(AK_LIT("petro"), AK_LIT("petto"), 100), 100);
    assert_int_equal(ak_edit_distance(AK_LIT("petro"), AK_LIT("petto"), 99), 100);
    assert_int_equal(ak_edit_distance(AK_LIT("abcdefgh"), AK_LIT("zzzzzzzz"), 150), 151);
    assert_int_equal(
        ak_edit_distance(AK_LIT("pteroxyz"), AK_LIT("petroxyz"), AK_EDIT_SWAP), AK_EDIT_SWAP);
}

static void random_word(char *out, size_t max)
{
    size_t n = (size_t)rand() % (max + 1);
    for (size_t i = 0; i < n; i++) out[i] = (char)('a' + rand() % 6);
    out[n] = '\0';
}

static void test_properties(void **state)
{
    (void)state;
    srand(7);
    for (int round = 0; round < 20000; round++) {
        char a[13], b[13];
        random_word(a, 12);
        random_word(b, 12);
        unsigned d = distance(a, b);
        assert_int_equal(d, distance(b, a));
        assert_true((d == 0) == (strcmp(a, b) == 0));
        unsigned limit = (unsigned)rand() % 400;
        unsigned bounded = ak_edit_distance(ak_slice_of(a), ak_slice_of(b), limit);
        assert_int_equal(bounded, d <= limit ? d : limit + 1);
    }
}

/* An outline never rules out what is near, and mostly rules out what is not. */
static void test_outlines(void **state)
{
    (void)state;
    srand(8);
    int far = 0, ruled_out = 0;
    for (int round = 0; round < 50000; round++) {
        char a[13], b[13];
        random_word(a, 12);
        random_word(b, 12);
        if (round % 2) { /* a few slips away */
            memcpy(b, a, sizeof b);
            size_t n = strlen(b);
            if (n > 1) b[rand() % (int)n] = (char)('a' + rand() % 26);
            if (n > 1 && rand() % 2) memmove(b, b + 1, n);
        }
        ak_edit_floor floor;
        ak_edit_floor_make(ak_slice_of(a), &floor);
        ak_edit_outline outline = ak_edit_outline_of(ak_slice_of(b));
        unsigned d = distance(a, b);
        if (ak_edit_exceeds(&floor, &outline, d)) fail_msg("%s and %s: %u", a, b, d);
        far += d > 150;
        ruled_out += d > 150 && ak_edit_exceeds(&floor, &outline, 100);
    }
    assert_true(ruled_out > far / 3);
}

/* A letter out of few, a digit or neither. */
static char strange_letter(void)
{
    static const char letters[] = "aeiouychkqszvwtnlj1?";
    return letters[rand() % (int)(sizeof letters - 1)];
}

/* Makes what stands in out from the m-th letter on slips of `like`. Returns the new length. */
static size_t slip(char out[24], size_t m, const char *like, size_t n)
{
    for (size_t i = m < n ? m : n; i < n && m < 22; i++) {
        int what = rand() % 12;
        if (what != 0) out[m++] = like[what == 1 && i + 1 < n ? i + 1 : i];
        if (what == 2) out[m++] = strange_letter();
        if (what == 1 && i + 1 < n) out[m++] = like[i++];
    }
    return m;
}

/* Letters that both begin with. */
static size_t shared_letters(const char *a, size_t n, const char *b, size_t m)
{
    size_t shared = 0;
    while (shared < n && shared < m && a[shared] == b[shared]) shared++;
    return shared;
}

/* Texts near each other and not, to beyond the length that a probe takes itself; those that it is
 * asked about one after the other often begin alike, and it may know that. */
static void test_probe_says_the_same(void **state)
{
    (void)state;
    srand(9);
    int near = 0, went_on = 0, hopeless = 0, exceeding = 0;
    for (int round = 0; round < 10000; round++) {
        char a[24], b[24] = "", before[24];
        const size_t n = (size_t)rand() % 20;
        size_t m = 0;
        for (size_t i = 0; i < n; i++) a[i] = strange_letter();
        ak_edit_probe probe;
        const unsigned most = (unsigned)rand() % 520;
        ak_edit_probe_make((ak_slice){a, n}, most, &probe);
        for (int turn = 0; turn < 12; turn++) {
            const size_t was = m;
            memcpy(before, b, sizeof b);
            m = slip(b, (size_t)rand() % (was + 1), a, n);
            const unsigned limit = (unsigned)rand() % (most + 20);
            const size_t same = shared_letters(before, was, b, m);
            const size_t shared = rand() % 4 ? same : same / 2;
            const unsigned d = ak_edit_distance((ak_slice){a, n}, (ak_slice){b, m}, limit);
            assert_int_equal(ak_edit_probe_distance(&probe, (ak_slice){b, m}, shared, limit), d);
            const bool exceeds = ak_edit_probe_exceeds(&probe, (ak_slice){b, m}, limit);
            assert_true(!exceeds || d > limit);
            exceeding += exceeds;
            near += d <= limit;
            went_on += shared > 2;
            const size_t front = ak_edit_probe_hopeless(&probe, limit);
            if (front == 0) continue;
            assert_in_range(front, 1, m);
            memcpy(before, b, sizeof b);
            const ak_slice other = {before, slip(before, front, a, n)};
            assert_true(ak_edit_distance((ak_slice){a, n}, other, limit) > limit);
            hopeless++;
        }
    }
    assert_in_range(near, 20000, 100000);
    assert_true(hopeless > 5000);
    assert_true(exceeding > 5000);
    assert_true(went_on > 20000);
}

static void test_long_texts_are_cut(void **state)
{
    (void)state;
    char a[200], b[200];
    memset(a, 'a', sizeof a);
    memset(b, 'a', sizeof b);
    b[150] = 'z';
    assert_int_equal(ak_edit_distance((ak_slice){a, 200}, (ak_slice){b, 200}, 500), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_costs),
        cmocka_unit_test(test_limit),
        cmocka_unit_test(test_properties),
        cmocka_unit_test(test_outlines),
        cmocka_unit_test(test_probe_says_the_same),
        cmocka_unit_test(test_long_texts_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
