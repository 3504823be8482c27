/* As-you-type: types, names of listings and organisations, numbers. */
#include <string.h>

#include "schema/card.h"
#include "search/analyse.h"
#include "search/bitmap.h"
#include "search/lapsed.h"
#include "search/search.h"
#include "search/suggest_meant.h"

#define MAX_PREFIX  100  /* bytes of folded text */
#define MAX_TYPES   3    /* so that names are left some room */
#define MAX_SCANNED 2000 /* names looked at: enough to fill any list */
#define MIN_DIGITS  4

/* A list of suggestions being filled. */
struct suggest {
	const struct index *index;
	struct index_set served;
	struct lapsed lapsed;
	struct suggestion *out;
	size_t count, room;
};

/* Folds to words with one space between; false where it does not fit. */
static bool
fold_words(const char *text, char *out, size_t room)
{
	struct analyse_word word;
	size_t position = 0, length = 0;

	while (analyse_next(text, &position, &word)) {
		if (length + word.folded_length + 2 > room)
			return false;
		if (length > 0)
			out[length++] = ' ';
		memcpy(out + length, word.folded, word.folded_length);
		length += word.folded_length;
	}
	out[length] = '\0';
	return true;
}

/* Does a word of the folded text begin with the prefix? */
static bool
has_word_start(const char *folded, const char *prefix)
{
	size_t length = strlen(prefix);

	for (;;) {
		if (strncmp(folded, prefix, length) == 0)
			return true;
		folded = strchr(folded, ' ');
		if (folded == NULL)
			return false;
		folded++;
	}
}

static long
type_total(const struct index *index, const char *id)
{
	const struct index_type *types = index->part[SECTION_TYPES].data;
	size_t low = 0, high = index->part[SECTION_TYPES].count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(
		    index_text(index, SECTION_SET_TEXT, types[middle].id), id);

		if (order == 0)
			return (long)types[middle].count;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return 0;
}

static bool
type_is_called(const struct vocabulary_type *type, const char *prefix)
{
	char folded[2 * MAX_PREFIX];

	if (fold_words(type->label, folded, sizeof(folded)) &&
	    has_word_start(folded, prefix))
		return true;
	for (size_t i = 0; i < type->terms_count; i++)
		if (fold_words(type->terms[i], folded, sizeof(folded)) &&
		    has_word_start(folded, prefix))
			return true;
	return false;
}

/* What is called so from its start is before what is called so, too; of
 * these the type with more listings. */
static bool
is_before(
    const struct suggestion *a, const struct suggestion *b, const char *prefix)
{
	char left[2 * MAX_PREFIX], right[2 * MAX_PREFIX];
	size_t length = strlen(prefix);
	bool first = fold_words(a->name, left, sizeof(left)) &&
		     strncmp(left, prefix, length) == 0;
	bool second = fold_words(b->name, right, sizeof(right)) &&
		      strncmp(right, prefix, length) == 0;

	return first != second ? first : a->total > b->total;
}

/* Keeps the best few, best first. */
static void
keep_type(struct suggest *list, size_t first, const struct suggestion *one,
    const char *prefix)
{
	size_t at = list->count;

	while (at > first && is_before(one, &list->out[at - 1], prefix))
		at--;
	if (at == list->room || at - first == MAX_TYPES)
		return;
	if (list->count < list->room && list->count - first < MAX_TYPES)
		list->count++;
	for (size_t i = list->count - 1; i > at; i--)
		list->out[i] = list->out[i - 1];
	list->out[at] = *one;
}

static void
suggest_types(struct suggest *list, const struct vocabulary *vocabulary,
    const char *prefix)
{
	size_t types = vocabulary_types_count(vocabulary);
	size_t first = list->count;

	for (size_t i = 0; i < types; i++) {
		const struct vocabulary_type *type =
		    vocabulary_type(vocabulary, i);
		struct suggestion one = {
		    .kind = "type", .name = type->label, .code = type->id};

		if (!type_is_called(type, prefix))
			continue;
		one.total = type_total(list->index, type->id);
		if (one.total > 0)
			keep_type(list, first, &one, prefix);
	}
}

/* One whose source has stopped is in no list. */
static bool
is_served(const struct suggest *list, uint32_t document)
{
	return bitmap_set_has(list->index, &list->served, document) &&
	       (list->lapsed.out == NULL ||
		   !bitmap_has(list->lapsed.out, document));
}

static const char *
given(const char *text)
{
	return *text != '\0' ? text : NULL;
}

static bool
is_listed(const struct suggest *list, const struct suggestion *one)
{
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->out[i].kind, one->kind) == 0 &&
		    strcmp(list->out[i].code, one->code) == 0)
			return true;
	return false;
}

static void
add_listing(struct suggest *list, uint32_t document, bool organisation)
{
	struct suggestion *one = &list->out[list->count];
	struct card card;

	if (list->count == list->room || !is_served(list, document) ||
	    !index_card(list->index, document, &card))
		return;
	memset(one, 0, sizeof(*one));
	/* A listing named as its organisation has no other name for it. */
	organisation = organisation && *card.text[CARD_ORGANISATION] != '\0';
	if (organisation) {
		one->kind = "organisation";
		one->name = card.text[CARD_ORGANISATION];
		one->code = card.text[CARD_ORGANISATION_CODE];
	} else {
		one->kind = "service";
		one->name = card.text[CARD_NAME];
		one->code = card.text[CARD_CODE];
		one->note = given(card.text[CARD_SHOW]);
		if (one->note == NULL)
			one->note = given(card.text[CARD_ORGANISATION]);
	}
	if (!is_listed(list, one))
		list->count++;
}

