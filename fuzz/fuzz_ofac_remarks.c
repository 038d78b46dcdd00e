/* Fuzzes ak_ofac_remarks: any bytes as the remarks of an entry; the first byte says of which kind,
 * and whether they are cut. */
#include "list_input.h"

#include "lists/ofac.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const schemata[] = {"Person", "Organization", "Vessel", "Airplane"};
    unsigned first = size ? data[0] : 0;
    ak_arena keep;
    ak_reading r;
    ak_draft d;
    ak_buf json;
    const ak_sink sink = {&json, see_entity, see_problem};
    const ak_draft_head head = {.prefix = "ofac",
        .label = "ent_num",
        .schema = schemata[first & 3],
        .dataset = "us_ofac_sdn",
        .key = AK_LIT("7"),
        .line = 1};
    ak_arena_init(&keep, 0);
    ak_buf_init(&json, 0);
    if (ak_reading_init(&r, &keep, &sink, NULL) != AKA_OK) abort();
    r.path = "fuzz";
    ak_draft_begin(&d, &r, &head, NULL);
    ak_ofac_remarks(&d, ak_slice_sub((ak_slice){(const char *)data, size}, 1, size), first & 4);
    if (ak_draft_end(&d, NULL) != AKA_OK) abort();
    ak_reading_free(&r);
    ak_arena_free(&keep);
    ak_buf_free(&json);
    return 0;
}
