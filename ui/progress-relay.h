/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/import.h"

G_BEGIN_DECLS

/**
 * RcProgressRelay:
 *
 * Carries the counts of a long act from its thread to the main loop. What comes faster than the main loop takes it is passed over:
 * only the newest counts arrive.
 */
typedef struct _RcProgressRelay RcProgressRelay;

/* @sentence: the counts in words, safe to show. Called in the main thread. */
typedef void (*RcProgressRelayFunc) (const char *sentence,
                                     gpointer    user_data);

RcProgressRelay *rc_progress_relay_new   (RcProgressRelayFunc  func,
                                          gpointer             user_data);
RcProgressRelay *rc_progress_relay_ref   (RcProgressRelay     *self);
void             rc_progress_relay_unref (RcProgressRelay     *self);
/* Nothing arrives from now on. */
void             rc_progress_relay_stop  (RcProgressRelay     *self);
/* A RcProgressFunc with the relay as its data; called in the thread of the act. */
void             rc_progress_relay_tell  (const RcProgress    *progress,
                                          gpointer             relay);
/* The same for acts that know how far of the whole they are: @fraction: 0 to 1. */
void             rc_progress_relay_tell_part (double         fraction,
                                          gpointer           relay);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcProgressRelay, rc_progress_relay_unref)

G_END_DECLS
