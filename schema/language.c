#include "schema/language.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/compiler.h"

/*
 * The main languages of the census of 2021, those of these islands, and
 * those of people who seek refuge here.  The first name of a code is the
 * one to show.
 */
static const struct {
	const char *name, *code;
} languages[] = {
    {"English", "en"},
    {"British Sign Language", "bfi"},
    {"BSL", "bfi"},
    {"Sign language", "bfi"},
    {"Scottish Gaelic", "gd"},
    {"Gaelic", "gd"},
    {"Welsh", "cy"},
    {"Cymraeg", "cy"},
    {"Irish", "ga"},
    {"Polish", "pl"},
    {"Romanian", "ro"},
    {"Punjabi", "pa"},
    {"Panjabi", "pa"},
    {"Urdu", "ur"},
    {"Portuguese", "pt"},
    {"Spanish", "es"},
    {"Arabic", "ar"},
    {"Bengali", "bn"},
    {"Bangla", "bn"},
    {"Sylheti", "syl"},
    {"Gujarati", "gu"},
    {"Italian", "it"},
    {"Tamil", "ta"},
    {"French", "fr"},
    {"Lithuanian", "lt"},
    {"Chinese", "zh"},
    {"Mandarin", "cmn"},
    {"Cantonese", "yue"},
    {"Turkish", "tr"},
    {"Bulgarian", "bg"},
    {"Russian", "ru"},
    {"Persian", "fa"},
    {"Farsi", "fa"},
    {"Dari", "prs"},
    {"Pashto", "ps"},
    {"Hungarian", "hu"},
    {"Greek", "el"},
    {"German", "de"},
    {"Somali", "so"},
    {"Kurdish", "ku"},
    {"Sorani", "ckb"},
    {"Tigrinya", "ti"},
    {"Amharic", "am"},
    {"Hindi", "hi"},
    {"Malayalam", "ml"},
    {"Telugu", "te"},
    {"Nepali", "ne"},
    {"Sinhala", "si"},
    {"Swahili", "sw"},
    {"Yoruba", "yo"},
    {"Igbo", "ig"},
    {"Hausa", "ha"},
    {"Twi", "tw"},
    {"Shona", "sn"},
    {"Vietnamese", "vi"},
    {"Thai", "th"},
    {"Filipino", "fil"},
    {"Tagalog", "tl"},
    {"Albanian", "sq"},
    {"Ukrainian", "uk"},
    {"Czech", "cs"},
    {"Slovak", "sk"},
    {"Latvian", "lv"},
    {"Dutch", "nl"},
    {"Japanese", "ja"},
    {"Korean", "ko"},
    {"Romani", "rom"},
    {"Yiddish", "yi"},
    {"Hebrew", "he"},
    {"Oromo", "om"},
    {"Krio", "kri"},
    {"Lingala", "ln"},
    {"Wolof", "wo"},
    {"Afrikaans", "af"},
    {"Danish", "da"},
    {"Swedish", "sv"},
    {"Norwegian", "no"},
    {"Finnish", "fi"},
    {"Estonian", "et"},
    {"Serbian", "sr"},
    {"Croatian", "hr"},
    {"Bosnian", "bs"},
    {"Macedonian", "mk"},
    {"Slovenian", "sl"},
    {"Catalan", "ca"},
    {"Maltese", "mt"},
    {"Cornish", "kw"},
    {"Scots", "sco"},
    {"Ulster Scots", "sco"},
    {"Armenian", "hy"},
    {"Georgian", "ka"},
    {"Azerbaijani", "az"},
    {"Kazakh", "kk"},
    {"Uzbek", "uz"},
    {"Mongolian", "mn"},
    {"Burmese", "my"},
    {"Khmer", "km"},
    {"Lao", "lo"},
    {"Indonesian", "id"},
    {"Malay", "ms"},
    {"Marathi", "mr"},
    {"Kannada", "kn"},
    {"Konkani", "kok"},
    {"Mirpuri", "pmu"},
    {"Pahari", "phr"},
    {"Kashmiri", "ks"},
    {"Uyghur", "ug"},
    {"Tibetan", "bo"},
    {"Kurmanji", "kmr"},
    {"Luganda", "lg"},
    {"Kinyarwanda", "rw"},
    {"Zulu", "zu"},
    {"Xhosa", "xh"},
    {"Akan", "ak"},
    {"Ndebele", "nd"},
    {"Bemba", "bem"},
    {"Chichewa", "ny"},
    {"Hakka", "hak"},
    {"Polski", "pl"},
    {"Gaeilge", "ga"},
    {"Gaidhlig", "gd"},
    {"British Sign", "bfi"},
};

const char *
language_code_of_name(const char *text)
{
	for (size_t i = 0; i < ARRAY_LEN(languages); i++)
		if (strcasecmp(languages[i].name, text) == 0)
			return languages[i].code;
	return NULL;
}

const char *
language_code(const char *text)
{
	/* What follows the language says which sort of it: "en-GB". */
	size_t length = strcspn(text, "-_");

	for (size_t i = 0; i < ARRAY_LEN(languages); i++)
		if (strlen(languages[i].code) == length &&
		    strncasecmp(languages[i].code, text, length) == 0)
			return languages[i].code;
	return language_code_of_name(text);
}

const char *
language_name(const char *code)
{
	for (size_t i = 0; i < ARRAY_LEN(languages); i++)
		if (strcmp(languages[i].code, code) == 0)
			return languages[i].name;
	return NULL;
}
