package org.antiphon.impersonation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.antiphon.catalogue.Barcode;
import org.antiphon.catalogue.Isrc;
import org.antiphon.catalogue.RosterArtist;
import org.antiphon.impersonation.ShownCredits.Delivery;
import org.antiphon.problem.InvalidInput;

/// Whose an id, a code, a label line is. Ids are looked up; the rest is compared with one artist's.
final class Ownership {
  private static final Pattern MARKS =
      Pattern.compile(
          "^\\s*(?:\\(?[PCpc]\\)|[℗©])?\\s*(?:[12][0-9]{3})?\\s*(?:\\(?[PCpc]\\)|[℗©])?\\s*");
  private static final Pattern PARTS =
      Pattern.compile(
          "[;|/,]|\\b(?:under exclusive licen[cs]e (?:to|from)|a division of|marketed by|distributed"
              + " by|licensed (?:to|from))\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Set<String> FORMS =
      Set.of(
          "ltd", "llc", "inc", "gmbh", "ug", "ag", "sarl", "sas", "sl", "sa", "lda", "ltda", "co",
          "kk", "bv", "ab", "limited");

  private final Map<String, List<Integer>> profiles = new HashMap<>();
  private final Map<String, List<Integer>> codes = new HashMap<>();

  Ownership(List<RosterArtist> artists) {
    for (int i = 0; i < artists.size(); i++) {
      int artist = i;
      for (String id : artists.get(i).platformIds())
        for (String form : forms(id)) put(profiles, form, artist);
      artists.get(i).deliveries().isrcPrefixes().forEach(prefix -> put(codes, prefix, artist));
      artists.get(i).deliveries().releases().forEach(it -> put(codes, it.code(), artist));
    }
  }

  private static void put(Map<String, List<Integer>> map, String key, int artist) {
    var holders = map.computeIfAbsent(key, _ -> new ArrayList<>(1));
    if (!holders.contains(artist)) holders.add(artist);
  }

  /// The id with its platform, and alone for credits that do not say theirs.
  private static Set<String> forms(String id) {
    var forms = new LinkedHashSet<String>();
    forms.add(id);
    int colon = id.indexOf(':');
    if (colon > 0) forms.add("?" + id.substring(colon + 1));
    return forms;
  }

  /// Artists whose profile a shown name leads to.
  Set<Integer> ofProfile(ShownCredits.Artist shown, Optional<String> platform) {
    if (shown.id().isEmpty()) return Set.of();
    var found = new LinkedHashSet<Integer>();
    for (String form : lookups(shown.id().get(), platform))
      found.addAll(profiles.getOrDefault(form, List.of()));
    return found;
  }

  private static Set<String> lookups(String id, Optional<String> platform) {
    var forms = new LinkedHashSet<String>();
    forms.add(id);
    platform.ifPresent(name -> forms.add(name + ":" + id));
    if (platform.isEmpty()) forms.add("?" + id);
    return forms;
  }

  /// Whether a list of ids (`platform:id`, or an id alone) has this one.
  static boolean has(Set<String> ids, String id, Optional<String> platform) {
    var lookups = lookups(id, platform);
    return ids.stream().anyMatch(own -> forms(own).stream().anyMatch(lookups::contains));
  }

  /// Artists to whom the shown ISRC or UPC belongs.
  Set<Integer> ofIdentifiers(Delivery delivery) {
    var found = new LinkedHashSet<Integer>();
    isrc(delivery)
        .ifPresent(isrc -> {
          found.addAll(codes.getOrDefault(isrc, List.of()));
          found.addAll(codes.getOrDefault(isrc.substring(0, 5), List.of()));
        });
    upc(delivery).ifPresent(upc -> found.addAll(codes.getOrDefault(upc, List.of())));
    return found;
  }

  /// The shown ISRC without hyphens, if it is one.
  static Optional<String> isrc(Delivery delivery) {
    return delivery
        .isrc()
        .flatMap(text -> {
          try {
            return Optional.of(Isrc.parse(text).code());
          } catch (InvalidInput _) {
            return Optional.empty();
          }
        });
  }

  /// The shown UPC without leading zeros, if it is one.
  static Optional<String> upc(Delivery delivery) {
    return delivery
        .upc()
        .flatMap(text -> {
          try {
            return Optional.of(Barcode.parse(text).significant());
          } catch (InvalidInput _) {
            return Optional.empty();
          }
        });
  }

  /// Whether the shown ISRC or UPC is the artist's; says which.
  static Optional<String> identifier(RosterArtist artist, Delivery delivery) {
    var own = artist.deliveries();
    var isrc =
        isrc(delivery)
            .filter(code ->
                own.isrcPrefixes().contains(code.substring(0, 5))
                    || own.releases().stream().anyMatch(it -> it.code().equals(code)));
    if (isrc.isPresent()) return Optional.of("ISRC " + isrc.get());
    return upc(delivery)
        .filter(code -> own.releases().stream().anyMatch(it -> it.code().equals(code)))
        .map(code -> "UPC " + code);
  }

  /// Who delivers the artist's music by the roster and delivered this, in words.
  static Optional<String> authorised(
      RosterArtist artist, Delivery delivery, Optional<String> platform) {
    var own = artist.deliveries();
    var distributor = delivery.distributor().filter(name -> same(own.distributors(), name));
    if (distributor.isPresent()) return Optional.of("distributor “" + distributor.get() + "”");
    var uploader =
        delivery.uploaders().stream()
            .filter(name -> has(own.uploaders(), name, platform) || same(own.uploaders(), name))
            .findFirst();
    if (uploader.isPresent()) return Optional.of("uploader “" + uploader.get() + "”");
    return delivery
        .labelLine()
        .filter(line -> labelled(own.labelLines(), line))
        .map(line -> "label line “" + line + "”");
  }

  private static boolean same(Set<String> own, String shown) {
    String folded = letters(shown);
    return !folded.isEmpty() && own.stream().anyMatch(name -> letters(name).equals(folded));
  }

  /// Whether one of the houses that a label line names is the artist's.
  private static boolean labelled(Set<String> own, String line) {
    for (String part : PARTS.split(line, -1)) if (same(own, unmarked(part))) return true;
    return same(own, unmarked(line));
  }

  private static String unmarked(String line) {
    return MARKS.matcher(line).replaceFirst("");
  }

  private static String letters(String name) {
    var tokens = Tokens.of(unmarked(name));
    int end = tokens.size();
    while (end > 1 && FORMS.contains(tokens.get(end - 1).text())) end--;
    return Tokens.squeezed(tokens, 0, end);
  }
}
