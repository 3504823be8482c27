/* Ages in the words: "under 18", "16 to 25", "he's 82", "teenager". */
#include <stdio.h>
#include <string.h>

#include "base/compiler.h"
#include "search/understand_parts.h"

#define TEEN_MIN  13
#define TEEN_MAX  19
#define OLDER_MIN 65

/* After a number these say that things are counted, not years of age. */
#define COUNTED \
	"hour hours hr hrs minute minutes min mins second seconds day days " \
	"week weeks month months year years yr yrs mile miles km metres " \
	"pound pounds p pence percent per am pm noon oclock step steps point " \
	"session sessions volunteer volunteers member members staff worker " \
	"workers place places group groups service services club clubs " \
	"activity activities event events class classes bed beds room rooms " \
	"time times charity charities centre centres site sites branch " \
	"branches language languages course courses helpline helplines of"

/* Before a number these name a thing that has it. */
#define LABELS \
	"room rooms step steps section form phase unit floor stage type " \
	"level tier part chapter number no flat bus route channel block " \
	"house door suite line monday tuesday wednesday thursday friday " \
	"saturday sunday mon tue wed thu fri sat sun year covid band grade " \
	"ward clause version ring call text"

/* A word that begins with a number: "18", "18s", "17yo". */
struct number {
	int value;
	const char *rest;
};

static bool
number_at(const struct reader *reader, size_t word, struct number *out)
{
	const char *folded = reader_word(reader, word);
	const char *q = reader->query->q;
	size_t digits = strspn(folded, "0123456789"), at, end;

	if (digits == 0 || digits > 3)
		return false;
	out->value = 0;
	for (size_t i = 0; i < digits; i++)
		out->value = out->value * 10 + (folded[i] - '0');
	out->rest = folded + digits;
	at = reader->words[word].at;
	end = at + reader->words[word].length;
	/* Money, shares, times and parts of other numbers. */
	if (at > 0 && strchr("$#:.", q[at - 1]) != NULL)
		return false;
	if (at > 1 && memcmp(q + at - 2, "\xc2\xa3", 2) == 0)
		return false;
	if (q[end] == '%' || (q[end] != '\0' && strchr(":.", q[end]) != NULL &&
				 q[end + 1] >= '0' && q[end + 1] <= '9'))
		return false;
	return out->value <= QUERY_MAX_AGE;
}

static bool
is_plain(const struct number *number)
{
	return *number->rest == '\0' || strcmp(number->rest, "s") == 0;
}

static bool
is_old(const struct number *number)
{
	static const char *const rests[] = {"yo", "yrold", "yearold", "yrs"};

	for (size_t i = 0; i < ARRAY_LEN(rests); i++)
		if (strcmp(number->rest, rests[i]) == 0)
			return true;
	return false;
}

/* An age being read: its words, and the years. */
struct age {
	struct span span;
	int min, max;
	bool group;     /* of many people */
	bool also_need; /* "teenager" says what is needed, too */
};

/* Takes "years old" and its like; false where there is none. */
static bool
take_old(const struct reader *reader, size_t *end)
{
	if (reader_is(reader, *end, "year years yr yrs") &&
	    reader_is(reader, *end + 1, "old olds older")) {
		*end += 2;
		return true;
	}
	if (reader_is(reader, *end, "yo yrold yrsold olds") ||
	    (reader_is(reader, *end, "years yrs") &&
		reader_is(reader, *end + 1, "of") &&
		reader_is(reader, *end + 2, "age"))) {
		*end += reader_is(reader, *end + 1, "of") ? 3 : 1;
		return true;
	}
	if (reader_is(reader, *end, "y") && reader_is(reader, *end + 1, "o")) {
		*end += 2;
		return true;
	}
	return false;
}

