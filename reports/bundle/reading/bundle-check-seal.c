/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/reading/bundle-opening.h"

#include <string.h>

#include "core/anchor-kind.h"
#include "core/anchors/ssh.h"
#include "core/anchors/x509.h"
#include "core/bounds.h"
#include "core/seals/minisign-file.h"
#include "core/seals/sshsig-file.h"
#include "core/seals/time-stamp-request.h"
#include "core/seals/time-stamp-token.h"
#include "core/timestamp.h"
#include "core/trust-file.h"
#include "core/words.h"

/*
 * The seal stands over the tag manifest, which names the manifest, which names all that is handed over. Nothing in a bundle is a key of whoever opens it:
 * the key beside the seal shows that one key made it, and never whose.
 */

#define SEALED "tagmanifest-sha256.txt"
#define ANCHORS "data/trust-anchors.used.json"
#define PURPOSE "files"

typedef struct
{
  RcBundleOpenWork *work;
  GPtrArray        *keys;        /* of RcAnchor: the reader's own */
  gboolean          has_named;   /* the first of them was named for this bundle: no other can stand for it */
  gboolean          named_held;  /* a seal was held against it */
  GBytes           *sealed;      /* (nullable) */
} Seal;

static gboolean
read_keys (Seal    *self,
           GError **error)
{
  const RcBundleOpenTerms *terms = self->work->terms;

  if (terms->trust != NULL)
    {
      g_autoptr (GBytes) bytes = rc_trust_read_file (terms->trust, error);
      gsize length;
      const char *text = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
      g_autoptr (GPtrArray) list = text != NULL ? rc_trust_file_parse (text, length, NULL, error) : NULL;

      if (list == NULL)
        return FALSE;
      g_ptr_array_extend_and_steal (self->keys, g_steal_pointer (&list));
    }
  if (terms->seal_key != NULL)
    {
      RcAnchor *anchor = rc_anchor_parse (terms->seal_key, strlen (terms->seal_key), error);

      if (anchor == NULL)
        return FALSE;
      g_ptr_array_insert (self->keys, 0, anchor);
      self->has_named = TRUE;
    }
  return TRUE;
}

static void
add (Seal       *self,
     const char *object,
     RcVerdict   verdict,
     const char *reason,
     const char *expected,
     const char *found,
     const char *message)
{
  rc_bundle_check_add (self->work, object, verdict, reason, expected, found, "%s", message);
}

static GBytes *
read_small (Seal       *self,
            const char *path)
{
  return rc_bundle_reader_has (self->work->reader, path) ? rc_bundle_reader_read (self->work->reader, path, RC_LIMIT_SEAL_FILE_BYTES, NULL) : NULL;
}

static void
note_fingerprint (Seal           *self,
                  const RcAnchor *anchor)
{
  if (self->work->opening->seal_fingerprint == NULL)
    self->work->opening->seal_fingerprint = rc_digest_dup_hex (&anchor->fingerprint);
}

/* --- What the seal says besides --- */

static void
compare_token (Seal       *self,
               char      **tokens,
               const char *name,
               const char *expected)
{
  const char *found = NULL;
  gsize length = strlen (name);

  for (guint i = 0; tokens[i] != NULL; i++)
    if (strncmp (tokens[i], name, length) == 0 && tokens[i][length] == ':')
      found = tokens[i] + length + 1;
  if (g_strcmp0 (expected, found) != 0)
    rc_bundle_check_add (self->work, N_("seal"), RC_VERDICT_INVALID, "identity", expected, found,
                         _("The seal was made for another bundle: what it says in “%s” is not what is in this one."), name);
}

