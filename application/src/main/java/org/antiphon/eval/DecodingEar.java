package org.antiphon.eval;

import java.io.IOException;
import java.nio.file.Path;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.DecodeRequest;
import org.antiphon.audio.MonoSink;
import org.antiphon.fingerprint.Fingerprinter;
import org.antiphon.fingerprint.Peaks;

/// Hears files as the product does: decoded in a sandboxed child, peaks taken on the way.
/// Thread-safe.
public final class DecodingEar implements IdentifyEvaluation.Ear {
  private final AudioReader reader;
  private final Fingerprinter fingerprinter = new Fingerprinter();

  /// The reader stays its caller's to close.
  public DecodingEar(AudioReader reader) {
    this.reader = reader;
  }

  @Override
  public Peaks peaks(Path file) throws IOException {
    var sink = new PeakSink(fingerprinter);
    reader.decode(file, DecodeRequest.mono16k(sink));
    return sink.stream.finish();
  }

  /// One file on its way in.
  private static final class PeakSink implements MonoSink {
    private final Fingerprinter fingerprinter;
    private Fingerprinter.PeakStream stream;

    PeakSink(Fingerprinter fingerprinter) {
      this.fingerprinter = fingerprinter;
      stream = fingerprinter.stream();
    }

    @Override
    public void samples(float[] samples, int length) {
      stream.push(samples, 0, length);
    }

    @Override
    public void restart() {
      stream = fingerprinter.stream();
    }
  }
}
