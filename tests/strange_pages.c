/*
 * Shows pages in a language that puts every text of ours in ⟦brackets⟧, and
 * prints what stands outside of them: words that never went through
 * base/say.h.  What is marked as a listing's own (lang="en") is left out.
 *
 *	strange_pages CATALOGUE
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/html.h"
#include "base/say.h"
#include "server/template.h"
#include "tests/testing.h"
#include "tests/testing_site.h"

#define OPEN  "\xe2\x9f\xa6"
#define CLOSE "\xe2\x9f\xa7"

static const char *const paths[] = {
    "/",
    "/areas/trafford",
    "/types/talking",
    "/search",
    "/search?q=panic&near=M32+0TH&age=40&gender=women&cost=free&for=carers",
    "/search?q=counselling+near+stretford+for+over+50s&open=now&mode=phone",
    "/search?q=paniic+attacks&referral=self&lang=pl&access=wheelchair",
    "/search?q=dog+grooming&near=M32+0TH&within=1&type=talking.counselling",
    "/search?q=0161+496+0999",
    "/search?q=want+to+die",
    "/search?age=x&near=nowhere+at+all&within=0&open=x&sort=nearest&page=99",
    "/services/tk2w3s",
    "/services/tk2w3s?q=panic&age=40",
    "/services/tk2w3s/report",
    "/services/tk2w3s/report?sent=2",
    "/list",
    "/list?s=tk2w3s+zzzz99&d=2026-01-01",
    "/sources",
    "/sources/westby",
    "/gaps",
    "/gaps?area=trafford",
    "/gaps?type=talking",
    "/gaps?type=no&area=no",
    "/about",
    "/about/embed?area=trafford&type=talking",
    "/privacy",
    "/accessibility",
    "/no/such/page",
    "/embed?area=trafford",
    "/embed?q=dog+grooming",
};

static struct buf file;

static bool
read_file(const char *path)
{
	FILE *in = fopen(path, "rb");
	char bytes[4096];
	size_t length;

	if (in == NULL)
		return false;
	while ((length = fread(bytes, 1, sizeof(bytes), in)) > 0)
		buf_add(&file, bytes, length);
	return fclose(in) == 0;
}

/* Does the element of a tag hold no text of ours? */
static bool
is_foreign(const char *tag, size_t length)
{
	return memmem(tag, length, " lang=\"en\"", 10) != NULL ||
	       memmem(tag, length, "<style", 6) != NULL ||
	       memmem(tag, length, "<script", 7) != NULL ||
	       memmem(tag, length, "<code", 5) != NULL ||
	       memmem(tag, length, "<pre", 4) != NULL ||
	       memmem(tag, length, "<textarea", 9) != NULL;
}

/* The end of the element whose first tag ends before "text". */
static const char *
element_end(const char *text, const char *name, size_t length)
{
	int depth = 1;

	for (; *text != '\0'; text++) {
		if (*text != '<')
			continue;
		if (text[1] == '/' && strncmp(text + 2, name, length) == 0 &&
		    text[2 + length] == '>')
			depth--;
		else if (strncmp(text + 1, name, length) == 0 &&
			 !isalnum((unsigned char)text[1 + length]))
			depth++;
		if (depth == 0)
			break;
	}
	return text;
}

/* Values of the made-up directory, the longer before their parts. */
static const char *values[256];
static size_t values_count;

static void
add_value(const char *value)
{
	assert_true(values_count < ARRAY_LEN(values));
	if (value != NULL)
		values[values_count++] = value;
}

static void
collect_values(const struct test_site *site)
{
	static const char *const others[] = {"Help in Westby",
	    "https://help.example", "hello@talking.example.org",
	    "talking.example.org", "Samaritans", "Night Listening Line",
	    "Westby", "Eastby", "OGL-UK-3.0", "rows", "list?s=", "tk2w3s",
	    "zzzz99",
	    /* what was typed */
	    "want to die", "aniic attacks", "anic", "ounselling near stretford",
	    "og grooming"};
	const struct test_content *content = &site->content;

	for (size_t i = 0; i < content->listings_count; i++)
		add_value(content->listings[i].listing.name);
	for (size_t i = 0; i < content->feeds_count; i++) {
		add_value(content->feeds[i].title);
		add_value(content->feeds[i].publisher);
	}
	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		add_value(others[i]);
}

