/* What a compiled mapping is made of: for mapping.c and mapping_run.c. */
#ifndef SIGNPOST_MAPPING_PARTS_H
#define SIGNPOST_MAPPING_PARTS_H

#include "importers/mapping.h"
#include "importers/mapping_fill.h"
#include "importers/mapping_xpath.h"

/* "EXPR, EXPR | filter | filter": the first that leaves something wins. */
struct mapping_expr {
	char *constant; /* const 'TEXT'; else */
	struct xpath *xpath;
};
struct mapping_pipe {
	struct mapping_expr *exprs;
	size_t exprs_count;
	struct filter **filters;
	size_t filters_count;
	bool decodes; /* a filter may bring in new characters */
};

enum mapping_condition_kind {
	SKIP_IF = 0,
	SKIP_UNLESS,
	DELETE_IF,
	HIDE_ADDRESS_IF,
	PUBLIC_ADDRESS_IF,
	ORGANISATION_IF,
};
struct mapping_condition {
	enum mapping_condition_kind kind;
	bool always; /* "public_address" alone */
	struct mapping_pipe pipe;
	unsigned line;            /* of the statement */
	char *text;               /* what stands there, cut: for a report */
	long skipped, first_line; /* records left out for it, and the first */
};

/* "when CONDITION {" and "unless CONDITION {". */
enum mapping_gate {
	GATE_NONE = 0,
	GATE_WHEN,
	GATE_UNLESS,
};

struct mapping_group;
struct mapping_field {
	const struct fill_field *field; /* NULL: a block, or a gate */
	enum mapping_gate gate;
	unsigned line;            /* of the statement */
	char *text;               /* what stands there, cut: for a report */
	long tried, found;        /* how often it was run, and left something */
	char *argument;           /* a rule's dimension */
	struct mapping_pipe pipe; /* of a block: its elements, or none;
				     of a gate: its condition */
	enum fill_block block;
	struct mapping_group *inner;
};
/* The statements of one block, of a kind of record, or of all kinds. */
struct mapping_group {
	struct mapping_condition *conditions;
	size_t conditions_count;
	struct mapping_field *fields;
	size_t fields_count;
	unsigned required; /* what a record must have: listing_required.h */
	bool merges;       /* records with one id are one listing */
	enum listing_role part; /* of other listings; LISTING_WHOLE: none */
};

struct mapping_record {
	struct mapping_path path;
	struct xpath *where; /* the path's [condition], or NULL */
	struct xpath *each;  /* one listing for each of these, or NULL */
	struct mapping_group group;
};

struct mapping_match {
	struct mapping_step root;
	struct xpath *where; /* or NULL */
};

enum mapping_fact {
	FACT_ID = 0,
	FACT_TITLE,
	FACT_PUBLISHER,
	FACT_LICENCE,
	FACT_AREA,
	FACT_COUNT,
	FACT_PAGE,
	FACT_PAGES,
	FACT_NEXT,
	FACTS,
};

struct mapping_mode {
	bool full;
	struct xpath *where; /* or NULL: always */
};

#define MAPPING_MAX_PLAIN 8

struct mapping {
	char *name;
	char *plain[MAPPING_MAX_PLAIN]; /* namespaces read as if none */
	size_t plain_count;
	unsigned repairs; /* a set */
	struct xpath_set *set;
	struct filter_table **tables;
	size_t tables_count;
	struct mapping_match *matches;
	size_t matches_count;
	struct mapping_record records[MAPPING_MAX_RECORDS];
	size_t records_count;
	struct mapping_group common; /* statements outside any block */
	bool has_parts;              /* a kind of record is part of others */
	struct mapping_pipe facts[FACTS];
	struct mapping_mode *modes;
	size_t modes_count;
};

#endif
