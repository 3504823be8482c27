#include "importers/feeds_conf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "importers/fetch.h"
#include "importers/fetch_address.h"
#include "importers/reader_child.h"
#include "importers/repair_names.h"
#include "schema/record_feed.h"

#define FEEDS_MAX      1000       /* sections: three councils a county, twice */
#define FEED_LARGEST   (4L << 30) /* bytes: what max_bytes may be raised to */
#define FEED_MOST      10000000L  /* records, likewise */
#define EVERY_AT_LEAST 60 /* seconds: the timetable looks once a minute */
#define EVERY_AT_MOST  (366L * 24 * 3600)

#define KEY(key, type, member) \
	.name = (key), .kind = (type), \
	.offset = offsetof(struct feed_conf, member)

static const struct config_key keys[] = {
    {KEY("title", CONFIG_TEXT, title), .help = "what people call the list"},
    {KEY("publisher", CONFIG_TEXT, publisher), .help = "who publishes it"},
    {KEY("source", CONFIG_LIST, sources),
	.help = "a file or an address; may be repeated"},
    {KEY("mapping", CONFIG_TEXT, mapping),
	.help = "how its elements become fields"},
    {KEY("area", CONFIG_TEXT, area), .help = "GSS code of whom it serves"},
    {KEY("every", CONFIG_SECONDS, every_s), .min = EVERY_AT_LEAST,
	.max = EVERY_AT_MOST, .help = "how often a new one is put out"},
    {KEY("owner", CONFIG_TEXT, owner), .help = "who mends its mistakes"},
    {KEY("licence", CONFIG_TEXT, licence), .help = "what it may be used for"},
    {KEY("collected", CONFIG_TEXT, collected_text),
	.help = "the day its data is from"},
    {KEY("role", CONFIG_TEXT, role_text),
	.help = "listings or national-helplines"},
    {KEY("max_bytes", CONFIG_LONG, max_bytes), .min = 1, .max = FEED_LARGEST,
	.help = "bytes of the whole document set"},
    {KEY("max_records", CONFIG_LONG, max_records), .min = 1, .max = FEED_MOST,
	.help = "records of the whole document set"},
    {KEY("max_record_bytes", CONFIG_LONG, limits.record_bytes), .min = 1,
	.max = FEED_MOST_RECORD, .help = "bytes of one record"},
    {KEY("max_text_bytes", CONFIG_LONG, limits.text_bytes), .min = 1,
	.max = FEED_MOST_TEXT, .help = "bytes of one text or attribute"},
    {KEY("max_depth", CONFIG_LONG, limits.depth), .min = 1,
	.max = FEED_MOST_DEPTH, .help = "elements in each other"},
    {KEY("max_attributes", CONFIG_LONG, limits.attributes), .min = 1,
	.max = FEED_MOST_ATTRIBUTES, .help = "attributes of one element"},
    {KEY("max_ratio", CONFIG_LONG, max_ratio), .min = 1,
	.max = FETCH_MOST_RATIO,
	.help = "bytes that each byte of a packed answer may unpack to"},
    {KEY("timeout", CONFIG_SECONDS, timeout_s), .min = 1, .max = FETCH_MOST_S,
	.help = "how long fetching it may take"},
    {KEY("ca_file", CONFIG_TEXT, ca_file),
	.help = "certificates of whom to trust for its address"},
    {KEY("allow_private", CONFIG_BOOL, allow_private),
	.help = "its address may lead into a private network"},
    {KEY("repair", CONFIG_TEXT, repair_text),
	.help = "what of its XML is mended: raw-ampersand, control-characters,"
		" windows-1252, html-entities"},
    {0},
};

static const struct config_key head_keys[] = {
    {.name = "report_command",
	.kind = CONFIG_TEXT,
	.offset = offsetof(struct feeds_conf, report_command),
	.help = "takes mails to owners on its standard input"},
    {0},
};

static void *
section_cb(void *arg, const char *name, char *error, size_t error_size)
{
	struct feeds_conf *conf = arg;

	if (!feed_id_valid(name)) {
		snprintf(error, error_size,
		    "[%.60s] is no name for a feed: letters, digits, '-' and"
		    " '_', at most %d",
		    name, FEED_MAX_ID);
		return NULL;
	}
	if (conf->count == FEEDS_MAX) {
		snprintf(error, error_size, "over %d feeds", FEEDS_MAX);
		return NULL;
	}
	conf->feeds[conf->count].id = xstrdup(name);
	return &conf->feeds[conf->count++];
}

static bool
feed_finish(
    struct feed_conf *feed, const char *path, char *error, size_t error_size)
{
	const char *problem = NULL, *unknown;

	if (feed->repair_text &&
	    !repair_names_read(feed->repair_text, &feed->repairs, &unknown))
		problem = "\"repair\" is raw-ampersand, control-characters,"
			  " windows-1252, html-entities or several of them";
	if (feed->sources.count == 0)
		problem = "it names no source";
	if (feed->collected_text) {
		feed->collected = date_parse(feed->collected_text);
		if (!feed->collected)
			problem = "\"collected\" is no date: write 2026-11-22";
	}
	if (feed->role_text &&
	    strcmp(feed->role_text, "national-helplines") == 0)
		feed->role = FEED_ROLE_HELPLINES;
	else if (feed->role_text && strcmp(feed->role_text, "listings") != 0)
		problem = "\"role\" is listings or national-helplines";
	if (!problem)
		return true;
	snprintf(error, error_size, "%s: [%s]: %s", path, feed->id, problem);
	return false;
}

bool
feeds_conf_read(
    struct feeds_conf *out, const char *path, char *error, size_t error_size)
{
	const char *slash = strrchr(path, '/');

	memset(out, 0, sizeof(*out));
	out->feeds = xcalloc(FEEDS_MAX, sizeof(*out->feeds));
	out->folder =
	    slash ? xstrndup(path, (size_t)(slash - path)) : xstrdup(".");
	if (slash == path) {
		free(out->folder);
		out->folder = xstrdup("/");
	}
	if (!config_read_sections(
		path, head_keys, out, keys, section_cb, out, error, error_size))
		return false;
	for (size_t i = 0; i < out->count; i++) {
		if (!feed_finish(&out->feeds[i], path, error, error_size))
			return false;
	}
	return true;
}

void
feeds_conf_clear(struct feeds_conf *conf)
{
	for (size_t i = 0; i < conf->count; i++) {
		config_clear(keys, &conf->feeds[i]);
		free(conf->feeds[i].id);
	}
	config_clear(head_keys, conf);
	free(conf->feeds);
	free(conf->folder);
	memset(conf, 0, sizeof(*conf));
}

const struct feed_conf *
feeds_conf_find(const struct feeds_conf *conf, const char *id)
{
	for (size_t i = 0; i < conf->count; i++) {
		if (strcmp(conf->feeds[i].id, id) == 0)
			return &conf->feeds[i];
	}
	return NULL;
}

char *
feeds_conf_path(const struct feeds_conf *conf, const char *name)
{
	if (*name == '/' || !conf->folder || fetch_is_address(name))
		return xstrdup(name);
	return xasprintf("%s/%s", conf->folder, name);
}
