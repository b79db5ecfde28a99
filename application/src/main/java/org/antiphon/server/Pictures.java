package org.antiphon.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.DecodeRequest;
import org.antiphon.blobs.BlobId;
import org.antiphon.blobs.Blobs;
import org.antiphon.picture.SpectrogramSink;
import org.antiphon.problem.Refused;

/// Spectrograms of stored sound, drawn when first asked for and kept beside the other caches. The
/// same sound always gives the same picture, so nothing here is ever out of date.
public final class Pictures {
  private final Blobs blobs;
  private final AudioReader reader;
  private final Path cache;

  /// Draws from `blobs`.
  ///
  /// @param cache folder for pictures; may be emptied at any time
  public Pictures(Blobs blobs, AudioReader reader, Path cache) {
    this.blobs = blobs;
    this.reader = reader;
    this.cache = cache;
  }

  /// A PNG: time to the right over the whole sound, 0 to 16 kHz upwards.
  ///
  /// @throws Refused NOT_FOUND where the sound is not kept
  /// @throws org.antiphon.problem.Unreadable where it cannot be decoded
  public byte[] spectrogram(BlobId sound) {
    var kept = cache.resolve("spectrogram-1-" + sound.sha256() + ".png");
    try {
      if (Files.exists(kept)) return Files.readAllBytes(kept);
      if (!blobs.holds(sound))
        throw new Refused(
            "NOT_FOUND", sound.sha256(), "this sound is not kept any more", "see the retention");
      var sink = new SpectrogramSink();
      reader.decode(blobs.path(sound), DecodeRequest.nativeRate(sink));
      byte[] png = sink.finish().png();
      keep(kept, png);
      return png;
    } catch (IOException e) {
      throw new UncheckedIOException("the picture of " + sound.sha256() + " cannot be drawn", e);
    }
  }

  private void keep(Path file, byte[] png) throws IOException {
    Files.createDirectories(cache);
    var partial = Files.createTempFile(cache, "drawn", ".part");
    Files.write(partial, png);
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
