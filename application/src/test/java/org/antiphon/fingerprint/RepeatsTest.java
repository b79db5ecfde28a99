package org.antiphon.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepeatsTest {
  private static final int BAR = 600;

  @Test
  void everyPlaceWhereALoopReturnsIsNamedAndTheMatchItselfIsNot() {
    var bar = bar(new Random(7));
    var reference = repeated(bar, 4);
    var query = repeated(bar, 1);
    var match = matchAt(BAR);
    var places = new Repeats(query, reference, 4.5).of(match);
    double middle = BAR / 2.0;
    assertThat(places)
        .extracting(place -> (int) Math.round((place.offset() - middle) / 10) * 10)
        .containsExactlyInAnyOrder(0, 2 * BAR, 3 * BAR);
  }

  @Test
  void musicThatNeverReturnsFitsNowhereElse() {
    var random = new Random(8);
    int[][] song = {bar(random), bar(random), bar(random), bar(random)};
    var query = joined(new int[][] {song[1]});
    assertThat(new Repeats(query, joined(song), 4.5).of(matchAt(BAR))).isEmpty();
  }

  private static Aligned matchAt(int start) {
    return new Aligned(
        0,
        new Alignment(start, 1, 0),
        new Aligned.Stretch(0, 400, 0, BAR),
        new Match.Evidence(400, 400, 10, -300),
        400);
  }

  /// Frame times 720 + pitch of peaks of one bar, in order.
  private static int[] bar(Random random) {
    return random.ints(400, 0, BAR * 720).sorted().toArray();
  }

  private static Peaks repeated(int[] bar, int times) {
    var parts = new int[times][];
    Arrays.fill(parts, bar);
    return joined(parts);
  }

  private static Peaks joined(int[][] parts) {
    int[] t =
        IntStream.range(0, parts.length)
            .flatMap(part -> Arrays.stream(parts[part]).map(each -> part * BAR + each / 720))
            .toArray();
    int[] f = Arrays.stream(parts).flatMapToInt(Arrays::stream).map(each -> each % 720).toArray();
    return new Peaks(parts.length * BAR, t, f, new int[t.length], new int[t.length]);
  }
}
