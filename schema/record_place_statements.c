#include "schema/record_statements.h"

#include <stddef.h>

/* Areas, outcodes and postcodes of the gazetteer. */
const char *const record_place_sql[N_RECORD_STATEMENTS] = {
    [GAZETTEER_AREA_PUT] =
	"INSERT OR REPLACE INTO area (gss, kind, county, name, slug, parent,"
	" nation, official, placed, lat_e6, lon_e6) VALUES (:gss, :kind,"
	" :county, :name, :slug, :parent, :nation, :official, :placed,"
	" :lat_e6, :lon_e6)",
    [GAZETTEER_ALIAS_ADD] = "INSERT INTO area_alias (alias, gss, own) VALUES"
			    " (:alias, :gss, :own) ON CONFLICT DO NOTHING",
    [GAZETTEER_ALIASES_DELETE] = "DELETE FROM area_alias WHERE gss = :gss",
    [GAZETTEER_AREA_BY_GSS] =
	"SELECT gss, kind, county, name, slug, parent, placed, lat_e6,"
	" lon_e6 FROM area WHERE gss = :gss",
    /* A council before a ward of the same name, a country before both. */
    [GAZETTEER_AREA_BY_ALIAS] =
	"SELECT gss, kind, county, name, slug, parent, placed, lat_e6,"
	" lon_e6 FROM area_alias JOIN area USING (gss) WHERE alias = :alias"
	" ORDER BY CASE kind WHEN 5 THEN 0 WHEN 3 THEN 1 ELSE 2 END, own,"
	" gss LIMIT 3",
    [GAZETTEER_AREAS] = "SELECT gss, kind, county, name, slug, parent, placed,"
			" lat_e6, lon_e6 FROM area ORDER BY gss",
    [GAZETTEER_ALIASES] = "SELECT alias FROM area_alias"
			  " WHERE gss = :gss ORDER BY alias",
    [GAZETTEER_OUTCODE_PUT] =
	"INSERT INTO outcode (outcode, lat_e6, lon_e6, postcodes) VALUES"
	" (:outcode, :lat_e6, :lon_e6, :postcodes) ON CONFLICT (outcode) DO"
	" UPDATE SET lat_e6 = excluded.lat_e6, lon_e6 = excluded.lon_e6,"
	" postcodes = excluded.postcodes"
	" WHERE excluded.postcodes * 10 >= outcode.postcodes * 9"
	" RETURNING postcodes",
    [GAZETTEER_OUTCODE] = "SELECT lat_e6, lon_e6 FROM outcode"
			  " WHERE outcode = :outcode",
    [GAZETTEER_OUTCODES] = "SELECT outcode, lat_e6, lon_e6 FROM outcode"
			   " ORDER BY outcode",
    [GAZETTEER_OUTCODE_DISTRICT_ADD] =
	"INSERT INTO outcode_district (outcode, position, gss) VALUES"
	" (:outcode, :position, :gss)",
    [GAZETTEER_OUTCODE_DISTRICTS] =
	"SELECT gss FROM outcode_district"
	" WHERE outcode = :outcode ORDER BY position",
    [GAZETTEER_OUTCODE_DISTRICTS_DELETE] =
	"DELETE FROM outcode_district WHERE outcode = :outcode",
    [GAZETTEER_POSTCODE_PUT] =
	"INSERT OR REPLACE INTO postcode (postcode, lat_e6, lon_e6,"
	" district, ward) VALUES (:postcode, :lat_e6, :lon_e6, :district,"
	" :ward)",
    [GAZETTEER_POSTCODE] = "SELECT lat_e6, lon_e6, district, ward"
			   " FROM postcode WHERE postcode = :postcode",
    [GAZETTEER_POSTCODES] = "SELECT postcode, lat_e6, lon_e6, district, ward"
			    " FROM postcode ORDER BY postcode",
};
