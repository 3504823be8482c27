#include "schema/place.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/compiler.h"
#include "base/utf8.h"

/* Mean radius of the Earth R1, metres (IUGG). */
#define EARTH_RADIUS_M 6371009.0

/* Both ends of the National Grid, metres. */
#define GRID_MAX_EASTING  700000.0
#define GRID_MAX_NORTHING 1300000.0

/* An ellipsoid: half axes in metres. */
struct ellipsoid {
	double a, b;
};

static const struct ellipsoid airy_1830 = {6377563.396, 6356256.909};
static const struct ellipsoid wgs84 = {6378137.000, 6356752.3141};

static double
to_radians(double degrees)
{
	return degrees * (M_PI / 180);
}

static double
to_degrees(double radians)
{
	return radians * (180 / M_PI);
}

/* Copies what fits, whole characters only. */
static void
name_copy(char out[PLACE_MAX_NAME], const char *name)
{
	size_t length = utf8_clip(name, PLACE_MAX_NAME - 1);

	memmove(out, name, length);
	out[length] = '\0';
}

/* Cuts "tail" off the end where something is left before it. */
static bool
drop_tail(char *name, const char *tail)
{
	size_t length = strlen(name), cut = strlen(tail);

	if (length <= cut || strcmp(name + length - cut, tail) != 0)
		return false;
	name[length - cut] = '\0';
	return true;
}

static bool
drop_head(char *name, const char *head)
{
	size_t cut = strlen(head);

	if (strncmp(name, head, cut) != 0 || name[cut] == '\0')
		return false;
	memmove(name, name + cut, strlen(name + cut) + 1);
	return true;
}

/* "Glasgow City", but never "Hulme and City": one word must stand before. */
static void
drop_city(char *name)
{
	const char *space = strchr(name, ' ');

	if (space != NULL && strcmp(space, " City") == 0)
		drop_tail(name, " City");
}

void
place_plain_name(const char *official, char out[PLACE_MAX_NAME])
{
	static const char *const tails[] = {", City of", ", County of",
	    " Council", " Metropolitan Borough", " London Borough",
	    " London Boro", " Borough", " District", " County"};
	static const char *const heads[] = {"The City of ", "City of ",
	    "County of ", "London Borough of ", "Royal Borough of ", "the "};
	char *welsh;
	size_t i;

	name_copy(out, official);
	drop_tail(out, " (DET)"); /* Ordnance Survey: a detached part */
	drop_tail(out, " (B)");   /* ... a borough */
	/* Of a ward everything else is its name. */
	if (drop_tail(out, " Ward") || drop_tail(out, " ED"))
		return;
	/* "City of London" is a name: London is something else. */
	if (strstr(out, "City of London") != NULL) {
		name_copy(out, "City of London");
		return;
	}
	/* Welsh councils have both names; people type the second. */
	welsh = strstr(out, " - ");
	if (welsh != NULL)
		memmove(out, welsh + 3, strlen(welsh + 3) + 1);
	for (i = 0; i < ARRAY_LEN(tails); i++)
		drop_tail(out, tails[i]);
	drop_city(out);
	for (i = 0; i < ARRAY_LEN(heads); i++)
		drop_head(out, heads[i]);
}

