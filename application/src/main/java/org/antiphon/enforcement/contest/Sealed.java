package org.antiphon.enforcement.contest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.antiphon.database.Database;

/// Texts of persons, each under a key of its own (AES-256-GCM): whoever erases the key has erased
/// the text, in every backup that left the key's small table out.
final class Sealed {
  private static final int NONCE = 12;
  private final Database database;
  private final SecureRandom random = new SecureRandom();

  Sealed(Database database) {
    this.database = database;
  }

  /// Keeps a text; in the caller's transaction.
  void put(UUID subject, String text) {
    byte[] key = bytes(32);
    byte[] nonce = bytes(NONCE);
    byte[] sealed = crypt(Cipher.ENCRYPT_MODE, key, nonce, text.getBytes(StandardCharsets.UTF_8));
    byte[] whole = Arrays.copyOf(nonce, NONCE + sealed.length);
    System.arraycopy(sealed, 0, whole, NONCE, sealed.length);
    database.sql().sql("insert into sealed_text values (?, ?)").params(subject, whole).update();
    database.sql().sql("insert into sealed_key values (?, ?)").params(subject, key).update();
  }

  /// The text; empty after erasure.
  Optional<String> get(UUID subject) {
    return database
        .sql()
        .sql(
            """
            select t.sealed, k.key from sealed_text t join sealed_key k on k.subject = t.subject
            where t.subject = ?
            """)
        .param(subject)
        .query((row, _) -> open(row.getBytes("sealed"), row.getBytes("key")))
        .optional();
  }

  private static String open(byte[] whole, byte[] key) {
    byte[] nonce = Arrays.copyOf(whole, NONCE);
    byte[] sealed = Arrays.copyOfRange(whole, NONCE, whole.length);
    return new String(crypt(Cipher.DECRYPT_MODE, key, nonce, sealed), StandardCharsets.UTF_8);
  }

  /// Destroys the key.
  ///
  /// @return whether there was one
  boolean erase(UUID subject) {
    return database.sql().sql("delete from sealed_key where subject = ?").param(subject).update()
        > 0;
  }

  private byte[] bytes(int count) {
    var bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] crypt(int mode, byte[] key, byte[] nonce, byte[] text) {
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the text cannot be opened: it or its key was changed", e);
    }
  }
}
