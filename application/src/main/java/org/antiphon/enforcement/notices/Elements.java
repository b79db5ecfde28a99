package org.antiphon.enforcement.notices;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antiphon.problem.InvalidInput;
import tools.jackson.databind.JsonNode;

/// The elements without which a notice is none (17 U.S.C. 512(c)(3)(A)(i)–(vi); Regulation (EU)
/// 2022/2065 Art. 16(2)(a)–(d)), and where each stands in the JSON.
public final class Elements {
  /// JSON pointer of each element's parts, with its clause.
  private static final List<Map.Entry<String, String>> REQUIRED =
      List.of(
          Map.entry("/signature/name", "512(c)(3)(A)(i)"),
          Map.entry("/signature/keyId", "512(c)(3)(A)(i)"),
          Map.entry("/works/0/title", "512(c)(3)(A)(ii), DSA 16(2)(a)"),
          Map.entry("/works/0/owner", "512(c)(3)(A)(ii)"),
          Map.entry("/target/url", "512(c)(3)(A)(iii), DSA 16(2)(b)"),
          Map.entry("/target/uploadId", "512(c)(3)(A)(iii)"),
          Map.entry("/target/segments/0/uploadFrom", "512(c)(3)(A)(iii)"),
          Map.entry("/complainant/name", "512(c)(3)(A)(iv), DSA 16(2)(c)"),
          Map.entry("/complainant/address", "512(c)(3)(A)(iv)"),
          Map.entry("/complainant/telephone", "512(c)(3)(A)(iv)"),
          Map.entry("/complainant/email", "512(c)(3)(A)(iv), DSA 16(2)(c)"),
          Map.entry("/statements/0/text", "512(c)(3)(A)(v), DSA 16(2)(d)"),
          Map.entry("/statements/1/text", "512(c)(3)(A)(vi)"),
          Map.entry("/explanation", "DSA 16(2)(a)"),
          Map.entry("/evidence/sha256", "evidence"));

  /// What only a notice about a recording has.
  private static final Set<String> OF_A_RECORDING =
      Set.of("/works/0/title", "/works/0/owner", "/target/segments/0/uploadFrom");

  private Elements() {}

  /// Refuses a notice that lacks an element, naming every one that is missing.
  static void require(JsonNode notice) {
    var faults = new ArrayList<InvalidInput>();
    for (var element : required(notice))
      if (notice.at(element.getKey()).asString("").isBlank())
        faults.add(
            new InvalidInput(
                "ELEMENT_MISSING",
                "notice" + element.getKey(),
                "required by " + element.getValue(),
                "complete the catalogue or the complainant"));
    if (!faults.isEmpty()) throw InvalidInput.all(faults);
  }

  /// A notice about a person names the person in the place of a work and its stretches.
  private static List<Map.Entry<String, String>> required(JsonNode notice) {
    if (notice.path("person").isMissingNode()) return REQUIRED;
    var required = new ArrayList<Map.Entry<String, String>>();
    required.add(Map.entry("/person/name", "the platform's policy"));
    required.add(Map.entry("/person/findings/0/evidence", "the platform's policy"));
    for (var element : REQUIRED)
      if (!OF_A_RECORDING.contains(element.getKey())) required.add(element);
    return required;
  }

  /// What each required element says in this notice: every rendering must hold all of them.
  public static List<String> saidBy(JsonNode notice) {
    var said = new ArrayList<String>();
    for (var element : required(notice))
      if (!element.getKey().contains("segments")) said.add(notice.at(element.getKey()).asString());
    for (var statement : notice.get("statements")) said.add(statement.get("text").asString());
    return said;
  }
}
