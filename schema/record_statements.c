#include "schema/record_statements.h"

#include <stddef.h>

/* The texts in the order of listing_fields[]. */
#define SERVICE_TEXTS \
	"source_id, own_uuid, name, alternate_name, summary, description," \
	" url, email, fees, referral, eligibility, hours, wait, access," \
	" status_note, org_id, org_name, org_description, org_url," \
	" org_email, org_charity, org_company"
#define SERVICE_NUMBERS \
	"kind, status, checked, modified, collected, modes," \
	" public_address, hide_address"
/* When it was last read whole; and that, or else when it was first tried. */
#define FEED_READ_SINCE \
	"coalesce(nullif(f.read_whole, 0), (SELECT min(started) FROM run r" \
	" WHERE r.feed = f.feed), 0)"
#define FEED_READ "f.read_whole, " FEED_READ_SINCE
/* Before them stands what says who it is. */
#define SERVICE_COLUMNS \
	"s.service, s.uuid, s.code, s.feed, s.gone, s.withdrawn," \
	" o.uuid, o.code, f.id, f.title, f.publisher, f.licence, f.data_day," \
	FEED_READ_SINCE "," \
	" s.kind, s.status, s.checked, s.modified, s.collected, s.modes," \
	" s.public_address, s.hide_address, s.source_id, s.own_uuid, s.name," \
	" s.alternate_name, s.summary, s.description, s.url, s.email," \
	" s.fees, s.referral, s.eligibility, s.hours, s.wait, s.access," \
	" s.status_note, s.org_id, s.org_name, s.org_description, s.org_url," \
	" s.org_email, s.org_charity, s.org_company" \
	" FROM service s JOIN organization o USING (organization)" \
	" JOIN feed f ON f.feed = s.feed"
#define RUN_COLUMNS \
	"run, started, finished, outcome, message, mapping, records, kept," \
	" refused, added, revived, changed, withdrawn, unchanged, problems"
#define FEED_FACTS \
	"title, publisher, licence, area, source, owner, mapping, every_s," \
	" data_day, read_whole"
/* One part of an entry of a JSON list. */
#define PART(name) "value->>'" name "'"
#define ENTRIES(text, of) \
	"(SELECT group_concat(" text ", '; ') FROM json_each(" of "))"
#define DAY_WORDS(of) "CASE WHEN " of " <> '0' THEN date(" of " * 86400, 'unixepoch') END"
/* A value of "change" as people read it. */
#define WORDS(of) \
	"CASE c.field" \
	" WHEN 'phone' THEN " ENTRIES(PART("given"), of) \
	" WHEN 'location' THEN " \
	ENTRIES("substr(coalesce(', ' || (" PART("name") "), '') ||" \
		" coalesce(', ' || (" PART("address_1") "), '') ||" \
		" coalesce(', ' || (" PART("city") "), '') ||" \
		" coalesce(', ' || (" PART("postal_code") "), ''), 3)", of) \
	" WHEN 'service_area' THEN " \
	ENTRIES("coalesce(" PART("name") ", " PART("code") ", 'everywhere')", \
	    of) \
	" WHEN 'category' THEN " \
	ENTRIES("coalesce(" PART("label") ", " PART("code") ")", of) \
	" WHEN 'service_type' THEN " ENTRIES(PART("type"), of) \
	" WHEN 'rules' THEN " \
	ENTRIES("(" PART("dimension") ") || '=' || (" PART("value") ")", of) \
	" WHEN 'schedule' THEN " \
	ENTRIES("printf('%s %02d:%02d-%02d:%02d', substr('MoTuWeThFrSaSuBH'," \
		" (" PART("weekday") ") * 2 + 1, 2), (" PART("opens_at") \
		") / 60, (" PART("opens_at") ") % 60, (" PART("closes_at") \
		") / 60, (" PART("closes_at") ") % 60)", of) \
	" WHEN 'language' THEN " ENTRIES(PART("code"), of) \
	" WHEN 'status' THEN CASE " of " WHEN '0' THEN 'active'" \
	" WHEN '1' THEN 'paused' WHEN '2' THEN 'closed' ELSE 'deleted' END" \
	" WHEN 'checked' THEN " DAY_WORDS(of) \
	" WHEN 'modified' THEN " DAY_WORDS(of) \
	" WHEN 'collected' THEN " DAY_WORDS(of) \
	" ELSE " of " END"
