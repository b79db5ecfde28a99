package org.antiphon.network.screening;

/// What a platform is advised to do, mildest first.
public enum Advice {
  /// Nothing speaks against it, or a licence covers it.
  ALLOW,
  /// Made by a machine, and nothing else.
  LABEL,
  /// A person must look; ends by itself.
  HOLD,
  /// Heard here as a recording whose case stands, or whose claim has its quorum.
  BLOCK
}
