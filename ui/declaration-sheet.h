/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "reports/declaration/declaration-folder.h"
#include "reports/typesetting/shape.h"

G_BEGIN_DECLS

typedef enum
{
  RC_DECLARATION_ROW_FIELD,
  RC_DECLARATION_ROW_SENTENCE,     /* that is printed below an item, by what the declaration says */
  RC_DECLARATION_ROW_VERSION,
  RC_DECLARATION_ROW_ACTS,         /* to which others are added */
  RC_DECLARATION_ROW_ACT,
  RC_DECLARATION_ROW_STANDARDS,
  RC_DECLARATION_ROW_STANDARD,
} RcDeclarationRowKind;

/**
 * RcDeclarationRow:
 * @item: of Annex V; 0: around the items
 * @system: whose declaration it is, tainted
 * @key: (nullable): what it is taken back by, tainted: the value of a field, the number of an act, the reference of a standard
 * @is_entered: it was entered for this declaration, and can be taken back
 * @title: and all below, safe to show
 * @value: "" where nothing is said
 * @differs: (nullable): what another record or statement says instead
 * @lints: (element-type RcLint): of the whole declaration
 *
 * One line of the form.
 */
typedef struct
{
  RcDeclarationRowKind kind;
  RcDeclarationField   field;
  guint                item;
  gboolean             is_entered;
  char                *system;
  char                *key;
  char                *title;
  char                *value;
  RcShape              shape;
  char                *origin;
  char                *differs;
  GPtrArray           *lints;
} RcDeclarationRow;

/**
 * RcDeclarationPoint:
 * @lint: of what the owner of the list keeps
 * @is_formal: of Article 83(1)
 * @place: (nullable): of the record that contradicts it, safe to show
 *
 * One mistake that was looked for.
 */
typedef struct
{
  const RcLint *lint;
  gboolean      is_formal;
  char         *place;
  GPtrArray    *keeps;
} RcDeclarationPoint;

/**
 * RcDeclarationTongue:
 * @code: one of the 24
 * @is_demanded: official in one of the Member States that are entered
 * @page: that shows it
 *
 * A language that the declaration can be written in.
 */
typedef struct
{
  const char *code;
  char       *system;
  gboolean    is_written;
  gboolean    is_original;
  gboolean    is_demanded;
  gboolean    is_confirmed;     /* the officer states that its fixed words were checked */
  gboolean    awaits_check;
  GtkWidget  *page;
} RcDeclarationTongue;

/**
 * RcDeclarationSheet:
 * @refusal: (nullable): why no declaration is drawn up from this case; nothing else is there then
 * @systems: (element-type utf8): that somebody states, tainted
 * @system: (nullable): the one that is shown, tainted; %NULL: there is none
 * @rows: (element-type RcDeclarationRow): items 1 to 8 in their order, then what stands around them
 * @points: (element-type RcDeclarationPoint): by item
 * @tongues: (element-type RcDeclarationTongue)
 * @issued: (nullable): how the newest one that was issued stands, safe to show
 *
 * What the page of the declaration shows, made in the reader's thread.
 */
typedef struct
{
  char                *refusal;
  GPtrArray           *systems;
  char                *system;
  RcDeclarationFolder *folder;
  GPtrArray           *rows;
  GPtrArray           *points;
  GPtrArray           *tongues;
  char                *issued;
} RcDeclarationSheet;

void                rc_declaration_sheet_free   (RcDeclarationSheet   *self);
/* @system: (nullable): the first. @languages: (nullable): those of the Member States. (transfer full) (nullable) */
RcDeclarationSheet *rc_declaration_sheet_load   (RcCase               *case_file,
                                                 RcRecordReader       *reader,
                                                 const char           *system,
                                                 const char * const   *languages,
                                                 GError              **error);
/* The languages that it is written in, the original first; NULL-terminated (transfer full). */
char              **rc_declaration_sheet_dup_languages (const RcDeclarationSheet *self);
/* How many points came out so. */
guint               rc_declaration_sheet_count  (const RcDeclarationSheet *self,
                                                 RcLintOutcome         outcome);
/* declaration-rows.c: (element-type RcDeclarationRow) (transfer full); @lints: of it */
GPtrArray          *rc_declaration_rows_new     (RcCase               *case_file,
                                                 const char           *system,
                                                 const RcDeclaration  *declaration,
                                                 GPtrArray            *lints);
/* The value of a field as people read it, safe to show; (transfer full). */
char               *rc_declaration_rows_dup_value (RcDeclarationField  field,
                                                 const char           *tainted);
/* By item, then the formal ones; (element-type RcDeclarationPoint) (transfer full). @case_file: (nullable). */
GPtrArray          *rc_declaration_points_new   (RcCase               *case_file,
                                                 GPtrArray            *lints,
                                                 GPtrArray            *formal);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcDeclarationSheet, rc_declaration_sheet_free)

G_END_DECLS
