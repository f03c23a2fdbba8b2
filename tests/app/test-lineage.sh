#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The lineage at the command line: how an answer was found, step by step, and two lineages side by side.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

demo=$folder/demo
case_file=$folder/case.recount
set_up demo "$demo" --inferences 2000 --seed 5
make_case "$case_file" "$demo"
set_up verify "$case_file"

# --- Step by step ---
cli lineage "$case_file" KA-2026-000403 --explain model-version --json
is "$(look each /slots slot)" model-version '--explain: one question only'
has_members /slots/0 slot,standing,undecided,rung,answers,steps '--explain: keys of a question'
has_members /slots/0/steps/0 kind,text,records 'keys of a step'
matches "$(look each /slots/0/steps text)" 'First, an explicit version: .* names “kreditcheck/3”' 'the way that led to the version'
matches "$(look each /slots/0/steps text)" 'D-0003 \(kreditcheck/4\) is of this place and is left out: it began only after' 'a deployment that was left out, and why'
matches "$(look each /slots/0/steps text)" 'has the same digest .* as the inference.s own record' 'an entry that a digest led to'
is "$(look each /slots/0/steps kind | tail -1)" weighed 'the last step weighs'
matches "$(look each /slots/0/steps text | tail -1)" 'covered by a seal that holds, by an accepted key' 'and says why the standing is so'

cli lineage "$case_file" KA-2026-000403 --json
is "$(look names /slots/0 | tr ',' '\n' | grep -c steps || true)" 0 'without --explain there are no steps'

cli lineage "$case_file" KA-2026-000403 --explain card
matches "$out" 'How this was found:' 'in text: the steps'
matches "$out" 'is left out: it is dated 2026-05-06T00:00:00Z, after the inference .*\[[0-9]*:[0-9]*\]' 'in text: the card that came later, with its record'
cli lineage "$case_file" KA-2026-000403 --explain nothing
is "$code" 64 '--explain: a question that there is none of'

cli lineage "$case_file" KA-2026-000403 --explain model-version --known-at 2026-05-01 --json
matches "$(look each /slots/0/steps text)" '“deployment” is left out: it is dated 2026-0[67].*after the time asked for' \
        '--known-at: what was recorded later is told to be left out'

# --- Side by side ---
cli compare "$case_file" KA-2026-000403 KA-2026-001500 --json
is "$code" 0 'compare: 0'
has_members '' left,right,counts,slots 'compare: keys'
has_members /slots/0 slot,question,relation,left,right 'compare: keys of a question'
is "$(look each /slots slot relation | grep '^endpoint	')" 'endpoint	same' 'the same endpoint'
is "$(look each /slots slot relation | grep '^model-version	')" 'model-version	differs' 'another version'
cli lineage "$case_file" KA-2026-000403 --json
n=$(look each /slots slot | wc -l)
cli compare "$case_file" KA-2026-000403 KA-2026-000403 --at 2026-12-01 --at 2026-12-01 --json
is "$(look each /slots relation | grep -c '^same$\|^neither$')" "$n" 'an inference is like itself'
cli compare "$case_file" KA-2026-000403 --at 2026-03-01 --at 2026-12-01 --json
is "$(look each /slots slot relation | grep '^output	')" 'output	only-right' 'before its day nothing was known of it'

LC_ALL=C.UTF-8 "$RECOUNT_CLI" compare "$case_file" KA-2026-000403 KA-2026-001500 >"$folder/out" 2>"$folder/err"
is "$([ "$(wc -L <"$folder/out")" -le 100 ] && echo narrow)" narrow 'no line is wider than 100 columns'
matches "$(cat "$folder/out")" '≠ kreditcheck/3 *│ *≠ kreditcheck/4' 'both answers stand on one line'
cli compare "$case_file" KA-2026-000403
is "$code" 64 'one inference without two times is no comparison'
cli compare "$case_file" KA-2026-000403 KA-2026-001500 --at 2026-12-01
is "$code" 64 '--at once is ambiguous'
cli compare "$case_file" KA-2026-000403 no-such-event
is "$code" 2 'compare with nothing: 2'
is_one_sentence 'and says so in one sentence'

plan
