#include "schema/served_statements.h"

/* In the order in which served_listing.c reads them. */
#define LISTING_SELECT \
	"SELECT l.id, l.code, l.uuid, l.own_uuid, l.kind, l.status," \
	" l.status_note, l.source_id, l.name, l.alternate_name," \
	" l.summary, l.description, l.url, l.email, l.fees, l.referral," \
	" l.eligibility, l.hours, l.wait, l.access, l.modes, l.org_id," \
	" l.checked, l.modified, l.collected, l.public_address," \
	" l.hide_address, o.code, o.uuid, o.name, o.description, o.url," \
	" o.email, o.charity, o.company" \
	" FROM listing l LEFT JOIN organisation o ON o.id = l.organisation"

/* In the order in which served_feed.c reads them. */
#define RUN_COLUMNS \
	"run_number, run_started, run_finished, run_outcome, run_message," \
	" run_mapping, run_records, run_kept, run_refused, run_added," \
	" run_changed, run_withdrawn, run_unchanged, run_problems"
#define FEED_SELECT \
	"SELECT id, title, publisher, licence, area, source, owner," \
	" read_whole, data_day, listings, " RUN_COLUMNS " FROM feed"

/* Children of one listing, in order; 200 is LISTING_MAX_ITEMS. */
#define LOCATION_SELECT \
	"SELECT source_id, name, address, town, county, postcode," \
	" postcode_given, access_text, position_from, lat, lon," \
	" district, ward FROM location"
#define OF_LISTING " WHERE listing = :listing ORDER BY n LIMIT 200"