void
place_slug(const char *name, char out[PLACE_MAX_NAME])
{
	char plain[PLACE_MAX_NAME];
	char *folded;
	const char *c;
	size_t n = 0;

	place_plain_name(name, plain);
	folded = utf8_fold(plain);
	for (c = folded; *c != '\0' && n + 4 < PLACE_MAX_NAME; c++) {
		if ((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9')) {
			out[n++] = *c;
		} else if (*c == '&') {
			if (n > 0 && out[n - 1] != '-')
				out[n++] = '-';
			memcpy(out + n, "and", 3);
			n += 3;
		} else if (*c == '\'' || strncmp(c, "\xe2\x80\x99", 3) == 0) {
			c += *c == '\'' ? 0 : 2; /* "King's" is "kings" */
		} else if (n > 0 && out[n - 1] != '-') {
			out[n++] = '-';
		}
	}
	while (n > 0 && out[n - 1] == '-')
		n--;
	out[n] = '\0';
	free(folded);
}

double
place_distance_m(double lat1, double lon1, double lat2, double lon2)
{
	double south = sin(to_radians(lat2 - lat1) / 2);
	double west = sin(to_radians(lon2 - lon1) / 2);
	double h = south * south +
		   cos(to_radians(lat1)) * cos(to_radians(lat2)) * west * west;

	return 2 * EARTH_RADIUS_M * asin(sqrt(h < 1 ? h : 1));
}

/* The developed arc of the meridian from the true origin (annex C, (C3)). */
static double
meridian_arc(double b, double n, double lat, double lat0)
{
	double sum = lat + lat0, difference = lat - lat0;
	double n2 = n * n, n3 = n2 * n;

	return b *
	       ((1 + n + 1.25 * n2 + 1.25 * n3) * difference -
		   (3 * n + 3 * n2 + 2.625 * n3) * sin(difference) * cos(sum) +
		   (1.875 * n2 + 1.875 * n3) * sin(2 * difference) *
		       cos(2 * sum) -
		   (35.0 / 24) * n3 * sin(3 * difference) * cos(3 * sum));
}

/* National Grid to latitude and longitude on Airy 1830 (annex C.2). */
static void
grid_to_airy(double easting, double northing, double *lat, double *lon)
{
	const double f0 = 0.9996012717, e0 = 400000, n0 = -100000;
	const double lat0 = to_radians(49), lon0 = to_radians(-2);
	const double a = airy_1830.a * f0, b = airy_1830.b * f0;
	const double e2 = 1 - (b * b) / (a * a), n = (a - b) / (a + b);
	double phi = lat0, arc = 0, nu, rho, eta2, t, t2, x, sine, sec;

	do {
		phi += (northing - n0 - arc) / a;
		arc = meridian_arc(b, n, phi, lat0);
	} while (fabs(northing - n0 - arc) >= 0.00001);
	sine = sin(phi);
	nu = a / sqrt(1 - e2 * sine * sine);
	rho = a * (1 - e2) / pow(1 - e2 * sine * sine, 1.5);
	eta2 = nu / rho - 1;
	t = tan(phi);
	t2 = t * t;
	sec = 1 / cos(phi);
	x = easting - e0;
	*lat = phi - t / (2 * rho * nu) * pow(x, 2) +
	       t / (24 * rho * pow(nu, 3)) *
		   (5 + 3 * t2 + eta2 - 9 * t2 * eta2) * pow(x, 4) -
	       t / (720 * rho * pow(nu, 5)) * (61 + 90 * t2 + 45 * t2 * t2) *
		   pow(x, 6);
	*lon = lon0 + sec / nu * x -
	       sec / (6 * pow(nu, 3)) * (nu / rho + 2 * t2) * pow(x, 3) +
	       sec / (120 * pow(nu, 5)) * (5 + 28 * t2 + 24 * t2 * t2) *
		   pow(x, 5) -
	       sec / (5040 * pow(nu, 7)) *
		   (61 + 662 * t2 + 1320 * t2 * t2 + 720 * t2 * t2 * t2) *
		   pow(x, 7);
}

/* OSGB36 to WGS84, both as latitude and longitude in radians, height 0. */
static void
osgb36_to_wgs84(double *lat, double *lon)
{
	/* The parameters of annex B for the other direction, negated. */
	const double tx = 446.448, ty = -125.157, tz = 542.060;
	const double s = 1 - 20.4894e-6, second = M_PI / (180 * 3600);
	const double rx = 0.1502 * second, ry = 0.2470 * second;
	const double rz = 0.8421 * second;
	double e2 =
	    1 - (airy_1830.b * airy_1830.b) / (airy_1830.a * airy_1830.a);
	double nu = airy_1830.a / sqrt(1 - e2 * sin(*lat) * sin(*lat));
	double x = nu * cos(*lat) * cos(*lon);
	double y = nu * cos(*lat) * sin(*lon);
	double z = nu * (1 - e2) * sin(*lat);
	double x2 = tx + x * s - y * rz + z * ry;
	double y2 = ty + x * rz + y * s - z * rx;
	double z2 = tz - x * ry + y * rx + z * s;
	double p = sqrt(x2 * x2 + y2 * y2), before;

	e2 = 1 - (wgs84.b * wgs84.b) / (wgs84.a * wgs84.a);
	*lat = atan2(z2, p * (1 - e2));
	do {
		before = *lat;
		nu = wgs84.a / sqrt(1 - e2 * sin(before) * sin(before));
		*lat = atan2(z2 + e2 * nu * sin(before), p);
	} while (fabs(*lat - before) > 1e-12);
	*lon = atan2(y2, x2);
}

bool
place_from_grid(double easting, double northing, double *lat, double *lon)
{
	/* "0, 0" is how sources write that they have no position. */
	if (!(easting > 0 && easting <= GRID_MAX_EASTING && northing > 0 &&
		northing <= GRID_MAX_NORTHING))
		return false;
	grid_to_airy(easting, northing, lat, lon);
	osgb36_to_wgs84(lat, lon);
	*lat = to_degrees(*lat);
	*lon = to_degrees(*lon);
	return true;
}

bool
place_plausible(double lat, double lon)
{
	/* Scilly to Unst, St Kilda to Lowestoft, and a little water. */
	return lat > 49.8 && lat < 60.95 && lon > -8.75 && lon < 1.85;
}