/* A seal that was copied from another bundle, or kept while the bundle was changed, says so itself. */
static void
check_comment (Seal                 *self,
               const RcMinisignFile *file)
{
  const RcJson *info = &self->work->info;
  g_autofree char *comment = file->trusted_comment != NULL ? g_strndup (file->trusted_comment, file->trusted_length) : g_strdup ("");
  g_auto (GStrv) tokens = g_strsplit (comment, "\t", -1);
  g_autofree char *id = rc_json_dup_string (info, rc_json_member (info, 0, "id"));
  g_autofree char *changed = rc_json_dup_string (info, rc_json_member (info, 0, "changed"));
  g_autofree char *version = rc_json_dup_string (info, rc_json_pointer (info, "/program/version"));
  g_autofree char *program = g_strdup_printf ("Recount %s", version != NULL ? version : "");
  g_autoptr (GBytes) anchors = read_small (self, ANCHORS);
  g_autofree char *hex = NULL;
  RcDigest digest;

  rc_digest_compute (anchors != NULL ? g_bytes_get_data (anchors, NULL) : "", anchors != NULL ? g_bytes_get_size (anchors) : 0, &digest);
  hex = rc_digest_dup_hex (&digest);
  compare_token (self, tokens, "bundle", id);
  compare_token (self, tokens, "state-of", changed);
  compare_token (self, tokens, "program", program);
  compare_token (self, tokens, "accepted-keys-sha256", hex);
}

/* Where a key of the same kind was named, it alone counts; one for something else is none for this. */
static gboolean
may_seal (const Seal *self,
          guint       i)
{
  const RcAnchor *named = self->has_named ? g_ptr_array_index (self->keys, 0) : NULL;
  const RcAnchor *anchor = g_ptr_array_index (self->keys, i);

  if (anchor == named)
    return TRUE;
  if (named != NULL && rc_anchor_has_number (named) == rc_anchor_has_number (anchor))
    return FALSE;
  return rc_anchor_accepts (anchor, PURPOSE);
}

/* "untrusted" words beside a key are read by people: there are none but those of minisign. */
static void
check_key_file (Seal           *self,
                GBytes         *bytes,
                const RcAnchor *anchor)
{
  g_autofree char *material = rc_anchor_dup_material (anchor);
  g_autofree char *expected = g_strdup_printf ("untrusted comment: minisign public key %s\n%s\n", anchor->key_id, material);

  if (strlen (expected) != g_bytes_get_size (bytes) || memcmp (expected, g_bytes_get_data (bytes, NULL), strlen (expected)) != 0)
    add (self, "seal-key.pub", RC_VERDICT_MALFORMED, NULL, N_("a key as minisign writes it"), N_("other words beside it"),
         _("The file of the key says something else besides the key."));
}

/* --- minisign --- */

static gboolean
fits (const RcMinisignFile    *file,
      const RcMinisignContent *content,
      const RcAnchor          *anchor)
{
  const guint8 *key = anchor->key != NULL ? rc_public_key_peek_ed25519 (anchor->key) : NULL;

  return key != NULL && rc_anchor_has_number (anchor) && rc_minisign_file_fits (file, content, key) && rc_minisign_file_comment_fits (file, key);
}

static gboolean
try_reader (Seal                    *self,
            const RcMinisignFile    *file,
            const RcMinisignContent *content)
{
  for (guint i = 0; i < self->keys->len; i++)
    {
      const RcAnchor *anchor = g_ptr_array_index (self->keys, i);

      if (!may_seal (self, i) || !fits (file, content, anchor))
        continue;
      note_fingerprint (self, anchor);
      self->named_held = self->named_held || (self->has_named && i == 0);
      if (anchor->revoked_us != RC_TIME_NONE)
        add (self, N_("seal"), RC_VERDICT_INVALID, "revoked", N_("a key that was not revoked"), anchor->key_id, _("The key of the seal was revoked."));
      else
        add (self, N_("seal"), RC_VERDICT_VALID, NULL, NULL, anchor->key_id, _("The seal holds, by the key that you have from elsewhere."));
      return TRUE;
    }
  return FALSE;
}

