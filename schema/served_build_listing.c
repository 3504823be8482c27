/* One listing's rows, in listings.db as it is built. */
#include "schema/served_write.h"

/* The row of its organisation, written when it is met first; 0: none. */
static long
write_organisation(struct served_writer *writer, const struct listing *listing)
{
	struct binder known = served_write_begin(writer, ORGANISATION_ID);
	struct binder binder = served_write_begin(writer, INSERT_ORGANISATION);
	long id = 0;

	if (listing->org_name == NULL && listing->org_code[0] == '\0')
		return 0;
	if (listing->org_code[0] != '\0') {
		bind_text(&known, ":code", listing->org_code);
		id = served_write_end(writer, &known);
	}
	if (id != 0)
		return id;
	bind_text(&binder, ":code", listing->org_code);
	bind_text(&binder, ":uuid", listing->org_uuid);
	bind_text(&binder, ":name", listing->org_name);
	bind_text(&binder, ":description", listing->org_description);
	bind_text(&binder, ":url", listing->org_url);
	bind_text(&binder, ":email", listing->org_email);
	bind_text(&binder, ":charity", listing->org_charity);
	bind_text(&binder, ":company", listing->org_company);
	return served_write_end(writer, &binder);
}

static long
write_row(struct served_writer *writer,
    const struct published_listing *published, long organisation)
{
	const struct listing *listing = &published->listing;
	struct binder binder = served_write_begin(writer, INSERT_LISTING);
	bool withdrawn = published->state == PUBLISHED_WITHDRAWN;

	bind_text(&binder, ":code", listing->code);
	bind_text(&binder, ":uuid", listing->uuid);
	bind_long(&binder, ":state", withdrawn);
	bind_long_if(
	    &binder, ":withdrawn", withdrawn ? published->withdrawn : 0);
	bind_text(&binder, ":feed", published->feed);
	bind_long_if(&binder, ":organisation", organisation);
	bind_text(&binder, ":org_id", listing->org_id);
	bind_text(&binder, ":own_uuid", listing->own_uuid);
	bind_long(&binder, ":kind", (long)listing->kind);
	bind_long(&binder, ":status", (long)listing->status);
	bind_text(&binder, ":status_note", listing->status_note);
	bind_text(&binder, ":source_id", listing->source_id);
	bind_text(&binder, ":name", listing->name);
	bind_text(&binder, ":alternate_name", listing->alternate_name);
	bind_text(&binder, ":summary", listing->summary);
	bind_text(&binder, ":description", listing->description);
	bind_text(&binder, ":url", listing->url);
	bind_text(&binder, ":email", listing->email);
	bind_text(&binder, ":fees", listing->fees);
	bind_text(&binder, ":referral", listing->referral);
	bind_text(&binder, ":eligibility", listing->eligibility);
	bind_text(&binder, ":hours", listing->hours);
	bind_text(&binder, ":wait", listing->wait);
	bind_text(&binder, ":access", listing->access);
	bind_long(&binder, ":modes", (long)listing->modes);
	bind_long_if(&binder, ":checked", listing->checked);
	bind_long_if(&binder, ":modified", listing->modified);
	bind_long_if(&binder, ":collected", listing->collected);
	bind_long(&binder, ":public_address", listing->public_address);
	bind_long(&binder, ":hide_address", listing->hide_address);
	return served_write_end(writer, &binder);
}

/* Begins the n-th entry of one of a listing's lists. */
static struct binder
child_begin(struct served_writer *writer, enum served_insert which,
    long listing, size_t n)
{
	struct binder binder = served_write_begin(writer, which);

	bind_long(&binder, ":listing", listing);
	bind_long(&binder, ":n", (long)n);
	return binder;
}

static void
write_phones(
    struct served_writer *writer, const struct listing *listing, long row)
{
	for (size_t i = 0; i < listing->phones_count; i++) {
		const struct listing_phone *phone = &listing->phones[i];
		struct binder binder =
		    child_begin(writer, INSERT_PHONE, row, i);

		bind_text(&binder, ":given", phone->given);
		bind_text(&binder, ":dial", phone->dial);
		bind_text(&binder, ":show", phone->show);
		bind_text(&binder, ":extension", phone->extension);
		bind_text(&binder, ":note", phone->note);
		bind_long(&binder, ":text", phone->text);
		served_write_end(writer, &binder);
	}
}

static void
write_locations(
    struct served_writer *writer, const struct listing *listing, long row)
{
	for (size_t i = 0; i < listing->locations_count; i++) {
		const struct listing_location *at = &listing->locations[i];
		struct binder binder =
		    child_begin(writer, INSERT_LOCATION, row, i);

		bind_text(&binder, ":source_id", at->id);
		bind_text(&binder, ":name", at->name);
		bind_text(&binder, ":address", at->address);
		bind_text(&binder, ":town", at->town);
		bind_text(&binder, ":county", at->county);
		bind_text(&binder, ":postcode", at->postcode);
		bind_text(&binder, ":postcode_given", at->postcode_given);
		bind_text(&binder, ":access_text", at->access_text);
		bind_long(&binder, ":position_from", (long)at->position_from);
		bind_double(&binder, ":lat", at->lat);
		bind_double(&binder, ":lon", at->lon);
		bind_text(&binder, ":district", at->district);
		bind_text(&binder, ":ward", at->ward);
		served_write_end(writer, &binder);
	}
}

