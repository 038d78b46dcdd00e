/* Cutting Chinese and Korean names into words. */
#include "names/east.h"

#include "names/dictionaries.h"
#include "text/signs.h"

#define SIGNS_MAX 48  /* a longer run is no name of a person, nor one of a company; left whole */
#define FORM_SIGNS 16 /* signs of the longest dictionary form that is looked for */
#define TRANSCRIBED 5 /* a person's name of so many ideographs is a foreign one */
#define SURNAME_SIGNS 3
#define LEAST_SIGNS 3 /* of a person read in Cantonese or Korean: two syllables meet too many */
#define HANGUL_FIRST 0xAC00u
#define VOWELS 21u
#define TAILS 28u

bool ak_east_has(const ak_word *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (words[i].script == AK_SCRIPT_HAN || words[i].script == AK_SCRIPT_HANGUL) return true;
    return false;
}

/* Signs [from, to) of a run, as one word; what is read are those before text_to: 深圳 of 深圳市. */
typedef struct piece {
    uint8_t from, to, text_to;
    bool known; /* a word of the dictionaries, and so the same in every reading */
} piece;

typedef struct run {
    ak_sign signs[SIGNS_MAX];
    size_t count;
    bool hangul;
    piece pieces[SIGNS_MAX];
    size_t piece_count;
} run;

static bool in_dict(const ak_dict *dict, const run *r, size_t from, size_t to, bool weak_too)
{
    char form[4 * FORM_SIGNS];
    size_t len = to <= r->count ? ak_signs_text(r->signs, from, to, form, sizeof form) : 0;
    uint32_t count;
    const ak_dict_entry *e = len ? ak_dict_find(dict, (ak_slice){form, len}, &count) : NULL;
    for (uint32_t i = 0; e && i < count; i++)
        if (weak_too || !e[i].weak) return true;
    return false;
}

static void add_piece(run *r, size_t from, size_t to, size_t text_to, bool known)
{
    if (from == to) return;
    r->pieces[r->piece_count++] = (piece){(uint8_t)from, (uint8_t)to, (uint8_t)text_to, known};
}

/* ---- persons ---- */

/* The signs of the surname in front, 0 where there is none. Any ideograph may be a surname. */
static size_t surname_signs(const run *r)
{
    for (size_t n = SURNAME_SIGNS; n > 0; n--)
        if (n < r->count && in_dict(&ak_dict_family_names, r, 0, n, true)) return n;
    if (r->hangul) return 0;
    return r->count == 4 ? 2 : 1;
}

/* Whether ideographs may be a Korean name: their first syllable is a surname there. */
static bool may_be_korean(const run *r)
{
    if (r->count < 2 || r->count > 4) return false;
    for (size_t n = 2; n > 0; n--) {
        run read = {.count = n, .hangul = true};
        for (size_t i = 0; i < n; i++) read.signs[i].cp = ak_han_syllable(r->signs[i].cp);
        if (n == 1 && read.signs[0].cp == 0xAE08) return true; /* 金 is Kim as a surname */
        if (read.signs[0].cp && read.signs[n - 1].cp &&
            in_dict(&ak_dict_family_names, &read, 0, n, true))
            return true;
    }
    return false;
}

static void cut_person(run *r)
{
    size_t n = r->count >= 2 && r->count < TRANSCRIBED ? surname_signs(r) : 0;
    add_piece(r, 0, n, n, false);
    add_piece(r, n, r->count, r->count, false);
}

/* ---- organisations ---- */

static bool is_known_word(const run *r, size_t from, size_t to, bool *place)
{
    *place = in_dict(&ak_dict_places, r, from, to, false);
    return *place || in_dict(&ak_dict_legal_forms, r, from, to, false) ||
           in_dict(&ak_dict_generic_words, r, from, to, false);
}

/* 市, 省, 县, 区: behind a place they only say what kind of place it is. */
static bool is_kind_of_place(uint32_t cp)
{
    return cp == 0x5E02 || cp == 0x7701 || cp == 0x53BF || cp == 0x533A;
}

/* The best way to cut the signs from each place on: the fewest in words that nobody knows, then the
 * fewest words. */
typedef struct cut {
    uint16_t cost;
    uint8_t to, text_to; /* of the known word that begins here; to is 0 where none does */
} cut;

