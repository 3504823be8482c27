/* "duplicates": pairs with their evidence, and what a person decides. */
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/json.h"
#include "base/log.h"
#include "importers/commands.h"
#include "importers/duplicates.h"
#include "schema/record_duplicate.h"

struct telling {
	struct workshop *shop;
	struct json *json; /* NULL: for people */
	long joined, near;
};

static const char *
first_phone(const struct listing *listing)
{
	for (size_t i = 0; i < listing->phones_count; i++) {
		if (listing->phones[i].show)
			return listing->phones[i].show;
	}
	return NULL;
}

static const char *
first_place(const struct listing *listing, bool postcode)
{
	for (size_t i = 0; i < listing->locations_count; i++) {
		const struct listing_location *at = &listing->locations[i];
		const char *text = postcode ? at->postcode : at->town;

		if (text)
			return text;
	}
	return NULL;
}

static void
say_listing(const struct telling *telling, const struct listing *listing,
    const char *feed)
{
	const char *facts[] = {listing->org_name, first_place(listing, false),
	    first_place(listing, true), first_phone(listing),
	    listing->source_id};

	if (telling->json) {
		json_open(telling->json, NULL, '{');
		json_string(telling->json, "code", listing->code);
		json_string(telling->json, "feed", feed);
		json_string_if(telling->json, "source_id", listing->source_id);
		json_string(telling->json, "name", listing->name);
		json_string_if(telling->json, "organisation", facts[0]);
		json_string_if(telling->json, "town", facts[1]);
		json_string_if(telling->json, "postcode", facts[2]);
		json_string_if(telling->json, "phone", facts[3]);
		json_close(telling->json, '}');
		return;
	}
	printf("  %s  %s (%s", listing->code, listing->name, feed);
	for (size_t i = 0; i < ARRAY_LEN(facts); i++) {
		if (facts[i])
			printf(", %s", facts[i]);
	}
	puts(")");
}

static void
say_evidence(const struct telling *telling, const struct evidence *evidence)
{
	if (telling->json)
		json_open(telling->json, "evidence", '[');
	for (size_t i = 0; i < N_SIGNS; i++) {
		const char *words = sign_words((enum sign)i);

		if (!evidence->points[i])
			continue;
		if (telling->json) {
			json_open(telling->json, NULL, '{');
			json_string(telling->json, "sign", words);
			json_integer(
			    telling->json, "points", evidence->points[i]);
			if (i == SIGN_OTHER_NAME)
				json_string_if(telling->json, "words",
				    evidence->different);
			json_close(telling->json, '}');
		} else {
			printf("    %+4d  %s", evidence->points[i], words);
			if (i == SIGN_OTHER_NAME)
				printf(": %s", evidence->different);
			putchar('\n');
		}
	}
	if (telling->json)
		json_close(telling->json, ']');
}

static const char *
state_of(const struct duplicate_pair *pair)
{
	if (pair->decided)
		return pair->joined ? "joined, as you decided"
				    : "kept apart, as you decided";
	return pair->joined ? "joined" : "not joined, but look";
}

static void
pair_cb(void *arg, const struct duplicate_pair *pair)
{
	struct telling *telling = arg;
	struct record *record = telling->shop->record;
	struct arena arena = {0};
	struct listing one, other;
	char *feeds[2];

	if (record_compared_read(record, pair->one, &arena, &one, &feeds[0]) ==
		RECORD_OK &&
	    record_compared_read(
		record, pair->other, &arena, &other, &feeds[1]) == RECORD_OK) {
		telling->joined += pair->joined;
		telling->near += !pair->joined;
		if (telling->json) {
			json_open(telling->json, NULL, '{');
			json_bool(telling->json, "joined", pair->joined);
			json_bool(telling->json, "decided", pair->decided);
			json_integer(
			    telling->json, "score", pair->evidence.score);
			json_open(telling->json, "listings", '[');
		} else {
			printf("%s: %d points\n", state_of(pair),
			    pair->evidence.score);
		}
		say_listing(telling, &one, feeds[0]);
		say_listing(telling, &other, feeds[1]);
		if (telling->json)
			json_close(telling->json, ']');
		say_evidence(telling, &pair->evidence);
		if (telling->json)
			json_close(telling->json, '}');
	}
	arena_clear(&arena);
}

