/* The ways to score that requests may name. */
#ifndef AK_SERVE_ALGORITHMS_H
#define AK_SERVE_ALGORITHMS_H

#include "request.h"

/* The algorithm that the parameter of that name asks for; NULL and "best" are the default. NULL,
 * and the request is refused with 400, where there is none of that name. */
const aka_algorithm *ak_algorithm_of(ak_request *request);
/* {"algorithms":[…],"default","best"} */
void ak_algorithms_write(ak_out *out);

#endif
