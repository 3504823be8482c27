/* A listing with several sources, as visitors and other systems see it. */
#include <string.h>

#include "tests/testing_html.h"
#include "tests/testing_json.h"
#include "tests/testing_page.h"

static void
source_add(struct listing *listing, const char *feed, const char *title,
    const char *id, day_t checked)
{
	struct listing_source *source = listing_source_add(listing);

	source->feed = arena_strdup(listing->arena, feed);
	source->title = arena_strdup(listing->arena, title);
	source->source_id = arena_strdup(listing->arena, id);
	source->checked = checked;
}

static void
disagreement_add(
    struct listing *listing, const char *about, size_t source, const char *says)
{
	*listing_disagreement_add(listing) = (struct listing_disagreement){
	    .about = arena_strdup(listing->arena, about),
	    .source = source,
	    .says = arena_strdup(listing->arena, says),
	};
}

static void
joined_cb(struct test_content *content)
{
	struct listing *listing =
	    test_content_listing(content, "jn2ntl", "Joined Xylophones");

	listing->sources_count = 0;
	source_add(listing, "westby", "Westby list", "1", 20700);
	source_add(listing, "eastby", "Eastby list", "7", 20600);
	source_add(listing, "eastby", "Eastby list", "8", 20500);
	disagreement_add(listing, "phone", 0, "0113 496 0101");
	disagreement_add(listing, "phone", 1, "0113 496 0102");
	disagreement_add(listing, "hours", 0, "Tuesday <2pm>");
	disagreement_add(listing, "hours", 2, "Wednesday 2pm");
}

static void
names_every_source_on_its_page(void **state)
{
	char *text = test_page_text("/services/jn2ntl");

	(void)state;
	test_has(text, "From Westby list, record 1");
	test_has(text, "Also listed by Eastby list, record 7");
	test_has(text, "Also listed by Eastby list, record 8");
}

static void
says_what_they_disagree_on_in_the_words_of_each(void **state)
{
	char *text = test_page_text("/services/jn2ntl");

	(void)state;
	test_has(text, "Sources disagree");
	test_has(text, "About phone: Westby list says 0113 496 0101.");
	/* Two records of one feed are told apart. */
	test_has(text, "Eastby list (record 7) says 0113 496 0102.");
	test_has(text, "About hours: Westby list says Tuesday <2pm>.");
	test_lacks(test_page_text("/services/tk2w3s"), "Sources disagree");
}

static void
says_so_in_results(void **state)
{
	char *text = test_page_text("/search?q=xylophones");

	(void)state;
	test_has(text, "Also listed by Eastby list");
	test_has(text, "Its sources disagree: see the listing");
}

static void
says_so_in_data(void **state)
{
	const char *data = test_site_get(&site, "/search.json?q=xylophones");

	(void)state;
	test_has(data, "\"sources\":[{\"feed\":\"westby\",\"title\":\"Westby "
		       "list\",\"source_id\":\"1\"");
	test_has(data,
	    "\"disagreements\":[{\"about\":\"phone\",\"sources\":[{\"feed\":"
	    "\"westby\",\"title\":\"Westby list\",\"source_id\":\"1\","
	    "\"says\":\"0113 496 0101\"}");
	test_has(data, "{\"about\":\"hours\",\"sources\":[");
}

static void
is_found_in_each_of_its_feeds(void **state)
{
	(void)state;
	test_has(test_page_text("/search?q=xylophones&feed=eastby"), "Joined");
	test_has(test_page_text("/search?q=xylophones&feed=westby"), "Joined");
}

static int
joined_make(void **state)
{
	(void)state;
	test_site_init(&site, joined_cb);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names_every_source_on_its_page),
	    cmocka_unit_test(says_what_they_disagree_on_in_the_words_of_each),
	    cmocka_unit_test(says_so_in_results),
	    cmocka_unit_test(says_so_in_data),
	    cmocka_unit_test(is_found_in_each_of_its_feeds),
	};

	return cmocka_run_group_tests(tests, joined_make, test_page_tear_down);
}
