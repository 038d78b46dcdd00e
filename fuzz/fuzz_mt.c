/* Fuzzes ak_payment_read: any bytes as SWIFT MT messages. */
#include "payment_input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_payment(AK_PAYMENT_MT, data, size);
    return 0;
}
