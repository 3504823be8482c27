/* Terms and sets: who has each, as bitmap or list. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "search/index_file.h"
#include "search/index_spill.h"

/* Numbers of a pool's texts, sorted by the texts' bytes. */
static int
compare_texts(const void *a, const void *b, void *pool)
{
	return strcmp(text_pool_text(pool, *(const uint32_t *)a),
	    text_pool_text(pool, *(const uint32_t *)b));
}

static uint32_t *
sorted_texts(struct text_pool *pool)
{
	uint32_t *order = xcalloc(pool->count + 1u, sizeof(*order));

	for (uint32_t i = 0; i < pool->count; i++)
		order[i] = i;
	qsort_r(order, pool->count, sizeof(*order), compare_texts, pool);
	return order;
}

/* Room to unpack one list into, and to lay it out as a bitmap. */
struct unpacked {
	uint32_t *documents;
	uint8_t *impacts, *fields;
	uint64_t *bitmap;
	size_t words, blocks; /* of a bitmap */
	struct unspilled unspilled;
};

static void
unpacked_init(struct unpacked *list, uint32_t documents)
{
	memset(list, 0, sizeof(*list));
	list->blocks = documents / INDEX_BLOCK + 1;
	list->words = list->blocks * (INDEX_BLOCK / 64);
	list->documents = xcalloc(documents + 1u, sizeof(*list->documents));
	list->impacts = xcalloc(documents + 1u, 1);
	list->fields = xcalloc(documents + 1u, 1);
	list->bitmap = xcalloc(list->words, sizeof(*list->bitmap));
}

static void
unpacked_clear(struct unpacked *list)
{
	free(list->documents);
	free(list->impacts);
	free(list->fields);
	free(list->bitmap);
	free(list->unspilled.bytes);
}

static void
fill_bitmap(struct unpacked *list, uint32_t count)
{
	memset(list->bitmap, 0, list->words * sizeof(*list->bitmap));
	for (uint32_t i = 0; i < count; i++)
		list->bitmap[list->documents[i] / 64] |=
		    (uint64_t)1 << (list->documents[i] % 64);
}

static void
put_dense_term(struct index_file *out, struct unpacked *list, uint32_t count)
{
	uint32_t *ranks = xcalloc(list->blocks, sizeof(*ranks));
	uint8_t *greatest = xcalloc(list->blocks, 1);
	uint32_t before = 0;

	for (size_t block = 0; block < list->blocks; block++) {
		ranks[block] = before;
		while (before < count &&
		       list->documents[before] / INDEX_BLOCK == block) {
			if (list->impacts[before] > greatest[block])
				greatest[block] = list->impacts[before];
			before++;
		}
	}
	fill_bitmap(list, count);
	index_file_put(out, list->bitmap, list->words * sizeof(*list->bitmap));
	index_file_put(out, ranks, list->blocks * sizeof(*ranks));
	index_file_pad(out, 8);
	index_file_put(out, greatest, list->blocks);
	index_file_pad(out, 8);
	free(ranks);
	free(greatest);
}

static void
put_term(struct index_builder *builder, struct index_file *out,
    struct unpacked *list, uint32_t number)
{
	struct builder_term *term = &builder->terms[number];
	const struct packed_list packed = index_spill_whole(
	    builder->spill, number, &term->list, &list->unspilled);
	uint32_t at = 0, document = 0, count = 0;
	unsigned char extra[2];

	while (packed_list_next(&packed, &at, &document, extra, 2)) {
		list->documents[count] = document;
		list->impacts[count] = extra[0];
		if (extra[0] > term->greatest)
			term->greatest = extra[0];
		list->fields[count++] = extra[1];
	}
	index_file_pad(out, 8);
	if (count > builder->documents / INDEX_DENSE) {
		put_dense_term(out, list, count);
	} else {
		index_file_put(out, list->documents, count * sizeof(uint32_t));
		index_file_pad(out, 8);
	}
	index_file_put(out, list->impacts, count);
	index_file_pad(out, 8);
	index_file_put(out, list->fields, count);
	/* Nothing looks at its list again: there is room for what follows. */
	free(term->list.bytes);
	term->list.bytes = NULL;
	term->list.length = term->list.room = 0;
}

