/* What counts of one listing when it is compared with others. */
#include "importers/likeness.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/compiler.h"
#include "base/number.h"
#include "base/url.h"
#include "schema/words.h"

#define START_WORDS 5 /* by which a text cut short is known again */

/* FNV-1a: names of things, in memory alone; nothing is stored under it. */
uint32_t
likeness_hash(const char *data, size_t length)
{
	uint64_t out = 14695981039346656037u;

	for (size_t i = 0; i < length; i++)
		out = (out ^ (unsigned char)data[i]) * 1099511628211u;
	out ^= out >> 32;
	return (uint32_t)out ? (uint32_t)out : 1;
}

static uint32_t
hash_text(const char *text)
{
	return text && *text ? likeness_hash(text, strlen(text)) : 0;
}

/* Letters and digits alone, in lower case: "gb-chc 123" is "GBCHC123". */
static uint32_t
hash_number(const char *text)
{
	char kept[64];
	size_t length = 0;

	for (; text && *text && length < sizeof(kept); text++) {
		if (isalnum((unsigned char)*text))
			kept[length++] = (char)tolower((unsigned char)*text);
	}
	return length ? likeness_hash(kept, length) : 0;
}

static void
value_add(uint32_t *values, size_t room, uint32_t value)
{
	for (size_t i = 0; value && i < room; i++) {
		if (values[i] == value)
			return;
		if (!values[i]) {
			values[i] = value;
			return;
		}
	}
}

/* What tells nothing in a name: joining words, articles, forms of company. */
static bool
tells_nothing(const char *word, size_t length)
{
	static const char *const words[] = {"a", "an", "and", "at", "by", "cic",
	    "cio", "for", "from", "in", "limited", "llp", "ltd", "of", "on",
	    "or", "our", "plc", "service", "the", "to", "with", "y", "yr"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strlen(words[i]) == length &&
		    memcmp(words[i], word, length) == 0)
			return true;
	}
	return false;
}

static bool
holds_word(const char *words, const char *word, size_t length)
{
	for (const char *at = words; *at; at += *at == ' ') {
		size_t long_it_is = strcspn(at, " ");

		if (long_it_is == length && memcmp(at, word, length) == 0)
			return true;
		at += long_it_is;
	}
	return false;
}

/* Adds the telling words of a text, each once, while there is room. */
static void
words_add(char out[LIKENESS_NAME], const char *text)
{
	const char *at = text, *end = text ? text + strlen(text) : NULL;
	size_t used = strlen(out);
	struct word word;

	while (at && (at = word_next(at, end, &word))) {
		if (word.length == 0 ||
		    tells_nothing(word.folded, word.length) ||
		    holds_word(out, word.folded, word.length))
			continue;
		if (used + word.length + 2 > LIKENESS_NAME)
			return;
		if (used)
			out[used++] = ' ';
		memcpy(out + used, word.folded, word.length);
		used += word.length;
		out[used] = '\0';
	}
}

/* Whether every word of one stands in the other. */
static bool
all_in(const char *words, const char *other)
{
	for (const char *at = words; *at; at += *at == ' ') {
		size_t length = strcspn(at, " ");

		if (!holds_word(other, at, length))
			return false;
		at += length;
	}
	return true;
}

static uint64_t
words_bits(const char *words)
{
	uint64_t bits = 0;

	for (const char *at = words; *at; at += *at == ' ') {
		size_t length = strcspn(at, " ");

		bits |= (uint64_t)1 << (likeness_hash(at, length) & 63);
		at += length;
	}
	return bits;
}

/* Pages and mail of many: they tell nothing of who it is. */
static bool
shared_host(const char *host)
{
	static const char *const hosts[] = {"aol.com", "bit.ly",
	    "btinternet.com", "eventbrite.co.uk", "eventbrite.com",
	    "facebook.com", "fb.com", "gmail.com", "google.com",
	    "googlemail.com", "gov.uk", "hotmail.co.uk", "hotmail.com",
	    "icloud.com", "instagram.com", "justgiving.com", "linkedin.com",
	    "linktr.ee", "live.co.uk", "me.com", "meetup.com", "msn.com",
	    "nhs.net", "nhs.uk", "ntlworld.com", "outlook.com", "sky.com",
	    "talktalk.net", "tiktok.com", "tinyurl.com", "twitter.com",
	    "virginmedia.com", "x.com", "yahoo.co.uk", "yahoo.com",
	    "youtube.com"};

	for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
		if (strcmp(hosts[i], host) == 0)
			return true;
	}
	return false;
}

