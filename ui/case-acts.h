/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "reports/typesetting/shape.h"
#include "ui/file-dialog.h"
#include "ui/session.h"

G_BEGIN_DECLS

/**
 * RcCaseActWish:
 * @path: (nullable): the file that was chosen
 * @is_checked: what the box to tick asks for
 * @about: number of what or whom in the case it is about; 0: the case as a whole
 */
typedef struct
{
  char    *path;
  gboolean is_checked;
  gint64   about;
} RcCaseActWish;

/**
 * RcCaseActSaid:
 * @sentences: (element-type utf8): what was done, and what it does not reach; safe to show
 * @digest: (nullable): of the file that was written, hexadecimal
 * @has_shape: the first sentence is a state, with @shape
 */
typedef struct
{
  GPtrArray *sentences;
  char      *digest;
  gboolean   has_shape;
  RcShape    shape;
} RcCaseActSaid;

void           rc_case_act_wish_free (RcCaseActWish *self);
RcCaseActSaid *rc_case_act_said_new  (void);
void           rc_case_act_said_free (RcCaseActSaid *self);
void           rc_case_act_said_add  (RcCaseActSaid *self,
                                      const char    *sentence);

/**
 * RcCaseAct:
 * @name: of its action: "win.NAME"
 * @title: key of words.h, as all texts are
 * @note: what it does, and what it cannot do
 * @check: (nullable): a box to tick, and what follows from it
 * @has_file: a file is chosen for it, to be written where @is_saving
 * @ending: (nullable): of the name that is proposed
 * @work: with RcCaseActWish as its data; answers RcCaseActSaid
 *
 * Something that is done with a case as a whole.
 */
typedef struct
{
  const char    *name;
  const char    *title;
  const char    *note;
  const char    *check;
  const char    *verb;
  const char    *working;
  gboolean       has_file;
  gboolean       is_saving;
  RcFilePurpose  purpose;
  const char    *ending;
  RcSessionWork  work;
} RcCaseAct;

extern const RcCaseAct rc_case_acts[];
extern const guint rc_n_case_acts;

G_END_DECLS
