/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The messages of a transaction log as far as they are read, by the numbers of their fields. A row holds them by name, in the order of
 * these tables; fields that are not in them are passed over. Not in them on purpose: settings, jobs, console output, environment variables
 * and whatever else may hold secrets or what a program printed.
 */

typedef enum
{
  RC_WANDB_UNSIGNED,
  RC_WANDB_SIGNED,
  RC_WANDB_SIGNED_OR_ZERO,   /* written where it is absent too: 0 says something */
  RC_WANDB_BOOLEAN,
  RC_WANDB_DOUBLE,
  RC_WANDB_TEXT,
  RC_WANDB_TEXTS,            /* any number of them, as an array */
  RC_WANDB_ARGUMENTS,        /* the same: those of a command line, without secrets */
  RC_WANDB_URL,              /* without user name and password */
  RC_WANDB_JSON,             /* a text that is JSON; left out where the names beside or in it say that it is a secret */
  RC_WANDB_MESSAGE,
  RC_WANDB_MESSAGES,
} RcWandbFieldKind;

typedef struct _RcWandbMessage RcWandbMessage;

typedef struct
{
  guint32               number;
  RcWandbFieldKind      kind;
  const char           *name;
  const RcWandbMessage *message;
} RcWandbField;

struct _RcWandbMessage
{
  const RcWandbField *fields;
  gsize               n_fields;
};

/* What a record is, by the number of its field; (nullable). */
const RcWandbField *rc_wandb_find_record (guint32 number);

G_END_DECLS
