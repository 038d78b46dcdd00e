/* The rules hash: what an index must have been made with to be read. */
#include "names/dictionaries.h"

#include "base/hash.h"
#include "names/name.h"
#include "names/transcribe.h"
#include "text/words.h"

#include <stdio.h>

static const ak_dict *const all[] = {&ak_dict_common_parts, &ak_dict_family_names,
    &ak_dict_generic_words, &ak_dict_given_names, &ak_dict_legal_forms, &ak_dict_numbers,
    &ak_dict_particles, &ak_dict_places, &ak_dict_short_forms, &ak_dict_titles,
    &ak_dict_vessel_words, &ak_dict_wade_giles};

uint64_t ak_names_dictionaries_hash(void)
{
    uint64_t h = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        h = ak_hash_seed(ak_slice_of(all[i]->name), h ^ all[i]->hash);
    return h;
}

uint64_t ak_names_rules(void)
{
    char text[128];
    int n = snprintf(text, sizeof text, "text %d icu %s names %d dictionaries %016llx %016llx",
        AK_TEXT_VERSION, ak_text_icu_version(), AK_NAMES_VERSION,
        (unsigned long long)ak_names_dictionaries_hash(),
        (unsigned long long)ak_transcription_hash());
    return ak_hash((ak_slice){text, (size_t)n});
}
