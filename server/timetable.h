/*
 * The keeper's part in the timetable: signpost-import, started as a child.
 * At the start "publish --if-needed", where there is a record; each minute
 * "all --due", where there is a feeds.conf.  Which feeds are due only
 * signpost-import knows.
 */
#ifndef SIGNPOST_TIMETABLE_KEEPER_H
#define SIGNPOST_TIMETABLE_KEEPER_H

#include <stdbool.h>
#include <sys/types.h>

#define TIMETABLE_EVERY_MS (60 * 1000)

struct timetable {
	char *program, *config; /* config NULL: there are no feeds to read */
	const char *data_folder;
	pid_t child;  /* 0: none runs */
	long next_ms; /* by the keeper's clock */
	bool publish; /* first of all */
};

/* "config" is the server's, or NULL. */
void timetable_init(struct timetable *, const char *config,
    const char *data_folder, long now_ms);
/* Starts what is due and has not been started. */
void timetable_tick(struct timetable *, long now_ms);
/* Now rather than in a minute. */
void timetable_hasten(struct timetable *, long now_ms);
/* Takes note of a child that ended. */
void timetable_reap(struct timetable *);
/* Ends a child that runs: what it was at, it does again next time. */
void timetable_stop(struct timetable *);

#endif
