/* What of a file is text: a copy of the same length, in which everything else is blank, entities
 * are the characters they stand for and words broken over a line end are whole, so that offsets in
 * the copy are offsets in the file. */
#ifndef AK_SCAN_VIEW_H
#define AK_SCAN_VIEW_H

#include "aka/scan.h"
#include "base/slice.h"

/* Where reading stands between two pieces of a file. */
typedef struct ak_view {
    aka_scan_form form; /* never AKA_FORM_DETECT */
    const char *until;  /* skipping to this: "</script", "-->"; NULL: not */
    bool tag;           /* within a tag too long to be looked at whole … */
    char quote;         /* … and in a value between these; 0: between values */
    bool value;         /* … behind a "=" */
    size_t no_tag;      /* so many bytes hold no "<" that begins a tag … */
    size_t no_target;   /* … and so many no "](" that begins a link's target */
    char fence;         /* in code between lines of these: "`" or "~"; 0: not … */
    size_t fence_len;   /* … which are so long at least */
    bool line;          /* the next byte begins a line */
    bool quoted;        /* the line before was one of a quotation */
} ak_view;

/* By ending of the path (may be NULL), else by content: HTML or plain text. */
aka_scan_form ak_view_detect(const char *path, ak_slice beginning);
void ak_view_start(ak_view *view, aka_scan_form form);
/* Turns bytes into their view, in place. Returns how many are done; those behind are part of
 * something that goes on, and come again at the front of the next piece. Where `last`, all. */
size_t ak_view_read(ak_view *view, char *bytes, size_t len, bool last);

#endif
