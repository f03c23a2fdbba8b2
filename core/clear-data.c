/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "clear-data.h"

#include <string.h>

#define MAX_LOCAL 64u
#define MAX_DOMAIN 253u
#define MIN_TELEPHONE 8u     /* digits with the code of the country */
#define MAX_TELEPHONE 15u

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '_' || (guchar) c >= 0x80;
}

static gboolean
is_local (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr (".!#$%&'*+-=?^_{|}~", c) != NULL);
}

/* --- E-mail addresses --- */

static gboolean
ends_with (const char *text,
           gsize       length,
           const char *end)
{
  gsize n = strlen (end);

  return length >= n && g_ascii_strncasecmp (text + length - n, end, n) == 0;
}

/* An address of a machine or of nobody, and what is no address at all in the web. */
static gboolean
is_machine (const char *local,
            gsize       local_length,
            const char *domain,
            gsize       domain_length)
{
  static const char * const locals[] = { "git", "noreply", "no-reply", "donotreply", "root" };
  static const char * const domains[] = { ".local", ".internal", ".cluster", ".localdomain", ".svc", "gserviceaccount.com" };

  for (gsize i = 0; i < G_N_ELEMENTS (locals); i++)
    if (local_length == strlen (locals[i]) && g_ascii_strncasecmp (local, locals[i], local_length) == 0)
      return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    if (ends_with (domain, domain_length, domains[i]))
      return TRUE;
  return FALSE;
}

/* Bytes of a host's name with at least one dot and letters behind the last one; 0: none. */
static gsize
measure_domain (const char *text,
                gsize       length)
{
  gsize label = 0, end = 0;
  guint n_labels = 0;
  gboolean has_letters = TRUE;

  while (end < length && end <= MAX_DOMAIN)
    {
      char c = text[end];

      if (g_ascii_isalnum (c) || (c == '-' && end > label))
        {
          has_letters = has_letters && g_ascii_isalpha (c);
          end++;
        }
      else if (c == '.' && end > label && end + 1 < length && g_ascii_isalnum (text[end + 1]))
        {
          label = ++end;
          n_labels++;
          has_letters = TRUE;
        }
      else
        break;
    }

  if (n_labels == 0 || !has_letters || end - label < 2 || end - label > 24 || end > MAX_DOMAIN)
    return 0;
  return end < length && (is_word (text[end]) || text[end] == '@') ? 0 : end;
}

