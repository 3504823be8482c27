/*
 * Gives up what a process does not need.  Called once, after its pipes and
 * files are open and before it reads a byte from outside.  What the system
 * does not offer is logged, never silently skipped.
 */
#ifndef SIGNPOST_SANDBOX_H
#define SIGNPOST_SANDBOX_H

#include <stddef.h>

struct sandbox_limits {
	size_t memory_bytes; /* address space */
	long cpu_s; /* processor time */
	long files; /* highest file descriptor + 1 */
};

/*
 * After this the process may read and write what is open, take memory, tell
 * the time and end; no file, socket, process or exec.
 */
void sandbox_enter(const struct sandbox_limits *limits);

/*
 * For who answers others: after this the process, and all its threads to
 * come, open no connection, make no socket but local ones, and start no
 * program.  Files, threads and what is open already stay.
 */
void sandbox_reach_nobody(void);

/*
 * What this process and its children hold in memory comes into no core file,
 * whoever takes those, and no other process of the same account can look at
 * it.  Becoming another account undoes it: call it afterwards.
 */
void sandbox_hide_memory(void);

#endif
