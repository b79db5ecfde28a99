package org.antiphon.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.antiphon.problem.Refused;
import org.antiphon.problem.Unreadable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTest {
  private static final Path MODELS = Path.of("../models").toAbsolutePath().normalize();
  @TempDir Path cache;

  @ParameterizedTest
  @ValueSource(strings = {"lark-32k-400", "wren-44k-600", "finch-24k-320"})
  void aResynthesisResemblesWhatWentInAndIsAsLong(String name) {
    try (var model = Engine.start(cache).load(ModelFile.named(name, MODELS))) {
      assertThat(name).endsWith("-" + model.stride()).contains("-" + model.rate() / 1000 + "k-");
      var sound = tone(model.rate(), model.rate() + 17);
      var made = model.run(sound);
      assertThat(made).hasSameSizeAs(sound);
      assertThat(likeness(sound, made)).isGreaterThan(0.9);
    }
  }

  @Test
  void severalThreadsGetWhatOneGets() throws Exception {
    try (var model = Engine.start(cache).load(ModelFile.named("finch-24k-320", MODELS));
        var pool = Executors.newFixedThreadPool(3)) {
      var sound = tone(model.rate(), 9_600);
      var alone = model.run(sound);
      Callable<float[]> call = () -> model.run(sound);
      for (var one : pool.invokeAll(List.of(call, call, call, call)))
        assertThat(one.get()).containsExactly(alone);
    }
  }

  @Test
  void aChangedByteIsRefusedBeforeTheRuntimeSeesIt(@TempDir Path folder) throws Exception {
    for (var name : List.of("finch-24k-320.onnx", "finch-24k-320.md", "SHA256SUMS"))
      Files.copy(MODELS.resolve(name), folder.resolve(name));
    var file = folder.resolve("finch-24k-320.onnx");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    var model = ModelFile.named("finch-24k-320", folder);
    assertThatThrownBy(model::bytes).isInstanceOf(Refused.class);
  }

  @Test
  void aModelWithoutCardOrHashIsNoModel(@TempDir Path folder) throws Exception {
    Files.write(folder.resolve("a.onnx"), new byte[4]);
    assertThatThrownBy(() -> ModelFile.named("a", folder)).isInstanceOf(Unreadable.class);
    Files.writeString(folder.resolve("a.md"), "card");
    Files.writeString(folder.resolve("SHA256SUMS"), "");
    assertThatThrownBy(() -> ModelFile.named("a", folder)).isInstanceOf(Unreadable.class);
  }

  @Test
  void aClosedModelRunsNoMore() {
    var model = Engine.start(cache).load(ModelFile.named("finch-24k-320", MODELS));
    model.close();
    model.close();
    assertThatThrownBy(() -> model.run(new float[320])).isInstanceOf(IllegalStateException.class);
  }

  private static float[] tone(int rate, int length) {
    var sound = new float[length];
    for (int i = 0; i < length; i++)
      sound[i] =
          (float)
              (0.3 * Math.sin(2 * Math.PI * 440 * i / rate)
                  + 0.2 * Math.sin(2 * Math.PI * 1333 * i / rate));
    return sound;
  }

  /// Correlation about the means: the codecs leave a constant offset.
  private static double likeness(float[] a, float[] b) {
    double meanA = mean(a);
    double meanB = mean(b);
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      double x = a[i] - meanA;
      double y = b[i] - meanB;
      ab += x * y;
      aa += x * x;
      bb += y * y;
    }
    return ab / Math.sqrt(aa * bb);
  }

  private static double mean(float[] sound) {
    double sum = 0;
    for (float sample : sound) sum += sample;
    return sum / sound.length;
  }
}
