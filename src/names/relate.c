/* Relations between two parts of names and their strengths. */
#include "names/relate.h"

#include "names/edit.h"
#include "names/transcribe.h"

/* Strengths, in 1/1000. */
enum {
    STRENGTH_VARIANT = 960,
    STRENGTH_CONCEPT = 900, /* words of one meaning: Trading, Ticaret */
    STRENGTH_SHORT = 880,
    LOST_WEAK = 110, /* for each side whose spelling only sometimes means that */
    STRENGTH_INITIAL = 820,
    STRENGTH_SKELETON = 900,     /* consonants agree, three or more of them */
    STRENGTH_SPELLING_MAX = 965, /* any difference in spelling is below this */
    STRENGTH_NUMBER = 500,       /* numbers that are easily mistaken */
    STRENGTH_LEAST = 500,        /* weaker is no relation */
};

/* Two known, different given names that look alike are seldom a slip: one cheap edit at most, and
 * that counts for more. In 1/100 edits. */
#define KNOWN_NAMES_EDIT 45
#define KNOWN_NAMES_APART 35
#define SHORT_PLACE_EDIT 30

const char *ak_relation_name(ak_relation_kind kind)
{
    static const char *const names[] = {
#define RELATION_NAME(symbol, name) name,
        AK_RELATION_MAP(RELATION_NAME)
#undef RELATION_NAME
    };
    return kind < sizeof names / sizeof *names ? names[kind] : "unknown";
}

