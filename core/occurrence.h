/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case.h"

G_BEGIN_DECLS

/*
 * The table `occurrence`: rows of events that are no events of their own, because their record came once more, or because another
 * record of the same id replaced it. `of` is the event that counts; negative where that one replaced it. While an import runs, a row
 * about an event of an earlier import has its number negative, where no reader looks, until the import is published.
 */

/* What a row of an event repeats, or is replaced by; @out_of: 0 for an event of its own. */
gboolean rc_occurrence_find    (RcDatabase  *database,
                                gint64       event,
                                gint64      *out_of,
                                gboolean    *out_superseded,
                                GError     **error);
/* @is_published: @event is of an earlier import. @out_new: FALSE where it is no event of its own already. */
gboolean rc_occurrence_keep    (RcDatabase  *database,
                                gint64       event,
                                gint64       of,
                                gboolean     is_superseded,
                                gboolean     is_published,
                                gboolean    *out_new,
                                GError     **error);
/* The rows that repeat the event, or that it replaced, by their numbers; at most @limit, only published ones. Reads the whole table.
 * (element-type gint64) (transfer full) */
GArray  *rc_occurrence_list_of (RcDatabase  *database,
                                gint64       event,
                                gboolean     superseded,
                                guint        limit,
                                GError     **error);
/* Within the transaction that publishes an import. */
gboolean rc_occurrence_publish (RcDatabase  *database,
                                GError     **error);
/* Of one source, or of all: @source 0. */
gboolean rc_occurrence_count   (RcCase      *case_file,
                                gint64       source,
                                guint64     *out_repeated,
                                guint64     *out_superseded,
                                GError     **error);

G_END_DECLS
