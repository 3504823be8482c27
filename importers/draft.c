#include "importers/draft.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "importers/draft_parts.h"

#define RECORD_LIKELY 100000 /* the score of what repeats, at least */

/* What stands in [@name='...'] of a step, or the step without its '@'. */
static void
fold_step(const char *step, char out[DRAFT_NAME])
{
	const char *quote = strchr(step, '\'');
	char *inner;

	if (quote == NULL) {
		draft_fold(step + (*step == '@'), out);
		return;
	}
	inner = xstrndup(quote + 1, strcspn(quote + 1, "'"));
	draft_fold(inner, out);
	free(inner);
}

/* Where the last step of a path starts; a '/' may stand in quotes. */
static size_t
last_step(const char *path)
{
	size_t start = 0;
	bool quoted = false;

	for (size_t i = 0; path[i] != '\0'; i++) {
		quoted ^= path[i] == '\'';
		if (path[i] == '/' && !quoted)
			start = i + 1;
	}
	return start;
}

/* <HOURS V="9 to 5"/>: what an empty element says stands in its V. */
static void
value_of_element(struct draft *draft, struct draft_path *path)
{
	struct draft_path *element =
	    path->above >= 0 ? &draft->paths[path->above] : NULL;

	if (element == NULL || !path->attribute || element->parent ||
	    element->example != NULL ||
	    (strcmp(path->name, "v") != 0 && strcmp(path->name, "value") != 0))
		return;
	path->attribute = false;
	path->above = element->above;
	memcpy(path->name, element->name, sizeof(path->name));
	element->count = 0; /* nothing to be asked for by itself */
}

/*
 * <meta><key>phone</key><value>... and <Data name="phone"><value>...: a field
 * that is called phone.
 */
static void
value_of_key(struct draft *draft, struct draft_path *path)
{
	struct draft_path *element =
	    path->above >= 0 ? &draft->paths[path->above] : NULL;
	const char *bracket =
	    element != NULL ? strchr(element->step, '[') : NULL;

	if (bracket == NULL || path->parent || path->attribute ||
	    (bracket[1] == '@' && strcmp(path->name, "value") != 0))
		return;
	path->above = element->above;
	fold_step(element->step, path->name);
}

static void
read_paths(struct draft *draft, const struct reader_summary *survey)
{
	draft->paths = xcalloc(survey->unused_count + 1, sizeof(*draft->paths));
	for (size_t i = 0; i < survey->unused_count; i++) {
		const struct reader_unused *seen = &survey->unused[i];
		struct draft_path *path = &draft->paths[draft->count];
		size_t start;

		if (strncmp(seen->path, "xmlns:", 6) == 0)
			continue;
		start = last_step(seen->path);
		*path = (struct draft_path){.path = seen->path,
		    .step = seen->path + start,
		    .example = seen->example,
		    .count = seen->count,
		    .line = seen->first_line,
		    .above = -1};
		path->attribute = *path->step == '@';
		fold_step(path->step, path->name);
		for (size_t j = draft->count; j-- > 0 && start > 0;)
			if (strlen(draft->paths[j].path) == start - 1 &&
			    strncmp(draft->paths[j].path, path->path,
				start - 1) == 0) {
				path->above = (int)j;
				draft->paths[j].parent |= !path->attribute;
				break;
			}
		draft->count++;
	}
	for (size_t i = 0; i < draft->count; i++) {
		value_of_element(draft, &draft->paths[i]);
		value_of_key(draft, &draft->paths[i]);
	}
}

/* How many steps "path" stands below "above"; 0: it does not. */
int
draft_below(const struct draft *draft, int path, int above)
{
	for (int steps = 1; path >= 0; steps++) {
		path = draft->paths[path].above;
		if (path == above)
			return steps;
	}
	return 0;
}

/* Two words that begin with a letter: what a name looks like. */
static bool
looks_like_name(const struct draft_path *path)
{
	struct draft_guess known;

	return !path->attribute && path->example != NULL &&
	       !draft_guess(path, "", &known) &&
	       isalpha((unsigned char)*path->example) &&
	       strchr(path->example, ' ') != NULL &&
	       strpbrk(path->example, "<>@") == NULL;
}

int
draft_find_name(const struct draft *draft, int element, bool by_shape)
{
	for (int shape = 0; shape <= by_shape; shape++)
		for (size_t i = 0; i < draft->count; i++) {
			const struct draft_path *path = &draft->paths[i];

			if (path->above == element && !path->parent &&
			    path->count > 0 &&
			    (shape ? looks_like_name(path)
				   : draft_is_name(path->name)))
				return (int)i;
		}
	return -1;
}

