#include "server/asset.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/compiler.h"
#include "base/hash.h"
#include "base/say.h"
#include "server/script_words.h"

#define ASSET_HASH_DIGITS 16 /* of a path: 64 bits never meet by chance */

/* Both made while building. */
extern const struct embedded server_files[];
extern const struct say_catalogue po_catalogues[];

struct asset {
	struct embedded file; /* as it is sent */
	const char *name;     /* "signpost.js" */
	char *path;           /* "/assets/signpost-0123456789abcdef.js" */
};

/* Where a script has the words that script_words() gives. */
static const char words_mark[] = "\"__WORDS__\"";

/* Written once, before the first thread starts. */
static struct asset *assets;
static size_t assets_count;
static char *style_sources;
static char version[SHA256_TEXT];

static const struct {
	const char *ending, *type;
} types[] = {
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".svg", "image/svg+xml"},
};

const char *
asset_type(const char *name)
{
	const char *dot = strrchr(name, '.');
	size_t i;

	for (i = 0; dot != NULL && i < ARRAY_LEN(types); i++) {
		if (strcmp(dot, types[i].ending) == 0)
			return types[i].type;
	}
	return NULL;
}

static void
asset_add(const struct embedded *file)
{
	const char *name = strrchr(file->name, '/') + 1;
	const char *dot = strrchr(name, '.');
	const char *mark = strstr(file->data, words_mark);
	struct embedded sent = *file;
	struct buf whole = {0};
	char hash[SHA256_TEXT];
	struct asset *asset;

	if (mark != NULL) {
		buf_add(&whole, file->data, (size_t)(mark - file->data));
		script_words(&whole);
		buf_add_text(&whole, mark + strlen(words_mark));
		sent.length = whole.length;
		sent.data = buf_take(&whole);
	}
	sha256_text(sent.data, sent.length, hash);
	assets = grow_array(assets, assets_count, sizeof(*assets));
	asset = &assets[assets_count++];
	asset->file = sent;
	asset->name = name;
	asset->path = xasprintf("/assets/%.*s-%.*s%s", (int)(dot - name), name,
	    ASSET_HASH_DIGITS, hash, dot);
}

static void
style_add(struct buf *sources, const struct embedded *file)
{
	char hash[SHA256_BASE64];

	sha256_base64(file->data, file->length, hash);
	buf_printf(
	    sources, "%s'sha256-%s'", sources->length > 0 ? " " : "", hash);
}

void
assets_init(void)
{
	struct buf sources = {0}, all = {0};
	const struct say_catalogue *catalogue;
	const struct embedded *file;
	const char *type;

	assert(assets == NULL);
	for (file = server_files; file->name != NULL; file++) {
		buf_add(&all, file->name, strlen(file->name) + 1);
		buf_add(&all, file->data, file->length + 1);
		type = asset_type(file->name);
		if (type == NULL)
			continue;
		asset_add(file);
		if (strncmp(type, "text/css", 8) == 0)
			style_add(&sources, file);
	}
	for (catalogue = po_catalogues; catalogue->language != NULL;
	     catalogue++)
		buf_add(&all, catalogue->bytes, catalogue->length);
	style_sources = buf_take(&sources);
	sha256_text(all.data, all.length, version);
	buf_clear(&all);
}

const char *
asset_path(const char *name)
{
	size_t i;

	for (i = 0; i < assets_count; i++) {
		if (strcmp(assets[i].name, name) == 0)
			return assets[i].path;
	}
	assert(!"an asset that is not built in");
	return NULL;
}

const struct embedded *
asset_find(const char *segment)
{
	size_t i;

	for (i = 0; i < assets_count; i++) {
		if (strcmp(strrchr(assets[i].path, '/') + 1, segment) == 0)
			return &assets[i].file;
	}
	return NULL;
}

const char *
asset_style_sources(void)
{
	return style_sources;
}

const char *
asset_version(void)
{
	return version;
}
