/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/custody-list.h"
#include "core/issued/issued.h"
#include "tests/reports/signing-fixture.h"
#include "tests/ui/ui-fixture.h"
#include "ui/page.h"
#include "ui/register-form.h"
#include "ui/registers-page.h"

/* A report that leaves the house, pressed through from its beginning to what replaces it: what stands in the list and beside it after each act. */

/* Turns the reading direction, is markup, and has a control character in it. */
#define HOSTILE "Kredit\xe2\x80\xae<b>&amp;</b> \x1b[31m"

#define OFFICER "Zoë Ångström (fictitious)"

typedef struct
{
  UiFixture *fixture;
  RcSession *session;
  GtkWidget *window;
  GtkWidget *page;
  GtkWidget *view;
} Test;

static gboolean
is_settled (gpointer data)
{
  return rc_page_is_settled (data);
}

static void
settle (Test *test)
{
  ui_fixture_settle (200);
  ui_fixture_wait (is_settled, test->page);
  ui_fixture_settle (50);
}

static void
open_register (Test      *test,
               UiFixture *fixture)
{
  test->fixture = fixture;
  test->session = ui_fixture_open_session (fixture);
  test->window = gtk_window_new ();
  test->page = rc_registers_page_new (test->session);
  gtk_widget_add_css_class (test->window, "recount");
  gtk_window_set_default_size (GTK_WINDOW (test->window), 1200, 760);
  gtk_window_set_child (GTK_WINDOW (test->window), test->page);
  gtk_window_present (GTK_WINDOW (test->window));
  settle (test);
  rc_registers_page_show_register (RC_REGISTERS_PAGE (test->page), "issued");
  ui_fixture_settle (100);
  test->view = ui_fixture_find (test->page, "issued");
}

static void
close_register (Test *test)
{
  ui_fixture_close_window (test->window);
  ui_fixture_close_session (test->session);
}

/* --- Acts --- */

/* The button of an act that stands somewhere; NULL: it stands nowhere. Not the first by its name: the empty register has buttons of its own. */
static GtkWidget *
find_act (GtkWidget  *root,
          const char *act)
{
  GtkWidget *found = GTK_IS_BUTTON (root) && strcmp (gtk_widget_get_name (root), act) == 0 && gtk_widget_get_mapped (root) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_act (child, act);
  return found;
}

static GtkWidget *
begin (Test       *test,
       const char *act)
{
  GtkWidget *button = find_act (test->view, act);

  if (button == NULL)
    g_error ("“%s” is not offered", act);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  ui_fixture_settle (100);
  g_assert_nonnull (ui_fixture_find_dialog ());
  return ui_fixture_find_dialog ();
}

static void
type (GtkWidget  *dialog,
      const char *field,
      const char *value)
{
  rc_register_form_set_value (rc_register_form_of (dialog), field, value);
}

static gboolean
may_enter (GtkWidget *dialog)
{
  return gtk_widget_get_sensitive (gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK));
}

/* What is refused says why in the dialog. */
static gboolean
has_ended (gpointer data)
{
  GtkWidget *dialog = ui_fixture_find_dialog ();

  return dialog == NULL || gtk_widget_get_visible (ui_fixture_find (dialog, "trouble"));
}

static void
respond (Test      *test,
         GtkWidget *dialog)
{
  g_assert_true (may_enter (dialog));
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  ui_fixture_settle (100);
  ui_fixture_wait (has_ended, NULL);
  settle (test);
}

static void
enter (Test      *test,
       GtkWidget *dialog)
{
  respond (test, dialog);
  if (ui_fixture_find_dialog () != NULL)
    g_error ("refused: %s", gtk_label_get_text (GTK_LABEL (ui_fixture_find (ui_fixture_find_dialog (), "trouble"))));
}

static void
enter_refused (Test       *test,
               GtkWidget  *dialog,
               const char *reason)
{
  respond (test, dialog);
  if (ui_fixture_find_dialog () != dialog)
    g_error ("it was not refused for “%s”", reason);
  if (ui_fixture_find_label (dialog, reason) == NULL)
    g_error ("refused otherwise: %s", gtk_label_get_text (GTK_LABEL (ui_fixture_find (dialog, "trouble"))));
}

static void
give_up (GtkWidget *dialog)
{
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  ui_fixture_settle (100);
  g_assert_null (ui_fixture_find_dialog ());
}

static void
assert_says (Test       *test,
             const char *text)
{
  if (ui_fixture_find_label (test->view, text) == NULL)
    g_error ("it does not say “%s”", text);
}

static void
assert_silent (Test       *test,
               const char *text)
{
  if (ui_fixture_find_label (test->view, text) != NULL)
    g_error ("it says “%s”", text);
}

