package org.antiphon.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.antiphon.problem.InvalidInput;

/// A text with signatures below it, C2SP signed-note; cosignatures as C2SP tlog-cosignature.
///
/// @param text ends with a newline
public record SignedNote(String text, List<Line> signatures) {
  private static final String MARK = "\u2014 ";

  /// One signature line.
  ///
  /// @param bytes four of the key's id, then the signature
  public record Line(String name, byte[] bytes) {}

  /// Copies the lines in.
  public SignedNote {
    signatures = List.copyOf(signatures);
    if (!text.endsWith("\n")) throw new IllegalArgumentException("a note ends with a newline");
  }

  /// Signs a text.
  public static SignedNote sign(String text, SigningKey key) {
    var signature = key.sign(text.getBytes(StandardCharsets.UTF_8));
    return new SignedNote(text, List.of(line(key.verifying(), signature)));
  }

  private static Line line(VerifyingKey key, byte[] signature) {
    var bytes = Arrays.copyOf(key.id(), 4 + signature.length);
    System.arraycopy(signature, 0, bytes, 4, signature.length);
    return new Line(key.name(), bytes);
  }

  /// Reads a note.
  ///
  /// @throws InvalidInput when it is none
  public static SignedNote parse(String note) {
    int end = note.lastIndexOf("\n\n");
    if (end < 0 || !note.endsWith("\n")) throw notANote("no blank line before the signatures");
    var lines = new ArrayList<Line>();
    for (var line : note.substring(end + 2).lines().toList()) {
      var parts = line.startsWith(MARK) ? line.substring(MARK.length()).split(" ", -1) : null;
      if (parts == null || parts.length != 2) throw notANote("not a signature line: " + line);
      try {
        lines.add(new Line(parts[0], Base64.getDecoder().decode(parts[1])));
      } catch (IllegalArgumentException e) {
        throw notANote("not base64: " + line);
      }
    }
    return new SignedNote(note.substring(0, end + 1), lines);
  }

  private static InvalidInput notANote(String why) {
    return new InvalidInput("NOT_A_NOTE", "checkpoint", why, "give the note as it was written");
  }

  /// Whether one of the lines is this key's, over this text.
  public boolean signedBy(VerifyingKey key) {
    return signatures.stream()
        .filter(line -> line.name.equals(key.name()) && line.bytes.length > 4)
        .filter(line -> Arrays.equals(key.id(), Arrays.copyOf(line.bytes, 4)))
        .anyMatch(line -> verifies(key, Arrays.copyOfRange(line.bytes, 4, line.bytes.length)));
  }

  private boolean verifies(VerifyingKey key, byte[] signature) {
    if (key.type() == VerifyingKey.ED25519)
      return key.verifies(text.getBytes(StandardCharsets.UTF_8), signature);
    if (key.type() != VerifyingKey.COSIGNATURE || signature.length != 72) return false;
    long time = ByteBuffer.wrap(signature).getLong();
    var message = "cosignature/v1\ntime " + time + "\n" + text;
    return key.verifies(
        message.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(signature, 8, 72));
  }

  /// As it is written into files.
  @Override
  public String toString() {
    var note = new StringBuilder(text).append('\n');
    for (var line : signatures)
      note.append(MARK)
          .append(line.name)
          .append(' ')
          .append(Base64.getEncoder().encodeToString(line.bytes))
          .append('\n');
    return note.toString();
  }
}
