package org.antiphon.examination;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.antiphon.fingerprint.Match;
import org.antiphon.fingerprint.Matcher;

/// Hears a file anew and says what it matches today, with the shared peaks that an assessment does
/// not keep. Costs what recognising the file cost: about a second of CPU for three minutes.
public final class Recognition {
  private final Listener listener;
  private final Matcher matcher;

  /// On the index that `matcher` asks.
  public Recognition(Listener listener, Matcher matcher) {
    this.listener = listener;
    this.matcher = matcher;
  }

  /// All matches, best first.
  ///
  /// @throws org.antiphon.problem.Unreadable where it cannot be decoded
  public List<Match> of(Path file) throws IOException {
    return matcher.identify(listener.query(file).peaks()).matches();
  }
}
