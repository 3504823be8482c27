/*
 * Speed of the search in process, on generated listings and a log of
 * queries: processor time a search, everything on (exact totals, verdicts,
 * facets, relaxation, why), beside the same queries with their words alone;
 * and of reading the words as they are typed, and suggestions.
 *
 *   bench_search LISTINGS.csv QUERIES.tsv REPLAY.txt [SECONDS]
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/compiler.h"
#include "base/log.h"
#include "schema/card.h"
#include "search/index_build.h"
#include "search/search.h"

#define MAX_COLUMNS  32
#define MILES_A_KM   0.621371
#define MAX_MEASURED 200000

/* One row of a table with a head; fields lie in one buffer. */
struct table {
	FILE *file;
	char between;
	struct buf row, head;
	char *fields[MAX_COLUMNS], *names[MAX_COLUMNS];
	size_t count, names_count;
};

static FILE *
open_file(const char *path)
{
	FILE *file = fopen(path, "r");

	if (file == NULL)
		fatal("%s: %s", path, strerror(errno));
	return file;
}

/* Reads a row, quotes taken off; false at the end. */
static bool
read_row(struct table *table, struct buf *row, char **fields, size_t *count)
{
	size_t starts[MAX_COLUMNS] = {0};
	bool quoted = false;
	int c;

	buf_reset(row);
	*count = 0;
	starts[(*count)++] = 0;
	while ((c = getc(table->file)) != EOF && (quoted || c != '\n')) {
		if (c == '"' && table->between == ',') {
			quoted = !quoted;
		} else if (c == table->between && !quoted) {
			buf_add_char(row, '\0');
			if (*count == MAX_COLUMNS)
				fatal("a row with too many columns");
			starts[(*count)++] = row->length;
		} else {
			buf_add_char(row, (char)c);
		}
	}
	if (c == EOF)
		return false;
	for (size_t i = 0; i < *count; i++)
		fields[i] = row->data + starts[i];
	return row->data != NULL;
}

static void
table_open(struct table *table, const char *path, char between)
{
	memset(table, 0, sizeof(*table));
	table->file = open_file(path);
	table->between = between;
	if (!read_row(table, &table->head, table->names, &table->names_count))
		fatal("%s: no head", path);
}

static char *
field(struct table *table, const char *name)
{
	for (size_t i = 0; i < table->names_count && i < table->count; i++)
		if (strcmp(table->names[i], name) == 0)
			return table->fields[i];
	fatal("no column %s", name);
}

static void
table_close(struct table *table)
{
	fclose(table->file);
	buf_clear(&table->row);
	buf_clear(&table->head);
}

/* "T0304" to "t03.t0304", "T0300" to "t03". */
static const char *
type_id(struct arena *arena, const char *id)
{
	if (strcmp(id + 3, "00") == 0)
		return arena_printf(arena, "t%.2s", id + 1);
	return arena_printf(arena, "t%.2s.t%s", id + 1, id + 1);
}

/* A council's name to something that looks like its code. */
static void
area_code(const char *name, char out[PLACE_GSS_TEXT])
{
	unsigned hash = 5381;

	for (; *name != '\0'; name++)
		hash = hash * 33 + (unsigned char)*name;
	snprintf(out, PLACE_GSS_TEXT, "E%08u", hash % 100000000u);
}

static void
add_rule(struct listing *listing, const char *dimension, const char *value,
    const char *sentence)
{
	struct listing_rule *rule;

	if (*value == '\0')
		return;
	rule = listing_rule_add(listing);
	rule->dimension = arena_strdup(listing->arena, dimension);
	rule->value = arena_strdup(listing->arena, value);
	rule->from_field = true;
	rule->sentence = arena_strdup(listing->arena, sentence);
}

static void
fill_place(struct table *table, struct listing *listing)
{
	struct listing_location *at = listing_location_add(listing);
	struct listing_area *area = listing_area_add(listing);
	char code[PLACE_GSS_TEXT];

	at->address = arena_strdup(listing->arena, field(table, "address"));
	at->town = arena_strdup(listing->arena, field(table, "town"));
	at->postcode = arena_strdup(listing->arena, field(table, "postcode"));
	at->position_from = POSITION_SOURCE;
	at->lat = atof(field(table, "lat"));
	at->lon = atof(field(table, "lon"));
	area_code(field(table, "la"), code);
	strcpy(at->district, code);
	area->code = arena_strdup(listing->arena, code);
	area->name = arena_strdup(listing->arena, field(table, "la"));
}

