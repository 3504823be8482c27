EXTRA_DIST += \
	contrib/make-places.py \
	contrib/make-samples.py
