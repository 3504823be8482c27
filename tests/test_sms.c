/* POST /phone/sms: who may ask, how often, and in what form it is answered. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "server/gsm.h"
#include "server/sms_ledger.h"
#include "server/sms_proof.h"
#include "tests/testing_page.h"

#define TOKEN  "Bearer a-token-of-16-and-more"
#define SECRET "a-secret-to-sign-with"

static const char *
ask(const char *body)
{
	return test_site_post(&site, "/phone/sms", body, TOKEN, NULL);
}

/* As the gateway would sign it. */
static const char *
ask_signed(const char *body)
{
	static char signature[HMAC_SHA1_BASE64];
	struct request request;

	assert_int_equal(request_parse(&request, METHOD_POST, "/phone/sms",
			     strlen("/phone/sms"), body, strlen(body)),
	    REQUEST_OK);
	sms_signature(SECRET, site.site.base_url, &request, signature);
	request_clear(&request);
	return test_site_post(&site, "/phone/sms", body, NULL, signature);
}

static void
signs_as_the_published_vector(void **state)
{
	static const char target[] = "/myapp.php?foo=1&bar=2";
	static const char body[] =
	    "To=%2B18005551212&From=%2B14158675309&Digits=1234&"
	    "Caller=%2B14158675309&CallSid=CA1234567890ABCDE";
	static const char noted[] =
	    "Digits=1234&To=%2B18005551212&From=%2B12349013030&"
	    "CallSid=CA1234567890ABCDE&Caller=%2B12349013030";
	char signature[HMAC_SHA1_BASE64];
	struct request request;

	(void)state;
	assert_int_equal(request_parse(&request, METHOD_POST, target,
			     strlen(target), noted, strlen(noted)),
	    REQUEST_OK);
	sms_signature("12345", "https://mycompany.com", &request, signature);
	assert_string_equal(signature, "0/KCTR6DLpKmkAf8muzZqo1nDgQ=");
	request.signature = signature;
	assert_true(sms_signed("12345", "https://mycompany.com", &request));
	assert_false(sms_signed("12346", "https://mycompany.com", &request));
	assert_false(sms_signed("12345", "https://mycompany.org", &request));
	request_clear(&request);
	assert_int_equal(request_parse(&request, METHOD_POST, target,
			     strlen(target), body, strlen(body)),
	    REQUEST_OK);
	request.signature = signature;
	assert_false(sms_signed("12345", "https://mycompany.com", &request));
	request_clear(&request);
}

static void
answers_who_has_the_token(void **state)
{
	const char *reply = ask("from=%2B447700900001&text=fifth+avenue");

	(void)state;
	assert_int_equal(site.status, STATUS_OK);
	assert_string_equal(site.page.type, "text/plain; charset=utf-8");
	assert_int_equal(site.page.caching, CACHE_NONE);
	test_has(reply, "Fifth Avenue. 0113 496 0102.");
	test_site_post(&site, "/phone/sms", "from=1&text=x",
	    "bearer a-token-of-16-and-more", NULL);
	assert_int_equal(site.status, STATUS_OK);
}

static void
answers_in_xml_who_signs(void **state)
{
	const char *reply = ask_signed("From=%2B447700900002&To=%2B44113&"
				       "Body=castle&MessageSid=SM1");

	(void)state;
	assert_int_equal(site.status, STATUS_OK);
	assert_string_equal(site.page.type, "text/xml; charset=utf-8");
	test_has(reply, "<Response><Message>Castle Wellbeing");
	test_has(reply, "</Message></Response>");
	reply = ask_signed("From=%2B447700900002&Body=STOP&MessageSid=SM2");
	test_has(reply, "<Response/>");
	test_lacks(reply, "<Message>");
}

static void
refuses_who_cannot_prove_it(void **state)
{
	static const char body[] = "from=1&From=1&text=castle&Body=castle";
	static const struct {
		const char *authorization, *signature;
	} forged[] = {
	    {NULL, NULL},
	    {"Bearer ", NULL},
	    {"Bearer a-token-of-16-and-mor", NULL},
	    {"Bearer a-token-of-16-and-more ", NULL},
	    {"Basic a-token-of-16-and-more", NULL},
	    {"Bearer " SECRET, NULL},
	    {NULL, ""},
	    {NULL, "0/KCTR6DLpKmkAf8muzZqo1nDgQ="},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(forged); i++) {
		const char *answer = test_site_post(&site, "/phone/sms", body,
		    forged[i].authorization, forged[i].signature);

		assert_int_equal(site.status, STATUS_FORBIDDEN);
		test_lacks(answer, "castle");
		test_lacks(answer, "Castle");
	}
}

static void
is_no_page_to_read(void **state)
{
	(void)state;
	test_site_get(&site, "/phone/sms?from=1&text=castle");
	assert_int_equal(site.status, STATUS_METHOD);
	assert_string_equal(site.page.allow, "POST");
	ask("text=castle");
	assert_int_equal(site.status, STATUS_BAD_REQUEST);
}

static void
is_not_there_unless_configured(void **state)
{
	struct sms_ledger *ledger = site.site.ledger;

	(void)state;
	site.site.ledger = NULL;
	ask("from=1&text=castle");
	assert_int_equal(site.status, STATUS_NOT_FOUND);
	test_site_get(&site, "/phone/sms");
	assert_int_equal(site.status, STATUS_NOT_FOUND);
	site.site.ledger = ledger;
}

