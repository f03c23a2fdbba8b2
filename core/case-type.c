/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "case.h"

/* The names of the kinds of engagement. */

static const char *const type_names[] = { "provider", "internal", "external", "authority" };

const char *
rc_case_type_to_name (RcCaseType type)
{
  g_return_val_if_fail (type < G_N_ELEMENTS (type_names), NULL);

  return type_names[type];
}

gboolean
rc_case_type_from_name (const char *name,
                        RcCaseType *out_type)
{
  for (guint i = 0; i < G_N_ELEMENTS (type_names); i++)
    if (g_strcmp0 (name, type_names[i]) == 0)
      {
        *out_type = (RcCaseType) i;
        return TRUE;
      }

  return FALSE;
}