/* "https://user:word@host" names no person's mail. */
static gboolean
is_in_address (const char *text,
               const char *at)
{
  while (at > text && !g_ascii_isspace (at[-1]) && at[-1] != '"' && at[-1] != '<' && at[-1] != ',')
    {
      at--;
      if (g_str_has_prefix (at, "://"))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_email (const char *text,
           gsize       length)
{
  const char *end = text + length;

  for (const char *at = memchr (text, '@', length); at != NULL; at = memchr (at + 1, '@', (gsize) (end - at - 1)))
    {
      const char *local = at;
      gsize domain = measure_domain (at + 1, (gsize) (end - at - 1));

      while (local > text && is_local (local[-1]) && (gsize) (at - local) <= MAX_LOCAL)
        local--;
      if (domain == 0 || local == at || (gsize) (at - local) > MAX_LOCAL || at[-1] == '.')
        continue;
      if (!is_machine (local, (gsize) (at - local), at + 1, domain) && !is_in_address (text, local))
        return TRUE;
    }
  return FALSE;
}

/* --- Account numbers --- */

/* Countries of the registry of ISO 13616 and the length of their numbers. */
static const char iban_lengths[] =
  "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20EG29ES24FI18FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28"
  "IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MR27MT31MU30NL18NO15PK24PL28PS29PT25QA29RO24RS22SA24"
  "SC31SE24SI19SK24SM27ST25SV28TL23TN24TR26UA29VA22VG24XK20";

static guint
iban_length (const char *text)
{
  for (const char *row = iban_lengths; *row != '\0'; row += 4)
    if (row[0] == text[0] && row[1] == text[1])
      return (guint) (row[2] - '0') * 10 + (guint) (row[3] - '0');

  return 0;
}

/* The first four characters count as the last ones, a letter as two digits: the number modulo 97 must be 1. */
static gboolean
iban_holds (const char *digits,
            guint       length)
{
  guint rest = 0;

  for (guint i = 0; i < length; i++)
    {
      char c = digits[(i + 4) % length];

      rest = g_ascii_isdigit (c) ? (rest * 10 + (guint) (c - '0')) % 97 : (rest * 100 + (guint) (c - 'A') + 10) % 97;
    }
  return rest == 1;
}

/* @text: two capitals and two digits. Groups may be parted by single blanks. */
static gboolean
is_iban (const char *text,
         gsize       length)
{
  char digits[34];
  guint wanted = iban_length (text), n = 0;
  gsize i = 0;

  while (n < wanted && i < length)
    {
      if (g_ascii_isdigit (text[i]) || g_ascii_isupper (text[i]))
        digits[n++] = text[i];
      else if (text[i] != ' ' || n % 4 != 0)
        return FALSE;
      i++;
    }
  return wanted > 0 && n == wanted && (i == length || !is_word (text[i])) && iban_holds (digits, wanted);
}

#define MIN_IBAN 15u
#define BLOCK 64u

/* Two capitals and two digits. Without branches, so that a compiler looks at many places at once. */
static inline guint8
begins_iban (const char *text)
{
  return (guint8) (((guint8) (text[0] - 'A') < 26) & ((guint8) (text[1] - 'A') < 26) & ((guint8) (text[2] - '0') < 10)
                   & ((guint8) (text[3] - '0') < 10));
}

static gboolean
may_begin_iban (const char *text)
{
  guint8 found = 0;

  for (guint i = 0; i < BLOCK; i++)
    found |= begins_iban (text + i);
  return found != 0;
}

static gboolean
has_iban (const char *text,
          gsize       length)
{
  for (gsize i = 0; i + MIN_IBAN <= length; i++)
    {
      if (i % BLOCK == 0 && i + BLOCK + MIN_IBAN <= length && !may_begin_iban (text + i))
        i += BLOCK - 1;
      else if (begins_iban (text + i) && (i == 0 || !is_word (text[i - 1])) && is_iban (text + i, length - i))
        return TRUE;
    }
  return FALSE;
}

/* --- Telephone numbers --- */

/* Whether the digits begin with the code of a country (ITU-T E.164). */
static gboolean
is_country (const char *digits)
{
  static const char two[] = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 "
                            "82 84 86 90 91 92 93 94 95 98";
  static const char three[] = "21 22 23 24 25 26 29 35 37 38 42 50 59 67 68 69 80 85 87 88 96 97 99";
  char start[3] = { digits[0], digits[1], '\0' };

  return digits[0] == '1' || digits[0] == '7' || strstr (two, start) != NULL || strstr (three, start) != NULL;
}

/* Digits in groups, parted by single blanks, hyphens, slashes or brackets. Answers how many were taken; @out_length: bytes. */
static guint
take_digits (const char *text,
             gsize       length,
             char        digits[MAX_TELEPHONE + 1],
             gsize      *out_length,
             guint      *out_parts)
{
  guint n = 0;
  gsize end = 0;
  gboolean apart = FALSE;

  *out_parts = 1;
  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (g_ascii_isdigit (c))
        {
          if (n == MAX_TELEPHONE)
            return 0;
          digits[n++] = c;
          *out_parts += apart ? 1 : 0;
          apart = FALSE;
          end = i + 1;
        }
      else if (c != '\0' && strchr (" -/()", c) != NULL && (!apart || strchr ("( )", c) != NULL || strchr ("( )", text[i - 1]) != NULL))
        apart = TRUE;
      else
        break;
    }

  digits[n] = '\0';
  *out_length = end;
  return n;
}

static gboolean
ends_a_number (const char *text,
               gsize       length,
               gsize       at)
{
  if (at >= length)
    return TRUE;
  if (text[at] == '.' || text[at] == ',')
    return at + 1 == length || !is_word (text[at + 1]);
  return !is_word (text[at]) && strchr ("+=:%", text[at]) == NULL;
}

/* "+49 30 1234567", "0049 30 1234567": the second only where blanks part it, and at the beginning of a text, since it might be any number
 * otherwise. */
static gboolean
is_international (const char *text,
                  gsize       length)
{
  gsize skip = text[0] == '+' ? 1 : 2, taken;
  char digits[MAX_TELEPHONE + 1];
  guint parts;
  guint n = take_digits (text + skip, length - skip, digits, &taken, &parts);

  if (n < MIN_TELEPHONE || !g_ascii_isdigit (text[skip]) || !is_country (digits) || !ends_a_number (text, length, skip + taken))
    return FALSE;
  return text[0] == '+' || (parts > 1 && memchr (text + skip, ' ', taken) != NULL && (digits[0] == '3' || digits[0] == '4'));
}

/* "(030) 1234567", "0171/1234567": the area is set apart as nothing but telephone numbers do. */
static gboolean
is_national (const char *text,
             gsize       length)
{
  gsize skip = text[0] == '(' ? 1 : 0, area = skip, taken;
  char digits[MAX_TELEPHONE + 1];
  guint parts, n;

  while (area < length && g_ascii_isdigit (text[area]))
    area++;
  if (area - skip < 3 || area - skip > 6 || text[skip] != '0' || text[skip + 1] == '0' || area + 1 >= length)
    return FALSE;
  if (text[area] != (skip > 0 ? ')' : '/'))
    return FALSE;

  n = take_digits (text + skip, length - skip, digits, &taken, &parts);
  return n >= 9 && n <= 12 && n - (area - skip) >= 5 && ends_a_number (text, length, skip + taken);
}

/* The whole value of a member that says that it is a telephone number. */
static gboolean
is_bare_number (const char *text,
                gsize       length)
{
  char digits[MAX_TELEPHONE + 1];
  gsize taken;
  guint parts;
  guint n = take_digits (text, length, digits, &taken, &parts);

  return n >= MIN_TELEPHONE && taken == length && digits[0] == '0' && digits[1] != '0';
}

static gboolean
may_begin (const char *text,
           gsize       at)
{
  if (at == 0)
    return TRUE;
  /* A group of a longer number. */
  if (text[at - 1] == ' ' && at > 1 && g_ascii_isdigit (text[at - 2]))
    return FALSE;
  return !is_word (text[at - 1]) && (text[at - 1] == '\0' || strchr ("+-./%", text[at - 1]) == NULL);
}

static gboolean
has_telephone (const char *text,
               gsize       length)
{
  for (gsize i = 0; i + MIN_TELEPHONE < length; i++)
    {
      char c = text[i];

      if (c != '+' && c != '0' && c != '(')
        continue;
      if (!may_begin (text, i))
        continue;
      if ((c == '+' || (c == '0' && text[i + 1] == '0' && i == 0)) && is_international (text + i, length - i))
        return TRUE;
      if ((c == '0' || (c == '(' && text[i + 1] == '0')) && is_national (text + i, length - i))
        return TRUE;
    }
  return FALSE;
}

/**
 * rc_clear_data_find:
 * @text: UTF-8, tainted, escapes resolved
 * @member: what the name of the member says, whose value it is
 *
 * Returns: bits `1 << RC_CLEAR_…` of what the text holds
 */
guint
rc_clear_data_find (const char    *text,
                    gsize          length,
                    RcClearMember  member)
{
  guint found = 0;

  if (length < 6)
    return 0;
  if (has_email (text, length))
    found |= 1u << RC_CLEAR_EMAIL;
  if (has_iban (text, length))
    found |= 1u << RC_CLEAR_IBAN;
  if (has_telephone (text, length) || (member == RC_CLEAR_MEMBER_TELEPHONE && is_bare_number (text, length)))
    found |= 1u << RC_CLEAR_TELEPHONE;
  return found;
}

/* --- Records that were not read yet --- */

/* A text within a record is bounded by quotes, which are part of nothing that is looked for: what would be found in it is found here,
 * too. */
static gboolean
has_telephone_somewhere (const char *record,
                         gsize       length)
{
  static const char marks[] = "+(/";
  const char *end = record + length;

  for (gsize i = 0; marks[i] != '\0'; i++)
    {
      for (const char *at = memchr (record, marks[i], length); at != NULL; at = memchr (at + 1, marks[i], (gsize) (end - at - 1)))
        {
          const char *start = at;

          while (marks[i] == '/' && start > record && g_ascii_isdigit (start[-1]) && at - start < 7)
            start--;
          if (end - start < MIN_TELEPHONE || !may_begin (record, (gsize) (start - record)))
            continue;
          if (marks[i] == '+' ? is_international (start, (gsize) (end - start)) : is_national (start, (gsize) (end - start)))
            return TRUE;
        }
    }
  return FALSE;
}

/* The name of the member before a colon; FALSE: none ends there. */
static gboolean
find_name (const char  *record,
           const char  *colon,
           const char **out_name,
           gsize       *out_length)
{
  const char *end = colon;
  const char *start;

  while (end > record && g_ascii_isspace (end[-1]))
    end--;
  if (end - record < 2 || end[-1] != '"')
    return FALSE;
  start = --end;
  while (start > record && start[-1] != '"' && end - start < 256)
    start--;
  *out_name = start;
  *out_length = (gsize) (end - start);
  return TRUE;
}

static gboolean
is_named (const char         *name,
          gsize               length,
          const char * const *members)
{
  for (gsize i = 0; members[i] != NULL; i++)
    if (strlen (members[i]) == length && memcmp (members[i], name, length) == 0)
      return TRUE;
  return FALSE;
}

/* @value: behind its opening quote. */
static gboolean
may_be_person (const char         *record,
               const char         *colon,
               const char         *value,
               gsize               left,
               const char * const *members)
{
  const char *quote, *name;
  RcClearMember member;
  gsize length;

  if (*value == '0' && left > MIN_TELEPHONE && value[1] == '0' && is_international (value, left))
    return TRUE;
  if (!find_name (record, colon, &name, &length))
    return FALSE;

  member = rc_clear_data_member (name, length);
  if (member == RC_CLEAR_MEMBER_PERSONAL || (member == RC_CLEAR_MEMBER_OTHER && !is_named (name, length, members)))
    return FALSE;
  if (member == RC_CLEAR_MEMBER_TELEPHONE)
    return *value == '0' || *value == '(';

  quote = memchr (value, '"', left);
  return quote != NULL && rc_clear_data_is_name (value, (gsize) (quote - value), 1);
}

static gboolean
has_person (const char         *record,
            gsize               length,
            const char * const *members)
{
  const char *end = record + length;

  for (const char *at = memchr (record, ':', length); at != NULL; at = memchr (at + 1, ':', (gsize) (end - at - 1)))
    {
      const char *value = at + 1;

      while (value < end && g_ascii_isspace (*value))
        value++;
      if (end - value < 3 || *value++ != '"')
        continue;
      if ((g_ascii_isupper (*value) || (guchar) *value >= 0x80 || *value == '0' || *value == '(')
          && may_be_person (record, at, value, (gsize) (end - value), members))
        return TRUE;
    }
  return FALSE;
}

/**
 * rc_clear_data_may_hold:
 * @record: tainted
 * @members: (array zero-terminated=1)
 *
 * Most records hold nothing of it, and need not be read to know that.
 */
gboolean
rc_clear_data_may_hold (const char         *record,
                        gsize               length,
                        const char * const *members)
{
  return memchr (record, '\\', length) != NULL || has_email (record, length) || has_iban (record, length)
    || has_telephone_somewhere (record, length) || has_person (record, length, members);
}
