package org.antiphon.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.antiphon.audio.NativeSink;
import org.antiphon.detection.Trace.Corroboration;

/// A sound played once more, to hold one trace against time: eight pieces, where it is second by
/// second, and, where a verdict hangs on it, the quieter half and what its teeth agree on.
final class SecondPass implements NativeSink {
  private final CombParameters.SpectrumShape shape;
  private final Transforms transforms;
  private final double hertz;
  private final double top;
  private final List<HeardSamples> heard = new ArrayList<>();
  private final Optional<Persistence> persistence;
  private final CombTrack track;
  private Optional<WindowedSound> quiet = Optional.empty();
  private Optional<Scores> quietScores = Optional.empty();
  private Optional<Clicks> clicks = Optional.empty();
  private final FirstLook look;
  private float[] mono = new float[1 << 12];
  private long frame;
  private int channels = 1;

  SecondPass(
      CombParameters parameters, Transforms transforms, FirstLook look, double hertz, double top) {
    this.transforms = transforms;
    this.look = look;
    this.hertz = hertz;
    this.top = top;
    shape = parameters.spectrum();
    track = new CombTrack(shape, transforms, look.heard(), hertz, top);
    persistence =
        Persistence.isKnown(look.heard())
            ? Optional.of(new Persistence(shape, transforms, look.heard(), hertz, top))
            : Optional.empty();
    persistence.ifPresent(heard::add);
    heard.add(track);
  }

  /// Asks of the quieter half too, which costs as much as half a first look, and whether the comb
  /// is one of clicks.
  void askWhatVerdictsHangOn() {
    var sound =
        new WindowedSound(
            shape,
            transforms,
            List.of(Weighting.QUIET),
            found -> quietScores = Optional.ofNullable(found.get(Weighting.QUIET)));
    sound.only(look.chapter());
    quiet = Optional.of(sound);
    var period = new Clicks(look.heard(), hertz);
    heard.add(period);
    clicks = Optional.of(period);
  }

  @Override
  public void format(int sampleRate, int channels) {
    this.channels = channels;
    quiet.ifPresent(sound -> sound.format(sampleRate, channels));
  }

  @Override
  public void samples(float[] interleaved, int frames) {
    quiet.ifPresent(sound -> sound.samples(interleaved, frames));
    if (frames > mono.length) mono = new float[frames];
    int count = 0;
    for (int i = 0; i < frames; i++) {
      long at = frame++ - look.heard().before();
      if (at < 0 || at >= look.heard().frames()) continue;
      float sum = 0;
      for (int c = 0; c < channels; c++) sum += interleaved[i * channels + c];
      mono[count++] = sum / channels;
    }
    for (var each : heard) each.take(mono, count);
  }

  Corroboration corroboration() {
    quiet.ifPresent(WindowedSound::finish);
    return new Corroboration(
        persistence.map(Persistence::pieces).orElse(List.of()),
        quietScores
            .map(scores -> scores.upTo(Math.min(top, scores.top())))
            .filter(scores -> scores.teeth(hertz) > 0)
            .flatMap(scores -> ToothScan.controls(scores, hertz))
            .map(Comb.Controls::score),
        track.meanDeviation(),
        clicks.map(each -> each.agreement(Objects.requireNonNull(look.scores()))));
  }

  List<CombTrack.Stretch> stretches() {
    return track.stretches();
  }
}
