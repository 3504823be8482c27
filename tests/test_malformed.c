/*
 * Documents that are no XML, or none that we accept: each is refused with
 * one message that says where and why, and changes nothing.  After the rules
 * of XML 1.0 (fifth edition) and of Namespaces in XML, one case a rule; the
 * few that break no rule are here so that they stay accepted.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/paths.h"
#include "importers/import.h"
#include "schema/listing_wire.h"
#include "schema/record_published.h"
#include "tests/testing.h"
#include "tests/testing_feed.h"

struct document {
	const char *name;
	const char *bytes;
	size_t length;
	long line;         /* that the message names */
	const char *words; /* of the message; NULL: it is accepted */
};

#define TEXT(text) (text), sizeof(text) - 1
#define HEAD \
	"<rows>\n<row id='1'><name>Quexby Hub</name><phone>0113 496 0182</phone>"
#define TAIL "</row>\n</rows>"
/* A record with something in it, on line 2. */
#define IN_ROW(text) TEXT(HEAD text TAIL)

#define ENTITY_BOMB \
	"<!DOCTYPE rows [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;'>" \
	"<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;'>" \
	"]>\n"

static const char not_utf8[] = "the bytes here are not UTF-8",
		  doctype[] = "document type declarations are not accepted",
		  alone[] = "a '&' stands here on its own",
		  reference[] = "names a character that XML does not allow",
		  control[] = "a control character stands here",
		  ends[] = "the document ends before its elements are closed",
		  web_page[] = "this is a web page, not XML",
		  utf32[] = "it is in UTF-32", blanks[] = "nothing in it but",
		  first_line[] = "may stand at the very start only";

static const char no_root[] = "it ends before its first element",
		  xml_line[] = "the first line is not as XML wants it";

