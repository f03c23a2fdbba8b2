#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the program says that each system can show, cannot show, and which export to ask for: complete, and the same in the README.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

cli importers --systems --json
is "$code" 0 'importers --systems: 0'
look at /id /name /evidences /lacks /export >"$folder/systems"
tab=$(printf '\t')
while IFS=$tab read -r id name evidences lacks export; do
  matches "$(grep -F "| $name |" "$RECOUNT_SOURCE/README.md" || true)" "^| $name | " "README: a row for $id"
  is "$(grep -F "| $name |" "$RECOUNT_SOURCE/README.md" || true)" "| $name | $evidences | $lacks | $export |" "README: what $id shows, lacks, and is asked for"
done <"$folder/systems"

for system in mlflow kubeflow kitops wandb comet datarobot dvc databricks; do
  matches "$(cut -f 1 "$folder/systems")" "^$system\$" "a system $system"
done

# Each question that is asked about is one of the lineage's, and once; each system is read by something.
make_demo "$folder/demo" --inferences 20
make_case "$folder/case.recount" "$folder/demo"
cli list "$folder/case.recount" --limit 1 --json
event=$(look at /id)
cli lineage "$folder/case.recount" "$event" --json
look each /slots slot | LC_ALL=C sort >"$folder/slots"
cli importers --systems --json
look each /asks slot | LC_ALL=C sort -u >"$folder/asked"
is "$(LC_ALL=C comm -13 "$folder/slots" "$folder/asked")" '' 'only questions of the lineage are asked about'
lacks "$(look at /importers)" '^\[\]$' 'no system without an importer'
cli importers --systems
matches "$out" '^MLflow$' 'importers --systems: as text'

plan
