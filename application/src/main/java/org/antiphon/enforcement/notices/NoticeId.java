package org.antiphon.enforcement.notices;

import java.util.UUID;
import org.antiphon.problem.InvalidInput;

/// The id of one notice.
public record NoticeId(UUID value) {
  /// Reads an id out of an address or a command line.
  public static NoticeId parse(String text) {
    try {
      return new NoticeId(UUID.fromString(text));
    } catch (IllegalArgumentException _) {
      throw new InvalidInput(
          "NOTICE_ID", "notice", "\"" + text + "\" is no id of a notice", "a UUID");
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
