#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "search/index.h"
#include "search/index_build.h"
#include "search/index_builder.h"
#include "search/index_concepts.h"
#include "search/index_contacts.h"
#include "search/index_sounds.h"
#include "search/index_words.h"

/* The file as it grows; the first thing that goes wrong is remembered. */
struct index_file {
	FILE *file;
	uint64_t offset;
	struct index_section sections[N_SECTIONS];
	bool failed;
};

static void
put(struct index_file *out, const void *data, size_t bytes)
{
	if (bytes > 0 && fwrite(data, 1, bytes, out->file) != bytes)
		out->failed = true;
	out->offset += bytes;
}

static void
pad(struct index_file *out, unsigned alignment)
{
	static const char zeros[INDEX_ALIGN];

	put(out, zeros, (alignment - out->offset % alignment) % alignment);
}

static void
section_begin(
    struct index_file *out, enum index_section_id id, size_t entry_bytes)
{
	pad(out, INDEX_ALIGN);
	out->sections[id].id = (uint32_t)id;
	out->sections[id].entry_bytes = (uint32_t)entry_bytes;
	out->sections[id].offset = out->offset;
}

static void
section_end(struct index_file *out, enum index_section_id id)
{
	out->sections[id].bytes = out->offset - out->sections[id].offset;
}

static void
put_section(struct index_file *out, enum index_section_id id,
    const void *entries, size_t count, size_t entry_bytes)
{
	section_begin(out, id, entry_bytes);
	put(out, entries, count * entry_bytes);
	section_end(out, id);
}

static void
put_texts(struct index_file *out, enum index_section_id id,
    const struct text_pool *pool)
{
	put_section(out, id, pool->bytes, pool->bytes_count, 1);
}

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
};

static void
unpacked_init(struct unpacked *list, uint32_t documents)
{
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
	put(out, list->bitmap, list->words * sizeof(*list->bitmap));
	put(out, ranks, list->blocks * sizeof(*ranks));
	pad(out, 8);
	put(out, greatest, list->blocks);
	pad(out, 8);
	free(ranks);
	free(greatest);
}

static void
put_term(struct index_file *out, struct unpacked *list,
    struct builder_term *term, uint32_t documents)
{
	const struct packed_list *packed = &term->list;
	uint32_t at = 0, document = 0, count = 0;
	unsigned char extra[2];

	while (packed_list_next(packed, &at, &document, extra, 2)) {
		list->documents[count] = document;
		list->impacts[count] = extra[0];
		if (extra[0] > term->greatest)
			term->greatest = extra[0];
		list->fields[count++] = extra[1];
	}
	pad(out, 8);
	if (count > documents / INDEX_DENSE) {
		put_dense_term(out, list, count);
	} else {
		put(out, list->documents, count * sizeof(uint32_t));
		pad(out, 8);
	}
	put(out, list->impacts, count);
	pad(out, 8);
	put(out, list->fields, count);
}

static void
write_terms(struct index_builder *builder, struct index_file *out,
    struct unpacked *list)
{
	struct text_pool *pool = &builder->term_texts;
	uint32_t *order = sorted_texts(pool);
	struct index_term *terms = xcalloc(pool->count + 1u, sizeof(*terms));
	uint64_t start;

	section_begin(out, SECTION_POSTINGS, 1);
	start = out->offset;
	for (uint32_t i = 0; i < pool->count; i++) {
		struct builder_term *term = &builder->terms[order[i]];

		term->place = i;
		terms[i].text = pool->at[order[i]];
		terms[i].count = term->list.count;
		pad(out, 8);
		terms[i].offset = out->offset - start;
		put_term(out, list, term, builder->documents);
	}
	section_end(out, SECTION_POSTINGS);
	put_section(out, SECTION_TERMS, terms, pool->count, sizeof(*terms));
	put_texts(out, SECTION_TERM_TEXT, pool);
	free(order);
	free(terms);
}

/* All sets' texts end up in the pool "texts", with those of rules. */
static void
write_sets(struct index_builder *builder, struct index_file *out,
    struct unpacked *list)
{
	struct text_pool *keys = &builder->set_keys;
	uint32_t *order = sorted_texts(keys);
	struct index_set_entry *sets = xcalloc(keys->count + 1u, sizeof(*sets));
	uint64_t start;

