package org.antiphon.enforcement.notices;

/// Where a notice stands (enforcement.md §3). The moves are in [NoticeMoves].
public enum NoticeState {
  /// Drawn up for a person to sign; not signed.
  DRAFTED,
  /// Signed by a named person over the hash of its bytes.
  ATTESTED,
  /// Waits for its turn at the platform.
  QUEUED,
  /// An attempt is written down; bytes may have left.
  SENDING,
  /// Nobody knows whether the platform has it: look up before anything else.
  UNKNOWN,
  /// The platform has it, under its own reference.
  ACCEPTED,
  /// Refused for cause at the door; a person decides.
  REJECTED,
  /// The platform examined it and said no; a person decides.
  DECLINED,
  /// The platform says that it is removed.
  SAID_DOWN,
  /// One look of ours found it gone.
  SEEN_DOWN_ONCE,
  /// Said to be removed, and still there.
  STILL_UP,
  /// Gone in some of the asked territories only.
  PARTLY_DOWN,
  /// Two looks, apart in time, found it gone.
  VERIFIED_DOWN,
  /// It came back under the same id.
  RESTORED,
  /// Overtaken just before sending: gone, licensed, ended or superseded. Nothing was sent.
  OVERTAKEN,
  /// Withdrawn before anything left.
  CANCELLED,
  /// Being withdrawn at every recipient.
  RETRACTING,
  /// Every recipient has confirmed the withdrawal.
  RETRACTED,
  /// Given up after its budget of attempts; a person can bring it back with the same key.
  DEAD;

  /// Whether nothing has left the house yet.
  public boolean isBeforeSending() {
    return this == DRAFTED || this == ATTESTED || this == QUEUED;
  }

  /// Whether it ended without standing against the upload; a new round may follow.
  public boolean isOver() {
    return this == CANCELLED || this == OVERTAKEN || this == REJECTED || this == DECLINED;
  }
}
