#include "schema/phone.h"

#include <string.h>
#include <strings.h>

#include "base/compiler.h"

/*
 * Area codes of five digits after the 0 (Ofcom, National Telephone
 * Numbering Plan).  "16977" alone also has numbers of four more digits.
 */
static const char *const five_digit_codes[] = {"13873", "15242", "15394",
    "15395", "15396", "16973", "16974", "16977", "17683", "17684", "17687",
    "19467"};

/* Area codes in which some numbers have five digits more, not six. */
static const char *const short_areas[] = {"1204", "1208", "1254", "1276",
    "1297", "1298", "1363", "1364", "1384", "1386", "1404", "1420", "1460",
    "1461", "1480", "1488", "1524", "1527", "1562", "1566", "1606", "1629",
    "1635", "1647", "1659", "1695", "1726", "1744", "1750", "1768", "1827",
    "1837", "1884", "1900", "1905", "1935", "1946", "1949", "1963", "1995"};

static bool
starts_with_any(
    const char *digits, const char *const *table, size_t count, size_t length)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (strncmp(digits, table[i], length) == 0)
			return true;
	}
	return false;
}

static bool
has_five_digit_code(const char *digits)
{
	return starts_with_any(
	    digits, five_digit_codes, ARRAY_LEN(five_digit_codes), 5);
}

static bool
all_digits(const char *text, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
	}
	return length > 0;
}

bool
phone_national_valid(const char *digits, size_t length)
{
	if (length < 7 || length > 10 || !all_digits(digits, length))
		return false;
	if (length == 7) /* Childline; NHS Direct's, which still answers */
		return memcmp(digits, "8001111", 7) == 0 ||
		       memcmp(digits, "8454647", 7) == 0;
	if (length == 8)
		return false;
	if (length == 9)
		return memcmp(digits, "800", 3) == 0 ||
		       memcmp(digits, "16977", 5) == 0 ||
		       starts_with_any(
			   digits, short_areas, ARRAY_LEN(short_areas), 4);
	switch (digits[0]) {
	case '1':
		return digits[1] != '0';
	case '2':
		return strchr("03489", digits[1]) != NULL;
	case '3':
		return strchr("0347", digits[1]) != NULL;
	case '5':
		return digits[1] == '5' || digits[1] == '6';
	case '7':
		return true;
	case '8':
		return strchr("047", digits[1]) != NULL;
	case '9':
		return strchr("018", digits[1]) != NULL;
	default:
		return false;
	}
}

bool
phone_short_code(const char *digits, size_t length)
{
	static const char *const codes[] = {
	    "999", "112", "111", "101", "105", "119"};

	if (length == 6 && all_digits(digits, length))
		return memcmp(digits, "116", 3) == 0;
	return length == 3 &&
	       starts_with_any(digits, codes, ARRAY_LEN(codes), 3);
}

/* How many digits the first and second group of a national number have. */
static void
grouping(const char *digits, size_t length, int *first, int *second)
{
	*second = 0; /* all the rest */
	switch (digits[0]) {
	case '1':
		if (has_five_digit_code(digits)) {
			*first = 5;
		} else if (digits[1] == '1' || digits[2] == '1') {
			*first = 3;
			*second = 3;
		} else {
			*first = 4;
		}
		break;
	case '7':
		*first = 4;
		break;
	case '2':
	case '5':
		*first = 2;
		*second = 4;
		break;
	default:
		*first = 3;
		if (length > 7)
			*second = 3;
		else if (memcmp(digits, "845", 3) == 0)
			*second = 2; /* "0845 46 47" */
		break;
	}
}

char *
phone_show(struct arena *arena, const char *dial)
{
	const char *digits = dial + 3;
	size_t length = strlen(dial);
	int first, second;

	if (phone_short_code(dial, length) && length == 6)
		return arena_printf(arena, "%.3s %s", dial, dial + 3);
	if (strncmp(dial, "+44", 3) != 0 ||
	    !phone_national_valid(digits, length - 3))
		return arena_strdup(arena, dial);
	grouping(digits, length - 3, &first, &second);
	if (second == 0)
		return arena_printf(
		    arena, "0%.*s %s", first, digits, digits + first);
	return arena_printf(arena, "0%.*s %.*s %s", first, digits, second,
	    digits + first, digits + first + second);
}

