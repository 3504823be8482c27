#include "tests/testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/date.h"
#include "server/asset.h"
#include "server/layout.h"
#include "server/reply.h"
#include "server/template.h"

static struct gzip *gzip;
static struct site site;
static struct generation generation;
static struct context context;

/* The reply for a page of "bytes" letters that browses. */
static void
reply_for(struct reply *reply, const char *target, bool packed,
    const char *if_none_match, size_t bytes, time_t clock_until)
{
	struct request request;
	struct page page;

	page_init(&page);
	page.caching = CACHE_BROWSE;
	page.clock_until = clock_until;
	while (page.body.length < bytes)
		buf_add_char(&page.body, 'a');
	assert_int_equal(request_parse(&request, METHOD_GET, target,
			     strlen(target), NULL, 0),
	    REQUEST_OK);
	request.gzip = packed;
	request.if_none_match = if_none_match;
	reply_make(reply, &context, &request, &page, STATUS_OK, gzip);
	request_clear(&request);
	page_clear(&page);
}

static char *
etag_for(const char *target, bool packed, time_t clock_until)
{
	struct reply reply;
	char *etag;

	reply_for(&reply, target, packed, NULL, 2000, clock_until);
	etag = strdup(reply_header(&reply, "ETag"));
	reply_clear(&reply);
	return etag;
}

static void
same_etag(char *a, char *b, bool expected)
{
	assert_int_equal(strcmp(a, b) == 0, expected);
	free(a);
	free(b);
}

static void
etag_changes_with_what_was_asked(void **state)
{
	(void)state;
	same_etag(etag_for("/areas/a", false, 0),
	    etag_for("/areas/a", false, 0), true);
	same_etag(etag_for("/areas/a", false, 0),
	    etag_for("/areas/b", false, 0), false);
	same_etag(etag_for("/search?type=a", false, 0),
	    etag_for("/search?type=b", false, 0), false);
	same_etag(etag_for("/areas/a", false, 0), etag_for("/areas/a", true, 0),
	    false);
}

static void
etag_changes_with_the_generation_and_the_configuration(void **state)
{
	char *before = etag_for("/areas/a", false, 0);

	(void)state;
	strcpy(generation.manifest.id, "another");
	same_etag(before, etag_for("/areas/a", false, 0), false);
	before = etag_for("/areas/a", false, 0);
	strcpy(site.version, "another");
	same_etag(before, etag_for("/areas/a", false, 0), false);
}

static void
etag_changes_when_a_shown_word_does(void **state)
{
	char *before;

	(void)state;
	context.now = date_from_london(date_parse("2026-07-01"), 12 * 60);
	before = etag_for("/a", false, context.now + 60);
	context.now += 59;
	same_etag(before, etag_for("/a", false, context.now + 1), true);
	before = etag_for("/a", false, context.now + 1);
	context.now += 1;
	same_etag(before, etag_for("/a", false, context.now + 600), false);
}

static void
etag_changes_at_midnight_in_london(void **state)
{
	time_t midnight = date_from_london(date_parse("2026-07-02"), 0);
	char *before;

	(void)state;
	context.now = midnight - 3600 * 3;
	before = etag_for("/a", false, 0);
	context.now = midnight - 1;
	same_etag(before, etag_for("/a", false, 0), true);
	before = etag_for("/a", false, midnight + 3600);
	context.now = midnight;
	same_etag(before, etag_for("/a", false, midnight + 3600), false);
}

