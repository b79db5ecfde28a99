package org.antiphon.examination;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.antiphon.blobs.BlobId;
import org.antiphon.blobs.Blobs;
import org.antiphon.database.Database;
import org.antiphon.fingerprint.AlgorithmVersion;

/// The names of every sound that was examined, computed in the pass that decoded it: `file` (the
/// bytes), `packets` (the encode, whatever its tags and container), `pcm` (the master; lossless
/// sound only), `print` (its peaks: no hash, but what is compared).
public final class SoundNames {
  private final Database database;
  private final Blobs blobs;
  private final AlgorithmVersion algorithm;
  private final InstantSource clock;

  SoundNames(Database database, Blobs blobs, AlgorithmVersion algorithm, InstantSource clock) {
    this.database = database;
    this.blobs = blobs;
    this.algorithm = algorithm;
    this.clock = clock;
  }

  /// The names of one sound.
  ///
  /// @param file SHA-256 of the bytes
  /// @param print the peaks' blob
  public record Names(
      String file,
      Optional<String> packets,
      Optional<String> pcm,
      Optional<String> print,
      double seconds) {}

  /// Keeps the names of a stored sound; harmless to repeat.
  void note(BlobId audio, Heard heard) {
    try {
      var print = blobs.put(new ByteArrayInputStream(PeaksBlob.write(heard.peaks())));
      database
          .sql()
          .sql(
              """
              insert into sound_hash values
                (:audio, :packets, :pcm, :print, :algorithm, :seconds, :at)
              on conflict (audio_sha256) do update set print_sha256 = excluded.print_sha256,
                algorithm = excluded.algorithm
              """)
          .param("audio", audio.sha256())
          .param("packets", heard.info().packetsSha256().orElse(null))
          .param("pcm", heard.info().pcmSha256().orElse(null))
          .param("print", print.sha256())
          .param("algorithm", algorithm.toString())
          .param("seconds", heard.info().seconds())
          .param("at", clock.instant().atOffset(ZoneOffset.UTC))
          .update();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The names of a stored sound, once it was examined.
  public Optional<Names> of(BlobId audio) {
    return database
        .sql()
        .sql("select * from sound_hash where audio_sha256 = ?")
        .param(audio.sha256())
        .query((row, _) ->
            new Names(
                row.getString("audio_sha256"),
                Optional.ofNullable(row.getString("packets_sha256")),
                Optional.ofNullable(row.getString("pcm_sha256")),
                Optional.ofNullable(row.getString("print_sha256")),
                row.getDouble("seconds")))
        .optional();
  }
}
