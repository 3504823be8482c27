#include "tests/testing.h"

#include <string.h>
#include <unistd.h>

#include "server/listen.h"

static char error[256];

static void
refused(const char *address)
{
	assert_int_equal(listen_open(address, error, sizeof(error)), -1);
	assert_non_null(strstr(error, address));
}

static void
refuses_what_is_no_address_and_port(void **state)
{
	(void)state;
	refused("");
	refused("8080");
	refused(":8080");
	refused("127.0.0.1");
	refused("127.0.0.1:");
	refused("127.0.0.1:http");
	refused("127.0.0.1:65536");
	refused("127.0.0.1:-1");
	refused("localhost:8080"); /* a name may change its meaning */
	refused("::1:x");
	refused("[::1:8080");
}

static void
says_which_port_the_system_picked(void **state)
{
	char text[LISTEN_TEXT], url[LISTEN_TEXT + 8];
	int fd = listen_open("127.0.0.1:0", error, sizeof(error));

	(void)state;
	assert_true(fd >= 0);
	listen_text(fd, text);
	assert_memory_equal(text, "127.0.0.1:", 10);
	assert_string_not_equal(text + 10, "0");
	listen_url(fd, url);
	assert_memory_equal(url, "http://", 7);
	assert_string_equal(url + 7, text);
	close(fd);
}

static void
refuses_an_address_that_is_in_use(void **state)
{
	char text[LISTEN_TEXT];
	int fd = listen_open("127.0.0.1:0", error, sizeof(error));

	(void)state;
	assert_true(fd >= 0);
	listen_text(fd, text);
	refused(text);
	close(fd);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(refuses_what_is_no_address_and_port),
	    cmocka_unit_test(says_which_port_the_system_picked),
	    cmocka_unit_test(refuses_an_address_that_is_in_use),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
