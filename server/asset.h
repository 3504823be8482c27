/*
 * Our scripts and style sheets, built in.  A script's address holds a hash
 * of its bytes, so that browsers may keep it for a year; a style sheet is
 * part of its page and allowed by its hash.  A script has its words in all
 * languages (server/script_words.h).
 */
#ifndef SIGNPOST_ASSET_H
#define SIGNPOST_ASSET_H

#include "base/embed.h"

/* Hashes all assets, after templates_init(). */
void assets_init(void);
/* "/assets/signpost-0123456789abcdef.js" for "signpost.js". */
const char *asset_path(const char *name);
/* The file behind the last segment of such a path, or NULL. */
const struct embedded *asset_find(const char *segment);
/* The MIME type of a file by its name; NULL: it is not served. */
const char *asset_type(const char *name);
/*
 * The sources that a policy allows for <style> elements: 'sha256-...' for
 * each style sheet.
 */
const char *asset_style_sources(void);
/* SHA-256 over all built-in files and catalogues: changes with what pages
 * look like and say. */
const char *asset_version(void);

#endif
