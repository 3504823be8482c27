#include "server/page.h"

#include <stdlib.h>
#include <string.h>

void
page_init(struct page *page)
{
	memset(page, 0, sizeof(*page));
	page->type = "text/html; charset=utf-8";
}

void
page_clear(struct page *page)
{
	buf_clear(&page->body);
	free(page->location);
	page_init(page);
}

const char *
status_name(enum status status)
{
	switch (status) {
	case STATUS_OK:
		return "OK";
	case STATUS_MOVED:
		return "Moved Permanently";
	case STATUS_SEE_OTHER:
		return "See Other";
	case STATUS_NOT_MODIFIED:
		return "Not Modified";
	case STATUS_BAD_REQUEST:
		return "Bad Request";
	case STATUS_FORBIDDEN:
		return "Forbidden";
	case STATUS_NOT_FOUND:
		return "Not Found";
	case STATUS_METHOD:
		return "Method Not Allowed";
	case STATUS_GONE:
		return "Gone";
	case STATUS_TOO_LARGE:
		return "Content Too Large";
	case STATUS_URI_TOO_LONG:
		return "URI Too Long";
	case STATUS_TOO_MANY:
		return "Too Many Requests";
	case STATUS_NOT_IMPLEMENTED:
		return "Not Implemented";
	case STATUS_UNAVAILABLE:
		return "Service Unavailable";
	}
	return "Unknown";
}
