#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every file of the corpus of foreign formats, where it is present: imported and verified without a crash, each kept byte for byte,
# and understood at least as far as this table says. The whole table is told in remarks.
set -eu
. "$(dirname "$0")/tap.sh"

if [ ! -d "${RECOUNT_CORPUS:-}" ]; then
  skip 'the corpus is not here' 'import of the corpus'
  plan
  exit
fi
. "$(dirname "$0")/cli.sh"

case_file=$folder/corpus.recount
set_up new "$case_file" --title Corpus --unsigned
cli import "$case_file" "$RECOUNT_CORPUS" --json
is "$code $(look at /refused)" '0 []' 'every file can be read'
look each /sources name importer sha256 >"$folder/sources"

# Files as they lie in the corpus; what was taken out of containers and databases has a ! in its name.
base=$(basename "$RECOUNT_CORPUS")
grep -v '^[^	]*!' "$folder/sources" | sed "s/^$base\///" >"$folder/files"
awk -F '\t' '{ print $3 "  " $1 }' "$folder/files" >"$folder/sums"
if (cd "$RECOUNT_CORPUS" && sha256sum --check --strict --quiet "$folder/sums") >"$folder/differ" 2>&1; then
  pass 'every file is kept byte for byte'
else
  fail 'every file is kept byte for byte'
  explain "$(head "$folder/differ")"
fi
is "$(wc -l <"$folder/files")" "$(find "$RECOUNT_CORPUS" -type f | wc -l)" 'every file is a source'

# The notes on where the files come from are none of them.
understood () { # beginning of the path, ending
  awk -F '\t' -v begin="$1" -v end="$2" '
    index ($1, begin) == 1 && $1 !~ /(^|\/)ORIGIN\.md$/ && substr ($1, length ($1) - length (end) + 1) == end { all++; known += $2 != "null" }
    END { print known + 0 " of " all + 0 }' "$folder/files"
}

all_understood () { # beginning of the path, ending, name
  count=$(understood "$1" "$2")
  if [ "${count%% *}" -gt 0 ] && [ "${count%% *}" -eq "${count##* }" ]; then
    pass "$3: $count"
  else
    fail "$3: $count"
    explain "$(awk -F '\t' -v begin="$1" 'index ($1, begin) == 1 && $2 == "null"' "$folder/files")"
  fi
}

all_understood mlflow/ .db "MLflow's SQLite stores"
all_understood model-cards/huggingface/ .md "Hugging Face model cards"
all_understood inference/ai-audit-chains/aiact-audit-log/ .jsonl 'logs of aiact-audit-log'

cut -d / -f 1 "$folder/files" | sort -u | while read -r name; do
  printf '# understood in %s: %s\n' "$name" "$(understood "$name/" '')"
done

cli verify "$case_file" --json
matches "$code" '^(1|3)$' 'verify judges it without a crash'
is "$(look at /records/failed)" 0 'what is stored is what was received'

plan
