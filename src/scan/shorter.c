/* Words compared with words of a fuller mention, and letters with what names begin with. */
#include "scan/shorter.h"

#include "match/layout.h"

/* Whether the word is one of [from, to), or an initial of one. */
static bool is_among(
    const ak_finder *f, const ak_run *run, uint32_t from, uint32_t to, const ak_lexeme *word)
{
    if (word->flags & AK_LEXEME_SMALL) return true;
    for (uint32_t i = from; i < to; i++) {
        const ak_slice w = ak_word_of(f, run, i)->text;
        if (ak_slice_eq(w, word->text) || (word->text.len == 1 && ak_slice_starts(w, word->text)))
            return true;
    }
    return false;
}

/* Whether words [from, to) have the letters in front, in their order, and maybe others. */
static bool initials_spell(
    const ak_finder *f, const ak_run *run, uint32_t from, uint32_t to, ak_slice letters)
{
    size_t said = 0;
    for (uint32_t i = from; i < to && said < letters.len; i++)
        said += ak_slice_starts(ak_word_of(f, run, i)->text, ak_slice_sub(letters, said, said + 1));
    return said == letters.len;
}

/* Whether the word is one of a name that the entity has. */
static bool is_in_names(const ak_index *ix, const ak_ix_entity *entity, ak_slice word)
{
    for (uint32_t n = entity->name_first; n < entity->name_first + entity->name_count; n++)
        for (uint32_t i = 0; i < ix->data.names[n].part_count; i++) {
            const ak_ix_part *part = &ix->data.parts[ix->data.names[n].part_first + i];
            if (ak_slice_eq_nocase(ak_layout_term(ix, part->term).text, word)) return true;
        }
    return false;
}

bool ak_is_in_names(const ak_index *ix, const ak_find *finds, size_t count, ak_slice word)
{
    for (size_t k = 0; k < count; k++)
        if (is_in_names(ix, &ix->data.entities[ix->data.names[finds[k].name].entity], word))
            return true;
    return false;
}

bool ak_names_spell(const ak_index *ix, const ak_find *find, ak_slice letters)
{
    const ak_ix_entity *entity = &ix->data.entities[ix->data.names[find->name].entity];
    for (uint32_t n = entity->name_first; n < entity->name_first + entity->name_count; n++) {
        size_t said = 0;
        for (uint32_t i = 0; i < ix->data.names[n].part_count && said < letters.len; i++) {
            const ak_ix_part *part = &ix->data.parts[ix->data.names[n].part_first + i];
            said += ak_slice_starts(
                ak_layout_term(ix, part->term).text, ak_slice_sub(letters, said, said + 1));
        }
        if (said == letters.len) return true;
    }
    return false;
}

/* Whether words [first, end) say less of [from, to), which the find is of: "Ali Tarvand" of Ali
 * Reza Tarvand, "CSB" of Central Survey Board. */
bool ak_is_shorter(const ak_finder *f, const ak_run *run, const ak_find *find, uint32_t from,
    uint32_t to, uint32_t first, uint32_t end)
{
    const ak_index *ix = f->lexicon.plan->index;
    const ak_ix_entity *entity = &ix->data.entities[ix->data.names[find->name].entity];
    const ak_lexeme *l = ak_word_of(f, run, first);
    if (end - first == 1 && l->shape == AK_SHAPE_CAPITALS)
        return initials_spell(f, run, from, to, l->text) || ak_names_spell(ix, find, l->text) ||
               is_in_names(ix, entity, l->text);
    for (uint32_t i = first; i < end; i++)
        if (!is_among(f, run, from, to, ak_word_of(f, run, i))) return false;
    return true;
}
