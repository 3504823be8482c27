#include "search/sound_rules.h"

#include <stddef.h>

const struct sound_rule *const sound_rules_english[26] = {
    ['a' - 'a'] =
	(const struct sound_rule[]){
	    {"aigh", 0, 0, "e"},
	    {"aught", 0, 0, "ot"},
	    {"augh", 0, '$', "of"},
	    {"alk", 0, 0, "ok"},
	    {"alm", 0, 0, "am"},
	    {"ai", 0, 0, "e"},
	    {"ay", 0, 0, "e"},
	    {"au", 0, 0, "o"},
	    {"aw", 0, 'V', "ow"},
	    {"aw", 0, 0, "o"},
	    {"ae", 0, 0, "i"},
	    {"ah", 0, 'C', "a"},
	    {"ah", 0, '$', "a"},
	    {NULL, 0, 0, NULL},
	},
    ['b' - 'a'] =
	(const struct sound_rule[]){
	    {"burgh", '.', '$', "bara"},
	    {"borough", '.', 0, "bara"},
	    {"bt", '.', '$', "t"},
	    {"bh", 0, 0, "v"},
	    {NULL, 0, 0, NULL},
	},
    ['c' - 'a'] =
	(const struct sound_rule[]){
	    {"cz", '^', 0, "J"},
	    {"cester", '.', '$', "sta"},
	    {"combe", '.', '$', "kum"},
	    {"chr", 0, 0, "kr"},
	    {"chl", 0, 0, "kl"},
	    {"ch", 0, 0, "J"},
	    {"cia", '.', 0, "Sa"},
	    {"cio", '.', 0, "Sa"},
	    {"cqu", 0, 0, "kw"},
	    {"ck", 0, 0, "k"},
	    {"cc", 0, 'E', "ks"},
	    {"c", 0, 'E', "s"},
	    {"c", 0, 0, "k"},
	    {NULL, 0, 0, NULL},
	},
    ['d' - 'a'] =
	(const struct sound_rule[]){
	    {"dh", 0, 0, "d"},
	    {"dge", 0, 0, "J"},
	    {"dg", 0, 'E', "J"},
	    {NULL, 0, 0, NULL},
	},
    ['e' - 'a'] =
	(const struct sound_rule[]){
	    {"es", 'C', '$', "s"},
	    {"eigh", 0, 0, "e"},
	    {"ee", 0, 0, "i"},
	    {"ea", 0, 0, "i"},
	    {"ei", 0, 0, "i"},
	    {"ey", 0, 0, "i"},
	    {"eau", 0, 0, "o"},
	    {"ew", 0, 0, "u"},
	    {"eh", 0, '$', "e"},
	    {"e", 'C', '$', ""},
	    {NULL, 0, 0, NULL},
	},
    ['g' - 'a'] =
	(const struct sound_rule[]){
	    {"gn", '^', 0, "n"},
	    {"gne", '.', '$', "n"},
	    {"gue", '.', '$', "g"},
	    {"gn", '.', '$', "n"},
	    {"gh", 0, 'V', "g"},
	    {"gh", 0, 0, ""},
	    {"gg", 0, 0, "g"},
	    {"gu", 0, 'E', "g"},
	    {"g", 0, 'E', "J"},
	    {NULL, 0, 0, NULL},
	},
    ['h' - 'a'] =
	(const struct sound_rule[]){
	    {"hl", '^', 0, "l"},
	    {"ham", 'C', '$', "am"},
	    {NULL, 0, 0, NULL},
	},
    ['i' - 'a'] =
	(const struct sound_rule[]){
	    {"igh", 0, 0, "i"},
	    {"ie", 0, 0, "i"},
	    {NULL, 0, 0, NULL},
	},
    ['j' - 'a'] =
	(const struct sound_rule[]){
	    {"j", 0, 0, "J"},
	    {NULL, 0, 0, NULL},
	},
    ['k' - 'a'] =
	(const struct sound_rule[]){
	    {"kn", '^', 0, "n"},
	    {"kh", 0, 0, "k"},
	    {NULL, 0, 0, NULL},
	},
    ['l' - 'a'] =
	(const struct sound_rule[]){
	    {"ll", '^', 0, "l"},
	    {"leigh", '.', '$', "li"},
	    {"lieu", '.', '$', "lu"},
	    {"le", 'C', '$', "al"},
	    {NULL, 0, 0, NULL},
	},
    ['m' - 'a'] =
	(const struct sound_rule[]){
	    {"mn", '^', 0, "n"},
	    {"mc", '^', 0, "mak"},
	    {"mouth", '.', '$', "maT"},
	    {"mb", '.', '$', "m"},
	    {"mbe", '.', 'C', "mb"},
	    {"mn", '.', '$', "m"},
	    {"mh", 0, 0, "v"},
	    {NULL, 0, 0, NULL},
	},
    ['o' - 'a'] =
	(const struct sound_rule[]){
	    {"oes", '.', '$', "os"},
	    {"ought", 0, 0, "ot"},
	    {"ough", 0, '$', "of"},
	    {"olk", 0, 0, "ok"},
	    {"olm", 0, 0, "om"},
	    {"oe", 0, 0, "i"},
	    {"oo", 0, 0, "u"},
	    {"oa", 0, 0, "o"},
	    {"ou", 0, 0, "o"},
	    {"ow", 0, 'V', "ow"},
	    {"ow", 0, 0, "o"},
	    {"oy", 0, 0, "oi"},
	    {"oi", 0, 0, "oi"},
	    {NULL, 0, 0, NULL},
	},
    ['p' - 'a'] =
	(const struct sound_rule[]){
	    {"pn", '^', 0, "n"},
	    {"ps", '^', 0, "s"},
	    {"pt", '^', 0, "t"},
	    {"ph", 0, 0, "f"},
	    {NULL, 0, 0, NULL},
	},
    ['q' - 'a'] =
	(const struct sound_rule[]){
	    {"que", '.', '$', "k"},
	    {"qu", 0, 0, "kw"},
	    {"q", 0, 0, "k"},
	    {NULL, 0, 0, NULL},
	},
    ['r' - 'a'] =
	(const struct sound_rule[]){
	    {"re", 'C', '$', "a"},
	    {"rh", 0, 0, "r"},
	    {NULL, 0, 0, NULL},
	},
    ['s' - 'a'] =
	(const struct sound_rule[]){
	    {"shire", '.', '$', "Sa"},
	    {"stle", '.', 0, "sal"},
	    {"sten", '.', '$', "san"},
	    {"sch", 0, 0, "sk"},
	    {"sh", 0, 0, "S"},
	    {"ssio", '.', 0, "Sa"},
	    {"sio", '.', 0, "Sa"},
	    {"ssu", '.', 0, "Su"},
	    {"sure", '.', 0, "Sa"},
	    {"sc", 0, 'E', "s"},
	    {NULL, 0, 0, NULL},
	},
    ['t' - 'a'] =
	(const struct sound_rule[]){
	    {"ts", '^', 0, "s"},
	    {"thl", '^', 0, "l"},
	    {"tch", 0, 0, "J"},
	    {"th", 0, 0, "T"},
	    {"tia", '.', 0, "Sa"},
	    {"tio", '.', 0, "Sa"},
	    {"ture", '.', 0, "Ja"},
	    {"tz", 0, 0, "s"},
	    {NULL, 0, 0, NULL},
	},
    ['u' - 'a'] =
	(const struct sound_rule[]){
	    {"ue", 0, '$', "u"},
	    {"uy", 0, 0, "i"},
	    {NULL, 0, 0, NULL},
	},
    ['w' - 'a'] =
	(const struct sound_rule[]){
	    {"wr", '^', 0, "r"},
	    {"who", '^', 0, "hu"},
	    {"wick", 'C', '$', "ik"},
	    {"wich", 'C', '$', "iJ"},
	    {"wh", 0, 0, "w"},
	    {NULL, 0, 0, NULL},
	},
    ['x' - 'a'] =
	(const struct sound_rule[]){
	    {"x", '^', 0, "z"},
	    {"x", 0, 0, "ks"},
	    {NULL, 0, 0, NULL},
	},
    ['y' - 'a'] =
	(const struct sound_rule[]){
	    {"y", '^', 'V', "y"},
	    {"y", 'V', 'V', "y"},
	    {"y", 0, 0, "i"},
	    {NULL, 0, 0, NULL},
	},
    ['z' - 'a'] =
	(const struct sound_rule[]){
	    {"zh", 0, 0, "S"},
	    {NULL, 0, 0, NULL},
	},
};

