/*
 * Spreadsheets that Excel 2003 saved as XML: a row's cells have no names,
 * and empty ones are left out.  The first row of a sheet with two cells or
 * more names the columns; in the rows below each cell gets its column's
 * name, as if the document had it: <Cell name="Post code">.
 */
#include <stdio.h>
#include <string.h>

#include <libxml/tree.h>

#include "base/number.h"
#include "base/utf8.h"
#include "importers/feed_reader_parts.h"
#include "importers/feed_trail.h"

#define SHEET_URI "urn:schemas-microsoft-com:office:spreadsheet"

static bool
is_sheet(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE &&
	       strcmp((const char *)node->name, name) == 0 &&
	       node->ns != NULL &&
	       strcmp((const char *)node->ns->href, SHEET_URI) == 0;
}

/* The column a cell stands in, from 1: ss:Index where cells were left out. */
static long
column_of(xmlNodePtr cell, long next)
{
	xmlChar *index =
	    xmlGetNsProp(cell, BAD_CAST "Index", BAD_CAST SHEET_URI);
	long column;

	if (index == NULL ||
	    !number_long((const char *)index, 1, 1000000, &column))
		column = next;
	xmlFree(index);
	return column;
}

/* Moves over the columns that a cell of several covers. */
static long
column_behind(xmlNodePtr cell, long column)
{
	xmlChar *more =
	    xmlGetNsProp(cell, BAD_CAST "MergeAcross", BAD_CAST SHEET_URI);
	long covered = 0;

	if (more == NULL || !number_long((const char *)more, 0, 1000, &covered))
		covered = 0;
	xmlFree(more);
	return column + 1 + covered;
}

static void
keep_name(struct feed_sheet *sheet, xmlNodePtr cell, long column)
{
	xmlChar *text = xmlNodeGetContent(cell);
	char *name = sheet->names[column - 1];
	size_t length = 0;

	if (text != NULL)
		length = utf8_clip((const char *)text, FEED_TRAIL_MAX_NAME);
	memcpy(name, text != NULL ? (const char *)text : "", length);
	name[length] = '\0';
	sheet->count += *name != '\0';
	xmlFree(text);
}

static void
give_name(struct feed_reader *reader, xmlNodePtr cell, const char *name)
{
	const struct feed_field field = {"@name", name};
	struct feed_note *note = cell->_private;
	const xmlNode *data = cell->children;
	struct feed_trail *trail;

	if (*name == '\0')
		return;
	xmlNewProp(cell, BAD_CAST "name", BAD_CAST name);
	if (note == NULL || note->trail == NULL)
		return;
	trail = feed_trail_find(
	    &reader->trails, note->trail->parent, "Cell", &field);
	note->trail = trail;
	if (trail == NULL)
		return;
	if (trail->count++ == 0)
		trail->first_line = note->line;
	while (data != NULL && data->type == XML_ELEMENT_NODE)
		data = data->children;
	if (data != NULL && data->content != NULL)
		feed_trail_text(&reader->trails, trail,
		    (const char *)data->content,
		    strlen((const char *)data->content));
}

bool
feed_sheet_row(struct feed_reader *reader, xmlNodePtr row)
{
	struct feed_sheet *sheet = &reader->sheet;
	long column = 1;
	bool head;

	if (!is_sheet(row, "Row"))
		return false;
	head = sheet->table != row->parent || sheet->count < 2;
	if (head)
		*sheet = (struct feed_sheet){.table = row->parent};
	for (xmlNodePtr cell = row->children; cell != NULL; cell = cell->next) {
		if (!is_sheet(cell, "Cell"))
			continue;
		column = column_of(cell, column);
		if (column > FEED_SHEET_COLUMNS)
			break;
		if (head)
			keep_name(sheet, cell, column);
		else
			give_name(reader, cell, sheet->names[column - 1]);
		column = column_behind(cell, column);
	}
	return head;
}