static ak_relation relation(ak_relation_kind kind, int strength)
{
    if (strength < STRENGTH_LEAST) return (ak_relation){AK_RELATION_NONE, 0};
    return (ak_relation){(uint8_t)kind, (uint16_t)strength};
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* True where both carry the same digits in the same order. */
static bool same_digits(ak_slice a, ak_slice b)
{
    size_t i = 0, j = 0;
    for (;;) {
        while (i < a.len && !is_digit(a.data[i])) i++;
        while (j < b.len && !is_digit(b.data[j])) j++;
        if (i == a.len || j == b.len) return i == a.len && j == b.len;
        if (a.data[i++] != b.data[j++]) return false;
    }
}

/* Dictionaries whose classes count for names of a kind: those of people, those of things. */
static bool class_counts(uint32_t class_id, ak_kind kind)
{
    uint32_t dict = ak_class_dict(class_id);
    bool person = dict == AK_CLASS_GIVEN || dict == AK_CLASS_FAMILY || dict == AK_CLASS_PARTICLE ||
                  dict == AK_CLASS_TITLE || dict == AK_CLASS_SHORT_NAME;
    bool thing = dict == AK_CLASS_GIVEN || dict == AK_CLASS_GENERIC || dict == AK_CLASS_PLACE ||
                 dict == AK_CLASS_LEGAL || dict == AK_CLASS_LEGAL_FAMILY;
    return kind == AK_KIND_PERSON ? person : thing;
}

static ak_relation relate_classes(const ak_term *a, const ak_term *b, ak_kind kind)
{
    ak_relation best = {AK_RELATION_NONE, 0};
    for (uint32_t i = 0, j = 0; i < a->class_count && j < b->class_count;) {
        uint32_t x = a->classes[i] >> 2, y = b->classes[j] >> 2;
        if (x != y) {
            i += x < y;
            j += y < x;
            continue;
        }
        uint32_t either = a->classes[i] | b->classes[j], both = a->classes[i] & b->classes[j];
        /* Two short forms of one name are often short forms of others as well. */
        if (!class_counts(a->classes[i], kind) || both & AK_CLASS_SHORT) {
            i++;
            j++;
            continue;
        }
        bool shorter = either & AK_CLASS_SHORT;
        int strength = shorter ? STRENGTH_SHORT : STRENGTH_VARIANT;
        if (ak_class_dict(a->classes[i]) == AK_CLASS_GENERIC) strength = STRENGTH_CONCEPT;
        if (either & AK_CLASS_WEAK) strength -= LOST_WEAK;
        if (both & AK_CLASS_WEAK) strength -= LOST_WEAK;
        if (strength > best.strength)
            best = relation(shorter ? AK_RELATION_SHORT : AK_RELATION_VARIANT, strength);
        i++;
        j++;
    }
    return best;
}

bool ak_term_is_given_name(const ak_term *t)
{
    for (uint32_t i = 0; i < t->class_count; i++)
        if (ak_class_dict(t->classes[i]) == AK_CLASS_GIVEN && !(t->classes[i] & AK_CLASS_FLAGS))
            return true;
    return false;
}

/* A known place of few letters is no slip of another word: Iran, Arian. */
static bool is_short_place(const ak_term *t)
{
    for (uint32_t i = 0; i < t->class_count && ak_term_plain(t).len < 6; i++)
        if (ak_class_dict(t->classes[i]) == AK_CLASS_PLACE && !(t->classes[i] & AK_CLASS_FLAGS))
            return true;
    return false;
}

bool ak_keys_near(ak_slice a, ak_slice b)
{
    return ak_one_slip(a, b);
}

/* How far apart two spellings may be, by the length of the shorter one. */
static unsigned budget_for(size_t len)
{
    static const uint8_t budgets[] = {0, 0, 30, 45, 100, 110, 130, 145, 165, 185, 205, 220};
    size_t last = sizeof budgets / sizeof *budgets - 1;
    return budgets[len < last ? len : last];
}

/* The same where the consonants agree, so that only vowels, h and doublings differ. */
static unsigned sound_budget_for(size_t len)
{
    return len < 3 ? 30 : len < 4 ? 45 : (unsigned)(len < 12 ? len * 25 : 300);
}

static unsigned joined_budget_for(size_t len)
{
    return len < 4 ? 0 : len < 6 ? 30 : len < AK_JOINED_NEAR ? 60 : 110;
}

unsigned ak_relate_reach(size_t shorter, bool same_key, bool both_given)
{
    unsigned budget = budget_for(shorter);
    if (same_key && sound_budget_for(shorter) > budget) budget = sound_budget_for(shorter);
    return both_given && budget > KNOWN_NAMES_EDIT ? KNOWN_NAMES_EDIT : budget;
}

unsigned ak_relate_joined_reach(size_t shorter, bool same_key)
{
    return same_key || shorter >= AK_JOINED_NEAR ? joined_budget_for(shorter) : 0;
}

/* Keys that differ once, but not in a digit. (Equal keys have equal digits.) */
static bool near_alike(const ak_term *a, const ak_term *b)
{
    return ak_keys_near(a->key, b->key) && same_digits(a->key, b->key);
}

static int spelling_strength(unsigned distance, size_t longer)
{
    int lost = (int)(distance * 900 / (40 + 60 * (longer < 12 ? longer : 12)));
    int strength = 1000 - lost;
    return strength < STRENGTH_SPELLING_MAX ? strength : STRENGTH_SPELLING_MAX;
}

/* One side writes few vowels: three consonants must agree, and nothing else needs to. */
static ak_relation relate_consonants(const ak_term *a, const ak_term *b, size_t least)
{
    if (ak_term_is_abjad(a) == ak_term_is_abjad(b) || !ak_slice_eq(a->key, b->key))
        return relation(AK_RELATION_NONE, 0);
    return relation(AK_RELATION_SOUND, ak_key_consonants(a->key) >= least ? STRENGTH_SKELETON : 0);
}

static ak_relation relate_spelling(const ak_term *a, const ak_term *b, ak_kind kind, int known)
{
    ak_slice x = ak_term_plain(a), y = ak_term_plain(b);
    size_t shorter = x.len < y.len ? x.len : y.len, longer = x.len < y.len ? y.len : x.len;
    bool sounds = ak_slice_eq(a->key, b->key);
    unsigned budget = ak_relate_reach(shorter, sounds, false);
    if ((longer - shorter) * AK_EDIT_LEAST > budget || (!sounds && !near_alike(a, b)))
        return relation(AK_RELATION_NONE, 0);
    if (kind == AK_KIND_ORG && (is_short_place(a) || is_short_place(b))) budget = SHORT_PLACE_EDIT;
    unsigned distance = known == AK_UNMEASURED ? ak_edit_distance(x, y, budget) : (unsigned)known;
    if (distance > budget) return relation(AK_RELATION_NONE, 0);
    if (ak_term_is_given_name(a) && ak_term_is_given_name(b)) { /* and not the same one */
        if (distance > KNOWN_NAMES_EDIT) return relation(AK_RELATION_NONE, 0);
        distance += KNOWN_NAMES_APART;
    }
    return relation(
        sounds ? AK_RELATION_SOUND : AK_RELATION_TYPO, spelling_strength(distance, longer));
}

static unsigned value_of(ak_slice digits)
{
    unsigned value = 0;
    for (size_t i = 0; i < digits.len; i++) value = value * 10 + (unsigned)(digits.data[i] - '0');
    return value;
}

/* Numbers of organisations that are easily mistaken: four digits and more of which one is
 * mistyped ("2004", "2005"), and neighbours in a series (Fund VII, Fund VIII). For vessels every
 * number decides. */
static ak_relation relate_numbers(const ak_term *a, const ak_term *b, ak_kind kind)
{
    if (kind != AK_KIND_ORG || a->text.len != b->text.len || !ak_keys_near(a->text, b->text))
        return relation(AK_RELATION_NONE, 0);
    int apart = a->text.len > 2 ? 0 : (int)value_of(a->text) - (int)value_of(b->text);
    bool slip = a->text.len >= 4 || apart == 1 || apart == -1;
    return relation(AK_RELATION_TYPO, slip ? STRENGTH_NUMBER : 0);
}

static bool all_digits(ak_slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!is_digit(text.data[i])) return false;
    return true;
}