/* Which acts are offered for the document that is selected: those that are named and no other. */
static void
assert_offered (Test       *test,
                const char *names)
{
  static const char * const all[] = {
    "issued-draft", "issued-comment", "issued-freeze", "issued-copy", "issued-sign", "issued-replace", "issued-withdraw", "issued-answer",
  };
  g_auto (GStrv) wanted = g_strsplit (names, " ", -1);

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      gboolean is_offered = find_act (test->view, all[i]) != NULL;

      if (is_offered != g_strv_contains ((const char * const *) wanted, all[i]))
        g_error ("“%s” is %s", all[i], is_offered ? "offered" : "not offered");
    }
}

/* --- Files --- */

static char *
in_folder (Test       *test,
           const char *name)
{
  return g_build_filename (test->fixture->folder, name, NULL);
}

static char *
put (Test       *test,
     const char *name,
     const char *bytes,
     gssize      length)
{
  char *path = in_folder (test, name);

  g_assert_true (g_file_set_contents (path, bytes, length, NULL));
  return path;
}

/* The name of the only PDF in a folder of frozen files. */
static char *
find_pdf (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  char *found = NULL;
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      if (!g_str_has_suffix (name, ".pdf"))
        continue;
      g_assert_null (found);
      found = g_build_filename (folder, name, NULL);
    }
  g_assert_nonnull (found);
  return found;
}

/* How often the custody log of the closed case has that act. */
static guint
count_acts (Test       *test,
            const char *act)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = rc_case_open (test->fixture->case_path, FALSE, &error);
  g_autoptr (RcCustodyList) list = case_file != NULL ? rc_custody_list_load (case_file, &error) : NULL;
  guint count = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < list->lines->len; i++)
    count += strcmp (((const RcCustodyLine *) g_ptr_array_index (list->lines, i))->act, act) == 0;
  return count;
}

/* --- Steps of its life --- */

static void
begin_findings (Test *test)
{
  GtkWidget *dialog = begin (test, "issued-begin");

  type (dialog, "issued-kind", "findings");
  enter (test, dialog);
}

static void
write_draft (Test       *test,
             const char *name)
{
  GtkWidget *dialog = begin (test, "issued-draft");
  g_autofree char *path = in_folder (test, name);

  g_assert_false (may_enter (dialog));
  type (dialog, "issued-place", path);
  enter (test, dialog);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
}

/* Answers where its only PDF is; (transfer full). */
static char *
freeze (Test       *test,
        const char *name)
{
  GtkWidget *dialog = begin (test, "issued-freeze");
  g_autofree char *folder = in_folder (test, name);

  type (dialog, "issued-place", folder);
  enter (test, dialog);
  return find_pdf (folder);
}

static void
say_who (GtkWidget *dialog)
{
  type (dialog, "issued-signatory", OFFICER);
  type (dialog, "issued-function", "Head of Model Risk");
}

static GtkWidget *
begin_copy (Test       *test,
            const char *path)
{
  GtkWidget *dialog = begin (test, "issued-copy");

  g_assert_false (may_enter (dialog));
  type (dialog, "issued-file", path);
  say_who (dialog);
  type (dialog, "issued-on", "2026-11-30");
  type (dialog, "issued-how", "ink");
  return dialog;
}

/* --- Drafts and comments --- */