static int
name_of(const struct draft *draft, int element)
{
	return draft_find_name(draft, element, draft->by_shape);
}

static bool
has_name(const struct draft *draft, int element)
{
	return name_of(draft, element) >= 0;
}

int
draft_leaves(const struct draft *draft, int element)
{
	int leaves = 0;

	for (size_t i = 0; i < draft->count; i++)
		leaves += !draft->paths[i].parent &&
			  draft_below(draft, (int)i, element) > 0;
	return leaves;
}

bool
draft_is_holder(const struct draft *draft, int element)
{
	const struct draft_path *path = &draft->paths[element];
	int own = 0;
	bool inner = false;

	if (draft_is_owner(path->name) || draft_is_place(path->name) ||
	    draft_is_service(path->name))
		return false;
	for (size_t i = 0; i < draft->count; i++) {
		const struct draft_path *at = &draft->paths[i];

		if (at->above != element)
			continue;
		own += !at->parent;
		inner |= at->parent && at->count > path->count &&
			 has_name(draft, (int)i) &&
			 draft_leaves(draft, (int)i) > 4;
	}
	return inner && own <= 3;
}

/* A part of something with a name of its own, and not most of it. */
static bool
is_part(const struct draft *draft, int element)
{
	int leaves = draft_leaves(draft, element);

	for (int at = draft->paths[element].above;
	     at >= 0 && draft->paths[at].above >= 0;
	     at = draft->paths[at].above)
		if (has_name(draft, at) && !draft_is_holder(draft, at) &&
		    2 * leaves < draft_leaves(draft, at))
			return true;
	return false;
}

/* Stands once in each of what repeats: <CONTACT_1> of each <RECORD>. */
static bool
is_only(const struct draft *draft, int element)
{
	const struct draft_path *path = &draft->paths[element];
	const struct draft_path *above = &draft->paths[path->above];

	return above->above >= 0 && above->count > 1 &&
	       path->count <= above->count &&
	       draft_leaves(draft, path->above) >
		   2 * draft_leaves(draft, element);
}

/*
 * How likely an element is a record: it has a name or a name is somewhere in
 * it, there are several, and it stands as far out as can be.
 */
static long
record_score(const struct draft *draft, int element)
{
	const struct draft_path *path = &draft->paths[element];
	bool named = has_name(draft, element), inner = false;
	int depth = 0;

	for (int at = path->above; at >= 0; at = draft->paths[at].above)
		depth++;
	for (size_t i = 0; i < draft->count; i++)
		inner |=
		    (draft_is_name(draft->paths[i].name) || draft->by_shape) &&
		    draft_below(draft, (int)i, element) > 0;
	if (depth == 0 || !path->parent || (!named && !inner) ||
	    strchr(path->step, '[') != NULL)
		return 0;
	return (path->count > 1 && !is_part(draft, element) &&
			   !is_only(draft, element) &&
			   !draft_is_holder(draft, element)
		       ? RECORD_LIKELY
		       : 0) +
	       (named ? 20000 : 0) - depth * 5000 +
	       draft_leaves(draft, element);
}

static bool
find_record(struct draft *draft)
{
	long best = 0, score;

	for (size_t i = 0; i < draft->count; i++) {
		score = record_score(draft, (int)i);
		if (score > best) {
			best = score;
			draft->record = (int)i;
		}
	}
	draft->service = draft->record;
	/* One organisation alone, with many services. */
	for (int at = draft->paths[draft->record].above;
	     best > 0 && at >= 0 && draft->paths[at].above >= 0;
	     at = draft->paths[at].above) {
		if (!has_name(draft, at) ||
		    !(draft_is_place(draft->paths[at].name) ||
			draft_is_owner(draft->paths[at].name)))
			break;
		draft->record = at;
	}
	if (draft->record != draft->service)
		return true;
	/* organisation > site > service: the listing is the service. */
	for (size_t i = 0; best > 0 && i < draft->count; i++)
		if (draft_below(draft, (int)i, draft->record) > 0 &&
		    draft->paths[i].parent &&
		    draft_is_service(draft->paths[i].name) &&
		    has_name(draft, (int)i)) {
			draft->service = (int)i;
			break;
		}
	return best > 0;
}

/* The path of an element or attribute as the service asks for it. */
void
draft_add_expression(struct draft *draft, int leaf)
{
	int above = draft->service;
	size_t length;

	if (leaf == above) {
		buf_add_char(draft->out, '.');
		return;
	}
	while (above >= 0 && draft_below(draft, leaf, above) == 0) {
		above = draft->paths[above].above;
		buf_add_text(draft->out, "../");
	}
	length = above >= 0 ? strlen(draft->paths[above].path) + 1 : 0;
	buf_add_text(draft->out, draft->paths[leaf].path + length);
}