static size_t
first_name(const struct index *index, const char *prefix)
{
	const struct index_name *names = index->part[SECTION_NAMES].data;
	size_t low = 0, high = index->part[SECTION_NAMES].count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(index_text(
			       index, SECTION_NAME_TEXT, names[middle].text),
			prefix) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
is_whole_name(const struct index *index, const struct index_name *name)
{
	return name->text == 0 ||
	       *index_text(index, SECTION_NAME_TEXT, name->text - 1) == '\0';
}

/* Names that begin so come before those with such a word inside. */
static void
suggest_names(struct suggest *list, const char *prefix, bool whole)
{
	const struct index *index = list->index;
	const struct index_name *names = index->part[SECTION_NAMES].data;
	size_t count = index->part[SECTION_NAMES].count;
	size_t length = strlen(prefix), first = first_name(index, prefix);

	for (size_t i = first;
	     i < count && i - first < MAX_SCANNED && list->count < list->room;
	     i++) {
		const char *text =
		    index_text(index, SECTION_NAME_TEXT, names[i].text);

		if (strncmp(text, prefix, length) != 0)
			break;
		if (is_whole_name(index, &names[i]) == whole)
			add_listing(list,
			    names[i].document & ~INDEX_NAME_ORGANISATION,
			    (names[i].document & INDEX_NAME_ORGANISATION) != 0);
	}
}

/*
 * The digits of what may be the beginning of a number, without +44 or 0;
 * their count, or 0 where it is none.
 */
static size_t
typed_digits(const char *text, char out[INDEX_PHONE_DIGITS + 1])
{
	size_t length = 0;
	bool plus = *text == '+';

	for (; *text != '\0'; text++) {
		if (*text >= '0' && *text <= '9') {
			if (length == INDEX_PHONE_DIGITS)
				return 0;
			out[length++] = *text;
		} else if (strchr(" +-().", *text) == NULL) {
			return 0;
		}
	}
	out[length] = '\0';
	if (length < MIN_DIGITS)
		return 0;
	if (plus && strncmp(out, "44", 2) == 0)
		memmove(out, out + 2, length - 1);
	else if (out[0] == '0')
		memmove(out, out + 1, length);
	return strlen(out);
}

/* Compares a prefix with the digits of entry "i" in forward order. */
static int
compare_forward(
    const struct index *index, size_t i, const char *prefix, size_t length)
{
	const uint32_t *forward = index->part[SECTION_PHONES_FORWARD].data;
	const struct index_phone *phones = index->part[SECTION_PHONES].data;
	const struct index_phone *phone;
	size_t left;

	if (forward[i] >= index->part[SECTION_PHONES].count)
		return -1;
	phone = &phones[forward[i]];
	left = strnlen(phone->reversed, INDEX_PHONE_DIGITS);
	for (size_t p = 0; p < length; p++) {
		if (left == 0)
			return -1;
		left--;
		if (phone->reversed[left] != prefix[p])
			return phone->reversed[left] < prefix[p] ? -1 : 1;
	}
	return 0;
}

static void
suggest_phones(struct suggest *list, const char *digits, size_t length)
{
	const struct index *index = list->index;
	const uint32_t *forward = index->part[SECTION_PHONES_FORWARD].data;
	const struct index_phone *phones = index->part[SECTION_PHONES].data;
	size_t count = index->part[SECTION_PHONES_FORWARD].count;
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_forward(index, middle, digits, length) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (size_t i = low;
	     i < count && i - low < MAX_SCANNED && list->count < list->room &&
	     compare_forward(index, i, digits, length) == 0;
	     i++)
		add_listing(list, phones[forward[i]].document, false);
}

/* All that begins with a text; "prefix" has room for it, folded. */
static void
suggest_words(struct suggest *list, const struct vocabulary *vocabulary,
    const char *text, char *prefix)
{
	if (text == NULL || !fold_words(text, prefix, MAX_PREFIX) ||
	    *prefix == '\0')
		return;
	suggest_types(list, vocabulary, prefix);
	suggest_names(list, prefix, true);
	suggest_names(list, prefix, false);
}

size_t
search_suggest(const struct index *index, const struct vocabulary *vocabulary,
    const char *text, day_t today, struct arena *arena, struct suggestion *out,
    size_t room)
{
	struct suggest list = {
	    .index = index,
	    .served = index_set_find(index, SET_SERVED, ""),
	    .out = out,
	    .room = room,
	};
	char digits[INDEX_PHONE_DIGITS + 1];
	char *prefix = arena_alloc(arena, MAX_PREFIX);
	size_t length = typed_digits(text, digits);

	lapsed_ready(index, today, arena, &list.lapsed);
	if (length > 0) {
		suggest_phones(&list, digits, length);
		return list.count;
	}
	suggest_words(&list, vocabulary, text, prefix);
	if (list.count == 0)
		suggest_words(&list, vocabulary,
		    suggest_heard(index, vocabulary, text), prefix);
	if (list.count == 0)
		suggest_words(&list, vocabulary,
		    suggest_spelled(index, text, arena), prefix);
	return list.count;
}
