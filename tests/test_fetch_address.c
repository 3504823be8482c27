/* Which machines a feed may come from, and how its address is shown. */
#include "tests/testing.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include "importers/fetch_address.h"

static bool
is_public(const char *text)
{
	struct sockaddr_in four = {.sin_family = AF_INET};
	struct sockaddr_in6 six = {.sin6_family = AF_INET6};

	if (inet_pton(AF_INET, text, &four.sin_addr) == 1)
		return fetch_address_public((struct sockaddr *)&four);
	assert_int_equal(inet_pton(AF_INET6, text, &six.sin6_addr), 1);
	return fetch_address_public((struct sockaddr *)&six);
}

static void
addresses_of_the_internet_are_public(void **state UNUSED)
{
	static const char *const addresses[] = {"1.1.1.1", "9.255.255.255",
	    "11.0.0.0", "100.63.255.255", "100.128.0.0", "128.0.0.0",
	    "169.253.255.255", "172.15.255.255", "172.32.0.0",
	    "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0",
	    "223.255.255.255", "2001:200::1", "2606:4700::1111",
	    "2a00:1450:4009::200e"};

	for (size_t i = 0; i < sizeof(addresses) / sizeof(*addresses); i++) {
		if (!is_public(addresses[i]))
			fail_msg("%s is refused", addresses[i]);
	}
}

static void
addresses_within_are_not(void **state UNUSED)
{
	static const char *const addresses[] = {"0.0.0.0", "0.1.2.3",
	    "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255",
	    "127.0.0.1", "127.255.255.255", "169.254.169.254", "172.16.0.1",
	    "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1",
	    "192.168.0.1", "198.18.0.1", "198.19.255.255", "198.51.100.1",
	    "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
	    "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1",
	    "::ffff:8.8.8.8", "64:ff9b::7f00:1", "100::1", "2001::1",
	    "2001:10::1", "2001:db8::1", "2002:7f00:1::1", "3fff::1", "fc00::1",
	    "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1"};

	for (size_t i = 0; i < sizeof(addresses) / sizeof(*addresses); i++) {
		if (is_public(addresses[i]))
			fail_msg("%s is let through", addresses[i]);
	}
}

static void
another_family_is_not(void **state UNUSED)
{
	assert_false(
	    fetch_address_public(&(struct sockaddr){.sa_family = AF_UNIX}));
}

static void
shows(const char *address, const char *expected)
{
	struct arena arena = {0};

	assert_string_equal(fetch_shown(&arena, address), expected);
	arena_clear(&arena);
}

static void
is_shown_without_what_is_secret(void **state UNUSED)
{
	shows("https://westby.example/a.xml", "https://westby.example/a.xml");
	shows("https://westby.example/a.xml?api_key=abc&page=1",
	    "https://westby.example/a.xml");
	shows("https://me:pass@westby.example/a.xml#x",
	    "https://westby.example/a.xml");
	shows("https://me:p@ss@westby.example:8443",
	    "https://westby.example:8443");
	shows("HTTP://me@westby.example?k=a@b", "HTTP://westby.example");
	shows("https://westby.example/~a@b/c.xml",
	    "https://westby.example/~a@b/c.xml");
}

static void
a_file_is_shown_as_it_is(void **state UNUSED)
{
	shows("/srv/lists/what?.xml", "/srv/lists/what?.xml");
	assert_false(fetch_is_address("httpd.xml"));
	assert_true(fetch_is_address("Https://westby.example/"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(addresses_of_the_internet_are_public),
	    cmocka_unit_test(addresses_within_are_not),
	    cmocka_unit_test(another_family_is_not),
	    cmocka_unit_test(is_shown_without_what_is_secret),
	    cmocka_unit_test(a_file_is_shown_as_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
