/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/in-toto-subjects.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/digest-list-file.h"

struct _RcInTotoSubjects
{
  RcSealWork *work;
  GHashTable *by_digest[RC_LISTED_BLAKE2B];   /* by algorithm: GBytes → GPtrArray of RcSource; NULL: not computed yet */
};

/* The first that a subject names is compared: the strongest, and of two the one that is known already. */
static const struct
{
  const char        *name;
  RcListedAlgorithm  algorithm;
} algorithms[] = {
  { "sha256", RC_LISTED_SHA256 },
  { "sha512", RC_LISTED_SHA512 },
  { "sha384", RC_LISTED_SHA384 },
  { "sha1", RC_LISTED_SHA1 },
  { "md5", RC_LISTED_MD5 },
};

/**
 * rc_in_toto_subjects_new:
 * @work: borrowed
 *
 * Returns: (transfer full): nothing is computed yet
 */
RcInTotoSubjects *
rc_in_toto_subjects_new (RcSealWork *work)
{
  RcInTotoSubjects *self = g_new0 (RcInTotoSubjects, 1);

  self->work = work;
  return self;
}

void
rc_in_toto_subjects_free (RcInTotoSubjects *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (self->by_digest); i++)
    g_clear_pointer (&self->by_digest[i], g_hash_table_unref);
  g_free (self);
}

static void
add (GHashTable     *table,
     const guint8   *digest,
     gsize           length,
     const RcSource *source)
{
  g_autoptr (GBytes) key = g_bytes_new (digest, length);
  GPtrArray *same = g_hash_table_lookup (table, key);

  if (same == NULL)
    {
      same = g_ptr_array_new ();
      g_hash_table_insert (table, g_steal_pointer (&key), same);
    }
  g_ptr_array_add (same, (gpointer) source);
}

static gboolean
add_computed (RcInTotoSubjects   *self,
              GHashTable         *table,
              RcListedAlgorithm   algorithm,
              const RcSource     *source,
              GError            **error)
{
  RcVault *vault = rc_record_reader_peek_vault (self->work->context->reader);
  g_autoptr (RcStream) stream = rc_vault_new_stream (vault, source->start, source->size);
  guint8 digest[RC_LISTED_DIGEST_BYTES];
  g_autoptr (GError) local_error = NULL;
  gsize length = 0;

  if (!rc_listed_algorithm_compute (algorithm, stream, digest, &length, &local_error))
    return rc_seal_context_tolerate (&local_error, error);

  add (table, digest, length, source);
  return TRUE;
}

/* Every source once, where a statement asks for an algorithm; SHA-256 is known of all. */
static gboolean
index_sources (RcInTotoSubjects   *self,
               RcListedAlgorithm   algorithm,
               GError            **error)
{
  RcSealContext *context = self->work->context;
  g_autoptr (GHashTable) table = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref,
                                                        (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < context->sources->len; i++)
    {
      const RcSource *source = context->sources->pdata[i];

      if (strcmp (source->derivation, RC_DERIVATION_ROWS) == 0)
        continue;
      if (g_cancellable_set_error_if_cancelled (context->cancellable, error))
        return FALSE;
      if (algorithm == RC_LISTED_SHA256)
        add (table, source->sha256.bytes, RC_DIGEST_BYTES, source);
      else if (!add_computed (self, table, algorithm, source, error))
        return FALSE;
    }

  self->by_digest[algorithm] = g_steal_pointer (&table);
  return TRUE;
}

/* Those that came with the carrier; where none did, all. */
static GPtrArray *
prefer_delivery (const GPtrArray *found,
                 const RcSource  *carrier)
{
  GPtrArray *near = g_ptr_array_new ();

  for (guint i = 0; i < found->len; i++)
    {
      const RcSource *source = found->pdata[i];

      if (source->imported_us == carrier->imported_us)
        g_ptr_array_add (near, found->pdata[i]);
    }
  for (guint i = 0; i < found->len && near->len == 0; i++)
    g_ptr_array_add (near, found->pdata[i]);
  return near;
}

static const RcInTotoDigest *
pick_digest (const RcInTotoSubject *subject,
             RcListedAlgorithm     *out_algorithm)
{
  for (guint i = 0; i < G_N_ELEMENTS (algorithms); i++)
    {
      const RcInTotoDigest *digest = rc_in_toto_subject_get_digest (subject, algorithms[i].name);

      if (digest == NULL || digest->bytes == NULL)
        continue;
      *out_algorithm = algorithms[i].algorithm;
      return digest;
    }
  return NULL;
}

gboolean
rc_in_toto_subjects_find (RcInTotoSubjects       *self,
                          const RcSource         *carrier,
                          const RcInTotoSubject  *subject,
                          RcInTotoSubjectState   *out_state,
                          GPtrArray             **out_sources,
                          gboolean               *out_is_weak,
                          GError                **error)
{
  RcListedAlgorithm algorithm = RC_LISTED_SHA256;
  const RcInTotoDigest *digest = pick_digest (subject, &algorithm);
  const GPtrArray *found;

  *out_sources = NULL;
  *out_is_weak = FALSE;
  *out_state = RC_IN_TOTO_SUBJECT_UNSUPPORTED;
  if (digest == NULL)
    return TRUE;
  if (self->by_digest[algorithm] == NULL && !index_sources (self, algorithm, error))
    return FALSE;

  found = g_hash_table_lookup (self->by_digest[algorithm], digest->bytes);
  *out_state = found != NULL ? RC_IN_TOTO_SUBJECT_FOUND : RC_IN_TOTO_SUBJECT_ABSENT;
  *out_is_weak = rc_listed_algorithm_is_weak (algorithm);
  if (found != NULL)
    *out_sources = prefer_delivery (found, carrier);
  return TRUE;
}

