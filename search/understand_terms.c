/*
 * In the words: groups of people, ways to be referred and to meet, languages
 * and access needs.
 */
#include <string.h>

#include "base/compiler.h"
#include "schema/language.h"
#include "search/query_parts.h"
#include "search/understand_parts.h"

/*
 * Words beside each other; of those with '/' between them, one.  What
 * stands first is tried first: longer phrases before what they begin with.
 */
struct term_phrase {
	const char *as, *value, *words;
};

/*
 * Whom it is for is mostly the need as well: "carers group", "bereaved".
 * What is read here stays among the words.
 */
static const struct term_phrase groups[] = {
    {"for", "young-carers", "young carer/carers"},
    {"for", NULL, "parent/parents/mums/dads and carers"},
    {"for", NULL, "carer/carers allowance"},
    {"for", "carers", "carer/carers/caregiver/caregivers"},
    {"for", "carers", "caring/cares/care for my/a/his/her/their/someone"},
    {"for", "veterans", "veteran/veterans"},
    {"for", "veterans", "armed forces"},
    {"for", "veterans",
	"ex/former forces/services/service/army/navy/raf/"
	"military/soldier/soldiers/serviceman/servicemen"},
    {"for", "lgbtq",
	"lgbt/lgbtq/lgbtqi/lgbtqia/lgbtqplus/gay/lesbian/"
	"lesbians/bisexual/trans/transgender/queer/nonbinary"},
    {"for", "lgbtq", "non binary"},
    {"for", "students", "student/students"},
    {"for", "refugees", "refugee/refugees"},
    {"for", "refugees", "asylum seeker/seekers/seeking"},
    {"for", "ethnic", "bame/bme"},
    {"for", "ethnic",
	"black/asian/african/caribbean/chinese/roma/somali "
	"person/people/woman/women/man/men/community/communities/family/"
	"families/mum/mums"},
    {"for", "faith",
	"muslim/muslims/jewish/christian/christians/sikh/sikhs/"
	"hindu/hindus"},
    {"for", "deaf", "deaf"},
    {"for", "care-leavers", "care leaver/leavers"},
    {"for", "care-leavers", "care experienced"},
    {"for", "ex-offenders", "ex/former offender/offenders/prisoner/prisoners"},
    {"for", "ex-offenders", "leaving/left/after prison"},
    {"for", "ex-offenders", "prison leaver/leavers"},
    {"for", "perinatal",
	"new mum/mums/mom/moms/mother/mothers/dad/dads/"
	"father/fathers/parent/parents"},
    {"for", "perinatal", "pregnant"},
    {"for", "parents", "for parents"},
    {"for", "bereaved", "bereaved/widow/widows/widowed/widower/widowers"},
    {"for", "learning-disability", "learning disability/disabilities/disabled"},
    {"for", "autistic", "autistic"},
    {"for", "farmers", "farmer/farmers"},
    {"for", "homeless", "homeless people/person/man/men/woman/women"},
    {"for", "unemployed", "unemployed"},
};

/* How: said once, these are no part of the need. */
static const struct term_phrase practical[] = {
    {"referral", "self",
	"can i/we/he/she/they/you refer myself/ourselves/himself/herself/"
	"themselves/yourself"},
    {"referral", "self",
	"refer myself/ourselves/himself/herself/themselves/yourself"},
    {"referral", "self", "self refer/referral/referrals/referring/referred"},
    {"referral", "self", "selfrefer/selfreferral"},
    {"referral", "self", "no gp/doctor/doctors referral/needed/required"},
    {"referral", "self", "no referral needed/required/necessary"},
    {"referral", "self", "no need for/of referral"},
    {"referral", "self", "no referral/gp"},
    {"referral", "self", "without a/gp/doctor/doctors referral"},
    {"referral", "self",
	"without going/seeing to/through/via a/the/my/his/her/their "
	"gp/doctor/doctors"},
    {"referral", "self", "without seeing a/the/my/his/her/their gp/doctor"},
    {"referral", "self", "without a/the/my/his/her/their gp/doctor"},
    {"referral", "self", "without gp/referral"},
    {"referral", "gp", "gp/doctor/doctors referral/referrals/referred"},
    {"referral", "gp",
	"referral/referred/refer from/by/through/via a/the/my gp/doctor"},
    {"referral", "gp",
	"referral/referred/refer from/by/through/via "
	"gp/doctor/gps"},
    {"referral", "professional", "professional referral/referrals"},
    {"referral", "professional",
	"refer a/my/our client/clients/patient/patients/person/family"},
    {"mode", "phone", "by/via phone/telephone"},
    {"mode", "phone", "over/on the phone/telephone"},
    {"mode", "online", "by/via/on/over video/zoom/teams/skype/internet"},
    {"mode", "online", "online"},
    {"mode", "in-person", "face to face"},
    {"mode", "in-person", "in person"},
    {"mode", "home", "home visit/visits/visiting"},
    {"mode", "home", "visit/visits me/him/her/us/them at home"},
    {"mode", "home", "come/comes to my/his/her/our/their/the house/home"},
    {"mode", "home", "in my/his/her/our/their own home"},
    {"mode", "text", "by/via text message/messages"},
    {"mode", "text", "by/via text/texts/sms/texting"},
    {"mode", "text", "text service/line/support/helpline"},
    {"lang", "bfi", "in british sign language"},
    {"lang", "bfi", "british sign language"},
    {"lang", "bfi", "in/uses/use/using sign language"},
    {"lang", "bfi", "sign language"},
    {"lang", "bfi", "in/uses/use/using bsl"},
    {"lang", "bfi", "bsl"},
    {"access", "wheelchair",
	"wheelchair accessible/access/friendly/user/users/ramp"},
    {"access", "wheelchair", "in/uses/use/using a wheelchair"},
    {"access", "wheelchair", "step free access"},
    {"access", "wheelchair", "step free"},
    {"access", "wheelchair", "disabled access"},
    {"access", "loop", "hearing/induction loop/loops"},
    {"access", "creche", "with a creche"},
    {"access", "creche", "creche"},
    {"access", "interpreter", "with an/a interpreter/translator"},
    {"access", "interpreter",
	"interpreter/interpreters/interpreting/translator"},
};

