package org.antiphon.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.antiphon.audio.NativeSink;
import org.antiphon.detection.CombParameters;
import org.antiphon.detection.Detection;
import org.antiphon.detection.Detector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectionExhibitTest {
  private static final int RATE = 24_000;

  @TempDir private Path folder;

  @Test
  void aCombIsShownInWordsAndPicturesAndWithWhatItDoesNotProve() throws IOException {
    exhibit(combed()).write(folder);
    var page = Files.readString(folder.resolve("index.html"));
    assertThat(page)
        .contains("it carries the trace that a neural decoder leaves")
        .contains("What this does not prove")
        .contains("at the comb itself")
        .contains("a &lt;b&gt; &amp; c.wav")
        .doesNotContain("<script");
    assertThat(folder.resolve("teeth.svg")).exists();
    assertThat(folder.resolve("control-curve.svg")).exists();
    assertThat(Files.readAllBytes(folder.resolve("spectrogram.png"))).startsWith(0x89, 'P', 'N');
  }

  @Test
  void whereThereIsNoCombThePageSaysThatThisProvesNothing() throws IOException {
    exhibit(noise()).write(folder);
    assertThat(Files.readString(folder.resolve("index.html"))).contains("That proves nothing");
    assertThat(folder.resolve("teeth.svg")).doesNotExist();
  }

  private static DetectionExhibit exhibit(float[] samples) throws IOException {
    var detector = new Detector(CombParameters.current());
    var stream = detector.open();
    play(samples, stream);
    Detection found = detector.conclude(stream, sink -> play(samples, sink));
    var spectrogram = new SpectrogramSink();
    play(samples, spectrogram);
    return new DetectionExhibit(
        "a <b> & c.wav", found, spectrogram.finish(), Map.of("entropy_mean", 0.5));
  }

  private static float[] noise() {
    var random = new Random(3);
    var samples = new float[12 * RATE];
    for (int i = 0; i < samples.length; i++) samples[i] = 0.1f * (2 * random.nextFloat() - 1);
    return samples;
  }

  private static float[] combed() {
    var samples = noise();
    var trace = new Random(320).doubles(320, -0.0116, 0.0116).toArray();
    for (int i = 0; i < samples.length; i++) samples[i] += (float) trace[i % 320];
    return samples;
  }

  private static void play(float[] samples, NativeSink sink) {
    sink.format(RATE, 1);
    sink.samples(samples, samples.length);
  }
}
