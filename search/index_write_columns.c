/* What is looked up by document, by position, by phone and by name. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "search/index_file.h"
#include "search/index_store.h"

void
index_write_rules(struct index_builder *builder, struct index_file *out)
{
	index_file_copy(
	    out, SECTION_RULES, builder->rules, sizeof(struct index_rule));
	index_file_section(out, SECTION_RULE_AT, builder->rule_at,
	    builder->documents + 1u, sizeof(*builder->rule_at));
}

static int
compare_positions(const void *a, const void *b)
{
	const struct index_position *x = a, *y = b;

	if (x->curve != y->curve)
		return x->curve < y->curve ? -1 : 1;
	return (x->document > y->document) - (x->document < y->document);
}

/* Sorts along the curve, and says for each document where its own are. */
void
index_write_positions(struct index_builder *builder, struct index_file *out)
{
	uint32_t count = builder->positions_count;
	uint32_t documents = builder->documents;
	uint32_t *at = xcalloc(documents + 2u, sizeof(*at));
	uint32_t *of = xcalloc(count + 1u, sizeof(*of));

	if (count > 0)
		qsort(builder->positions, count, sizeof(*builder->positions),
		    compare_positions);
	for (uint32_t i = 0; i < count; i++)
		at[(builder->positions[i].document & ~INDEX_POSITION_ABOUT) +
		    2]++;
	for (uint32_t d = 1; d <= documents + 1u; d++)
		at[d] += at[d - 1];
	for (uint32_t i = 0; i < count; i++)
		of[at[(builder->positions[i].document & ~INDEX_POSITION_ABOUT) +
		      1]++] = i;
	index_file_section(out, SECTION_POSITIONS, builder->positions, count,
	    sizeof(*builder->positions));
	index_file_section(
	    out, SECTION_POSITION_AT, at, documents + 1u, sizeof(*at));
	index_file_section(out, SECTION_POSITION_OF, of, count, sizeof(*of));
	free(at);
	free(of);
}

static int
compare_phones(const void *a, const void *b)
{
	const struct index_phone *x = a, *y = b;
	int order = memcmp(x->reversed, y->reversed, INDEX_PHONE_DIGITS);

	if (order != 0)
		return order;
	return (x->document > y->document) - (x->document < y->document);
}

static int
compare_phones_forward(const void *a, const void *b, void *all)
{
	const struct index_phone *phones = all;
	const struct index_phone *x = &phones[*(const uint32_t *)a];
	const struct index_phone *y = &phones[*(const uint32_t *)b];
	size_t left = strnlen(x->reversed, INDEX_PHONE_DIGITS);
	size_t right = strnlen(y->reversed, INDEX_PHONE_DIGITS);

	while (left > 0 && right > 0) {
		left--;
		right--;
		if (x->reversed[left] != y->reversed[right])
			return x->reversed[left] < y->reversed[right] ? -1 : 1;
	}
	if (left != right)
		return left < right ? -1 : 1;
	return (x > y) - (x < y);
}

void
index_write_phones(struct index_builder *builder, struct index_file *out)
{
	uint32_t count = builder->phones_count;
	uint32_t *forward = xcalloc(count + 1u, sizeof(*forward));

	if (count > 0)
		qsort(builder->phones, count, sizeof(*builder->phones),
		    compare_phones);
	for (uint32_t i = 0; i < count; i++)
		forward[i] = i;
	qsort_r(forward, count, sizeof(*forward), compare_phones_forward,
	    builder->phones);
	index_file_section(out, SECTION_PHONES, builder->phones, count,
	    sizeof(*builder->phones));
	index_file_section(
	    out, SECTION_PHONES_FORWARD, forward, count, sizeof(*forward));
	free(forward);
}

static int
compare_names(const void *a, const void *b, void *text)
{
	const struct index_name *x = a, *y = b;
	int order = strcmp((char *)text + x->text, (char *)text + y->text);

	if (order != 0)
		return order;
	if (x->document != y->document)
		return x->document < y->document ? -1 : 1;
	return (x->text > y->text) - (x->text < y->text);
}

static int
compare_documents_by_code(const void *a, const void *b, void *arg)
{
	const struct index_builder *builder = arg;
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	int order = strcmp(builder->codes[x], builder->codes[y]);

	return order != 0 ? order : (x > y) - (x < y);
}

static int
compare_documents_by_name(const void *a, const void *b, void *arg)
{
	const struct index_builder *builder = arg;
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	int order = strcmp(builder->name_text.data + builder->name_at[x],
	    builder->name_text.data + builder->name_at[y]);

	return order != 0 ? order : compare_documents_by_code(a, b, arg);
}

static void
write_order(struct index_builder *builder, struct index_file *out,
    enum index_section_id id,
    int (*compare)(const void *, const void *, void *))
{
	uint32_t count = builder->documents;
	uint32_t *order = xcalloc(count + 1u, sizeof(*order));
	uint32_t *place = xcalloc(count + 1u, sizeof(*place));

	for (uint32_t i = 0; i < count; i++)
		order[i] = i;
	qsort_r(order, count, sizeof(*order), compare, builder);
	for (uint32_t i = 0; i < count; i++)
		place[order[i]] = i;
	index_file_section(out, id, place, count, sizeof(*place));
	free(order);
	free(place);
}

void
index_write_names(struct index_builder *builder, struct index_file *out)
{
	if (builder->names_count > 0)
		qsort_r(builder->names, builder->names_count,
		    sizeof(*builder->names), compare_names,
		    builder->name_text.data);
	index_file_section(out, SECTION_NAMES, builder->names,
	    builder->names_count, sizeof(*builder->names));
	index_file_section(out, SECTION_NAME_TEXT, builder->name_text.data,
	    builder->name_text.length, 1);
	write_order(
	    builder, out, SECTION_NAME_ORDER, compare_documents_by_name);
	write_order(
	    builder, out, SECTION_CODE_ORDER, compare_documents_by_code);
}

void
index_write_columns(struct index_builder *builder, struct index_file *out)
{
	size_t count = builder->documents;

	index_file_section(out, SECTION_PERSONS, builder->persons, count,
	    sizeof(*builder->persons));
	index_file_section(
	    out, SECTION_HOURS, builder->hours, count, sizeof(*builder->hours));
	index_file_section(out, SECTION_OPENINGS, builder->openings,
	    builder->openings_count, sizeof(*builder->openings));
	index_file_section(out, SECTION_FLAGS, builder->flags, count, 1);
	index_file_section(out, SECTION_CHECKED, builder->checked, count,
	    sizeof(*builder->checked));
	index_file_section(out, SECTION_NAME_WORDS, builder->name_words, count,
	    sizeof(*builder->name_words));
	index_file_section(
	    out, SECTION_ROWS, builder->rows, count, sizeof(*builder->rows));
}
