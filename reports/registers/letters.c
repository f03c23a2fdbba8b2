/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/registers/letters.h"

#include <string.h>

#include "core/registers/request.h"
#include "core/words.h"
#include "reports/exhibit.h"
#include "reports/registers/register-page.h"

#define SHOWN_OF_WORDS 120

/* What a letter has to ask for: what was not sent yet, and what was sent and is still owed. */
static gboolean
is_asked (const RcRequest *request)
{
  return request->state == RC_REQUEST_DRAFT || rc_request_is_open (request);
}

/* (element-type utf8) (transfer container): in the order of their first requests. */
static GPtrArray *
list_addressees (GPtrArray  *requests,
                 const char *only)       /* (nullable) */
{
  GPtrArray *addressees = g_ptr_array_new ();

  for (guint i = 0; i < requests->len; i++)
    {
      const RcRequest *request = g_ptr_array_index (requests, i);

      if (is_asked (request) && (only == NULL || strcmp (only, request->addressee) == 0) &&
          !g_ptr_array_find_with_equal_func (addressees, request->addressee, g_str_equal, NULL))
        g_ptr_array_add (addressees, request->addressee);
    }
  return addressees;
}

/* --- Letters --- */

static void
add_request (RcRegisterPage  *self,
             const RcRequest *request)
{
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_REQUEST, request->number);
  g_autofree char *due = rc_register_page_dup_day (request->due);
  g_autofree char *sent = rc_register_page_dup_day (rc_request_peek_day (request, RC_REQUEST_SENT));
  RcText *heading = rc_text_new ();

  rc_text_add_format (heading, RC_TEXT_PLAIN, "%s  ", number);
  rc_text_add_quoted (heading, RC_TEXT_PLAIN, request->what, -1);
  rc_document_add_heading (self->document, 2, heading);
  rc_register_page_add_said (self, _("Needed for"), request->why);
  rc_register_page_add_said (self, _("How to export it"), request->instruction);
  if (request->due != NULL)
    rc_register_page_add_said (self, _("Due"), due);
  if (request->state == RC_REQUEST_PARTLY)
    rc_register_page_add_words (self, g_strdup_printf (_("Asked for on %s; a part of it came. What is missing:"), sent));
  else if (request->state == RC_REQUEST_SENT)
    rc_register_page_add_words (self, g_strdup_printf (_("Asked for on %s; nothing has been received yet."), sent));
  if (request->state == RC_REQUEST_PARTLY && request->steps->len > 0)
    rc_register_page_add_said (self, "–", ((const RcRequestStep *) g_ptr_array_index (request->steps, request->steps->len - 1))->remark);
}

static void
add_letter (RcRegisterPage *self,
            GPtrArray      *requests,
            const char     *addressee)
{
  const char *labels[] = { _("Place, date"), _("Signature"), NULL };
  g_autofree char *title = rc_frame_dup_quoted (self->frame->title != NULL ? self->frame->title : "", SHOWN_OF_WORDS, NULL);

  rc_register_page_add_said (self, _("Addressed to"), addressee);
  rc_register_page_add_words (self, g_strdup_printf (_("For the examination “%s” we ask you for what is listed here. Please name the number of "
                                                       "the request with whatever you send, and tell us where something does not exist or "
                                                       "cannot be handed over: that is an answer too. Please change nothing in the files: an "
                                                       "export as the system writes it is worth more than one that was tidied up."), title));
  for (guint i = 0; i < requests->len; i++)
    {
      const RcRequest *request = g_ptr_array_index (requests, i);

      if (is_asked (request) && strcmp (request->addressee, addressee) == 0)
        add_request (self, request);
    }
  rc_document_add_signatures (self->document, labels);
}

/* --- The list --- */

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
                      rc_register_page_cell (number), rc_register_page_cell_said (request->addressee, SHOWN_OF_WORDS),
                      rc_register_page_cell_said (request->what, SHOWN_OF_WORDS), rc_register_page_cell (sent), rc_register_page_cell (due),
                      rc_register_page_cell (standing), rc_register_page_cell (*exhibits != '\0' ? exhibits : "–") });
}

static void
add_list (RcRegisterPage *self,
          GPtrArray      *requests)
{
  const RcColumn columns[] = {
    { _("No."), 8, RC_COLUMN_TEXT }, { _("Addressee"), 16, RC_COLUMN_TEXT }, { _("What"), 22, RC_COLUMN_TEXT },
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

static gboolean
fill (RcRegisterPage  *self,
      const char      *reference,
      GError         **error)
{
  g_autoptr (GPtrArray) requests = rc_request_list (self->frame->case_file, error);
  g_autoptr (GPtrArray) addressees = NULL;

  if (requests == NULL)
    return FALSE;
  addressees = list_addressees (requests, reference);
  if (reference != NULL && addressees->len == 0)
    {
      g_set_error (error, RC_ENTRY_ERROR, RC_ENTRY_ERROR_NOT_FOUND, _("Nothing is asked of “%s” that is still owed"), reference);
      return FALSE;
    }

  rc_register_page_begin (self, addressees->len > 0 ? _("Request for documents and records") : _("Requests and how they stand"), _("Requests"),
                          NULL);
  for (guint i = 0; i < addressees->len; i++)
    {
      if (i > 0)
        {
          rc_document_add_page_break (self->document);
          rc_document_add_heading (self->document, 1, rc_text_new_own (_("Request for documents and records")));
        }
      add_letter (self, requests, g_ptr_array_index (addressees, i));
    }
  if (reference != NULL)
    return TRUE;

  if (addressees->len > 0)
    {
      rc_document_add_page_break (self->document);
      rc_document_add_heading (self->document, 1, rc_text_new_own (_("Requests and how they stand")));
    }
  add_list (self, requests);
  return TRUE;
}

RcDocument *
rc_letters_build (RcCase      *case_file,
                  const char  *addressee,
                  const char  *language,
                  GError     **error)
{
  return rc_register_page_build (case_file, addressee, language, fill, error);
}
