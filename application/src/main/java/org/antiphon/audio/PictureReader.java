package org.antiphon.audio;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Decodes pictures, and finds those that sound files carry, in the same sandboxed children as
/// sound: a hostile picture costs one child. JPEG, PNG and WebP; at most [#MOST_BYTES] of file and
/// [#MOST_PIXELS] of picture, 10 seconds of waiting. Thread-safe.
public final class PictureReader {
  /// Size of a picture's file; beyond: TOO_LARGE.
  public static final long MOST_BYTES = 10_000_000;

  /// Width times height: 6,000 x 6,000 with room to spare.
  public static final long MOST_PIXELS = 40_000_000;

  /// The longer side of what comes out has no more pixels.
  public static final int SIDE = 320;

  private final CodecPool pool;

  PictureReader(CodecPool pool) {
    this.pool = pool;
  }

  /// Decodes one picture and makes it small.
  ///
  /// @param name for messages
  /// @throws org.antiphon.problem.Unreadable TOO_LARGE, UNREADABLE, TRUNCATED or TIMED_OUT
  /// @throws org.antiphon.problem.Unavailable when no child can be started here
  public Pixels decode(byte[] picture, String name) throws IOException {
    return pool.picture(picture, name);
  }

  /// The bytes of the picture that a sound file carries, undecoded; empty where it carries none, or
  /// one of more than [#MOST_BYTES].
  ///
  /// @throws org.antiphon.problem.Unreadable NOT_AUDIO, UNREADABLE or TIMED_OUT
  public Optional<byte[]> carriedBy(Path sound) throws IOException {
    return pool.cover(sound);
  }
}