static void
try_own (Seal                    *self,
         const RcMinisignFile    *file,
         const RcMinisignContent *content)
{
  g_autoptr (GBytes) bytes = read_small (self, "seal-key.pub");
  g_autoptr (RcAnchor) anchor = bytes != NULL ? rc_anchor_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL) : NULL;
  const RcAnchor *named = self->has_named ? g_ptr_array_index (self->keys, 0) : NULL;

  if (anchor == NULL)
    {
      add (self, N_("seal"), RC_VERDICT_UNVERIFIABLE, "key-missing", N_("a key that fits the seal"), N_("none"),
           _("Nobody can tell whose seal this is: no key for it is at hand."));
      return;
    }
  note_fingerprint (self, anchor);
  self->named_held = self->named_held || (named != NULL && rc_anchor_has_number (named));
  if (!fits (file, content, anchor))
    add (self, N_("seal"), RC_VERDICT_INVALID, "signature", N_("a signature over this list of files"), N_("one over other bytes, or by another key"),
         _("The seal does not hold: the bundle was changed after it was sealed, or the seal is of another bundle."));
  else if (named != NULL && rc_anchor_has_number (named))
    {
      g_autofree char *expected = rc_digest_dup_hex (&named->fingerprint);

      add (self, N_("seal"), RC_VERDICT_INVALID, "identity", expected, self->work->opening->seal_fingerprint,
           _("The seal was made with another key than the one that you have from elsewhere."));
    }
  else
    add (self, N_("seal"), RC_VERDICT_UNVERIFIABLE, "key-in-bundle-only", N_("a key that you have from elsewhere"), self->work->opening->seal_fingerprint,
         _("The seal fits the key that came with the bundle. Whoever made the bundle can have made that key: confirm it by another channel."));
}

static void
check_minisign (Seal   *self,
                GBytes *bytes)
{
  g_autoptr (RcMinisignFile) file = NULL;
  g_auto (RcMinisignContent) content = { NULL, 0 };
  g_autoptr (RcStream) stream = rc_stream_new_memory (self->sealed);
  g_autoptr (GBytes) key_bytes = NULL;
  g_autoptr (RcAnchor) own = NULL;
  const char *fault = NULL;

  if (rc_minisign_file_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), SEALED ".minisig", &file, &fault) != RC_MINISIGN_READ
      || file->is_signify || !file->is_prehashed || file->embedded > 0
      || !rc_minisign_content_read (file, stream, g_bytes_get_size (self->sealed), &content, NULL))
    {
      add (self, N_("seal"), RC_VERDICT_MALFORMED, NULL, N_("a signature of minisign (form ED)"), fault != NULL ? fault : N_("something else"),
           _("The seal is not a seal."));
      return;
    }
  if (!try_reader (self, file, &content))
    try_own (self, file, &content);
  check_comment (self, file);
  key_bytes = read_small (self, "seal-key.pub");
  own = key_bytes != NULL ? rc_anchor_parse (g_bytes_get_data (key_bytes, NULL), g_bytes_get_size (key_bytes), NULL) : NULL;
  if (own != NULL)
    check_key_file (self, key_bytes, own);
}

/* --- SSH --- */

