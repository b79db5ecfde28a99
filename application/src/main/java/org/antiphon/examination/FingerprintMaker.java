package org.antiphon.examination;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.antiphon.catalogue.Described;
import org.antiphon.fingerprint.FingerprintFile;

/// Takes the fingerprint of a file of sound, to be given to others in its place.
public final class FingerprintMaker {
  private final Listener listener;

  /// Listens by this.
  public FingerprintMaker(Listener listener) {
    this.listener = listener;
  }

  /// Fingerprints a file; what it is called comes from its tags.
  ///
  /// @throws org.antiphon.problem.Unreadable when it cannot be a reference: no audio, cut off, too
  ///   short, silent
  public FingerprintFile make(Path file, Instant issued) throws IOException {
    Heard heard = listener.reference(file);
    if (heard.info().fault().isPresent()) throw heard.info().fault().get();
    Described described = TagDescription.of(file, heard.info().tags(), "");
    var ids =
        new FingerprintFile.Ids(
            described.isrc(),
            described.codes().iswc(),
            Optional.empty(),
            cut(described.title()),
            cut(described.artist()),
            "",
            "");
    return new FingerprintFile(
        heard.peaks(),
        ids,
        Optional.of(ReferenceLibrary.sha256(file)),
        issued.truncatedTo(ChronoUnit.SECONDS),
        Optional.empty(),
        "");
  }

  private static String cut(String text) {
    return text.length() <= 400 ? text : text.substring(0, 400);
  }
}
