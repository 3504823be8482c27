#include "server/timetable.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/log.h"
#include "base/paths.h"

#define PROGRAM "signpost-import"

extern char **environ;

/* feeds.conf beside signpost.conf, or the installed one. */
static char *
feeds_config(const char *config)
{
	const char *slash = config ? strrchr(config, '/') : NULL;
	char *path;

	if (!config)
		return path_config("feeds.conf");
	path = slash
		   ? xasprintf("%.*s/feeds.conf", (int)(slash - config), config)
		   : xstrdup("feeds.conf");
	if (access(path, R_OK) == 0)
		return path;
	free(path);
	return NULL;
}

static bool
has_record(const char *data_folder)
{
	char *path = xasprintf("%s/record.db", data_folder);
	bool has = access(path, F_OK) == 0;

	free(path);
	return has;
}

void
timetable_init(struct timetable *timetable, const char *config,
    const char *data_folder, long now_ms)
{
	*timetable = (struct timetable){.program = path_program(PROGRAM),
	    .config = feeds_config(config),
	    .data_folder = data_folder,
	    .next_ms = now_ms,
	    .publish = has_record(data_folder)};
	if (!timetable->publish)
		timetable->next_ms += TIMETABLE_EVERY_MS;
}

/* Its reports go where messages go; none of our signals is blocked in it. */
static void
start(struct timetable *timetable, const char *const *arguments)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	sigset_t none, standard;
	int error;

	sigemptyset(&none);
	sigemptyset(&standard);
	sigaddset(&standard, SIGPIPE);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_adddup2(&files, STDERR_FILENO, STDOUT_FILENO);
	posix_spawnattr_init(&how);
	posix_spawnattr_setflags(
	    &how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	posix_spawnattr_setsigmask(&how, &none);
	posix_spawnattr_setsigdefault(&how, &standard);
	error = posix_spawn(&timetable->child, timetable->program, &files, &how,
	    (char *const *)arguments, environ);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&how);
	if (error == 0)
		return;
	log_line("keeper: %s: %s", timetable->program, strerror(error));
	timetable->child = 0;
}

void
timetable_tick(struct timetable *timetable, long now_ms)
{
	const char *const publish[] = {PROGRAM, "-d", timetable->data_folder,
	    "publish", "--if-needed", NULL};
	const char *const all[] = {PROGRAM, "-d", timetable->data_folder, "-c",
	    timetable->config, "all", "--due", NULL};

	if (timetable->child != 0 || now_ms < timetable->next_ms)
		return;
	timetable->next_ms = now_ms + TIMETABLE_EVERY_MS;
	if (timetable->publish)
		start(timetable, publish);
	else if (timetable->config)
		start(timetable, all);
	timetable->publish = false;
}

void
timetable_hasten(struct timetable *timetable, long now_ms)
{
	timetable->next_ms = now_ms;
}

void
timetable_reap(struct timetable *timetable)
{
	int status;

	if (timetable->child == 0 ||
	    waitpid(timetable->child, &status, WNOHANG) != timetable->child)
		return;
	timetable->child = 0;
	/* Whatever else ended it, it has said itself. */
	if (WIFSIGNALED(status))
		log_line("keeper: signpost-import was ended by signal %d",
		    WTERMSIG(status));
}

void
timetable_stop(struct timetable *timetable)
{
	if (timetable->child != 0)
		kill(timetable->child, SIGTERM);
	timetable->child = 0;
	free(timetable->program);
	free(timetable->config);
}