static void
write_areas(
    struct served_writer *writer, const struct listing *listing, long row)
{
	for (size_t i = 0; i < listing->areas_count; i++) {
		const struct listing_area *area = &listing->areas[i];
		struct binder binder = child_begin(writer, INSERT_AREA, row, i);

		bind_text(&binder, ":code", area->code);
		bind_text(&binder, ":name", area->name);
		bind_long(&binder, ":national", area->national);
		served_write_end(writer, &binder);
	}
}

static void
write_categories(
    struct served_writer *writer, const struct listing *listing, long row)
{
	for (size_t i = 0; i < listing->categories_count; i++) {
		const struct listing_category *category =
		    &listing->categories[i];
		struct binder binder =
		    child_begin(writer, INSERT_CATEGORY, row, i);

		bind_text(&binder, ":scheme", category->scheme);
		bind_text(&binder, ":code", category->code);
		bind_text(&binder, ":label", category->label);
		served_write_end(writer, &binder);
	}
}

static void
write_types(
    struct served_writer *writer, const struct listing *listing, long row)
{
	for (size_t i = 0; i < listing->types_count; i++) {
		const struct listing_type *type = &listing->types[i];
		struct binder binder = child_begin(writer, INSERT_TYPE, row, i);

		bind_text(&binder, ":type", type->id);
		bind_long(&binder, ":by", (long)type->by);
		bind_text(&binder, ":words", type->words);
		served_write_end(writer, &binder);
	}
}

static void
write_rules(
    struct served_writer *writer, const struct listing *listing, long row)
{
	for (size_t i = 0; i < listing->rules_count; i++) {
		const struct listing_rule *rule = &listing->rules[i];
		struct binder binder = child_begin(writer, INSERT_RULE, row, i);

		bind_text(&binder, ":dimension", rule->dimension);
		bind_text(&binder, ":value", rule->value);
		bind_long(&binder, ":from_field", rule->from_field);
		bind_text(&binder, ":sentence", rule->sentence);
		served_write_end(writer, &binder);
	}
}

static void
write_openings(
    struct served_writer *writer, const struct listing *listing, long row)
{
	for (size_t i = 0; i < listing->openings_count; i++) {
		const struct listing_opening *opening = &listing->openings[i];
		struct binder binder =
		    child_begin(writer, INSERT_OPENING, row, i);

		bind_long(&binder, ":weekday", opening->weekday);
		bind_long(&binder, ":opens", opening->opens);
		bind_long(&binder, ":closes", opening->closes);
		bind_text(&binder, ":note", opening->note);
		served_write_end(writer, &binder);
	}
}

static void
write_languages(
    struct served_writer *writer, const struct listing *listing, long row)
{
	for (size_t i = 0; i < listing->languages_count; i++) {
		struct binder binder =
		    child_begin(writer, INSERT_LANGUAGE, row, i);

		bind_text(&binder, ":language", listing->languages[i]);
		served_write_end(writer, &binder);
	}
}

static void
write_sources(
    struct served_writer *writer, const struct listing *listing, long row)
{
	for (size_t i = 0; i < listing->sources_count; i++) {
		const struct listing_source *source = &listing->sources[i];
		struct binder binder =
		    child_begin(writer, INSERT_SOURCE, row, i);

		bind_text(&binder, ":feed", source->feed);
		bind_text(&binder, ":source_id", source->source_id);
		bind_text(&binder, ":title", source->title);
		bind_text(&binder, ":publisher", source->publisher);
		bind_text(&binder, ":url", source->url);
		bind_long_if(&binder, ":checked", source->checked);
		bind_long_if(&binder, ":modified", source->modified);
		bind_long_if(&binder, ":collected", source->collected);
		served_write_end(writer, &binder);
	}
}

static void
write_disagreements(
    struct served_writer *writer, const struct listing *listing, long row)
{
	for (size_t i = 0; i < listing->disagreements_count; i++) {
		const struct listing_disagreement *said =
		    &listing->disagreements[i];
		struct binder binder =
		    child_begin(writer, INSERT_DISAGREEMENT, row, i);

		bind_text(&binder, ":about", said->about);
		bind_long(&binder, ":source", (long)said->source);
		bind_text(&binder, ":says", said->says);
		served_write_end(writer, &binder);
	}
}

long
served_write_listing(
    struct served_writer *writer, const struct published_listing *published)
{
	const struct listing *listing = &published->listing;
	long row =
	    write_row(writer, published, write_organisation(writer, listing));

	write_phones(writer, listing, row);
	write_locations(writer, listing, row);
	write_areas(writer, listing, row);
	write_categories(writer, listing, row);
	write_types(writer, listing, row);
	write_rules(writer, listing, row);
	write_openings(writer, listing, row);
	write_languages(writer, listing, row);
	write_sources(writer, listing, row);
	write_disagreements(writer, listing, row);
	return row;
}
