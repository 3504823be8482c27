/*
 * A page: what answers a request.  A page function is a plain function of
 * a request, the configuration and a generation; it never sees evhttp.
 */
#ifndef SIGNPOST_PAGE_H
#define SIGNPOST_PAGE_H

#include <stdbool.h>
#include <time.h>

#include "base/buf.h"
#include "server/generation.h"
#include "server/report_door.h"
#include "server/request.h"
#include "server/site.h"

enum status {
	STATUS_OK = 200,
	STATUS_MOVED = 301, /* page->location says where */
	STATUS_SEE_OTHER = 303,
	STATUS_NOT_MODIFIED = 304,
	STATUS_BAD_REQUEST = 400,
	STATUS_FORBIDDEN = 403,
	STATUS_NOT_FOUND = 404,
	STATUS_METHOD = 405,
	STATUS_GONE = 410,
	STATUS_TOO_LARGE = 413,
	STATUS_URI_TOO_LONG = 414,
	STATUS_TOO_MANY = 429,
	STATUS_NOT_IMPLEMENTED = 501,
	STATUS_UNAVAILABLE = 503,
};

enum page_caching {
	CACHE_NONE = 0, /* no-store: it answers something about a person */
	CACHE_BROWSE, /* public, max-age=60, stale-while-revalidate=3600 */
	CACHE_ASSET, /* named by its hash: for a year */
};

enum page_framing {
	FRAME_NEVER = 0, /* frame-ancestors 'none' */
	FRAME_BY_COUNCILS, /* as [embed] framers says */
};

struct page {
	const char *type; /* "text/html; charset=utf-8" */
	struct buf body;
	enum page_caching caching;
	enum page_framing framing;
	bool frames_ours; /* it shows our own embeds in a frame */
	bool open_to_scripts; /* Access-Control-Allow-Origin: * */
	char *location; /* for redirects; owned */
	/*
	 * When a word shown that depends on the clock changes next ("open
	 * now"); 0: none does.  Midnight in London, when "today" changes,
	 * always counts.
	 */
	time_t clock_until;
	const char *allow; /* for 405 */
	/* What server/language.h knows of it; NULL: nothing. */
	const char *language; /* that it is in: "cy" */
	const char *target;   /* the address that it answers; borrowed */
	bool by_language;     /* Accept-Language decided */
};

/* What a page function is given. */
struct context {
	const struct site *site;
	struct generation *generation; /* NULL: none is published yet */
	struct served *served; /* this thread's handle on its rows */
	const struct index *index;
	const struct vocabulary *vocabulary;
	time_t now;
	struct report_door *reports; /* NULL: none can be taken */
	struct unmet *unmet; /* NULL: unmet need is not counted */
	bool degraded; /* a newer generation could not be taken up */
};

typedef enum status page_function(
    const struct context *, const struct request *, struct page *);

void page_init(struct page *);
void page_clear(struct page *);
/* "Not Found": what HTTP calls it. */
const char *status_name(enum status);

#endif
