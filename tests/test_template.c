#include "tests/testing.h"

#include <stdlib.h>
#include <string.h>

#include "server/template.h"

/* Loads one template (and perhaps another) and writes it with "view". */
static void
written(const char *template, const struct view *view, const char *expected)
{
	const struct embedded table[] = {
	    {"t/page.html", template, strlen(template)},
	    {"t/part.html", "<i>{{name}}</i>", 15},
	    {"t/look.css", "a{{b}}\n", 7}, {0}};
	char error[256];
	struct buf out = {0};

	if (!templates_load(table, error, sizeof(error)))
		fail_msg("%s", error);
	template_write(&out, "page.html", view, NULL);
	assert_string_equal(buf_text(&out), expected);
	buf_clear(&out);
}

static void
refused(const char *template, const char *why)
{
	const struct embedded table[] = {
	    {"t/page.html", template, strlen(template)}, {0}};
	char error[256];

	assert_false(templates_load(table, error, sizeof(error)));
	assert_non_null(strstr(error, why));
}

static void
escapes_every_value(void **state)
{
	struct arena arena = {0};
	struct view *view = view_new(&arena);

	(void)state;
	view_text(view, "name", "<script>\"&'");
	written("<b title=\"{{name}}\">{{name}}</b>", view,
	    "<b title=\"&lt;script&gt;&quot;&amp;&#39;\">"
	    "&lt;script&gt;&quot;&amp;&#39;</b>");
	arena_clear(&arena);
}

static void
writes_nothing_for_what_is_not_given(void **state)
{
	struct arena arena = {0};
	struct view *view = view_new(&arena);

	(void)state;
	view_text(view, "empty", "");
	view_text(view, "null", NULL);
	view_flag(view, "off", false);
	written("[{{empty}}{{null}}{{nowhere}}{{#off}}x{{/off}}]", view, "[]");
	written("{{^empty}}a{{/empty}}{{^nowhere}}b{{/nowhere}}", view, "ab");
	arena_clear(&arena);
}

static void
writes_a_section_once_for_a_text_a_flag_or_a_group(void **state)
{
	struct arena arena = {0};
	struct view *view = view_new(&arena);

	(void)state;
	view_text(view, "text", "t");
	view_flag(view, "flag", true);
	view_text(view_group(view, "group"), "inside", "i");
	written("{{#text}}<{{.}}{{text}}>{{/text}}{{#flag}}f{{/flag}}"
		"{{#group}}{{inside}}{{/group}}{{inside}}",
	    view, "<tt>fi");
	written("{{^text}}no{{/text}}{{^group}}no{{/group}}", view, "");
	arena_clear(&arena);
}

static void
writes_a_section_for_each_item_of_a_list(void **state)
{
	struct arena arena = {0};
	struct view *view = view_new(&arena);

	(void)state;
	view_text(view_item(view, "list"), "name", "one");
	view_text(view_item(view, "list"), "name", "two");
	view_item_text(view, "texts", "<");
	view_item_text(view, "texts", "b");
	written("{{#list}}{{name}},{{/list}}{{#texts}}({{.}}){{/texts}}", view,
	    "one,two,(&lt;)(b)");
	written("{{^list}}none{{/list}}", view, "");
	arena_clear(&arena);
}

static void
looks_for_a_name_inside_first_then_outwards(void **state)
{
	struct arena arena = {0};
	struct view *view = view_new(&arena), *item;

	(void)state;
	view_text(view, "name", "outer");
	view_text(view, "phone", "123");
	view_text(view_item(view, "list"), "name", "inner");
	item = view_item(view, "list");
	view_text(item, "phone", NULL);
	written(
	    "{{#list}}{{name}} {{phone}};{{/list}}", view, "inner 123;outer ;");
	arena_clear(&arena);
}

static void
looks_for_a_name_in_the_view_around(void **state)
{
	const struct embedded table[] = {
	    {"t/page.html", "{{name}} {{site}}", 17}, {0}};
	struct arena arena = {0};
	struct view *view = view_new(&arena), *around = view_new(&arena);
	struct buf out = {0};
	char error[256];

	(void)state;
	view_text(view, "name", "inner");
	view_text(around, "name", "outer");
	view_text(around, "site", "Signpost");
	assert_true(templates_load(table, error, sizeof(error)));
	template_write(&out, "page.html", view, around);
	assert_string_equal(buf_text(&out), "inner Signpost");
	buf_clear(&out);
	arena_clear(&arena);
}

static void
puts_a_file_in_its_place_and_a_style_sheet_as_it_stands(void **state)
{
	struct arena arena = {0};
	struct view *view = view_new(&arena);

	(void)state;
	view_text(view, "name", "n");
	written("{{>part.html}}<style>{{>look.css}}</style>{{! why }}", view,
	    "<i>n</i><style>a{{b}}\n</style>");
	arena_clear(&arena);
}

static void
writes_numbers_with_commas(void **state)
{
	struct arena arena = {0};
	struct view *view = view_new(&arena);

	(void)state;
	view_long(view, "a", 0);
	view_long(view, "b", 999);
	view_long(view, "c", 1227);
	view_long(view, "d", 1234567);
	view_long(view, "e", -123456);
	view_format(view, "f", "%d%%", 50);
	written("{{a}} {{b}} {{c}} {{d}} {{e}} {{f}}", view,
	    "0 999 1,227 1,234,567 -123,456 50%");
	arena_clear(&arena);
}

static void
keeps_the_last_of_two_values_of_one_name(void **state)
{
	struct arena arena = {0};
	struct view *view = view_new(&arena);

	(void)state;
	view_text(view, "name", "first");
	view_text(view, "name", "second");
	written("{{name}}", view, "second");
	arena_clear(&arena);
}

static void
refuses_a_template_with_a_mistake(void **state)
{
	(void)state;
	refused("{{#a}}x", "is not closed");
	refused("x\n{{#a}}{{/b}}", "line 2");
	refused("{{/a}}", "closes what is not open");
	refused("{{name", "is not closed");
	refused("{{{name}}}", "this is no tag");
	refused("{{&name}}", "this is no tag");
	refused("{{ name }}", "this is no tag");
	refused("{{}}", "this is no tag");
	refused("{{>gone.html}}", "there is no file gone.html");
	refused("{{>page.html}}", "contains itself");
}

static void
refuses_a_value_as_an_attribute_without_quotes(void **state)
{
	(void)state;
	refused("<a href={{url}}>", "needs quotes");
}

static void
parses_all_that_is_built_in(void **state)
{
	(void)state;
	templates_init();
	assert_true(template_file("style.css")->length > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(escapes_every_value),
	    cmocka_unit_test(writes_nothing_for_what_is_not_given),
	    cmocka_unit_test(
		writes_a_section_once_for_a_text_a_flag_or_a_group),
	    cmocka_unit_test(writes_a_section_for_each_item_of_a_list),
	    cmocka_unit_test(looks_for_a_name_inside_first_then_outwards),
	    cmocka_unit_test(looks_for_a_name_in_the_view_around),
	    cmocka_unit_test(
		puts_a_file_in_its_place_and_a_style_sheet_as_it_stands),
	    cmocka_unit_test(writes_numbers_with_commas),
	    cmocka_unit_test(keeps_the_last_of_two_values_of_one_name),
	    cmocka_unit_test(refuses_a_template_with_a_mistake),
	    cmocka_unit_test(refuses_a_value_as_an_attribute_without_quotes),
	    cmocka_unit_test(parses_all_that_is_built_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
