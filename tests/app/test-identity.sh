#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the desktop sees of the program: the menu entry, the description, the settings, the type of a case file, the icon.
set -eu
. "$(dirname "$0")/tap.sh"
make_folder

id=org.recount.Recount
source=$RECOUNT_SOURCE/app/data
build=$RECOUNT_DATA

# Runs a program that says by its exit code what it thinks of a file.
accepts () { # name, program, arguments...
  name=$1
  shift
  if ! command -v "$1" >/dev/null 2>&1; then
    skip "no $1 here" "$name"
  elif answer=$("$@" 2>&1); then
    pass "$name"
  else
    fail "$name"
    explain "$answer"
  fi
}

accepts 'the menu entry keeps the rules' desktop-file-validate "$build/$id.desktop"
accepts 'the description keeps the rules' appstreamcli validate --no-net --explain "$build/$id.metainfo.xml"
accepts 'the settings keep the rules' glib-compile-schemas --strict --dry-run "$source"
accepts 'the file type is well-formed' xmllint --noout "$build/$id.xml"
matches "$(cat "$build/$id.metainfo.xml")" "release version=\"$RECOUNT_VERSION\"" 'the description knows this version'

# Words in the languages of the program

matches "$(cat "$build/$id.desktop")" '^Comment\[de\]=.' 'the menu entry speaks German'
matches "$(cat "$build/$id.desktop")" '^Comment\[fr\]=.' 'the menu entry speaks French'
matches "$(cat "$build/$id.metainfo.xml")" 'summary xml:lang="de"' 'the description speaks German'
matches "$(cat "$build/$id.xml")" 'comment xml:lang="fr"' 'the file type speaks French'
is "$(sed -n 's/^Icon=//p; s/^Icon\[.*//p' "$build/$id.desktop")" "$id" 'the name of the icon is not translated'

# The type of a file

type_of () { # file
  XDG_DATA_HOME=$folder/share XDG_DATA_DIRS=/usr/local/share:/usr/share GIO_USE_VFS=local \
    gio info -a standard::content-type "$1" | sed -n 's/.*standard::content-type: //p'
}

if command -v update-mime-database >/dev/null 2>&1 && command -v gio >/dev/null 2>&1; then
  mkdir -p "$folder/share/mime/packages"
  cp "$build/$id.xml" "$folder/share/mime/packages/"
  XDG_DATA_HOME=$folder/share update-mime-database "$folder/share/mime" >"$folder/said" 2>&1 || true
  is "$(cat "$folder/said")" '' 'the data base of types takes it without a word'

  "$RECOUNT_CLI" new "$folder/case.recount" --title Test --unsigned >/dev/null
  cp "$folder/case.recount" "$folder/without-suffix"
  cp "$folder/case.recount" "$folder/other.sqlite"
  is "$(type_of "$folder/case.recount")" application/vnd.recount.case 'a case is known by its suffix'
  is "$(type_of "$folder/without-suffix")" application/vnd.recount.case 'a case is known without its suffix'

  printf 'SQLite format 3\0' >"$folder/plain"
  head -c 4080 /dev/zero >>"$folder/plain"
  lacks "$(type_of "$folder/plain")" recount 'another SQLite file is no case'
else
  skip 'no update-mime-database or no gio here' 'a case is known without its suffix'
fi

# The icon

icon=$source/icons/hicolor/scalable/apps/$id.svg
symbolic=$source/icons/hicolor/symbolic/apps/$id-symbolic.svg
if command -v rsvg-convert >/dev/null 2>&1; then
  for size in 16 48 256; do
    rsvg-convert -w "$size" -h "$size" "$icon" -o "$folder/icon-$size.png"
    # Width and height stand in bytes 16 to 23 of a PNG file.
    is "$(od -An -tu1 -j16 -N8 "$folder/icon-$size.png" | tr -s ' ' | sed 's/^ //')" \
      "0 0 $((size / 256)) $((size % 256)) 0 0 $((size / 256)) $((size % 256))" "the icon is drawn at $size pixels"
  done
  rsvg-convert -w 16 -h 16 "$symbolic" -o "$folder/symbolic.png"
  if [ "$(wc -c <"$folder/symbolic.png")" -gt 120 ]; then
    pass 'the symbolic icon is drawn, and not empty'
  else
    fail 'the symbolic icon is drawn, and not empty'
  fi
else
  skip 'no rsvg-convert here' 'the icon is drawn'
fi
# A symbolic icon takes its colour from where it is shown; only what is filled does.
lacks "$(cat "$symbolic")" 'stroke' 'the symbolic icon is made of fillings only'

plan
