/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "approval.h"

#include <string.h>

gboolean
rc_approval_is_refusal (const RcEvent *approval)
{
  static const char * const beginnings[] = { "reject", "refus", "den", "withdr", "revok", "declin" };
  const char *action = rc_event_peek_field (approval, RC_FIELD_ACTION);

  for (guint i = 0; action != NULL && i < G_N_ELEMENTS (beginnings); i++)
    if (g_ascii_strncasecmp (action, beginnings[i], strlen (beginnings[i])) == 0)
      return TRUE;

  return FALSE;
}