/* Hidden by an operator, or one with a listing that is. */
#define HIDDEN \
	"(SELECT h.service FROM decision d JOIN service h USING (uuid)" \
	" WHERE d.kind = 'hide' AND d.undone = 0 UNION" \
	" SELECT o.service FROM decision d JOIN service h USING (uuid)" \
	" JOIN joined j ON j.service = h.service" \
	" JOIN joined o ON o.lead = j.lead" \
	" WHERE d.kind = 'hide' AND d.undone = 0)"
/* Live before, and not met in this run. */
#define IS_MISSING \
	" WHERE feed = :feed AND gone = 0" \
	" AND service NOT IN (SELECT service FROM temp.seen)"

const char *const record_temporary_sql =
    "PRAGMA temp_store = FILE;"
    /* Listings that the run has met. */
    "CREATE TEMP TABLE seen (service INTEGER PRIMARY KEY) STRICT;"
    /* Listings that wait for the rest of their document set. */
    "CREATE TEMP TABLE held (position INTEGER PRIMARY KEY,"
    " role INTEGER NOT NULL, key TEXT, named INTEGER NOT NULL DEFAULT 0,"
    " data BLOB NOT NULL) STRICT;"
    "CREATE INDEX temp.held_key ON held (role, key);"
    /* What a vanished and an added record may have in common. */
    "CREATE TEMP TABLE pair (likeness TEXT NOT NULL,"
    " service INTEGER NOT NULL, added INTEGER NOT NULL,"
    " PRIMARY KEY (likeness, service)) STRICT, WITHOUT ROWID;"
    /* What counts of each listing when duplicates are looked for. */
    "CREATE TEMP TABLE compared (service INTEGER PRIMARY KEY,"
    " data BLOB NOT NULL) STRICT;"
    /* Sorted once, when all are there: an index would be slower. */
    "CREATE TEMP TABLE compared_key (key INTEGER NOT NULL,"
    " position INTEGER NOT NULL, service INTEGER NOT NULL) STRICT;";

