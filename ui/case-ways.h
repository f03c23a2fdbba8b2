/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/rest/key-table.h"
#include "ui/case-queue.h"

G_BEGIN_DECLS

/* What opens a protected case, in words, and what is done about it. */

/**
 * RcCaseWay:
 * @number: by which the case knows it
 * @is_own: the key of who sits here
 * @words: what it is and whose, safe to show
 * @since: (nullable): the day, in words
 * @public_key: (nullable): of an auditor, hexadecimal
 */
typedef struct
{
  guint32   number;
  gboolean  is_auditor;
  gboolean  is_own;
  char     *words;
  char     *since;
  char     *public_key;
} RcCaseWay;

/**
 * RcCaseWays:
 * @ways: (element-type RcCaseWay)
 * @own_key: (nullable): the public key of who sits here, hexadecimal; %NULL where there is none yet
 */
typedef struct
{
  GPtrArray *ways;
  char      *own_key;
} RcCaseWays;

void      rc_case_ways_free           (RcCaseWays       *self);
gboolean  rc_case_ways_has_passphrase (const RcCaseWays *self);
/* Whether who sits here could still open the case with what stays when the way @number goes; a passphrase is taken for theirs. */
gboolean  rc_case_ways_stays_open     (const RcCaseWays *self,
                                       guint32           number);

/**
 * RcCaseWayWish:
 * @number: of what is removed
 * @reason: (nullable): why, for the custody log
 * @passphrase: (nullable): the new one
 * @public_key: of the auditor who is let in
 * @holder: (nullable): whose key that is
 */
typedef struct
{
  guint32  number;
  char    *reason;
  char    *passphrase;
  guint8   public_key[RC_KEY_BYTES];
  char    *holder;
} RcCaseWayWish;

void     rc_case_way_wish_free     (RcCaseWayWish *self);

/* RcCaseWork, in the writer's thread, which alone looks at the slots: answers RcCaseWays. */
gpointer rc_case_ways_read         (RcCase         *case_file,
                                    RcRecordReader *reader,
                                    gpointer        data,
                                    GCancellable   *cancellable,
                                    GError        **error);
/* The same, for RcCaseWayWish: each is an entry of the custody log. */
gpointer rc_case_ways_set_passphrase (RcCase         *case_file,
                                      RcRecordReader *reader,
                                      gpointer        data,
                                      GCancellable   *cancellable,
                                      GError        **error);
gpointer rc_case_ways_let_in       (RcCase         *case_file,
                                    RcRecordReader *reader,
                                    gpointer        data,
                                    GCancellable   *cancellable,
                                    GError        **error);
gpointer rc_case_ways_remove       (RcCase         *case_file,
                                    RcRecordReader *reader,
                                    gpointer        data,
                                    GCancellable   *cancellable,
                                    GError        **error);

/* Reads an auditor's public key from a file, in a thread; answers its digits. */
void     rc_case_ways_read_key_async  (const char           *path,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
char    *rc_case_ways_read_key_finish (GAsyncResult         *result,
                                       GError              **error);

/* Renews the key of a case that nobody has open, in a thread. */
void     rc_case_ways_renew_async  (const char           *path,
                                    const char           *reason,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
/* What was done and what that does not reach, in a sentence; (transfer full) (nullable). */
char    *rc_case_ways_renew_finish (GAsyncResult         *result,
                                    GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCaseWays, rc_case_ways_free)

G_END_DECLS
