#include "importers/normalise.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/number.h"
#include "base/url.h"
#include "base/utf8.h"
#include "importers/normalise_internal.h"
#include "schema/listing_fields.h"
#include "schema/phone.h"
#include "schema/stated.h"

/* Before this day nobody kept a directory that is still in use. */
#define EARLIEST_YEAR 1990
#define OLDEST_AGE    120 /* years: nobody is older */

void
normalise_report(const struct normaliser *normaliser,
    const struct listing *listing, const char *field, const char *done,
    const char *format, ...)
{
	struct buf what = {0};
	struct problem problem = {.kind = PROBLEM_FIELD};
	va_list args;

	va_start(args, format);
	buf_vprintf(&what, format, args);
	va_end(args);
	problem.line = listing->line > 0 ? listing->line : 1;
	problem.record =
	    listing->source_id ? listing->source_id : listing->name;
	problem.field = field;
	utf8_mend(what.data); /* the format may have cut a character */
	problem.what = what.data;
	problem.done = done;
	normaliser->problem(normaliser->arg, &problem);
	buf_clear(&what);
}

/* Folded; compared without a full stop behind it. */
static const char *const placeholders[] = {"-", "--", "---", "?", "http://",
    "https://", "n/a", "na", "n.a", "nil", "none given", "not applicable",
    "not available", "not given", "not known", "not provided", "not relevant",
    "no telephone", "no telephone number", "no telephone number available",
    "no phone", "no email", "no website", "null", "tba", "tbc", "to be advised",
    "to be confirmed", "unknown", "various", "x", "xx", "xxx",
    "information will be posted asap"};

bool
normalise_placeholder(const char *text)
{
	char *folded;
	size_t length;
	bool found = false;

	if (strlen(text) > 60)
		return false;
	folded = utf8_fold(text);
	length = strlen(folded);
	while (length > 0 && strchr(". !", folded[length - 1]))
		folded[--length] = '\0';
	found = length == 0;
	for (size_t i = 0; !found && i < ARRAY_LEN(placeholders); i++)
		found = strcmp(folded, placeholders[i]) == 0;
	free(folded);
	return found;
}

/* Most texts are clean ASCII already: then there is nothing to do. */
static bool
is_clean(const char *text, bool lines)
{
	char before = ' ';

	for (; *text; text++) {
		if (*text < ' ' && !(lines && *text == '\n' && before != '\n'))
			return false;
		if (*text == 0x7f || (*text == ' ' && before <= ' '))
			return false;
		before = *text;
	}
	return before > ' ';
}

/* Runs of white space become one blank, or where lines count, one newline. */
static void
squeeze(char *text, bool lines)
{
	char *out = text;
	bool blank = false;
	int newlines = 0;

	for (; *text; text++) {
		if (strchr(" \t\n\r", *text)) {
			blank = true;
			newlines += *text == '\n';
			continue;
		}
		if (blank && lines && newlines)
			*out++ = '\n';
		else if (blank)
			*out++ = ' ';
		blank = false;
		newlines = 0;
		*out++ = *text;
	}
	*out = '\0';
}

static char *
cleaned(struct arena *arena, const char *text, bool lines)
{
	char *clean = utf8_clean(text), *start = clean, *out;

	start += strspn(start, " \t\n\r");
	squeeze(start, lines);
	out = arena_strdup(arena, start);
	free(clean);
	return out;
}

char *
normalise_text(const struct normaliser *normaliser,
    const struct listing *listing, const char *field, char *text,
    size_t max_bytes, bool lines)
{
	size_t length;

	if (!text)
		return NULL;
	if (!is_clean(text, lines))
		text = cleaned(listing->arena, text, lines);
	if (!*text || normalise_placeholder(text))
		return NULL;
	length = strlen(text);
	if (length > max_bytes) {
		normalise_report(normaliser, listing, field, "cut",
		    "it is %zu bytes long, the most is %zu", length, max_bytes);
		text[utf8_clip(text, max_bytes)] = '\0';
	}
	return text;
}

