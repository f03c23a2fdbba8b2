/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/writing/bundle-parts.h"

#include <string.h>

#include "core/canonical.h"
#include "core/timestamp.h"
#include "core/words.h"
#include "reports/bundle/bundle-name.h"

/* Of a file name; with the folders around it a path stays below what Windows keeps by default. */
#define NAME_BYTES 80u

static char *
make_canonical (RcJsonWriter  *writer,
                const char    *what,
                GError       **error)
{
  const char *json = rc_json_writer_peek (writer);
  char *canonical = rc_canonical_dup (json, strlen (json));

  if (canonical == NULL)
    g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_STATE,
                 _("“%s” could not be written: the case holds a number or a text that this form cannot say exactly."), what);
  return canonical;
}

gboolean
rc_bundle_add_json (RcBundleWork  *work,
                    const char    *path,
                    const char    *title,
                    RcJsonWriter  *writer,
                    GError       **error)
{
  g_autofree char *canonical = make_canonical (writer, path, error);

  return canonical != NULL
         && rc_bundle_writer_add (work->writer, path, RC_BUNDLE_JSON, title, canonical, strlen (canonical), error);
}

static gboolean
append (RcBundleWork  *work,
        const char    *text,
        GError       **error)
{
  return rc_bundle_writer_append (work->writer, text, strlen (text), error);
}

gboolean
rc_bundle_array_begin (RcBundleWork  *work,
                       const char    *path,
                       const char    *title,
                       const char    *name,
                       GError       **error)
{
  g_autofree char *head = g_strdup_printf ("{\"%s\":[", name);

  return rc_bundle_writer_begin (work->writer, path, RC_BUNDLE_JSON, title, error) && append (work, head, error);
}

gboolean
rc_bundle_array_add (RcBundleWork  *work,
                     gboolean      *is_first,
                     RcJsonWriter  *writer,
                     GError       **error)
{
  g_autofree char *canonical = make_canonical (writer, "data", error);
  gboolean comma = !*is_first;

  *is_first = FALSE;
  return canonical != NULL && (!comma || append (work, ",", error)) && append (work, canonical, error);
}

gboolean
rc_bundle_array_end (RcBundleWork  *work,
                     GError       **error)
{
  return append (work, "]}", error) && rc_bundle_writer_end (work->writer, error);
}

gboolean
rc_bundle_line_add (RcBundleWork  *work,
                    RcJsonWriter  *writer,
                    GError       **error)
{
  g_autofree char *canonical = make_canonical (writer, "data", error);

  return canonical != NULL && append (work, canonical, error) && append (work, "\n", error);
}

void
rc_bundle_write_time (RcJsonWriter *writer,
                      const char   *name,
                      gint64        time_us)
{
  g_autofree char *text = time_us != RC_TIME_NONE ? rc_time_format_utc (time_us) : NULL;

  rc_json_writer_member_string (writer, name, text);
}

void
rc_bundle_write_digest (RcJsonWriter   *writer,
                        const char     *name,
                        const RcDigest *digest)
{
  char hex[RC_DIGEST_HEX_SIZE];

  rc_digest_to_hex (digest, hex);
  rc_json_writer_member_string (writer, name, hex);
}

void
rc_bundle_write_number (RcJsonWriter *writer,
                        const char   *name,
                        gint64        number)
{
  rc_json_writer_name (writer, name);
  if (number != 0)
    rc_json_writer_integer (writer, number);
  else
    rc_json_writer_null (writer);
}

/* The end of a long name says more than its beginning: it holds the ending. */
static const char *
shorten (const char *name)
{
  gsize length = strlen (name);

  return length > NAME_BYTES ? name + length - NAME_BYTES : name;
}

/**
 * rc_bundle_safe_name:
 *
 * Letters and digits of ASCII and some signs stay; programs differ in how they read others, and some systems keep them not at all.
 *
 * Returns: (transfer full): never empty
 */
char *
rc_bundle_safe_name (const char *name)
{
  const char *slash = strrchr (name, '/');
  g_autoptr (GString) safe = g_string_new (NULL);

  for (const char *at = slash != NULL ? slash + 1 : name; *at != '\0'; at++)
    {
      guint8 byte = (guint8) *at;

      if ((byte & 0xc0) == 0x80)
        continue;
      g_string_append_c (safe, g_ascii_isalnum (*at) || strchr (".-_+=,()", *at) != NULL ? *at : '_');
    }
  while (safe->len > 0 && safe->str[safe->len - 1] == '.')
    g_string_truncate (safe, safe->len - 1);
  if (safe->len == 0)
    g_string_assign (safe, "file");
  if (rc_bundle_name_fault (shorten (safe->str), strlen (shorten (safe->str))) != NULL)
    g_string_prepend (safe, "file-");
  return g_strdup (shorten (safe->str));
}
