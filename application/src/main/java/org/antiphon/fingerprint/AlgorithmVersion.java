package org.antiphon.fingerprint;

/// Which recipe gave a result, and with which numbers: the same version, index and sound give the
/// same bytes again.
///
/// @param name `lm1`: landmarks, first version
/// @param parametersSha256 of every parameter of the recipe, 64 lower-case hex digits
public record AlgorithmVersion(String name, String parametersSha256) {
  /// Name of the index directory: `lm1-` and the hash's first twelve digits.
  public String directory() {
    return name + "-" + parametersSha256.substring(0, 12);
  }

  @Override
  public String toString() {
    return directory();
  }
}
