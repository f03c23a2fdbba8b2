/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/house.h"
#include "core/lineage.h"
#include "reports/typesetting/document.h"

G_BEGIN_DECLS

/**
 * RcFrame:
 * @zone: in which people's times are told; "UTC" where the house names none
 * @in_utc: it is that
 * @state: the evidence state that the document is written from
 * @head: of the custody log, as of the act that brought it about
 * @changed_us: when
 * @accepted_keys: SHA-256 of the list of accepted keys as it would be exported
 * @sources: (element-type RcSource): all that count
 *
 * What every document of a case has in common: the style of the house, the exhibits, the foot line. All words that it makes are in the
 * language that is pushed.
 */
typedef struct
{
  RcCase    *case_file;
  RcHouse   *house;
  char      *title;         /* (nullable): of the case */
  char      *auditor;       /* (nullable) */
  char      *language;
  char      *zone;
  gboolean   in_utc;
  RcDigest   state;
  RcDigest   head;
  gint64     changed_us;
  RcDigest   accepted_keys;
  GPtrArray *sources;
  char      *foot;
} RcFrame;

RcFrame        *rc_frame_new         (RcCase          *case_file,
                                      const char      *language,
                                      GError         **error);
void            rc_frame_free        (RcFrame         *self);
/* Fills in what the document and the house say; @number: (nullable): behind what the house's numbers begin with. */
RcDocument     *rc_frame_begin       (const RcFrame   *self,
                                      const char      *title,
                                      const char      *kind,
                                      const char      *number,
                                      gboolean         compact);
/* A paragraph: what kind of engagement it is, and how independent those are who examine. */
void            rc_frame_add_engagement (const RcFrame *self,
                                      RcDocument      *document);
const RcSource *rc_frame_find_source (const RcFrame   *self,
                                      gint64           id);         /* (nullable) */
/* "E-003, line 8,231" */
char           *rc_frame_dup_place   (const RcFrame   *self,
                                      gint64           source,
                                      guint64          record);
/* All different places that an answer cites, the first @most of them, parted by semicolons. */
char           *rc_frame_dup_places  (const RcFrame         *self,
                                      const RcLineageAnswer *answer,
                                      guint                  most);
/* "14 August 2026, 10:42 CEST" in the house's zone; words of their own for no time. */
char           *rc_frame_dup_moment  (const RcFrame   *self,
                                      gint64           time_us);
char           *rc_frame_dup_when    (const RcFrame   *self,
                                      gint64           time_us);
char           *rc_frame_dup_day     (const RcFrame   *self,
                                      gint64           time_us);
char           *rc_frame_dup_clock   (const RcFrame   *self,
                                      gint64           time_us);

/* A value from evidence for a sentence: what cannot be seen is shown, digests are cut to eight digits, and what is longer than
 * @most characters is cut with a word on where to find the whole; @place: (nullable). (transfer full) */
char           *rc_frame_dup_quoted  (const char      *value,
                                      gsize            most,
                                      const char      *place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcFrame, rc_frame_free)

G_END_DECLS
