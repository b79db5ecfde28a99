package org.antiphon.enforcement.attestation;

/// Seconds of both sounds that a person's players have played, as the server was told.
public record HeardTime(double uploadSeconds, double recordingSeconds) {
  /// So many seconds of each must have been heard before anything is signed.
  public static final double ENOUGH = 5;

  static final HeardTime NOTHING = new HeardTime(0, 0);

  /// Whether it suffices for a signature.
  ///
  /// @param compared whether there is a recording to compare with; an impersonation has none
  public boolean isEnough(boolean compared) {
    return uploadSeconds >= ENOUGH && (!compared || recordingSeconds >= ENOUGH);
  }
}