static void
answers_304_for_what_the_client_has(void **state)
{
	char *etag = etag_for("/areas/a", false, 0), *list;
	struct reply reply;

	(void)state;
	reply_for(&reply, "/areas/a", false, etag, 2000, 0);
	assert_int_equal(reply.status, STATUS_NOT_MODIFIED);
	assert_int_equal(reply.body.length, 0);
	assert_string_equal(reply_header(&reply, "ETag"), etag);
	assert_non_null(reply_header(&reply, "Cache-Control"));
	assert_null(reply_header(&reply, "Content-Length"));
	reply_clear(&reply);
	list = malloc(strlen(etag) + 32);
	sprintf(list, "\"x\", W/%s", etag);
	reply_for(&reply, "/areas/a", false, list, 2000, 0);
	assert_int_equal(reply.status, STATUS_NOT_MODIFIED);
	reply_clear(&reply);
	reply_for(&reply, "/areas/a", false, "*", 2000, 0);
	assert_int_equal(reply.status, STATUS_NOT_MODIFIED);
	reply_clear(&reply);
	reply_for(&reply, "/areas/a", false, "\"x\", ,", 2000, 0);
	assert_int_equal(reply.status, STATUS_OK);
	reply_clear(&reply);
	free(list);
	free(etag);
}

static void
keeps_nothing_that_tells_of_a_person(void **state)
{
	static const char *const personal[] = {"/search?q=x",
	    "/search?near=M32", "/search?area=a&age=40", "/x?gender=women",
	    "/x?for=carers"};
	struct reply reply;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(personal); i++) {
		reply_for(&reply, personal[i], false, NULL, 10, 0);
		assert_string_equal(
		    reply_header(&reply, "Cache-Control"), "no-store");
		assert_null(reply_header(&reply, "ETag"));
		reply_clear(&reply);
	}
	reply_for(&reply, "/search?type=a&q=", false, NULL, 10, 0);
	assert_string_equal(reply_header(&reply, "Cache-Control"),
	    "public, max-age=60, stale-while-revalidate=3600");
	reply_clear(&reply);
}

static void
packs_what_is_large_for_those_who_take_it(void **state)
{
	char plain[4096] = "";
	struct reply reply;
	z_stream stream = {0};

	(void)state;
	reply_for(&reply, "/", true, NULL, 3000, 0);
	assert_string_equal(reply_header(&reply, "Content-Encoding"), "gzip");
	assert_string_equal(reply_header(&reply, "Vary"), "Accept-Encoding");
	assert_true(reply.body.length < 1000);
	assert_int_equal(
	    atol(reply_header(&reply, "Content-Length")), reply.body.length);
	assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
	stream.next_in = (Bytef *)reply.body.data;
	stream.avail_in = (uInt)reply.body.length;
	stream.next_out = (Bytef *)plain;
	stream.avail_out = sizeof(plain);
	assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
	assert_int_equal(stream.total_out, 3000);
	inflateEnd(&stream);
	reply_clear(&reply);
	reply_for(&reply, "/", true, NULL, 100, 0);
	assert_null(reply_header(&reply, "Content-Encoding"));
	reply_clear(&reply);
}

static void
knows_who_takes_gzip(void **state)
{
	(void)state;
	assert_true(gzip_accepted("gzip"));
	assert_true(gzip_accepted("deflate, GZIP ;q=0.5, br"));
	assert_true(gzip_accepted("br;q=1.0,gzip;q=0.8"));
	assert_false(gzip_accepted(NULL));
	assert_false(gzip_accepted(""));
	assert_false(gzip_accepted("br"));
	assert_false(gzip_accepted("gzip;q=0"));
	assert_false(gzip_accepted("gzip; q=0.00 , br"));
	assert_false(gzip_accepted("gzipped"));
	assert_false(gzip_accepted("identity, *"));
}

