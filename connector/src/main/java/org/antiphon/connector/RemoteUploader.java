package org.antiphon.connector;

import java.util.Optional;

/// Who offers it, as the platform says.
///
/// @param followers empty when the platform does not say
/// @param verified the platform's own mark
public record RemoteUploader(String id, String name, Optional<Long> followers, Verified verified) {
  /// Whether the platform vouches for the account.
  public enum Verified {
    /// It does.
    YES,
    /// It does not.
    NO,
    /// It does not say.
    UNSAID
  }
}
