/* Signs for and against two listings being one, and their points. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/compiler.h"
#include "importers/likeness.h"

#define NEAR_KM   0.15 /* one address, as two gazetteers place it */
#define ABOUT_KM  1.5  /* one part of a town */
#define FAR_KM    5.0  /* another branch, whatever it is called */
#define AGE_SLACK 2    /* years by which sources round */

static const struct {
	int points;
	const char *words;
} signs[N_SIGNS] = {
    [SIGN_NAME] = {40, "same telling words in the name"},
    [SIGN_NAME_NEAR] = {36, "same name but for its place, its organisation"
			    " or a slip"},
    [SIGN_NAME_COMMON] = {30, "same name, of words that many names have"},
    [SIGN_IDENTIFIER] = {60, "same UUID of its own"},
    [SIGN_PHONE] = {26, "same phone number"},
    [SIGN_PAGE] = {20, "same web page"},
    [SIGN_EMAIL] = {10, "same e-mail address"},
    [SIGN_ORGANISATION_NUMBER] = {24, "same charity, company or NHS number"},
    [SIGN_ORGANISATION] = {16, "same organisation"},
    [SIGN_HOST] = {8, "same web site or mail domain"},
    [SIGN_POSTCODE] = {22, "same postcode"},
    [SIGN_NEARBY] = {16, "same spot"},
    [SIGN_TOWN] = {5, "same part of town"},
    [SIGN_TEXT] = {18, "same description"},
    [SIGN_TEXT_MOSTLY] = {10, "much of the description is the same"},
    [SIGN_TYPE] = {4, "a type of service in common"},
    [SIGN_HOURS] = {6, "same hours"},
    [SIGN_OTHER_NAME] = {-60, "other telling words in the name"},
    [SIGN_OTHER_PHONE] = {-12, "other phone numbers"},
    [SIGN_OTHER_NUMBER] = {-40, "other charity or company number"},
    [SIGN_OTHER_ORGANISATION] = {-18, "another organisation"},
    [SIGN_OTHER_POSTCODE] = {-8, "another postcode"},
    [SIGN_OTHER_SITE] = {-60, "another postcode, in one feed"},
    [SIGN_OTHER_PLACE] = {-15, "another part of town"},
    [SIGN_FAR] = {-60, "another town"},
    [SIGN_OTHER_TEXT] = {-8, "another description"},
    [SIGN_OTHER_TEXT_WITHIN] = {-16, "another description, in one feed"},
    [SIGN_OTHER_TYPE] = {-10, "no type of service in common"},
    [SIGN_OTHER_HOURS] = {-4, "other hours"},
    [SIGN_OTHER_DAYS] = {-40, "other days of the week, in one feed"},
    [SIGN_OTHER_AGE] = {-14, "other ages"},
    [SIGN_APART_AGE] = {-60, "ages that do not meet"},
    [SIGN_OTHER_GENDER] = {-60, "one for women, one for men"},
    [SIGN_OTHER_AUDIENCE] = {-14, "for other people"},
    [SIGN_OTHER_KIND] = {-40, "one is an organisation, one a service"},
};

const char *
sign_words(enum sign sign)
{
	return signs[sign].words;
}

static void
give(struct evidence *out, enum sign sign)
{
	out->points[sign] = signs[sign].points;
	out->score += signs[sign].points;
}

/* One that keeps them apart, whatever else they have in common. */
static void
part(struct evidence *out, enum sign sign)
{
	give(out, sign);
	out->apart = true;
}

/* One more independent sign for it. */
static void
support(struct evidence *out, enum sign sign)
{
	give(out, sign);
	out->kinds++;
}

enum meeting {
	MEET_UNKNOWN, /* one of them gives none */
	MEET_SOME,
	MEET_NONE,
};