static void
test_drafts (UiFixtureOf   *of,
             gconstpointer  data)
{
  g_autofree char *folder = NULL;
  GtkWidget *dialog;
  Test test;

  open_register (&test, of->fixture);
  assert_says (&test, "No Document Was Issued");
  ui_fixture_pictures (test.window, "issued-none");
  dialog = begin (&test, "issued-begin");
  ui_fixture_pictures (dialog, "issued-begin");
  /* Of what is not there, and a number for what is of the whole case. */
  type (dialog, "issued-kind", "findings");
  type (dialog, "issued-subject", "7");
  enter_refused (&test, dialog, "no finding with the number 7");
  type (dialog, "issued-kind", "integrity");
  enter_refused (&test, dialog, "of the whole case");
  type (dialog, "issued-kind", "findings");
  type (dialog, "issued-subject", "");
  enter (&test, dialog);
  assert_says (&test, "I-01");
  assert_says (&test, "Draft");
  assert_offered (&test, "issued-draft issued-freeze issued-withdraw");

  write_draft (&test, "findings-1.pdf");
  assert_says (&test, "Draft 1");
  assert_offered (&test, "issued-draft issued-comment issued-freeze issued-withdraw");
  dialog = begin (&test, "issued-comment");
  g_assert_false (may_enter (dialog));
  type (dialog, "issued-words", HOSTILE "Nobody asked the branch office.");
  type (dialog, "issued-section", HOSTILE);
  type (dialog, "issued-by", "C. Chief (fictitious)");
  ui_fixture_pictures (dialog, "issued-comment");
  enter (&test, dialog);
  assert_says (&test, "1 comment is not answered");
  assert_says (&test, "Nobody asked the branch office.");
  assert_says (&test, "<b>&amp;</b>");
  assert_silent (&test, "\xe2\x80\xae");
  assert_silent (&test, "\x1b");
  assert_offered (&test, "issued-draft issued-comment issued-freeze issued-withdraw issued-answer");

  folder = in_folder (&test, "frozen");
  dialog = begin (&test, "issued-freeze");
  g_assert_false (may_enter (dialog));
  type (dialog, "issued-place", folder);
  enter_refused (&test, dialog, "comment");
  ui_fixture_pictures (dialog, "issued-freeze-refused");
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  give_up (dialog);
  ui_fixture_pictures (test.window, "issued-comments");

  dialog = begin (&test, "issued-answer");
  type (dialog, "issued-answer", "It was asked, see E-003.");
  /* Nothing becomes of it by itself. */
  g_assert_false (may_enter (dialog));
  type (dialog, "issued-outcome", "declined");
  ui_fixture_pictures (dialog, "issued-answer");
  enter (&test, dialog);
  assert_silent (&test, "not answered");
  assert_says (&test, "It was asked, see E-003.");
  assert_says (&test, rc_issued_outcome_words ("declined"));
  assert_offered (&test, "issued-draft issued-comment issued-freeze issued-withdraw");
  close_register (&test);
  g_assert_cmpuint (count_acts (&test, "issued begin"), ==, 1);
  g_assert_cmpuint (count_acts (&test, "issued freeze"), ==, 0);
}

/* --- What came back --- */

static void
test_scan (UiFixtureOf   *of,
           gconstpointer  data)
{
  g_autofree char *frozen = NULL;
  g_autofree char *other = NULL;
  g_autofree char *scan = NULL;
  GtkWidget *dialog;
  Test test;

  open_register (&test, of->fixture);
  begin_findings (&test);
  write_draft (&test, "findings-1.pdf");
  frozen = freeze (&test, "frozen");
  assert_says (&test, "For signature");
  assert_says (&test, "What Was Frozen");
  assert_says (&test, "revision 0");
  assert_offered (&test, "issued-copy issued-sign issued-withdraw");
  ui_fixture_pictures (test.window, "issued-frozen");
  ui_fixture_tight_pictures (test.window, "issued-frozen");

  /* Another file, the frozen one with nothing signed in it, and one that is none. */
  other = in_folder (&test, "findings-1.pdf");
  dialog = begin_copy (&test, other);
  enter_refused (&test, dialog, "“findings-1.pdf”");
  ui_fixture_pictures (dialog, "issued-copy-refused");
  ui_fixture_tight_pictures (dialog, "issued-copy-refused");
  type (dialog, "issued-file", frozen);
  respond (&test, dialog);
  g_assert_true (ui_fixture_find_dialog () == dialog);
  scan = put (&test, "scan\xe2\x80\xae.jpg", "\xff\xd8\xff\xe0 a scan", -1);
  type (dialog, "issued-file", scan);
  g_assert_null (ui_fixture_find_label (dialog, "\xe2\x80\xae"));
  respond (&test, dialog);
  g_assert_true (ui_fixture_find_dialog () == dialog);
  g_assert_null (ui_fixture_find_label (dialog, "\xe2\x80\xae"));

  /* A day that is none, and then stated. */
  type (dialog, "issued-match", "stated");
  type (dialog, "issued-on", "yesterday");
  enter_refused (&test, dialog, "day");
  type (dialog, "issued-on", "2026-11-30");
  enter (&test, dialog);
  assert_says (&test, "Signed, as a person states");
  assert_says (&test, OFFICER);
  assert_says (&test, rc_issued_match_words (RC_ISSUED_MATCH_STATED));
  assert_says (&test, "Kept as");
  assert_offered (&test, "issued-copy issued-sign issued-replace issued-withdraw");
  ui_fixture_pictures (test.window, "issued-stated");
  close_register (&test);
  g_assert_cmpuint (count_acts (&test, "issued sign"), ==, 1);
}