static void
gives_a_message_that_comes_twice_the_same_reply(void **state)
{
	char *first = xstrdup(ask("from=07700900003&id=m1&text=castle"));

	(void)state;
	test_site_at(&site, "2026-11-24 19:00");
	assert_string_equal(ask("from=07700900003&id=m1&text=castle"), first);
	/* Open by now, as another message is told. */
	assert_string_not_equal(
	    ask("from=07700900003&id=m2&text=castle"), first);
	assert_string_not_equal(
	    ask("from=07700900004&id=m1&text=castle"), first);
	free(first);
}

static void
answers_a_sender_twenty_times_an_hour(void **state)
{
	(void)state;
	for (int i = 0; i < SMS_AN_HOUR; i++)
		test_has(ask("from=07700900005&text=castle"), "Castle");
	test_has(ask("from=07700900005&text=castle"), "try again in an hour");
	test_has(buf_text(&site.page.body), "Life at risk: 999.");
	assert_string_equal(ask("from=07700900005&text=castle"), "");
	assert_int_equal(site.status, STATUS_OK);
	/* Never without the numbers for whoever needs them. */
	test_has(ask("from=07700900005&text=i+want+to+die"), "116 123");
	test_has(ask("from=07700900006&text=castle"), "Castle");
	test_site_at(&site, "2026-11-24 11:01");
	test_has(ask("from=07700900005&text=castle"), "Castle");
}

/* The file, and what is said of it where it is wrong. */
static bool
read_file(const char *words, mode_t mode, char *error, size_t size)
{
	char *folder = test_folder();
	char *path = test_file_write_text(folder, "phone.conf", words);
	struct site_phone phone;
	bool good;

	assert_int_equal(chmod(path, mode), 0);
	good = phone_read(path, &phone, error, size);
	if (good)
		phone_clear(&phone);
	free(path);
	test_folder_remove(folder);
	return good;
}

static void
reads_its_secrets_from_a_file_that_nobody_else_reads(void **state)
{
	static const char good[] = "[generic]\ntoken = 0123456789abcdef\n";
	char error[512] = "";

	(void)state;
	assert_true(read_file(good, 0600, error, sizeof(error)));
	assert_true(read_file(good, 0640, error, sizeof(error)));
	assert_false(read_file(good, 0644, error, sizeof(error)));
	test_has(error, "chmod 600");
	assert_false(read_file(
	    "[generic]\ntoken = short\n", 0600, error, sizeof(error)));
	test_has(error, "token: a secret has 16 characters or more");
	assert_false(read_file("", 0600, error, sizeof(error)));
	test_has(error, "names no gateway");
	assert_false(phone_read("/nowhere/phone.conf", &(struct site_phone){0},
	    error, sizeof(error)));
}

static void
writes_with_the_alphabet_of_text_messages(void **state)
{
	static const struct {
		const char *text, *gsm;
		size_t septets;
	} examples[] = {
	    {"Caf\xc3\xa9", "Caf\xc3\xa9", 4},
	    {"\xe2\x80\x9cWomen\xe2\x80\x99s\xe2\x80\x9d \xe2\x80\x93 Hub",
		"\"Women's\" - Hub", 15},
	    {"Si\xc3\xa2n, \xc5\xb5yn", "Sian, wyn", 9},
	    {"a\n\n b\t\xc2\xa0 c", "a b c", 5},
	    {"\xe2\x82\xac"
	     "5 [x]",
		"\xe2\x82\xac"
		"5 [x]",
		9},
	    {"\xe6\x97\xa5\xe6\x9c\xac ok", "? ok", 4},
	    {"1\xc2\xbd", "11/2", 4},
	    {"", "", 0},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(examples); i++) {
		struct buf out = {0};

		gsm_add(&out, examples[i].text);
		assert_string_equal(buf_text(&out), examples[i].gsm);
		assert_int_equal(
		    gsm_length(buf_text(&out)), examples[i].septets);
		buf_clear(&out);
	}
	assert_int_equal(gsm_segments(0), 0);
	assert_int_equal(gsm_segments(160), 1);
	assert_int_equal(gsm_segments(161), 2);
	assert_int_equal(gsm_segments(459), 3);
	assert_int_equal(gsm_clip("ab[c", 3), 2);
	assert_int_equal(gsm_clip("ab[c", 4), 3);
}

static int
set_up(void **state)
{
	(void)state;
	test_site_init(&site, NULL);
	site.site.phone.token = (char *)"a-token-of-16-and-more";
	site.site.phone.twilio_token = (char *)SECRET;
	site.site.ledger = sms_ledger_new();
	return 0;
}

static int
tear_down(void **state)
{
	sms_ledger_free(site.site.ledger);
	return test_page_tear_down(state);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    PAGE_TEST(signs_as_the_published_vector),
	    PAGE_TEST(answers_who_has_the_token),
	    PAGE_TEST(answers_in_xml_who_signs),
	    PAGE_TEST(refuses_who_cannot_prove_it),
	    PAGE_TEST(is_no_page_to_read),
	    PAGE_TEST(is_not_there_unless_configured),
	    PAGE_TEST(gives_a_message_that_comes_twice_the_same_reply),
	    PAGE_TEST(answers_a_sender_twenty_times_an_hour),
	    PAGE_TEST(reads_its_secrets_from_a_file_that_nobody_else_reads),
	    PAGE_TEST(writes_with_the_alphabet_of_text_messages),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
