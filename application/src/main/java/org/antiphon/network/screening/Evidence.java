package org.antiphon.network.screening;

import java.util.List;

/// What was heard of an upload: kept, so that the advice can be decided anew when its reasons
/// change.
///
/// @param own matches with our catalogue
/// @param possible recordings of ours that are neither accepted nor denied
/// @param foreign matches with partners' prints
/// @param named claims that name one of the sound's hashes
/// @param machineMade whether a detector or the file's own manifest says so
/// @param unheard code of why it could not be heard; empty where it was
public record Evidence(
    List<Heard> own,
    List<String> possible,
    List<Heard> foreign,
    List<Named> named,
    boolean machineMade,
    String unheard) {
  public Evidence {
    own = List.copyOf(own);
    possible = List.copyOf(possible);
    foreign = List.copyOf(foreign);
    named = List.copyOf(named);
  }

  /// Nothing was heard yet.
  public static Evidence none(String why) {
    return new Evidence(List.of(), List.of(), List.of(), List.of(), false, why);
  }

  /// A match.
  ///
  /// @param partner empty for our own catalogue
  /// @param key the recording, or the partner's claim
  /// @param seconds of the upload
  /// @param share of the upload
  public record Heard(
      String partner, String key, double seconds, double share, double expectedFalseMatches) {
    /// Long, certain, and most of the upload: what a block may rest on.
    boolean isStrong() {
      return seconds >= 30 && expectedFalseMatches < 1e-6 && share >= 0.8;
    }
  }

  /// A claim that names a hash of the sound.
  public record Named(String partner, String claim, String alg) {}

  Evidence with(boolean byMachine) {
    return new Evidence(own, possible, foreign, named, byMachine, unheard);
  }
}
