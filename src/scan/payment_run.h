/* Payments for aka_scanner: what is found in parties and in free texts, put into one order and
 * without saying the same twice. */
#ifndef AK_SCAN_PAYMENT_RUN_H
#define AK_SCAN_PAYMENT_RUN_H

#include "aka/scan.h"
#include "scan/payment.h"

/* One thread; the index must outlive it. */
typedef struct ak_payment_run ak_payment_run;
AKA_CHECKED aka_status ak_payment_run_create(
    const aka_index *index, ak_payment_run **out, aka_error *err);
void ak_payment_run_free(ak_payment_run *run);

/* Reads `in` to its end and tells mentions, text and problems as aka_scanner_run_file promises.
 * Free texts are scanned by `texts`, which must not be at work. options: complete. *bytes: how many
 * were read, of the decompressed file. */
AKA_CHECKED aka_status ak_payment_run_input(ak_payment_run *run, aka_scanner *texts, ak_input *in,
    ak_payment_format format, const aka_scan_options *options, uint64_t *bytes, aka_error *err);

#endif
