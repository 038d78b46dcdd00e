/* FtM JSON: whatever is read is written, and reads again to the same bytes. */
#include "entity/entity.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_round_trip(ak_arena *arena, const ak_entity *e)
{
    ak_buf once, twice;
    ak_buf_init(&once, 16u << 20);
    ak_buf_init(&twice, 0);
    ak_entity_write_json(e, &once);
    if (!once.failed) {
        ak_entity *again;
        if (ak_entity_read_json(arena, ak_buf_slice(&once), &again, NULL) != AKA_OK) abort();
        ak_entity_write_json(again, &twice);
        if (twice.failed || !ak_slice_eq(ak_buf_slice(&once), ak_buf_slice(&twice))) abort();
    }
    ak_buf_free(&once);
    ak_buf_free(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ak_arena arena;
    ak_arena_init(&arena, 0);
    ak_entity *e;
    aka_error err = {.code = AKA_OK};
    aka_status status = ak_entity_read_json(&arena, (ak_slice){(const char *)data, size}, &e, &err);
    if (status == AKA_OK)
        check_round_trip(&arena, e);
    else if (e || err.code != status || err.byte > size || err.message[0] == '\0')
        abort();
    ak_arena_free(&arena);
    return 0;
}
