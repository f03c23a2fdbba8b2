/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/bundle-name.h"

#include <string.h>

#include "core/bounds.h"

/* Names that are devices under Windows, whatever ending follows them. */
static gboolean
is_device (const char *part,
           gsize       length)
{
  static const char * const names[] = { "con", "prn", "aux", "nul", "conin$", "conout$" };
  const char *dot = memchr (part, '.', length);
  gsize base = dot != NULL ? (gsize) (dot - part) : length;

  while (base > 0 && part[base - 1] == ' ')
    base--;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i]) == base && g_ascii_strncasecmp (part, names[i], base) == 0)
      return TRUE;

  return base == 4 && (g_ascii_strncasecmp (part, "com", 3) == 0 || g_ascii_strncasecmp (part, "lpt", 3) == 0)
         && g_ascii_isdigit (part[3]);
}

static const char *
part_fault (const char *part,
            gsize       length)
{
  if (length == 0)
    return "an empty part";
  if ((length == 1 && part[0] == '.') || (length == 2 && part[0] == '.' && part[1] == '.'))
    return "a part that leads elsewhere";
  if (part[length - 1] == '.' || part[length - 1] == ' ' || part[0] == ' ')
    return "a part that begins or ends with a space, or ends with a dot";
  if (is_device (part, length))
    return "the name of a device";

  return NULL;
}

static const char *
character_fault (const char *path)
{
  for (const char *p = path; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      GUnicodeType type = g_unichar_type (c);

      if (c == '\\' || c == ':')
        return "a backslash or a colon";
      if (c < 0x80 && strchr ("<>\"|?*", (int) c) != NULL)
        return "a character that is none of a name under Windows";
      if (type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT || type == G_UNICODE_LINE_SEPARATOR
          || type == G_UNICODE_PARAGRAPH_SEPARATOR || type == G_UNICODE_UNASSIGNED || type == G_UNICODE_PRIVATE_USE)
        return "a character that cannot be seen";
    }

  return NULL;
}

const char *
rc_bundle_name_fault (const char *path,
                      gsize       length)
{
  const char *start = path;
  guint depth = 0;

  if (length == 0 || length > RC_LIMIT_NAME_BYTES)
    return length == 0 ? "no name" : "a name that is too long";
  if (!g_utf8_validate_len (path, length, NULL))
    return "a name that is not UTF-8";
  if (path[0] == '/')
    return "a name that begins at the root";

  for (gsize i = 0; i <= length; i++)
    {
      const char *fault;

      if (i < length && path[i] != '/')
        continue;
      fault = part_fault (start, (gsize) (path + i - start));
      if (fault != NULL)
        return fault;
      if (++depth > RC_LIMIT_FOLDER_DEPTH)
        return "too many folders in each other";
      start = path + i + 1;
    }

  {
    g_autofree char *text = g_strndup (path, length);

    return character_fault (text);
  }
}

char *
rc_bundle_name_key (const char *path)
{
  g_autofree char *composed = g_utf8_normalize (path, -1, G_NORMALIZE_NFC);
  g_autofree char *folded = g_utf8_casefold (composed != NULL ? composed : path, -1);
  char *key = g_utf8_normalize (folded, -1, G_NORMALIZE_NFC);

  return key != NULL ? key : g_steal_pointer (&folded);
}
