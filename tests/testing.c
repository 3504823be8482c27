#include "tests/testing.h"

#include <errno.h>
#include <ftw.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/buf.h"

void
test_skip(const char *test, const char *reason)
{
	fflush(stderr);
	printf("skipped: %s: %s\n", test, reason);
	fflush(stdout);
	skip();
}

char *
test_source(const char *path)
{
	const char *srcdir = getenv("srcdir");

	return xasprintf("%s/%s", srcdir != NULL ? srcdir : ".", path);
}

char *
test_folder(void)
{
	const char *tmp = getenv("TMPDIR");
	const struct passwd *nobody;
	char *folder;

	folder = xasprintf("%s/signpost-test-XXXXXX",
	    tmp != NULL && *tmp != '\0' ? tmp : "/tmp");
	assert_non_null(mkdtemp(folder));
	nobody = getpwnam("nobody");
	if (geteuid() == 0 && nobody != NULL) {
		assert_int_equal(
		    chown(folder, nobody->pw_uid, nobody->pw_gid), 0);
		assert_int_equal(chmod(folder, 0755), 0);
	}
	return folder;
}

static int
remove_cb(
    const char *path, const struct stat *status, int type, struct FTW *walk)
{
	(void)status;
	(void)type;
	(void)walk;
	return remove(path);
}

void
test_folder_remove(char *folder)
{
	if (folder != NULL)
		nftw(folder, remove_cb, 16, FTW_DEPTH | FTW_PHYS);
	free(folder);
}

char *
test_file_read(const char *path, size_t *length)
{
	struct buf content = {0};
	char block[8192];
	size_t step;
	FILE *file;

	file = fopen(path, "rb");
	if (file == NULL)
		fail_msg("%s: %s", path, strerror(errno));
	while ((step = fread(block, 1, sizeof(block), file)) > 0)
		buf_add(&content, block, step);
	fclose(file);
	if (length != NULL)
		*length = content.length;
	return buf_take(&content);
}

char *
test_file_write(
    const char *folder, const char *name, const void *data, size_t length)
{
	char *path = xasprintf("%s/%s", folder, name);
	FILE *file;

	file = fopen(path, "wb");
	if (file == NULL)
		fail_msg("%s: %s", path, strerror(errno));
	assert_int_equal(fwrite(data, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
	return path;
}

char *
test_file_write_text(const char *folder, const char *name, const char *text)
{
	return test_file_write(folder, name, text, strlen(text));
}

int
test_in_child(void (*body)(void *), void *arg, char **said)
{
	char *folder = test_folder(), *path;
	int status;
	pid_t child;

	path = test_file_write_text(folder, "said", "");
	fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		if (freopen(path, "w", stderr) == NULL)
			_exit(99);
		body(arg);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	*said = test_file_read(path, NULL);
	free(path);
	test_folder_remove(folder);
	return status;
}
