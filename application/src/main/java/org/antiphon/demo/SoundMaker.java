package org.antiphon.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.AudioWriter;
import org.antiphon.audio.DecodeRequest;
import org.antiphon.audio.EncodeRequest;
import org.antiphon.audio.Encoding;
import org.antiphon.audio.NativeSink;
import org.antiphon.audio.Pcm;
import org.antiphon.audio.PcmSource;
import org.antiphon.audio.Transformation;
import org.antiphon.models.Model;

/// Makes an upload's file from its [Recipe]: cut, changed in speed or pitch, laid over other music,
/// made noisy, encoded. Mono: what is hidden is hidden from ears too. Safe for several threads.
final class SoundMaker {
  private final Path samples;
  private final AudioReader reader;
  private final AudioWriter writer;
  private final Map<String, Model> models;
  private final Map<String, Pcm> decoded = new ConcurrentHashMap<>();

  /// @param models by name; they stay the caller's, who closes them
  SoundMaker(Path samples, AudioReader reader, AudioWriter writer, Map<String, Model> models) {
    this.samples = samples;
    this.reader = reader;
    this.writer = writer;
    this.models = Map.copyOf(models);
  }

  /// Length of a sample in seconds.
  double seconds(Path file) {
    return sample(samples.relativize(file).toString()).seconds();
  }

  /// Writes the upload's file.
  ///
  /// @param seed of the noise, so that the same plan gives the same sound
  /// @param file receives the sound, in the recipe's codec
  void make(Recipe recipe, long seed, Path file) {
    try {
      var cut = sample(recipe.sample()).excerpt(recipe.from(), recipe.seconds());
      // Noise and other music are added to what was already changed: they are not of the recording.
      var rendered = recipe.model().isPresent() ? render(cut, recipe, file) : cut;
      var disguised = change(rendered, recipe, file);
      var mixed = recipe.under().map(bed -> over(disguised, bed)).orElse(disguised);
      var noisy = recipe.noiseDb().map(db -> noisy(mixed, db, seed)).orElse(mixed);
      var request = delivery(recipe.codec());
      var tagged =
          recipe.comment().map(text -> request.tagged(Map.of("comment", text))).orElse(request);
      writer.encode(PcmSource.of(limited(noisy)), tagged, file);
    } catch (IOException e) {
      throw new UncheckedIOException("the sound of an upload could not be made", e);
    }
  }

  /// Sends the cut through a neural codec at that codec's own rate. Quiet before and after: a codec
  /// that clips would leave another trace than its own.
  private Pcm render(Pcm cut, Recipe recipe, Path file) throws IOException {
    var model = Objects.requireNonNull(models.get(recipe.model().orElseThrow()));
    var between = file.resolveSibling(file.getFileName() + ".rate.wav");
    writer.encode(
        PcmSource.of(cut), EncodeRequest.to(Encoding.WAV_FLOAT, 0).at(model.rate(), 1), between);
    var resampled = decode(between);
    java.nio.file.Files.delete(between);
    return new Pcm(model.run(resampled.samples()), model.rate());
  }

  private Pcm change(Pcm cut, Recipe recipe, Path file) throws IOException {
    var disguise = recipe.disguise();
    if (disguise.tempo() == 1 && disguise.semitones() == 0) return cut;
    var transformation =
        disguise.semitones() == 0
            ? Transformation.tempo(disguise.tempo())
            : disguise.tempo() == 1
                ? Transformation.pitch(disguise.semitones())
                : Transformation.speed(disguise.tempo());
    var between = file.resolveSibling(file.getFileName() + ".wav");
    writer.encode(
        PcmSource.of(cut), EncodeRequest.to(Encoding.WAV_FLOAT, 0).after(transformation), between);
    var changed = decode(between);
    java.nio.file.Files.delete(between);
    return changed;
  }

  private Pcm over(Pcm cut, Recipe.Bed bed) {
    var music = sample(bed.sample());
    if (music.sampleRate() != cut.sampleRate())
      throw new IllegalStateException("samples are all of one rate");
    int lead = (int) Math.round(bed.lead() * cut.sampleRate());
    int length = Math.min(music.samples().length, lead + cut.samples().length + lead);
    double gain = Math.pow(10, (cut.levelDb() + bed.levelDb() - music.levelDb()) / 20);
    var mixed = new float[Math.max(length, lead + cut.samples().length)];
    for (int i = 0; i < length; i++) mixed[i] = (float) (music.samples()[i] * gain);
    for (int i = 0; i < cut.samples().length; i++) mixed[lead + i] += cut.samples()[i];
    return new Pcm(mixed, cut.sampleRate());
  }

  private static Pcm noisy(Pcm clean, double decibels, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    double level = Math.pow(10, (clean.levelDb() - decibels) / 20);
    var noisy = clean.samples().clone();
    for (int i = 0; i < noisy.length; i++)
      noisy[i] = (float) (noisy[i] + level * random.nextGaussian());
    return new Pcm(noisy, clean.sampleRate());
  }

  private static Pcm limited(Pcm sound) {
    float peak = 0;
    for (float sample : sound.samples()) peak = Math.max(peak, Math.abs(sample));
    if (peak <= 0.97f) return sound;
    var quieter = sound.samples().clone();
    for (int i = 0; i < quieter.length; i++) quieter[i] = quieter[i] * 0.97f / peak;
    return new Pcm(quieter, sound.sampleRate());
  }

  private static EncodeRequest delivery(Recipe.Delivery codec) {
    for (var encoding : Encoding.values())
      if (encoding.extension().equals(codec.extension()))
        return EncodeRequest.to(encoding, codec.kilobits() * 1000)
            .at(encoding == Encoding.OPUS ? 48_000 : 44_100, encoding == Encoding.OGG ? 2 : 1);
    throw new IllegalArgumentException("no encoder for " + codec.extension());
  }

  private Pcm sample(String file) {
    return decoded.computeIfAbsent(file, name -> decode(samples.resolve(name)));
  }

  private Pcm decode(Path file) {
    var mono = new Mono();
    try {
      reader.decode(file, DecodeRequest.nativeRate(mono));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    return mono.clip();
  }

  /// Gathers a short file as the mean of its channels.
  private static final class Mono implements NativeSink {
    private float[] samples = new float[1 << 20];
    private int length;
    private int rate;
    private int channels = 1;

    @Override
    public void format(int sampleRate, int channels) {
      this.rate = sampleRate;
      this.channels = channels;
    }

    @Override
    public void samples(float[] interleaved, int frames) {
      if (length + frames > samples.length)
        samples = java.util.Arrays.copyOf(samples, Math.max(samples.length * 2, length + frames));
      for (int i = 0; i < frames; i++) {
        float sum = 0;
        for (int c = 0; c < channels; c++) sum += interleaved[i * channels + c];
        samples[length++] = sum / channels;
      }
    }

    Pcm clip() {
      return new Pcm(java.util.Arrays.copyOf(samples, length), rate);
    }
  }
}