static int
tell(struct workshop *shop)
{
	struct buf out = {0};
	struct json json = {.out = &out};
	struct telling telling = {
	    .shop = shop, .json = shop->options->json ? &json : NULL};
	bool told;

	if (!record_begin(shop->record))
		return EXIT_FAILED;
	if (telling.json) {
		json_open(&json, NULL, '{');
		json_open(&json, "pairs", '[');
	}
	told = duplicates_tell(shop->record, pair_cb, &telling);
	record_rollback(shop->record);
	if (telling.json) {
		json_close(&json, ']');
		json_integer(&json, "joined", telling.joined);
		json_integer(&json, "near", telling.near);
		json_close(&json, '}');
		puts(buf_text(&out));
	} else if (told) {
		printf("%ld pair%s joined, %ld more to look at\n",
		    telling.joined, telling.joined == 1 ? "" : "s",
		    telling.near);
	}
	fflush(stdout);
	buf_clear(&out);
	return told ? EXIT_DONE : EXIT_FAILED;
}

static enum pair_decided
decide(const struct workshop *shop, const char **wrong)
{
	const struct options *options = shop->options;
	const char *one = options->arguments[0], *other = options->arguments[1];

	if (options->forget)
		return record_pair_forget(shop->record, one, other, wrong);
	return record_pair_decide(
	    shop->record, one, other, options->same, wrong);
}

/* False: nothing was decided, and why has been said. */
static bool
decided(const struct workshop *shop)
{
	const char *wrong = "";

	switch (decide(shop, &wrong)) {
	case PAIR_DECIDED:
		return true;
	case PAIR_ONE_CODE:
		log_line("%s: this is one listing, not two", wrong);
		break;
	case PAIR_UNKNOWN:
		log_line("%s: no listing has this code", wrong);
		break;
	case PAIR_NOTHING:
		log_line("%s and %s: nothing was decided about them",
		    shop->options->arguments[0], shop->options->arguments[1]);
		break;
	case PAIR_FAILED:
		break;
	}
	return false;
}

static void
say_decided(const struct options *options)
{
	const char *text = options->forget ? "decided by evidence again"
			   : options->same
			       ? "one service, until you forget it"
			       : "two services, until you forget it";
	struct buf out = {0};
	struct json json = {.out = &out};

	if (options->json) {
		json_open(&json, NULL, '{');
		json_open(&json, "codes", '[');
		json_string(&json, NULL, options->arguments[0]);
		json_string(&json, NULL, options->arguments[1]);
		json_close(&json, ']');
		json_string(&json, "done", text);
		json_close(&json, '}');
		puts(buf_text(&out));
	} else {
		printf("%s and %s: %s\n", options->arguments[0],
		    options->arguments[1], text);
	}
	fflush(stdout);
	buf_clear(&out);
}

/* The decision and what follows from it are one transaction. */
static int
decide_pair(struct workshop *shop)
{
	if (!record_begin(shop->record))
		return EXIT_FAILED;
	if (!decided(shop) || !duplicates_join(shop->record)) {
		record_rollback(shop->record);
		return EXIT_FAILED;
	}
	record_changed(shop->record);
	if (!record_commit(shop->record))
		return EXIT_FAILED;
	say_decided(shop->options);
	return workshop_publish(shop, EXIT_DONE, false);
}

int
command_duplicates(const struct options *options)
{
	struct workshop shop;
	int status;

	if (!workshop_open(&shop, options))
		return EXIT_FAILED;
	status = options->arguments_count ? decide_pair(&shop) : tell(&shop);
	workshop_close(&shop);
	return status;
}
