/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import-writer.h"

G_BEGIN_DECLS

/* Runs an importer that reads whole sources; what it tells goes into the case. The source's bytes are complete. */
gboolean rc_case_sink_import (RcImportAct          *act,
                              RcSourceWriter       *writer,
                              const RcImporter     *importer,
                              const RcImportInput  *input,
                              GError              **error);

G_END_DECLS