/* The passphrase is another one at first. */
static void
test_key_and_replacement (UiFixtureOf   *of,
                          gconstpointer  data)
{
  CertificateMaker *root = certificate_maker_new ("Root (fictitious)", NULL, &(const CertificateWish) { .is_ca = TRUE });
  CertificateMaker *maker = certificate_maker_new (OFFICER, root, &(const CertificateWish) { .to = "20400101000000Z" });
  g_autoptr (GBytes) container = signing_fixture_make_key_file (maker, root);
  g_autofree char *frozen = NULL;
  g_autofree char *second = NULL;
  g_autofree char *key = NULL;
  g_autofree char *out = NULL;
  g_autofree char *out_second = NULL;
  GtkWidget *dialog;
  Test test;

  open_register (&test, of->fixture);
  key = put (&test, "key.p12", g_bytes_get_data (container, NULL), (gssize) g_bytes_get_size (container));
  begin_findings (&test);
  frozen = freeze (&test, "frozen");
  out = in_folder (&test, "signed.pdf");
  dialog = begin (&test, "issued-sign");
  type (dialog, "issued-file", frozen);
  type (dialog, "issued-key", key);
  type (dialog, "issued-passphrase", "another");
  g_assert_false (may_enter (dialog));
  type (dialog, "issued-place", out);
  say_who (dialog);
  respond (&test, dialog);
  g_assert_true (ui_fixture_find_dialog () == dialog);
  g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
  ui_fixture_pictures (dialog, "issued-sign-refused");
  type (dialog, "issued-passphrase", SIGNING_PASSPHRASE);
  enter (&test, dialog);
  g_assert_true (g_file_test (out, G_FILE_TEST_IS_REGULAR));
  assert_says (&test, "Signed");
  assert_silent (&test, "as a person states");
  assert_says (&test, rc_issued_match_words (RC_ISSUED_MATCH_BYTES));
  assert_silent (&test, rc_issued_match_words (RC_ISSUED_MATCH_STATED));
  ui_fixture_pictures (test.window, "issued-signed");
  ui_fixture_tight_pictures (test.window, "issued-signed");

  /* The signed one counts until the new one is signed. */
  enter (&test, begin (&test, "issued-replace"));
  assert_says (&test, "I-02");
  assert_says (&test, "Replaces");
  assert_offered (&test, "issued-draft issued-freeze issued-withdraw");
  second = freeze (&test, "frozen-second");
  assert_says (&test, "revision 1");
  out_second = in_folder (&test, "signed-second.pdf");
  dialog = begin (&test, "issued-sign");
  type (dialog, "issued-file", second);
  type (dialog, "issued-key", key);
  type (dialog, "issued-passphrase", SIGNING_PASSPHRASE);
  type (dialog, "issued-place", out_second);
  say_who (dialog);
  enter (&test, dialog);
  assert_says (&test, rc_issued_state_words (RC_ISSUED_REPLACED));
  ui_fixture_pictures (test.window, "issued-replaced");
  close_register (&test);
  certificate_maker_free (maker);
  certificate_maker_free (root);
  g_assert_cmpuint (count_acts (&test, "issued sign"), ==, 2);
}

/* --- Its end --- */

static void
test_withdrawn (UiFixtureOf   *of,
                gconstpointer  data)
{
  g_autofree char *tail = g_strnfill (3000, 'W');
  g_autofree char *reason = g_strdup_printf ("%s %s", HOSTILE, tail);
  GtkWidget *dialog;
  Test test;

  open_register (&test, of->fixture);
  begin_findings (&test);
  dialog = begin (&test, "issued-withdraw");
  g_assert_false (may_enter (dialog));
  type (dialog, "issued-reason", reason);
  ui_fixture_picture (dialog, "issued-withdraw");
  enter (&test, dialog);
  assert_says (&test, rc_issued_state_words (RC_ISSUED_WITHDRAWN));
  assert_says (&test, "<b>&amp;</b>");
  assert_silent (&test, "\xe2\x80\xae");
  assert_silent (&test, "\x1b");
  assert_offered (&test, "");
  g_assert_cmpint (gtk_widget_get_width (test.page), <=, 1200);
  ui_fixture_pictures (test.window, "issued-withdrawn");
  ui_fixture_tight_pictures (test.window, "issued-withdrawn");

  /* Another one begins beside it. */
  begin_findings (&test);
  assert_says (&test, "I-02");
  close_register (&test);
  g_assert_cmpuint (count_acts (&test, "issued withdraw"), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  if (!ui_fixture_init (&argc, &argv))
    return 0;

#define ADD(name, test) g_test_add ("/issued-register/" name, UiFixtureOf, NULL, ui_fixture_set_up_whole, test, ui_fixture_tear_down)
  ADD ("drafts", test_drafts);
  ADD ("scan", test_scan);
  ADD ("key-and-replacement", test_key_and_replacement);
  ADD ("withdrawn", test_withdrawn);
  return g_test_run ();
}
