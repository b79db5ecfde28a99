package org.antiphon.enforcement.contest;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.enforcement.notices.NoticeId;

/// One objection of an accused creator.
///
/// @param words of the person; empty after erasure
/// @param contact where an answer may go; may be empty
/// @param dueAt until when we answer; after it the notice is taken back by itself
public record Appeal(
    UUID id,
    NoticeId notice,
    Instant at,
    Ground ground,
    String words,
    String contact,
    Instant dueAt,
    Optional<Answer> answer) {
  /// The number on the receipt.
  public String receipt() {
    var hex = id.toString().replace("-", "").toUpperCase(Locale.ROOT).substring(20);
    return "A-" + hex.substring(0, 4) + "-" + hex.substring(4, 8) + "-" + hex.substring(8);
  }

  /// On what it rests.
  public enum Ground {
    LICENSED("I have a licence"),
    MINE("I made this recording"),
    ARTIST("I am the artist"),
    EXCEPTION("It is a quotation, review, parody or cover, or another use that the law allows"),
    NOT_IN_IT("The recording is not in my upload"),
    NOT_MY_UPLOAD("It is not my upload"),
    OTHER("Something else");

    private final String words;

    Ground(String words) {
      this.words = words;
    }

    /// As the page says it.
    public String words() {
      return words;
    }
  }

  /// What it came to.
  public enum Decision {
    /// The creator is right: the notice is taken back everywhere.
    UPHELD,
    /// The notice stands, for the reasons given.
    REJECTED,
    /// We did not answer in time: taken back everywhere.
    OVERDUE
  }

  /// An answer.
  ///
  /// @param by who gave it; empty where nobody did in time
  public record Answer(Decision decision, Instant at, String reasons, Optional<UUID> by) {}
}
