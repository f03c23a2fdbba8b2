/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "clear-data.h"

#include <string.h>

/*
 * Names of persons. By its form alone "Anna Berg" cannot be told from "Credit Model": the member that holds it must speak of a person.
 */

#define MAX_NAME 96u
#define MAX_WORDS 6u

/* As rc_clear_data_member() reads them: small letters only. */
static const struct
{
  const char    *name;
  RcClearMember  member;
} members[] = {
  { "name", RC_CLEAR_MEMBER_NAME },
  { "firstname", RC_CLEAR_MEMBER_NAME_PART },
  { "givenname", RC_CLEAR_MEMBER_NAME_PART },
  { "forename", RC_CLEAR_MEMBER_NAME_PART },
  { "middlename", RC_CLEAR_MEMBER_NAME_PART },
  { "lastname", RC_CLEAR_MEMBER_NAME_PART },
  { "surname", RC_CLEAR_MEMBER_NAME_PART },
  { "familyname", RC_CLEAR_MEMBER_NAME_PART },
  { "birthname", RC_CLEAR_MEMBER_NAME_PART },
  { "maidenname", RC_CLEAR_MEMBER_NAME_PART },
  { "vorname", RC_CLEAR_MEMBER_NAME_PART },
  { "nachname", RC_CLEAR_MEMBER_NAME_PART },
  { "familienname", RC_CLEAR_MEMBER_NAME_PART },
  { "geburtsname", RC_CLEAR_MEMBER_NAME_PART },
  { "prenom", RC_CLEAR_MEMBER_NAME_PART },
  { "nomdefamille", RC_CLEAR_MEMBER_NAME_PART },
  { "fullname", RC_CLEAR_MEMBER_PERSON },
  { "personname", RC_CLEAR_MEMBER_PERSON },
  { "person", RC_CLEAR_MEMBER_PERSON },
  { "customer", RC_CLEAR_MEMBER_PERSON },
  { "customername", RC_CLEAR_MEMBER_PERSON },
  { "clientname", RC_CLEAR_MEMBER_PERSON },
  { "applicant", RC_CLEAR_MEMBER_PERSON },
  { "applicantname", RC_CLEAR_MEMBER_PERSON },
  { "borrower", RC_CLEAR_MEMBER_PERSON },
  { "borrowername", RC_CLEAR_MEMBER_PERSON },
  { "patient", RC_CLEAR_MEMBER_PERSON },
  { "patientname", RC_CLEAR_MEMBER_PERSON },
  { "employee", RC_CLEAR_MEMBER_PERSON },
  { "employeename", RC_CLEAR_MEMBER_PERSON },
  { "candidatename", RC_CLEAR_MEMBER_PERSON },
  { "accountholder", RC_CLEAR_MEMBER_PERSON },
  { "cardholder", RC_CLEAR_MEMBER_PERSON },
  { "reviewer", RC_CLEAR_MEMBER_PERSON },
  { "reviewername", RC_CLEAR_MEMBER_PERSON },
  { "kunde", RC_CLEAR_MEMBER_PERSON },
  { "kundenname", RC_CLEAR_MEMBER_PERSON },
  { "antragsteller", RC_CLEAR_MEMBER_PERSON },
  { "kreditnehmer", RC_CLEAR_MEMBER_PERSON },
  { "kontoinhaber", RC_CLEAR_MEMBER_PERSON },
  { "bewerber", RC_CLEAR_MEMBER_PERSON },
  { "mitarbeiter", RC_CLEAR_MEMBER_PERSON },
  { "sachbearbeiter", RC_CLEAR_MEMBER_PERSON },
  { "ansprechpartner", RC_CLEAR_MEMBER_PERSON },
  { "nomcomplet", RC_CLEAR_MEMBER_PERSON },
  { "phone", RC_CLEAR_MEMBER_TELEPHONE },
  { "phonenumber", RC_CLEAR_MEMBER_TELEPHONE },
  { "telephone", RC_CLEAR_MEMBER_TELEPHONE },
  { "telephonenumber", RC_CLEAR_MEMBER_TELEPHONE },
  { "mobile", RC_CLEAR_MEMBER_TELEPHONE },
  { "mobilephone", RC_CLEAR_MEMBER_TELEPHONE },
  { "mobilenumber", RC_CLEAR_MEMBER_TELEPHONE },
  { "cellphone", RC_CLEAR_MEMBER_TELEPHONE },
  { "tel", RC_CLEAR_MEMBER_TELEPHONE },
  { "telefon", RC_CLEAR_MEMBER_TELEPHONE },
  { "telefonnummer", RC_CLEAR_MEMBER_TELEPHONE },
  { "mobil", RC_CLEAR_MEMBER_TELEPHONE },
  { "mobilnummer", RC_CLEAR_MEMBER_TELEPHONE },
  { "handy", RC_CLEAR_MEMBER_TELEPHONE },
  { "handynummer", RC_CLEAR_MEMBER_TELEPHONE },
  { "rufnummer", RC_CLEAR_MEMBER_TELEPHONE },
  { "email", RC_CLEAR_MEMBER_PERSONAL },
  { "emailaddress", RC_CLEAR_MEMBER_PERSONAL },
  { "mail", RC_CLEAR_MEMBER_PERSONAL },
  { "iban", RC_CLEAR_MEMBER_PERSONAL },
  { "birthdate", RC_CLEAR_MEMBER_PERSONAL },
  { "dateofbirth", RC_CLEAR_MEMBER_PERSONAL },
  { "dob", RC_CLEAR_MEMBER_PERSONAL },
  { "geburtsdatum", RC_CLEAR_MEMBER_PERSONAL },
  { "gender", RC_CLEAR_MEMBER_PERSONAL },
  { "geschlecht", RC_CLEAR_MEMBER_PERSONAL },
  { "anrede", RC_CLEAR_MEMBER_PERSONAL },
  { "salutation", RC_CLEAR_MEMBER_PERSONAL },
};

