/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/registry-writer.h"
#include "importers/yaml-reader.h"

G_BEGIN_DECLS

/*
 * The packages that a model was built with, as the files beside MLmodel list them. All are said in one claim; where they are too many, how
 * many there are, and they stay in the file.
 */

/* conda.yaml or python_env.yaml. */
gboolean rc_mlflow_add_packages_of_yaml (RcRegistryWriter  *writer,
                                         gint64             entity,
                                         const char        *file,
                                         const RcYaml      *yaml,
                                         GError           **error);
/* requirements.txt. */
gboolean rc_mlflow_add_packages_of_text (RcRegistryWriter  *writer,
                                         gint64             entity,
                                         const char        *file,
                                         const char        *text,
                                         GError           **error);

G_END_DECLS
