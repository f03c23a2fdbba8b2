/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/event-pages.h"
#include "ui/case-queue.h"

G_BEGIN_DECLS

/* Rows that are read together, and how many such pages are kept. */
#define RC_EVENT_LIST_PAGE 256u
#define RC_EVENT_LIST_PAGES 32u
/* More rows than these have no place on a scroll bar: the height of the list in pixels is a number of 31 bits. */
#define RC_EVENT_LIST_MOST 40000000u

/**
 * RcEventListModel:
 *
 * A GListModel of RcEventRow over a list of events whose rows are read elsewhere. Getting a row never waits: it is an empty one until its
 * page arrives. Only what was asked for last is read; what was scrolled past is not. The list grows while it is searched.
 *
 * Signals: "moved": what rc_event_list_model_peek_state() tells changed.
 */
#define RC_TYPE_EVENT_LIST_MODEL (rc_event_list_model_get_type ())
G_DECLARE_FINAL_TYPE (RcEventListModel, rc_event_list_model, RC, EVENT_LIST_MODEL, GObject)

/* Where the rows come from. Each demand is answered once, later and in the main thread; one of a kind is under way at a time. */
typedef struct
{
  void (*ask_more) (RcEventListModel *model,
                    gpointer          data);
  void (*ask_rows) (RcEventListModel *model,
                    gpointer          data,
                    guint             first,
                    guint             n);
  /* Nobody waits for the answers any more; the growing alone, or all of them. */
  void (*cancel)   (gpointer          data,
                    gboolean          all);
} RcEventFeed;

RcEventListModel *rc_event_list_model_new       (const RcEventFeed  *feed,
                                                 gpointer            data,       /* (transfer full) */
                                                 GDestroyNotify      data_free);
/* The events of a case, read in the queue's thread. */
RcEventListModel *rc_event_list_model_new_for_case (RcCaseQueue        *reader,
                                                 const RcEventQuery *query);
/* Begins anew with other rows. Those who show the list keep the rows that they have, which are filled again: a table that had to make
 * new widgets for another list would be felt. */
void              rc_event_list_model_restart   (RcEventListModel   *self,
                                                 gpointer            data,       /* (transfer full) */
                                                 GDestroyNotify      data_free);
void              rc_event_list_model_restart_for_case (RcEventListModel *self,
                                                 RcCaseQueue        *reader,
                                                 const RcEventQuery *query);

/* What the feed answers. @state: (nullable): the search failed or was cancelled. */
void              rc_event_list_model_take_state (RcEventListModel        *self,
                                                 const RcEventPagesState  *state,
                                                 const GError             *error);
/* @lines: (element-type RcEventLine) (transfer full) (nullable) */
void              rc_event_list_model_take_rows (RcEventListModel   *self,
                                                 guint               first,
                                                 GPtrArray          *lines,
                                                 const GError       *error);

const RcEventPagesState *rc_event_list_model_peek_state (RcEventListModel *self);
/* Neither at its end, nor stopped, nor failed. */
gboolean          rc_event_list_model_is_growing (RcEventListModel *self);
gboolean          rc_event_list_model_was_stopped (RcEventListModel *self);
const char       *rc_event_list_model_peek_trouble (RcEventListModel *self);    /* (nullable) */
/* Ends the search; the rows found so far stay. */
void              rc_event_list_model_stop      (RcEventListModel   *self);
gpointer          rc_event_list_model_peek_data (RcEventListModel   *self);     /* of its feed */
/* The list behind a model of rc_event_list_model_new_for_case(). */
RcEventPages     *rc_event_list_model_peek_pages (RcEventListModel  *self);

G_END_DECLS
