#include <errno.h>
#include <string.h>

#include "base/compiler.h"
#include "search/index.h"
#include "search/index_build.h"
#include "search/index_builder.h"
#include "search/index_concepts.h"
#include "search/index_contacts.h"
#include "search/index_file.h"
#include "search/index_sounds.h"
#include "search/index_spill.h"
#include "search/index_store.h"
#include "search/index_text_store.h"
#include "search/index_words.h"

static void
write_cards(struct index_builder *builder, struct index_file *out)
{
	index_file_section(out, SECTION_CARD_AT, builder->card_at,
	    builder->documents + 1u, sizeof(*builder->card_at));
	index_file_copy(out, SECTION_CARDS, builder->cards, 1);
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
	index_file_put(out, &header, sizeof(header));
	index_file_put(out, out->sections, sizeof(out->sections));
}

/* After the terms, whose places it names. */
static void
write_concepts(struct index_builder *builder, struct index_file *out)
{
	struct index_concept_table table = {0};

	index_concepts_compile(builder, &table);
	index_file_section(out, SECTION_CONCEPTS, table.concepts,
	    table.concepts_count, sizeof(*table.concepts));
	index_file_section(out, SECTION_ALTERNATIVES, table.alternatives,
	    table.alternatives_count, sizeof(*table.alternatives));
	index_file_section(out, SECTION_LOOSE_WORDS, table.loose.words,
	    table.loose.words_count, sizeof(*table.loose.words));
	index_file_section(out, SECTION_LOOSE, table.loose.phrases,
	    table.loose.phrases_count, sizeof(*table.loose.phrases));
	index_file_texts(out, SECTION_CONCEPT_TEXT, &table.texts);
	index_concept_table_clear(&table);
}

static void
write_words(struct index_builder *builder, struct index_file *out)
{
	struct index_word_table table = {0};

	index_words_compile(builder, &table);
	index_file_section(out, SECTION_WORDS, table.words, table.texts.count,
	    sizeof(*table.words));
	index_file_texts(out, SECTION_WORD_TEXT, &table.texts);
	index_word_table_clear(&table);
}

static void
write_sounds(struct index_builder *builder, struct index_file *out)
{
	struct index_sound_table table = {0};

	index_sounds_compile(builder->sounds, &table);
	index_file_section(out, SECTION_SOUND_NAMES, table.names,
	    table.names_count, sizeof(*table.names));
	index_file_section(out, SECTION_SOUND_UNITS, table.units,
	    table.units_count, sizeof(*table.units));
	index_file_section(out, SECTION_SOUND_KEYS, table.keys,
	    table.keys_count, sizeof(*table.keys));
	index_file_section(
	    out, SECTION_SOUND_OF, table.of, table.of_count, sizeof(*table.of));
	index_file_texts(out, SECTION_SOUND_TEXT, &table.texts);
	index_sound_table_clear(&table);
}

static void
write_all(struct index_builder *builder, struct index_file *out)
{
	static const char
	    nothing[sizeof(struct index_header) + sizeof(out->sections)];

	index_builder_roll_up(builder);
	index_likeness_post(builder);
	index_file_put(out, nothing, sizeof(nothing)); /* the head comes last */
	index_write_terms(builder, out);
	write_concepts(builder, out);
	write_words(builder, out);
	index_builder_words_free(builder); /* names take their room */
	write_sounds(builder, out);
	index_contacts_write(builder->contacts, out);
	index_write_sets(builder, out);
	index_write_types(builder, out);
	index_write_rules(builder, out);
	/* After all that adds to them. */
	index_file_texts(out, SECTION_SET_TEXT, &builder->texts);
	index_file_copy(
	    out, SECTION_WORDING, index_text_store_file(builder->wording), 1);
	index_write_positions(builder, out);
	index_write_phones(builder, out);
	index_write_names(builder, out);
	index_write_columns(builder, out);
	index_file_section(out, SECTION_AREA_PARENTS, builder->parents,
	    builder->parents_count, sizeof(*builder->parents));
	write_cards(builder, out);
	index_file_pad(out, INDEX_ALIGN);
	if (fseek(out->file, 0, SEEK_SET) != 0)
		out->failed = true;
	write_head(builder, out);
}

/* errno of what went wrong in the first of the nameless files; 0: nothing. */
static int
put_away_error(const struct index_builder *builder)
{
	const int errors[] = {
	    index_store_error(builder->cards),
	    index_store_error(builder->rules),
	    index_store_error(index_text_store_file(builder->wording)),
	    index_contacts_error(builder->contacts),
	    index_spill_error(builder->spill),
	};

	for (size_t i = 0; i < ARRAY_LEN(errors); i++)
		if (errors[i] != 0)
			return errors[i];
	return 0;
}

bool
index_builder_write(struct index_builder *builder, const char *path,
    char *error, size_t error_size)
{
	struct index_file out = {.file = fopen(path, "wb")};
	int put_away;

	if (out.file == NULL) {
		snprintf(error, error_size, "%s: %s", path, strerror(errno));
		return false;
	}
	errno = 0;
	write_all(builder, &out);
	out.failed |= fclose(out.file) != 0;
	put_away = put_away_error(builder);
	if (put_away != 0)
		snprintf(error, error_size, "%s: its temporary files: %s", path,
		    strerror(put_away));
	else if (out.failed)
		snprintf(error, error_size, "%s: cannot be written: %s", path,
		    errno != 0 ? strerror(errno) : "short write");
	return !out.failed && put_away == 0;
}