static enum meeting
values_meet(const uint32_t *a, const uint32_t *b, size_t room)
{
	if (!a[0] || !b[0])
		return MEET_UNKNOWN;
	for (size_t i = 0; i < room && a[i]; i++) {
		for (size_t j = 0; j < room && b[j]; j++) {
			if (a[i] == b[j])
				return MEET_SOME;
		}
	}
	return MEET_NONE;
}

static enum meeting
value_meets(uint32_t a, uint32_t b)
{
	return values_meet(&a, &b, 1);
}

struct span {
	const char *start;
	size_t length;
};

/* The words of a likeness, and what they are worth in this comparison. */
struct spans {
	struct span all[LIKENESS_NAME / 2];
	bool met[LIKENESS_NAME / 2];
	size_t count, met_count;
};

static void
spans_fill(struct spans *out, const char *words)
{
	memset(out, 0, sizeof(*out));
	for (const char *at = words; *at; at += *at == ' ') {
		size_t length = strcspn(at, " ");

		out->all[out->count++] = (struct span){at, length};
		at += length;
	}
}

static bool
same_word(const struct span *a, const struct span *b)
{
	return a->length == b->length &&
	       memcmp(a->start, b->start, a->length) == 0;
}

static bool
all_letters(const struct span *word)
{
	for (size_t i = 0; i < word->length; i++) {
		if (word->start[i] >= '0' && word->start[i] <= '9')
			return false;
	}
	return true;
}

/*
 * One letter too many, too few or another, or two changed about: in a long
 * word that begins alike.  "Boys" and "toys" are two words.
 */
static bool
slip_of(const struct span *a, const struct span *b)
{
	size_t head = 0, tail = 0;
	const struct span *shorter = a->length < b->length ? a : b;
	size_t least = shorter->length;

	if (least < 6 || a->length + b->length - 2 * least > 1 ||
	    a->start[0] != b->start[0] || !all_letters(a) || !all_letters(b))
		return false;
	while (head < least && a->start[head] == b->start[head])
		head++;
	while (tail < least - head &&
	       a->start[a->length - 1 - tail] == b->start[b->length - 1 - tail])
		tail++;
	if (head + tail + 1 >= a->length && head + tail + 1 >= b->length)
		return true;
	return a->length == b->length && head + tail + 2 == a->length &&
	       a->start[head] == b->start[head + 1] &&
	       a->start[head + 1] == b->start[head];
}

static void
spans_meet(struct spans *a, struct spans *b,
    bool (*meets)(const struct span *, const struct span *))
{
	for (size_t i = 0; i < a->count; i++) {
		for (size_t j = 0; j < b->count && !a->met[i]; j++) {
			if (b->met[j] || !meets(&a->all[i], &b->all[j]))
				continue;
			a->met[i] = b->met[j] = true;
			a->met_count++;
			b->met_count++;
		}
	}
}

static bool
stands_in(const char *words, const struct span *word)
{
	for (const char *at = words; *at; at += *at == ' ') {
		struct span other = {at, strcspn(at, " ")};

		if (same_word(&other, word))
			return true;
		at += other.length;
	}
	return false;
}

/* What a name may have more: who runs it, where it is. */
static bool
excused(
    const struct span *word, const struct likeness *a, const struct likeness *b)
{
	return stands_in(a->organisation, word) ||
	       stands_in(b->organisation, word) || stands_in(a->towns, word) ||
	       stands_in(b->towns, word);
}

static void
note_different(struct evidence *out, const struct spans *spans)
{
	size_t used = strlen(out->different);

	for (size_t i = 0; i < spans->count; i++) {
		const struct span *word = &spans->all[i];

		if (spans->met[i] || used + word->length + 3 > LIKENESS_NAME)
			continue;
		if (used)
			out->different[used++] = ' ';
		memcpy(out->different + used, word->start, word->length);
		used += word->length;
		out->different[used] = '\0';
	}
}

enum naming {
	NAMING_OTHER,
	NAMING_COMMON,
	NAMING_NEAR,
	NAMING_SAME,
};

struct naming_case {
	const struct likeness *a, *b;
	likeness_rare *rare;
	void *arg;
};

