EXTRA_DIST += \
	contrib/make-places.py \
	contrib/make-samples.py
EXTRA_DIST += contrib/make-places.py
EXTRA_DIST += contrib/prepare.sh
