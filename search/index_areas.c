/*
 * Areas in the index: what serves or stands in a ward counts for the
 * council above it, and "Trafford residents only" for the area so called.
 */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/compiler.h"
#include "search/index_areas.h"
#include "search/index_builder.h"

static bool
has_area(const struct index_ancestors *list, const char *gss)
{
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->gss[i], gss) == 0)
			return true;
	return false;
}

static void
add_area(struct index_ancestors *list, const char *gss, size_t length)
{
	char area[12] = "";

	if (length >= sizeof(area) || list->count == INDEX_MAX_ANCESTORS)
		return;
	memcpy(area, gss, length);
	if (!has_area(list, area))
		memcpy(list->gss[list->count++], area, sizeof(area));
}

/* Codes say their nation by their first letter (ONS coding policy). */
static void
add_nation(struct index_ancestors *list, const char *gss)
{
	static const char *const nations[] = {
	    "E92000001", "N92000002", "S92000003", "W92000004"};

	for (size_t i = 0; i < ARRAY_LEN(nations); i++)
		if (gss[0] == nations[i][0] && strlen(gss) == 9)
			add_area(list, nations[i], 9);
}

void
index_ancestors(const struct index_area_parent *parents, size_t count,
    const char *gss, struct index_ancestors *out)
{
	size_t first = out->count;

	add_area(out, gss, strlen(gss));
	for (size_t i = first; i < out->count; i++) {
		size_t low = 0, high = count;

		while (low < high) {
			size_t middle = low + (high - low) / 2;

			if (strncmp(parents[middle].gss, out->gss[i],
				sizeof(parents[0].gss)) < 0)
				low = middle + 1;
			else
				high = middle;
		}
		for (; low < count && strncmp(parents[low].gss, out->gss[i],
					  sizeof(parents[0].gss)) == 0;
		     low++)
			add_area(out, parents[low].parent,
			    strnlen(parents[low].parent,
				sizeof(parents[low].parent)));
	}
	add_nation(out, gss);
}

bool
index_area_within(const struct index_area_parent *parents, size_t count,
    const char *gss, const char *above)
{
	/* The United Kingdom, Great Britain, England and Wales. */
	static const struct {
		const char *code, *nations;
	} several[] = {
	    {"K02000001", "ENSW"}, {"K03000001", "ESW"}, {"K04000001", "EW"}};
	struct index_ancestors list = {0};

	for (size_t i = 0; i < ARRAY_LEN(several); i++)
		if (strcmp(several[i].code, above) == 0)
			return *gss != '\0' &&
			       strchr(several[i].nations, *gss) != NULL;
	index_ancestors(parents, count, gss, &list);
	return has_area(&list, above);
}

bool
index_is_council(const char *gss)
{
	static const char *const councils[] = {
	    "E06", "E07", "E08", "E09", "W06", "S12", "N09"};

	for (size_t i = 0; i < ARRAY_LEN(councils); i++)
		if (strncmp(gss, councils[i], 3) == 0)
			return true;
	return false;
}

#define COUNTY "E10" /* how the codes of county councils begin */

/* A document that belongs to a set to be made. */
struct membership {
	char gss[12];
	uint32_t document;
};
struct memberships {
	struct membership *items;
	size_t count;
};

static void
add_member(struct memberships *list, const char *gss, uint32_t document)
{
	struct membership *item;

	list->items =
	    grow_array(list->items, list->count, sizeof(*list->items));
	item = &list->items[list->count++];
	memset(item, 0, sizeof(*item));
	memcpy(item->gss, gss, strnlen(gss, sizeof(item->gss) - 1));
	item->document = document;
}

static int
compare_members(const void *a, const void *b)
{
	const struct membership *x = a, *y = b;
	int order = strcmp(x->gss, y->gss);

	if (order != 0)
		return order;
	return (x->document > y->document) - (x->document < y->document);
}

