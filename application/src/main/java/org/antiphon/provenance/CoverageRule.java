package org.antiphon.provenance;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// How much of the sound the signature covers (C2PA 2.3, sections 18.5 and 18.6).
///
/// @param ranges what is left out beside the carrier, in words
record CoverageRule(Coverage coverage, String ranges) {
  /// What c2pa-rs leaves out of every MP4 by itself: its own box and padding, no sound.
  private static final Set<String> HARMLESS = Set.of("/ftyp", "/mfra", "/free", "/skip");

  private static final List<Integer> C2PA_UUID =
      List.of(216, 254, 195, 214, 27, 14, 72, 60, 146, 151, 88, 40, 135, 126, 196, 129);
  private static final CoverageRule UNKNOWN = new CoverageRule(Coverage.UNKNOWN, "");
  private static final CoverageRule FULL = new CoverageRule(Coverage.FULL, "");

  static CoverageRule of(EngineReport report, Optional<Carrier.Store> carrier) {
    var binding = Binding.of(report);
    if (binding.isPresent()) {
      var beside = binding.get().beside(carrier);
      return beside.isEmpty()
          ? FULL
          : new CoverageRule(
              Coverage.PARTIAL,
              beside.stream()
                  .map(range -> "bytes %d to %d".formatted(range.from(), range.to() - 1))
                  .collect(Collectors.joining(", ")));
    }
    var hashes =
        report
            .activeManifest()
            .path("assertions")
            .propertyStream()
            .filter(each -> each.getKey().startsWith("c2pa.hash."))
            .toList();
    boolean boxes = hashes.size() == 1 && hashes.getFirst().getKey().startsWith("c2pa.hash.bmff");
    return boxes ? boxes(hashes.getFirst().getValue()) : UNKNOWN;
  }

  private static CoverageRule boxes(JsonNode assertion) {
    if (assertion.hasNonNull("merkle") || !assertion.path("exclusions").isArray()) return UNKNOWN;
    var others =
        assertion.path("exclusions").valueStream().filter(each -> !isHarmless(each)).toList();
    return others.isEmpty()
        ? FULL
        : new CoverageRule(
            Coverage.PARTIAL,
            others.stream()
                .map(each -> each.path("xpath").asString("?"))
                .collect(Collectors.joining(", ")));
  }

  private static boolean isHarmless(JsonNode exclusion) {
    String path = exclusion.path("xpath").asString("");
    if (HARMLESS.contains(path)) return true;
    if (!path.equals("/uuid") || exclusion.path("data").size() != 1) return false;
    var data = exclusion.path("data").path(0);
    var value = data.path("value").valueStream().map(each -> each.asInt(-1)).toList();
    return data.path("offset").asInt(0) == 8 && value.equals(C2PA_UUID);
  }
}
