/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/declaration/lints/lint-parts.h"

#include <string.h>

#include "core/declaration/declaration-registered.h"
#include "core/deployment.h"

/* Whether the declaration is the current one, the only one, and still of what runs. */

/* --- DL-13, AIA-47-4 --- */

typedef struct
{
  guint               later;      /* began after the day of issue */
  guint               unknown;    /* of them: whether covered is not told */
  guint               changed;    /* of them: not covered */
  const RcDeployment *first;      /* of those that are not covered */
} Changes;

static void
see_deployments (RcLintContext *context,
                 Changes       *changes,
                 gint64         end_us)
{
  for (guint i = 0; i < context->deployments->len; i++)
    {
      const RcDeployment *deployment = g_ptr_array_index (context->deployments, i);
      g_autofree char *sha256 = deployment->has_digest ? rc_digest_dup_hex (&deployment->digest) : NULL;
      gboolean is_surely_later;
      RcLintCover cover;

      if (deployment->period.begins == RC_BOUND_AT && deployment->period.from.to_us <= end_us)
        continue;
      cover = rc_lint_get_cover (context->declaration, deployment->version, sha256);
      changes->later++;
      is_surely_later = deployment->period.begins == RC_BOUND_AT && deployment->period.from.from_us > end_us;
      changes->unknown += cover == RC_LINT_COVERED_UNKNOWN || (cover == RC_LINT_NOT_COVERED && !is_surely_later);
      if (cover != RC_LINT_NOT_COVERED || !is_surely_later)
        continue;
      changes->changed++;
      if (changes->first == NULL)
        changes->first = deployment;
    }
}

static gboolean
say_changed (RcLintContext *context,
             RcLint        *lint,
             const Changes *changes)
{
  const char *plan = rc_declaration_peek (context->declaration, RC_DECLARATION_CHANGE_PLAN);
  g_autofree char *version = rc_lint_shown (changes->first->version != NULL ? changes->first->version : "–");
  g_autofree char *day = rc_register_dup_day (changes->first->period.from.from_us);
  g_autofree char *shown = plan != NULL ? rc_lint_shown (plan) : NULL;

  rc_lint_cite (lint, changes->first->event->source, changes->first->event->record);
  if (plan != NULL)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("Deployed after the day of issue and not covered: %1$u, the first is %2$s of %3$s. Whether that "
                                                     "is on the list of changes determined beforehand (%4$s) is for a person."),
                        changes->changed, version, day, shown);
  return rc_lint_say (lint, RC_LINT_FAILED, _("Deployed after the day of issue and not covered: %1$u, the first is %2$s of %3$s. No list of changes "
                                              "determined beforehand is named."), changes->changed, version, day);
}

/* What the log itself shows, where no deployment tells. */
static gboolean
say_used (RcLintContext   *context,
          RcLint          *lint,
          const RcLintUse *use)
{
  const char *plan = rc_declaration_peek (context->declaration, RC_DECLARATION_CHANGE_PLAN);
  g_autofree char *version = rc_lint_shown (use->version);
  g_autofree char *day = rc_register_dup_day (use->time_us);
  g_autofree char *shown = plan != NULL ? rc_lint_shown (plan) : NULL;

  rc_lint_cite (lint, use->source, use->record);
  if (plan != NULL)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("After the day of issue %1$s answered, which is not covered, as on %2$s. Whether that is on the "
                                                     "list of changes determined beforehand (%3$s) is for a person."), version, day, shown);
  return rc_lint_say (lint, RC_LINT_FAILED, _("After the day of issue %1$s answered, which is not covered, as on %2$s. No list of changes determined "
                                              "beforehand is named."), version, day);
}

static gboolean
say_unchanged (RcLintContext   *context,
               RcLint          *lint,
               const Changes   *changes,
               const RcLintUse *use)
{
  if (context->deployments->len == 0)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("The case has no deployment of a system of that name."));
  if (changes->unknown > 0 || use->unknown > 0 || !context->deployments_complete)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("Whether all that ran after the day of issue is covered cannot be told: of %u it is unclear."),
                        MAX (changes->unknown + use->unknown, 1));
  return rc_lint_say (lint, RC_LINT_PASSED, _("Deployments on record after the day of issue: %u; all are of covered versions, and none but these "
                                              "answered."), changes->later);
}

gboolean
rc_lint_check_changes (RcLintContext  *context,
                       RcLint         *lint,
                       GError        **error)
{
  Changes changes = { 0 };
  const RcLintUse *use;
  gint64 end_us;

  rc_lint_expect (lint, _("no version in use after the day of issue that is neither covered nor on the list of changes determined beforehand"));
  if (!rc_lint_get_end_of_day (context, &end_us))
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("The date of issue is missing."));
  if (context->case_file == NULL)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("Without a case it was held against no deployment."));
  use = rc_lint_load_deployments (context, error) ? rc_lint_get_use (context, end_us, error) : NULL;
  if (use == NULL)
    return FALSE;

  see_deployments (context, &changes, end_us);
  if (changes.changed > 0)
    return say_changed (context, lint, &changes);
  if (use->changed > 0)
    return say_used (context, lint, use);
  return say_unchanged (context, lint, &changes, use);
}

