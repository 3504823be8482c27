/* What is counted of a feed's listings, as rows of listings.db. */
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "schema/served.h"
#include "schema/served_db.h"
#include "schema/served_quality.h"

#define SERVED_MAX_MEASURES 10000 /* details, months and other feeds */
#define NAME_TEXT           24

struct measures {
	struct served_writer *writer;
	const char *feed;
	long n;
};

static void
put(struct measures *measures, const char *about, const char *name, long total)
{
	struct binder binder =
	    served_write_begin(measures->writer, INSERT_FEED_MEASURE);

	bind_text(&binder, ":feed", measures->feed);
	bind_long(&binder, ":n", measures->n++);
	bind_text(&binder, ":about", about);
	bind_text(&binder, ":name", name);
	bind_long(&binder, ":total", total);
	served_write_end(measures->writer, &binder);
}

void
served_write_quality(struct served_writer *writer, const char *feed,
    const struct quality *quality)
{
	struct measures measures = {.writer = writer, .feed = feed};
	char month[NAME_TEXT];

	put(&measures, "listings", NULL, quality->listings);
	for (int i = 0; i < N_QUALITY_DETAILS; i++)
		put(&measures, "with",
		    quality_detail_name((enum quality_detail)i),
		    quality->with[i]);
	put(&measures, "faulty", NULL, quality->faulty);
	put(&measures, "refused", NULL, quality->refused);
	for (size_t i = 0; i < quality->months_count; i++) {
		snprintf(month, sizeof(month), "%ld", quality->months[i].month);
		put(&measures, "month", month, quality->months[i].listings);
	}
	put(&measures, "unknown-all", NULL, quality->unknown_all);
	for (size_t i = 0; i < quality->unknown_count; i++)
		put(&measures, "unknown", quality->unknown[i].words,
		    quality->unknown[i].listings);
	for (size_t i = 0; i < quality->twins_count; i++)
		put(&measures, "twin", quality->twins[i].feed,
		    quality->twins[i].listings);
}

static void
read_detail(struct quality *out, const char *name, long total)
{
	for (int i = 0; i < N_QUALITY_DETAILS; i++)
		if (strcmp(quality_detail_name((enum quality_detail)i), name) ==
		    0)
			out->with[i] = total;
}

/* What a newer Signpost counts beside is passed over. */
static void
read_measure(
    struct quality *out, const char *about, const char *name, long total)
{
	long month;

	if (strcmp(about, "listings") == 0)
		out->listings = total;
	else if (strcmp(about, "faulty") == 0)
		out->faulty = total;
	else if (strcmp(about, "refused") == 0)
		out->refused = total;
	else if (strcmp(about, "with") == 0)
		read_detail(out, name, total);
	else if (strcmp(about, "unknown-all") == 0)
		out->unknown_all = total;
	else if (strcmp(about, "unknown") == 0)
		quality_add_unknown(out, name, total);
	else if (strcmp(about, "twin") == 0)
		quality_add_twin(out, name, total);
	else if (strcmp(about, "month") == 0 &&
		 number_long(name, 0, INT32_MAX, &month))
		quality_add_month(out, month, total);
}

/* A damaged file may say anything: no share is over one. */
static void
bound(struct quality *out)
{
	if (out->listings < 0)
		out->listings = 0;
	for (int i = 0; i < N_QUALITY_DETAILS; i++)
		if (out->with[i] < 0 || out->with[i] > out->listings)
			out->with[i] = 0;
	if (out->faulty < 0 || out->faulty > out->listings)
		out->faulty = 0;
	if (out->refused < 0 || out->refused > INT32_MAX)
		out->refused = 0;
}

enum served_result
served_feed_quality(struct served *served, const char *id, struct quality *out)
{
	struct binder binder = {served_begin(served, MEASURES_OF_FEED), 0};
	struct arena arena = {0};
	enum served_result result;

	memset(out, 0, sizeof(*out));
	if (binder.stmt == NULL) /* of an earlier Signpost */
		return SERVED_OK;
	bind_text(&binder, ":feed", id);
	bind_long(&binder, ":limit", SERVED_MAX_MEASURES);
	while ((result = served_step(served, binder.stmt)) == SERVED_OK) {
		struct row row = {.stmt = binder.stmt, .arena = &arena};
		char *about = row_text_set(&row), *name = row_text_set(&row);

		read_measure(out, about, name, row_long(&row));
	}
	served_done(binder.stmt);
	arena_clear(&arena);
	bound(out);
	return result == SERVED_NOT_FOUND ? SERVED_OK : result;
}
