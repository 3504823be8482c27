#include "importers/reader_child.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "base/utf8.h"
#include "importers/reader_process.h"
#include "importers/reader_wire.h"
#include "schema/listing_wire.h"

/* A reader that neither takes nor gives anything for so long is ended. */
#define QUIET_MS 120000
/* What it may keep us waiting in all: on a machine with much else to do. */
#define WAIT_FACTOR 20 /* times its processor time */
/* More is no reader's report on a feed: it would fill a disk with them. */
#define MAX_PROBLEMS    10000
#define RECORD_PROBLEMS 20

struct child {
	const struct reader_job *job;
	const struct reader_handler *handler;
	struct arena *arena; /* the caller's: texts of the summary */
	struct reader_summary *summary;
	long max_bytes, max_records, cpu_s;
	struct reader_process process;
	long wait_ms, waited_ms; /* for the child, in all: may be, was */
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
	if (child->process.pid > 0)
		kill(child->process.pid, SIGKILL);
}

static void
nonsense(struct child *child, const char *what)
{
	drop(child, READER_BROKEN, what);
}

/*
 * Safe to show, for it goes to a terminal, a page and a log: one line, no
 * controls, nothing that turns the direction of what follows.
 */
static char *
plain(struct arena *arena, const char *text)
{
	char *cleaned, *copy;

	if (text == NULL)
		return NULL;
	cleaned = utf8_clean(text);
	copy = arena_strdup(arena, cleaned);
	free(cleaned);
	for (char *at = copy; *at != '\0'; at++)
		if ((unsigned char)*at < 0x20)
			*at = ' ';
	return copy;
}

