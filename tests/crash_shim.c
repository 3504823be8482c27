/*
 * What a machine may do to the process it is loaded into (LD_PRELOAD):
 *   CRASH_AT=N         it is killed at call number N of those that decide
 *                      what a crash leaves behind.  SIGKILL, as a power cut
 *                      would: nothing is flushed, nobody is told
 *   DISK_FULL_AFTER=N  the disk is full once N bytes were written to files
 *   CLOCK_SHIFT_S=N    the clock is wrong by so much
 * It counts calls and bytes all the same, and writes both to the file that
 * CRASH_COUNT names.  Child processes are left alone.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

static long calls, crash_at;
static long written, room = -1; /* bytes; -1: a disk without end */
static time_t shift;
static pid_t owner;

__attribute__((__constructor__)) static void
shim_start(void)
{
	const char *at = getenv("CRASH_AT"), *full = getenv("DISK_FULL_AFTER");
	const char *clock = getenv("CLOCK_SHIFT_S");

	owner = getpid();
	crash_at = at ? atol(at) : 0;
	room = full ? atol(full) : -1;
	shift = clock ? atol(clock) : 0;
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
	fprintf(out, "%ld %ld\n", calls, written);
	fclose(out);
}

static void
count(void)
{
	if (getpid() == owner && ++calls == crash_at)
		kill(owner, SIGKILL);
}

/* The next function of that name, behind this one. */
#define FIND(name) \
	static __typeof__(&name) next; \
	if (!next) { \
		void *found = dlsym(RTLD_NEXT, #name); \
		memcpy(&next, &found, sizeof(next)); \
	}
#define NEXT(name) \
	FIND(name) \
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

/* Whether these bytes still find room, in a file that is not our own log. */
static int
has_room(int fd, size_t length)
{
	struct stat about;

	if (getpid() != owner || fd <= STDERR_FILENO || fstat(fd, &about) < 0 ||
	    !S_ISREG(about.st_mode))
		return 1;
	written += (long)length;
	if (room < 0 || written <= room)
		return 1;
	errno = ENOSPC;
	return 0;
}

ssize_t
write(int fd, const void *data, size_t length)
{
	FIND(write);
	return has_room(fd, length) ? next(fd, data, length) : -1;
}

ssize_t
pwrite(int fd, const void *data, size_t length, off_t at)
{
	FIND(pwrite);
	return has_room(fd, length) ? next(fd, data, length, at) : -1;
}

ssize_t
pwrite64(int fd, const void *data, size_t length, off64_t at)
{
	FIND(pwrite64);
	return has_room(fd, length) ? next(fd, data, length, at) : -1;
}

size_t
fwrite(const void *data, size_t size, size_t count, FILE *file)
{
	FIND(fwrite);
	return has_room(fileno(file), size * count)
		   ? next(data, size, count, file)
		   : 0;
}

time_t
time(time_t *out)
{
	time_t now;

	FIND(time);
	now = next(NULL) + shift;
	if (out)
		*out = now;
	return now;
}

int
clock_gettime(clockid_t clock, struct timespec *out)
{
	int result;

	FIND(clock_gettime);
	result = next(clock, out);
	if (result == 0 && clock == CLOCK_REALTIME)
		out->tv_sec += shift;
	return result;
}
