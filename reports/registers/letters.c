/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/registers/letters.h"

#include <string.h>

#include "core/words.h"
#include "reports/registers/request-list.h"

#define SHOWN_OF_WORDS 120

/* One addressee's letter while it is written: @asked: (element-type RcRequest): what it asks for. */
typedef struct
{
  RcRegisterPage *page;
  const char     *addressee;
  GPtrArray      *asked;
} Letter;

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

static GPtrArray *
list_asked (GPtrArray  *requests,
            const char *addressee)
{
  GPtrArray *asked = g_ptr_array_new ();

  for (guint i = 0; i < requests->len; i++)
    {
      RcRequest *request = g_ptr_array_index (requests, i);

      if (is_asked (request) && strcmp (request->addressee, addressee) == 0)
        g_ptr_array_add (asked, request);
    }
  return asked;
}

/* --- Head --- */

/* "R-01, R-04" */
static char *
dup_numbers (const Letter *self)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < self->asked->len; i++)
    {
      const RcRequest *request = g_ptr_array_index (self->asked, i);
      g_autofree char *number = rc_register_dup_number (RC_ENTRY_REQUEST, request->number);

      g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", number);
    }
  return g_string_free (out, FALSE);
}

/* Days are written so that their texts are in their order. */
static const char *
peek_first_due (const Letter *self)
{
  const char *first = NULL;

  for (guint i = 0; i < self->asked->len; i++)
    {
      const RcRequest *request = g_ptr_array_index (self->asked, i);

      if (request->due != NULL && (first == NULL || strcmp (request->due, first) < 0))
        first = request->due;
    }
  return first;
}

/* The first letter has it from the document. */
static void
add_letterhead (const Letter *self)
{
  char **lines = self->page->frame->house->letterhead;

  for (gsize i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      RcText *text = rc_text_new ();

      rc_text_add_quoted (text, i == 0 ? RC_TEXT_STRONG : RC_TEXT_MUTED, lines[i], -1);
      rc_document_add_paragraph (self->page->document, text);
    }
}

static void
add_head (const Letter *self)
{
  g_autofree char *numbers = dup_numbers (self);
  g_autofree char *due = peek_first_due (self) != NULL ? rc_register_page_dup_day (peek_first_due (self)) : NULL;

  rc_document_begin_columns (self->page->document);
  rc_register_page_add_said (self->page, _("Addressed to"), self->addressee);
  rc_document_next_column (self->page->document);
  rc_register_page_add_said (self->page, _("Our requests"), numbers);
  rc_register_page_add_said (self->page, _("Examination"), self->page->frame->title);
  if (due != NULL)
    rc_register_page_add_said (self->page, _("First answer due"), due);
  rc_document_end_columns (self->page->document);
}

/* --- What is asked for --- */

static void
add_standing (const Letter    *self,
              const RcRequest *request)
{
  g_autofree char *sent = rc_register_page_dup_day (rc_request_peek_day (request, RC_REQUEST_SENT));

  if (request->state == RC_REQUEST_PARTLY)
    rc_register_page_add_words (self->page, g_strdup_printf (_("Asked for on %s; a part of it came. What is missing:"), sent));
  else if (request->state == RC_REQUEST_SENT)
    rc_register_page_add_words (self->page, g_strdup_printf (_("Asked for on %s; nothing has been received yet."), sent));
  if (request->state == RC_REQUEST_PARTLY && request->steps->len > 0)
    rc_register_page_add_said (self->page, "–", ((const RcRequestStep *) g_ptr_array_index (request->steps, request->steps->len - 1))->remark);
}

static void
add_request (const Letter    *self,
             const RcRequest *request)
{
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_REQUEST, request->number);
  g_autofree char *due = rc_register_page_dup_day (request->due);
  RcText *heading = rc_text_new ();

  rc_text_add_format (heading, RC_TEXT_PLAIN, "%s  ", number);
  rc_text_add_quoted (heading, RC_TEXT_PLAIN, request->what, -1);
  rc_document_add_heading (self->page->document, 2, heading);
  rc_register_page_add_said (self->page, _("Needed for"), request->why);
  rc_register_page_add_said (self->page, _("How to export it"),
                             request->instruction != NULL ? request->instruction
                                                          : _("as the system writes it, with the name of the program and its version"));
  rc_register_page_add_said (self->page, _("Due"), request->due != NULL ? due : _("no day is set; please name one"));
  add_standing (self, request);
}

