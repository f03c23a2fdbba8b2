/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/reading/bundle-opening.h"

#include <string.h>

#include "core/canonical.h"
#include "core/words.h"

/*
 * What programs read of a bundle can be read in one way only: JSON with no member twice, in the form of RFC 8785. Bytes of the evidence, documents and
 * what came out of other programs are no texts of the bundle.
 */

static gboolean
is_text (const char *path)
{
  static const char * const others[] = { "data/sources/", "data/elsewhere/", "data/documents/", "data/records/", NULL };

  for (guint i = 0; others[i] != NULL; i++)
    if (g_str_has_prefix (path, others[i]))
      return FALSE;
  return g_str_has_prefix (path, "data/") && g_str_has_suffix (path, ".json");
}

/* Accepted keys are written as `trust export` writes them, whose bytes the documents name. */
static gboolean
is_canonical (const char *path,
              GBytes     *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autofree char *canonical = NULL;

  if (strcmp (path, "data/trust-anchors.used.json") == 0)
    return TRUE;
  canonical = rc_canonical_dup (text, length);
  return canonical != NULL && strlen (canonical) == length && memcmp (canonical, text, length) == 0;
}

gboolean
rc_bundle_check_texts (RcBundleOpenWork  *work,
                       GError           **error)
{
  const GPtrArray *list = rc_bundle_reader_list (work->reader);
  guint64 n_good = 0;
  g_auto (RcJson) json;

  rc_json_init (&json);
  for (guint i = 0; i < list->len; i++)
    {
      const RcBundleMember *member = g_ptr_array_index (list, i);
      g_autoptr (GBytes) bytes = NULL;

      if (g_cancellable_set_error_if_cancelled (work->cancellable, error))
        return FALSE;
      if (!is_text (member->path) || !rc_bundle_check_read_json (work, member->path, &json, &bytes))
        continue;
      if (is_canonical (member->path, bytes))
        n_good++;
      else
        rc_bundle_check_add (work, member->path, RC_VERDICT_MALFORMED, NULL, N_("JSON in the form of RFC 8785"), N_("another form"),
                             _("A file of the bundle is not in the form in which the program writes it."));
    }
  if (n_good > 0)
    rc_bundle_check_good (work, N_("JSON files"), n_good, _("So many files can be read in one way only."));
  return TRUE;
}
