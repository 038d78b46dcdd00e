/* Fuzzes ak_read_ofac_xml: any bytes as a list. */
#include "list_input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_bytes(ak_read_ofac_xml, data, size);
    return 0;
}
