# Writes text files as a C table of struct embedded (base/embed.h).
#
#	LC_ALL=C awk -v table=NAME -v root=FOLDER/ -f embed.awk FILE...
#
# A file is named by its path without "root".  Every line ends in a newline,
# the last one too; a file that holds a NUL does not belong here.  A style
# sheet is sent with every page: its lines are joined, without indentation and
# without those that are comment alone.

BEGIN {
	print "/* Made by base/embed.awk; edits are lost. */"
	print "#include \"base/embed.h\""
	print ""
	printf "extern const struct embedded %s[];\n", table
	printf "const struct embedded %s[] = {\n", table
	for (i = 1; i < ARGC; i++)
		embed(ARGV[i])
	print "\t{0}"
	print "};"
	exit failed
}

function embed(path,    name, line, end, bytes, result)
{
	name = path
	if (substr(name, 1, length(root)) == root)
		name = substr(name, length(root) + 1)
	while (substr(name, 1, 2) == "./")
		name = substr(name, 3)
	printf "\t{\"%s\",\n", name
	bytes = 0
	end = path ~ /\.css$/ ? "" : "\\n"
	while ((result = (getline line < path)) > 0) {
		if (end == "") {
			sub(/^[ \t]+/, "", line)
			if (line == "" || line ~ /^\/\*[^*]*\*\/$/)
				continue
		}
		bytes += length(line) + (end != "")
		gsub(/[\\"?]/, "\\\\&", line)
		gsub(/\t/, "\\t", line)
		gsub(/\r/, "\\r", line)
		printf "\t    \"%s%s\"\n", line, end
	}
	close(path)
	if (result < 0) {
		print path ": cannot be read" > "/dev/stderr"
		failed = 1
	}
	if (bytes == 0)
		print "\t    \"\""
	printf "\t    , %d},\n", bytes
}
