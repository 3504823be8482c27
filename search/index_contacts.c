#include "search/index_contacts.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "schema/postcode.h"
#include "search/contact.h"

static void
add(struct index_contacts *contacts, const char *text, uint32_t document)
{
	struct index_contact *entry;

	contacts->list = grow_array(
	    contacts->list, contacts->count, sizeof(*contacts->list));
	entry = &contacts->list[contacts->count++];
	entry->text = text_pool_add(&contacts->texts, text, strlen(text));
	entry->document = document;
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

static int
compare(const void *a, const void *b, void *arg)
{
	const struct text_pool *texts = arg;
	const struct index_contact *x = a, *y = b;
	int order = strcmp(
	    text_pool_text(texts, x->text), text_pool_text(texts, y->text));

	if (order != 0)
		return order;
	return (x->document > y->document) - (x->document < y->document);
}

void
index_contacts_compile(struct index_contacts *contacts)
{
	size_t kept = 0;

	if (contacts->count > 0)
		qsort_r(contacts->list, contacts->count,
		    sizeof(*contacts->list), compare, &contacts->texts);
	for (size_t i = 0; i < contacts->count; i++) {
		struct index_contact entry = contacts->list[i];

		entry.text = contacts->texts.at[entry.text];
		if (kept == 0 || memcmp(&contacts->list[kept - 1], &entry,
				     sizeof(entry)) != 0)
			contacts->list[kept++] = entry;
	}
	contacts->count = kept;
}

void
index_contacts_clear(struct index_contacts *contacts)
{
	free(contacts->list);
	text_pool_clear(&contacts->texts);
}