void
draft_add_comment(struct draft *draft, const struct draft_path *path)
{
	if (path->example == NULL)
		return;
	buf_printf(draft->out, "  # such as: ");
	for (const char *at = path->example; *at != '\0'; at++)
		buf_add_char(draft->out, *at == '\n' ? ' ' : *at);
}

/* A leaf that can be asked for: names of 60 bytes and more are cut. */
bool
draft_usable(const struct draft *draft, size_t i, int *steps)
{
	const struct draft_path *path = &draft->paths[i];

	*steps = draft_below(draft, (int)i, draft->record);
	return *steps > 0 && !path->parent && !path->used && path->count > 0 &&
	       path->example != NULL && strlen(path->step) < 80 &&
	       strchr(path->path, '"') == NULL;
}

/* <ExtendedData><Data name="UID"><value>...: the record's own as well. */
static bool
is_own_key(const struct draft *draft, const struct draft_path *path)
{
	return strstr(path->path, "']") != NULL && path->above >= 0 &&
	       draft->paths[path->above].above == draft->service &&
	       path->count <= draft->paths[draft->service].count;
}

/*
 * The best leaf for a field, or -1; nearer to the service is better.  Where
 * "above" is given, it stands in that element.
 */
static int
find_leaf(
    struct draft *draft, const char *field, int above, struct draft_guess *out)
{
	int found = -1, best = 1 << 20, steps, cost;
	struct draft_guess guess;
	bool service;

	for (size_t i = 0; i < draft->count; i++) {
		const struct draft_path *path = &draft->paths[i];

		if (!draft_usable(draft, i, &steps) ||
		    (above >= 0 && path->above != above) ||
		    !draft_guess(path,
			path->above >= 0 ? draft->paths[path->above].name : "",
			&guess) ||
		    strcmp(guess.field, field) != 0)
			continue;
		service = draft_below(draft, (int)i, draft->service) > 0;
		/* What is not the service's own names something else. */
		if ((strcmp(field, "id") == 0 || strcmp(field, "name") == 0) &&
		    path->above != draft->service && !is_own_key(draft, path))
			continue;
		cost =
		    (strcmp(field, "id") == 0 &&
				path->count < draft->paths[draft->service].count
			    ? 400
			    : 0) +
		    guess.rank * 10 + (service ? 0 : 500) + steps * 15 -
		    (path->attribute ? 0 : 1) -
		    (strcmp(field, "id") == 0 && path->attribute ? 20 : 0);
		if (cost < best) {
			best = cost;
			found = (int)i;
			*out = guess;
		}
	}
	return found;
}

/* The "aid" of an "activity", where nothing is called as ids are. */
static int
find_own_id(const struct draft *draft)
{
	const struct draft_path *service = &draft->paths[draft->service];
	int steps;

	for (size_t i = 0; i < draft->count; i++) {
		const struct draft_path *path = &draft->paths[i];
		size_t length = strlen(path->name);

		if (path->above == draft->service && length > 2 &&
		    path->count == service->count &&
		    draft_usable(draft, i, &steps) &&
		    strcmp(path->name + length - 2, "id") == 0 &&
		    strncmp(path->name, service->name, length - 2) == 0)
			return (int)i;
	}
	return -1;
}

/* <title xml:lang="cy"> beside <title xml:lang="en">: the English one. */
static void
add_english(struct draft *draft, int leaf)
{
	const struct draft_path *path = &draft->paths[leaf];

	if (path->attribute ||
	    path->count <= draft->paths[draft->service].count)
		return;
	for (size_t i = 0; i < draft->count; i++) {
		const struct draft_path *at = &draft->paths[i];

		if (at->above != leaf || !at->attribute ||
		    (strcmp(at->name, "lang") != 0 &&
			strcmp(at->name, "language") != 0))
			continue;
		draft_add_expression(draft, leaf);
		buf_printf(draft->out, "[%s='en'], ", at->step);
		return;
	}
}

