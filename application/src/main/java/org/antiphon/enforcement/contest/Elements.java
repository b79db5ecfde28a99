package org.antiphon.enforcement.contest;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Which elements of 17 U.S.C. 512(g)(3) the text of a counter-notice holds, as far as a program
/// can tell. It never says that a counter-notice is invalid: a person does. A text in another
/// language, or in words of the person's own, is UNCLEAR where it is not plainly complete.
public final class Elements {
  private static final Pattern SIGNATURE =
      Pattern.compile("/s/|signature\\s*:|signed\\s*:|electronically signed|sincerely", 0);
  private static final Pattern TELEPHONE = Pattern.compile("\\+?\\d[\\d ().-]{6,}\\d");
  private static final Pattern STREET =
      Pattern.compile(
          "\\d+\\s+\\p{L}+.*(street|st\\.|road|rd\\.|avenue|ave|lane|drive|way|court|square|boulevard|quay|[0-9]{5})|p\\.?\\s?o\\.?\\s?box");

  private Elements() {}

  /// One of the four.
  public enum Element {
    /// A physical or electronic signature of the subscriber.
    A("signature of the subscriber"),
    /// What was removed, and where it was before.
    B("identification of the material and its former place"),
    /// Good-faith belief in mistake or misidentification, under penalty of perjury.
    C("statement under penalty of perjury"),
    /// Name, address, telephone, consent to jurisdiction, acceptance of service.
    D("name, address, telephone, jurisdiction, service of process");

    private final String words;

    Element(String words) {
      this.words = words;
    }

    /// What the statute asks for.
    public String words() {
      return words;
    }
  }

  /// Whether it is there.
  public enum Found {
    PRESENT,
    ABSENT,
    UNCLEAR
  }

  /// Reads a text.
  ///
  /// @param places where the material was: address of its page, platform's id
  public static Map<Element, Found> of(String text, List<String> places) {
    var lower = text.toLowerCase(Locale.ROOT);
    var found = new EnumMap<Element, Found>(Element.class);
    boolean foreign = !lower.matches("(?s).*\\b(the|and|that|this|my)\\b.*");
    found.put(Element.A, SIGNATURE.matcher(lower).find() ? Found.PRESENT : absent(foreign, false));
    boolean named =
        places.stream().anyMatch(place -> lower.contains(place.toLowerCase(Locale.ROOT)));
    found.put(Element.B, named ? Found.PRESENT : absent(foreign, lower.contains("http")));
    found.put(
        Element.C,
        of(
            foreign,
            lower.contains("penalty of perjury"),
            lower.contains("good faith") || lower.contains("good-faith"),
            lower.contains("mistake") || lower.contains("misidentif")));
    found.put(
        Element.D,
        of(
            foreign,
            lower.contains("jurisdiction"),
            lower.contains("service of process"),
            TELEPHONE.matcher(lower).find(),
            STREET.matcher(lower).find()));
    return found;
  }

  private static Found of(boolean foreign, boolean... parts) {
    int there = 0;
    for (boolean part : parts) if (part) there++;
    if (there == parts.length) return Found.PRESENT;
    return absent(foreign, there > 0);
  }

  private static Found absent(boolean foreign, boolean some) {
    return foreign || some ? Found.UNCLEAR : Found.ABSENT;
  }
}
