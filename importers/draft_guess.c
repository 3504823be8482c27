#include <string.h>

#include "base/fold_name.h"
#include "importers/draft_parts.h"
#include "schema/phone.h"
#include "schema/postcode.h"

void
draft_fold(const char *name, char out[DRAFT_NAME])
{
	const char *colon = strchr(name, ':');

	/* "content:encoded" says with its prefix what it is. */
	if (colon != NULL && strcmp(colon, ":encoded") == 0) {
		fold_name(name, out, DRAFT_NAME);
		out[strlen(out) - strlen("encoded")] = '\0';
		return;
	}
	if (colon != NULL && strpbrk(name, "['\" ") == NULL)
		name = colon + 1;
	fold_name(name, out, DRAFT_NAME);
}

/* The names of each field, folded, likely ones first. */
static const struct {
	const char *field, *filters, *names;
} known[] = {
    {"id", "",
	" id serviceid recordid key uniqueid identifier ref reference "
	"referencenumber refno idno urn uid guid entityid postid num code "
	"number "},
    {"name", "",
	" name servicename publicname displayname title sitename entryname "
	"settingname orgname organisationname organizationname label "
	"primaryname servicetitle programname programmename nameofservice servicenamelevel1 "},
    {"other_name", "",
	" othername alternatename alternativename alsoknownas aka alias "},
    {"org.name", "",
	" organisation organization organisationname organizationname "
	"provider providername agency agencyname orgname orglevel1 runby "
	"deliveredby "},
    {"summary", " | html_text",
	" summary shortdescription strapline teaser shortdesc abstract excerpt "},
    {"description", " | html_text",
	" description about details body content information longdescription "
	"notes servicedescription desc text purpose whatwedo overview "},
    {"url", "",
	" website url web webaddress homepage wwwaddress weburl site link websiteurl "},
    {"email", "",
	" email emailaddress mail emailaddr contactemail publicemail "},
    {"phone", "",
	" phone telephone tel officephone phonenumber telephonenumber helpline freephone "
	"contactnumber tels telephones phones landline mobile contactphone publicphone telno phone1 phone2 tel1 tel2 "},
    {"hours", " | html_text",
	" openingtimes openinghours hours times opening when schedule "
	"hoursofoperation availability officehours "},
    {"cost", " | html_text",
	" cost costs fee fees price charges charge feetext prices admission "},
    {"referral", " | html_text",
	" referral referralmethod referralroute howtorefer howtoaccess "
	"referralprocess referralinformation intake application "
	"applicationprocess "},
    {"eligibility", " | html_text",
	" eligibility whofor whoisitfor targetgroup criteria "
	"eligibilitycriteria audience clientgroup "},
    {"wait", " | html_text", " wait waitingtime waitinglist "},
    {"access", " | html_text",
	" accessibility disabledaccess wheelchairaccess "},
    {"age", "", " age ages agerange agegroup "},
    {"rule age.min", " | years",
	" minage minimumage agefrom agemin fromage "
	"agefromyrs agefromyears "},
    {"rule age.max", " | years",
	" maxage maximumage ageto agemax toage "
	"agetoyrs agetoyears "},
    {"location.postcode", "", " postcode postalcode zip zipcode pcode "},
    {"location.town", "", " town city posttown towncity locality cty "},
    {"location.county", "", " county region "},
    {"location.address", "",
	" address fulladdress street streetaddress road address1 "
	"addressline1 line1 line addressline building address2 addressline2 "
	"line2 address3 addressline3 line3 line4 line5 "},
    {"location.lat", "", " latitude lat geolat "},
    {"location.lon", "", " longitude lon lng long geolng geolon geolong "},
    {"location.easting", "", " easting eastings "},
    {"location.northing", "", " northing northings "},
    {"location.latlon", "", " latlon latlong coordinates geo point map "},
    {"category", "",
	" category categories topic topics tag tags servicetype type keyword "
	"keywords term subject activity "},
    {"area", "",
	" area areaserved coverage servicearea district localauthority "
	"council ward gsscode "},
    {"language", "", " language languages "},
    {"checked", "",
	" lastverified dateverified verified reviewed lastreviewed "
	"reviewdate assureddate datelastverified lastchecked checked "
	"verifiedon checkedon datelastchecked datechecked "},
    {"modified", "",
	" modified lastmodified updated lastupdated changed datemodified "
	"modifieddate updatedate postmodified postmodifiedgmt lastchangedate "
	"lastchanged dateupdated datelastmodified "},
};

