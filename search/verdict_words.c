/* The listing's own words that a verdict rests on. */
#include <string.h>

#include "base/compiler.h"
#include "search/verdict.h"

/* The sentence of a rule; the field's before prose, else the first. */
static const char *
sentence(const struct index *index, uint32_t document, const char *dimension,
    const char *value)
{
	const struct index_rule *rules = index->part[SECTION_RULES].data;
	struct index_span span = index_document_span(
	    index, SECTION_RULE_AT, SECTION_RULES, document);
	const char *found = NULL;

	for (uint32_t i = span.first; i < span.end; i++) {
		const char *words;

		if (strcmp(
			index_text(index, SECTION_SET_TEXT, rules[i].dimension),
			dimension) != 0)
			continue;
		if (value != NULL &&
		    strcmp(index_text(index, SECTION_SET_TEXT, rules[i].value),
			value) != 0)
			continue;
		words = index_text(index, SECTION_WORDING, rules[i].sentence);
		if (*words == '\0')
			continue;
		if (rules[i].from_field != 0)
			return words;
		if (found == NULL)
			found = words;
	}
	return found;
}

const char *
verdict_sentence(const struct index *index, uint32_t document,
    const char *dimension, const char *const values[], size_t count)
{
	const char *words = NULL;

	if (count == 0)
		return sentence(index, document, dimension, NULL);

	for (size_t i = 0; i < count && words == NULL; i++)
		words = sentence(index, document, dimension, values[i]);
	return words;
}

/* NULL where it is the same. */
static const char *
other_than(const char *words, const char *other)
{
	return words != NULL && other != NULL && strcmp(words, other) != 0
		   ? other
		   : NULL;
}

static bool
age_max_decides(
    const struct verdict_asker *asker, const struct index_person *person)
{
	return asker->age_max > person->age_max_low;
}

/* The rule that decides: that of the bound with the worse verdict. */
static const char *
age_words(const struct verdict_asker *asker, const struct index *index,
    uint32_t document)
{
	const struct index_person *person = index_person(index, document);
	const char *words = NULL;
	bool max_first = person->age_max_low != INDEX_AGE_NONE &&
			 age_max_decides(asker, person);

	if (max_first)
		words = sentence(index, document, "age.max", NULL);
	if (words == NULL)
		words = sentence(index, document, "age.min", NULL);
	if (words == NULL && person->age_min_low != INDEX_AGE_NONE)
		words = sentence(index, document, "exclude", "under-18");
	if (words == NULL)
		words = sentence(index, document, "age.max", NULL);
	if (words == NULL)
		words = sentence(index, document, "age", NULL);
	return words;
}

/* Of one dimension a sentence that is another's. */
static const char *
another_sentence(const struct index *index, uint32_t document,
    const char *dimension, const char *words)
{
	const struct index_rule *rules = index->part[SECTION_RULES].data;
	struct index_span span = index_document_span(
	    index, SECTION_RULE_AT, SECTION_RULES, document);

	for (uint32_t i = span.first; i < span.end; i++) {
		const char *text;

		if (strcmp(
			index_text(index, SECTION_SET_TEXT, rules[i].dimension),
			dimension) != 0)
			continue;
		text = index_text(index, SECTION_WORDING, rules[i].sentence);
		if (*text != '\0' && strcmp(text, words) != 0)
			return text;
	}
	return NULL;
}

/* In doubt both sentences are shown, as of ages that differ by route. */
void
verdict_words_age(const struct verdict_asker *asker, const struct index *index,
    uint32_t document, struct verdict_part *part)
{
	static const char *const dimensions[] = {"age.min", "age.max", "age"};

	part->words = age_words(asker, index, document);
	if (part->verdict != VERDICT_CHECK || part->words == NULL)
		return;
	for (size_t i = 0; i < ARRAY_LEN(dimensions) && part->also == NULL; i++)
		part->also = another_sentence(
		    index, document, dimensions[i], part->words);
}

void
verdict_words_gender(const struct verdict_asker *asker,
    const struct index *index, uint32_t document, struct verdict_part *part)
{
	static const char *const women[] = {"women", "all", "men"};
	static const char *const men[] = {"men", "all", "women"};

	part->words = verdict_sentence(index, document, "gender",
	    asker->gender == GENDER_WOMEN ? women : men, 3);
	if (part->verdict == VERDICT_CHECK)
		part->also = other_than(part->words,
		    verdict_sentence(index, document, "gender",
			asker->gender == GENDER_WOMEN ? men : women, 3));
}

/* A doubt rests on what is dearer, all else on what is cheaper. */
void
verdict_words_cost(const struct verdict_asker *asker UNUSED,
    const struct index *index, uint32_t document, struct verdict_part *part)
{
	static const char *const cheap[] = {"free", "sliding", "low", "paid"};
	static const char *const dear[] = {"paid", "low", "sliding", "free"};

	bool check = part->verdict == VERDICT_CHECK;

	part->words =
	    verdict_sentence(index, document, "cost", check ? dear : cheap, 4);
	if (check)
		part->also = other_than(part->words,
		    verdict_sentence(index, document, "cost", cheap, 4));
}

void
verdict_words_residence(const struct verdict_asker *asker UNUSED,
    const struct index *index, uint32_t document, struct verdict_part *part)
{
	static const char *const rule[] = {"gp", "live"};
	static const char *const except[] = {"except"};

	part->words = verdict_sentence(index, document, "area", rule, 2);
	if (part->verdict == VERDICT_CHECK)
		part->also = other_than(part->words,
		    verdict_sentence(index, document, "area", except, 1));
}
