package org.antiphon.network.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Somebody whose feed we read.
///
/// @param party the legal entity
/// @param bearer where the secret lies that its feed asks for, `file:/path`; empty: none
/// @param size of its feed, as read and verified
/// @param note the signed head of that
/// @param trouble code of the last refusal
public record Partner(
    String id,
    String name,
    String party,
    String url,
    String vkey,
    boolean simulated,
    String bearer,
    Terms terms,
    long size,
    Optional<String> note,
    Optional<Instant> verifiedAt,
    Optional<String> trouble,
    Optional<Instant> frozenAt) {
  /// How far we trust it.
  public enum Level {
    /// Shows, does nothing.
    OBSERVE,
    /// Raises priority, holds.
    ADVISE,
    /// May block, with a local match.
    RELY
  }

  /// What its claims may do.
  ///
  /// @param isrcPrefixes of its catalogue: a hint, no proof
  /// @param dailyQuota records that it may add a day
  /// @param share percentage of its claims that act
  /// @param enabled false: the kill switch, at once
  public record Terms(
      Level level,
      List<String> isrcPrefixes,
      List<String> labelLines,
      int dailyQuota,
      int share,
      boolean enabled) {
    public Terms {
      isrcPrefixes = List.copyOf(isrcPrefixes);
      labelLines = List.copyOf(labelLines);
    }
  }
}
