/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/registers/request-list.h"

#include "core/words.h"
#include "reports/exhibit.h"

#define SHOWN_OF_WORDS 120

static char *
dup_exhibits (const RcRequest *request)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < request->sources->len; i++)
    {
      g_autofree char *exhibit = rc_exhibit_dup_number (g_array_index (request->sources, gint64, i));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", exhibit);
    }
  return g_string_free (text, FALSE);
}

static char *
dup_standing (const RcRegisterPage *self,
              const RcRequest      *request)
{
  if (rc_request_is_overdue (request, self->day))
    return g_strdup_printf (_("%s; overdue"), rc_request_state_words (request->state));
  return g_strdup (rc_request_state_words (request->state));
}

static void
add_row (const RcRegisterPage *self,
         RcTable              *table,
         const RcRequest      *request)
{
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_REQUEST, request->number);
  g_autofree char *sent = rc_register_page_dup_day (rc_request_peek_day (request, RC_REQUEST_SENT));
  g_autofree char *due = rc_register_page_dup_day (request->due);
  g_autofree char *standing = dup_standing (self, request);
  g_autofree char *exhibits = dup_exhibits (request);

  rc_table_add_row (table, (RcText *[]) {
                      rc_text_new_small (number), rc_register_page_cell_said (request->addressee, SHOWN_OF_WORDS),
                      rc_register_page_cell_said (request->what, SHOWN_OF_WORDS), rc_text_new_small (sent), rc_text_new_small (due),
                      rc_text_new_small (standing), rc_text_new_small (*exhibits != '\0' ? exhibits : "–") });
}

void
rc_request_list_add (RcRegisterPage *self,
                     GPtrArray      *requests)
{
  const RcColumn columns[] = {
    { _("No."), 8, RC_COLUMN_TEXT, TRUE }, { _("Addressee"), 16, RC_COLUMN_TEXT }, { _("What"), 22, RC_COLUMN_TEXT },
    { _("Sent"), 13, RC_COLUMN_TEXT }, { _("Due"), 13, RC_COLUMN_TEXT }, { _("How it stands"), 15, RC_COLUMN_TEXT },
    { _("Received"), 13, RC_COLUMN_TEXT },
  };
  g_autofree char *day = rc_register_page_dup_day (self->day);
  g_autofree char *words = g_strdup_printf (_("As of %s, the day of the last entry in the case."), day);
  RcTable *table;

  if (requests->len == 0)
    {
      rc_register_page_add_words (self, g_strdup (_("Nothing was asked for yet.")));
      return;
    }

  table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  for (guint i = 0; i < requests->len; i++)
    add_row (self, table, g_ptr_array_index (requests, i));
  rc_document_add_table (self->document, table);
  rc_register_page_add_small (self, words);
}
