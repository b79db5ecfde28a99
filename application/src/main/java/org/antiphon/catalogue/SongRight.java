package org.antiphon.catalogue;

import java.math.BigDecimal;
import org.antiphon.problem.InvalidInput;

/// How much of the song in a recording is ours, where it is not all of it.
///
/// @param percent more than 0, at most 100
/// @param consent co-owners need not consent to a notice, or have consented
public record SongRight(BigDecimal percent, boolean consent) {
  /// The whole song, as long as nothing else was entered.
  public static final SongRight WHOLE = new SongRight(BigDecimal.valueOf(100), true);

  /// Checks the range.
  public SongRight {
    if (percent.signum() <= 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0)
      throw new InvalidInput(
          "OUT_OF_RANGE", "share", percent + " % of a song", "more than 0, at most 100");
  }

  /// As a part of one.
  public double share() {
    return percent.doubleValue() / 100;
  }
}
