package org.antiphon.enforcement.basis;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.antiphon.catalogue.RecordingId;

/// What the rules say of one claim against one upload. `code` is stable, `UPPER_SNAKE`, and part of
/// the contract.
public sealed interface Outcome {
  /// The ground that was tried.
  Basis basis();

  /// The recordings that it is about; empty where the basis is no recording.
  List<RecordingId> recordings();

  /// The rule's code; `NOTICE` where nothing stands in the way.
  String code();

  /// May be attested by a person and sent.
  ///
  /// @param regime the law book's id of the law that it is sent under
  /// @param territories ISO 3166-1 codes where removal is asked for; `*` is the world
  record Notice(
      Basis basis,
      List<RecordingId> recordings,
      String owner,
      String regime,
      Set<String> territories)
      implements Outcome {
    public Notice {
      recordings = List.copyOf(recordings);
      territories = Set.copyOf(territories);
    }

    @Override
    public String code() {
      return "NOTICE";
    }

    /// In order, for texts.
    public List<String> territoriesInOrder() {
      return List.copyOf(new TreeSet<>(territories));
    }
  }

  /// A request to label it; no removal is asked for.
  record Label(Basis basis, List<RecordingId> recordings) implements Outcome {
    public Label {
      recordings = List.copyOf(recordings);
    }

    @Override
    public String code() {
      return "LABEL";
    }
  }

  /// A person decides, on this one alone.
  record Review(Basis basis, List<RecordingId> recordings, String code, String reason)
      implements Outcome {
    public Review {
      recordings = List.copyOf(recordings);
    }
  }

  /// Recorded, shown, never sent.
  record Refuse(Basis basis, List<RecordingId> recordings, String code, String reason)
      implements Outcome {
    public Refuse {
      recordings = List.copyOf(recordings);
    }
  }

  /// Would be sent, and waits.
  ///
  /// @param held what would be sent once it is released
  record Hold(Notice held, String code, String reason) implements Outcome {
    @Override
    public Basis basis() {
      return held.basis();
    }

    @Override
    public List<RecordingId> recordings() {
      return held.recordings();
    }
  }
}