static void
protects_a_page_from_other_sites(void **state)
{
	struct reply reply;
	const char *policy;

	(void)state;
	reply_for(&reply, "/", false, NULL, 10, 0);
	policy = reply_header(&reply, "Content-Security-Policy");
	assert_non_null(strstr(policy, "default-src 'none'"));
	assert_non_null(strstr(policy, "style-src 'sha256-"));
	assert_non_null(strstr(policy, "script-src 'self'"));
	assert_non_null(strstr(policy, "frame-ancestors 'none'"));
	assert_null(strstr(policy, "unsafe"));
	assert_string_equal(
	    reply_header(&reply, "Referrer-Policy"), "no-referrer");
	assert_string_equal(
	    reply_header(&reply, "X-Content-Type-Options"), "nosniff");
	assert_null(reply_header(&reply, "Access-Control-Allow-Origin"));
	assert_null(reply_header(&reply, "X-Robots-Tag"));
	assert_null(reply_header(&reply, "Set-Cookie"));
	reply_clear(&reply);
	site.example = true;
	reply_for(&reply, "/", false, NULL, 10, 0);
	assert_string_equal(reply_header(&reply, "X-Robots-Tag"), "noindex");
	reply_clear(&reply);
	site.example = false;
}

static void
allows_the_very_style_that_a_page_holds(void **state)
{
	struct request request;
	struct reply reply;
	struct page page;
	char hash[SHA256_BASE64];
	const char *begin, *end;

	(void)state;
	assert_int_equal(
	    request_parse(&request, METHOD_GET, "/", 1, NULL, 0), REQUEST_OK);
	page_init(&page);
	layout_error(&context, &page, STATUS_NOT_FOUND);
	begin = strstr(page.body.data, "<style>") + strlen("<style>");
	end = strstr(begin, "</style>");
	sha256_base64(begin, (size_t)(end - begin), hash);
	reply_make(&reply, &context, &request, &page, STATUS_NOT_FOUND, gzip);
	assert_non_null(
	    strstr(reply_header(&reply, "Content-Security-Policy"), hash));
	reply_clear(&reply);
	request_clear(&request);
	page_clear(&page);
}

static void
lets_councils_frame_an_embed_and_scripts_read_data(void **state)
{
	struct request request;
	struct reply reply;
	struct page page;

	(void)state;
	page_init(&page);
	page.framing = FRAME_BY_COUNCILS;
	page.open_to_scripts = true;
	assert_int_equal(
	    request_parse(&request, METHOD_HEAD, "/embed", 6, NULL, 0),
	    REQUEST_OK);
	buf_add_text(&page.body, "four");
	reply_make(&reply, &context, &request, &page, STATUS_OK, gzip);
	assert_non_null(strstr(reply_header(&reply, "Content-Security-Policy"),
	    "frame-ancestors 'self' https://a.example"));
	assert_string_equal(
	    reply_header(&reply, "Access-Control-Allow-Origin"), "*");
	assert_string_equal(
	    reply_header(&reply, "Cross-Origin-Resource-Policy"),
	    "cross-origin");
	/* HEAD: as long as the answer to GET, and empty. */
	assert_string_equal(reply_header(&reply, "Content-Length"), "4");
	assert_int_equal(reply.body.length, 0);
	reply_clear(&reply);
	request_clear(&request);
	page_clear(&page);
}

static int
set_up(void **state)
{
	(void)state;
	templates_init();
	assets_init();
	gzip = gzip_new();
	site.framers = strdup("https://a.example");
	site.base_url = strdup("https://help.example");
	context.site = &site;
	context.generation = &generation;
	context.now = 1795000000;
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	gzip_free(gzip);
	free(site.framers);
	free(site.base_url);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(etag_changes_with_what_was_asked),
	    cmocka_unit_test(
		etag_changes_with_the_generation_and_the_configuration),
	    cmocka_unit_test(etag_changes_when_a_shown_word_does),
	    cmocka_unit_test(etag_changes_at_midnight_in_london),
	    cmocka_unit_test(answers_304_for_what_the_client_has),
	    cmocka_unit_test(keeps_nothing_that_tells_of_a_person),
	    cmocka_unit_test(packs_what_is_large_for_those_who_take_it),
	    cmocka_unit_test(knows_who_takes_gzip),
	    cmocka_unit_test(protects_a_page_from_other_sites),
	    cmocka_unit_test(allows_the_very_style_that_a_page_holds),
	    cmocka_unit_test(
		lets_councils_frame_an_embed_and_scripts_read_data),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
