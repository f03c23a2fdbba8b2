/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of files that are bytes met before under another name. */
#define CORPUS_REPEAT "same as"

/**
 * CorpusFile:
 * @path: below the table's folder; a member of a container stands behind a '!', as it is named in a case
 * @importer: (nullable): who reads it; %NULL: nobody, and @why says why; a container's id for one; CORPUS_REPEAT
 * @records: of the file, or of its rows where it has a source "rows of"
 * @events: read from it, repetitions included
 * @entities: different things that its claims are about or point to
 * @claims: what it says of them
 * @asides: faults told of it
 * @why: (nullable): how the figures were counted, or why nobody reads it
 * @kinds: (nullable): its events by kind, "inference 3, request-part 1" in the order of RcEventKind; %NULL where the table does not say
 *
 * What is known of a file of the corpus from reading the file itself, with other tools than the program.
 */
typedef struct
{
  const char *path;
  const char *importer;
  guint       records;
  guint       events;
  guint       entities;
  guint       claims;
  guint       asides;
  const char *why;
  const char *kinds;
} CorpusFile;

/**
 * CorpusTable:
 * @parts: (nullable): the folders of it that are read, up to a %NULL; %NULL for all of it
 *
 * A folder of the corpus, of which every file must stand in the table. Each program of this folder has one.
 */
typedef struct
{
  const char       *folder;
  const CorpusFile *files;
  gsize             n_files;
  const char       * const *parts;
} CorpusTable;

extern const CorpusTable corpus_table;

G_END_DECLS