	section_begin(out, SECTION_SET_DATA, 1);
	start = out->offset;
	for (uint32_t i = 0; i < keys->count; i++) {
		const struct packed_list *packed = &builder->sets[order[i]];
		const char *key = text_pool_text(keys, order[i]);
		uint32_t at = 0, document = 0, count = 0, text;

		while (packed_list_next(packed, &at, &document, NULL, 0))
			list->documents[count++] = document;
		text = text_pool_add(&builder->texts, key + 1, strlen(key + 1));
		sets[i].kind = (unsigned char)key[0];
		sets[i].text = builder->texts.at[text];
		sets[i].count = count;
		pad(out, 8);
		sets[i].offset = out->offset - start;
		if (count > builder->documents / INDEX_DENSE) {
			fill_bitmap(list, count);
			put(out, list->bitmap,
			    list->words * sizeof(*list->bitmap));
		} else {
			put(out, list->documents, count * sizeof(uint32_t));
		}
	}
	section_end(out, SECTION_SET_DATA);
	put_section(out, SECTION_SETS, sets, keys->count, sizeof(*sets));
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
static void
write_types(struct index_builder *builder, struct index_file *out)
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
	for (uint32_t i = 0; i < builder->type_of_count; i++) {
		builder->type_of[i].type = place[builder->type_of[i].type];
		builder->type_of[i].words =
		    builder->wording.at[builder->type_of[i].words];
	}
	put_section(out, SECTION_TYPES, types, count, sizeof(*types));
	put_section(out, SECTION_TYPE_OF, builder->type_of,
	    builder->type_of_count, sizeof(*builder->type_of));
	put_section(out, SECTION_TYPE_AT, builder->type_at,
	    builder->documents + 1u, sizeof(*builder->type_at));
	free(order);
	free(place);
	free(served);
	free(types);
}

