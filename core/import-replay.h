/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import.h"
#include "import-history.h"
#include "stream.h"

G_BEGIN_DECLS

/*
 * Imports once more what was imported elsewhere: each act with its time, its options and the numbers of its sources, from the same bytes and by the same
 * code, so that the case that comes of it says the same as the one where it was first done. Nothing is entered in the custody log: the entries of
 * these acts are that log's already.
 */

/**
 * RcReplaySource:
 * @open: the bytes of a source of its own; (transfer full) (nullable)
 * @dup_mapping: the text of a mapping by its SHA-256 in hexadecimal digits; (transfer full) (nullable): it is not at hand
 */
typedef struct
{
  RcStream *(*open)        (gint64       source,
                            gpointer     user_data,
                            GError     **error);
  char     *(*dup_mapping) (const char  *sha256,
                            gpointer     user_data);
  gpointer    user_data;
} RcReplaySource;

/* Told where what comes is not what the history says: a number that is taken, an importer or mapping that this program has not. */
typedef void (*RcReplayFaultFunc) (gint64       source,
                                   const char  *expected,
                                   const char  *found,
                                   gpointer     user_data);

/* @case_file: open for writing, with nothing imported. FALSE with @error set where it could not be done: the case is then of no use. */
gboolean rc_import_replay (RcCase                 *case_file,
                           const RcImportHistory  *history,
                           const RcReplaySource   *bytes,
                           RcReplayFaultFunc       fault,
                           gpointer                user_data,
                           const RcImportOptions  *progress,     /* (nullable): of these only whom to tell how far it is */
                           GCancellable           *cancellable,
                           GError                **error);

G_END_DECLS
