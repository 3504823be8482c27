/* The made-up directory that pages are tested with. */
#include <stdio.h>
#include <string.h>

#include "tests/testing_site.h"

#define WESTBY "E06000901"
#define EASTBY "E06000902"

struct made_rule {
	const char *dimension, *value;
	bool from_field;
	const char *sentence;
};

struct made_place {
	const char *address, *town, *postcode;
	double lat, lon;
	const char *district;
};

/* A listing in short; what is special of one is added by name below. */
struct made {
	const char *code, *feed, *name, *org_code, *org_name;
	const char *type;
	const char *description;
	struct made_place at;
	const char *dial, *show;
	const char *area; /* GSS that it serves */
	day_t checked;    /* days from 1970 */
	struct made_rule rules[4];
	struct {
		int first, last; /* weekdays */
		int opens, closes;
	} opens[2];
};

#define CORNER_HOUSE \
	{ \
		"The Corner House, 1 Corner Street", "Westby", "QX4 2AB", \
		    53.45, -2.30, WESTBY \
	}

static const struct made made[] = {
    {"tk2w3s", "westby", "Westby Talking Therapies", "th4tr5",
	"Westby Health Trust", "talking.nhs",
	"Someone to talk to about worry, panic or low mood.", CORNER_HOUSE,
	"+441134960101", "0113 496 0101", WESTBY, 20771,
	{{"age.min", "16", true, "From 16"}, {"cost", "free", true, "Free"},
	    {"referral", "self", false, "You can refer yourself."}},
	{{0, 4, 540, 1020}}},
    {"fv4d2v", "westby", "Fifth Avenue", "ff5rgc", "Avenue Youth Charity",
	"talking.counselling", "Counselling. For young people aged 13 to 25.",
	{"5 High Street", "Westby", "QX4 3BD", 53.46, -2.31, WESTBY},
	"+441134960102", "0113 496 0102", WESTBY, 20771,
	{{"age.min", "13", false, "For young people aged 13 to 25."},
	    {"age.max", "25", false, "For young people aged 13 to 25."},
	    {"cost", "free", false, "All we do is free."}},
	{{0, 3, 720, 1200}}},
    {"wm3n7s", "northmoor", "Northmoor Women's Centre", "nm2wmn",
	"Northmoor Women", "talking.counselling",
	"Counselling and a group, by women for women.",
	{"2 Mill Lane", "Westby", "QX4 2AB", 53.44, -2.28, WESTBY},
	"+441134960103", "0113 496 0103", WESTBY, 20761,
	{{"gender", "women", true, "Women only"},
	    {"cost", "low", false, "A session costs 5 pounds."}},
	{{1, 1, 600, 900}}},
    {"mn5shd", "westby", "Westby Men's Shed", "sh3dws", "Westby Sheds",
	"social.mensshed", "Mend, make and talk. A shed for men of any age.",
	{"Unit 3, Mill Lane", "Westby", "QX4 2AB", 53.44, -2.29, WESTBY},
	"+441134960104", "0113 496 0104", WESTBY, 20771,
	{{"gender", "men", false, "A shed for men of any age."}}, {{0}}},
    {"cp6hbr", "westby", "Castle Wellbeing Café", "th4tr5",
	"Westby Health Trust", "crisis.cafe",
	"A safe place for the evening. Everyone is welcome.", CORNER_HOUSE,
	"+441134960105", "0113 496 0105", WESTBY, 20771,
	{{"age", "all", false, "Everyone is welcome."},
	    {"gender", "all", false, "Everyone is welcome."},
	    {"cost", "free", false, "It costs nothing."}},
	{{0, 6, 1080, 120}}},
    {"gp7rsd", "northmoor", "Surgery Counselling", "nm4src",
	"Northmoor Surgeries", "talking.counselling",
	"Counselling for patients. You must have a GP in Westby.", CORNER_HOUSE,
	NULL, NULL, WESTBY, 0,
	{{"area", "gp", false, "You must have a GP in Westby."},
	    {"area.place", "westby", false, "You must have a GP in Westby."}},
	{{0}}},
    {"nt8rnk", "national", "Night Listening Line", "nt3rgs", "Night Listeners",
	"crisis.listening", "Somebody to listen, day and night.", {0},
	"+448081570106", "0808 157 0106", "K02000001", 20771,
	{{"cost", "free", true, "Calls are free"}}, {{0, 6, 0, 1440}}},
    {"rf9gvn", "westby", "Rowan House", "rw2nhs", "Rowan Women", "abuse.refuge",
	"A refuge for women and their children.",
	{NULL, NULL, NULL, 0, 0, WESTBY}, "+441134960107", "0113 496 0107",
	WESTBY, 20771, {{"gender", "women", true, "Women only"}}, {{0}}},
    {"pz2qrt", "westby", "Painting for Calm", "pn2cmw", "Calm Arts",
	"social.arts", "Painting together on Wednesdays.", CORNER_HOUSE,
	"+441134960108", "0113 496 0108", WESTBY, 20771, {{0}},
	{{2, 2, 600, 720}}},
    {"fd3bnk", "northmoor", "Westby Food Bank", "fd4wst", "Westby Pantry",
	"advice.food", "Food for a week.",
	{"Castle Hall", "Westby", "QX4 3BD", 53.47, -2.32, WESTBY},
	"+441134960109", "0113 496 0109", WESTBY, 20700, {{0}},
	{{5, 5, 600, 720}}},
    {"rg4nsn", "eastby", "Eastby Friends", NULL, NULL, "bereavement",
	"Friends of people who have lost somebody.",
	{"9 Quay Road", "Eastby", "QX5 1AA", 53.45, -2.10, EASTBY},
	"+441134960110", "0113 496 0110", EASTBY, 20771, {{0}}, {{0}}},
    {"br5vmt", "eastby", "Farton Bereavement Group", "fr2brv", "Farton Friends",
	"bereavement.group", "A group for anybody who grieves.",
	{"The Hall", "Farton", NULL, 50.40, -4.20, ""}, "+442079460111",
	"020 7946 0111", NULL, 20771, {{0}}, {{0}}},
    {"ld6chk", "westby", "Westby Debt Desk", "wd2dbt", "Westby Advice",
	"advice.debt", "Help with debts and bills.", CORNER_HOUSE,
	"+441134960112", "0113 496 0112", WESTBY, 19800,
	{{"cost", "free", false, "Our advice is free."}}, {{0}}},
    {"bh7hrs", "westby", "Holiday Haven", "th4tr5", "Westby Health Trust",
	"crisis.cafe", "Open on bank holidays too.", CORNER_HOUSE,
	"+441134960113", "0113 496 0113", WESTBY, 20771, {{0}},
	{{0, 4, 540, 1020}, {7, 7, 720, 960}}},
};

