package org.antiphon.server;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.AudioWriter;
import org.antiphon.audio.DecodeRequest;
import org.antiphon.audio.EncodeRequest;
import org.antiphon.audio.Encoding;
import org.antiphon.audio.Loudness;
import org.antiphon.audio.NativeSink;
import org.antiphon.audio.PcmSource;
import org.antiphon.blobs.BlobId;
import org.antiphon.blobs.Blobs;
import org.antiphon.problem.Refused;

/// Sound as every browser plays it: mono FLAC, brought to −16 LUFS (or as near as its peaks allow),
/// made once by the codec and kept beside the other caches. FLAC because it starts at its first
/// sample: the padding that lossy codecs put before it would move one player against the other by
/// up to 50 ms. Memory is bounded whatever the file: the samples wait on the disk between the pass
/// that measures and the pass that writes.
public final class Previews {
  private static final double TARGET = -16;
  private static final double LARGEST_PEAK = 0.89; // −1 dB, so that no resampler in a browser clips

  private final Blobs blobs;
  private final AudioReader reader;
  private final AudioWriter writer;
  private final Path cache;

  /// Makes them from `blobs`.
  ///
  /// @param cache folder; may be emptied at any time
  public Previews(Blobs blobs, AudioReader reader, AudioWriter writer, Path cache) {
    this.blobs = blobs;
    this.reader = reader;
    this.writer = writer;
    this.cache = cache;
  }

  /// The preview's file.
  ///
  /// @throws Refused NOT_FOUND where the sound is not kept
  /// @throws org.antiphon.problem.Unreadable where it cannot be decoded
  public Path of(BlobId sound) {
    var kept = cache.resolve("preview-1-" + sound.sha256() + ".flac");
    if (Files.exists(kept)) return kept;
    try {
      if (!blobs.holds(sound))
        throw new Refused(
            "NOT_FOUND", sound.sha256(), "this sound is not kept any more", "see the retention");
      Files.createDirectories(cache);
      return make(blobs.path(sound), kept);
    } catch (IOException e) {
      throw new UncheckedIOException("no preview of " + sound.sha256() + " can be made", e);
    }
  }

  private Path make(Path sound, Path kept) throws IOException {
    var raw = Files.createTempFile(cache, "samples", ".part");
    var written = Files.createTempFile(cache, "preview", ".flac");
    try {
      var loudness = new Loudness();
      int rate;
      try (var mono = new Mono(raw, loudness)) {
        reader.decode(sound, DecodeRequest.nativeRate(mono));
        rate = mono.rate;
      }
      try (var source = new Raw(raw, rate, gain(loudness))) {
        writer.encode(source, EncodeRequest.to(Encoding.FLAC, 0), written);
      }
      return Files.move(
          written, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(raw);
      Files.deleteIfExists(written);
    }
  }

  private static double gain(Loudness loudness) {
    double wanted = Math.pow(10, (TARGET - loudness.lufs()) / 20);
    double allowed = LARGEST_PEAK / Math.max(loudness.peak(), 1e-6);
    return Double.isFinite(wanted) ? Math.min(wanted, allowed) : 1;
  }

  /// Writes the mean of the channels to the disk and measures on the way. A file that changes its
  /// rate in the middle keeps its first.
  private static final class Mono implements NativeSink, AutoCloseable {
    private final DataOutputStream out;
    private final Loudness loudness;
    private int channels = 1;
    private int rate;

    Mono(Path file, Loudness loudness) throws IOException {
      this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
      this.loudness = loudness;
    }

    @Override
    public void format(int sampleRate, int count) {
      if (rate == 0) rate = sampleRate;
      channels = count;
      loudness.format(sampleRate, count);
    }

    @Override
    public void samples(float[] interleaved, int frames) {
      loudness.samples(interleaved, frames);
      try {
        for (int i = 0; i < frames; i++) {
          float sum = 0;
          for (int c = 0; c < channels; c++) sum += interleaved[i * channels + c];
          out.writeFloat(sum / channels);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("the cache cannot be written", e);
      }
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /// Reads it back, at the level that both players share.
  private static final class Raw implements PcmSource, AutoCloseable {
    private final DataInputStream in;
    private final int rate;
    private final double gain;

    Raw(Path file, int rate, double gain) throws IOException {
      this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
      this.rate = rate;
      this.gain = gain;
    }

    @Override
    public int sampleRate() {
      return rate;
    }

    @Override
    public int channels() {
      return 1;
    }

    @Override
    public int read(float[] interleaved, int frames) {
      int i = 0;
      try {
        for (; i < frames; i++) interleaved[i] = (float) (in.readFloat() * gain);
      } catch (EOFException end) {
        return i;
      } catch (IOException e) {
        throw new UncheckedIOException("the cache cannot be read", e);
      }
      return i;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
