#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Draws a sample again, as “recount-cli sample --algorithm” tells it, with nothing but public tools:
#
#   redraw.sh SEED N [STRATUM] <POPULATION
#
# POPULATION is what “recount-cli sample CASE population” writes; with --stratify it has the stratum in its last column. Prints the digest of
# the population, then the N lines that are drawn, in the order of the draw.
set -eu
LC_ALL=C
export LC_ALL

seed=$1
n=$2
stratum=${3-}

lines=$(mktemp)
trap 'rm -f "$lines"' EXIT
trap 'exit 1' HUP INT TERM

# The digest is over the first three columns of all lines, the draw over the lines of the stratum.
cat >"$lines"
cut -f1-3 "$lines" | sort -c
cut -f1-3 "$lines" | openssl dgst -sha256 -r | cut -c1-64
if [ $# -gt 2 ]; then
  key=$(printf '%s\n%s' "$seed" "$stratum" | openssl dgst -sha256 -r | cut -c1-64)
  STRATUM=$stratum awk -F '\t' '$4 == ENVIRON["STRATUM"]' "$lines" >"$lines.part"
  mv "$lines.part" "$lines"
else
  key=$(printf '%s' "$seed" | openssl dgst -sha256 -r | cut -c1-64)
fi

# Twelve bytes for each number are twice what is needed: words are passed over once in many thousands.
head -c $((12 * n + 6000)) /dev/zero |
  openssl enc -chacha20 -K "$key" -iv 000000004c6962736f6469756d445247 |
  od -An -v -tu1 -w6 |
  awk -v n="$n" -v population="$lines" '
    BEGIN { while ((getline line < population) > 0) member[++N] = line }
    j < n {
      word = 0
      for (i = 1; i <= 6; i++) word = word * 256 + $i
      left = N - j
      if (word >= 281474976710656 - 281474976710656 % left) next
      place = ++j + word % left
      kept = member[j]; member[j] = member[place]; member[place] = kept
      print member[j]
    }
    END { if (j < n) exit 1 }'