static char *
text(struct test_content *content, const char *words)
{
	return arena_strdup(&content->arena, words);
}

struct listing *
test_content_listing(
    struct test_content *content, const char *code, const char *name)
{
	size_t n = content->listings_count++;
	struct published_listing *published = &content->listings[n];
	struct listing *listing = &published->listing;

	listing_init(listing, &content->arena);
	published->feed = text(content, "westby");
	snprintf(listing->code, sizeof(listing->code), "%s", code);
	snprintf(listing->uuid, sizeof(listing->uuid),
	    "3d0e2a1c-9b1f-5c55-8a34-%012zu", n);
	listing->name = text(content, name);
	listing->source_id = arena_printf(&content->arena, "%zu", 1000 + n);
	return listing;
}

static void
add_place(struct listing *out, struct test_content *content,
    const struct made_place *at)
{
	struct listing_location *location;

	if (at->district == NULL)
		return;
	location = listing_location_add(out);
	location->address = text(content, at->address);
	location->town = text(content, at->town);
	location->postcode = text(content, at->postcode);
	strcpy(location->district, at->district);
	if (at->lat > 0) {
		location->position_from = POSITION_POSTCODE;
		location->lat = at->lat;
		location->lon = at->lon;
	}
}

static void
add_area(struct listing *out, struct test_content *content, const char *code)
{
	struct listing_area *area;

	if (code == NULL)
		return;
	area = listing_area_add(out);
	area->code = text(content, code);
	area->national = strcmp(code, "K02000001") == 0;
	if (strcmp(code, WESTBY) == 0)
		area->name = text(content, "Westby");
}

