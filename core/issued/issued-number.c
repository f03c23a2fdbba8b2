/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/issued/issued-parts.h"

#include <string.h>

#include "core/custody.h"
#include "core/house.h"
#include "core/registers/register.h"
#include "core/timestamp.h"

#define YEAR_DIGITS 4

/* What numbers look like where the house says nothing else. */
static const struct
{
  const char *kind;
  const char *form;
} forms[] = {
  { "declaration", "DoC-{year}-{number}" },
  { "tabletop", "TR-{year}-{number}" },
  { "findings", "FR-{year}-{number}" },
  { "integrity", "IR-{year}-{number}" },
  { "sheet", "RS-{year}-{number}" },
  { "lineage", "LD-{year}-{number}" },
  { "timeline", "TL-{year}-{number}" },
};

static char *
dup_form (RcCase     *case_file,
          const char *kind)
{
  g_autoptr (RcHouse) house = rc_house_load (case_file);
  char *form = rc_house_dup_numbering (house, kind);
  g_autofree char *upper = NULL;

  for (gsize i = 0; form == NULL && i < G_N_ELEMENTS (forms); i++)
    {
      if (strcmp (forms[i].kind, kind) == 0)
        form = g_strdup (forms[i].form);
    }
  if (form != NULL)
    return form;

  upper = g_ascii_strup (kind, -1);
  return g_strconcat (upper, "-{year}-{number}", NULL);
}

static char *
fill_in (const char *form,
         const char *year,
         guint       number)
{
  g_autofree char *digits = g_strdup_printf ("%03u", number);
  GString *filled = g_string_new (form);

  g_string_replace (filled, RC_HOUSE_NUMBER_PLACE, digits, 0);
  g_string_replace (filled, RC_HOUSE_YEAR_PLACE, year, 0);
  return g_string_free (filled, FALSE);
}

static gboolean
is_given (GPtrArray  *all,
          const char *designation)
{
  for (guint i = 0; i < all->len; i++)
    {
      if (g_strcmp0 (((const RcIssued *) g_ptr_array_index (all, i))->designation, designation) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * rc_issued_dup_next_designation:
 *
 * The year is that of the last act that changed the evidence state, so that the number is one of the state alone, as all that a document says.
 *
 * Returns: (transfer full) (nullable): %NULL with @error
 */
char *
rc_issued_dup_next_designation (RcCase      *case_file,
                                const char  *kind,
                                GError     **error)
{
  g_autoptr (GPtrArray) all = rc_issued_read_all (case_file, error);
  g_autofree char *form = NULL;
  g_autofree char *day = NULL;
  g_autofree char *year = NULL;
  gint64 changed_us;
  RcDigest state;

  if (all == NULL || !rc_custody_evidence_state (case_file, &state, &changed_us, error))
    return NULL;

  form = dup_form (case_file, kind);
  day = rc_register_dup_day (changed_us != RC_TIME_NONE ? changed_us : g_get_real_time ());
  year = g_strndup (day, YEAR_DIGITS);

  /* One of these is free: the case holds fewer than there are tries. */
  for (guint number = 1; number <= all->len; number++)
    {
      g_autofree char *designation = fill_in (form, year, number);

      if (!is_given (all, designation))
        return g_steal_pointer (&designation);
    }
  return fill_in (form, year, all->len + 1);
}

char *
rc_issued_dup_designation (RcCase          *case_file,
                           const RcIssued  *self,
                           GError         **error)
{
  g_autoptr (RcIssued) replaced = NULL;

  if (self->designation != NULL)
    return g_strdup (self->designation);
  if (self->replaces == 0)
    return rc_issued_dup_next_designation (case_file, self->kind, error);

  replaced = rc_issued_find (case_file, self->replaces, error);
  return replaced != NULL ? g_strdup (replaced->designation) : NULL;
}
