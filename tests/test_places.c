/* Gazetteers: the places that are shipped, and whole ones loaded. */
#include "importers/places.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/alloc.h"
#include "importers/places_codes.h"
#include "tests/testing.h"

/* As Ordnance Survey writes it: M32 0TH lies in Trafford. */
#define CODE_POINT_ROW \
	"\"M32 0TH\",10,381000,395970,\"E92000001\",\"E19000001\"," \
	"\"E18000002\",\"\",\"E08000009\",\"E05015247\"\r\n"
#define KEPT_POSTCODES 20 /* texts of the first ones, to look through */

/* What a sink was told. */
struct told {
	struct buf areas, outcodes, postcodes, problems;
	struct places_codes codes;
	bool codes_sorted;
	long areas_count, outcodes_count, postcodes_count;
	long wards, councils, countries, unplaced;
	long bad; /* places without a council that we know, or abroad */
	char slug_differs[400];
};

static void
told_area(void *arg, const struct places_area *area)
{
	struct told *told = arg;
	char slug[PLACE_MAX_NAME];
	size_t length;

	told->areas_count++;
	told->unplaced += !area->placed;
	told->wards += area->kind == PLACE_WARD;
	told->councils += area->kind == PLACE_COUNCIL;
	told->countries += area->kind == PLACE_COUNTRY;
	places_codes_add(&told->codes, area);
	buf_printf(&told->areas, "%s %s %s%s|%s|%s| %s \n", area->gss,
	    area->slug, area->parent, area->county ? " county" : "", area->name,
	    area->official, area->aliases);
	/* A council's slug is that of its name; a ward's starts with it. */
	place_slug(area->name, slug);
	length = strlen(slug);
	if (strncmp(area->slug, slug, length) != 0 ||
	    area->slug[length] != (area->kind == PLACE_WARD ? '-' : '\0'))
		snprintf(told->slug_differs, sizeof(told->slug_differs),
		    "%s: %s, not %s", area->name, slug, area->slug);
}

static bool
told_knows(struct told *told, const char *gss)
{
	const char *present;

	if (!told->codes_sorted)
		places_codes_sort(&told->codes);
	told->codes_sorted = true;
	present = places_codes_present(&told->codes, gss);
	return present != NULL && strcmp(present, gss) == 0;
}

static void
told_outcode(void *arg, const struct places_outcode *outcode)
{
	struct told *told = arg;
	size_t i;

	told->outcodes_count++;
	told->bad +=
	    outcode->districts_count == 0 ||
	    !place_plausible(outcode->lat_e6 / 1e6, outcode->lon_e6 / 1e6);
	buf_printf(&told->outcodes, "%s %d %d %ld", outcode->outcode,
	    outcode->lat_e6, outcode->lon_e6, outcode->postcodes);
	for (i = 0; i < outcode->districts_count; i++) {
		buf_printf(&told->outcodes, " %s", outcode->districts[i]);
		if (told->areas_count > 0)
			told->bad += !told_knows(told, outcode->districts[i]);
	}
	buf_add_char(&told->outcodes, '\n');
}

static void
told_postcode(void *arg, const char *postcode, int32_t lat_e6, int32_t lon_e6,
    const char *district, const char *ward)
{
	struct told *told = arg;
	char normal[POSTCODE_TEXT];

	told->postcodes_count++;
	told->bad += postcode_parse(postcode, normal) != POSTCODE_UNIT ||
		     strcmp(postcode, normal) != 0 ||
		     !place_plausible(lat_e6 / 1e6, lon_e6 / 1e6);
	if (told->areas_count > 0)
		told->bad +=
		    !told_knows(told, district) || !told_knows(told, ward);
	if (told->postcodes_count <= KEPT_POSTCODES ||
	    strcmp(postcode, "M32 0TH") == 0)
		buf_printf(&told->postcodes, "%s %d %d [%s] [%s]\n", postcode,
		    lat_e6, lon_e6, district, ward);
}

static void
told_problem(void *arg, const struct problem *problem)
{
	struct told *told = arg;

	problem_text(&told->problems, "places", problem);
	buf_add_char(&told->problems, '\n');
}

static struct place_sink
told_sink(struct told *told)
{
	memset(told, 0, sizeof(*told));
	return (struct place_sink){
	    .arg = told,
	    .area = told_area,
	    .outcode = told_outcode,
	    .postcode = told_postcode,
	    .problem = told_problem,
	};
}