static void find_cut(const run *r, size_t from, cut *cuts)
{
    enum { UNKNOWN = 3, WORD = 1 };
    cuts[from] = (cut){.cost = (uint16_t)(cuts[from + 1].cost + UNKNOWN)};
    for (size_t to = from + 2; to <= r->count && to - from <= FORM_SIGNS; to++) {
        bool place;
        if (!is_known_word(r, from, to, &place)) continue;
        size_t end = to + (place && to < r->count && is_kind_of_place(r->signs[to].cp));
        uint16_t cost = (uint16_t)(cuts[end].cost + WORD);
        /* Among equals the longer word, and the one that ends later: 科电 工程. */
        if (cost > cuts[from].cost || (cost == cuts[from].cost && !cuts[from].to)) continue;
        cuts[from] = (cut){cost, (uint8_t)end, (uint8_t)to};
    }
}

static void cut_organisation(run *r)
{
    cut cuts[SIGNS_MAX + 1] = {0};
    for (size_t i = r->count; i-- > 0;) find_cut(r, i, cuts);
    size_t unknown = 0; /* where the word that nobody knows begins */
    for (size_t i = 0; i < r->count;) {
        if (cuts[i].to == 0) {
            i++;
            continue;
        }
        add_piece(r, unknown, i, i, false);
        add_piece(r, i, cuts[i].to, cuts[i].text_to, true);
        unknown = i = cuts[i].to;
    }
    add_piece(r, unknown, r->count, r->count, false);
}

/* ---- both ---- */

static ak_reading language(ak_east_way way, const piece *p)
{
    static const ak_reading readings[AK_EAST_WAYS] = {[AK_EAST_CANTONESE] = AK_READING_CANTONESE,
        [AK_EAST_KOREAN] = AK_READING_KOREAN,
        [AK_EAST_REVISED] = AK_READING_HANGUL_REVISED,
        [AK_EAST_PRESS] = AK_READING_HANGUL_PRESS};
    return p->known ? AK_READING_MANDARIN : readings[way];
}

/* The pieces as words, whose places are counted from `begin`. */
static aka_status read_pieces(ak_text *text, ak_slice source, const run *r, ak_east_way way,
    const ak_word *whole, ak_arena *arena, ak_word *out, size_t *count, aka_error *err)
{
    for (size_t i = 0; i < r->piece_count; i++) {
        const piece *p = &r->pieces[i];
        uint32_t begin = whole->begin + r->signs[p->from].begin;
        uint32_t end = whole->begin + r->signs[p->text_to - 1].end;
        ak_word *words;
        size_t n;
        aka_status status = ak_words_read(
            text, ak_slice_sub(source, begin, end), language(way, p), arena, &words, &n, err);
        if (status != AKA_OK) return status;
        if (n == 0) continue;
        ak_word *w = &out[(*count)++];
        *w = (ak_word){.text = words[0].text, .begin = begin, .script = whole->script};
        w->end = whole->begin + r->signs[p->to - 1].end;
        w->flags =
            (uint16_t)((i == 0 ? whole->flags & (AK_WORD_HYPHEN | AK_WORD_OPEN) : 0) |
                       (i + 1 == r->piece_count ? whole->flags & (AK_WORD_COMMA | AK_WORD_CLOSE)
                                                : 0));
    }
    return AKA_OK;
}

/* How the words of one script stand in a name. */
typedef struct standing {
    bool alone;   /* there is one only; 김 정은 is cut already */
    size_t signs; /* of all of them */
} standing;

static standing stand(ak_slice source, const ak_word *words, size_t count, uint8_t script)
{
    standing s = {true, 0};
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        if (words[i].script != script) continue;
        s.signs += ak_signs(ak_slice_sub(source, words[i].begin, words[i].end), NULL, 0);
        s.alone = ++found == 1;
    }
    return s;
}

/* Whether a person's name, of which this is a run, may be read in this way. */
static bool reads_person(const run *r, ak_east_way way, standing s)
{
    switch (way) {
    case AK_EAST_CANTONESE:
        return !r->hangul && s.signs >= LEAST_SIGNS && r->count < TRANSCRIBED;
    case AK_EAST_KOREAN:
        return !r->hangul && s.signs >= LEAST_SIGNS && s.alone && may_be_korean(r);
    case AK_EAST_REVISED:
    case AK_EAST_PRESS:
        return r->hangul && r->count < TRANSCRIBED;
    default:
        return true;
    }
}

/* Whether anything else is read in this way. */
static bool reads_thing(const run *r, ak_east_way way)
{
    return way == AK_EAST_MANDARIN ||
           (!r->hangul && (way == AK_EAST_CANTONESE || way == AK_EAST_KOREAN));
}