static void
make_sets(struct index_builder *builder, enum index_set_kind kind,
    struct memberships *list)
{
	if (list->count > 0)
		qsort(list->items, list->count, sizeof(*list->items),
		    compare_members);
	for (size_t i = 0; i < list->count; i++)
		index_builder_set_add(
		    builder, kind, list->items[i].gss, list->items[i].document);
	free(list->items);
	memset(list, 0, sizeof(*list));
}

/* Each set of kind "from" adds its documents to its area and those above. */
static void
roll_up(struct index_builder *builder, enum index_set_kind from,
    enum index_set_kind to)
{
	struct memberships members = {0};

	for (uint32_t i = 0; i < builder->set_keys.count; i++) {
		const char *key = text_pool_text(&builder->set_keys, i);
		struct index_ancestors above = {0};
		uint32_t at = 0, document = 0;

		if (key[0] != (char)from)
			continue;
		index_ancestors(
		    builder->parents, builder->parents_count, key + 1, &above);
		while (packed_list_next(
		    &builder->sets[i], &at, &document, NULL, 0))
			for (size_t a = 0; a < above.count; a++)
				add_member(&members, above.gss[a], document);
	}
	make_sets(builder, to, &members);
}

/* Behind one of the words that stand before and between areas' names. */
static const char *
skip_word(const char *text)
{
	static const char *const words[] = {
	    "the ", "borough ", "city ", "county ", "of ", "and ", "or "};

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strncmp(text, words[i], strlen(words[i])) == 0)
			return text + strlen(words[i]);
	return text;
}

/*
 * The area whose name the text begins with, the longest there is; NULL for
 * none.  *end says where it ends.
 */
static const char *
leading_area(
    const struct index_builder *builder, const char *text, const char **end)
{
	size_t length = strlen(text);

	while (length > 0) {
		uint32_t number =
		    text_pool_find(&builder->area_names, text, length);

		if (number != UINT32_MAX &&
		    builder->area_name_gss[number][0] != '\0') {
			*end = text + length + (text[length] == ' ');
			return builder->area_name_gss[number];
		}
		/* One word less. */
		while (length > 0 && text[length - 1] != ' ')
			length--;
		length -= length > 0;
	}
	return NULL;
}

/*
 * Adds the areas that a rule begins with ("trafford and salford", "trafford
 * and are over 60").  True where it names nothing else: only then can it
 * shut somebody out.  Nor can a county: who says "Devon" may mean Plymouth,
 * too, which its council does not serve.
 */
static bool
add_named_areas(struct index_builder *builder,
    const struct builder_residence *residence, struct memberships *members)
{
	const char *text = text_pool_text(&builder->texts, residence->place);
	const char *before, *gss;
	bool wider = false;

	do {
		before = text;
		gss = leading_area(builder, text, &text);
		if (gss != NULL) {
			add_member(members, gss, residence->document);
			wider |= strncmp(gss, COUNTY, strlen(COUNTY)) == 0;
		} else {
			text = skip_word(text);
		}
	} while (text != before);
	return *text == '\0' && !wider;
}

static void
resolve_residences(struct index_builder *builder)
{
	struct memberships members = {0}, known = {0};
	uint32_t count = builder->residences_count, end;

	for (uint32_t i = 0; i < count; i = end) {
		uint32_t document = builder->residences[i].document;
		bool all = true;

		for (end = i; end < count &&
			      builder->residences[end].document == document;
		     end++)
			all &= add_named_areas(
			    builder, &builder->residences[end], &members);
		if (all)
			add_member(&known, "", document);
	}
	make_sets(builder, SET_RESIDENT, &members);
	make_sets(builder, SET_RESIDENT_KNOWN, &known);
}

static int
compare_parents(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct index_area_parent));
}

void
index_builder_roll_up(struct index_builder *builder)
{
	if (builder->parents_count > 0)
		qsort(builder->parents, builder->parents_count,
		    sizeof(*builder->parents), compare_parents);
	resolve_residences(builder);
	roll_up(builder, SET_AREA, SET_AREA_BELOW);
	roll_up(builder, SET_STANDS, SET_AREA_PLACED);
	roll_up(builder, SET_RESIDENT, SET_RESIDENT_BELOW);
}
