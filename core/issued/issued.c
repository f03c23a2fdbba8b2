/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/issued/issued-parts.h"

#include <string.h>

#include "core/registers/register.h"
#include "core/words.h"

G_DEFINE_QUARK (rc-issued-error-quark, rc_issued_error)

#define SHA256_DIGITS   64u
#define NAME_BYTES      200u
#define LANGUAGE_BYTES  35u
#define KIND_BYTES      40u

const char * const rc_issued_act_names[RC_ISSUED_N_ACTS] = { "draft", "comment", "answer", "freeze", "sign", "withdraw" };
const char * const rc_issued_match_names[] = { "bytes", "detached", "stated" };
const char * const rc_issued_outcome_names[3] = { "accepted", "partly", "declined" };

static const char * const state_names[RC_ISSUED_N_STATES] = { "draft", "for-signature", "signed", "replaced", "withdrawn" };
static const char * const state_words[RC_ISSUED_N_STATES] = {
  N_("Draft"), N_("For signature: valid only when signed"), N_("Signed"), N_("Replaced by a later one"), N_("Withdrawn"),
};
static const char * const match_words[] = {
  N_("Shown: the frozen file with a signature added to it"),
  N_("Shown: the signature is a file of its own, over the frozen file"),
  N_("Stated by a person, not shown: what was signed is a paper"),
};

#define BIT(act) (1u << RC_ISSUED_ACT_##act)

/* What may be done in each state. What was replaced or withdrawn stays as it is. */
static const guint allowed[RC_ISSUED_N_STATES] = {
  [RC_ISSUED_DRAFT]         = BIT (DRAFT) | BIT (COMMENT) | BIT (ANSWER) | BIT (FREEZE) | BIT (WITHDRAW),
  [RC_ISSUED_FOR_SIGNATURE] = BIT (SIGN) | BIT (WITHDRAW),
  [RC_ISSUED_SIGNED]        = BIT (SIGN) | BIT (WITHDRAW),
  [RC_ISSUED_REPLACED]      = 0,
  [RC_ISSUED_WITHDRAWN]     = 0,
};

gboolean
rc_issued_state_allows (RcIssuedState state,
                        RcIssuedAct   act)
{
  return state < RC_ISSUED_N_STATES && act < RC_ISSUED_N_ACTS && (allowed[state] & (1u << act)) != 0;
}

const char *
rc_issued_state_to_name (RcIssuedState state)
{
  return state_names[state < RC_ISSUED_N_STATES ? state : RC_ISSUED_DRAFT];
}

const char *
rc_issued_state_words (RcIssuedState state)
{
  return _(state_words[state < RC_ISSUED_N_STATES ? state : RC_ISSUED_DRAFT]);
}

/* What nobody knows was shown by nothing. */
const char *
rc_issued_match_words (RcIssuedMatch match)
{
  return _(match_words[match <= RC_ISSUED_MATCH_STATED ? match : RC_ISSUED_MATCH_STATED]);
}

const char *
rc_issued_outcome_words (const char *outcome)
{
  guint n_outcomes = G_N_ELEMENTS (rc_issued_outcome_names);

  switch (rc_register_find_name (outcome, rc_issued_outcome_names, n_outcomes, n_outcomes))
    {
    case 0:
      return C_("comment", "Accepted");
    case 1:
      return C_("comment", "Accepted in part");
    case 2:
      return C_("comment", "Not accepted");
    default:
      return _("Not answered yet");
    }
}

/* --- What texts may be --- */

gboolean
rc_issued_is_sha256 (const char *text)
{
  return text != NULL && strlen (text) == SHA256_DIGITS && strspn (text, "0123456789abcdef") == SHA256_DIGITS;
}