size_t
phone_dial_digits(const char *dial, char out[PHONE_MAX_DIGITS + 1])
{
	size_t length;

	if (strncmp(dial, "+44", 3) == 0)
		dial += 3;
	else if (dial[0] == '+')
		dial++;
	length = strlen(dial);
	out[0] = '\0';
	if (length > PHONE_MAX_DIGITS || !all_digits(dial, length))
		return 0;
	memcpy(out, dial, length + 1);
	return length;
}

/* Past what people put before a number: "tel: ", "phone". */
static const char *
skip_label(const char *text)
{
	static const char *const labels[] = {
	    "telephone", "phone", "mobile", "tel", "call", "ring"};
	size_t i, length;

	text += strspn(text, " \t");
	for (i = 0; i < ARRAY_LEN(labels); i++) {
		length = strlen(labels[i]);
		if (strncasecmp(text, labels[i], length) == 0) {
			text += length;
			return text + strspn(text, " \t.:");
		}
	}
	return text;
}

/* Does an extension, or what to press, start here?  It ends the number. */
static bool
is_tail(const char *text)
{
	static const char *const words[] = {"ext", "x", "opt", "press"};
	size_t i, length;

	for (i = 0; i < ARRAY_LEN(words); i++) {
		length = strlen(words[i]);
		if (strncasecmp(text, words[i], length) == 0 &&
		    strpbrk(text + length, "0123456789") != NULL)
			return true;
	}
	return false;
}

size_t
phone_mark_length(const char *text)
{
	static const char *const wide[] = {"\xc2\xa0", "\xe2\x80\x90",
	    "\xe2\x80\x91", "\xe2\x80\x92", "\xe2\x80\x93", "\xe2\x80\x94",
	    "\xe2\x80\x8b", "\xe2\x80\xaf", "\xe2\x88\x92"};
	size_t i;

	if (*text != '\0' && strchr(" \t-.()", *text) != NULL)
		return 1;
	for (i = 0; i < ARRAY_LEN(wide); i++) {
		if (strncmp(text, wide[i], strlen(wide[i])) == 0)
			return strlen(wide[i]);
	}
	return 0;
}

/*
 * Collects the digits of a typed number.  *longest is the longest run of
 * them: "16-25, 18-30" has none that a number would.  0: something else.
 */
static size_t
typed_digits(const char *text, char digits[2 * PHONE_MAX_DIGITS + 1],
    bool *plus, size_t *longest)
{
	size_t count = 0, run = 0, mark;

	text = skip_label(text);
	*plus = false;
	*longest = 0;
	for (; *text != '\0' && !is_tail(text); text++) {
		if (*text >= '0' && *text <= '9') {
			if (count == 2 * PHONE_MAX_DIGITS)
				return 0;
			digits[count++] = *text;
			run++;
			if (run > *longest)
				*longest = run;
			continue;
		}
		run = 0;
		mark = phone_mark_length(text);
		if (*text == '+' && count == 0 && !*plus)
			*plus = true;
		else if (mark > 0)
			text += mark - 1;
		else if (strspn(text, ",;?! ") != strlen(text) &&
			 !(*text == ',' &&
			     is_tail(text + 1 + strspn(text + 1, " "))))
			return 0;
	}
	digits[count] = '\0';
	return count;
}

size_t
phone_query_digits(const char *text, char out[PHONE_MAX_DIGITS + 1])
{
	char typed[2 * PHONE_MAX_DIGITS + 1] = "";
	const char *digits = typed;
	size_t count, longest;
	bool plus, whole;

	out[0] = '\0';
	count = typed_digits(text, typed, &plus, &longest);
	if (count > 10 && (memcmp(digits, "18001", 5) == 0 ||
			      memcmp(digits, "18002", 5) == 0)) {
		digits += 5; /* Relay UK's prefix is not part of the number */
		count -= 5;
	}
	if (!plus && count > 10 && memcmp(digits, "00", 2) == 0) {
		plus = true;
		digits += 2;
		count -= 2;
	}
	whole = plus || digits[0] == '0';
	if ((plus || count == 12) && strncmp(digits, "44", 2) == 0) {
		digits += 2;
		count -= 2;
		whole = true;
		plus = false;
	}
	if (!plus && count > 0 && digits[0] == '0') {
		digits++;
		count--;
	}
	if (count > PHONE_MAX_DIGITS ||
	    (!whole && longest < 3) /* ages, a date */)
		return 0;
	if (count < 6 && !phone_short_code(digits, count) &&
	    !(count == 5 && longest == 5 && digits[0] >= '5'))
		return 0;
	memcpy(out, digits, count);
	out[count] = '\0';
	return count;
}
