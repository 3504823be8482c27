/*
 * What sources write into a telephone field: several numbers, each with
 * words before and behind.  The numbers are found (phone_find.c); here the
 * text between them is shared out.
 */
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/compiler.h"
#include "schema/phone_parts.h"

static const char *const call_words[] = {
    "call", "phone", "ring", "tel", "telephone", "voice", NULL};
static const char *const fax_words[] = {"fax", NULL};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (unsigned char)c >= 0x80;
}

/* A piece of the field. */
struct piece {
	const char *start, *end;
};

static struct piece
piece_trim(struct piece piece)
{
	while (piece.start < piece.end &&
	       strchr(" \t\r\n:,;-/|)", *piece.start) != NULL)
		piece.start++;
	while (piece.end > piece.start &&
	       strchr(" \t\r\n:,;-/|(", piece.end[-1]) != NULL)
		piece.end--;
	return piece;
}

/* Past spaces and a comma. */
static const char *
skip_blank(const char *at, const char *end)
{
	while (at < end && (*at == ' ' || *at == '\t' || *at == ','))
		at++;
	return at;
}

/* "(ext. 8020)", "extn 2059", "or ext. 2152", "x4" at the start of piece. */
static bool
take_extension(struct arena *arena, struct piece *piece, char **extension)
{
	static const char *const words[] = {
	    "extension", "extn", "ext", "ex", "x"};
	const char *at = skip_blank(piece->start, piece->end), *digits;
	bool bracket = at < piece->end && *at == '(';
	size_t i, length;

	at += bracket;
	if (piece->end - at > 3 && strncasecmp(at, "or ", 3) == 0)
		at += 3;
	for (i = 0; i < ARRAY_LEN(words); i++) {
		length = strlen(words[i]);
		if ((size_t)(piece->end - at) > length &&
		    strncasecmp(at, words[i], length) == 0)
			break;
	}
	if (i == ARRAY_LEN(words))
		return false;
	at += length;
	while (at < piece->end && strchr(" .:", *at) != NULL)
		at++;
	digits = at;
	while (at < piece->end && is_digit(*at))
		at++;
	if (at == digits || at - digits > 6)
		return false;
	*extension = arena_strndup(arena, digits, (size_t)(at - digits));
	if (bracket && at < piece->end && *at == ')')
		at++;
	piece->start = at;
	return true;
}

/* "/36/45" behind a number: other endings, which we do not make up. */
static bool
take_endings(struct piece *piece, struct piece *note)
{
	const char *at = skip_blank(piece->start, piece->end), *start = at;
	const char *last = NULL;

	while (at < piece->end && *at == '/') {
		at++;
		while (at < piece->end && *at == ' ')
			at++;
		if (at == piece->end || !is_digit(*at))
			break;
		while (at < piece->end && is_digit(*at))
			at++;
		last = at;
	}
	if (last == NULL)
		return false;
	note->start = start;
	note->end = piece->start = last;
	return true;
}

/* A remark in brackets. */
static bool
take_brackets(struct piece *piece, struct piece *note)
{
	const char *at = skip_blank(piece->start, piece->end), *close;

	if (at == piece->end || *at != '(')
		return false;
	close = memchr(at, ')', (size_t)(piece->end - at));
	note->start = at + 1;
	note->end = close == NULL ? piece->end : close;
	piece->start = close == NULL ? piece->end : close + 1;
	return true;
}

/* Adds words to a note, with a comma between. */
static void
note_add(struct buf *note, struct piece piece)
{
	if (piece.end <= piece.start)
		return;
	if (note->length > 0)
		buf_add_text(note, ", ");
	buf_add(note, piece.start, (size_t)(piece.end - piece.start));
}