/* "https://www.Example.org/x/?y" in two: "example.org" and "/x". */
static void
address_split(const char *url, char host[128], char path[256])
{
	const char *at = strstr(url, "://");
	size_t length;

	at = at ? at + 3 : url;
	if (strncasecmp(at, "www.", 4) == 0)
		at += 4;
	length = strcspn(at, "/?#:");
	snprintf(host, 128, "%.*s", (int)(length < 127 ? length : 127), at);
	for (char *c = host; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	at += strcspn(at, "/?#");
	snprintf(path, 256, "%.*s", (int)strcspn(at, "#"), at);
	length = strlen(path);
	while (length && path[length - 1] == '/')
		path[--length] = '\0';
}

static void
web_add(struct likeness *out, const char *url, bool page)
{
	char host[128], path[256], both[400];

	if (!url || !*url)
		return;
	address_split(url, host, path);
	if (!shared_host(host))
		value_add(out->hosts, LIKENESS_VALUES, hash_text(host));
	if (page && path[0]) {
		snprintf(both, sizeof(both), "%s%s", host, path);
		out->page = hash_text(both);
	}
}

static void
email_add(struct likeness *out, const char *email, bool own)
{
	const char *at = email ? strchr(email, '@') : NULL;
	char host[128], path[256], folded[200];
	size_t length = 0;

	if (!at)
		return;
	address_split(at + 1, host, path);
	if (!shared_host(host))
		value_add(out->hosts, LIKENESS_VALUES, hash_text(host));
	for (; email[length] && length < sizeof(folded) - 1; length++)
		folded[length] = (char)tolower((unsigned char)email[length]);
	if (own)
		out->email = likeness_hash(folded, length);
}

static void
places_add(struct likeness *out, const struct listing *listing)
{
	size_t count = 0;

	for (size_t i = 0; i < listing->locations_count; i++) {
		const struct listing_location *at = &listing->locations[i];

		words_add(out->towns, at->town);
		if (at->postcode && strchr(at->postcode, ' '))
			value_add(out->postcodes, LIKENESS_VALUES,
			    hash_number(at->postcode));
		if (at->position_from == POSITION_NONE ||
		    count == LIKENESS_VALUES)
			continue;
		out->places[count++] = (struct likeness_place){
		    .lat = (float)at->lat,
		    .lon = (float)at->lon,
		    .known = true,
		    .exact = at->position_from != POSITION_OUTCODE,
		};
	}
	for (size_t i = 0; i < listing->areas_count; i++)
		words_add(out->towns, listing->areas[i].name);
	for (size_t i = 0; i < listing->locations_count; i++)
		words_add(out->towns, listing->locations[i].county);
}

static void
rules_add(struct likeness *out, const struct listing *listing)
{
	long number;

	for (size_t i = 0; i < listing->rules_count; i++) {
		const struct listing_rule *rule = &listing->rules[i];
		const char *about = rule->dimension;

		if (strcmp(about, "age.min") == 0 && out->age_min < 0 &&
		    number_long(rule->value, 0, 150, &number))
			out->age_min = (int)number;
		else if (strcmp(about, "age.max") == 0 && out->age_max < 0 &&
			 number_long(rule->value, 0, 150, &number))
			out->age_max = (int)number;
		else if (strcmp(about, "gender") == 0) {
			out->women |= strcmp(rule->value, "women") == 0;
			out->men |= strcmp(rule->value, "men") == 0;
		} else if (strcmp(about, "group") == 0) {
			value_add(out->audiences, LIKENESS_TERMS,
			    hash_text(rule->value));
		}
	}
}

/* Three words of the text beside each other, and the least of their hashes:
 * two texts have as many samples in common as they are alike. */
static void
text_sample(struct likeness *out, const char *text)
{
	static const uint64_t stir[LIKENESS_TEXT] = {0x9e3779b97f4a7c15u,
	    0xbf58476d1ce4e5b9u, 0x94d049bb133111ebu, 0xd6e8feb86659fd93u,
	    0xa0761d6478bd642fu, 0xe7037ed1a0b428dbu, 0x8ebc6af09c88c6e3u,
	    0x589965cc75374cc3u};
	const char *at = text, *end = text ? text + strnlen(text, 600) : NULL;
	uint64_t last[2] = {0, 0};
	uint32_t start = 0;
	struct word word;

	memset(out->text, 0xff, sizeof(out->text));
	while (at && (at = word_next(at, end, &word))) {
		uint64_t one = likeness_hash(word.folded, word.length);
		uint64_t three = last[0] * 31 + last[1] * 17 + one;

		last[0] = last[1];
		last[1] = one;
		if (++out->text_words <= START_WORDS)
			start = start * 31 + (uint32_t)one;
		if (out->text_words == START_WORDS)
			out->text_start = start ? start : 1;
		if (out->text_words < 3)
			continue;
		for (size_t i = 0; i < LIKENESS_TEXT; i++) {
			uint32_t mixed = (uint32_t)((three * stir[i]) >> 32);

			if (mixed < out->text[i])
				out->text[i] = mixed;
		}
	}
}

/* The days of "Mon-Fri 9-5, Sat": Monday to Saturday. */
static unsigned
weekdays_of_text(const char *text)
{
	static const char *const days[] = {"monday", "tuesday", "wednesday",
	    "thursday", "friday", "saturday", "sunday"};
	const char *at = text, *end = text ? text + strlen(text) : NULL;
	const char *behind = NULL; /* the day that was met last */
	unsigned found = 0;
	struct word word;
	int last = -1;

	while (at && (at = word_next(at, end, &word))) {
		for (int day = 0; day < 7; day++) {
			size_t gap;

			if (word.length < 3 ||
			    strncmp(word.folded, days[day], word.length) != 0)
				continue;
			gap = behind ? (size_t)(word.start - behind) : 0;
			found |= 1u << day;
			if (behind && last >= 0 && gap <= 4 &&
			    (memchr(behind, '-', gap) ||
				memmem(behind, gap, "to", 2)))
				for (int i = last; i != day; i = (i + 1) % 7)
					found |= 1u << i;
			last = day;
			behind = word.end;
		}
	}
	return found;
}

static void
hours_add(struct likeness *out, const struct listing *listing)
{
	for (size_t i = 0; i < listing->openings_count; i++) {
		const struct listing_opening *at = &listing->openings[i];
		int numbers[3] = {at->weekday, at->opens, at->closes};

		if (at->weekday < 7)
			out->weekdays |= 1u << at->weekday;
		out->hours =
		    out->hours * 31 +
		    likeness_hash((const char *)numbers, sizeof(numbers));
	}
	if (!listing->openings_count) {
		out->weekdays = weekdays_of_text(listing->hours);
		out->hours = hash_number(listing->hours);
	}
}

/* "RDYEW", "5CN17": a code of the NHS's Organisation Data Service. */
static bool
is_ods(const char *id)
{
	size_t length = id ? strlen(id) : 0;
	bool letter = false;

	if (length < 3 || length > 8)
		return false;
	for (; *id; id++) {
		if (!isdigit((unsigned char)*id) &&
		    !isupper((unsigned char)*id))
			return false;
		letter |= isupper((unsigned char)*id) != 0;
	}
	return letter;
}

void
likeness_of(struct likeness *out, const struct listing *listing)
{
	memset(out, 0, sizeof(*out));
	out->age_min = out->age_max = -1;
	out->service = listing->row;
	out->kind = listing->kind;
	words_add(out->name, listing->name);
	words_add(out->other_name, listing->alternate_name);
	words_add(out->organisation, listing->org_name);
	/* One that is called like its service says nothing more than that. */
	if (all_in(out->name, out->organisation))
		out->organisation[0] = '\0';
	out->name_words = words_bits(out->name) | words_bits(out->other_name);
	for (size_t i = 0; i < listing->phones_count; i++)
		value_add(out->phones, LIKENESS_VALUES,
		    hash_number(listing->phones[i].dial));
	web_add(out, listing->url, true);
	web_add(out, listing->org_url, false);
	email_add(out, listing->email, true);
	email_add(out, listing->org_email, false);
	out->charity = hash_number(listing->org_charity);
	out->company = hash_number(listing->org_company);
	out->org_id = hash_text(listing->org_id);
	if (is_ods(listing->org_id))
		out->ods = out->org_id;
	out->own_uuid = hash_number(listing->own_uuid);
	places_add(out, listing);
	rules_add(out, listing);
	for (size_t i = 0; i < listing->types_count; i++)
		value_add(out->types, LIKENESS_TERMS,
		    hash_text(listing->types[i].id));
	text_sample(out,
	    listing->description ? listing->description : listing->summary);
	hours_add(out, listing);
}

void
likeness_name_words(const struct likeness *likeness,
    void (*cb)(void *arg, const char *word, size_t length), void *arg)
{
	for (const char *at = likeness->name; *at; at += *at == ' ') {
		size_t length = strcspn(at, " ");

		cb(arg, at, length);
		at += length;
	}
}

/* The words of a name in any order: all, and those that are its own. */
struct name_sum {
	const struct likeness *likeness;
	uint64_t all, own;
};

static void
name_sum_cb(void *arg, const char *word, size_t length)
{
	struct name_sum *sum = arg;
	uint64_t one = likeness_hash(word, length);

	sum->all += one;
	if (!holds_word(sum->likeness->organisation, word, length) &&
	    !holds_word(sum->likeness->towns, word, length))
		sum->own += one;
}

struct key_list {
	uint64_t *keys;
	size_t count;
};

/* The same number under another kind is another key. */
static void
key_add(struct key_list *list, unsigned kind, uint64_t value)
{
	uint64_t key = (value + kind) * 0x9e3779b97f4a7c15u;

	if (value)
		list->keys[list->count++] = key ^ key >> 29;
}

size_t
likeness_keys(const struct likeness *likeness, uint64_t keys[LIKENESS_KEYS],
    uint64_t *order)
{
	struct key_list list = {.keys = keys};
	struct name_sum sum = {.likeness = likeness};

	likeness_name_words(likeness, name_sum_cb, &sum);
	*order = sum.own ? sum.own : sum.all;
	key_add(&list, 1, sum.all);
	if (sum.own != sum.all)
		key_add(&list, 1, sum.own);
	for (size_t i = 0; i < LIKENESS_VALUES; i++) {
		key_add(&list, 2, likeness->phones[i]);
		key_add(&list, 3, likeness->postcodes[i]);
		key_add(&list, 4, likeness->hosts[i]);
	}
	key_add(&list, 5, likeness->page);
	key_add(&list, 6, likeness->charity);
	key_add(&list, 7, likeness->company);
	key_add(&list, 8, likeness->own_uuid);
	key_add(&list, 9, likeness->ods);
	return list.count;
}

/* The words stand last, one text behind the other. */
size_t
likeness_pack(
    const struct likeness *likeness, unsigned char out[sizeof(struct likeness)])
{
	const char *const words[] = {likeness->name, likeness->other_name,
	    likeness->organisation, likeness->towns};
	size_t used = offsetof(struct likeness, name);

	memcpy(out, likeness, used);
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		memcpy(out + used, words[i], strlen(words[i]) + 1);
		used += strlen(words[i]) + 1;
	}
	return used;
}

void
likeness_unpack(struct likeness *out, const void *data, size_t length)
{
	char *const words[] = {
	    out->name, out->other_name, out->organisation, out->towns};
	size_t used = offsetof(struct likeness, name);
	const char *bytes = data;

	assert(length > used && bytes[length - 1] == '\0');
	memcpy(out, data, used);
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		size_t with_end = strlen(bytes + used) + 1;

		assert(with_end <= LIKENESS_NAME && used + with_end <= length);
		memcpy(words[i], bytes + used, with_end);
		used += with_end;
	}
}