static void
texts(const struct normaliser *normaliser, struct listing *listing)
{
	for (size_t i = 0; i < LISTING_FIELDS; i++) {
		const struct listing_field *field = &listing_fields[i];
		char **text = listing_field_text(listing, field);

		if (field->stated)
			*text = normalise_text(normaliser, listing, field->name,
			    *text, field->max_bytes, field->lines);
	}
}

static void
link_check(const struct normaliser *normaliser, struct listing *listing,
    const char *field, char **text)
{
	char *link;

	if (!*text)
		return;
	link = url_link(*text);
	if (!link)
		normalise_report(normaliser, listing, field, "left out",
		    "'%.100s' is no web address", *text);
	*text = arena_strdup(listing->arena, link);
	free(link);
}

static bool
is_email(const char *text)
{
	const char *at = strchr(text, '@');

	return at && at > text && !strchr(at + 1, '@') && strchr(at, '.') &&
	       at[1] != '.' && !strpbrk(text, " \t\n<>\"(),;:");
}

static void
email_check(const struct normaliser *normaliser, struct listing *listing,
    const char *field, char **text)
{
	if (!*text)
		return;
	if (strncasecmp(*text, "mailto:", 7) == 0)
		*text += 7;
	if (is_email(*text))
		return;
	normalise_report(normaliser, listing, field, "left out",
	    "'%.100s' is no e-mail address", *text);
	*text = NULL;
}

static bool
dial_valid(const char *dial)
{
	size_t digits = strspn(dial + (*dial == '+'), "0123456789");

	return dial[digits + (*dial == '+')] == '\0' &&
	       digits <= PHONE_MAX_DIGITS && digits >= (*dial == '+' ? 8 : 3) &&
	       (*dial == '+' || digits <= 6);
}

static void
phones(const struct normaliser *normaliser, struct listing *listing)
{
	size_t kept = 0;

	for (size_t i = 0; i < listing->phones_count; i++) {
		struct listing_phone phone = listing->phones[i];

		phone.given = normalise_text(normaliser, listing, "phone",
		    phone.given, LISTING_MAX_SHORT, false);
		phone.note = normalise_text(normaliser, listing, "phone",
		    phone.note, LISTING_MAX_SHORT, false);
		if (phone.dial && !dial_valid(phone.dial)) {
			normalise_report(normaliser, listing, "phone",
			    "shown without a link", "'%.60s' cannot be dialled",
			    phone.dial);
			phone.dial = NULL;
		}
		phone.show =
		    phone.dial ? phone_show(listing->arena, phone.dial) : NULL;
		if (phone.dial || phone.given)
			listing->phones[kept++] = phone;
	}
	listing->phones_count = kept;
}

static bool
same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool
has_category(const struct listing *listing, size_t count,
    const struct listing_category *term)
{
	for (size_t i = 0; i < count; i++)
		if (same_text(listing->categories[i].scheme, term->scheme) &&
		    same_text(listing->categories[i].code, term->code) &&
		    same_text(listing->categories[i].label, term->label))
			return true;
	return false;
}

static void
categories(const struct normaliser *normaliser, struct listing *listing)
{
	size_t kept = 0;

	for (size_t i = 0; i < listing->categories_count; i++) {
		struct listing_category term = listing->categories[i];

		term.scheme = normalise_text(normaliser, listing, "category",
		    term.scheme, LISTING_MAX_NAME, false);
		term.code = normalise_text(normaliser, listing, "category",
		    term.code, LISTING_MAX_NAME, false);
		term.label = normalise_text(normaliser, listing, "category",
		    term.label, LISTING_MAX_NAME, false);
		if ((term.code || term.label) &&
		    !has_category(listing, kept, &term))
			listing->categories[kept++] = term;
	}
	listing->categories_count = kept;
}

/* The constants of a mapping: a slip there must not pass unseen. */
static void
types(const struct normaliser *normaliser, struct listing *listing)
{
	size_t kept = 0;

	for (size_t i = 0; i < listing->types_count; i++) {
		const char *id = listing->types[i].id;

		if (id && vocabulary_type_find(normaliser->vocabulary, id) >= 0)
			listing->types[kept++] = listing->types[i];
		else
			normalise_report(normaliser, listing, "type",
			    "left out", "'%.60s' is no service type",
			    id ? id : "");
	}
	listing->types_count = kept;
}

