/* How much work a screening is, counted and not timed: for the tests that bound it. Questions stand
 * in files, a line each, behind four limits. Include after cmocka. */
#ifndef TESTS_MATCH_WORK_H
#define TESTS_MATCH_WORK_H

#include "aka/aka.h"
#include "match/screener.h"

#include <stdio.h>
#include <stdlib.h>

/* Items looked at for relations, postings read, names bounded, names aligned. */
typedef struct work {
    unsigned long related, postings, bounded, aligned;
} work;

/* Of a question that comes first: nothing is remembered of others. */
static inline work work_of(aka_screener *s, const aka_record *asked)
{
    aka_error err;
    ak_memory_free(&s->retriever.expander.memory);
    const uint64_t before = s->retriever.expander.looked_at;
    if (aka_screener_run(s, asked, NULL, &err) != AKA_OK) fail_msg("%s", err.message);
    return (work){s->retriever.expander.looked_at - before, s->postings_read, s->names_bounded,
        s->names_scored};
}

/* The limits that a line begins with; *rest is what follows them. */
static inline work limits_of(const char *line, const char **rest)
{
    work most;
    int used = 0;
    if (sscanf(line, "%lu %lu %lu %lu %n", &most.related, &most.postings, &most.bounded,
            &most.aligned, &used) != 4)
        fail_msg("\"%s\" does not begin with four limits", line);
    *rest = line + used;
    return most;
}

/* With AKA_HARD_QUERIES=print work is printed as a line of the file, and nothing is too much. */
static inline bool is_printing(void)
{
    return getenv("AKA_HARD_QUERIES") != NULL;
}

/* False, and said, where work is more than its limits. */
static inline bool is_within(const work *w, const work *most, const char *question)
{
    if (w->related <= most->related && w->postings <= most->postings &&
        w->bounded <= most->bounded && w->aligned <= most->aligned)
        return true;
    print_error("%s\n    is %lu %lu %lu %lu (related, postings, bounded, aligned); at most %lu %lu "
                "%lu %lu\n",
        question, w->related, w->postings, w->bounded, w->aligned, most->related, most->postings,
        most->bounded, most->aligned);
    return false;
}

#endif
