#include "base/mail.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/alloc.h"
#include "tests/testing.h"

static struct buf out;
static char error[200];

static const char *
make(const char *subject, const char *body)
{
	buf_reset(&out);
	mail_make(&out, "data@westby.example", subject, body, 1795500000);
	return buf_text(&out);
}

static void
knows_a_plain_address(void **state UNUSED)
{
	assert_true(mail_address_valid("data@westby.example"));
	assert_true(mail_address_valid("a.b+c_d'e@mail.westby.example"));
	assert_true(mail_address_valid("root@localhost"));
}

static void
takes_nothing_else_for_one(void **state UNUSED)
{
	static const char *const wrong[] = {"", "westby", "@westby.example",
	    "data@", "a@b@c", "a b@c.example", "data@westby.example ",
	    "data@westby.example\nBcc: x@y.example",
	    "data@westby.example\r\nBcc: x@y.example",
	    "a@b.example,c@d.example", "Data <a@b.example>",
	    "-oQ/tmp@b.example", "a@-b.example", "a@.b", "a@b.",
	    "a(x)@b.example", "\"a\"@b.example", "d\xc3\xa4ta@b.example"};
	char long_one[400];

	assert_false(mail_address_valid(NULL));
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
		if (mail_address_valid(wrong[i]))
			fail_msg("taken: %s", wrong[i]);
	memset(long_one, 'a', sizeof(long_one));
	strcpy(long_one + 300, "@b.example");
	assert_false(mail_address_valid(long_one));
}

static void
makes_a_whole_message(void **state UNUSED)
{
	assert_string_equal(make("Report", "One\nTwo\n"),
	    "To: data@westby.example\n"
	    "Subject: Report\n"
	    "Date: Tue, 24 Nov 2026 06:00:00 +0000\n"
	    "MIME-Version: 1.0\n"
	    "Content-Type: text/plain; charset=utf-8\n"
	    "Content-Transfer-Encoding: 8bit\n"
	    "Auto-Submitted: auto-generated\n"
	    "\n"
	    "One\nTwo\n");
}

static void
begins_no_header_with_what_comes_from_outside(void **state UNUSED)
{
	static const char *const subjects[] = {"A\nBcc: x@y.example",
	    "A\r\nBcc: x@y.example", "A\rBcc: x@y.example",
	    "A\n\nBcc: x@y.example", "\nBcc: x@y.example",
	    "\xc3\xa4\nBcc: x@y.example"};

	for (size_t i = 0; i < ARRAY_LEN(subjects); i++) {
		const char *text = make(subjects[i], "Body\n");

		assert_null(strstr(text, "\nBcc"));
		assert_null(strchr(text, '\r'));
		assert_string_equal(strstr(text, "\n\n"), "\n\nBody\n");
	}
}

static void
encodes_a_subject_that_is_not_ascii(void **state UNUSED)
{
	char many[300] = "";

	assert_non_null(strstr(make("Missing l\xc3\xafst", "\n"),
	    "\nSubject: =?UTF-8?B?TWlzc2luZyBsw69zdA==?=\n"));
	for (int i = 0; i < 70; i++)
		strcat(many, "\xc3\xa4");
	/* No line is too long, and each begins with a blank. */
	make(many, "\n");
	for (const char *line = buf_text(&out); *line;
	     line += strcspn(line, "\n") + 1)
		assert_true(strcspn(line, "\n") <= 78);
	assert_non_null(strstr(buf_text(&out), "?=\n =?UTF-8?B?"));
}

static void
cuts_a_subject_that_never_ends(void **state UNUSED)
{
	char many[2000];
	const char *end;

	memset(many, 'x', sizeof(many) - 1);
	many[sizeof(many) - 1] = '\0';
	end = strstr(make(many, "\n"), "\nDate");
	assert_true(end - buf_text(&out) < 300);
}

static void
ends_no_message_before_its_end(void **state UNUSED)
{
	assert_non_null(strstr(make("A", "One\n.\nTwo"), "\n\nOne\n .\nTwo\n"));
}

static bool
send_to(const char *command, int timeout_s)
{
	make("Report", "One\n");
	return mail_send(command, &out, timeout_s, error, sizeof(error));
}

static void
gives_the_message_to_a_command(void **state UNUSED)
{
	char *folder = test_folder();
	char *path = xasprintf("%s/mail", folder);
	char *command = xasprintf("tee  %s ", path), *got;

	assert_true(send_to(command, 10));
	got = test_file_read(path, NULL);
	assert_string_equal(got, buf_text(&out));
	free(got);
	free(command);
	free(path);
	test_folder_remove(folder);
}

/* The words are the command's; no shell makes more of them. */
static void
asks_no_shell(void **state UNUSED)
{
	assert_false(send_to("true;false", 10));
	assert_false(send_to("test $HOME = /", 10));
	assert_true(send_to("test $HOME = $HOME", 10));
	assert_false(send_to("", 10));
	assert_false(send_to("  ", 10));
}

static void
says_how_a_command_failed(void **state UNUSED)
{
	assert_false(send_to("false", 10));
	assert_string_equal(error, "false: it ended with status 1");
	assert_false(send_to("/nowhere/at-all", 10));
	assert_non_null(strstr(error, "No such file"));
}

static void
ends_a_command_that_hangs(void **state UNUSED)
{
	time_t began = time(NULL);

	assert_false(send_to("sleep 60", 1));
	assert_string_equal(error, "sleep: it was ended after 1 s");
	assert_true(time(NULL) - began < 10);
}

static int
tear_down(void **state UNUSED)
{
	buf_clear(&out);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(knows_a_plain_address),
	    cmocka_unit_test(takes_nothing_else_for_one),
	    cmocka_unit_test(makes_a_whole_message),
	    cmocka_unit_test(begins_no_header_with_what_comes_from_outside),
	    cmocka_unit_test(encodes_a_subject_that_is_not_ascii),
	    cmocka_unit_test(cuts_a_subject_that_never_ends),
	    cmocka_unit_test(ends_no_message_before_its_end),
	    cmocka_unit_test(gives_the_message_to_a_command),
	    cmocka_unit_test(asks_no_shell),
	    cmocka_unit_test(says_how_a_command_failed),
	    cmocka_unit_test(ends_a_command_that_hangs),
	};

	return cmocka_run_group_tests(tests, NULL, tear_down);
}
