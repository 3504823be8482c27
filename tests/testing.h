/*
 * What tests share: cmocka, temporary folders, files, skipping with a
 * reason.  A test's name is the sentence that it proves.
 */
#ifndef SIGNPOST_TESTING_H
#define SIGNPOST_TESTING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/compiler.h"

/* Ends the running test as skipped, and says why. */
#define TEST_SKIP(reason) test_skip(__func__, reason)
void test_skip(const char *test, const char *reason);

/* A file of the source tree ("tests/feeds/x.xml").  The caller's. */
char *test_source(const char *path);

/*
 * A new folder under TMPDIR that programs started by a test can use: as
 * root it belongs to another account.  test_folder_remove() removes all that
 * is in it, and frees the name.
 */
char *test_folder(void);
void test_folder_remove(char *folder);

/* A whole file, a NUL behind it; the test fails where there is none. */
char *test_file_read(const char *path, size_t *length);
/* Writes FOLDER/NAME; returns its path, the caller's. */
char *test_file_write(
    const char *folder, const char *name, const void *data, size_t length);
char *test_file_write_text(
    const char *folder, const char *name, const char *text);

/*
 * Runs "body" in a child process with standard error to a file, and returns
 * the child's wait status.  *said gets what it wrote there, the caller's.
 */
int test_in_child(void (*body)(void *), void *arg, char **said);

#endif
