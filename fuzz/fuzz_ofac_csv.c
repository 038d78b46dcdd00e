/* Fuzzes ak_read_ofac_csv: the primary file, ALT, ADD and COMMENTS, separated by lines "===="; and
 * the detection of formats. */
#include "list_input.h"

#include "lists/detect.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char mark[] = "====\n";
    memory_file files[1 + AK_COMPANION_COUNT];
    ak_input *inputs[1 + AK_COMPANION_COUNT] = {NULL};
    size_t count = 0, at = 0;
    ak_detected is;
    aka_status st = ak_detect((ak_slice){(const char *)data, size}, "fuzz", &is, NULL);
    if (st != AKA_OK && st != AKA_E_FORMAT) abort();
    while (count < 1 + AK_COMPANION_COUNT && at <= size) {
        const uint8_t *end = size > at ? memmem(data + at, size - at, mark, strlen(mark)) : NULL;
        if (!end || count == AK_COMPANION_COUNT) end = data + size;
        files[count] = memory_file_make(data + at, (size_t)(end - data) - at);
        inputs[count] = input_of(&files[count]);
        count++;
        at = (size_t)(end - data) + strlen(mark);
    }
    read_inputs(ak_read_ofac_csv, inputs[0], inputs + 1);
    for (size_t i = 0; i < count; i++) {
        ak_input_close(inputs[i]);
        memory_file_close(&files[i]);
    }
    return 0;
}
