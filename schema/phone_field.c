/*
 * What sources write into a telephone field: several numbers, each with
 * words before and behind.  First the numbers are found, then the text
 * between them is shared out.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/compiler.h"
#include "schema/phone.h"

/* Groups of digits in one run; more is a table, not a number. */
#define RUN_MAX_GROUPS 12
/* Digits of one group that we look at. */
#define GROUP_MAX_DIGITS 20

struct group {
	const char *start, *end;
	char digits[GROUP_MAX_DIGITS + 1];
	bool letter_o; /* an O was read as 0 */
	bool hyphen;   /* a dash stands before it */
	bool space;    /* a space stands before it */
};

/* Groups of digits with nothing but marks between them. */
struct run {
	const char *start, *end;
	bool plus;
	struct group groups[RUN_MAX_GROUPS];
	size_t count;
};

/* A number found in the field. */
struct number {
	const char *start, *end;
	char dial[PHONE_MAX_DIGITS + 2];
	bool relay, lost_zero, letter_o, text_code, foreign;
};

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

/*
 * Reads one group at "text": digits, and the letter O among digits where
 * no other letter touches them.  NULL where no group starts there.
 */
static const char *
group_read(const char *text, struct group *group)
{
	size_t length = strspn(text, "0123456789oO");
	size_t digits = strspn(text, "0123456789"), i;

	memset(group, 0, sizeof(*group));
	if (length > digits) {
		bool some = strcspn(text, "0123456789") < length;

		if (!some || (is_letter(text[length]) &&
				 phone_mark_length(text + length) == 0))
			length = digits;
	}
	if (length == 0 || length > GROUP_MAX_DIGITS)
		return NULL;
	for (i = 0; i < length; i++) {
		group->letter_o |= !is_digit(text[i]);
		group->digits[i] = is_digit(text[i]) ? text[i] : '0';
	}
	group->start = text;
	group->end = text + length;
	return text + length;
}

/* Only "+44 (0)20" and "+44 (20)" open a bracket inside a number. */
static bool
is_country(const struct run *run)
{
	return run->count == 1 &&
	       (run->plus || strncmp(run->groups[0].digits, "00", 2) == 0);
}

/* Past the marks between two groups; NULL where the run ends. */
static const char *
marks_skip(const struct run *run, const char *at, struct group *next)
{
	size_t mark;
	bool space = false, hyphen = false;

	while ((mark = phone_mark_length(at)) > 0) {
		if (*at == '(' && !is_country(run))
			return NULL;
		space |= *at == ' ' || *at == '\t';
		hyphen |= *at == '-' || mark == 3;
		at += mark;
	}
	if (group_read(at, next) == NULL)
		return NULL;
	next->space = space;
	next->hyphen = hyphen;
	return at;
}

/* Reads the run that starts at "text"; false where none does. */
static bool
run_read(const char *text, struct run *run)
{
	const char *at = text;
	struct group next;

	run->start = text;
	run->count = 0;
	run->plus = false;
	while (*at == '(' || *at == '+' || (*at == ' ' && at > text)) {
		run->plus |= *at == '+';
		at++;
	}
	if (group_read(at, &next) == NULL)
		return false;
	do {
		run->groups[run->count++] = next;
		at = marks_skip(run, next.end, &next);
	} while (at != NULL && run->count < RUN_MAX_GROUPS);
	run->end = run->groups[run->count - 1].end;
	assert(run->end != NULL);
	if (*run->end == ')' &&
	    memchr(run->start, '(', (size_t)(run->end - run->start)) != NULL)
		run->end++;
	return true;
}

/* A British number, given without its first 0. */
static bool
take_national(struct number *number, const char *digits, size_t length)
{
	if (!phone_national_valid(digits, length))
		return false;
	memcpy(number->dial, "+44", 3);
	memcpy(number->dial + 3, digits, length);
	number->dial[3 + length] = '\0';
	return true;
}