static void
fill_rules(struct table *table, struct listing *listing)
{
	const char *gender = field(table, "gender");
	const char *cost = field(table, "cost");

	add_rule(listing, "age.min", field(table, "min_age"), "Aged so");
	add_rule(listing, "age.max", field(table, "max_age"), "Aged so");
	if (strcmp(gender, "any") != 0)
		add_rule(listing, "gender",
		    strcmp(gender, "female") == 0 ? "women" : "men", "Only");
	add_rule(listing, "cost",
	    strcmp(cost, "low-cost") == 0   ? "low"
	    : strcmp(cost, "donation") == 0 ? "sliding"
					    : cost,
	    cost);
}

static void
fill(struct table *table, struct listing *listing, struct arena *arena,
    unsigned long number)
{
	static const char letters[] = "23456789bcdfghjkmnpqrstvwxz";
	char *types = field(table, "types"), *id;

	listing_init(listing, arena);
	listing->name = arena_strdup(arena, field(table, "name"));
	listing->org_name = arena_strdup(arena, field(table, "org_name"));
	listing->description = arena_strdup(arena, field(table, "description"));
	listing->checked = date_parse(field(table, "updated"));
	for (int i = 0; i < LISTING_CODE_BYTES; i++) {
		listing->code[i] = letters[number % 27];
		number /= 27;
	}
	while ((id = strsep(&types, "|")) != NULL) {
		struct listing_type *type = listing_type_add(listing);

		type->id = arena_strdup(arena, type_id(arena, id));
		type->words = arena_strdup(arena, id);
	}
	fill_place(table, listing);
	fill_rules(table, listing);
}

/* Where each listing lies, so that they are added along the curve. */
struct sortable {
	uint64_t curve;
	struct buf row;
	size_t count;
	unsigned long number;
	uint32_t starts[MAX_COLUMNS];
};

