#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What recount-cli is linked with: the exact list (but for the number of libqpdf, which differs from Debian to Debian), so that a window, a
# network or a second crypto library cannot come in unseen; and that the linker hardened it.
set -eu
. "$(dirname "$0")/tap.sh"

needed=$(readelf -d "$RECOUNT_CLI" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | grep -Ev '^(lib(asan|ubsan)|ld-linux.*)\.' |
  sed 's/^\(libqpdf\.so\)\.[0-9]*$/\1/' | LC_ALL=C sort)
is "$needed" "libarchive.so.13
libc.so.6
libcairo.so.2
libcrypto.so.3
libfontconfig.so.1
libgio-2.0.so.0
libglib-2.0.so.0
libgobject-2.0.so.0
libm.so.6
libpango-1.0.so.0
libpangocairo-1.0.so.0
libpangoft2-1.0.so.0
libqpdf.so
libsodium.so.23
libsqlite3.so.0
libxml2.so.2
libyaml-0.so.2
libz.so.1
libzstd.so.1" "the libraries it is linked with"

for library in gtk gdk ssl curl soup X11 wayland; do
  lacks "$needed" "lib$library" "not with lib$library"
done

imported=$(readelf --dyn-syms -W "$RECOUNT_CLI" | awk '$7 == "UND" { print $8 }' | sed 's/@.*//')
matches "$imported" '^sqlite3_step$' 'its imports can be read'
lacks "$imported" '^(socket|connect|bind|listen|accept4?|sendto|getaddrinfo|gethostbyname.*|res_.*)$' 'no function of the network'
lacks "$imported" '^(g_socket.*|g_network.*|g_resolver.*|g_tcp.*|g_tls.*|g_inet.*|xmlNano.*|SSL_.*|BIO_.*connect.*)$' 'no network of a library'
lacks "$imported" '^(system|popen|exec[lv].*|dlopen|posix_spawnp?)$' 'starts no program, loads no plug-in'

dynamic=$(readelf -d "$RECOUNT_CLI")
matches "$dynamic" 'FLAGS.*NOW' 'every symbol is bound at the start'
lacks "$dynamic" '\((RPATH|RUNPATH|TEXTREL)\)' 'no library path of its own, no writable code'
segments=$(readelf -l -W "$RECOUNT_CLI")
matches "$segments" 'GNU_RELRO' 'what was bound becomes read-only'
matches "$segments" 'GNU_STACK.* RW ' 'the stack cannot be executed'
matches "$(readelf -h "$RECOUNT_CLI")" 'Type: +DYN' 'it runs at any address'

plan