/* False where the run cannot be read in this way. */
static bool cut_run(run *r, ak_kind kind, ak_east_way way, standing s)
{
    if (kind == AK_KIND_PERSON ? !reads_person(r, way, s) : !reads_thing(r, way)) return false;
    if (kind == AK_KIND_ORG)
        cut_organisation(r);
    else if (kind == AK_KIND_PERSON && s.alone && way != AK_EAST_WHOLE)
        cut_person(r);
    else
        add_piece(r, 0, r->count, r->count, false);
    return true;
}

aka_status ak_east_cut(ak_text *text, ak_slice source, ak_kind kind, ak_east_way way,
    ak_arena *arena, ak_word **words, size_t *count, aka_error *err)
{
    size_t most = *count, n = 0;
    bool read = way == AK_EAST_MANDARIN;
    for (size_t i = 0; i < *count; i++) most += (*words)[i].end - (*words)[i].begin;
    ak_word *out = ak_arena_array(arena, most, sizeof *out);
    if (!out) return ak_fail_nomem(err);
    for (size_t i = 0; i < *count; i++) {
        const ak_word *w = &(*words)[i];
        run r = {.hangul = w->script == AK_SCRIPT_HANGUL};
        bool signs = r.hangul || w->script == AK_SCRIPT_HAN;
        if (signs) r.count = ak_signs(ak_slice_sub(source, w->begin, w->end), r.signs, SIGNS_MAX);
        standing s = stand(source, *words, *count, w->script);
        if (r.count == 0 || r.count > SIGNS_MAX || !cut_run(&r, kind, way, s)) {
            out[n++] = *w;
            continue;
        }
        read = true;
        aka_status status = read_pieces(text, source, &r, way, w, arena, out, &n, err);
        if (status != AKA_OK) return status;
    }
    *words = out;
    *count = read ? n : 0;
    return AKA_OK;
}

/* ---- comparing ---- */

/* The flags that all of the parts have. */
static unsigned flags_of(const ak_name *name, uint32_t from, uint32_t to)
{
    unsigned flags = UINT32_MAX;
    for (uint32_t i = from; i < to; i++) flags &= name->parts[i].flags;
    return flags;
}

static size_t signs_of(const ak_name *name, uint32_t from, uint32_t to, ak_sign *out)
{
    uint32_t begin = UINT32_MAX, end = 0;
    for (uint32_t i = from; i < to; i++) {
        if (name->parts[i].begin < begin) begin = name->parts[i].begin;
        if (name->parts[i].end > end) end = name->parts[i].end;
    }
    size_t n = ak_signs(ak_slice_sub(name->text, begin, end), out, SIGNS_MAX);
    return n < SIGNS_MAX ? n : SIGNS_MAX;
}

/* A syllable as the South writes it in front of a name: 리 as 이, 로 as 노, 녀 as 여. */
static uint32_t without_r(uint32_t index)
{
    enum { N = 2, R = 5, NONE = 11 };
    uint32_t lead = index / (VOWELS * TAILS), vowel = index / TAILS % VOWELS;
    bool soft = vowel == 2 || vowel == 3 || vowel == 6 || vowel == 7 || vowel == 12 ||
                vowel == 17 || vowel == 20;
    if (lead != R && !(lead == N && soft)) return index;
    return index % (VOWELS * TAILS) + (soft ? NONE : N) * VOWELS * TAILS;
}

/* How far two signs agree, of 2: syllables that differ in one of their three sounds do by half. */
static unsigned agreement(uint32_t a, uint32_t b)
{
    if (a == b) return 2;
    if (!ak_sign_is_hangul(a) || !ak_sign_is_hangul(b)) return 0;
    uint32_t x = without_r(a - HANGUL_FIRST), y = without_r(b - HANGUL_FIRST);
    if (x == y) return 2;
    unsigned same = (x / (VOWELS * TAILS) == y / (VOWELS * TAILS)) + (x % TAILS == y % TAILS) +
                    (x / TAILS % VOWELS == y / TAILS % VOWELS);
    return same == 2;
}

/* How many signs of 1000 agree, each at its place. */
static unsigned agreeing(const ak_sign *a, size_t n, const ak_sign *b, size_t m)
{
    size_t longer = n > m ? n : m, same = 0;
    for (size_t i = 0; i < n && i < m; i++) same += agreement(a[i].cp, b[i].cp);
    return longer ? (unsigned)(same * 500 / longer) : 1000;
}

static void in_korean(ak_sign *signs, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!ak_sign_is_hangul(signs[i].cp)) signs[i].cp = ak_han_syllable(signs[i].cp);
}

