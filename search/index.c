#include "search/index.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/compiler.h"
#include "search/index_read.h"

/* What each section is called and its entries must be; a zero count: any number
 * of them. */
enum section_count { ANY = 0, EACH, EACH_AND_END };
static const struct {
	const char *name;
	uint32_t entry_bytes;
	enum section_count count;
} section_rules[N_SECTIONS] = {
    [SECTION_TERM_TEXT] = {"term-text", 1, ANY},
    [SECTION_TERMS] = {"terms", sizeof(struct index_term), ANY},
    [SECTION_POSTINGS] = {"postings", 1, ANY},
    [SECTION_SET_TEXT] = {"set-text", 1, ANY},
    [SECTION_SETS] = {"sets", sizeof(struct index_set_entry), ANY},
    [SECTION_SET_DATA] = {"set-data", 1, ANY},
    [SECTION_AREA_PARENTS] = {"area-parents", sizeof(struct index_area_parent),
	ANY},
    [SECTION_PERSONS] = {"persons", sizeof(struct index_person), EACH},
    [SECTION_FLAGS] = {"flags", 1, EACH},
    [SECTION_CHECKED] = {"checked", 4, EACH},
    [SECTION_NAME_ORDER] = {"name-order", 4, EACH},
    [SECTION_CODE_ORDER] = {"code-order", 4, EACH},
    [SECTION_NAME_WORDS] = {"name-words", sizeof(struct index_name_words),
	EACH},
    [SECTION_POSITIONS] = {"positions", sizeof(struct index_position), ANY},
    [SECTION_POSITION_AT] = {"position-at", 4, EACH_AND_END},
    [SECTION_POSITION_OF] = {"position-of", 4, ANY},
    [SECTION_PHONES] = {"phones", sizeof(struct index_phone), ANY},
    [SECTION_PHONES_FORWARD] = {"phones-forward", 4, ANY},
    [SECTION_NAME_TEXT] = {"name-text", 1, ANY},
    [SECTION_NAMES] = {"names", sizeof(struct index_name), ANY},
    [SECTION_TYPES] = {"types", sizeof(struct index_type), ANY},
    [SECTION_TYPE_AT] = {"type-at", 4, EACH_AND_END},
    [SECTION_TYPE_OF] = {"type-of", sizeof(struct index_type_of), ANY},
    [SECTION_RULE_AT] = {"rule-at", 4, EACH_AND_END},
    [SECTION_RULES] = {"rules", sizeof(struct index_rule), ANY},
    [SECTION_WORDING] = {"wording", 1, ANY},
    [SECTION_CARD_AT] = {"card-at", 8, EACH_AND_END},
    [SECTION_CARDS] = {"cards", 1, ANY},
    [SECTION_ROWS] = {"rows", 8, EACH},
    [SECTION_CONCEPT_TEXT] = {"concept-text", 1, ANY},
    [SECTION_CONCEPTS] = {"concepts", sizeof(struct index_concept), ANY},
    [SECTION_ALTERNATIVES] = {"alternatives", sizeof(struct index_alternative),
	ANY},
    [SECTION_WORD_TEXT] = {"word-text", 1, ANY},
    [SECTION_WORDS] = {"words", sizeof(struct index_word), ANY},
    [SECTION_SOUND_TEXT] = {"sound-text", 1, ANY},
    [SECTION_SOUND_NAMES] = {"sound-names", sizeof(struct index_sound_name),
	ANY},
    [SECTION_SOUND_UNITS] = {"sound-units", sizeof(struct index_sound_unit),
	ANY},
    [SECTION_SOUND_KEYS] = {"sound-keys", sizeof(struct index_sound_key), ANY},
    [SECTION_SOUND_OF] = {"sound-of", 4, ANY},
    [SECTION_CONTACT_TEXT] = {"contact-text", 1, ANY},
    [SECTION_CONTACTS] = {"contacts", sizeof(struct index_contact), ANY},
    [SECTION_LOOSE_WORDS] = {"loose-words", sizeof(struct index_loose), ANY},
    [SECTION_LOOSE] = {"loose", sizeof(struct index_loose), ANY},
    [SECTION_HOURS] = {"hours", sizeof(struct index_hours), EACH},
    [SECTION_OPENINGS] = {"openings", sizeof(struct index_opening), ANY},
};