/* --- DL-16 --- */

/* No declaration holds its own digest: what the officer entered counts where it states none; (transfer full) (nullable). */
static gboolean
find_digest (RcLintContext  *context,
             char          **out_sha256,
             GError        **error)
{
  g_autoptr (RcDeclaration) entered = rc_declaration_new (FALSE);

  *out_sha256 = g_strdup (rc_declaration_peek (context->declaration, RC_DECLARATION_REGISTERED_SHA256));
  if (*out_sha256 != NULL || context->system == NULL)
    return TRUE;
  if (!rc_declaration_take_entries (entered, context->case_file, context->system->name, error))
    return FALSE;

  *out_sha256 = g_strdup (rc_declaration_peek (entered, RC_DECLARATION_REGISTERED_SHA256));
  return TRUE;
}

static gboolean
check_registered (RcLintContext  *context,
                  RcLint         *lint,
                  GError        **error)
{
  const char *name = context->system != NULL ? context->system->name : NULL;
  g_autofree char *sha256 = NULL;
  g_autoptr (RcIssued) current = NULL;
  g_autoptr (GError) fault = NULL;

  rc_lint_expect (lint, _("the copies in the EU database and in the technical documentation are of the current revision"));
  if (!find_digest (context, &sha256, error))
    return FALSE;
  if (sha256 == NULL)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("The digest of the registered copy is not stated."));
  if (name == NULL)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("There is nothing that the registered copy could be held against."));

  current = rc_issued_find_current (context->case_file, RC_DECLARATION_ISSUED_KIND, name, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  if (current == NULL || current->state != RC_ISSUED_SIGNED)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("The case has no signed declaration that is current."));
  if (rc_issued_find_file (current, sha256) != NULL)
    return rc_lint_say (lint, RC_LINT_PASSED, _("The registered copy has the digest of a file of the current revision."));
  return rc_lint_say (lint, RC_LINT_FAILED, _("The registered copy has the digest of no file of the current revision."));
}

/* --- DL-12 --- */

/* Whether both are of one line: the same number, or one replaces the other. */
static gboolean
is_of_line (const RcDeclaration *a,
            const RcDeclaration *b)
{
  const char *left = rc_declaration_peek (a, RC_DECLARATION_NUMBER);
  const char *right = rc_declaration_peek (b, RC_DECLARATION_NUMBER);
  const char *replaced = rc_declaration_peek (a, RC_DECLARATION_REPLACES);
  const char *replaces = rc_declaration_peek (b, RC_DECLARATION_REPLACES);

  return left == NULL || right == NULL || strcmp (left, right) == 0 || (replaced != NULL && g_str_has_prefix (replaced, right)) ||
         (replaces != NULL && g_str_has_prefix (replaces, left));
}

static gboolean
compare_registered (RcLintContext *context,
                    RcLint        *lint,
                    GPtrArray     *registered)
{
  guint unread = 0;

  for (guint i = 0; i < registered->len; i++)
    {
      const RcDeclarationRegistered *other = g_ptr_array_index (registered, i);
      g_autofree char *exhibit = rc_register_dup_exhibit (other->source);

      unread += other->declaration == NULL;
      if (other->declaration == NULL || !rc_lint_is_same (rc_declaration_peek (other->declaration, RC_DECLARATION_SYSTEM_NAME),
                                                          rc_declaration_peek (context->declaration, RC_DECLARATION_SYSTEM_NAME)) ||
          is_of_line (context->declaration, other->declaration))
        continue;
      rc_lint_cite (lint, other->source, 0);
      return rc_lint_say (lint, RC_LINT_FAILED, _("%s is another declaration for the same system, with another number, and neither replaces the "
                                                  "other."), exhibit);
    }
  if (unread > 0)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("Further declarations are registered that people alone can read: %u."), unread);
  if (context->system == NULL)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("The case states no system of that name."));
  return rc_lint_say (lint, RC_LINT_PASSED, _("The case has no other declaration for the system."));
}

gboolean
rc_lint_check_single (RcLintContext  *context,
                      RcLint         *lint,
                      GError        **error)
{
  g_autoptr (GPtrArray) registered = NULL;

  rc_lint_expect (lint, _("one declaration for the system under all acts"));
  if (context->case_file == NULL)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("Without a case it is not known whether there are others."));
  if (!rc_lint_load_papers (context, error))
    return FALSE;

  registered = rc_declaration_registered_list (context->case_file, context->reader, context->papers, error);
  return registered != NULL && compare_registered (context, lint, registered);
}

const RcLintRow rc_lint_changes[] = {
  { "DL-13", 1, rc_lint_check_changes },
  { "DL-16", 0, check_registered },
  { "AIA-47-4", 1, rc_lint_check_changes },
  { NULL, 0, NULL },
};
