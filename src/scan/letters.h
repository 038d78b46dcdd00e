/* Letters of a text, many at a time: words in small letters are most of it, and are passed over. */
#ifndef AK_SCAN_LETTERS_H
#define AK_SCAN_LETTERS_H

#include "base/slice.h"

#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* The compiler knows what the processor has for these. */
typedef uint8_t ak_letters __attribute__((vector_size(16)));
typedef uint64_t ak_letters_halves __attribute__((vector_size(16)));

#define AK_NO_CASE 0x20u /* set in a capital, it is a small letter */

/* The end of small letters a-z from byte i on, or of letters a-z and A-Z with AK_NO_CASE. */
static inline size_t ak_letters_end(ak_slice text, size_t i, uint8_t no_case)
{
    ak_letters next;
    for (; i + sizeof next <= text.len; i += sizeof next) {
        memcpy(&next, text.data + i, sizeof next);
        const ak_letters from_a = (next | no_case) - 'a';
        const ak_letters_halves others = ~(ak_letters_halves)(from_a < 26);
        if (others[0]) return i + (size_t)__builtin_ctzll(others[0]) / 8;
        if (others[1]) return i + 8 + (size_t)__builtin_ctzll(others[1]) / 8;
    }
    for (uint8_t c; i < text.len && (c = (uint8_t)text.data[i] | no_case, c >= 'a' && c <= 'z');)
        i++;
    return i;
}

/* The next eight bytes from i on, the first one lowest; what lies behind the text is 0. */
static inline uint64_t ak_letters_eight(ak_slice text, size_t i)
{
    uint64_t out = 0;
    const size_t left = text.len - i;
    if (left >= sizeof out)
        memcpy(&out, text.data + i, sizeof out);
    else
        memcpy(&out, text.data + i, left);
    return out;
}

/* A bit for each of sixteen bytes, the first one lowest, whose highest bit is set. */
static inline uint64_t ak_letters_bits(ak_letters marks)
{
#ifdef __SSE2__
    return (unsigned)_mm_movemask_epi8((__m128i)marks);
#else
    const ak_letters_halves lowest = (ak_letters_halves)(marks >> 7);
    const uint64_t gather = UINT64_C(0x0102040810204080);
    return (lowest[0] * gather >> 56) | (lowest[1] * gather >> 56) << 8;
#endif
}

/* Where `word`, of two bytes at least, stands in the text from byte i on; SIZE_MAX: nowhere. Its
 * first and last byte are looked for at sixteen places at once. */
static inline size_t ak_letters_find(ak_slice text, size_t i, ak_slice word)
{
    const size_t far = word.len - 1;
    ak_letters firsts, lasts;
    for (; i + far + sizeof firsts <= text.len; i += sizeof firsts) {
        memcpy(&firsts, text.data + i, sizeof firsts);
        memcpy(&lasts, text.data + i + far, sizeof lasts);
        uint64_t places = ak_letters_bits((ak_letters)(firsts == (uint8_t)word.data[0]) &
                                          (ak_letters)(lasts == (uint8_t)word.data[far]));
        for (; places; places &= places - 1) {
            const size_t at = i + (size_t)__builtin_ctzll(places);
            if (memcmp(text.data + at, word.data, word.len) == 0) return at;
        }
    }
    if (i >= text.len) return SIZE_MAX;
    const char *found = memmem(text.data + i, text.len - i, word.data, word.len);
    return found ? (size_t)(found - text.data) : SIZE_MAX;
}

#define AK_LETTERS_BLOCK 64

/* Of AK_LETTERS_BLOCK bytes at `text`: the blanks that end a word of small letters behind which the
 * next one begins, as far as there is nothing but such words and blanks. The first byte is such a
 * letter. */
static inline uint64_t ak_letters_word_ends(const char *text)
{
    uint64_t letters = 0, blanks = 0;
    for (size_t i = 0; i < AK_LETTERS_BLOCK; i += sizeof(ak_letters)) {
        ak_letters next;
        memcpy(&next, text + i, sizeof next);
        letters |= ak_letters_bits((ak_letters)(next - 'a' < 26)) << i;
        blanks |= ak_letters_bits((ak_letters)(next == ' ')) << i;
    }
    const uint64_t ends = blanks & letters << 1 & letters >> 1;
    const uint64_t others = ~(letters | ends);
    return others ? ends & ((others & -others) - 1) : ends;
}

/* Of AK_LETTERS_BLOCK bytes, a bit for each, the first one lowest: letters A-Z, a-z, bytes of other
 * characters than ASCII, and line ends. */
typedef struct ak_letters_kinds {
    uint64_t capital, small, high, line_end;
} ak_letters_kinds;

/* Those from byte i on; what lies behind the text is none of them. */
static inline ak_letters_kinds ak_letters_kinds_at(ak_slice text, size_t i)
{
    char copy[AK_LETTERS_BLOCK] = {0};
    const char *from = text.data + i;
    ak_letters_kinds out = {0, 0, 0, 0};
    if (text.len - i < AK_LETTERS_BLOCK) from = memcpy(copy, from, text.len - i);
    for (size_t k = 0; k < AK_LETTERS_BLOCK; k += sizeof(ak_letters)) {
        ak_letters next;
        memcpy(&next, from + k, sizeof next);
        out.capital |= ak_letters_bits((ak_letters)(next - 'A' < 26)) << k;
        out.small |= ak_letters_bits((ak_letters)(next - 'a' < 26)) << k;
        out.high |= ak_letters_bits((ak_letters)(next >= 0x80)) << k;
        out.line_end |= ak_letters_bits((ak_letters)(next == '\n')) << k;
    }
    return out;
}

/* Whether a capital begins at byte i: ASCII, Latin-1 or Cyrillic. */
static inline bool ak_letters_is_upper(ak_slice text, size_t i)
{
    const unsigned c = i < text.len ? (unsigned char)text.data[i] : 0;
    const unsigned next = i + 1 < text.len ? (unsigned char)text.data[i + 1] : 0;
    if (c < 0x80) return c - 'A' < 26;
    if (c == 0xC3) return next >= 0x80 && next <= 0x9E;
    return c == 0xD0 && (next == 0x81 || (next >= 0x90 && next <= 0xAF));
}

/* The first capital behind a letter that is none, in [begin, end); `end` where there is none. */
static inline size_t ak_letters_inner_capital(ak_slice text, size_t begin, size_t end)
{
    for (size_t before = begin, i = begin + 1; i < end; i++) {
        if (((unsigned char)text.data[i] & 0xC0) == 0x80) continue;
        if (ak_letters_is_upper(text, i) && !ak_letters_is_upper(text, before)) return i;
        before = i;
    }
    return end;
}

#endif
