/*
 * From path to page: one constant table, with the first segments that no
 * code or area slug may ever take.
 */
#ifndef SIGNPOST_ROUTE_H
#define SIGNPOST_ROUTE_H

#include "server/page.h"

struct route {
	/*
	 * A whole path; "/services/" with a final slash takes one segment
	 * more; a star stands for any single segment.
	 */
	const char *path;
	page_function *page;
	bool data;               /* errors as problem+json instead of a page */
	bool post;               /* POST is allowed beside GET and HEAD */
	bool without_generation; /* works before anything is published */
	bool english;            /* whatever language is asked for */
};

/*
 * Answers a request: never fails, an error is a page too.  A page function
 * that returns a status from 400 on and has written nothing gets the
 * standard page, or the standard problem, for it.
 */
enum status route_run(
    const struct context *, const struct request *, struct page *);
/* That page for a request which HTTP itself refuses. */
enum status route_refuse(
    const struct context *, const struct request *, struct page *, enum status);
/* The last segment of the path of a route that takes one ("7kq4mx"). */
const char *route_segment(const struct request *);
/* True where "segment" is the first segment of some route. */
bool route_reserved(const char *segment);

/* The pages. */
page_function page_opensearch, page_sitemap, page_privacy, page_accessibility,
    page_type;
page_function page_home, page_search, page_list, page_listing,
    page_report, page_organisation, page_area, page_sources, page_source, page_about,
    page_asset, page_health, page_ready, page_robots, page_short, page_sms;
page_function page_gaps, api_gaps, api_gaps_unmet;
page_function api_search, api_suggest;
page_function embed_page, embed_fragment, embed_script, embed_oembed,
    page_about_embed;

#endif
