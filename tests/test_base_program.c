/* A program is the same until its file is replaced or written to. */
#include "tests/testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/hash.h"
#include "base/program.h"

#define ASK "--identity" /* makes this program say what it is */

static int
say_identity(void)
{
	struct buf identity = {0};
	char text[SHA256_TEXT];

	if (!program_identity(&identity)) {
		puts("not known");
		return 0;
	}
	sha256_text(identity.data, identity.length, text);
	puts(text);
	buf_clear(&identity);
	return 0;
}

/* What a program says that it is, run anew. */
static void
identity_of(const char *program, char out[SHA256_TEXT])
{
	char *command = xasprintf("'%s' " ASK, program);
	FILE *said = popen(command, "r");

	assert_non_null(said);
	assert_non_null(fgets(out, SHA256_TEXT, said));
	while (fgetc(said) != EOF)
		continue;
	assert_int_equal(pclose(said), 0);
	free(command);
	if (strcmp(out, "not known\n") == 0)
		TEST_SKIP("this system does not tell what a process runs");
}

/* This program again, under a name of its own. */
static char *
copy_of_self(const char *folder, const char *name)
{
	size_t length;
	char *bytes = test_file_read("/proc/self/exe", &length);
	char *path = test_file_write(folder, name, bytes, length);

	assert_int_equal(chmod(path, 0755), 0);
	free(bytes);
	return path;
}

static void
is_the_same_in_each_process(void **state UNUSED)
{
	char *folder = test_folder(), *program;
	char first[SHA256_TEXT], again[SHA256_TEXT];

	program = copy_of_self(folder, "program");
	identity_of(program, first);
	for (int i = 0; i < 5; i++) {
		identity_of(program, again);
		assert_string_equal(first, again);
	}
	free(program);
	test_folder_remove(folder);
}

static void
is_another_once_it_was_replaced(void **state UNUSED)
{
	char *folder = test_folder(), *program, *newer;
	char first[SHA256_TEXT], second[SHA256_TEXT], third[SHA256_TEXT];
	FILE *file;

	program = copy_of_self(folder, "program");
	identity_of(program, first);
	newer = copy_of_self(folder, "newer");
	assert_int_equal(rename(newer, program), 0);
	identity_of(program, second);
	assert_string_not_equal(first, second);
	file = fopen(program, "ab");
	assert_non_null(file);
	assert_int_equal(fputc('\n', file), '\n');
	assert_int_equal(fclose(file), 0);
	identity_of(program, third);
	assert_string_not_equal(second, third);
	free(newer);
	free(program);
	test_folder_remove(folder);
}

int
main(int argc, char *argv[])
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(is_the_same_in_each_process),
	    cmocka_unit_test(is_another_once_it_was_replaced),
	};

	if (argc == 2 && strcmp(argv[1], ASK) == 0)
		return say_identity();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
