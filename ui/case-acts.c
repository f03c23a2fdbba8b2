/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/case-acts.h"

#include "core/bounds.h"
#include "core/date-words.h"
#include "core/life/case-backup.h"
#include "core/life/case-compact.h"
#include "core/life/case-stamp.h"
#include "core/words.h"
#include "reports/typesetting/file-write.h"
#include "ui/case-act-merge.h"
#include "ui/parts.h"

void
rc_case_act_wish_free (RcCaseActWish *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_free (self);
}

void
rc_case_act_said_free (RcCaseActSaid *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->sentences);
  g_free (self->digest);
  g_free (self);
}

RcCaseActSaid *
rc_case_act_said_new (void)
{
  RcCaseActSaid *self = g_new0 (RcCaseActSaid, 1);

  self->sentences = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
rc_case_act_said_add (RcCaseActSaid *self,
                      const char    *sentence)
{
  g_ptr_array_add (self->sentences, g_strdup (sentence));
}

static char *
dup_file (const RcCaseActWish *wish)
{
  g_autofree char *name = g_filename_display_name (wish->path);

  return rc_parts_dup_name (name);
}

/* --- Backup --- */

static gpointer
back_up (RcCase           *case_file,
         RcProgressRelay  *relay,
         gpointer          data,
         GCancellable     *cancellable,
         GError          **error)
{
  const RcCaseActWish *wish = data;
  const RcLifeWork work = { rc_progress_relay_tell_part, relay, cancellable };
  g_autoptr (RcCaseBackup) backup = rc_case_backup (case_file, wish->path, &work, error);
  g_autofree char *file = dup_file (wish);
  g_autofree char *size = NULL;
  g_autofree char *sentence = NULL;
  RcCaseActSaid *said;

  if (backup == NULL)
    return NULL;
  said = rc_case_act_said_new ();
  size = g_format_size (backup->bytes);
  /* Translators: a file, and its size */
  sentence = g_strdup_printf (_("Copied the case as it stands to %1$s, %2$s."), file, size);
  rc_case_act_said_add (said, sentence);
  rc_case_act_said_add (said, _("Private notes are in the copy: it is for your own keeping, not for handing over."));
  if (!backup->is_recorded)
    rc_case_act_said_add (said, _("The custody log does not say so: the case could be opened for reading only."));
  said->digest = g_strdup (backup->sha256);
  return said;
}

/* --- Compaction --- */

static gpointer
compact (RcCase           *case_file,
         RcProgressRelay  *relay,
         gpointer          data,
         GCancellable     *cancellable,
         GError          **error)
{
  const RcCaseActWish *wish = data;
  g_autoptr (RcCaseCompaction) compaction = rc_case_compact (case_file, wish->is_checked, error);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *sentence = NULL;
  RcCaseActSaid *said;

  if (compaction == NULL)
    return NULL;
  said = rc_case_act_said_new ();
  before = g_format_size (compaction->bytes_before);
  after = g_format_size (compaction->bytes_after);
  /* Translators: two sizes */
  sentence = g_strdup_printf (_("The file was written anew: %1$s became %2$s."), before, after);
  rc_case_act_said_add (said, sentence);
  if (compaction->erased != NULL)
    {
      g_autofree char *erased = g_format_size (compaction->erased->bytes);
      g_autofree char *words = g_strdup_printf (_("Erased: %s that only removed sources had."), erased);

      rc_case_act_said_add (said, words);
    }
  if (!compaction->is_settled)
    rc_case_act_said_add (said, _("The case is still being read, by this window at least: what was let go of leaves the file when the last who reads it closes it."));
  rc_case_act_said_add (said, _("Backups, and copies that a file system or a solid-state disk keeps by itself, are not reached by this."));
  return said;
}

/* --- Time stamps --- */

static gpointer
request_stamp (RcCase           *case_file,
               RcProgressRelay  *relay,
               gpointer          data,
               GCancellable     *cancellable,
               GError          **error)
{
  const RcCaseActWish *wish = data;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *file = dup_file (wish);
  g_autofree char *number = NULL;
  g_autofree char *sentence = NULL;
  RcCaseActSaid *said;
  RcDigest head;
  gint64 entry;

  bytes = rc_case_stamp_request (case_file, &entry, &head, error);
  if (bytes == NULL || !rc_file_write (wish->path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), FALSE, error))
    return NULL;
  said = rc_case_act_said_new ();
  number = rc_count_words ((guint64) entry);
  /* Translators: a file, and the number of an entry */
  sentence = g_strdup_printf (_("Wrote %1$s, over the custody log up to its entry %2$s."), file, number);
  rc_case_act_said_add (said, sentence);
  rc_case_act_said_add (said, _("Send it to a time stamping authority, as application/timestamp-query. Its answer goes into the case by “Add a Time Stamp”."));
  return said;
}

