package org.antiphon.detection;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.antiphon.audio.NativeSink;

/// The first look, while a file is decoded: the sound as it is and the same levelled. One for each
/// file; not thread-safe. Of a sound of hours it keeps the 25 minutes with the strongest trace.
public final class DetectorStream implements NativeSink {
  private final ToothScan scan;
  private final WindowedSound sound;
  private Optional<Chapter> strongest = Optional.empty();
  private int chapters;

  DetectorStream(CombParameters parameters, ToothScan scan, Transforms transforms) {
    this.scan = scan;
    sound =
        new WindowedSound(
            parameters.spectrum(),
            transforms,
            List.of(Weighting.PLAIN, Weighting.LEVELLED),
            this::look);
  }

  private record Chapter(
      int number, Scores plain, String unfit, List<Comb> combs, List<Trace> traces) {
    double strength() {
      if (!unfit.isEmpty()) return -1;
      return traces.isEmpty() ? 0 : traces.getFirst().strength();
    }
  }

  private void look(Map<Weighting, Scores> looked) {
    var plain = Objects.requireNonNull(looked.get(Weighting.PLAIN));
    var levelled = Objects.requireNonNull(looked.get(Weighting.LEVELLED)).upTo(plain.top());
    var chapter = chapter(chapters++, plain, levelled);
    if (strongest.isEmpty() || chapter.strength() > strongest.get().strength())
      strongest = Optional.of(chapter);
  }

  private Chapter chapter(int number, Scores plain, Scores levelled) {
    if (plain.top() < 3_000)
      return new Chapter(number, plain, "nothing above 3 kHz", List.of(), List.of());
    var combs = scan.run(plain);
    var traces = Trace.of(scan, plain, levelled, combs, scan.run(levelled));
    return new Chapter(number, plain, "", combs, traces);
  }

  @Override
  public void format(int sampleRate, int channels) {
    sound.format(sampleRate, channels);
  }

  @Override
  public void samples(float[] interleaved, int frames) {
    sound.samples(interleaved, frames);
  }

  /// Ends the look.
  FirstLook finish() {
    var heard = sound.heard();
    if (heard.seconds() < 5)
      return FirstLook.nothing(heard.seconds(), heard.frames() == 0 ? "silent" : "under 5 s");
    sound.finish();
    return strongest
        .map(found ->
            new FirstLook(
                heard, found.unfit(), found.plain(), found.combs(), found.traces(), found.number()))
        .orElseGet(() -> FirstLook.nothing(heard.seconds(), "under 5 s"));
  }

  /// The last samples that were heard, at most a window of them, at [FirstLook.Heard#rate].
  float[] recent() {
    return sound.recent();
  }
}
