#include "schema/record_statements.h"

#include <stddef.h>

/* What a listing has several of: phones, places, rules, hours and so on. */
const char *const record_row_sql[N_RECORD_STATEMENTS] = {
    [PHONE_ADD] =
	"INSERT INTO phone (service, position, given, number, show,"
	" extension, description, text) VALUES (:service, :position, :given,"
	" :number, :show, :extension, :description, :text)",
    [PHONES] = "SELECT given, number, show, extension, description, text"
	       " FROM phone WHERE service = :service ORDER BY position",
    [PHONES_OF_ALL] = "SELECT service, given, number, show, extension, description,"
	" text FROM phone ORDER BY service, position",
    [PHONES_DELETE] = "DELETE FROM phone WHERE service = :service",
    [LOCATION_ADD] =
	"INSERT INTO location (service, position, source_id, name,"
	" address_1, city, county, postal_code, postcode_given,"
	" accessibility, position_from, latitude, longitude, district, ward)"
	" VALUES (:service, :position, :source_id, :name, :address_1, :city,"
	" :county, :postal_code, :postcode_given, :accessibility,"
	" :position_from, :latitude, :longitude, :district, :ward)",
    [LOCATIONS] =
	"SELECT source_id, name, address_1, city, county, postal_code,"
	" postcode_given, accessibility, position_from, latitude, longitude,"
	" district, ward FROM location WHERE service = :service"
	" ORDER BY position",
    [LOCATIONS_OF_ALL] = "SELECT service, source_id, name, address_1, city, county,"
	" postal_code, postcode_given, accessibility, position_from,"
	" latitude, longitude, district, ward FROM location ORDER BY"
	" service, position",
    [LOCATIONS_DELETE] = "DELETE FROM location WHERE service = :service",
    [AREA_SERVED_ADD] =
	"INSERT INTO service_area (service, position, code, name, national)"
	" VALUES (:service, :position, :code, :name, :national)",
    [AREAS_SERVED] = "SELECT code, name, national FROM service_area"
		     " WHERE service = :service ORDER BY position",
    [AREAS_SERVED_OF_ALL] = "SELECT service, code, name, national FROM service_area ORDER"
	" BY service, position",
    [AREAS_SERVED_DELETE] = "DELETE FROM service_area"
			    " WHERE service = :service",
    [CATEGORY_ADD] =
	"INSERT INTO category (service, position, scheme, code, label)"
	" VALUES (:service, :position, :scheme, :code, :label)",
    [CATEGORIES] = "SELECT scheme, code, label FROM category"
		   " WHERE service = :service ORDER BY position",
    [CATEGORIES_OF_ALL] = "SELECT service, scheme, code, label FROM category ORDER BY"
	" service, position",
    [CATEGORIES_DELETE] = "DELETE FROM category WHERE service = :service",
    [TYPE_ADD] =
	"INSERT INTO service_type (service, position, type, given_by, words)"
	" VALUES (:service, :position, :type, :given_by, :words)",
    [TYPES] = "SELECT type, given_by, words FROM service_type"
	      " WHERE service = :service ORDER BY position",
    [TYPES_OF_ALL] = "SELECT service, type, given_by, words FROM service_type"
	" ORDER BY service, position",
    [TYPES_DELETE] = "DELETE FROM service_type WHERE service = :service",
    [RULE_ADD] =
	"INSERT INTO eligibility (service, position, dimension, value,"
	" from_field, sentence) VALUES (:service, :position, :dimension,"
	" :value, :from_field, :sentence)",
    [RULES] = "SELECT dimension, value, from_field, sentence"
	      " FROM eligibility WHERE service = :service ORDER BY position",
    [RULES_OF_ALL] = "SELECT service, dimension, value, from_field, sentence FROM"
	" eligibility ORDER BY service, position",
    [RULES_DELETE] = "DELETE FROM eligibility WHERE service = :service",
    [OPENING_ADD] =
	"INSERT INTO schedule (service, position, weekday, opens_at,"
	" closes_at, description) VALUES (:service, :position, :weekday,"
	" :opens_at, :closes_at, :description)",
    [OPENINGS] = "SELECT weekday, opens_at, closes_at, description"
		 " FROM schedule WHERE service = :service ORDER BY position",
    [OPENINGS_OF_ALL] = "SELECT service, weekday, opens_at, closes_at, description"
	" FROM schedule ORDER BY service, position",
    [OPENINGS_DELETE] = "DELETE FROM schedule WHERE service = :service",
    [LANGUAGE_ADD] = "INSERT INTO language (service, position, code) VALUES"
		     " (:service, :position, :code)",
    [LANGUAGES] = "SELECT code FROM language WHERE service = :service"
		  " ORDER BY position",
    [LANGUAGES_OF_ALL] = "SELECT service, code FROM language ORDER BY service,"
	" position",
    [LANGUAGES_DELETE] = "DELETE FROM language WHERE service = :service",
};
