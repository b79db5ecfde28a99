package org.antiphon.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.antiphon.audio.Fpcalc;
import org.antiphon.fingerprint.SynthesisedMusic;
import org.antiphon.problem.Unavailable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerEvaluationTest {
  private static final List<Path> USUAL = List.of(Path.of("/usr/bin"), Path.of("/usr/local/bin"));
  @TempDir private Path folder;

  @Test
  void whereFpcalcIsMissingTheErrorSaysWhatToInstall() {
    assertThatThrownBy(() -> Fpcalc.find(List.of(folder)))
        .isInstanceOfSatisfying(
            Unavailable.class,
            e -> {
              assertThat(e.code()).isEqualTo("FPCALC_MISSING");
              assertThat(e.hint()).contains("libchromaprint-tools");
            });
  }

  @Test
  void bitsAreComparedAtTheirPlace() {
    int[] there = {-1, 0, 0xF0F0F0F0, 7};
    assertThat(PeerEvaluation.errors(new int[] {0xF0F0F0F0, 7}, there, 2)).isZero();
    assertThat(PeerEvaluation.errors(new int[] {0, 0}, there, 0)).isCloseTo(0.5, within(1e-9));
    assertThat(PeerEvaluation.errors(new int[] {1}, there, 3)).isCloseTo(2 / 32.0, within(1e-9));
  }

  @Test
  void theExportIsWhatFpcalcItselfPrintsAndAnExcerptLiesAtItsPlace()
      throws IOException, InterruptedException {
    assumeThat(USUAL).anyMatch(each -> Files.isExecutable(each.resolve("fpcalc")));
    var peer = Fpcalc.find(USUAL);
    var music = new SynthesisedMusic(3).samples(40);
    var whole = wav("whole.wav", music, 0, 40);
    var printed =
        new ProcessBuilder("fpcalc", "-json", whole.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said =
        new String(printed.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(printed.waitFor(60, TimeUnit.SECONDS)).isTrue(); // it may end with 3 and be whole
    assertThat(peer.acoustId(whole)).isEqualTo(said).contains("\"fingerprint\"");
    int[] there = peer.words(whole);
    int[] query = peer.words(wav("part.wav", music, 20, 10));
    int best = 0;
    for (int at = 0; at + query.length <= there.length; at++)
      if (PeerEvaluation.errors(query, there, at) < PeerEvaluation.errors(query, there, best))
        best = at;
    assertThat(best * Fpcalc.STEP_SECONDS).isCloseTo(20, within(0.3));
  }

  private Path wav(String name, float[] samples, int from, int seconds) throws IOException {
    byte[] bytes = new byte[seconds * 16_000 * 2];
    for (int i = 0; i < bytes.length / 2; i++) {
      int value = Math.round(samples[from * 16_000 + i] * 20_000);
      bytes[2 * i] = (byte) value;
      bytes[2 * i + 1] = (byte) (value >> 8);
    }
    var stream =
        new AudioInputStream(
            new ByteArrayInputStream(bytes),
            new AudioFormat(16_000, 16, 1, true, false),
            bytes.length / 2);
    var file = folder.resolve(name);
    AudioSystem.write(stream, AudioFileFormat.Type.WAVE, file.toFile());
    return file;
  }
}