/* --- All subjects of one statement --- */

typedef struct
{
  RcInTotoSubjects *subjects;
  const RcSource   *carrier;
  RcSeal           *seal;
  GHashTable       *taken;         /* ids of sources that the seal has */
  guint             n_found;
  guint             n_absent;
  guint             n_unsupported;
  guint             n_weak;
} Cover;

static void
take_sources (Cover           *cover,
              const GPtrArray *sources)
{
  for (guint i = 0; i < sources->len; i++)
    {
      const RcSource *source = sources->pdata[i];

      if (source->id != cover->carrier->id && g_hash_table_add (cover->taken, g_memdup2 (&source->id, sizeof source->id)))
        g_array_append_val (cover->seal->sources, source->id);
    }
}

static const RcSource *
find_namesake (const Cover           *cover,
               const RcInTotoSubject *subject)
{
  return subject->name != NULL ? rc_seal_context_find_beside (cover->subjects->work->context, cover->carrier, subject->name) : NULL;
}

static void
tell_absent (const Cover           *cover,
             const RcInTotoSubject *subject)
{
  const RcInTotoDigest *digest = subject->digests->pdata[0];
  const char *name = subject->name != NULL ? subject->name : digest->value;
  const RcSource *namesake = find_namesake (cover, subject);

  if (namesake != NULL)
    rc_seal_work_tell (cover->subjects->work, RC_EXCEPTION_LISTED_ABSENT, cover->carrier, digest->value,
                       "a file of that name with other bytes",
                       "“%s” speaks of “%s”, but the file of that name has other bytes, and nothing received has those.",
                       cover->carrier->name, name);
  else
    rc_seal_work_tell (cover->subjects->work, RC_EXCEPTION_LISTED_ABSENT, cover->carrier, digest->value, "nothing received",
                       "“%s” speaks of “%s”, which was not received.", cover->carrier->name, name);
}

static gboolean
cover_subject (Cover                  *cover,
               const RcInTotoSubject  *subject,
               GError                **error)
{
  g_autoptr (GPtrArray) sources = NULL;
  RcInTotoSubjectState state;
  gboolean is_weak;

  if (!rc_in_toto_subjects_find (cover->subjects, cover->carrier, subject, &state, &sources, &is_weak, error))
    return FALSE;

  switch (state)
    {
    case RC_IN_TOTO_SUBJECT_FOUND:
      cover->n_found++;
      cover->n_weak += is_weak;
      take_sources (cover, sources);
      break;
    case RC_IN_TOTO_SUBJECT_ABSENT:
      cover->n_absent++;
      if (cover->seal->signature == RC_VERDICT_VALID && cover->n_absent <= RC_LIMIT_SET_ASIDE_LISTED)
        tell_absent (cover, subject);
      break;
    case RC_IN_TOTO_SUBJECT_UNSUPPORTED:
    default:
      cover->n_unsupported++;
      break;
    }
  return TRUE;
}

static void
conclude (Cover *cover)
{
  RcSeal *seal = cover->seal;
  gboolean is_verified = seal->signature == RC_VERDICT_VALID;

  if (cover->n_weak > 0)
    {
      seal->integrity = rc_verdict_worst (seal->integrity, RC_VERDICT_WEAK);
      rc_seal_add_note (seal, "%u subjects are named by a digest for which two files can be made alike", cover->n_weak);
    }
  if (cover->n_absent > 0)
    {
      rc_seal_add_note (seal, "%u subjects were not received", cover->n_absent);
      if (is_verified)
        seal->completeness = RC_VERDICT_INCOMPLETE;
    }
  if (cover->n_unsupported > 0)
    {
      rc_seal_add_note (seal, "%u subjects are named by digests that are not computed here", cover->n_unsupported);
      if (is_verified)
        seal->completeness = rc_verdict_worst (seal->completeness, RC_VERDICT_UNVERIFIABLE);
      if (seal->reason == NULL && cover->n_absent == 0)
        rc_seal_set_reason (seal, "algorithm-unsupported");
    }
}

/**
 * rc_in_toto_subjects_cover:
 * @carrier: where @statement stands
 * @seal: (inout): with the verdicts on its signature
 *
 * Returns: %FALSE with @error where the case could not be read
 */
gboolean
rc_in_toto_subjects_cover (RcInTotoSubjects         *self,
                           const RcSource           *carrier,
                           const RcInTotoStatement  *statement,
                           RcSeal                   *seal,
                           GError                  **error)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Cover cover = { .subjects = self, .carrier = carrier, .seal = seal, .taken = taken };

  for (guint i = 0; i < statement->subjects->len; i++)
    {
      if (!cover_subject (&cover, statement->subjects->pdata[i], error))
        return FALSE;
    }

  seal->total = statement->subjects->len;
  seal->checked = seal->signature == RC_VERDICT_VALID ? cover.n_found : 0;
  conclude (&cover);
  return TRUE;
}