static void
told_clear(struct told *told)
{
	buf_clear(&told->areas);
	buf_clear(&told->outcodes);
	buf_clear(&told->postcodes);
	buf_clear(&told->problems);
	places_codes_clear(&told->codes);
}

static void
assert_told(const struct buf *told, const char *text)
{
	if (strstr(buf_text(told), text) == NULL)
		fail_msg("'%s' is not in:\n%.4000s", text, buf_text(told));
}

/* Loads a file as a gazetteer, and its outcodes where it is taken. */
static enum places_result
load_file(struct told *told, const char *path, struct places_report *report)
{
	struct place_sink sink = told_sink(told);
	char *places = test_source("data/places");
	struct places_loader *loader = places_loader_new(places, &sink);
	enum places_result result;

	assert_non_null(loader);
	result = places_loader_file(loader, path, report);
	if (result == PLACES_OK) {
		places_loader_finish(loader);
		assert_int_equal(report->rows,
		    report->kept + report->terminated + report->northern_irish +
			report->unplaced + report->refused);
		assert_int_equal(report->kept, told->postcodes_count);
	}
	places_loader_free(loader);
	free(places);
	return result;
}

static enum places_result
load(struct told *told, const char *text, struct places_report *report)
{
	char *folder = test_folder();
	char *path = test_file_write_text(folder, "gazetteer.csv", text);
	enum places_result result = load_file(told, path, report);

	free(path);
	test_folder_remove(folder);
	return result;
}

/* All that is shipped, read once for the tests that look at it. */
static struct told shipped;

static int
load_shipped(void **state)
{
	struct place_sink sink = told_sink(&shipped);
	char *places = test_source("data/places");
	enum places_result result = places_load_shipped(places, &sink);

	(void)state;
	free(places);
	return result == PLACES_OK ? 0 : -1;
}

static int
clear_shipped(void **state)
{
	(void)state;
	told_clear(&shipped);
	return 0;
}

static void
ships_every_outcode_with_all_its_councils(void **state)
{
	(void)state;
	assert_string_equal(buf_text(&shipped.problems), "");
	/* 2,873 of Great Britain, less nine of post boxes only. */
	assert_int_equal(shipped.outcodes_count, 2864);
	assert_told(&shipped.outcodes,
	    "\nPR4 53756030 -2832240 1824 E07000119 E07000126 E07000123 "
	    "E07000127 E07000128 E07000118\n");
	assert_null(strstr(buf_text(&shipped.outcodes), "\nBT"));
}

static void
ships_every_council_and_ward(void **state)
{
	(void)state;
	/* 371 councils of Great Britain, 21 of them counties; 11 of NI. */
	assert_int_equal(shipped.councils, 371 + 11);
	assert_int_equal(shipped.wards, 7943);
	assert_int_equal(shipped.countries, 5);
	/* The United Kingdom and Northern Ireland have no middle. */
	assert_int_equal(shipped.unplaced, 2);
	assert_told(&shipped.areas,
	    "\nE06000023 bristol E92000001|Bristol|Bristol City Council| ");
	assert_told(
	    &shipped.areas, "\nE10000008 devon E92000001 county|Devon|");
	assert_told(&shipped.areas, "\nE07000041 exeter E10000008|Exeter|");
	assert_told(&shipped.areas, "\nN09000003 belfast N92000002|Belfast|");
	assert_told(
	    &shipped.areas, " southville-bristol E06000023|Southville|");
}

static void
ships_slugs_as_place_slug_makes_them(void **state)
{
	(void)state;
	assert_string_equal(shipped.slug_differs, "");
}

static void
knows_the_short_names_that_people_type(void **state)
{
	(void)state;
	assert_told(&shipped.areas, "|South Gloucestershire Council| south-");
	assert_told(&shipped.areas, " southglos ");
	assert_told(&shipped.areas, " banes ");
	assert_told(&shipped.areas, " newcastle ");
	assert_told(&shipped.areas, "|United Kingdom| uk ");
	assert_told(&shipped.areas, " glasgow S92000003|Glasgow|");
	assert_told(&shipped.areas, " caerdydd ");
}

static void
ships_the_unit_postcodes_of_the_sample(void **state)
{
	(void)state;
	assert_int_equal(shipped.postcodes_count, 72141);
	assert_told(&shipped.postcodes,
	    "\nM32 0TH 53459000 -2287480 [E08000009] [E05015247]\n");
}

static void
ships_no_place_in_an_area_it_does_not_know(void **state)
{
	(void)state;
	assert_int_equal(shipped.bad, 0);
}

