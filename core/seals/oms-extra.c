/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/oms-extra.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/folder-files.h"

typedef struct
{
  RcSealWork           *work;
  const RcSource       *carrier;
  const RcOmsStatement *statement;
  GHashTable           *taken;
  RcSeal               *seal;
  guint                 n_extra;
  guint                 n_ignored;
} Extra;

/* What speaks of the statement cannot be listed in it. */
static void
excuse_signatures (Extra *self)
{
  const GPtrArray *over = rc_seal_work_list_over (self->work, self->carrier->id);

  g_hash_table_add (self->taken, g_memdup2 (&self->carrier->id, sizeof self->carrier->id));
  for (guint i = 0; over != NULL && i < over->len; i++)
    {
      const RcSeal *seal = over->pdata[i];

      g_hash_table_add (self->taken, g_memdup2 (&seal->carrier, sizeof seal->carrier));
    }
}

/* Ignored path → its place in the statement, from 1. */
static GHashTable *
index_ignored (const Extra *self)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->statement->ignored->len; i++)
    {
      char *path = rc_seal_path_normalise (self->statement->ignored->pdata[i]);

      if (path != NULL)
        g_hash_table_insert (table, path, GUINT_TO_POINTER (i + 1));
    }
  return table;
}

/* The place from 1 of the ignored path that is @path or one of the folders above it; 0: none. */
static guint
find_ignored (GHashTable *ignored,
              const char *path)
{
  g_autofree char *above = g_strdup (path);

  for (;;)
    {
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (ignored, above));
      char *slash = strrchr (above, '/');

      if (place > 0 || slash == NULL)
        return place;
      *slash = '\0';
    }
}

static void
tell_extra (Extra          *self,
            const RcSource *source)
{
  self->n_extra++;
  self->seal->completeness = rc_verdict_worst (self->seal->completeness, RC_VERDICT_NOT_COVERED);
  if (self->n_extra <= RC_LIMIT_SET_ASIDE_LISTED)
    rc_seal_work_tell (self->work, RC_EXCEPTION_NOT_LISTED, source, "an entry of the signed list", "none",
                       "“%s” lies in the folder of the model, but “%s” does not sign it.", source->name, self->carrier->name);
}

/* The signer chose the list, so that the signature stands; what it hides is said all the same. */
static void
tell_ignored (Extra          *self,
              const char     *ignored,
              const RcSource *first,
              guint           count)
{
  if (self->n_ignored++ >= RC_LIMIT_SET_ASIDE_LISTED)
    return;

  rc_seal_add_note (self->seal, "NOT_COVERED: the signer left out “%s” (%u files received)", ignored, count);
  rc_seal_work_tell (self->work, RC_EXCEPTION_NOT_LISTED, first, "an entry of the signed list", "left out by the signer",
                     "The signer of “%s” chose not to sign “%s”: nothing vouches for what was received of it (%u files).",
                     self->carrier->name, ignored, count);
}

/**
 * rc_oms_extra_judge:
 * @taken: (inout)
 * @seal: (inout): its completeness and notes
 */
void
rc_oms_extra_judge (RcSealWork           *work,
                    const RcSource       *carrier,
                    const RcOmsStatement *statement,
                    const char           *root,
                    GHashTable           *taken,
                    RcSeal               *seal)
{
  g_autofree char *folder = rc_seal_context_dup_folder (work->context, carrier);
  g_autofree char *prefix = g_strconcat (folder, root, NULL);
  g_autoptr (GPtrArray) files = rc_folder_files_list (work->context, carrier, prefix);
  guint n_ignored = statement->ignored->len;
  g_autofree guint *counts = g_new0 (guint, n_ignored + 1);
  g_autofree const RcSource **firsts = g_new0 (const RcSource *, n_ignored + 1);
  Extra self = { .work = work, .carrier = carrier, .statement = statement, .taken = taken, .seal = seal };
  g_autoptr (GHashTable) ignored_paths = index_ignored (&self);

  excuse_signatures (&self);
  for (guint i = 0; i < files->len; i++)
    {
      const RcSource *source = files->pdata[i];
      guint ignored;

      if (g_hash_table_contains (taken, &source->id))
        continue;
      ignored = find_ignored (ignored_paths, source->name + strlen (prefix));
      if (ignored == 0)
        tell_extra (&self, source);
      else if (counts[ignored - 1]++ == 0)
        firsts[ignored - 1] = source;
    }

  for (guint i = 0; i < n_ignored; i++)
    {
      if (counts[i] > 0)
        tell_ignored (&self, statement->ignored->pdata[i], firsts[i], counts[i]);
    }
  if (self.n_extra > 0)
    rc_seal_add_note (seal, "%u files in the folder of the model are not signed", self.n_extra);
  if (self.n_ignored > RC_LIMIT_SET_ASIDE_LISTED)
    rc_seal_add_note (seal, "NOT_COVERED: the signer left out %u paths in all", self.n_ignored);
}
