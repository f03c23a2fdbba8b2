/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/life/disposal.h"

#include <string.h>

#include "core/auditor-key.h"
#include "core/life/case-destruction.h"
#include "core/life/unnamed-copy.h"
#include "core/registers/engagement.h"
#include "core/rest/protect.h"
#include "core/words.h"
#include "reports/archival/signing.h"
#include "reports/decision/sheet-parts.h"
#include "reports/life/disposal-certificate.h"
#include "reports/life/disposal-plan.h"
#include "reports/typesetting/file-write.h"
#include "reports/typesetting/pages.h"

/* One disposal while it goes on. */
typedef struct
{
  const char        *path;
  const char        *certificate;
  const char        *language;
  const RcLifeWork  *work;
  RcDisposalPlan    *plan;      /* (nullable) */
  guint              step;
} Disposal;

void
rc_disposal_result_free (RcDisposalResult *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->sha256);
  g_free (self);
}

static void
begin_step (Disposal *self)
{
  rc_life_tell (self->work, (double) self->step++ / RC_DISPOSAL_STEPS);
}

/* --- The plan --- */

static GBytes *
make_pdf (const RcFrame          *frame,
          const RcDisposalFacts  *facts,
          const char             *engagement,
          GError                **error)
{
  g_autoptr (RcDocument) document = rc_disposal_certificate_build (frame, facts, engagement);
  g_autoptr (RcPages) pages = rc_pages_new (document, error);

  return pages != NULL ? rc_pages_to_pdf (pages, error) : NULL;
}

static gboolean
sign (Disposal               *self,
      const RcDisposalFacts  *facts,
      GError                **error)
{
  g_autofree char *name = g_path_get_basename (self->certificate);

  if (!rc_auditor_key_is_unlocked ())
    return TRUE;
  self->plan->signature = rc_signing_minisign (self->plan->certificate, name, facts->at_us, error);
  return self->plan->signature != NULL;
}

/* @case_file: closed by this, so that its file is what its digest is of. */
static gboolean
make_plan (Disposal               *self,
           RcCase                 *case_file,
           const RcFrame          *frame,
           RcDisposalFacts        *facts,
           GError                **error)
{
  g_autofree char *engagement = g_strdup (rc_engagement_peek_title (case_file));
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autoptr (RcCaseDestruction) file = NULL;
  RcDigest digest;

  begin_step (self);
  if (!rc_case_close (case_file, error))
    return FALSE;
  file = rc_case_destruction_new (self->path, error);
  if (file == NULL || !rc_case_destruction_digest (file, self->work, &digest, &facts->bytes, error) || !rc_protect_remove_left (self->path, error))
    return FALSE;

  rc_unnamed_copy_sweep (folder);
  facts->sha256 = rc_digest_dup_hex (&digest);
  self->plan = g_new0 (RcDisposalPlan, 1);
  self->plan->name = g_strdup (facts->name);
  self->plan->sha256 = g_strdup (facts->sha256);
  self->plan->bytes = facts->bytes;
  self->plan->certificate = make_pdf (frame, facts, engagement, error);
  begin_step (self);
  return self->plan->certificate != NULL && sign (self, facts, error) && rc_disposal_plan_save (self->plan, self->certificate, error);
}

static gboolean
mark_and_plan (Disposal               *self,
               const RcDisposalTerms  *terms,
               GError                **error)
{
  g_autoptr (RcCase) case_file = rc_case_open (self->path, TRUE, error);
  g_autoptr (RcDisposalFacts) facts = NULL;
  g_autoptr (RcFrame) frame = NULL;
  gboolean done;

  if (case_file == NULL || !rc_case_require_writable (case_file, error) || !rc_disposal_check (case_file, terms, error))
    return FALSE;
  if (!rc_sheet_push_language (self->language, error))
    return FALSE;

  begin_step (self);
  facts = rc_disposal_mark (case_file, terms, error);
  frame = facts != NULL ? rc_frame_new (case_file, self->language, error) : NULL;
  done = frame != NULL && make_plan (self, case_file, frame, facts, error);
  rc_words_pop ();
  return done;
}

/* --- The destruction --- */

static gboolean
destroy (Disposal           *self,
         RcCaseDestruction  *file,
         GError            **error)
{
  begin_step (self);
  if (!rc_case_destruction_forget_keys (file, error))
    return FALSE;
  begin_step (self);
  if (!rc_case_destruction_overwrite (file, error))
    return FALSE;
  begin_step (self);
  self->plan->is_destroyed = TRUE;
  if (!rc_disposal_plan_save (self->plan, self->certificate, error))
    return FALSE;
  begin_step (self);
  return rc_case_destruction_remove (file, error);
}

/* TRUE with @out_same: it is the file of the plan, and goes. FALSE there: it was used since. */
static gboolean
take_away (Disposal            *self,
           gboolean            *out_same,
           RcCaseDestruction  **out_file,
           GError             **error)
{
  g_autoptr (RcCaseDestruction) file = rc_case_destruction_new (self->path, error);
  g_autofree char *hex = NULL;
  RcDigest digest;
  guint64 bytes;

  if (file == NULL || !rc_case_destruction_digest (file, self->work, &digest, &bytes, error))
    return FALSE;
  hex = rc_digest_dup_hex (&digest);
  *out_same = strcmp (hex, self->plan->sha256) == 0;
  if (!*out_same)
    return TRUE;

  begin_step (self);
  if (!rc_case_destruction_take_away (file, hex, error))
    return FALSE;
  *out_file = g_steal_pointer (&file);
  return TRUE;
}