static void
take_problem(struct child *child, struct wire *in)
{
	struct problem problem;

	if (problem_unpack(in, &problem) != WIRE_OK) {
		nonsense(child, "the reader sent a broken problem");
		return;
	}
	if (++child->problems >
	    MAX_PROBLEMS + RECORD_PROBLEMS * child->max_records) {
		nonsense(child, "the reader sent problems without end");
		return;
	}
	problem.source = plain(in->arena, problem.source);
	problem.record = plain(in->arena, problem.record);
	problem.field = plain(in->arena, problem.field);
	problem.what = plain(in->arena, problem.what);
	problem.done = plain(in->arena, problem.done);
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

static bool
mapping_was_sent(const struct child *child, const char *name)
{
	for (size_t i = 0; i < child->job->mappings_count; i++)
		if (strcmp(child->job->mappings[i].name, name) == 0)
			return true;
	return false;
}

static void
summary_plain(struct arena *arena, struct reader_summary *summary)
{
	summary->feed_id = plain(arena, summary->feed_id);
	summary->title = plain(arena, summary->title);
	summary->publisher = plain(arena, summary->publisher);
	summary->licence = plain(arena, summary->licence);
	summary->area = plain(arena, summary->area);
	summary->next = plain(arena, summary->next);
	for (size_t i = 0; i < summary->unused_count; i++)
		summary->unused[i].path = plain(arena, summary->unused[i].path);
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
	if (!child->job->survey && !mapping_was_sent(child, summary.mapping)) {
		nonsense(child, "the reader names a mapping that it was not "
				"given");
		return;
	}
	summary_plain(child->arena, &summary);
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
	wire_put_u8(out, (uint8_t)job->repairs);
	wire_put_u8(out, job->survey);
	wire_put_i64(out, job->limits.record_bytes);
	wire_put_i64(out, job->limits.text_bytes);
	wire_put_i64(out, job->limits.depth);
	wire_put_i64(out, job->limits.attributes);
	wire_put_u8(out, job->mapping_chosen);
	wire_put_u32(out, (uint32_t)job->mappings_count);
	wire_put_u32(out, (uint32_t)job->sources_count);
	wire_frame_end(out, frame);
	for (size_t i = 0; i < job->mappings_count; i++) {
		frame = wire_frame_begin(out, READER_MAPPING);
		put_name(out, job->mappings[i].name);
		wire_put_text(out, job->mappings[i].text);
		wire_put_u32(out, (uint32_t)job->mappings[i].beside_count);
		for (size_t j = 0; j < job->mappings[i].beside_count; j++) {
			wire_put_text(out, job->mappings[i].beside[j].name);
			wire_put_text(out, job->mappings[i].beside[j].text);
		}
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
		reader_process_close_to(&child->process);
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

	done = write(child->process.to, child->out.data + child->out_at,
	    child->out.length - child->out_at);
	if (done < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (done < 0) { /* it has refused, or died: what it said will tell */
		reader_process_close_to(&child->process);
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
	ssize_t got = read(child->process.from, chunk, sizeof(chunk));

	if (got < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (got <= 0) {
		reader_process_close_from(&child->process);
		return;
	}
	buf_add(&child->in, chunk, (size_t)got);
	take_messages(child);
}

/* What there is to wait for beside the child's words. */
static struct pollfd
next_to_do(struct child *child)
{
	struct pollfd fd = {.fd = -1};

	if (child->process.to < 0)
		return fd;
	if (child->out.length > 0) {
		fd.fd = child->process.to;
		fd.events = POLLOUT;
	} else if (child->source < child->job->sources_count) {
		fd.fd = child->job->sources[child->source].fd;
		fd.events = POLLIN;
	} else {
		reader_process_close_to(&child->process);
	}
	return fd;
}

/* Waits; false where nothing came, and the child may be ended for it. */
static bool
wait_any(struct child *child, struct pollfd fds[2], bool feeding)
{
	long left = child->wait_ms - child->waited_ms;
	long since = reader_process_clock_ms();
	int ready;

	/* A source may take its time; the child may not. */
	ready = poll(fds, 2,
	    feeding           ? -1
	    : left < QUIET_MS ? (int)left
			      : QUIET_MS);
	if (ready < 0 && errno != EINTR)
		fatal("poll: %s", strerror(errno));
	if (!feeding)
		child->waited_ms += reader_process_clock_ms() - since;
	if (child->waited_ms >= child->wait_ms)
		nonsense(child, "the reader was stopped: it kept us waiting "
				"for far longer than any document takes");
	else if (ready == 0)
		nonsense(child,
		    "the reader was stopped: it did nothing for two "
		    "minutes");
	return ready > 0 && !child->done;
}

/* Bytes both ways until the child has said its last word or is gone. */
static void
converse(struct child *child)
{
	while (!child->done && child->process.from >= 0) {
		struct pollfd fds[2] = {
		    {.fd = child->process.from, .events = POLLIN},
		    next_to_do(child)};
		bool feeding = fds[1].events == POLLIN;

		if (!wait_any(child, fds, feeding))
			continue;
		if (fds[0].revents != 0)
			read_some(child);
		if (child->done || fds[1].revents == 0)
			continue;
		if (feeding)
			put_source(child);
		else
			write_some(child);
	}
}

static bool
start(struct child *child)
{
	char *program = reader_process_program();
	int error =
	    reader_process_start(&child->process, program, child->cpu_s);

	if (error != 0) {
		struct arena arena = {0};
		nonsense(child, arena_printf(&arena,
				    "the reader %.200s cannot be started: %s",
				    program, strerror(error)));
		arena_clear(&arena);
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
	bool early = !child->done, started = child->process.pid > 0;
	int status = reader_process_end(&child->process);

	if (early && started)
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
	    .process = {-1, -1, -1},
	    .result = READER_BROKEN};
	struct sigaction ignore = {.sa_handler = SIG_IGN}, before;

	assert((job->mappings_count > 0 || job->survey) &&
	       job->mappings_count <= READER_MAX_MAPPINGS &&
	       job->sources_count > 0);
	*summary = (struct reader_summary){.declared = -1};
	child.cpu_s = FEED_CPU_S + 2 * (child.max_bytes / (10L << 20));
	child.wait_ms =
	    1000 * (job->wait_s > 0 ? job->wait_s : WAIT_FACTOR * child.cpu_s);
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
