dist_man_MANS += \
	man/signpost-api.7 \
	man/signpost-import.8 \
	man/signpost-mapping.5 \
	man/signpost.conf.5 \
	man/signpostd.8
