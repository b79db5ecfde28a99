package org.antiphon.enforcement.basis;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.examination.CopyFact;

/// One basis tried against one recording (or none), narrowed as the rules go.
///
/// @param segments the matches it rests on
/// @param territories where it may be asked for; set by R2
/// @param regime set by R17
record Claim(
    Basis basis,
    Optional<RecordingId> recording,
    List<CopyFact> segments,
    String owner,
    Set<String> territories,
    String regime) {
  static Claim of(Basis basis, String owner) {
    return new Claim(basis, Optional.empty(), List.of(), owner, Set.of(), "");
  }

  Claim in(Set<String> narrowed, String newOwner) {
    return new Claim(basis, recording, segments, newOwner, narrowed, regime);
  }

  Claim under(String newRegime) {
    return new Claim(basis, recording, segments, owner, territories, newRegime);
  }

  List<RecordingId> recordings() {
    return recording.stream().toList();
  }

  String name() {
    return basis + recording.map(id -> " " + id).orElse("");
  }
}
