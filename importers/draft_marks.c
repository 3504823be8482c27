/* Marks in a record: that it, a number or an address is not public. */
#include <string.h>

#include "importers/draft_parts.h"

/* Whether an element has parts of an address. */
static bool
holds_address(const struct draft *draft, int element)
{
	struct draft_guess guess;

	for (size_t i = 0; i < draft->count; i++)
		if (draft->paths[i].above == element &&
		    draft_guess(&draft->paths[i], "", &guess) &&
		    strncmp(guess.field, "location.", 9) == 0)
			return true;
	return false;
}

/* Says of what it stands beside that it is, or is not, for the public. */
static bool
is_mark(const struct draft_path *path)
{
	return draft_is_private(path->name) ||
	       draft_is_public(path->name, path->example);
}

int
draft_find_mark(const struct draft *draft, int leaf)
{
	int above = draft->paths[leaf].above;

	if (above == draft->service || above == draft->record ||
	    draft_below(draft, above, draft->record) == 0 ||
	    draft_below(draft, draft->service, above) > 0 ||
	    is_mark(&draft->paths[leaf]) ||
	    strncmp(draft->paths[leaf].path, draft->paths[above].path,
		strlen(draft->paths[above].path)) != 0)
		return -1;
	for (size_t i = 0; i < draft->count; i++)
		if (draft->paths[i].above == above && !draft->paths[i].parent &&
		    is_mark(&draft->paths[i]))
			return (int)i;
	return -1;
}

void
draft_write_phone(struct draft *draft, int leaf, int mark)
{
	const struct draft_path *path = &draft->paths[leaf];

	buf_add_text(draft->out, "\tphone ");
	draft_add_expression(draft, path->above);
	buf_printf(draft->out,
	    "[%s] {\n"
	    "\t\t%-12s %s | boolean %s\n"
	    "\t\tnumber       %s",
	    path->step,
	    draft_is_private(draft->paths[mark].name) ? "skip_if"
						      : "skip_unless",
	    draft->paths[mark].step,
	    draft_is_private(draft->paths[mark].name) ? "yes" : "no",
	    path->step);
	draft_add_comment(draft, path);
	buf_add_text(draft->out, "\n\t}\n");
}

void
draft_write_marks(struct draft *draft)
{
	int steps;

	for (size_t i = 0; i < draft->count; i++) {
		struct draft_path *path = &draft->paths[i];
		bool hides = draft_hides_address(path->name);
		bool is_private = hides || draft_is_private(path->name);
		bool whole = path->above == draft->service ||
			     path->above == draft->record;

		if (!draft_usable(draft, i, &steps) ||
		    (!is_private &&
			!draft_is_public(path->name, path->example)))
			continue;
		path->used = true;
		if (!whole && !hides &&
		    !(is_private && holds_address(draft, path->above)))
			continue; /* of a phone: its expression looks at it */
		buf_printf(draft->out, "\t%-18s ",
		    hides || (is_private && !whole) ? "hide_address_if"
		    : is_private                    ? "skip_if"
						    : "skip_unless");
		draft_add_expression(draft, (int)i);
		buf_add_text(draft->out,
		    is_private ? " | boolean yes" : " | boolean no");
		draft_add_comment(draft, path);
		buf_add_char(draft->out, '\n');
	}
}