const char *const served_statement_sql[N_SERVED_STATEMENTS] = {
    [LISTING_BY_CODE] = LISTING_SELECT " WHERE l.code = :code AND l.state = 0",
    [LISTING_BY_ROW] = LISTING_SELECT " WHERE l.id = :listing AND l.state = 0",
    [LISTING_ADDRESSES] =
	"SELECT code, max(ifnull(checked, 0), ifnull(modified, 0))"
	" FROM listing WHERE state = 0 AND id > :after AND id <= :last"
	" ORDER BY id",
    [PHONES_OF_LISTING] = "SELECT given, dial, show, extension, note, text"
			  " FROM phone" OF_LISTING,
    [LOCATIONS_OF_LISTING] = LOCATION_SELECT OF_LISTING,
    [LOCATION_BY_CODE] = LOCATION_SELECT
    " WHERE listing = (SELECT id FROM listing"
    " WHERE code = :code AND state = 0 AND hide_address = 0)"
    " ORDER BY n LIMIT 1",
    [AREAS_OF_LISTING] =
	"SELECT code, name, national FROM served_area" OF_LISTING,
    [CATEGORIES_OF_LISTING] =
	"SELECT scheme, code, label FROM category" OF_LISTING,
    [TYPES_OF_LISTING] = "SELECT type, by, words FROM type" OF_LISTING,
    [RULES_OF_LISTING] = "SELECT dimension, value, from_field, sentence"
			 " FROM rule" OF_LISTING,
    [OPENINGS_OF_LISTING] =
	"SELECT weekday, opens, closes, note FROM opening" OF_LISTING,
    [LANGUAGES_OF_LISTING] = "SELECT language FROM language" OF_LISTING,
    [SOURCES_OF_LISTING] =
	"SELECT feed, source_id, title, publisher, url, checked,"
	" modified, collected FROM source" OF_LISTING,
    [DISAGREEMENTS_OF_LISTING] = "SELECT about, source, says FROM disagreement"
				 " WHERE listing = :listing ORDER BY n",
    [MOVED_BY_CODE] = "SELECT to_code FROM moved WHERE code = :code",
    [GONE_BY_CODE] = "SELECT name, withdrawn, feed_title FROM gone"
		     " WHERE code = :code",
    [ORGANISATION_BY_CODE] =
	"SELECT id, code, uuid, name, description, url, email, charity,"
	" company FROM organisation WHERE code = :code",
    [LISTINGS_OF_ORGANISATION] =
	"SELECT id FROM listing WHERE organisation = :organisation"
	" AND state = 0 ORDER BY name, id LIMIT :limit",
    [COUNT_OF_ORGANISATION] =
	"SELECT count(*) FROM listing WHERE organisation = :organisation"
	" AND state = 0",
    [ALL_FEEDS] = FEED_SELECT " ORDER BY title, id LIMIT :limit",
    [FEED_BY_ID] = FEED_SELECT " WHERE id = :feed",
    [STATE_OF_FEED] = "SELECT read_since, every_s, due, failures, on_hold"
		      " FROM feed_state WHERE feed = :feed",
    [RUNS_OF_FEED] = "SELECT " RUN_COLUMNS " FROM feed_run"
		     " WHERE feed = :feed ORDER BY n LIMIT :limit",
    [MEASURES_OF_FEED] = "SELECT about, name, total FROM feed_measure"
			 " WHERE feed = :feed ORDER BY n LIMIT :limit",
    [PROBLEMS_OF_FEED] =
	"SELECT kind, line, at_column, source, record, field, what, done"
	" FROM problem WHERE feed = :feed ORDER BY n LIMIT :limit",
    [HELD_OF_FEED] = "SELECT started, why, kept, added, back, changed,"
		     " withdrawn FROM held WHERE feed = :feed",
    [CHANGES_OF_HELD] = "SELECT kind, code, name, fields FROM held_change"
			" WHERE feed = :feed ORDER BY n LIMIT :limit",
    [ALL_HELPLINES] =
	"SELECT n, name, number, text_number, nation, hours, summary, who,"
	" cost, source, verified FROM helpline ORDER BY n LIMIT :limit",
    [OPENINGS_OF_HELPLINE] =
	"SELECT weekday, opens, closes, note FROM helpline_opening"
	" WHERE helpline = :helpline ORDER BY n LIMIT 200",
    [TOTALS] = "SELECT listings, organisations, feeds, data_from, data_to"
	       " FROM totals",
    [TOWN_BY_SLUG] = "SELECT slug, name, lat, lon, listings, districts"
		     " FROM town WHERE slug = :slug",
    /* '~' sorts after all that a slug may hold. */
    [TOWNS_BY_PREFIX] =
	"SELECT slug, name, lat, lon, listings, districts FROM town"
	" WHERE slug >= :slug AND slug < :slug || '~'"
	" ORDER BY listings DESC, slug LIMIT :limit",
    [DISTRICT_LISTINGS] = "SELECT listings FROM district WHERE gss = :gss",

    [PLACES_VERSION] = "SELECT version FROM origin",
    [POSTCODE_BY_KEY] = "SELECT p.lat, p.lon, d.gss, w.gss FROM postcode p"
			" LEFT JOIN area d ON d.id = p.district"
			" LEFT JOIN area w ON w.id = p.ward WHERE p.key = :key",
    [POSTCODES_BETWEEN] = "SELECT count(*), avg(lat), avg(lon) FROM postcode"
			  " WHERE key BETWEEN :first AND :last",
    [DISTRICTS_BETWEEN] =
	"SELECT d.gss FROM postcode p JOIN area d ON d.id = p.district"
	" WHERE p.key BETWEEN :first AND :last"
	" GROUP BY d.gss ORDER BY count(*) DESC, d.gss LIMIT :limit",
    [OUTCODE_BY_NAME] = "SELECT lat, lon, districts FROM outcode"
			" WHERE outcode = :outcode",
    [AREA_BY_GSS] =
	"SELECT a.gss, a.parent, a.kind, a.name, a.slug, a.lat, a.lon,"
	" p.name, p.kind FROM area a"
	" LEFT JOIN area p ON p.gss = a.parent WHERE a.gss = :gss",
    [AREAS_BY_SLUG] =
	"SELECT a.gss, a.parent, a.kind, a.name, a.slug, a.lat, a.lon,"
	" p.name, p.kind FROM area_name n JOIN area a ON a.id = n.area"
	" LEFT JOIN area p ON p.gss = a.parent"
	" WHERE n.kind = :kind AND n.slug = :slug"
	" ORDER BY a.gss LIMIT :limit",
    [AREAS_BY_PREFIX] =
	"SELECT a.gss, a.parent, a.kind, a.name, a.slug, a.lat, a.lon,"
	" p.name, p.kind FROM area_name n JOIN area a ON a.id = n.area"
	" LEFT JOIN area p ON p.gss = a.parent"
	" WHERE n.kind = :kind AND n.slug >= :slug"
	" AND n.slug < :slug || '~' ORDER BY n.slug, a.gss LIMIT :limit",
};

