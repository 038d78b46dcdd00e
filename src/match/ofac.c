/* Comparing two names by the method of OFAC's Sanctions List Search. */
#include "match/ofac.h"

/* What FAQ 249 leaves open; docs/algorithms.md gives the reasons. */
#define PREFIX 5 /* letters at the beginning that Winkler's bonus counts */
#define SOUND_SCORE                                                                                \
    0.85                /* of two parts whose Soundex is the same, where Jaro-Winkler gives less   \
                         */
#define SHORT_LETTERS 2 /* parts of so few letters are left aside */

static bool add_part(ak_arena *arena, const ak_word *word, ak_ofac_name *name)
{
    ak_ofac_part *part = &name->parts[name->count++];
    *part = (ak_ofac_part){
        .begin = word->begin, .end = word->end, .comma = word->flags & AK_WORD_COMMA};
    ak_slice text = ak_slice_sub(word->text, 0, AK_EDITS_MAX);
    ak_soundex(text, part->sound);
    return ak_arena_dup(arena, text, &part->text);
}

/* Where the family name begins: the words in capitals at the end, behind others that are not. 0
 * where there is no such thing. */
static size_t family_name(const ak_word *words, size_t count)
{
    size_t first = count;
    while (first > 0 && words[first - 1].flags & AK_WORD_CAPS) first--;
    for (size_t i = 0; i < first; i++)
        if (words[i].flags & (AK_WORD_CAPS | AK_WORD_COMMA)) return 0;
    return first < count ? first : 0;
}

static bool join(ak_arena *arena, ak_ofac_name *name)
{
    size_t len = 0, cap = 0;
    for (size_t i = 0; i < name->count; i++) cap += name->parts[i].text.len + 2;
    char *whole = ak_arena_alloc(arena, cap);
    if (!whole) return false;
    for (size_t i = 0; i < name->count; i++) {
        ak_slice text = name->parts[i].text;
        if (i && name->parts[i - 1].comma) whole[len++] = ',';
        if (i) whole[len++] = ' ';
        memcpy(whole + len, text.data, text.len);
        len += text.len;
    }
    name->whole = (ak_slice){whole, len};
    return true;
}

aka_status ak_ofac_name_make(ak_text *text, ak_slice given, bool listed_person, ak_arena *arena,
    ak_ofac_name *out, aka_error *err)
{
    ak_word *words;
    size_t count;
    *out = (ak_ofac_name){.given = given};
    aka_status status = ak_words(text, given, arena, &words, &count, err);
    if (status != AKA_OK) return status;
    if (count > AK_OFAC_PARTS_MAX) count = AK_OFAC_PARTS_MAX;
    out->parts = ak_arena_array(arena, count, sizeof *out->parts);
    if (!out->parts) return ak_fail_nomem(err);
    size_t first = listed_person ? family_name(words, count) : 0;
    for (size_t i = 0; i < count; i++)
        if (!add_part(arena, &words[(first + i) % count], out)) return ak_fail_nomem(err);
    if (first) out->parts[count - first - 1].comma = true;
    return join(arena, out) ? AKA_OK : ak_fail_nomem(err);
}

/* FAQ 249 asks that half or more agrees by edit distance. */
static bool half_alike(ak_slice a, ak_slice b)
{
    size_t longer = a.len > b.len ? a.len : b.len, shorter = a.len + b.len - longer;
    return 2 * shorter >= longer && 2 * ak_edits(a, b) <= longer;
}

double ak_ofac_part_score(const ak_ofac_part *asked, const ak_ofac_part *listed, bool *by_sound)
{
    *by_sound = false;
    if (asked->text.data[0] != listed->text.data[0] || !half_alike(asked->text, listed->text))
        return 0;
    double score = ak_jaro_winkler(asked->text, listed->text, PREFIX);
    if (score >= SOUND_SCORE || !*asked->sound || memcmp(asked->sound, listed->sound, 5) != 0)
        return score;
    *by_sound = true;
    return SOUND_SCORE;
}

double ak_ofac_whole_score(ak_slice asked, ak_slice listed, double least)
{
    if (!ak_jaro_winkler_may_reach(asked, listed, PREFIX, least)) return 0;
    return ak_jaro_winkler(asked, listed, PREFIX);
}

bool ak_ofac_is_short(const ak_ofac_name *name, size_t part)
{
    if (name->parts[part].text.len > SHORT_LETTERS) return false;
    for (size_t i = 0; i < name->count; i++)
        if (name->parts[i].text.len > SHORT_LETTERS) return true;
    return false;
}

/* The listed part that is most like it, the first one among equals. */
static void pair_part(const ak_ofac_part *asked, const ak_ofac_name *listed, ak_ofac_pair *pair)
{
    for (size_t i = 0; i < listed->count; i++) {
        bool by_sound;
        double score = ak_ofac_part_score(asked, &listed->parts[i], &by_sound);
        if (score <= pair->score) continue;
        pair->score = score;
        pair->listed = (uint8_t)i;
        pair->by_sound = by_sound;
    }
}

void ak_ofac_compare(const ak_ofac_name *asked, const ak_ofac_name *listed, ak_ofac_evidence *out)
{
    double sum = 0;
    size_t counted = 0;
    for (size_t i = 0; i < asked->count; i++) {
        ak_ofac_pair *pair = &out->pairs[i];
        *pair = (ak_ofac_pair){.listed = AK_OFAC_NO_PART, .aside = ak_ofac_is_short(asked, i)};
        if (pair->aside) continue;
        pair_part(&asked->parts[i], listed, pair);
        sum += pair->score;
        counted++;
    }
    out->parts = counted ? sum / (double)counted : 0;
    out->whole = ak_ofac_whole_score(asked->whole, listed->whole, 0);
    out->score = out->parts > out->whole ? out->parts : out->whole;
}
