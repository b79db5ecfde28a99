package org.antiphon.connector;

import java.util.List;

/// Why a platform says no.
///
/// @param code the platform's own, such as `target_gone`
/// @param detail in its words, cut at 2,000 characters
/// @param errors what it names in particular
public record Rejection(Kind kind, String code, String detail, List<String> errors) {
  /// What follows for us.
  public enum Kind {
    /// The upload is no longer there: nothing to do.
    TARGET_GONE,
    /// Elements are missing or wrong: a person must see it.
    INCOMPLETE,
    /// Our key stands for another document there: a bug of ours.
    KEY_REUSED,
    /// The credential is unknown, expired or revoked: it stops, the notice waits.
    CREDENTIAL,
    /// This credential may not do this.
    FORBIDDEN,
    /// Anything else.
    OTHER
  }

  /// Copies the errors in and cuts the detail.
  public Rejection {
    errors = List.copyOf(errors);
    if (detail.length() > 2000) detail = detail.substring(0, 2000);
  }
}
