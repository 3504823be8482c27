/* The state of a feed reader: for feed_reader.c and its helpers. */
#ifndef SIGNPOST_FEED_READER_PARTS_H
#define SIGNPOST_FEED_READER_PARTS_H

#include "base/buf.h"
#include "importers/feed_encoding.h"
#include "importers/feed_reader.h"
#include "importers/feed_repair.h"
#include "importers/feed_trail.h"

/* What the documents of a set say about the set. */
struct feed_set {
	char *feed_id, *title, *publisher, *licence, *area;
	bool full;
	char *next; /* what the last document names as another page */
	long documents;
	long declared_most; /* the largest declared count; -1: no word */
	long declared_sum;  /* of all documents; -1: no word */
	long pages;         /* the largest number of pages; -1: no word */
	long unnumbered; /* documents without a page number that we can read */
	unsigned char seen[4096 / 8]; /* a bit for each page that came */
};

void feed_set_init(struct feed_set *set);
/* Keeps the texts that no earlier document gave. */
void feed_set_texts(struct feed_set *set, const struct mapping_facts *facts);
void feed_set_add(struct feed_set *set, const struct mapping_facts *facts);
long feed_set_declared(const struct feed_set *set);
/* NULL where the set is whole, else why it is not, in the arena. */
const char *feed_set_part(
    const struct feed_set *set, long records, struct arena *arena);

/* A namespace that a survey met. */
struct feed_namespace {
	char *prefix, *uri;
};

#define FEED_SHEET_COLUMNS 128 /* of a spreadsheet; more are not named */

/* The names of a spreadsheet's columns, while its rows are read. */
struct feed_sheet {
	const void *table; /* the element that its rows stand in */
	size_t count;      /* of names */
	char names[FEED_SHEET_COLUMNS][FEED_TRAIL_MAX_NAME + 1];
};

struct feed_reader {
	struct feed_job job;
	struct feed_handler handler;
	struct arena arena;      /* as long as the reader */
	struct mapping *mapping; /* NULL: the first document decides */
	struct feed_set set;
	struct mapping_counts counts;
	struct feed_trails trails;
	struct reader_unused *unused;
	size_t unused_count;
	struct feed_namespace spaces[32];
	size_t spaces_count;
	bool refused, begun;
	long bytes;
	long shown_bytes, shown_records; /* at the last progress */

	/* The document that is being read. */
	char *source;
	struct buf start;     /* its first bytes, until enough is known */
	bool started, ending; /* its last bytes have come */
	struct feed_encoding encoding;
	struct buf converted;
	struct feed_repair repair;
	struct buf mended;
	struct _xmlParserCtxt *parser;
	struct arena head; /* notes of nodes outside records */
	size_t head_bytes;
	bool head_full;
	long records_before;

	/* Where the parser stands; the root is at depth 1. */
	int depth;
	int skip_depth; /* of an element that is not built; 0: none */
	unsigned alive[FEED_MOST_DEPTH + 2]; /* records paths that lead on */
	struct feed_trail *trail[FEED_MOST_DEPTH + 2];
	unsigned ends;     /* paths that end at the element just opened */
	size_t text_bytes; /* since the last tag */
	long tag_line;     /* of the last opening tag */
	char field_name[FEED_TRAIL_MAX_NAME + 8];
	size_t key_length; /* of it, where a key element is open */
	struct feed_trail *attribute[FEED_MOST_ATTRIBUTES]; /* of that tag */

	bool seeks;               /* a records path leads anywhere: "//entry" */
	long nested, nested_line; /* of those, within a record; the first */

	/* The record that is open. */
	int record_depth; /* 0: none */
	unsigned record_ends;
	long record_line;
	size_t record_bytes;
	struct arena record_arena;
	struct feed_sheet sheet;
};

/*
 * Names the cells of a spreadsheet's row by its columns: feed_sheet.c.  True
 * where the row is no record but gives those names.
 */
bool feed_sheet_row(struct feed_reader *reader, struct _xmlNode *row);

/* Reports the one PROBLEM_DOCUMENT and stops the parser. */
void feed_refuse_at(
    struct feed_reader *reader, long line, long column, const char *what);
void feed_refuse_here(struct feed_reader *reader, const char *what);
/* Says too which repair would have it read; REPAIRS: none would. */
void feed_refuse_mendable(struct feed_reader *reader, long line, long column,
    const char *what, enum repair repair);
/* What is over which limit, how much that is and how to raise it. */
enum feed_over {
	FEED_OVER_BYTES = 0,
	FEED_OVER_RECORDS,
	FEED_OVER_RECORD,
	FEED_OVER_TEXT,
	FEED_OVER_ATTRIBUTE,
	FEED_OVER_DEPTH,
	FEED_OVER_ATTRIBUTES,
};
char *feed_over_text(struct arena *arena, enum feed_over over, long limit);
/* How much of a document is read to choose its mapping. */
size_t feed_peek_bytes(const struct feed_reader *reader);
void feed_note_add(
    struct feed_reader *reader, const char *what, const char *done);
void feed_note_at(
    struct feed_reader *reader, long line, const char *what, const char *done);
void feed_progress(struct feed_reader *reader);
/* Counts an element and its attributes, as libxml2 gives them. */
struct feed_trail *feed_element_add(struct feed_reader *reader,
    const char *name, long line, int count, const unsigned char **attributes);
/*
 * What a key element says; at its end its parent gets a trail of its own,
 * "meta[key='phone']", which is returned; or NULL.
 */
void feed_key_text(struct feed_reader *reader, const char *text, size_t length);
struct feed_trail *feed_key_end(struct feed_reader *reader);
/* Lets libxml2 tell what is there, and build nothing. */
struct _xmlSAXHandler;
void feed_survey_handlers(struct _xmlSAXHandler *sax);
/* False, and refused, where a tag is over a limit. */
bool feed_limits_hold(struct feed_reader *reader, const unsigned char *name,
    int count, const unsigned char **attributes);
/* Where the tag that the parser has just read opens. */
struct _xmlParserInput;
long feed_tag_line(const struct _xmlParserInput *input);
/* Has a new parser read the UTF-8 that it is given, and nothing else. */
struct _xmlParserCtxt;
void feed_parser_confine(struct _xmlParserCtxt *parser);
/* Starts libxml2 on a document; hands it UTF-8, and the end. */
void feed_parser_start(struct feed_reader *reader);
void feed_parse(
    struct feed_reader *reader, const char *data, size_t length, bool last);
/* Chooses the mapping by the start of the document (as UTF-8), or refuses. */
void feed_choose(struct feed_reader *reader, const char *text, size_t length);

#endif
