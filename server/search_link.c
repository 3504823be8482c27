#include "server/search_link.h"

#include <string.h>

#define FOLDED "s" /* the button's name: its value is a whole search */

bool
search_request(
    const struct request *request, struct arena *arena, struct request *out)
{
	if (request->method == METHOD_POST)
		return request_unfold(request, FOLDED, arena, out);
	*out = *request;
	return true;
}

void
search_link(bool posted, struct view *item, char *url)
{
	const char *query = strchr(url, '?');

	view_text(item, "url", posted ? NULL : url);
	if (posted) /* a value must be there to be posted */
		view_text(item, "send", query != NULL ? query + 1 : "page=1");
}
