package org.antiphon.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.DecodeRequest;
import org.antiphon.blobs.BlobId;
import org.antiphon.blobs.Blobs;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.examination.Recognition;
import org.antiphon.picture.AlignmentPicture;
import org.antiphon.picture.CoverPicture;
import org.antiphon.picture.SpectrogramSink;
import org.antiphon.problem.Refused;

/// Spectrograms of stored sound, drawn when first asked for and kept beside the other caches. The
/// same sound always gives the same picture, so nothing here is ever out of date.
public final class Pictures {
  private final Blobs blobs;
  private final AudioReader reader;
  private final Recognition recognition;
  private final Path cache;

  /// Draws from `blobs`.
  ///
  /// @param recognition hears a sound again for its alignment
  /// @param cache folder for pictures; may be emptied at any time
  public Pictures(Blobs blobs, AudioReader reader, Recognition recognition, Path cache) {
    this.blobs = blobs;
    this.reader = reader;
    this.recognition = recognition;
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
      requireKept(sound);
      var sink = new SpectrogramSink();
      reader.decode(blobs.path(sound), DecodeRequest.nativeRate(sink));
      byte[] png = sink.finish().png();
      keep(kept, png);
      return png;
    } catch (IOException e) {
      throw new UncheckedIOException("the picture of " + sound.sha256() + " cannot be drawn", e);
    }
  }

  /// A PNG of a stored picture, small and drawn anew.
  ///
  /// @throws Refused NOT_FOUND where it is not kept
  /// @throws org.antiphon.problem.Unreadable where it cannot be decoded
  public byte[] cover(BlobId picture) {
    try {
      requireKept(picture);
      byte[] bytes = Files.readAllBytes(blobs.path(picture));
      return CoverPicture.png(reader.pictures().decode(bytes, picture.sha256()));
    } catch (IOException e) {
      throw new UncheckedIOException("the picture " + picture.sha256() + " cannot be read", e);
    }
  }

  /// As above, of the picture that a sound carries.
  public byte[] coverIn(BlobId sound) {
    try {
      requireKept(sound);
      var carried =
          reader
              .pictures()
              .carriedBy(blobs.path(sound))
              .orElseThrow(() ->
                  new Refused(
                      "NOT_FOUND", sound.sha256(), "it carries no picture", "see the platform"));
      return CoverPicture.png(reader.pictures().decode(carried, sound.sha256()));
    } catch (IOException e) {
      throw new UncheckedIOException("the sound " + sound.sha256() + " cannot be read", e);
    }
  }

  /// An SVG: each shared peak at (time in the upload, time in the recording), as the index finds
  /// them now.
  ///
  /// @throws Refused NOT_FOUND where the sound is not kept, or is not found to match any more
  public byte[] alignment(BlobId sound, RecordingId recording, double recordingSeconds) {
    var name = Integer.toHexString(recording.value().hashCode());
    var kept = cache.resolve("alignment-2-" + sound.sha256() + "-" + name + ".svg");
    try {
      if (Files.exists(kept)) return Files.readAllBytes(kept);
      requireKept(sound);
      var match =
          recognition.of(blobs.path(sound)).stream()
              .filter(each -> each.recording().id().equals(recording))
              .findFirst()
              .orElseThrow(() ->
                  new Refused(
                      "NOT_FOUND",
                      sound.sha256(),
                      "the index does not find this match any more",
                      "examine the upload again"));
      double seconds = Math.max(match.query().to(), 1);
      var svg =
          new AlignmentPicture(seconds, recordingSeconds)
              .of(match)
              .getBytes(StandardCharsets.UTF_8);
      keep(kept, svg);
      return svg;
    } catch (IOException e) {
      throw new UncheckedIOException("the picture of " + sound.sha256() + " cannot be drawn", e);
    }
  }

  private void requireKept(BlobId sound) throws IOException {
    if (!blobs.holds(sound))
      throw new Refused(
          "NOT_FOUND", sound.sha256(), "this sound is not kept any more", "see the retention");
  }

  private void keep(Path file, byte[] png) throws IOException {
    Files.createDirectories(cache);
    var partial = Files.createTempFile(cache, "drawn", ".part");
    Files.write(partial, png);
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