static void
check_ssh (Seal   *self,
           GBytes *bytes)
{
  g_autoptr (RcSshsigFile) file = NULL;
  const char *fault = NULL;
  guint8 digest[RC_HASH_MAX_BYTES];
  g_autofree char *fingerprint = NULL;
  RcHash hash;

  if (rc_sshsig_file_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &file, &fault) != RC_SSHSIG_READ || file->version != 1
      || file->key == NULL || file->key->key == NULL || file->signature == NULL || rc_sshsig_file_is_forbidden (file)
      || (hash = rc_sshsig_file_get_hash (file)) == RC_HASH_NONE)
    {
      add (self, N_("seal by SSH"), RC_VERDICT_MALFORMED, NULL, N_("a signature of ssh-keygen -Y"), fault != NULL ? fault : N_("another form"),
           _("The seal by an SSH key is not one that can be read."));
      return;
    }
  rc_hash_compute (hash, g_bytes_get_data (self->sealed, NULL), g_bytes_get_size (self->sealed), digest);
  fingerprint = rc_ssh_key_dup_fingerprint (file->key);
  if (strcmp (file->name_space, "file") != 0 || !rc_sshsig_file_fits (file, file->key->key, digest))
    {
      add (self, N_("seal by SSH"), RC_VERDICT_INVALID, strcmp (file->name_space, "file") != 0 ? "namespace" : "signature",
           N_("a signature for files over this list of files"), N_("another one"), _("The seal by an SSH key does not hold."));
      return;
    }

  for (guint i = 0; i < self->keys->len; i++)
    {
      const RcAnchor *anchor = g_ptr_array_index (self->keys, i);

      if (!may_seal (self, i) || !rc_anchor_is_ssh_key (anchor, file->key))
        continue;
      self->named_held = self->named_held || (self->has_named && i == 0);
      if (anchor->revoked_us != RC_TIME_NONE)
        add (self, N_("seal by SSH"), RC_VERDICT_INVALID, "revoked", N_("a key that was not revoked"), fingerprint, _("The key of the seal was revoked."));
      else
        add (self, N_("seal by SSH"), RC_VERDICT_VALID, NULL, NULL, fingerprint, _("The seal by an SSH key holds, by the key that you have from elsewhere."));
      return;
    }
  if (self->has_named && !rc_anchor_has_number (g_ptr_array_index (self->keys, 0)))
    {
      self->named_held = TRUE;
      add (self, N_("seal by SSH"), RC_VERDICT_INVALID, "identity", ((const RcAnchor *) g_ptr_array_index (self->keys, 0))->key_id, fingerprint,
           _("The seal was made with another key than the one that you have from elsewhere."));
      return;
    }
  add (self, N_("seal by SSH"), RC_VERDICT_UNVERIFIABLE, "key-in-bundle-only", N_("a key that you have from elsewhere"), fingerprint,
       _("The seal by an SSH key fits the key that came with the bundle: confirm it by another channel."));
}

/* --- The time stamp --- */

static GPtrArray *
list_roots (const Seal *self)
{
  GPtrArray *roots = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_certificate_unref);

  for (guint i = 0; i < self->keys->len; i++)
    {
      const RcAnchor *anchor = g_ptr_array_index (self->keys, i);
      g_autoptr (GPtrArray) found = NULL;
      g_autoptr (GPtrArray) help = NULL;

      if (strcmp (anchor->kind, RC_ANCHOR_TSA_ROOT) == 0 && rc_anchor_read_certificates (anchor, &found, &help))
        for (guint k = 0; k < found->len; k++)
          g_ptr_array_add (roots, rc_certificate_ref (g_ptr_array_index (found, k)));
    }
  return roots;
}

static GBytes *
read_stamp (Seal    *self,
            GError **error)
{
  const char *path = self->work->terms->stamp;
  g_autoptr (RcStream) file = NULL;
  guint8 *bytes;
  gsize n;

  if (path == NULL)
    return read_small (self, SEALED ".tsr");
  file = rc_stream_new_file (path, error);
  if (file == NULL)
    return NULL;
  bytes = g_malloc (RC_LIMIT_TIME_STAMP_BYTES);
  if (!rc_stream_read_full (file, bytes, RC_LIMIT_TIME_STAMP_BYTES, &n, error))
    {
      g_free (bytes);
      return NULL;
    }
  return g_bytes_new_take (bytes, n);
}

