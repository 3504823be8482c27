#include "search/index_contacts.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "schema/postcode.h"
#include "search/contact.h"
#include "search/index_store.h"

#define RUN_CONTACTS (64u << 10) /* sorted in memory: some 3 MB */
#define MERGE_BYTES  (16u << 10) /* of a run are read at once */

/* In memory; in the file each lies without what its text does not fill. */
struct contact {
	uint32_t document; /* with INDEX_CONTACT_ORGANISATION */
	uint32_t text;     /* where it begins in "texts" */
};

/* Where a sorted run lies. */
struct run {
	uint64_t at, end;
};

struct index_contacts {
	struct contact *list; /* not put away yet */
	uint32_t count;
	struct buf texts; /* theirs, NUL-ended */
	struct index_store *file;
	struct run *runs;
	uint32_t runs_count;
};

struct index_contacts *
index_contacts_new(void)
{
	struct index_contacts *contacts = xcalloc(1, sizeof(*contacts));

	contacts->list = xcalloc(RUN_CONTACTS, sizeof(*contacts->list));
	contacts->file = index_store_new();
	return contacts;
}

void
index_contacts_free(struct index_contacts *contacts)
{
	if (contacts == NULL)
		return;
	free(contacts->list);
	buf_clear(&contacts->texts);
	index_store_free(contacts->file);
	free(contacts->runs);
	free(contacts);
}

static int
compare(const void *a, const void *b, void *texts)
{
	const struct contact *x = a, *y = b;
	int order = strcmp((char *)texts + x->text, (char *)texts + y->text);

	if (order != 0)
		return order;
	return (x->document > y->document) - (x->document < y->document);
}

/* What memory holds becomes a sorted run. */
static void
put_away(struct index_contacts *contacts)
{
	struct run *run;

	if (contacts->count == 0)
		return;
	qsort_r(contacts->list, contacts->count, sizeof(*contacts->list),
	    compare, contacts->texts.data);
	contacts->runs = grow_array(
	    contacts->runs, contacts->runs_count, sizeof(*contacts->runs));
	run = &contacts->runs[contacts->runs_count++];
	run->at = index_store_bytes(contacts->file);
	for (uint32_t i = 0; i < contacts->count; i++) {
		const struct contact *each = &contacts->list[i];
		const char *text = contacts->texts.data + each->text;

		index_store_add(
		    contacts->file, &each->document, sizeof(each->document));
		index_store_add(contacts->file, text, strlen(text) + 1);
	}
	run->end = index_store_bytes(contacts->file);
	contacts->count = 0;
	buf_reset(&contacts->texts);
}

static void
add(struct index_contacts *contacts, const char *text, uint32_t document)
{
	if (contacts->count == RUN_CONTACTS)
		put_away(contacts);
	contacts->list[contacts->count++] =
	    (struct contact){document, (uint32_t)contacts->texts.length};
	buf_add(&contacts->texts, text, strlen(text) + 1);
}

/* An address with its host: "a.example/page" is found by "a.example". */
static void
add_address(
    struct index_contacts *contacts, const char *word, uint32_t document)
{
	char text[CONTACT_MAX + 1];
	bool sure;

	if (contact_mail(word, text)) {
		add(contacts, text, document);
		return;
	}
	if (!contact_web(word, text, &sure))
		return;
	add(contacts, text, document);
	if (strchr(text, '/') == NULL)
		return;
	*strchr(text, '/') = '\0';
	add(contacts, text, document);
}

/* A field may hold several, with words around them. */
static void
add_field(struct index_contacts *contacts, const char *field, uint32_t document)
{
	while (field != NULL && *field != '\0') {
		size_t length = strcspn(field, " ,;\n\t<>()\"");
		char word[CONTACT_MAX + 1];

		if (length > 0 && length <= CONTACT_MAX) {
			memcpy(word, field, length);
			word[length] = '\0';
			add_address(contacts, word, document);
		}
		field += length + (field[length] != '\0');
	}
}

void
index_contacts_add(struct index_contacts *contacts,
    const struct listing *listing, uint32_t document)
{
	uint32_t theirs = document | INDEX_CONTACT_ORGANISATION;
	char postcode[POSTCODE_TEXT];

	if (listing->status != LISTING_ACTIVE &&
	    listing->status != LISTING_PAUSED)
		return;
	add_field(contacts, listing->email, document);
	add_field(contacts, listing->url, document);
	add_field(contacts, listing->org_email, theirs);
	add_field(contacts, listing->org_url, theirs);
	for (size_t i = 0;
	     i < listing->locations_count && !listing->hide_address; i++)
		if (listing->locations[i].postcode != NULL &&
		    postcode_parse(listing->locations[i].postcode, postcode) ==
			POSTCODE_UNIT)
			add(contacts, postcode, document);
}

