/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/importer.h"

G_BEGIN_DECLS

/**
 * RcJsonSample:
 * @is_object: the document begins with an object
 * @is_array: it begins with an array; its first item is what is looked at
 *
 * The members that stand in the first bytes of a JSON document, by which an importer is chosen: the document itself need not fit into the
 * sample. Nothing is promised of the rest.
 */
typedef struct
{
  gboolean    is_object;
  gboolean    is_array;
  /*< private >*/
  GHashTable *members;     /* utf8: path of names parted by '/' → utf8: its text, "" for all that is no text */
} RcJsonSample;

void        rc_json_sample_read  (RcJsonSample       *self,
                                  const RcSample     *sample);
void        rc_json_sample_clear (RcJsonSample       *self);
/* "info/run_id": names from the document's object inwards; an item of an array counts as 0, and only the first is looked into. */
gboolean    rc_json_sample_has   (const RcJsonSample *self,
                                  const char         *path);
/* All of them, ended by NULL. */
gboolean    rc_json_sample_has_all (const RcJsonSample *self,
                                  ...) G_GNUC_NULL_TERMINATED;
/* The text that stands there, without escapes resolved; (nullable): none, or no text. */
const char *rc_json_sample_peek  (const RcJsonSample *self,
                                  const char         *path);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcJsonSample, rc_json_sample_clear)

G_END_DECLS
