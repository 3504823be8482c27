/* How a telephone field is read: for phone_find.c and phone_field.c. */
#ifndef SIGNPOST_PHONE_PARTS_H
#define SIGNPOST_PHONE_PARTS_H

#include "schema/phone.h"

/* A number found in a field; what stands around it is not looked at yet. */
struct phone_number {
	const char *start, *end; /* in the field */
	char dial[PHONE_MAX_DIGITS + 2];
	bool relay; /* Relay UK's prefix stood before it */
	bool lost_zero, letter_o; /* what was put right */
	bool text_code; /* a short number for text messages */
	bool foreign; /* of another country */
};

/* Digits of one group, and where the letter O was read as 0. */
#define PHONE_GROUP_DIGITS 20
struct phone_group {
	const char *start, *end;
	char digits[PHONE_GROUP_DIGITS + 1];
	bool letter_o; /* an O was read as 0 */
	bool hyphen; /* a dash stands before it */
	bool space; /* a space stands before it */
};

/* Words that tell what a number is for; each list ends with NULL. */
extern const char *const phone_text_words[];
extern const char *const phone_relay_words[];

/*
 * Reads one group at "text": digits, and the letter O among digits where
 * no other letter touches them.  Returns where it ends, NULL for none.
 */
const char *phone_group_read(const char *text, struct phone_group *group);
/* Is there a word of a list in the text?  Whole words, any case. */
bool phone_has_word(
    const char *text, const char *end, const char *const *words);
/* Finds the numbers of a field; returns how many. */
size_t phone_numbers_find(
    const char *field, struct phone_number numbers[PHONE_MAX_FOUND]);

#endif
