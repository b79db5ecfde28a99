package org.antiphon.ledger;

import java.util.Base64;
import org.antiphon.problem.InvalidInput;

/// A tree head: so many entries, this root (C2SP tlog-checkpoint).
///
/// @param origin the log's name
/// @param root 32 bytes
public record Checkpoint(String origin, long size, byte[] root) {
  /// The three lines that are signed.
  public String text() {
    return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
  }

  /// Signs it.
  public SignedNote sign(SigningKey key) {
    return SignedNote.sign(text(), key);
  }

  /// Reads the text of a note; extension lines are left aside.
  ///
  /// @throws InvalidInput when it is no checkpoint
  public static Checkpoint parse(String text) {
    var lines = text.lines().toList();
    try {
      long size = Long.parseLong(lines.get(1));
      var root = Base64.getDecoder().decode(lines.get(2));
      if (size >= 0 && root.length == 32) return new Checkpoint(lines.get(0), size, root);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new InvalidInput("NOT_A_CHECKPOINT", "checkpoint", e.toString(), "give it unchanged");
    }
    throw new InvalidInput("NOT_A_CHECKPOINT", "checkpoint", text, "give it unchanged");
  }
}