/* One side is in Latin letters, the other is not. */
static ak_relation relate_transcription(const ak_term *a, const ak_term *b, int known)
{
    ak_script script = ak_text_script(a->text);
    if (script == AK_SCRIPT_LATIN) {
        const ak_term *swap = a;
        a = b;
        b = swap;
        script = ak_text_script(a->text);
    }
    if (known == 0 || script == AK_SCRIPT_LATIN || ak_text_script(b->text) != AK_SCRIPT_LATIN)
        return relation(AK_RELATION_NONE, 0);
    /* Two known names, and not the same one. */
    if (ak_term_is_given_name(a) && ak_term_is_given_name(b)) return relation(AK_RELATION_NONE, 0);
    char x[AK_TERM_MAX], y[AK_TERM_MAX];
    ak_slice romanised = ak_term_plain(a);
    ak_slice k = {x, ak_loose_key(romanised, x)}, l = {y, ak_loose_key(b->text, y)};
    if (!ak_loose_near(k, l)) return relation(AK_RELATION_NONE, 0);
    if (known == AK_UNMEASURED) known = ak_transcription_strength(script, romanised, b->text);
    return relation(AK_RELATION_TRANSCRIBED, known);
}

static ak_relation stronger(ak_relation a, ak_relation b)
{
    return b.strength > a.strength ? b : a;
}

ak_relation ak_relate(const ak_term *a, const ak_term *b, ak_kind kind)
{
    return ak_relate_measured(a, b, kind, (ak_measured){AK_UNMEASURED, AK_UNMEASURED});
}

ak_relation ak_relate_measured(const ak_term *a, const ak_term *b, ak_kind kind, ak_measured known)
{
    if (ak_terms_same(a, b)) return (ak_relation){AK_RELATION_SAME, 1000};
    if (ak_term_is_initial(a) || ak_term_is_initial(b)) {
        bool both = ak_term_is_initial(a) && ak_term_is_initial(b);
        bool same = ak_term_plain(a).data[0] == ak_term_plain(b).data[0];
        return relation(AK_RELATION_INITIAL, same && !both ? STRENGTH_INITIAL : 0);
    }
    if (all_digits(a->text) && all_digits(b->text)) return relate_numbers(a, b, kind);
    const bool scripts = ak_text_script(a->text) != ak_text_script(b->text);
    ak_relation best = {AK_RELATION_NONE, 0};
    if (a->class_count && b->class_count) best = relate_classes(a, b, kind);
    if (best.strength >= STRENGTH_VARIANT) return best;
    if (scripts) best = stronger(best, relate_consonants(a, b, AK_SKELETON_LEAST));
    best = stronger(best, relate_spelling(a, b, kind, known.distance));
    return scripts ? stronger(best, relate_transcription(a, b, known.transcribed)) : best;
}

ak_relation ak_relate_joined(const ak_term *a, const ak_term *b, bool both, ak_kind kind)
{
    return ak_relate_joined_measured(a, b, both, kind, (ak_measured){AK_UNMEASURED, AK_UNMEASURED});
}

ak_relation ak_relate_joined_measured(
    const ak_term *a, const ak_term *b, bool both, ak_kind kind, ak_measured known)
{
    enum { LOST = 40 };
    ak_slice x = ak_term_plain(a), y = ak_term_plain(b);
    size_t shorter = x.len < y.len ? x.len : y.len, longer = x.len < y.len ? y.len : x.len;
    unsigned budget = joined_budget_for(shorter);
    bool spelling = (longer - shorter) * AK_EDIT_LEAST <= budget;
    bool scripts = !both && ak_term_is_abjad(a) != ak_term_is_abjad(b);
    bool classes = a->class_count && b->class_count;
    if (!spelling && !scripts && !classes) return relation(AK_RELATION_NONE, 0);
    ak_relation variant = relate_classes(a, b, kind);
    if (variant.strength >= STRENGTH_CONCEPT)
        return relation(AK_RELATION_JOINED, variant.strength - LOST);
    bool sounds = ak_slice_eq(a->key, b->key);
    if (scripts && sounds) {
        ak_relation r = relate_consonants(a, b, 5);
        if (r.kind != AK_RELATION_NONE) return relation(AK_RELATION_JOINED, r.strength - LOST);
    }
    if (!spelling || (!sounds && (shorter < AK_JOINED_NEAR || !near_alike(a, b))))
        return relation(AK_RELATION_NONE, 0);
    unsigned distance = (unsigned)known.distance;
    if (known.distance == AK_UNMEASURED) distance = ak_edit_distance(x, y, budget);
    if (distance > budget) return relation(AK_RELATION_NONE, 0);
    return relation(AK_RELATION_JOINED, spelling_strength(distance, longer) - LOST);
}