static bool
is_text(enum index_section_id id)
{
	return id == SECTION_TERM_TEXT || id == SECTION_SET_TEXT ||
	       id == SECTION_NAME_TEXT || id == SECTION_WORDING ||
	       id == SECTION_CONCEPT_TEXT || id == SECTION_WORD_TEXT ||
	       id == SECTION_SOUND_TEXT || id == SECTION_CONTACT_TEXT;
}

/* What is wrong with a section, or NULL; fills the part. */
static const char *
open_section(struct index *index, const struct index_section *section)
{
	size_t entry = section_rules[section->id].entry_bytes;
	struct index_part *part = &index->part[section->id];
	size_t wanted = index->documents;

	if (part->data != NULL)
		return "stands twice";
	if (section->offset % INDEX_ALIGN != 0 ||
	    section->offset > index->map_bytes ||
	    section->bytes > index->map_bytes - section->offset)
		return "does not lie in the file";
	if (section->entry_bytes != entry || section->bytes % entry != 0)
		return "has entries of another size";
	part->data = index->map + section->offset;
	part->count = section->bytes / entry;
	if (section_rules[section->id].count == EACH_AND_END)
		wanted++;
	if (section_rules[section->id].count != ANY && part->count != wanted)
		return "does not hold one entry for each document";
	/* Texts are read to their NUL: the last byte must be one. */
	if (is_text((enum index_section_id)section->id) && part->count > 0 &&
	    ((const char *)part->data)[part->count - 1] != '\0')
		return "has a text without an end";
	return NULL;
}

static const char *
open_header(struct index *index, struct index_header *header)
{
	static const char magic[8] = INDEX_MAGIC_BYTES;

	if (index->map_bytes < sizeof(*header))
		return "too short for an index";
	memcpy(header, index->map, sizeof(*header));
	if (memcmp(header->magic, magic, sizeof(magic)) != 0)
		return "not a search index";
	if (header->format != INDEX_FORMAT)
		return "an index of a format this version does not know";
	if (header->file_bytes != index->map_bytes)
		return "cut short, or with something behind its end";
	if (header->documents > INDEX_MAX_DOCUMENTS)
		return "says that it holds too many documents";
	if (header->header_bytes < sizeof(*header) ||
	    header->header_bytes % 8 != 0 ||
	    header->header_bytes > index->map_bytes ||
	    header->sections > (index->map_bytes - header->header_bytes) /
				   sizeof(struct index_section))
		return "its table of sections is damaged";
	index->documents = header->documents;
	index->words =
	    (header->documents / INDEX_BLOCK + 1) * (INDEX_BLOCK / 64);
	return NULL;
}

/* NULL where the whole file is as it should be; else what is wrong. */
static const char *
open_parts(struct index *index, uint32_t *at_section)
{
	struct index_header header;
	const char *wrong = open_header(index, &header);

	*at_section = UINT32_MAX;
	if (wrong != NULL)
		return wrong;
	for (uint32_t i = 0; i < header.sections; i++) {
		struct index_section section;

		memcpy(&section,
		    index->map + header.header_bytes + i * sizeof(section),
		    sizeof(section));
		if (section.id >= N_SECTIONS)
			continue; /* of a later version */
		*at_section = section.id;
		wrong = open_section(index, &section);
		if (wrong != NULL)
			return wrong;
	}
	for (uint32_t i = 0; i < SECTION_FIRST_OPTIONAL; i++)
		if (index->part[i].data == NULL) {
			*at_section = i;
			return "is missing";
		}
	return NULL;
}

