#include "base/sandbox.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#ifdef HAVE_SECCOMP
#include <seccomp.h>
#endif

#include "base/compiler.h"
#include "base/log.h"

/*
 * The sanitizers reserve terabytes of address space and, when they report,
 * read files and start a program: under them only the limits that they can
 * live with are set.
 */
#ifdef SIGNPOST_SANITIZERS
static const bool under_sanitizers = true;
#else
static const bool under_sanitizers = false;
#endif

static void
limit(int resource, rlim_t most, const char *name)
{
	struct rlimit old, new = {most, most};

	/* Never above what we were given. */
	if (getrlimit(resource, &old) == 0 && old.rlim_max < most)
		new.rlim_cur = new.rlim_max = old.rlim_max;
	if (setrlimit(resource, &new) != 0)
		log_line("sandbox: limit on %s: %s", name, strerror(errno));
}

static void
limit_all(const struct sandbox_limits *limits)
{
	limit(RLIMIT_CPU, (rlim_t)limits->cpu_s, "processor time");
	limit(RLIMIT_CORE, 0, "core files");
	if (under_sanitizers)
		return;
	limit(RLIMIT_AS, limits->memory_bytes, "memory");
	limit(RLIMIT_NOFILE, (rlim_t)limits->files, "open files");
	limit(RLIMIT_FSIZE, 0, "file size");
	limit(RLIMIT_NPROC, 0, "processes");
	/*
	 * Standard error may be a file: a message that does not fit is an
	 * error to the writer, not its end.
	 */
	signal(SIGXFSZ, SIG_IGN);
}

#ifdef HAVE_SECCOMP
/* What reading and writing open files, memory, the clock and the end need. */
static const int allowed[] = {
    SCMP_SYS(read),
    SCMP_SYS(readv),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(close),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(brk),
    SCMP_SYS(mmap),
    SCMP_SYS(mprotect),
    SCMP_SYS(mremap),
    SCMP_SYS(munmap),
    SCMP_SYS(madvise),
    SCMP_SYS(futex),
    SCMP_SYS(getrandom),
    SCMP_SYS(sysinfo), /* qsort() asks how much memory there is */
    SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigreturn),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
};

/*
 * What a library may try in passing and copes with being refused; any other
 * call ends the process.
 */
static const struct {
	int call;
	int error;
} refused[] = {
    {SCMP_SYS(open), EACCES},
    {SCMP_SYS(openat), EACCES},
    {SCMP_SYS(access), EACCES},
    {SCMP_SYS(faccessat), EACCES},
    {SCMP_SYS(stat), EACCES},
    {SCMP_SYS(lstat), EACCES},
    {SCMP_SYS(fstat), EACCES},
    {SCMP_SYS(newfstatat), EACCES},
    {SCMP_SYS(statx), EACCES},
    {SCMP_SYS(readlink), EACCES},
    {SCMP_SYS(ioctl), ENOTTY},
    {SCMP_SYS(lseek), ESPIPE},
    {SCMP_SYS(prlimit64), EPERM},
    {SCMP_SYS(getrlimit), EPERM},
};

static int
filter_add_rules(scmp_filter_ctx filter)
{
	/* abort() signals the process itself, nobody else. */
	const struct scmp_arg_cmp to_itself = {
	    .arg = 0, .op = SCMP_CMP_EQ, .datum_a = (scmp_datum_t)getpid()};
	int result = 0;
	size_t i;

	for (i = 0; i < ARRAY_LEN(allowed) && result == 0; i++)
		result =
		    seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
	for (i = 0; i < ARRAY_LEN(refused) && result == 0; i++)
		result = seccomp_rule_add(filter,
		    SCMP_ACT_ERRNO((uint32_t)refused[i].error), refused[i].call,
		    0);
	if (result == 0)
		result = seccomp_rule_add_array(
		    filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, &to_itself);
	return result;
}

static void
filter_calls(void)
{
	scmp_filter_ctx filter;
	int result = -ENOMEM;

	if (under_sanitizers)
		return;
	filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	if (filter != NULL) {
		result = filter_add_rules(filter);
		if (result == 0)
			result = seccomp_load(filter);
		seccomp_release(filter);
	}
	if (result != 0)
		log_line("sandbox: system calls are not filtered: %s",
		    strerror(-result));
}

/* io_uring makes sockets and connections too, unseen by a filter. */
static const struct {
	int call;
	int error;
} reaching[] = {
    {SCMP_SYS(connect), EACCES},
    {SCMP_SYS(execve), EACCES},
    {SCMP_SYS(execveat), EACCES},
    {SCMP_SYS(io_uring_setup), ENOSYS},
};

static void
filter_reaching(void)
{
	const struct scmp_arg_cmp not_local = {
	    .arg = 0, .op = SCMP_CMP_NE, .datum_a = AF_UNIX};
	scmp_filter_ctx filter;
	int result = -ENOMEM;

	if (under_sanitizers)
		return;
	filter = seccomp_init(SCMP_ACT_ALLOW);
	if (filter != NULL) {
		result = seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EACCES),
		    SCMP_SYS(socket), 1, &not_local);
		for (size_t i = 0; i < ARRAY_LEN(reaching) && result == 0; i++)
			result = seccomp_rule_add(filter,
			    SCMP_ACT_ERRNO((uint32_t)reaching[i].error),
			    reaching[i].call, 0);
		if (result == 0)
			result = seccomp_load(filter);
		seccomp_release(filter);
	}
	if (result != 0)
		log_line("sandbox: the network is not closed: %s",
		    strerror(-result));
}
#else
static void
filter_reaching(void)
{
	log_line("sandbox: the network is not closed:"
		 " built without libseccomp");
}

static void
filter_calls(void)
{
	log_line("sandbox: system calls are not filtered:"
		 " built without libseccomp");
}
#endif

void
sandbox_enter(const struct sandbox_limits *limits)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		log_line("sandbox: no_new_privs: %s", strerror(errno));
	limit_all(limits);
	filter_calls();
}

void
sandbox_reach_nobody(void)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		log_line("sandbox: no_new_privs: %s", strerror(errno));
	filter_reaching();
}

void
sandbox_hide_memory(void)
{
	limit(RLIMIT_CORE, 0, "core files");
	/* That limit does not count where a program takes the core files. */
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
		log_line("sandbox: memory is not hidden: %s", strerror(errno));
}
