#include "importers/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"

#define SHOW_EVERY_S 0.2 /* more often nobody can read it */

static const char *progress_name = "";
static struct timespec started, shown;
static int on_line; /* something stands there */

static double
seconds_since(const struct timespec *then)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - then->tv_sec) +
	       (double)(now.tv_nsec - then->tv_nsec) / 1e9;
}

void
progress_begin(const char *name)
{
	progress_name = name;
	clock_gettime(CLOCK_MONOTONIC, &started);
	shown = started;
}

void
progress_show(long bytes, long total_bytes, long records)
{
	double spent = seconds_since(&started);
	struct buf line = {0};

	if (!isatty(STDERR_FILENO) || seconds_since(&shown) < SHOW_EVERY_S)
		return;
	clock_gettime(CLOCK_MONOTONIC, &shown);
	buf_printf(&line, "\r\033[K%s: %ld records", progress_name, records);
	if (bytes >= 0)
		buf_printf(&line, ", %.1f MB", (double)bytes / 1e6);
	buf_printf(&line, ", %.0f a second", (double)records / spent);
	if (bytes > 0 && total_bytes > bytes)
		buf_printf(&line, ", %.0f s left",
		    spent * (double)(total_bytes - bytes) / (double)bytes);
	fputs(buf_text(&line), stderr);
	fflush(stderr);
	buf_clear(&line);
	on_line = 1;
}

void
progress_clear(void)
{
	if (!on_line)
		return;
	fputs("\r\033[K", stderr);
	fflush(stderr);
	on_line = 0;
}
