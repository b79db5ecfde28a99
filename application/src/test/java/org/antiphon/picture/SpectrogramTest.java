package org.antiphon.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SpectrogramTest {
  private static final int RATE = 44_100;

  @Test
  void aToneIsLoudestInItsOwnRowAtItsOwnTime() {
    var sink = new SpectrogramSink();
    sink.format(RATE, 2);
    silence(sink, 1);
    tone(sink, 5_025, 1);
    var found = sink.finish();
    assertThat(found.seconds()).isEqualTo(2.0);
    int column = found.power().length * 3 / 4;
    assertThat(loudest(found.power()[column])).isEqualTo((int) (5_025 / 50.0));
    assertThat(found.power()[column / 3][loudest(found.power()[column])]).isZero();
  }

  @Test
  void anHourTakesNoMoreColumnsThanAPictureNeeds() {
    var sink = new SpectrogramSink();
    sink.format(8_000, 1);
    var second = new float[8_000];
    for (int i = 0; i < 3_600; i++) sink.samples(second, second.length);
    assertThat(sink.finish().power().length).isBetween(1_200, 2_400);
  }

  @Test
  void thePictureIsAPngWithLowFrequenciesBelow() throws IOException {
    var sink = new SpectrogramSink();
    sink.format(RATE, 2);
    tone(sink, 1_000, 1);
    var image = ImageIO.read(new ByteArrayInputStream(sink.finish().png()));
    assertThat(image.getHeight()).isEqualTo(Spectrogram.ROWS);
    int middle = image.getWidth() / 2;
    int bright = image.getRGB(middle, Spectrogram.ROWS - 1 - 20) & 0xff00;
    int dark = image.getRGB(middle, 20) & 0xff00;
    assertThat(bright).isGreaterThan(dark);
  }

  private static int loudest(float[] column) {
    int best = 0;
    for (int i = 1; i < column.length; i++) if (column[i] > column[best]) best = i;
    return best;
  }

  private static void silence(SpectrogramSink sink, int seconds) {
    sink.samples(new float[2 * RATE * seconds], RATE * seconds);
  }

  private static void tone(SpectrogramSink sink, double hertz, int seconds) {
    int frames = RATE * seconds;
    var samples = new float[2 * frames];
    for (int i = 0; i < frames; i++) {
      samples[2 * i] = (float) Math.sin(2 * Math.PI * hertz * i / RATE) / 2;
      samples[2 * i + 1] = samples[2 * i];
    }
    sink.samples(samples, frames);
  }
}