gboolean
rc_issued_is_file_name (const char *text)
{
  static const char accept[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
  gsize length = text != NULL ? strlen (text) : 0;

  return length > 0 && length <= NAME_BYTES && text[0] != '.' && strspn (text, accept) == length;
}

gboolean
rc_issued_is_language (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  return length >= 2 && length <= LANGUAGE_BYTES && g_ascii_isalpha (text[0]) &&
         strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == length;
}

gboolean
rc_issued_is_kind (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  return length > 0 && length <= KIND_BYTES && strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

/* --- Freeing --- */

RcIssuedFile *
rc_issued_file_new (const char *name,
                    const char *language,
                    guint64     bytes,
                    const char *sha256,
                    const char *tree)
{
  RcIssuedFile *self = g_new0 (RcIssuedFile, 1);

  self->name = g_strdup (name);
  self->language = g_strdup (language);
  self->bytes = bytes;
  self->sha256 = g_strdup (sha256);
  self->tree = g_strdup (tree);
  return self;
}

void
rc_issued_file_free (RcIssuedFile *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->language);
  g_free (self->sha256);
  g_free (self->tree);
  g_free (self);
}

RcIssuedSection *
rc_issued_section_new (const char *heading,
                       const char *sha256)
{
  RcIssuedSection *self = g_new0 (RcIssuedSection, 1);

  self->heading = g_strdup (heading);
  self->sha256 = g_strdup (sha256);
  return self;
}

void
rc_issued_section_free (RcIssuedSection *self)
{
  if (self == NULL)
    return;

  g_free (self->heading);
  g_free (self->sha256);
  g_free (self);
}

void
rc_issued_free (RcIssued *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->subject);
  g_free (self->title);
  g_free (self->designation);
  g_free (self->evidence_state);
  g_free (self->begun_by);
  g_free (self->frozen_by);
  g_free (self->withdrawn_for);
  g_free (self->withdrawn_by);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  g_clear_pointer (&self->comments, g_ptr_array_unref);
  g_clear_pointer (&self->signatures, g_ptr_array_unref);
  g_free (self);
}

/* --- Finding --- */

GPtrArray *
rc_issued_list (RcCase  *case_file,
                GError **error)
{
  return rc_issued_read_all (case_file, error);
}

RcIssued *
rc_issued_find (RcCase  *case_file,
                gint64   number,
                GError **error)
{
  g_autoptr (GPtrArray) all = rc_issued_read_all (case_file, error);
  g_autofree char *shown = NULL;

  if (all == NULL)
    return NULL;

  for (guint i = 0; i < all->len; i++)
    {
      if (((const RcIssued *) g_ptr_array_index (all, i))->number == number)
        return g_ptr_array_steal_index (all, i);
    }
  shown = rc_register_dup_number (RC_ENTRY_ISSUED, number);
  g_set_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_NOT_FOUND, _("The case has no document %s that is issued"), shown);
  return NULL;
}

RcIssued *
rc_issued_find_current (RcCase      *case_file,
                        const char  *kind,
                        const char  *subject,
                        GError     **error)
{
  g_autoptr (GPtrArray) all = rc_issued_read_all (case_file, error);

  for (guint i = all != NULL ? all->len : 0; i > 0; i--)
    {
      const RcIssued *issued = g_ptr_array_index (all, i - 1);

      if (strcmp (issued->kind, kind) == 0 && g_strcmp0 (issued->subject, subject) == 0 && issued->state != RC_ISSUED_REPLACED &&
          issued->state != RC_ISSUED_WITHDRAWN)
        return g_ptr_array_steal_index (all, i - 1);
    }
  return NULL;
}

guint
rc_issued_count_open (const RcIssued *self)
{
  guint open = 0;

  for (guint i = 0; i < self->comments->len; i++)
    open += ((const RcIssuedComment *) g_ptr_array_index (self->comments, i))->outcome == NULL;
  return open;
}

const RcIssuedFile *
rc_issued_find_file (const RcIssued *self,
                     const char     *sha256)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      const RcIssuedFile *file = g_ptr_array_index (self->files, i);

      if (strcmp (file->sha256, sha256) == 0)
        return file;
    }
  return NULL;
}

const RcIssuedFile *
rc_issued_find_file_named (const RcIssued *self,
                           const char     *name)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      const RcIssuedFile *file = g_ptr_array_index (self->files, i);

      if (strcmp (file->name, name) == 0)
        return file;
    }
  return NULL;
}

const RcIssuedDraft *
rc_issued_find_draft (const RcIssued *self,
                      const char     *language)
{
  for (guint i = self->drafts->len; i > 0; i--)
    {
      const RcIssuedDraft *draft = g_ptr_array_index (self->drafts, i - 1);

      if (strcmp (draft->language, language) == 0)
        return draft;
    }
  return NULL;
}