/* Does the word at "at" stand in the list up to a space? */
static bool
is_one_of(const char *word, const char *list, size_t length)
{
	size_t wanted = strlen(word);

	for (size_t at = 0; wanted > 0 && at < length;) {
		size_t each = strcspn(list + at, "/ ");

		if (each == wanted && memcmp(list + at, word, each) == 0)
			return true;
		at += each + 1;
	}
	return false;
}

static bool
stands_at(const struct reader *reader, size_t at,
    const struct term_phrase *phrase, struct span *span)
{
	const char *words = phrase->words;

	*span = (struct span){at, at};
	while (*words != '\0') {
		size_t length = strcspn(words, " ");

		if (!is_one_of(reader_word(reader, span->end), words, length))
			return false;
		span->end++;
		words += length + (words[length] == ' ');
	}
	return true;
}

static const struct term_phrase *
phrase_at(const struct reader *reader, size_t at,
    const struct term_phrase *phrases, size_t count, struct span *span)
{
	for (size_t i = 0; i < count; i++)
		if (stands_at(reader, at, &phrases[i], span))
			return &phrases[i];
	return NULL;
}

/* Before a word for people these make it somebody else, or nobody. */
static bool
is_denied(const struct reader *reader, size_t at)
{
	return at > 0 &&
	       reader_is(reader, at - 1, "no not non without except from by");
}

/* Given or read already. */
static void
read_groups(struct reader *reader)
{
	struct query *query = reader->query;

	for (size_t at = 0; at < reader->count; at++) {
		struct span span;
		const struct term_phrase *phrase =
		    phrase_at(reader, at, groups, ARRAY_LEN(groups), &span);

		if (phrase == NULL)
			continue;
		at = span.end - 1;
		/* One that a visitor's vocabulary lacks is nobody's. */
		if (phrase->value == NULL || is_denied(reader, span.first) ||
		    query_has_term(&query->groups, phrase->value) ||
		    vocabulary_term_label(
			reader->vocabulary, "group", phrase->value) == NULL ||
		    !query_terms_add(&query->groups, phrase->value))
			continue;
		reader_note(reader, span, "for", phrase->value);
	}
}

/* Sets what the words say, where nothing else is given. */
static void
enter(struct reader *reader, struct span span, const char *as,
    const char *value, bool given)
{
	struct query *query = reader->query;

	reader_take_before(reader, &span, "with and");
	/* All needs count, and are added to those given. */
	if (strcmp(as, "access") == 0) {
		if (query_has_term(&query->access, value) ||
		    query_terms_add(&query->access, value))
			reader_take(reader, span, as, value);
		return;
	}
	if (!reader_take_unless(reader, span, as, value, given))
		return;
	if (strcmp(as, "lang") == 0)
		query->language = value;
	else if (strcmp(as, "mode") == 0)
		query->modes = query_mode_of(value);
	else
		query->referral = query_referral_of(value);
}

/* "polish speaking", "speaks polish", "in polish". */
static bool
language_at(const struct reader *reader, size_t at, struct span *span,
    const char **code)
{
	size_t word = at + reader_is(reader, at, "in speak speaks speaking");

	*code = language_code_of_name(reader_word(reader, word));
	/* Of English it is the lack that is spoken of. */
	if (*code == NULL || strcmp(*code, "en") == 0)
		return false;
	*span = (struct span){at, word + 1};
	if (reader_is(reader, word + 1,
		"speaking speaker speakers language interpreter interpreters"))
		span->end++;
	return span->end > at + 1;
}

static void
read_practical(struct reader *reader, const struct query *given)
{
	for (size_t at = 0; at < reader->count; at++) {
		struct span span;
		const char *code;
		const struct term_phrase *phrase;

		if (language_at(reader, at, &span, &code) &&
		    reader_free(reader, span)) {
			enter(reader, span, "lang", code,
			    given->language != NULL);
			continue;
		}
		phrase = phrase_at(
		    reader, at, practical, ARRAY_LEN(practical), &span);
		if (phrase == NULL || !reader_free(reader, span))
			continue;
		enter(reader, span, phrase->as, phrase->value,
		    strcmp(phrase->as, "lang") == 0 ? given->language != NULL
		    : strcmp(phrase->as, "mode") == 0
			? given->modes != 0
			: strcmp(phrase->as, "referral") == 0 &&
			      given->referral != REFERRAL_ANY);
	}
}

void
read_terms(struct reader *reader)
{
	struct query given = *reader->query;

	read_groups(reader);
	read_practical(reader, &given);
}