/* One byte more than may be: what is larger is refused by its size, and not read. */
static GBytes *
read_answer (const char    *path,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);

  return stream != NULL ? g_input_stream_read_bytes (G_INPUT_STREAM (stream), RC_LIMIT_TIME_STAMP_BYTES + 1, cancellable, error) : NULL;
}

static gpointer
add_stamp (RcCase           *case_file,
           RcProgressRelay  *relay,
           gpointer          data,
           GCancellable     *cancellable,
           GError          **error)
{
  const RcCaseActWish *wish = data;
  g_autoptr (GBytes) bytes = read_answer (wish->path, cancellable, error);
  g_autoptr (RcCaseStamp) stamp = NULL;
  g_autofree char *words = NULL;
  g_autofree char *shown = NULL;
  RcCaseActSaid *said;

  if (bytes != NULL)
    stamp = rc_case_stamp_add (case_file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
  if (stamp == NULL)
    return NULL;
  said = rc_case_act_said_new ();
  words = rc_case_stamp_words (stamp);
  shown = rc_parts_dup_name (words);
  rc_case_act_said_add (said, shown);
  said->has_shape = TRUE;
  said->shape = rc_shape_of_verdict (stamp->verdict);
  return said;
}

/* --- All of them --- */

const RcCaseAct rc_case_acts[] = {
  {
    .name = "back-up",
    .title = N_("Back Up the Case"),
    .note = N_("A copy of the case as it stands, for your own keeping, with everything in it, private notes too. The case can be used meanwhile."),
    .verb = N_("Choose _Place…"),
    .working = N_("Copying the case"),
    .has_file = TRUE,
    .is_saving = TRUE,
    .purpose = RC_FILE_PURPOSE_CASE,
    .ending = " backup.recount",
    .work = back_up,
  },
  {
    .name = "compact",
    .title = N_("Compact the Case"),
    .note = N_("The file is written anew without what was deleted from it. That does not reach backups, nor what a solid-state disk or a file system keeps of old "
               "contents by itself: only a disk that is encrypted as a whole, or a case that was protected from its beginning, guards against that."),
    .check = N_("_Erase the bytes of removed sources too, for good"),
    .verb = N_("_Compact"),
    .working = N_("Writing the file anew. This cannot be broken off"),
    .work = compact,
  },
  {
    .name = "request-stamp",
    .title = N_("Ask for a Time Stamp"),
    .note = N_("Writes a file that somebody sends to a time stamping authority. Its answer shows that the custody log, as it ends now, was there by then. The file "
               "says nothing of the case."),
    .verb = N_("Choose _Place…"),
    .working = N_("Writing the request"),
    .has_file = TRUE,
    .is_saving = TRUE,
    .purpose = RC_FILE_PURPOSE_KEY,
    .ending = ".tsq",
    .work = request_stamp,
  },
  {
    .name = "add-stamp",
    .title = N_("Add a Time Stamp"),
    .note = N_("The answer of a time stamping authority, as a file. It is kept where it is over this custody log. Whether it vouches depends on whether you accept the "
               "key of the authority."),
    .verb = N_("Choose _File…"),
    .working = N_("Looking at the answer"),
    .has_file = TRUE,
    .purpose = RC_FILE_PURPOSE_KEY,
    .work = add_stamp,
  },
  {
    .name = "merge",
    .title = N_("Take In a Bundle"),
    .note = N_("The records of a bundle come into this case. Those that it has are recognised, and stored once. A bundle that is not what it says is refused; a record "
               "that contradicts one of the case is an exception."),
    .verb = N_("Choose _File…"),
    .working = N_("Taking the bundle in"),
    .has_file = TRUE,
    .purpose = RC_FILE_PURPOSE_BUNDLE,
    .work = rc_case_act_merge_bundle,
  },
  {
    .name = "merge-case",
    .title = N_("Take In a Case"),
    .note = N_("What another case has and this one has not comes in: a part that was handed out to a member, or a case of its own. Sources are read again from their bytes; "
               "what people entered keeps who entered it and when. What cannot be brought over without changing what it says stays out, and is listed. The other case "
               "is only read."),
    .verb = N_("Choose _File…"),
    .working = N_("Taking the case in"),
    .has_file = TRUE,
    .purpose = RC_FILE_PURPOSE_CASE,
    .work = rc_case_act_merge_case,
  },
};

const guint rc_n_case_acts = G_N_ELEMENTS (rc_case_acts);
