/* A record with a few listings and places, and a folder to publish to. */
#ifndef SIGNPOST_TESTING_PUBLISH_H
#define SIGNPOST_TESTING_PUBLISH_H

#include <sys/stat.h>

#include "importers/publish.h"
#include "schema/record_feed.h"

#define TEST_PUBLISH_LISTINGS 12 /* when a test begins */

/* What each test is given: a record with a few listings and places. */
struct test_publish {
	char *data;
	struct record *record;
	struct vocabulary *vocabulary;
	struct record_feed feed;
	struct arena arena;
	struct publish_report report;
};

/* What the last call found wrong. */
extern char test_error[1024];

/* For cmocka: *state is a struct test_publish. */
int test_publish_setup(void **state);
int test_publish_teardown(void **state);
/* One more, in a transaction of the caller's. */
void test_publish_listing(struct test_publish *, unsigned number);
bool test_publish_try(struct test_publish *);
void test_publish_run(struct test_publish *); /* it must work */
/* A file of a generation; the caller's. */
char *test_publish_path(
    const struct test_publish *, long number, const char *name);
ino_t test_publish_inode(
    const struct test_publish *, long number, const char *name);

#endif
