#include "tests/testing.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/hash.h"

/* The examples of FIPS 180-4 and RFC 9562, appendix A.4. */
#define SHA256_ABC \
	"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define SHA256_NOTHING \
	"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static void
hashes_as_the_standard_says(void **state)
{
	unsigned char digest[SHA256_BYTES];
	char text[SHA256_TEXT];

	(void)state;
	sha256_text("abc", 3, text);
	assert_string_equal(text, SHA256_ABC);
	sha256_text("", 0, text);
	assert_string_equal(text, SHA256_NOTHING);
	sha256("abc", 3, digest);
	assert_int_equal(digest[0], 0xba);
	assert_int_equal(digest[31], 0xad);
}

static void
hashes_a_file_of_any_size(void **state)
{
	size_t length = 200000;
	char *folder = test_folder(), *data, *path;
	char expected[SHA256_TEXT], got[SHA256_TEXT];

	(void)state;
	data = xmalloc(length);
	memset(data, 'x', length);
	sha256_text(data, length, expected);
	path = test_file_write(folder, "large", data, length);
	assert_true(sha256_file(path, got));
	assert_string_equal(got, expected);
	free(path);
	path = test_file_write(folder, "empty", "", 0);
	assert_true(sha256_file(path, got));
	assert_string_equal(got, SHA256_NOTHING);
	free(path);
	free(data);
	test_folder_remove(folder);
}

static void
says_why_a_file_cannot_be_hashed(void **state)
{
	char text[SHA256_TEXT], *folder = test_folder();

	(void)state;
	errno = 0;
	assert_false(sha256_file("/nowhere/at/all", text));
	assert_int_equal(errno, ENOENT);
	errno = 0;
	assert_false(sha256_file(folder, text));
	assert_int_equal(errno, EISDIR);
	test_folder_remove(folder);
}

static void
makes_version_5_uuids(void **state)
{
	unsigned char name_space[UUID_BYTES], uuid[UUID_BYTES];
	char text[UUID_TEXT];

	(void)state;
	assert_true(
	    uuid_parse("6ba7b810-9dad-11d1-80b4-00c04fd430c8", name_space));
	uuid_v5(name_space, "www.example.com", 15, uuid);
	uuid_text(uuid, text);
	assert_string_equal(text, "2ed6657d-e927-568b-95e1-2665a8aea6a2");
}

static void
reads_uuids_in_either_case(void **state)
{
	unsigned char uuid[UUID_BYTES];
	char text[UUID_TEXT];

	(void)state;
	assert_true(uuid_parse("2ED6657D-e927-568B-95e1-2665A8aea6A2", uuid));
	uuid_text(uuid, text);
	assert_string_equal(text, "2ed6657d-e927-568b-95e1-2665a8aea6a2");
}

static void
refuses_what_is_no_uuid(void **state)
{
	const char *const wrong[] = {"", "2ed6657d",
	    "2ed6657de927568b95e12665a8aea6a2",
	    "2ed6657d-e927-568b-95e1-2665a8aea6a",
	    "2ed6657d-e927-568b-95e1-2665a8aea6a23",
	    "2ed6657d-e927-568b-95e1-2665a8aea6g2",
	    "{2ed6657d-e927-568b-95e1-2665a8aea6a2}",
	    "2ed6657d-e927-568b-95e1-2665a8aea6a2 ",
	    "2ed6657de-927-568b-95e1-2665a8aea6a2"};
	unsigned char uuid[UUID_BYTES] = {7};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(wrong); i++)
		assert_false(uuid_parse(wrong[i], uuid));
	assert_int_equal(uuid[0], 7);
}

/* RFC 2202, test case 2: effcdf6ae5eb2fa2d27416d5f184df9c259a7c79. */
static void
signs_as_the_standard_says(void **state)
{
	char out[HMAC_SHA1_BASE64];

	(void)state;
	hmac_sha1_base64("Jefe", "what do ya want for nothing?", 28, out);
	assert_string_equal(out, "7/zfauXrL6LSdBbV8YTfnCWafHk=");
}

static void
tells_secrets_apart(void **state)
{
	(void)state;
	assert_true(secret_equal("a secret", "a secret"));
	assert_false(secret_equal("a secret", "a secre"));
	assert_false(secret_equal("a secret", "a secret "));
	assert_false(secret_equal("a secret", ""));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(hashes_as_the_standard_says),
	    cmocka_unit_test(hashes_a_file_of_any_size),
	    cmocka_unit_test(says_why_a_file_cannot_be_hashed),
	    cmocka_unit_test(signs_as_the_standard_says),
	    cmocka_unit_test(tells_secrets_apart),
	    cmocka_unit_test(makes_version_5_uuids),
	    cmocka_unit_test(reads_uuids_in_either_case),
	    cmocka_unit_test(refuses_what_is_no_uuid),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
