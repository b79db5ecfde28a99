package org.antiphon.connector;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What was seen where the upload was. Only evidence may move a state.
public sealed interface Sighting {
  /// The answers as they came, page before audio; to be kept.
  List<RawAnswer> seen();

  /// Page and audio both say that it is gone (404, 410, 451, or the platform's own shape for it).
  record Gone(List<RawAnswer> seen) implements Sighting {
    /// Copies the answers in.
    public Gone {
      seen = List.copyOf(seen);
    }
  }

  /// Its address still gives audio. Whether it is the noticed audio is for the caller to compare.
  ///
  /// @param audio hash and length of the whole file
  record Up(RawAnswer.Digest audio, List<RawAnswer> seen) implements Sighting {
    /// Copies the answers in.
    public Up {
      seen = List.copyOf(seen);
    }
  }

  /// Refused to this vantage only, as far as one can see.
  record Restricted(Territory from, List<RawAnswer> seen) implements Sighting {
    /// Copies the answers in.
    public Restricted {
      seen = List.copyOf(seen);
    }
  }

  /// Neither. Ask again later; never a removal.
  ///
  /// @param retryAfter as it asked
  record NoEvidence(String cause, Optional<Duration> retryAfter, List<RawAnswer> seen)
      implements Sighting {
    /// Copies the answers in.
    public NoEvidence {
      seen = List.copyOf(seen);
    }
  }
}