/* Digits behind "+" or "00". */
static bool
take_international(struct number *number, const char *digits, size_t length)
{
	if (strncmp(digits, "44", 2) == 0) {
		digits += 2;
		length -= 2;
		if (digits[0] == '0') {
			digits++;
			length--;
		}
		return take_national(number, digits, length);
	}
	if (length < 8 || length > PHONE_MAX_DIGITS || digits[0] == '0')
		return false;
	number->foreign = true;
	number->dial[0] = '+';
	memcpy(number->dial + 1, digits, length + 1);
	return true;
}

/* Do the first "count" groups make a number? */
static bool
groups_number(
    const struct run *run, size_t first, size_t count, struct number *number)
{
	char digits[RUN_MAX_GROUPS * GROUP_MAX_DIGITS + 1] = "";
	size_t length = 0, i;
	bool plus = run->plus && first == 0;

	memset(number, 0, sizeof(*number));
	number->start = run->groups[first].start;
	number->end = run->groups[first + count - 1].end;
	if (count > 1 && !plus &&
	    (strcmp(run->groups[first].digits, "18001") == 0 ||
		strcmp(run->groups[first].digits, "18002") == 0)) {
		if (!groups_number(run, first + 1, count - 1, number))
			return false;
		number->start = run->groups[first].start;
		number->relay = true;
		return true;
	}
	for (i = first; i < first + count; i++) {
		size_t part = strlen(run->groups[i].digits);

		memcpy(digits + length, run->groups[i].digits, part + 1);
		length += part;
		number->letter_o |= run->groups[i].letter_o;
	}
	if (plus)
		return take_international(number, digits, length);
	if (length > 2 && memcmp(digits, "00", 2) == 0)
		return take_international(number, digits + 2, length - 2);
	if (digits[0] == '0')
		return take_national(number, digits + 1, length - 1);
	if (phone_short_code(digits, length) && !number->letter_o) {
		memcpy(number->dial, digits, length + 1);
		return true;
	}
	/*
	 * A spreadsheet took the text for a number and its 0, or its +,
	 * away: then the digits stand without a space.
	 */
	number->lost_zero = true;
	if (count == 1 && length == 10 && strchr("12378", digits[0]) != NULL)
		return take_national(number, digits, length);
	if (length == 12 && memcmp(digits, "44", 2) == 0 &&
	    (count == 1 || strcmp(run->groups[first].digits, "44") == 0))
		return take_national(number, digits + 2, length - 2);
	return false;
}

/*
 * May the groups from "at" on stand behind a number?  Opening times may
 * ("9am-5pm", "09.00 - 17.00"), and another number, and "-4" for the next
 * line; other digits mean that something is wrong with the number.
 */
static bool
rest_is_harmless(const struct run *run, size_t at)
{
	const struct group *group = &run->groups[at];
	struct number next;
	size_t i, length;
	bool range = false;

	if (at == run->count)
		return true;
	for (i = run->count; i > at; i--) {
		if (group->digits[0] == '0' &&
		    groups_number(run, at, i - at, &next))
			return true;
	}
	if (at + 1 == run->count && group->hyphen && !group->space &&
	    strlen(group->digits) <= 2)
		return true;
	for (i = at; i < run->count; i++) {
		length = strlen(run->groups[i].digits);
		if (length == 3 || length > 4)
			return false;
		range |= i > at && run->groups[i].hyphen;
	}
	return range || is_letter(*run->end) || *run->end == ':' ||
	       (*run->end == ' ' && is_letter(run->end[1]));
}

/* Is there a word of a list in the text?  Whole words, any case. */
static bool
has_word(const char *text, const char *end, const char *const *words)
{
	size_t i, length;
	const char *at;

	for (at = text; at < end; at++) {
		if (!is_letter(*at) || (at > text && is_letter(at[-1])))
			continue;
		for (i = 0; words[i] != NULL; i++) {
			length = strlen(words[i]);
			if ((size_t)(end - at) >= length &&
			    strncasecmp(at, words[i], length) == 0 &&
			    ((size_t)(end - at) == length ||
				!is_letter(at[length])))
				return true;
		}
	}
	return false;
}

