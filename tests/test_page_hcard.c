/*
 * A listing's page as machines read it: its h-card (microformats2), and that
 * its JSON-LD tells the same facts.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "tests/testing_html.h"
#include "tests/testing_json.h"
#include "tests/testing_page.h"

#define MAX_DEPTH 64

/* Reads tags one by one and remembers what is open. */
struct reader {
	const char *at;
	struct {
		const char *inside; /* behind its opening tag */
		char *property;     /* whose text it holds, or NULL */
		bool card;
	} open[MAX_DEPTH];
	size_t depth;
	size_t cards;
	struct buf found; /* "p-name=Westby\n" */
};

static bool
is_void(const char *tag)
{
	static const char *const names[] = {
	    "area", "br", "hr", "img", "input", "link", "meta", "wbr"};
	size_t length = strcspn(tag, " />");

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (strlen(names[i]) == length &&
		    strncmp(tag, names[i], length) == 0)
			return true;
	return false;
}

/* Words as they are seen: runs of white space are one space. */
static char *
squeezed(const char *text)
{
	struct buf out = {0};
	bool space = false;

	for (; *text != '\0'; text++) {
		if (isspace((unsigned char)*text)) {
			space = out.length > 0;
			continue;
		}
		if (space)
			buf_add_char(&out, ' ');
		space = false;
		buf_add_char(&out, *text);
	}
	return buf_take_into(&out, &arena);
}

static void
read_classes(struct reader *reader, char *tag)
{
	char *classes = test_html_attribute(&arena, tag, "", "class", 0);
	char *next;

	for (char *class = classes; class != NULL; class = next) {
		next = strchr(class, ' ');
		if (next != NULL)
			*next++ = '\0';
		if (strcmp(class, "h-card") == 0) {
			reader->open[reader->depth].card = true;
			reader->cards++;
		} else if (strncmp(class, "p-", 2) == 0) {
			reader->open[reader->depth].property = class;
		} else if (strncmp(class, "u-", 2) == 0) {
			char *value =
			    test_html_attribute(&arena, tag, "", "href", 0);

			assert_non_null(value);
			buf_printf(&reader->found, "%s=%s\n", class, value);
		}
	}
}

static void
close_tag(struct reader *reader, const char *end)
{
	char *text;

	reader->depth--;
	if (reader->open[reader->depth].property == NULL)
		return;
	text = arena_strndup(&arena, reader->open[reader->depth].inside,
	    (size_t)(end - reader->open[reader->depth].inside));
	buf_printf(&reader->found, "%s=%s\n",
	    reader->open[reader->depth].property,
	    squeezed(test_html_text(&arena, text)));
}

static void
open_tag(struct reader *reader, const char *from, const char *end)
{
	char *tag = arena_strndup(&arena, from, (size_t)(end - from) + 1);

	assert_true(reader->depth < MAX_DEPTH);
	memset(&reader->open[reader->depth], 0, sizeof(reader->open[0]));
	reader->open[reader->depth].inside = end + 1;
	read_classes(reader, tag);
	if (reader->open[reader->depth].property != NULL) {
		bool in_card = false;

		for (size_t i = 0; i < reader->depth; i++)
			in_card |= reader->open[i].card;
		assert_true(in_card);
	}
	if (!is_void(from + 1) && end[-1] != '/')
		reader->depth++;
}

/* All properties of the one card of a page, each on a line. */
static char *
card_of(const char *code)
{
	struct reader reader = {0};
	char *page = test_html_main(
	    &arena, test_site_getf(&site, "/services/%s?age=40", code));

	*strstr(page, "<script type=\"application/ld+json\">") = '\0';
	for (const char *at = page; (at = strchr(at, '<')) != NULL;) {
		const char *end = strchr(at, '>');

		if (at[1] == '/')
			close_tag(&reader, at);
		else
			open_tag(&reader, at, end);
		at = end;
	}
	assert_int_equal(reader.cards, 1);
	assert_int_equal(reader.depth, 1); /* <main> */
	return buf_take_into(&reader.found, &arena);
}

static char *
linked_of(const char *code)
{
	static const char mark[] = "<script type=\"application/ld+json\">";
	const char *page = test_site_getf(&site, "/services/%s", code);
	const char *at = strstr(page, mark) + strlen(mark);

	return arena_strndup(
	    &arena, at, (size_t)(strstr(at, "</script>") - at));
}

static void
has_a_card_that_others_can_read(void **state)
{
	(void)state;
	assert_string_equal(card_of("tk2w3s"),
	    "p-name=Westby Talking Therapies\n"
	    "p-org=Westby Health Trust\n"
	    "p-tel=0113 496 0101\n"
	    "p-tel=07700 900123\n"
	    "p-tel=0113 496 0114 ext 8020\n"
	    "u-email=mailto:hello@talking.example.org\n"
	    "u-url=https://talking.example.org/\n"
	    "p-adr=The Corner House, 1 Corner Street, Westby, QX4 2AB\n");
}

static void
has_no_more_than_the_listing(void **state)
{
	(void)state;
	assert_string_equal(card_of("rf9gvn"), "p-name=Rowan House\n"
					       "p-org=Rowan Women\n"
					       "p-tel=0113 496 0107\n");
	assert_string_equal(card_of("rg4nsn"),
	    "p-name=Eastby Friends\n"
	    "p-tel=0113 496 0110\n"
	    "p-adr=9 Quay Road, Eastby, QX5 1AA\n");
}

/* The value of a card's property, the first. */
static char *
property(const char *card, const char *name)
{
	const char *at = strstr(card, name);

	if (at == NULL)
		return NULL;
	at += strlen(name) + 1;
	return arena_strndup(&arena, at, strcspn(at, "\n"));
}

/* "0113 496 0101" of "+441134960101". */
static void
is_the_same_number(const char *shown, const char *dial)
{
	char digits[32] = "+44";
	size_t length = 3;

	assert_int_equal(shown[0], '0');
	for (const char *c = shown + 1; *c != '\0'; c++)
		if (*c != ' ')
			digits[length++] = *c;
	digits[length] = '\0';
	assert_string_equal(digits, dial);
}

static void
tells_the_same_facts_as_linked_data(void **state)
{
	static const char *const codes[] = {"tk2w3s", "fv4d2v", "rg4nsn"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
		char *card = card_of(codes[i]), *linked = linked_of(codes[i]);
		char *org = property(card, "p-org");
		char *street, *url = property(card, "u-url");

		test_json_check(linked);
		assert_string_equal(test_json_text(&arena, linked, "name"),
		    property(card, "p-name"));
		assert_string_equal(
		    test_json_text(&arena, linked, "provider.name"),
		    org != NULL ? org : property(card, "p-name"));
		is_the_same_number(property(card, "p-tel"),
		    test_json_text(&arena, linked,
			"availableChannel.0.servicePhone.telephone"));
		if (url != NULL)
			assert_string_equal(
			    url, test_json_text(&arena, linked,
				     "availableChannel.0.serviceUrl"));
		street = test_json_text(&arena, linked,
		    "availableChannel.1.serviceLocation.address."
		    "streetAddress");
		test_has(property(card, "p-adr"), street);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(has_a_card_that_others_can_read),
	    cmocka_unit_test(has_no_more_than_the_listing),
	    cmocka_unit_test(tells_the_same_facts_as_linked_data),
	};

	return cmocka_run_group_tests(
	    tests, test_page_set_up, test_page_tear_down);
}
