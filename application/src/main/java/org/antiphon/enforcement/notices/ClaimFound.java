package org.antiphon.enforcement.notices;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antiphon.examination.Assessment;
import tools.jackson.databind.json.JsonMapper;

/// One fact on which a claim to be somebody rests, as the assessment has it.
record ClaimFound(String code, String evidence) {
  private static final Set<String> WEIGHTY = Set.of("STRONG", "MEDIUM");

  /// The weighty findings about one artist.
  static List<ClaimFound> of(Assessment assessment, String artist) {
    var found = new ArrayList<ClaimFound>();
    var document = JsonMapper.shared().readTree(assessment.json());
    for (var finding : document.path("impersonation").path("findings"))
      if (finding.path("artist").asString("").equals(artist)
          && WEIGHTY.contains(finding.path("strength").asString("")))
        found.add(
            new ClaimFound(
                finding.path("code").asString(""), finding.path("evidence").asString("")));
    return List.copyOf(found);
  }
}