static void
write_field(struct draft *draft, const char *field)
{
	struct draft_guess guess = {.filters = ""};
	int leaf = find_leaf(draft, field, -1, &guess), count = 0, leaves[8];
	int mark;

	if (leaf < 0 && strcmp(field, "name") == 0)
		leaf = draft_find_name(draft, draft->service, true);
	if (leaf < 0 && strcmp(field, "id") == 0)
		leaf = find_own_id(draft);
	if (leaf < 0)
		return;
	do {
		draft->paths[leaf].used = true;
		leaves[count++] = leaf;
	} while (draft_is_list(field) && count < 8 &&
		 (leaf = find_leaf(draft, field, draft->paths[leaves[0]].above,
		      &guess)) >= 0);
	mark = draft_find_mark(draft, leaves[0]);
	if (mark >= 0 && strcmp(field, "phone") == 0) {
		for (int i = 0; i < count; i++)
			draft_write_phone(draft, leaves[i], mark);
		return;
	}
	/* An address is hidden by its mark, and never read then. */
	if (strncmp(field, "location.", 9) == 0)
		mark = -1;
	if (mark >= 0) {
		bool hides = draft_is_private(draft->paths[mark].name);

		buf_add_text(draft->out, hides ? "\tunless " : "\twhen ");
		draft_add_expression(draft, mark);
		buf_printf(
		    draft->out, " | boolean %s {\n\t", hides ? "yes" : "no");
	}
	buf_printf(draft->out, "\t%-18s ", field);
	if (count > 1)
		buf_add_char(draft->out, '(');
	else if (!draft_is_list(field))
		add_english(draft, leaves[0]);
	for (int i = 0; i < count; i++) {
		if (i > 0)
			buf_add_text(draft->out, " | ");
		draft_add_expression(draft, leaves[i]);
	}
	if (count > 1)
		buf_add_char(draft->out, ')');
	buf_add_text(draft->out, guess.filters);
	if (strncmp(field, "rule age", 8) == 0)
		buf_add_text(draft->out, draft_age_unit(draft, leaves[0]));
	draft_add_comment(draft, &draft->paths[leaves[0]]);
	buf_add_text(draft->out, mark >= 0 ? "\n\t}\n" : "\n");
}

/* The name of the organisation above a nested service, and of its place. */
static void
write_above(struct draft *draft)
{
	int above = draft->paths[draft->service].above;

	while (draft->service != draft->record && above >= 0) {
		const struct draft_path *element = &draft->paths[above];
		const char *field = draft_is_place(element->name)
					? "location.name"
					: "org.name";

		struct draft_path *path = NULL;
		int name = name_of(draft, above);

		if (name >= 0)
			path = &draft->paths[name];
		if (path != NULL && !path->used) {
			buf_printf(draft->out, "\t%-18s ", field);
			draft_add_expression(draft, name);
			draft_add_comment(draft, path);
			buf_add_char(draft->out, '\n');
			path->used = true;
		}
		if (above == draft->record)
			break;
		above = element->above;
	}
}

static void
write_rest(struct draft *draft)
{
	bool any = false;
	int steps;

	for (size_t i = 0; i < draft->count; i++) {
		const struct draft_path *path = &draft->paths[i];

		if (!draft_usable(draft, i, &steps) || path->example == NULL)
			continue;
		if (!any)
			buf_add_text(draft->out,
			    "\n\t# Not used yet (how often, such as):\n");
		any = true;
		buf_add_text(draft->out, "\t#   ");
		draft_add_expression(draft, (int)i);
		buf_printf(draft->out, "  (%ld, %s)%s\n", path->count,
		    path->example,
		    draft_is_state(path->name)
			? "  <- closed, or not public? See status, skip_if"
			: "");
	}
}

bool
draft_write(struct buf *out, const struct reader_summary *survey,
    const char *source, unsigned repairs)
{
	static const char *const fields[] = {"id", "name", "other_name",
	    "org.name", "summary", "description", "eligibility", "age",
	    "rule age.min", "rule age.max", "cost", "referral", "wait",
	    "access", "phone", "email", "url", "hours", "language", "category",
	    "area", "checked", "modified", "location.address", "location.town",
	    "location.county", "location.postcode", "location.lat",
	    "location.lon", "location.easting", "location.northing",
	    "location.latlon"};
	struct draft draft = {.out = out};
	bool found;

	read_paths(&draft, survey);
	found = draft_write_sheet(&draft, survey, source, repairs);
	if (found) {
		buf_add_text(out, "}\n");
		free(draft.paths);
		return true;
	}
	found = draft.count > 0 && find_record(&draft);
	if (draft.count > 0 && !found) {
		draft.by_shape = true;
		found = find_record(&draft);
	}
	if (found) {
		draft_write_head(&draft, survey, source, repairs);
		draft_write_marks(&draft);
		for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
			if (strcmp(fields[i], "org.name") == 0)
				write_above(&draft);
			write_field(&draft, fields[i]);
		}
		draft_write_holder(&draft);
		draft_write_opening(&draft);
		write_rest(&draft);
		buf_add_text(out, "}\n");
	}
	free(draft.paths);
	return found;
}