static const struct document documents[] = {
    /* Encodings. */
    {"utf-16-empty", TEXT("\xff\xfe<\0r\0/\0>\0"), 1, "no record is in"},
    {"utf-16-odd", TEXT("\xff\xfe<\0r\0>\0<\0/\0r\0>"), 1, ends},
    {"utf-16-zeros", TEXT("\xff\xfe<\0\0\0\0\0\0\0r\0/\0>\0"), 1,
	"a zero byte (NUL)"},
    {"utf-16-high-alone", TEXT("\xff\xfe<\0r\0>\0\0\xd8x\0<\0/\0r\0>\0"), 1,
	"not UTF-16"},
    {"utf-16-low-alone", TEXT("\xff\xfe<\0r\0>\0\0\xdcx\0<\0/\0r\0>\0"), 1,
	"not UTF-16"},
    {"utf-16-high-last", TEXT("\xff\xfe<\0r\0/\0>\0\0\xd8"), 1,
	"no record is in it"},
    {"utf-16-says-utf-8",
	TEXT("\xff\xfe<\0?\0x\0m\0l\0 \0v\0e\0r\0s\0i\0o\0n\0=\0'\0"
	     "1\0.\0"
	     "0\0'\0 \0e\0n\0c\0o\0d\0i\0n\0g\0=\0'\0u\0t\0f\0-\0"
	     "8\0'\0?\0>\0<\0r\0/\0>\0"),
	1, "its first bytes are UTF-16"},
    {"utf-8-says-utf-16",
	TEXT("<?xml version='1.0' encoding='utf-16'?>\n<rows/>"), 1,
	"its first bytes are UTF-8"},
    {"utf-8-mark-says-latin",
	TEXT("\xef\xbb\xbf<?xml version='1.0' encoding='iso-8859-1'?><rows/>"),
	1, "its first bytes are UTF-8"},
    {"utf-32-little-mark", TEXT("\xff\xfe\0\0<\0\0\0r\0\0\0"), 1, utf32},
    {"utf-32-big-mark", TEXT("\0\0\xfe\xff\0\0\0<\0\0\0r"), 1, utf32},
    {"utf-32-little", TEXT("<\0\0\0r\0\0\0/\0\0\0>\0\0\0"), 1, utf32},
    {"utf-32-big", TEXT("\0\0\0<\0\0\0r\0\0\0/\0\0\0>"), 1, utf32},
    {"utf-7", TEXT("+ADw-rows/+AD4-"), 1, "it starts with '+ADw-rows/+AD4-'"},
    {"utf-7-declared", TEXT("<?xml version='1.0' encoding='UTF-7'?><rows/>"), 1,
	"the encoding 'UTF-7', which is not read here"},
    {"ebcdic", TEXT("\x4c\x6f\xa7\x94\x93\x40\xa5\x85\x99\x6e"), 1,
	"it is in EBCDIC"},
    {"ebcdic-undeclared", TEXT("\x4c\x99\x96\xa6\xa2\x61\x6e"), 1,
	"this is not XML"},
    {"scsu", TEXT("\x0e\xfe\xff<rows/>"), 1, "this is not XML"},
    {"encoding-empty", TEXT("<?xml version='1.0' encoding=''?><rows/>"), 1,
	"encoding"},
    {"encoding-odd", TEXT("<?xml version='1.0' encoding='<&>'?><rows/>"), 1,
	"'<&>', which is not read here"},
    {"overlong-2", IN_ROW("\xc0\xaf"), 2, not_utf8},
    {"overlong-3", IN_ROW("\xe0\x80\xaf"), 2, not_utf8},
    {"overlong-4", IN_ROW("\xf0\x80\x80\xaf"), 2, not_utf8},
    {"surrogate", IN_ROW("\xed\xa0\x80"), 2, not_utf8},
    {"surrogate-pair", IN_ROW("\xed\xa0\xbd\xed\xb8\x80"), 2, not_utf8},
    {"over-10ffff", IN_ROW("\xf4\x90\x80\x80"), 2, not_utf8},
    {"five-bytes", IN_ROW("\xf8\x88\x80\x80\x80"), 2, not_utf8},
    {"continuation", IN_ROW("a\x80z"), 2, not_utf8},
    {"cut-character", IN_ROW("a\xe2\x82"), 2, not_utf8},
    {"cut-last-character", TEXT("<rows><row id='1'><name>Caf\xc3"), 1, ends},
    {"latin-1", IN_ROW("<x>Caf\xe9 Quexby</x>"), 2, not_utf8},
    {"latin-1-in-attribute", IN_ROW("<x y='Caf\xe9 Quexby'/>"), 2, not_utf8},
    {"latin-1-in-name", IN_ROW("<Caf\xe9/>"), 2, not_utf8},
    {"latin-1-in-attribute-name", IN_ROW("<x caf\xe9='1'/>"), 2, not_utf8},
    {"latin-1-in-comment", IN_ROW("<!-- caf\xe9 -->"), 2, not_utf8},
    {"latin-1-in-cdata", IN_ROW("<![CDATA[caf\xe9 x]]>"), 2, not_utf8},
    {"latin-1-in-instruction", IN_ROW("<?x caf\xe9 x?>"), 2, not_utf8},
    {"nonchar-fffe", IN_ROW("\xef\xbf\xbe"), 2, "which is no character"},
    {"nonchar-ffff", IN_ROW("<x y='\xef\xbf\xbf'/>"), 2,
	"which is no character"},
    {"nonchar-1fffe", IN_ROW("\xf0\x9f\xbf\xbe"), 0, NULL},
    {"mark-within", IN_ROW("\xef\xbb\xbf"), 0, NULL},
    {"mark-twice", TEXT("\xef\xbb\xbf\xef\xbb\xbf<rows/>"), 1,
	"two byte order marks"},

    /* The first line. */
    {"version-missing", TEXT("<?xml encoding='UTF-8'?>\n<rows/>"), 1,
	"names no version"},
    {"version-2", TEXT("<?xml version='2.0'?>\n<rows/>"), 1,
	"it says that it is not XML 1.0"},
    {"version-odd", TEXT("<?xml version='one'?>\n<rows/>"), 1, xml_line},
    {"version-1.1",
	TEXT(
	    "<?xml version='1.1'?>\n<rows><row id='1'><name>N</name><phone>0113 496 0182"
	    "</phone></row></rows>"),
	0, NULL},
    {"version-1.1-control",
	TEXT("<?xml version='1.1'?>\n<rows><row id='1'><name>&#1;</name></row>"
	     "</rows>"),
	2, reference},
    {"declaration-order",
	TEXT("<?xml encoding='UTF-8' version='1.0'?>\n<rows/>"), 1,
	"the line <?xml ...?> names no version"},
    {"declaration-late", TEXT("\n<?xml version='1.0'?>\n<rows/>"), 2,
	first_line},
    {"declaration-twice",
	TEXT("<?xml version='1.0'?>\n<?xml version='1.0'?>\n<rows/>"), 2,
	first_line},
    {"declaration-within", IN_ROW("<?xml version='1.0'?>"), 2, first_line},
    {"declaration-capitals", TEXT("<?XML version='1.0'?>\n<rows/>"), 1,
	first_line},
    {"declaration-open", TEXT("<?xml version='1.0'>\n<rows/>"), 1, xml_line},
    {"declaration-unquoted", TEXT("<?xml version=1.0?>\n<rows/>"), 1, xml_line},
    {"declaration-standalone",
	TEXT("<?xml version='1.0' standalone='maybe'?>\n<rows/>"), 1, xml_line},
    {"declaration-alone", TEXT("<?xml version='1.0'?>\n"), 2, no_root},

    /* Entities and references. */
    {"entity-html", IN_ROW("&nbsp;"), 2, "&nbsp; is known in HTML"},
    {"entity-unknown", IN_ROW("&quexby;"), 2, "&quexby; "},
    {"entity-in-attribute", IN_ROW("<x y='&eacute;'/>"), 2, "&eacute; "},
    {"ampersand", IN_ROW("<x>Fish & chips</x>"), 2, alone},
    {"ampersand-name", IN_ROW("<x>R&D dept</x>"), 2, alone},
    {"ampersand-in-link", IN_ROW("<x y='/a?b=1&c=2'/>"), 2, alone},
    {"ampersand-last", IN_ROW("<x>A&</x>"), 2, alone},
    {"reference-zero", IN_ROW("&#0;"), 2, reference},
    {"reference-zero-hex", IN_ROW("&#x0;"), 2, reference},
    {"reference-control", IN_ROW("<x y='&#x1b;'/>"), 2, reference},
    {"reference-surrogate", IN_ROW("&#xD800;"), 2, reference},
    {"reference-nonchar", IN_ROW("&#xFFFE;"), 2, reference},
    {"reference-large", IN_ROW("&#x110000;"), 2, reference},
    {"reference-huge", IN_ROW("&#99999999999999999999;"), 2, reference},
    {"reference-wraps", IN_ROW("&#4294967361;"), 2, reference},
    {"reference-empty", IN_ROW("&#;"), 2, "&#"},
    {"reference-no-hex", IN_ROW("&#xZZ;"), 2, "&#"},
    {"reference-open", IN_ROW("&#65 "), 2, "&#"},

    /* Document type declarations, wherever they stand. */
    {"doctype", TEXT("<!DOCTYPE rows>\n<rows/>"), 1, doctype},
    {"doctype-bomb", TEXT(ENTITY_BOMB "<rows>&d;</rows>"), 1, doctype},
    {"doctype-loop",
	TEXT("<!DOCTYPE r [<!ENTITY a '&b;'><!ENTITY b '&a;'>]>\n<r>&a;</r>"),
	1, doctype},
    {"doctype-file",
	TEXT("<!DOCTYPE r [<!ENTITY a SYSTEM 'file://CANARY'>]>\n<r>&a;</r>"),
	1, doctype},
    {"doctype-web",
	TEXT("<!DOCTYPE r SYSTEM 'http://127.0.0.1:PORT/x.dtd'>\n<r/>"), 1,
	doctype},
    {"doctype-public",
	TEXT("<!DOCTYPE r PUBLIC '-//X//Y//EN' 'http://127.0.0.1:PORT/p'>\n"
	     "<r/>"),
	1, doctype},
    {"doctype-parameter",
	TEXT("<!DOCTYPE r [<!ENTITY % p SYSTEM 'http://127.0.0.1:PORT/q'>%p;]>"
	     "\n<r/>"),
	1, doctype},
    {"doctype-after-comment", TEXT("<!-- x -->\n<!DOCTYPE rows>\n<rows/>"), 2,
	doctype},
    {"doctype-twice", TEXT("<!DOCTYPE a>\n<!DOCTYPE a>\n<a/>"), 1, doctype},
    {"doctype-open", TEXT("<!DOCTYPE rows [<!ENTITY a"), 1, doctype},
    {"doctype-small-letters", TEXT("<!doctype rows>\n<rows/>"), 1,
	"a name is expected here"},
    {"doctype-within", IN_ROW("<!DOCTYPE x>"), 2, "'<!' opens nothing here"},
    {"doctype-after", TEXT("<rows/>\n<!DOCTYPE rows>"), 2,
	"something follows the end"},
    {"declaration-of-entity", IN_ROW("<!ENTITY a 'b'>"), 2,
	"'<!' opens nothing here"},
    {"section-include", IN_ROW("<![INCLUDE[<x/>]]>"), 2,
	"'<!' opens nothing here"},

    /* Tags and names. */
    {"name-digit", IN_ROW("<1a/>"), 2, "a name is expected"},
    {"name-hyphen", IN_ROW("<-a/>"), 2, "a name is expected"},
    {"name-blank", IN_ROW("< a/>"), 2, "a name is expected"},
    {"name-empty", IN_ROW("<>"), 2, "a name is expected"},
    {"name-of-end-empty", IN_ROW("<x></>"), 2, "<x>"},
    {"less-than-in-text", IN_ROW("<x>aged <25</x>"), 2, "a name is expected"},
    {"tag-mismatch", IN_ROW("<x></y>"), 2,
	"<x>, opened on line 2, is closed by </y>"},
    {"tag-crossed", IN_ROW("<x><y></x></y>"), 2, "is closed by </x>"},
    {"tag-case", IN_ROW("<x></X>"), 2, "is closed by </X>"},
    {"tag-not-opened", TEXT("</rows>"), 1, "a name is expected"},
    {"tag-slash-blank", IN_ROW("<x/ >"), 2, "a name is expected here"},
    {"tag-not-closed", IN_ROW("<x"), 2, "a name is expected here"},
    {"attribute-bare", IN_ROW("<x y/>"), 2, "an attribute has no value"},
    {"attribute-unquoted", IN_ROW("<x y=1/>"), 2, "expected in quotes"},
    {"attribute-open", TEXT("<rows>\n<row id='1><name>N</name></row></rows>"),
	2, "or is the quote before it not closed?"},
    {"attribute-less-than", IN_ROW("<x y='<25'/>"), 2,
	"a '<' stands within an attribute"},
    {"attribute-twice", IN_ROW("<x y='1' y='2'/>"), 2,
	"the attribute y stands twice"},
    {"attribute-joined", IN_ROW("<x y='1'z='2'/>"), 2, "a blank is missing"},
    {"attribute-of-end", IN_ROW("<x></x y='1'>"), 2,
	"a tag is not closed with '>' here"},

    /* Namespaces. */
    {"prefix-unknown", IN_ROW("<q:x/>"), 2, "the prefix 'q' is not declared"},
    {"prefix-of-attribute", IN_ROW("<x q:y='1'/>"), 2,
	"the prefix 'q' is not declared"},
    {"prefix-empty", IN_ROW("<:x/>"), 2, "a name here has a colon too many"},
    {"prefix-alone", IN_ROW("<x:/>"), 2, "a name here has a colon too many"},
    {"prefix-twice", IN_ROW("<x xmlns:a='u:1' xmlns:b='u:1' a:y='1' b:y='2'/>"),
	2, "stands twice"},
    {"prefix-xml-other", IN_ROW("<x xmlns:xml='u:1'/>"), 2,
	"a namespace may not be declared so"},
    {"prefix-xmlns", IN_ROW("<x xmlns:xmlns='u:1'/>"), 2,
	"a namespace may not be declared so"},
    {"prefix-undone", IN_ROW("<x xmlns:a=''/>"), 2,
	"a namespace may not be declared so"},
    {"space-of-xmlns", IN_ROW("<x xmlns='http://www.w3.org/2000/xmlns/'/>"), 2,
	"a namespace may not be declared so"},
    {"space-relative", IN_ROW("<x xmlns='schema.xsd'/>"), 0, NULL},

    /* Comments, instructions, CDATA. */
    {"comment-hyphens", IN_ROW("<!-- a -- b -->"), 2, "a comment holds '--'"},
    {"comment-hyphen-last", IN_ROW("<!-- a --->"), 2, "a comment holds '--'"},
    {"comment-open", IN_ROW("<!-- a"), 3, "a comment is not closed"},
    {"comment-short", IN_ROW("<!->"), 2, "'<!' opens nothing here"},
    {"instruction-open", IN_ROW("<?x y"), 3, "is not closed with ?>"},
    {"instruction-unnamed", IN_ROW("<? x?>"), 2, "'<?' is followed by no name"},
    {"instruction-xml", IN_ROW("<?xMl x?>"), 2, first_line},
    {"cdata-open", IN_ROW("<![CDATA[x"), 2, ends},
    {"cdata-small-letters", IN_ROW("<![cdata[x]]>"), 2,
	"'<!' opens nothing here"},
    {"cdata-outside", TEXT("<![CDATA[x]]>\n<rows/>"), 1,
	"a name is expected here"},
    {"cdata-nested", IN_ROW("<![CDATA[a<![CDATA[b]]>c]]>"), 2,
	"']]>' stands in the text"},
    {"cdata-end", IN_ROW("<x>a ]]> b</x>"), 2, "']]>' stands in the text"},

    /* One root, and nothing beside it. */
    {"roots-two", TEXT("<rows/>\n<rows/>"), 2, "something follows the end"},
    {"root-then-text", TEXT("<rows/>\nand more"), 2,
	"something follows the end"},
    {"root-then-reference", TEXT("<rows/>\n&#32;"), 2,
	"something follows the end"},
    {"text-then-root", TEXT("Our list:\n<rows/>"), 1, "this is not XML"},
    {"root-missing", TEXT("<!-- nothing here -->\n"), 2, no_root},
    {"root-open", TEXT("<rows>\n"), 1, ends},
    {"empty", TEXT(""), 1, "it is empty"},
    {"blanks", TEXT(" \n\t\r\n"), 1, blanks},
    {"mark-alone", TEXT("\xef\xbb\xbf"), 1, blanks},
    {"mark-alone-utf-16", TEXT("\xff\xfe"), 1, blanks},
    {"one-byte", TEXT("<"), 1, no_root},
    {"zero-bytes", TEXT("\0\0\0\0\0\0\0\0"), 1, "zero bytes"},
    {"zero-first", TEXT("\0<rows/>"), 1, "it starts with zero bytes"},
    {"zero-in-text", IN_ROW("<x>a\0b</x>"), 2, "a zero byte (NUL)"},
    {"zero-in-name", IN_ROW("<x\0y/>"), 2, "a zero byte (NUL)"},
    {"zero-in-cdata", IN_ROW("<![CDATA[a\0b]]>"), 2, "a zero byte (NUL)"},
    {"zero-in-comment", IN_ROW("<!-- a\0b -->"), 2, "a zero byte (NUL)"},
    {"zero-last", TEXT("<rows/>\0"), 1, "a zero byte (NUL)"},
    {"control-in-text", IN_ROW("<x>a\bb</x>"), 2, control},
    {"control-in-attribute", IN_ROW("<x y='a\x0c'/>"), 2, control},
    {"control-in-cdata", IN_ROW("<![CDATA[\x1b[2J]]>"), 2, control},
    {"control-in-comment", IN_ROW("<!-- \x01 -->"), 2, control},
    {"delete-in-text", IN_ROW("<x>a\x7f</x>"), 0, NULL},

    /* Something else altogether. */
    {"web-page", TEXT("<!DOCTYPE html>\n<html><body>Log in</body></html>"), 1,
	web_page},
    {"web-page-bare", TEXT("<html>\n<body>Log in<br></body></html>"), 1,
	web_page},
    {"web-page-capitals", TEXT("<HTML><BODY BGCOLOR=white>x</BODY></HTML>"), 1,
	web_page},
    {"json", TEXT("{\"services\": []}"), 1, "JSON"},
    {"json-list", TEXT("\xef\xbb\xbf [1, 2]"), 1, "JSON"},
    {"csv", TEXT("id,name\n1,Quexby Hub\n"), 1, "it starts with 'id,name"},
    {"gzip", TEXT("\x1f\x8b\x08\0\0\0\0\0\0\x03"), 1, "a gzip file"},
    {"zip", TEXT("PK\3\4\x14\0\0\0"), 1, "a zip or office file"},
    {"pdf", TEXT("%PDF-1.7\n"), 1, "a PDF"},
    {"rich-text", TEXT("{\\rtf1\\ansi Our list}"), 1, "Rich Text"},
    {"old-office", TEXT("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), 1, "office file"},
    {"picture", TEXT("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"), 1, "this is not XML"},
    {"answer-head", TEXT("HTTP/1.1 200 OK\r\nServer: x\r\n\r\n<rows/>"), 1,
	"headers"},
    {"binary", TEXT("\x80\x81\xfe\xff\x90\x91"), 1, "this is not XML"},

    /* What other tools would follow, and we do not. */
    {"include",
	IN_ROW("<xi:include xmlns:xi='http://www.w3.org/2001/XInclude'"
	       " href='CANARY' parse='text'/>"),
	0, NULL},
    {"schema-location",
	TEXT("<rows xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
	     " xsi:noNamespaceSchemaLocation='http://127.0.0.1:PORT/s.xsd'>\n"
	     "<row id='1'><name>N</name><phone>0113 496 0182"
	     "</phone></row></rows>"),
	0, NULL},
    {"style-sheet",
	TEXT("<?xml-stylesheet href='http://127.0.0.1:PORT/s.xsl'?>\n"
	     "<rows><row id='1'><name>N</name><phone>0113 496 0182"
	     "</phone></row></rows>"),
	0, NULL},
    {"base", IN_ROW("<x xml:base='http://127.0.0.1:PORT/'/>"), 0, NULL},
    {"id-twice", IN_ROW("<x xml:id='a'/><y xml:id='a'/>"), 0, NULL},
    {"id-number", IN_ROW("<x xml:id='1'/>"), 0, NULL},
    {"space-odd", IN_ROW("<x xml:space='maybe'/>"), 0, NULL},
    {"language-odd", IN_ROW("<x xml:lang='1234567890'/>"), 0, NULL},
};

/* What the message must say; "refused" says nothing else. */
static bool
said_well(const struct document *document, const char *said)
{
	char *place = xasprintf("feed: d.xml: line %ld", document->line);
	const char *message = strstr(said, place);
	bool well = message != NULL && strstr(message + 1, place) == NULL &&
		    strspn(message + strlen(place), "0123456789") == 0 &&
		    strstr(message, document->words) != NULL;

	free(place);
	return well;
}

/* True as it should be; else says what came instead. */
static bool
refused_in_pieces_of(const struct test_mappings *mappings,
    const struct document *document, size_t piece)
{
	const struct test_document given = {
	    "d.xml", document->bytes, document->length};
	struct buf said = {0};
	bool good = test_feed_read(
	    mappings->all, mappings->count, &given, 1, piece, &said);
	bool right = document->words == NULL
			 ? good
			 : !good && said_well(document, buf_text(&said));

	if (!right)
		print_error("%s, expected on line %ld: %s\n%s", document->name,
		    document->line,
		    document->words != NULL ? document->words : "accepted",
		    buf_text(&said));
	buf_clear(&said);
	return right;
}

/* However its bytes arrive. */
static void
each_is_refused_for_its_own_reason(void **state UNUSED)
{
	struct test_mappings mappings;
	size_t wrong = 0;

	test_mappings_load(&mappings);
	for (size_t i = 0; i < ARRAY_LEN(documents); i++) {
		wrong += !refused_in_pieces_of(&mappings, &documents[i], 0);
		wrong += !refused_in_pieces_of(&mappings, &documents[i], 1);
	}
	test_mappings_clear(&mappings);
	assert_int_equal(wrong, 0);
}

static void
listing_cb(void *arg, const struct published_listing *published)
{
	listing_pack_canonical(arg, &published->listing);
}

/* All that the record has of listings, as one number. */
static void
record_hash(struct record *record, char hash[SHA256_TEXT])
{
	struct buf all = {0};

	assert_int_equal(
	    record_published_listings(record, listing_cb, &all), RECORD_OK);
	assert_true(all.length > 0);
	sha256_text(all.data, all.length, hash);
	buf_clear(&all);
}

static void
problem_cb(void *arg, const char *feed UNUSED, const struct problem *problem)
{
	*(long *)arg += problem->kind == PROBLEM_DOCUMENT;
}

/* One run of the feed; how many messages refused it. */
static enum import_result
import_text(const struct importer *importer, const char *path, long *refusals)
{
	const struct import_job job = {
	    .id = "westby", .sources = &path, .sources_count = 1};
	const struct import_listener listener = {
	    .arg = refusals, .problem = problem_cb};
	struct import_report report;
	struct arena arena = {0};
	enum import_result result;

	*refusals = 0;
	result = import_run(importer, &job, &listener, &arena, &report);
	arena_clear(&arena);
	return result;
}

static void
none_of_them_changes_a_listing(void **state UNUSED)
{
	static const char good[] = HEAD TAIL;
	char *vocabulary_folder = path_data("vocabulary"), error[300];
	char *folder = test_folder(), *path;
	char before[SHA256_TEXT], after[SHA256_TEXT];
	struct vocabulary *vocabulary =
	    vocabulary_load(vocabulary_folder, error, sizeof(error));
	const struct importer importer = {
	    .record = record_open(":memory:", error, sizeof(error)),
	    .vocabulary = vocabulary};
	long refusals;

	assert_non_null(importer.record);
	path = test_file_write_text(folder, "d.xml", good);
	assert_int_equal(import_text(&importer, path, &refusals), IMPORT_OK);
	record_hash(importer.record, before);
	for (size_t i = 0; i < ARRAY_LEN(documents); i++) {
		if (documents[i].words == NULL)
			continue;
		free(path);
		path = test_file_write(
		    folder, "d.xml", documents[i].bytes, documents[i].length);
		if (import_text(&importer, path, &refusals) != IMPORT_FAILED ||
		    refusals != 1)
			fail_msg(
			    "%s: %ld messages", documents[i].name, refusals);
		record_hash(importer.record, after);
		assert_string_equal(before, after);
	}
	record_close(importer.record);
	vocabulary_free(vocabulary);
	free(vocabulary_folder);
	free(path);
	test_folder_remove(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_is_refused_for_its_own_reason),
	    cmocka_unit_test(none_of_them_changes_a_listing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
