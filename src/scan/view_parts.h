/* The parts of a view: HTML (view_html.c) and Markdown (view_markdown.c). Each reads what begins at
 * s, len > 0 bytes of which are there (all, where `last`), writes its view in place and returns
 * how many bytes are done; 0: more must be seen first. */
#ifndef AK_SCAN_VIEW_PARTS_H
#define AK_SCAN_VIEW_PARTS_H

#include "scan/view.h"

#define AK_VIEW_TAG_MAX (64u << 10) /* bytes that are looked ahead for the end of a tag */

/* Zero-width characters of n bytes, at least two: within a word they are not seen. */
void ak_view_unseen(char *bytes, size_t n);

/* A tag, comment or the like; a "<" that is none stays. */
size_t ak_view_tag(ak_view *v, char *s, size_t len, bool last);
/* A reference to a character; a "&" that is none stays. Without its ";" as HTML has it. */
size_t ak_view_entity(const ak_view *v, char *s, size_t len, bool last);
/* While v->until or v->tag: what is skipped. */
size_t ak_view_skip(ak_view *v, char *s, size_t len, bool last);

size_t ak_view_markdown(ak_view *v, char *s, size_t len, bool last);
/* While v->fence: a line of code, or a piece of one. */
size_t ak_view_fenced(ak_view *v, char *s, size_t len, bool last);

#endif
