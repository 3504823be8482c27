# The directory that ./run shows; NOTICE and samples/README.md say whose.
EXTRA_DIST += \
	samples/README.md \
	samples/gm-food-banks.xml \
	samples/national-helplines.xml \
	samples/nhs-mental-health-hospitals.xml \
	samples/signpost.conf \
	samples/trafford-charities.xml \
	samples/trafford-mental-health.xml \
	samples/urgent.conf
