/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "requirement-fixture.h"

#include <string.h>

RcRequirementReport *
requirement_check_case (LineageFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  RcRequirementReport *report = rc_requirement_check_case (fixture->case_file, NULL, &error);

  g_assert_no_error (error);
  return report;
}

RcRequirementReport *
requirement_check_system (LineageFixture *fixture,
                          const char     *members)
{
  g_autofree char *json = g_strdup_printf ("{\"schema\":\"ai-system.description/2\",\"system\":\"S\",%s}", members);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcSystem) system = NULL;
  RcRequirementReport *report;

  g_assert_cmpint (rc_system_add (fixture->case_file, json, strlen (json), NULL, &error), !=, 0);
  g_assert_no_error (error);
  system = rc_system_find (fixture->case_file, fixture->reader, "S", &error);
  g_assert_no_error (error);
  report = rc_requirement_check_system (fixture->case_file, system, NULL, &error);
  g_assert_no_error (error);
  return report;
}

const RcRequirementResult *
requirement_find (const RcRequirementReport *report,
                  const char                *id)
{
  const RcRequirementResult *result = rc_requirement_report_find (report, id);

  g_assert_nonnull (result);
  return result;
}

void
requirement_assert_verdict (const RcRequirementReport *report,
                            const char                *id,
                            RcRequirementVerdict       verdict)
{
  const RcRequirementResult *result = requirement_find (report, id);

  if (result->verdict != verdict)
    g_error ("%s is %s, not %s: %s", id, rc_requirement_verdict_to_code (result->verdict), rc_requirement_verdict_to_code (verdict),
             result->words);
}

gboolean
requirement_has_note (const RcRequirementResult *result,
                      const char                *part)
{
  for (guint i = 0; i < result->notes->len; i++)
    if (strstr (g_ptr_array_index (result->notes, i), part) != NULL)
      return TRUE;
  return FALSE;
}

gboolean
requirement_cites (const RcRequirementResult *result,
                   gint64                     source,
                   guint64                    record)
{
  for (guint i = 0; i < result->citations->len; i++)
    {
      const RcCitation *citation = g_ptr_array_index (result->citations, i);

      if (citation->source == source && citation->record == record)
        return TRUE;
    }
  return FALSE;
}
