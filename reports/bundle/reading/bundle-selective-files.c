/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/reading/bundle-selective.h"

#include <string.h>

#include "core/words.h"
#include "reports/bundle/reading/bundle-compare.h"

/*
 * Which files such a bundle has. One that it does not have is shown as that; of those that come of the whole evidence it is said that nothing here can vouch
 * for them.
 */

/* Set of char*: each path with whether it can be held against records here. */
static void
expect (GHashTable *paths,
        const char *path,
        gboolean    is_checked)
{
  g_hash_table_insert (paths, g_strdup (path), GINT_TO_POINTER (is_checked ? 1 : 2));
}

static void
expect_formatted (GHashTable *paths,
                  const char *format,
                  const char *name)
{
  g_auto (GStrv) parts = g_strsplit (format, "*", 2);
  g_autofree char *path = g_strconcat (parts[0], name, parts[1], NULL);

  expect (paths, path, FALSE);
}

static void
expect_of_lineage (RcBundleSelective *self,
                   GHashTable        *paths,
                   const char        *path)
{
  static const char * const others[] = { "data/prov/*.json", "data/prov/*.xml", "data/documents/*-sheet.pdf", "data/documents/*-lineage.pdf" };
  g_autofree char *name = g_strndup (path + strlen ("data/lineages/"), strlen (path) - strlen ("data/lineages/") - strlen (".json"));

  expect (paths, path, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    expect_formatted (paths, others[i], name);
}

/* Each decision that the bundle is about has a lineage in it. */
static void
expect_lineages (RcBundleSelective *self,
                 GHashTable        *paths)
{
  const RcJson *info = &self->work->info;
  guint32 array = rc_json_member (info, 0, "lineages");

  if (!rc_json_is (info, array, RC_JSON_ARRAY) || info->nodes[array].count == 0)
    rc_bundle_check_add (self->work, "data/bundle.json", RC_VERDICT_INCOMPLETE, "missing", N_("the decisions that it is about"), N_("none"),
                         _("The bundle does not say of which decisions it is."));
  for (guint32 item = array + 1; rc_json_is (info, array, RC_JSON_ARRAY) && item < info->nodes[array].next; item = info->nodes[item].next)
    {
      g_autofree char *path = rc_json_dup_string (info, rc_json_member (info, item, "path"));

      if (path != NULL && g_str_has_prefix (path, "data/lineages/") && g_str_has_suffix (path, ".json")
          && strlen (path) > strlen ("data/lineages/.json"))
        expect_of_lineage (self, paths, path);
      else
        rc_bundle_check_add (self->work, "data/bundle.json", RC_VERDICT_MALFORMED, NULL, N_("lineages with their paths"), N_("another object"),
                             _("The bundle does not say of which decisions it is."));
    }
}

static void
expect_mappings (RcBundleSelective *self,
                 GHashTable        *paths)
{
  for (guint i = 0; i < self->sources->len; i++)
    {
      const RcBundleSelectiveSource *source = self->sources->pdata[i];
      g_autofree char *path = source->mapping != NULL ? g_strdup_printf ("data/mappings/%s.mapping", source->mapping) : NULL;

      if (path != NULL)
        expect (paths, path, TRUE);
    }
}

/* FALSE: no such bundle has it. */
static gboolean
is_expected (GHashTable *paths,
             const char *path,
             gboolean   *out_checked)
{
  static const char * const checked[] = { "data/records/", "data/sources/", NULL };   /* each was held against what names it */
  static const char * const stated[] = { "data/elsewhere/", "data/schemas/", NULL };

  *out_checked = TRUE;
  for (guint i = 0; checked[i] != NULL; i++)
    if (g_str_has_prefix (path, checked[i]))
      return TRUE;
  *out_checked = GPOINTER_TO_INT (g_hash_table_lookup (paths, path)) == 1;
  if (g_hash_table_contains (paths, path))
    return TRUE;
  for (guint i = 0; stated[i] != NULL; i++)
    if (g_str_has_prefix (path, stated[i]))
      return TRUE;
  return FALSE;
}

static void
check_missing (RcBundleSelective *self,
               GHashTable        *paths)
{
  GHashTableIter iter;
  gpointer path;

  g_hash_table_iter_init (&iter, paths);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    if (!rc_bundle_reader_has (self->work->reader, path))
      {
        self->work->opening->n_differing++;
        rc_bundle_check_add (self->work, path, RC_VERDICT_INCOMPLETE, "missing", N_("the file"), N_("none"), _("A file that every bundle has is missing."));
      }
}

void
rc_bundle_selective_files (RcBundleSelective *self)
{
  static const char * const checked[] = {
    "data/bundle.json", "data/sources.json", "data/records.json", "data/withheld.json", "data/custody.jsonl",
  };
  static const char * const stated[] = {
    "data/case.json", "data/claims.jsonl", "data/events.jsonl", "data/entries.jsonl", "data/findings.json", "data/links.json", "data/elsewhere.json",
    "data/trust-anchors.used.json", "data/verification.json", "data/memory.json",
  };
  g_autoptr (GHashTable) paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const GPtrArray *list = rc_bundle_reader_list (self->work->reader);
  g_autofree char *found = NULL;
  guint64 n_stated = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (checked); i++)
    expect (paths, checked[i], TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (stated); i++)
    expect (paths, stated[i], FALSE);
  expect_lineages (self, paths);
  expect_mappings (self, paths);
  for (guint i = 0; i < list->len; i++)
    {
      const char *path = ((const RcBundleMember *) list->pdata[i])->path;
      gboolean is_checked;

      if (!g_str_has_prefix (path, "data/"))
        continue;
      if (is_expected (paths, path, &is_checked))
        n_stated += is_checked ? 0 : 1;
      else
        rc_bundle_check_add (self->work, path, RC_VERDICT_NOT_COVERED, NULL, N_("a file that such a bundle has"), N_("another one"),
                             _("A file is in the bundle that does not come of its evidence."));
    }
  check_missing (self, paths);
  n_stated += rc_bundle_pages_state (self->work);
  found = g_strdup_printf ("%" G_GUINT64_FORMAT, n_stated);
  rc_bundle_check_add (self->work, N_("pages and documents"), RC_VERDICT_UNVERIFIABLE, "payload-withheld", N_("files that could be made again"), found,
                       _("So many files come of the whole evidence, or of people's words, and could not be made again here: what pages, documents, "
                         "provenance and verdicts in the bundle say is the maker's word."));
}
