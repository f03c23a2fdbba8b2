/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/container.h"

G_BEGIN_DECLS

/* What one walk over a container gave, for tests. */

typedef struct
{
  char       *name;
  gsize       name_length;
  gint64      stored_at;
  gint64      size;
  gint64      modified_us;
  char       *derivation;
  GByteArray *content;
  GError     *error;        /* what ended the content, if not its end */
} WalkedMember;

typedef struct
{
  gint64      offset;
  char       *kind;
  char       *expected;
  char       *found;
  char       *message;
} WalkedFault;

typedef struct
{
  GPtrArray        *members;
  GPtrArray        *faults;
  RcExpansionBudget budget;
  RcStream         *stream;
  gsize             read_length;       /* how much the callback asks for at once */
  gboolean          hand_back_faults;  /* the callback answers FALSE with the fault that its read met */
  gboolean          stop_at_size;      /* the callback reads what is stated and no more */
  guint             fail_at;           /* the callback fails at this member, from 1; 0: never */
  gboolean          ok;
  GError           *error;
} Walked;

Walked       *walked_new    (void);
void          walked_run    (Walked            *self,
                             const RcContainer *container,
                             GBytes            *bytes,
                             const char        *name);
Walked       *walk_bytes    (const RcContainer *container,
                             GBytes            *bytes);
void          walked_free   (Walked            *self);
WalkedMember *walked_find   (Walked            *self,
                             const char        *name);
WalkedFault  *walked_fault  (Walked            *self,
                             const char        *kind,
                             const char        *words);
void          walked_assert_clean  (Walked     *self,
                                    guint       n_members);
void          walked_assert_faults (Walked     *self,
                                    guint       n_faults);
void          walked_assert_text   (Walked     *self,
                                    const char *name,
                                    const char *text);
/* For walks that are expected to end before they deliver anything: read what they are given, accept no fault. */
gboolean      walked_refuse_member (const RcMember *member,
                                    RcStream       *content,
                                    gpointer        user_data,
                                    GError        **error);
void          walked_refuse_fault  (gint64          offset,
                                    const char     *kind,
                                    const char     *expected,
                                    const char     *found,
                                    const char     *message,
                                    gpointer        user_data);
GBytes       *bytes_cut     (GBytes            *bytes,
                             gsize              length);
GBytes       *bytes_flip    (GBytes            *bytes,
                             gsize              at,
                             guint8             mask);
GBytes       *bytes_join    (GBytes            *first,
                             GBytes            *second);
GBytes       *make_gzip     (const void        *data,
                             gsize              length,
                             guint32            modified);
/* Walks every prefix (in steps) and every single changed byte: no crash, no error that is not a fault, no unbounded output. */
void          assert_hardened (const RcContainer *container,
                               GBytes            *bytes,
                               gsize              step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Walked, walked_free)

G_END_DECLS
