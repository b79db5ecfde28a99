package org.antiphon.eval;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.AudioWriter;
import org.antiphon.audio.EncodeRequest;
import org.antiphon.audio.Encoding;
import org.antiphon.audio.Pcm;
import org.antiphon.audio.PcmSource;
import org.antiphon.audio.Transformation;
import org.antiphon.problem.InvalidInput;

/// What is done to a file before it is judged, by our own codec: codecs, rates, noise, crackle,
/// reverberation, speed, pitch, tempo, other music over it, cuts. The same name gives the same
/// sound, bit for bit.
///
/// @param name such as `mp3-64k`, `speed+5`, `pitch-2`, `clip-10s`, `mix-6` (6 dB below other
///   music)
public record Condition(String name) {
  /// Nothing is done.
  static final Condition NONE = new Condition("none");

  /// Refuses a name that says nothing.
  public Condition {
    if (!name.matches(
        "none|(mp3|opus|aac|vorbis)-\\d{1,3}k|rate-(8|11|16|22|24|32|44|48)k|noise-\\d{1,2}"
            + "|crackle|reverb|(speed|tempo)[+-]\\d{1,2}|pitch[+-]\\d{1,2}|mix-\\d{1,2}|clip-\\d{1,3}s"))
      throw new InvalidInput(
          "NO_CONDITION",
          "--conditions",
          "\"" + name + "\" is no condition",
          "write such as mp3-64k, opus-64k, aac-96k, vorbis-96k, rate-22k, noise-20, crackle, reverb,"
              + " speed+5, tempo-10, pitch+2, mix-6, clip-10s");
  }

  /// Of a list with commas; "none" alone where it is empty.
  public static List<Condition> of(String list) {
    if (list.isBlank()) return List.of(NONE);
    return Arrays.stream(list.split(",")).map(String::strip).map(Condition::new).toList();
  }

  /// Writes the changed file.
  ///
  /// @param bed other music, which a mix lies under; not read by the other conditions
  /// @throws IOException when the disk fails
  void apply(AudioReader reader, AudioWriter writer, Path from, Path bed, Path to)
      throws IOException {
    var sound = HeldSound.of(reader, from);
    float[] samples = change(sound.interleaved(), sound.rate(), sound.channels());
    if (isMix())
      under(samples, sound.channels(), HeldSound.mono(reader, writer, bed, sound.rate()), number());
    writer.encode(PcmSource.of(samples, sound.rate(), sound.channels()), request(sound), to);
  }

  private float[] change(float[] samples, int rate, int channels) {
    var random = new Random(7);
    if (name.startsWith("clip-")) {
      int frames = Integer.parseInt(name.replaceAll("\\D", "")) * rate;
      int all = samples.length / channels;
      int first = Math.max(0, (all - frames) / 2);
      return Arrays.copyOfRange(
          samples, first * channels, Math.min(all, first + frames) * channels);
    }
    if (name.startsWith("noise-")) {
      double level = level(samples) * Math.pow(10, -number() / 20);
      for (int i = 0; i < samples.length; i++)
        samples[i] += (float) (level * random.nextGaussian());
    }
    if (name.equals("crackle")) crackle(samples, rate, channels, random);
    return name.equals("reverb") ? reverberant(samples, rate, channels, random) : samples;
  }

  /// Whether other music is laid over it.
  boolean isMix() {
    return name.startsWith("mix-");
  }

  /// Lays other music over it, so many decibels louder, as long as it lasts (from the start again
  /// where it is shorter).
  static void under(float[] samples, int channels, Pcm bed, double decibels) {
    double gain = level(samples) / Math.max(level(bed.samples()), 1e-9);
    float louder = (float) (gain * Math.pow(10, decibels / 20));
    for (int i = 0; i < samples.length; i++)
      samples[i] += louder * bed.samples()[(i / channels) % bed.samples().length];
    // Both together, no louder than before: what clips would have lines of its own.
    float peak = 0;
    for (float sample : samples) peak = Math.max(peak, Math.abs(sample));
    for (int i = 0; i < samples.length && peak > 1; i++) samples[i] /= peak;
  }

  /// Ten clicks a second, each dying away within 1 ms.
  private static void crackle(float[] samples, int rate, int channels, Random random) {
    double level = 6 * level(samples);
    int frames = samples.length / channels;
    for (int click = 0; click < 10L * frames / rate; click++) {
      int at = random.nextInt(frames);
      float height = (float) (level * random.nextGaussian());
      for (int i = 0; i < rate / 1_000 && at + i < frames; i++)
        for (int c = 0; c < channels; c++)
          samples[(at + i) * channels + c] += (float) (height * Math.exp(-8_000.0 * i / rate));
    }
  }

  /// Forty echoes within half a second, falling by 60 dB.
  private static float[] reverberant(float[] samples, int rate, int channels, Random random) {
    float[] wet = samples.clone();
    for (int echo = 0; echo < 40; echo++) {
      double seconds = 0.005 + 0.495 * random.nextDouble();
      int delay = channels * (int) (seconds * rate);
      float gain =
          (float) (0.5 * Math.pow(10, -3 * seconds / 0.5) * (random.nextBoolean() ? 1 : -1));
      for (int i = delay; i < wet.length; i++) wet[i] += gain * samples[i - delay];
    }
    return wet;
  }

  private static double level(float[] samples) {
    double sum = 0;
    for (float sample : samples) sum += (double) sample * sample;
    return Math.sqrt(sum / Math.max(1, samples.length));
  }

  private double number() {
    return Double.parseDouble(name.replaceAll("[^0-9]", ""));
  }

  private double signed() {
    return name.contains("-") ? -number() : number();
  }

  private EncodeRequest request(HeldSound sound) {
    int bits = (int) (1_000 * (name.matches(".*\\d.*") ? number() : 0));
    if (name.startsWith("mp3-")) return EncodeRequest.to(Encoding.MP3, bits);
    if (name.startsWith("opus-")) return EncodeRequest.to(Encoding.OPUS, bits);
    if (name.startsWith("aac-")) return EncodeRequest.to(Encoding.AAC, bits);
    if (name.startsWith("vorbis-")) return EncodeRequest.to(Encoding.OGG, bits).at(sound.rate(), 2);
    var wav = EncodeRequest.to(Encoding.WAV_FLOAT, 0);
    if (name.startsWith("rate-")) return wav.at(rate(), sound.channels());
    if (name.startsWith("speed")) return wav.after(Transformation.speed(1 + signed() / 100));
    if (name.startsWith("tempo")) return wav.after(Transformation.tempo(1 + signed() / 100));
    if (name.startsWith("pitch")) return wav.after(Transformation.pitch(signed()));
    return wav;
  }

  private int rate() {
    int thousands = (int) number();
    return switch (thousands) {
      case 11 -> 11_025;
      case 22 -> 22_050;
      case 44 -> 44_100;
      default -> 1_000 * thousands;
    };
  }

  /// File name ending of what [#apply] writes.
  String extension() {
    return request(new HeldSound()).encoding().extension();
  }
}