const struct sound_rule *const sound_rules_irish[26] = {
    ['a' - 'a'] =
	(const struct sound_rule[]){
	    {"aoi", 0, 0, "i"},
	    {"ao", 0, 0, "i"},
	    {"adh", 0, 0, "a"},
	    {"ai", 0, 0, "a"},
	    {NULL, 0, 0, NULL},
	},
    ['b' - 'a'] =
	(const struct sound_rule[]){
	    {"bh", 0, 0, "v"},
	    {NULL, 0, 0, NULL},
	},
    ['c' - 'a'] =
	(const struct sound_rule[]){
	    {"ch", 0, 0, "k"},
	    {"c", 0, 0, "k"},
	    {NULL, 0, 0, NULL},
	},
    ['d' - 'a'] =
	(const struct sound_rule[]){
	    {"dh", '^', 0, "g"},
	    {"dh", 0, 0, ""},
	    {NULL, 0, 0, NULL},
	},
    ['e' - 'a'] =
	(const struct sound_rule[]){
	    {"eoi", 0, 0, "o"},
	    {"eo", 0, 0, "o"},
	    {"ea", 0, 0, "a"},
	    {"ei", 0, 0, "e"},
	    {"e", 'C', '$', "a"},
	    {NULL, 0, 0, NULL},
	},
    ['f' - 'a'] =
	(const struct sound_rule[]){
	    {"fh", 0, 0, ""},
	    {NULL, 0, 0, NULL},
	},
    ['g' - 'a'] =
	(const struct sound_rule[]){
	    {"gh", 0, 0, ""},
	    {"g", 0, 0, "g"},
	    {NULL, 0, 0, NULL},
	},
    ['i' - 'a'] =
	(const struct sound_rule[]){
	    {"idh", 0, 0, "i"},
	    {"igh", 0, 0, "i"},
	    {NULL, 0, 0, NULL},
	},
    ['m' - 'a'] =
	(const struct sound_rule[]){
	    {"mhn", 0, 0, "n"},
	    {"mh", 0, 0, "v"},
	    {NULL, 0, 0, NULL},
	},
    ['o' - 'a'] =
	(const struct sound_rule[]){
	    {"oi", 0, 0, "o"},
	    {NULL, 0, 0, NULL},
	},
    ['s' - 'a'] =
	(const struct sound_rule[]){
	    {"sea", '^', 0, "So"},
	    {"sei", '^', 0, "Se"},
	    {"seo", '^', 0, "So"},
	    {"si", '^', 'V', "S"},
	    {"si", 0, 0, "Si"},
	    {"se", 0, 0, "Sa"},
	    {NULL, 0, 0, NULL},
	},
    ['t' - 'a'] =
	(const struct sound_rule[]){
	    {"th", '.', 0, "h"},
	    {NULL, 0, 0, NULL},
	},
    ['u' - 'a'] =
	(const struct sound_rule[]){
	    {"ui", 0, 0, "i"},
	    {NULL, 0, 0, NULL},
	},
};

