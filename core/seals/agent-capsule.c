/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/agent-capsule.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/agent-capsule-file.h"
#include "core/seals/cose-algorithm.h"
#include "core/seals/key-search.h"
#include "core/words.h"

/* One file with capsules, kept until all are known: a parent may stand in another. */
typedef struct
{
  const RcSource *source;
  RcCapsuleFile  *file;
} Carrier;

typedef struct
{
  GArray     *carriers;
  GHashTable *by_id;        /* id → RcCapsule, the first */
} Run;

static void
carrier_clear (gpointer data)
{
  rc_capsule_file_free (((Carrier *) data)->file);
}

static gpointer
begin (RcSealWork *work)
{
  Run *run = g_new0 (Run, 1);

  run->carriers = g_array_new (FALSE, FALSE, sizeof (Carrier));
  g_array_set_clear_func (run->carriers, carrier_clear);
  run->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  return run;
}

static void
end (gpointer data)
{
  Run *run = data;

  g_hash_table_unref (run->by_id);
  g_array_unref (run->carriers);
  g_free (run);
}

static int
recognise (const RcSample *sample)
{
  gsize start = 0;

  /* Nothing ends the sample. */
  while (start < sample->head_length && g_ascii_isspace (sample->head[start]))
    start++;
  if (start >= sample->head_length || (sample->head[start] != '{' && sample->head[start] != '['))
    return 0;
  return g_strstr_len (sample->head, (gssize) sample->head_length, "\"capsule_id\"") != NULL ? RC_MECHANISM_SURE : 0;
}

static gboolean
judge (RcSealWork      *work,
       gpointer         data,
       const RcSource  *source,
       GBytes          *bytes,
       GError         **error)
{
  Run *run = data;
  Carrier carrier = { source, NULL };

  if (bytes == NULL)
    {
      g_autofree char *reason = g_strdup_printf ("limit(RC_LIMIT_SEAL_FILE_BYTES,%u)", RC_LIMIT_SEAL_FILE_BYTES);

      rc_seal_work_unverifiable (work, "agent-capsule", source, source, reason);
      return TRUE;
    }

  carrier.file = rc_capsule_file_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (carrier.file == NULL)
    return TRUE;

  g_array_append_val (run->carriers, carrier);
  for (guint i = 0; i < carrier.file->capsules->len; i++)
    {
      RcCapsule *capsule = g_ptr_array_index (carrier.file->capsules, i);

      if (!g_hash_table_contains (run->by_id, capsule->id))
        g_hash_table_insert (run->by_id, capsule->id, capsule);
    }
  return TRUE;
}

/* --- One file, once all are known --- */

typedef struct
{
  RcSealWork    *work;
  Run           *run;
  const Carrier *carrier;
  RcSeal        *seal;
  guint          n_opaque;
  guint          n_first;       /* without a parent */
  guint          n_orphans;     /* whose parent was not received */
  guint          n_linked;
  guint          n_signed;
} Judge;

static gint64
record_of (const Judge     *self,
           const RcCapsule *capsule)
{
  const RcSource *source = self->carrier->source;

  if (capsule->line > 0 && capsule->line <= source->records)
    return (gint64) capsule->line;
  return source->records > 0 ? 1 : 0;
}

G_GNUC_PRINTF (6, 7)
static void
tell (Judge           *self,
      const RcCapsule *capsule,
      const char      *kind,
      const char      *expected,
      const char      *found,
      const char      *format,
      ...)
{
  g_autofree char *message = NULL;
  gint64 record = record_of (self, capsule);
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  rc_judgement_add_exception (self->work->judgement,
                              rc_exception_new (kind, self->carrier->source->id, record, record > 0 ? (gint64) capsule->offset : -1,
                                                expected, found, "%s", message));
}

static void
judge_id (Judge           *self,
          const RcCapsule *capsule)
{
  const char *name = self->carrier->source->name;

  switch (capsule->id_fit)
    {
    case RC_CAPSULE_ID_FITS:
      self->seal->checked++;
      return;
    case RC_CAPSULE_ID_OPAQUE:
      self->n_opaque++;
      return;
    case RC_CAPSULE_ID_AMBIGUOUS:
      self->seal->integrity = rc_verdict_worst (self->seal->integrity, RC_VERDICT_AMBIGUOUS);
      tell (self, capsule, RC_EXCEPTION_DUPLICATE_MEMBER, "every member once", "a member twice",
            "A record of “%s” names a member twice: it can be read two ways.", name);
      return;
    case RC_CAPSULE_ID_DIFFERS:
    default:
      self->seal->integrity = RC_VERDICT_INVALID;
      rc_seal_set_reason (self->seal, "digest");
      tell (self, capsule, RC_EXCEPTION_RECORD_ALTERED, capsule->id, capsule->computed,
            "A record of “%s” is not the one that its id was computed from.", name);
    }
}