static bool read_alike(const ak_name *a, uint32_t a_from, uint32_t a_to, const ak_name *b,
    uint32_t b_from, uint32_t b_to)
{
    char x[AK_TERM_MAX], y[AK_TERM_MAX];
    size_t n = ak_name_join(a, a_from, a_to, x), m = ak_name_join(b, b_from, b_to, y);
    return n && ak_slice_eq(ak_text_plain((ak_slice){x, n}), ak_text_plain((ak_slice){y, m}));
}

/* Relation of two spans in the same script of signs, of which share/1000 agree. Names that differ
 * in a sign are other names, and one sound of a syllable makes a sign: such a pair should not reach
 * the threshold by itself, but with a birth date. A long word is a foreign one, spelled by ear. */
static ak_relation relate_signs(unsigned share, bool alike, bool is_long, ak_relation read)
{
    enum { MOSTLY = 800, ALIKE = 300, ALIKE_SIGNS = 350, OTHERWISE = 200, OTHERWISE_SIGNS = 400 };
    if (share == 1000 || (is_long && share >= MOSTLY)) return read;
    if (!alike && share == 0) return (ak_relation){AK_RELATION_NONE, 0};
    unsigned most =
        alike ? ALIKE + ALIKE_SIGNS * share / 1000 : OTHERWISE + OTHERWISE_SIGNS * share / 1000;
    if (read.kind == AK_RELATION_SAME) read.kind = AK_RELATION_SOUND;
    if (read.strength > most) read.strength = (uint16_t)most;
    return read;
}

/* Ideographs and Hangul: no relation by chance where no syllable is what Korea reads there. */
static ak_relation relate_mixed(const ak_name *a, uint32_t a_from, uint32_t a_to, const ak_name *b,
    uint32_t b_from, uint32_t b_to, ak_relation read)
{
    ak_sign first[SIGNS_MAX], second[SIGNS_MAX];
    size_t n = signs_of(a, a_from, a_to, first), m = signs_of(b, b_from, b_to, second);
    if (read_alike(a, a_from, a_to, b, b_from, b_to)) return read;
    in_korean(first, n);
    in_korean(second, m);
    return agreeing(first, n, second, m) ? read : (ak_relation){AK_RELATION_NONE, 0};
}

/* A syllable in signs against one in letters: there are only some hundreds of them, so that another
 * vowel or consonant makes another name. */
static ak_relation relate_syllables(
    const ak_name *a, uint32_t i, const ak_name *b, uint32_t k, ak_relation read)
{
    enum { SYLLABLE = 5, NEXT_TO_SAME = 890 };
    bool syllables = ak_term_plain(&a->parts[i].term).len <= SYLLABLE &&
                     ak_term_plain(&b->parts[k].term).len <= SYLLABLE;
    bool by_spelling = read.kind == AK_RELATION_SOUND || read.kind == AK_RELATION_TYPO;
    if (syllables && by_spelling && read.strength < NEXT_TO_SAME)
        return (ak_relation){AK_RELATION_NONE, 0};
    return read;
}

ak_relation ak_relate_written(const ak_name *a, uint32_t a_from, uint32_t a_to, const ak_name *b,
    uint32_t b_from, uint32_t b_to, ak_relation read)
{
    enum { RESPELLED = 960 };
    unsigned x = flags_of(a, a_from, a_to), y = flags_of(b, b_from, b_to);
    if (x & y & (AK_PART_HAN | AK_PART_HANGUL)) {
        ak_sign first[SIGNS_MAX], second[SIGNS_MAX];
        size_t n = signs_of(a, a_from, a_to, first), m = signs_of(b, b_from, b_to, second);
        bool alike = read_alike(a, a_from, a_to, b, b_from, b_to);
        bool is_long = n >= TRANSCRIBED && m >= TRANSCRIBED;
        return relate_signs(agreeing(first, n, second, m), alike, is_long, read);
    }
    if ((x | y) & AK_PART_HAN && (x | y) & AK_PART_HANGUL)
        return relate_mixed(a, a_from, a_to, b, b_from, b_to, read);
    if (read.kind == AK_RELATION_SAME && (x ^ y) & AK_PART_RESPELLED)
        return (ak_relation){AK_RELATION_VARIANT, RESPELLED};
    if ((x ^ y) & (AK_PART_HAN | AK_PART_HANGUL) && a_to - a_from == 1 && b_to - b_from == 1)
        return relate_syllables(a, a_from, b, b_from, read);
    return read;
}
