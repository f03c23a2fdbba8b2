# SPDX-License-Identifier: GPL-3.0-or-later
#
# Read by the tests of the command line, after tap.sh: runs the program away from any key of the person who runs the tests.

make_folder
HOME=$folder/home
XDG_DATA_HOME=$folder/home/data
XDG_CONFIG_HOME=$folder/home/config
LC_ALL=C.UTF-8
export HOME XDG_DATA_HOME XDG_CONFIG_HOME LC_ALL
mkdir -p "$HOME"

# Runs a verb without a terminal; leaves $out, $err and the exit code in $code.
cli () {
  code=0
  "$RECOUNT_CLI" "$@" >"$folder/out" 2>"$folder/err" </dev/null || code=$?
  out=$(cat "$folder/out")
  err=$(cat "$folder/err")
}

# The same where only the exit code 0 is right: what a test needs before it can begin.
set_up () {
  cli "$@"
  if [ "$code" -ne 0 ]; then
    explain "$err"
    echo "Bail out! recount-cli $* answered $code"
    exit 1
  fi
}

look () { # at|names|each POINTER...: into the JSON of the last answer
  "$RECOUNT_JSON_LOOK" "$@" <"$folder/out" || echo 'no strict JSON'
}

# One clear sentence: a single line on stderr, nothing on stdout.
is_one_sentence () { # name
  if [ -z "$out" ] && [ "$(wc -l <"$folder/err")" -eq 1 ]; then
    pass "$1"
  else
    fail "$1"
    explain "stdout: $out"
    explain "stderr: $err"
  fi
}

make_demo () { # folder, options of demo...
  set_up demo "$@"
}

# A new case with the evidence of a demo and its key.
make_case () { # case, demo
  set_up new "$1" --title Test --unsigned
  set_up import "$1" "$2/evidence"
  set_up trust "$1" add "$2/keys/nordhafen-log.pub" --owner 'Demo bank'
}

# The members that the contract names are there; further ones may be.
has_members () { # POINTER, names parted by commas, name
  found=,$(look names "$1"),
  absent=
  for member in $(echo "$2" | tr ',' ' '); do
    case $found in
      *",$member,"*) ;;
      *) absent="$absent $member" ;;
    esac
  done
  is "$absent" '' "$3"
}
