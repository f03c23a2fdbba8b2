/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/case.h"

G_BEGIN_DECLS

#define RC_ENGAGEMENT_ERROR (rc_engagement_error_quark ())
GQuark rc_engagement_error_quark (void);

typedef enum
{
  RC_ENGAGEMENT_ERROR_TYPE,   /* engagements of this type do not do that */
} RcEngagementError;

/* FALSE: the case does not say what it is, or something that this version does not know; it then allows nothing that depends on it. */
gboolean    rc_engagement_get_type           (RcCase      *case_file,
                                              RcCaseType  *out_type);
/* What the engagement is, and how far whoever made the case is independent of those who are examined, in words of the reader. */
const char *rc_engagement_peek_title         (RcCase      *case_file);
const char *rc_engagement_peek_independence  (RcCase      *case_file);
/* Whether a declaration of conformity (Regulation (EU) 2024/1689, Article 47) may be drawn up from the case: only the provider draws one up, so
 * only from the provider's own file. */
gboolean    rc_engagement_may_declare        (RcCase      *case_file,
                                              GError     **error);

G_END_DECLS