static void
reads_code_point_open_as_it_comes(void **state)
{
	struct places_report report;
	struct told told;

	(void)state;
	assert_int_equal(load(&told, CODE_POINT_ROW, &report), PLACES_OK);
	assert_string_equal(report.format, "Code-Point Open");
	assert_int_equal(report.kept, 1);
	assert_told(&told.postcodes, "M32 0TH 53460");
	assert_told(&told.postcodes, " [E08000009] [E05015247]\n");
	assert_told(&told.outcodes, " 1 E08000009\n");
	told_clear(&told);
}

static void
reads_code_point_open_with_a_header_and_without_quotes(void **state)
{
	struct places_report report;
	struct told told;

	(void)state;
	assert_int_equal(
	    load(&told,
		"\xef\xbb\xbfpostcode,pqi,easting,northing,country_code,"
		"district_code,ward_code\n"
		"M320TH,10,381000,395970,E92000001,E08000009,E05015247\n"
		"M32 0XX,90,0,0,E92000001,E08000009,E05015247\n"
		"M32 0YY,10,381000,395970,E92000001,,",
		&report),
	    PLACES_OK);
	assert_int_equal(report.kept, 2);
	assert_int_equal(report.unplaced, 1);
	assert_told(&told.postcodes, "M32 0YY");
	assert_told(&told.postcodes, " [] []\n");
	assert_told(&told.outcodes, " 2 E08000009\n");
	told_clear(&told);
}

static void
reads_onspd_of_any_year(void **state)
{
	static const char *const files[] = {
	    "pcd,pcd2,pcds,dointr,doterm,oslaua,osward,oseast1m,osnrth1m,lat,"
	    "long\n"
	    "\"M32 0TH\",\"M32  0TH\",\"M32 0TH\",198001,,E08000009,"
	    "E05015247,381000,395970,53.460010,-2.287600\n",
	    "PCD7,PCD8,PCDS,DOINTR,DOTERM,EAST1M,NORTH1M,LAD25CD,WD25CD\n"
	    "M32 0TH,M32  0TH,M32 0TH,198001,,381000,395970,E08000009,"
	    "E05015247\n",
	    ("pcds,doterm,laua,ward,lat,long\n"
	     "M32 0TH,,E08000009,E05015247,53.460010,-2.287600\n"),
	};
	struct places_report report;
	struct told told;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(files); i++) {
		assert_int_equal(load(&told, files[i], &report), PLACES_OK);
		assert_string_equal(report.format, "ONSPD or NSPL");
		assert_int_equal(report.kept, 1);
		assert_told(&told.postcodes, "M32 0TH 5346");
		assert_told(&told.postcodes, " [E08000009] [E05015247]\n");
		told_clear(&told);
	}
}

static void
leaves_out_what_is_terminated_irish_or_nowhere(void **state)
{
	struct places_report report;
	struct told told;
	struct buf text = {0};

	(void)state;
	assert_int_equal(
	    load(&told,
		"pcds,doterm,laua,ward,lat,long\n"
		"M32 0TH,202001,E08000009,E05015247,53.460010,-2.287600\n"
		"BT1 1AA,,N09000003,N08000310,54.600000,-5.930000\n"
		"IM1 1AA,,L99999999,L99999999,99.999999,0.000000\n"
		"M32 0TJ,,E08000009,E05015247,53.460010,-2.287600\n",
		&report),
	    PLACES_OK);
	assert_int_equal(report.kept, 1);
	assert_int_equal(report.terminated, 1);
	assert_int_equal(report.northern_irish, 1);
	assert_int_equal(report.unplaced, 1);
	assert_told(&told.problems, "Northern Ireland");
	places_report_text(&text, "nspl.csv", &report);
	assert_told(&text, "nspl.csv: ONSPD or NSPL: 4 rows read, 1 kept");
	buf_clear(&text);
	told_clear(&told);
}

