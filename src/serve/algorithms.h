/* The ways to score that requests may name. The one place to change when the library knows more. */
#ifndef AK_SERVE_ALGORITHMS_H
#define AK_SERVE_ALGORITHMS_H

#include "request.h"

/* NULL and "best" are the default. Refuses with 400 where there is none of that name. */
bool ak_algorithm_check(ak_request *request, const char *name);
/* {"algorithms":[…],"default","best"} */
void ak_algorithms_write(ak_out *out);

#endif
