/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/issue/officer-signing.h"

#include <string.h>

#include <glib/gstdio.h>

#include "core/bounds.h"
#include "core/registers/register.h"
#include "core/words.h"
#include "reports/archival/signing.h"
#include "reports/issue/pdf-addition.h"
#include "reports/issue/signed-copy.h"
#include "reports/typesetting/file-write.h"

/* One signature while it is made. */
typedef struct
{
  RcCase             *case_file;
  RcIssued           *issued;
  GBytes             *bytes;
  const RcIssuedFile *file;
  char               *today;
} Work;

static void
work_clear (Work *self)
{
  g_clear_pointer (&self->issued, rc_issued_free);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->today);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static char *
digest (GBytes *bytes)
{
  RcDigest computed;

  rc_digest_compute (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &computed);
  return rc_digest_dup_hex (&computed);
}

/* Nothing is signed but what was frozen, alone or with signatures that hold. */
static gboolean
load (RcCase      *case_file,
      gint64       number,
      const char  *path,
      Work        *self,
      GError     **error)
{
  g_autoptr (RcSignedCopy) copy = NULL;
  g_autofree char *sha256 = NULL;

  self->case_file = case_file;
  self->today = rc_register_dup_day (g_get_real_time ());
  self->issued = rc_issued_find (case_file, number, error);
  self->bytes = self->issued != NULL ? rc_signed_copy_read (path, RC_LIMIT_SIGNED_PDF_BYTES, error) : NULL;
  if (self->bytes == NULL)
    return FALSE;

  sha256 = digest (self->bytes);
  self->file = rc_issued_find_file (self->issued, sha256);
  if (self->file != NULL)
    return TRUE;

  copy = rc_signed_copy_examine (case_file, self->issued, &(RcSignedCopyTerms) { .path = path }, error);
  self->file = copy != NULL ? rc_issued_find_file_named (self->issued, copy->file) : NULL;
  return self->file != NULL;
}

/* Looks first whether it can be entered, writes, enters; what could not be entered is taken away again. */
static gboolean
write_and_enter (const Work            *work,
                 const RcOfficerTerms  *terms,
                 GBytes                *bytes,
                 RcIssuedMatch          match,
                 const char            *method,
                 const char            *found,
                 GError               **error)
{
  g_autofree char *sha256 = digest (bytes);
  const RcIssuedSignature signature = {
    .match = match, .file = work->file->name, .signatory = (char *) terms->signatory, .function = (char *) terms->function,
    .on = terms->on != NULL ? (char *) terms->on : work->today, .how = (char *) (terms->how != NULL ? terms->how : method),
    .found = (char *) found, .sha256 = sha256, .by = (char *) terms->by,
  };

  if (!rc_issued_check_signature (work->issued, &signature, error) ||
      !rc_file_write (terms->output, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), /* replace= */ FALSE, error))
    return FALSE;
  if (rc_issued_sign (work->case_file, work->issued->number, &signature, error))
    return TRUE;

  (void) g_unlink (terms->output);
  return FALSE;
}

gboolean
rc_officer_sign_pdf (RcCase                *case_file,
                     gint64                 number,
                     const RcOfficerTerms  *terms,
                     const char            *pkcs12_path,
                     const char            *passphrase,
                     GError               **error)
{
  gint64 now_us = g_get_real_time ();
  g_auto (Work) work = { 0 };
  g_autoptr (GBytes) container = NULL;
  g_autoptr (RcSigningKey) key = NULL;
  g_autoptr (GBytes) signed_pdf = NULL;
  g_autofree char *name = g_path_get_basename (terms->output);
  g_autofree char *found = NULL;

  if (!load (case_file, number, terms->path, &work, error))
    return FALSE;
  container = rc_signed_copy_read (pkcs12_path, RC_LIMIT_SIGNING_KEY_BYTES, error);
  key = container != NULL ? rc_signing_key_open (container, passphrase, now_us, error) : NULL;
  signed_pdf = key != NULL ? rc_signing_sign_pdf (work.bytes, key, NULL, NULL, now_us, error) : NULL;
  found = signed_pdf != NULL ? rc_pdf_addition_check (case_file, work.file, signed_pdf, name, error) : NULL;
  return found != NULL && write_and_enter (&work, terms, signed_pdf, RC_ISSUED_MATCH_BYTES, "CMS", found, error);
}

/* The second line of a public key file of minisign. */
static char *
dup_public (GError **error)
{
  g_autofree char *file = rc_signing_dup_minisign_key (error);
  g_auto (GStrv) lines = file != NULL ? g_strsplit (file, "\n", 3) : NULL;

  return lines != NULL && g_strv_length (lines) > 1 ? g_strdup (lines[1]) : NULL;
}

gboolean
rc_officer_sign_minisign (RcCase                *case_file,
                          gint64                 number,
                          const RcOfficerTerms  *terms,
                          char                 **out_public,
                          GError               **error)
{
  g_auto (Work) work = { 0 };
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *public_key = NULL;
  g_autofree char *found = NULL;
  char *text;

  if (!load (case_file, number, terms->path, &work, error))
    return FALSE;
  text = rc_signing_minisign (work.bytes, work.file->name, g_get_real_time (), error);
  bytes = text != NULL ? g_bytes_new_take (text, strlen (text)) : NULL;
  public_key = bytes != NULL ? dup_public (error) : NULL;
  if (public_key == NULL)
    return FALSE;

  found = g_strdup_printf (_("minisign signature over exactly this file, made here with the auditor’s key %s."), public_key);
  if (!write_and_enter (&work, terms, bytes, RC_ISSUED_MATCH_DETACHED, "minisign", found, error))
    return FALSE;

  *out_public = g_steal_pointer (&public_key);
  return TRUE;
}