static enum naming
names_compare(const struct naming_case *pair, const char *one,
    const char *other, struct evidence *out)
{
	struct spans a, b;
	bool rare = !pair->rare, all_excused = true;
	size_t alike;

	spans_fill(&a, one);
	spans_fill(&b, other);
	spans_meet(&a, &b, same_word);
	for (size_t i = 0; i < a.count && !rare; i++)
		rare = a.met[i] &&
		       pair->rare(pair->arg, a.all[i].start, a.all[i].length);
	alike = a.met_count;
	spans_meet(&a, &b, slip_of);
	for (size_t i = 0; i < a.count; i++)
		all_excused &= a.met[i] || excused(&a.all[i], pair->a, pair->b);
	for (size_t i = 0; i < b.count; i++)
		all_excused &= b.met[i] || excused(&b.all[i], pair->a, pair->b);
	if (!a.met_count || !all_excused ||
	    (a.met_count < a.count && b.met_count < b.count)) {
		if (out) {
			note_different(out, &a);
			note_different(out, &b);
			out->names_alike = 2 * a.met_count >= a.count &&
					   2 * b.met_count >= b.count;
		}
		return NAMING_OTHER;
	}
	if (!rare)
		return NAMING_COMMON;
	if (alike < a.met_count || a.met_count < a.count ||
	    b.met_count < b.count)
		return NAMING_NEAR;
	return NAMING_SAME;
}

/* Each has a name, and perhaps another one. */
static void
weigh_names(struct evidence *out, const struct naming_case *pair)
{
	const struct likeness *a = pair->a, *b = pair->b;
	enum naming best = names_compare(pair, a->name, b->name, out);

	if (best == NAMING_OTHER && a->other_name[0])
		best = names_compare(pair, a->other_name, b->name, NULL);
	if (best == NAMING_OTHER && b->other_name[0])
		best = names_compare(pair, a->name, b->other_name, NULL);
	switch (best) {
	case NAMING_SAME:
		give(out, SIGN_NAME);
		break;
	case NAMING_NEAR:
		give(out, SIGN_NAME_NEAR);
		break;
	case NAMING_COMMON:
		give(out, SIGN_NAME_COMMON);
		break;
	case NAMING_OTHER:
		part(out, SIGN_OTHER_NAME);
		break;
	}
	if (best != NAMING_OTHER)
		out->different[0] = '\0';
}

static void
weigh_contacts(
    struct evidence *out, const struct likeness *a, const struct likeness *b)
{
	bool web = false;

	switch (values_meet(a->phones, b->phones, LIKENESS_VALUES)) {
	case MEET_SOME:
		support(out, SIGN_PHONE);
		break;
	case MEET_NONE:
		give(out, SIGN_OTHER_PHONE);
		break;
	case MEET_UNKNOWN:
		break;
	}
	if (value_meets(a->page, b->page) == MEET_SOME) {
		give(out, SIGN_PAGE);
		web = true;
	}
	if (value_meets(a->email, b->email) == MEET_SOME) {
		give(out, SIGN_EMAIL);
		web = true;
	}
	out->kinds += web;
}

/*
 * One feed knows its organisations by id.  Elsewhere two names that have a
 * word in common may be one.
 */
static enum meeting
organisations_meet(const struct likeness *a, const struct likeness *b)
{
	struct spans one, other;

	if (a->feed == b->feed && a->org_id && b->org_id &&
	    a->org_id != b->org_id)
		return MEET_NONE;
	spans_fill(&one, a->organisation);
	spans_fill(&other, b->organisation);
	if (!one.count || !other.count)
		return MEET_UNKNOWN;
	spans_meet(&one, &other, same_word);
	if (!one.met_count)
		return MEET_NONE;
	return one.met_count == one.count || other.met_count == other.count
		   ? MEET_SOME
		   : MEET_UNKNOWN;
}

