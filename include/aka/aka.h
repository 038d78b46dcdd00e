/* aka: finds out whether a name or record refers to somebody on a watchlist. All public headers
 * but serve.h, which is of a library of its own. */
#ifndef AKA_AKA_H
#define AKA_AKA_H

#include <aka/algorithm.h>
#include <aka/build.h>
#include <aka/error.h>
#include <aka/index.h>
#include <aka/lookup.h>
#include <aka/reader.h>
#include <aka/record.h>
#include <aka/scan.h>
#include <aka/screen.h>
#include <aka/text.h>

#endif
