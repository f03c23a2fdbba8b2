/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tests/reports/pdf-file.h"

G_BEGIN_DECLS

/* The tag under which each MCID of the page's content stands: (element-type utf8) (transfer full). */
GPtrArray *pdf_check_content   (const PdfFile *file,
                                guint32        page);
void       pdf_check_structure (const PdfFile *file);
void       pdf_check_metadata  (const PdfFile *file);
/* That it is a language tag (BCP 47). */
void       pdf_check_language  (const PdfFile *file,
                                guint32        language);
void       pdf_check_objects   (const PdfFile *file);

G_END_DECLS
