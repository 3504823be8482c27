#include "importers/fetch_url.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#ifdef HAVE_CURL
#include <curl/curl.h>

#include "base/buf.h"
#include "importers/fetch.h"

static bool
same_part(CURLU *one, CURLU *other, CURLUPart part)
{
	char *a = NULL, *b = NULL;
	bool same =
	    curl_url_get(one, part, &a, CURLU_DEFAULT_PORT) == CURLUE_OK &&
	    curl_url_get(other, part, &b, CURLU_DEFAULT_PORT) == CURLUE_OK &&
	    strcasecmp(a, b) == 0;

	curl_free(a);
	curl_free(b);
	return same;
}

bool
fetch_same_origin(CURLU *one, CURLU *other)
{
	return same_part(one, other, CURLUPART_SCHEME) &&
	       same_part(one, other, CURLUPART_HOST) &&
	       same_part(one, other, CURLUPART_PORT);
}

/* Whether a query has a parameter called as the one at "name". */
static bool
has_parameter(const char *query, const char *name)
{
	size_t length = strcspn(name, "=&");

	while (query && *query) {
		if (strcspn(query, "=&") == length &&
		    strncmp(query, name, length) == 0)
			return true;
		query += strcspn(query, "&");
		query += *query == '&';
	}
	return false;
}

/* Adds to "url" each parameter of "query" that it has not. */
static bool
parameters_add(CURLU *url, const char *query)
{
	struct buf all = {0};
	char *own = NULL;
	bool set;

	curl_url_get(url, CURLUPART_QUERY, &own, 0);
	buf_add_text(&all, own);
	while (*query) {
		size_t length = strcspn(query, "&");

		if (length && !has_parameter(own, query)) {
			if (all.length)
				buf_add_char(&all, '&');
			buf_add(&all, query, length);
		}
		query += length;
		query += *query == '&';
	}
	set = all.length == 0 ||
	      curl_url_set(url, CURLUPART_QUERY, all.data, 0) == CURLUE_OK;
	curl_free(own);
	buf_clear(&all);
	return set;
}

/* What the source's address has and the link need not repeat. */
static bool
source_lend(CURLU *url, CURLU *source)
{
	char *user = NULL, *password = NULL, *query = NULL;
	bool good;

	curl_url_get(source, CURLUPART_USER, &user, 0);
	curl_url_get(source, CURLUPART_PASSWORD, &password, 0);
	curl_url_get(source, CURLUPART_QUERY, &query, 0);
	good =
	    curl_url_set(url, CURLUPART_USER, user, 0) == CURLUE_OK &&
	    curl_url_set(url, CURLUPART_PASSWORD, password, 0) == CURLUE_OK &&
	    (!query || parameters_add(url, query));
	curl_free(user);
	curl_free(password);
	curl_free(query);
	return good;
}

static char *
url_whole(struct arena *arena, CURLU *url)
{
	char *text = NULL, *kept = NULL;

	curl_url_set(url, CURLUPART_FRAGMENT, NULL, 0);
	if (curl_url_get(url, CURLUPART_URL, &text, 0) == CURLUE_OK &&
	    strlen(text) <= FETCH_MAX_ADDRESS)
		kept = arena_strdup(arena, text);
	curl_free(text);
	return kept;
}

char *
fetch_next(
    struct arena *arena, const char *base, const char *next, const char *source)
{
	CURLU *from = curl_url(), *url = curl_url(), *own = curl_url();
	char *whole = NULL;

	if (curl_url_set(from, CURLUPART_URL, base, 0) == CURLUE_OK &&
	    curl_url_set(url, CURLUPART_URL, base, 0) == CURLUE_OK &&
	    curl_url_set(url, CURLUPART_URL, next, 0) == CURLUE_OK &&
	    curl_url_set(own, CURLUPART_URL, source, 0) == CURLUE_OK &&
	    fetch_same_origin(url, from) &&
	    curl_url_set(url, CURLUPART_USER, NULL, 0) == CURLUE_OK &&
	    curl_url_set(url, CURLUPART_PASSWORD, NULL, 0) == CURLUE_OK &&
	    (!fetch_same_origin(url, own) || source_lend(url, own)))
		whole = url_whole(arena, url);
	curl_url_cleanup(from);
	curl_url_cleanup(url);
	curl_url_cleanup(own);
	return whole;
}

char *
fetch_page(struct arena *arena, const char *source, long page)
{
	CURLU *url = curl_url(), *own = curl_url();
	char *number = arena_printf(arena, "page=%ld", page);
	char *whole = NULL;

	if (curl_url_set(own, CURLUPART_URL, source, 0) == CURLUE_OK &&
	    curl_url_set(url, CURLUPART_URL, source, 0) == CURLUE_OK &&
	    curl_url_set(url, CURLUPART_QUERY, number, 0) == CURLUE_OK &&
	    source_lend(url, own))
		whole = url_whole(arena, url);
	curl_url_cleanup(url);
	curl_url_cleanup(own);
	return whole;
}

#else

char *
fetch_next(struct arena *arena UNUSED, const char *base UNUSED,
    const char *next UNUSED, const char *source UNUSED)
{
	return NULL;
}

char *
fetch_page(
    struct arena *arena UNUSED, const char *source UNUSED, long page UNUSED)
{
	return NULL;
}

#endif