const char *const record_statement_sql[N_RECORD_STATEMENTS] = {
    [META_CHANGED] = "UPDATE meta SET value = value + 1"
		     " WHERE name = 'changes'",
    [META_CHANGES] = "SELECT value FROM meta WHERE name = 'changes'",
    [META_PUBLISHED] = "SELECT value FROM meta WHERE name = 'published'",
    [META_LIVE] = "SELECT value FROM meta WHERE name = 'live'",
    [META_PUBLISHED_SET] =
	"UPDATE meta SET value = CASE name WHEN 'live' THEN :live ELSE"
	" (SELECT value FROM meta WHERE name = 'changes') END"
	" WHERE name IN ('live', 'published')",
    [META_GENERATION] = "SELECT value FROM meta WHERE name = 'generation'",
    [META_GENERATION_SET] = "UPDATE meta SET value = :value"
			    " WHERE name = 'generation'",
    [META_PLACES] = "SELECT value FROM meta WHERE name = 'places'",
    [META_PLACES_CHANGED] = "UPDATE meta SET value = value + 1"
			    " WHERE name = 'places'",
    [RECORD_INTEGRITY] = "PRAGMA integrity_check(1)",
    [RECORD_BROKEN_REFERENCES] =
	"SELECT count(*) FROM pragma_foreign_key_check",

    [FEED_BY_ID] =
	"SELECT feed, title, publisher, licence, area, source, owner,"
	" mapping, every_s, data_day, " FEED_READ " FROM feed f WHERE id = :id",
    [FEED_PUT] =
	"INSERT INTO feed (id, title, publisher, licence, area, source,"
	" owner, mapping, every_s, data_day) VALUES (:id, :title,"
	" :publisher, :licence, :area, :source, :owner, :mapping, :every_s,"
	" :data_day) ON CONFLICT (id) DO UPDATE SET title = excluded.title,"
	" publisher = excluded.publisher, licence = excluded.licence,"
	" area = excluded.area, source = excluded.source,"
	" owner = excluded.owner, mapping = excluded.mapping,"
	" every_s = excluded.every_s, data_day = excluded.data_day",
    [FEED_READ_WHOLE] = "UPDATE feed SET read_whole = :when"
			" WHERE feed = :feed",
    [TIMETABLE_FIND] = "SELECT due, failures, on_hold FROM timetable"
		       " WHERE id = :id",
    [TIMETABLE_PUT] =
	"INSERT INTO timetable (id, due, failures, on_hold) VALUES (:id,"
	" :due, :failures, :on_hold) ON CONFLICT (id) DO UPDATE SET"
	" due = excluded.due, failures = excluded.failures,"
	" on_hold = excluded.on_hold",
    [MADE_FIND] = "SELECT made_from, sha256 FROM made WHERE name = :name",
    [MADE_PUT] = "INSERT OR REPLACE INTO made (name, made_from, sha256)"
		 " VALUES (:name, :made_from, :sha256)",
    [MAILED_FIND] = "SELECT outcome, next, said FROM mailed WHERE id = :id",
    [MAILED_PUT] =
	"INSERT OR REPLACE INTO mailed (id, outcome, next, said) VALUES"
	" (:id, :outcome, :next, :said)",
    [FETCHED_FIND] =
	"SELECT address, etag, last_modified, document FROM fetched"
	" WHERE feed = :feed AND position = :position",
    [FETCHED_PUT] =
	"INSERT INTO fetched (feed, position, address, etag, last_modified,"
	" document) VALUES (:feed, :position, :address, :etag,"
	" :last_modified, :document)",
    [FETCHED_FORGET] = "DELETE FROM fetched WHERE feed = :feed",
    [FEEDS] = "SELECT feed, id, title, publisher, licence, area, source,"
	      " owner, mapping, every_s, data_day, " FEED_READ
	      " FROM feed f ORDER BY id",
    [RUN_NEXT] = "SELECT coalesce(max(run), 0) + 1 FROM run",
    [RUN_ADD] =
	"INSERT INTO run (run, feed, started, finished, outcome, message,"
	" mapping, source, full, whole, bytes, records, kept, refused,"
	" added, changed, unchanged, revived, withdrawn, problems, undoes)"
	" VALUES"
	" (:run, :feed, :started, :finished, :outcome, :message, :mapping,"
	" :source, :full, :whole, :bytes, :records, :kept, :refused, :added,"
	" :changed, :unchanged, :revived, :withdrawn, :problems, :undoes)",
    [RUNS_OF_FEED] = "SELECT " RUN_COLUMNS " FROM run WHERE feed = :feed"
		     " ORDER BY run DESC LIMIT :limit",
    [PROBLEM_ADD] =
	"INSERT INTO problem (run, position, kind, line, column_, source,"
	" record, field, what, done) VALUES (:run, :position, :kind, :line,"
	" :column, :source, :record, :field, :what, :done)",
    [PROBLEMS_OF_RUN] =
	"SELECT kind, line, column_, source, record, field, what, done"
	" FROM problem WHERE run = :run ORDER BY position LIMIT :limit",
    [PROBLEMS_FORGET] =
	"DELETE FROM problem WHERE run IN (SELECT run FROM run"
	" WHERE feed = :feed ORDER BY run DESC LIMIT -1 OFFSET 30)",
    [PROBLEMS_PUBLISHED] =
	/* No place is told of a record that has no listing that shows one. */
	"SELECT f.id, p.kind, p.line, p.column_, p.source, p.record,"
	" p.field, CASE WHEN p.field IN ('address', 'postcode', 'position',"
	" 'lat', 'lon', 'latlon', 'grid') AND NOT EXISTS (SELECT 1 FROM"
	" identity i JOIN service s USING (service) WHERE i.feed = f.feed"
	" AND i.source_key IN ('service:' || p.record,"
	" 'organisation-listing:' || p.record) AND s.hide_address = 0 AND"
	" NOT EXISTS (SELECT 1 FROM decision d WHERE d.uuid = s.uuid AND"
	" d.kind = 'hide' AND d.undone = 0))"
	" THEN 'its ' || p.field || ' cannot be used as it is written'"
	" ELSE p.what END, p.done FROM feed f JOIN problem p ON p.run ="
	" (SELECT max(run) FROM run WHERE feed = f.feed)"
	" WHERE EXISTS (SELECT 1 FROM run WHERE feed = f.feed"
	" AND outcome <> 'failed') AND NOT EXISTS (SELECT 1 FROM service s"
	" WHERE s.feed = f.feed AND p.record IN (s.source_id, s.name)"
	" AND s.service IN " HIDDEN ") ORDER BY f.id, p.position",

    [RUN_UNDOES] = "SELECT undoes FROM run WHERE run = :run",
    [UNDO_FIND] = "SELECT run FROM run r WHERE feed = :feed"
		  " AND outcome = 'done' AND EXISTS"
		  " (SELECT 1 FROM change WHERE run = r.run)"
		  " ORDER BY run DESC LIMIT 1",
    [FEED_BEFORE_KEEP] =
	"INSERT INTO feed_before (feed, run, " FEED_FACTS ")"
	" SELECT feed, :run, " FEED_FACTS " FROM feed WHERE feed = :feed",
    [FEED_BEFORE_FORGET] = "DELETE FROM feed_before WHERE feed = :feed"
			   " AND run = :run",
    [FEED_BEFORE_FORGET_OTHERS] = "DELETE FROM feed_before"
				  " WHERE feed = :feed AND run <> :run",
    [FEED_PUT_BACK] =
	"UPDATE feed SET (" FEED_FACTS ") = (SELECT " FEED_FACTS
	" FROM feed_before WHERE feed = :feed AND run = :run)"
	" WHERE feed = :feed AND EXISTS (SELECT 1 FROM feed_before"
	" WHERE feed = :feed AND run = :run)",
    [UNDONE_PUT] = "INSERT OR REPLACE INTO undone (feed, run, document)"
		   " VALUES (:feed, :run, :document)",
    [UNDONE_FIND] = "SELECT run FROM undone WHERE feed = :feed"
		    " AND (document IS NULL OR document = :document)",
    [UNDONE_FORGET] = "DELETE FROM undone WHERE feed = :feed",
    [RUN_IS_OF] = "SELECT count(*) FROM run WHERE feed = :feed"
		  " AND run = :run",
    [HELD_RUN_ADD] =
	"INSERT INTO held_run (feed, run, kept_run, documents, mapping,"
	" title, publisher, licence, area, owner, every_s, collected,"
	" max_bytes, max_records, repairs, added, back, changed,"
	" withdrawn) VALUES"
	" (:feed, :run, :kept_run, :documents, :mapping, :title, :publisher,"
	" :licence, :area, :owner, :every_s, :collected, :max_bytes,"
	" :max_records, :repairs, :added, :back, :changed, :withdrawn)",
    [HELD_RUN_FIND] =
	"SELECT h.run, r.started, r.message, r.source, kept_run, documents,"
	" h.mapping, title, publisher, licence, area, owner, every_s,"
	" collected, max_bytes, max_records, repairs, h.added, h.back,"
	" h.changed, h.withdrawn FROM held_run h JOIN run r USING (run)"
	" WHERE h.feed = :feed",
    [HELD_RUN_FORGET] = "DELETE FROM held_run WHERE feed = :feed",
    [HELD_CHANGE_ADD] =
	"INSERT INTO held_change (feed, position, kind, uuid, name, fields)"
	" VALUES (:feed, :position, :kind, :uuid, :name, :fields)",
    [HELD_CHANGES_FORGET] = "DELETE FROM held_change WHERE feed = :feed",
    [HELD_RUNS_PUBLISHED] =
	"SELECT f.id, r.started, r.message, h.documents, h.added, h.back,"
	" h.changed, h.withdrawn FROM held_run h JOIN run r USING (run)"
	" JOIN feed f ON f.feed = h.feed ORDER BY f.id",
    /* Of a hidden listing nothing is told, and nothing of its joined ones. */
    [HELD_CHANGES_PUBLISHED] =
	"SELECT f.id, h.kind, s.code, h.name, h.fields FROM held_change h"
	" JOIN feed f USING (feed) LEFT JOIN service s USING (uuid)"
	" WHERE s.service IS NULL OR s.service NOT IN " HIDDEN
	" ORDER BY f.id, h.position",

    [CODE_ADD] = "INSERT INTO code (code, uuid, kind, counter) VALUES"
		 " (:code, :uuid, :kind, :counter) ON CONFLICT DO NOTHING"
		 " RETURNING counter",
    [CODE_BY_CODE] = "SELECT uuid, kind FROM code WHERE code = :code",
    [CODE_DELETE] = "DELETE FROM code WHERE code = :code",
    [ORGANIZATION_BY_KEY] = "SELECT organization, uuid, code FROM organization"
			    " WHERE feed = :feed AND source_key = :source_key",
    [ORGANIZATION_ADD] =
	"INSERT INTO organization (uuid, code, feed, source_key) VALUES"
	" (:uuid, :code, :feed, :source_key)"
	" ON CONFLICT DO NOTHING RETURNING organization",
    [IDENTITY_FIND] = "SELECT service, gone, problems, said FROM identity"
		      " WHERE feed = :feed AND source_key = :source_key",
    [IDENTITY_ADD] =
	"INSERT INTO identity (feed, source_key, service, said, gone,"
	" problems) VALUES (:feed, :source_key, :service, :said, :gone,"
	" :problems)",
    [IDENTITY_UPDATE] = "UPDATE identity SET said = :said, gone = :gone,"
			" problems = :problems"
			" WHERE feed = :feed AND source_key = :source_key",
    [IDENTITY_DELETE] = "DELETE FROM identity"
			" WHERE feed = :feed AND source_key = :source_key",
    [IDENTITY_LIKE] = "SELECT source_key, service, gone, problems, said"
		      " FROM identity"
		      " WHERE feed = :feed AND source_key >= :source_key"
		      " AND source_key < :beyond LIMIT 100",
    [IDENTITY_OF_SERVICE] = "SELECT source_key, said, gone, problems"
			    " FROM identity"
			    " WHERE feed = :feed AND service = :service",
    [SERVICE_PROBLEM_ADD] =
	"INSERT INTO service_problem (service, position, kind, field, what,"
	" done) VALUES (:service, :position, :kind, :field, :what, :done)",
    [SERVICE_PROBLEMS] = "SELECT kind, field, what, done FROM service_problem"
			 " WHERE service = :service ORDER BY position",
    [SERVICE_PROBLEMS_DELETE] = "DELETE FROM service_problem"
				" WHERE service = :service",
    [SEEN_ADD] = "INSERT INTO temp.seen (service) VALUES (:service)"
		 " ON CONFLICT DO NOTHING RETURNING service",
    [SEEN_TEST] = "SELECT 1 FROM temp.seen WHERE service = :service",
    [SEEN_CLEAR] = "DELETE FROM temp.seen",
    [HELD_ADD] = "INSERT INTO temp.held (role, key, data)"
		 " VALUES (:role, :key, :data)",
    [HELD_NEXT] =
	"SELECT position, data FROM temp.held h WHERE position > :after"
	" AND +role = :role AND NOT EXISTS (SELECT 1 FROM temp.held e"
	" WHERE e.role = h.role AND e.key = h.key"
	" AND e.position < h.position) ORDER BY position LIMIT 1",
    [HELD_SAME] = "SELECT position, data FROM temp.held WHERE role = :role"
		  " AND key = :key AND position > :after"
		  " ORDER BY position LIMIT 1",
    [HELD_NAMED] = "UPDATE temp.held SET named = 1"
		   " WHERE role = :role AND key = :key",
    [HELD_UNNAMED] =
	"SELECT position, data FROM temp.held h WHERE position > :after"
	" AND +role = :role AND named = 0 AND NOT EXISTS"
	" (SELECT 1 FROM temp.held e WHERE e.role = h.role"
	" AND e.key = h.key AND e.position < h.position)"
	" ORDER BY position LIMIT 1",
    [HELD_CLEAR] = "DELETE FROM temp.held",
    [MISSING] =
	"SELECT service FROM identity" IS_MISSING " ORDER BY source_key",
    [MISSING_COUNT] = "SELECT count(*) FROM identity" IS_MISSING,
    [MISSING_CHANGES] =
	"INSERT INTO change (run, service, field, old, new)"
	" SELECT :run, service, 'state', 'live', 'withdrawn' FROM identity" IS_MISSING,
    [MISSING_SERVICES] =
	"UPDATE service SET gone = 1, withdrawn = :day WHERE service IN"
	" (SELECT service FROM identity" IS_MISSING ")",
    [MISSING_IDENTITIES] = "UPDATE identity SET gone = 1" IS_MISSING,
    [LIVE_COUNT] = "SELECT count(*) FROM identity"
		   " WHERE feed = :feed AND gone = 0",
    [MISSING_NAMED_AGAIN] =
	"SELECT count(*) FROM (SELECT name FROM service WHERE service IN"
	" (SELECT service FROM identity" IS_MISSING ")"
	" INTERSECT SELECT name FROM service WHERE service IN"
	" (SELECT service FROM change WHERE run = :run"
	" AND field = 'state' AND new = 'added'))",
    [ADDED] = "SELECT service FROM change WHERE run = :run"
	      " AND field = 'state' AND new = 'added'",
    [PAIR_ADD] = "INSERT INTO temp.pair (likeness, service, added) VALUES"
		 " (:likeness, :service, :added) ON CONFLICT DO NOTHING",
    [PAIR_CLEAR] = "DELETE FROM temp.pair",
    [PAIRS] = "SELECT max(CASE added WHEN 0 THEN service END),"
	      " max(CASE added WHEN 1 THEN service END) FROM temp.pair"
	      " GROUP BY likeness HAVING sum(added = 0) = 1"
	      " AND sum(added = 1) = 1 ORDER BY 1, 2",

    [SERVICE_ADD] =
	"INSERT INTO service (uuid, code, feed, organization, gone,"
	" withdrawn, " SERVICE_NUMBERS ", " SERVICE_TEXTS ") VALUES (:uuid,"
	" :code, :feed, :organization, :gone, :withdrawn, :kind, :status,"
	" :checked, :modified, :collected, :modes, :public_address,"
	" :hide_address, :source_id, :own_uuid, :name, :alternate_name,"
	" :summary, :description, :url, :email, :fees, :referral,"
	" :eligibility, :hours, :wait, :access, :status_note, :org_id,"
	" :org_name, :org_description, :org_url, :org_email, :org_charity,"
	" :org_company)",
    [SERVICE_UPDATE] =
	"UPDATE service SET organization = coalesce(:organization,"
	" organization), gone = :gone,"
	" withdrawn = :withdrawn, kind = :kind, status = :status,"
	" checked = :checked, modified = :modified, collected = :collected,"
	" modes = :modes, public_address = :public_address,"
	" hide_address = :hide_address, source_id = :source_id,"
	" own_uuid = :own_uuid, name = :name,"
	" alternate_name = :alternate_name, summary = :summary,"
	" description = :description, url = :url, email = :email,"
	" fees = :fees, referral = :referral, eligibility = :eligibility,"
	" hours = :hours, wait = :wait, access = :access,"
	" status_note = :status_note, org_id = :org_id,"
	" org_name = :org_name, org_description = :org_description,"
	" org_url = :org_url, org_email = :org_email,"
	" org_charity = :org_charity, org_company = :org_company"
	" WHERE service = :service",
    [SERVICE_GONE] = "UPDATE service SET gone = :gone, withdrawn = :withdrawn"
		     " WHERE service = :service",
    [SERVICE_BY_ROW] = "SELECT " SERVICE_COLUMNS " WHERE s.service = :service",
    [SERVICE_BY_UUID] = "SELECT service, feed FROM service"
			" WHERE uuid = :uuid",
    [SERVICE_DELETE] = "DELETE FROM service WHERE service = :service",
    [SERVICES_PUBLISHED] = "SELECT " SERVICE_COLUMNS " ORDER BY s.service",
    [SERVICES_PUBLISHED_OF] =
	"SELECT " SERVICE_COLUMNS " WHERE s.feed = :feed OR s.service IN"
	" (SELECT j.lead FROM joined j JOIN service x USING (service)"
	" WHERE x.feed = :feed) ORDER BY s.service",
    [FEED_COUNTS] =
	"SELECT count(*), (SELECT count(DISTINCT record) FROM problem"
	" WHERE kind = 2 AND run = (SELECT max(run) FROM run r WHERE r.feed"
	" = :feed AND outcome = 'done')), coalesce((SELECT refused FROM run r"
	" WHERE r.feed = :feed AND outcome = 'done'"
	" ORDER BY run DESC LIMIT 1), 0)"
	" FROM service s WHERE feed = :feed AND gone = 0 AND NOT EXISTS"
	" (SELECT 1 FROM decision d WHERE d.uuid = s.uuid AND undone = 0"
	" AND d.kind = 'hide')",

    [CHANGE_ADD] =
	"INSERT INTO change (run, service, field, old, new) VALUES (:run,"
	" :service, :field, :old, :new) ON CONFLICT DO NOTHING",
    [CHANGES_OF_RUN] = "SELECT field FROM change WHERE run = :run"
		       " AND field <> 'withdrawn'",
    [CHANGES_DELETE] = "DELETE FROM change WHERE run = :run"
		       " AND service = :service",

    [HISTORY_OF_RUN] =
	"SELECT c.service, s.code, s.uuid, s.name, c.field, c.old, c.new, "
	WORDS("c.old") ", " WORDS("c.new") ", c.field IN ('phone',"
	" 'location', 'service_area', 'category', 'service_type',"
	" 'rules', 'schedule', 'language')"
	" FROM change c JOIN service s USING (service) WHERE c.run = :run"
	/* As the key has them: to sort those of a large run takes memory. */
	" ORDER BY c.service, c.field",
    [IDENTITY_PUT_BACK] =
	"UPDATE identity SET said = zeroblob(32), gone = :gone,"
	" source_key = coalesce(:source_key, source_key)"
	" WHERE feed = :feed AND service = :service",
    [PHONES_PUT_BACK] =
	"INSERT INTO phone (service, position, given, number, show,"
	" extension, description, text) SELECT :service, key, "
	PART("given") ", " PART("number") ", " PART("show") ", "
	PART("extension") ", " PART("description") ", " PART("text")
	" FROM json_each(:entries)",
    [LOCATIONS_PUT_BACK] =
	"INSERT INTO location (service, position, source_id, name,"
	" address_1, city, county, postal_code, postcode_given,"
	" accessibility, position_from, latitude, longitude, district, ward)"
	" SELECT :service, key, " PART("source_id") ", " PART("name") ", "
	PART("address_1") ", " PART("city") ", " PART("county") ", "
	PART("postal_code") ", " PART("postcode_given") ", "
	PART("accessibility") ", " PART("position_from") ", "
	PART("latitude") ", " PART("longitude") ", " PART("district") ", "
	PART("ward") " FROM json_each(:entries)",
    [AREAS_SERVED_PUT_BACK] =
	"INSERT INTO service_area (service, position, code, name, national)"
	" SELECT :service, key, " PART("code") ", " PART("name") ", "
	PART("national") " FROM json_each(:entries)",
    [CATEGORIES_PUT_BACK] =
	"INSERT INTO category (service, position, scheme, code, label)"
	" SELECT :service, key, " PART("scheme") ", " PART("code") ", "
	PART("label") " FROM json_each(:entries)",
    [TYPES_PUT_BACK] =
	"INSERT INTO service_type (service, position, type, given_by, words)"
	" SELECT :service, key, " PART("type") ", " PART("given_by") ", "
	PART("words") " FROM json_each(:entries)",
    [RULES_PUT_BACK] =
	"INSERT INTO eligibility (service, position, dimension, value,"
	" from_field, sentence) SELECT :service, key, " PART("dimension")
	", " PART("value") ", " PART("from_field") ", " PART("sentence")
	" FROM json_each(:entries)",
    [OPENINGS_PUT_BACK] =
	"INSERT INTO schedule (service, position, weekday, opens_at,"
	" closes_at, description) SELECT :service, key, " PART("weekday")
	", " PART("opens_at") ", " PART("closes_at") ", "
	PART("description") " FROM json_each(:entries)",
    [LANGUAGES_PUT_BACK] =
	"INSERT INTO language (service, position, code)"
	" SELECT :service, key, " PART("code") " FROM json_each(:entries)",

    [DECISION_ADD] =
	"INSERT INTO decision (uuid, kind, field, value, reason, until,"
	" made) VALUES (:uuid, :kind, :field, :value, :reason, :until,"
	" :made)",
    [DECISION_END] = "UPDATE decision SET undone = :now WHERE undone = 0"
		     " AND uuid = :uuid AND kind = :kind AND field IS :field",
    [DECISIONS_END] = "UPDATE decision SET undone = :now WHERE undone = 0"
		      " AND uuid = :uuid RETURNING decision",
    [DECISIONS_OF] = "SELECT kind, field, value FROM decision WHERE undone = 0"
		     " AND uuid = :uuid ORDER BY decision",
    [DECISIONS] =
	"SELECT s.code, f.id, s.name, d.kind, d.field, d.value, d.reason,"
	" d.until, d.made FROM decision d JOIN service s USING (uuid)"
	" JOIN feed f USING (feed) WHERE d.undone = 0 ORDER BY d.decision",
    [DECISIONS_LAPSED] =
	"UPDATE decision SET undone = :now WHERE undone = 0 AND until <> 0"
	" AND until < :today RETURNING decision",
    [MOVED] = "SELECT s.code, l.code FROM joined j JOIN service s"
	      " USING (service) JOIN service l ON l.service = j.lead"
	      " WHERE j.service <> j.lead ORDER BY s.code",
    [META_VOCABULARY] = "SELECT value FROM meta WHERE name = 'vocabulary'",
    [META_VOCABULARY_SET] =
	"INSERT INTO meta (name, value) VALUES ('vocabulary', :value)"
	" ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    [SERVICE_AFTER] = "SELECT service FROM service WHERE service > :service"
		      " ORDER BY service LIMIT 1",
    /* SQLite takes the bare columns from the row that has the minimum. */
    [FEED_CATEGORIES] =
	"SELECT c.scheme, c.code, c.label, count(DISTINCT c.service),"
	" min(c.service), s.code, s.name FROM service s JOIN category c"
	" USING (service) WHERE s.feed = :feed AND s.gone = 0"
	" AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.uuid = s.uuid"
	" AND d.kind = 'hide' AND d.undone = 0) GROUP BY c.scheme, c.code, c.label"
	" ORDER BY 4 DESC, c.label, c.scheme, c.code",
    [META_JOINING] = "SELECT value FROM meta WHERE name = 'joining'",
    [META_JOINING_SET] = "UPDATE meta SET value = :value"
			 " WHERE name = 'joining'",
    /* What closed is another matter: a new one is not the same.  What was
     * undone never was. */
    [COMPARED_SERVICES] =
	"SELECT service, feed, gone, kind, own_uuid, name, alternate_name,"
	" coalesce(description, summary), url, email, hours, org_id,"
	" org_name, org_url, org_email, org_charity, org_company FROM service"
	" WHERE gone < 3 ORDER BY service",
    [COMPARED_PHONES] = "SELECT service, number FROM phone"
			" WHERE number IS NOT NULL"
			" ORDER BY service, position",
    [COMPARED_LOCATIONS] =
	"SELECT service, city, county, postal_code, position_from, latitude,"
	" longitude FROM location ORDER BY service, position",
    [COMPARED_AREAS] = "SELECT service, name FROM service_area"
		       " WHERE name IS NOT NULL ORDER BY service, position",
    [COMPARED_TYPES] = "SELECT service, type FROM service_type"
		       " ORDER BY service, position",
    [COMPARED_RULES] = "SELECT service, dimension, value FROM eligibility"
		       " ORDER BY service, position",
    [COMPARED_OPENINGS] = "SELECT service, weekday, opens_at, closes_at"
			  " FROM schedule ORDER BY service, position",
    [COMPARE_CLEAR] = "DELETE FROM temp.compared",
    [COMPARE_KEEP] = "INSERT INTO temp.compared (service, data) VALUES"
		     " (:service, :data)",
    [COMPARE_FIND] = "SELECT data FROM temp.compared"
		     " WHERE service = :service",
    [COMPARE_KEYS_CLEAR] = "DELETE FROM temp.compared_key",
    [COMPARE_KEY_ADD] = "INSERT INTO temp.compared_key (key, position,"
			" service) VALUES (:key, :order, :service)",
    [COMPARE_KEYS] = "SELECT key, service FROM temp.compared_key"
		     " ORDER BY key, position, service",
    [JOINED_CLEAR] = "DELETE FROM joined",
    [JOINED_ADD] = "INSERT INTO joined (service, lead) VALUES (:service,"
		   " :lead)",
    [JOINED_COUNT] =
	"SELECT count(*) FROM (SELECT lead FROM joined j JOIN service s"
	" USING (service) WHERE s.gone = 0 GROUP BY lead"
	" HAVING count(*) > 1)",
    [JOINED_OF] = "SELECT " SERVICE_COLUMNS " JOIN joined j"
		  " ON j.service = s.service WHERE j.lead = :lead"
		  " ORDER BY s.service",
    [JOINED_LEAD] = "SELECT lead FROM joined WHERE service = :service",
    [PAIR_DECISION_PUT] =
	"INSERT INTO pair_decision (one, other, same, made) VALUES (:one,"
	" :other, :same, :made) ON CONFLICT (one, other) DO UPDATE SET"
	" same = excluded.same, made = excluded.made",
    [PAIR_DECISION_END] = "DELETE FROM pair_decision WHERE one = :one"
			  " AND other = :other RETURNING same",
    [PAIR_DECISIONS] =
	"SELECT a.service, a.code, a.name, b.service, b.code, b.name,"
	" d.same, d.made FROM pair_decision d JOIN service a"
	" ON a.uuid = d.one JOIN service b ON b.uuid = d.other"
	" ORDER BY d.one, d.other",
    [HELPLINES_CLEAR] = "DELETE FROM helpline",
    [HELPLINE_SCHEDULES_CLEAR] = "DELETE FROM helpline_schedule",
    [HELPLINE_ADD] =
	"INSERT INTO helpline (helpline, name, number, text_number, nation,"
	" hours, summary, who, cost, source, verified) VALUES (:helpline,"
	" :name, :number, :text_number, :nation, :hours, :summary, :who,"
	" :cost, :source, :verified)",
    [HELPLINE_OPENING_ADD] =
	"INSERT INTO helpline_schedule (helpline, position, weekday,"
	" opens_at, closes_at, description) VALUES (:helpline, :position,"
	" :weekday, :opens_at, :closes_at, :description)",
    [HELPLINES] = "SELECT helpline, name, number, text_number, nation,"
		  " hours, summary, who, cost, source, verified"
		  " FROM helpline ORDER BY helpline",
    [HELPLINE_OPENINGS] = "SELECT weekday, opens_at, closes_at, description"
			  " FROM helpline_schedule WHERE helpline = :helpline"
			  " ORDER BY position",
};
