package org.antiphon.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.antiphon.catalogue.RosterArtist;
import org.antiphon.impersonation.Identity.Conclusion;
import org.junit.jupiter.api.Test;

/// 200 disguises of invented names, drawn from a seed. The tables of letters are the attack's, not
/// the rules'.
class AttackTest {
  private static final long SEED = 20_261_128;

  private static final List<RosterArtist> ROSTER =
      List.of(
          Credits.TESSALINE,
          Credits.artist("The Hollow Meridians", "ar-hollow"),
          Credits.artist("Tyler, the Gardener", "ar-tyler"),
          Credits.artist("Brüna Köstrel", "ar-bruna"),
          Credits.artist("Zuvimar", "ar-zuvi"),
          Credits.artist("Ярослав Ветров", "ar-vetrov"),
          Credits.artist("María Ilusión Duarte", "ar-duarte"));

  private static final Map<Character, String> LETTERS =
      Map.ofEntries(
          Map.entry('a', "аɑα"),
          Map.entry('c', "сϲ"),
          Map.entry('e', "еҽ"),
          Map.entry('h', "һ"),
          Map.entry('i', "іı"),
          Map.entry('j', "ј"),
          Map.entry('l', "1ӏ"),
          Map.entry('o', "оο0"),
          Map.entry('p', "рρ"),
          Map.entry('s', "ѕ"),
          Map.entry('v', "ѵν"),
          Map.entry('x', "х"),
          Map.entry('y', "у"),
          Map.entry('A', "АΑ"),
          Map.entry('B', "ВΒ"),
          Map.entry('E', "ЕΕ"),
          Map.entry('H', "НΗ"),
          Map.entry('K', "ΚК"),
          Map.entry('M', "МΜ"),
          Map.entry('O', "ОΟ"),
          Map.entry('T', "ТΤ"),
          Map.entry('Z', "Ζ"),
          Map.entry('а', "a"),
          Map.entry('е', "e"),
          Map.entry('о', "o"),
          Map.entry('р', "p"),
          Map.entry('с', "c"),
          Map.entry('В', "B"));

  private static final String INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u2062";
  private static final String MARKS = "\u0301\u0308\u0323\u0327\u0331\u0337";

  private final Random random = new Random(SEED);
  private final Impersonation examiner = new Impersonation(ROSTER);

  @Test
  void ofTwoHundredDisguisesNineteenInTwentyAreFound() {
    var missed = new ArrayList<String>();
    int disguisedButOnlyPossible = 0;
    for (int i = 0; i < 200; i++) {
      var name = ROSTER.get(i % ROSTER.size()).name();
      int kind = i / ROSTER.size() % 3;
      String attack = kind == 0 ? homoglyph(name) : kind == 1 ? invisible(name) : marked(name);
      var found =
          examiner.judge(Credits.by("main:" + attack + "@x1", "Night Drive"), Evidence.NONE);
      if (found.conclusion() == Conclusion.NONE) missed.add(attack);
      else if (kind < 2 && found.conclusion() != Conclusion.IMPERSONATION)
        disguisedButOnlyPossible++;
    }
    assertThat(missed).as("seed %d", SEED).hasSizeLessThanOrEqualTo(10);
    assertThat(disguisedButOnlyPossible).isLessThanOrEqualTo(10);
  }

  @Test
  void noHonestNameIsTakenForADisguise() {
    for (var honest :
        List.of(
            "Tess Alinor",
            "Hollis Meridian",
            "Тимур Ветров",
            "Bruno Kostler",
            "Zoe Mar",
            "Maria Duarte",
            "Tyler",
            "ＤＪ Somebody",
            "Ζωή Μαρίνου",
            "José Öst"))
      assertThat(examiner.judge(Credits.by("main:" + honest + "@x1", "Night Drive"), Evidence.NONE))
          .as(honest)
          .isEqualTo(Identity.NOBODY);
  }

  /// One to three letters exchanged.
  private String homoglyph(String name) {
    var places = new ArrayList<Integer>();
    for (int i = 0; i < name.length(); i++) if (LETTERS.containsKey(name.charAt(i))) places.add(i);
    var attack = new StringBuilder(name);
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count && !places.isEmpty(); i++) {
      int which = random.nextInt(places.size());
      int at = places.get(which);
      places.subList(which, which + 1).clear();
      String choices = LETTERS.getOrDefault(name.charAt(at), "");
      attack.setCharAt(at, choices.charAt(random.nextInt(choices.length())));
    }
    return attack.toString();
  }

  private String invisible(String name) {
    var attack = new StringBuilder(name);
    for (int i = 0; i <= random.nextInt(3); i++)
      attack.insert(
          1 + random.nextInt(attack.length() - 1),
          INVISIBLE.charAt(random.nextInt(INVISIBLE.length())));
    return attack.toString();
  }

  private String marked(String name) {
    var attack = new StringBuilder(name);
    for (int i = 0; i <= random.nextInt(3); i++)
      attack.insert(
          1 + random.nextInt(attack.length() - 1), MARKS.charAt(random.nextInt(MARKS.length())));
    return attack.toString();
  }
}
