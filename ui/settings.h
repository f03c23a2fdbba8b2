/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Preferences of the person at the machine, never anything of a case. Where the program was not installed there is no schema: then the
 * values given here are used, and nothing is remembered.
 */
char    *rc_settings_dup_string  (const char *key,
                                  const char *otherwise);
int      rc_settings_get_int     (const char *key,
                                  int         otherwise);
gboolean rc_settings_get_boolean (const char *key,
                                  gboolean    otherwise);
/* A value that the schema does not allow is not remembered. */
void     rc_settings_set_string  (const char *key,
                                  const char *value);
void     rc_settings_set_int     (const char *key,
                                  int         value);
void     rc_settings_set_boolean (const char *key,
                                  gboolean    value);

G_END_DECLS
