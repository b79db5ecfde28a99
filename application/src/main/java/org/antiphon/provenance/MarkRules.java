package org.antiphon.provenance;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads marks out of tags, XMP and manifests: a generator's own tags, the label that GB 45438-2025
/// asks for in China, the IPTC source type in XMP, statements of rights (CAWG).
final class MarkRules {
  private static final int MOST = 64;
  private static final int LONGEST_LABEL = 1 << 14;
  private static final List<GeneratorTag> GENERATORS =
      SourceTypes.rows("generators.tsv").stream()
          .map(row ->
              new GeneratorTag(
                  Pattern.compile(row.get(0)), Pattern.compile(row.get(1)), row.get(2)))
          .toList();

  private MarkRules() {}

  /// A tag that a generator leaves.
  private record GeneratorTag(Pattern field, Pattern value, String tool) {}

  /// Marks of the file itself.
  static List<Mark> of(Carrier carrier) {
    var marks = new ArrayList<Mark>();
    for (var tag : carrier.tags()) {
      generator(tag, marks);
      label(tag, marks);
    }
    for (byte[] packet : carrier.xmp()) {
      String type = XmpPacket.of(packet).sourceType();
      if (type.isEmpty()) continue;
      boolean machine =
          SourceTypes.of(type)
              .filter(says -> says == SourceTypes.Says.AI || says == SourceTypes.Says.POSSIBLY_AI)
              .isPresent();
      marks.add(
          new Mark(
              "xmp.digitalSourceType",
              "XMP",
              type,
              machine ? Mark.Weight.POSSIBLY_AI : Mark.Weight.NONE));
    }
    return marks.stream().limit(MOST).toList();
  }

  private static void generator(Carrier.Tag tag, List<Mark> marks) {
    for (var each : GENERATORS)
      if (each.field().matcher(tag.field()).matches()
          && each.value().matcher(tag.value()).matches())
        marks.add(
            new Mark(
                "generator." + each.tool(), tag.field(), tag.value(), Mark.Weight.POSSIBLY_AI));
  }

  /// `AIGC` with JSON: Label 1 is AI, 2 possibly, 3 suspected; some write `AIGC` as the label.
  private static void label(Carrier.Tag tag, List<Mark> marks) {
    String field = tag.field();
    boolean named =
        field.equalsIgnoreCase("AIGC")
            || field.equalsIgnoreCase("TXXX:AIGC")
            || field.equalsIgnoreCase("----:AIGC");
    if (!named || tag.value().length() > LONGEST_LABEL) return;
    marks.add(new Mark("aigc.label", field, tag.value(), weight(tag.value())));
  }

  private static Mark.Weight weight(String value) {
    try {
      String label = JsonMapper.shared().readTree(value).path("Label").asString("");
      return List.of("1", "2", "3", "AIGC").contains(label)
          ? Mark.Weight.POSSIBLY_AI
          : Mark.Weight.NONE;
    } catch (JacksonException _) {
      return Mark.Weight.NONE; // no JSON: shown as it stands, and it weighs nothing
    }
  }

  /// Statements of rights, and what binds softly, in the active manifest.
  static List<Mark> of(EngineReport report) {
    var marks = new ArrayList<Mark>();
    for (var each : report.activeManifest().path("assertions").properties()) {
      String name = each.getKey();
      if (name.startsWith("cawg.training-mining") || name.startsWith("c2pa.training-mining"))
        rights(each.getValue().path("entries"), name, marks);
      else if (name.startsWith("c2pa.soft-binding"))
        marks.add(
            new Mark(
                "c2pa.soft-binding",
                name,
                each.getValue().path("alg").asString(""),
                Mark.Weight.NONE));
    }
    return marks.stream().limit(MOST).toList();
  }

  private static void rights(JsonNode entries, String field, List<Mark> marks) {
    for (var each : entries.properties())
      marks.add(
          new Mark(
              "rights." + each.getKey(),
              field,
              each.getValue().path("use").asString(""),
              Mark.Weight.RIGHTS));
  }
}
