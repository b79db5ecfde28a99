package org.antiphon.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.antiphon.problem.Refused;
import org.antiphon.problem.Unreadable;

/// Secrets as files of mode 0600, each 32 random bytes in hexadecimal, made when first asked for. A
/// file that others may read is refused. Two processes that make the same one get the same.
public final class KeyFolder {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,80}");
  private final Path folder;

  /// @param folder made when it is missing, mode 0700
  public KeyFolder(Path folder) {
    this.folder = folder;
  }

  /// The key that signs tree heads. Its name holds a part of the key: two installations differ.
  public SigningKey ledgerKey() {
    return named("antiphon/ledger/", secret("ledger"));
  }

  /// The key that signs the heads of our exchange feed.
  public SigningKey exchangeKey() {
    return named("antiphon/exchange/", secret("exchange"));
  }

  private static SigningKey named(String prefix, byte[] seed) {
    var raw = new SigningKey("unnamed", seed).verifying().key();
    return new SigningKey(prefix + HexFormat.of().formatHex(raw, 0, 6), seed);
  }

  /// A named signing key, such as a person's.
  public SigningKey signingKey(String file, String name) {
    return new SigningKey(name, secret(file));
  }

  /// 32 bytes under that name.
  public byte[] secret(String name) {
    if (!NAME.matcher(name).matches()) throw new IllegalArgumentException(name);
    var file = folder.resolve(name + ".key");
    try {
      if (Files.notExists(file)) make(file);
      if (PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).endsWith("------"))
        return HexFormat.of().parseHex(Files.readString(file).strip());
      throw new Refused(
          "KEY_NOT_PRIVATE",
          file.toString(),
          "others may read this key",
          "chmod 600 it, and ask who may have read it");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      throw new Unreadable(
          "KEY_UNREADABLE", file.toString(), "no key in it", "put it back from the backup", e);
    }
  }

  private void make(Path file) throws IOException {
    if (Files.notExists(folder)) {
      var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
      Files.createDirectories(folder, mode);
    }
    var bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var scratch = Files.createTempFile(folder, "new", ".tmp", mode);
    try {
      Files.writeString(scratch, HexFormat.of().formatHex(bytes) + "\n");
      Files.createLink(file, scratch); // unlike a rename it fails where another was faster
    } catch (FileAlreadyExistsException e) {
      return; // that one counts
    } finally {
      Files.delete(scratch);
    }
  }
}
