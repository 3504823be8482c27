/* What stands above the fields of a draft: prefixes, the root, records. */
#include <string.h>

#include "importers/draft_parts.h"
#include "importers/repair_names.h"

/* In a folder within a folder, too. */
static bool
stands_elsewhere(const struct draft *draft)
{
	for (size_t i = 0; i < draft->count; i++)
		if ((int)i != draft->record && draft->paths[i].parent &&
		    strcmp(draft->paths[i].step,
			draft->paths[draft->record].step) == 0)
			return true;
	return false;
}

/* Other records of the document: sites, organisations, another section. */
static void
write_beside(struct draft *draft)
{
	const char *record = draft->paths[draft->record].step;
	bool any = false;

	for (size_t i = 0; i < draft->count; i++) {
		const struct draft_path *path = &draft->paths[i];
		bool within = false;

		for (int at = (int)i; at >= 0; at = draft->paths[at].above)
			within |= strcmp(draft->paths[at].step, record) == 0;

		if (within || path->count < 2 ||
		    draft_leaves(draft, (int)i) < 4 ||
		    draft_below(draft, draft->record, (int)i) > 0)
			continue;
		if (!any)
			buf_add_text(draft->out,
			    "\n# These stand beside the records.  Are they named "
			    "there by their ids, they are\n# parts: see \"that "
			    "stand apart\" in signpost-mapping(5).\n");
		any = true;
		buf_printf(
		    draft->out, "#   /%s  (%ld)\n", path->path, path->count);
	}
}

void
draft_write_holder(struct draft *draft)
{
	int above = draft->paths[draft->record].above;
	int name = above >= 0 ? draft_find_name(draft, above, false) : -1;

	if (name < 0 || strlen(draft->paths[name].step) >= 80 ||
	    strchr(draft->paths[name].path, '"') != NULL ||
	    draft->service != draft->record || !draft_is_holder(draft, above))
		return;
	buf_printf(draft->out, "\t%-18s ../%s", "category",
	    draft->paths[name].path + strlen(draft->paths[above].path) + 1);
	draft_add_comment(draft, &draft->paths[name]);
	buf_add_char(draft->out, '\n');
}

/* The URI of a rowset begins with the '#' of a comment. */
static void
write_prefix(struct buf *out, const char *prefix, const char *uri)
{
	const char *quote = *uri != '#' ? "" : strchr(uri, '\'') ? "\"" : "'";

	buf_printf(out, "ns %s %s%s%s\n", prefix, quote, uri, quote);
}

void
draft_write_head(struct draft *draft, const struct reader_summary *survey,
    const char *source, unsigned repairs)
{
	const char *root = draft->paths[0].path;

	buf_printf(draft->out,
	    "# A draft made from %s, to be read and put right:\n"
	    "# \"signpost-import check\" shows what comes of it, and\n"
	    "# signpost-mapping(5) explains each line.\n\n",
	    source);
	for (size_t i = 0; i < survey->unused_count; i++)
		/* "xml", of xml:lang, every mapping knows. */
		if (strncmp(survey->unused[i].path, "xmlns:", 6) == 0 &&
		    strcmp(survey->unused[i].path + 6, "xml") != 0)
			write_prefix(draft->out, survey->unused[i].path + 6,
			    survey->unused[i].example);
	buf_printf(draft->out, "match   %s\nmode    full\n", root);
	for (int i = 0; i < REPAIRS; i++)
		if ((repairs & 1u << i) != 0)
			buf_printf(draft->out, "repair  %s\n", repair_name[i]);
	for (size_t i = 0; i < draft->count; i++) {
		struct draft_path *path = &draft->paths[i];

		if (path->above != 0 || path->parent ||
		    (strcmp(path->name, "total") != 0 &&
			strcmp(path->name, "count") != 0 &&
			strcmp(path->name, "recordcount") != 0))
			continue;
		buf_printf(draft->out, "count   /%s\n", path->path);
		break;
	}
	if (strcmp(draft->paths[draft->record].name, "row") != 0)
		write_beside(draft);
	if (draft->service == draft->record && stands_elsewhere(draft))
		buf_printf(draft->out, "\nrecords //%s {\n",
		    draft->paths[draft->record].step);
	else
		buf_printf(draft->out, "\nrecords /%s {\n",
		    draft->paths[draft->record].path);
	if (draft->service != draft->record)
		buf_printf(draft->out,
		    "\teach               %s\n"
		    "\tmerge\n",
		    draft->paths[draft->service].path +
			strlen(draft->paths[draft->record].path) + 1);
}