/* A run as it is read: the contact at hand, and some that follow. */
struct reading {
	struct run left; /* not in "bytes" yet */
	size_t at, length;
	unsigned char bytes[MERGE_BYTES];
};

/* The contact at hand lies whole in memory.  False: the run is at its end. */
static bool
reading_fill(struct reading *reading, struct index_store *file)
{
	const size_t most = sizeof(uint32_t) + CONTACT_MAX + 1;
	size_t rest = reading->length - reading->at;
	uint64_t more = reading->left.end - reading->left.at;

	if (rest < most && more > 0) {
		memmove(reading->bytes, reading->bytes + reading->at, rest);
		if (more > sizeof(reading->bytes) - rest)
			more = sizeof(reading->bytes) - rest;
		if (!index_store_read(file, reading->left.at,
			reading->bytes + rest, (size_t)more))
			return false; /* the file remembers it */
		reading->left.at += more;
		reading->at = 0;
		reading->length = rest + (size_t)more;
	}
	return reading->at < reading->length;
}

static const char *
reading_text(const struct reading *reading)
{
	return (const char *)reading->bytes + reading->at + sizeof(uint32_t);
}

static uint32_t
reading_document(const struct reading *reading)
{
	uint32_t document;

	memcpy(&document, reading->bytes + reading->at, sizeof(document));
	return document;
}

static bool
reading_before(const struct reading *a, const struct reading *b)
{
	int order = strcmp(reading_text(a), reading_text(b));

	return order < 0 ||
	       (order == 0 && reading_document(a) < reading_document(b));
}

/* All runs at once: a heap, whose first is the least. */
struct merge {
	struct index_store *file;
	struct reading **heap;
	uint32_t count;
};

/* The entry at "at" may be greater than those below it. */
static void
merge_sift(struct merge *merge, uint32_t at)
{
	for (;;) {
		uint32_t least = at;
		struct reading *entry = merge->heap[at];

		for (uint32_t i = 2 * at + 1;
		     i <= 2 * at + 2 && i < merge->count; i++)
			if (reading_before(merge->heap[i], merge->heap[least]))
				least = i;
		if (least == at)
			return;
		merge->heap[at] = merge->heap[least];
		merge->heap[least] = entry;
		at = least;
	}
}

static void
merge_begin(struct merge *merge, struct index_contacts *contacts)
{
	merge->file = contacts->file;
	merge->count = 0;
	merge->heap = xcalloc(contacts->runs_count + 1u, sizeof(*merge->heap));
	for (uint32_t i = 0; i < contacts->runs_count; i++) {
		struct reading *reading = xcalloc(1, sizeof(*reading));

		reading->left = contacts->runs[i];
		if (reading_fill(reading, merge->file))
			merge->heap[merge->count++] = reading;
		else
			free(reading);
	}
	for (uint32_t i = merge->count; i-- > 0;)
		merge_sift(merge, i);
}

/* Behind the least of all, which is over. */
static void
merge_next(struct merge *merge)
{
	struct reading *first = merge->heap[0];

	first->at += sizeof(uint32_t) + strlen(reading_text(first)) + 1;
	if (!reading_fill(first, merge->file)) {
		free(first);
		merge->heap[0] = merge->heap[--merge->count];
	}
	if (merge->count > 0)
		merge_sift(merge, 0);
}

/* The texts as they come; what points at them is only eight bytes each. */
static size_t
write_texts(struct index_contacts *contacts, struct index_file *out,
    struct index_contact **list)
{
	char text[CONTACT_MAX + 1] = "";
	uint32_t end = 0;
	size_t count = 0;
	struct merge merge;

	index_file_begin(out, SECTION_CONTACT_TEXT, 1);
	for (merge_begin(&merge, contacts); merge.count > 0;
	     merge_next(&merge)) {
		const char *next = reading_text(merge.heap[0]);
		struct index_contact entry = {
		    0, reading_document(merge.heap[0])};
		uint32_t bytes = (uint32_t)strlen(next) + 1;

		if (end == 0 || strcmp(text, next) != 0) {
			index_file_put(out, next, bytes);
			memcpy(text, next, bytes);
			end += bytes;
		}
		entry.text = end - bytes;
		if (count > 0 &&
		    memcmp(&(*list)[count - 1], &entry, sizeof(entry)) == 0)
			continue;
		*list = grow_array(*list, count, sizeof(**list));
		(*list)[count++] = entry;
	}
	index_file_end(out, SECTION_CONTACT_TEXT);
	free(merge.heap);
	return count;
}

void
index_contacts_write(struct index_contacts *contacts, struct index_file *out)
{
	struct index_contact *list = NULL;
	size_t count;

	put_away(contacts);
	count = write_texts(contacts, out, &list);
	index_file_section(out, SECTION_CONTACTS, list, count, sizeof(*list));
	free(list);
}

int
index_contacts_error(const struct index_contacts *contacts)
{
	return index_store_error(contacts->file);
}
