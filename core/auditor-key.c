/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "auditor-key.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "digest.h"

/*
 * The key file, 144 bytes, numbers big-endian:
 *
 *     0  16  "RecountAuditorK1"
 *    16   4  Argon2id 1.3: passes
 *    20   4  Argon2id 1.3: memory in KiB
 *    24  16  Argon2id 1.3: salt
 *    40  24  nonce
 *    64  32  Ed25519 public key
 *    96  48  XChaCha20-Poly1305 (IETF) of the 32-byte Ed25519 seed, the 96 bytes before as associated data
 *
 * Argon2id runs with libsodium's "interactive" cost (2 passes, 64 MiB): a tenth of a second for the auditor at each start. The file
 * says its own cost, so that a later version can raise it.
 */

#define MAGIC "RecountAuditorK1"
#define MAGIC_BYTES 16u
#define PASSES_AT 16u
#define MEMORY_AT 20u
#define SALT_AT 24u
#define NONCE_AT 40u
#define PUBLIC_AT 64u
#define HEADER_BYTES 96u
#define SEALED_BYTES (crypto_sign_SEEDBYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES)
#define FILE_BYTES (HEADER_BYTES + SEALED_BYTES)

/* A key file is no evidence, but it may have been put there: it must not ask for more than this. */
#define PASSES_MAX 16u
#define MEMORY_MIN_KIB (8u << 10)
#define MEMORY_MAX_KIB (1u << 20)

G_STATIC_ASSERT (crypto_pwhash_argon2id_SALTBYTES == NONCE_AT - SALT_AT);
G_STATIC_ASSERT (crypto_aead_xchacha20poly1305_ietf_NPUBBYTES == PUBLIC_AT - NONCE_AT);
G_STATIC_ASSERT (FILE_BYTES == 144);

G_DEFINE_QUARK (rc-auditor-key-error-quark, rc_auditor_key_error)

static GMutex mutex;
static guint8 *secret_key;     /* (nullable): crypto_sign_SECRETKEYBYTES in guarded, locked memory */
static guint8 public_key[crypto_sign_PUBLICKEYBYTES];

static void
write_u32 (guint8  *out,
           guint32  value)
{
  value = GUINT32_TO_BE (value);
  memcpy (out, &value, sizeof value);
}

static guint32
read_u32 (const guint8 *bytes)
{
  guint32 value;

  memcpy (&value, bytes, sizeof value);
  return GUINT32_FROM_BE (value);
}

/**
 * rc_auditor_key_dup_path:
 *
 * Returns: (transfer full): where the key file is or would be
 */
char *
rc_auditor_key_dup_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "recount", "auditor.key", NULL);
}

