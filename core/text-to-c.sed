# SPDX-License-Identifier: GPL-3.0-or-later
# Each line of a text as a C string with its line end.
s/[\\"]/\\&/g
s/.*/"&\\n"/