const char *const served_insert_sql[N_SERVED_INSERTS] = {
    [INSERT_ORGANISATION] =
	"INSERT INTO organisation (code, uuid, name, description, url,"
	" email, charity, company) VALUES (:code, :uuid, :name,"
	" :description, :url, :email, :charity, :company)",
    [ORGANISATION_ID] = "SELECT id FROM organisation WHERE code = :code",
    [INSERT_LISTING] =
	"INSERT INTO listing (code, uuid, state, withdrawn, feed,"
	" organisation, org_id, own_uuid, kind, status, status_note,"
	" source_id, name, alternate_name, summary, description, url,"
	" email, fees, referral, eligibility, hours, wait, access, modes,"
	" checked, modified, collected, public_address, hide_address)"
	" VALUES (:code, :uuid, :state, :withdrawn, :feed,"
	" :organisation, :org_id, :own_uuid, :kind, :status, :status_note,"
	" :source_id, :name, :alternate_name, :summary, :description,"
	" :url, :email, :fees, :referral, :eligibility, :hours, :wait,"
	" :access, :modes, :checked, :modified, :collected,"
	" :public_address, :hide_address)",
    [INSERT_PHONE] =
	"INSERT INTO phone (listing, n, given, dial, show, extension,"
	" note, text) VALUES (:listing, :n, :given, :dial, :show,"
	" :extension, :note, :text)",
    [INSERT_LOCATION] =
	"INSERT INTO location (listing, n, source_id, name, address,"
	" town, county, postcode, postcode_given, access_text,"
	" position_from, lat, lon, district, ward) VALUES (:listing, :n,"
	" :source_id, :name, :address, :town, :county, :postcode,"
	" :postcode_given, :access_text, :position_from, :lat, :lon,"
	" :district, :ward)",
    [INSERT_AREA] = "INSERT INTO served_area (listing, n, code, name, national)"
		    " VALUES (:listing, :n, :code, :name, :national)",
    [INSERT_CATEGORY] = "INSERT INTO category (listing, n, scheme, code, label)"
			" VALUES (:listing, :n, :scheme, :code, :label)",
    [INSERT_TYPE] = "INSERT INTO type (listing, n, type, by, words)"
		    " VALUES (:listing, :n, :type, :by, :words)",
    [INSERT_RULE] =
	"INSERT INTO rule (listing, n, dimension, value, from_field,"
	" sentence) VALUES (:listing, :n, :dimension, :value,"
	" :from_field, :sentence)",
    [INSERT_OPENING] =
	"INSERT INTO opening (listing, n, weekday, opens, closes, note)"
	" VALUES (:listing, :n, :weekday, :opens, :closes, :note)",
    [INSERT_LANGUAGE] = "INSERT INTO language (listing, n, language)"
			" VALUES (:listing, :n, :language)",
    [INSERT_SOURCE] =
	"INSERT INTO source (listing, n, feed, source_id, title,"
	" publisher, url, checked, modified, collected) VALUES (:listing,"
	" :n, :feed, :source_id, :title, :publisher, :url, :checked,"
	" :modified, :collected)",
    [INSERT_DISAGREEMENT] =
	"INSERT INTO disagreement (listing, n, about, source, says) VALUES"
	" (:listing, :n, :about, :source, :says)",
    [INSERT_GONE] = "INSERT INTO gone (code, name, withdrawn, feed_title)"
		    " VALUES (:code, :name, :withdrawn, :feed_title)",
    [INSERT_MOVED] =
	"INSERT INTO moved (code, to_code) VALUES (:code, :to_code)",
    [INSERT_FEED] =
	"INSERT INTO feed (id, title, publisher, licence, area, source,"
	" owner, read_whole, data_day, listings, run_number,"
	" run_started, run_finished, run_outcome, run_message,"
	" run_mapping, run_records, run_kept, run_refused, run_added,"
	" run_changed, run_withdrawn, run_unchanged, run_problems)"
	" VALUES (:id, :title, :publisher, :licence, :area, :source,"
	" :owner, :read_whole, :data_day, :listings,"
	" :run_number, :run_started, :run_finished, :run_outcome,"
	" :run_message, :run_mapping, :run_records, :run_kept,"
	" :run_refused, :run_added, :run_changed, :run_withdrawn,"
	" :run_unchanged, :run_problems)",
    [INSERT_FEED_STATE] =
	"INSERT INTO feed_state (feed, read_since, every_s, due, failures,"
	" on_hold) VALUES (:feed, :read_since, :every_s, :due, :failures,"
	" :on_hold)",
    [INSERT_FEED_RUN] =
	"INSERT INTO feed_run (feed, n, " RUN_COLUMNS ") VALUES (:feed, :n,"
	" :run_number, :run_started, :run_finished, :run_outcome,"
	" :run_message, :run_mapping, :run_records, :run_kept,"
	" :run_refused, :run_added, :run_changed, :run_withdrawn,"
	" :run_unchanged, :run_problems)",
    [INSERT_FEED_MEASURE] =
	"INSERT INTO feed_measure (feed, n, about, name, total) VALUES"
	" (:feed, :n, :about, :name, :total)",
    [INSERT_PROBLEM] =
	"INSERT INTO problem (feed, n, kind, line, at_column, source,"
	" record, field, what, done) VALUES (:feed, :n, :kind, :line,"
	" :at_column, :source, :record, :field, :what, :done)",
    [INSERT_HELD] =
	"INSERT INTO held (feed, started, why, kept, added, back, changed,"
	" withdrawn) VALUES (:feed, :started, :why, :kept, :added, :back,"
	" :changed, :withdrawn)",
    [INSERT_HELD_CHANGE] =
	"INSERT INTO held_change (feed, n, kind, code, name, fields) VALUES"
	" (:feed, :n, :kind, :code, :name, :fields)",
    [INSERT_HELPLINE] =
	"INSERT INTO helpline (n, name, number, text_number, nation,"
	" hours, summary, who, cost, source, verified) VALUES (:n, :name,"
	" :number, :text_number, :nation, :hours, :summary, :who, :cost,"
	" :source, :verified)",
    [INSERT_HELPLINE_OPENING] =
	"INSERT INTO helpline_opening (helpline, n, weekday, opens,"
	" closes, note) VALUES (:helpline, :n, :weekday, :opens, :closes,"
	" :note)",
    [INSERT_TOWN] =
	"INSERT INTO town (slug, name, lat, lon, listings, districts)"
	" VALUES (:slug, :name, :lat, :lon, :listings, :districts)",
    [INSERT_DISTRICTS] =
	"INSERT INTO district (gss, listings)"
	" SELECT c.district, count(DISTINCT c.listing) FROM location c"
	" JOIN listing l ON l.id = c.listing AND l.state = 0"
	" WHERE c.district IS NOT NULL GROUP BY c.district"
	" ORDER BY c.district",
    [INSERT_TOTALS] =
	"INSERT INTO totals (listings, organisations, withdrawn, feeds,"
	" data_from, data_to) VALUES (:listings,"
	" (SELECT count(DISTINCT organisation) FROM listing"
	" WHERE state = 0), :withdrawn, (SELECT count(*) FROM feed),"
	" :data_from, :data_to)",

    [INSERT_ORIGIN] = "INSERT INTO origin (version) VALUES (:version)",
    [INSERT_PLACE_AREA] =
	"INSERT INTO area (id, gss, parent, kind, name, slug, lat, lon)"
	" VALUES (:id, :gss, :parent, :kind, :name, :slug, :lat, :lon)",
    /* Another name of an area may be its own once it is a slug. */
    [INSERT_AREA_NAME] = "INSERT OR IGNORE INTO area_name (kind, slug, area)"
			 " VALUES (:kind, :slug, :area)",
    [INSERT_OUTCODE] = "INSERT INTO outcode (outcode, lat, lon, districts)"
		       " VALUES (:outcode, :lat, :lon, :districts)",
    [INSERT_POSTCODE] = "INSERT INTO postcode (key, lat, lon, district, ward)"
			" VALUES (:key, :lat, :lon, :district, :ward)",
};