/* Words that only say that a number follows. */
static bool
says_nothing(struct piece piece)
{
	static const char *const plain[] = {"tel", "telephone", "phone", "call",
	    "ring", "us", "on", "at", "by", "to", "number", "no", "contact",
	    "t", "p", "or", "and", "please", "the", "is", NULL};
	const char *at = piece.start, *word;

	while (at < piece.end) {
		if (!is_letter(*at)) {
			if (is_digit(*at))
				return false;
			at++;
			continue;
		}
		word = at;
		while (at < piece.end && is_letter(*at))
			at++;
		if (!phone_has_word(word, at, plain))
			return false;
	}
	return true;
}

/* Cuts "on" and "to" off the end: "text FREE to" says "text FREE". */
static struct piece
label_trim(struct piece piece)
{
	piece = piece_trim(piece);
	if (says_nothing(piece))
		piece.end = piece.start;
	if (piece.end - piece.start > 3 &&
	    (strncasecmp(piece.end - 3, " to", 3) == 0 ||
		strncasecmp(piece.end - 3, " on", 3) == 0))
		piece.end -= 3;
	return piece_trim(piece);
}

/*
 * Where between two numbers does what belongs to the second begin?  At the
 * last separator; NULL where there is none.  *skip: its length.
 */
static const char *
last_separator(struct piece gap, size_t *skip)
{
	static const char *const words[] = {" or ", " and ", " & "};
	const char *found = NULL, *at;
	size_t i, length;

	for (at = gap.start; at < gap.end; at++) {
		if (strchr("\n;|/,", *at) != NULL) {
			found = at;
			*skip = 1;
			continue;
		}
		for (i = 0; i < ARRAY_LEN(words); i++) {
			length = strlen(words[i]);
			if ((size_t)(gap.end - at) >= length &&
			    strncasecmp(at, words[i], length) == 0) {
				found = at;
				*skip = length;
			}
		}
	}
	return found;
}

/*
 * Shares the text between two numbers: "behind" belongs to the first,
 * "before" to the second.  Without a separator it goes where such text
 * stands in the rest of the field.
 */
static void
gap_share(struct piece gap, bool labels_first, struct piece *behind,
    struct piece *before)
{
	size_t skip = 0;
	const char *cut = last_separator(gap, &skip);

	if (cut == NULL) {
		cut = labels_first ? gap.start : gap.end;
		*behind = (struct piece){gap.start, cut};
		*before = (struct piece){cut, gap.end};
		return;
	}
	*behind = (struct piece){gap.start, cut};
	*before = (struct piece){cut + skip, gap.end};
}

/*
 * The source's grouping, where it was meant to be remembered: pairs
 * ("0800 58 58 58") or a group that comes twice ("0300 123 123 4"), behind
 * the area code that we would write too.  NULL: ours is as good.
 */
static char *
memorable(
    struct arena *arena, const struct phone_number *number, const char *show)
{
	const char *at = number->start, *source;
	size_t code = strcspn(show, " "), pairs = 0, groups = 0;
	struct buf text = {0};
	char last[PHONE_GROUP_DIGITS + 1] = "";
	struct phone_group group;
	bool twice = false;
	char *kept = NULL;

	for (source = at; source < number->end && is_digit(*source); source++)
		;
	if ((size_t)(source - at) != code || strncmp(at, show, code) != 0)
		return NULL;
	buf_add(&text, at, code);
	for (at = source; at < number->end && *at == ' '; at = group.end) {
		if (phone_group_read(at + 1, &group) == NULL)
			break;
		groups++;
		pairs += strlen(group.digits) == 2;
		twice |=
		    strlen(group.digits) > 1 && strcmp(group.digits, last) == 0;
		memcpy(last, group.digits, sizeof(last));
		buf_add_char(&text, ' ');
		buf_add_text(&text, group.digits);
	}
	if (at == number->end && groups > 1 && (pairs == groups || twice))
		kept = arena_strdup(arena, buf_text(&text));
	buf_clear(&text);
	return kept;
}

static char *
number_show(struct arena *arena, const struct phone_number *number)
{
	struct piece piece = {number->start, number->end};
	char *show, *kept;

	piece = piece_trim(piece);
	if (number->foreign)
		return arena_strndup(
		    arena, piece.start, (size_t)(piece.end - piece.start));
	show = phone_show(arena, number->dial);
	kept = memorable(arena, number, show);
	return kept == NULL ? show : kept;
}