static int
compare_sortable(const void *a, const void *b)
{
	const struct sortable *x = a, *y = b;

	if (x->curve != y->curve)
		return x->curve < y->curve ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

static struct sortable *
read_listings(struct table *table, size_t *count)
{
	struct sortable *rows = NULL;

	*count = 0;
	while (read_row(table, &table->row, table->fields, &table->count)) {
		struct sortable *row;

		rows = grow_array(rows, *count, sizeof(*rows));
		row = &rows[*count];
		memset(row, 0, sizeof(*row));
		row->number = (unsigned long)(*count)++;
		row->curve = index_curve(
		    atof(field(table, "lat")), atof(field(table, "lon")));
		row->count = table->count;
		for (size_t i = 0; i < table->count; i++)
			row->starts[i] =
			    (uint32_t)(table->fields[i] - table->row.data);
		buf_add(&row->row, table->row.data, table->row.length);
	}
	qsort(rows, *count, sizeof(*rows), compare_sortable);
	return rows;
}

static double
processor_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void
build(const char *csv, const struct vocabulary *vocabulary, const char *path)
{
	struct table table;
	struct index_builder *builder = index_builder_new(vocabulary);
	struct buf card = {0};
	struct rusage usage;
	char error[300];
	size_t count;
	struct sortable *rows;
	double start, built;

	table_open(&table, csv, ',');
	rows = read_listings(&table, &count);
	start = processor_s();
	for (size_t i = 0; i < count; i++) {
		struct arena arena = {0};
		struct listing listing;

		for (size_t f = 0; f < rows[i].count; f++)
			table.fields[f] = rows[i].row.data + rows[i].starts[f];
		table.count = rows[i].count;
		fill(&table, &listing, &arena, rows[i].number);
		buf_reset(&card);
		card_build(&card, &listing);
		index_builder_add(
		    builder, &listing, (long)i, card.data, card.length);
		arena_clear(&arena);
		buf_clear(&rows[i].row);
	}
	built = processor_s();
	if (!index_builder_write(builder, path, error, sizeof(error)))
		fatal("%s", error);
	getrusage(RUSAGE_SELF, &usage);
	printf("%zu listings: added in %.2f s, written in %.2f s; at most "
	       "%ld MB\n",
	    count, built - start, processor_s() - built,
	    usage.ru_maxrss / 1024);
	index_builder_free(builder);
	buf_clear(&card);
	free(rows);
	table_close(&table);
}

static void
read_query(struct table *table, struct arena *arena, struct query *query)
{
	const char *q = field(table, "q"), *la = field(table, "la");
	const char *age = field(table, "age");
	const char *gender = field(table, "gender");

	memset(query, 0, sizeof(*query));
	query->page = 1;
	query->limit = QUERY_LIMIT;
	query->locale = "en";
	query->age_min = query->age_max = *age != '\0' ? atoi(age) : -1;
	if (*q != '\0')
		query->q = query->need = arena_strdup(arena, q);
	if (*field(table, "type") != '\0')
		query->types[query->types_count++] =
		    type_id(arena, field(table, "type"));
	if (*gender != '\0')
		query->gender =
		    strcmp(gender, "female") == 0 ? GENDER_WOMEN : GENDER_MEN;
	if (*la != '\0') {
		query->has_area = true;
		area_code(la, query->area.gss);
	}
	if (*field(table, "lat") != '\0') {
		query->has_near = true;
		query->near.lat = atof(field(table, "lat"));
		query->near.lon = atof(field(table, "lon"));
		query->within_miles =
		    atof(field(table, "radius_km")) * MILES_A_KM;
	}
}

static struct query *
read_queries(const char *path, struct arena *arena, size_t *count)
{
	struct query *queries = NULL;
	struct table table;

	*count = 0;
	table_open(&table, path, '\t');
	while (read_row(&table, &table.row, table.fields, &table.count)) {
		queries = grow_array(queries, *count, sizeof(*queries));
		read_query(&table, arena, &queries[(*count)++]);
	}
	table_close(&table);
	return queries;
}

static int
compare_times(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void
report(const char *what, double *times, size_t count, long found)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += times[i];
	qsort(times, count, sizeof(*times), compare_times);
	printf("%-14s %7zu searches  mean %8.1f us  median %8.1f us  "
	       "p99 %8.1f us  worst %8.1f us  (%ld found a search)\n",
	    what, count, sum / (double)count * 1e6, times[count / 2] * 1e6,
	    times[count * 99 / 100] * 1e6, times[count - 1] * 1e6,
	    found / (long)count);
}

static void
measure(const struct index *index, const struct vocabulary *vocabulary,
    const struct query *queries, size_t count, const char *replay,
    double seconds, bool words_alone)
{
	static double times[MAX_MEASURED];
	FILE *file = open_file(replay);
	double start = processor_s();
	size_t measured = 0;
	long found = 0;
	unsigned long id;

	while (measured < MAX_MEASURED && processor_s() - start < seconds) {
		struct arena arena = {0};
		struct query query;
		struct answer answer;
		double before;

		if (fscanf(file, "%lu", &id) != 1) {
			rewind(file);
			continue;
		}
		if (id >= count)
			fatal("%s: no query %lu", replay, id);
		query = queries[id];
		if (words_alone) {
			if (query.need == NULL)
				continue;
			query.types_count = 0;
			query.has_near = query.has_area = false;
			query.age_min = -1;
			query.gender = GENDER_ANY;
			query.strict = true;
		}
		before = processor_s();
		search_run(
		    index, vocabulary, &query, time(NULL), &arena, &answer);
		arena_clear(&arena);
		times[measured++] = processor_s() - before;
		found += answer.total;
	}
	fclose(file);
	report(words_alone ? "words alone" : "everything on", times, measured,
	    found);
}

/* No gazetteer: a place is no part of what is measured. */
static enum place_result
no_place(void *arg UNUSED, const char *text UNUSED, struct place *out UNUSED)
{
	return PLACE_UNREADABLE;
}

/* Words as they are typed: how long they take to read, and with a search. */
static void
measure_reading(const struct index *index, const struct vocabulary *vocabulary,
    const struct query *queries, size_t count, const char *replay,
    double seconds)
{
	static double read[MAX_MEASURED], both[MAX_MEASURED];
	const struct query_places places = {
	    .find = no_place, .find_area = no_place, .index = index};
	FILE *file = open_file(replay);
	double start = processor_s();
	size_t measured = 0;
	long found = 0;
	unsigned long id;

	while (measured < MAX_MEASURED && processor_s() - start < seconds) {
		struct arena arena = {0};
		struct query_parameter typed = {.name = "q"};
		struct query query;
		struct answer answer;
		double before;

		if (fscanf(file, "%lu", &id) != 1) {
			rewind(file);
			continue;
		}
		if (id >= count || queries[id].q == NULL)
			continue;
		typed.value = queries[id].q;
		before = processor_s();
		query_parse(
		    &typed, 1, &places, vocabulary, &arena, &query, NULL, 0);
		read[measured] = processor_s() - before;
		search_run(
		    index, vocabulary, &query, time(NULL), &arena, &answer);
		arena_clear(&arena);
		both[measured++] = processor_s() - before;
		found += answer.total;
	}
	fclose(file);
	report("words read", read, measured, 0);
	report("... and found", both, measured, found);
}

/* As-you-type: every beginning of each query, from two letters on. */
static void
measure_suggest(const struct index *index, const struct vocabulary *vocabulary,
    const struct query *queries, size_t count, const char *replay,
    double seconds)
{
	static double times[MAX_MEASURED];
	FILE *file = open_file(replay);
	double start = processor_s();
	size_t measured = 0;
	long found = 0;
	unsigned long id;

	while (measured < MAX_MEASURED && processor_s() - start < seconds) {
		const char *q;

		if (fscanf(file, "%lu", &id) != 1) {
			rewind(file);
			continue;
		}
		q = id < count ? queries[id].q : NULL;
		for (size_t length = 2; q != NULL && length <= strlen(q) &&
					measured < MAX_MEASURED;
		     length++) {
			struct arena arena = {0};
			struct suggestion suggestions[8];
			char *typed = arena_strndup(&arena, q, length);
			double before = processor_s();

			found += (long)search_suggest(index, vocabulary, typed,
			    0, &arena, suggestions, ARRAY_LEN(suggestions));
			times[measured++] = processor_s() - before;
			arena_clear(&arena);
		}
	}
	fclose(file);
	report("suggestions", times, measured, found);
}

int
main(int argc, char **argv)
{
	const char *source = getenv("srcdir");
	char *folder =
	    xasprintf("%s/data/vocabulary", source != NULL ? source : ".");
	char path[] = "/tmp/bench-search-XXXXXX", error[300];
	struct arena arena = {0};
	struct vocabulary *vocabulary;
	struct query *queries;
	struct index *index;
	size_t count;
	double seconds, start;

	if (argc < 4)
		fatal("usage: %s LISTINGS.csv QUERIES.tsv REPLAY.txt "
		      "[SECONDS]",
		    argv[0]);
	seconds = argc > 4 ? atof(argv[4]) : 5;
	vocabulary = vocabulary_load(folder, error, sizeof(error));
	if (vocabulary == NULL)
		fatal("%s", error);
	close(mkstemp(path));
	build(argv[1], vocabulary, path);
	start = processor_s();
	index = index_open(path, error, sizeof(error));
	unlink(path);
	if (index == NULL)
		fatal("%s", error);
	printf("opened in %.3f ms\n", (processor_s() - start) * 1e3);
	queries = read_queries(argv[2], &arena, &count);
	for (int round = 0; round < 2; round++) {
		measure(
		    index, vocabulary, queries, count, argv[3], seconds, false);
		measure(
		    index, vocabulary, queries, count, argv[3], seconds, true);
		measure_reading(
		    index, vocabulary, queries, count, argv[3], seconds);
		measure_suggest(
		    index, vocabulary, queries, count, argv[3], seconds);
	}
	index_close(index);
	vocabulary_free(vocabulary);
	free(queries);
	arena_clear(&arena);
	free(folder);
	return 0;
}
