#include "schema/record_code.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "schema/record_internal.h"

static const char alphabet[] = CODE_ALPHABET;

/* How many codes of one UUID are tried: one in six is passed over. */
#define CODE_TRIES 1000

void
code_derive(const char *uuid, unsigned counter, char out[LISTING_CODE_TEXT])
{
	char seed[UUID_TEXT + 12];
	unsigned char hash[SHA256_BYTES];
	uint64_t number = 0;

	snprintf(seed, sizeof(seed), "%s %u", uuid, counter);
	sha256(seed, strlen(seed), hash);
	for (size_t i = 0; i < sizeof(number); i++)
		number = number << 8 | hash[i];
	for (size_t i = 0; i < LISTING_CODE_BYTES; i++) {
		out[i] = alphabet[number % (sizeof(alphabet) - 1)];
		number /= sizeof(alphabet) - 1;
	}
	out[LISTING_CODE_BYTES] = '\0';
}

/* True where nobody had the code. */
static bool
code_take(struct record *record, const char *code, const char *uuid,
    enum code_kind kind, unsigned counter)
{
	struct query q = query_begin(record, CODE_ADD);
	bool taken;

	query_text(&q, ":code", code);
	query_text(&q, ":uuid", uuid);
	query_long(&q, ":kind", kind);
	query_long(&q, ":counter", counter);
	taken = query_row(&q);
	return query_end(&q) == RECORD_OK && taken;
}

enum record_result
record_code_give(struct record *record, const char *uuid, enum code_kind kind,
    char out[LISTING_CODE_TEXT])
{
	for (unsigned counter = 0; counter < CODE_TRIES; counter++) {
		code_derive(uuid, counter, out);
		if (!code_valid(out))
			continue;
		if (code_take(record, out, uuid, kind, counter))
			return RECORD_OK;
		if (record->failed)
			return RECORD_FAILED;
	}
	log_line("record: no code is left for %s", uuid);
	record->failed = true;
	return RECORD_FAILED;
}

enum record_result
record_code_find(struct record *record, const char *code, char uuid[UUID_TEXT],
    enum code_kind *kind)
{
	struct query q = query_begin(record, CODE_BY_CODE);
	bool found;

	query_text(&q, ":code", code);
	found = query_row(&q);
	if (found) {
		query_column_copy(&q, uuid, UUID_TEXT);
		*kind = (enum code_kind)query_column_long(&q);
	}
	if (query_end(&q) != RECORD_OK)
		return RECORD_FAILED;
	return found ? RECORD_OK : RECORD_NOT_FOUND;
}
