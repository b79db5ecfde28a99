package org.antiphon.network.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One entry of a feed, as it was read. No field holds a person: what may have to be forgotten must
/// not enter a log that cannot forget.
sealed interface ExchangeRecord {
  /// The record's own id.
  String id();

  /// "This recording is ours to protect."
  ///
  /// @param hashes `alg:value`
  /// @param print SHA-256 of the fingerprint's blob
  /// @param about SHA-256 of the blob with title and artist, which can be withdrawn
  record Claim(
      String id,
      Instant issued,
      Instant expires,
      String basis,
      String claimant,
      Optional<String> isrc,
      Optional<String> about,
      List<Hash> hashes,
      Optional<String> print,
      List<String> licensedVia,
      List<String> territories)
      implements ExchangeRecord {}

  /// A name of a sound.
  ///
  /// @param alg `file`, `packets` or `pcm`
  record Hash(String alg, String value) {}

  /// What the feed's owner thinks of somebody's claim.
  ///
  /// @param origin name of the log that the claim stands in
  record Opinion(
      String id, Instant issued, String origin, String claim, String opinion, String reason)
      implements ExchangeRecord {}

  /// "Forget my claim."
  record Retract(String id, Instant issued, String claim, String reason)
      implements ExchangeRecord {}

  /// "This claim of mine takes the place of that one": the old one is over.
  record Supersede(String id, Instant issued, String claim) implements ExchangeRecord {}

  /// A new key, or the end of one: claims issued since then are only shown.
  ///
  /// @param vkey the new one; empty where the old one is revoked
  record Key(String id, Instant issued, Optional<String> vkey, Optional<Instant> revokedSince)
      implements ExchangeRecord {}

  /// A kind that we do not know: skipped.
  record Unknown(String id, String kind) implements ExchangeRecord {}
}
