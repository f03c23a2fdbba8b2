/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/reading/bundle-opening.h"

#include <string.h>

#include "core/auditor-key.h"
#include "core/words.h"
#include "reports/bundle/reading/bundle-custody-row.h"

#define CUSTODY "data/custody.jsonl"

typedef struct
{
  gint64   n;
  gint64   n_withheld;
  gint64   n_signed;         /* covered by a signature of this or a later entry */
  gint64   n_waiting;        /* since the last signature */
  gint64   n_faults;
  RcDigest previous;
  RcDigest head;
  char    *state;            /* (nullable): that the last entry names */
} Log;

static void
fault (RcBundleOpenWork *work,
       Log              *log,
       const char       *reason,
       const char       *expected,
       const char       *found)
{
  g_autofree char *object = g_strdup_printf ("custody entry %" G_GINT64_FORMAT, log->n);

  log->n_faults++;
  rc_bundle_check_add (work, object, RC_VERDICT_INVALID, reason, expected, found,
                       _("The custody log of the bundle is not as it was written: an entry was changed, left out or put in another place."));
}

static void
take_state (Log                      *log,
            const RcBundleCustodyRow *row)
{
  g_auto (RcJson) json;
  RcJsonFault json_fault;

  rc_json_init (&json);
  g_clear_pointer (&log->state, g_free);
  if (row->detail != NULL && rc_json_parse (&json, row->detail, strlen (row->detail), &json_fault))
    log->state = rc_json_dup_string (&json, rc_json_member (&json, 0, "state"));
}

static gboolean
check_hash (const RcBundleCustodyRow *row)
{
  RcDigest computed;

  if (row->detail == NULL)
    return TRUE;
  rc_custody_entry_hash (row->act, row->detail, row->id, &row->previous, row->time_us, &computed);
  return rc_digest_equal (&computed, &row->hash);
}

static gboolean
check_entry (RcBundleOpenWork *work,
             const RcJson     *line,
             guint64           number,
             gpointer          user_data,
             GError          **error)
{
  Log *log = user_data;
  g_auto (RcBundleCustodyRow) row;

  log->n = (gint64) number;
  if (!rc_bundle_custody_row_read (line, &row))
    fault (work, log, "path", N_("an entry of a custody log"), N_("another object"));
  else if (row.id != log->n)
    fault (work, log, "link", N_("the next number"), N_("another one"));
  else if (!rc_digest_equal (&row.previous, &log->previous))
    fault (work, log, "link", N_("the hash of the entry before"), N_("another hash"));
  else if (!check_hash (&row))
    fault (work, log, "digest", N_("the hash of what the entry says"), N_("another hash"));
  else if (row.is_signed && !rc_auditor_key_verify (row.hash.bytes, RC_DIGEST_BYTES, row.signature, row.signer))
    fault (work, log, "signature", N_("a signature of the key that the entry names"), N_("another signature"));

  log->n_waiting++;
  if (row.is_signed)
    {
      log->n_signed += log->n_waiting;
      log->n_waiting = 0;
    }
  log->n_withheld += row.detail == NULL ? 1 : 0;
  log->previous = row.hash;
  log->head = row.hash;
  take_state (log, &row);
  return TRUE;
}

static void
compare (RcBundleOpenWork *work,
         const char       *member,
         const char       *found)
{
  g_autofree char *stated = rc_json_dup_string (&work->info, rc_json_member (&work->info, 0, member));
  g_autofree char *object = g_strdup_printf ("custody log, %s", member);

  if (g_strcmp0 (stated, found) != 0)
    rc_bundle_check_add (work, object, RC_VERDICT_INVALID, "link", stated, found,
                         _("The bundle speaks of another state of the case than its custody log ends with."));
}

gboolean
rc_bundle_check_custody (RcBundleOpenWork  *work,
                         GError           **error)
{
  Log log = { 0 };
  g_autofree char *head = NULL;
  g_autofree char *found = NULL;
  gboolean good = rc_bundle_check_lines (work, CUSTODY, check_entry, &log, error);

  if (!good)
    {
      g_free (log.state);
      return FALSE;
    }
  head = rc_digest_dup_hex (&log.head);
  compare (work, "head", head);
  if (log.state != NULL)
    compare (work, "state", log.state);
  g_free (log.state);

  found = g_strdup_printf ("%" G_GINT64_FORMAT " entries, %" G_GINT64_FORMAT " of them signed, %" G_GINT64_FORMAT " without their content", log.n,
                           log.n_signed, log.n_withheld);
  if (log.n_faults == 0 && log.n > 0 && log.n_signed == log.n)
    rc_bundle_check_add (work, N_("custody log"), RC_VERDICT_VALID, NULL, NULL, found, _("The custody log of the maker holds together and is signed."));
  else if (log.n_faults == 0 && log.n > 0)
    rc_bundle_check_add (work, N_("custody log"), RC_VERDICT_UNSIGNED, NULL, NULL, found,
                         _("The custody log of the maker holds together; not all of it is signed."));
  else if (log.n == 0)
    rc_bundle_check_add (work, N_("custody log"), RC_VERDICT_INVALID, "link", N_("the entry of the making of the case"), N_("no entry"),
                         _("The custody log of the bundle is empty."));
  return TRUE;
}
