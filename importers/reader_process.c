#include "importers/reader_process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/log.h"
#include "base/paths.h"

/* What the end of a process that has said its last word may take. */
#define END_MS 1000

/* The sanitizers are told what to do by the environment; nobody else. */
static char **
small_environment(struct arena *arena)
{
	static const char *const kept[] = {
	    "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"};
	char **env = arena_alloc(arena, 6 * sizeof(*env));
	size_t count = 0;

	env[count++] = arena_strdup(arena, "LC_ALL=C");
	for (size_t i = 0; i < ARRAY_LEN(kept); i++)
		if (getenv(kept[i]) != NULL)
			env[count++] = arena_printf(
			    arena, "%s=%s", kept[i], getenv(kept[i]));
	return env;
}

char *
reader_process_program(void)
{
	const char *given = getenv("SIGNPOST_FEED_READER");

	return given != NULL ? xstrdup(given)
			     : path_program("signpost-feed-reader");
}

static int
spawn(pid_t *pid, const char *program, long cpu_s, int stdin_fd, int stdout_fd)
{
	struct arena arena = {0};
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t defaults;
	char *argv[] = {
	    (char *)program, arena_printf(&arena, "%ld", cpu_s), NULL};
	int error;

	sigemptyset(&defaults);
	sigaddset(&defaults, SIGPIPE);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setsigdefault(&attributes, &defaults);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_adddup2(&files, stdin_fd, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&files, stdout_fd, STDOUT_FILENO);
	posix_spawn_file_actions_addclosefrom_np(&files, 3);
	error = posix_spawn(
	    pid, program, &files, &attributes, argv, small_environment(&arena));
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&attributes);
	arena_clear(&arena);
	return error;
}

/* Above the standard three, so that dup2() leaves them closed on exec. */
static void
make_pipe(int ends[2])
{
	if (pipe2(ends, O_CLOEXEC) != 0)
		fatal("pipe: %s", strerror(errno));
	for (int i = 0; i < 2; i++)
		if (ends[i] < 3) {
			int high = fcntl(ends[i], F_DUPFD_CLOEXEC, 3);
			if (high < 0)
				fatal("pipe: %s", strerror(errno));
			close(ends[i]);
			ends[i] = high;
		}
}

int
reader_process_start(
    struct reader_process *process, const char *program, long cpu_s)
{
	int in[2], out[2], error;

	make_pipe(in);
	make_pipe(out);
	error = spawn(&process->pid, program, cpu_s, in[0], out[1]);
	close(in[0]);
	close(out[1]);
	process->to = in[1];
	process->from = out[0];
	if (error != 0)
		process->pid = -1;
	/* Neither end may make us wait for the other. */
	fcntl(process->to, F_SETFL, O_NONBLOCK);
	fcntl(process->from, F_SETFL, O_NONBLOCK);
	return error;
}

void
reader_process_close_to(struct reader_process *process)
{
	if (process->to >= 0)
		close(process->to);
	process->to = -1;
}

void
reader_process_close_from(struct reader_process *process)
{
	if (process->from >= 0)
		close(process->from);
	process->from = -1;
}

long
reader_process_clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* What it still says is not heard, but must not hold it up. */
static void
drain(struct reader_process *process)
{
	struct pollfd fd = {.fd = process->from, .events = POLLIN};
	char rest[4096];
	ssize_t got;

	if (poll(&fd, 1, 1) <= 0)
		return;
	got = read(process->from, rest, sizeof(rest));
	if (got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN))
		reader_process_close_from(process);
}

int
reader_process_end(struct reader_process *process)
{
	long until = reader_process_clock_ms() + END_MS;
	int status = 0, flags = WNOHANG;
	pid_t ended = 0;

	reader_process_close_to(process);
	while (process->pid > 0 && ended == 0) {
		ended = waitpid(process->pid, &status, flags);
		if (ended < 0 && errno == EINTR)
			ended = 0;
		else if (ended == 0 && reader_process_clock_ms() < until)
			drain(process);
		else if (ended == 0) {
			kill(process->pid, SIGKILL);
			flags = 0;
		}
	}
	reader_process_close_from(process);
	process->pid = -1;
	return status;
}
