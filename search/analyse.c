#include "search/analyse.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/compiler.h"
#include "base/utf8.h"

/* Sorted, for bsearch. */
static const char *const stop_words[] = {
    "a",
    "about",
    "all",
    "am",
    "an",
    "and",
    "any",
    "anyone",
    "anywhere",
    "are",
    "around",
    "as",
    "at",
    "be",
    "been",
    "but",
    "by",
    "can",
    "could",
    "do",
    "does",
    "find",
    "for",
    "from",
    "get",
    "has",
    "have",
    "he",
    "her",
    "him",
    "his",
    "how",
    "i",
    "if",
    "im",
    "in",
    "into",
    "is",
    "it",
    "its",
    "ive",
    "just",
    "like",
    "looking",
    "me",
    "my",
    "near",
    "nearby",
    "need",
    "needs",
    "of",
    "on",
    "or",
    "our",
    "please",
    "she",
    "so",
    "some",
    "somebody",
    "someone",
    "something",
    "somewhere",
    "than",
    "that",
    "thats",
    "the",
    "their",
    "them",
    "there",
    "these",
    "they",
    "this",
    "those",
    "to",
    "us",
    "want",
    "wants",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "which",
    "who",
    "will",
    "with",
    "would",
    "you",
    "your",
};

/* Bytes of the mark at "text" between words; 0 where a word goes on. */
static size_t
separator(const unsigned char *text)
{
	unsigned char c = text[0];

	if (c < 0x80)
		return (c >= '0' && c <= '9') ||
			       ((c | 32) >= 'a' && (c | 32) <= 'z')
			   ? 0
			   : 1;
	/* U+0080 to U+00BF: Latin-1 controls and signs */
	if (c == 0xc2)
		return text[1] != 0 ? 2 : 1;
	/* U+2000 to U+2BFF: punctuation, arrows, symbols */
	if (c == 0xe2 && text[1] >= 0x80 && text[1] <= 0xaf)
		return text[2] != 0 ? 3 : 2;
	/* U+3000 to U+303F: ideographic space and brackets */
	if (c == 0xe3 && text[1] == 0x80)
		return text[2] != 0 ? 3 : 2;
	return 0;
}

/* Bytes of an apostrophe at "text", plain or typographic; else 0. */
static size_t
apostrophe(const unsigned char *text)
{
	if (text[0] == '\'' || text[0] == '`')
		return 1;
	if (text[0] == 0xe2 && text[1] == 0x80 &&
	    (text[2] == 0x98 || text[2] == 0x99))
		return 3;
	return 0;
}

static void
fold_foreign(struct analyse_word *word)
{
	char *folded;

	if (!utf8_valid(word->folded, word->folded_length))
		return;
	folded = utf8_fold(word->folded);
	word->folded_length = utf8_clip(folded, ANALYSE_MAX_WORD);
	memcpy(word->folded, folded, word->folded_length);
	word->folded[word->folded_length] = '\0';
	free(folded);
}

/* Copies the word at "at", lower case; returns where it ends. */
static size_t
copy_word(const char *text, size_t at, struct analyse_word *word, bool *foreign)
{
	const unsigned char *bytes = (const unsigned char *)text;
	size_t skip;
	bool cut = false;

	while (bytes[at] != 0) {
		unsigned char c = bytes[at];

		skip = apostrophe(bytes + at);
		if (skip > 0) {
			at += skip;
			continue;
		}
		if (separator(bytes + at) > 0)
			break;
		if (c >= 'A' && c <= 'Z')
			c |= 32;
		*foreign |= c >= 0x80;
		if (word->folded_length < ANALYSE_MAX_WORD)
			word->folded[word->folded_length++] = (char)c;
		else
			cut = true;
		at++;
	}
	/* A cut may have split a character. */
	while (cut && word->folded_length > 0 &&
	       (word->folded[word->folded_length - 1] & 0x80) != 0)
		word->folded_length--;
	word->folded[word->folded_length] = '\0';
	return at;
}

bool
analyse_next(const char *text, size_t *position, struct analyse_word *word)
{
	const unsigned char *bytes = (const unsigned char *)text;
	size_t at = *position, skip;

	do {
		bool foreign = false;

		while (bytes[at] != 0 && (skip = separator(bytes + at)) > 0)
			at += skip;
		word->at = at;
		word->folded_length = 0;
		at = copy_word(text, at, word, &foreign);
		word->length = at - word->at;
		if (foreign)
			fold_foreign(word);
	} while (word->folded_length == 0 && bytes[at] != 0);
	*position = at;
	return word->folded_length > 0;
}

struct analyse_stemmer {
	struct sb_stemmer *english;
};

struct analyse_stemmer *
analyse_stemmer_new(void)
{
	struct analyse_stemmer *stemmer = xmalloc(sizeof(*stemmer));

	stemmer->english = sb_stemmer_new("english", "UTF_8");
	if (stemmer->english == NULL) /* no memory: the name is known */
		abort();
	return stemmer;
}

void
analyse_stemmer_free(struct analyse_stemmer *stemmer)
{
	if (stemmer == NULL)
		return;
	sb_stemmer_delete(stemmer->english);
	free(stemmer);
}

/* Codes and numbers ("m32", "16") and foreign letters stay as they are. */
static bool
is_english(const char *folded, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (folded[i] < 'a' || folded[i] > 'z')
			return false;
	return length > 2;
}

void
analyse_stem(struct analyse_stemmer *stemmer, const char *folded, size_t length,
    char term[ANALYSE_MAX_WORD + 1])
{
	const void *stem;
	size_t stem_length;

	if (length > ANALYSE_MAX_WORD)
		length = ANALYSE_MAX_WORD;
	memcpy(term, folded, length);
	term[length] = '\0';
	if (!is_english(folded, length))
		return;
	stem = sb_stemmer_stem(
	    stemmer->english, (const sb_symbol *)folded, (int)length);
	stem_length = (size_t)sb_stemmer_length(stemmer->english);
	if (stem == NULL || stem_length == 0 || stem_length > length)
		return;
	memcpy(term, stem, stem_length);
	term[stem_length] = '\0';
}

static int
compare_word(const void *key, const void *entry)
{
	return strcmp(key, *(const char *const *)entry);
}

bool
analyse_is_stop(const char *folded)
{
	return bsearch(folded, stop_words, ARRAY_LEN(stop_words),
		   sizeof(stop_words[0]), compare_word) != NULL;
}
