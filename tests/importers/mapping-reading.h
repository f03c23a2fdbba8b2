/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import-fixture.h"

G_BEGIN_DECLS

/*
 * Files imported as an auditor would, and all that was read from them: who read each, a line for each event with its fields, and a line
 * for each thing that was told as a fault.
 */

#define MAPPING_READING_FILES 3u

/**
 * MappingReading:
 * @about: what the case shows; no two of them alike
 * @files: (array): read in the order of their names; @importer is %NULL where nobody must read it
 * @said: what must be read
 */
typedef struct
{
  const char *about;
  struct
  {
    const char *name;
    const char *importer;
    const char *bytes;
  } files[MAPPING_READING_FILES];
  const char *said;
} MappingReading;

/* Adds two tests for each of them below @path: what is read, and that no byte that is changed or missing does harm. */
void mapping_reading_add_tests (const char           *path,
                                const MappingReading *readings,
                                gsize                 n_readings);

G_END_DECLS