static void
drop_values(char *text)
{
	struct buf escaped = {0};

	for (size_t i = 0; i < values_count; i++) {
		char *at;

		buf_reset(&escaped);
		html_text(&escaped, values[i]);
		while ((at = strstr(text, escaped.data)) != NULL)
			memmove(at, at + escaped.length,
			    strlen(at + escaped.length) + 1);
	}
	buf_clear(&escaped);
}

static bool
has_word(const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '&')
			text += strcspn(text, ";");
		/* "6am" is the same in all languages that we have. */
		if (isdigit((unsigned char)*text) &&
		    (strncmp(text + 1, "am", 2) == 0 ||
			strncmp(text + 1, "pm", 2) == 0))
			text += 2;
		if (isalpha((unsigned char)text[0]) &&
		    isalpha((unsigned char)text[1]))
			return true;
	}
	return false;
}

/* Adds what stands outside of brackets, of which "depth" are open. */
static void
add_outside(struct buf *out, const char *text, size_t length, int *depth)
{
	for (size_t i = 0; i < length; i++) {
		if (length - i >= 3 && memcmp(text + i, OPEN, 3) == 0) {
			++*depth;
			i += 2;
		} else if (length - i >= 3 && memcmp(text + i, CLOSE, 3) == 0) {
			--*depth;
			i += 2;
		} else if (*depth == 0) {
			buf_add_char(out, text[i]);
		}
	}
}

static void
tell(const char *path, struct buf *outside)
{
	char *rest = xstrdup(buf_text(outside));

	drop_values(rest);
	if (has_word(rest))
		printf("%s: %s\n", path, outside->data);
	free(rest);
	buf_reset(outside);
}

static void
look_at_attributes(const char *path, const char *tag, size_t length)
{
	static const char *const read[] = {
	    " aria-label=\"", " title=\"", " placeholder=\"", " alt=\""};
	struct buf outside = {0};

	for (size_t i = 0; i < ARRAY_LEN(read); i++) {
		const char *at = memmem(tag, length, read[i], strlen(read[i]));
		int depth = 0;

		if (at == NULL)
			continue;
		at += strlen(read[i]);
		add_outside(&outside, at, strcspn(at, "\""), &depth);
		tell(path, &outside);
	}
	buf_clear(&outside);
}

static void
look_at(const char *path, const char *page)
{
	struct buf outside = {0};
	int depth = 0;

	page = strstr(page, "<title>");
	while (page != NULL && *page != '\0') {
		size_t length = strcspn(page, "<"), name;

		add_outside(&outside, page, length, &depth);
		tell(path, &outside);
		page += length;
		if (*page == '\0')
			break;
		length = strcspn(page, ">") + 1;
		look_at_attributes(path, page, length);
		name = strcspn(page + 1, " >");
		page += length;
		if (is_foreign(page - length, length) && page[-2] != '/')
			page = element_end(page, page - length + 1, name);
	}
	if (depth != 0)
		printf("%s: %d brackets are open at its end\n", path, depth);
	buf_clear(&outside);
}

int
main(int argc, char **argv)
{
	struct test_site site;
	char error[256];
	struct say_catalogue catalogues[2] = {{0}};
	extern const struct embedded server_files[];

	if (argc != 2 || !read_file(argv[1]))
		return 2;
	test_site_init(&site, NULL);
	collect_values(&site);
	catalogues[0].language = "cy";
	catalogues[0].bytes = (const unsigned char *)file.data;
	catalogues[0].length = file.length;
	if (!say_load(catalogues) ||
	    !templates_load(server_files, error, sizeof(error)))
		return 2;
	for (size_t i = 0; i < ARRAY_LEN(paths); i++)
		look_at(
		    paths[i], test_site_getf(&site, "%s%clocale=cy", paths[i],
				  strchr(paths[i], '?') != NULL ? '&' : '?'));
	test_site_clear(&site);
	buf_clear(&file);
	return 0;
}
