/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/digest-list-scope.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/listing.h"
#include "core/seals/mechanism.h"

typedef struct
{
  const RcSource *source;
  gint64          seal;
  gboolean        is_sidecar;
} Entry;

struct _RcDigestListScope
{
  GArray     *lists;       /* of Entry */
  GHashTable *listed;      /* ids of sources that some list names, and of lists and their signatures */
  GHashTable *vouched;     /* the same, of lists alone that somebody accepted signed */
  GHashTable *told;        /* ids of sources of which it was said that no list names them */
};

static void
add_id (GHashTable *table,
        gint64      id)
{
  g_hash_table_add (table, g_memdup2 (&id, sizeof id));
}

static gboolean
is_vouched (const RcSeal *list)
{
  return list->signature == RC_VERDICT_VALID && list->anchor == RC_VERDICT_VALID;
}

static void
add_named (RcDigestListScope *self,
           gint64             source,
           const RcSeal      *list)
{
  add_id (self->listed, source);
  if (is_vouched (list))
    add_id (self->vouched, source);
}

RcDigestListScope *
rc_digest_list_scope_new (void)
{
  RcDigestListScope *self = g_new0 (RcDigestListScope, 1);

  self->lists = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->listed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->vouched = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->told = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

void
rc_digest_list_scope_free (RcDigestListScope *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->lists);
  g_hash_table_unref (self->listed);
  g_hash_table_unref (self->vouched);
  g_hash_table_unref (self->told);
  g_free (self);
}

/**
 * rc_digest_list_scope_add_list:
 * @is_sidecar: the list speaks of one file only and asks nothing of others
 */
void
rc_digest_list_scope_add_list (RcDigestListScope *self,
                               const RcSource    *list,
                               const RcSeal      *seal,
                               gboolean           is_sidecar)
{
  Entry entry = { list, seal->id, is_sidecar };

  g_array_append_val (self->lists, entry);
  add_named (self, list->id, seal);
}

/**
 * rc_digest_list_scope_add_listed:
 * @seal: of the list that names it, with the verdicts on its signature
 */
void
rc_digest_list_scope_add_listed (RcDigestListScope *self,
                                 gint64             source,
                                 const RcSeal      *seal)
{
  add_named (self, source, seal);
}

/* Whoever puts a file in can put a list in that names it: that excuses nothing before a list that is signed. */
static gboolean
is_listed_for (const RcDigestListScope *self,
               RcSealWork              *work,
               const RcSeal            *list,
               gint64                   source)
{
  static const char * const listings[] = { "bagit", "ro-crate", NULL };
  const GPtrArray *over = rc_seal_work_list_over (work, source);

  if (g_hash_table_contains (is_vouched (list) ? self->vouched : self->listed, &source))
    return TRUE;
  if (!is_vouched (list) && rc_listing_has_file (work, source))
    return TRUE;

  /* Bags and crates list files too. */
  for (guint i = 0; over != NULL && i < over->len; i++)
    {
      const RcSeal *seal = g_ptr_array_index (over, i);

      if (g_strv_contains (listings, seal->kind) && (is_vouched (seal) || !is_vouched (list)))
        return TRUE;
    }
  return FALSE;
}

/* A name makes no signature: what is read as anything else than one is a file like others. */
static gboolean
may_be_signature (const RcSource *source)
{
  return source != NULL && source->events == 0 && strcmp (source->kind, "container") != 0
         && (source->importer == NULL || rc_mechanism_by_id (source->importer) != NULL);
}

/* A signature over a list cannot be on the list. */
static void
excuse_signatures (RcDigestListScope *self,
                   RcSealWork        *work,
                   const Entry       *entry)
{
  static const char * const endings[] = { ".minisig", ".sig", ".asc", ".gpg", ".sign" };
  RcSealContext *context = work->context;
  const RcSeal *list_seal = work->judgement->seals->pdata[entry->seal - 1];
  const RcSource *list = entry->source;
  const GPtrArray *over = rc_seal_work_list_over (work, list->id);
  g_autofree char *folder = rc_seal_context_dup_folder (context, list);
  const char *base = list->name + strlen (folder);
  const char *dot = strrchr (base, '.');

  for (guint i = 0; over != NULL && i < over->len; i++)
    add_named (self, ((const RcSeal *) over->pdata[i])->carrier, list_seal);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *whole = g_strconcat (base, endings[i], NULL);
      g_autofree char *stem = g_strdup_printf ("%.*s%s", dot != NULL ? (int) (dot - base) : 0, base, endings[i]);
      const RcSource *beside = rc_seal_context_find_beside (context, list, whole);

      if (beside == NULL && dot != NULL)
        beside = rc_seal_context_find_beside (context, list, stem);
      if (may_be_signature (beside))
        add_named (self, beside->id, list_seal);
    }
}

/* What the names of the files begin with that the list should name; NULL: it asks nothing. */
static char *
dup_asked_folder (RcSealContext *context,
                  const Entry   *list)
{
  return list->is_sidecar ? NULL : rc_seal_context_dup_folder (context, list->source);
}

static void
tell (RcDigestListScope *self,
      RcJudgement       *judgement,
      const Entry       *list,
      const RcSource    *source)
{
  if (g_hash_table_contains (self->told, &source->id))
    return;

  add_id (self->told, source->id);
  rc_judgement_add_exception (judgement,
                              rc_exception_new (RC_EXCEPTION_NOT_LISTED, source->id, source->records > 0 ? 1 : 0,
                                                source->records > 0 ? 0 : -1, "an entry of the list", "none",
                                                "“%s” lies beside the files of “%s”, but is not on that list.", source->name,
                                                list->source->name));
}

static void
judge_list (RcDigestListScope *self,
            RcSealWork        *work,
            GPtrArray         *by_name,
            const Entry       *list)
{
  RcSeal *seal = work->judgement->seals->pdata[list->seal - 1];
  g_autofree char *folder = dup_asked_folder (work->context, list);
  guint n_unlisted = 0;

  if (folder == NULL)
    return;

  for (guint i = rc_listing_find_start (by_name, folder); i < by_name->len; i++)
    {
      const RcSource *source = by_name->pdata[i];

      if (!g_str_has_prefix (source->name, folder))
        break;
      if (source->imported_us != list->source->imported_us || is_listed_for (self, work, seal, source->id)
          || !rc_listing_stands_on_its_own (work->context, source, folder))
        continue;

      n_unlisted++;
      if (n_unlisted <= RC_LIMIT_SET_ASIDE_LISTED)
        tell (self, work->judgement, list, source);
    }

  if (n_unlisted == 0)
    return;
  seal->completeness = rc_verdict_worst (seal->completeness, RC_VERDICT_NOT_COVERED);
  rc_seal_add_note (seal, "%u files beside the listed ones are on no list", n_unlisted);
}

/**
 * rc_digest_list_scope_judge:
 *
 * Tells every file of the same delivery, beside or below a list, that no list names: NOT_COVERED.
 */
void
rc_digest_list_scope_judge (RcDigestListScope *self,
                            RcSealWork        *work)
{
  g_autoptr (GPtrArray) by_name = rc_listing_sort_names (work->context);

  for (guint i = 0; i < self->lists->len; i++)
    excuse_signatures (self, work, &g_array_index (self->lists, Entry, i));
  for (guint i = 0; i < self->lists->len; i++)
    judge_list (self, work, by_name, &g_array_index (self->lists, Entry, i));
}
