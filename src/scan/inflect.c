/* Endings and beginnings that sentences give to names, by script. */
#include "scan/inflect.h"

#define APOSTROPHE_MOST 6 /* bytes of an ending behind an apostrophe */

typedef struct bend {
    ak_slice before, after; /* what the sentence wrote, and what the list has instead */
    char edge;              /* the last byte of an ending, the first of a beginning */
} bend;

#define BEND(before, after, edge)                                                                  \
    {                                                                                              \
        {"" before, sizeof(before) - 1}, {"" after, sizeof(after) - 1}, ("" before)[edge]          \
    }
#define END(before, after) BEND(before, after, sizeof(before) - 2)
#define FRONT(before, after) BEND(before, after, 0)

/* Longer endings first: what is tried first wins. */
static const bend cyrillic[] = {END("скому", "ский"), END("ского", "ский"), END("ским", "ский"),
    END("ском", "ский"), END("ской", "ская"), END("скую", "ская"), END("ыми", ""), END("ами", ""),
    END("ями", "ь"), END("ому", "ый"), END("ого", "ый"), END("ему", "ий"), END("его", "ий"),
    END("ией", "ия"), END("ием", "ий"), END("ию", "ия"), END("ию", "ий"), END("ия", "ий"),
    END("ии", "ия"), END("ии", "ий"), END("ием", "ий"), END("ова", "ов"), END("ым", ""),
    END("им", "ий"), END("ом", ""), END("ом", "о"), END("ем", "ь"), END("ем", "й"), END("ой", "а"),
    END("ою", "а"), END("ей", "я"), END("ей", "а"), END("ую", "ая"), END("ой", "ая"), END("ых", ""),
    END("ов", ""), END("у", ""), END("у", "а"), END("ю", "й"), END("ю", "ь"), END("ю", "я"),
    END("а", ""), END("я", "й"), END("я", "ь"), END("е", ""), END("е", "а"), END("е", "й"),
    END("е", "я"), END("ы", "а"), END("ы", ""), END("и", "а"), END("и", "я"), END("и", "ь"),
    /* Ukrainian, where it differs. */
    END("ського", "ський"), END("ському", "ський"), END("ським", "ський"), END("ської", "ська"),
    END("ською", "ська"), END("ську", "ська"), END("ові", ""), END("еві", "ь"), END("єві", "й"),
    END("им", ""), END("ці", "ка"), END("зі", "га"), END("сі", "ха"), END("єю", "я"),
    END("єм", "й"), END("і", "а"), END("і", ""), END("ї", "я")};
/* English plurals, German genitives; Polish and Czech cases of more than a letter, which a slip of
 * the pen would not explain. */
static const bend latin[] = {END("s", ""), END("es", ""), END("skiego", "ski"),
    END("skiemu", "ski"), END("skim", "ski"), END("skiej", "ska"), END("owi", ""), END("ovi", "o"),
    END("ovi", ""), END("iem", "o"), END("iem", ""), END("em", "o"), END("em", ""), END("om", ""),
    END("ą", "a"), END("ę", "a"), END("ou", "a"), END("ové", "ov")};
/* Arabic writes "and", "by", "to", "as" together with the next word. */
static const bend arabic[] = {FRONT("وال", "ال"), FRONT("بال", "ال"), FRONT("لل", "ال"),
    FRONT("و", ""), FRONT("ب", ""), FRONT("ل", ""), FRONT("ف", ""), FRONT("ك", "")};
static const bend elided[] = {FRONT("d'", ""), FRONT("d’", ""), FRONT("l'", ""), FRONT("l’", "")};
static const bend hebrew[] = {
    FRONT("ו", ""), FRONT("ל", ""), FRONT("ב", ""), FRONT("מ", ""), FRONT("ש", ""), FRONT("ה", "")};

static bool bend_end(ak_slice word, const bend *b, char *buffer, ak_slice *out)
{
    const ak_slice before = b->before, after = b->after;
    if (!ak_slice_ends(word, before)) return false;
    size_t stem = word.len - before.len;
    if (stem < 4 || stem + after.len > AK_INFLECT_MAX) return false;
    memcpy(buffer, word.data, stem);
    memcpy(buffer + stem, after.data, after.len);
    *out = (ak_slice){buffer, stem + after.len};
    return true;
}

static bool bend_front(ak_slice word, const bend *b, size_t least, char *buffer, ak_slice *out)
{
    const ak_slice before = b->before, after = b->after;
    if (!ak_slice_starts(word, before)) return false;
    size_t rest = word.len - before.len;
    if (rest < least || rest + after.len > AK_INFLECT_MAX) return false;
    memcpy(buffer, after.data, after.len);
    memcpy(buffer + after.len, word.data + before.len, rest);
    *out = (ak_slice){buffer, after.len + rest};
    return true;
}

/* "Maduro'nun": Turkish sets endings apart from names. */
static bool bend_apostrophe(ak_slice word, ak_slice *out)
{
    for (size_t ending = 1; ending <= APOSTROPHE_MOST && ending + 4 < word.len; ending++) {
        size_t at = word.len - ending;
        bool plain = word.data[at - 1] == '\'' || word.data[at - 1] == '`';
        bool curved = at >= 3 && memcmp(word.data + at - 3, "\xE2\x80\x99", 3) == 0;
        if (!plain && !curved) continue;
        *out = ak_slice_sub(word, 0, at - (plain ? 1 : 3));
        return true;
    }
    return false;
}

bool ak_inflect_base(
    ak_slice word, ak_script script, size_t i, char buffer[AK_INFLECT_MAX], ak_slice *out)
{
    static const struct {
        ak_script script;
        const bend *bends;
        size_t count;
        size_t front; /* least bytes behind what is taken off in front; 0: endings */
    } tables[] = {{AK_SCRIPT_CYRILLIC, cyrillic, sizeof cyrillic / sizeof *cyrillic, 0},
        {AK_SCRIPT_LATIN, latin, sizeof latin / sizeof *latin, 0},
        {AK_SCRIPT_LATIN, elided, sizeof elided / sizeof *elided, 4},
        {AK_SCRIPT_ARABIC, arabic, sizeof arabic / sizeof *arabic, 6},
        {AK_SCRIPT_HEBREW, hebrew, sizeof hebrew / sizeof *hebrew, 6}};
    if (word.len == 0 || word.len > AK_INFLECT_MAX) return false;
    if (script == AK_SCRIPT_LATIN && bend_apostrophe(word, out) && i-- == 0) return true;
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        if (tables[t].script != script) continue;
        const char edge = word.data[tables[t].front ? 0 : word.len - 1];
        for (size_t b = 0; b < tables[t].count; b++) {
            const bend *pair = &tables[t].bends[b];
            if (pair->edge != edge) continue;
            bool fits = tables[t].front ? bend_front(word, pair, tables[t].front, buffer, out)
                                        : bend_end(word, pair, buffer, out);
            if (fits && i-- == 0) return true;
        }
    }
    return false;
}

bool ak_inflect_has_and(ak_slice word, ak_slice base)
{
    static const char *const ands[] = {"و", "ו"};
    for (size_t i = 0; i < sizeof ands / sizeof *ands; i++) {
        ak_slice and = ak_slice_of(ands[i]);
        if (ak_slice_starts(word, and) && !ak_slice_starts(base, and)) return true;
    }
    return false;
}
