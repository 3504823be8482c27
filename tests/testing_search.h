/* A small directory of invented listings, indexed and searched. */
#ifndef SIGNPOST_TESTING_SEARCH_H
#define SIGNPOST_TESTING_SEARCH_H

#include "search/index_build.h"
#include "search/search.h"

#define TEST_SEARCH_MAX 200

struct test_search {
	struct arena arena;
	struct vocabulary *vocabulary;
	struct listing listings[TEST_SEARCH_MAX];
	size_t count;
	char *folder, *path;
	struct index *index;
	time_t now; /* 0: 10am on 24 November 2026 */
	/* What the last query was, found wrong, and gave. */
	struct query query;
	struct query_error errors[8];
	size_t errors_count;
	struct answer answer;
};

extern const struct query_places test_search_places;

void test_search_init(struct test_search *);
void test_search_clear(struct test_search *);
/* An active service called "name"; fill in the rest. */
struct listing *test_search_add(
    struct test_search *, const char *code, const char *name);
char *test_search_text(struct test_search *, const char *text);
void test_search_type(struct test_search *, struct listing *, const char *id);
void test_search_place(struct listing *, double lat, double lon,
    const char *district, const char *ward);
void test_search_area(
    struct test_search *, struct listing *, const char *code, const char *name);
void test_search_rule(struct test_search *, struct listing *,
    const char *dimension, const char *value, bool from_field,
    const char *sentence);
void test_search_phone(
    struct test_search *, struct listing *, const char *dial);
/* Builds and opens the index: after all listings are added. */
void test_search_open(struct test_search *);
/* Builds again, elsewhere; returns the file's bytes, the caller's. */
char *test_search_build(struct test_search *, size_t *length);
/*
 * Runs "name=value&name=value" (nothing is decoded; '+' is a space).
 * Errors are kept, not asserted.
 */
void test_search_run(struct test_search *, const char *query);
/* The codes found, best first, with a space between: "aa2aaa bb2bbb". */
const char *test_search_codes(struct test_search *, const char *query);

#endif