static void
add_rules(struct listing *out, struct test_content *content,
    const struct made_rule *rules, size_t count)
{
	for (size_t i = 0; i < count && rules[i].dimension != NULL; i++) {
		struct listing_rule *rule = listing_rule_add(out);

		rule->dimension = text(content, rules[i].dimension);
		rule->value = text(content, rules[i].value);
		rule->from_field = rules[i].from_field;
		rule->sentence = text(content, rules[i].sentence);
	}
}

static void
add_openings(struct listing *out, const struct made *from)
{
	for (size_t i = 0; i < ARRAY_LEN(from->opens); i++) {
		if (from->opens[i].closes == 0)
			continue;
		for (int day = from->opens[i].first; day <= from->opens[i].last;
		     day++) {
			struct listing_opening *opening =
			    listing_opening_add(out);

			opening->weekday = day;
			opening->opens = from->opens[i].opens;
			opening->closes = from->opens[i].closes;
		}
	}
}

static void
add_source(struct listing *out, struct test_content *content,
    const struct published_listing *published)
{
	struct listing_source *source = listing_source_add(out);
	struct london read;

	source->feed = published->feed;
	source->source_id = out->source_id;
	for (size_t i = 0; i < content->feeds_count; i++) {
		if (strcmp(content->feeds[i].id, source->feed) != 0)
			continue;
		source->title = content->feeds[i].title;
		source->publisher = content->feeds[i].publisher;
		date_london(content->feeds[i].read_since, &read);
		source->read = read.day;
	}
	source->checked = out->checked;
	source->collected = 20780;
}

static void
add_made(struct test_content *content, const struct made *from)
{
	struct listing *out =
	    test_content_listing(content, from->code, from->name);
	struct published_listing *published =
	    &content->listings[content->listings_count - 1];
	struct listing_type *type = listing_type_add(out);

	published->feed = text(content, from->feed);
	type->id = text(content, from->type);
	type->by = TYPE_BY_FEED;
	out->description = text(content, from->description);
	out->checked = from->checked;
	out->collected = 20780;
	out->org_name = text(content, from->org_name);
	if (from->org_code != NULL) {
		strcpy(out->org_code, from->org_code);
		snprintf(out->org_uuid, sizeof(out->org_uuid),
		    "0f9d2d5f-30c4-5a8d-9d0b-000000%s", from->org_code);
	}
	add_place(out, content, &from->at);
	add_area(out, content, from->area);
	add_rules(out, content, from->rules, ARRAY_LEN(from->rules));
	add_openings(out, from);
	add_source(out, content, published);
	if (from->dial != NULL) {
		struct listing_phone *phone = listing_phone_add(out);

		phone->given = text(content, from->show);
		phone->dial = text(content, from->dial);
		phone->show = text(content, from->show);
	}
}

static struct listing *
find(struct test_content *content, const char *code)
{
	size_t i = 0;

	while (strcmp(content->listings[i].listing.code, code) != 0)
		i++;
	return &content->listings[i].listing;
}

static void
add_phone(struct listing *out, struct test_content *content, const char *given,
    const char *dial, const char *show)
{
	struct listing_phone *phone = listing_phone_add(out);

	phone->given = text(content, given);
	phone->dial = text(content, dial);
	phone->show = text(content, show);
}

/* What only one of them has. */
static void
add_specials(struct test_content *content)
{
	struct listing *one = find(content, "tk2w3s");

	one->email = text(content, "hello@talking.example.org");
	one->url = text(content, "https://talking.example.org/");
	one->alternate_name = text(content, "Westby IAPT");
	one->wait = text(content, "About two weeks");
	one->modes = MODE_IN_PERSON | MODE_PHONE;
	one->org_description = text(content, "A trust for Westby.");
	one->org_url = text(content, "https://trust.example.org/");
	one->org_charity = text(content, "1234567");
	listing_language_add(one, "pl");
	add_phone(one, content, "07700 900123 (text)", "+447700900123",
	    "07700 900123");
	one->phones[1].text = true;
	add_phone(one, content, "0113 496 0114 ext 8020", "+441134960114",
	    "0113 496 0114");
	one->phones[2].extension = text(content, "8020");
	one->phones[2].note = text(content, "evenings");

	one = find(content, "gp7rsd");
	add_phone(one, content, "ask for Sam at the desk", NULL, NULL);
	listing_category_add(one)->label = text(content, "Quilting");
	listing_category_add(one)->label = text(content, "Counselling");
	listing_category_add(one)->label = text(content, "Wellbeing");
	find(content, "nt8rnk")->modes = MODE_PHONE;
	find(content, "rf9gvn")->hide_address = true;
	one = find(content, "pz2qrt");
	one->status = LISTING_PAUSED;
	one->status_note = text(content, "Starts again in March");
	find(content, "rg4nsn")->kind = LISTING_ORGANISATION;
	one = find(content, "ld6chk");
	one->hours = text(content, "Weekday mornings");
	one->fees = text(content, "Our advice is free.");
}

