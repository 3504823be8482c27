/* Reads bank-holidays.tsv. */
#include <string.h>

#include "base/compiler.h"
#include "schema/vocabulary_parts.h"

/* The nations of a column; 0: it cannot be read. */
static unsigned
read_nations(const char *text)
{
	static const struct {
		const char *name;
		unsigned nations;
	} names[] = {
	    {"england-and-wales", HOLIDAY_ENGLAND_WALES},
	    {"scotland", HOLIDAY_SCOTLAND},
	    {"northern-ireland", HOLIDAY_NORTHERN_IRELAND},
	    {"all", HOLIDAY_ALL},
	};
	unsigned nations = 0;

	while (*text != '\0') {
		size_t length = strcspn(text, " "), i;

		for (i = 0; i < ARRAY_LEN(names); i++)
			if (strlen(names[i].name) == length &&
			    strncmp(names[i].name, text, length) == 0)
				break;
		if (i == ARRAY_LEN(names))
			return 0;
		nations |= names[i].nations;
		text += length;
		text += strspn(text, " ");
	}
	return nations;
}

bool
holiday_row(struct vocabulary *vocabulary, const struct vocabulary_row *row)
{
	struct holidays *holidays = &vocabulary->holidays;
	struct holiday_line line = {
	    .day = date_parse(row->columns[0]),
	    .nations = read_nations(row->columns[1]),
	};

	if (row->count != 3 || line.day == 0 || line.nations == 0 ||
	    row->columns[2][0] == '\0')
		return vocabulary_row_wrong(row,
		    "a date (2026-06-15), nations (england-and-wales, "
		    "scotland, northern-ireland or all) and a name or - are "
		    "expected, with tabs between them");
	for (size_t i = 0; i < holidays->count; i++)
		if (holidays->lines[i].day == line.day &&
		    (holidays->lines[i].nations & line.nations) != 0)
			return vocabulary_row_wrong(
			    row, "%s stands twice", row->columns[0]);
	if (strcmp(row->columns[2], "-") != 0)
		line.name = arena_strdup(&vocabulary->arena, row->columns[2]);
	holidays->lines = arena_grow(&vocabulary->arena, holidays->lines,
	    holidays->count, sizeof(*holidays->lines));
	holidays->lines[holidays->count++] = line;
	return true;
}

const struct holidays *
vocabulary_holidays(const struct vocabulary *vocabulary)
{
	return vocabulary != NULL ? &vocabulary->holidays : NULL;
}