/* "under 18s", "over the age of 65". */
static bool
read_bound(const struct reader *reader, size_t at, struct age *age)
{
	bool over = reader_is(reader, at, "over above");
	bool sure = false;
	struct number number;
	size_t end = at + 1;

	if (!over && !reader_is(reader, at, "under below")) {
		over = reader_is(reader, at, "older");
		if ((!over && !reader_is(reader, at, "younger")) ||
		    !reader_is(reader, end++, "than"))
			return false;
		sure = true;
	}
	end += reader_is(reader, end, "the");
	if (reader_is(reader, end, "age") && reader_is(reader, end + 1, "of")) {
		sure = true;
		end += 2;
	}
	if (!number_at(reader, end, &number) || !is_plain(&number) ||
	    number.value == 0)
		return false;
	sure = sure || *number.rest != '\0';
	end++;
	sure = take_old(reader, &end) || sure;
	if (!sure && reader_is(reader, end, COUNTED))
		return false;
	age->span = (struct span){at, end};
	age->group = true;
	age->min = over ? number.value : 0;
	age->max = over ? QUERY_MAX_AGE : number.value - 1;
	return true;
}

/* Is it a dash, and nothing else but spaces, between two words? */
static bool
dash_between(const struct reader *reader, size_t word)
{
	const struct analyse_word *a = &reader->words[word];
	const char *q = reader->query->q;
	size_t at = a->at + a->length, end;
	bool dash = false;

	if (word + 1 >= reader->count)
		return false;
	end = reader->words[word + 1].at;
	for (; at < end; at++) {
		if (q[at] == '-' || (unsigned char)q[at] >= 0x80)
			dash = true;
		else if (q[at] != ' ')
			return false;
	}
	return dash;
}

/* "16 to 25", "16-25 year olds", "between 5 and 11". */
static bool
read_range(const struct reader *reader, size_t at, bool sure, struct age *age)
{
	bool between = reader_is(reader, at, "between");
	struct number low, high;
	size_t end = at + between;

	if (!number_at(reader, end, &low) || *low.rest != '\0')
		return false;
	if (!dash_between(reader, end)) {
		if (!reader_is(reader, end + 1, between ? "and" : "to till"))
			return false;
		end++;
	}
	end++;
	if (!number_at(reader, end, &high) || low.value >= high.value ||
	    (!is_plain(&high) && !is_old(&high)))
		return false;
	sure = sure || *high.rest != '\0';
	end++;
	if (!take_old(reader, &end) && !sure) {
		if (reader_is(reader, end, "years yrs"))
			end++;
		else if (reader_is(reader, end, COUNTED) ||
			 (at > 0 && reader_is(reader, at - 1, LABELS)) ||
			 number_at(reader, end, &(struct number){0, ""}))
			return false;
	}
	age->span = (struct span){at, end};
	age->min = low.value;
	age->max = high.value;
	return true;
}

/* "17 year old", "18+", "65 and over", "6 months old"; any, where sure. */
static bool
read_years(const struct reader *reader, size_t at, bool sure, struct age *age)
{
	struct number number;
	const struct analyse_word *word = &reader->words[at];
	size_t end = at + 1;
	bool plus, old;

	if (!number_at(reader, at, &number) ||
	    (!is_plain(&number) && !is_old(&number)))
		return false;
	age->min = age->max = number.value;
	if (reader_is(reader, end, "week weeks month months") &&
	    reader_is(reader, end + 1, "old")) {
		age->min = age->max = reader_is(reader, end, "week weeks")
					  ? number.value / 52
					  : number.value / 12;
		age->span = (struct span){at, end + 2};
		return true;
	}
	old = is_old(&number);
	old = take_old(reader, &end) || old;
	plus = reader->query->q[word->at + word->length] == '+' ||
	       reader_is(reader, end, "plus");
	if (reader_is(reader, end, "plus"))
		end++;
	if (reader_is(reader, end, "and or") &&
	    reader_is(reader, end + 1, "over above older up upwards")) {
		plus = true;
		end += 2;
	} else if (reader_is(reader, end, "and or") &&
		   reader_is(reader, end + 1, "under below younger")) {
		age->span = (struct span){at, end + 2};
		age->min = 0;
		return true;
	}
	if (plus)
		age->max = QUERY_MAX_AGE;
	age->span = (struct span){at, end};
	if (old || sure)
		return true;
	return plus && !reader_is(reader, end, COUNTED) &&
	       !(at > 0 && reader_is(reader, at - 1, LABELS));
}