static void
add_gone(struct test_content *content)
{
	struct published_listing *gone;

	test_content_listing(content, "wd8tdr", "Westby Choir");
	gone = &content->listings[content->listings_count - 1];
	gone->state = PUBLISHED_WITHDRAWN;
	gone->withdrawn = date_from_civil(2026, 10, 1);
	test_content_listing(content, "hd9dnk", "Taken Down");
	gone = &content->listings[content->listings_count - 1];
	gone->state = PUBLISHED_HIDDEN;
}

static void
add_feed(struct test_content *content, const char *id, const char *title,
    const char *publisher, const struct served_run *run, int days_ago)
{
	struct served_feed *feed = &content->feeds[content->feeds_count++];

	feed->id = text(content, id);
	feed->title = text(content, title);
	feed->publisher = text(content, publisher);
	feed->licence = text(content, "OGL-UK-3.0");
	feed->read_whole =
	    date_from_london(date_from_civil(2026, 11, 24) - days_ago, 360);
	feed->read_since = feed->read_whole;
	feed->last_run = *run;
	feed->runs[0] = feed->runs[1] = *run;
	feed->runs_count = 2;
}

static void
add_feeds(struct test_content *content)
{
	const struct served_run done = {.number = 12,
	    .finished = date_from_london(date_from_civil(2026, 11, 24), 360),
	    .outcome = text(content, "done"),
	    .mapping = text(content, "rows"),
	    .records = 1016,
	    .kept = 1015,
	    .refused = 1,
	    .added = 1,
	    .unchanged = 1014,
	    .problems = 1};
	struct served_run failed = done, held = done;

	failed.outcome = text(content, "failed");
	failed.message =
	    text(content, "line 214: the document is not well formed");
	held.outcome = text(content, "held");
	held.message = text(content, "it would withdraw 9 of 12 listings");
	add_feed(content, "eastby", "Eastby list", "Eastby Council", &held, 3);
	add_feed(content, "national", "National lines", NULL, &done, 0);
	add_feed(content, "northmoor", "Northmoor groups",
	    "Northmoor Voluntary Action", &failed, 40);
	add_feed(content, "westby", "Westby wellbeing directory",
	    "Westby Council", &done, 0);
	content->problems[content->problems_count].feed = "northmoor";
	content->problems[content->problems_count++].problem =
	    (struct problem){.kind = PROBLEM_DOCUMENT,
		.line = 214,
		.what = "<title> is not closed",
		.done = "nothing was taken"};
}

static void
add_helplines(struct test_content *content)
{
	content->helplines[content->helplines_count++] =
	    (struct served_helpline){.name = text(content, "Calm Ear"),
		.number = text(content, "0808 157 0199"),
		.nation = text(content, "England"),
		.hours = text(content, "5pm to midnight"),
		.summary = text(content, "For anybody"),
		.verified = date_from_civil(2026, 11, 1)};
	content->helplines[content->helplines_count++] =
	    (struct served_helpline){.name = text(content, "Text Ear"),
		.text_number = text(content, "85258"),
		.verified = date_from_civil(2026, 11, 1)};
	content->helplines[content->helplines_count++] =
	    (struct served_helpline){.name = text(content, "Nobody Checked"),
		.number = text(content, "0808 157 0198")};
}

void
test_content_fill(struct test_content *content)
{
	add_feeds(content);
	for (size_t i = 0; i < ARRAY_LEN(made); i++)
		add_made(content, &made[i]);
	add_specials(content);
	add_gone(content);
	add_helplines(content);
}
