/* How two parts are related: the one definition that both retrieval and scoring use. */
#ifndef AK_NAMES_RELATE_H
#define AK_NAMES_RELATE_H

#include "entity/schema.h"
#include "names/term.h"

/* X(symbol, name) — strongest first. */
#define AK_RELATION_MAP(X)                                                                         \
    X(AK_RELATION_NONE, "none")                                                                    \
    X(AK_RELATION_SAME, "identical")                                                               \
    X(AK_RELATION_VARIANT, "variant") /* the same name in another language or spelling */          \
    X(AK_RELATION_SHORT, "short form")                                                             \
    X(AK_RELATION_SOUND, "same sounds")       /* the consonants agree, vowels differ */            \
    X(AK_RELATION_TYPO, "similar spelling")   /* few letters differ */                             \
    X(AK_RELATION_TRANSCRIBED, "transcribed") /* as it may be written in the other script */       \
    X(AK_RELATION_INITIAL, "initial")                                                              \
    X(AK_RELATION_JOINED, "joined")   /* one writes together what the other separates */           \
    X(AK_RELATION_ACRONYM, "acronym") /* the initials of the words of the other */

typedef enum ak_relation_kind {
#define AK_RELATION_ENUM(symbol, name) symbol,
    AK_RELATION_MAP(AK_RELATION_ENUM)
#undef AK_RELATION_ENUM
} ak_relation_kind;

const char *ak_relation_name(ak_relation_kind kind);

typedef struct ak_relation {
    uint8_t kind;      /* ak_relation_kind */
    uint16_t strength; /* 1/1000; 0 for none, 1000 for identical only */
} ak_relation;

/* Relation of two parts of names of things of one kind. Symmetric. */
ak_relation ak_relate(const ak_term *a, const ak_term *b, ak_kind kind);
/* Relation where one side, or both, is parts run together: stricter. Symmetric. */
ak_relation ak_relate_joined(const ak_term *a, const ak_term *b, bool both, ak_kind kind);

/* What has been found out about two terms, so that it need not be again; AK_UNMEASURED for what has
 * not. */
#define AK_UNMEASURED (-1)
#define AK_APART 10000 /* in place of a distance: further than ak_relate_reach allows */
typedef struct ak_measured {
    int distance;    /* ak_edit_distance of the plain texts, or AK_APART */
    int transcribed; /* ak_transcription_strength of the two */
} ak_measured;
/* The same as above. */
ak_relation ak_relate_measured(const ak_term *a, const ak_term *b, ak_kind kind, ak_measured known);
ak_relation ak_relate_joined_measured(
    const ak_term *a, const ak_term *b, bool both, ak_kind kind, ak_measured known);

/* Whatever ak_relate or ak_relate_joined relates to a term t either
 *   - has a key that is near the key of t (ak_keys_near);
 *   - shares a class (class >> 2); or
 *   - is an initial of t, or t is an initial of it; or
 *   - has a loose key that is near the loose key of t (names/transcribe.h), where one of the two is
 *     marked as of another script and the other is not, and both are parts.
 * Retrieval looks in these places and nowhere else. */
bool ak_keys_near(ak_slice a, ak_slice b);
/* Joined parts are related by a near key only where both spellings have so many letters. */
#define AK_JOINED_NEAR 9

/* Whatever ak_relate relates by spelling alone is no further apart than this (1/100 edits, as
 * ak_edit_distance has it), by the length of the shorter text, whether the keys are the same, and
 * whether both are known given names; and the same for ak_relate_joined. */
unsigned ak_relate_reach(size_t shorter, bool same_key, bool both_given);
unsigned ak_relate_joined_reach(size_t shorter, bool same_key);
/* Parts of the same key of which one writes few vowels are related by that alone where the key has
 * so many consonants. */
#define AK_SKELETON_LEAST 3
static inline size_t ak_key_consonants(ak_slice key)
{
    return key.len - (key.len && key.data[0] == 'A');
}
/* True for a word that is a given name and nothing less. */
bool ak_term_is_given_name(const ak_term *term);

/* The text without the mark of its script. */
static inline ak_slice ak_term_plain(const ak_term *term)
{
    return ak_text_plain(term->text);
}
static inline bool ak_term_is_abjad(const ak_term *term)
{
    return ak_script_is_abjad(ak_text_script(term->text));
}
/* True where both are spelled the same, each in its script; what writes few vowels is another
 * spelling than what writes them all. */
static inline bool ak_terms_same(const ak_term *a, const ak_term *b)
{
    return ak_slice_eq(ak_term_plain(a), ak_term_plain(b)) &&
           ak_term_is_abjad(a) == ak_term_is_abjad(b);
}
static inline bool ak_term_is_initial(const ak_term *term)
{
    return term->text.len == 1 && term->text.data[0] > '9';
}

#endif