static bool
map_file(struct index *index, const char *path)
{
	struct stat status;
	void *map;
	int file = open(path, O_RDONLY | O_CLOEXEC);

	if (file < 0)
		return false;
	errno = EINVAL; /* for what is no plain file of a sane size */
	if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode) ||
	    status.st_size <= 0 ||
	    (unsigned long)status.st_size > INDEX_MAX_BYTES) {
		close(file);
		return false;
	}
	index->map_bytes = (size_t)status.st_size;
	map = mmap(NULL, index->map_bytes, PROT_READ, MAP_SHARED, file, 0);
	close(file);
	if (map == MAP_FAILED)
		return false;
	index->map = map;
	return true;
}

struct index *
index_open(const char *path, char *error, size_t error_size)
{
	struct index *index = xcalloc(1, sizeof(*index));
	const char *wrong;
	uint32_t section;

	if (!map_file(index, path)) {
		snprintf(error, error_size, "%s: %s", path, strerror(errno));
		free(index);
		return NULL;
	}
	wrong = open_parts(index, &section);
	if (wrong == NULL)
		return index;
	if (section == UINT32_MAX)
		snprintf(error, error_size, "%s: %s", path, wrong);
	else
		snprintf(error, error_size, "%s: section %u %s", path,
		    (unsigned)section, wrong);
	index_close(index);
	return NULL;
}

void
index_close(struct index *index)
{
	if (index == NULL)
		return;
	munmap((void *)(uintptr_t)index->map, index->map_bytes);
	free(index);
}

uint32_t
index_count(const struct index *index)
{
	return index->documents;
}

bool
index_card(const struct index *index, uint32_t document, struct card *out)
{
	const uint64_t *at = index->part[SECTION_CARD_AT].data;
	const unsigned char *cards = index->part[SECTION_CARDS].data;
	size_t bytes = index->part[SECTION_CARDS].count;

	if (document >= index->documents || at[document] > bytes ||
	    at[document + 1] > bytes || at[document] > at[document + 1])
		return false;
	return card_open(cards + at[document],
	    (size_t)(at[document + 1] - at[document]), out);
}

long
index_row(const struct index *index, uint32_t document)
{
	const int64_t *rows = index->part[SECTION_ROWS].data;

	return document < index->documents ? (long)rows[document] : 0;
}

bool
index_document(const struct index *index, long row, uint32_t *document)
{
	uint32_t low = 0, high = index->documents;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (index_row(index, middle) < row)
			low = middle + 1;
		else
			high = middle;
	}
	*document = low;
	return low < index->documents && index_row(index, low) == row;
}

const char *
index_text(const struct index *index, enum index_section_id id, uint32_t at)
{
	return at < index->part[id].count
		   ? (const char *)index->part[id].data + at
		   : "";
}

/*
 * The "count" entries of "entry" bytes at "at" in a section of bytes, or
 * NULL; moves "at" behind them, to a multiple of 8.
 */
static const void *
take(const struct index_part *part, uint64_t *at, uint64_t count, size_t entry)
{
	uint64_t start = *at;

	if (start % 8 != 0 || start > part->count ||
	    count > (part->count - start) / entry)
		return NULL;
	*at = (start + count * entry + 7) / 8 * 8;
	return (const unsigned char *)part->data + start;
}

/* The documents at "at": false where they do not lie in the section. */
static bool
take_set(const struct index *index, enum index_section_id id, uint32_t count,
    uint64_t *at, struct index_set *out)
{
	const struct index_part *part = &index->part[id];

	memset(out, 0, sizeof(*out));
	if (count == 0 || count > index->documents)
		return false;
	if (count > index->documents / INDEX_DENSE)
		out->bitmap =
		    take(part, at, index->words, sizeof(*out->bitmap));
	else
		out->list = take(part, at, count, sizeof(*out->list));
	if (out->bitmap == NULL && out->list == NULL)
		return false;
	out->count = count;
	return true;
}

