package org.antiphon.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.antiphon.audio.NativeSink;
import org.antiphon.detection.Trace.Corroboration;

/// A sound played once more, to hold one trace against time: eight pieces, where it is second by
/// second, and, where a verdict hangs on it, the quieter half.
final class SecondPass implements NativeSink {
  private final CombParameters.SpectrumShape shape;
  private final Transforms transforms;
  private final double hertz;
  private final double top;
  private final List<NativeSink> sinks = new ArrayList<>();
  private final Optional<Persistence> persistence;
  private final CombTrack track;
  private Optional<WindowedSound> quiet = Optional.empty();
  private Optional<Scores> quietScores = Optional.empty();
  private Optional<Clicks> clicks = Optional.empty();
  private final FirstLook look;

  SecondPass(
      CombParameters parameters, Transforms transforms, FirstLook look, double hertz, double top) {
    this.transforms = transforms;
    this.look = look;
    this.hertz = hertz;
    this.top = top;
    shape = parameters.spectrum();
    var heard = look.heard();
    track = new CombTrack(shape, transforms, heard, hertz, top);
    persistence =
        Persistence.isKnown(heard)
            ? Optional.of(new Persistence(shape, transforms, heard, hertz, top))
            : Optional.empty();
    persistence.ifPresent(sinks::add);
    sinks.add(track);
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
    sinks.add(sound);
    quiet = Optional.of(sound);
    var period = new Clicks(look.heard(), hertz);
    sinks.add(period);
    clicks = Optional.of(period);
  }

  @Override
  public void format(int sampleRate, int channels) {
    sinks.forEach(sink -> sink.format(sampleRate, channels));
  }

  @Override
  public void samples(float[] interleaved, int frames) {
    for (var sink : sinks) sink.samples(interleaved, frames);
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
