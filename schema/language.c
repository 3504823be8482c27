#include "schema/language.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/compiler.h"
#include "base/say.h"

/*
 * The main languages of the census of 2021, those of these islands, and
 * those of people who seek refuge here.  The first name of a code is the
 * one to show.
 */
static const struct {
	const char *name, *code;
} languages[] = {
    {NC_("language", "English"), "en"},
    {NC_("language", "British Sign Language"), "bfi"},
    {"BSL", "bfi"},
    {"Sign language", "bfi"},
    {NC_("language", "Scottish Gaelic"), "gd"},
    {"Gaelic", "gd"},
    {NC_("language", "Welsh"), "cy"},
    {"Cymraeg", "cy"},
    {NC_("language", "Irish"), "ga"},
    {NC_("language", "Polish"), "pl"},
    {NC_("language", "Romanian"), "ro"},
    {NC_("language", "Punjabi"), "pa"},
    {"Panjabi", "pa"},
    {NC_("language", "Urdu"), "ur"},
    {NC_("language", "Portuguese"), "pt"},
    {NC_("language", "Spanish"), "es"},
    {NC_("language", "Arabic"), "ar"},
    {NC_("language", "Bengali"), "bn"},
    {"Bangla", "bn"},
    {NC_("language", "Sylheti"), "syl"},
    {NC_("language", "Gujarati"), "gu"},
    {NC_("language", "Italian"), "it"},
    {NC_("language", "Tamil"), "ta"},
    {NC_("language", "French"), "fr"},
    {NC_("language", "Lithuanian"), "lt"},
    {NC_("language", "Chinese"), "zh"},
    {NC_("language", "Mandarin"), "cmn"},
    {NC_("language", "Cantonese"), "yue"},
    {NC_("language", "Turkish"), "tr"},
    {NC_("language", "Bulgarian"), "bg"},
    {NC_("language", "Russian"), "ru"},
    {NC_("language", "Persian"), "fa"},
    {"Farsi", "fa"},
    {NC_("language", "Dari"), "prs"},
    {NC_("language", "Pashto"), "ps"},
    {NC_("language", "Hungarian"), "hu"},
    {NC_("language", "Greek"), "el"},
    {NC_("language", "German"), "de"},
    {NC_("language", "Somali"), "so"},
    {NC_("language", "Kurdish"), "ku"},
    {NC_("language", "Sorani"), "ckb"},
    {NC_("language", "Tigrinya"), "ti"},
    {NC_("language", "Amharic"), "am"},
    {NC_("language", "Hindi"), "hi"},
    {NC_("language", "Malayalam"), "ml"},
    {NC_("language", "Telugu"), "te"},
    {NC_("language", "Nepali"), "ne"},
    {NC_("language", "Sinhala"), "si"},
    {NC_("language", "Swahili"), "sw"},
    {NC_("language", "Yoruba"), "yo"},
    {NC_("language", "Igbo"), "ig"},
    {NC_("language", "Hausa"), "ha"},
    {NC_("language", "Twi"), "tw"},
    {NC_("language", "Shona"), "sn"},
    {NC_("language", "Vietnamese"), "vi"},
    {NC_("language", "Thai"), "th"},
    {NC_("language", "Filipino"), "fil"},
    {NC_("language", "Tagalog"), "tl"},
    {NC_("language", "Albanian"), "sq"},
    {NC_("language", "Ukrainian"), "uk"},
    {NC_("language", "Czech"), "cs"},
    {NC_("language", "Slovak"), "sk"},
    {NC_("language", "Latvian"), "lv"},
    {NC_("language", "Dutch"), "nl"},
    {NC_("language", "Japanese"), "ja"},
    {NC_("language", "Korean"), "ko"},
    {NC_("language", "Romani"), "rom"},
    {NC_("language", "Yiddish"), "yi"},
    {NC_("language", "Hebrew"), "he"},
    {NC_("language", "Oromo"), "om"},
    {NC_("language", "Krio"), "kri"},
    {NC_("language", "Lingala"), "ln"},
    {NC_("language", "Wolof"), "wo"},
    {NC_("language", "Afrikaans"), "af"},
    {NC_("language", "Danish"), "da"},
    {NC_("language", "Swedish"), "sv"},
    {NC_("language", "Norwegian"), "no"},
    {NC_("language", "Finnish"), "fi"},
    {NC_("language", "Estonian"), "et"},
    {NC_("language", "Serbian"), "sr"},
    {NC_("language", "Croatian"), "hr"},
    {NC_("language", "Bosnian"), "bs"},
    {NC_("language", "Macedonian"), "mk"},
    {NC_("language", "Slovenian"), "sl"},
    {NC_("language", "Catalan"), "ca"},
    {NC_("language", "Maltese"), "mt"},
    {NC_("language", "Cornish"), "kw"},
    {NC_("language", "Scots"), "sco"},
    {"Ulster Scots", "sco"},
    {NC_("language", "Armenian"), "hy"},
    {NC_("language", "Georgian"), "ka"},
    {NC_("language", "Azerbaijani"), "az"},
    {NC_("language", "Kazakh"), "kk"},
    {NC_("language", "Uzbek"), "uz"},
    {NC_("language", "Mongolian"), "mn"},
    {NC_("language", "Burmese"), "my"},
    {NC_("language", "Khmer"), "km"},
    {NC_("language", "Lao"), "lo"},
    {NC_("language", "Indonesian"), "id"},
    {NC_("language", "Malay"), "ms"},
    {NC_("language", "Marathi"), "mr"},
    {NC_("language", "Kannada"), "kn"},
    {NC_("language", "Konkani"), "kok"},
    {NC_("language", "Mirpuri"), "pmu"},
    {NC_("language", "Pahari"), "phr"},
    {NC_("language", "Kashmiri"), "ks"},
    {NC_("language", "Uyghur"), "ug"},
    {NC_("language", "Tibetan"), "bo"},
    {NC_("language", "Kurmanji"), "kmr"},
    {NC_("language", "Luganda"), "lg"},
    {NC_("language", "Kinyarwanda"), "rw"},
    {NC_("language", "Zulu"), "zu"},
    {NC_("language", "Xhosa"), "xh"},
    {NC_("language", "Akan"), "ak"},
    {NC_("language", "Ndebele"), "nd"},
    {NC_("language", "Bemba"), "bem"},
    {NC_("language", "Chichewa"), "ny"},
    {NC_("language", "Hakka"), "hak"},
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
	/* As the visitor's own language calls it. */
	for (size_t i = 0; i < ARRAY_LEN(languages); i++)
		if (strcasecmp(say_in("language", languages[i].name), text) ==
		    0)
			return languages[i].code;
	return language_code_of_name(text);
}

const char *
language_name_said(const char *code)
{
	const char *name = language_name(code);

	return name != NULL ? say_in("language", name) : NULL;
}

const char *
language_name(const char *code)
{
	for (size_t i = 0; i < ARRAY_LEN(languages); i++)
		if (strcmp(languages[i].code, code) == 0)
			return languages[i].name;
	return NULL;
}