void
index_write_terms(struct index_builder *builder, struct index_file *out)
{
	struct unpacked list;
	struct text_pool *pool = &builder->term_texts;
	uint32_t *order = sorted_texts(pool);
	struct index_term *terms = xcalloc(pool->count + 1u, sizeof(*terms));
	uint64_t start;

	unpacked_init(&list, builder->documents);
	index_file_begin(out, SECTION_POSTINGS, 1);
	start = out->offset;
	for (uint32_t i = 0; i < pool->count; i++) {
		struct builder_term *term = &builder->terms[order[i]];

		term->place = i;
		terms[i].text = pool->at[order[i]];
		terms[i].count = term->list.count;
		index_file_pad(out, 8);
		terms[i].offset = out->offset - start;
		put_term(builder, out, &list, order[i]);
	}
	index_file_end(out, SECTION_POSTINGS);
	index_file_section(
	    out, SECTION_TERMS, terms, pool->count, sizeof(*terms));
	index_file_texts(out, SECTION_TERM_TEXT, pool);
	unpacked_clear(&list);
	free(order);
	free(terms);
}

void
index_write_sets(struct index_builder *builder, struct index_file *out)
{
	struct unpacked list;
	struct text_pool *keys = &builder->set_keys;
	uint32_t *order = sorted_texts(keys);
	struct index_set_entry *sets = xcalloc(keys->count + 1u, sizeof(*sets));
	uint64_t start;

	unpacked_init(&list, builder->documents);
	index_file_begin(out, SECTION_SET_DATA, 1);
	start = out->offset;
	for (uint32_t i = 0; i < keys->count; i++) {
		const struct packed_list *packed = &builder->sets[order[i]];
		const char *key = text_pool_text(keys, order[i]);
		uint32_t at = 0, document = 0, count = 0, text;

		while (packed_list_next(packed, &at, &document, NULL, 0))
			list.documents[count++] = document;
		text = text_pool_add(&builder->texts, key + 1, strlen(key + 1));
		sets[i].kind = (unsigned char)key[0];
		sets[i].text = builder->texts.at[text];
		sets[i].count = count;
		index_file_pad(out, 8);
		sets[i].offset = out->offset - start;
		if (count > builder->documents / INDEX_DENSE) {
			fill_bitmap(&list, count);
			index_file_put(out, list.bitmap,
			    list.words * sizeof(*list.bitmap));
		} else {
			index_file_put(
			    out, list.documents, count * sizeof(uint32_t));
		}
	}
	index_file_end(out, SECTION_SET_DATA);
	index_file_section(out, SECTION_SETS, sets, keys->count, sizeof(*sets));
	unpacked_clear(&list);
	free(order);
	free(sets);
}

/* Marks which documents are found at all. */
static void
mark_served(struct index_builder *builder, uint8_t *served)
{
	const char key[2] = {SET_SERVED, '\0'};
	uint32_t number = text_pool_find(&builder->set_keys, key, 1);
	uint32_t at = 0, document = 0;

	if (number == UINT32_MAX)
		return;
	while (
	    packed_list_next(&builder->sets[number], &at, &document, NULL, 0))
		served[document] = 1;
}

static uint32_t
count_served(const struct packed_list *list, const uint8_t *served)
{
	uint32_t at = 0, document = 0, count = 0;

	while (packed_list_next(list, &at, &document, NULL, 0))
		count += served[document];
	return count;
}

/*
 * The types that listings have, and each document's own.  Its type_of
 * entries hold numbers of set keys until here; "place" turns those into
 * places in the table.
 */
void
index_write_types(struct index_builder *builder, struct index_file *out)
{
	struct text_pool *keys = &builder->set_keys;
	uint32_t *order = sorted_texts(keys);
	uint32_t *place = xcalloc(keys->count + 1u, sizeof(*place));
	uint8_t *served = xcalloc(builder->documents + 1u, 1);
	struct index_type *types = xcalloc(keys->count + 1u, sizeof(*types));
	uint32_t count = 0;

	mark_served(builder, served);
	for (uint32_t i = 0; i < keys->count; i++) {
		const char *key = text_pool_text(keys, order[i]);
		const char *dot = strrchr(key, '.');
		uint32_t text, above;

		if (key[0] != SET_TYPE)
			continue;
		text = text_pool_add(&builder->texts, key + 1, strlen(key + 1));
		types[count].id = builder->texts.at[text];
		types[count].parent = INDEX_NO_TYPE;
		types[count].count =
		    count_served(&builder->sets[order[i]], served);
		/* What is above sorts before what is below it. */
		if (dot != NULL) {
			above = text_pool_find(keys, key, (size_t)(dot - key));
			types[count].parent = place[above];
		}
		place[order[i]] = count++;
	}
	for (uint32_t i = 0; i < builder->type_of_count; i++)
		builder->type_of[i].type = place[builder->type_of[i].type];
	index_file_section(out, SECTION_TYPES, types, count, sizeof(*types));
	index_file_section(out, SECTION_TYPE_OF, builder->type_of,
	    builder->type_of_count, sizeof(*builder->type_of));
	index_file_section(out, SECTION_TYPE_AT, builder->type_at,
	    builder->documents + 1u, sizeof(*builder->type_at));
	free(order);
	free(place);
	free(served);
	free(types);
}
