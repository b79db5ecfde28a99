package org.antiphon.examination;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Optional;
import org.antiphon.audio.AudioFormat;
import org.antiphon.audio.AudioHashes;
import org.antiphon.audio.AudioInfo;
import org.antiphon.audio.AudioLimits;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.DecodeRequest;
import org.antiphon.audio.MonoSink;
import org.antiphon.audio.NativeSink;
import org.antiphon.fingerprint.AlgorithmVersion;
import org.antiphon.fingerprint.FingerprintFile;
import org.antiphon.fingerprint.Fingerprinter;
import org.antiphon.fingerprint.LandmarkParameters;
import org.antiphon.fingerprint.Peaks;
import org.antiphon.problem.Unreadable;

/// Decodes a file once and takes its peaks on the way, in bounded memory; takes them as they are
/// from a fingerprint file. Thread-safe.
public final class Listener {
  private final AudioReader reader;
  private final LandmarkParameters parameters;
  private final Fingerprinter fingerprinter;
  private final AudioLimits limits;

  /// Listens with this recipe, within these limits.
  public Listener(AudioReader reader, LandmarkParameters parameters, AudioLimits limits) {
    this.reader = reader;
    this.parameters = parameters;
    this.fingerprinter = new Fingerprinter(parameters);
    this.limits = limits;
  }

  /// Recipe of recognition: what an assessment rests on.
  public AlgorithmVersion algorithm() {
    return parameters.version();
  }

  /// Recipe of the peaks alone: what a kept reference rests on, whatever is asked of it later.
  AlgorithmVersion peaksAlgorithm() {
    return parameters.peaksVersion();
  }

  /// Hears a sound once, with its names; one that cannot be decoded has nothing but its fault.
  ///
  /// @throws IOException when the disk fails
  public Hearing hear(Path file) throws IOException {
    try {
      var heard = query(file, DecodeRequest.nothing().withHashes());
      return new Hearing(
          heard.info().seconds(),
          heard.info().packetsSha256(),
          heard.info().pcmSha256(),
          heard.peaks(),
          heard.info().fault());
    } catch (Unreadable fault) {
      var nothing = new Peaks(0, new int[0], new int[0], new int[0], new int[0]);
      return new Hearing(0, Optional.empty(), Optional.empty(), nothing, Optional.of(fault));
    }
  }

  /// For a reference: with the hashes of its sound.
  Heard reference(Path file) throws IOException {
    if (FingerprintFile.isOne(file)) return print(file);
    var sink = new PeakSink(fingerprinter);
    var info = reader.decode(file, DecodeRequest.mono16k(sink).withHashes().within(limits));
    return new Heard(info, sink.finish());
  }

  /// For a query.
  Heard query(Path file) throws IOException {
    return query(file, DecodeRequest.nothing());
  }

  /// For a query whose sound gets its names; others may hear the same pass.
  Heard named(Path file, DecodeRequest request) throws IOException {
    return query(file, request.withHashes());
  }

  /// For a query; others may hear the same pass.
  Heard query(Path file, DecodeRequest request) throws IOException {
    if (FingerprintFile.isOne(file)) return print(file);
    var sink = new PeakSink(fingerprinter);
    var info = reader.decode(file, request.withMono16k(sink).within(limits));
    return new Heard(info, sink.finish());
  }

  /// A fingerprint file stands for the sound that it was taken from.
  private static Heard print(Path file) throws IOException {
    var print = FingerprintFile.read(file).file();
    var peaks = print.peaks();
    var tags = new HashMap<String, String>();
    tags.put("title", print.ids().title());
    tags.put("artist", print.ids().artist());
    print.ids().isrc().ifPresent(isrc -> tags.put("isrc", isrc.code()));
    print.ids().iswc().ifPresent(iswc -> tags.put("iswc", iswc));
    var info =
        new AudioInfo(
            new AudioFormat(Heard.PRINT, "peaks", 16_000, 1, 0, false),
            new AudioInfo.Extent(file.toString(), peaks.seconds(), peaks.frames() * 256L, 1, 0),
            tags,
            new AudioHashes(Optional.empty(), Optional.empty()),
            Optional.empty(),
            0);
    return new Heard(info, peaks);
  }

  /// The picture that a file carries beside its sound, undecoded; none where it cannot be read.
  Optional<byte[]> pictureIn(Path file) throws IOException {
    if (FingerprintFile.isOne(file)) return Optional.empty();
    try {
      return reader.pictures().carriedBy(file);
    } catch (Unreadable _) {
      return Optional.empty(); // whoever hears its sound says so
    }
  }

  /// Plays the file once more, at its own rate.
  void play(Path file, NativeSink sink) throws IOException {
    reader.decode(file, DecodeRequest.nativeRate(sink).within(limits));
  }

  /// Peaks of one file on its way in.
  private static final class PeakSink implements MonoSink {
    private final Fingerprinter fingerprinter;
    private Fingerprinter.PeakStream stream;

    PeakSink(Fingerprinter fingerprinter) {
      this.fingerprinter = fingerprinter;
      this.stream = fingerprinter.stream();
    }

    @Override
    public void samples(float[] samples, int length) {
      stream.push(samples, 0, length);
    }

    @Override
    public void restart() {
      stream = fingerprinter.stream();
    }

    Peaks finish() {
      return stream.finish();
    }
  }
}