static void
judge_link (Judge           *self,
            const RcCapsule *capsule)
{
  if (capsule->parent == NULL)
    {
      self->n_first++;
      return;
    }

  self->n_linked++;
  if (g_hash_table_contains (self->run->by_id, capsule->parent))
    return;

  self->n_orphans++;
  tell (self, capsule, RC_EXCEPTION_CHAIN_GAP, capsule->parent, "nothing received",
        "A record of “%s” follows one that was not received.", self->carrier->source->name);
}

/* An extract begins with a record whose parent is elsewhere; a second such record, or one beside a first of all, is a hole. */
static void
judge_sequence (Judge *self)
{
  RcSeal *seal = self->seal;

  seal->completeness = RC_VERDICT_END_NOT_PROVEN;
  rc_seal_add_note (seal, "END_NOT_PROVEN: later records could be absent unnoticed");
  if (self->n_orphans == 1 && self->n_first == 0)
    {
      seal->completeness = rc_verdict_worst (seal->completeness, RC_VERDICT_PARTIAL);
      rc_seal_add_note (seal, "PARTIAL: an extract, whose first record follows one that was not received");
    }
  else if (self->n_orphans > 0)
    {
      seal->completeness = RC_VERDICT_GAP;
    }
  if (self->n_linked > 0 && self->n_signed == 0)
    rc_seal_add_note (seal, "The links between the records are outside their ids: a changed link would not show");
}

static void
judge_witnesses (Judge *self)
{
  const RcCapsuleFile *file = self->carrier->file;

  if (!file->has_witness)
    return;

  rc_seal_add_note (self->seal, "The file itself says that %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " witnesses confirmed it; what they "
                    "signed is not in it", file->n_witnesses, file->n_witnesses_asked);
  if (file->n_witnesses >= file->n_witnesses_asked)
    return;

  self->seal->anchor = rc_verdict_worst (self->seal->anchor, RC_VERDICT_UNVERIFIABLE);
  rc_seal_set_reason (self->seal, "witnesses");
}

static void
judge_nothing_signed (Judge *self)
{
  RcSeal *seal = self->seal;

  seal->signature = RC_VERDICT_UNSIGNED;
  seal->anchor = RC_VERDICT_UNANCHORED;
  if (self->n_opaque > 0)
    {
      seal->integrity = rc_verdict_worst (seal->integrity, RC_VERDICT_UNVERIFIABLE);
      rc_seal_set_reason (seal, "rule-unknown");
      rc_seal_add_note (seal, "%u records do not say by which rule their ids were computed", self->n_opaque);
    }
}

/* --- Statements beside the records --- */

static gboolean
fits (const RcAnchor  *key,
      const RcCapsule *capsule)
{
  RcSignatureForm form;
  RcHash hash;

  return key->key != NULL && rc_key_search_is_plain (key) && rc_cose_algorithm_suits (capsule->algorithm, key->key)
         && rc_cose_algorithm_find (capsule->algorithm, &form, &hash)
         && rc_public_key_verify (key->key, form, hash, g_bytes_get_data (capsule->signed_bytes, NULL),
                                  g_bytes_get_size (capsule->signed_bytes), g_bytes_get_data (capsule->signature, NULL),
                                  g_bytes_get_size (capsule->signature)) == RC_SIGNATURE_FITS;
}

/* A key that made some statements of a file and not others: those were changed. */
static RcKeyFit
try_key (const RcAnchor *key,
         gpointer        data)
{
  const Carrier *carrier = data;
  guint n_signed = 0, n_fitting = 0;

  for (guint i = 0; i < carrier->file->capsules->len; i++)
    {
      const RcCapsule *capsule = g_ptr_array_index (carrier->file->capsules, i);

      if (capsule->signed_bytes == NULL)
        continue;
      n_signed++;
      n_fitting += fits (key, capsule);
    }
  if (n_fitting == 0)
    return RC_KEY_TRIED;
  return n_fitting == n_signed ? RC_KEY_FITS : RC_KEY_FAILED;
}

/* FALSE: one of them is not about its record, or not readable, which no key mends. */
static gboolean
judge_statements (Judge *self)
{
  const char *name = self->carrier->source->name;
  gboolean sound = TRUE;

  for (guint i = 0; i < self->carrier->file->capsules->len; i++)
    {
      const RcCapsule *capsule = g_ptr_array_index (self->carrier->file->capsules, i);

      if (capsule->statement == RC_CAPSULE_SIGNED_OTHER)
        {
          self->seal->integrity = RC_VERDICT_INVALID;
          rc_seal_set_reason (self->seal, "digest");
          tell (self, capsule, RC_EXCEPTION_RECORD_ALTERED, "the record that the statement beside it says", "another",
                "A record of “%s” is not the one that the signed statement beside it is about.", name);
        }
      else if (capsule->statement == RC_CAPSULE_SIGNED_UNREADABLE)
        {
          self->seal->integrity = rc_verdict_worst (self->seal->integrity, RC_VERDICT_MALFORMED);
          tell (self, capsule, RC_EXCEPTION_SEAL_MALFORMED, "a signed statement (COSE_Sign1)", "something else",
                "The signed statement beside a record of “%s” is not readable as one.", name);
        }
      sound = sound && (capsule->statement == RC_CAPSULE_SIGNED || capsule->statement == RC_CAPSULE_UNSIGNED);
    }
  return sound;
}

