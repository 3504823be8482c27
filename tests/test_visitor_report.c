/* Visitors' reports: as a message, as a file, in their folder. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/wire.h"
#include "schema/inbox.h"
#include "tests/testing.h"

#define DAY_S 86400
#define NOW   1795000000

static struct arena arena;

static struct visitor_report
sample(void)
{
	return (struct visitor_report){.code = "tk2w3s",
	    .topic = VISITOR_HOURS,
	    .text = arena_strdup(&arena, "It is shut.\n\nWhen: never\n\tSiân"),
	    .contact = arena_strdup(&arena, "a@example.org"),
	    .when = NOW};
}

static void
assert_same(
    const struct visitor_report *one, const struct visitor_report *other)
{
	assert_string_equal(one->code, other->code);
	assert_int_equal(one->topic, other->topic);
	assert_int_equal(one->text == NULL, other->text == NULL);
	if (one->text != NULL)
		assert_string_equal(one->text, other->text);
	assert_int_equal(one->contact == NULL, other->contact == NULL);
	if (one->contact != NULL)
		assert_string_equal(one->contact, other->contact);
}

static bool
goes_round(const struct visitor_report *report)
{
	struct visitor_report again;
	struct buf out = {0};
	bool read;

	visitor_report_pack(&out, report);
	read = visitor_report_unpack(out.data, out.length, &arena, &again);
	if (read)
		assert_same(report, &again);
	buf_clear(&out);
	return read;
}

static bool
can_be_read(const char *file)
{
	struct visitor_report report;

	return visitor_report_read(file, strlen(file), &arena, &report);
}

static void
is_the_same_behind_the_wire(void **state)
{
	struct visitor_report report = sample();

	(void)state;
	assert_true(goes_round(&report));
	report.text = report.contact = NULL;
	assert_true(goes_round(&report));
}

static void
refuses_what_no_server_of_ours_sends(void **state)
{
	static const char *const texts[] = {"", "a\rb",
	    "a\x01"
	    "b",
	    "a\x7f",
	    "a\xe2\x80\xae"
	    "b",
	    "e\xcc\x81"};
	static const char *const contacts[] = {"", "a", "a@b\nc", "a@b,c@d",
	    "-a@example.org", "a b@example.org", "a@example.org\r\nBcc: x@y"};
	static const char *const codes[] = {
	    "", "tk2w3", "../../", "TK2W3S", "aaaaaa", "222222"};
	struct visitor_report report;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		report = sample();
		report.text = arena_strdup(&arena, texts[i]);
		assert_false(goes_round(&report));
	}
	for (size_t i = 0; i < ARRAY_LEN(contacts); i++) {
		report = sample();
		report.contact = arena_strdup(&arena, contacts[i]);
		assert_false(goes_round(&report));
	}
	for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
		report = sample();
		strcpy(report.code, codes[i]);
		assert_false(goes_round(&report));
	}
	report = sample();
	report.topic = N_VISITOR_TOPICS;
	assert_false(goes_round(&report));
}

static void
refuses_a_message_that_is_cut_or_goes_on(void **state)
{
	struct visitor_report report = sample(), again;
	struct buf out = {0};

	(void)state;
	visitor_report_pack(&out, &report);
	for (size_t length = 0; length < out.length; length++)
		assert_false(
		    visitor_report_unpack(out.data, length, &arena, &again));
	buf_add_char(&out, 'x');
	assert_false(
	    visitor_report_unpack(out.data, out.length, &arena, &again));
	buf_clear(&out);
}

static void
takes_no_more_than_4_KiB_of_words(void **state)
{
	struct visitor_report report = sample();

	(void)state;
	report.text = arena_alloc(&arena, VISITOR_MAX_TEXT + 2);
	memset(report.text, 'x', VISITOR_MAX_TEXT);
	assert_true(goes_round(&report));
	report.text[VISITOR_MAX_TEXT] = 'x';
	assert_false(goes_round(&report));
}

static void
is_the_same_in_a_file(void **state)
{
	struct visitor_report report = sample(), again;
	struct buf out = {0};

	(void)state;
	report.sent = NOW + 1;
	visitor_report_write(&out, &report);
	assert_string_equal(out.data,
	    "Signpost report 1\nWhen: 2026-11-18T11:06:40Z\n"
	    "Listing: tk2w3s\nTopic: hours\nContact: a@example.org\n"
	    "Sent: 2026-11-18T11:06:41Z\n"
	    "\nIt is shut.\n\nWhen: never\n\tSiân\n");
	assert_true(visitor_report_read(out.data, out.length, &arena, &again));
	assert_same(&report, &again);
	assert_int_equal(again.when, NOW);
	assert_int_equal(again.sent, NOW + 1);
	buf_clear(&out);
}

#define HEAD "Signpost report 1\nWhen: 2026-11-18T11:06:40Z\n"

static void
refuses_a_file_that_is_no_report(void **state)
{
	static const char *const files[] = {"", "\n", "Signpost report 2\n",
	    HEAD, HEAD "Listing: tk2w3s\n", HEAD "Topic: hours\n",
	    HEAD "Listing: tk2w3s\nTopic: hours",
	    HEAD "Listing: tk2w3\nTopic: hours\n",
	    HEAD "Listing: tk2w3ss\nTopic: hours\n",
	    HEAD "Listing: tk2w3s\nTopic: weather\n",
	    HEAD "Listing: tk2w3s\nTopic: hours\nColour: red\n",
	    HEAD "Listing: tk2w3s\nTopic: hours\nContact: a\n",
	    HEAD "Listing: tk2w3s\nTopic: hours\nSent: yesterday\n",
	    HEAD "Listing: tk2w3s\nTopic: hours\n\n\n",
	    HEAD "Listing: tk2w3s\nTopic: hours\n\n\xff\n",
	    "Signpost report 1\nListing: tk2w3s\nTopic: hours\n"};

	(void)state;
	assert_true(can_be_read(HEAD "Listing: tk2w3s\nTopic: hours\n"));
	for (size_t i = 0; i < ARRAY_LEN(files); i++)
		if (can_be_read(files[i]))
			fail_msg("%s", files[i]);
}

static void
put_file(const char *folder, const char *name, const char *bytes)
{
	char *path = xasprintf("%s/inbox/%s", folder, name);
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(bytes, file);
	fclose(file);
	free(path);
}

static void
add(const char *folder, const struct visitor_report *report)
{
	char error[200] = "";

	if (!inbox_add(folder, report, error, sizeof(error)))
		fail_msg("%s", error);
}

static void
keeps_the_newest_first(void **state)
{
	char *folder = test_folder();
	struct visitor_report report = sample();
	struct inbox inbox;

	(void)state;
	assert_true(inbox_read(folder, &inbox));
	assert_int_equal(inbox.count, 0);
	for (long i = 0; i < 20; i++) {
		report.when = NOW + i % 7 * DAY_S;
		add(folder, &report);
	}
	assert_true(inbox_read(folder, &inbox));
	assert_int_equal(inbox.count, 20);
	for (size_t i = 0; i < inbox.count; i++) {
		assert_true(inbox_id_valid(inbox.items[i].id));
		assert_same(&report, &inbox.items[i].report);
		assert_true(i == 0 || inbox.items[i].report.when <=
					  inbox.items[i - 1].report.when);
	}
	assert_true(inbox_remove(folder, inbox.items[3].id));
	assert_false(inbox_remove(folder, inbox.items[3].id));
	assert_int_equal(errno, ENOENT);
	inbox_clear(&inbox);
	test_folder_remove(folder);
}

static void
leaves_room_for_a_thousand(void **state)
{
	char *folder = test_folder(), name[32], error[200];
	struct visitor_report report = sample();

	(void)state;
	assert_true(inbox_room(folder) > 900);
	add(folder, &report);
	for (int i = 0; i < INBOX_MAX_REPORTS - 2; i++) {
		snprintf(name, sizeof(name), "x%d", i);
		put_file(folder, name, "x");
	}
	assert_int_equal(inbox_room(folder), 1);
	add(folder, &report);
	assert_int_equal(inbox_room(folder), 0);
	assert_false(inbox_add(folder, &report, error, sizeof(error)));
	assert_string_equal(error, "it is full");
	test_folder_remove(folder);
}

static void
leaves_room_for_4_MiB(void **state)
{
	char *folder = test_folder();
	char *path = xasprintf("%s/inbox/large", folder);
	struct visitor_report report = sample();

	(void)state;
	add(folder, &report);
	put_file(folder, "large", "");
	assert_int_equal(truncate(path, INBOX_MAX_BYTES - 20000), 0);
	assert_int_equal(inbox_room(folder), 4);
	assert_int_equal(truncate(path, INBOX_MAX_BYTES), 0);
	assert_int_equal(inbox_room(folder), 0);
	free(path);
	test_folder_remove(folder);
}

static void
passes_over_what_is_no_report(void **state)
{
	char *folder = test_folder();
	char *path = xasprintf("%s/inbox/20261118-zzzz", folder);
	struct visitor_report report = sample();
	struct inbox inbox;

	(void)state;
	add(folder, &report);
	put_file(folder, "20261118-2222", "Signpost report 1\n");
	put_file(folder, "notes.txt", "Signpost report 1\n");
	put_file(folder, ".new", "Signpost rep");
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_true(inbox_read(folder, &inbox));
	assert_int_equal(inbox.count, 1);
	assert_int_equal(inbox.damaged, 3);
	inbox_clear(&inbox);
	free(path);
	test_folder_remove(folder);
}

static void
knows_the_numbers_of_reports(void **state)
{
	static const char *const wrong[] = {"", "20261118", "20261118-222",
	    "20261118-22222", "20261118-aaaa", "2026111--2222", "x0261118-2222",
	    "../../record.db", "20261118/2222"};

	(void)state;
	assert_true(inbox_id_valid("20261118-z2k4"));
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
		assert_false(inbox_id_valid(wrong[i]));
}

static void
forgets_contact_details_after_90_days(void **state)
{
	char *folder = test_folder();
	struct visitor_report report = sample();
	struct inbox inbox;

	(void)state;
	add(folder, &report);
	report.sent = NOW + DAY_S;
	add(folder, &report);
	assert_true(inbox_tidy(folder, NOW + 90L * DAY_S));
	assert_true(inbox_read(folder, &inbox));
	assert_int_equal(inbox.count, 2);
	assert_string_equal(inbox.items[0].report.contact, "a@example.org");
	inbox_clear(&inbox);
	assert_true(inbox_tidy(folder, NOW + 90L * DAY_S + 1));
	assert_true(inbox_read(folder, &inbox));
	assert_int_equal(inbox.count, 1); /* the other was sent on */
	assert_null(inbox.items[0].report.contact);
	assert_string_equal(inbox.items[0].report.text, report.text);
	inbox_clear(&inbox);
	test_folder_remove(folder);
}

