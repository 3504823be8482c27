/*
 * Urgent and national help beside the answer to a search: what the operator
 * verified, never what a feed says.  What is for another nation than that
 * of the place asked for is left out.
 */
#ifndef SIGNPOST_HELP_H
#define SIGNPOST_HELP_H

#include "base/json.h"
#include "schema/hours.h"
#include "search/search.h"
#include "server/page.h"
#include "server/template.h"

struct help_line {
	const struct served_helpline *line;
	const char *dial, *sms; /* NULL: no link can be made */
	const char *open_text;  /* "Open now, until 8pm"; NULL: not stated */
	enum hours_state state;
};

struct help {
	/* Words of crisis, or an urgent number: it stands before all else. */
	enum crisis crisis;
	const char *nation; /* "England"; NULL: not known */
	const struct urgent_number **numbers;
	size_t numbers_count;
	struct help_line *lines; /* those that are open come first */
	size_t lines_count;
};

/* Texts are in the arena; "page" is told when a word shown changes. */
void help_find(const struct context *, const struct query *,
    const struct answer *, struct arena *, struct page *, struct help *out);

/* The numbers alone, for words that were no search. */
void help_of_crisis(
    const struct context *, enum crisis, struct arena *, struct help *out);

/* The card that comes first, where there is one: a group "crisis". */
void help_show_urgent(
    struct view *, const struct help *, const struct context *);
/* National help: "has_helplines", "helplines". */
void help_show_lines(struct view *, const struct help *);

/* "urgent", and then "urgent_for" and "urgent_help". */
void help_write_urgent(struct json *, const struct help *);
/* "national", where the answer itself is none. */
void help_write_lines(struct json *, const struct help *);

#endif