/* --- How it comes back --- */

static void
add_handover (const Letter *self)
{
  const char *steps[] = {
    _("Name the number of the request with whatever you send."),
    _("Change nothing in the files: an export as the system writes it is worth more than one that was tidied up."),
    _("Add a list of the files with the SHA-256 of each, made where they were exported."),
    _("Say where something does not exist or cannot be handed over, and why: that is an answer too."),
  };

  rc_document_add_heading (self->page->document, 2, rc_text_new_own (_("How to hand it over")));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *mark = g_strdup_printf ("%u.", i + 1);

      rc_document_add_item (self->page->document, mark, rc_text_new_own (steps[i]));
    }
}

/* To be filled in by hand, cut off and sent back: never split where it fits on a page. */
static void
add_slip (const Letter *self)
{
  rc_document_begin_box (self->page->document, "→", _("Your answer, to be sent back"));
  for (guint i = 0; i < self->asked->len; i++)
    {
      const RcRequest *request = g_ptr_array_index (self->asked, i);
      g_autofree char *number = rc_register_dup_number (RC_ENTRY_REQUEST, request->number);
      g_autofree char *enclosed = g_strdup_printf (_("%s: handed over, names of the files"), number);
      g_autofree char *refused = g_strdup_printf (_("%s: not handed over, because"), number);
      const char *labels[] = { enclosed, refused, NULL };

      rc_document_add_signatures (self->page->document, labels);
    }
  rc_document_end_box (self->page->document);
}

static void
add_letter (RcRegisterPage *page,
            GPtrArray      *requests,
            const char     *addressee)
{
  const char *labels[] = { _("Place, date"), _("Signature"), NULL };
  g_autofree char *title = rc_frame_dup_quoted (page->frame->title != NULL ? page->frame->title : "", SHOWN_OF_WORDS, NULL);
  g_autoptr (GPtrArray) asked = list_asked (requests, addressee);
  const Letter self = { page, addressee, asked };

  add_head (&self);
  rc_register_page_add_words (page, g_strdup_printf (_("For the examination “%s” we ask you for what is listed here."), title));
  for (guint i = 0; i < asked->len; i++)
    add_request (&self, g_ptr_array_index (asked, i));
  add_handover (&self);
  rc_document_add_signatures (page->document, labels);
  add_slip (&self);
}

static void
add_letters (RcRegisterPage *page,
             GPtrArray      *requests,
             GPtrArray      *addressees)
{
  const Letter any = { .page = page };

  for (guint i = 0; i < addressees->len; i++)
    {
      if (i > 0)
        {
          rc_document_add_page_break (page->document);
          add_letterhead (&any);
          rc_document_add_heading (page->document, 1, rc_text_new_own (_("Request for documents and records")));
        }
      add_letter (page, requests, g_ptr_array_index (addressees, i));
    }
}

/* --- All of it --- */

/* An addressee may be named by one of the requests that go to it. */
static const char *
peek_addressee (GPtrArray  *requests,
                const char *reference)       /* (nullable) */
{
  gint64 number;

  if (reference == NULL || !rc_register_parse_number (RC_ENTRY_REQUEST, reference, &number))
    return reference;
  for (guint i = 0; i < requests->len; i++)
    {
      const RcRequest *request = g_ptr_array_index (requests, i);

      if (request->number == number)
        return request->addressee;
    }
  return reference;
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
  addressees = list_addressees (requests, peek_addressee (requests, reference));
  if (reference != NULL && addressees->len == 0)
    {
      g_set_error (error, RC_ENTRY_ERROR, RC_ENTRY_ERROR_NOT_FOUND, _("Nothing is asked of “%s” that is still owed"), reference);
      return FALSE;
    }

  rc_register_page_begin (self, addressees->len > 0 ? _("Request for documents and records") : _("Requests and how they stand"), _("Requests"),
                          NULL);
  add_letters (self, requests, addressees);
  if (reference != NULL)
    return TRUE;

  if (addressees->len > 0)
    {
      rc_document_add_page_break (self->document);
      rc_document_add_heading (self->document, 1, rc_text_new_own (_("Requests and how they stand")));
    }
  rc_request_list_add (self, requests);
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