/* "aged 40", "ages 5 to 11". */
static bool
read_aged(const struct reader *reader, size_t at, struct age *age)
{
	if (!reader_is(reader, at, "aged age ages") ||
	    (!read_bound(reader, at + 1, age) &&
		!read_range(reader, at + 1, true, age) &&
		(at + 1 >= reader->count ||
		    !read_years(reader, at + 1, true, age))))
		return false;
	age->span.first = at;
	return true;
}

/* "he's 82", "she is 17". */
static bool
read_is(const struct reader *reader, size_t at, struct age *age)
{
	struct number number;
	size_t end = at + 1;

	if (reader_is(reader, at, "he she they i whos who")) {
		if (!reader_is(reader, end++, "is are am turned was"))
			return false;
	} else if (!reader_is(reader, at, "hes shes theyre im whos is")) {
		return false;
	}
	end += reader_is(reader, end, "nearly almost only just about now");
	if (!number_at(reader, end, &number) || *number.rest != '\0' ||
	    number.value == 0)
		return false;
	end++;
	if (!take_old(reader, &end) &&
	    (reader_is(reader, end, COUNTED) ||
		number_at(reader, end, &(struct number){0, ""})))
		return false;
	age->span = (struct span){at, end};
	age->min = age->max = number.value;
	return true;
}

/* "in his 80s", "in her late 60s". */
static bool
read_decade(const struct reader *reader, size_t at, struct age *age)
{
	struct number number;
	size_t end = at + 2;

	if (!reader_is(reader, at, "in") ||
	    !reader_is(reader, at + 1, "his her their my your"))
		return false;
	end += reader_is(reader, end, "early mid late");
	if (!number_at(reader, end, &number) || strcmp(number.rest, "s") != 0 ||
	    number.value % 10 != 0 || number.value < 10 || number.value > 110)
		return false;
	age->span = (struct span){at, end + 1};
	age->min = number.value;
	age->max = number.value + 9;
	return true;
}

/* Parents of teenagers are none. */
static bool
read_age_word(const struct reader *reader, size_t at, struct age *age)
{
	age->span = (struct span){at, at + 1};
	if (at > 0 && reader_is(reader, at - 1, "of"))
		return false;
	age->also_need = true;
	age->group = true;
	if (reader_is(reader, at, "teen teens teenage teenager teenagers")) {
		age->min = TEEN_MIN;
		age->max = TEEN_MAX;
		return true;
	}
	age->min = OLDER_MIN;
	age->max = QUERY_MAX_AGE;
	if (reader_is(reader, at, "elderly pensioner pensioners oap oaps"))
		return true;
	age->also_need = false;
	if (!reader_is(reader, at, "older"))
		return false;
	if (reader_is(reader, at + 1, "person people adult adults"))
		age->span.end++;
	else if (!reader_is(reader, at + 1,
		     "man men woman women lady ladies gentleman gentlemen"))
		return false;
	return true;
}

static bool
read_age(const struct reader *reader, size_t at, struct age *age)
{
	return read_aged(reader, at, age) || read_bound(reader, at, age) ||
	       read_range(reader, at, false, age) ||
	       read_years(reader, at, false, age) || read_is(reader, at, age) ||
	       read_decade(reader, at, age) || read_age_word(reader, at, age);
}

static char *
age_text(struct arena *arena, const struct age *age)
{
	char text[32];

	if (age->min == age->max)
		snprintf(text, sizeof(text), "%d", age->min);
	else
		snprintf(text, sizeof(text), "%d-%d", age->min, age->max);
	return arena_strdup(arena, text);
}

static void
enter_age(struct reader *reader, struct age *age)
{
	struct query *query = reader->query;
	const char *value = age_text(reader->arena, age);
	bool given = query->age_min >= 0;

	if (age->also_need) {
		if (given)
			return;
		reader_note(reader, age->span, "age", value);
	} else {
		reader_take_before(reader, &age->span, "the");
		reader_take_before(reader, &age->span, "for");
		if (!reader_take_unless(reader, age->span, "age", value, given))
			return;
	}
	query->age_min = age->min;
	query->age_max = age->max;
	query->age_of_group = age->group;
}

void
read_ages(struct reader *reader)
{
	for (size_t at = 0; at < reader->count; at++) {
		struct age age = {0};

		if (!read_age(reader, at, &age) ||
		    !reader_free(reader, age.span))
			continue;
		enter_age(reader, &age);
		return;
	}
}
