/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What tells in clear who a person is, by its form alone: e-mail addresses, account numbers (IBAN), telephone numbers, names. All of
 * them miss something rather than take a number, a name of a model or an address of a machine for personal data. Texts are tainted,
 * UTF-8, and need no terminator. What was found is never given back, only that something was.
 */

typedef enum
{
  RC_CLEAR_EMAIL,
  RC_CLEAR_IBAN,
  RC_CLEAR_TELEPHONE,
  RC_CLEAR_NAME,
  RC_N_CLEAR
} RcClear;

/* What the name of a member says of its value. */
typedef enum
{
  RC_CLEAR_MEMBER_OTHER,
  RC_CLEAR_MEMBER_NAME,          /* "name": of anything; of a person only where something beside it says so */
  RC_CLEAR_MEMBER_NAME_PART,     /* "first_name", "nachname": one word will do */
  RC_CLEAR_MEMBER_PERSON,        /* "full_name", "kunde", "patient": a person, named by several words if at all */
  RC_CLEAR_MEMBER_TELEPHONE,
  RC_CLEAR_MEMBER_PERSONAL,      /* "email", "birthdate", "iban": what stands beside it is about a person */
} RcClearMember;

RcClearMember rc_clear_data_member   (const char         *name,
                                      gsize               length);
/* Whether a record in JSON, unread, may hold any of it: FALSE only where rc_clear_data_find() and rc_clear_data_is_name() would find
 * nothing in any member. @members: further names of members whose values may be names of persons, ended by NULL. */
gboolean      rc_clear_data_may_hold (const char         *record,
                                      gsize               length,
                                      const char * const *members);
/* Bits 1 << RC_CLEAR_… of what stands anywhere in the text; names are not looked for. */
guint         rc_clear_data_find     (const char         *text,
                                      gsize               length,
                                      RcClearMember       member);
/* Whether the whole text is a name of a person, with @min_words words at least. */
gboolean      rc_clear_data_is_name  (const char         *text,
                                      gsize               length,
                                      guint               min_words);

G_END_DECLS
