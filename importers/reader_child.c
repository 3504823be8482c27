#include "importers/reader_child.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "base/paths.h"
#include "base/utf8.h"
#include "importers/reader_wire.h"
#include "schema/listing_wire.h"

/* A reader that neither takes nor gives anything for so long is ended. */
#define QUIET_MS 120000

struct child {
	const struct reader_job *job;
	const struct reader_handler *handler;
	struct arena *arena; /* the caller's: texts of the summary */
	struct reader_summary *summary;
	long max_bytes, max_records, cpu_s;
	pid_t pid;
	int to, from;   /* our ends; -1: closed */
	struct buf out; /* frames that are to be written, from out_at */
	size_t out_at;
	struct buf in; /* bytes that came, from in_at */
	size_t in_at;
	size_t source; /* which is being sent */
	bool source_open;
	long records, problems;
	bool begun, reported; /* a PROBLEM_DOCUMENT was */
	bool done;            /* SUMMARY or REFUSAL came */
	enum reader_result result;
};

static void
report(struct child *child, const char *what)
{
	struct problem problem = {.kind = PROBLEM_DOCUMENT,
	    .line = 1,
	    .what = what,
	    .done = "nothing of it is kept"};

	if (child->reported)
		return;
	if (child->source < child->job->sources_count)
		problem.source = child->job->sources[child->source].name;
	child->reported = true;
	child->handler->problem(child->handler->arg, &problem);
}

/* Trusts the child no longer. */
static void
drop(struct child *child, enum reader_result result, const char *what)
{
	report(child, what);
	child->result = result;
	child->done = true;
	if (child->pid > 0)
		kill(child->pid, SIGKILL);
}

static void
nonsense(struct child *child, const char *what)
{
	drop(child, READER_BROKEN, what);
}

/* No control characters: the line goes to a terminal, a page and a log. */
static void
plain(const char *text)
{
	for (char *at = (char *)text; at != NULL && *at != '\0'; at++)
		if ((unsigned char)*at < 0x20 || *at == 0x7f)
			*at = ' ';
}

static void
take_problem(struct child *child, struct wire *in)
{
	struct problem problem;

	if (problem_unpack(in, &problem) != WIRE_OK) {
		nonsense(child, "the reader sent a broken problem");
		return;
	}
	plain(problem.source);
	plain(problem.record);
	plain(problem.field);
	plain(problem.what);
	plain(problem.done);
	if (problem.kind == PROBLEM_DOCUMENT) {
		if (child->reported)
			return;
		child->reported = true;
	}
	child->handler->problem(child->handler->arg, &problem);
}

static void
take_listing(struct child *child, struct wire *in)
{
	struct listing listing;

	listing_init(&listing, in->arena);
	if (listing_unpack(in, &listing) != WIRE_OK)
		nonsense(child, "the reader sent a broken record");
	else if (!child->begun || ++child->records > child->max_records)
		nonsense(child, "the reader sent a record out of turn");
	else if (listing.name == NULL && listing.status != LISTING_DELETED &&
		 listing.role != LISTING_PLACE)
		nonsense(child, "the reader sent a record without a name");
	else
		child->handler->listing(child->handler->arg, &listing);
}

static void
take_summary(struct child *child, struct wire *in, bool last)
{
	struct reader_summary summary;

	in->arena = child->arena;
	if (child->begun && !last) {
		nonsense(child, "the reader began twice");
		return;
	}
	if (reader_summary_unpack(in, &summary) != WIRE_OK) {
		nonsense(child, "the reader sent a broken summary");
		return;
	}
	if (!child->begun && child->handler->begun != NULL)
		child->handler->begun(child->handler->arg, &summary);
	child->begun = true;
	if (!last)
		return;
	*child->summary = summary;
	child->result = READER_OK;
	child->done = true;
}

static void
take_refusal(struct child *child, struct wire *in)
{
	if (wire_end(in) != WIRE_OK || !child->reported) {
		nonsense(child, "the reader refused without a reason");
		return;
	}
	child->result = READER_REFUSED;
	child->done = true;
}

static void
take_message(struct child *child, uint8_t kind, const char *data, size_t size)
{
	struct arena arena = {0};
	struct wire in;
	long bytes, records;

	wire_begin(&in, data, size, &arena);
	switch (kind) {
	case READER_BEGUN:
		take_summary(child, &in, false);
		break;
	case READER_LISTING:
		take_listing(child, &in);
		break;
	case READER_PROBLEM:
		take_problem(child, &in);
		break;
	case READER_PROGRESS:
		bytes = (long)wire_get_i64(&in);
		records = (long)wire_get_i64(&in);
		if (wire_end(&in) != WIRE_OK)
			nonsense(child, "the reader sent broken progress");
		else if (child->handler->progress != NULL)
			child->handler->progress(
			    child->handler->arg, bytes, records);
		break;
	case READER_SUMMARY:
		take_summary(child, &in, true);
		break;
	case READER_REFUSAL:
		take_refusal(child, &in);
		break;
	default:
		nonsense(child, "the reader sent an unknown message");
	}
	arena_clear(&arena);
}