static void
refuses_ugly_rows_each_with_its_line(void **state)
{
	struct places_report report;
	struct told told;
	struct buf text = {0};
	int i;

	(void)state;
	buf_add_text(&text, "pcds,doterm,laua,ward,lat,long\n"
			    "M32 0TH,,E08000009,E05015247,53.460010,-2.287600\n"
			    "WA154 1HF,,E08000009,E05015247,53.46,-2.28\n"
			    "M32 0TJ,,E08000009\n"
			    "M32 0TL,,E08000009,E05015247,north,-2.28\n"
			    "\n"
			    "M32 0TN,,E08000009,E05015247,12.5,-2.28\n"
			    "M32 0TP,,E08000009,E05015247,53.46,-2.28,more\n"
			    "M32 0TQ,,E08000009,E05015247,53.46,\"-2.28\n"
			    ",,,,,\n");
	for (i = 0; i < 2 * PLACES_MAX_LINE; i++)
		buf_add_char(&text, 'x');
	buf_add_text(
	    &text, "\nM32 0TT,,E08000009,E05015247,53.460010,-2.287600");
	assert_int_equal(load(&told, buf_text(&text), &report), PLACES_OK);
	assert_int_equal(report.kept, 3);
	assert_int_equal(report.refused, 7);
	assert_told(&told.problems, "line 3: record WA154 1HF:");
	assert_told(&told.problems, "line 4: ");
	assert_told(&told.problems, "line 5: ");
	assert_told(&told.problems, "line 7: ");
	assert_told(&told.problems, "line 8: ");
	assert_told(&told.problems, "line 10: ");
	assert_told(&told.problems, "line 11: ");
	assert_told(&told.postcodes, "M32 0TT ");
	buf_clear(&text);
	told_clear(&told);
}

static void
takes_a_former_council_for_its_successor(void **state)
{
	struct places_report report;
	struct told told;

	(void)state;
	/* Sheffield until 2025; Allerdale, part of Cumberland since 2023. */
	assert_int_equal(load(&told,
			     "pcds,doterm,laua,ward,lat,long\n"
			     "S1 2HH,,E08000019,E05099999,53.380000,-1.470000\n"
			     "CA14 3YJ,,E07000026,,54.640000,-3.550000\n"
			     "CA14 3YH,,E07999999,,54.640000,-3.550000\n",
			     &report),
	    PLACES_OK);
	assert_told(&told.postcodes, "S1 2HH 53380000 -1470000 [E08000039] []");
	assert_told(&told.postcodes, "[E06000063] []\n");
	assert_int_equal(report.unknown_wards, 1);
	assert_int_equal(report.unknown_districts, 1);
	assert_told(&told.problems, "the first one E05099999");
	assert_told(&told.problems, "the first one E07999999");
	assert_told(&told.outcodes, "CA14 54640000 -3550000 2 E06000063\n");
	told_clear(&told);
}

static void
refuses_what_is_no_gazetteer(void **state)
{
	static const struct {
		const char *text, *why;
	} files[] = {
	    {"", "empty"},
	    {"\n\n", "empty"},
	    {"PK\003\004rest", "unpack it"},
	    {"<html><body>Not found</body></html>\n", "it needs a column"},
	    {"postcode,town\nM32 0TH,Stretford\n", "it needs a column"},
	    {"pcds,laua,lat,long\n", "no row of it could be used"},
	    {"pcds,laua,lat,long\nx,y,z,z\n", "no row of it could be used"},
	};
	struct places_report report;
	struct told told;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(files); i++) {
		assert_int_equal(
		    load(&told, files[i].text, &report), PLACES_REFUSED);
		assert_told(&told.problems, files[i].why);
		assert_told(&told.problems, "no places were loaded");
		assert_int_equal(told.postcodes_count, 0);
		told_clear(&told);
	}
}

static void
refuses_a_folder_and_a_file_that_is_not_there(void **state)
{
	struct places_report report;
	struct told told;
	char *folder = test_folder();

	(void)state;
	assert_int_equal(load_file(&told, folder, &report), PLACES_REFUSED);
	assert_told(&told.problems, "Is a directory");
	told_clear(&told);
	assert_int_equal(
	    load_file(&told, "/nonexistent/m.csv", &report), PLACES_REFUSED);
	assert_told(&told.problems, "No such file");
	told_clear(&told);
	test_folder_remove(folder);
}

static void
gives_up_on_a_file_that_is_mostly_rubbish(void **state)
{
	struct places_report report;
	struct told told;
	struct buf text = {0};
	int i;

	(void)state;
	buf_add_text(&text, "pcds,laua,lat,long\n");
	for (i = 0; i < 3 * PLACES_MAX_REFUSED; i++)
		buf_add_text(&text, "nonsense,E08000009,53.4,-2.2\n");
	assert_int_equal(load(&told, buf_text(&text), &report), PLACES_REFUSED);
	assert_int_equal(report.refused, PLACES_MAX_REFUSED + 1);
	assert_told(&told.problems, "more rows were refused than kept");
	buf_clear(&text);
	told_clear(&told);
}