struct index_set
index_set_at(const struct index *index, size_t entry)
{
	const struct index_set_entry *sets = index->part[SECTION_SETS].data;
	struct index_set set = {0};

	if (entry < index->part[SECTION_SETS].count) {
		uint64_t at = sets[entry].offset;

		take_set(index, SECTION_SET_DATA, sets[entry].count, &at, &set);
	}
	return set;
}

struct index_span
index_sets_of(const struct index *index, enum index_set_kind kind)
{
	const struct index_set_entry *sets = index->part[SECTION_SETS].data;
	size_t count = index->part[SECTION_SETS].count, low = 0, high = count;
	struct index_span span;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (sets[middle].kind < (uint32_t)kind)
			low = middle + 1;
		else
			high = middle;
	}
	span.first = (uint32_t)low;
	while (low < count && sets[low].kind == (uint32_t)kind)
		low++;
	span.end = (uint32_t)low;
	return span;
}

struct index_set
index_set_find(
    const struct index *index, enum index_set_kind kind, const char *text)
{
	const struct index_set_entry *sets = index->part[SECTION_SETS].data;
	size_t low = 0, high = index->part[SECTION_SETS].count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = (sets[middle].kind > (uint32_t)kind) -
			    (sets[middle].kind < (uint32_t)kind);

		if (order == 0)
			order = strcmp(index_text(index, SECTION_SET_TEXT,
					   sets[middle].text),
			    text);
		if (order == 0)
			return index_set_at(index, middle);
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return (struct index_set){0};
}

static bool
open_postings(const struct index *index, const struct index_term *term,
    struct index_postings *out)
{
	const struct index_part *part = &index->part[SECTION_POSTINGS];
	size_t blocks = index->words / (INDEX_BLOCK / 64);
	uint64_t at = term->offset;

	memset(out, 0, sizeof(*out));
	if (!take_set(index, SECTION_POSTINGS, term->count, &at, &out->set))
		return false;
	if (out->set.bitmap != NULL) {
		out->ranks = take(part, &at, blocks, sizeof(*out->ranks));
		if (out->ranks == NULL)
			return false;
		out->greatest = take(part, &at, blocks, 1);
		if (out->greatest == NULL)
			return false;
	}
	out->impacts = take(part, &at, term->count, 1);
	if (out->impacts == NULL)
		return false;
	out->fields = take(part, &at, term->count, 1);
	return out->fields != NULL;
}

bool
index_postings_at(
    const struct index *index, uint32_t place, struct index_postings *out)
{
	const struct index_term *terms = index->part[SECTION_TERMS].data;

	return place < index->part[SECTION_TERMS].count &&
	       open_postings(index, &terms[place], out);
}

bool
index_postings_find(
    const struct index *index, const char *text, struct index_postings *out)
{
	const struct index_term *terms = index->part[SECTION_TERMS].data;
	size_t low = 0, high = index->part[SECTION_TERMS].count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(
		    index_text(index, SECTION_TERM_TEXT, terms[middle].text),
		    text);

		if (order == 0)
			return open_postings(index, &terms[middle], out);
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

struct index_span
index_document_span(const struct index *index, enum index_section_id at,
    enum index_section_id entries, uint32_t document)
{
	const uint32_t *starts = index->part[at].data;
	struct index_span span = {0, 0};

	if (document < index->documents &&
	    starts[document] <= starts[document + 1] &&
	    starts[document + 1] <= index->part[entries].count) {
		span.first = starts[document];
		span.end = starts[document + 1];
	}
	return span;
}

bool
index_extent(const struct index *index, size_t number, struct index_extent *out)
{
	if (number >= N_SECTIONS)
		return false;
	out->name = section_rules[number].name;
	out->data = index->part[number].data;
	out->offset =
	    out->data != NULL
		? (size_t)((const char *)out->data - (const char *)index->map)
		: 0;
	out->bytes =
	    index->part[number].count * section_rules[number].entry_bytes;
	return true;
}
