package org.antiphon.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;
import org.antiphon.problem.Unreadable;

/// A network on disk. A hostile model is as bad as hostile audio, so that only bytes whose hash the
/// folder's `SHA256SUMS` names are ever loaded.
///
/// @param name file name without `.onnx`
/// @param card what it is, made of what, under which terms
/// @param sha256 of the bytes, 64 lower-case hex digits
public record ModelFile(String name, Path file, Path card, String sha256) {
  private static final String SUMS = "SHA256SUMS";

  /// Finds a model in a folder; throws [Problem] where file, card or line of hash is missing.
  public static ModelFile named(String name, Path folder) {
    if (!name.matches("[a-z0-9][a-z0-9-]{0,63}"))
      throw new InvalidInput("BAD_MODEL_NAME", name, "no name of a model", "look into models/");
    var file = folder.resolve(name + ".onnx");
    var card = folder.resolve(name + ".md");
    if (!Files.isRegularFile(file) || !Files.isRegularFile(card))
      throw unreadable(file, "the model or its card is missing");
    return new ModelFile(name, file, card, listed(name + ".onnx", folder.resolve(SUMS)));
  }

  /// The bytes, held against the hash; throws [Refused] where they are others.
  public byte[] bytes() {
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (sha256(bytes).equals(sha256)) return bytes;
      throw new Refused(
          "MODEL_CHANGED",
          file.toString(),
          "its SHA-256 is not the one in " + SUMS,
          "restore the file, or build it again as training/README.md says");
    } catch (IOException e) {
      throw unreadable(file, "it cannot be read: " + e.getMessage());
    }
  }

  private static String listed(String file, Path sums) {
    try {
      for (String line : Files.readAllLines(sums)) {
        var words = line.strip().split(" +", 2);
        if (words.length == 2 && words[1].equals(file)) return words[0];
      }
      throw unreadable(sums, "no hash of " + file + " in it");
    } catch (IOException e) {
      throw unreadable(sums, "it cannot be read: " + e.getMessage());
    }
  }

  private static Unreadable unreadable(Path where, String message) {
    return new Unreadable(
        "NO_MODEL", where.toString(), message, "models/ is part of the checkout: restore it");
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
