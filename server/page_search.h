/* What the parts of /search share. */
#ifndef SIGNPOST_PAGE_SEARCH_H
#define SIGNPOST_PAGE_SEARCH_H

#include "search/search.h"
#include "server/help.h"
#include "server/page.h"
#include "server/search_link.h"
#include "server/template.h"

struct search_page {
	const struct context *context;
	const struct request *request;
	struct page *page;
	struct arena *arena;
	struct query query;
	struct query_error errors[8];
	size_t errors_count;
	struct answer answer;
	struct help help;
	struct view *view;
	/* It was posted, to leave no trace in a history: so is what leads on
	 * from here. */
	bool posted;
};

/* The form with what is chosen, how many each choice has, and mistakes. */
void search_form_show(struct search_page *);
/* What to ask the person next, on a call. */
void search_question_show(struct search_page *);
/* The part of it that offers what the facets count. */
void search_filters_show(struct search_page *);
/* q without what was read as more than words. */
char *search_words_left(struct search_page *);
/* What is on, each with the address of the search without it. */
void search_chips_show(struct search_page *);

/* What was found, in groups; and what may not suit, set apart. */
void search_groups_show(struct search_page *);
void search_apart_show(struct search_page *);
/* What was given up, and what to ask for instead. */
void search_ways_show(struct search_page *);

#endif