static RcAnchor *
read_embedded_key (const Judge *self)
{
  const RcCapsule *capsule = g_ptr_array_index (self->carrier->file->capsules, 0);
  RcAnchor *key = capsule->key != NULL ? rc_anchor_parse (capsule->key, strlen (capsule->key), NULL) : NULL;

  if (key != NULL)
    key->id = self->carrier->source->id;
  return key;
}

static void
judge_signed (Judge *self)
{
  g_autoptr (RcAnchor) embedded = read_embedded_key (self);
  RcVerdict integrity = self->seal->integrity;
  g_autofree char *reason = g_strdup (self->seal->reason);
  RcKeyQuestion question = {
    .try_key = try_key,
    .data = (gpointer) self->carrier,
    .purpose = "statements",
    .claimed_us = RC_TIME_NONE,
    .established = rc_seal_work_get_time (self->work, self->carrier->source->id),
    .covered = self->carrier->source,
    .carrier = self->carrier->source,
    .embedded = embedded,
  };
  guint n_capsules = self->carrier->file->capsules->len;

  (void) rc_key_search (self->work, self->seal, &question);
  if (integrity < self->seal->integrity)
    {
      self->seal->integrity = integrity;
      rc_seal_set_reason (self->seal, reason);
    }
  if (self->n_signed < n_capsules)
    {
      self->seal->signature = rc_verdict_worst (self->seal->signature, RC_VERDICT_UNVERIFIABLE);
      rc_seal_set_reason (self->seal, "signature-absent");
    }
  self->seal->total = n_capsules;
  self->seal->checked = self->seal->integrity == RC_VERDICT_VALID ? n_capsules : 0;
}

static void
judge_signatures (Judge *self)
{
  for (guint i = 0; i < self->carrier->file->capsules->len; i++)
    self->n_signed += ((const RcCapsule *) g_ptr_array_index (self->carrier->file->capsules, i))->signed_bytes != NULL;

  if (!judge_statements (self))
    {
      self->seal->signature = self->seal->integrity;
      self->seal->anchor = self->seal->integrity;
    }
  else if (self->n_signed > 0)
    {
      judge_signed (self);
    }
  else
    {
      judge_nothing_signed (self);
    }
}

static void
judge_file (RcSealWork    *work,
            Run           *run,
            const Carrier *carrier)
{
  Judge self = { .work = work, .run = run, .carrier = carrier };

  self.seal = rc_seal_work_begin (work, "agent-capsule", carrier->source, carrier->source);
  self.seal->total = carrier->file->capsules->len;
  self.seal->integrity = RC_VERDICT_VALID;
  for (guint i = 0; i < carrier->file->capsules->len; i++)
    {
      const RcCapsule *capsule = g_ptr_array_index (carrier->file->capsules, i);

      judge_id (&self, capsule);
      judge_link (&self, capsule);
    }

  judge_signatures (&self);
  judge_sequence (&self);
  judge_witnesses (&self);
  if (carrier->file->fault != NULL)
    {
      self.seal->integrity = rc_verdict_worst (self.seal->integrity, RC_VERDICT_MALFORMED);
      rc_seal_work_tell (work, RC_EXCEPTION_SEAL_MALFORMED, carrier->source, carrier->file->fault, "something else",
                         "“%s” holds a line that is no record, at byte %" G_GSIZE_FORMAT ".", carrier->source->name,
                         carrier->file->fault_offset);
    }
  rc_seal_work_end (work, self.seal, carrier->source);
}

static gboolean
finish (RcSealWork  *work,
        gpointer     data,
        GError     **error)
{
  Run *run = data;

  for (guint i = 0; i < run->carriers->len; i++)
    judge_file (work, run, &g_array_index (run->carriers, Carrier, i));
  return TRUE;
}

const RcMechanism rc_mechanism_agent_capsule = {
  .id = "agent-capsule",
  .title = N_("Records of an agent's acts, named by their digests"),
  .evidences = N_("That a record is the one its id was computed from, and which record it follows; not who wrote it."),
  .framing = RC_FRAMING_LINES,
  .recognise = recognise,
  .begin = begin,
  .judge = judge,
  .finish = finish,
  .end = end,
};
