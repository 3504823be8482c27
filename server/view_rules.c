#include "server/view_rules.h"

#include <string.h>

#include "base/buf.h"
#include "base/say.h"
#include "server/words.h"

struct told {
	const struct vocabulary *vocabulary;
	struct arena *arena;
	const struct listing *listing;
};

/* "Youngest age 13", "Must have a GP in an area", "Open to all" */
static const char *
rule_label(struct told *told, const struct listing_rule *rule)
{
	const struct vocabulary *vocabulary = told->vocabulary;
	const char *label =
	    words_term(vocabulary, rule->dimension, rule->value);
	const char *number = words_term(vocabulary, rule->dimension, "number");

	if (label != NULL)
		return label;
	if (number != NULL)
		return arena_printf(told->arena, "%s %s", number, rule->value);
	return strcmp(rule->value, "all") == 0 ? _("Open to all") : rule->value;
}

/* A rule from a field that says otherwise, or NULL. */
static const struct listing_rule *
field_against(const struct told *told, const struct listing_rule *rule)
{
	const struct listing *listing = told->listing;

	if (strncmp(rule->dimension, "age", 3) != 0 &&
	    strcmp(rule->dimension, "gender") != 0)
		return NULL;
	for (size_t i = 0; i < listing->rules_count; i++) {
		const struct listing_rule *field = &listing->rules[i];

		if (field->from_field &&
		    strcmp(field->dimension, rule->dimension) == 0 &&
		    strcmp(field->value, rule->value) != 0)
			return field;
	}
	return NULL;
}

/* The label, and that a field contradicts it: nobody can tell which holds. */
static const char *
rule_told(struct told *told, const struct listing_rule *rule)
{
	const struct listing_rule *field = field_against(told, rule);
	const char *label = rule_label(told, rule);

	if (field == NULL)
		return label;
	return arena_printf(told->arena, _("%s (check: its data says %s)"),
	    label, rule_label(told, field));
}

static bool
rule_is_told(const struct listing_rule *rule)
{
	/* A place is said by the rule that it belongs to. */
	return !rule->from_field && rule->sentence != NULL &&
	       strcmp(rule->dimension, "area.place") != 0;
}

/* The first rule of a sentence tells it, for all that it says. */
static bool
is_first(const struct listing *listing, size_t at)
{
	const struct listing_rule *rules = listing->rules;

	for (size_t i = 0; i < at; i++)
		if (rule_is_told(&rules[i]) &&
		    strcmp(rules[i].sentence, rules[at].sentence) == 0)
			return false;
	return rule_is_told(&rules[at]);
}

void
view_rules(const struct context *context, struct view *view,
    const struct listing *listing)
{
	struct told told = {context->vocabulary, view_arena(view), listing};
	const struct listing_rule *rules = listing->rules;

	for (size_t i = 0; i < listing->rules_count; i++) {
		struct buf labels = {0};
		struct view *item;

		if (!is_first(listing, i))
			continue;
		for (size_t j = i; j < listing->rules_count; j++)
			if (rule_is_told(&rules[j]) &&
			    strcmp(rules[i].sentence, rules[j].sentence) == 0)
				buf_printf(&labels, "%s%s",
				    labels.length > 0 ? ", " : "",
				    rule_told(&told, &rules[j]));
		item = view_item(view, "rules");
		view_text(item, "sentence", rules[i].sentence);
		view_text(item, "label", buf_take_into(&labels, told.arena));
		view_flag(view, "has_rules", true);
	}
}