bool
draft_is_list(const char *field)
{
	return strcmp(field, "phone") == 0 || strcmp(field, "category") == 0 ||
	       strcmp(field, "area") == 0 || strcmp(field, "language") == 0 ||
	       strcmp(field, "location.address") == 0;
}

/* How far behind in the list a name stands; -1: it is not in it. */
static int
rank_of(const char *names, const char *folded)
{
	size_t length = strlen(folded);
	int rank = 0;

	for (const char *at = names + 1; *at != '\0';) {
		size_t word = strcspn(at, " ");

		if (word == length && strncmp(at, folded, length) == 0)
			return rank;
		rank++;
		at += word + (at[word] != '\0');
	}
	return -1;
}

/* A name means little where what stands there looks like something else. */
static bool
contradicts(const char *field, const char *example)
{
	char postcode[POSTCODE_TEXT];

	if (example == NULL)
		return false;
	if (strcmp(field, "email") == 0)
		return strchr(example, '@') == NULL;
	if (strcmp(field, "location.postcode") == 0)
		return postcode_parse(example, postcode) == POSTCODE_NOT &&
		       strlen(example) > 10;
	if (strcmp(field, "location.latlon") == 0)
		return strspn(example, "-0123456789., ") != strlen(example) ||
		       strchr(example, ',') == NULL;
	if (strcmp(field, "url") == 0)
		return strchr(example, '.') == NULL ||
		       strchr(example, '@') != NULL;
	return false;
}

static bool
by_example(const char *example, struct draft_guess *out)
{
	struct phone found[PHONE_MAX_FOUND];
	struct arena arena = {0};
	char postcode[POSTCODE_TEXT];
	bool dialled;

	*out = (struct draft_guess){.filters = "", .rank = 100};
	if (example == NULL || strlen(example) > 60)
		return false;
	if (postcode_parse(example, postcode) == POSTCODE_UNIT)
		out->field = "location.postcode";
	else if (strncmp(example, "http", 4) == 0 ||
		 strncmp(example, "www.", 4) == 0)
		out->field = "url";
	else if (strchr(example, '@') != NULL && strchr(example, ' ') == NULL &&
		 strchr(example, '.') != NULL)
		out->field = "email";
	if (out->field != NULL)
		return true;
	dialled = *example == '0' && phones_parse(&arena, example, found) > 0 &&
		  found[0].dial != NULL;
	arena_clear(&arena);
	if (dialled)
		out->field = "phone";
	return dialled;
}

/* <ages from="6" to="35">, <age_range><min>... */
static bool
age_end(
    const struct draft_path *path, const char *above, struct draft_guess *out)
{
	bool from = rank_of(" from min minimum start lower ", path->name) >= 0;
	bool to = rank_of(" to max maximum end upper ", path->name) >= 0;

	if (rank_of(" age ages agerange agegroup agelimits ", above) < 0 ||
	    (!from && !to))
		return false;
	*out = (struct draft_guess){
	    from ? "rule age.min" : "rule age.max", " | years", 0};
	return true;
}

/* <languages><ln>, <topics><term>: each is one of them. */
static bool
by_list(
    const struct draft_path *path, const char *above, struct draft_guess *out)
{
	static const struct {
		const char *field, *lists;
	} lists[] = {{"category", " categories topics keywords subjects "},
	    {"language", " languages spokenlanguages languagesspoken "},
	    {"area", " areas areasserved servesareas "}};

	for (size_t i = 0; i < ARRAY_LEN(lists) && !path->attribute; i++)
		if (rank_of(lists[i].lists, above) >= 0) {
			*out = (struct draft_guess){lists[i].field, "", 5};
			return true;
		}
	return false;
}

/* <phone><number>, <postcode><value>: named by what it stands in. */
static bool
by_place(
    const struct draft_path *path, const char *above, struct draft_guess *out)
{
	static const char *const inner[] = {"number", "phonenumber", "value",
	    "text", "name", "code", "url", "address", "label"};
	size_t i;

	if (age_end(path, above, out) || by_list(path, above, out))
		return true;
	for (i = 0; i < ARRAY_LEN(inner); i++)
		if (strcmp(path->name, inner[i]) == 0)
			break;
	if (i == ARRAY_LEN(inner) || path->attribute)
		return false;
	for (i = 0; i < ARRAY_LEN(known); i++) {
		if (rank_of(known[i].names, above) < 0 ||
		    strcmp(known[i].field, "name") == 0 ||
		    strcmp(known[i].field, "org.name") == 0 ||
		    contradicts(known[i].field, path->example) ||
		    strcmp(known[i].field, "location.address") == 0)
			continue;
		*out =
		    (struct draft_guess){known[i].field, known[i].filters, 0};
		return true;
	}
	return false;
}