const struct sound_rule *const sound_rules_welsh[26] = {
    ['a' - 'a'] =
	(const struct sound_rule[]){
	    {"aw", 0, 0, "o"},
	    {"ae", 0, 0, "i"},
	    {"ai", 0, 0, "i"},
	    {"au", 0, 0, "i"},
	    {NULL, 0, 0, NULL},
	},
    ['c' - 'a'] =
	(const struct sound_rule[]){
	    {"ch", 0, 0, "k"},
	    {"c", 0, 0, "k"},
	    {NULL, 0, 0, NULL},
	},
    ['d' - 'a'] =
	(const struct sound_rule[]){
	    {"dd", 0, 0, "T"},
	    {NULL, 0, 0, NULL},
	},
    ['e' - 'a'] =
	(const struct sound_rule[]){
	    {"ew", 0, 0, "eu"},
	    {"eu", 0, 0, "i"},
	    {"ei", 0, 0, "i"},
	    {"e", 'C', '$', "e"},
	    {NULL, 0, 0, NULL},
	},
    ['f' - 'a'] =
	(const struct sound_rule[]){
	    {"ff", 0, 0, "f"},
	    {"f", 0, 0, "v"},
	    {NULL, 0, 0, NULL},
	},
    ['g' - 'a'] =
	(const struct sound_rule[]){
	    {"g", 0, 0, "g"},
	    {NULL, 0, 0, NULL},
	},
    ['l' - 'a'] =
	(const struct sound_rule[]){
	    {"ll", 0, 0, "l"},
	    {NULL, 0, 0, NULL},
	},
    ['o' - 'a'] =
	(const struct sound_rule[]){
	    {"oe", 0, 0, "oi"},
	    {NULL, 0, 0, NULL},
	},
    ['s' - 'a'] =
	(const struct sound_rule[]){
	    {"si", 0, 'V', "S"},
	    {NULL, 0, 0, NULL},
	},
    ['t' - 'a'] =
	(const struct sound_rule[]){
	    {"tsh", 0, 0, "J"},
	    {"tch", 0, 0, "J"},
	    {NULL, 0, 0, NULL},
	},
    ['u' - 'a'] =
	(const struct sound_rule[]){
	    {"u", 0, 0, "i"},
	    {NULL, 0, 0, NULL},
	},
    ['w' - 'a'] =
	(const struct sound_rule[]){
	    {"wy", 0, 0, "ui"},
	    {"w", 'C', 'C', "u"},
	    {"w", 'C', '$', "u"},
	    {NULL, 0, 0, NULL},
	},
    ['y' - 'a'] =
	(const struct sound_rule[]){
	    {"yw", 0, 0, "iu"},
	    {"y", 0, 0, "i"},
	    {NULL, 0, 0, NULL},
	},
};
