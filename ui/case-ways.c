/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/case-ways.h"

#include <string.h>

#include "core/auditor-key.h"
#include "core/bounds.h"
#include "core/date-words.h"
#include "core/digest.h"
#include "core/rest/protect.h"
#include "core/stream.h"
#include "core/words.h"
#include "ui/parts.h"
#include "ui/passphrase.h"
#include "ui/thread-work.h"

static void
way_free (gpointer data)
{
  RcCaseWay *self = data;

  g_free (self->words);
  g_free (self->since);
  g_free (self->public_key);
  g_free (self);
}

void
rc_case_ways_free (RcCaseWays *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->ways);
  g_free (self->own_key);
  g_free (self);
}

void
rc_case_way_wish_free (RcCaseWayWish *self)
{
  rc_passphrase_free (self->passphrase);
  g_free (self->reason);
  g_free (self->holder);
  g_free (self);
}

gboolean
rc_case_ways_has_passphrase (const RcCaseWays *self)
{
  for (guint i = 0; i < self->ways->len; i++)
    if (!((const RcCaseWay *) g_ptr_array_index (self->ways, i))->is_auditor)
      return TRUE;
  return FALSE;
}

gboolean
rc_case_ways_stays_open (const RcCaseWays *self,
                         guint32           number)
{
  for (guint i = 0; i < self->ways->len; i++)
    {
      const RcCaseWay *way = g_ptr_array_index (self->ways, i);

      if (way->number != number && (!way->is_auditor || way->is_own))
        return TRUE;
    }
  return FALSE;
}

/* --- Reading --- */

static char *
dup_words (const RcKeySlot *slot,
           gboolean         is_own)
{
  g_autofree char *holder = rc_parts_dup_name (slot->label);

  if (slot->kind == RC_KEY_SLOT_PASSPHRASE)
    return g_strdup (_("A passphrase"));
  if (is_own)
    return g_strdup (_("Your own auditor key"));
  /* Translators: %s is a person. */
  return *holder != '\0' ? g_strdup_printf (_("The auditor key of %s"), holder) : g_strdup (_("The key of an auditor who is not named"));
}

static RcCaseWay *
way_new (const RcKeySlot *slot,
         const char      *own_key)      /* (nullable) */
{
  RcCaseWay *self = g_new0 (RcCaseWay, 1);

  self->number = slot->number;
  self->is_auditor = slot->kind == RC_KEY_SLOT_AUDITOR;
  if (self->is_auditor)
    self->public_key = rc_bytes_dup_hex (slot->public_key, RC_KEY_BYTES);
  self->is_own = self->is_auditor && g_strcmp0 (self->public_key, own_key) == 0;
  self->words = dup_words (slot, self->is_own);
  self->since = rc_date_words_day (slot->made_us, NULL);
  return self;
}

gpointer
rc_case_ways_read (RcCase          *case_file,
                   RcRecordReader  *reader,
                   gpointer         data,
                   GCancellable    *cancellable,
                   GError         **error)
{
  RcCaseKeys *keys = rc_protect_get_keys (case_file);
  RcCaseWays *self = g_new0 (RcCaseWays, 1);

  self->own_key = rc_auditor_key_dup_public ();
  self->ways = g_ptr_array_new_with_free_func (way_free);
  for (guint i = 0; keys != NULL && i < RC_KEY_SLOTS; i++)
    {
      const RcKeySlot *slot = &rc_case_keys_peek_slots (keys)[i];

      if (slot->kind != RC_KEY_SLOT_EMPTY)
        g_ptr_array_add (self->ways, way_new (slot, self->own_key));
    }
  return self;
}

/* --- Changing --- */

/* What the core refuses, in the window's language where it has words for it. @trouble: (transfer full). @words: (nullable) */
static gpointer
refuse (GError      *trouble,
        const char  *words,
        GError     **error)
{
  if (words == NULL)
    {
      g_propagate_error (error, trouble);
      return NULL;
    }
  g_set_error_literal (error, trouble->domain, trouble->code, words);
  g_error_free (trouble);
  return NULL;
}

gpointer
rc_case_ways_set_passphrase (RcCase          *case_file,
                             RcRecordReader  *reader,
                             gpointer         data,
                             GCancellable    *cancellable,
                             GError         **error)
{
  const RcCaseWayWish *wish = data;

  return rc_protect_change_passphrase (case_file, wish->passphrase, strlen (wish->passphrase), NULL, error) ? case_file : NULL;
}

