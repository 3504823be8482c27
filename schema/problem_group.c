#include "schema/problem_group.h"

#include <stdlib.h>
#include <string.h>

#include "base/compiler.h"

static const struct {
	const char *name, *words;
} kinds[] = {
    [PROBLEM_DOCUMENT] = {"document", "The whole document was refused, and "
				      "nothing of it was taken"},
    [PROBLEM_RECORD] = {"record", "The record was refused, and is not in the "
				  "directory"},
    [PROBLEM_FIELD] = {"field", "The record is in the directory, and a part "
				"of it could not be used"},
    [PROBLEM_NOTE] = {"note", "Nothing was lost: worth a look"},
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

/* By the field, then by words of what is wrong; the first that fits. */
static const struct {
	const char *field, *words, *mend;
} mends[] = {
    {"postcode", NULL,
	"Write one whole postcode in its own field, such as "
	"M32 0TH."},
    {"phone", NULL,
	"Write each number in its own field, with its area code "
	"and nothing else; notes go into a field for notes."},
    {"email", NULL,
	"Write one address, such as help@example.org, and nothing "
	"else."},
    {"url", NULL, "Write one web address, beginning with https://."},
    {"area", NULL,
	"Name the council or ward as it names itself, or give its "
	"GSS code (such as E08000009)."},
    {"type", NULL,
	"This is a constant of the mapping, not of your data: tell "
	"whoever runs this directory."},
    {"lat", NULL,
	"Give latitude and longitude in degrees, such as 53.4512 "
	"and -2.3011, or leave both out."},
    {"position", NULL,
	"Give latitude and longitude in degrees, such as "
	"53.4512 and -2.3011, or leave both out."},
    {"eligibility", NULL, "Give ages in years as plain numbers."},
    {"name", NULL, "Give each record a name."},
    {NULL, "is no date", "Write dates as 2026-11-22: year, month, day."},
    {NULL, "is no time of day", "Write times as 09:30 or 17:00."},
    {NULL, "is no weekday", "Write weekdays in full, in English."},
    {NULL, "not UTF-8", "Save the document as UTF-8."},
    {NULL, "DOCTYPE", "Leave the DOCTYPE out of the document."},
    {NULL, "has no name", "Give each record a name."},
    {NULL, "too long", "Shorten it, or split it into fields of their own."},
    {NULL, "same id", "Give each record an id of its own, and keep it."},
};

static const char *
mend_of(const struct problem *problem)
{
	for (size_t i = 0; i < ARRAY_LEN(mends); i++) {
		if (mends[i].field != NULL &&
		    (problem->field == NULL ||
			strcmp(problem->field, mends[i].field) != 0))
			continue;
		if (mends[i].words == NULL ||
		    strstr(problem->what, mends[i].words) != NULL)
			return mends[i].mend;
	}
	switch (problem->kind) {
	case PROBLEM_DOCUMENT:
		return "Put the document right, and publish it again.";
	case PROBLEM_RECORD:
	case PROBLEM_FIELD:
		return "Look at the records named, and put them right where "
		       "you keep them.";
	case PROBLEM_NOTE:
		break;
	}
	return NULL;
}

/* What is quoted, and numbers, become an ellipsis. */
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
		if (strspn(at, "0123456789") > 0) {
			buf_add_text(&out, "…");
			at += strspn(at, "0123456789");
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
