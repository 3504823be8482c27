#include "server/unmet_table.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/number.h"
#include "base/write_all.h"

#define NAME     "unmet.csv"
#define NEW_NAME "unmet.csv.new" /* the keeper alone writes it */
#define HEAD     "week_from,type_id,gss,visitors_at_least\r\n"

#define DAYS_A_WEEK 7

static day_t
monday(day_t day)
{
	/* The first day of all was a Thursday. */
	return day - (day + 3) % DAYS_A_WEEK;
}

day_t
unmet_week(time_t when)
{
	struct london now;

	date_london(when, &now);
	return monday(now.day);
}

long
unmet_rounded(long count)
{
	if (count < UNMET_LEAST)
		return 0;
	if (count > UNMET_MAX_COUNT)
		count = UNMET_MAX_COUNT;
	return count - count % UNMET_STEP;
}

static bool
is_type(const char *type)
{
	size_t length = strlen(type);

	return length > 0 && length < UNMET_MAX_TYPE &&
	       strspn(type, "abcdefghijklmnopqrstuvwxyz0123456789.-") == length;
}

static bool
is_gss(const char *code)
{
	return strlen(code) == PLACE_GSS_TEXT - 1 && code[0] >= 'A' &&
	       code[0] <= 'Z' &&
	       strspn(code + 1, "0123456789") == PLACE_GSS_TEXT - 2;
}

bool
unmet_row_init(struct unmet_row *row, day_t week, const char *type,
    const char *council, long count)
{
	memset(row, 0, sizeof(*row));
	if (week <= 0 || !is_type(type) || !is_gss(council) ||
	    unmet_rounded(count) == 0)
		return false;
	row->week = monday(week);
	strcpy(row->type, type);
	strcpy(row->council, council);
	row->count = unmet_rounded(count);
	return true;
}

size_t
unmet_row_write(const struct unmet_row *row, char out[UNMET_LINE])
{
	char week[DATE_TEXT];

	date_text(row->week, week);
	return (size_t)snprintf(out, UNMET_LINE, "%s,%s,%s,%ld\r\n", week,
	    row->type, row->council, row->count);
}

bool
unmet_row_read(const char *line, size_t length, struct unmet_row *out)
{
	char text[UNMET_LINE], *rest = text, *part[4];
	long count;

	if (length >= sizeof(text) || memchr(line, '\0', length) != NULL)
		return false;
	memcpy(text, line, length);
	text[length] = '\0';
	text[strcspn(text, "\r\n")] = '\0';
	for (size_t i = 0; i < 4; i++)
		part[i] = rest == NULL ? NULL : strsep(&rest, ",");
	/* A count is said as we say it, or it is not ours. */
	return part[3] != NULL && rest == NULL &&
	       strlen(part[0]) == DATE_TEXT - 1 &&
	       number_long(part[3], UNMET_LEAST, UNMET_MAX_COUNT, &count) &&
	       count == unmet_rounded(count) &&
	       unmet_row_init(
		   out, date_parse(part[0]), part[1], part[2], count) &&
	       out->week == date_parse(part[0]);
}

static int
compare_rows(const struct unmet_row *a, const struct unmet_row *b)
{
	int order;

	if (a->week != b->week)
		return a->week < b->week ? -1 : 1;
	order = strcmp(a->council, b->council);
	return order != 0 ? order : strcmp(a->type, b->type);
}

/* Where it stands, or would stand. */
static size_t
find(const struct unmet_table *table, const struct unmet_row *row)
{
	size_t low = 0, high = table->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_rows(&table->rows[middle], row) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool
unmet_table_put(struct unmet_table *table, const struct unmet_row *row)
{
	size_t at = find(table, row);

	if (at < table->count && compare_rows(&table->rows[at], row) == 0) {
		if (table->rows[at].count >= row->count)
			return false;
		table->rows[at].count = row->count;
		return true;
	}
	if (table->count == UNMET_MAX_ROWS)
		return false;
	table->rows =
	    grow_array(table->rows, table->count, sizeof(*table->rows));
	memmove(&table->rows[at + 1], &table->rows[at],
	    (table->count - at) * sizeof(*table->rows));
	table->rows[at] = *row;
	table->count++;
	return true;
}

void
unmet_table_age(struct unmet_table *table, time_t now)
{
	day_t first = unmet_week(now) - UNMET_WEEKS * DAYS_A_WEEK;
	size_t old = 0;

	while (old < table->count && table->rows[old].week < first)
		old++;
	if (old == 0)
		return;
	table->count -= old;
	memmove(table->rows, &table->rows[old],
	    table->count * sizeof(*table->rows));
}

bool
unmet_table_load(struct unmet_table *table, const char *data_folder)
{
	char *path = xasprintf("%s/%s", data_folder, NAME), line[UNMET_LINE];
	FILE *file = fopen(path, "re");
	struct unmet_row row;
	bool read;

	free(path);
	if (file == NULL)
		return errno == ENOENT;
	while (fgets(line, sizeof(line), file) != NULL)
		if (unmet_row_read(line, strlen(line), &row))
			unmet_table_put(table, &row);
	read = ferror(file) == 0;
	fclose(file);
	return read;
}

static void
write_rows(const struct unmet_table *table, struct buf *out)
{
	char line[UNMET_LINE];

	buf_add_text(out, HEAD);
	for (size_t i = 0; i < table->count; i++)
		buf_add(out, line, unmet_row_write(&table->rows[i], line));
}

/* A file of that name with all rows in an open folder. */
static bool
write_file(const struct unmet_table *table, int folder)
{
	int fd = openat(folder, NEW_NAME,
	    O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	struct buf rows = {0};
	bool written;

	if (fd < 0)
		return false;
	write_rows(table, &rows);
	written = write_all(fd, rows.data, rows.length) && fsync(fd) == 0;
	buf_clear(&rows);
	return close(fd) == 0 && written;
}

bool
unmet_table_save(const struct unmet_table *table, const char *data_folder)
{
	int folder = open(data_folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool saved;
	int why;

	if (folder < 0)
		return false;
	saved = write_file(table, folder) &&
		renameat(folder, NEW_NAME, folder, NAME) == 0;
	why = errno;
	if (saved)
		fsync(folder);
	else
		unlinkat(folder, NEW_NAME, 0);
	close(folder);
	errno = why;
	return saved;
}

void
unmet_table_clear(struct unmet_table *table)
{
	free(table->rows);
	memset(table, 0, sizeof(*table));
}
