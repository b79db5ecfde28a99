package org.antiphon.detection;

import java.util.ArrayList;
import java.util.List;

/// Does a comb stay? Eight equal pieces of the sound, each looked at by itself: a decoder's clock
/// runs through all of them, be they as short as 0.6 s (of 67 machine-made or resynthesised
/// excerpts of 5 to 25 s with a strong trace, 66 carry it in at least six of the eight). Of a piece
/// longer than 24 s its beginning is looked at.
final class Persistence implements HeardSamples {
  private static final int PIECES = 8;
  private static final double LEAST_SECONDS = 0.6;

  private static final int MOST_SAMPLES = 1 << 20;

  /// Of the mean score of a piece's teeth, in standard deviations above chance.
  private static final double CARRIED = 2;

  private final double hertz;
  private final double top;
  private final long each;
  private final float[] piece;
  private final PieceSpectrum spectrum;
  private final List<Boolean> carries = new ArrayList<>();
  private long at;

  Persistence(
      CombParameters.SpectrumShape shape,
      Transforms transforms,
      FirstLook.Heard heard,
      double hertz,
      double top) {
    this.hertz = hertz;
    this.top = top;
    each = heard.frames() / PIECES;
    piece = new float[(int) Math.min(each, MOST_SAMPLES)];
    spectrum = new PieceSpectrum(shape.blockHz(), piece.length, heard.rate(), transforms);
  }

  /// Whether pieces are long enough to say anything.
  static boolean isKnown(FirstLook.Heard heard) {
    return heard.rate() > 0 && heard.seconds() >= PIECES * LEAST_SECONDS;
  }

  @Override
  public void take(float[] mono, int count) {
    for (int i = 0; i < count && carries.size() < PIECES; i++) {
      long inPiece = at++ - carries.size() * each;
      if (inPiece < piece.length) piece[(int) inPiece] = mono[i];
      if (inPiece == each - 1) look();
    }
  }

  private void look() {
    carries.add(spectrum.deviation(piece, hertz, top) > CARRIED);
  }

  /// Ends the look: of each piece in turn, whether it carries the comb.
  List<Boolean> pieces() {
    spectrum.close();
    return List.copyOf(carries);
  }
}