/* One that is there with the same bytes was written before the act was broken off. */
static gboolean
write_once (const char  *path,
            const char  *bytes,
            gsize        length,
            GError     **error)
{
  g_autofree char *found = NULL;
  gsize found_length;

  if (g_file_get_contents (path, &found, &found_length, NULL) && found_length == length && memcmp (found, bytes, length) == 0)
    return TRUE;
  return rc_file_write (path, bytes, length, FALSE, error);
}

static char *
dup_signature_path (const Disposal *self)
{
  return g_strconcat (self->certificate, ".minisig", NULL);
}

static gboolean
write_certificate (Disposal  *self,
                   GError   **error)
{
  g_autofree char *signature = dup_signature_path (self);
  gsize length;
  const char *bytes = g_bytes_get_data (self->plan->certificate, &length);

  begin_step (self);
  if (self->plan->signature != NULL && !write_once (signature, self->plan->signature, strlen (self->plan->signature), error))
    return FALSE;
  begin_step (self);
  if (!write_once (self->certificate, bytes, length, error))
    return FALSE;
  begin_step (self);
  return rc_disposal_plan_remove (self->certificate, error);
}

/* --- Going on --- */

static gboolean
refuse_lost (const Disposal  *self,
             GError         **error)
{
  g_set_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_STATE,
               _("“%1$s” is not where it was when it was marked for disposal, and was not destroyed here: nothing is certified. Remove “%2$s.plan” if it is to "
                 "stay."), self->path, self->certificate);
  return FALSE;
}

/* From step 3 on, with a plan. @out_used: the case was used since the plan was made, which then counts no more. */
static gboolean
go_on (Disposal  *self,
       gboolean  *out_used,
       GError   **error)
{
  g_autofree char *away = rc_case_destruction_dup_name (self->path, self->plan->sha256);
  g_autoptr (RcCaseDestruction) file = NULL;
  gboolean is_there = g_file_test (self->path, G_FILE_TEST_EXISTS);
  gboolean is_away = g_file_test (away, G_FILE_TEST_EXISTS);

  *out_used = FALSE;
  if (is_away)
    file = rc_case_destruction_new (away, error);
  else if (self->plan->is_destroyed)
    return write_certificate (self, error);
  else if (is_there)
    {
      gboolean same;

      if (!take_away (self, &same, &file, error))
        return FALSE;
      *out_used = !same;
      if (*out_used)
        return TRUE;
    }
  else
    return refuse_lost (self, error);

  return file != NULL && destroy (self, file, error) && write_certificate (self, error);
}

static gboolean
check_names (const Disposal  *self,
             GError         **error)
{
  g_autofree char *name = g_path_get_basename (self->path);
  g_autofree char *signature = dup_signature_path (self);

  /* What is taken away lies beside the file and not beside the link, where nobody would find it again. */
  if (g_file_test (self->path, G_FILE_TEST_IS_SYMLINK))
    {
      g_set_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_FILE, _("“%s” is a symbolic link: name the file of the case itself."), self->path);
      return FALSE;
    }
  if (!g_str_has_suffix (self->certificate, ".pdf"))
    {
      g_set_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_FILE, _("“%s” does not end in .pdf"), self->certificate);
      return FALSE;
    }
  if (self->plan == NULL)
    return rc_file_check_new (self->certificate, error) && rc_file_check_new (signature, error);
  if (strcmp (name, self->plan->name) == 0)
    return TRUE;
  g_set_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_STATE, _("“%1$s.plan” is about another case, “%2$s”."), self->certificate, self->plan->name);
  return FALSE;
}

static gboolean
run (Disposal               *self,
     const RcDisposalTerms  *terms,
     gboolean               *out_resumed,
     GError                **error)
{
  gboolean was_used = FALSE;

  *out_resumed = self->plan != NULL;
  if (!check_names (self, error))
    return FALSE;
  if (self->plan != NULL && !go_on (self, &was_used, error))
    return FALSE;
  if (self->plan != NULL && !was_used)
    return TRUE;

  /* A plan that counts no more is replaced by the new one. */
  g_clear_pointer (&self->plan, rc_disposal_plan_free);
  *out_resumed = FALSE;
  if (!check_names (self, error) || !mark_and_plan (self, terms, error) || !go_on (self, &was_used, error))
    return FALSE;
  if (!was_used)
    return TRUE;
  g_set_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_STATE, _("“%s” was changed meanwhile: it was not destroyed."), self->path);
  return FALSE;
}

static RcDisposalResult *
make_result (const Disposal *self,
             gboolean        is_resumed)
{
  RcDisposalResult *result = g_new0 (RcDisposalResult, 1);

  result->name = g_strdup (self->plan->name);
  result->sha256 = g_strdup (self->plan->sha256);
  result->bytes = self->plan->bytes;
  result->is_signed = self->plan->signature != NULL;
  result->is_resumed = is_resumed;
  return result;
}

/**
 * rc_dispose:
 * @terms: why, and by whom
 *
 * Signs with the auditor's key where that is unlocked in this process. Holds and rules are looked at anew where the case is still whole; once it was taken
 * away there is no way back.
 *
 * Returns: (transfer full) (nullable): %NULL with @error set: the same order, given again, goes on where this one stopped
 */
RcDisposalResult *
rc_dispose (const char             *path,
            const char             *certificate,
            const char             *language,
            const RcDisposalTerms  *terms,
            const RcLifeWork       *work,
            GError                **error)
{
  g_autoptr (GError) reason = NULL;
  Disposal self = { .path = path, .certificate = certificate, .language = language, .work = work };
  RcDisposalResult *result = NULL;
  gboolean is_resumed;

  self.plan = rc_disposal_plan_load (certificate, &reason);
  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }
  if (run (&self, terms, &is_resumed, error))
    result = make_result (&self, is_resumed);
  rc_disposal_plan_free (self.plan);
  return result;
}