/* Writes "text" gzipped; cut to "keep" bytes where that is not 0. */
static char *
write_gzip(const char *folder, const char *text, size_t keep)
{
	char *path = xasprintf("%s/gazetteer.csv.gz", folder);
	gzFile file = gzopen(path, "wb");
	size_t length;
	char *bytes;

	assert_non_null(file);
	assert_true(gzwrite(file, text, (unsigned)strlen(text)) > 0);
	assert_int_equal(gzclose(file), Z_OK);
	if (keep == 0)
		return path;
	bytes = test_file_read(path, &length);
	assert_true(keep < length);
	free(path);
	path = test_file_write(folder, "gazetteer.csv.gz", bytes, keep);
	free(bytes);
	return path;
}

static void
reads_gzip_and_refuses_one_that_stops_in_the_middle(void **state)
{
	struct places_report report;
	struct told told;
	char *folder = test_folder(), *path;

	(void)state;
	path = write_gzip(folder, CODE_POINT_ROW, 0);
	assert_int_equal(load_file(&told, path, &report), PLACES_OK);
	assert_int_equal(report.kept, 1);
	told_clear(&told);
	free(path);
	path = write_gzip(folder, CODE_POINT_ROW CODE_POINT_ROW, 60);
	assert_int_equal(load_file(&told, path, &report), PLACES_REFUSED);
	assert_told(&told.problems, "stops in the middle");
	told_clear(&told);
	free(path);
	test_folder_remove(folder);
}

static void
works_out_outcodes_with_the_largest_council_first(void **state)
{
	struct places_report report;
	struct told told;

	(void)state;
	assert_int_equal(load(&told,
			     "pcds,laua,lat,long\n"
			     "M31 4AA,E06000007,53.400000,-2.400000\n"
			     "M31 4AB,E08000009,53.420000,-2.420000\n"
			     "M31 4AD,E08000009,53.410000,-2.410000\n",
			     &report),
	    PLACES_OK);
	assert_string_equal(buf_text(&told.outcodes),
	    "M31 53410000 -2410000 3 E08000009 E06000007\n");
	told_clear(&told);
}

static void
reads_the_whole_of_great_britain(void **state)
{
	const char *path = getenv("SIGNPOST_TEST_GAZETTEER");
	struct places_report report;
	struct told told;

	(void)state;
	if (path == NULL)
		TEST_SKIP("SIGNPOST_TEST_GAZETTEER names no whole gazetteer");
	assert_int_equal(load_file(&told, path, &report), PLACES_OK);
	assert_true(report.kept > 1500000);
	assert_int_equal(told.bad, 0);
	assert_true(told.outcodes_count > 2800);
	told_clear(&told);
}

int
main(void)
{
	const struct CMUnitTest shipped_tests[] = {
	    cmocka_unit_test(ships_every_outcode_with_all_its_councils),
	    cmocka_unit_test(ships_every_council_and_ward),
	    cmocka_unit_test(ships_slugs_as_place_slug_makes_them),
	    cmocka_unit_test(knows_the_short_names_that_people_type),
	    cmocka_unit_test(ships_the_unit_postcodes_of_the_sample),
	    cmocka_unit_test(ships_no_place_in_an_area_it_does_not_know),
	};
	const struct CMUnitTest loader_tests[] = {
	    cmocka_unit_test(reads_code_point_open_as_it_comes),
	    cmocka_unit_test(
		reads_code_point_open_with_a_header_and_without_quotes),
	    cmocka_unit_test(reads_onspd_of_any_year),
	    cmocka_unit_test(leaves_out_what_is_terminated_irish_or_nowhere),
	    cmocka_unit_test(refuses_ugly_rows_each_with_its_line),
	    cmocka_unit_test(takes_a_former_council_for_its_successor),
	    cmocka_unit_test(refuses_what_is_no_gazetteer),
	    cmocka_unit_test(refuses_a_folder_and_a_file_that_is_not_there),
	    cmocka_unit_test(gives_up_on_a_file_that_is_mostly_rubbish),
	    cmocka_unit_test(
		reads_gzip_and_refuses_one_that_stops_in_the_middle),
	    cmocka_unit_test(works_out_outcodes_with_the_largest_council_first),
	    cmocka_unit_test(reads_the_whole_of_great_britain),
	};
	int failed;

	failed = cmocka_run_group_tests_name(
	    "places shipped", shipped_tests, load_shipped, clear_shipped);
	failed += cmocka_run_group_tests_name(
	    "places loader", loader_tests, NULL, NULL);
	return failed != 0;
}
