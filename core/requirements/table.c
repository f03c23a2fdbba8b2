/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/requirements/check.h"

static const RcRequirementCheck * const tables[] = {
  rc_requirement_record_keeping, rc_requirement_retention,   rc_requirement_authorities, rc_requirement_deployer,
  rc_requirement_oversight,      rc_requirement_data,        rc_requirement_accuracy,    rc_requirement_documentation,
  rc_requirement_quality,        rc_requirement_conformity,  rc_requirement_declaration, rc_requirement_market,
};

const RcRequirementCheck *
rc_requirement_find_check (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const RcRequirementCheck *check = tables[i]; check->id != NULL; check++)
      if (strcmp (check->id, id) == 0)
        return check;
  return NULL;
}

gboolean
rc_requirement_has_check (const char *id)
{
  return rc_requirement_find_check (id) != NULL;
}

/**
 * rc_requirement_list_checks:
 *
 * Returns: (transfer container): the ids, NULL-terminated
 */
const char **
rc_requirement_list_checks (void)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const RcRequirementCheck *check = tables[i]; check->id != NULL; check++)
      g_ptr_array_add (ids, (gpointer) check->id);
  g_ptr_array_add (ids, NULL);
  return (const char **) g_ptr_array_free (ids, FALSE);
}
