/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/registers/engagement.h"

#include "core/words.h"

G_DEFINE_QUARK (rc-engagement-error-quark, rc_engagement_error)

static const struct
{
  const char *title;
  const char *independence;
} types[] = {
  [RC_CASE_TYPE_PROVIDER] = {
    N_("Provider’s own file"),
    N_("This file is kept by the provider itself: it is no independent examination."),
  },
  [RC_CASE_TYPE_INTERNAL] = {
    N_("Internal audit"),
    N_("Examined within the organisation: independent only so far as the examiners do not answer to those who are responsible for the system."),
  },
  [RC_CASE_TYPE_EXTERNAL] = {
    N_("External audit"),
    N_("Examined from outside the organisation, for a client. That the examiners are independent of it is their own statement."),
  },
  [RC_CASE_TYPE_AUTHORITY] = {
    N_("Examination by an authority"),
    N_("Examined by an authority on the strength of its own powers."),
  },
};

gboolean
rc_engagement_get_type (RcCase     *case_file,
                        RcCaseType *out_type)
{
  g_autofree char *name = rc_case_dup_setting (case_file, "case.type");

  return name != NULL && rc_case_type_from_name (name, out_type);
}

const char *
rc_engagement_peek_title (RcCase *case_file)
{
  RcCaseType type;

  return rc_engagement_get_type (case_file, &type) ? _(types[type].title) : _("Engagement of an unknown type");
}

const char *
rc_engagement_peek_independence (RcCase *case_file)
{
  RcCaseType type;

  return rc_engagement_get_type (case_file, &type) ? _(types[type].independence)
                                                   : _("The case does not say what kind of examination it is.");
}

gboolean
rc_engagement_may_declare (RcCase  *case_file,
                           GError **error)
{
  RcCaseType type;

  if (rc_engagement_get_type (case_file, &type) && type == RC_CASE_TYPE_PROVIDER)
    return TRUE;

  g_set_error (error, RC_ENGAGEMENT_ERROR, RC_ENGAGEMENT_ERROR_TYPE,
               _("A declaration of conformity is drawn up by the provider, from the provider’s own file; this case is of another type: %s"),
               rc_engagement_peek_title (case_file));
  return FALSE;
}