static void
weigh_organisations(
    struct evidence *out, const struct likeness *a, const struct likeness *b)
{
	enum meeting charity = value_meets(a->charity, b->charity);
	enum meeting company = value_meets(a->company, b->company);
	enum meeting named = organisations_meet(a, b);
	enum meeting hosts = values_meet(a->hosts, b->hosts, LIKENESS_VALUES);

	if (charity == MEET_SOME || company == MEET_SOME ||
	    value_meets(a->ods, b->ods) == MEET_SOME) {
		support(out, SIGN_ORGANISATION_NUMBER);
		return;
	}
	if (charity == MEET_NONE || company == MEET_NONE)
		give(out, SIGN_OTHER_NUMBER);
	if (named == MEET_SOME)
		give(out, SIGN_ORGANISATION);
	if (hosts == MEET_SOME)
		give(out, SIGN_HOST);
	out->kinds += named == MEET_SOME || hosts == MEET_SOME;
	if (named == MEET_NONE && hosts != MEET_SOME)
		give(out, SIGN_OTHER_ORGANISATION);
}

/* Kilometres between the nearest two places; below 0: not known. */
static double
distance_km(const struct likeness *a, const struct likeness *b, bool *exact)
{
	double best = -1;

	for (size_t i = 0; i < LIKENESS_VALUES && a->places[i].known; i++) {
		for (size_t j = 0; j < LIKENESS_VALUES && b->places[j].known;
		     j++) {
			double lat =
			    (double)a->places[i].lat - (double)b->places[j].lat;
			double lon = ((double)a->places[i].lon -
					 (double)b->places[j].lon) *
				     cos((double)a->places[i].lat * 0.0174533);
			double km = 111.2 * sqrt(lat * lat + lon * lon);

			if (best >= 0 && km >= best)
				continue;
			best = km;
			*exact = a->places[i].exact && b->places[j].exact;
		}
	}
	return best;
}

static bool
towns_meet(const struct likeness *a, const struct likeness *b)
{
	struct spans one, other;

	spans_fill(&one, a->towns);
	spans_fill(&other, b->towns);
	spans_meet(&one, &other, same_word);
	return one.met_count > 0;
}

static void
weigh_distance(struct evidence *out, double km)
{
	if (km > FAR_KM)
		part(out, SIGN_FAR);
	else if (km > ABOUT_KM)
		give(out, SIGN_OTHER_PLACE);
	else
		give(out, SIGN_TOWN);
}

static void
weigh_places(
    struct evidence *out, const struct likeness *a, const struct likeness *b)
{
	enum meeting postcodes =
	    values_meet(a->postcodes, b->postcodes, LIKENESS_VALUES);
	bool exact = false;
	double km = distance_km(a, b, &exact);

	if (postcodes == MEET_SOME) {
		support(out, SIGN_POSTCODE);
		return;
	}
	if (km >= 0 && km <= NEAR_KM && exact) {
		support(out, SIGN_NEARBY);
		return;
	}
	/* One publisher who lists two addresses means two places. */
	if (postcodes == MEET_NONE && a->feed == b->feed)
		part(out, SIGN_OTHER_SITE);
	else if (postcodes == MEET_NONE)
		give(out, SIGN_OTHER_POSTCODE);
	if (km >= 0)
		weigh_distance(out, km);
	else if (a->towns[0] && b->towns[0])
		give(out, towns_meet(a, b) ? SIGN_TOWN : SIGN_OTHER_PLACE);
}

static void
weigh_texts(
    struct evidence *out, const struct likeness *a, const struct likeness *b)
{
	unsigned same = 0;

	if (a->text_words < 3 || b->text_words < 3)
		return;
	for (size_t i = 0; i < LIKENESS_TEXT; i++)
		same += a->text[i] == b->text[i];
	if (same >= 6)
		support(out, SIGN_TEXT);
	else if (same >= 3 ||
		 value_meets(a->text_start, b->text_start) == MEET_SOME)
		support(out, SIGN_TEXT_MOSTLY);
	else if (same == 0 && a->text_words > 12 && b->text_words > 12)
		give(out, a->feed == b->feed ? SIGN_OTHER_TEXT_WITHIN
					     : SIGN_OTHER_TEXT);
}