static void
write_rules(struct index_builder *builder, struct index_file *out)
{
	for (uint32_t i = 0; i < builder->rules_count; i++) {
		struct index_rule *rule = &builder->rules[i];

		rule->dimension = builder->texts.at[rule->dimension];
		rule->value = builder->texts.at[rule->value];
		rule->sentence = builder->wording.at[rule->sentence];
	}
	put_section(out, SECTION_RULES, builder->rules, builder->rules_count,
	    sizeof(*builder->rules));
	put_section(out, SECTION_RULE_AT, builder->rule_at,
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
static void
write_positions(struct index_builder *builder, struct index_file *out)
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
	put_section(out, SECTION_POSITIONS, builder->positions, count,
	    sizeof(*builder->positions));
	put_section(out, SECTION_POSITION_AT, at, documents + 1u, sizeof(*at));
	put_section(out, SECTION_POSITION_OF, of, count, sizeof(*of));
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

static void
write_phones(struct index_builder *builder, struct index_file *out)
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
	put_section(out, SECTION_PHONES, builder->phones, count,
	    sizeof(*builder->phones));
	put_section(
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
	put_section(out, id, place, count, sizeof(*place));
	free(order);
	free(place);
}

static void
write_names(struct index_builder *builder, struct index_file *out)
{
	if (builder->names_count > 0)
		qsort_r(builder->names, builder->names_count,
		    sizeof(*builder->names), compare_names,
		    builder->name_text.data);
	put_section(out, SECTION_NAMES, builder->names, builder->names_count,
	    sizeof(*builder->names));
	put_section(out, SECTION_NAME_TEXT, builder->name_text.data,
	    builder->name_text.length, 1);
	write_order(
	    builder, out, SECTION_NAME_ORDER, compare_documents_by_name);
	write_order(
	    builder, out, SECTION_CODE_ORDER, compare_documents_by_code);
}

static void
write_columns(struct index_builder *builder, struct index_file *out)
{
	size_t count = builder->documents;

	put_section(out, SECTION_PERSONS, builder->persons, count,
	    sizeof(*builder->persons));
	put_section(
	    out, SECTION_HOURS, builder->hours, count, sizeof(*builder->hours));
	put_section(out, SECTION_OPENINGS, builder->openings,
	    builder->openings_count, sizeof(*builder->openings));
	put_section(out, SECTION_FLAGS, builder->flags, count, 1);
	put_section(out, SECTION_CHECKED, builder->checked, count,
	    sizeof(*builder->checked));
	put_section(out, SECTION_NAME_WORDS, builder->name_words, count,
	    sizeof(*builder->name_words));
	put_section(
	    out, SECTION_ROWS, builder->rows, count, sizeof(*builder->rows));
}

static void
write_cards(struct index_builder *builder, struct index_file *out)
{
	char block[65536];
	size_t got;
	uint64_t copied = 0;

	put_section(out, SECTION_CARD_AT, builder->card_at,
	    builder->documents + 1u, sizeof(*builder->card_at));
	section_begin(out, SECTION_CARDS, 1);
	rewind(builder->cards);
	while ((got = fread(block, 1, sizeof(block), builder->cards)) > 0) {
		put(out, block, got);
		copied += got;
	}
	section_end(out, SECTION_CARDS);
	if (copied != builder->cards_bytes)
		out->failed = true;
}

static void
write_head(struct index_builder *builder, struct index_file *out)
{
	struct index_header header = {
	    .magic = INDEX_MAGIC_BYTES,
	    .format = INDEX_FORMAT,
	    .documents = builder->documents,
	    .sections = N_SECTIONS,
	    .header_bytes = sizeof(header),
	    .file_bytes = out->offset,
	};

	out->offset = 0;
	put(out, &header, sizeof(header));
	put(out, out->sections, sizeof(out->sections));
}

/* After the terms, whose places it names. */
static void
write_concepts(struct index_builder *builder, struct index_file *out)
{
	struct index_concept_table table = {0};

	index_concepts_compile(builder, &table);
	put_section(out, SECTION_CONCEPTS, table.concepts, table.concepts_count,
	    sizeof(*table.concepts));
	put_section(out, SECTION_ALTERNATIVES, table.alternatives,
	    table.alternatives_count, sizeof(*table.alternatives));
	put_section(out, SECTION_LOOSE_WORDS, table.loose.words,
	    table.loose.words_count, sizeof(*table.loose.words));
	put_section(out, SECTION_LOOSE, table.loose.phrases,
	    table.loose.phrases_count, sizeof(*table.loose.phrases));
	put_texts(out, SECTION_CONCEPT_TEXT, &table.texts);
	index_concept_table_clear(&table);
}

static void
write_words(struct index_builder *builder, struct index_file *out)
{
	struct index_word_table table = {0};

	index_words_compile(builder, &table);
	put_section(out, SECTION_WORDS, table.words, table.texts.count,
	    sizeof(*table.words));
	put_texts(out, SECTION_WORD_TEXT, &table.texts);
	index_word_table_clear(&table);
}

static void
write_sounds(struct index_builder *builder, struct index_file *out)
{
	struct index_sound_table table = {0};

	index_sounds_compile(builder->sounds, &table);
	put_section(out, SECTION_SOUND_NAMES, table.names, table.names_count,
	    sizeof(*table.names));
	put_section(out, SECTION_SOUND_UNITS, table.units, table.units_count,
	    sizeof(*table.units));
	put_section(out, SECTION_SOUND_KEYS, table.keys, table.keys_count,
	    sizeof(*table.keys));
	put_section(
	    out, SECTION_SOUND_OF, table.of, table.of_count, sizeof(*table.of));
	put_texts(out, SECTION_SOUND_TEXT, &table.texts);
	index_sound_table_clear(&table);
}

static void
write_contacts(struct index_builder *builder, struct index_file *out)
{
	struct index_contacts *contacts = builder->contacts;

	index_contacts_compile(contacts);
	put_section(out, SECTION_CONTACTS, contacts->list, contacts->count,
	    sizeof(*contacts->list));
	put_texts(out, SECTION_CONTACT_TEXT, &contacts->texts);
}

static void
write_all(struct index_builder *builder, struct index_file *out)
{
	static const char
	    nothing[sizeof(struct index_header) + sizeof(out->sections)];
	struct unpacked list;

	index_builder_roll_up(builder);
	index_likeness_post(builder);
	put(out, nothing, sizeof(nothing)); /* the head comes last */
	unpacked_init(&list, builder->documents);
	write_terms(builder, out, &list);
	write_concepts(builder, out);
	write_words(builder, out);
	write_sounds(builder, out);
	write_contacts(builder, out);
	write_sets(builder, out, &list);
	unpacked_clear(&list);
	write_types(builder, out);
	write_rules(builder, out);
	/* After all that adds to them. */
	put_texts(out, SECTION_SET_TEXT, &builder->texts);
	put_texts(out, SECTION_WORDING, &builder->wording);
	write_positions(builder, out);
	write_phones(builder, out);
	write_names(builder, out);
	write_columns(builder, out);
	put_section(out, SECTION_AREA_PARENTS, builder->parents,
	    builder->parents_count, sizeof(*builder->parents));
	write_cards(builder, out);
	pad(out, INDEX_ALIGN);
	if (fseek(out->file, 0, SEEK_SET) != 0)
		out->failed = true;
	write_head(builder, out);
}

bool
index_builder_write(struct index_builder *builder, const char *path,
    char *error, size_t error_size)
{
	struct index_file out = {0};

	if (builder->failed != NULL) {
		snprintf(error, error_size, "%s: %s", path, builder->failed);
		return false;
	}
	out.file = fopen(path, "wb");
	if (out.file == NULL) {
		snprintf(error, error_size, "%s: %s", path, strerror(errno));
		return false;
	}
	errno = 0;
	write_all(builder, &out);
	out.failed |= fclose(out.file) != 0;
	if (out.failed)
		snprintf(error, error_size, "%s: cannot be written: %s", path,
		    errno != 0 ? strerror(errno) : "short write");
	return !out.failed;
}
