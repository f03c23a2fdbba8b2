/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/issue/signed-copy.h"

#include <string.h>

#include <gio/gio.h>

#include "core/bounds.h"
#include "core/digest.h"
#include "core/display-text.h"
#include "core/issued/detached-signature.h"
#include "core/registers/paper.h"
#include "core/words.h"
#include "reports/issue/pdf-addition.h"

#define KIND_DECLARATION "E19"
#define KIND_OTHER       "signed report"
#define SHOWN_BYTES      200u

/* One thing that came back while it is looked at. */
typedef struct
{
  RcCase         *case_file;
  const RcIssued *issued;
  char           *name;        /* of the file, safe to show */
  GBytes         *bytes;
  char           *sha256;
  GError        **error;
} Copy;

static void
copy_clear (Copy *self)
{
  g_free (self->name);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->sha256);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Copy, copy_clear)

void
rc_signed_copy_free (RcSignedCopy *self)
{
  if (self == NULL)
    return;

  g_free (self->file);
  g_free (self->sha256);
  g_free (self->found);
  g_free (self);
}

static RcSignedCopy *
signed_copy_new (RcIssuedMatch  match,
                 const char    *file,
                 const char    *sha256,
                 const char    *method,
                 const char    *found)
{
  RcSignedCopy *self = g_new0 (RcSignedCopy, 1);

  self->match = match;
  self->file = g_strdup (file);
  self->sha256 = g_strdup (sha256);
  self->method = method;
  self->found = g_strdup (found);
  return self;
}

/* --- Reading --- */

static char *
digest (const void *bytes,
        gsize       length)
{
  RcDigest computed;

  rc_digest_compute (bytes, length, &computed);
  return rc_digest_dup_hex (&computed);
}

/* One byte more than may be is asked for: what is larger is refused by its size. */
GBytes *
rc_signed_copy_read (const char  *path,
                     gsize        most,
                     GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (GBytes) part = NULL;

  do
    {
      g_clear_pointer (&part, g_bytes_unref);
      part = stream != NULL ? g_input_stream_read_bytes (G_INPUT_STREAM (stream), RC_LIMIT_BLOCK_BYTES, NULL, error) : NULL;
      if (part == NULL)
        return NULL;
      g_byte_array_append (all, g_bytes_get_data (part, NULL), (guint) g_bytes_get_size (part));
    }
  while (g_bytes_get_size (part) > 0 && all->len <= most);

  if (all->len <= most)
    return g_byte_array_free_to_bytes (g_steal_pointer (&all));
  g_set_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_CONTENT, _("“%1$s”: expected at most %2$llu bytes, found more"), shown,
               (unsigned long long) most);
  return NULL;
}

/* --- What differs --- */

/* The frozen file that it is most likely meant to be: of the same name, else the only PDF, else the first; (nullable). */
static const RcIssuedFile *
guess_file (const Copy *copy)
{
  const RcIssuedFile *named = rc_issued_find_file_named (copy->issued, copy->name);

  return named != NULL || copy->issued->files->len == 0 ? named : g_ptr_array_index (copy->issued->files, 0);
}

/* One sentence: which file, what was frozen, what came. */
static RcSignedCopy *
refuse_other (const Copy *copy)
{
  const RcIssuedFile *file = guess_file (copy);
  gsize length;
  const guint8 *bytes = g_bytes_get_data (copy->bytes, &length);
  g_autofree char *beginning = NULL;

  if (file == NULL)
    {
      g_set_error (copy->error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_STATE, _("Nothing was frozen for signature yet"));
      return NULL;
    }
  if (length < file->bytes)
    {
      g_set_error (copy->error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_CONTENT,
                   _("“%1$s” is not what was frozen: it has %2$llu bytes, and “%3$s” had %4$llu"), copy->name, (unsigned long long) length,
                   file->name, (unsigned long long) file->bytes);
      return NULL;
    }

  beginning = digest (bytes, (gsize) file->bytes);
  g_set_error (copy->error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_CONTENT,
               _("“%1$s” is not what was frozen: its first %2$llu bytes have the SHA-256 %3$.8s…, and “%4$s” had %5$.8s…"), copy->name,
               (unsigned long long) file->bytes, beginning, file->name, file->sha256);
  return NULL;
}

/* --- The frozen bytes with something behind them --- */

/* (nullable) */
static const RcIssuedFile *
find_beginning (const Copy *copy)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (copy->bytes, &length);

  for (guint i = 0; i < copy->issued->files->len; i++)
    {
      const RcIssuedFile *file = g_ptr_array_index (copy->issued->files, i);
      g_autofree char *beginning = file->bytes < length ? digest (bytes, (gsize) file->bytes) : NULL;

      if (g_strcmp0 (beginning, file->sha256) == 0)
        return file;
    }
  return NULL;
}

static RcSignedCopy *
examine_longer (const Copy         *copy,
                const RcIssuedFile *file)
{
  g_autofree char *found = rc_pdf_addition_check (copy->case_file, file, copy->bytes, copy->name, copy->error);

  return found != NULL ? signed_copy_new (RC_ISSUED_MATCH_BYTES, file->name, copy->sha256, "CMS", found) : NULL;
}