static bool
rule_valid(const struct vocabulary *vocabulary, const struct listing_rule *rule)
{
	long age;

	if (!rule->dimension || !rule->value)
		return false;
	if (strncmp(rule->dimension, "age.", 4) == 0)
		return number_long(rule->value, 0, OLDEST_AGE, &age);
	return strcmp(rule->dimension, "area.place") == 0 ||
	       vocabulary_term_label(
		   vocabulary, rule->dimension, rule->value) != NULL;
}

static void
rules(const struct normaliser *normaliser, struct listing *listing)
{
	size_t kept = 0;

	for (size_t i = 0; i < listing->rules_count; i++) {
		struct listing_rule *rule = &listing->rules[i];

		if (rule_valid(normaliser->vocabulary, rule)) {
			rule->sentence =
			    normalise_text(normaliser, listing, "eligibility",
				rule->sentence, LISTING_MAX_SHORT, false);
			listing->rules[kept++] = *rule;
			continue;
		}
		normalise_report(normaliser, listing, "eligibility", "left out",
		    "'%.40s=%.60s' is no rule we know",
		    rule->dimension ? rule->dimension : "",
		    rule->value ? rule->value : "");
	}
	listing->rules_count = kept;
}

static void
day_check(const struct normaliser *normaliser, struct listing *listing,
    const char *field, day_t *day)
{
	char text[DATE_TEXT];

	if (!*day)
		return;
	if (*day >= date_from_civil(EARLIEST_YEAR, 1, 1) &&
	    *day <= normaliser->today + 1)
		return;
	date_text(*day, text);
	normalise_report(normaliser, listing, field, "left out",
	    *day > normaliser->today ? "%s is in the future"
				     : "%s is long before any directory",
	    text);
	*day = 0;
}

static void
languages(const struct normaliser *normaliser, struct listing *listing)
{
	unsigned kept = 0;

	for (unsigned i = 0; i < listing->languages_count; i++) {
		char *text = normalise_text(normaliser, listing, "language",
		    listing->languages[i], LISTING_MAX_NAME, false);

		if (text)
			listing->languages[kept++] = text;
	}
	listing->languages_count = kept;
}

/* A feed's own mark is taken at its word; else its prose may tell. */
static void
status_give(const struct vocabulary *vocabulary, struct listing *listing)
{
	const char *const texts[] = {listing->summary, listing->description,
	    listing->referral, listing->hours};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		if (listing->status == LISTING_ACTIVE ||
		    listing->status == LISTING_PAUSED) {
			enum listing_status said =
			    vocabulary_status(vocabulary, texts[i]);

			if (said != LISTING_ACTIVE)
				listing->status = said;
		}
}

void
normalise_derive(const struct normaliser *normaliser, struct listing *listing)
{
	if (!listing->name)
		return;
	status_give(normaliser->vocabulary, listing);
	vocabulary_types_give(normaliser->vocabulary, listing);
	normalise_privacy(normaliser, listing);
	stated_rules_give(normaliser->vocabulary, listing);
}

void
normalise_fields(const struct normaliser *normaliser, struct listing *listing)
{
	texts(normaliser, listing);
	link_check(normaliser, listing, "url", &listing->url);
	link_check(normaliser, listing, "org_url", &listing->org_url);
	email_check(normaliser, listing, "email", &listing->email);
	email_check(normaliser, listing, "org_email", &listing->org_email);
	phones(normaliser, listing);
	categories(normaliser, listing);
	types(normaliser, listing);
	rules(normaliser, listing);
	languages(normaliser, listing);
	day_check(normaliser, listing, "checked", &listing->checked);
	day_check(normaliser, listing, "modified", &listing->modified);
	day_check(normaliser, listing, "collected", &listing->collected);
	if (!listing->collected)
		listing->collected = normaliser->collected;
	listing->modes &= MODE_ALL;
	normalise_locations(normaliser, listing);
	normalise_areas(normaliser, listing);
}

void
normalise_listing(const struct normaliser *normaliser, struct listing *listing)
{
	normalise_fields(normaliser, listing);
	normalise_derive(normaliser, listing);
}