static void
weigh_hours(
    struct evidence *out, const struct likeness *a, const struct likeness *b)
{
	if (!a->hours || !b->hours)
		return;
	if (a->hours == b->hours)
		give(out, SIGN_HOURS);
	else if (a->feed == b->feed && a->weekdays && b->weekdays &&
		 !(a->weekdays & b->weekdays))
		part(out, SIGN_OTHER_DAYS);
	else
		give(out, SIGN_OTHER_HOURS);
}

static void
weigh_ages(
    struct evidence *out, const struct likeness *a, const struct likeness *b)
{
	bool least = a->age_min >= 0 && b->age_min >= 0;
	bool most = a->age_max >= 0 && b->age_max >= 0;

	if ((a->age_max >= 0 && b->age_min >= 0 && a->age_max < b->age_min) ||
	    (b->age_max >= 0 && a->age_min >= 0 && b->age_max < a->age_min))
		part(out, SIGN_APART_AGE);
	else if ((least && abs(a->age_min - b->age_min) > AGE_SLACK) ||
		 (most && abs(a->age_max - b->age_max) > AGE_SLACK))
		give(out, SIGN_OTHER_AGE);
}

static void
weigh_people(
    struct evidence *out, const struct likeness *a, const struct likeness *b)
{
	weigh_ages(out, a, b);
	if ((a->women && !a->men && b->men && !b->women) ||
	    (a->men && !a->women && b->women && !b->men))
		part(out, SIGN_OTHER_GENDER);
	if (values_meet(a->audiences, b->audiences, LIKENESS_TERMS) ==
	    MEET_NONE)
		give(out, SIGN_OTHER_AUDIENCE);
	switch (values_meet(a->types, b->types, LIKENESS_TERMS)) {
	case MEET_SOME:
		give(out, SIGN_TYPE);
		break;
	case MEET_NONE:
		give(out, SIGN_OTHER_TYPE);
		break;
	case MEET_UNKNOWN:
		break;
	}
}

void
evidence_weigh(struct evidence *out, const struct likeness *a,
    const struct likeness *b, likeness_rare *rare, void *arg)
{
	const struct naming_case pair = {a, b, rare, arg};

	memset(out, 0, sizeof(*out));
	weigh_names(out, &pair);
	if (value_meets(a->own_uuid, b->own_uuid) == MEET_SOME)
		support(out, SIGN_IDENTIFIER);
	weigh_contacts(out, a, b);
	weigh_organisations(out, a, b);
	weigh_places(out, a, b);
	weigh_texts(out, a, b);
	weigh_hours(out, a, b);
	weigh_people(out, a, b);
	if (a->kind != b->kind)
		give(out, SIGN_OTHER_KIND);
}

/*
 * The name must be the same, and two other kinds of sign with it: a common
 * name at a shared address is nobody's duplicate.
 */
bool
evidence_joins(const struct evidence *evidence, const struct likeness *a,
    const struct likeness *b)
{
	int needed =
	    a->feed == b->feed ? LIKENESS_JOINS_WITHIN : LIKENESS_JOINS;

	return !evidence->apart && evidence->kinds >= 2 &&
	       evidence->score >= needed;
}

bool
evidence_near(const struct evidence *evidence)
{
	int score = evidence->score;

	if (evidence->points[SIGN_FAR] || evidence->kinds < 2)
		return false;
	if (evidence->points[SIGN_OTHER_NAME]) {
		if (!evidence->names_alike)
			return false;
		score += signs[SIGN_NAME_COMMON].points / 2;
	}
	for (size_t i = 0; i < N_SIGNS; i++) {
		if (evidence->points[i] <= -60)
			score -= evidence->points[i];
	}
	return score >= LIKENESS_NEAR;
}