/* A CMS signature that holds the file. */
static RcSignedCopy *
examine_enveloping (const Copy *copy,
                    gboolean   *out_is)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (RcDetachedSignature) signature = NULL;
  g_autoptr (GBytes) held = rc_detached_signature_open (copy->case_file, copy->bytes, copy->name, &signature, &local_error);
  g_autofree char *sha256 = held != NULL ? digest (g_bytes_get_data (held, NULL), g_bytes_get_size (held)) : NULL;
  const RcIssuedFile *file = sha256 != NULL ? rc_issued_find_file (copy->issued, sha256) : NULL;

  *out_is = held != NULL || local_error != NULL;
  if (local_error != NULL)
    g_propagate_error (copy->error, g_steal_pointer (&local_error));
  else if (held != NULL && file == NULL)
    g_set_error (copy->error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_CONTENT,
                 _("“%1$s” is a CMS signature over another file: what it holds has the SHA-256 %2$.8s…, which no frozen file has"), copy->name,
                 sha256);
  return file != NULL ? signed_copy_new (RC_ISSUED_MATCH_BYTES, file->name, copy->sha256, signature->method, signature->found) : NULL;
}

static RcSignedCopy *
examine_alone (const Copy *copy)
{
  const RcIssuedFile *file = rc_issued_find_file (copy->issued, copy->sha256);
  RcSignedCopy *enveloping;
  gboolean is_enveloping;

  if (file != NULL)
    {
      g_set_error (copy->error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_CONTENT,
                   _("“%s” came back exactly as it was frozen: no signature is in it; where that is a file of its own, it is named, too"),
                   copy->name);
      return NULL;
    }
  file = find_beginning (copy);
  if (file != NULL)
    return examine_longer (copy, file);

  enveloping = examine_enveloping (copy, &is_enveloping);
  return is_enveloping ? enveloping : refuse_other (copy);
}

/* --- A signature beside it --- */

static RcSignedCopy *
examine_detached (const Copy *copy,
                  const char *signature_path)
{
  const RcIssuedFile *file = rc_issued_find_file (copy->issued, copy->sha256);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (RcDetachedSignature) signature = NULL;
  g_autofree char *name = g_path_get_basename (signature_path);
  g_autofree char *sha256 = NULL;

  if (file == NULL)
    return refuse_other (copy);
  bytes = rc_signed_copy_read (signature_path, RC_LIMIT_SEAL_FILE_BYTES, copy->error);
  if (bytes == NULL)
    return NULL;

  signature = rc_detached_signature_check (copy->case_file, copy->bytes, bytes, name, copy->error);
  if (signature == NULL)
    return NULL;
  sha256 = digest (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return signed_copy_new (RC_ISSUED_MATCH_DETACHED, file->name, sha256, signature->method, signature->found);
}

/* --- Ink --- */

static RcSignedCopy *
examine_stated (const Copy *copy,
                const char *frozen_name)
{
  const RcIssuedFile *file = NULL;
  guint n_pdfs = 0;

  if (frozen_name != NULL)
    file = rc_issued_find_file_named (copy->issued, frozen_name);
  for (guint i = 0; frozen_name == NULL && i < copy->issued->files->len; i++)
    {
      const RcIssuedFile *candidate = g_ptr_array_index (copy->issued->files, i);

      if (candidate->is_supplement || !g_str_has_suffix (candidate->name, ".pdf"))
        continue;
      file = candidate;
      n_pdfs++;
    }
  if (file != NULL && n_pdfs <= 1)
    return signed_copy_new (RC_ISSUED_MATCH_STATED, file->name, copy->sha256, NULL, NULL);

  g_set_error (copy->error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_NOT_FOUND, _("It must be said which of the frozen files “%s” is"), copy->name);
  return NULL;
}

static gboolean
load (RcCase         *case_file,
      const RcIssued *issued,
      const char     *path,
      Copy           *self,
      GError        **error)
{
  g_autofree char *base = g_path_get_basename (path);

  self->case_file = case_file;
  self->issued = issued;
  self->name = rc_display_text (base, -1, SHOWN_BYTES);
  self->error = error;
  self->bytes = rc_signed_copy_read (path, RC_LIMIT_SIGNED_PDF_BYTES, error);
  if (self->bytes == NULL)
    return FALSE;

  self->sha256 = digest (g_bytes_get_data (self->bytes, NULL), g_bytes_get_size (self->bytes));
  return TRUE;
}

RcSignedCopy *
rc_signed_copy_examine (RcCase                   *case_file,
                        const RcIssued           *issued,
                        const RcSignedCopyTerms  *terms,
                        GError                  **error)
{
  g_auto (Copy) copy = { 0 };

  if (!load (case_file, issued, terms->path, &copy, error))
    return NULL;
  if (terms->is_stated)
    return examine_stated (&copy, terms->frozen_name);
  return terms->signature_path != NULL ? examine_detached (&copy, terms->signature_path) : examine_alone (&copy);
}

gint64
rc_signed_copy_keep (RcCase          *case_file,
                     const RcIssued  *issued,
                     const char      *path,
                     const char      *by,
                     GError         **error)
{
  g_autofree char *title = g_strdup_printf (_("%1$s, revision %2$u, signed"), issued->designation != NULL ? issued->designation : issued->title,
                                            issued->revision);
  const RcPaperTerms terms = {
    .kind = strcmp (issued->kind, "declaration") == 0 ? KIND_DECLARATION : KIND_OTHER, .title = title, .by = by,
  };
  gint64 number = rc_paper_add_file (case_file, path, &terms, NULL, error);
  g_autoptr (RcPaper) paper = number != 0 ? rc_paper_find (case_file, number, error) : NULL;

  return paper != NULL ? paper->source : 0;
}