/* All whole frames that have come. */
static void
take_messages(struct child *child)
{
	while (!child->done && child->in.length - child->in_at >= 5) {
		const unsigned char *at =
		    (const unsigned char *)child->in.data + child->in_at;
		size_t length = at[0] | (size_t)at[1] << 8 |
				(size_t)at[2] << 16 | (size_t)at[3] << 24;

		if (length == 0 || length > WIRE_MAX_FRAME) {
			nonsense(child, "the reader sent a broken frame");
			return;
		}
		if (child->in.length - child->in_at < 4 + length)
			break;
		child->in_at += 4 + length;
		take_message(child, at[4], (const char *)at + 5, length - 1);
	}
	if (child->in_at > 0) {
		memmove(child->in.data, child->in.data + child->in_at,
		    child->in.length - child->in_at);
		child->in.length -= child->in_at;
		child->in_at = 0;
	}
}

static void
close_to(struct child *child)
{
	if (child->to >= 0)
		close(child->to);
	child->to = -1;
}

/* A file's name as it can be sent and shown: UTF-8, not too long. */
static void
put_name(struct buf *out, const char *name)
{
	size_t length = strlen(name);
	char *copy = xstrdup(name);

	if (!utf8_valid(name, length))
		for (size_t i = 0; i < length; i++)
			if ((copy[i] & 0x80) != 0)
				copy[i] = '?';
	copy[utf8_clip(copy, PROBLEM_MAX_TEXT)] = '\0';
	wire_put_text(out, copy);
	free(copy);
}

static void
put_job(struct child *child)
{
	const struct reader_job *job = child->job;
	struct buf *out = &child->out;
	size_t frame = wire_frame_begin(out, READER_JOB);

	wire_put_i64(out, child->max_bytes);
	wire_put_i64(out, child->max_records);
	wire_put_u8(out, job->mapping_chosen);
	wire_put_u32(out, (uint32_t)job->mappings_count);
	wire_put_u32(out, (uint32_t)job->sources_count);
	wire_frame_end(out, frame);
	for (size_t i = 0; i < job->mappings_count; i++) {
		frame = wire_frame_begin(out, READER_MAPPING);
		put_name(out, job->mappings[i].name);
		wire_put_text(out, job->mappings[i].text);
		wire_frame_end(out, frame);
	}
}

