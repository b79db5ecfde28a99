package org.antiphon.config;

import java.util.Set;

/// What signed statements are used for.
///
/// @param skip whose signature lets the search for a decoder's trace be left out
/// @param denied signers (name, organisation or serial number) that never do
public record ProvenanceSettings(Skip skip, Set<String> denied) {
  /// As it is where nothing was set.
  public static final ProvenanceSettings STANDARD = new ProvenanceSettings(Skip.OWN, Set.of());

  public ProvenanceSettings {
    denied = Set.copyOf(denied);
  }

  /// Whose signature counts.
  public enum Skip {
    /// Signers under a root that the operator added.
    OWN,
    /// Signers under any root of the trust lists.
    LISTED,
    /// Nobody's.
    OFF
  }
}
