/* In the words: whom a service is for, and what it may cost. */
#include <string.h>

#include "search/understand_parts.h"

#define WOMEN_ONE  "woman womans lady female girl"
#define WOMEN_MANY "women womens ladies females girls"
#define MEN_ONE    "man mans gentleman male boy"
#define MEN_MANY   "men mens gentlemen males boys lads blokes"

/* Before a word for people these make it somebody else, or nobody. */
#define NOT_THEM \
	"against by from of other with hit hits hates hate no not non " \
	"without to and or"

/* The speaker's own words: a man in them may be another person. */
static bool
speaker_tells(const struct reader *reader)
{
	for (size_t i = 0; i < reader->count; i++)
		if (reader_is(reader, i, "me my i im us our"))
			return true;
	return false;
}

static bool
is_gender(
    const struct reader *reader, size_t at, const char *one, const char *many)
{
	if (reader_is(reader, at, many))
		return true;
	return reader_is(reader, at, one) && !speaker_tells(reader);
}

/* The first word for them that is free; count where there is none. */
static size_t
find_gender(const struct reader *reader, const char *one, const char *many)
{
	for (size_t at = 0; at < reader->count; at++)
		if (is_gender(reader, at, one, many) &&
		    reader_free(reader, (struct span){at, at + 1}) &&
		    !(at > 0 && reader_is(reader, at - 1, NOT_THEM)))
			return at;
	return reader->count;
}

static bool
mentions(const struct reader *reader, const char *one, const char *many)
{
	for (size_t at = 0; at < reader->count; at++)
		if (reader_is(reader, at, one) || reader_is(reader, at, many))
			return true;
	return false;
}

static void
read_gender(struct reader *reader)
{
	struct query *query = reader->query;
	bool women = mentions(reader, WOMEN_ONE, WOMEN_MANY);
	bool given = query->gender != GENDER_ANY;
	struct span span;

	/* Men and women are everybody. */
	if (women == mentions(reader, MEN_ONE, MEN_MANY))
		return;
	span.first = women ? find_gender(reader, WOMEN_ONE, WOMEN_MANY)
			   : find_gender(reader, MEN_ONE, MEN_MANY);
	span.end = span.first + 1;
	if (span.first == reader->count)
		return;
	span.end +=
	    reader_is(reader, span.end, "only") &&
	    reader_free(reader, (struct span){span.first, span.end + 1});
	reader_take_before(reader, &span, "a the");
	reader_take_before(reader, &span, "for");
	if (reader_take_unless(
		reader, span, "gender", women ? "women" : "men", given))
		query->gender = women ? GENDER_WOMEN : GENDER_MEN;
}

/* "free from abuse", "smoke free", "free time" cost nothing, but are more. */
static bool
is_free(const struct reader *reader, size_t at, struct span *span)
{
	*span = (struct span){at, at + 1};
	if (reader_is(reader, at, "no") &&
	    reader_is(reader, at + 1, "cost charge fee fees")) {
		span->end++;
		return true;
	}
	if (!reader_is(reader, at, "free"))
		return false;
	if (reader_is(reader, at + 1, "of") &&
	    reader_is(reader, at + 2, "charge")) {
		span->end += 2;
		return true;
	}
	if (at > 0 && (reader_is(reader, at - 1,
			   "smoke drug drugs alcohol debt gluten sugar dairy "
			   "nut pain stress feel feeling toll worry abuse "
			   "violence set break be get living crime "
			   "step barrier cruelty") ||
			  reader->query->q[reader->words[at].at - 1] == '-'))
		return false;
	return !reader_is(reader, at + 1, "from of time will spirit range");
}

static bool
is_low_cost(const struct reader *reader, size_t at, struct span *span)
{
	*span = (struct span){at, at + 1};
	if (reader_is(reader, at, "low reduced") &&
	    reader_is(reader, at + 1, "cost fee fees price")) {
		span->end++;
		return true;
	}
	return reader_is(reader, at, "lowcost cheap cheaper affordable");
}

static void
read_cost(struct reader *reader)
{
	struct query *query = reader->query;
	bool given = query->cost != COST_ANY;

	for (size_t at = 0; at < reader->count; at++) {
		struct span span, low;
		bool free = is_free(reader, at, &span);

		if (!free && !is_low_cost(reader, at, &span))
			continue;
		/* "free or low cost" */
		if (free && reader_is(reader, span.end, "or and") &&
		    is_low_cost(reader, span.end + 1, &low)) {
			free = false;
			span.end = low.end;
		}
		if (!reader_free(reader, span))
			continue;
		reader_take_before(reader, &span, "for");
		if (reader_take_unless(
			reader, span, "cost", free ? "free" : "low", given))
			query->cost = free ? COST_FREE : COST_LOW;
		return;
	}
}

void
read_person(struct reader *reader)
{
	read_gender(reader);
	read_cost(reader);
}
