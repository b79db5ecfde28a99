package org.antiphon.audio;

import java.io.IOException;
import java.nio.file.Path;
import org.antiphon.problem.Unavailable;

/// A few codec children, started when first needed, replaced when they fail or grow old.
public final class CodecPool implements AutoCloseable {
  private final CodecSettings settings;

  /// Starts nothing yet.
  public CodecPool(CodecSettings settings) {
    this.settings = settings;
  }

  @SuppressWarnings("DoNotCallSuggester")
  AudioInfo decode(Path file, DecodeRequest request) throws IOException {
    throw none();
  }

  @SuppressWarnings("DoNotCallSuggester")
  long encode(PcmSource source, EncodeRequest request, Path file) throws IOException {
    throw none();
  }

  @SuppressWarnings("DoNotCallSuggester")
  private Unavailable none() {
    return new Unavailable(
        "CODEC", settings.cache().toString(), "no codec child", "build one with the codec module");
  }

  @Override
  public void close() {}
}
