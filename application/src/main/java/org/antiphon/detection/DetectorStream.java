package org.antiphon.detection;

import java.util.List;
import org.antiphon.audio.NativeSink;

/// The first look, while a file is decoded: the sound as it is and the same levelled. One for each
/// file; not thread-safe.
public final class DetectorStream implements NativeSink {
  private final ToothScan scan;
  private final WindowedSound sound;

  DetectorStream(CombParameters parameters, ToothScan scan, Transforms transforms) {
    this.scan = scan;
    sound =
        new WindowedSound(
            parameters.spectrum(), transforms, List.of(Weighting.PLAIN, Weighting.LEVELLED));
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
    var looked = sound.finish();
    var plain = looked.get(Weighting.PLAIN);
    var levelled = looked.get(Weighting.LEVELLED);
    if (plain == null || levelled == null) return FirstLook.nothing(heard.seconds(), "under 5 s");
    if (plain.top() < 3_000)
      return new FirstLook(heard, "nothing above 3 kHz", plain, List.of(), List.of());
    levelled = levelled.upTo(plain.top());
    var combs = scan.run(plain);
    var traces = Trace.of(scan, plain, levelled, combs, scan.run(levelled));
    return new FirstLook(heard, "", plain, combs, traces);
  }

  /// The last samples that were heard, at most a window of them, at [FirstLook.Heard#rate].
  float[] recent() {
    return sound.recent();
  }
}
