package org.antiphon.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ranks and medians against a plain sort.
class BlockOrderTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 48, 3_805})
  void ofEqualNumbersTheEarlierComesFirst(int size) {
    float[] values = withEquals(size);
    var sorted =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> values[i]))
            .mapToInt(i -> i)
            .toArray();
    assertThat(new AscendingOrder(size).of(values, 0)).isEqualTo(sorted);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 48, 3_804, 3_805})
  void theMedianIsThatOfTheSortedNumbers(int size) {
    float[] values = withEquals(size);
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    float wanted = (sorted[(size - 1) / 2] + sorted[size / 2]) / 2;
    assertThat(new Median(size).of(values)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 48, 3_805})
  void theKthSmallestHasNoneGreaterBeforeIt(int size) {
    float[] values = withEquals(size);
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    for (int k = 0; k < size; k += 1 + size / 7) {
      float[] selected = values.clone();
      float found = KthSmallest.of(selected, k, size);
      assertThat(found).isEqualTo(sorted[k]);
      for (int i = 0; i < k; i++) assertThat(selected[i]).isLessThanOrEqualTo(found);
    }
  }

  /// Over many orders of magnitude; every fifth is 0 and every seventh the same number.
  private static float[] withEquals(int size) {
    double[] noise = Signals.noise(5, size, 1);
    var values = new float[size];
    for (int i = 0; i < size; i++)
      values[i] = i % 5 == 4 ? 0 : i % 7 == 6 ? 0.25f : (float) Math.exp(40 * noise[i] - 30);
    return values;
  }
}