/* The next piece of the sources; what ends them closes the pipe. */
static void
put_source(struct child *child)
{
	const struct reader_source *source;
	char chunk[READER_CHUNK];
	size_t frame;
	ssize_t got;

	if (child->source == child->job->sources_count) {
		close_to(child);
		return;
	}
	source = &child->job->sources[child->source];
	if (!child->source_open) {
		frame = wire_frame_begin(&child->out, READER_SOURCE);
		put_name(&child->out, source->name);
		wire_frame_end(&child->out, frame);
		child->source_open = true;
	}
	got = read(source->fd, chunk, sizeof(chunk));
	if (got < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (got < 0) {
		struct arena arena = {0};
		drop(child, READER_REFUSED,
		    arena_printf(
			&arena, "it cannot be read: %s", strerror(errno)));
		arena_clear(&arena);
		return;
	}
	frame = wire_frame_begin(
	    &child->out, got > 0 ? READER_DATA : READER_SOURCE_END);
	buf_add(&child->out, chunk, (size_t)got);
	wire_frame_end(&child->out, frame);
	if (got == 0) {
		child->source_open = false;
		child->source++;
	}
}

static void
write_some(struct child *child)
{
	ssize_t done;

	done = write(child->to, child->out.data + child->out_at,
	    child->out.length - child->out_at);
	if (done < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (done < 0) { /* it has refused, or died: what it said will tell */
		close_to(child);
		return;
	}
	child->out_at += (size_t)done;
	if (child->out_at == child->out.length) {
		buf_reset(&child->out);
		child->out_at = 0;
	}
}

static void
read_some(struct child *child)
{
	char chunk[READER_CHUNK];
	ssize_t got = read(child->from, chunk, sizeof(chunk));

	if (got < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (got <= 0) {
		close(child->from);
		child->from = -1;
		return;
	}
	buf_add(&child->in, chunk, (size_t)got);
	take_messages(child);
}

/* Bytes both ways until the child has said its last word or is gone. */
static void
converse(struct child *child)
{
	while (!child->done && child->from >= 0) {
		bool pending = child->out.length > 0;
		bool feeding = !pending && child->to >= 0;
		struct pollfd fds[2] = {
		    {.fd = child->from, .events = POLLIN}, {.fd = -1}};
		int ready;

		if (pending && child->to >= 0) {
			fds[1].fd = child->to;
			fds[1].events = POLLOUT;
		} else if (feeding &&
			   child->source < child->job->sources_count) {
			fds[1].fd = child->job->sources[child->source].fd;
			fds[1].events = POLLIN;
		} else if (feeding) {
			close_to(child);
		}
		/* A source may take its time; the child may not. */
		ready = poll(fds, 2, feeding && fds[1].fd >= 0 ? -1 : QUIET_MS);
		if (ready < 0 && errno != EINTR)
			fatal("poll: %s", strerror(errno));
		if (ready == 0)
			nonsense(child,
			    "the reader was stopped: it did nothing for two "
			    "minutes");
		if (ready <= 0)
			continue;
		if (fds[0].revents != 0)
			read_some(child);
		if (child->done || fds[1].revents == 0)
			continue;
		if (pending)
			write_some(child);
		else
			put_source(child);
	}
}

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

static char *
program_path(void)
{
	const char *given = getenv("SIGNPOST_FEED_READER");

	return given != NULL ? xstrdup(given)
			     : path_program("signpost-feed-reader");
}

static int
spawn(struct child *child, const char *program, int stdin_fd, int stdout_fd)
{
	struct arena arena = {0};
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t defaults;
	char *argv[] = {
	    (char *)program, arena_printf(&arena, "%ld", child->cpu_s), NULL};
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
	error = posix_spawn(&child->pid, program, &files, &attributes, argv,
	    small_environment(&arena));
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

static bool
start(struct child *child)
{
	int in[2], out[2], error;
	char *program = program_path();

	make_pipe(in);
	make_pipe(out);
	error = spawn(child, program, in[0], out[1]);
	close(in[0]);
	close(out[1]);
	child->to = in[1];
	child->from = out[0];
	if (error != 0) {
		struct arena arena = {0};
		child->pid = -1;
		nonsense(child, arena_printf(&arena,
				    "the reader %.200s cannot be started: %s",
				    program, strerror(error)));
		arena_clear(&arena);
	} else {
		/* Neither end may make us wait for the other. */
		fcntl(child->to, F_SETFL, O_NONBLOCK);
		fcntl(child->from, F_SETFL, O_NONBLOCK);
	}
	free(program);
	return error == 0;
}

/* How the child ended, in words its feed's owner can act on. */
static void
explain_end(struct child *child, int status)
{
	struct arena arena = {0};
	const char *what;

	if (WIFSIGNALED(status) &&
	    (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL))
		what = arena_printf(&arena,
		    "the reader was stopped: it used more than %ld s of "
		    "processor time, or the machine's memory ran out",
		    child->cpu_s);
	else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS)
		what = "the reader was stopped: it tried what its sandbox "
		       "forbids, as a hostile document might make it";
	else if (WIFSIGNALED(status))
		what = arena_printf(&arena,
		    "the reader was ended by signal %d (%s) on this document",
		    WTERMSIG(status), strsignal(WTERMSIG(status)));
	else
		what = arena_printf(&arena,
		    "the reader ended early, with status %d: the line before "
		    "this may say why",
		    WEXITSTATUS(status));
	nonsense(child, what);
	arena_clear(&arena);
}

static void
stop(struct child *child)
{
	int status = 0;
	bool early = !child->done;
	pid_t pid = child->pid;

	close_to(child);
	if (child->from >= 0)
		close(child->from);
	if (pid <= 0)
		return;
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	child->pid = -1;
	if (early)
		explain_end(child, status);
}

/* A mapping that is no text cannot even be sent. */
static bool
mappings_readable(struct child *child)
{
	for (size_t i = 0; i < child->job->mappings_count; i++) {
		const char *text = child->job->mappings[i].text;
		size_t length = strlen(text);
		struct arena arena = {0};

		if (length < WIRE_MAX_FRAME / 2 && utf8_valid(text, length))
			continue;
		drop(child, READER_REFUSED,
		    arena_printf(&arena,
			"the mapping %.200s is no text in UTF-8",
			child->job->mappings[i].name));
		arena_clear(&arena);
		return false;
	}
	return true;
}

enum reader_result
reader_run(const struct reader_job *job, const struct reader_handler *handler,
    struct arena *arena, struct reader_summary *summary)
{
	struct child child = {.job = job,
	    .handler = handler,
	    .arena = arena,
	    .summary = summary,
	    .max_bytes = job->max_bytes > 0 ? job->max_bytes : FEED_MAX_BYTES,
	    .max_records =
		job->max_records > 0 ? job->max_records : FEED_MAX_RECORDS,
	    .to = -1,
	    .from = -1,
	    .result = READER_BROKEN};
	struct sigaction ignore = {.sa_handler = SIG_IGN}, before;

	assert(job->mappings_count > 0 &&
	       job->mappings_count <= READER_MAX_MAPPINGS &&
	       job->sources_count > 0);
	*summary = (struct reader_summary){.declared = -1};
	child.cpu_s = FEED_CPU_S + 2 * (child.max_bytes / (10L << 20));
	sigaction(SIGPIPE, &ignore, &before);
	if (mappings_readable(&child) && start(&child)) {
		put_job(&child);
		converse(&child);
	}
	stop(&child);
	sigaction(SIGPIPE, &before, NULL);
	buf_clear(&child.in);
	buf_clear(&child.out);
	return child.result;
}
