/* Distances by a probe, transcriptions by a hearing; the texts are most often read from what stands
 * under the key. */
#include "scan/sounding.h"

#include "match/expand_search.h"

void ak_sounding_begin(
    ak_sounding *s, const ak_index *index, const ak_term *own, ak_hearing *hearings)
{
    const ak_slice plain = ak_term_plain(own);
    const ak_script script = ak_text_script(own->text);
    s->index = index;
    s->own = own;
    s->marked = script != AK_SCRIPT_LATIN;
    s->given = ak_term_is_given_name(own);
    s->skeleton = ak_key_consonants(own->key) >= AK_SKELETON_LEAST;
    s->is_heard = false;
    s->hearing = &hearings[script];
    s->head = s->heard = NULL;
    ak_edit_probe_make(plain, ak_relate_reach(plain.len, true, false), &s->probe);
}

/* The distance of a text of the same consonants; AK_APART where that relates nothing. */
static int distance_to(ak_sounding *s, const ak_ix_sound *sound, ak_slice text)
{
    const size_t own = s->probe.text.len, shorter = own < text.len ? own : text.len;
    const unsigned reach =
        ak_relate_reach(shorter, true, s->given && sound->outline.flags & AK_SOUND_GIVEN);
    if ((own + text.len - 2 * shorter) * AK_EDIT_LEAST > reach) return AK_APART;
    const size_t shared = s->head ? ak_heads_share(s->head, sound->head) : 0;
    s->head = sound->head;
    const unsigned distance = ak_edit_probe_distance(&s->probe, text, shared, reach);
    return distance <= reach ? (int)distance : AK_APART;
}

/* The strength of a text in Latin letters as a transcription of the word. */
static int strength_of(ak_sounding *s, const ak_ix_sound *sound, ak_slice text)
{
    if (!s->is_heard)
        ak_hearing_make(ak_text_script(s->own->text), true, s->probe.text, s->hearing);
    s->is_heard = true;
    const size_t shared = s->heard ? ak_heads_share(s->heard, sound->head) : 0;
    s->heard = sound->head;
    const int strength = ak_hearing_strength(s->hearing, text, shared);
    return strength == AK_HEARING_OPEN ? AK_UNMEASURED : strength;
}

bool ak_sounding_measure(ak_sounding *s, const ak_ix_sound *sound, ak_measured *out)
{
    const ak_ix_outline *o = &sound->outline;
    ak_slice text = {sound->head, o->length};
    *out = AK_NOTHING_MEASURED;
    if (o->length <= 1) return true; /* to an initial, not only spelling relates */
    if (text.len > AK_IX_HEAD) {
        const ak_term term = ak_layout_term(s->index, sound->term);
        text = ak_term_plain(&term);
    }
    out->distance = distance_to(s, sound, text);
    /* Of two scripts, of which one writes few vowels. */
    const bool abjad = ak_term_is_abjad(s->own) != !!(o->flags & AK_SOUND_ABJAD);
    const bool related = out->distance != AK_APART || (abjad && s->skeleton);
    if (s->marked == !!(o->flags & AK_IX_MARKED)) return related;
    if (s->marked) out->transcribed = strength_of(s, sound, text);
    return related || out->transcribed != 0;
}