gboolean
rc_auditor_key_exists (void)
{
  g_autofree char *path = rc_auditor_key_dup_path ();

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

gboolean
rc_auditor_key_is_unlocked (void)
{
  gboolean unlocked;

  g_mutex_lock (&mutex);
  unlocked = secret_key != NULL;
  g_mutex_unlock (&mutex);
  return unlocked;
}

static gboolean
set_file_error (const char  *path,
                GError     **error)
{
  g_set_error (error, RC_AUDITOR_KEY_ERROR, RC_AUDITOR_KEY_ERROR_FILE, "%s: %s", path, g_strerror (errno));
  return FALSE;
}

static gboolean
derive (const guint8  *header,
        const char    *passphrase,
        gsize          length,
        guint8         out_key[crypto_aead_xchacha20poly1305_ietf_KEYBYTES],
        GError       **error)
{
  if (crypto_pwhash (out_key, crypto_aead_xchacha20poly1305_ietf_KEYBYTES, passphrase, length, header + SALT_AT,
                     read_u32 (header + PASSES_AT), (gsize) read_u32 (header + MEMORY_AT) << 10,
                     crypto_pwhash_ALG_ARGON2ID13) == 0)
    return TRUE;

  g_set_error_literal (error, RC_AUDITOR_KEY_ERROR, RC_AUDITOR_KEY_ERROR_FILE,
                       "there is not enough memory to unlock the auditor's key");
  return FALSE;
}

/* Takes the key pair of @seed into this process. */
static void
adopt (const guint8 seed[crypto_sign_SEEDBYTES])
{
  secret_key = sodium_malloc (crypto_sign_SECRETKEYBYTES);
  if (secret_key == NULL)
    g_error ("No guarded memory for the auditor's key");
  crypto_sign_seed_keypair (public_key, secret_key, seed);
  sodium_mprotect_noaccess (secret_key);
}

static gboolean
write_all (int           fd,
           const guint8 *bytes,
           gsize         length)
{
  while (length > 0)
    {
      gssize written = write (fd, bytes, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return FALSE;
      bytes += written;
      length -= (gsize) written;
    }

  return fsync (fd) == 0;
}

/* Never over a file that is there: another process may have made its key at the same time. */
static gboolean
move_into_place (const char *temporary,
                 const char *path)
{
  if (renameat2 (AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
    return TRUE;
  if (errno != EINVAL && errno != ENOSYS)
    return FALSE;
  return link (temporary, path) == 0 && unlink (temporary) == 0;
}

static gboolean
write_file (const char    *path,
            const guint8   bytes[FILE_BYTES],
            GError       **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *temporary = g_strdup_printf ("%s.%d.new", path, (int) getpid ());
  int fd;
  int folder_fd;
  gboolean written;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return set_file_error (folder, error);
  /* Only a run of the same number that was killed here can have left it. */
  unlink (temporary);
  fd = open (temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    return set_file_error (temporary, error);

  written = write_all (fd, bytes, FILE_BYTES);
  if (close (fd) != 0 || !written || !move_into_place (temporary, path))
    {
      set_file_error (path, error);
      unlink (temporary);
      return FALSE;
    }

  folder_fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder_fd >= 0)
    {
      fsync (folder_fd);
      close (folder_fd);
    }
  return TRUE;
}

static gboolean
make (const char  *path,
      const char  *passphrase,
      gsize        length,
      GError     **error)
{
  guint8 file[FILE_BYTES];
  guint8 seed[crypto_sign_SEEDBYTES];
  guint8 secret[crypto_sign_SECRETKEYBYTES];
  guint8 key[crypto_aead_xchacha20poly1305_ietf_KEYBYTES];
  gboolean done;

  memcpy (file, MAGIC, MAGIC_BYTES);
  write_u32 (file + PASSES_AT, crypto_pwhash_OPSLIMIT_INTERACTIVE);
  write_u32 (file + MEMORY_AT, crypto_pwhash_MEMLIMIT_INTERACTIVE >> 10);
  randombytes_buf (file + SALT_AT, PUBLIC_AT - SALT_AT);
  randombytes_buf (seed, sizeof seed);
  crypto_sign_seed_keypair (file + PUBLIC_AT, secret, seed);

  done = derive (file, passphrase, length, key, error);
  if (done)
    {
      crypto_aead_xchacha20poly1305_ietf_encrypt (file + HEADER_BYTES, NULL, seed, sizeof seed, file, HEADER_BYTES, NULL,
                                                  file + NONCE_AT, key);
      done = write_file (path, file, error);
    }
  if (done)
    adopt (seed);

  sodium_memzero (seed, sizeof seed);
  sodium_memzero (secret, sizeof secret);
  sodium_memzero (key, sizeof key);
  return done;
}

static gboolean
check_file (const char         *path,
            const struct stat  *status,
            const guint8       *tainted,
            gssize              length,
            GError            **error)
{
  if (length != (gssize) FILE_BYTES || status->st_size != FILE_BYTES || memcmp (tainted, MAGIC, MAGIC_BYTES) != 0)
    {
      g_set_error (error, RC_AUDITOR_KEY_ERROR, RC_AUDITOR_KEY_ERROR_FILE,
                   "%s: expected an auditor's key of %u bytes, found another file of %" G_GINT64_FORMAT " bytes", path,
                   (guint) FILE_BYTES, (gint64) status->st_size);
      return FALSE;
    }
  if (read_u32 (tainted + PASSES_AT) < 1 || read_u32 (tainted + PASSES_AT) > PASSES_MAX ||
      read_u32 (tainted + MEMORY_AT) < MEMORY_MIN_KIB || read_u32 (tainted + MEMORY_AT) > MEMORY_MAX_KIB)
    {
      g_set_error (error, RC_AUDITOR_KEY_ERROR, RC_AUDITOR_KEY_ERROR_FILE,
                   "%s: expected at most %u passes over %u KiB, found %u over %u", path, PASSES_MAX, MEMORY_MAX_KIB,
                   read_u32 (tainted + PASSES_AT), read_u32 (tainted + MEMORY_AT));
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_file (const char  *path,
           guint8       out_bytes[FILE_BYTES],
           GError     **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  struct stat status;
  gssize length;

  if (fd < 0)
    return set_file_error (path, error);
  if (fstat (fd, &status) != 0 || !S_ISREG (status.st_mode))
    {
      g_set_error (error, RC_AUDITOR_KEY_ERROR, RC_AUDITOR_KEY_ERROR_FILE, "%s: expected a file, found none", path);
      close (fd);
      return FALSE;
    }

  length = read (fd, out_bytes, FILE_BYTES);
  close (fd);
  return check_file (path, &status, out_bytes, length, error);
}

static gboolean
load (const char  *path,
      const char  *passphrase,
      gsize        length,
      GError     **error)
{
  guint8 file[FILE_BYTES];
  guint8 seed[crypto_sign_SEEDBYTES];
  guint8 key[crypto_aead_xchacha20poly1305_ietf_KEYBYTES];
  gboolean opened;

  if (!read_file (path, file, error) || !derive (file, passphrase, length, key, error))
    return FALSE;

  opened = crypto_aead_xchacha20poly1305_ietf_decrypt (seed, NULL, NULL, file + HEADER_BYTES, SEALED_BYTES, file,
                                                       HEADER_BYTES, file + NONCE_AT, key) == 0;
  if (opened)
    adopt (seed);
  else
    g_set_error (error, RC_AUDITOR_KEY_ERROR, RC_AUDITOR_KEY_ERROR_PASSPHRASE,
                 "the passphrase is not the one of %s, or that file was altered", path);
  sodium_memzero (seed, sizeof seed);
  sodium_memzero (key, sizeof key);
  return opened;
}

/* With the mutex held. */
static gboolean
unlock (const char  *passphrase,
        gsize        length,
        gboolean    *out_made,
        GError     **error)
{
  g_autofree char *path = rc_auditor_key_dup_path ();
  g_autoptr (GError) reason = NULL;

  if (secret_key != NULL)
    return TRUE;

  if (sodium_init () < 0)
    g_error ("libsodium could not be started");
  if (length == 0)
    {
      g_set_error_literal (error, RC_AUDITOR_KEY_ERROR, RC_AUDITOR_KEY_ERROR_PASSPHRASE, "the passphrase is empty");
      return FALSE;
    }
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return load (path, passphrase, length, error);
  if (make (path, passphrase, length, &reason))
    {
      *out_made = TRUE;
      return TRUE;
    }
  /* Another process was first. */
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return load (path, passphrase, length, error);

  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/**
 * rc_auditor_key_unlock:
 * @passphrase: bytes of any kind, not ended by a zero
 * @length: in bytes
 * @out_made: (out) (optional): whether there was no key and one was made, sealed with @passphrase
 *
 * Holds the key until the process ends or rc_auditor_key_lock(). Where it is held already, nothing is checked again.
 *
 * Returns: %FALSE with @error in the domain %RC_AUDITOR_KEY_ERROR
 */
gboolean
rc_auditor_key_unlock (const char  *passphrase,
                       gsize        length,
                       gboolean    *out_made,
                       GError     **error)
{
  gboolean made = FALSE;
  gboolean unlocked;

  g_mutex_lock (&mutex);
  unlocked = unlock (passphrase, length, &made, error);
  g_mutex_unlock (&mutex);
  if (out_made != NULL)
    *out_made = made;
  return unlocked;
}

/**
 * rc_auditor_key_lock:
 *
 * Forgets the key.
 */
void
rc_auditor_key_lock (void)
{
  g_mutex_lock (&mutex);
  sodium_free (secret_key);
  secret_key = NULL;
  g_mutex_unlock (&mutex);
}

/**
 * rc_auditor_key_sign:
 * @out_signature: (out): Ed25519 (RFC 8032) over @message
 * @out_public: (out): the public half
 *
 * Returns: %FALSE where the key is not unlocked
 */
gboolean
rc_auditor_key_sign (const guint8 *message,
                     gsize         length,
                     guint8        out_signature[64],
                     guint8        out_public[32])
{
  gboolean is_signed = FALSE;

  g_mutex_lock (&mutex);
  if (secret_key != NULL)
    {
      sodium_mprotect_readonly (secret_key);
      is_signed = crypto_sign_detached (out_signature, NULL, message, length, secret_key) == 0;
      sodium_mprotect_noaccess (secret_key);
      memcpy (out_public, public_key, sizeof public_key);
    }
  g_mutex_unlock (&mutex);
  return is_signed;
}

/**
 * rc_auditor_key_read_public:
 * @out_public: (out): what the key file says in clear
 *
 * Returns: %FALSE with @error in the domain %RC_AUDITOR_KEY_ERROR where there is no key file, or another file in its place
 */
gboolean
rc_auditor_key_read_public (guint8   out_public[32],
                            GError **error)
{
  g_autofree char *path = rc_auditor_key_dup_path ();
  guint8 file[FILE_BYTES];

  if (!read_file (path, file, error))
    return FALSE;
  memcpy (out_public, file + PUBLIC_AT, crypto_sign_PUBLICKEYBYTES);
  return TRUE;
}

char *
rc_auditor_key_dup_public (void)
{
  guint8 bytes[crypto_sign_PUBLICKEYBYTES];

  return rc_auditor_key_read_public (bytes, NULL) ? rc_bytes_dup_hex (bytes, sizeof bytes) : NULL;
}

gboolean
rc_auditor_key_parse_public (const char *tainted,
                             guint8      out_public[32])
{
  guint8 bytes[crypto_sign_PUBLICKEYBYTES];
  size_t length;

  /* Without a place for the end, all of the text must have been read. */
  if (sodium_hex2bin (bytes, sizeof bytes, tainted, strlen (tainted), " \t\r\n", &length, NULL) != 0 || length != sizeof bytes)
    return FALSE;

  memcpy (out_public, bytes, sizeof bytes);
  return TRUE;
}

/**
 * rc_auditor_key_open_sealed:
 * @sealed: by crypto_box_seal() to the X25519 form of the key
 * @length: at least 48
 * @out_message: (out): @length - 48 bytes; secret, for the caller to wipe
 *
 * Returns: %FALSE where the key is not unlocked, or @sealed is for somebody else
 */
gboolean
rc_auditor_key_open_sealed (const guint8 *sealed,
                            gsize         length,
                            guint8       *out_message)
{
  guint8 box_public[crypto_box_PUBLICKEYBYTES];
  guint8 box_secret[crypto_box_SECRETKEYBYTES];
  gboolean opened = FALSE;

  g_return_val_if_fail (length >= crypto_box_SEALBYTES, FALSE);

  g_mutex_lock (&mutex);
  if (secret_key != NULL && crypto_sign_ed25519_pk_to_curve25519 (box_public, public_key) == 0)
    {
      sodium_mprotect_readonly (secret_key);
      opened = crypto_sign_ed25519_sk_to_curve25519 (box_secret, secret_key) == 0 &&
               crypto_box_seal_open (out_message, sealed, length, box_public, box_secret) == 0;
      sodium_mprotect_noaccess (secret_key);
      sodium_memzero (box_secret, sizeof box_secret);
    }
  g_mutex_unlock (&mutex);
  return opened;
}

/**
 * rc_auditor_key_verify:
 *
 * Returns: whether @signature is a strict Ed25519 signature of @public_key over @message
 */
gboolean
rc_auditor_key_verify (const guint8 *message,
                       gsize         length,
                       const guint8  signature[64],
                       const guint8  the_public_key[32])
{
  return crypto_sign_verify_detached (signature, message, length, the_public_key) == 0;
}