/* Fills one entry from a number and the words around it. */
static void
phone_fill(struct arena *arena, const struct phone_number *number,
    struct piece before, struct piece behind, struct buf *note,
    struct phone *phone)
{
	const char *from =
	    before.start < before.end ? before.start : number->start;
	const char *to = behind.end > number->end ? behind.end : number->end;
	struct piece given = {from, to};
	const char *words;

	while (given.end > given.start &&
	       strchr(" \t\r\n,;|/-", given.end[-1]) != NULL)
		given.end--;
	while (given.start < given.end &&
	       strchr(" \t\r\n,;|/-", *given.start) != NULL)
		given.start++;
	phone->given = arena_strndup(
	    arena, given.start, (size_t)(given.end - given.start));
	words = buf_text(note);
	phone->text =
	    number->text_code ||
	    (phone_has_word(words, words + strlen(words), phone_text_words) &&
		!phone_has_word(words, words + strlen(words), call_words) &&
		!phone_has_word(
		    words, words + strlen(words), phone_relay_words));
	phone->repaired = number->lost_zero || number->letter_o;
	if (number->relay)
		buf_add_text(
		    note, note->length > 0 ? ", Relay UK" : "Relay UK");
	if (number->lost_zero)
		buf_add_text(note, note->length > 0 ? ", first 0 was missing"
						    : "first 0 was missing");
	if (number->letter_o)
		buf_add_text(note, note->length > 0 ? ", letter O read as 0"
						    : "letter O read as 0");
	if (note->length > 0)
		phone->note = arena_strdup(arena, buf_text(note));
	words = buf_text(note);
	if (phone_has_word(words, words + strlen(words), fax_words))
		return; /* nobody should ring it */
	phone->dial = arena_strdup(arena, number->dial);
	phone->show = number_show(arena, number);
}

/* A field without a usable number: shown as it is. */
static size_t
given_alone(struct arena *arena, const char *field, struct phone *phone)
{
	struct piece all = {field, field + strlen(field)};

	while (all.start < all.end && strchr(" \t\r\n", *all.start) != NULL)
		all.start++;
	while (all.end > all.start && strchr(" \t\r\n", all.end[-1]) != NULL)
		all.end--;
	if (all.start == all.end)
		return 0;
	phone->given =
	    arena_strndup(arena, all.start, (size_t)(all.end - all.start));
	return 1;
}

size_t
phones_parse(
    struct arena *arena, const char *field, struct phone found[PHONE_MAX_FOUND])
{
	struct phone_number numbers[PHONE_MAX_FOUND];
	size_t count = phone_numbers_find(field, numbers), i;
	struct piece before, behind, gap, remark, next = {0};
	bool labels_first;

	memset(found, 0, PHONE_MAX_FOUND * sizeof(*found));
	if (count == 0)
		return given_alone(arena, field, &found[0]);
	before = (struct piece){field, numbers[0].start};
	gap = piece_trim(before);
	labels_first = gap.start < gap.end;
	for (i = 0; i < count; i++) {
		struct buf note = {0};

		note_add(&note, label_trim(before));
		gap.start = numbers[i].end;
		gap.end = i + 1 < count ? numbers[i + 1].start
					: field + strlen(field);
		while (take_extension(arena, &gap, &found[i].extension))
			;
		if (take_endings(&gap, &remark))
			note_add(&note, remark);
		while (take_brackets(&gap, &remark))
			note_add(&note, piece_trim(remark));
		behind = gap;
		if (i + 1 < count)
			gap_share(gap, labels_first, &behind, &next);
		note_add(&note, label_trim(behind));
		phone_fill(
		    arena, &numbers[i], before, behind, &note, &found[i]);
		buf_clear(&note);
		before = next;
	}
	return count;
}
