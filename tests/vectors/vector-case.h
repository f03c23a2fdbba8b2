/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tests/importers/import-fixture.h"
#include "tests/vectors/vectors.h"

G_BEGIN_DECLS

/* The case of one vector: evidence laid out, imported, its anchors accepted, verified. */
typedef struct
{
  ImportFixture  fixture;
  RcJudgement   *judgement;
} VectorCase;

/* @root: of the vector's folder in the corpus. */
void          vector_case_set_up    (VectorCase   *self,
                                     const char   *root,
                                     const Vector *vector);
void          vector_case_tear_down (VectorCase   *self);
/* The worst of the seals that the vector looks at; fails the test where there is none. */
const RcSeal *vector_case_find_seal (VectorCase   *self,
                                     const Vector *vector);
/* Whether a note of the seal, or an exception, holds the text. */
gboolean      vector_case_tells     (VectorCase   *self,
                                     const RcSeal *seal,
                                     const char   *text);
/* Every seal and exception, for a failed test's log. */
char         *vector_case_describe  (VectorCase   *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VectorCase, vector_case_tear_down)

G_END_DECLS
