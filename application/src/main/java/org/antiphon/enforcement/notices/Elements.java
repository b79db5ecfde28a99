package org.antiphon.enforcement.notices;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antiphon.enforcement.basis.Basis;
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

  private static final String STRETCH = "/target/segments/0/uploadFrom";

  /// What only a notice about a work has.
  private static final Set<String> OF_A_WORK = Set.of("/works/0/title", "/works/0/owner", STRETCH);

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

  /// A notice about a person or a mark names that in the place of a work; stretches of sound belong
  /// to a copied recording alone.
  private static List<Map.Entry<String, String>> required(JsonNode notice) {
    var required = new ArrayList<Map.Entry<String, String>>();
    boolean person = notice.has("person");
    boolean mark = notice.has("mark");
    if (person) {
      required.add(Map.entry("/person/name", "the platform's policy"));
      required.add(Map.entry("/person/findings/0/evidence", "the platform's policy"));
    }
    if (mark)
      for (var part : Set.of("/mark/text", "/mark/office", "/mark/number", "/mark/owner"))
        required.add(Map.entry(part, "the platform's form for trade marks"));
    boolean sound = notice.path("basis").asString("").equals(Basis.COPIED_RECORDING.name());
    for (var element : REQUIRED)
      if (sound || !element.getKey().equals(STRETCH))
        if (!(person || mark) || !OF_A_WORK.contains(element.getKey())) required.add(element);
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
