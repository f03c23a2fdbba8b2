/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/import.h"
#include "core/registers/register.h"
#include "core/source.h"

G_BEGIN_DECLS

/*
 * The acquisition record: who handed over what to whom, where and on what medium, and what was said to be on it. What was declared is held
 * against what was imported at once: the day on which a file is found to be absent is the day to ask for it.
 */

/* Sources that came with it, both numbers included. */
typedef struct
{
  gint64 first;
  gint64 last;
} RcAcquisitionRange;

/**
 * RcAcquisition:
 * @handed_by: and @handed_to; all words (nullable) but these two
 * @on: the day
 * @declared: (element-type utf8): names of what was said to be handed over; one that ends with a slash is a whole folder
 * @ranges: of RcAcquisitionRange: what was imported of it
 */
typedef struct
{
  gint64     number;
  char      *handed_by;
  char      *handed_to;
  char      *place;
  char      *on;
  char      *medium;
  char      *serial;
  char      *label;
  char      *seal_number;
  char      *malware_scan;
  char      *legal_basis;
  GPtrArray *declared;
  GArray    *ranges;
  char      *entered_by;
  gint64     entered_us;
} RcAcquisition;

typedef struct
{
  const char         *handed_by;      /* needed, as the next and the day */
  const char         *handed_to;
  const char         *place;
  const char         *on;
  const char         *medium;
  const char         *serial;
  const char         *label;
  const char         *seal_number;
  const char         *malware_scan;
  const char         *legal_basis;
  const char * const *declared;
  const char         *by;
} RcAcquisitionTerms;

/**
 * RcAcquisitionMatch:
 * @is_compared: names were declared and sources are linked; else nothing can be told
 * @files: files that came, without members of archives and what was derived
 * @n_matched: declared names that something came for
 * @absent: (element-type utf8): declared names that nothing came for
 * @not_declared: (element-type RcSource): files that no declared name is of
 */
typedef struct
{
  gboolean   is_compared;
  guint      files;
  guint      n_matched;
  GPtrArray *absent;
  GPtrArray *not_declared;
} RcAcquisitionMatch;

void                rc_acquisition_free       (RcAcquisition            *self);
/* Answers its number; 0 with @error. */
gint64              rc_acquisition_add        (RcCase                   *case_file,
                                               const RcAcquisitionTerms *terms,
                                               GError                  **error);
/* These sources came with it. */
gboolean            rc_acquisition_link       (RcCase                   *case_file,
                                               gint64                    number,
                                               gint64                    first_source,
                                               gint64                    last_source,
                                               GError                  **error);
/* What an import brought came with it: what was in the case already too. */
gboolean            rc_acquisition_link_import (RcCase                  *case_file,
                                               gint64                    number,
                                               const RcImportResult     *result,
                                               GError                  **error);
RcAcquisition      *rc_acquisition_find       (RcCase                   *case_file,
                                               gint64                    number,
                                               GError                  **error);
/* By their numbers; (element-type RcAcquisition) (transfer full). */
GPtrArray          *rc_acquisition_list       (RcCase                   *case_file,
                                               GError                  **error);
/* The files that came with it, by their numbers; (element-type RcSource) (transfer full). */
GPtrArray          *rc_acquisition_list_files (const RcAcquisition      *self,
                                               RcCase                   *case_file,
                                               GError                  **error);

/* acquisition-match.c */
RcAcquisitionMatch *rc_acquisition_match      (const RcAcquisition      *self,
                                               RcCase                   *case_file,
                                               GError                  **error);
void                rc_acquisition_match_free (RcAcquisitionMatch       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcAcquisition, rc_acquisition_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcAcquisitionMatch, rc_acquisition_match_free)

G_END_DECLS
