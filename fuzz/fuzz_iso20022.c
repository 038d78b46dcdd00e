/* Fuzzes ak_payment_read: any bytes as ISO 20022 documents. */
#include "payment_input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_payment(AK_PAYMENT_ISO20022, data, size);
    return 0;
}
