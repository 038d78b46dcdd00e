/* English words by what they begin and end with. Short ones must stand in the dictionary as they
 * are: names of other languages look like "fares", "rashed" or "harding". */
#include "scan/english.h"

#include "base/hash.h"
#include "scan/dictionaries.h"

#define LONGEST 40 /* bytes of a word */

typedef struct ending {
    const char *end, *instead;
    uint8_t len, instead_len;
    uint8_t least; /* letters before it */
    char last;     /* letter of it */
} ending;

#define ENDING(end, instead, least)                                                                \
    {                                                                                              \
        "" end, "" instead, sizeof(end) - 1, sizeof(instead) - 1, least, ("" end)[sizeof(end) - 2] \
    }

static const ending endings[] = {ENDING("s", "", 5), ENDING("es", "", 5), ENDING("ies", "y", 4),
    ENDING("ed", "", 5), ENDING("ed", "e", 4), ENDING("ied", "y", 4), ENDING("ing", "", 4),
    ENDING("ing", "e", 4), ENDING("ings", "", 4), ENDING("ly", "", 4), ENDING("ily", "y", 4),
    ENDING("ly", "le", 4), ENDING("ally", "", 4), ENDING("ness", "", 4), ENDING("iness", "y", 3),
    ENDING("less", "", 4), ENDING("ful", "", 4), ENDING("ment", "", 4), ENDING("ments", "", 4),
    ENDING("ise", "ize", 4), ENDING("ised", "ize", 4), ENDING("ises", "ize", 4),
    ENDING("ising", "ize", 4), ENDING("isation", "ize", 4), ENDING("ization", "ize", 4),
    ENDING("ability", "able", 4), ENDING("ion", "", 5), ENDING("ion", "e", 4),
    ENDING("ions", "", 5), ENDING("ions", "e", 4), ENDING("ation", "e", 4), ENDING("ation", "", 5),
    ENDING("ations", "e", 4), ENDING("able", "", 4), ENDING("able", "e", 4), ENDING("ism", "", 5),
    ENDING("ist", "", 5), ENDING("ists", "", 5), ENDING("our", "or", 4), ENDING("ours", "or", 4),
    ENDING("like", "", 4), ENDING("wise", "", 4)};

static const char beginnings[][8] = {"un", "re", "non", "pre", "mis", "over", "under", "inter",
    "anti", "sub", "dis", "out", "super", "multi", "counter", "self", "post", "semi", "auto",
    "micro", "mini", "trans", "ultra"};

static bool has(const ak_dict *dict, ak_slice word, uint64_t hash)
{
    uint32_t count;
    return ak_dict_find_hashed(dict, word, hash, &count) != NULL;
}

static bool is_known(ak_slice word)
{
    const uint64_t hash = ak_hash(word);
    return has(&ak_dict_english_words, word, hash) || has(&ak_dict_common_words, word, hash);
}

/* "stopped", "running": the letter that an ending has doubled. */
static bool is_doubled(ak_slice stem)
{
    return stem.len > 4 && stem.data[stem.len - 1] == stem.data[stem.len - 2] &&
           is_known((ak_slice){stem.data, stem.len - 1});
}

static bool ends_as(ak_slice word, const ending *e)
{
    char base[LONGEST];
    if (word.len < (size_t)e->len + e->least) return false;
    const ak_slice stem = {word.data, word.len - e->len};
    if (memcmp(stem.data + stem.len, e->end, e->len) != 0) return false;
    memcpy(base, stem.data, stem.len);
    memcpy(base + stem.len, e->instead, e->instead_len);
    if (is_known((ak_slice){base, stem.len + e->instead_len})) return true;
    return e->instead_len == 0 && (*e->end == 'e' || *e->end == 'i') && is_doubled(stem);
}

static bool is_ended(ak_slice word)
{
    const char last = word.data[word.len - 1];
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (endings[i].last == last && ends_as(word, &endings[i])) return true;
    return false;
}

/* A word that goes on behind such a beginning has five letters at least. */
static bool is_begun(ak_slice word)
{
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        if (word.data[0] != beginnings[i][0]) continue;
        const ak_slice begin = ak_slice_of(beginnings[i]);
        if (word.len < begin.len + 5 || !ak_slice_starts(word, begin)) continue;
        const ak_slice rest = ak_slice_sub(word, begin.len, word.len);
        if (is_known(rest) || is_ended(rest)) return true;
    }
    return false;
}

bool ak_is_english(ak_slice word)
{
    if (word.len == 0 || word.len > LONGEST - 4) return false;
    return is_known(word) || is_ended(word) || is_begun(word);
}
