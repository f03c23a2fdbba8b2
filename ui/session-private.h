/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/progress-relay.h"
#include "ui/session.h"

G_BEGIN_DECLS

/* What the files of the session share: session.c the object, session-open.c opening and closing, session-act.c what changes the case,
 * session-run.c long acts whose answer somebody waits for. */

/* An act that waits until it is settled whether the auditor's key signs it. */
typedef void (*RcSessionStart) (RcSession *self,
                                gpointer   data);     /* (transfer full) */

struct _RcSession
{
  GObject          parent_instance;
  RcCaseQueue     *reader;          /* (nullable): nothing is open */
  RcCaseQueue     *writer;          /* (nullable) */
  RcCaseQueue     *searcher;        /* (nullable): a search is running */
  char            *path;
  char            *title;
  char            *holder;
  char            *controller;
  char            *obtained;
  gboolean         has_provenance;
  gboolean         has_evidence;
  gboolean         is_signed;
  gboolean         is_verified;
  gint64           event;
  char            *act;             /* (nullable): what is running */
  char            *progress;
  GCancellable    *cancellable;     /* of the act, where one is running */
  RcProgressRelay *relay;
  gboolean         is_key_settled;  /* unlocked, or gone on without */
  RcSessionStart   held_start;      /* (nullable) */
  gpointer         held_data;
  GDestroyNotify   held_free;
};

typedef enum
{
  RC_SESSION_PROP_PATH = 1,
  RC_SESSION_PROP_TITLE,
  RC_SESSION_PROP_WRITABLE,
  RC_SESSION_PROP_HOLDER,
  RC_SESSION_PROP_BUSY,
  RC_SESSION_PROP_ACT,
  RC_SESSION_PROP_PROGRESS,
  RC_SESSION_PROP_EVENT,
  RC_SESSION_PROP_VERIFIED,
  RC_SESSION_PROP_HAS_EVIDENCE,
  RC_SESSION_PROP_SIGNED,
  RC_SESSION_N_PROPERTIES
} RcSessionProperty;

void rc_session_set_text     (RcSession         *self,
                              char             **place,
                              const char        *text,      /* (nullable) */
                              RcSessionProperty  property);
void rc_session_set_flag     (RcSession         *self,
                              gboolean          *place,
                              gboolean           value,
                              RcSessionProperty  property);
void rc_session_notify       (RcSession         *self,
                              RcSessionProperty  property);
void rc_session_emit_changed (RcSession         *self);
/* Asks whoever listens to "key-wanted"; FALSE where nobody does. */
gboolean rc_session_emit_key_wanted (RcSession     *self);
void rc_session_drop_held    (RcSession         *self);
/* (nullable) (transfer none): what stands in the way of an act. */
const char *rc_session_find_obstacle (RcSession    *self);
/* Starts at once, or when it is settled whether the key signs it. @data: (transfer full): for @start, or freed where it never starts */
void rc_session_start_with_key (RcSession       *self,
                              RcSessionStart     start,
                              gpointer           data,
                              GDestroyNotify     data_free);
/* A long act is running from here to there: it is told, and can be cancelled. @act: in words. */
void rc_session_begin_act    (RcSession         *self,
                              const char        *act);
void rc_session_end_act      (RcSession         *self);

G_END_DECLS
