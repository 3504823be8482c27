/*
 * Kills the process it is loaded into (LD_PRELOAD) at a moment of choice:
 * at the call number CRASH_AT of those that decide what a crash leaves
 * behind.  SIGKILL, as a power cut would: nothing is flushed, nobody is
 * told.  Without CRASH_AT it only counts, and writes the count to the file
 * CRASH_COUNT names.  Child processes are left alone.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static long calls, crash_at;
static pid_t owner;

__attribute__((__constructor__)) static void
shim_start(void)
{
	const char *at = getenv("CRASH_AT");

	owner = getpid();
	crash_at = at ? atol(at) : 0;
	unsetenv("LD_PRELOAD"); /* the reader is another process */
}

__attribute__((__destructor__)) static void
shim_end(void)
{
	const char *path = getenv("CRASH_COUNT");
	FILE *out;

	if (!path || getpid() != owner)
		return;
	out = fopen(path, "w");
	if (!out)
		return;
	fprintf(out, "%ld\n", calls);
	fclose(out);
}

static void
count(void)
{
	if (getpid() == owner && ++calls == crash_at)
		kill(owner, SIGKILL);
}

/* The next function of that name, behind this one. */
#define NEXT(name) \
	static __typeof__(&name) next; \
	if (!next) { \
		void *found = dlsym(RTLD_NEXT, #name); \
		memcpy(&next, &found, sizeof(next)); \
	} \
	count()

int
fsync(int fd)
{
	NEXT(fsync);
	return next(fd);
}

int
fdatasync(int fd)
{
	NEXT(fdatasync);
	return next(fd);
}

int
rename(const char *from, const char *to)
{
	NEXT(rename);
	return next(from, to);
}

int
unlink(const char *path)
{
	NEXT(unlink);
	return next(path);
}

int
unlinkat(int folder, const char *path, int flags)
{
	NEXT(unlinkat);
	return next(folder, path, flags);
}

int
rmdir(const char *path)
{
	NEXT(rmdir);
	return next(path);
}

int
symlink(const char *target, const char *path)
{
	NEXT(symlink);
	return next(target, path);
}

int
link(const char *from, const char *to)
{
	NEXT(link);
	return next(from, to);
}

int
mkdir(const char *path, mode_t mode)
{
	NEXT(mkdir);
	return next(path, mode);
}

int
ftruncate(int fd, off_t length)
{
	NEXT(ftruncate);
	return next(fd, length);
}

int
ftruncate64(int fd, off64_t length)
{
	NEXT(ftruncate64);
	return next(fd, length);
}
