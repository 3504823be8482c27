# The directory that ./run shows; NOTICE and samples/README.md say whose.
EXTRA_DIST += \
	samples/README.md \
	samples/council.html \
	samples/feeds.conf \
	samples/gm-food-banks.mapping \
	samples/gm-food-banks.xml \
	samples/national-helplines.mapping \
	samples/national-helplines.xml \
	samples/nhs-mental-health-hospitals.mapping \
	samples/nhs-mental-health-hospitals.xml \
	samples/signpost.conf \
	samples/trafford-charities.mapping \
	samples/trafford-charities.xml \
	samples/trafford-mental-health.mapping \
	samples/trafford-mental-health.xml \
	samples/urgent.conf