static void
judge_stamp (Seal   *self,
             GBytes *bytes)
{
  const char *fault = NULL, *reason = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *time = NULL;
  g_autoptr (GPtrArray) roots = list_roots (self);
  g_autoptr (RcTimeStampToken) token = rc_time_stamp_token_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &fault);
  RcVerdict verdict;

  if (token == NULL)
    {
      add (self, N_("time stamp"), RC_VERDICT_MALFORMED, NULL, N_("an answer of RFC 3161"), fault, _("The time stamp cannot be read."));
      return;
    }
  verdict = rc_time_stamp_token_verify (token, g_bytes_get_data (self->sealed, NULL), g_bytes_get_size (self->sealed), roots, NULL, &reason, &detail);
  time = rc_time_format_utc (rc_time_stamp_token_time_us (token));
  add (self, N_("time stamp"), verdict, reason, N_("a time stamp over this list of files"), verdict == RC_VERDICT_VALID ? time : detail,
       verdict == RC_VERDICT_VALID ? _("The bundle was sealed not later than the time stamp says.")
                                   : _("The time stamp does not show when the bundle was sealed."));
}

static gboolean
check_stamp (Seal    *self,
             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) bytes = read_stamp (self, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (bytes != NULL)
    judge_stamp (self, bytes);
  return TRUE;
}

/* It stands over nothing itself, and is in no manifest: whoever has it stamped gets a stamp over what it says. */
static void
check_request (Seal *self)
{
  g_autoptr (GBytes) found = read_small (self, SEALED ".tsq");
  g_autoptr (GBytes) expected = NULL;
  RcDigest digest;

  if (found == NULL && !rc_bundle_reader_has (self->work->reader, SEALED ".tsq"))
    return;
  rc_digest_compute (g_bytes_get_data (self->sealed, NULL), g_bytes_get_size (self->sealed), &digest);
  expected = rc_time_stamp_request_new (&digest);
  if (found == NULL || !g_bytes_equal (found, expected))
    add (self, N_("request for a time stamp"), RC_VERDICT_INVALID, "digest", N_("a request over this list of files"), N_("another one"),
         _("The request for a time stamp is about something else: a stamp by it would not be over this bundle."));
}

/* --- All of it --- */

static void
check_seals (Seal *self)
{
  const RcJson *info = &self->work->info;
  g_autoptr (GBytes) minisign = read_small (self, SEALED ".minisig");
  g_autoptr (GBytes) ssh = read_small (self, SEALED ".sig");
  gboolean says_none = rc_json_is (info, rc_json_member (info, 0, "sealed"), RC_JSON_FALSE);

  if (minisign != NULL)
    check_minisign (self, minisign);
  if (ssh != NULL)
    check_ssh (self, ssh);
  if (minisign != NULL || ssh != NULL)
    {
      if (self->has_named && !self->named_held)
        add (self, N_("seal"), RC_VERDICT_INVALID, "identity", ((const RcAnchor *) g_ptr_array_index (self->keys, 0))->key_id, N_("none by this key"),
             _("No seal of the bundle was made with the key that you have from elsewhere."));
      return;
    }
  if (says_none && !self->has_named)
    add (self, N_("seal"), RC_VERDICT_UNSIGNED, NULL, NULL, N_("none"),
         _("The bundle is not sealed: nothing shows who made it, and whether it is as it was made."));
  else
    add (self, N_("seal"), RC_VERDICT_UNVERIFIABLE, "signature-absent", N_("a seal"), N_("none"), _("The bundle should be sealed, and has no seal."));
}

gboolean
rc_bundle_check_seal (RcBundleOpenWork  *work,
                      GError           **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_anchor_free);
  Seal seal = { .work = work, .keys = keys };
  gboolean good;

  if (!read_keys (&seal, error))
    return FALSE;
  seal.sealed = rc_bundle_reader_has (work->reader, SEALED) ? rc_bundle_reader_read (work->reader, SEALED, RC_LIMIT_DIRECTORY_BYTES, NULL) : NULL;
  if (seal.sealed == NULL)
    {
      add (&seal, N_("seal"), RC_VERDICT_INVALID, "path", N_("the list of files that is sealed"), N_("none"),
           _("What the seal stands over is not in the bundle."));
      return TRUE;
    }
  check_seals (&seal);
  check_request (&seal);
  good = check_stamp (&seal, error);
  g_bytes_unref (seal.sealed);
  return good;
}
