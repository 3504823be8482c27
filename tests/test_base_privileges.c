#include "tests/testing.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/privileges.h"

struct attempt {
	const char *user;
	const char *folder;
	uid_t expected; /* whom the process must be afterwards */
};

/* Ends with 0 as the expected user, 1 where refused, 2 where still root. */
static void
attempt_drop(void *arg)
{
	struct attempt *attempt = arg;
	gid_t groups[64];
	int count, i;

	if (!privileges_drop(attempt->user, attempt->folder))
		_exit(1);
	if (getuid() != attempt->expected || geteuid() != attempt->expected)
		_exit(3);
	if (getuid() != 0 && setuid(0) == 0)
		_exit(2);
	count = getgroups(ARRAY_LEN(groups), groups);
	for (i = 0; i < count; i++) {
		if (groups[i] == 0 && attempt->expected != 0)
			_exit(4);
	}
}

static int
outcome(const char *user, const char *folder, uid_t expected, char **said)
{
	struct attempt attempt = {user, folder, expected};
	int status;

	status = test_in_child(attempt_drop, &attempt, said);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static uid_t
nobody(void)
{
	const struct passwd *account = getpwnam("nobody");

	assert_non_null(account);
	return account->pw_uid;
}

static void
stays_the_plain_user_it_was_started_as(void **state)
{
	char *said;

	(void)state;
	if (geteuid() == 0)
		TEST_SKIP("runs as root");
	assert_int_equal(outcome(NULL, "/nowhere", getuid(), &said), 0);
	assert_string_equal(said, "");
	free(said);
}

static void
refuses_another_user_without_being_root(void **state)
{
	char *said;

	(void)state;
	if (geteuid() == 0)
		TEST_SKIP("runs as root");
	assert_int_equal(outcome("root", "/nowhere", 0, &said), 1);
	assert_non_null(strstr(said, "only root can become another"));
	free(said);
}

static void
becomes_the_owner_of_the_data_folder(void **state)
{
	char *folder, *said;

	(void)state;
	if (geteuid() != 0)
		TEST_SKIP("needs to be started as root");
	folder = test_folder();
	assert_int_equal(outcome(NULL, folder, nobody(), &said), 0);
	assert_string_equal(said, "");
	free(said);
	test_folder_remove(folder);
}

static void
attempt_denied(void *arg)
{
	if (!privileges_drop("nobody", arg))
		_exit(1);
	_exit(strstr(privileges_error(EACCES), "the account nobody") == NULL ||
	      strcmp(privileges_error(ENOENT), strerror(ENOENT)) != 0);
}

static void
tells_which_account_a_right_is_missing_to(void **state)
{
	char root[] = "/", *said;

	(void)state;
	assert_string_equal(privileges_error(EACCES), strerror(EACCES));
	if (geteuid() != 0)
		TEST_SKIP("needs to be started as root");
	assert_int_equal(test_in_child(attempt_denied, root, &said), 0);
	free(said);
}

static void
becomes_an_owner_that_no_account_names(void **state)
{
	char *folder, *said;

	(void)state;
	if (geteuid() != 0)
		TEST_SKIP("needs to be started as root");
	folder = test_folder();
	assert_int_equal(chown(folder, 54321, 54321), 0);
	assert_int_equal(outcome(NULL, folder, 54321, &said), 0);
	free(said);
	test_folder_remove(folder);
}

static void
becomes_the_user_it_is_told_to(void **state)
{
	char *said;

	(void)state;
	if (geteuid() != 0)
		TEST_SKIP("needs to be started as root");
	assert_int_equal(outcome("nobody", "/", nobody(), &said), 0);
	free(said);
}

static void
refuses_to_stay_root(void **state)
{
	char *folder, *said;

	(void)state;
	if (geteuid() != 0)
		TEST_SKIP("needs to be started as root");
	folder = test_folder();
	assert_int_equal(chown(folder, 0, 0), 0);
	assert_int_equal(outcome(NULL, folder, 0, &said), 1);
	assert_non_null(strstr(said, "will not run as root"));
	assert_non_null(strstr(said, folder));
	free(said);
	assert_int_equal(outcome("root", folder, 0, &said), 1);
	assert_non_null(strstr(said, "--user root: will not run as root"));
	free(said);
	test_folder_remove(folder);
}

static void
says_what_to_do_without_a_data_folder(void **state)
{
	char *said;

	(void)state;
	if (geteuid() != 0)
		TEST_SKIP("needs to be started as root");
	assert_int_equal(outcome(NULL, "/nowhere/data", 0, &said), 1);
	assert_non_null(strstr(said, "/nowhere/data: No such file"));
	assert_non_null(strstr(said, "--user"));
	free(said);
}

static void
refuses_an_account_that_is_not_there(void **state)
{
	char *said;

	(void)state;
	assert_int_equal(outcome("no-such-account", "/", 0, &said), 1);
	assert_non_null(strstr(said, "no-such-account"));
	free(said);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(stays_the_plain_user_it_was_started_as),
	    cmocka_unit_test(refuses_another_user_without_being_root),
	    cmocka_unit_test(becomes_the_owner_of_the_data_folder),
	    cmocka_unit_test(tells_which_account_a_right_is_missing_to),
	    cmocka_unit_test(becomes_an_owner_that_no_account_names),
	    cmocka_unit_test(becomes_the_user_it_is_told_to),
	    cmocka_unit_test(refuses_to_stay_root),
	    cmocka_unit_test(says_what_to_do_without_a_data_folder),
	    cmocka_unit_test(refuses_an_account_that_is_not_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