/* For each first letter the lengths of the names that begin with it, as bits. */
static guint32 lengths['z' - 'a' + 1];

static void
note_lengths (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    lengths[members[i].name[0] - 'a'] |= 1u << strlen (members[i].name);
}

/**
 * rc_clear_data_member:
 * @name: of a member, tainted; capitals, blanks, hyphens, dots and underscores make no difference
 */
RcClearMember
rc_clear_data_member (const char *name,
                      gsize       length)
{
  static gsize is_ready;
  char folded[24];
  gsize n = 0;

  if (g_once_init_enter (&is_ready))
    {
      note_lengths ();
      g_once_init_leave (&is_ready, 1);
    }

  if (length < 3 || length > 32)
    return RC_CLEAR_MEMBER_OTHER;
  for (gsize i = 0; i < length; i++)
    {
      char c = g_ascii_tolower (name[i]);

      if (c == '_' || c == '-' || c == ' ' || c == '.')
        continue;
      if (n == sizeof folded - 1)
        return RC_CLEAR_MEMBER_OTHER;
      folded[n++] = c;
    }
  folded[n] = '\0';
  if (!g_ascii_islower (folded[0]) || (lengths[folded[0] - 'a'] & 1u << n) == 0)
    return RC_CLEAR_MEMBER_OTHER;

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (folded[0] == members[i].name[0] && strcmp (folded, members[i].name) == 0)
      return members[i].member;
  return RC_CLEAR_MEMBER_OTHER;
}

static gboolean
is_particle (const char *word,
             gsize       length)
{
  static const char * const particles[] = {
    "von", "vom", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "zu", "zur", "und", "el",
    "bin", "al", "ten",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (particles); i++)
    if (length == strlen (particles[i]) && memcmp (word, particles[i], length) == 0)
      return TRUE;
  return FALSE;
}

/* "Dr." and "M." have a dot and count for nothing. */
typedef enum
{
  WORD_NONE,
  WORD_NAME,
  WORD_BESIDE,
} Word;

static Word
read_word (const char *word,
           gsize       length)
{
  const char *end = word + length;
  const char *at = word;
  guint letters = 0;
  gboolean begins = TRUE;

  if (is_particle (word, length))
    return WORD_BESIDE;
  while (at < end)
    {
      gunichar c = g_utf8_get_char (at);

      at = g_utf8_next_char (at);
      if (c == '.' && at == end && letters > 0 && letters < 5)
        return WORD_BESIDE;
      if ((c == '-' || c == '\'' || c == 0x2019) && !begins && at < end)
        {
          begins = TRUE;
          continue;
        }
      /* "McAdam" has a capital within; "ID", "GPU" and the like have several in a row. */
      if (!g_unichar_isalpha (c) || (begins && !g_unichar_isupper (c)) || (!begins && letters < 2 && g_unichar_isupper (c)))
        return WORD_NONE;
      letters++;
      begins = FALSE;
    }
  return letters >= 2 && !begins ? WORD_NAME : WORD_NONE;
}

/**
 * rc_clear_data_is_name:
 * @text: UTF-8, tainted, escapes resolved
 * @min_words: 1 where the member can hold nothing but a name
 *
 * Returns: whether the whole text is words of letters that begin with a capital, as names of persons do
 */
gboolean
rc_clear_data_is_name (const char *text,
                       gsize       length,
                       guint       min_words)
{
  guint n_words = 0, n_all = 0;
  gsize start = 0;

  if (length < 2 || length > MAX_NAME)
    return FALSE;
  for (gsize i = 0; i <= length; i++)
    {
      gsize end = i;
      Word word;

      if (i < length && text[i] != ' ')
        continue;
      /* "Berg, Anna" */
      if (end > start && i < length && text[end - 1] == ',')
        end--;
      word = end > start ? read_word (text + start, end - start) : WORD_NONE;
      if (word == WORD_NONE || ++n_all > MAX_WORDS)
        return FALSE;
      n_words += word == WORD_NAME ? 1 : 0;
      start = i + 1;
    }
  return n_words >= min_words;
}