static const char *const text_words[] = {"text", "texts", "sms", NULL};
static const char *const call_words[] = {
    "call", "phone", "ring", "tel", "telephone", "voice", NULL};
static const char *const relay_words[] = {"relay", "minicom", NULL};
static const char *const fax_words[] = {"fax", NULL};

/* A short number for text messages, where the words before it say so. */
static bool
text_code(const char *before, const struct run *run, struct number *number)
{
	const char *digits = run->groups[0].digits;
	size_t length = strlen(digits);

	if (run->count != 1 || run->plus || run->groups[0].letter_o ||
	    length < 5 || length > 6 || digits[0] < '5' ||
	    !has_word(before, run->start, text_words) ||
	    has_word(before, run->start, relay_words))
		return false;
	memset(number, 0, sizeof(*number));
	memcpy(number->dial, digits, length + 1);
	number->start = run->start;
	number->end = run->end;
	number->text_code = true;
	return true;
}

/*
 * Finds a number in the run: from its start, else (where other digits stand
 * before it) a whole one with its 0.  *past says where to look on.
 */
static bool
run_number(const char *before, const struct run *run, struct number *number,
    const char **past)
{
	size_t first, count;

	*past = run->end;
	if (text_code(before, run, number))
		return true;
	for (first = 0; first < run->count; first++) {
		if (first > 0 &&
		    (run->groups[first].digits[0] != '0' ||
			run->groups[0].digits[0] == '0' || run->plus))
			continue; /* part of something else */
		for (count = run->count - first; count > 0; count--) {
			if (!groups_number(run, first, count, number))
				continue;
			if (!rest_is_harmless(run, first + count))
				return false;
			*past = number->end;
			if (first == 0)
				number->start = run->start;
			if (first + count == run->count)
				*past = number->end = run->end;
			else if (*number->end == ')')
				*past = ++number->end;
			return true;
		}
	}
	return false;
}

/* "01204 363400 (ext. 1204363400)" is one number. */
static bool
is_repeated(const struct number *numbers, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (strcmp(numbers[i].dial, numbers[count].dial) == 0)
			return true;
	}
	return false;
}

static size_t
numbers_find(const char *field, struct number numbers[PHONE_MAX_FOUND])
{
	const char *at = field, *before = field, *past;
	size_t count = 0;
	struct run run;

	while (*at != '\0' && count < PHONE_MAX_FOUND) {
		bool edge =
		    at == field || !(is_letter(at[-1]) || is_digit(at[-1]));

		if (at > field && (unsigned char)at[-1] >= 0x80)
			edge = true; /* a no-break space, a dash */
		if (!edge || !run_read(at, &run)) {
			at++;
			continue;
		}
		if (run_number(before, &run, &numbers[count], &past) &&
		    !is_repeated(numbers, count)) {
			before = past;
			count++;
		}
		at = past;
	}
	return count;
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
		if (!has_word(word, at, plain))
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
memorable(struct arena *arena, const struct number *number, const char *show)
{
	const char *at = number->start, *source;
	size_t code = strcspn(show, " "), pairs = 0, groups = 0;
	struct buf text = {0};
	char last[GROUP_MAX_DIGITS + 1] = "";
	struct group group;
	bool twice = false;
	char *kept = NULL;

	for (source = at; source < number->end && is_digit(*source); source++)
		;
	if ((size_t)(source - at) != code || strncmp(at, show, code) != 0)
		return NULL;
	buf_add(&text, at, code);
	for (at = source; at < number->end && *at == ' '; at = group.end) {
		if (group_read(at + 1, &group) == NULL)
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
number_show(struct arena *arena, const struct number *number)
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
phone_fill(struct arena *arena, const struct number *number,
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
	phone->text = number->text_code ||
		      (has_word(words, words + strlen(words), text_words) &&
			  !has_word(words, words + strlen(words), call_words) &&
			  !has_word(words, words + strlen(words), relay_words));
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
	if (has_word(words, words + strlen(words), fax_words))
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
	struct number numbers[PHONE_MAX_FOUND];
	size_t count = numbers_find(field, numbers), i;
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
