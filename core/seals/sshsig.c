/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/sshsig.h"

#include <string.h>

#include "core/anchors/ssh.h"
#include "core/seals/head-statement.h"
#include "core/seals/key-search.h"
#include "core/seals/source-hash.h"
#include "core/seals/sshsig-file.h"
#include "core/words.h"

#define KIND "sshsig"
#define USUAL_NAMESPACE "file"
#define FLAG_TOUCHED 0x01

/* One signature while it is judged over one delivery of what it signs. */
typedef struct
{
  RcSealWork         *work;
  const RcSource     *carrier;
  const RcSource     *signed_source;
  const RcSshsigFile *file;
  guint8              digest[RC_HASH_MAX_BYTES];
  RcSeal             *seal;
  gboolean            is_allowed;     /* some accepted key fits whose namespaces include this one */
} Signature;

/* --- Whose key it is --- */

static gboolean
allows_namespace (const RcAnchor *key,
                  const char     *name_space)
{
  g_autoptr (GPtrArray) values = rc_anchor_list_identities (key, "namespace");

  if (values->len == 0)
    return strcmp (name_space, USUAL_NAMESPACE) == 0;
  return rc_anchor_allows (key, "namespace", name_space);
}

static RcKeyFit
try_key (const RcAnchor *anchor,
         gpointer        data)
{
  const Signature *signature = data;

  if (!rc_anchor_is_ssh_key (anchor, signature->file->key)
      || (signature->is_allowed && !allows_namespace (anchor, signature->file->name_space)))
    return RC_KEY_NOT_MEANT;
  return rc_sshsig_file_fits (signature->file, anchor->key, signature->digest) ? RC_KEY_FITS : RC_KEY_FAILED;
}

/* Of two accepted keys that fit, the one whose namespaces include this one counts. */
static gboolean
find_allowed (Signature *signature)
{
  for (guint i = 0; i < signature->work->keys->len; i++)
    {
      const RcAnchor *anchor = g_ptr_array_index (signature->work->keys, i);

      if (allows_namespace (anchor, signature->file->name_space) && try_key (anchor, signature) == RC_KEY_FITS)
        return TRUE;
    }
  return FALSE;
}

/* A signature made for one use is none for another (tamper-cases.md T12). */
static void
judge_namespace (Signature      *signature,
                 const RcAnchor *anchor)
{
  const char *name_space = signature->file->name_space;
  g_autoptr (GPtrArray) values = rc_anchor_list_identities (anchor, "namespace");
  g_autofree char *expected = NULL;

  if (allows_namespace (anchor, name_space))
    return;

  g_ptr_array_add (values, NULL);
  expected = values->len > 1 ? g_strjoinv (", ", (char **) values->pdata) : g_strdup (USUAL_NAMESPACE);
  signature->seal->signature = RC_VERDICT_INVALID;
  signature->seal->anchor = RC_VERDICT_INVALID;
  signature->seal->checked = 0;
  rc_seal_set_reason (signature->seal, "namespace");
  rc_seal_work_tell (signature->work, RC_EXCEPTION_SIGNATURE_INVALID, signature->carrier, expected, name_space,
                     "“%s” was signed for the use “%s”; the key of %s counts for “%s” here.", signature->carrier->name, name_space,
                     anchor->owner, expected);
}

static void
note_security_key (Signature *signature)
{
  const RcSshsigFile *file = signature->file;

  if (file->key->application == NULL)
    return;
  rc_seal_add_note (signature->seal, "Made by a security key for “%s”, its signature number %u, %s", file->key->application, file->counter,
                    (file->flags & FLAG_TOUCHED) != 0 ? "which somebody touched" : "which nobody had to touch");
}

/* The signature names its key in full: where it does not fit that key it fits none. */
static gboolean
tell_broken (Signature *signature)
{
  const RcSshsigFile *file = signature->file;

  if (rc_sshsig_file_fits (file, file->key->key, signature->digest))
    return FALSE;
  for (guint i = 0; i < signature->work->keys->len; i++)
    {
      if (rc_anchor_is_ssh_key (g_ptr_array_index (signature->work->keys, i), file->key))
        return FALSE;
    }

  rc_seal_set_all (signature->seal, RC_VERDICT_INVALID, "signature");
  rc_seal_work_tell (signature->work, RC_EXCEPTION_SIGNATURE_INVALID, signature->signed_source, "the bytes that were signed", "other bytes",
                     "“%s” does not fit its signature “%s” under the key that the signature itself names.", signature->signed_source->name,
                     signature->carrier->name);
  return TRUE;
}

