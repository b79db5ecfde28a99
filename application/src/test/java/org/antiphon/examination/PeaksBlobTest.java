package org.antiphon.examination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.antiphon.fingerprint.Peaks;
import org.junit.jupiter.api.Test;

class PeaksBlobTest {
  private final Random random = new Random(7);

  @Test
  void whatIsWrittenIsReadBackToTheLastPeak() throws IOException {
    for (int count : new int[] {0, 1, 2, 5_000}) {
      Peaks peaks = peaks(count);
      assertThat(PeaksBlob.read(new ByteArrayInputStream(PeaksBlob.write(peaks))).sha256())
          .isEqualTo(peaks.sha256());
    }
  }

  @Test
  void damagedBytesAreRefusedAndNeverHang() {
    byte[] good = PeaksBlob.write(peaks(50));
    assertThatThrownBy(() -> read(Arrays.copyOf(good, good.length - 1)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> read(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}))
        .isInstanceOf(IOException.class);
    byte[] greedy = good.clone();
    greedy[8] = 0x7f; // claims two thousand million peaks
    assertThatThrownBy(() -> read(greedy)).isInstanceOf(IOException.class);
  }

  private static void read(byte[] bytes) throws IOException {
    PeaksBlob.read(new ByteArrayInputStream(bytes));
  }

  private Peaks peaks(int count) {
    var peaks =
        new Peaks(count * 3 + 1, new int[count], new int[count], new int[count], new int[count]);
    int frame = 0;
    for (int i = 0; i < count; i++) {
      frame += random.nextInt(4);
      peaks.t()[i] = Math.min(frame, count * 3);
      peaks.f()[i] = random.nextInt(720);
      peaks.contrast()[i] = 300 + random.nextInt(6_000);
      peaks.rank()[i] = random.nextInt(40);
    }
    return peaks;
  }
}
