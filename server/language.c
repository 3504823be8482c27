#include "server/language.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/say.h"

/* "0.8" of "q=0.8" in thousandths; nothing said is 1. */
static int
weight_of(const char *range, size_t length)
{
	const char *q = memmem(range, length, "q=", 2);
	int weight = 0, digit = 1000;

	if (q == NULL)
		return 1000;
	for (q += 2; q < range + length && digit > 0; q++) {
		if (*q >= '0' && *q <= '9') {
			weight += (*q - '0') * digit;
			digit /= 10;
		} else if (*q != '.') {
			break;
		}
	}
	return weight;
}

/* The number of the language of a range such as "cy-GB;q=0.9"; -1. */
static int
language_of(const char *range, size_t length)
{
	size_t name = strcspn(range, "-;, \t");

	if (name > length)
		name = length;
	for (size_t i = 0; i < say_count(); i++) {
		const char *language = say_language_at(i);

		if (strlen(language) == name &&
		    strncasecmp(range, language, name) == 0)
			return (int)i;
	}
	return -1;
}

/* Accept-Language (RFC 9110, 12.5.4): the first of those wanted most. */
static int
preferred(const char *list)
{
	int best = 0, best_weight = 0;

	while (list != NULL && *list != '\0') {
		size_t length;
		int number, weight;

		list += strspn(list, ", \t");
		length = strcspn(list, ",");
		number = language_of(list, length);
		weight = weight_of(list, length);
		if (number >= 0 && weight > best_weight) {
			best = number;
			best_weight = weight;
		}
		list += length;
	}
	return best;
}

void
language_begin(const struct request *request, struct page *page, bool pages)
{
	const char *asked = request_parameter(request, "locale");
	int number = asked != NULL ? say_find(asked) : -1;
	bool kept = number >= 0;

	page->by_language = pages && !kept && say_count() > 1;
	if (!kept)
		number = pages ? preferred(request->accept_language) : 0;
	page->target = request->target;
	page->language = say_language_at((size_t)number);
	say_begin(number, kept);
}

/* Leaves "locale" out of a query as it came, wherever it stands. */
static void
add_others(struct buf *out, const char *query)
{
	static const char locale[] = "locale=";

	while (*query != '\0') {
		size_t length = strcspn(query, "&");

		if (length > 0 &&
		    strncmp(query, locale, sizeof(locale) - 1) != 0) {
			buf_add(out, query, length);
			buf_add_char(out, '&');
		}
		query += length + (query[length] == '&');
	}
}

char *
language_switch_url(
    const char *target, struct arena *arena, const char *language)
{
	struct buf url = {0};
	size_t path;

	if (target == NULL)
		return NULL;
	path = strcspn(target, "?");
	buf_add(&url, target, path);
	buf_add_char(&url, '?');
	if (target[path] == '?')
		add_others(&url, target + path + 1);
	buf_printf(&url, "locale=%s", language);
	return buf_take_into(&url, arena);
}

void
language_end(struct page *page)
{
	struct buf url = {0};

	if (page->location != NULL && page->location[0] == '/' && say_kept() &&
	    strstr(page->location, "locale=") == NULL) {
		buf_printf(&url, "%s%clocale=%s", page->location,
		    strchr(page->location, '?') != NULL ? '&' : '?',
		    say_language());
		free(page->location);
		page->location = buf_take(&url);
	}
	say_end();
}
