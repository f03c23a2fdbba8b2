/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/registers/finding.h"

G_BEGIN_DECLS

/*
 * Follow-up: findings that an earlier case left open are taken over, each marked with the case and the number that it has there. The earlier
 * case is read only.
 */

#define RC_CARRY_OVER_ERROR (rc_carry_over_error_quark ())
GQuark rc_carry_over_error_quark (void);

typedef enum
{
  RC_CARRY_OVER_ERROR_SAME,     /* the case itself, or a copy of it */
} RcCarryOverError;

/**
 * RcCarryOver:
 * @case_title: of the earlier case
 * @log_holds: its custody log holds, and it is as its log says; else what is taken over may not be what its auditors wrote
 * @numbers: of gint64: what was taken over, as numbered here
 * @n_known: open findings that were taken over before
 * @n_closed: findings that are closed there, and stay there
 */
typedef struct
{
  char     *case_title;
  gboolean  log_holds;
  GArray   *numbers;
  guint     n_known;
  guint     n_closed;
} RcCarryOver;

void         rc_carry_over_free (RcCarryOver *self);
/* One act: all of them or none. */
RcCarryOver *rc_carry_over_take (RcCase      *case_file,
                                 const char  *earlier_path,
                                 GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCarryOver, rc_carry_over_free)

G_END_DECLS