static void
takes_away_what_was_never_finished(void **state)
{
	char *folder = test_folder();
	struct visitor_report report = sample();
	time_t now = time(NULL);
	char *path = xasprintf("%s/inbox/.new", folder);

	(void)state;
	add(folder, &report);
	put_file(folder, ".new", "Signpost rep");
	assert_true(inbox_tidy(folder, now));
	assert_int_equal(access(path, F_OK), 0);
	assert_true(inbox_tidy(folder, now + 2L * DAY_S));
	assert_int_not_equal(access(path, F_OK), 0);
	free(path);
	test_folder_remove(folder);
}

static void
says_why_it_cannot_be_kept(void **state)
{
	char *folder = test_folder();
	char *path = xasprintf("%s/inbox", folder), error[200] = "";
	struct visitor_report report = sample();
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	assert_false(inbox_add(folder, &report, error, sizeof(error)));
	assert_string_not_equal(error, "");
	free(path);
	test_folder_remove(folder);
}

static int
tear_down(void **state)
{
	(void)state;
	arena_clear(&arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(is_the_same_behind_the_wire),
	    cmocka_unit_test(refuses_what_no_server_of_ours_sends),
	    cmocka_unit_test(refuses_a_message_that_is_cut_or_goes_on),
	    cmocka_unit_test(takes_no_more_than_4_KiB_of_words),
	    cmocka_unit_test(is_the_same_in_a_file),
	    cmocka_unit_test(refuses_a_file_that_is_no_report),
	    cmocka_unit_test(keeps_the_newest_first),
	    cmocka_unit_test(leaves_room_for_a_thousand),
	    cmocka_unit_test(leaves_room_for_4_MiB),
	    cmocka_unit_test(passes_over_what_is_no_report),
	    cmocka_unit_test(knows_the_numbers_of_reports),
	    cmocka_unit_test(forgets_contact_details_after_90_days),
	    cmocka_unit_test(takes_away_what_was_never_finished),
	    cmocka_unit_test(says_why_it_cannot_be_kept),
	};

	return cmocka_run_group_tests(tests, NULL, tear_down);
}
