#include "base/paths.h"

#include <limits.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/compiler.h"

/* The folder of the running program; the caller's. */
static char *
program_folder(void)
{
	char path[PATH_MAX];
	ssize_t length;
	char *slash;

	length = readlink("/proc/self/exe", path, sizeof(path) - 1);
	if (length <= 0)
		return xstrdup(".");
	path[length] = '\0';
	slash = strrchr(path, '/');
	if (slash != NULL)
		*slash = '\0';
	return xstrdup(path);
}

/*
 * The first of FOLDER/PLACE/NAME that exists; the last place, an absolute
 * one, where none does.
 */
static char *
first_of(const char *const places[], size_t count, const char *name, int mode)
{
	char *folder = program_folder(), *path = NULL;
	size_t i;

	for (i = 0; i < count; i++) {
		free(path);
		if (*places[i] == '/')
			path = xasprintf("%s/%s", places[i], name);
		else
			path = xasprintf("%s/%s/%s", folder, places[i], name);
		if (access(path, mode) == 0)
			break;
	}
	free(folder);
	return path;
}

char *
path_data(const char *name)
{
	/* The program itself, a test in its folder, the installed one. */
	static const char *const places[] = {
	    "share/signpost", "../share/signpost", SIGNPOST_DATADIR};

	return first_of(places, ARRAY_LEN(places), name, F_OK);
}

char *
path_program(const char *name)
{
	static const char *const places[] = {
	    ".", "..", SIGNPOST_LIBEXECDIR, SIGNPOST_BINDIR};

	return first_of(places, ARRAY_LEN(places), name, X_OK);
}

char *
path_data_folder(void)
{
	struct stat status;

	if (stat("var", &status) == 0 && S_ISDIR(status.st_mode))
		return xstrdup("var");
	return xstrdup("/var/lib/signpost");
}

char *
path_config(const char *name)
{
	char *path = xasprintf("%s/%s", SIGNPOST_SYSCONFDIR, name);

	if (access(path, F_OK) == 0)
		return path;
	free(path);
	return NULL;
}