static const char *
find_words_of_let_in (RcCase       *case_file,
                      const GError *trouble)
{
  RcCaseKeys *keys = rc_protect_get_keys (case_file);

  if (g_error_matches (trouble, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND))
    return _("These digits are no public key of an auditor.");
  if (!g_error_matches (trouble, RC_CASE_ERROR, RC_CASE_ERROR_EXISTS) || keys == NULL)
    return NULL;
  return rc_case_keys_count (keys) < RC_KEY_SLOTS ? _("This key opens the case already.")
                                                  : _("A case has room for 16 ways to open it, and all of them are taken: remove one first.");
}

gpointer
rc_case_ways_let_in (RcCase          *case_file,
                     RcRecordReader  *reader,
                     gpointer         data,
                     GCancellable    *cancellable,
                     GError         **error)
{
  const RcCaseWayWish *wish = data;
  GError *trouble = NULL;

  if (rc_protect_add_auditor (case_file, wish->public_key, wish->holder, NULL, &trouble))
    return case_file;
  return refuse (trouble, find_words_of_let_in (case_file, trouble), error);
}

gpointer
rc_case_ways_remove (RcCase          *case_file,
                     RcRecordReader  *reader,
                     gpointer         data,
                     GCancellable    *cancellable,
                     GError         **error)
{
  const RcCaseWayWish *wish = data;
  GError *trouble = NULL;
  gboolean is_last;

  if (rc_protect_withdraw (case_file, wish->number, wish->reason, &trouble))
    return case_file;
  is_last = g_error_matches (trouble, RC_CASE_ERROR, RC_CASE_ERROR_EXISTS);
  return refuse (trouble, is_last ? _("This is the only way to open the case: add another one first.") : NULL, error);
}

/* --- A key from a file --- */

/* One byte more than may be is read: a file of which only the beginning is a key is none. */
static char *
read_key (const char  *path,
          GError     **error)
{
  g_autoptr (RcStream) stream = rc_stream_new_file (path, error);
  g_autofree char *text = g_malloc (RC_LIMIT_KEY_BYTES + 2);
  guint8 public_key[RC_KEY_BYTES];
  gsize length;

  if (stream == NULL || !rc_stream_read_full (stream, text, RC_LIMIT_KEY_BYTES + 1, &length, error))
    return NULL;
  text[length] = '\0';
  if (length <= RC_LIMIT_KEY_BYTES && strlen (text) == length && rc_auditor_key_parse_public (text, public_key))
    return rc_bytes_dup_hex (public_key, RC_KEY_BYTES);

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _("This file is no public key of an auditor: such a file holds 64 digits from 0 to 9 and a to f, and nothing else."));
  return NULL;
}

static void
read_key_in_thread (GTask        *task,
                    gpointer      source,
                    gpointer      data,
                    GCancellable *cancellable)
{
  GError *error = NULL;
  char *digits = read_key (data, &error);

  if (digits != NULL)
    g_task_return_pointer (task, digits, g_free);
  else
    g_task_return_error (task, error);
}

void
rc_case_ways_read_key_async (const char          *path,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, rc_case_ways_read_key_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  rc_thread_work_run (task, read_key_in_thread);
}

char *
rc_case_ways_read_key_finish (GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rc_case_ways_read_key_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- A new key --- */

typedef struct
{
  char *path;
  char *reason;
} Renewal;

static void
renewal_free (gpointer data)
{
  Renewal *self = data;

  g_free (self->path);
  g_free (self->reason);
  g_free (self);
}

static void
renew_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  const Renewal *renewal = data;
  g_autoptr (RcCaseKeys) keys = NULL;
  GError *error = NULL;

  if (!rc_protect_rotate_key (renewal->path, renewal->reason, cancellable, &keys, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  /* It opens again at once, without a question. */
  rc_case_keys_keep (keys);
  g_task_return_pointer (task, g_strdup (_("The case has a new key, and all of it was written anew. Old copies and backups still open as they did when they "
                                           "were made.")), g_free);
}

void
rc_case_ways_renew_async (const char          *path,
                          const char          *reason,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Renewal *renewal = g_new0 (Renewal, 1);

  renewal->path = g_strdup (path);
  renewal->reason = g_strdup (reason);
  g_task_set_source_tag (task, rc_case_ways_renew_async);
  g_task_set_task_data (task, renewal, renewal_free);
  rc_thread_work_run (task, renew_in_thread);
}

char *
rc_case_ways_renew_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rc_case_ways_renew_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
