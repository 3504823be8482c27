#include "schema/problem_group.h"

#include <stdlib.h>
#include <string.h>

#include "base/compiler.h"
#include "base/say.h"

static const struct {
	const char *name, *words;
} kinds[] = {
    [PROBLEM_DOCUMENT] = {"document", N_("The whole document was refused, and "
					 "nothing of it was taken")},
    [PROBLEM_RECORD] = {"record",
	N_("The record was refused, and is not in the "
	   "directory")},
    [PROBLEM_FIELD] = {"field", N_("The record is in the directory, and a part "
				   "of it could not be used")},
    [PROBLEM_NOTE] = {"note", N_("Nothing was lost: worth a look")},
};

const char *
problem_kind_name(enum problem_kind kind)
{
	return kinds[kind].name;
}

const char *
problem_kind_words(enum problem_kind kind)
{
	return kinds[kind].words;
}

#define MEND_PHONE \
	N_("Write each number in its own field, with its area code and nothing " \
	   "else; notes go into a field for notes.")
#define MEND_POSITION \
	N_("Give latitude and longitude in degrees, such as 53.4512 and " \
	   "-2.3011, or leave both out.")
#define MEND_AREA \
	N_("Name the council or ward as it names itself, or give its GSS code, " \
	   "such as E08000009.")

/* By words of what is wrong; the first that stands in it. */
static const struct {
	const char *words, *mend;
} mends[] = {
    {"is no postcode",
	N_("Write one whole postcode in its own field, such as M32 0TH.")},
    {"can be dialled", MEND_PHONE},
    {"cannot be dialled", MEND_PHONE},
    {"is no e-mail address",
	N_("Write one address, such as help@example.org, and nothing else.")},
    {"is no web address",
	N_("Write one web address, beginning with https://.")},
    {"is no area", MEND_AREA},
    {"is no service type",
	N_("This comes of the mapping, not of your data: tell "
	   "whoever runs this directory.")},
    {"is no rule we know",
	N_("This comes of the mapping, not of your data: tell "
	   "whoever runs this directory.")},
    {"latitude", MEND_POSITION},
    {"easting", N_("Give easting and northing as the Ordnance Survey does, in "
		   "metres, or leave both out.")},
    {"is no age", N_("Write ages in years, such as 16, or 16 to 25.")},
    {"is no date", N_("Write dates as 2026-11-22: year, month, day.")},
    {"is no time of day", N_("Write times as 09:30 or 17:00.")},
    {"is no weekday", N_("Write weekdays in full, in English.")},
    {"No such file", N_("Put the document back where it was, or tell whoever "
			"runs this directory where it is now.")},
    {"the server answered", N_("Look whether the document still opens at its "
			       "address, or tell whoever runs this directory "
			       "where it is now.")},
    {"not UTF-8", N_("Save the document as UTF-8.")},
    {"DOCTYPE", N_("Leave the DOCTYPE out of the document.")},
    {"has no name", N_("Give each record a name.")},
    {"too long", N_("Shorten it, or split it into fields of their own.")},
    {"postcode district", N_("Look whether the postcode is right: no place in "
			     "the United Kingdom has it.")},
    {"id has been used", N_("Give each record an id of its own, and keep it.")},
    {"same id", N_("Give each record an id of its own, and keep it.")},
};

const char *
problem_group_field(const struct problem_group *group)
{
	return *group->what == '\'' ? group->field : NULL;
}

static const char *
mend_of(const struct problem *problem)
{
	for (size_t i = 0; i < ARRAY_LEN(mends); i++)
		if (strstr(problem->what, mends[i].words) != NULL)
			return mends[i].mend;
	switch (problem->kind) {
	case PROBLEM_DOCUMENT:
		return N_("Put the document right, and publish it again.");
	case PROBLEM_RECORD:
	case PROBLEM_FIELD:
		return N_("Look at the records named, and put them right where "
			  "you keep them.");
	case PROBLEM_NOTE:
		break;
	}
	return NULL;
}

/* How much of a text is one number: "-2.30", "1,000". */
static size_t
number_length(const char *text)
{
	static const char digits[] = "0123456789";
	size_t sign = *text == '-', length;

	if (strspn(text + sign, digits) == 0)
		return 0;
	length = strspn(text + sign, "0123456789.,");
	while (strchr(digits, text[sign + length - 1]) == NULL)
		length--;
	return sign + length;
}

/* How much is a code of capitals and digits: "QX4", "1AA". */
static size_t
code_length(const char *text)
{
	size_t length = strspn(text, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");

	return length <= 8 && strcspn(text, "0123456789") < length ? length : 0;
}

/* What is quoted, numbers and codes become an ellipsis. */
static char *
skeleton(struct arena *arena, const char *what)
{
	struct buf out = {0};
	char *text;

	for (const char *at = what; *at != '\0';) {
		const char *end = NULL;

		if (*at == '\'' && (at == what || at[-1] == ' '))
			end = strchr(at + 1, '\'');
		if (end != NULL) {
			buf_add_text(&out, "'…'");
			at = end + 1;
			continue;
		}
		if ((at == what || at[-1] == ' ') && code_length(at) > 0) {
			buf_add_text(&out, "…");
			at += code_length(at);
			continue;
		}
		if (number_length(at) > 0) {
			buf_add_text(&out, "…");
			at += number_length(at);
			continue;
		}
		buf_add_char(&out, *at++);
	}
	text = arena_strdup(arena, buf_text(&out));
	buf_clear(&out);
	return text;
}

static bool
same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static struct problem_group *
group_of(struct problem_group *groups, size_t count,
    const struct problem *problem, const char *what)
{
	for (size_t i = 0; i < count; i++)
		if (groups[i].kind == problem->kind &&
		    same_text(groups[i].field, problem->field) &&
		    strcmp(groups[i].what, what) == 0)
			return &groups[i];
	return NULL;
}

static int
compare_groups(const void *a, const void *b)
{
	const struct problem_group *x = a, *y = b;
	int order;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	order = strcmp(x->field ? x->field : "", y->field ? y->field : "");
	return order != 0 ? order : strcmp(x->what, y->what);
}

size_t
problem_groups(const struct problem *problems, size_t count,
    struct arena *arena, struct problem_group **out)
{
	struct problem_group *groups = NULL, *group;
	size_t groups_count = 0;

	for (size_t i = 0; i < count; i++) {
		const struct problem *problem = &problems[i];
		char *what = skeleton(arena, problem->what);

		group = group_of(groups, groups_count, problem, what);
		if (group == NULL) {
			groups = arena_grow(
			    arena, groups, groups_count, sizeof(*groups));
			group = &groups[groups_count++];
			*group = (struct problem_group){.kind = problem->kind,
			    .field = problem->field,
			    .what = what,
			    .done = problem->done,
			    .mend = mend_of(problem)};
		}
		group->count++;
		if (group->examples_count < PROBLEM_EXAMPLES)
			group->examples[group->examples_count++] = problem;
	}
	if (groups_count > 1)
		qsort(groups, groups_count, sizeof(*groups), compare_groups);
	*out = groups;
	return groups_count;
}
