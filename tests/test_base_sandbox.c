#include "tests/testing.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/sandbox.h"

static const struct sandbox_limits limits = {
    .memory_bytes = 256u << 20, .cpu_s = 2, .files = 8};

/* Enters the sandbox in a child and does "body" there. */
static int
within(void (*body)(void *), char **said)
{
	return test_in_child(body, NULL, said);
}

#ifdef SIGNPOST_SANITIZERS
#define SKIP_UNDER_SANITIZERS() \
	TEST_SKIP("the sanitizers need what the sandbox takes away")
#else
#define SKIP_UNDER_SANITIZERS() ((void)0)
#endif
#ifdef HAVE_SECCOMP
#define SKIP_WITHOUT_FILTER() SKIP_UNDER_SANITIZERS()
#else
#define SKIP_WITHOUT_FILTER() TEST_SKIP("built without libseccomp")
#endif

static void
work(void *arg)
{
	struct timespec now;
	char *memory, byte;
	int ends[2];

	(void)arg;
	if (pipe(ends) != 0)
		_exit(10);
	sandbox_enter(&limits);
	memory = xmalloc(32 << 20);
	memset(memory, 'x', 32 << 20);
	free(memory);
	if (write(ends[1], "x", 1) != 1 || read(ends[0], &byte, 1) != 1)
		_exit(11);
	if (clock_gettime(CLOCK_REALTIME, &now) != 0)
		_exit(12);
}

static void
leaves_pipes_memory_and_the_clock(void **state)
{
	char *said;

	(void)state;
	assert_int_equal(within(work, &said), 0);
	assert_null(strstr(said, "not filtered"));
	free(said);
}

static void
open_file(void *arg)
{
	(void)arg;
	sandbox_enter(&limits);
	_exit(open("/etc/passwd", O_RDONLY) < 0 && errno == EACCES ? 42 : 0);
}

static void
opens_no_file(void **state)
{
	char *said;
	int status;

	(void)state;
	SKIP_WITHOUT_FILTER();
	status = within(open_file, &said);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 42);
	free(said);
}

static void
open_socket(void *arg)
{
	(void)arg;
	sandbox_enter(&limits);
	socket(AF_INET, SOCK_STREAM, 0);
}

static void
start_process(void *arg)
{
	(void)arg;
	sandbox_enter(&limits);
	fork();
}

static void
start_program(void *arg)
{
	(void)arg;
	sandbox_enter(&limits);
	execl("/bin/true", "true", (char *)NULL);
}

static void
kill_another(void *arg)
{
	(void)arg;
	sandbox_enter(&limits);
	kill(getppid(), 0);
}

static void
ends_the_process_that_tries_more(void **state)
{
	void (*const bodies[])(void *) = {
	    open_socket, start_process, start_program, kill_another};
	char *said;
	int status;
	size_t i;

	(void)state;
	SKIP_WITHOUT_FILTER();
	for (i = 0; i < ARRAY_LEN(bodies); i++) {
		status = within(bodies[i], &said);
		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), SIGSYS);
		free(said);
	}
}

static void
take_memory(void *arg)
{
	char *memory;

	(void)arg;
	sandbox_enter(&limits);
	memory = xmalloc(512u << 20);
	memory[0] = 'x';
	_exit(memory[0]);
}

static void
takes_no_more_memory_than_allowed(void **state)
{
	char *said;
	int status;

	(void)state;
	SKIP_UNDER_SANITIZERS();
	status = within(take_memory, &said);
	assert_true(WIFEXITED(status));
	/* Its last words are lost: it may not write to a file. */
	assert_int_equal(WEXITSTATUS(status), 1);
	free(said);
}

static void
abort_within(void *arg)
{
	(void)arg;
	sandbox_enter(&limits);
	abort();
}

static void
may_still_abort(void **state)
{
	char *said;
	int status;

	(void)state;
	status = within(abort_within, &said);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGABRT);
	free(said);
}

static void
spin(void *arg)
{
	const struct sandbox_limits one = {
	    .memory_bytes = 256u << 20, .cpu_s = 1, .files = 8};
	volatile unsigned long count = 0;

	(void)arg;
	sandbox_enter(&one);
	for (;;)
		count++;
}

static void
takes_no_more_processor_time_than_allowed(void **state)
{
	char *said;
	int status;

	(void)state;
	status = within(spin, &said);
	assert_true(WIFSIGNALED(status));
	assert_true(WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL);
	free(said);
}

/* It answers who is connected, and threads of it are bound as it is. */
static void *
reach_out(void *arg)
{
	struct sockaddr_in at = {.sin_family = AF_INET};

	if (socket(AF_INET, SOCK_STREAM, 0) >= 0 || errno != EACCES)
		_exit(20);
	if (socket(AF_INET6, SOCK_DGRAM, 0) >= 0 || errno != EACCES)
		_exit(21);
	if (connect(*(int *)arg, (struct sockaddr *)&at, sizeof(at)) == 0 ||
	    errno != EACCES)
		_exit(22);
	if (execl("/bin/true", "true", (char *)NULL) == 0 || errno != EACCES)
		_exit(23);
	return NULL;
}

static void
answer(void *arg)
{
	int made = socket(AF_INET, SOCK_STREAM, 0), ends[2];
	pthread_t thread;
	char byte;

	(void)arg;
	sandbox_reach_nobody();
	reach_out(&made);
	if (pthread_create(&thread, NULL, reach_out, &made) != 0 ||
	    pthread_join(thread, NULL) != 0)
		_exit(24);
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0 ||
	    write(ends[0], "x", 1) != 1 || read(ends[1], &byte, 1) != 1)
		_exit(25);
	if (open("/etc/passwd", O_RDONLY) < 0)
		_exit(26);
	_exit(42);
}

static void
reaches_nobody_and_answers(void **state)
{
	char *said;
	int status;

	(void)state;
	SKIP_WITHOUT_FILTER();
	status = within(answer, &said);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 42);
	assert_null(strstr(said, "not closed"));
	free(said);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(leaves_pipes_memory_and_the_clock),
	    cmocka_unit_test(opens_no_file),
	    cmocka_unit_test(ends_the_process_that_tries_more),
	    cmocka_unit_test(takes_no_more_memory_than_allowed),
	    cmocka_unit_test(may_still_abort),
	    cmocka_unit_test(reaches_nobody_and_answers),
	    cmocka_unit_test(takes_no_more_processor_time_than_allowed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
