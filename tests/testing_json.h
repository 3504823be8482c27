/* JSON as another program must find it, and ways to look into it. */
#ifndef SIGNPOST_TESTING_JSON_H
#define SIGNPOST_TESTING_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/alloc.h"

/* The test fails where it is not one value of RFC 8259, or repeats a name. */
void test_json_check(const char *json);

/*
 * A value by its path: "results.0.name", "groups.suits"; "" is the whole.
 * Points into the text; NULL where there is none.
 */
const char *test_json_at(const char *json, const char *path);
/* That string, unescaped; NULL where there is none. */
char *test_json_text(struct arena *arena, const char *json, const char *path);
/* That number; the test fails where there is none. */
double test_json_number(const char *json, const char *path);
/* How many values that list has; the test fails where it is no list. */
size_t test_json_count(const char *json, const char *path);
/* One text of each object in a list, with a space between. */
char *test_json_each(
    struct arena *arena, const char *json, const char *path, const char *name);
/* The same JSON with a line for each value, to be read and compared. */
char *test_json_lines(struct arena *arena, const char *json);

#endif