bool
draft_guess(
    const struct draft_path *path, const char *above, struct draft_guess *out)
{
	int best = -1, rank;

	if (by_place(path, above, out))
		return true;
	for (size_t i = 0; i < ARRAY_LEN(known); i++) {
		rank = rank_of(known[i].names, path->name);
		/* An <E_MAIL> is one, though "see web site" stands in it. */
		if (rank < 0 ||
		    (rank > 0 && contradicts(known[i].field, path->example)) ||
		    (best >= 0 && rank >= best) ||
		    (path->attribute &&
			strcmp(known[i].field, "category") == 0))
			continue;
		best = rank;
		*out = (struct draft_guess){
		    known[i].field, known[i].filters, rank};
	}
	if (best < 0 || (strcmp(out->field, "id") == 0 && !path->attribute)) {
		struct draft_guess seen;

		/* <code>QX4 1AA</code> is no id. */
		if (strcmp(path->name, "fax") != 0 &&
		    by_example(path->example, &seen) &&
		    (!path->attribute ||
			strcmp(seen.field, "location.postcode") == 0)) {
			*out = seen;
			return true;
		}
		return best >= 0;
	}
	/* What XML leaves escaped was escaped twice. */
	if (path->example != NULL && strchr(path->example, '&') != NULL &&
	    strchr(path->example, ';') != NULL)
		out->filters = " | decode | html_text";
	else if (strcmp(out->filters, "") == 0 && path->example != NULL &&
		 strchr(path->example, '<') != NULL)
		out->filters = " | html_text";
	return true;
}

const char *
draft_names(const char *field)
{
	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (strcmp(known[i].field, field) == 0)
			return known[i].names;
	return "";
}

bool
draft_is_name(const char *folded)
{
	return rank_of(known[1].names, folded) >= 0;
}

static bool
ends_as(const char *folded, const char *const *words)
{
	size_t length = strlen(folded);

	for (; *words != NULL; words++) {
		size_t word = strlen(*words);

		if (length >= word &&
		    strcmp(folded + length - word, *words) == 0)
			return true;
	}
	return false;
}

bool
draft_is_service(const char *folded)
{
	static const char *const words[] = {"service", "program", "programme",
	    "activity", "offer", "offering", "course", NULL};

	return ends_as(folded, words);
}

bool
draft_is_owner(const char *folded)
{
	static const char *const words[] = {"organisation", "organization",
	    "org", "agency", "provider", "trust", "charity", "owner", NULL};

	return ends_as(folded, words);
}

bool
draft_is_place(const char *folded)
{
	static const char *const words[] = {"site", "location", "venue",
	    "place", "branch", "centre", "facility", NULL};

	return ends_as(folded, words);
}

bool
draft_is_private(const char *folded)
{
	static const char *const words[] = {"confidential", "private", "hidden",
	    "anonymous", "excluded", "excludefromwebsite", "notpublic",
	    "nonpublic", "hide", "suppress", "suppressed", "withheld", "secret",
	    "conf", NULL};

	return ends_as(folded, words);
}

bool
draft_hides_address(const char *folded)
{
	static const char *const words[] = {"hideaddress", "addresshidden",
	    "confidentialaddress", "addressconfidential", "privateaddress",
	    "addressprivate", "withholdaddress", "addresswithheld", "hidemap",
	    "hidelocation", "confidentiallocation", "locationconfidential",
	    "secretaddress", NULL};

	return ends_as(folded, words);
}

bool
draft_is_state(const char *folded)
{
	static const char *const words[] = {"status", "state", "live", "active",
	    "inactive", "deleted", "deletiondate", "deletedon", "withdrawn",
	    "closed", "enabled", "archived", "posttype", NULL};

	return ends_as(folded, words);
}

static bool
names_public(const char *folded)
{
	static const char *const words[] = {"ispublic", "public", "publish",
	    "published", "availablefordirectory", "showonwebsite", "visible",
	    NULL};

	return ends_as(folded, words);
}

bool
draft_is_public(const char *folded, const char *example)
{
	static const char *const said[] = {
	    "true", "false", "yes", "no", "1", "0", "y", "n"};
	size_t i;

	/* A date of publication is no mark. */
	for (i = 0; i < ARRAY_LEN(said); i++)
		if (example != NULL && strcasecmp(example, said[i]) == 0)
			break;
	return i < ARRAY_LEN(said) && names_public(folded);
}
