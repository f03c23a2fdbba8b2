/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/verdict.h"

G_BEGIN_DECLS

/* A row of the table of files in an ORIGIN.md: what was published about a file, in words. */
typedef struct
{
  char      *file;
  char      *expectation;
  gboolean   has_verdict;    /* else it is material: a key, data, a model file … */
  RcVerdict  first;          /* the verdict that is named first */
  guint32    named;          /* 1 << RcVerdict of every verdict that is named */
  gboolean   of_signature;   /* it speaks of the signature alone, whatever else holds */
  gboolean   of_structure;   /* it speaks of the form alone, whoever vouches for it */
  gboolean   asks_note;      /* a warning: it must be told, and changes no verdict */
  gboolean   judged;
} OriginRow;

/* (element-type OriginRow) (transfer full); NULL: no such file. */
GPtrArray *origin_read   (const char      *folder);
/* Whether a judged verdict is what was published. */
gboolean   origin_agrees (const OriginRow *row,
                          RcVerdict        worst,
                          RcVerdict        integrity,
                          RcVerdict        completeness);

G_END_DECLS
