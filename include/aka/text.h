/* Text handed out by the library: a buffer that the caller owns and may use again. */
#ifndef AKA_TEXT_H
#define AKA_TEXT_H

#include <aka/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Start with {0}. Functions that write one replace its content; data is terminated by a 0 that len
 * does not count and stays valid until the next write or aka_text_free. */
typedef struct aka_text {
    char *data;
    size_t len, cap; /* bytes */
} aka_text;

/* Gives the memory back and resets to {0}. */
AKA_API void aka_text_free(aka_text *text);

/* "0.1.0". Static storage. */
AKA_API const char *aka_version(void);

#ifdef __cplusplus
}
#endif
#endif
