#include "tests/testing_listing.h"

#include <stdio.h>
#include <string.h>

static char *
text(struct arena *arena, const char *words)
{
	return arena_strdup(arena, words);
}

static void
fill_texts(struct listing *out, struct arena *arena, unsigned number)
{
	out->source_id = arena_printf(arena, "record \"%u\"", number);
	out->name = arena_printf(arena, "Talking in Westby %u", number);
	out->alternate_name = text(arena, "Westby Talks");
	out->summary = text(arena, "Someone to talk to <now>.");
	out->description = text(arena, "Someone to talk to.\nBy phone too.");
	out->url = text(arena, "https://talking.example.org/");
	out->email = text(arena, "hello@talking.example.org");
	out->fees = text(arena, "Free");
	out->referral = text(arena, "Refer yourself");
	out->eligibility = text(arena, "Adults aged 18 and over.");
	out->hours = text(arena, "Weekday mornings");
	out->wait = text(arena, "About two weeks");
	out->access = text(arena, "Step-free");
	out->status_note = text(arena, "As usual");
	out->own_uuid = text(arena, "9a0b1a5b-57f3-5e0b-9a58-02b0c8b8a7d2");
	out->modes = MODE_IN_PERSON | MODE_PHONE;
	out->checked = date_from_civil(2026, 11, 14);
	out->modified = date_from_civil(2026, 11, 15);
	out->collected = date_from_civil(2026, 11, 16);
	out->public_address = true;
	listing_language_add(out, "en");
	listing_language_add(out, "pl");
}

static void
fill_organisation(struct listing *out, struct arena *arena)
{
	out->org_id = text(arena, "org-7");
	out->org_name = text(arena, "Westby Community Health Trust");
	out->org_description = text(arena, "A trust.");
	out->org_url = text(arena, "https://trust.example.org/");
	out->org_email = text(arena, "trust@example.org");
	out->org_charity = text(arena, "1234567");
	out->org_company = text(arena, "07654321");
	strcpy(out->org_uuid, "0f9d2d5f-30c4-5a8d-9d0b-1f1f6d1d9a77");
	strcpy(out->org_code, "w3stby");
}

static void
fill_place(struct listing *out, struct arena *arena, unsigned number)
{
	struct listing_location *at = listing_location_add(out);
	struct listing_area *area = listing_area_add(out);

	at->id = text(arena, "site 1");
	at->name = text(arena, "The Corner House");
	at->address = text(arena, "1 Corner Street");
	at->town = text(arena, "Westby");
	at->county = text(arena, "Westshire");
	at->postcode = text(arena, "QX4 2AB");
	at->postcode_given = text(arena, "qx42ab");
	at->access_text = text(arena, "One step");
	at->position_from = POSITION_POSTCODE;
	at->lat = 53.8 + number * 0.001;
	at->lon = -1.5;
	strcpy(at->district, "E08000009");
	strcpy(at->ward, "E05000001");
	area->code = text(arena, "E08000009");
	area->name = text(arena, "Westby");
	area = listing_area_add(out);
	area->name = text(arena, "Everywhere");
	area->national = true;
}

static void
fill_phones(struct listing *out, struct arena *arena)
{
	struct listing_phone *phone = listing_phone_add(out);

	phone->given = text(arena, "text 07700 900123");
	phone->dial = text(arena, "+447700900123");
	phone->show = text(arena, "07700 900123");
	phone->text = true;
	phone = listing_phone_add(out);
	phone->given = text(arena, "0113 496 0182 ext 8020 (day)");
	phone->dial = text(arena, "+441134960182");
	phone->show = text(arena, "0113 496 0182");
	phone->extension = text(arena, "8020");
	phone->note = text(arena, "day");
}

static void
fill_needs(struct listing *out, struct arena *arena)
{
	struct listing_category *category = listing_category_add(out);
	struct listing_type *type = listing_type_add(out);
	struct listing_rule *rule = listing_rule_add(out);

	category->scheme = text(arena, "esdServiceType");
	category->code = text(arena, "125");
	category->label = text(arena, "Counselling");
	type->id = text(arena, "talking.counselling");
	type->by = TYPE_BY_LABEL;
	type->words = text(arena, "Counselling");
	type = listing_type_add(out);
	type->id = text(arena, "crisis.listening");
	type->by = TYPE_BY_TEXT;
	type->words = text(arena, "Someone to talk to");
	rule->dimension = text(arena, "age.min");
	rule->value = text(arena, "18");
	rule->sentence = text(arena, "Adults aged 18 and over.");
	rule = listing_rule_add(out);
	rule->dimension = text(arena, "cost");
	rule->value = text(arena, "free");
	rule->from_field = true;
	rule->sentence = text(arena, "Free");
}

static void
fill_openings(struct listing *out, struct arena *arena)
{
	for (int weekday = 0; weekday < 3; weekday++) {
		struct listing_opening *opening = listing_opening_add(out);

		opening->weekday = weekday;
		opening->opens = 540;
		opening->closes = 1200;
		if (weekday > 0)
			opening->note = text(arena, "by appointment");
	}
}

static void
fill_sources(struct listing *out, struct arena *arena)
{
	struct listing_source *source = listing_source_add(out);

	source->feed = text(arena, "westby");
	source->source_id = text(arena, out->source_id);
	source->title = text(arena, "Westby wellbeing directory");
	source->publisher = text(arena, "Westby Council");
	source->url = text(arena, "https://westby.example/1042");
	source->checked = out->checked;
	source->modified = out->modified;
	source->collected = out->collected;
	source = listing_source_add(out);
	source->feed = text(arena, "northmoor");
	source->source_id = text(arena, "88");
	source->title = text(arena, "Northmoor groups");
	source->checked = out->checked + 2;
}

void
test_listing_fill(struct listing *out, struct arena *arena, unsigned number)
{
	listing_init(out, arena);
	snprintf(out->code, sizeof(out->code), "c%05u", number % 100000);
	snprintf(out->uuid, sizeof(out->uuid), "3d0e2a1c-9b1f-5c55-8a34-%012u",
	    number);
	fill_texts(out, arena, number);
	fill_organisation(out, arena);
	fill_place(out, arena, number);
	fill_phones(out, arena);
	fill_needs(out, arena);
	fill_openings(out, arena);
	fill_sources(out, arena);
}
