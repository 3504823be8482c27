/*
 * The process of one signpost-feed-reader, as the importer that started it
 * sees it: a pipe to it, a pipe from it, and its end.  It is trusted with
 * nothing, so neither pipe makes us wait and its end is seen to.
 */
#ifndef SIGNPOST_READER_PROCESS_H
#define SIGNPOST_READER_PROCESS_H

#include <sys/types.h>

struct reader_process {
	pid_t pid;    /* -1: none */
	int to, from; /* our ends; -1: closed */
};

/* SIGNPOST_FEED_READER, or where ours is installed.  The caller's. */
char *reader_process_program(void);
/* 0, or an errno: it cannot be started. */
int reader_process_start(
    struct reader_process *process, const char *program, long cpu_s);
void reader_process_close_to(struct reader_process *process);
void reader_process_close_from(struct reader_process *process);
/* Ends it, by force where it does not go; its status as of waitpid(). */
int reader_process_end(struct reader_process *process);
/* A clock that never goes back. */
long reader_process_clock_ms(void);

#endif