static void
judge_keys (Signature *signature)
{
  g_autofree char *fingerprint = rc_ssh_key_dup_fingerprint (signature->file->key);
  g_autoptr (RcAnchor) embedded = rc_anchor_new_ssh (signature->file->key);
  RcKeyQuestion question = {
    .try_key = try_key,
    .data = signature,
    .purpose = rc_head_statement_is (signature->work->context, signature->signed_source) ? "log-head" : "files",
    .key_name = fingerprint,
    .claimed_us = RC_TIME_NONE,
    .established = rc_seal_work_get_time (signature->work, signature->carrier->id),
    .covered = signature->signed_source,
    .carrier = signature->carrier,
    .embedded = embedded,
  };
  const RcAnchor *anchor;

  if (tell_broken (signature))
    return;
  embedded->id = signature->carrier->id;
  signature->is_allowed = find_allowed (signature);
  anchor = rc_key_search (signature->work, signature->seal, &question);
  rc_seal_add_note (signature->seal, "Signed for the use “%s”", signature->file->name_space);
  note_security_key (signature);
  if (anchor != NULL)
    judge_namespace (signature, anchor);
}

/* --- One signature file --- */

static void
tell_forbidden (Signature *signature)
{
  rc_seal_set_all (signature->seal, RC_VERDICT_INVALID, "algorithm");
  rc_seal_work_tell (signature->work, RC_EXCEPTION_SIGNATURE_INVALID, signature->carrier, "an algorithm of its key",
                     signature->file->algorithm, "“%s” is a signature by “%s”, which a key “%s” must not make.",
                     signature->carrier->name, signature->file->algorithm, signature->file->key->type);
}

/* (nullable): why it cannot be asked here. */
static const char *
find_unsupported (const RcSshsigFile *file)
{
  if (file->version != 1)
    return "format-unsupported";
  if (file->key->key == NULL || rc_sshsig_file_get_hash (file) == RC_HASH_NONE || file->signature == NULL)
    return "algorithm-unsupported";
  return NULL;
}

static gboolean
judge_content (Signature  *signature,
               GError    **error)
{
  const char *unsupported = find_unsupported (signature->file);
  gboolean is_held;

  if (rc_sshsig_file_is_forbidden (signature->file))
    {
      tell_forbidden (signature);
      return TRUE;
    }
  if (unsupported != NULL)
    {
      rc_seal_set_all (signature->seal, RC_VERDICT_UNVERIFIABLE, unsupported);
      return TRUE;
    }
  if (!rc_source_hash (signature->work, signature->signed_source, rc_sshsig_file_get_hash (signature->file), NULL, signature->digest,
                       &is_held, error))
    return FALSE;

  if (is_held)
    judge_keys (signature);
  else
    rc_seal_set_all (signature->seal, RC_VERDICT_UNVERIFIABLE, "bytes-not-held");
  return TRUE;
}

static gboolean
judge_signature (RcSealWork          *work,
                 const RcSource      *carrier,
                 const RcSource      *signed_source,
                 const RcSshsigFile  *file,
                 GError             **error)
{
  Signature signature = { .work = work, .carrier = carrier, .signed_source = signed_source, .file = file };

  signature.seal = rc_seal_work_begin (work, KIND, signed_source, carrier);
  if (signed_source == NULL)
    rc_seal_work_payload_absent (work, signature.seal, carrier);
  else if (!judge_content (&signature, error))
    {
      rc_seal_free (signature.seal);
      return FALSE;
    }
  rc_seal_work_end (work, signature.seal, carrier);
  return TRUE;
}

static const char * const endings[] = { ".sshsig", ".sig", NULL };

static gboolean
judge_deliveries (RcSealWork          *work,
                  const RcSource      *carrier,
                  const RcSshsigFile  *file,
                  GError             **error)
{
  g_autoptr (GPtrArray) found = rc_seal_work_find_signed (work, carrier, endings);

  if (found->len == 0)
    return judge_signature (work, carrier, NULL, file, error);
  for (guint i = 0; i < found->len; i++)
    {
      if (!judge_signature (work, carrier, g_ptr_array_index (found, i), file, error))
        return FALSE;
    }
  return TRUE;
}

/* --- The mechanism --- */

static int
recognise (const RcSample *sample)
{
  return rc_sshsig_file_is (sample->head, sample->head_length) ? RC_MECHANISM_SURE : 0;
}

static gboolean
judge (RcSealWork      *work,
       gpointer         run,
       const RcSource  *carrier,
       GBytes          *bytes,
       GError         **error)
{
  g_autoptr (RcSshsigFile) file = NULL;
  const char *fault = "is larger than any such signature";
  RcSshsigForm form = RC_SSHSIG_MALFORMED;

  if (bytes != NULL)
    form = rc_sshsig_file_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &file, &fault);
  if (form == RC_SSHSIG_READ)
    return judge_deliveries (work, carrier, file, error);
  if (form == RC_SSHSIG_MALFORMED)
    {
      g_autoptr (GPtrArray) found = rc_seal_work_find_signed (work, carrier, endings);

      rc_seal_work_malformed (work, KIND, found->len > 0 ? g_ptr_array_index (found, 0) : NULL, carrier, "a signature of OpenSSH", fault);
    }
  return TRUE;
}

const RcMechanism rc_mechanism_sshsig = {
  .id = "ssh-signature",
  .title = N_("Signature of OpenSSH"),
  .evidences = N_("That the holder of an SSH key signed the bytes of another file; judged by verify against the accepted keys."),
  .framing = RC_FRAMING_LINES,
  .recognise = recognise,
  .judge = judge,
};
