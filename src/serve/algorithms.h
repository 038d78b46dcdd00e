/* The ways to score that requests may name. */
#ifndef AK_SERVE_ALGORITHMS_H
#define AK_SERVE_ALGORITHMS_H

#include "request.h"

#include <aka/algorithm.h>

/* The name of the algorithm that the request asks for; the default where it asks for none or for
 * "best". Static storage. Refuses with 400 where there is none of that name. */
bool ak_algorithm_choose(ak_request *request, const char **name);
/* {"algorithms":[…],"default","best"} */
void ak_algorithms_write(ak_out *out);

#endif
