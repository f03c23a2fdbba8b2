/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The lines of a mapping file. The form is that of GLib's key files, read strictly: each line is known by its number, and what
 * GKeyFile takes silently (a key or group given twice, a translation) is refused, because a mapping decides how evidence is read.
 */

/**
 * RcMappingEntry:
 * @line: from 1
 * @key: (nullable): %NULL for the line that begins the group
 * @value: (nullable): escapes resolved; never empty
 */
typedef struct
{
  guint  line;
  char  *group;
  char  *key;
  char  *value;
} RcMappingEntry;

/* (element-type RcMappingEntry) (transfer full) (nullable) */
GPtrArray *rc_mapping_text_read (const char *text,
                                 gsize       length,
                                 const char *name,
                                 GError    **error);

G_END_DECLS
