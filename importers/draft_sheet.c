/* The draft for a workbook: column() for each field, to be put right. */
#include <stdlib.h>
#include <string.h>

#include "importers/draft_parts.h"

#define SHEET_URI   "urn:schemas-microsoft-com:office:spreadsheet"
#define SHEET_NAMES 4 /* names of a column to begin with */

static const char *
prefix_of_sheets(const struct reader_summary *survey)
{
	for (size_t i = 0; i < survey->unused_count; i++)
		if (strncmp(survey->unused[i].path, "xmlns:", 6) == 0 &&
		    survey->unused[i].example != NULL &&
		    strcmp(survey->unused[i].example, SHEET_URI) == 0)
			return survey->unused[i].path + 6;
	return NULL;
}

static void
write_column(struct buf *out, const char *field)
{
	const char *at = draft_names(field) + 1;

	buf_printf(out, "\t%-18s column(", field);
	for (int i = 0; i < SHEET_NAMES && *at != '\0'; i++) {
		size_t length = strcspn(at, " ");

		buf_printf(out, "%s'%.*s'", i > 0 ? ", " : "", (int)length, at);
		at += length + (at[length] == ' ');
	}
	buf_add_text(out, ")\n");
}

bool
draft_write_sheet(struct draft *draft, const struct reader_summary *survey,
    const char *source, unsigned repairs)
{
	static const char *const fields[] = {"id", "name", "org.name",
	    "description", "eligibility", "age", "cost", "referral", "phone",
	    "email", "url", "hours", "category", "checked", "modified",
	    "location.address", "location.town", "location.postcode"};
	const char *prefix = prefix_of_sheets(survey);
	char *row;
	bool found = false;

	if (prefix == NULL)
		return false;
	row = xasprintf("%s:Workbook/%s:Worksheet/%s:Table/%s:Row", prefix,
	    prefix, prefix, prefix);
	for (size_t i = 0; i < draft->count && !found; i++)
		if (strcmp(draft->paths[i].path, row) == 0) {
			draft->record = draft->service = (int)i;
			found = true;
		}
	free(row);
	if (!found)
		return false;
	draft_write_head(draft, survey, source, repairs);
	buf_printf(draft->out,
	    "\t# Write in column() what the first row of the sheet calls it, "
	    "in any spelling,\n"
	    "\t# and take out what the sheet has not.  For one sheet of "
	    "several:\n"
	    "\t# records /%s:Workbook/%s:Worksheet[@%s:Name='...']/%s:Table/"
	    "%s:Row {\n"
	    "\t# skip_unless column('publish') | boolean no\n",
	    prefix, prefix, prefix, prefix, prefix);
	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		write_column(draft->out, fields[i]);
	return true;
}
